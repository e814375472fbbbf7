"""Names and kinds that the tests of the words share: a small policy's worth of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import ClassVar

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.literals import MEASURE_WORDS
from xgxp_rules.language.parser import parse_check
from xgxp_rules.model.nodes import Check, Compare, Constant, FactRef
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import DATE, FLAG, MONEY, NUMBER, PERIOD, TEXT, Choice, Kind
from xgxp_rules.spans import Span


def choice_kind(*labels: str, ordered: bool = False, unordered: frozenset[str] = frozenset()) -> Kind:
    """Return a choice whose ids are c0, c1, … in the order of the labels."""
    choices = tuple(Choice(f"c{place}", label) for place, label in enumerate(labels))
    return Kind("choice", choices=choices, ordered=ordered, unordered=unordered)


TIMES = Kind("number", unit="次")
SHARE = Kind("number", unit="%")
YEARS = Kind("number", unit="年")
GRADE = choice_kind("不合格", "基本合格", "合格", "优秀", "未定等次", ordered=True, unordered=frozenset({"c4"}))
TRAPS = choice_kind(
    "满意",
    "不满意",
    "非师范生",
    "是非题",
    "三年级",
    "五年一贯制",
    "满编",
    "不合格",
    "音乐",
    "美术",
    "甲或乙",
    "截至教师",
)
VEHICLES = Kind("list", choices=(Choice("bus", "大客车"), Choice("car", "小客车")))
SUBJECTS = Kind("list")
PLACE = Kind("reference", of="school")


class FewNames:
    """A policy with a handful of parameters and facts."""

    parameters: ClassVar = {
        "最低同校年限": PERIOD,
        "距退休下限": PERIOD,
        "起算日": DATE,
        "次数下限": TIMES,
        "补助标准": MONEY,
    }
    facts: ClassVar = {
        "同校连续任教": (FactRef("years_at_school"), PERIOD),
        "years_at_school": (FactRef("years_at_school"), PERIOD),
        "在编在职": (FactRef("in_post"), FLAG),
        "in_post": (FactRef("in_post"), FLAG),
        "年度考核等次": (FactRef("grade"), GRADE),
        "grade": (FactRef("grade"), GRADE),
        "晨检2次数": (FactRef("checks"), NUMBER),
        "checks": (FactRef("checks"), NUMBER),
        "入职日": (FactRef("hired_on"), DATE),
        "hired_on": (FactRef("hired_on"), DATE),
        "学校.规模": (FactRef("school", path=("size",)), TIMES),
        "school.size": (FactRef("school", path=("size",)), TIMES),
    }

    def parameter(self, name: str) -> Kind | None:
        """Return the kind of a parameter."""
        return self.parameters.get(name)

    def fact(self, name: str) -> tuple[FactRef, Kind] | None:
        """Return a fact and its kind."""
        return self.facts.get(name)

    def measure_words(self) -> frozenset[str]:
        """Return the built-in measure words and one of the policy's own."""
        return MEASURE_WORDS | {"场"}

    def candidates(self) -> Iterable[str]:
        """Return every name."""
        return [*self.parameters, *self.facts]


NAMES = FewNames()


def read(text: str, kind: Kind) -> Check | list[Diagnostic]:
    """Parse a test that stands at the beginning of line 7."""
    return parse_check(text, kind, NAMES, span=Span.at(7, 1, len(text)), file="p.yaml", fact_name="某事实")


def check_of(text: str, kind: Kind) -> Check:
    """Parse a test that must be understood."""
    result = read(text, kind)
    assert not isinstance(result, list), (text, result)
    return result


def problem_of(text: str, kind: Kind) -> Diagnostic:
    """Parse a test that must be refused with exactly one problem."""
    result = read(text, kind)
    assert isinstance(result, list), (text, result)
    assert len(result) == 1, (text, result)
    return result[0]


def compare(op: str, value: bool | int | Fraction | date | Period | str, unit: str | None = None) -> Compare:
    """Return a comparison with a written value."""
    return Compare(op, Constant(value, unit))  # type: ignore[arg-type]


def years(count: int) -> Period:
    """Return a period of whole years."""
    return Period(years=count)


__all__ = ["DATE", "FLAG", "MONEY", "NUMBER", "PERIOD", "TEXT"]
