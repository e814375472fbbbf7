"""Parts of a document that hold for a time only: on which days they count, and what card and worksheet say of it."""

from __future__ import annotations

from datetime import date

import pytest

from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.explain import explain

TEXT = """\
language: 1
policy: test.windows
version: v1
title: 夜班
status: in_force
jurisdiction: "999999"
in_force: {from: 2031-01-01}
document: {clauses: [{id: 一, topic: 甲}, {id: 二(5), topic: 乙}, {id: 三, topic: 丙}]}
facts: {夜班次数: {kind: number}, 住校: flag}
parameters:
  次数下限:
    clause: 三
    values: [{from: 2031-01-01, value: 4次}, {from: 2032-01-01, value: 6次}, {from: 2033-01-01, value: 9次}]
decisions:
  duty: {title: 值守, outcomes: {ready: 可以, idle: 不可以}, otherwise: idle}
  entry:
    title: 选聘
    outcomes: {eligible: 符合, not_eligible: 不符合}
    requires:
      - {clause: 一, need: [在编在职]}
      - {clause: 二(5), need: [住校], in_force: {from: 2033-01-01, until: 2035-12-31}}
      - {clause: 三, modality: should, need: {夜班次数: 满 次数下限}}
rules:
  - {clause: 一, decision: duty, outcome: ready, when: {夜班次数: 满 次数下限}, in_force: {until: 2033-06-30}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy(load_policy(TEXT, "windows.yaml"), Catalog())


def decide(policy: Policy, decision: str, day: str, **facts: object) -> Decision:
    record = Teacher.model_validate({"在编在职": "是", **facts})
    return policy.decide(decision, record, as_of=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        pytest.param("2032-12-31", "eligible", id="the-day-before-it-begins"),
        pytest.param("2033-01-01", "not_eligible", id="the-first-day"),
        pytest.param("2035-12-31", "not_eligible", id="the-last-day"),
        pytest.param("2036-01-01", "eligible", id="the-day-after-it-ends"),
    ],
)
def test_a_requirement_counts_only_inside_its_window(policy: Policy, day: str, outcome: str) -> None:
    """Given a requirement with a window, when it is missed, then only the days inside matter, both ends included."""
    assert decide(policy, "entry", day, 住校="否", 夜班次数=9).outcome == outcome


def test_outside_its_window_an_unknown_requirement_is_not_asked_for(policy: Policy) -> None:
    """Given an unknown fact, when its requirement is not in force, then the decision is settled without it."""
    found = decide(policy, "entry", "2032-12-31", 夜班次数=9)

    assert (found.status, found.missing) == ("determined", ())


@pytest.mark.parametrize(
    ("day", "count", "outcome"),
    [
        pytest.param("2031-12-31", 4, "ready", id="first-year"),
        pytest.param("2032-01-01", 4, "idle", id="second-year-raises-it"),
        pytest.param("2032-01-01", 6, "ready", id="second-year-met"),
        pytest.param("2033-01-01", 8, "idle", id="third-year-raises-it"),
        pytest.param("2033-06-30", 9, "ready", id="last-day-of-the-rule"),
        pytest.param("2033-07-01", 9, "idle", id="the-rule-has-ended"),
    ],
)
def test_a_figure_is_phased_in_year_by_year(policy: Policy, day: str, count: int, outcome: str) -> None:
    """Given a parameter with a value for each year, when a day is asked, then the value of that day is required."""
    assert decide(policy, "duty", day, 夜班次数=count).outcome == outcome


@pytest.mark.parametrize(
    ("decision", "day", "lang", "said"),
    [
        pytest.param("duty", "2032-05-01", "zh", "施行期  一 至 2033-06-30 止", id="rule-in-force"),
        pytest.param("duty", "2033-07-01", "zh", "一 至 2033-06-30 止（该日不施行）", id="rule-ended"),
        pytest.param("entry", "2034-01-01", "zh", "二(5) 自 2033-01-01 起至 2035-12-31 止", id="requirement"),
        pytest.param("entry", "2032-01-01", "en", "from 2033-01-01 until 2035-12-31 (not in force", id="not-yet"),
    ],
)
def test_the_card_says_since_or_until_when(policy: Policy, decision: str, day: str, lang: str, said: str) -> None:
    """Given a part with a window, when the card is printed, then its days stand there, and if it holds."""
    found = decide(policy, decision, day, 夜班次数=9, 住校="是")

    assert said in explain(found, lang=lang)  # type: ignore[arg-type]


def test_the_worksheet_shows_every_requirement_with_its_window_departure_and_margin(policy: Policy) -> None:
    """Given a missed soft requirement and one not yet in force, when the worksheet is printed, then each says so."""
    sheet = explain(decide(policy, "entry", "2032-01-01", 夜班次数=5, 住校="否"), detail="worksheet")

    lines = sheet.splitlines()
    assert any("二(5)" in line and "该日不施行" in line for line in lines)
    assert any("原则上" in line and "偏离" in line for line in lines)
    assert any("夜班次数" in line and "差1" in line for line in lines)
