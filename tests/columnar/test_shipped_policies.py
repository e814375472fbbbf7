"""Every teacher decision that is shipped, asked of made rosters: the columns say what the interpreter says."""

from __future__ import annotations

import duckdb
import pytest
from frame_kit import differences, frames_of, on_duckdb, rows_of
from made_rosters import AS_OF, schools, teachers

import xgxp_rules as xr
from xgxp_rules.library.frames import Given, prepare
from xgxp_rules.library.policy import Policy

CATALOG = xr.Catalog()


def _policies() -> list[Policy]:
    found = []
    for policy_id in CATALOG.ids():
        try:
            policy = CATALOG.in_force(policy_id, AS_OF)
        except xr.NotInForce:
            continue
        if any(decision.about == "teacher" for decision in policy.version_data.decisions):
            found.append(policy)
    return found


POLICIES = [pytest.param(policy, id=policy.id) for policy in _policies()]

COUNTIES = [
    pytest.param(CATALOG.in_force(name, AS_OF), id=name)
    for name in ("xinjiang.mulei.xgxp", "gansu.xifeng.principals", "gansu.xifeng.research")
]


@pytest.mark.parametrize("policy", POLICIES)
def test_everything_that_is_shipped_runs_in_columns(policy: Policy) -> None:
    """Given a shipped policy, when a roster is made ready, then no decision about teachers is decided row by row."""
    records = teachers(policy.effective.vocabulary("teacher"), 20, seed=11)
    frame, lists = frames_of(records)
    school_frame, _ = frames_of(schools(policy.effective.vocabulary("school")))

    work = prepare(policy, Given(frame, lists, schools=school_frame), AS_OF, None)

    assert {one.name: one.plan.row_by_row for one in work.decided if one.plan.row_by_row} == {}


@pytest.mark.parametrize("policy", POLICIES)
def test_polars_agrees(policy: Policy) -> None:
    """Given a made roster, when a shipped policy decides it in columns, then every row is as the interpreter has it."""
    records = teachers(policy.effective.vocabulary("teacher"), 120, seed=11)
    bodies = schools(policy.effective.vocabulary("school"))
    frame, lists = frames_of(records)
    school_frame, _ = frames_of(bodies)

    rows = policy.decide_frame(frame, as_of=AS_OF, schools=school_frame, **lists).to_dicts()

    others = xr.Records([xr.School.model_validate(one) for one in bodies])
    assert differences(policy, records, rows, AS_OF, others)[:5] == []


MANY = [
    pytest.param(CATALOG.in_force(name, AS_OF), count, id=name)
    for name, count in (
        ("xinjiang.mulei.xgxp", 1_000),
        ("gansu.xifeng.personnel", 700),
        ("national.personnel", 700),
        ("henan.yicheng.xgxp", 600),
    )
]


@pytest.mark.parametrize(("policy", "count"), MANY)
def test_polars_agrees_about_many(policy: Policy, count: int) -> None:
    """Given a larger roster, when a policy that asks much decides it, then every row is as the interpreter has it."""
    records = teachers(policy.effective.vocabulary("teacher"), count, seed=31)
    bodies = schools(policy.effective.vocabulary("school"))
    frame, lists = frames_of(records)

    rows = policy.decide_frame(frame, as_of=AS_OF, schools=frames_of(bodies)[0], **lists).to_dicts()

    others = xr.Records([xr.School.model_validate(one) for one in bodies])
    assert differences(policy, records, rows, AS_OF, others)[:5] == []


@pytest.mark.parametrize("policy", COUNTIES)
def test_duckdb_agrees(policy: Policy) -> None:
    """Given a made roster, when DuckDB decides it, then every row is as the interpreter has it."""
    records = teachers(policy.effective.vocabulary("teacher"), 40, seed=23)
    bodies = schools(policy.effective.vocabulary("school"))
    frame, lists = frames_of(records)
    school_frame, _ = frames_of(bodies)
    connection = duckdb.connect()
    listed = {name: on_duckdb(connection, each) for name, each in lists.items()}

    found = policy.decide_frame(
        on_duckdb(connection, frame), as_of=AS_OF, schools=on_duckdb(connection, school_frame), **listed
    )

    others = xr.Records([xr.School.model_validate(one) for one in bodies])
    rows = rows_of(found, frame["id"].to_list())
    assert differences(policy, records, rows, AS_OF, others)[:5] == []
