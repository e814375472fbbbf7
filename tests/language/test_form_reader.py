"""Facts of a policy file: kinds, forms, scopes, and what may not apply."""

import pytest
from policy_kit import fact, load, policy_text, said, said_of

from xgxp_rules.language.keys import FORMS, PENDING
from xgxp_rules.language.loader import builtin_vocabulary
from xgxp_rules.model.forms import (
    CurrentUnit,
    FromDay,
    ItemDuration,
    LastPeriod,
    LastUnits,
    LengthOf,
    ListSource,
    Since,
    Statutory,
    Stretch,
    Window,
)
from xgxp_rules.model.nodes import Compare, FactRef, FactTest, ParameterRef
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import DATE, FLAG, NUMBER, PERIOD, Kind

SPELLS = "  从业: {list: {自: date, 至: date, 岗位: text}}\n"


@pytest.mark.parametrize(
    ("declaration", "kind", "may_not_apply"),
    [
        pytest.param("flag", FLAG, False, id="flag"),
        pytest.param("日期", DATE, False, id="kind-in-chinese"),
        pytest.param("{unit: 次}", Kind("number", unit="次"), False, id="unit-alone-is-a-number"),
        pytest.param("{since: 出生日期}", PERIOD, False, id="since"),
        pytest.param("{since: 2031-04-01}", PERIOD, False, id="since-a-written-day"),
        pytest.param("{until: 法定退休日}", PERIOD, False, id="until"),
        pytest.param("{day: 出生日期, plus: 13个月, move: 月末}", DATE, False, id="day"),
        pytest.param("{total: 任职经历}", PERIOD, False, id="total"),
        pytest.param("{unbroken: 待岗经历}", PERIOD, False, id="unbroken"),
        pytest.param("{unbroken: 待岗经历, may_not_apply: 是}", PERIOD, True, id="unbroken-declared"),
        pytest.param("{count: 年度考核}", NUMBER, False, id="count"),
        pytest.param("{exists: 处分}", FLAG, False, id="exists"),
        pytest.param("{every: 年度考核, where: {等次: 合格 以上}}", FLAG, False, id="every"),
        pytest.param("{run: 年度考核, where: {等次: 优秀}}", Kind("number", unit="年"), False, id="run"),
        pytest.param("{min: 任职经历, take: 自}", DATE, True, id="min-may-not-apply"),
        pytest.param("{max: 任职经历, take: 时长}", PERIOD, True, id="max-of-a-spell-s-own-length"),
        pytest.param("{sum: 任职经历, take: 时长}", PERIOD, False, id="sum-applies"),
        pytest.param("{since: 首日}", PERIOD, True, id="since-what-may-not-apply"),
        pytest.param("{calc: 待岗时间 × 2}", PERIOD, True, id="calc-over-what-may-not-apply"),
        pytest.param("{calc: 年龄 ÷ 工龄}", NUMBER, False, id="period-by-period"),
        pytest.param("{is: {性别: 男}}", FLAG, False, id="is"),
        pytest.param("{cases: [{when: {性别: 男}, value: 7年}], else: 4年}", PERIOD, False, id="cases"),
        pytest.param(
            "{cases: [{when: {性别: 男}, value: 待岗时间}], else: 4年}", PERIOD, True, id="cases-of-a-fact"
        ),
    ],
)
def test_forms_give_kind_and_applicability(declaration: str, kind: Kind, may_not_apply: bool) -> None:
    """Given a declared fact, then its kind and whether it may not apply follow from its form and inputs."""
    made = fact(declaration, "某事", others="  首日: {min: 任职经历, take: 自}\n")

    assert (made.kind, made.may_not_apply) == (kind, may_not_apply)


@pytest.mark.parametrize(
    ("written", "window"),
    [
        pytest.param("近3年", LastPeriod(Period(years=3)), id="last-period"),
        pytest.param("近三个学年", LastUnits(3, "school_year"), id="last-school-years"),
        pytest.param("近5个年度", LastUnits(5, "year"), id="last-years"),
        pytest.param("近3个整月", LastUnits(3, "month"), id="last-whole-months"),
        pytest.param("近三个自然月", LastUnits(3, "month"), id="last-calendar-months"),
        pytest.param("近两个完整周", LastUnits(2, "week"), id="last-whole-weeks"),
        pytest.param("近3个月", LastPeriod(Period(months=3)), id="three-months-as-a-length"),
        pytest.param("本周", CurrentUnit("week"), id="this-week"),
        pytest.param("上周", CurrentUnit("week", previous=True), id="last-week"),
        pytest.param("本学期", CurrentUnit("term"), id="this-term"),
        pytest.param("本月", CurrentUnit("month"), id="this-month"),
        pytest.param("当月", CurrentUnit("month"), id="this-month-in-other-words"),
        pytest.param("上个月", CurrentUnit("month", previous=True), id="the-month-before"),
        pytest.param("上年度", CurrentUnit("year", previous=True), id="the-year-before"),
        pytest.param("自 出生日期 起", FromDay(FactRef("born_on")), id="from-a-fact"),
        pytest.param("年龄", LengthOf(FactRef("age")), id="as-long-as-a-fact"),
    ],
)
def test_windows_are_read_from_their_words(written: str, window: Window) -> None:
    """Given the words of a window, then the source of the items holds it."""
    form = fact(f"{{count: 年度考核, within: {written}}}", "某事").form

    assert getattr(form, "source", None) == ListSource((FactRef("appraisals"),), None, window)


def test_the_built_in_stay_is_declared_like_any_fact() -> None:
    """Given the built-in vocabulary, then the stay at one school and the age are worked out as the manual says."""
    vocabulary = builtin_vocabulary("teacher")

    stay = vocabulary["同校连续任教"].form
    assert isinstance(stay, Stretch)
    assert (stay.op, stay.same, stay.bridge_counts) == ("unbroken", FactRef("school", "item"), True)
    assert vocabulary["age"].form == Since(FactRef("born_on"))
    assert isinstance(vocabulary["法定退休日"].form, Statutory)
    assert vocabulary["待岗时间"].may_not_apply


def test_a_name_in_where_means_the_item_s_field_first() -> None:
    """Given a field and a fact of one name, then the bare name is the field and 本人 leads to the record."""
    both = fact("{count: 从业, where: {岗位: 校医}}", "某事", others=SPELLS).form
    own = fact("{count: 从业, where: {岗位: 为 本人.现任岗位}}", "某事", others=SPELLS).form

    assert getattr(both, "source").where.fact == FactRef("岗位", "item")  # noqa: B009
    assert getattr(own, "source").where.check == Compare("eq", FactRef("post"))  # noqa: B009


def test_a_local_spell_has_length_and_running() -> None:
    """Given a local list with 自 and 至, then its items have 时长 and 进行中 without being declared."""
    made = fact("{list: {自: date, 至: date}}", "某段").kind

    assert [field.id for field in made.fields] == ["starts_on", "ends_on", "duration", "is_running"]
    assert made.fields[2].form == ItemDuration()


def test_an_item_s_field_may_be_worked_out() -> None:
    """Given a field with a form, then it may use the fields above it and be used by forms over the list."""
    others = "  晨检记录: {list: {到岗: number, 应到: number, 到岗率: {calc: 到岗 / 应到}}}\n"

    form = fact("{count: 晨检记录, where: {到岗率: 不低于 90%}}", "某事", others=others).form

    condition = getattr(form, "source").where  # noqa: B009
    assert isinstance(condition, FactTest)
    assert condition.fact == FactRef("到岗率", "item")


def test_a_replacement_keeps_the_built_in_id() -> None:
    """Given `replaces`, then the local fact stands under the built-in id, so built-in forms use it."""
    made = fact("{replaces: 是, since: 出生日期, whole: years}", "年龄")

    assert (made.id, made.form, made.local) == ("age", Since(FactRef("born_on"), whole=True), True)


@pytest.mark.parametrize(
    ("declaration", "codes"),
    [
        pytest.param("numbr", ["XG108"], id="misspelt-kind"),
        pytest.param("{description: 呵}", ["XG140"], id="no-kind"),
        pytest.param("{since: 出生日期, until: 出生日期}", ["XG141"], id="two-forms"),
        pytest.param("{since: 出生日其}", ["XG171"], id="misspelt-input"),
        pytest.param("{since: 年龄}", ["XG143"], id="input-of-another-kind"),
        pytest.param("{count: 年龄}", ["XG144"], id="not-a-list"),
        pytest.param("{total: 年度考核}", ["XG145"], id="no-days-to-count"),
        pytest.param("{run: [年度考核, 处分], where: {种类: 警告}}", ["XG151"], id="no-days-to-run"),
        pytest.param("{every: 处分, where: {种类: 警告}, short: fails}", ["XG289"], id="no-years-to-be-short-of"),
        pytest.param("{count: 年度考核, where: {等级: 优秀}}", ["XG130"], id="misspelt-field"),
        pytest.param("{latest: 年度考核, take: 成绩}", ["XG130"], id="no-such-field"),
        pytest.param("{latest: 年度考核}", ["XG103"], id="nothing-taken"),
        pytest.param("{sum: 年度考核, take: 等次}", ["XG143"], id="sum-of-grades"),
        pytest.param("{count: 年度考核, within: 近三}", ["XG146"], id="window-without-unit"),
        pytest.param("{calc: 年龄 + 3}", ["XG317"], id="period-plus-number"),
        pytest.param("{calc: 年龄 + 出生日期}", ["XG318"], id="sum-with-a-day"),
        pytest.param("{choice: [甲]}", ["XG150"], id="one-choice"),
        pytest.param("{choice: [甲, 乙, 甲]}", ["XG149"], id="choice-twice"),
        pytest.param("{kind: date, unit: 次}", ["XG158"], id="unit-of-a-day"),
        pytest.param("{kind: flag, id: 某}", ["XG126"], id="id-not-ascii"),
        pytest.param("{is: [某事]}", ["XG142"], id="defined-by-itself"),
    ],
)
def test_a_wrong_declaration_has_one_message(declaration: str, codes: list[str]) -> None:
    """Given one wrong declaration, then there is one problem, and what uses the fact says nothing more."""
    assert said_of(declaration, others="  用户: {is: [某事]}\n") == codes


@pytest.mark.parametrize("form", sorted(PENDING["fact"]))
def test_what_is_not_read_yet_is_refused_by_name(form: str) -> None:
    """Given a form that this version does not read, then it is named and not passed over."""
    assert said_of(f"{{{form}: 年龄, take: 规模}}") == ["XG132"]
    assert form not in FORMS


def test_a_chain_of_names_does_not_exhaust_the_reader() -> None:
    """Given a thousand facts, each the next one's input, then the chain is refused and nothing breaks."""
    backwards = "".join(f"  第{n}: {{is: [第{n + 1}]}}\n" for n in range(1000)) + "  第1000: flag\n"
    forwards = "  第0: flag\n" + "".join(f"  第{n + 1}: {{is: [第{n}]}}\n" for n in range(1000))

    assert "XG148" in said(policy_text(sections=f"facts:\n{backwards}"))
    assert "XG148" in said(policy_text(sections=f"facts:\n{forwards}"))


def test_parameters_stand_for_their_values_anywhere() -> None:
    """Given a parameter, then a form may name it where a value may stand."""
    made = load(sections="parameters: {起算日: 2031-04-01}\nfacts: {某事: {since: 起算日}}\n")

    assert made.vocabulary("teacher")["某事"].form == Since(ParameterRef("起算日"))
