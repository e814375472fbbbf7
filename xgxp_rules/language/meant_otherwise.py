"""Tests that are lawful and mostly not meant: a school held against a word, a limit that who has none cannot keep.

A comparison on a fact that does not apply is false, `不是` and `不超过` included. So a requirement that the latest
sanction is not a demerit is missed by whoever has no sanction at all; and a school is never the word 乡村.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.language.tree import Placed, conditions_beside, conditions_of
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    Condition,
    Constant,
    Contains,
    FactRef,
    FactTest,
    OneOf,
    checks,
    operands,
    walk,
)
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary

WORD_OF_ANOTHER = register(
    "XG295",
    zh="`{name}` 是一份记录，不会是 `{text}`；`{text}` 是它的 `{field}`",
    en="`{name}` is a record and never `{text}`, which is a value of its `{field}`",
)
MISSED_BY_NONE = register(
    "XG296",
    zh="`{name}` 可能不适用；没有的人也不符合“{test}”，因为不适用时比较都不成立",
    en="`{name}` may not apply, and who has none misses `{test}` too: no comparison holds of what does not apply",
    mend_zh="没有的也算符合的，写 `any: [{{{name}: 不适用}}, {{{name}: {test}}}]`；确实不算的，"
    "写 `{name}: 适用 且 {test}`",
    mend_en="if having none meets it, write `any: [{{{name}: 不适用}}, {{{name}: {test}}}]`; if it does not, write"
    " `{name}: 适用 且 {test}`",
)
_LIMITS = ("ne", "le", "lt")


def words_of_other_records(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield each test of a reference against a word that is a choice of the record it leads to."""
    for placed in (*conditions_of(policy), *conditions_beside(policy)):
        for node in walk(placed.condition):
            if isinstance(node, FactTest):
                yield from _words(node, placed, policy)


def _words(test: FactTest, placed: Placed, policy: PolicyVersion) -> Iterator[Diagnostic]:
    fact = _fact(test.fact, placed)
    if fact is None or test.fact.path or fact.kind.name != "reference" or not fact.kind.of:
        return
    there = policy.vocabulary(fact.kind.of)
    for operand in operands(test.check):
        if isinstance(operand, Constant) and isinstance(operand.value, str):
            field = _having(operand.value, there)
            if field is not None:
                mend = f"{fact.label}.{field.label}: {test.text}"
                word = operand.value
                yield diagnose(WORD_OF_ANOTHER, test.span, mend=mend, name=fact.label, text=word, field=field.label)


def _having(word: str, vocabulary: Vocabulary) -> Fact | None:
    """Return the fact of which a word is a choice, one that the record supplies before one that is worked out."""
    found = [one for one in vocabulary.facts if word in _choices(one.kind)]
    return next((one for one in found if one.form is None), found[0] if found else None)


def _choices(kind: Kind) -> frozenset[str]:
    return frozenset(choice.label for choice in kind.choices)


def missed_by_none(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield, as notes, limits among the requirements that whoever the fact does not apply to would miss."""
    for decision in policy.decisions:
        vocabulary = policy.vocabulary(decision.about)
        for one in decision.requires:
            told = _applying(one.need) | (frozenset() if one.concerns is None else _applying(one.concerns))
            for test in _held(one.need):
                fact = None if test.fact.path else vocabulary.get(test.fact.id)
                if fact is not None and fact.may_not_apply and fact.id not in told and _is_limit(test):
                    yield diagnose(MISSED_BY_NONE, test.span, severity="note", name=fact.label, test=test.text)


def _held(condition: Condition) -> Iterator[FactTest]:
    """Yield the tests that must hold, those under a negation left out: there more is asked already."""
    match condition:
        case FactTest():
            yield condition
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _held(part)
        case _:
            return


def _is_limit(test: FactTest) -> bool:
    return any(
        (isinstance(each, Compare) and each.op in _LIMITS) or (isinstance(each, OneOf | Contains) and each.negated)
        for each in checks(test.check)
    )


def _applying(condition: Condition) -> frozenset[str]:
    """Return the facts of which a condition says somewhere whether they apply."""
    return frozenset(
        node.fact.id
        for node in walk(condition)
        if isinstance(node, FactTest) and any(isinstance(each, Applies) for each in checks(node.check))
    )


def _fact(ref: FactRef, placed: Placed) -> Fact | None:
    if ref.scope == "item":
        return next((fact for fact in placed.items if fact.id == ref.id), None)
    return placed.vocabulary.get(ref.id)
