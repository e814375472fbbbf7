"""What embedding developers test with: records in a line, and an assertion that reads like a case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import xgxp_rules as xr
from xgxp_rules.engines.decision import Decision
from xgxp_rules.testing import appraisal, assert_decision, leave, posting, school, teacher, waiting

POLICY = xr.Catalog().in_force("xinjiang.mulei.xgxp", date(2026, 9, 1))


def _decide(**facts: Any) -> Decision:
    known: dict[str, Any] = {
        "在编在职": True,
        "sex": "女",
        "born_on": date(1980, 5, 1),
        "岗位类别": "专业技术",
        "长期病假": False,
        "孕期至哺乳期": False,
        "postings": [posting("一中", date(2020, 9, 1))],
    }
    return POLICY.decide("rotation", teacher(**{**known, **facts}), as_of=date(2026, 9, 1))


def test_items_are_built_from_days_and_words() -> None:
    """Given dates or texts, ids or labels, then each builder gives an entry that the record takes."""
    built = teacher(
        任职经历=[posting("一中", "2008-09-01", date(2012, 8, 31), 学段="小学")],
        请假=[leave("病假", "2020-01-01", "2020-02-01")],
        待岗经历=[waiting("2021-01-01", 结束方式="聘用", ends_on="2021-06-30")],
        年度考核=[appraisal(2020, "合格")],
    )

    assert (built.postings[0].ends_on, built.leaves[0].kind) == (date(2012, 8, 31), "sick")
    assert built.appraisals[0].grade == "qualified"
    assert school(编制数=40) == school(编制数="40")


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param({"outcome": "due"}, id="an-id"),
        pytest.param({"outcome": "应交流对象", "status": "已定"}, id="labels"),
        pytest.param({"rules": "rotation.due", "not_rules": ["rotation.sick-leave"]}, id="rules"),
        pytest.param({"missing": [], "offers": [], "blocked_by": []}, id="nothing"),
        pytest.param({"margin": {"同校连续任教": "0天"}}, id="a-margin"),
    ],
)
def test_what_is_as_expected_passes(expected: dict[str, Any]) -> None:
    """Each way of saying what came out is accepted."""
    assert_decision(_decide(), **expected)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        pytest.param({"outcome": "not_due"}, "its outcome should be not_due, but is due", id="an-outcome"),
        pytest.param({"status": "blocked"}, "its status should be blocked", id="a-status"),
        pytest.param({"missing": ["性别"]}, "what is missing should be 性别", id="missing"),
        pytest.param({"rules": ["rotation.deu"]}, "rotation.due", id="a-name-that-does-not-exist"),
        pytest.param({"margin": {"同校连续任教": "差1天"}}, "should be 差1天, but is 0天", id="a-margin"),
    ],
)
def test_what_differs_is_said_with_the_rules_behind_it(expected: dict[str, Any], said: str) -> None:
    """Given a wrong expectation, then the message names it and shows the part of the worksheet."""
    with pytest.raises(AssertionError) as caught:
        assert_decision(_decide(), **expected, lang="en")

    assert said in str(caught.value)
    assert "rotation: determined: due" in str(caught.value)


def test_an_open_decision_is_not_taken_for_an_outcome() -> None:
    """Given an unknown fact, then naming the outcome fails, and naming what is missing passes."""
    decision = _decide(长期病假="未知")

    with pytest.raises(AssertionError, match="on_long_sick_leave"):
        assert_decision(decision, outcome="due", lang="en")
    assert_decision(decision, status="undetermined", possible=["deferred", "due"], missing="长期病假")


@pytest.mark.parametrize(
    "expected", [pytest.param({}, id="nothing-expected"), pytest.param({"status": "fine"}, id="no-such-status")]
)
def test_an_assertion_that_asks_nothing_is_refused(expected: dict[str, Any]) -> None:
    """An assertion must not pass because it looked at nothing."""
    with pytest.raises(ValueError):
        assert_decision(_decide(), **expected)
