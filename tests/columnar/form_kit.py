"""Policies of a few facts, and the question whether both engines say of every record what the interpreter says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import duckdb
from frame_kit import differences, frames_of, on_duckdb, rows_of

from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.frame_records import RecordReader
from xgxp_rules.library.frames import Given, prepare
from xgxp_rules.library.policy import Policy

AS_OF = date(2026, 9, 1)
HEAD = """\
language: 1
policy: columns.forms
version: v1
title: 形式
status: in_force
jurisdiction: "999999"
in_force: {from: 2000-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
"""


def policy_of(facts: Sequence[str], tests: Sequence[str], more: str = "") -> Policy:
    """Return a policy with these facts and a decision of its own for each test; `more` stands in each decision."""
    names = [f"d{place}" for place in range(len(tests))]
    decisions = [f"  {name}: {{title: {name}, outcomes: {{a: 甲, c: 丙}}, otherwise: c{more}}}" for name in names]
    rules = [
        f"  - {{clause: 一, decision: {name}, outcome: a, when: {{{test}}}}}"
        for name, test in zip(names, tests, strict=True)
    ]
    text = ["facts:", *(f"  {fact}" for fact in facts), "decisions:", *decisions, "rules:", *rules]
    return Policy(load_policy(HEAD + "\n".join(text) + "\n", "forms.yaml"), Catalog())


def agrees(policy: Policy, records: Sequence[dict[str, Any]], complete: Sequence[str] = ()) -> None:
    """Make sure that nothing is decided row by row for want of columns, and that Polars and DuckDB agree.

    Where lists are said to be `complete`, nothing is worked out once for each content either.
    """
    frame, lists = frames_of(records)
    work = prepare(policy, Given(frame, lists, complete=tuple(complete)), AS_OF, None)
    assert not complete or [leaf.slot for one in work.decided for leaf in one.plan.leaves if leaf.contents] == []
    assert [one.plan.row_by_row for one in work.decided if one.plan.row_by_row] == []
    found = policy.decide_frame(frame, as_of=AS_OF, complete=complete, **lists)
    assert differences(policy, records, rows_of(found, frame["id"].to_list()), AS_OF)[:3] == []
    connection = duckdb.connect()
    listed = {name: on_duckdb(connection, each) for name, each in lists.items()}
    answered = policy.decide_frame(on_duckdb(connection, frame), as_of=AS_OF, complete=complete, **listed)
    assert differences(policy, records, rows_of(answered, frame["id"].to_list()), AS_OF)[:3] == []


def day(chance: random.Random, spread: int = 900) -> str:
    """Return a day up to so many days before the decision, or a few after it; ends of months often."""
    found = AS_OF - timedelta(chance.randrange(-20, spread))
    if chance.random() < 0.3:
        found = found.replace(day=1) - timedelta(chance.choice([0, 1]))
    return found.isoformat()


def decided_alone(policy: Policy, records: Sequence[dict[str, Any]]) -> int:
    """Return how many rows are read as records because columns do not hold them."""
    frame, lists = frames_of(records)
    asked: list[Any] = []
    decide = RecordReader.decide

    def counted(self: RecordReader, decision: str, teachers: Sequence[Any]) -> Any:
        asked.extend(teachers)
        return decide(self, decision, teachers)

    with patch.object(RecordReader, "decide", counted):
        policy.decide_frame(frame, as_of=AS_OF, **lists)
    return len(set(asked))
