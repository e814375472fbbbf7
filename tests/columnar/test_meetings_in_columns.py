"""Decisions that compare the people of a roster: frames say what the interpreter says with everybody handed in."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest
from frame_kit import differences, frames_of, on_duckdb, rows_of
from generated_rosters import HEAD, PEOPLE, policies
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

AS_OF = date(2026, 9, 1)
FEW = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Raw = dict[str, Any]


def _policy(text: str) -> Policy:
    return Policy(load_policy(text, "generated.yaml"), xr.Catalog())


def _named(people: list[Raw]) -> list[Raw]:
    return [{"id": f"t{place:06}", **one} for place, one in enumerate(people)]


def _everybody(people: list[Raw], whole: bool) -> xr.Records:
    return xr.Records([xr.Teacher.model_validate(one) for one in people], complete=["teacher"] if whole else [])


@FEW
@given(policies(), st.lists(PEOPLE, min_size=1, max_size=7), st.booleans())
def test_polars_agrees_with_the_interpreter(text: str, people: list[Raw], whole: bool) -> None:
    """Given a generated roster, whole or not, when both decide it, then every column of every row is the same."""
    policy, named = _policy(text), _named(people)
    frame, lists = frames_of(named)

    rows = policy.decide_frame(frame, as_of=AS_OF, complete=["teachers"] if whole else [], **lists).to_dicts()

    assert differences(policy, named, rows, AS_OF, _everybody(named, whole)) == []


@settings(FEW, max_examples=8)
@given(policies(), st.lists(PEOPLE, min_size=1, max_size=6), st.booleans())
def test_duckdb_agrees_with_the_interpreter(text: str, people: list[Raw], whole: bool) -> None:
    """Given a generated roster, when DuckDB decides it, then every column of every row is the same."""
    policy, named = _policy(text), _named(people)
    frame, lists = frames_of(named)
    connection = duckdb.connect()
    listed = {name: on_duckdb(connection, one) for name, one in lists.items()}

    complete = ["teachers"] if whole else []
    found = policy.decide_frame(on_duckdb(connection, frame), as_of=AS_OF, complete=complete, **listed)

    rows = rows_of(found, frame["id"].to_list())
    assert differences(policy, named, rows, AS_OF, _everybody(named, whole)) == []


POLICY = f"""{HEAD}\
  名次: {{rank: 得分}}
  同校人数: {{records: teacher, where: {{现任学校: 本人.现任学校}}}}
  师傅得分: {{related: 师傅, take: 得分}}
decisions:
  first: {{title: 居首, outcomes: {{best: 第一, other: 其他}}, otherwise: other}}
  led: {{title: 师承, outcomes: {{well: 师傅高分, other: 其他}}, otherwise: other}}
  own: {{title: 自身, outcomes: {{high: 高分, low: 低分}}, otherwise: low}}
rules:
  - {{clause: 一, decision: first, outcome: best, when: {{名次: 不超过 1}}}}
  - {{clause: 一, decision: led, outcome: well, when: {{师傅得分: 满 3}}}}
  - {{clause: 一, decision: own, outcome: high, when: {{得分: 满 3}}}}
quotas:
  前列: {{clause: 一, base: {{名次: 不超过 2}}, counted: {{在岗: 是}}, floor: 1人}}
  带徒: {{clause: 一, per: 片区, counted: {{师傅得分: 满 3}}, floor: 1人}}
"""
THREE = [
    {"得分": 4, "片区": "东", "在岗": "是", "师傅": "t000001"},
    {"得分": 3, "片区": "东", "在岗": "否", "师傅": "不适用"},
    {"得分": 1, "片区": "西", "在岗": "未知", "师傅": "t000000"},
]


@pytest.mark.parametrize(
    ("complete", "more", "outcomes"),
    [
        pytest.param(["teachers"], {}, ["best", "other", "other"], id="everybody-is-there"),
        pytest.param(["教师"], {}, ["best", "other", "other"], id="by-its-chinese-name"),
        pytest.param([], {}, [None, "other", "other"], id="somebody-may-be-missing"),
        pytest.param(
            ["teachers"], {"得分": 9, "入行日期": "九月"}, [None, "other", "other", None], id="one-is-unsound"
        ),
        pytest.param(["teachers"], {"得分": 9}, ["other", "other", "other", "best"], id="one-more"),
    ],
)
def test_a_place_among_everybody(complete: list[str], more: Raw, outcomes: list[str | None]) -> None:
    """Given three people and perhaps another, then who is first is known only where everybody sound is there."""
    frame, _lists = frames_of(_named([*THREE, *([more] if more else [])]))

    found = _policy(POLICY).decide_frame(frame, as_of=AS_OF, decisions=["first"], complete=complete)

    assert found["first.outcome"].to_list() == outcomes


def test_somebody_referred_to_is_found_in_the_roster() -> None:
    """Given people who name their mentors, then a mentor's score is read from the mentor's row, whole roster or not."""
    frame, _lists = frames_of(_named(THREE))

    found = _policy(POLICY).decide_frame(frame, as_of=AS_OF, decisions=["led", "own"])

    assert found["led.outcome"].to_list() == ["well", "other", "well"]
    assert found["own.outcome"].to_list() == ["high", "high", "low"]


def test_pieces_are_compared_with_everybody() -> None:
    """Given a roster decided two people at a time, then each is compared with all, and not with the piece alone."""
    frame, _lists = frames_of(_named([*THREE, {"得分": 9}]))

    pieces = _policy(POLICY).decide_frames(frame, as_of=AS_OF, decisions=["first"], complete=["teachers"], rows=2)

    found = pl.concat(list(pieces)).sort("id")
    assert found["first.outcome"].to_list() == ["other", "other", "other", "best"]


def test_one_row_is_explained_among_everybody() -> None:
    """Given one row asked for, then it is decided among all, and its receipt names what was read of whom."""
    frame, _lists = frames_of(_named(THREE))

    made = _policy(POLICY).decide_row("first", "t000000", frame, as_of=AS_OF, complete=["teachers"])

    assert made.outcome == "best"
    assert {one["record"]["id"] for one in xr.receipt(made)["others"]} == {"t000001", "t000002"}


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_quotas_of_places_and_of_others_facts_agree(engine: str) -> None:
    """Given quotas that count by place or by a mentor's score, then frames come to what the records come to."""
    policy, named = _policy(POLICY), _named(THREE)
    frame, _lists = frames_of(named)

    given = frame if engine == "polars" else on_duckdb(duckdb.connect(), frame)
    found, members = policy.quotas_frame(given, as_of=AS_OF)

    wanted = policy.quotas([xr.Teacher.model_validate(one) for one in named], as_of=AS_OF)
    assert list(found) == [one.model_copy(update={"undetermined": (), "could_be_counted": ()}) for one in wanted]
    rows = rows_of(members, frame["id"].to_list())
    assert [row["前列.base"] for row in rows] == [True, True, False]
    assert [row["带徒.counted"] for row in rows] == [True, False, True]
