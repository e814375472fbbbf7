"""What may be changed in one part of the model: a bound, a number, a condition, an exception, a window.

Each change is as small as its kind allows, so that only a case at the very boundary notices it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.model.forms import LastPeriod, LastUnits, ListSource, Stretch
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    Applies,
    AtLeast,
    Both,
    Compare,
    Condition,
    Constant,
    Contains,
    FactTest,
    OneOf,
    Operand,
)
from xgxp_rules.model.policy import Guard, InForce, PolicyVersion, Requirement, Rule
from xgxp_rules.model.process import Clock, Move, Process
from xgxp_rules.model.quota import Quota, QuotaPart
from xgxp_rules.model.transitions import Transition
from xgxp_rules.tools.mutation.kinds import FLIPPED, Change, Kind, moved
from xgxp_rules.tools.mutation.more_changes import more_changes
from xgxp_rules.tools.mutation.paths import Path, put
from xgxp_rules.tools.mutation.process_changes import process_changes
from xgxp_rules.tools.mutation.sentences import condition_words, fact_kind, words_of_test


def changes_to(part: Any, about: str, version: PolicyVersion) -> Iterator[Change]:
    """Yield every change to this part itself, none to what lies deeper."""
    match part:
        case FactTest():
            yield from _of_test(part, about, version)
        case AllOf() | AnyOf() | AtLeast():
            yield from _of_group(part, about, version)
        case Rule() | Guard() | Transition():
            yield from _of_rule(part, about, version)
        case Requirement():
            yield from _of_requirement(part, about, version)
        case Quota():
            yield from _of_quota(part, about, version)
        case QuotaPart(part=which):
            other = "counted" if which == "base" else "base"
            said = Words("另一比例的基数与计入数互换", "base and counted of the other quota swapped")
            yield Change("alternative", ("part",), other, said)
        case InForce():
            yield from _of_window(part)
        case ListSource():
            yield from _of_source(part, about, version)
        case Stretch(minus=minus) if minus:
            words = Words("不再扣除任何时间", "nothing is taken off any more")
            yield Change("exception", ("minus",), (), words)
        case LastPeriod(length=length):
            yield from moved(("length",), length, "")
        case LastUnits(count=count):
            yield from moved(("count",), count, "")
        case Process() | Move() | Clock():
            yield from process_changes(part, about, version)
        case Constant(value=value, unit=unit):
            yield from moved(("value",), value, unit or "")
        case _:
            yield from more_changes(part, about, version)


def _of_test(test: FactTest, about: str, version: PolicyVersion) -> Iterator[Change]:
    """Yield the changes to a test's words; the numbers in it are parts of their own."""
    for path, changed, kind in _checks(test.check, ("check",), test, about, version):
        after = put(test, path, changed)
        yield Change(kind, path, changed, _instead(test, after, about, version))


def _instead(before: FactTest, after: FactTest, about: str, version: PolicyVersion) -> Words:
    old, new = words_of_test(before, about, version), words_of_test(after, about, version, written=False)
    return Words(f"“{old.zh}”改为“{new.zh}”", f"`{old.en}` becomes `{new.en}`")


def _checks(
    check: Any, path: Path, test: FactTest, about: str, version: PolicyVersion
) -> Iterator[tuple[Path, Any, Kind]]:
    match check:
        case Compare(op=op, operand=operand):
            yield path, replace(check, op=FLIPPED[op]), "comparison"
            for near in _next_choices(check, operand, test, about, version):
                yield path, replace(check, operand=near), "threshold"
        case Both(parts=parts):
            for place, part in enumerate(parts):
                yield from _checks(part, (*path, "parts", place), test, about, version)
                rest = (*parts[:place], *parts[place + 1 :])
                yield path, rest[0] if len(rest) == 1 else Both(rest), "condition"
        case OneOf(operands=several, negated=negated) | Contains(operands=several, negated=negated):
            yield path, replace(check, negated=not negated), "comparison"
            for place in range(len(several) if len(several) > 1 else 0):
                fewer = (*several[:place], *several[place + 1 :])
                yield path, replace(check, operands=fewer), "alternative"
        case Applies(negated=negated):
            yield path, Applies(not negated), "comparison"
        case _:
            pass


def _next_choices(
    check: Compare, operand: Operand, test: FactTest, about: str, version: PolicyVersion
) -> Iterator[Constant]:
    """Yield the neighbours of a grade that a test of order stands against."""
    if check.op in ("eq", "ne") or not isinstance(operand, Constant) or not isinstance(operand.value, str):
        return
    kind = fact_kind(test.fact, about, version)
    ranked = [] if kind is None else [one.id for one in kind.choices if one.id not in kind.unordered]
    if operand.value in ranked:
        place = ranked.index(operand.value)
        for near in (place - 1, place + 1):
            if 0 <= near < len(ranked):
                yield Constant(ranked[near])


def _of_group(group: AllOf | AnyOf | AtLeast, about: str, version: PolicyVersion) -> Iterator[Change]:
    parts = group.parts
    if len(parts) < 2:
        return
    for place, part in enumerate(parts):
        rest = (*parts[:place], *parts[place + 1 :])
        yield Change("condition", ("parts",), rest, _dropped(part, about, version))
    match group:
        case AllOf():
            yield Change("junction", (), AnyOf(parts, group.span), Words("“且”改为“或”", "“and” becomes “or”"))
        case AnyOf():
            yield Change("junction", (), AllOf(parts, group.span), Words("“或”改为“且”", "“or” becomes “and”"))
        case AtLeast(needed=needed):
            for near in (needed - 1, needed + 1):
                if 0 < near <= len(parts):
                    said = Words(
                        f"至少 {needed} 项改为至少 {near} 项", f"at least {needed} becomes at least {near}"
                    )
                    yield Change("threshold", ("needed",), near, said)


def _dropped(part: Condition, about: str, version: PolicyVersion) -> Words:
    words = condition_words(part, about, version)
    return Words(f"去掉“{words.zh}”", f"without `{words.en}`")


def _of_rule(rule: Rule | Guard | Transition, about: str, version: PolicyVersion) -> Iterator[Change]:
    if isinstance(rule.when, FactTest):
        yield Change("condition", ("when",), AllOf(()), _dropped(rule.when, about, version))
    if rule.unless is not None:
        words = condition_words(rule.unless, about, version)
        said = Words(f"去掉例外“{words.zh}”", f"without the exception `{words.en}`")
        yield Change("exception", ("unless",), None, said)


def _of_requirement(need: Requirement, about: str, version: PolicyVersion) -> Iterator[Change]:
    if isinstance(need.need, FactTest):
        yield Change("condition", ("need",), AllOf(()), _dropped(need.need, about, version))
    if need.concerns is not None:
        words = condition_words(need.concerns, about, version)
        said = Words(f"不再限于“{words.zh}”", f"no longer only for `{words.en}`")
        yield Change("condition", ("concerns",), None, said)
    if need.unless is not None:
        words = condition_words(need.unless, about, version)
        said = Words(f"去掉免除“{words.zh}”", f"without the waiver `{words.en}`")
        yield Change("exception", ("unless",), None, said)


def _of_quota(quota: Quota, about: str, version: PolicyVersion) -> Iterator[Change]:
    parts = (("base", quota.base), ("counted", quota.counted), ("relative", quota.relative), ("when", quota.when))
    for name, condition in parts:
        if isinstance(condition, FactTest):
            of = quota.when_about if name == "when" else about
            yield Change("condition", (name,), None, _dropped(condition, of, version))


def _of_window(window: InForce) -> Iterator[Change]:
    edges = (("from_on", window.from_on, "起", "from"), ("until_on", window.until_on, "止", "until"))
    for name, day, zh, en in edges:
        for near in () if day is None else (day - timedelta(1), day + timedelta(1)):
            said = Words(f"{day} {zh}改为 {near} {zh}", f"{en} {day} becomes {en} {near}")
            yield Change("window", (name,), near, said)


def _of_source(source: ListSource, about: str, version: PolicyVersion) -> Iterator[Change]:
    if isinstance(source.where, FactTest):
        yield Change("condition", ("where",), None, _dropped(source.where, about, version))
    if source.within is not None:
        yield Change(
            "condition", ("within",), None, Words("不再限于这段时间内的", "no longer only within its window")
        )
