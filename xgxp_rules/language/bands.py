"""Sets of values that checks on one fact describe: where rows of a table meet, overlap or leave a gap.

A set is a list of stretches between *cuts*. A cut lies just before a value (side 0) or just after it (side 1), so
满4次 begins at the cut before 4 and 超过4次 at the cut after it. Where values go in whole steps, cuts are moved to
the next value, so 至3次 and 4次起 meet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from xgxp_rules.diagnostics import Both as InBoth
from xgxp_rules.model.forms import Count, Run, Since
from xgxp_rules.model.nodes import Applies, Both, Check, Compare, Constant, Contains, IsKnown, OneOf
from xgxp_rules.model.periods import Period
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact

Cut = tuple[Any, int]
Stretch = tuple[Cut, Cut]
LOWEST: Cut = (-math.inf, 0)
HIGHEST: Cut = (math.inf, 0)
COUNTED = frozenset({"人", "名", "次", "所", "节", "门", "篇", "项", "册", "个"})
"""Measure words of what is counted in whole numbers."""


class NoBand(Exception):
    """A check that describes no set of values: it asks whether the fact is known, or looks into a list."""


class OtherUnit(Exception):
    """Periods of different families stand in one table."""


@dataclass(slots=True)
class Domain:
    """The values a fact can have, as numbers on a line; `step` is set where they go in whole steps."""

    kind: Kind
    step: int | None
    low: Cut
    shown: dict[Any, Any] = field(default_factory=dict)
    """The written value behind each number, for messages."""
    family: str = ""

    @classmethod
    def of(cls, fact: Fact) -> Domain:
        """Return the values that a fact of an ordered kind can have."""
        kind, form = fact.kind, fact.form
        if kind.name == "period":
            return cls(kind, 360 if isinstance(form, Since) and form.whole else None, (0, 0))
        if kind.name == "date":
            return cls(kind, 1, LOWEST)
        counted = isinstance(form, (Count, Run)) or kind.unit in COUNTED
        return cls(kind, 1 if counted else None, (0, 0) if counted else LOWEST)

    def place(self, value: Any) -> Any:
        """Return the number that stands for a written value.

        Raises:
            OtherUnit: a period is of another family than those before it.
        """
        number = _number(value)
        if isinstance(value, Period) and value:
            if self.family not in ("", value.family):
                raise OtherUnit(value.text("zh"))
            self.family = value.family
        self.shown.setdefault(number, value)
        return number

    def stretches(self, check: Check) -> list[Stretch]:
        """Return the set of values that a check holds of, in order.

        Raises:
            NoBand: the check describes no set of values.
            OtherUnit: its periods are of another family than those before it.
        """
        match check:
            case Compare(op=op, operand=Constant(value=value)):
                return self._compared(op, self.place(value))
            case Both(parts=parts):
                sets = [self.stretches(part) for part in parts]
                return _all_of(sets)
            case OneOf(operands=operands, negated=negated):
                values = [self.place(one.value) for one in operands if isinstance(one, Constant)]
                union = sorted(piece for value in values for piece in self._compared("eq", value))
                return self._outside(union) if negated else union
            case Compare() | Contains() | Applies() | IsKnown():
                raise NoBand
            case _:
                assert_never(check)

    def _compared(self, op: str, value: Any) -> list[Stretch]:
        before, after = self._moved((value, 0)), self._moved((value, 1))
        match op:
            case "ge":
                return [(before, HIGHEST)]
            case "gt":
                return [(after, HIGHEST)]
            case "lt":
                return [(LOWEST, before)]
            case "le":
                return [(LOWEST, after)]
            case "eq":
                return [(before, after)]
            case _:
                return [(LOWEST, before), (after, HIGHEST)]

    def _moved(self, cut: Cut) -> Cut:
        """Return the cut before the next whole step, where values go in steps."""
        if self.step is None:
            return cut
        value, side = cut
        steps = Fraction(value) / self.step
        return ((math.floor(steps) + 1 if side else math.ceil(steps)) * self.step, 0)

    def _outside(self, union: list[Stretch]) -> list[Stretch]:
        found, at = [], LOWEST
        for low, high in union:
            if at < low:
                found.append((at, low))
            at = max(at, high)
        return [*found, (at, HIGHEST)]

    def words(self, stretch: Stretch) -> InBoth:
        """Return a stretch in the words of a row."""
        low, high = stretch
        return InBoth(self._words(low, high, "zh"), self._words(low, high, "en"))

    def _words(self, low: Cut, high: Cut, lang: Any) -> str:
        day = self.kind.name == "date"
        above = {"zh": ("{} 起", "晚于 {} ") if day else ("满{}", "超过{}"), "en": ("from {} on", "after {}")}[lang]
        below = {
            "zh": ("早于 {}", "不晚于 {}") if day else ("不满{}", "不超过{}"),
            "en": ("before {}", "up to {}"),
        }[lang]
        parts = []
        if low != LOWEST and not (low == self.low and high != HIGHEST):
            parts.append(above[low[1]].format(self._shown(low[0], lang)))
        if high != HIGHEST:
            parts.append(below[high[1]].format(self._shown(high[0], lang)))
        between = {"zh": " 且 " if day else "", "en": ", "}[lang]
        return between.join(parts) or {"zh": "全部", "en": "everything"}[lang]

    def _shown(self, number: Any, lang: Any) -> str:
        value = self.shown.get(number)
        if value is None and self.kind.name == "period":
            value = Period.of_measure(number)
        if value is None and self.kind.name == "date":
            value = date.fromordinal(int(number))
        text = show_value(number if value is None else value, self.kind, lang)
        return text + ("%" if self.kind.unit == "%" and not text.endswith("%") else "")


def _number(value: Any) -> Any:
    if isinstance(value, Period):
        return value.measure()
    return value.toordinal() if isinstance(value, date) else value


def _all_of(sets: list[list[Stretch]]) -> list[Stretch]:
    found = sets[0]
    for other in sets[1:]:
        both = [(max(low, start), min(high, stop)) for low, high in found for start, stop in other]
        found = sorted(piece for piece in both if piece[0] < piece[1])
    return found
