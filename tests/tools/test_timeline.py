"""Timelines in full: the edges of conditions, the reasons of a change, the words, the call."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import xgxp_rules as xr
from xgxp_rules.cli.main import app
from xgxp_rules.diagnostics import RecordError, UsageError
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.timeline.breaks import law_breaks_of
from xgxp_rules.tools.timeline.searching import Question, changes
from xgxp_rules.tools.timeline_words import explain_timeline

MULEI = "xinjiang.mulei.xgxp"
LI_MEI = Path(__file__).resolve().parents[2] / "examples" / "teachers" / "li-mei.yaml"
CATALOG = Catalog()

HEAD = """\
language: 1
policy: timeline.edges
version: v1
title: 边界
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  入行日期: date
  巡查: {list: {日期: date}}
"""

TAIL = """
decisions: {ready: {title: 值守, outcomes: {yes: 可以, no: 不可以}, otherwise: no}}
"""


def days_of(fact: str, test: str, record: dict[str, object], first: str, last: str) -> list[str]:
    """Return the days of change of a decision that is one test of one fact."""
    rule = f"rules: [{{clause: 一, decision: ready, outcome: yes, when: {{某事: {test}}}}}]"
    policy = Policy(load_policy(f"{HEAD}  某事: {fact}{TAIL}{rule}\n", "edges.yaml"), CATALOG)
    teacher = Teacher.model_validate(record)
    law = law_breaks_of(CATALOG, [policy.version_data])
    question = Question(lambda day: policy.decide("ready", teacher, as_of=day), law)
    return [day.isoformat() for day in changes(question, date.fromisoformat(first), date.fromisoformat(last))]


@pytest.mark.parametrize(
    ("fact", "test", "record", "days"),
    [
        pytest.param(
            "{since: 入行日期}", "满 6年", {"入行日期": "2024-02-29"}, ["2030-02-28"], id="leap-day-start"
        ),
        pytest.param(
            "{since: 入行日期}",
            "满6年不满7年",
            {"入行日期": "2022-09-01"},
            ["2028-09-01", "2029-09-01"],
            id="a-band-opens-and-closes-between-two-breaks",
        ),
        pytest.param(
            "{until: 入行日期}", "2年 以上", {"入行日期": "2030-01-31"}, ["2028-02-01"], id="time-left-runs-out"
        ),
        pytest.param(
            "{count: 巡查, within: 近3年}",
            "不少于 1次",
            {"巡查": [{"日期": "2027-02-28"}]},
            ["2027-02-28", "2030-02-28"],
            id="an-item-enters-and-leaves-a-window",
        ),
        pytest.param(
            "{total: 任职经历, within: 近3年}",
            "满 2年",
            {"任职经历": [{"学校": "一中", "自": "2025-01-01", "至": "2027-06-30"}]},
            ["2027-01-01", "2028-07-02"],
            id="one-stretch-in-a-window-rises-and-falls-by-the-calendar",
        ),
        pytest.param(
            "{total: 任职经历, minus: 请假}",
            "满 2年",
            {
                "任职经历": [{"学校": "一中", "自": "2025-01-01"}],
                "请假": [{"类型": "病假", "自": "2026-06-01", "至": "2026-08-31"}],
            },
            ["2027-04-01"],
            id="a-leave-is-taken-off",
        ),
        pytest.param("{since: 入行日期}", "满 6年", {}, [], id="unknown-stays-unknown"),
        pytest.param(
            "{since: 入行日期}",
            "满 6年",
            {"入行日期": "2022-09"},
            ["2028-09-01", "2028-09-30"],
            id="a-month-without-a-day-is-open-for-a-month",
        ),
        pytest.param("{since: 入行日期}", "满 6年", {"入行日期": "2026-01-02"}, [], id="one-day-beyond-the-span"),
        pytest.param(
            "{since: 入行日期}", "满 6年", {"入行日期": "2026-01-01"}, ["2032-01-01"], id="on-the-last-day"
        ),
    ],
)
def test_the_day_of_change_is_exact(fact: str, test: str, record: dict[str, object], days: list[str]) -> None:
    """Given one test of one fact, when six years are asked, then each day of change is the one the words name."""
    assert days_of(fact, test, record, "2026-01-01", "2032-01-01") == days


def mulei(first: date, last: date, **more: object) -> xr.TimelineReport:
    record = xr.Teacher.model_validate(
        {
            "在编在职": "是",
            "性别": "女",
            "出生日期": "1980-05-01",
            "岗位类别": "专业技术",
            "长期病假": "否",
            "孕期至哺乳期": "否",
            "任职经历": [{"学校": "一中", "自": "2020-09-01"}],
            "离岗经历": [],
            "请假": [],
            **more,
        }
    )
    return xr.timeline(CATALOG, MULEI, "rotation", record, first=first, last=last)


def test_each_change_says_which_test_turned_and_by_which_clause() -> None:
    """Given a teacher who becomes due and later nears retirement, when asked, then both reasons stand with clauses."""
    found = mulei(date(2026, 1, 1), date(2040, 1, 1)).stretches

    assert [(one.from_on, one.answer.outcome) for one in found] == [
        (date(2026, 1, 1), "not_due"),
        (date(2026, 9, 1), "due"),
        (date(2033, 1, 2), "not_due"),
    ]
    turned = [one.change.because[0] for one in found if one.change is not None]
    assert [(one.fact, one.was, one.now, one.clauses) for one in turned] == [
        ("同校连续任教", False, True, ("四(四)之二",)),
        ("距法定退休", True, False, ("四(四)之二",)),
    ]


def test_a_change_of_law_is_named_where_it_turns_an_answer() -> None:
    """Given a man whom the later retirement age makes due again, when asked, then the new law stands as the reason."""
    found = mulei(
        date(2024, 9, 1),
        date(2025, 12, 31),
        性别="男",
        出生日期="1969-08-01",
        任职经历=[{"学校": "一中", "自": "2010-09-01"}],
    )

    change = found.stretches[1].change
    assert [(one.from_on, one.answer.outcome) for one in found.stretches] == [
        (date(2024, 9, 1), "not_due"),
        (date(2025, 1, 1), "due"),
        (date(2025, 10, 2), "not_due"),
    ]
    assert change is not None
    assert [(one.policy, one.before, one.after) for one in change.law] == [("national.retirement", "1978", "2025")]
    assert [one.fact for one in change.because] == ["距法定退休"]


def test_days_outside_every_version_are_undetermined_not_guessed() -> None:
    """Given days before the policy was in force, when asked, then they are open and the change names the version."""
    found = mulei(date(2022, 1, 1), date(2023, 1, 1))

    assert [one.answer.reason for one in found.stretches] == ["not_in_force", ""]
    change = found.stretches[1].change
    assert change is not None
    named = {one.policy: (one.before, one.after) for one in change.law}
    assert (change.on, named[MULEI]) == (date(2022, 9, 1), ("", "2022-trial"))


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        pytest.param(date(2026, 1, 2), date(2026, 1, 1), "XG591", id="backwards"),
        pytest.param(date(1950, 1, 1), date(2051, 1, 1), "XG590", id="too-long"),
    ],
)
def test_impossible_spans_are_refused_by_name(first: date, last: date, code: str) -> None:
    """Given a span nobody can be asked for, when a timeline is wanted, then it says what is wrong with it."""
    with pytest.raises(UsageError) as caught:
        mulei(first, last)

    assert [each.code for each in caught.value.diagnostics] == [code]


def test_a_record_that_tells_of_later_years_is_not_asked_about_earlier_ones() -> None:
    """Given an appraisal of 2025, when earlier years are asked too, then the timeline begins with 2025 and says so."""
    found = mulei(date(2023, 1, 1), date(2026, 12, 31), 年度考核=[{"年度": 2025, "等次": "合格"}])

    assert (found.from_on, found.asked_from) == (date(2025, 1, 1), date(2023, 1, 1))
    with pytest.raises(RecordError):
        mulei(date(2023, 1, 1), date(2024, 12, 31), 年度考核=[{"年度": 2025, "等次": "合格"}])


def test_words_fit_the_screen_in_both_languages() -> None:
    """Given a timeline, when it is said, then every line fits and the assumptions stand below."""
    from xgxp_rules.spans import cells

    report = mulei(date(2026, 1, 1), date(2040, 1, 1))
    for lang, assumed in (("zh", "假定"), ("en", "assumed")):
        text = explain_timeline(report, lang)  # type: ignore[arg-type]
        assert all(cells(line) <= 100 for line in text.splitlines())
        assert assumed in text
    assert explain_timeline(report, markdown=True).count("\n| 20") == 3


def test_the_command_line_gives_table_and_json() -> None:
    """Given the sample teacher, when `timeline` is called, then the table says the day and JSON holds the same."""
    call = ["timeline", str(LI_MEI), "--policy", MULEI, "--decision", "轮岗交流", "--from", "2026-01-01"]
    text = CliRunner().invoke(app, [*call, "--until", "2030-01-01", "--lang", "zh"])
    data = CliRunner().invoke(app, [*call, "--until", "2030-01-01", "--format", "json"])

    assert (text.exit_code, data.exit_code) == (0, 0)
    assert "2026-09-01 至 2030-01-01  应交流对象" in text.output
    assert [one["from_on"] for one in json.loads(data.output)["stretches"]] == ["2026-01-01", "2026-09-01"]


SCHOOLS = """\
  缺编学校: {records: 学校, where: {学区: 本人.现任学校.学区, 缺编数: 满 1人}}
  缺编校数: {count: 缺编学校}
"""


def test_a_set_of_other_records_has_days_of_its_own() -> None:
    """Given a test that counts schools, when every day is asked, then its timeline has the day on which it turns."""
    text = HEAD.replace("facts:\n", f"facts:\n{SCHOOLS}") + TAIL.lstrip("\n")
    rule = "rules: [{clause: 一, decision: ready, outcome: yes, when: {缺编校数: 满 1所, 入行: 满 6年}}]"
    text = text.replace("decisions:", "  入行: {since: 入行日期}\ndecisions:")
    policy = Policy(load_policy(text + rule, "schools.yaml"), CATALOG)
    teacher = Teacher.model_validate({"入行日期": "2025-03-01", "任职经历": [{"学校": "s1", "自": "2026-09-01"}]})
    schools = [
        {"编号": "s1", "名称": "一中", "学区": "东", "编制数": 50, "在编教职工数": 51},
        {"编号": "s2", "名称": "二中", "学区": "东", "编制数": 30, "在编教职工数": 29},
    ]
    others = xr.Records([xr.School.model_validate(one) for one in schools], complete={"school"})
    question = Question(lambda day: policy.decide("ready", teacher, as_of=day, others=others), frozenset(), others)

    assert list(changes(question, date(2030, 1, 1), date(2032, 1, 1))) == [date(2031, 3, 1)]
