"""Values written by themselves, and lists of choices: read by the kind of the fact, or refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from words_kit import DATE, FLAG, GRADE, NAMES, NUMBER, PERIOD, TEXT, VEHICLES, years

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.parser import infer_kind, parse_choice_list, parse_literal
from xgxp_rules.model.nodes import Constant, OneOf
from xgxp_rules.model.values import Kind
from xgxp_rules.spans import Span


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
