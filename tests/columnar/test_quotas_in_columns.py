"""Quotas over frames: every group comes to what the interpreter makes of the same records."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest
from frame_kit import frames_of, on_duckdb
from made_rosters import AS_OF, schools, teachers

import xgxp_rules as xr

CATALOG = xr.Catalog()
SHARED = ("members", "base", "counted", "bounds", "status", "reason", "account")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        pytest.param("xinjiang.mulei.xgxp", AS_OF, id="floor and nested floor"),
        pytest.param("xinjiang.mulei.xgxp", date(2026, 11, 3), id="facts of the year's first day, in November"),
        pytest.param("gansu.xifeng.research", AS_OF, id="stars"),
        pytest.param("gansu.xifeng.personnel", AS_OF, id="ceilings by school"),
        pytest.param("gansu.xifeng.principals", AS_OF, id="everybody trained"),
    ],
)
def test_quotas_agree(name: str, day: date) -> None:
    """Given a made roster, when its quotas are counted in columns, then each group has the interpreter's result."""
    policy = CATALOG.in_force(name, day)
    records = [
        {"编号": f"t{place:06}", **one}
        for place, one in enumerate(teachers(policy.effective.vocabulary("teacher"), 150, seed=3))
    ]
    bodies = schools(policy.effective.vocabulary("school"))
    frame, lists = frames_of([{**one, "id": one["编号"]} for one in records])
    school_frame, _ = frames_of(bodies)

    found, members = policy.quotas_frame(frame.drop("编号"), as_of=day, schools=school_frame, **lists)

    read = [xr.Teacher.model_validate(one) for one in records]
    wanted = policy.quotas(read, as_of=day, groups=[xr.School.model_validate(one) for one in bodies])
    of_teachers = {(one.quota, one.group): one for one in wanted if one.about == "teacher"}
    assert {(one.quota, one.group) for one in found} == set(of_teachers)
    for one in found:
        other = of_teachers[one.quota, one.group]
        assert {name: getattr(one, name) for name in SHARED} == {name: getattr(other, name) for name in SHARED}
        counts = members.filter(members[f"{one.quota}.group"] == one.group[0]) if one.group else members
        if any(bound.side != "ceiling" for bound in other.bounds):
            could = _ids(counts, counts[f"{one.quota}.could"])
            assert could - _adrift(other) == set(other.could_be_counted) - _adrift(other)
        base, counted = counts[f"{one.quota}.base"], counts[f"{one.quota}.counted"]
        unsettled = base.is_null() | (base & counted.is_null())
        mine = {each.id for each in other.undetermined if None in (each.in_base, each.counted)} - _adrift(other)
        assert _ids(counts, unsettled) - _adrift(other) == mine
        told = dict(counts.filter(unsettled).select("id", f"{one.quota}.missing").rows())
        for each in other.undetermined:
            if each.id in mine:
                assert told[each.id] == "|".join(dict.fromkeys(fact.id for fact in each.missing))
    assert members.height == len(records)


def _ids(members: Any, which: Any) -> set[str]:
    return set(members.filter(which.fill_null(False))["id"])


def _adrift(result: xr.QuotaResult) -> set[str]:
    """Return the members that may be in several groups; a frame names one group or none."""
    return {one.id for one in result.undetermined if one.in_group is not True}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("gansu.xifeng.personnel", id="ceilings by school"),
        pytest.param("gansu.xifeng.research", id="stars"),
    ],
)
def test_the_people_of_a_quota_are_the_same_on_duckdb(name: str) -> None:
    """Given the same roster on Polars and DuckDB, then results are equal, and so is what is said of each member."""
    policy = CATALOG.in_force(name, AS_OF)
    people = teachers(policy.effective.vocabulary("teacher"), 60, seed=5)
    frame, lists = frames_of([{**one, "id": f"t{place:06}"} for place, one in enumerate(people)])
    bodies, _ = frames_of(schools(policy.effective.vocabulary("school")))
    found, members = policy.quotas_frame(frame, as_of=AS_OF, schools=bodies, **lists)

    connection = duckdb.connect()
    other = {name: on_duckdb(connection, one) for name, one in lists.items()}
    relation, where = on_duckdb(connection, frame), on_duckdb(connection, bodies)
    again, rows = policy.quotas_frame(relation, as_of=AS_OF, schools=where, **other)

    assert again == found
    assert rows.pl().sort("id").select(members.columns).equals(members.sort("id"))
