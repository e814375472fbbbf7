"""Tests in words become checks; what is not understood is refused with one problem that points at the words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from words_kit import (
    DATE,
    FLAG,
    GRADE,
    MONEY,
    NAMES,
    NUMBER,
    PERIOD,
    PLACE,
    SHARE,
    SUBJECTS,
    TEXT,
    TIMES,
    TRAPS,
    VEHICLES,
    YEARS,
    check_of,
    compare,
    problem_of,
    read,
    years,
)

from xgxp_rules.diagnostics import WORDINGS, Diagnostic
from xgxp_rules.language import faults
from xgxp_rules.language.parser import infer_kind, parse_choice_list, parse_literal
from xgxp_rules.model.nodes import (
    Both,
    Check,
    Compare,
    Constant,
    Contains,
    FactRef,
    MeasuringDay,
    OneOf,
    ParameterRef,
    YearlyDay,
)
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import Kind
from xgxp_rules.spans import Span


def label(choice: str) -> Constant:
    """Return the constant of a choice of TRAPS by its label."""
    found = TRAPS.choice(choice)
    assert found is not None
    return Constant(found.id)


@pytest.mark.parametrize("choice", [choice.label for choice in TRAPS.choices])
@pytest.mark.parametrize("form", ["{}", "为 {}", "为{}", "是 {}", "is {}", " {} "])
def test_a_choice_is_safe_whatever_word_it_holds(choice: str, form: str) -> None:
    """Given a choice whose name begins or ends with words of the table, when it is written, then it is that choice."""
    assert check_of(form.format(choice), TRAPS) == Compare("eq", label(choice))


@pytest.mark.parametrize("choice", [choice.label for choice in TRAPS.choices])
@pytest.mark.parametrize("form", ["不是 {}", "非{}", "is not {}", "≠{}"])
def test_a_choice_is_safe_after_a_negation(choice: str, form: str) -> None:
    """Given such a choice after a negation, when it is read, then the negation is of the whole choice."""
    assert check_of(form.format(choice), TRAPS) == Compare("ne", label(choice))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("最低同校年限", PERIOD, Compare("eq", ParameterRef("最低同校年限"))),
        ("距退休下限以上", PERIOD, Compare("ge", ParameterRef("距退休下限"))),
        ("距退休下限 以上", PERIOD, Compare("ge", ParameterRef("距退休下限"))),
        ("满最低同校年限", PERIOD, Compare("ge", ParameterRef("最低同校年限"))),
        ("超过 同校连续任教", PERIOD, Compare("gt", FactRef("years_at_school"))),
        ("不少于 学校.规模", TIMES, Compare("ge", FactRef("school", path=("size",)))),
        ("早于 起算日", DATE, Compare("lt", ParameterRef("起算日"))),
        ("不是 在编在职", FLAG, Compare("ne", FactRef("in_post"))),
        ("高于 年度考核等次", GRADE, Compare("gt", FactRef("grade"))),
        ("晚于 计算日", DATE, Compare("gt", MeasuringDay())),
        ("不晚于 每年4月18日", DATE, Compare("le", YearlyDay(4, 18))),
    ],
)
def test_a_name_stands_where_a_value_may(text: str, kind: Kind, expected: Check) -> None:
    """Given a parameter or fact in a test, when it is read, then the check refers to it."""
    assert check_of(text, kind) == expected


BAND = Both((compare("ge", years(6)), compare("lt", years(10))))
OPEN_BAND = Both((compare("gt", years(6)), compare("le", years(10))))
RANGE = Both((compare("ge", years(6)), compare("le", years(10))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("满6年不满10年", BAND),
        ("满 6年 不满 10年", BAND),
        ("不满10年满6年", BAND),
        ("满6年 且 不满10年", BAND),
        ("at least 6 years and less than 10 years", BAND),
        ("[6年, 10年)", BAND),
        ("［６年，１０年）", BAND),
        ("超过6年不超过10年", OPEN_BAND),
        ("(6年, 10年]", OPEN_BAND),
        ("6年以外10年以内", OPEN_BAND),
        ("6年以上10年以下", RANGE),
        ("6年 至 10年", RANGE),
        ("六年至十年", RANGE),
        ("6-10年", RANGE),
        ("6～10年", RANGE),
        ("6年到10年", RANGE),
        ("6 years to 10 years", RANGE),
        ("[6年, 10年]", RANGE),
    ],
)
def test_a_band_has_the_ends_its_words_say(text: str, expected: Both) -> None:
    """Given a band in any spelling, when it is read, then it is a lower and an upper bound in that order."""
    assert check_of(text, PERIOD) == expected


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("1至2万元", MONEY, Constant(10_000, "元"), Constant(20_000, "元")),
        ("一至两万元", MONEY, Constant(10_000, "元"), Constant(20_000, "元")),
        ("17-19%", SHARE, Constant(Fraction(17, 100), "%"), Constant(Fraction(19, 100), "%")),
        ("2 至 9次", TIMES, Constant(2, "次"), Constant(9, "次")),
        ("2 至 9", TIMES, Constant(2), Constant(9)),
        ("[1,3]", NUMBER, Constant(1), Constant(3)),
        ("-3 至 5", NUMBER, Constant(-3), Constant(5)),
        ("合格 至 优秀", GRADE, Constant("c2"), Constant("c3")),
        ("2029年 至 2031年", DATE, Constant(date(2029, 1, 1)), Constant(date(2031, 12, 31))),
        ("2031年2月 至 2031年3月", DATE, Constant(date(2031, 2, 1)), Constant(date(2031, 3, 31))),
        ("2029-01-01-2031-12-31", DATE, Constant(date(2029, 1, 1)), Constant(date(2031, 12, 31))),
    ],
)
def test_a_range_shares_the_unit_of_its_upper_end(text: str, kind: Kind, low: Constant, high: Constant) -> None:
    """Given a range whose lower end has no unit, when it is read, then 万 and the unit are shared by both ends."""
    assert check_of(text, kind) == Both((Compare("ge", low), Compare("le", high)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("早于 2031年", compare("lt", date(2031, 1, 1))),
        ("2031年之前", compare("lt", date(2031, 1, 1))),
        ("晚于 2031年", compare("gt", date(2031, 12, 31))),
        ("2031年之后", compare("gt", date(2031, 12, 31))),
        ("2031年 起", compare("ge", date(2031, 1, 1))),
        ("不早于 2031年6月", compare("ge", date(2031, 6, 1))),
        ("截至 2031年", compare("le", date(2031, 12, 31))),
        ("截至 2031年6月", compare("le", date(2031, 6, 30))),
        ("不晚于 2032年2月", compare("le", date(2032, 2, 29))),
        ("2031/4/1 起", compare("ge", date(2031, 4, 1))),
        ("2031年", Both((compare("ge", date(2031, 1, 1)), compare("le", date(2031, 12, 31))))),
        ("2031-04-01 或 2031-05-01", OneOf((Constant(date(2031, 4, 1)), Constant(date(2031, 5, 1))))),
    ],
)
def test_a_year_or_month_stands_for_the_end_its_word_means(text: str, expected: Check) -> None:
    """Given a year or month with a word of days, when it is read, then the word picks its first or its last day."""
    assert check_of(text, DATE) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("音乐 或 美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("音乐或美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("音乐、美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("音乐 或者 美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("甲或乙 或 美术", TRAPS, OneOf((label("甲或乙"), label("美术")))),
        ("one of c8, c9", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("one of 100, 200", NUMBER, OneOf((Constant(100), Constant(200)))),
        ("不是 音乐 或 美术", TRAPS, OneOf((label("音乐"), label("美术")), negated=True)),
        ("非音乐或美术", TRAPS, OneOf((label("音乐"), label("美术")), negated=True)),
        ("is not c8 or c9", TRAPS, OneOf((label("音乐"), label("美术")), negated=True)),
        ("2 或 3", NUMBER, OneOf((Constant(2), Constant(3)))),
        ("一中 或 二中", TEXT, OneOf((Constant("一中"), Constant("二中")))),
        ("不是 一中", PLACE, compare("ne", "一中")),
        ("三十五中学", TEXT, compare("eq", "三十五中学")),
        ("甲且乙", TEXT, compare("eq", "甲且乙")),
        ("为 非师范学校", TEXT, compare("eq", "非师范学校")),
        ("非 师范学校", TEXT, compare("ne", "师范学校")),
        ("包含 语文", SUBJECTS, Contains((Constant("语文"),))),
    ],
)
def test_several_values_are_one_of_them_or_none_of_them(text: str, kind: Kind, expected: Check) -> None:
    """Given values joined by 或, when they are read, then 不是 takes the whole list and names with 或 stay whole."""
    assert check_of(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("是", FLAG, compare("eq", True)),
        ("no", FLAG, compare("eq", False)),
        ("2", YEARS, compare("eq", 2)),
        ("2年", YEARS, compare("eq", 2, "年")),
        ("满两年", YEARS, compare("ge", 2, "年")),
        ("满3场", NUMBER, compare("ge", 3, "场")),
        ("3天以上", NUMBER, compare("ge", 3, "天")),
        ("3天以上", PERIOD, compare("ge", Period(days=3))),
        ("不低于 0.9", SHARE, compare("ge", Fraction(9, 10))),
        ("不超过 四分之一", NUMBER, compare("le", Fraction(1, 4))),
        ("不少于 1:12", NUMBER, compare("ge", Fraction(1, 12))),
        (
            "满2次不满9次 且 非 5次",
            TIMES,
            Both((compare("ge", 2, "次"), compare("lt", 9, "次"), compare("ne", 5, "次"))),
        ),
        ("未定等次", GRADE, compare("eq", "c4")),
    ],
)
def test_the_kind_of_the_fact_decides_what_a_value_is(text: str, kind: Kind, expected: Check) -> None:
    """Given the same sort of text on facts of several kinds, when it is read, then it fits the fact."""
    assert check_of(text, kind) == expected


REFUSED = [
    # text, kind, code, column and end column of the words, mend
    ("满 6", PERIOD, "XG202", (3, 4), None),
    ("满6次", PERIOD, "XG201", (2, 4), None),
    ("满10%", PERIOD, "XG201", (2, 5), None),
    ("满2031-04-01", PERIOD, "XG201", (2, 12), None),
    ("6年", PERIOD, "XG214", (1, 3), "满6年"),
    ("满6年不满10次", PERIOD, "XG201", (6, 9), None),
    ("满6年", NUMBER, "XG201", (2, 4), None),
    ("满48岁", NUMBER, "XG201", (2, 5), None),
    ("不少于 3人", TIMES, "XG203", (5, 7), "3次"),
    ("满10%", TIMES, "XG203", (2, 5), None),
    ("满3匹", NUMBER, "XG231", (2, 4), None),
    ("满 6", MONEY, "XG202", (3, 4), None),
    ("不低于 90", SHARE, "XG202", (5, 7), None),
    ("08", NUMBER, "XG224", (1, 3), "8"),
    ("1_000", NUMBER, "XG223", (1, 6), None),
    ("合各", GRADE, "XG204", (1, 3), "合格"),
    ("低于 合各", GRADE, "XG204", (4, 6), "合格"),
    ("音乐 或 美朮", TRAPS, "XG204", (6, 8), "美术"),
    ("包含 大客", VEHICLES, "XG204", (4, 6), "大客车"),
    ("音乐 以上", TRAPS, "XG205", (4, 6), None),
    ("满 6年", TEXT, "XG205", (1, 2), None),
    ("低于 未定等次", GRADE, "XG238", (4, 8), None),
    ("起算日", PERIOD, "XG206", (1, 4), None),
    ("满 次数下限", PERIOD, "XG206", (3, 7), None),
    ("不少于 补助标准", TIMES, "XG206", (5, 9), None),
    ("早于 6年", PERIOD, "XG207", (1, 3), "不满6年"),
    ("满 2031年", DATE, "XG207", (1, 2), "不早于 2031年"),
    ("2031年以上", DATE, "XG207", (6, 8), "不早于 2031年"),
    ("已到", PERIOD, "XG207", (1, 3), None),
    ("2031年以前", DATE, "XG208", (6, 8), None),
    ("2031-04-01 以后", DATE, "XG208", (12, 14), None),
    ("基本合格及以上", GRADE, "XG209", (5, 8), "基本合格 以上"),
    ("满10年不满6年", PERIOD, "XG210", (1, 9), None),
    ("10年 至 6年", PERIOD, "XG210", (1, 9), None),
    ("超过6年不满6年", PERIOD, "XG210", (1, 9), None),
    ("优秀 至 合格", GRADE, "XG210", (1, 8), None),
    ("[9次, 2次]", TIMES, "XG210", (1, 9), None),
    ("不是 音乐、美术", TRAPS, "XG211", (4, 9), "不是 音乐 或 美术"),
    ("不包含 大客车、小客车", VEHICLES, "XG211", (5, 12), "不包含 大客车 或 小客车"),
    ("满6年以上", PERIOD, "XG212", (1, 6), None),
    ("满", PERIOD, "XG213", (1, 2), None),
    ("“6年”", PERIOD, "XG215", (1, 5), "6年"),
    ("‘音乐’", TRAPS, "XG215", (1, 5), "音乐"),
    ("“一中”", TEXT, "XG215", (1, 5), "一中"),
    ("早于 2022-02-30", DATE, "XG216", (4, 14), None),
    ("2022年9月31日", DATE, "XG216", (1, 11), None),
    ("每年2月30日", DATE, "XG216", (1, 8), None),
    ("20220901", DATE, "XG217", (1, 9), "2022-09-01"),
    ("07-31", DATE, "XG217", (1, 6), "每年7月31日"),
    ("早于 8-15", DATE, "XG217", (4, 8), "每年8月15日"),
    ("7月31日", DATE, "XG217", (1, 6), "每年7月31日"),
    ("2031", DATE, "XG217", (1, 5), "2031年"),
    ("包含 合格", GRADE, "XG218", (1, 3), None),
    ("大客车", VEHICLES, "XG218", (1, 4), "包含 大客车"),
    ("包含 甲", Kind("list", of="teacher"), "XG265", (1, 5), None),
    ("每年5月1日 至 每年5月31日", DATE, "XG266", (1, 17), "当年5月1日 至 当年5月31日"),
    ("不是 2031年", DATE, "XG219", (1, 9), None),
    ("满6年 或 不满2年", PERIOD, "XG221", (1, 11), None),
    ("true", FLAG, "XG222", (1, 5), "是"),
    ("1", FLAG, "XG222", (1, 2), None),
    ("null", GRADE, "XG225", (1, 5), None),
    ("~", TEXT, "XG225", (1, 2), None),
    ("满6年。", PERIOD, "XG226", (1, 5), "满6年"),
    ("合格；", GRADE, "XG226", (1, 4), "合格"),
    ("为6年（含）", PERIOD, "XG227", (1, 7), None),
    ("音乐，美术", TRAPS, "XG228", (1, 6), "音乐 或 美术"),
    ("合格 | 优秀", GRADE, "XG228", (1, 8), "合格 或 优秀"),
    ("满6年，不满10年", PERIOD, "XG228", (1, 10), "满6年 且 不满10年"),
    ("", PERIOD, "XG232", None, None),
    ("[6年]", PERIOD, "XG223", (1, 5), None),
    ("[6年, 甲]", PERIOD, "XG234", (1, 8), None),
    ("非师范学校", TEXT, "XG235", (1, 2), None),
    ("不满4次或10次", TIMES, "XG236", (3, 9), None),
    ("满 最底同校年限", PERIOD, "XG110", (3, 9), "最低同校年限"),
    ("距退休下线 以上", PERIOD, "XG110", (1, 6), "距退休下限"),
]


@pytest.mark.parametrize(
    ("text", "kind", "code", "columns", "mend"),
    REFUSED,
    ids=[f"{row[0] or 'empty'}-{row[1].name}" for row in REFUSED],
)
def test_a_mistake_is_one_problem_that_points_at_the_words(
    text: str, kind: Kind, code: str, columns: tuple[int, int] | None, mend: str | None
) -> None:
    """Given a test that is wrong in one way, when it is read, then one problem names the place and the mend."""
    problem = problem_of(text, kind)

    assert problem.code == code
    assert problem.mend == mend
    assert problem.file == "p.yaml"
    assert columns is None or (problem.span.line, problem.span.column, problem.span.end_column) == (7, *columns)


@pytest.mark.parametrize(("text", "kind"), [(row[0], row[1]) for row in REFUSED if row[4] is not None])
def test_a_mend_can_be_read_or_leads_on(text: str, kind: Kind) -> None:
    """Given a mend, when it is put in place of the words pointed at, then the same problem does not come back."""
    problem = problem_of(text, kind)
    assert problem.mend is not None
    start, end = problem.span.column - 1, problem.span.end_column - 1
    whole = problem.code in ("XG207", "XG209", "XG211") and not text.endswith(problem.mend)
    mended = problem.mend if whole else text[:start] + problem.mend + text[end:]

    result = read(mended, kind)

    assert not isinstance(result, list) or result[0].code != problem.code


@pytest.mark.parametrize("code", sorted({row[2] for row in REFUSED}))
def test_every_message_reads_in_both_languages(code: str) -> None:
    """Given each problem of the table, when it is shown, then no placeholder is left open in either language."""
    row = next(row for row in REFUSED if row[2] == code)
    problem = problem_of(row[0], row[1])

    for lang in ("zh", "en"):
        said = problem.headline(lang) + (problem.hint(lang) or "")
        assert said
        assert "{" not in said


def test_every_code_of_the_words_is_reached() -> None:
    """Given all codes registered for tests, when the table of mistakes is read, then none is without an example."""
    own = {value for value in vars(faults).values() if isinstance(value, str) and value in WORDINGS}
    elsewhere = {"XG111", "XG112", "XG220", "XG229", "XG230", "XG233", "XG237"}

    assert own - elsewhere == {row[2] for row in REFUSED}


def test_a_test_that_is_too_long_is_refused_with_the_limit() -> None:
    """Given a test longer than any document's, when it is read, then the limit is named and nothing is tried."""
    problem = problem_of("满" + "6" * 500, PERIOD)

    assert problem.code == "XG229"
    assert "500" in problem.headline("zh")


def test_joining_without_end_is_refused() -> None:
    """Given seventeen tests joined by 且, when they are read, then the limit is named."""
    check_of(" 且 ".join(["满1年"] * 16), PERIOD)

    problem = problem_of(" 且 ".join(["满1年"] * 17), PERIOD)

    assert problem.code == "XG230"


def test_a_quoted_scalar_is_pointed_at_inside_its_quotes() -> None:
    """Given a scalar in quotes, when a word in it is wrong, then the column is the word's own."""
    text = "满 6"
    from xgxp_rules.language.parser import parse_check

    result = parse_check(text, PERIOD, NAMES, span=Span.at(3, 10, len(text) + 2), file="", fact_name="甲")

    assert isinstance(result, list)
    assert result[0].span == Span.at(3, 13, 1)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "inferred"),
    [
        ("6年", None, years(6), None, "period"),
        ("57岁", None, years(57), None, "period"),
        ("12次", None, 12, "次", "number"),
        ("2万元", None, 20_000, "元", "number"),
        ("3‰", None, Fraction(3, 1000), "‰", "number"),
        ("2022-09-01", None, date(2022, 9, 1), None, "date"),
        ("是", None, True, None, "flag"),
        ("三年级", None, "三年级", None, "text"),
        ("合格", GRADE, "c2", None, "text"),
        ("3天", NUMBER, 3, "天", "number"),
        ("非师范学校", TEXT, "非师范学校", None, "text"),
    ],
)
def test_a_written_value_shows_its_kind(
    text: str, kind: Kind | None, value: object, unit: str | None, inferred: str
) -> None:
    """Given a parameter's value, when it is read, then value, unit and kind are those written."""
    constant = parse_literal(text, kind, NAMES, span=Span.at(1, 1, len(text)), file="")

    assert not isinstance(constant, list)
    assert (constant.value, constant.unit) == (value, unit)
    assert infer_kind(constant).name == inferred


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("满6年", None, "XG237"),
        ("满6年", PERIOD, "XG237"),
        ("最低同校年限", PERIOD, "XG237"),
        ("6", PERIOD, "XG202"),
        ("2031年", None, "XG219"),
        ("每年6月底", None, "XG233"),
        ("6匹", None, "XG231"),
        ("08", None, "XG224"),
        ("合各", GRADE, "XG204"),
        ("null", None, "XG225"),
        ("在编在职", FLAG, "XG222"),
        ("", None, "XG232"),
    ],
)
def test_a_written_value_must_be_one(text: str, kind: Kind | None, code: str) -> None:
    """Given a parameter whose text is no fixed value of the kind, when it is read, then it is refused."""
    result = parse_literal(text, kind, NAMES, span=Span.at(1, 1, len(text)), file="")

    assert isinstance(result, list)
    assert [problem.code for problem in result] == [code]


def chosen(texts: list[str], kind: Kind) -> OneOf | list[Diagnostic]:
    """Parse a YAML list whose items stand side by side on line 1."""
    items = [(text, Span.at(1, 1 + 20 * place, len(text))) for place, text in enumerate(texts)]
    return parse_choice_list(items, kind, NAMES, span=Span.at(1, 1, 99), file="", fact_name="某事实")


def test_a_list_of_choices_is_one_of_them() -> None:
    """Given a YAML list of values, when it is read, then the fact is one of them."""
    assert chosen(["合格", "优秀"], GRADE) == OneOf((Constant("c2"), Constant("c3")))
    assert chosen(["1", "2", "3"], NUMBER) == OneOf((Constant(1), Constant(2), Constant(3)))
    assert chosen(["一中"], TEXT) == OneOf((Constant("一中"),))


@pytest.mark.parametrize(
    ("texts", "kind", "code", "column", "mend"),
    [
        (["6年", "10年"], PERIOD, "XG220", 1, "6年 至 10年"),
        (["2029-01-01", "2031-01-01"], DATE, "XG220", 1, "2029-01-01 至 2031-01-01"),
        (["合格", "优休"], GRADE, "XG204", 21, "优秀"),
        (["2年", "满6年"], PERIOD, "XG237", 21, "6年"),
        (["大客车", "小客车"], VEHICLES, "XG218", 1, "包含 大客车 或 小客车"),
        ([], GRADE, "XG232", 1, None),
    ],
)
def test_a_list_that_is_no_choice_says_why(
    texts: list[str], kind: Kind, code: str, column: int, mend: str | None
) -> None:
    """Given a YAML list that cannot be one of its values, when it is read, then the item or the list is named."""
    result = chosen(texts, kind)

    assert isinstance(result, list)
    assert (result[0].code, result[0].span.column, result[0].mend) == (code, column, mend)


KINDS = [FLAG, NUMBER, TIMES, MONEY, SHARE, PERIOD, DATE, TEXT, GRADE, TRAPS, VEHICLES, SUBJECTS, PLACE]
PIECES = [
    "满",
    "不满",
    "以上",
    "以前",
    "6",
    "6年",
    "十",
    "半",
    "至",
    "-",
    "或",
    "且",
    "、",
    "（含）",
    " ",
    "[",
    ",",
    ")",
]
PIECES += [
    "合格",
    "最低同校年限",
    "2031年",
    "-04-01",
    "每年",
    "%",
    "分之",
    "is not",
    "or",
    "不是",
    "“",
    "。",
    "3次",
    "¥",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(KINDS))
def test_any_jumble_of_words_is_a_check_or_one_problem(words: list[str], kind: Kind) -> None:
    """Given words of the language in any order, when they are read, then there is a check or exactly one problem."""
    result = read("".join(words), kind)

    assert not isinstance(result, list) or len(result) == 1


@given(st.text(max_size=60), st.sampled_from(KINDS))
def test_any_text_is_a_check_or_one_problem(text: str, kind: Kind) -> None:
    """Given any text, when it is read, then nothing is raised and a problem can be shown in both languages."""
    result = read(text, kind)

    if isinstance(result, list):
        assert len(result) == 1
        assert result[0].headline("zh")
        assert result[0].headline("en")


SPACED = [
    "满6年",
    "满6年不满10年",
    "6年至10年",
    "最低同校年限以上",
    "不超过48岁",
    "[6年,10年)",
    "满2年且不满9年",
    "6年（含）以上",
]


@given(st.sampled_from(SPACED), st.data())
def test_spaces_never_matter(text: str, data: st.DataObject) -> None:
    """Given a test, when spaces of any width stand between its signs, then it means the same."""
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "　", "  "]), min_size=len(text), max_size=len(text)))
    digits = {place for place in range(1, len(text)) if text[place - 1].isdigit() and text[place].isdigit()}
    names = "最低同校年限"
    inside = set(range(1, len(names))) if text.startswith(names) else set()
    spaced = "".join(
        ("" if place in digits | inside else gap) + sign
        for place, (sign, gap) in enumerate(zip(text, gaps, strict=True))
    )

    assert read(spaced, PERIOD) == read(text, PERIOD)
