"""Days that effects and worked-out days move to: the next day, the next term, the next school year."""

from __future__ import annotations

from datetime import date

import pytest
from engine_kit import asked, policy

import xgxp_rules as xr


@pytest.mark.parametrize(
    ("written", "act", "first", "last"),
    [
        pytest.param("次日", date(2031, 3, 5), date(2031, 3, 6), date(2032, 3, 5), id="next-day"),
        pytest.param(
            "次日", date(2031, 12, 31), date(2032, 1, 1), date(2032, 12, 31), id="next-day-is-another-year"
        ),
        pytest.param("次学期初", date(2031, 1, 31), date(2031, 2, 1), date(2032, 1, 31), id="last-day-of-a-term"),
        pytest.param("次学期初", date(2031, 2, 1), date(2031, 9, 1), date(2032, 8, 31), id="first-day-of-a-term"),
        pytest.param("下学期初", date(2031, 8, 31), date(2031, 9, 1), date(2032, 8, 31), id="the-other-spelling"),
        pytest.param("次学年初", date(2031, 2, 1), date(2031, 9, 1), date(2032, 8, 31), id="next-school-year"),
    ],
)
def test_an_effect_begins_on_an_edge(written: str, act: date, first: date, last: date) -> None:
    """Given an effect of twelve months from an edge, when the act is decided, then its first and last day are these."""
    effect = {"bar": "评优", "from": written, "for": "12个月"}
    made = policy(
        decisions={
            "act": {
                "title": "处理",
                "outcomes": {"done": {"label": "处理", "effects": [effect]}, "none_": "不处理"},
                "otherwise": "none_",
            }
        },
        rules=[{"clause": "一", "decision": "act", "outcome": "done", "when": {"在编在职": "是"}}],
    )

    (told,) = made.decide("act", xr.Teacher(在编在职="是"), as_of=act).report().consequences

    assert (told.from_on, told.until_on) == (first, last)


@pytest.mark.parametrize("written", ["次学期初", "下学期初", "next_term_start"])
@pytest.mark.parametrize(
    ("day", "edge"),
    [
        pytest.param("2031-01-31", date(2031, 2, 1), id="last-day-of-the-first-term"),
        pytest.param("2031-02-01", date(2031, 9, 1), id="first-day-of-the-second-term"),
        pytest.param("2031-09-01", date(2032, 2, 1), id="first-day-of-a-school-year"),
    ],
)
def test_a_day_moves_to_the_next_term(written: str, day: str, edge: date) -> None:
    """Given a day worked out with 次学期初, then it has come on the first day of the next term and not before."""
    facts = {"申请日": "date", "起发日": {"day": "申请日", "move": written}}
    before = date.fromordinal(edge.toordinal() - 1)

    assert asked(facts, {"起发日": "已到"}, {"申请日": day}, edge).outcome == "holds"
    assert asked(facts, {"起发日": "已到"}, {"申请日": day}, before).outcome == "fails"
