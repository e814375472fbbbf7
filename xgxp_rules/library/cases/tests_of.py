"""The tests of a transition's condition one by one: what is asked, whether it holds, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.engines.missing import OpenFacts
from xgxp_rules.engines.program import CompiledCondition
from xgxp_rules.engines.rete.patterns import Unsupported
from xgxp_rules.engines.rete.witnesses import compile_test
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.language.printer import print_check, print_operand
from xgxp_rules.library.cases.judging import Looked
from xgxp_rules.model.case_report import GuardReport, GuardTest
from xgxp_rules.model.nodes import Constant, FactRef, FactTest, Not
from xgxp_rules.model.report import MissingFact
from xgxp_rules.model.values import Between, Disputed, Listing, Possible, State
from xgxp_rules.model.vocabulary import Fact


def guard_report(looked: Looked, truth: bool | None, lang: Lang) -> GuardReport:
    """Return what a transition asks for and whether it is met."""
    tests = tests_of(looked, lang)
    # Steps that are owed settle that it may not happen yet; what else is open is to be known all the same.
    is_open = truth is None or any(test.holds is None for test in tests)
    return GuardReport(
        met=truth,
        tests=tests,
        missing=missing_facts(looked) if is_open else (),
        procedure=looked.procedure,
    )


def missing_facts(looked: Looked) -> tuple[MissingFact, ...]:
    """Return the open facts that keep a transition's condition from being told, as `Decision.missing` lists them."""
    open_facts = OpenFacts(tuple(looked.compiled.cohort.scope.slots), looked.env)
    open_facts.below(looked.move.when)
    open_facts.below(looked.move.unless)
    return tuple(open_facts.found.values())


def tests_of(looked: Looked, lang: Lang) -> tuple[GuardTest, ...]:
    """Return the tests of a transition's `when` and `unless`, in the order in which they are written."""
    asked = _tests(looked, looked.move.when, lang, excepted=False)
    return (*asked, *_tests(looked, looked.move.unless, lang, excepted=True))


def _tests(
    looked: Looked, condition: CompiledCondition | None, lang: Lang, *, excepted: bool
) -> Iterator[GuardTest]:
    if condition is not None:
        for placed, turned in _leaves(condition.placed, excepted):
            yield _test(looked, placed, lang, turned)


def _leaves(placed: Placed, excepted: bool) -> Iterator[tuple[Placed, bool]]:
    """Yield the tests of a condition, each with whether it must not hold."""
    if isinstance(placed.condition, FactTest):
        yield placed, excepted
    turned = not excepted if isinstance(placed.condition, Not) else excepted
    for part in placed.parts:
        yield from _leaves(part, turned)


def _test(looked: Looked, placed: Placed, lang: Lang, excepted: bool) -> GuardTest:
    test = placed.condition
    assert isinstance(test, FactTest)
    scope = looked.compiled.cohort.scope
    kind = scope.kind_of(test.fact)

    def label_of(ref: FactRef) -> str:
        fact = _fact(looked, ref)
        return ref.id if fact is None or lang == "en" else fact.label

    fact = _fact(looked, test.fact)
    return GuardTest(
        fact=".".join((test.fact.id, *test.fact.path)),
        label=label_of(test.fact),
        asked=print_check(test.check, kind, lang, label_of=label_of),
        holds=looked.env.truths[placed.number],
        shown_by=_shown_by(looked, test) if looked.env.truths[placed.number] else (),
        actual=_actual(looked, test.fact, fact, lang),
        excepted=excepted,
    )


def _shown_by(looked: Looked, test: FactTest) -> tuple[str, ...]:
    """Return the years or days of the entries that make a test hold, where joins can tell."""
    try:
        found = compile_test(test, looked.compiled.cohort.scope).look(looked.env)
    except Unsupported:
        return ()
    return tuple(sorted(name for thing in found or () if (name := _when(thing))))


def _when(thing: Any) -> str:
    """Return the year or day of an entry, or nothing where it has neither."""
    if isinstance(thing, int):
        return str(thing)
    for name in ("year", "on", "starts_on"):
        value = getattr(thing, name, None)
        if isinstance(value, int | date) and not isinstance(value, bool):
            return str(value)
    return ""


def _fact(looked: Looked, ref: FactRef) -> Fact | None:
    scope = looked.compiled.cohort.scope
    number = scope.home.slots.get(".".join((ref.id, *ref.path)))
    return None if number is None else scope.slots[number].fact


def _actual(looked: Looked, ref: FactRef, fact: Fact | None, lang: Lang) -> str:
    """Return what the record says, or nothing where it is unknown, no single value, or a matter of health."""
    scope = looked.compiled.cohort.scope
    number = scope.home.slots.get(".".join((ref.id, *ref.path)))
    if number is None or fact is None or fact.sensitivity == "health":
        return ""
    value = looked.env.values[number]
    if isinstance(value, State | Between | Possible | Listing | Disputed | tuple):
        return ""
    if isinstance(value, bool):
        return {("zh", True): "是", ("zh", False): "否", ("en", True): "yes", ("en", False): "no"}[lang, value]
    return print_operand(Constant(value, fact.kind.unit), fact.kind, lang)
