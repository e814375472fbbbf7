"""Cases over time: what takes a case on, by events and by time, and what a deadline waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from case_kit import CLERK, POLICY, TEXT, cases_in, opened, states, untouched

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.tools.casework import case_card

D = date


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    with cases_in(tmp_path) as made:
        yield opened(made)


def test_a_case_goes_from_state_to_state(cases: Cases) -> None:
    """Given events that the states take, when they are recorded, then the case stands where they lead."""
    cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK)
    cases.record("甲", "结业", on=D(2024, 6, 1), actor=CLERK)
    receipt = cases.record("甲", "聘用", on=D(2024, 9, 1), actor=CLERK)

    assert (receipt.state, receipt.revision, receipt.next_due) == ("上岗", 4, None)
    assert states(cases, D(2025, 1, 1)) == [
        ("2024-03-01", "培训", "参加培训"),
        ("2024-06-01", "待岗", "结业"),
        ("2024-09-01", "上岗", "聘用"),
    ]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        pytest.param(D(2025, 1, 30), "待岗", id="a-day-short"),
        pytest.param(D(2025, 1, 31), "拟解聘", id="full-on-the-day-itself"),
        pytest.param(D(2026, 1, 1), "拟解聘", id="long-past"),
    ],
)
def test_twelve_months_of_waiting(cases: Cases, as_of: date, state: str) -> None:
    """Given a case that waits from 31 January, when twelve months are full, then it moves by itself on that day."""
    report = cases.show("甲", as_of=as_of)

    assert report.state == state


def test_being_hired_on_the_last_day_comes_first(cases: Cases) -> None:
    """Given a hiring on the very day the time is up, when it is recorded, then it counts: time waits for the day."""
    cases.record("甲", "聘用", on=D(2025, 1, 31), actor=CLERK)

    assert cases.show("甲", as_of=D(2025, 6, 1)).state == "上岗"


def test_being_hired_a_day_later_is_refused(cases: Cases) -> None:
    """Given a hiring the day after the time was up, when it is recorded, then the state no longer takes it."""
    error = untouched(cases, lambda: cases.record("甲", "聘用", on=D(2025, 2, 1), actor=CLERK), "XG825")

    assert "拟解聘" in error.text()
    assert "解聘生效" in error.text()


def test_the_clock_begins_again_after_a_post(cases: Cases) -> None:
    """Given a post between two waits, when the second wait begins, then its twelve months are counted anew."""
    cases.record("甲", "聘用", on=D(2024, 9, 1), actor=CLERK)
    receipt = cases.record("甲", "落聘", on=D(2025, 3, 1), actor=CLERK)

    assert receipt.next_due == D(2026, 3, 1)


def test_higher_interests_hold_a_deadline_until_facts_are_noted(cases: Cases) -> None:
    """Given a protected period when the time is up, when it ends, then the move comes on the day that is noted."""
    cases.record("甲", on=D(2024, 12, 1), actor=CLERK, facts={"处于三期": "是"})
    held = cases.show("甲", as_of=D(2025, 6, 1))
    cases.record("甲", on=D(2025, 8, 1), actor=CLERK, facts={"处于三期": "否"})

    assert (held.state, held.uncertain) == ("待岗", False)
    assert [(one.status, one.target) for one in held.next if one.after] == [("held", "拟解聘")]
    assert [(one.name, one.due, one.overdue) for one in held.deadlines] == [("待岗期满", D(2025, 1, 31), True)]
    assert states(cases, D(2025, 8, 1)) == [("2025-08-01", "拟解聘", "期满")]


def test_a_missing_fact_leaves_the_case_in_doubt(tmp_path: Path) -> None:
    """Given an unknown fact when the time is up, then the state is uncertain and only facts are taken first."""
    with cases_in(tmp_path) as cases:
        cases.open("甲", policy=POLICY, process="待岗", on=D(2024, 1, 31), actor=CLERK, record={"结业合格": "是"})
        report = cases.show("甲", as_of=D(2025, 3, 1))
        error = untouched(cases, lambda: cases.record("甲", "聘用", on=D(2025, 3, 1), actor=CLERK), "XG828")
        cases.record("甲", on=D(2025, 3, 1), actor=CLERK, facts={"处于三期": "是"})
        cases.record("甲", "聘用", on=D(2025, 3, 2), actor=CLERK)

        assert (report.state, report.uncertain) == ("待岗", True)
        assert "处于三期" in error.text()
        assert cases.show("甲", as_of=D(2025, 3, 2)).state == "上岗"


def test_a_dismissal_takes_effect_only_after_its_four_steps(cases: Cases) -> None:
    """Given a due dismissal, when a step is missing or out of order, then it is refused; after all four it is not."""

    def effective(day: date) -> None:
        cases.record("甲", "解聘生效", on=day, actor=CLERK)

    none_taken = untouched(cases, lambda: effective(D(2025, 2, 10)), "XG836")
    cases.step("甲", "听取陈述", on=D(2025, 2, 10), actor=CLERK)
    cases.step("甲", "说明事实", on=D(2025, 2, 12), actor=CLERK)
    cases.step("甲", "备案", on=D(2025, 2, 13), actor=CLERK)
    out_of_order = untouched(cases, lambda: effective(D(2025, 2, 14)), "XG836")
    cases.step("甲", "告知工会", on=D(2025, 2, 14), actor=CLERK, by="工会")
    flawed = untouched(cases, lambda: effective(D(2025, 2, 17)), "XG836")
    cases.step("甲", "备案", on=D(2025, 2, 17), actor=CLERK)
    cases.record("甲", "解聘生效", on=D(2025, 2, 18), actor=CLERK)
    report = cases.show("甲", as_of=D(2025, 2, 18))

    assert "听取陈述、说明事实、告知工会、备案" in none_taken.text()
    assert "告知工会、备案" in out_of_order.text()
    assert "备案" in flawed.text()
    assert (report.state, report.closed) == ("解聘", True)
    assert report.taken[-1].guard is not None
    assert report.taken[-1].guard.procedure is not None
    assert [clause.topic for clause in report.taken[-1].clauses] == ["解聘程序"]
    assert [step.on for step in report.taken[-1].guard.procedure.steps] == [
        D(2025, 2, 10),
        D(2025, 2, 12),
        D(2025, 2, 14),
        D(2025, 2, 17),
    ]


def test_a_step_has_its_own_deadline(cases: Cases) -> None:
    """Given the first step taken, when the case is due, then the next step's ten working days are counted."""
    cases.step("甲", "听取陈述", on=D(2025, 9, 28), actor=CLERK)
    (one,) = cases.due(as_of=D(2025, 9, 29), until=D(2025, 10, 31))
    (late,) = cases.due(as_of=D(2025, 10, 27), until=D(2025, 10, 31))

    assert (one.case, one.state, one.deadline.name) == ("甲", "拟解聘", "解聘程序·说明事实")
    assert (one.deadline.due, one.deadline.days_left, one.deadline.working_days_left) == (D(2025, 10, 17), 18, 9)
    assert (late.deadline.overdue, late.deadline.days_left, late.deadline.working_days_left) == (True, -10, -6)


def test_a_notice_runs_for_working_days(cases: Cases) -> None:
    """Given a notice served before a long holiday, when ten working days are over, then it takes effect on that day."""
    cases.open("告", policy=POLICY, process="通知", on=D(2025, 9, 26), actor=CLERK)
    receipt = cases.record("告", "送达本人", on=D(2025, 9, 28), actor=CLERK)

    assert receipt.next_due == D(2025, 10, 17)
    assert cases.show("告", as_of=D(2025, 10, 16)).state == "送达"
    assert cases.show("告", as_of=D(2025, 10, 17)).state == "生效"


def test_what_may_come_next_and_what_it_needs(cases: Cases) -> None:
    """Given a waiting case, when it is shown, then every way on is listed with its condition and its clause."""
    cases.record("甲", on=D(2024, 2, 1), actor=CLERK, facts={"结业合格": "否"})
    report = cases.show("甲", as_of=D(2024, 3, 1))

    assert [(one.event or one.after, one.status, one.due) for one in report.next] == [
        ("参加培训", "ready", None),
        ("聘用", "not_met", None),
        ("1年", "waiting", D(2025, 1, 31)),
    ]
    hiring = report.next[1].guard
    assert hiring is not None
    assert [(test.label, test.asked, test.holds, test.actual) for test in hiring.tests] == [
        ("结业合格", "是", False, "否")
    ]
    assert [(clock.id, clock.run, clock.limit) for clock in report.clocks] == [("待岗期", "1个月1天", "1年")]


def test_the_text_of_a_version_that_changed_is_noted(tmp_path: Path) -> None:
    """Given a case, when the text of its version is changed afterwards, then its report says so."""
    with cases_in(tmp_path) as cases:
        opened(cases)
        assert not cases.show("甲", as_of=D(2024, 3, 1)).text_changed
    with cases_in(tmp_path, text=TEXT + "note: 改过\n") as cases:
        assert cases.show("甲", as_of=D(2024, 3, 1)).text_changed


@pytest.mark.parametrize(
    ("on", "ended"),
    [
        pytest.param(D(2024, 2, 28), None, id="the-day-before-its-last"),
        pytest.param(D(2024, 2, 29), None, id="its-last-day"),
        pytest.param(D(2024, 3, 1), D(2024, 2, 29), id="the-day-after"),
    ],
)
def test_a_version_that_has_ended_is_told(tmp_path: Path, on: date, ended: date | None) -> None:
    """Given a case of a version with a last day, when that has passed, then report and card say so."""
    text = TEXT.replace("in_force: {from: 2020-01-01}", "in_force: {from: 2020-01-01, until: 2024-02-29}")
    with cases_in(tmp_path, text=text) as cases:
        opened(cases)
        report = cases.show("甲", as_of=on)

    assert report.ended_on == ended
    assert ("这一版政策施行到 2024-02-29 为止" in case_card(report, "zh")) == (ended is not None)
    assert ("in force until 2024-02-29" in case_card(report, "en")) == (ended is not None)


def test_a_changed_limit_is_drawn_anew(tmp_path: Path) -> None:
    """Given a case due in twelve months, when the text says six, then the list has it once all are drawn anew."""
    with cases_in(tmp_path) as cases:
        opened(cases)
    with cases_in(tmp_path, text=TEXT.replace("12个月", "6个月")) as cases:
        stretch = {"as_of": D(2024, 7, 1), "until": D(2024, 8, 1)}
        before = list(cases.due(**stretch))
        changed = [cases.redraw(), cases.redraw()]
        after = [one.deadline.due for one in cases.due(**stretch)]

    assert (before, changed, after) == ([], [1, 0], [D(2024, 7, 31)])


def test_a_version_that_is_gone_is_named(tmp_path: Path) -> None:
    """Given a case of a version whose file is gone, when it is shown, then the version is named."""
    with cases_in(tmp_path) as cases:
        opened(cases)
    (tmp_path / "policies/test/county/waiting/v1.yaml").unlink()
    with cases_in(tmp_path, text=TEXT.replace("version: v1", "version: v2")) as cases:
        with pytest.raises(XgxpError) as caught:
            cases.show("甲", as_of=D(2024, 3, 1))

        assert caught.value.code == "XG835"
