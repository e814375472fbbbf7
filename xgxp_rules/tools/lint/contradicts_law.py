"""A rule whose outcome higher law forbids in the ordinary case.

What: A guard of higher law, named through `under`, stands against the outcome for somebody of whom nothing is known
but what the rule itself asks: every other flag is no, every other list is empty.
Why: Such a rule does not overlook a protected few, it does what the law does not allow: a county that dismisses on a
ground of its own. Every answer of it will be `blocked`, and the office will learn so one teacher at a time.
Example: `dismissed` for 拒绝聘任的岗位, under a law by which a dismissal needs one of the grounds listed there.
Instead: Ask whoever issued the document. If the document really says so and awaits review, keep the rule, which is
blocked as it must be, and accept the finding with that reason. The record shown has been decided by the interpreter.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.engines.decision import Decision as Decided
from xgxp_rules.model.policy import Decision, Rule
from xgxp_rules.tools.lint.higher_guards import guards_above, ordinarily
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.lint.witnesses import flow
from xgxp_rules.tools.search import RuleWins, Witness

CODE = register(
    "XG720",
    zh="规则 `{name}` 与上位规定抵触：`{guard}`（{law} {clauses}）阻却它的结果，例如 {day} 时的 {record}",
    en="rule `{name}` contradicts higher law: `{guard}` ({law} {clauses}) stands against it, as for {record} on {day}",
    mend_zh="请给规则加 `unless:`，写明上位规定保护的人；确是本意的，写进 `accepts:` 并说明理由",
    mend_en="Give the rule an `unless:` for those whom the law protects; if it is meant so, accept it under "
    "`accepts:` with the reason",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every rule whose outcome is blocked for whoever meets it and nothing else."""
    for decision in subject.version.decisions:
        if not guards_above(subject, decision):
            continue
        for rule in subject.version.rules_of(decision.id):
            yield from _of_rule(subject, decision, rule)


def contradicted(subject: Subject, rule: Rule) -> tuple[dict[str, object], Decided, tuple[str, ...]] | None:
    """Return the ordinary record, the decision and the guards of higher law that block it, or None."""
    witness = subject.search(rule.decision, RuleWins(rule.id))
    found = ordinarily(subject, rule, witness) if isinstance(witness, Witness) else None
    if found is None:
        return None
    given, decided = found
    guarded = (decided.run.guarded or {}).get(rule.outcome)
    own = {one.id for one in subject.version.guards}
    names = () if guarded is None or guarded.status != "blocked" else guarded.blocked_by
    above = tuple(name for name in names if name not in own)
    return (given, decided, above) if above else None


def _of_rule(subject: Subject, decision: Decision, rule: Rule) -> Iterator[Diagnostic]:
    found = contradicted(subject, rule)
    if found is None:
        return
    given, decided, names = found
    guards = [one for one in decided.run.program.guards if one.guard.id in names]
    yield diagnose(
        CODE,
        rule.span,
        subject.version.file,
        severity="warning",
        name=rule.id,
        guard=tuple(dict.fromkeys(one.guard.title or one.guard.id for one in guards)),
        law=tuple(dict.fromkeys(one.source.title for one in guards)),
        clauses=tuple(clause for one in guards for clause in one.guard.clauses),
        day=decided.as_of.isoformat(),
        record=tuple(f"{name}: {flow(value)}" for name, value in given.items()),
        names=(decision.id, decision.title, rule.outcome, *names),
    )
