"""The guards of higher law that bear on a decision, and whoever of ordinary life meets a rule of it."""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.engines.decision import Decision as Decided
from xgxp_rules.engines.guarding import held
from xgxp_rules.engines.program import CompiledGuard, Program
from xgxp_rules.model.policy import Decision, Rule
from xgxp_rules.model.records import MODELS
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.search import Witness
from xgxp_rules.tools.search.cells import slots_below
from xgxp_rules.tools.search.changes import conditions


def guards_above(subject: Subject, decision: Decision) -> tuple[CompiledGuard, ...]:
    """Return the guards of higher law that can stand against an outcome of a decision, on any of the days asked."""
    found: dict[str, CompiledGuard] = {}
    for program in _programs(subject, decision):
        for guard in program.guards:
            if guard.source.id != subject.version.id:
                found.setdefault(guard.guard.id, guard)
    return tuple(found.values())


def _programs(subject: Subject, decision: Decision) -> Iterator[Program]:
    if not subject.version.under:
        return
    for on in subject.dates_of(decision.id):
        yield subject.policy.decide(decision.id, MODELS[decision.about](), as_of=on).run.program


def ordinarily(subject: Subject, rule: Rule, witness: Witness) -> tuple[dict[str, object], Decided] | None:
    """Return a record that meets a rule and of which nothing else is known, every other entry being "no" or empty.

    None where such a record cannot be true, or the outcome does not hold for it.
    """
    program = witness.decisions[0].run.program
    given = dict(witness.given)
    for guard in program.guards:
        for condition in conditions(guard):
            for place in slots_below(condition, program):
                fact = program.slots[place].fact
                if fact is None or fact.form is not None or fact.label in given:
                    continue
                if fact.kind.name == "flag":
                    given[fact.label] = "否"
                elif fact.kind.name == "list":
                    given[fact.label] = []
    record = MODELS[program.decision.about]
    try:
        decided = subject.policy.decide(program.decision.id, record.load(given), as_of=witness.as_of)
    except RecordError:
        return None
    settled = decided.run.settled
    return (given, decided) if rule.outcome in (*held(settled), *settled.offers) else None
