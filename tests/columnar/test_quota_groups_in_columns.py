"""Quotas kept by anything, of some groups only, with shares of other people: columns count as the interpreter does."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest
from frame_kit import frames_of, on_duckdb
from generated_quotas import HEAD, PEOPLE, SCHOOLS, quotas
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

AS_OF = date(2026, 9, 1)
FEW = settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Raw = dict[str, Any]


def _policy(text: str) -> Policy:
    return Policy(load_policy(text, "generated.yaml"), xr.Catalog())


def _wanted(policy: Policy, people: list[Raw], schools: list[Raw]) -> tuple[xr.QuotaResult, ...]:
    read = [xr.Teacher.model_validate({"编号": f"t{place:06}", **one}) for place, one in enumerate(people)]
    return policy.quotas(read, groups=[xr.School.model_validate(one) for one in schools], as_of=AS_OF)


def _nameless(results: tuple[xr.QuotaResult, ...]) -> list[xr.QuotaResult]:
    return [one.model_copy(update={"undetermined": (), "could_be_counted": ()}) for one in results]


def _told(results: tuple[xr.QuotaResult, ...]) -> dict[tuple[str, str], list[Any]]:
    """Return what the interpreter says of each member whom a result names: base, counted, group and what is missing."""
    found: dict[tuple[str, str], list[Any]] = {}
    for result in results:
        for one in result.undetermined:
            missing = "|".join(dict.fromkeys(fact.id for fact in one.missing))
            group = "/".join(result.group) if one.in_group else ""
            found[result.quota, one.id] = [one.in_base, one.counted, group, missing]
    return found


def _differences(results: tuple[xr.QuotaResult, ...], members: pl.DataFrame) -> list[str]:
    """Return where the frame of members says something else than the results that name them."""
    found = []
    told, rows = _told(results), {row["id"]: row for row in members.to_dicts()}
    for (quota, whose), (base, counted, group, missing) in told.items():
        row = rows[whose]
        if (row[f"{quota}.base"], row[f"{quota}.counted"]) != (base, counted):
            found.append(f"{quota} {whose}: {row} != {base}, {counted}")
        if f"{quota}.group" in row and row[f"{quota}.group"] != group:
            found.append(f"{quota} {whose}: {row} != {group}")
        own = None if base is False else (base, counted)
        if own is not None and None in own and row[f"{quota}.missing"] != missing:
            found.append(f"{quota} {whose}: {row} != {missing}")
    for result in results:
        sure = {one.id for one in result.undetermined if one.in_group is not True}
        could = f"{result.quota}.could"
        named = set(result.could_be_counted) - sure
        found += [f"{could}: {whose}" for whose in named if rows[whose][could] is not True]
    return found


@FEW
@given(quotas(), st.lists(PEOPLE, min_size=1, max_size=10), SCHOOLS)
def test_polars_counts_what_the_interpreter_counts(text: str, people: list[Raw], schools: list[Raw]) -> None:
    """Given generated quotas and a roster with gaps, then every group comes to the same, in the same order."""
    policy = _policy(text)
    frame, lists = frames_of(people)
    bodies = frames_of(schools)[0] if schools else None

    found, members = policy.quotas_frame(frame, as_of=AS_OF, schools=bodies, **lists)

    wanted = _wanted(policy, people, schools)
    assert list(found) == _nameless(wanted)
    assert _differences(wanted, members) == []


@settings(FEW, max_examples=8)
@given(quotas(), st.lists(PEOPLE, min_size=1, max_size=8), SCHOOLS)
def test_duckdb_counts_what_the_interpreter_counts(text: str, people: list[Raw], schools: list[Raw]) -> None:
    """Given generated quotas and a roster with gaps, when DuckDB counts, then every group comes to the same."""
    policy = _policy(text)
    frame, lists = frames_of(people)
    connection = duckdb.connect()
    bodies = on_duckdb(connection, frames_of(schools)[0]) if schools else None
    listed = {name: on_duckdb(connection, one) for name, one in lists.items()}

    found, members = policy.quotas_frame(on_duckdb(connection, frame), as_of=AS_OF, schools=bodies, **listed)

    wanted = _wanted(policy, people, schools)
    assert list(found) == _nameless(wanted)
    assert _differences(wanted, members.pl()) == []


SIX = [
    {"岗位": "校医", "片区": "东", "轮训过": "是", "核定数": 1},
    {"岗位": "校医", "片区": "东", "轮训过": "否", "核定数": 1},
    {"岗位": "宿管", "片区": "东", "轮训过": "未知", "核定数": 1},
    {"岗位": "校医", "片区": "西", "轮训过": "是", "核定数": 2},
    {"岗位": "宿管", "片区": "西", "轮训过": "否", "核定数": 1},
    {"岗位": "宿管", "片区": "未知", "轮训过": "否", "核定数": 1},
]


@pytest.mark.parametrize(
    ("quota", "wanted"),
    [
        pytest.param(
            "{clause: 六, per: 片区, counted: [轮训过], floor: 50%}",
            [("东", "open", 3, 4, 1, 2), ("西", "open", 2, 3, 1, 1)],
            id="somebody-may-be-in-either",
        ),
        pytest.param(
            "{clause: 六, per: 片区, when: {片区: 东}, counted: [轮训过], floor: 1人}",
            [("东", "open", 3, 4, 1, 2), ("西", "open", 2, 3, 1, 1)],
            id="open-whether-it-speaks-while-one-member's-group-is",
        ),
        pytest.param(
            "{clause: 六, per: 岗位, when: {none: [{岗位: 宿管}]}, counted: [轮训过], ceiling: 2人}",
            [("校医", "met", 3, 3, 2, 2)],
            id="only-groups-of-which-it-speaks",
        ),
        pytest.param(
            "{clause: 六, per: 岗位, counted: [轮训过], ceiling: 核定数}",
            [("校医", "open", 3, 3, 2, 2), ("宿管", "met", 3, 3, 0, 1)],
            id="an-amount-on-which-members-agree-in-one-group-only",
        ),
        pytest.param(
            "{clause: 六, counted: {岗位: 宿管}, relative_to: {岗位: 校医}, ceiling: 100%}",
            [("", "met", 6, 6, 3, 3)],
            id="a-share-of-other-people",
        ),
    ],
)
def test_groups(quota: str, wanted: list[tuple[Any, ...]]) -> None:
    """Given six people in two districts, then each group has the base, the counted and the status that follow."""
    policy = _policy(f"{HEAD}  甲: {quota}\n")
    frame, _lists = frames_of(SIX)

    found, _members = policy.quotas_frame(frame, as_of=AS_OF)

    counts = [(one.base.at_least, one.base.at_most, one.counted.at_least, one.counted.at_most) for one in found]
    assert [("/".join(one.group), one.status, *each) for one, each in zip(found, counts, strict=True)] == wanted


def test_nobody_counts_where_a_quota_is_silent() -> None:
    """Given a quota of doctors' groups only, then the frame has no warden in its base, whose group it still names."""
    policy = _policy(
        f"{HEAD}  甲: {{clause: 六, per: 岗位, when: {{岗位: 校医}}, counted: [轮训过], floor: 100%}}\n"
    )
    frame, _lists = frames_of(SIX)

    _found, members = policy.quotas_frame(frame, as_of=AS_OF)

    assert members["甲.base"].to_list() == [True, True, False, True, False, False]
    assert members["甲.could"].to_list() == [False, True, False, False, False, False]
    assert members["甲.group"].to_list() == ["校医", "校医", "宿管", "校医", "宿管", "宿管"]


def test_the_frame_says_of_whose_number_a_share_is() -> None:
    """Given a share of the doctors' number, then the frame says who is one, open where nobody knows."""
    policy = _policy(
        f"{HEAD}  甲: {{clause: 六, counted: {{岗位: 宿管}}, relative_to: {{岗位: 校医}}, ceiling: 2倍}}\n"
    )
    frame, _lists = frames_of([*SIX, {"岗位": "未知"}])

    _found, members = policy.quotas_frame(frame, as_of=AS_OF)

    assert members["甲.relative"].to_list() == [True, True, False, True, False, False, None]
    assert members["甲.missing"].to_list()[-1] == "岗位"


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("", id="schools-alone"),
        pytest.param("  乙: {clause: 六, counted: [轮训过], floor: 1人}\n", id="beside-people"),
    ],
)
def test_quotas_of_schools_count_the_schools_handed_in(more: str) -> None:
    """Given a quota of schools before one of people, then the schools are counted from their own frame, in order."""
    policy = _policy(f"{HEAD}  甲: {{clause: 六, about: school, counted: {{规模: 小}}, floor: 50%}}\n{more}")
    schools = [{"编号": "s1", "名称": "一中", "规模": "小"}, {"编号": "s2", "名称": "二中", "规模": "大"}]
    frame, _lists = frames_of(SIX)

    found, members = policy.quotas_frame(frame, as_of=AS_OF, schools=frames_of(schools)[0])

    people = [xr.Teacher.model_validate({"编号": f"t{place}", **one}) for place, one in enumerate(SIX)]
    bodies = [xr.School.model_validate(one) for one in schools]
    wanted = policy.quotas([*people, *bodies], as_of=AS_OF)
    assert [(one.quota, one.base, one.counted, one.status) for one in found] == [
        (one.quota, one.base, one.counted, one.status) for one in wanted
    ]
    assert members.columns == ["id", *(["乙.base", "乙.counted", "乙.could", "乙.missing"] if more else [])]
