"""A decision left open although the answer is the same either way.

What: One fact is unknown, the decision says undetermined, and every value of that fact gives the same answer.
Why: Truth is judged test by test. A fact tested in two directions, in two rules, then keeps open what is settled, and a
clerk asks for a paper that changes nothing.
Example: `due` for 城镇 with 满 6年, for 农村 with 满 3年: after ten years the zone is asked for and changes nothing.
Instead: Put the choice into a fact, `最低年限: {cases: [{when: {地域: 城镇}, value: 6年}], else: 3年}`, and test it
once: a comparison with `cases` is settled when every branch still possible agrees.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.forms import Is
from xgxp_rules.model.nodes import Check, Compare, Condition, Constant, FactTest, Operand, checks, walk
from xgxp_rules.model.policy import Decision
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.lint.witnesses import shown
from xgxp_rules.tools.search import Witness

CODE = register(
    "XG717",
    zh="决定 `{name}` 在 `{fact}` 未知时未定，其实不论它是什么结果都一样，例如 {day} 时的 {record}",
    en="decision `{name}` stays open while `{fact}` is unknown, though every value gives one answer: {record} on {day}",
    mend_zh="请把按 `{fact}` 的区别写成一项 `cases:` 事实，只比较一次",
    mend_en="put what depends on `{fact}` into one `cases:` fact and compare once",
)
SEVERITY = "note"


_MOST_VALUES = 9
"""A number is asked about only where its tests leave no more stretches than this."""


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every decision and fact of which that is shown by a record."""
    version = subject.version
    for decision in version.decisions:
        for fact, values in _tested_twice(subject, decision):
            found = subject.search_settled(decision.id, fact.id, values)
            if isinstance(found, Witness):
                yield diagnose(
                    CODE,
                    decision.span,
                    version.file,
                    severity="note",
                    name=decision.title,
                    fact=fact.label,
                    day=found.as_of.isoformat(),
                    record=shown(found),
                    names=(decision.id, fact.id),
                )


def _tested_twice(subject: Subject, decision: Decision) -> Iterator[tuple[Fact, tuple[object, ...]]]:
    """Yield the supplied facts that more than one test of a decision asks for, with values that stand for all."""
    vocabulary = subject.version.vocabulary(decision.about)
    rules = subject.version.rules_of(decision.id)
    parts: list[Condition | None] = [part for rule in rules for part in (rule.when, rule.unless)]
    parts += [part for one in decision.requires for part in (one.concerns, one.need, one.unless)]
    tests: dict[str, list[FactTest]] = {}
    for part in parts:
        for test in _tests(part, vocabulary, frozenset()):
            tests.setdefault(test.fact.id, []).append(test)
    for fact_id, asked in tests.items():
        fact = vocabulary.get(fact_id)
        if fact is None or fact.form is not None or len(asked) < 2:
            continue
        values = _values(fact, asked)
        if values:
            yield fact, values


def _tests(part: Condition | None, vocabulary: Vocabulary, inside: frozenset[str]) -> Iterator[FactTest]:
    """Yield the tests of a condition, those of the named conditions it uses included."""
    for node in () if part is None else walk(part):
        if not isinstance(node, FactTest) or node.fact.scope != "record" or node.fact.path:
            continue
        yield node
        fact = vocabulary.get(node.fact.id)
        if fact is not None and isinstance(fact.form, Is) and fact.id not in inside:
            yield from _tests(fact.form.condition, vocabulary, inside | {fact.id})


def _values(fact: Fact, tests: list[FactTest]) -> tuple[object, ...]:
    """Return values such that every test comes out for one of them as for any other; none where there are too many."""
    if fact.kind.name == "choice":
        return tuple(choice.id for choice in fact.kind.choices)
    if fact.kind.name == "flag":
        return (True, False)
    if fact.kind.name != "number" or fact.kind.unit in ("%", "‰"):
        return ()
    operands = [one for test in tests for check in checks(test.check) for one in _operands(check)]
    written = {one.value for one in operands if isinstance(one, Constant) and type(one.value) is int}
    if len(written) != len(set(operands)) or not written:
        return ()
    values = sorted({value + step for value in written for step in (-1, 0, 1) if value + step >= 0})
    return tuple(values) if len(values) <= _MOST_VALUES else ()


def _operands(check: Check) -> tuple[Operand, ...]:
    return (check.operand,) if isinstance(check, Compare) else ()
