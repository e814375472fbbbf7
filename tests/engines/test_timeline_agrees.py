"""The days of a timeline are those that a scan of every single day finds, whatever the policy and the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from generated_policies import RECORDS, policies
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.record_files import load_record
from xgxp_rules.tools.timeline.breaks import law_breaks, law_breaks_of
from xgxp_rules.tools.timeline.searching import Question, answer_of, changes

CATALOG = Catalog()
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "teachers").glob("*.yaml"))
MULEI = "xinjiang.mulei.xgxp"


def scanned(question: Question, first: date, last: date) -> Iterator[date]:
    """Yield the days of change, found by looking at every day."""
    for number in range(1, (last - first).days + 1):
        day = first + timedelta(number)
        if answer_of(question.on(day)) != answer_of(question.on(day - timedelta(1))):
            yield day


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("decision", CATALOG.versions(MULEI)[0].decisions)
def test_sample_teachers_change_on_the_days_a_scan_finds(sample: Path, decision: str) -> None:
    """Given a sample teacher, when five years are asked of each decision, then no day is missed and none invented."""
    record = load_record(str(sample))
    first, last = date(2026, 1, 1), date(2031, 1, 1)

    def question() -> Question:
        return Question(lambda day: CATALOG.decide(MULEI, decision, record, as_of=day), law_breaks(CATALOG, MULEI))

    assert list(changes(question(), first, last)) == list(scanned(question(), first, last))


HEAD = """\
language: 1
policy: generated.timeline
version: v1
title: 随机
status: in_force
jurisdiction: "999999"
in_force: {from: 2000-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
points:
  得分:
    clause: 一
    items:
      - {item: 年资, of: 甲段, rate: 2分/年, years: half, cap: 5分}
      - {item: 任职, of: 乙段, rate: 1分/年, years: whole}
      - {item: 巡查, sum_of: 巡查, within: 近1年, points: 1分}
facts:
  日甲: date
  巡查: {list: {日期: date, 数额: number}}
  最近一次: {latest: 巡查, take: 日期}
  甲段: {since: 日甲}
  乙段: {total: 任职经历}
  次数: {count: 巡查, within: 近1年}
"""
DAYS = st.dates(date(2023, 6, 1), date(2028, 6, 1)).map(date.isoformat)
LENGTHS = st.sampled_from(["1年", "6个月", "30天", "1年6个月", "100天", "2年"])
BANDS = st.sampled_from(["满 {0}", "超过 {0}", "不满 {0}", "不超过 {0}", "满{0}不满3年", "为 {0}"])
WITHIN = st.sampled_from(
    [
        "",
        ", within: 近1年",
        ", within: 近3年",
        ", within: 本年度",
        ", within: 上学年",
        ", within: 本月",
        ", within: 上月",
        ", within: 近2个学期",
    ]
)
PERIODS = st.sampled_from(
    [
        "{since: 日甲}",
        "{since: 决定日}",
        "{until: 决定日}",
        "{until: 日甲}",
        "{since: 最近一次}",
        "{total: 任职经历WITHIN}",
        "{total: 任职经历, minus: 请假WITHIN}",
        "{unbroken: 任职经历, gap: 20天}",
        "{unbroken: 任职经历, bridge: 请假}",
        "{longest: 任职经历WITHIN}",
        "{total: 任职经历, where: {时长: 满 3个月}}",
        "{calc: 甲段 + 甲段}",
        "{calc: 甲段 - 乙段, not_below: 0天}",
        "{calc: 甲段 * 2}",
        "{calc: 3年 - 乙段, not_below: 0天}",
        "{calc: 18个月 - 甲段, not_below: 0天}",
        "{calc: 400天 - 乙段, not_below: 0天}",
    ]
)
NUMBERS = st.sampled_from(
    [
        "{count: 巡查WITHIN}",
        "{sum: 巡查, take: 数额WITHIN}",
        "{count: 任职经历, where: {进行中: 是}}",
        "{latest: 巡查, take: 数额WITHIN}",
        "{run: 年度考核, where: {等次: 合格 以上}}",
        "{table: {by: 甲段, rows: {不满1年: 1, 满1年不满2年: 3, 满2年: 1}}}",
        "{calc: 得分 * 1}",
        "{cases: [{when: {甲段: 满 1年}, value: 2}], else: 次数}",
    ]
)


@st.composite
def one_test(draw: st.DrawFn) -> str:
    """Draw a policy of one decision with two tests of worked-out facts, each of which turns now and then."""
    facts, tests = [], []
    for place in (0, 1):
        is_period = draw(st.booleans())
        form = draw(PERIODS if is_period else NUMBERS).replace("WITHIN", draw(WITHIN))
        facts.append(f"  推{place}: {form}")
        word, number = draw(st.sampled_from(["不少于", "超过", "为", "不是", "少于"])), draw(st.integers(1, 3))
        tests.append(f"{{推{place}: {draw(BANDS).format(draw(LENGTHS)) if is_period else f'{word} {number}'}}}")
    return (
        HEAD
        + "\n".join(facts)
        + "\ndecisions: {决: {title: 题, outcomes: {甲果: 甲, 乙果: 乙}, otherwise: 乙果}}\n"
        + "rules: [{clause: 一, decision: 决, outcome: 甲果, when: {"
        + f"{draw(st.sampled_from(['all', 'any']))}: [{', '.join(tests)}]}}}}]\n"
    )


SPELLS = st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), max_size=3)


def _spells(drawn: list[tuple[str, str | None]]) -> list[dict[str, str]]:
    """Return spells as a record has them, the earlier day first."""
    found = []
    for start, end in drawn:
        first, last = (start, end) if end is None or start <= end else (end, start)
        found.append({"自": first} | ({} if last is None else {"至": last}))
    return found


@st.composite
def dated_records(draw: st.DrawFn) -> dict[str, object]:
    """Draw a record full of days around the ones that are asked for."""
    grades = st.sampled_from(["优秀", "合格", "不合格"])
    return {
        "日甲": draw(st.one_of(DAYS, DAYS, DAYS.map(lambda day: day[:7]))),
        "巡查": [{"日期": day, "数额": draw(st.integers(0, 3))} for day in draw(st.lists(DAYS, max_size=4))],
        "任职经历": [{**one, "学校": f"第{place}校"} for place, one in enumerate(_spells(draw(SPELLS)))],
        "请假": [{**one, "类型": "病假"} for one in _spells(draw(SPELLS))],
        "年度考核": [
            {"年度": year, "等次": draw(grades)} for year in sorted(draw(st.sets(st.integers(2022, 2025))))
        ],
    }


@settings(max_examples=120)
@given(text=one_test(), facts=dated_records())
def test_every_form_turns_on_the_days_a_scan_finds(text: str, facts: dict[str, object]) -> None:
    """Given tests of any form and a record full of days, when two years are asked, then the days are the scan's."""
    version, problems = check_policy(text, "generated.yaml")
    assert version is not None, [each.code for each in problems]
    policy = Policy(version, CATALOG)
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    record = Teacher.model_validate(facts)
    law = law_breaks_of(CATALOG, [version])

    def question() -> Question:
        return Question(lambda day: policy.decide("决", record, as_of=day), law)

    assert list(changes(question(), first, last)) == list(scanned(question(), first, last))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(text=policies(), facts=RECORDS)
def test_any_policy_changes_on_the_days_a_scan_finds(text: str, facts: dict[str, object]) -> None:
    """Given any well-typed policy and record, when two years and a leap day are asked, then the days are the scan's."""
    version, _ = check_policy(text, "generated.yaml")
    assert version is not None
    policy = Policy(version, CATALOG)
    first, last = date(2026, 7, 1), date(2028, 9, 2)
    try:
        record = Teacher.model_validate(facts)
        policy.decide_all(record, as_of=first)
    except RecordError:
        assume(False)
        return
    law = law_breaks_of(CATALOG, [version])

    for decision in policy.decisions:

        def question(decision: str = decision) -> Question:
            return Question(lambda day: policy.decide(decision, record, as_of=day), law)

        assert list(changes(question(), first, last)) == list(scanned(question(), first, last))
