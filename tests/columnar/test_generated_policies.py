"""Any policy an author could write, any roster: the columns say of every row what the interpreter says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
from frame_kit import differences, frames_of, on_duckdb, rows_of
from generated_options import OPTION_RECORDS, option_policies
from generated_policies import RECORDS, policies
from hypothesis import HealthCheck, Phase, given, reject, settings
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


def _policy(text: str) -> Policy:
    try:
        return Policy(load_policy(text, "generated.yaml"), xr.Catalog())
    except xr.PolicyError:
        reject()


@FEW
@given(policies(), st.lists(RECORDS, min_size=1, max_size=12))
def test_polars_agrees_with_the_interpreter(text: str, records: list[dict[str, Any]]) -> None:
    """Given a generated policy and roster, when both decide it, then every column of every row is the same."""
    policy = _policy(text)
    teachers, lists = frames_of(records)

    rows = policy.decide_frame(teachers, as_of=AS_OF, **lists).to_dicts()

    assert differences(policy, records, rows, AS_OF) == []


@settings(FEW, max_examples=6)
@given(policies(), st.lists(RECORDS, min_size=1, max_size=8))
def test_duckdb_agrees_with_the_interpreter(text: str, records: list[dict[str, Any]]) -> None:
    """Given a generated policy and roster, when DuckDB decides it, then every column of every row is the same."""
    policy = _policy(text)
    teachers, lists = frames_of(records)
    connection = duckdb.connect()
    listed = {name: on_duckdb(connection, frame) for name, frame in lists.items()}

    found = policy.decide_frame(on_duckdb(connection, teachers), as_of=AS_OF, **listed)

    assert differences(policy, records, rows_of(found, teachers["id"].to_list()), AS_OF) == []


MANY = settings(FEW, max_examples=120)


@MANY
@given(option_policies(), st.lists(OPTION_RECORDS, min_size=1, max_size=12))
def test_every_option_agrees_on_polars(text: str, records: list[dict[str, Any]]) -> None:
    """Given options of list forms at random, when Polars decides, then every column of every row is the same."""
    policy = _policy(text)
    teachers, lists = frames_of(records)

    rows = policy.decide_frame(teachers, as_of=AS_OF, **lists).to_dicts()

    assert differences(policy, records, rows, AS_OF) == []


@settings(FEW, max_examples=12)
@given(option_policies(), st.lists(OPTION_RECORDS, min_size=1, max_size=8))
def test_every_option_agrees_on_duckdb(text: str, records: list[dict[str, Any]]) -> None:
    """Given options of list forms at random, when DuckDB decides, then every column of every row is the same."""
    policy = _policy(text)
    teachers, lists = frames_of(records)
    connection = duckdb.connect()
    listed = {name: on_duckdb(connection, frame) for name, frame in lists.items()}

    found = policy.decide_frame(on_duckdb(connection, teachers), as_of=AS_OF, **listed)

    assert differences(policy, records, rows_of(found, teachers["id"].to_list()), AS_OF) == []


SPELLS = ("任职经历", "请假", "外派")


def _all_there(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose lists of spells are all known, if only as empty."""
    known = {name: value for name, value in record.items() if name not in SPELLS or isinstance(value, list)}
    return {**{name: [] for name in SPELLS}, **known}


@FEW
@given(option_policies(), st.lists(OPTION_RECORDS.map(_all_there), min_size=1, max_size=12))
def test_every_option_agrees_where_lists_are_said_to_be_complete(text: str, records: list[dict[str, Any]]) -> None:
    """Given lists that are said to be complete, when what is taken off is added up in columns, then it is the same."""
    policy = _policy(text)
    teachers, lists = frames_of(records)

    rows = policy.decide_frame(teachers, as_of=AS_OF, complete=SPELLS, **lists).to_dicts()

    assert differences(policy, records, rows, AS_OF) == []
