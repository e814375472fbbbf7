"""Entries corrected, withdrawn and returned by later entries, and what is recorded ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_kit import CLERK, WELL, Moments, cases_in, opened, states, untouched

from xgxp_rules.library.cases.cases import Cases

D = date


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    with cases_in(tmp_path) as made:
        yield opened(made)


class TestCorrections:
    """An entry is mended by a later one; the log keeps both."""

    def test_a_day_is_corrected(self, cases: Cases) -> None:
        """Given an event on the wrong day, when it is corrected, then the case is as if it had been right."""
        cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
        cases.correct("甲", "A", on=D(2024, 4, 1), actor="复核")
        report = cases.show("甲", as_of=D(2024, 12, 1))

        assert states(cases, D(2024, 12, 1)) == [("2024-04-01", "培训", "参加培训")]
        assert [(line.kind, line.on, line.corrected_by, line.corrects) for line in report.log[1:]] == [
            ("event", D(2024, 3, 1), 3, None),
            ("correct", D(2024, 4, 1), None, 2),
        ]

    def test_an_entry_is_withdrawn(self, cases: Cases) -> None:
        """Given an event that never was, when it is withdrawn, then its transition is gone."""
        cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
        receipt = cases.correct("甲", "A", withdraw=True, actor="复核")

        assert receipt.state == "待岗"
        assert states(cases, D(2024, 12, 1)) == []

    def test_a_correction_must_leave_later_entries_standing(self, cases: Cases) -> None:
        """Given two events, when the first is withdrawn, then the second could not stand: refused."""
        cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
        cases.record("甲", "结业", on=D(2024, 6, 1), actor=CLERK)

        error = untouched(cases, lambda: cases.correct("甲", "A", withdraw=True, actor="复核"), "XG833")

        assert "第 3 条" in error.text()
        assert "结业" in error.text()

    @pytest.mark.parametrize(
        ("entry", "more", "code"),
        [
            pytest.param("Z", {"withdraw": True}, "XG832", id="no-such-entry"),
            pytest.param("1", {"withdraw": True}, "XG842", id="the-opening"),
            pytest.param("A", {"on": D(2024, 6, 2)}, "XG833", id="after-the-next"),
            pytest.param("A", {"on": D(2024, 1, 30)}, "XG823", id="before-the-case"),
            pytest.param("1", {"on": D(2024, 3, 2)}, "XG833", id="opened-after-the-next"),
            pytest.param("A", {"event": "参加培圳"}, "XG821", id="unknown-event"),
            pytest.param("A", {"event": "结业"}, "XG833", id="event-not-taken"),
        ],
    )
    def test_refused(self, cases: Cases, entry: str, more: dict[str, Any], code: str) -> None:
        """Given a correction that makes no sense, when it is recorded, then it is refused and nothing is written."""
        cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
        cases.record("甲", on=D(2024, 6, 1), actor=CLERK, remark="谈话")

        error = untouched(cases, lambda: cases.correct("甲", entry, actor="复核", **more), code)

        assert error.text("en")

    def test_a_correction_is_not_corrected_but_the_entry_is_again(self, cases: Cases) -> None:
        """Given a corrected entry, when it is corrected once more, then the later correction counts."""
        cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
        cases.correct("甲", "A", on=D(2024, 4, 1), actor="复核", id="B")
        untouched(cases, lambda: cases.correct("甲", "B", on=D(2024, 5, 1), actor="复核"), "XG843")
        cases.correct("甲", "A", on=D(2024, 5, 1), actor="复核")

        assert states(cases, D(2024, 12, 1)) == [("2024-05-01", "培训", "参加培训")]

    def test_facts_are_corrected_where_they_were_given(self, cases: Cases) -> None:
        """Given a fact that was wrong from the start, when the opening is corrected, then the past is judged anew."""
        cases.record("甲", "聘用", on=D(2024, 3, 1), actor=CLERK)

        untouched(cases, lambda: cases.correct("甲", "1", facts={**WELL, "结业合格": "否"}, actor="复核"), "XG833")


def test_corrections_build_on_one_another(cases: Cases) -> None:
    """Given an entry corrected in its day and then in a fact, then both stand and no other fact is lost."""
    cases.correct("甲", "1", on=D(2024, 1, 15), actor="复核")
    cases.correct("甲", "1", facts={"结业合格": "否"}, actor="复核")
    report = cases.show("甲", as_of=D(2024, 3, 1))

    assert report.opened_on == D(2024, 1, 15)
    assert [one.due for one in report.deadlines] == [D(2025, 1, 15)]
    assert [(one.event, one.status) for one in report.next if one.event == "聘用"] == [("聘用", "not_met")]
    assert report.next[-1].status == "waiting"
    assert cases.show("甲", as_of=D(2025, 1, 15)).state == "拟解聘"  # 处于三期 is still known from the opening


def test_an_entry_withdrawn_may_return(cases: Cases) -> None:
    """Given an entry withdrawn by mistake, when it is corrected again, then it stands as before."""
    cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
    cases.correct("甲", "A", withdraw=True, actor="复核")
    cases.correct("甲", "A", actor="复核")

    assert states(cases, D(2024, 12, 1)) == [("2024-03-01", "培训", "参加培训")]


def test_what_is_recorded_ahead_hides_no_deadline(tmp_path: Path) -> None:
    """Given an entry that holds only after a deadline, when the list is asked for, then the deadline is in it."""
    clock = Moments(D(2024, 12, 1))
    with cases_in(tmp_path, clock=clock) as cases:
        opened(cases)
        cases.record("甲", on=D(2025, 6, 1), actor=CLERK, remark="计划复核")

        assert [one.deadline.due for one in cases.due(as_of=D(2024, 12, 1), until=D(2025, 2, 1))] == [
            D(2025, 1, 31)
        ]
