"""Other records, sets and ranks, changes, terms and measuring days: what is read, what is refused, what comes out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from policy_kit import HEAD, fact, load, policy_text, said, said_of

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.language.recurring import read_recurring
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.nodes import Constant, Contains, FactRef, FactTest, OneOf, YearlyDay, YearlyDays
from xgxp_rules.model.reach import Change, Mapped, Measured, OtherRecords, Rank, Related
from xgxp_rules.model.values import NOT_APPLICABLE, NUMBER, UNKNOWN, Between, Kind
from xgxp_rules.tools.explain import explain

TERMS = """\
terms:
  骨干: [县级骨干, 名师]
  名师: [特级教师]
  片区: {groups: {东片: [一中], 西片: [三中]}, else: 别处}
"""
FACTS = """\
  考核分: {kind: number, unit: 分}
  质量: {list: {年度: number, 得分: {unit: 分}}}
  徒弟: {records: 教师, where: {师傅: 本人}}
  值守记录: {list: {日期: date, 应到: number, 到岗: number, 到岗率: {calc: 到岗 / 应到}}}
"""


@pytest.mark.parametrize(
    ("declaration", "form", "kind"),
    [
        pytest.param("{related: 配偶, take: 现任学校}", Related, Kind("reference", of="school"), id="related"),
        pytest.param(
            "{records: 教师, where: {师傅: 本人}}", OtherRecords, Kind("list", of="teacher"), id="records"
        ),
        pytest.param("{rank: 考核分, per: 现任学校}", Rank, NUMBER, id="rank"),
        pytest.param("{rank: 出生日期, first: 低者, gives: 比例}", Rank, NUMBER, id="rank-share"),
        pytest.param("{change: 质量, take: 得分}", Change, Kind("number", unit="分"), id="change"),
        pytest.param("{change: 质量, take: 得分, gives: 比例}", Change, NUMBER, id="change-as-share"),
        pytest.param("{since: 出生日期, on: 每年6月底}", Measured, Kind("period"), id="on-a-yearly-day"),
        pytest.param("{total: 任职经历, on: 2031-06-30}", Measured, Kind("period"), id="on-a-written-day"),
    ],
)
def test_a_form_that_reaches_out_has_its_kind(declaration: str, form: type, kind: Kind) -> None:
    """Given such a form, then it is read as such and its value has the kind of what it takes."""
    made = fact(declaration, "某事", others=FACTS)

    assert isinstance(made.form, form)
    assert made.kind == kind


@pytest.mark.parametrize(
    ("declaration", "codes"),
    [
        pytest.param("{related: 年龄, take: 规模}", ["XG270"], id="related-through-no-reference"),
        pytest.param("{related: 现任学校, take: 规摸}", ["XG101"], id="related-misspelt"),
        pytest.param("{records: 学生}", ["XG271"], id="records-of-no-kind"),
        pytest.param("{rank: 性别}", ["XG272"], id="rank-by-what-has-no-order"),
        pytest.param("{rank: 考核分, ties: [工龄]}", ["XG379"], id="tie-without-an-end"),
        pytest.param("{change: 处分, take: 种类}", ["XG274"], id="change-of-a-choice"),
        pytest.param("{change: 质量}", ["XG286"], id="change-of-nothing"),
        pytest.param("{map: 现任学校, terms: 片区}", ["XG276"], id="no-such-term"),
        pytest.param("{count: 徒弟, within: 近3年}", ["XG282"], id="window-on-records"),
        pytest.param("{list: {日期: date, 久: {since: 日期, on: 2031-01-01}}}", ["XG283"], id="on-of-a-field"),
        pytest.param("{since: 出生日期, on: 年龄}", ["XG143"], id="on-what-is-no-day"),
        pytest.param("{related: 配偶, take: 某事}", ["XG142"], id="a-circle-through-another-record"),
    ],
)
def test_a_wrong_reach_has_one_message(declaration: str, codes: list[str]) -> None:
    """Given one mistake in such a form, then one problem is named."""
    assert said_of(declaration, others=FACTS) == codes


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        pytest.param("{骨干: {includes: [甲], groups: {一组: [乙]}}}", ["XG280"], id="both-ways"),
        pytest.param("{骨干: {note: 呵}}", ["XG280"], id="neither-way"),
        pytest.param("{骨干: [名师], 名师: [骨干]}", ["XG279"], id="a-circle"),
        pytest.param("{片区: {groups: {东片: [一中], 西片: [一中]}}}", ["XG278"], id="in-two-groups"),
        pytest.param(
            "{东片: [一中], 片区: {groups: {东片: [一中], 西片: [二中]}}}", ["XG285"], id="one-name-twice"
        ),
    ],
)
def test_a_wrong_term_is_named(terms: str, codes: list[str]) -> None:
    """Given a term that cannot be understood, then its problem is named where it stands."""
    assert said(policy_text(sections=f"terms: {terms}\n")) == codes


def test_a_term_stands_for_its_values_and_those_of_the_terms_it_includes() -> None:
    """Given a test against a term, then it is a test against each of its values; 不是 negates all of them."""
    sections = TERMS + "facts: {称号: {choice: [校级骨干, 县级骨干, 特级教师]}}\n"

    yes = load("    when: {称号: 骨干}", sections=sections).rules[0].when
    no = load("    when: {称号: 不是 骨干}", sections=sections).rules[0].when

    members = (Constant("县级骨干"), Constant("特级教师"))
    assert isinstance(yes, FactTest)
    assert isinstance(no, FactTest)
    assert (yes.check, no.check) == (OneOf(members), OneOf(members, negated=True))


@pytest.mark.parametrize(
    ("condition", "values", "negated"),
    [
        pytest.param("称号: 名师 或 校级骨干", ("特级教师", "校级骨干"), False, id="a-term-or-a-choice"),
        pytest.param("称号: 校级骨干、名师", ("校级骨干", "特级教师"), False, id="by-a-comma"),
        pytest.param("称号: 骨干 或 名师", ("县级骨干", "特级教师"), False, id="values-of-both-once"),
        pytest.param("称号: 不是 名师 或 校级骨干", ("特级教师", "校级骨干"), True, id="none-of-them"),
        pytest.param("称号: 为 名师 或 校级骨干", ("特级教师", "校级骨干"), False, id="with-a-word"),
        pytest.param("称号: [名师, 校级骨干]", ("特级教师", "校级骨干"), False, id="as-a-list"),
        pytest.param("现任学校: 东片 或 西片", ("一中", "三中"), False, id="two-groups"),
        pytest.param("现任学校: 东片 或 九中", ("一中", "九中"), False, id="a-group-or-a-school"),
        pytest.param("现任学校: 不是 东片 或 西片", ("一中", "三中"), True, id="neither-group"),
    ],
)
def test_terms_joined_with_others(condition: str, values: tuple[str, ...], negated: bool) -> None:
    """Given terms joined by 或 or in a list, then the test is against the values of all of them, each once."""
    sections = TERMS + "facts: {称号: {choice: [校级骨干, 县级骨干, 特级教师]}}\n"

    test = load(f"    when: {{{condition}}}", sections=sections).rules[0].when

    assert isinstance(test, FactTest)
    assert test.check == OneOf(tuple(map(Constant, values)), negated=negated)


@pytest.mark.parametrize(
    ("condition", "check"),
    [
        ("所获称号: 包含 名师", Contains((Constant("特级教师"),))),
        ("所获称号: 包含 名师 或 校级骨干", Contains((Constant("特级教师"), Constant("校级骨干")))),
        ("所获称号: 不包含 骨干", Contains((Constant("县级骨干"), Constant("特级教师")), negated=True)),
    ],
)
def test_a_list_contains_a_term(condition: str, check: Contains) -> None:
    """Given a fact of several choices, when it is asked for a term, then it is asked for each of its values."""
    sections = TERMS + "facts: {所获称号: {choice: [校级骨干, 县级骨干, 特级教师], several: yes}}\n"

    test = load(f"    when: {{{condition}}}", sections=sections).rules[0].when

    assert isinstance(test, FactTest)
    assert test.check == check


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        pytest.param("称号: 不是 名师、校级骨干", ["XG211"], id="a-comma-after-not"),
        pytest.param("称号: 名师 或 市级骨干", ["XG324"], id="a-choice-that-is-none"),
        pytest.param("称号: 骨干 或", ["XG204"], id="nothing-after-or"),
    ],
)
def test_what_joined_terms_refuse(condition: str, codes: list[str]) -> None:
    """Given a slip among joined terms, then it is refused as it is among values."""
    sections = TERMS + "facts: {称号: {choice: [校级骨干, 县级骨干, 特级教师]}}\n"

    assert said(policy_text(f"    when: {{{condition}}}", sections=sections)) == codes


def test_a_choice_of_the_fact_wins_over_a_term_of_the_same_name() -> None:
    """Given a fact mapped to groups, then a group's name in a test on it is the group, not its members."""
    sections = TERMS + "facts: {所在片: {map: 现任学校, terms: 片区}}\n"

    for words in ("东片", "不是 东片", "东片 或 西片"):
        assert said(policy_text(f"    when: {{所在片: {words}}}", sections=sections)) == []


def test_a_term_with_a_value_the_choice_lacks_is_refused() -> None:
    """Given a choice that does not know a member, then the member is named, not passed over."""
    sections = TERMS + "facts: {称号: {choice: [校级骨干, 县级骨干]}}\n"

    assert "XG281" in said(policy_text("    when: {称号: 骨干}", sections=sections))


def test_groups_make_a_choice() -> None:
    """Given a term with groups, then what is mapped by it is a choice of the groups and the rest."""
    made = load(sections=TERMS + "facts: {所在片: {map: 现任学校, terms: 片区}}\n").vocabulary("teacher")["所在片"]

    assert [choice.id for choice in made.kind.choices] == ["东片", "西片", "别处"]
    assert isinstance(made.form, Mapped)
    assert made.form.of == FactRef("current_school")


@pytest.mark.parametrize(
    ("words", "read"),
    [
        pytest.param("每年5月上旬", YearlyDay(5, 10), id="first-ten-days"),
        pytest.param("每年2月下旬", YearlyDay(2, None), id="end-of-february"),
        pytest.param("每年第二季度", YearlyDay(6, None), id="quarter"),
        pytest.param("每年4月18日", YearlyDay(4, 18), id="a-day"),
        pytest.param("每学年开始前", YearlyDay(8, 31), id="before-the-school-year"),
        pytest.param("每学期结束", YearlyDays((YearlyDay(1, 31), YearlyDay(8, 31))), id="ends-of-both-terms"),
        pytest.param("每年13月上旬", None, id="no-such-month"),
        pytest.param("每年第五季度", None, id="no-such-quarter"),
        pytest.param("5月上旬", None, id="not-every-year"),
    ],
)
def test_days_that_return_are_read_from_their_words(words: str, read: object) -> None:
    """Given the words of documents, then the day that returns every year, or nothing where they name none."""
    assert read_recurring(words) == read


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        pytest.param("    when: {任教时间: 满 2学年}", ["XG287"], id="a-sum-against-school-years"),
        pytest.param("    when: {同校连续任教: 满 2学年}", [], id="one-stretch-against-school-years"),
    ],
)
def test_units_of_time_that_do_not_go_together_are_refused(rule: str, codes: list[str]) -> None:
    """Given days added up, then whole school years cannot be asked of them; of one stretch they can."""
    assert said(policy_text(rule)) == codes


# --- what comes out --------------------------------------------------------------------------------------------------

ON = date(2031, 9, 1)


def _value(declaration: str, record: dict[str, Any], others: list[xr.Record] | None = None, extra: str = "") -> Any:
    text = (
        f"{HEAD}{TERMS}facts:\n{FACTS}{extra}  某事: {declaration}\n"
        "decisions:\n  worth: {title: 数值, value: 某事}\n"
    )
    policy = Policy(load_policy(text, "kit.yaml"), Catalog())
    handed = None if others is None else xr.Records(others)
    return policy.decide("worth", xr.Teacher.model_validate(record), as_of=ON, others=handed).value


def _teacher(**fields: Any) -> xr.Teacher:
    return xr.Teacher.model_validate(fields)


ME = {"编号": "t0", "考核分": 80, "任职经历": [{"学校": "一中", "自": "2020-09-01"}]}
SCORES = [_teacher(编号=f"t{n}", 考核分=n * 10) for n in range(5, 10)]


@pytest.mark.parametrize(
    ("declaration", "record", "others", "value"),
    [
        pytest.param("{rank: 考核分}", ME, SCORES, 2, id="one-is-higher"),
        pytest.param("{rank: 考核分, tied: 取后}", ME, SCORES, 3, id="level-takes-the-last-place"),
        pytest.param("{rank: 考核分, first: 低者}", ME, SCORES, 4, id="from-the-bottom"),
        pytest.param("{rank: 考核分}", {**ME, "考核分": "未知"}, SCORES, Between(1, 6), id="own-score-unknown"),
        pytest.param("{rank: 考核分}", ME, [*SCORES, _teacher(编号="t99")], Between(2, 3), id="one-score-unknown"),
        pytest.param("{rank: 考核分}", ME, [], UNKNOWN, id="nobody-handed-in"),
        pytest.param("{rank: 考核分}", ME, None, UNKNOWN, id="no-records-at-all"),
        pytest.param("{rank: 考核分}", {**ME, "考核分": "不适用"}, SCORES, NOT_APPLICABLE, id="not-ranked"),
        pytest.param(
            "{count: 徒弟}", ME, [_teacher(编号="t1", 师傅="t0"), _teacher(编号="t2", 师傅="t9")], 1, id="count"
        ),
        pytest.param("{count: 徒弟}", ME, [_teacher(编号="t1")], Between(0, 1), id="whose-pupil-unknown"),
        pytest.param("{related: 配偶, take: 考核分}", {**ME, "配偶": "t5"}, SCORES, 50, id="related"),
        pytest.param(
            "{related: 配偶, take: 考核分}", {**ME, "配偶": "t1"}, SCORES, UNKNOWN, id="related-not-handed-in"
        ),
        pytest.param(
            "{related: 配偶, take: 考核分}", {**ME, "配偶": "不适用"}, SCORES, NOT_APPLICABLE, id="no-spouse"
        ),
        pytest.param("{map: 现任学校, terms: 片区}", ME, None, "东片", id="mapped"),
        pytest.param(
            "{map: 现任学校, terms: 片区}",
            {"任职经历": [{"学校": "九中", "自": "2020"}]},
            None,
            "别处",
            id="the-rest",
        ),
    ],
)
def test_a_value_is_known_as_far_as_the_records_go(
    declaration: str, record: dict[str, Any], others: list[xr.Record] | None, value: object
) -> None:
    """Given the records handed in, then the value is what holds for every completion of what is not there."""
    assert _value(declaration, record, others) == value


@pytest.mark.parametrize(
    ("declaration", "years", "value"),
    [
        pytest.param("{change: 质量, take: 得分}", [(2029, 80), (2030, 85)], 5, id="one-year-on"),
        pytest.param("{change: 质量, take: 得分}", [(2030, 85)], NOT_APPLICABLE, id="nothing-before"),
        pytest.param("{change: 质量, take: 得分}", [(2028, 80), (2030, 85)], UNKNOWN, id="a-year-missing"),
        pytest.param(
            "{change: 质量, take: 得分, within: 近3个年度}",
            [(2027, 9), (2028, 80), (2029, 70), (2030, 60)],
            -20,
            id="window",
        ),
    ],
)
def test_a_change_is_never_taken_across_a_missing_year(
    declaration: str, years: list[tuple[int, int]], value: object
) -> None:
    """Given a yearly list, then the change is that of adjoining years, and unknown where one is missing."""
    record = {"质量": [{"年度": year, "得分": score} for year, score in years]}

    assert _value(declaration, record) == value


@pytest.mark.parametrize(
    ("history", "value"),
    [
        pytest.param([{"自": "2020-09-01", "至": "2025-08-31", "规模": "小"}], "5年", id="cut-where-it-changed"),
        pytest.param([], "0天", id="only-today-s-value-holds-throughout"),
    ],
)
def test_a_school_is_read_as_it_was_then(history: list[dict[str, str]], value: str) -> None:
    """Given a school that was small once, then only the time while it was small counts."""
    school = xr.School.model_validate({"编号": "s1", "名称": "一中", "规模": "大", "历年情况": history})

    found = _value("{total: 任职经历, where: {学校.规模: 小}}", ME, [school])

    assert as_period(found).text("zh") == value


@pytest.mark.parametrize(
    ("history", "told"),
    [
        pytest.param({}, ("学校.规模",), id="today-s-value-alone"),
        pytest.param({"历年情况": []}, (), id="nothing-ever-changed"),
        pytest.param({"历年情况": [{"自": "2020-09-01", "规模": "小"}]}, (), id="what-it-was-is-known"),
        pytest.param({"规模": "未知"}, (), id="no-value-to-take"),
    ],
)
def test_a_receipt_says_where_today_s_value_stands_for_all_time(
    history: dict[str, Any], told: tuple[str, ...]
) -> None:
    """Given a school that supplies its present size alone, then receipt, worksheet and card say that it was taken."""
    text = (
        f"{HEAD}facts:\n{FACTS}  小校: {{total: 任职经历, where: {{学校.规模: 小}}}}\n"
        "decisions:\n  worth: {title: 数值, value: 小校}\n"
    )
    policy = Policy(load_policy(text, "kit.yaml"), Catalog())
    school = xr.School.model_validate({"编号": "s1", "名称": "一中", "规模": "小", **history})

    decision = policy.decide("worth", xr.Teacher.model_validate(ME), as_of=ON, others=xr.Records([school]))

    fact = next(one for one in decision.report().facts if one.label == "小校")
    said = "学校.规模只有现在的情况"
    assert fact.only_today == told
    shown = ["".join(explain(decision, detail=form).split()) for form in ("card", "worksheet")]
    assert [said in one for one in shown] == [bool(told), bool(told)]


@pytest.mark.parametrize(
    ("on", "size"),
    [
        pytest.param("2025-08-31", "小", id="as-it-was-on-the-measuring-day"),
        pytest.param("2025-09-01", "大", id="as-it-is-since"),
    ],
)
def test_outside_a_list_a_school_is_read_as_of_the_measuring_day(on: str, size: str) -> None:
    """Given a fact measured on a day in the past, then another record is read as it was on that day."""
    states = [{"自": "2020-09-01", "至": "2025-08-31", "规模": "小"}]
    school = xr.School.model_validate({"编号": "s1", "名称": "一中", "规模": "大", "历年情况": states})

    assert _value(f"{{related: 现任学校, take: 规模, on: {on}}}", ME, [school]) == _value(
        "{related: 现任学校, take: 规模}",
        ME,
        [xr.School.model_validate({"编号": "s1", "名称": "一中", "规模": size})],
    )


def test_a_fact_measured_on_another_day_is_worked_out_as_of_that_day() -> None:
    """Given `on:` a yearly day, then everything behind the fact is measured on its latest return."""
    found = _value("{since: 出生日期, on: 每年6月底}", {"出生日期": "1980-07-01"})

    assert found.period().text("zh") == "50年11个月29天"


def test_a_decision_keeps_its_own_measuring_day() -> None:
    """Given `measured_on:`, then ages are taken on that day and the receipt names it beside the decision date."""
    text = (
        f"{HEAD}decisions:\n  entry: {{title: 入选, measured_on: 每年6月底, "
        "outcomes: {in: 入选, out: 不入选}, otherwise: out}\n"
        "rules: [{clause: 一, decision: entry, outcome: in, when: {年龄: 满 50岁}}]\n"
    )
    policy = Policy(load_policy(text, "kit.yaml"), Catalog())

    on_the_day = policy.decide("entry", _teacher(出生日期="1981-06-30"), as_of=ON)
    a_day_late = policy.decide("entry", _teacher(出生日期="1981-07-01"), as_of=ON)

    assert (on_the_day.outcome, a_day_late.outcome) == ("in", "out")
    assert on_the_day.report().measured_on == date(2031, 6, 30)
    assert on_the_day.report().as_of == ON


@pytest.mark.parametrize(
    ("records", "code"),
    [
        pytest.param([_teacher(编号="t1"), _teacher(编号="t1")], "XG460", id="one-id-twice"),
        pytest.param([_teacher(考核分=1)], "XG462", id="nothing-to-refer-to"),
    ],
)
def test_records_that_cannot_be_told_apart_are_refused(records: list[xr.Record], code: str) -> None:
    """Given records to hand in, then each has an id of its own."""
    with pytest.raises(xr.RecordError) as caught:
        xr.Records(records)

    assert caught.value.diagnostics[0].code == code
