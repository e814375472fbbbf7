"""Facts that may not apply, under `none` and `unless`.

A comparison on such a fact is false for a person to whom it does not apply, and so is its opposite; a negation over it
would turn that into true without anybody having said so. The author must say which is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose
from xgxp_rules.language.tree import Placed, conditions_beside, conditions_of
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    Applies,
    AtLeast,
    Condition,
    FactRef,
    FactTest,
    Not,
    checks,
    operands,
)
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.vocabulary import Fact

_NONE = Both("均不满足", "none")
_UNLESS = Both("例外", "unless")
Settled = frozenset[tuple[str, str]]
"""Facts beside which an explicit `适用` or `不适用` stands."""


def not_applicable_under_negation(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield each test under a negation whose fact may not apply without the text saying what then holds."""
    for placed in (*conditions_of(policy), *conditions_beside(policy)):
        under = _UNLESS if placed.role == "defeats" else None
        settled = frozenset() if placed.beside is None else _applying(placed.beside)
        yield from _search(placed.condition, placed, under, settled)


def _search(condition: Condition, placed: Placed, under: Both | None, settled: Settled) -> Iterator[Diagnostic]:
    match condition:
        case FactTest():
            if under is not None:
                yield from _test(condition, placed, under, settled)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            inside = settled | _explicit(parts, both=under is not None or isinstance(condition, AllOf))
            for part in parts:
                yield from _search(part, placed, under, inside)
        case AtLeast(parts=parts):
            for part in parts:
                yield from _search(part, placed, under, settled)
        case Not(part=part):
            yield from _search(part, placed, under or _NONE, settled)


def _test(test: FactTest, placed: Placed, under: Both, settled: Settled) -> Iterator[Diagnostic]:
    if any(isinstance(each, Applies) for each in checks(test.check)):
        return
    named = [test.fact, *(each for each in operands(test.check) if isinstance(each, FactRef))]
    for ref in named:
        fact = _fact(ref, placed)
        if fact is not None and fact.may_not_apply and (ref.scope, ref.id) not in settled:
            mend = f"{fact.label}: 适用 且 {test.text}" if ref is test.fact else None
            yield diagnose("XG302", test.span, mend=mend, name=fact.label, under=under, test=test.text)


def _fact(ref: FactRef, placed: Placed) -> Fact | None:
    if ref.scope == "item":
        return next((fact for fact in placed.items if fact.id == ref.id), None)
    return placed.vocabulary.get(ref.id)


def _explicit(parts: tuple[Condition, ...], *, both: bool) -> Settled:
    """Return the facts of which one of the parts says whether they apply."""
    return frozenset(
        (part.fact.scope, part.fact.id)
        for part in parts
        if both and isinstance(part, FactTest) and any(isinstance(each, Applies) for each in checks(part.check))
    )


def _applying(condition: Condition) -> Settled:
    """Return the facts that surely apply wherever the condition holds."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return frozenset(
        (part.fact.scope, part.fact.id)
        for part in parts
        if isinstance(part, FactTest)
        and any(isinstance(each, Applies) and not each.negated for each in checks(part.check))
    )
