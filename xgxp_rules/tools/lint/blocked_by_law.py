"""An outcome that higher law takes away from some people.

What: The outcome can hold for somebody whom a guard of higher law protects; the record shown is such a person.
Why: A document need not repeat every protection, and the decision will be `blocked` for these people whatever it says.
The note names them, so that the office looks for the protection before it acts.
Example: `dismissed` for 考核两年不合格, under the law that forbids dismissals from pregnancy to the end of nursing.
Instead: Nothing has to be changed. An exception (`unless`) says it in the county's own words and the note goes away. A
rule that the law forbids in the ordinary case is a warning (XG720).
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.engines.program import CompiledGuard
from xgxp_rules.model.policy import Decision, Outcome
from xgxp_rules.tools.lint.contradicts_law import contradicted
from xgxp_rules.tools.lint.higher_guards import guards_above
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.lint.witnesses import shown
from xgxp_rules.tools.search import Blocked, Witness

CODE = register(
    "XG721",
    zh="结果 `{name}` 会被上位规定 `{guard}`（{law} {clauses}）阻却，例如 {day} 时的 {record}",
    en="the outcome `{name}` can be blocked by `{guard}` ({law} {clauses}), as for {record} on {day}",
    mend_zh="不用改：对这些人，结果不生效，答复里会写明；愿意写明的，给规则加 `unless:`",
    mend_en="Nothing has to change: for these people the outcome does not take effect, and the answer says "
    "so; an `unless:` would say it here",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every outcome that a guard of higher law can block, guard by guard."""
    for decision in subject.version.decisions:
        guards = guards_above(subject, decision)
        for outcome in decision.outcomes if guards else ():
            told = _told(subject, outcome, decision)
            for guard in guards:
                if guard.guard.id not in told and _bears(guard, outcome, subject, decision):
                    yield from _one(subject, decision, outcome, guard)


def _told(subject: Subject, outcome: Outcome, decision: Decision) -> set[str]:
    """Return the guards that contradict a rule of the outcome outright: that has been said."""
    rules = (rule for rule in subject.version.rules_of(decision.id) if rule.outcome == outcome.id)
    return {name for rule in rules if (found := contradicted(subject, rule)) is not None for name in found[2]}


def _bears(guard: CompiledGuard, outcome: Outcome, subject: Subject, decision: Decision) -> bool:
    rules = (rule for rule in subject.version.rules_of(decision.id) if rule.outcome == outcome.id)
    effects = {*outcome.effects, *(effect for one in outcome.one_of for effect in one.effects)}
    return bool(set(guard.guard.against) & (effects | {effect for rule in rules for effect in rule.effects}))


def _one(subject: Subject, decision: Decision, outcome: Outcome, guard: CompiledGuard) -> Iterator[Diagnostic]:
    found = subject.search(decision.id, Blocked(outcome.id, guard.guard.id))
    if isinstance(found, Witness):
        yield diagnose(
            CODE,
            outcome.span if outcome.span.known else decision.span,
            subject.version.file,
            severity="note",
            name=outcome.label,
            guard=guard.guard.title or guard.guard.id,
            law=guard.source.title,
            clauses=guard.guard.clauses,
            day=found.as_of.isoformat(),
            record=shown(found),
            names=(decision.id, decision.title, outcome.id, guard.guard.id),
        )
