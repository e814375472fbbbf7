"""Procedures beside decisions: steps done, owed, late and out of order, and consequences with their days."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from xgxp_rules.diagnostics import PolicyError, UsageError
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.procedure_report import ProcedureReport
from xgxp_rules.model.records import CountyYear, Record, School, Teacher
from xgxp_rules.tools.beside_words import explain_procedure

TEXT = """\
language: 1
policy: test.steps
version: v1
title: 试点
status: trial
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 六, topic: 程序}]}
facts: {轮训过: flag, 聘期至: date}
decisions:
  duty:
    title: 值守
    outcomes:
      ready: {label: 可, procedure: 通知, effects: [{bar: 带教, for: 1学期}, {stop: 补助, until: 聘期至}]}
      idle: 否
    otherwise: idle
rules: [{clause: 六, decision: duty, outcome: ready, when: [轮训过]}]
procedures:
  通知:
    clause: 六
    steps:
"""
PLAIN = "      - 甲\n      - {step: 乙, within: 5个工作日}\n"


def report(steps: str, done: Any, as_of: date = date(2025, 12, 1), **more: Any) -> ProcedureReport:
    """Return the report; `done` are tuples of step, day and party, or what stands for the whole list."""
    policy = Policy(load_policy(TEXT + steps, "kit.yaml"), Catalog())
    if isinstance(done, list):
        done = [{"程序": "通知", "步骤": name, "日期": day, **({"由": by} if by else {})} for name, day, by in done]
    given = {} if done is None else {"办理步骤": done}
    record = Teacher.model_validate({**given, **more})
    return policy.procedure("通知", record, as_of=as_of)


def found(made: ProcedureReport) -> list[tuple[str, str]]:
    return [(one.step, one.problem) for one in made.owed]


@pytest.mark.parametrize(
    ("done", "status", "owed"),
    [
        pytest.param([("甲", "2025-11-03", ""), ("乙", "2025-11-10", "")], "complete", [], id="on-the-last-day"),
        pytest.param(
            [("甲", "2025-11-03", ""), ("乙", "2025-11-11", "")], "flawed", [("乙", "late")], id="a-day-late"
        ),
        pytest.param([("甲", "2025-11-03", ""), ("乙", "2025-11-03", "")], "complete", [], id="both-on-one-day"),
        pytest.param(
            [("甲", "2025-11-03", ""), ("乙", "2025-11-02", "")], "flawed", [("乙", "out_of_order")], id="before"
        ),
        pytest.param(
            [("乙", "2025-11-03", "")],
            "flawed",
            [("甲", "missing"), ("乙", "out_of_order")],
            id="without-the-first",
        ),
        pytest.param([("甲", "2025-11-28", "")], "owed", [("乙", "missing")], id="still-in-time"),
        pytest.param([("甲", "2025-11-03", "")], "flawed", [("乙", "missing"), ("乙", "late")], id="overdue"),
        pytest.param([], "owed", [("甲", "missing"), ("乙", "missing")], id="nothing-done"),
        pytest.param(None, "open", [("甲", "undetermined"), ("乙", "undetermined")], id="list-unknown"),
        pytest.param(
            {"完整": "否", "列": [{"程序": "通知", "步骤": "甲", "日期": "2025-11-28"}]},
            "open",
            [("乙", "undetermined")],
            id="list-incomplete",
        ),
        pytest.param(
            [("甲", "2025-11-03", ""), ("乙", "2025-11", "")], "open", [("乙", "undetermined")], id="day-unknown"
        ),
        pytest.param(
            [("甲", "2025-11-03", ""), ("乙", "2025-12-02", "")],
            "flawed",
            [("乙", "missing"), ("乙", "late")],
            id="in-the-future",
        ),
    ],
)
def test_steps_in_time_and_in_order(done: Any, status: str, owed: list[tuple[str, str]]) -> None:
    """Given what the record says of two steps, then what is wrong is listed, and no more."""
    made = report(PLAIN, done)

    assert (made.status, found(made)) == (status, owed)
    assert made.voidable is {"complete": False, "open": None}.get(status, True)


@pytest.mark.parametrize(
    ("step", "day", "owed"),
    [
        pytest.param("publicity: 5个工作日", "2025-10-13", [("乙", "too_early")], id="last-day-of-publicity"),
        pytest.param("publicity: 5个工作日", "2025-10-14", [], id="day-after-publicity"),
        pytest.param("notice: 30日", "2025-10-29", [("乙", "too_early")], id="thirty-days-are-not-over"),
        pytest.param("notice: 30日", "2025-10-30", [], id="thirty-days-are-over"),
    ],
)
def test_publicity_and_notice_have_to_run_out(step: str, day: str, owed: list[tuple[str, str]]) -> None:
    """Given a step that has to stand for some time, then the next may be taken only when that is over."""
    made = report(f"      - {{step: 甲, {step}}}\n      - 乙\n", [("甲", "2025-09-29", ""), ("乙", day, "")])

    assert found(made) == owed


def test_a_deadline_on_a_holiday_moves_to_the_next_working_day() -> None:
    """Given thirty days that end in a holiday, then the first working day after it is still in time."""
    steps = "      - 甲\n      - {step: 乙, within: 30日}\n"

    assert report(steps, [("甲", "2025-09-01", "")], date(2025, 9, 2)).steps[1].due == date(2025, 10, 9)


def test_a_deadline_beyond_the_published_holidays_is_not_guessed() -> None:
    """Given working days of a year without published holidays, then the due day is open with its earliest day."""
    made = report(PLAIN, [("甲", "2050-03-07", "")], date(2050, 3, 10))

    assert (made.steps[1].due, made.steps[1].earliest_due) == (None, date(2050, 3, 12))
    assert found(report(PLAIN, [("甲", "2050-03-07", ""), ("乙", "2050-03-20", "")], date(2050, 4, 1))) == [
        ("乙", "undetermined")
    ]


ASKED = """\
      - 甲
      - {step: 申请, optional: yes}
      - {step: 答复, if_taken: 申请, within: 30日}
      - {step: 听证, optional: yes}
      - {step: 公示, within: 60日, publicity: 3日}
      - 决定
"""
FIRST, ASKS = ("甲", "2025-03-03", ""), ("申请", "2025-03-05", "")


@pytest.mark.parametrize(
    ("done", "as_of", "owed"),
    [
        pytest.param([FIRST], "2025-03-10", [("公示", "missing"), ("决定", "missing")], id="nobody-asked"),
        pytest.param(
            [FIRST],
            "2025-05-07",
            [("公示", "missing"), ("公示", "late"), ("决定", "missing")],
            id="the-time-runs-from-the-step-before-what-was-left-out",
        ),
        pytest.param(
            [FIRST, ASKS],
            "2025-04-07",
            [("答复", "missing"), ("公示", "missing"), ("决定", "missing")],
            id="asked-and-on-the-last-day",
        ),
        pytest.param(
            [FIRST, ASKS],
            "2025-04-08",
            [("答复", "missing"), ("答复", "late"), ("公示", "missing"), ("决定", "missing")],
            id="asked-and-a-day-late",
        ),
        pytest.param(
            [FIRST, ASKS, ("答复", "2025-03-04", "")],
            "2025-03-10",
            [("答复", "out_of_order"), ("公示", "missing"), ("决定", "missing")],
            id="answered-before-it-was-asked",
        ),
        pytest.param(
            [FIRST, ("答复", "2025-03-04", "")],
            "2025-03-10",
            [("公示", "missing"), ("决定", "missing")],
            id="answered-though-nobody-asked",
        ),
        pytest.param(
            [FIRST, ("公示", "2025-03-02", ""), ("决定", "2025-03-05", "")],
            "2025-03-10",
            [("公示", "out_of_order"), ("决定", "too_early")],
            id="order-and-publicity-reach-past-what-was-left-out",
        ),
        pytest.param(
            [FIRST, ("听证", "2025-04-30", "")],
            "2025-06-30",
            [("公示", "missing"), ("决定", "missing")],
            id="a-hearing-that-was-held-starts-the-time",
        ),
        pytest.param(
            {"完整": "否", "列": [{"程序": "通知", "步骤": "甲", "日期": "2025-03-03"}]},
            "2025-05-07",
            [("答复", "undetermined"), ("公示", "undetermined"), ("决定", "undetermined")],
            id="the-list-may-hold-a-request",
        ),
        pytest.param(
            {
                "完整": "否",
                "列": [
                    {"程序": "通知", "步骤": "甲", "日期": "2025-03-03"},
                    {"程序": "通知", "步骤": "公示", "日期": "2025-05-07"},
                    {"程序": "通知", "步骤": "决定", "日期": "2025-05-20"},
                ],
            },
            "2025-06-01",
            [("答复", "undetermined"), ("公示", "undetermined")],
            id="late-unless-there-was-a-hearing",
        ),
        pytest.param(
            {"完整": "否", "列": [{"程序": "通知", "步骤": "申请", "日期": "2025-03-05"}]},
            "2025-03-10",
            [
                ("甲", "undetermined"),
                ("申请", "undetermined"),
                ("答复", "undetermined"),
                ("公示", "undetermined"),
                ("决定", "undetermined"),
            ],
            id="asked-but-the-list-may-hold-more",
        ),
    ],
)
def test_a_step_asked_only_where_another_was_taken(done: Any, as_of: str, owed: list[tuple[str, str]]) -> None:
    """Given optional steps and one that answers them, then it is owed where they were taken."""
    assert found(report(ASKED, done, date.fromisoformat(as_of))) == owed


def test_one_of_several_causes_is_enough() -> None:
    """Given two steps of which either asks for an answer, then one of them starts its time."""
    steps = "      - {step: 申请, optional: yes}\n      - {step: 投诉, optional: yes}\n"
    steps += "      - {step: 答复, if_taken: [申请, 投诉], within: 30日}\n"

    assert found(report(steps, [("投诉", "2025-03-05", "")], date(2025, 4, 8))) == [
        ("答复", "missing"),
        ("答复", "late"),
    ]
    assert found(report(steps, [], date(2025, 4, 8))) == []


@pytest.mark.parametrize(
    ("by", "owed"),
    [
        pytest.param([("甲", "2025-11-03", "本人"), ("甲", "2025-11-04", "学校")], [], id="both-agree"),
        pytest.param([("甲", "2025-11-03", "本人")], [("甲", "missing")], id="one-is-lacking"),
        pytest.param([("甲", "2025-11-03", "")], [("甲", "missing")], id="nobody-is-named"),
    ],
)
def test_a_consent_needs_each_party(by: list[tuple[str, str, str]], owed: list[tuple[str, str]]) -> None:
    """Given a step that asks several parties, then it is done once each of them has an entry."""
    assert found(report("      - {step: 甲, consent: [本人, 学校]}\n", by)) == owed


@pytest.mark.parametrize(
    ("given", "statuses"),
    [
        pytest.param({"轮训过": "否"}, ["not_asked", "owed"], id="not-asked"),
        pytest.param({"轮训过": "是"}, ["owed", "owed"], id="asked"),
        pytest.param({}, ["open", "owed"], id="open"),
    ],
)
def test_a_step_is_asked_only_where_its_condition_holds(given: dict[str, str], statuses: list[str]) -> None:
    """Given a step with a condition, then it is owed, not asked, or open as that is."""
    made = report("      - {step: 甲, when: [轮训过]}\n      - 乙\n", [], **given)

    assert [one.status for one in made.steps] == statuses


def test_an_optional_step_is_never_owed_and_holds_nothing_up() -> None:
    """Given an optional step that was left out, then the next one is in order."""
    made = report("      - {step: 甲, optional: 是}\n      - 乙\n", [("乙", "2025-11-03", "")])

    assert made.status == "complete"


def test_another_party_is_named() -> None:
    """Given a step that one body takes, then an entry by another is a flaw and one without a name is none."""
    steps = "      - {step: 甲, who: 工会}\n"

    assert found(report(steps, [("甲", "2025-11-03", "学校")])) == [("甲", "other_party")]
    assert found(report(steps, [("甲", "2025-11-03", "")])) == []


def test_a_decision_never_falls_for_its_procedure() -> None:
    """Given steps that are owed, then the outcome stands, the steps are listed and the consequences have their days."""
    policy = Policy(load_policy(TEXT + PLAIN, "kit.yaml"), Catalog())
    record = Teacher.model_validate({"轮训过": "是", "办理步骤": [], "聘期至": "未知"})

    decision = policy.decide("duty", record, as_of=date(2025, 9, 10))

    made = decision.report()
    assert (decision.status, decision.outcome) == ("determined", "ready")
    assert [one.step for one in made.procedure_owed] == ["甲", "乙"]
    assert [(one.op, one.from_on, one.until_on, one.open_ended) for one in made.consequences] == [
        ("bar", date(2025, 9, 10), date(2026, 8, 31), False),
        ("stop", date(2025, 9, 10), None, False),
    ]


@pytest.mark.parametrize(
    ("effect", "first", "last"),
    [
        pytest.param(
            "{bar: 评优, for: 12个月}", "2031-03-01", "2032-03-01", id="the-day-of-the-act-is-not-counted"
        ),
        pytest.param(
            "{bar: 评优, from: 次年初, for: 12个月}", "2032-01-01", "2032-12-31", id="a-written-first-day-is"
        ),
        pytest.param("{bar: 评优, from: 次月初, for: 1年}", "2031-04-01", "2032-03-31", id="a-year-from-a-month"),
        pytest.param("{bar: 评优, from: 2031-01-31, for: 1个月}", "2031-01-31", "2031-02-28", id="a-shorter-month"),
        pytest.param("{bar: 评优, from: 2032-02-29, for: 1年}", "2032-02-29", "2033-02-28", id="a-leap-day"),
        pytest.param("{bar: 评优, from: 2031-03-05, for: 1天}", "2031-03-05", "2031-03-05", id="one-day"),
        pytest.param(
            "{bar: 评优, from: 2025-11-03, for: 5个工作日}", "2025-11-03", "2025-11-07", id="working-days"
        ),
        pytest.param("{bar: 评优, from: 2031-09-01, for: 1学年}", "2031-09-01", "2032-08-31", id="a-school-year"),
    ],
)
def test_a_length_from_a_written_first_day_counts_it(effect: str, first: str, last: str) -> None:
    """Given a length, when its first day is written, then it ends the day before; else on the same-numbered day."""
    text = re.sub(r"effects: \[.*\]", f"effects: [{effect}]", TEXT + PLAIN, count=1)
    policy = Policy(load_policy(text, "kit.yaml"), Catalog())
    record = Teacher.model_validate({"轮训过": "是", "办理步骤": [], "聘期至": "未知"})

    (found,) = policy.decide("duty", record, as_of=date(2031, 3, 1)).report().consequences

    assert (str(found.from_on), str(found.until_on)) == (first, last)


def test_what_does_not_hold_brings_nothing_about() -> None:
    """Given another outcome, then neither its consequences nor its procedure are asked."""
    policy = Policy(load_policy(TEXT + PLAIN, "kit.yaml"), Catalog())

    made = policy.decide("duty", Teacher.model_validate({"轮训过": "否"}), as_of=date(2025, 9, 10)).report()

    assert (made.consequences, made.procedure_owed) == ((), ())


@pytest.mark.parametrize(
    ("name", "record", "code"),
    [
        pytest.param("通告", Teacher(), "XG771", id="no-such-procedure"),
        pytest.param("通知", School(), "XG772", id="another-kind-of-record"),
    ],
)
def test_a_question_that_cannot_be_asked(name: str, record: Any, code: str) -> None:
    """Given an unknown procedure or a record of another kind, then the slip is told."""
    policy = Policy(load_policy(TEXT + PLAIN, "kit.yaml"), Catalog())

    with pytest.raises(UsageError, match=code):
        policy.procedure(name, record, as_of=date(2025, 9, 10))


def test_in_words() -> None:
    """Given a procedure under way, then each step has a line with its day, its deadline and what is wrong."""
    made = report(PLAIN, [("甲", "2025-11-03", "")])

    assert explain_procedure(made).splitlines() == [
        "通知：有瑕疵，依法可撤销",
        "  1. 甲  已办 2025-11-03",
        "  2. 乙  待办（逾期），期限 2025-11-10",
    ]


@pytest.mark.parametrize(
    ("step", "before", "day", "as_of", "owed"),
    [
        pytest.param("during: 每年第二季度", None, "2025-03-31", date(2025, 12, 1), ["not_yet"], id="a-day-early"),
        pytest.param("during: 每年第二季度", None, "2025-04-01", date(2025, 12, 1), [], id="first-day"),
        pytest.param("during: 每年第二季度", None, "2025-06-30", date(2025, 12, 1), [], id="last-day"),
        pytest.param("during: 每年第二季度", None, "2025-07-01", date(2025, 12, 1), ["late"], id="a-day-late"),
        pytest.param("during: 每年第二季度", None, "2025-07-01", date(2026, 2, 1), ["late"], id="late-for-ever"),
        pytest.param(
            "during: 每年第二季度", "2025-07-02", "2026-04-01", date(2026, 5, 1), [], id="the-next-return"
        ),
        pytest.param("during: 每年4月上旬", None, "2025-04-11", date(2025, 12, 1), ["late"], id="ten-days"),
        pytest.param(
            "during: 每年12月至次年2月", None, "2025-11-30", date(2025, 12, 1), ["not_yet"], id="over-new-year"
        ),
        pytest.param(
            "during: 每年12月至次年2月", "2025-12-01", "2026-02-28", date(2026, 4, 1), [], id="into-february"
        ),
        pytest.param(
            "during: 每年12月至次年2月", "2025-12-01", "2026-03-01", date(2026, 4, 1), ["late"], id="into-march"
        ),
        pytest.param(
            "during: 2025-04-01 至 2025-06-30", None, "2025-03-31", date(2025, 12, 1), ["not_yet"], id="written"
        ),
        pytest.param(
            "during: 2025-04-01 至 聘期至",
            None,
            "2025-05-31",
            date(2025, 12, 1),
            ["undetermined"],
            id="end-unknown",
        ),
        pytest.param(
            "during: 每学年开始前", "2025-09-01", "2026-08-31", date(2026, 9, 1), [], id="before-the-year"
        ),
        pytest.param(
            "during: 每学年开始前", "2025-09-01", "2026-09-01", date(2026, 9, 1), ["late"], id="in-the-year"
        ),
        pytest.param("by: 每学期结束", "2025-10-08", "2026-01-31", date(2026, 9, 1), [], id="first-term-ends"),
        pytest.param(
            "by: 每学期结束", "2025-10-08", "2026-02-01", date(2026, 9, 1), ["late"], id="first-term-over"
        ),
        pytest.param("by: 每学期结束", "2026-02-01", "2026-08-31", date(2026, 9, 1), [], id="second-term-ends"),
        pytest.param(
            "by: 每学期开始前", "2025-10-08", "2026-02-01", date(2026, 9, 1), ["late"], id="before-the-term"
        ),
        pytest.param("by: 每学期结束", "2026-03-02", None, date(2026, 9, 1), ["missing", "late"], id="never-done"),
        pytest.param(
            "by: 每年第一季度", None, "2025-04-01", date(2025, 12, 1), ["late"], id="a-stretch-as-last-day"
        ),
    ],
)
def test_days_and_stretches_that_return(
    step: str, before: str | None, day: str | None, as_of: date, owed: list[str]
) -> None:
    """Given a step bound to a day or stretch that returns, then it is in time from its first to its last day."""
    steps = f"      - {{step: 乙, {step}}}\n" if before is None else f"      - 甲\n      - {{step: 乙, {step}}}\n"
    done = [] if before is None else [("甲", before, "")]

    made = report(steps, [*done, *([] if day is None else [("乙", day, "")])], as_of)

    assert [problem for _step, problem in found(made)] == owed


@pytest.mark.parametrize(
    ("about", "record"),
    [pytest.param("school", School, id="school"), pytest.param("county_year", CountyYear, id="county")],
)
def test_a_school_or_a_county_has_procedures_of_its_own(about: str, record: type[Record]) -> None:
    """Given a plan that a school adopts or a county files, then its own record says which steps were taken."""
    text = TEXT.replace("  通知:\n", f"  通知:\n    about: {about}\n").replace(", procedure: 通知", "")
    policy = Policy(load_policy(text + PLAIN, "kit.yaml"), Catalog())
    done = [{"程序": "通知", "步骤": "甲", "日期": "2025-11-03"}]

    made = policy.procedure("通知", record.model_validate({"办理步骤": done}), as_of=date(2025, 11, 5))

    assert (made.status, found(made)) == ("owed", [("乙", "missing")])


@pytest.mark.parametrize(
    ("parameter", "day", "owed"),
    [
        pytest.param("{value: 5个工作日, clause: 六}", "2025-11-10", [], id="on-the-last-day"),
        pytest.param("{value: 5个工作日, clause: 六}", "2025-11-11", [("乙", "late")], id="a-day-late"),
        pytest.param("{value: 1个月, clause: 六}", "2025-12-03", [], id="a-month"),
        pytest.param(
            "{set_by: 县教育局, kind: period, clause: 六}", "2025-11-10", [("乙", "undetermined")], id="unset"
        ),
    ],
)
def test_the_time_of_a_step_may_be_a_parameter(parameter: str, day: str, owed: list[tuple[str, str]]) -> None:
    """Given a time that stands among the parameters, then the step has that long; while nobody set it, it is open."""
    text = TEXT.replace("facts:", f"parameters: {{时限: {parameter}}}\nfacts:", 1)
    steps = "      - 甲\n      - {step: 乙, within: 时限}\n"
    policy = Policy(load_policy(text + steps, "kit.yaml"), Catalog())
    done = [{"程序": "通知", "步骤": "甲", "日期": "2025-11-03"}, {"程序": "通知", "步骤": "乙", "日期": day}]

    made = policy.procedure("通知", Teacher.model_validate({"办理步骤": done}), as_of=date(2025, 12, 31))

    assert found(made) == owed


def test_a_parameter_that_is_no_time_is_refused() -> None:
    """Given a number of times where a time is wanted, then the file is refused at that place."""
    text = TEXT.replace("facts:", "parameters: {次数: {value: 3次, clause: 六}}\nfacts:", 1)

    with pytest.raises(PolicyError, match="次数"):
        load_policy(text + "      - 甲\n      - {step: 乙, within: 次数}\n", "kit.yaml")
