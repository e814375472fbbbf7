"""Conditions on what came before in a case: its events as entries of a list, one thing after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from case_kit import CLERK, Moments
from catalog_kit import catalog_of

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.tools.casework import case_card

POLICY = "test.county.offers"
TEXT = """\
language: 1
policy: test.county.offers
version: v1
title: 某县选岗办法
status: trial
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 八, topic: 两次不同意}, {id: 九, topic: 换岗后不合格}]}
facts:
  案件事件: {id: case_events, list: {事件: {choice: [提出, 不同意, 同意, 谈话, 结案]}, 日期: date}}
  提出后两次不同意:
    id: refused_twice
    先后:
      - {列表: 案件事件, 其中: {事件: 提出}}
      - {列表: 案件事件, 其中: {事件: 不同意}}
      - {列表: 案件事件, 其中: {事件: 不同意}}
  换岗后不合格:
    id: failed_after
    先后:
      - {列表: 案件事件, 其中: {事件: 同意}}
      - {列表: 年度考核, 其中: {等次: 不合格}}
processes:
  选岗:
    clause: 八
    events_in: 案件事件
    states: [待岗, 待答复, 在岗, 拟解聘]
    start: 待岗
    transitions:
      - {from: 待岗, on: 提出, to: 待答复}
      - {from: 待答复, on: 不同意, to: 拟解聘, when: [提出后两次不同意], clause: 八}
      - {from: 待答复, on: 不同意, to: 待岗}
      - {from: 待答复, on: 同意, to: 在岗}
      - {from: 在岗, on: 谈话, to: 在岗, unless: [换岗后不合格]}
      - {from: 在岗, on: 谈话, to: 拟解聘, when: [换岗后不合格], clause: 九}
      - {from: 拟解聘, on: 结案, to: 待岗}
"""
D = date


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    catalog = catalog_of(tmp_path / "policies", TEXT)
    with Cases(str(tmp_path / "cases.db"), catalog, create=True, clock=Moments()) as made:
        made.open("甲", policy=POLICY, on=D(2024, 1, 2), actor=CLERK, record={"年度考核": []})
        yield made


def told(cases: Cases, *events: tuple[date, str]) -> str:
    """Return the state after these events."""
    state = ""
    for on, event in events:
        state = cases.record("甲", event, on=on, actor=CLERK).state
    return state


OFFERED = (D(2024, 2, 1), "提出")
REFUSED = (D(2024, 2, 9), "不同意")
AGAIN = (D(2024, 3, 1), "提出")


def test_a_first_refusal_leads_back(cases: Cases) -> None:
    """Given an offer, when it is refused for the first time, then the teacher waits again."""
    assert told(cases, OFFERED, REFUSED) == "待岗"


def test_a_second_refusal_after_an_offer_leads_on(cases: Cases) -> None:
    """Given a refusal and another offer, when that is refused too, then the card names the events that show it."""
    assert told(cases, OFFERED, REFUSED, AGAIN, (D(2024, 3, 9), "不同意")) == "拟解聘"

    card = case_card(cases.show("甲", as_of=D(2024, 3, 9)))
    assert "✓ 提出后两次不同意 是（现为 是）：2024-02-01、2024-02-09、2024-03-09" in card


def test_a_withdrawn_refusal_does_not_count(cases: Cases) -> None:
    """Given two refusals, when the first is withdrawn, then the second would not stand, and that is told."""
    told(cases, OFFERED, REFUSED, AGAIN, (D(2024, 3, 9), "不同意"))

    with pytest.raises(XgxpError) as caught:
        cases.correct("甲", "3", withdraw=True, actor=CLERK)

    assert caught.value.code == "XG833"


def test_events_and_entries_of_the_record_follow_one_another(cases: Cases) -> None:
    """Given a move agreed to, when a year after it is failed, then the talk leads to dismissal, and not before."""
    assert told(cases, OFFERED, (D(2024, 2, 9), "同意"), (D(2024, 12, 1), "谈话")) == "在岗"
    failed = {"年度考核": [{"年度": "2024", "等次": "不合格"}]}
    assert cases.record("甲", "谈话", on=D(2025, 2, 1), actor=CLERK, facts=failed).state == "在岗"

    failed = {"年度考核": [{"年度": "2024", "等次": "不合格"}, {"年度": "2025", "等次": "不合格"}]}
    assert cases.record("甲", "谈话", on=D(2026, 2, 1), actor=CLERK, facts=failed).state == "拟解聘"
    assert "换岗后不合格 是（现为 是）：2024-02-09、2025" in case_card(cases.show("甲", as_of=D(2026, 2, 1)))


def test_what_a_case_opened_with_is_no_event(tmp_path: Path) -> None:
    """Given a record that brings a list of events, when the case goes on, then only the log's own count."""
    catalog = catalog_of(tmp_path / "policies", TEXT)
    with Cases(str(tmp_path / "cases.db"), catalog, create=True, clock=Moments()) as cases:
        brought = [{"事件": "不同意", "日期": "2023-06-01"}, {"事件": "提出", "日期": "2023-05-01"}]
        record = {"年度考核": [], "案件事件": brought}
        cases.open("甲", policy=POLICY, on=D(2024, 1, 2), actor=CLERK, record=record)
        assert told(cases, OFFERED, REFUSED) == "待岗"
