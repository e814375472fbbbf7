"""Cases over time: what is taken and refused, what falls due, corrections, and looking back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_kit import POLICY, TEXT, WELL, Moments, cases_in, opened

from xgxp_rules.diagnostics import NotInForce, RecordError, UnknownPolicy, UsageError, XgxpError
from xgxp_rules.library.cases.cases import Cases

CLERK = "人事科"
D = date


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    with cases_in(tmp_path) as made:
        yield opened(made)


def states(cases: Cases, as_of: date, **more: Any) -> list[tuple[str, str, str]]:
    """Return the transitions as (day, state, cause)."""
    report = cases.show("甲", as_of=as_of, **more)
    return [(one.on.isoformat(), one.target, one.event or "期满") for one in report.taken]


def untouched(cases: Cases, act: Callable[[], Any], code: str) -> XgxpError:
    """Return the error that an act raises, having made sure that nothing was written."""
    before = cases.log.read("甲")
    with pytest.raises(XgxpError) as caught:
        act()
    assert caught.value.code == code, caught.value.text()
    assert cases.log.read("甲") == before
    for lang in ("zh", "en"):
        assert caught.value.text(lang)  # type: ignore[arg-type]
    return caught.value


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


@pytest.mark.parametrize(
    ("event", "on", "more", "code"),
    [
        pytest.param("结业", D(2024, 3, 1), {}, "XG825", id="not-in-this-state"),
        pytest.param("解聘生效", D(2024, 3, 1), {}, "XG825", id="too-early"),
        pytest.param("参加培圳", D(2024, 3, 1), {}, "XG821", id="unknown"),
        pytest.param("送达本人", D(2024, 3, 1), {}, "XG822", id="of-another-process"),
        pytest.param("参加培训", D(2024, 1, 30), {}, "XG823", id="before-the-case"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"结业合格": "否"}}, "XG826", id="condition-not-met"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"结业合格": "未知"}}, "XG827", id="fact-missing"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"结业合各": "是"}}, "XG433", id="unknown-fact"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"出生日期": "2030-01-01"}}, "XG430", id="impossible-fact"),
        pytest.param("参加培训", D(2024, 3, 1), {"adds": {"性别": "女"}}, "XG839", id="added-to-no-list"),
        pytest.param("参加培训", D(2024, 3, 1), {"revision": 7}, "XG809", id="another-revision"),
        pytest.param("", D(2024, 3, 1), {}, "XG838", id="nothing"),
        pytest.param("参加\x1b培训", D(2024, 3, 1), {}, "XG837", id="control-characters"),
        pytest.param("参" * 300, D(2024, 3, 1), {}, "XG837", id="too-long"),
    ],
)
def test_what_is_refused_writes_nothing(
    cases: Cases, event: str, on: date, more: dict[str, Any], code: str
) -> None:
    """Given an entry that the case cannot take, when it is recorded, then it is refused by name and not kept."""
    untouched(cases, lambda: cases.record("甲", event, on=on, actor=CLERK, **more), code)

    cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK)
    assert states(cases, D(2024, 3, 1)) == [("2024-03-01", "培训", "参加培训")]


def test_an_event_out_of_order_is_refused(cases: Cases) -> None:
    """Given an entry of March, when one of February follows, then it is refused and the correction is named."""
    cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK)

    error = untouched(cases, lambda: cases.record("甲", "结业", on=D(2024, 2, 29), actor=CLERK), "XG824")

    assert "--corrects" in error.text()


def test_the_same_id_twice_is_one_entry(cases: Cases) -> None:
    """Given an entry with an id, when it is sent again, then nothing is added; with other content it is refused."""
    first = cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="来文-1", facts={"性别": "女"})
    again = cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="来文-1", facts={"sex": "female"})

    assert (first.repeated, again.repeated) == (False, True)
    assert (again.revision, again.state) == (2, "培训")
    untouched(cases, lambda: cases.record("甲", "参加培训", on=D(2024, 3, 2), actor=CLERK, id="来文-1"), "XG831")


def test_opening_twice(cases: Cases) -> None:
    """Given an open case, when it is opened again, then only the same entry id and content is taken as the same."""
    more = {"policy": POLICY, "process": "待岗", "on": D(2024, 1, 31), "actor": CLERK}
    cases.open("乙", id="开-1", **more)

    assert cases.open("乙", id="开-1", **more).repeated
    untouched(cases, lambda: cases.open("乙", **more), "XG810")
    untouched(cases, lambda: cases.open("乙", id="开-1", **{**more, "actor": "他人"}), "XG831")


@pytest.mark.parametrize(
    ("more", "error", "code"),
    [
        pytest.param({"policy": "test.county.waitin"}, UnknownPolicy, "XG501", id="policy"),
        pytest.param({"process": "待刚"}, UsageError, "XG820", id="process"),
        pytest.param({"process": ""}, UsageError, "XG820", id="which-of-two-processes"),
        pytest.param({"on": D(2019, 1, 1)}, NotInForce, "XG502", id="before-the-policy"),
        pytest.param({"record": {"性别": "鱼"}}, RecordError, "XG408", id="record"),
        pytest.param({"actor": " "}, XgxpError, "XG837", id="nobody"),
        pytest.param({"case": ""}, XgxpError, "XG837", id="no-name"),
    ],
)
def test_what_cannot_be_opened(cases: Cases, more: dict[str, Any], error: type[XgxpError], code: str) -> None:
    """Given a name that does not exist or a wrong record, when a case is opened, then there is no case."""
    given = {"case": "乙", "policy": POLICY, "process": "待岗", "on": D(2024, 1, 31), "actor": CLERK, **more}

    with pytest.raises(error) as caught:
        cases.open(given.pop("case"), **given)

    assert caught.value.code == code, caught.value.text()
    assert [head.case for head in cases.heads()] == ["甲"]


def test_a_case_nobody_opened(cases: Cases) -> None:
    """Given a name close to a case's, when it is asked for, then the case is proposed."""
    with pytest.raises(XgxpError) as caught:
        cases.show("申", as_of=D(2024, 3, 1))

    assert caught.value.code == "XG811"


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
            pytest.param("A", {"on": D(2024, 6, 2)}, "XG824", id="after-the-next"),
            pytest.param("A", {"on": D(2024, 1, 30)}, "XG823", id="before-the-case"),
            pytest.param("1", {"on": D(2024, 3, 2)}, "XG824", id="opened-after-the-next"),
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


class TestLookingBack:
    """A case as of any past day, and as it was known on any past day."""

    @pytest.fixture
    def history(self, tmp_path: Path) -> Iterator[Cases]:
        clock = Moments(D(2024, 2, 1))
        with cases_in(tmp_path, clock=clock) as cases:
            opened(cases)
            clock.on(D(2024, 3, 5))
            cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
            clock.on(D(2024, 5, 10))
            cases.correct("甲", "A", on=D(2024, 3, 4), actor="复核")
            clock.on(D(2024, 7, 1))
            cases.record("甲", "结业", on=D(2024, 9, 1), actor=CLERK)
            yield cases

    @pytest.mark.parametrize(
        ("as_of", "known_on", "expected"),
        [
            pytest.param(D(2024, 2, 1), None, ("待岗", 0), id="before-the-event"),
            pytest.param(D(2024, 3, 3), None, ("待岗", 0), id="as-corrected"),
            pytest.param(D(2024, 3, 4), None, ("培训", 1), id="on-the-corrected-day"),
            pytest.param(D(2024, 3, 4), D(2024, 3, 4), ("待岗", 0), id="not-yet-known"),
            pytest.param(D(2024, 3, 3), D(2024, 3, 5), ("培训", 1), id="as-known-before-the-correction"),
            pytest.param(D(2024, 3, 3), D(2024, 5, 10), ("待岗", 0), id="as-known-after-the-correction"),
            pytest.param(D(2024, 8, 31), None, ("培训", 1), id="recorded-but-not-yet-in-effect"),
            pytest.param(D(2024, 9, 1), None, ("待岗", 2), id="in-effect"),
        ],
    )
    def test_as_of_and_as_known(
        self, history: Cases, as_of: date, known_on: date | None, expected: tuple[str, int]
    ) -> None:
        """Given what was recorded when, when a past day is asked for, then the case is what it was on that day."""
        report = history.show("甲", as_of=as_of, known_on=known_on)

        assert (report.state, len(report.taken)) == expected

    def test_what_is_recorded_ahead_is_shown_as_planned(self, history: Cases) -> None:
        """Given an entry that holds from a later day, when the case is shown before, then it is listed as planned."""
        report = history.show("甲", as_of=D(2024, 8, 1))

        assert [(line.name, line.on) for line in report.planned] == [("结业", D(2024, 9, 1))]

    @pytest.mark.parametrize(
        ("as_of", "known_on"),
        [
            pytest.param(D(2024, 1, 30), None, id="not-yet-opened"),
            pytest.param(D(2024, 3, 1), D(2024, 1, 31), id="not-yet-recorded"),
        ],
    )
    def test_before_there_was_a_case(self, history: Cases, as_of: date, known_on: date | None) -> None:
        """Given a day before the case, when it is asked for, then that is said."""
        with pytest.raises(XgxpError) as caught:
            history.show("甲", as_of=as_of, known_on=known_on)

        assert caught.value.code == "XG840"


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
