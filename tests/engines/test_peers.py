"""A roster decided as a whole: what is kept of the others changes no answer, and sets hold whom they should."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from generated_rosters import PEOPLE, policies
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.peers import Peers
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

AS_OF = date(2026, 9, 1)
FEW = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Raw = dict[str, Any]


def _policy(text: str) -> Policy:
    return Policy(load_policy(text, "generated.yaml"), xr.Catalog())


def _read(people: list[Raw]) -> list[xr.Teacher]:
    return [xr.Teacher.model_validate({"编号": f"t{place:06}", **one}) for place, one in enumerate(people)]


def _said(made: Decision) -> tuple[Any, ...]:
    return made.status, made.outcome, made.possible, made.missing, made.run.settled.rule_truths


@FEW
@given(policies(), st.lists(PEOPLE, min_size=1, max_size=7), st.booleans())
def test_what_is_kept_changes_no_answer(text: str, people: list[Raw], complete: bool) -> None:
    """Given any roster, when one record after another is decided, then each answer is as if it were the only one."""
    policy = _policy(text)
    records = _read(people)
    kinds = ["teacher"] if complete else []
    peers = Peers(records, complete=kinds)

    kept = [_said(policy.decide("d", one, as_of=AS_OF, others=peers)) for one in records]

    plain = xr.Records(records, complete=kinds)
    assert kept == [_said(policy.decide("d", one, as_of=AS_OF, others=plain)) for one in records]


FACTS = """\
language: 1
policy: test.peers
version: v1
title: 试点
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  得分: {kind: number}
  名次: {rank: 得分, tied: 取后}
  徒弟: {records: teacher, where: {师傅: 本人}}
  徒弟数: {count: 徒弟}
  师傅名次: {related: 师傅, take: 名次}
  师傅徒弟数: {related: 师傅, take: 徒弟数}
decisions: {d: {title: 评定, outcomes: {yes_: 是, no_: 否}, otherwise: no_}}
rules: [{clause: 一, decision: d, outcome: yes_, when: {师傅名次: 满 1, 师傅徒弟数: 满 0}}]
"""
THREE = [{"得分": 4, "师傅": "t000001"}, {"得分": 4, "师傅": "不适用"}, {"得分": 1, "师傅": "不适用"}]


@pytest.mark.parametrize("listed", [pytest.param(0, id="who-asks-is-listed"), pytest.param(1, id="is-not-listed")])
@pytest.mark.parametrize("kind", [xr.Records, Peers])
def test_who_is_decided_on_is_one_of_the_others_to_them(kind: type[xr.Records], listed: int) -> None:
    """Given a mentor level with the one who asks, then the mentor's place and set count that one, not the mentor."""
    records = _read(THREE)

    made = _policy(FACTS).decide("d", records[0], as_of=AS_OF, others=kind(records[listed:], complete=["teacher"]))

    facts = {one.label: one.value for one in made.report().facts}
    assert (facts["师傅名次"], facts["师傅徒弟数"]) == (2, 1)
