"""The unbroken stay is that at the present school: of the main post, or each while nobody says which it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engine_kit import AS_OF, asked, value

from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.values import Possible

LONG, SHORT = {"学校": "一中", "自": "2015-09-01"}, {"学校": "村小", "自": "2025-09-01"}
MAIN, SECOND = {"主岗": "是"}, {"主岗": "否"}
ENDED = {"至": "2025-08-31"}


def years(found: Any) -> list[int]:
    """Return the whole years of each value that a time may have."""
    values = found.values if isinstance(found, Possible) else (found,)
    return sorted(as_period(one).years for one in values)


@pytest.mark.parametrize(
    ("postings", "expected"),
    [
        pytest.param([LONG | SECOND, SHORT | MAIN], [1], id="the-main-post-is-the-short-one"),
        pytest.param([LONG | MAIN, SHORT | SECOND], [11], id="the-main-post-is-the-long-one"),
        pytest.param([LONG, SHORT | MAIN], [1], id="only-the-main-post-marked"),
        pytest.param([LONG | SECOND, SHORT], [1], id="only-the-second-post-marked"),
        pytest.param([LONG, SHORT], [1, 11], id="nothing-marked"),
        pytest.param([LONG | SECOND, SHORT | SECOND], [1, 11], id="no-main-post-at-all"),
        pytest.param([LONG | SECOND], [11], id="a-second-post-alone"),
        pytest.param([LONG | MAIN | ENDED, SHORT | SECOND], [1], id="the-main-post-is-over"),
        pytest.param([LONG | ENDED, SHORT], [1], id="one-after-the-other"),
        pytest.param([LONG, SHORT | {"自": "2015-09-01"}], [11], id="both-since-the-same-day"),
        pytest.param(
            [LONG, {**LONG, "自": "2010-09-01", "至": "2015-08-31"}], [16], id="one-school-in-two-entries"
        ),
    ],
)
def test_the_stay_is_that_at_the_present_school(postings: list[dict[str, Any]], expected: list[int]) -> None:
    """Given postings at once, when the stay is asked, then it is that of the main post, else each may be it."""
    record = {"任职经历": postings, "离岗经历": [], "请假": []}

    assert years(value({}, "同校连续任教", record)) == expected


@pytest.mark.parametrize("postings", [[LONG | SECOND, SHORT | MAIN], [LONG, SHORT], [LONG | MAIN, SHORT]])
def test_stay_and_school_agree(postings: list[dict[str, Any]]) -> None:
    """Given two postings, when the present school is open, then so is a test that the stays answer differently."""
    record = {"任职经历": postings, "离岗经历": [], "请假": []}

    school = asked({}, {"现任学校": "一中"}, record)
    stay = asked({}, {"同校连续任教": "满 6年"}, record)

    assert (school.status, school.outcome) == (stay.status, stay.outcome)
    if stay.status == "undetermined":
        places = ["任职经历[1].主岗", "任职经历[2].主岗"]
        assert [one.place for one in stay.missing] == [one.place for one in school.missing] == places
    assert asked({}, {"同校连续任教": "满 1年"}, record).outcome == "holds"


def test_a_list_that_may_hold_more_may_hold_the_main_post() -> None:
    """Given a list that may hold more, when no post is marked, then the stay may be shorter; a mark settles it."""
    for marked, status in (({}, "undetermined"), (MAIN, "determined")):
        record = {"任职经历": {"完整": "否", "列": [LONG | marked]}, "离岗经历": [], "请假": []}
        assert asked({}, {"同校连续任教": "满 6年"}, record).status == status


def test_without_the_mark_the_longest_counts() -> None:
    """Given a stay that a policy words without the mark, when two run, then the longest is it, as decision 3 has it."""
    facts = {"任一校": {"unbroken": "任职经历", "same": "学校"}}

    found = value(facts, "任一校", {"任职经历": [LONG | SECOND, SHORT | MAIN]}, AS_OF)

    assert years(found) == [11]


def test_a_stay_with_deductions_follows_the_main_post() -> None:
    """Given a stay from which leave is taken off, when two posts run, then that of the main post is asked about."""
    facts = {"净任教": {"unbroken": "任职经历", "same": "学校", "prefer": "主岗", "minus": "请假"}}
    leave = [{"类型": "病假", "自": "2026-03-01", "至": "2026-03-31"}]

    for postings, expected in (
        ([LONG | SECOND, SHORT | MAIN], [Period(months=11)]),
        ([LONG, SHORT], [Period(years=10, months=11), Period(months=11)]),
    ):
        found = value(facts, "净任教", {"任职经历": postings, "请假": leave}, date(2026, 9, 1))
        assert [as_period(one) for one in (found.values if isinstance(found, Possible) else (found,))] == expected
