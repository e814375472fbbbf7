"""Arithmetic in words: names longest first, the usual order of signs, exact literals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from words_kit import NAMES, years

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.calc_parser import parse_calc
from xgxp_rules.model.calc import BinaryOp, Calculation, leaves
from xgxp_rules.model.nodes import Constant, FactRef, ParameterRef
from xgxp_rules.model.values import NUMBER, Kind
from xgxp_rules.spans import Span

CHECKS = FactRef("checks")
FLOOR = ParameterRef("次数下限")


def parse(text: str) -> Calculation | list[Diagnostic]:
    """Parse an expression that stands at the beginning of line 1."""
    return parse_calc(text, NAMES, span=Span.at(1, 1, len(text)), file="p.yaml")


def number(value: int | Fraction, unit: str | None = None) -> Constant:
    """Return a written number."""
    return Constant(value, unit)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("3", number(3)),
        ("晨检2次数", CHECKS),
        ("30元 * 晨检2次数 + 80元", BinaryOp("+", BinaryOp("×", number(30, "元"), CHECKS), number(80, "元"))),
        ("80元 + 30元×晨检2次数", BinaryOp("+", number(80, "元"), BinaryOp("×", number(30, "元"), CHECKS))),
        ("1 - 2 - 3", BinaryOp("−", BinaryOp("−", number(1), number(2)), number(3))),
        ("1 − (2 − 3)", BinaryOp("−", number(1), BinaryOp("−", number(2), number(3)))),
        ("（次数下限＋２）×３", BinaryOp("×", BinaryOp("+", FLOOR, number(2)), number(3))),
        ("2·次数下限/3", BinaryOp("÷", BinaryOp("×", number(2), FLOOR), number(3))),
        ("10% × 晨检2次数", BinaryOp("×", number(Fraction(1, 10), "%"), CHECKS)),
        ("三 × 1年", BinaryOp("×", number(3), Constant(years(1)))),
        ("同校连续任教 ÷ 12个月", BinaryOp("÷", FactRef("years_at_school"), Constant(years(1)))),
        ("学校.规模 - 1", BinaryOp("−", FactRef("school", path=("size",)), number(1))),
        ("1/3", BinaryOp("÷", number(1), number(3))),
    ],
)
def test_an_expression_is_ordered_as_on_paper(text: str, tree: Calculation) -> None:
    """Given an expression in any accepted signs, when it is read, then × binds before + and equals go left to right."""
    assert parse(text) == tree


class Overlapping:
    """Names that begin with one another and hold a sign."""

    def parameter(self, name: str) -> Kind | None:
        """Return the kind of three names."""
        return NUMBER if name in ("甲", "甲-乙", "乙", "1号岗") else None

    def fact(self, name: str) -> None:
        """Return nothing: there are no facts."""

    def measure_words(self) -> frozenset[str]:
        """Return no words beyond the built-in ones."""
        return frozenset()

    def candidates(self) -> list[str]:
        """Return no names."""
        return []


def test_the_longest_name_is_taken() -> None:
    """Given names that hold signs and digits, when they stand in an expression, then the longest one is meant."""
    tree = parse_calc("甲-乙 - 乙 × 1号岗", Overlapping(), span=Span.none(), file="")

    product = BinaryOp("×", ParameterRef("乙"), ParameterRef("1号岗"))
    assert tree == BinaryOp("−", ParameterRef("甲-乙"), product)


@pytest.mark.parametrize(
    ("text", "code", "column", "mend"),
    [
        ("", "XG232", 1, None),
        ("次数下线 + 1", "XG111", 1, "次数下限"),
        ("1 + 次数下线", "XG111", 5, "次数下限"),
        ("次数下限 +", "XG112", 6, None),
        ("+ 1", "XG112", 1, None),
        ("1 + + 2", "XG112", 5, None),
        ("((1)", "XG112", 4, None),
        ("1)", "XG112", 2, None),
        ("()", "XG112", 2, None),
        ("(1) 2", "XG112", 5, None),
        ("min(4, 次数下限)", "XG111", 1, None),
        ("3匹 × 2", "XG111", 1, None),
        ("(" * 17 + "1" + ")" * 17, "XG230", 17, None),
        ("1+" * 300 + "1", "XG229", 1, None),
    ],
)
def test_a_broken_expression_is_refused_where_it_breaks(
    text: str, code: str, column: int, mend: str | None
) -> None:
    """Given an expression that cannot be read, when it is parsed, then the first problem names the place."""
    result = parse(text)

    assert isinstance(result, list)
    assert (result[0].code, result[0].span.column, result[0].mend) == (code, column, mend)


def test_every_unknown_name_is_reported() -> None:
    """Given two unknown names, when the expression is read, then both are named in one go."""
    result = parse("晨检3次数 + 次数下线")

    assert isinstance(result, list)
    assert [problem.code for problem in result] == ["XG111", "XG111"]


def test_leaves_come_in_the_order_written() -> None:
    """Given an expression, when its leaves are listed, then they stand as the author wrote them."""
    tree = parse("(次数下限 + 2) × 晨检2次数")

    assert not isinstance(tree, list)
    assert list(leaves(tree)) == [FLOOR, number(2), CHECKS]


@given(
    st.lists(
        st.sampled_from(["次数下限", "3", "1年", "30元", "+", "-", "*", "/", "(", ")", " ", "甲"]), max_size=12
    )
)
def test_any_jumble_of_signs_is_a_tree_or_problems(parts: list[str]) -> None:
    """Given names and signs in any order, when they are read, then there is a tree or there are problems."""
    result = parse("".join(parts))

    assert not isinstance(result, list) or result


@pytest.mark.parametrize("part", ["-", "1-", "(", "1/", "次数下限+"])
def test_a_long_expression_asks_for_few_names(part: str) -> None:
    """Given the longest expression allowed, when it is read, then names are looked up a bounded number of times."""
    asked = 0

    class Counting(Overlapping):
        def parameter(self, name: str) -> Kind | None:
            nonlocal asked
            asked += 1
            return super().parameter(name)

    parse_calc((part * 500)[:500], Counting(), span=Span.none(), file="")

    assert asked <= 500 * 500 // 4
