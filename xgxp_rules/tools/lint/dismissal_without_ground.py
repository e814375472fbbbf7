"""A dismissal that no law carries, or that no procedure leads to.

What: An outcome has the effect `dismissal`, and no law the policy stands under says anything about dismissals, or
neither the outcome, nor its rules, nor such a law names a procedure.
Why: A county may not invent grounds of dismissal; a dismissal without hearing and notice does not stand.
Example: `dismissed: {label: 解聘, effects: [dismissal]}` in a policy without `under:`.
Instead: `under: [national.personnel]`, whose guards look at the ground, and `procedure:` on the outcome.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, register
from xgxp_rules.model.policy import Decision, Outcome
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG710",
    zh="结果 `{name}` 会解聘，却没有{lacks}",
    en="the outcome `{name}` dismisses somebody without {lacks}",
    mend_zh="请照原文补上；原文确实没有的，写进 `accepts:` 并说明理由",
    mend_en="Add it as the document has it; if it has none, if it is meant so, accept it under `accepts:` "
    "with the reason",
)
SEVERITY = "warning"

_GROUND = Both(
    "上位法的依据：`under` 里没有一部管解聘的法规", "lawful ground: no law under `under` has a say in dismissals"
)
_PROCEDURE = Both("办理程序：写明 `procedure`", "a procedure: name it under `procedure`")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what each dismissing outcome lacks."""
    version = subject.version
    guards = [
        guard
        for on in subject.dates
        for source, guard in subject.policy.catalog.guards(version, on)
        if "dismissal" in guard.against and (source.id != version.id or version.kind == "law")
    ]
    for decision in version.decisions:
        for outcome in decision.outcomes:
            if not _dismisses(outcome, decision, subject):
                continue
            if not guards and version.kind != "law":
                yield _lacking(outcome, subject, _GROUND)
            rules = [rule for rule in version.rules_of(decision.id) if rule.outcome == outcome.id]
            led = outcome.procedure or any(guard.procedure for guard in guards)
            if not led and not (rules and all(rule.procedure for rule in rules)):
                yield _lacking(outcome, subject, _PROCEDURE)


def _lacking(outcome: Outcome, subject: Subject, what: Both) -> Diagnostic:
    return diagnose(CODE, outcome.span, subject.version.file, severity="warning", name=outcome.label, lacks=what)


def _dismisses(outcome: Outcome, decision: Decision, subject: Subject) -> bool:
    rules = (rule for rule in subject.version.rules_of(decision.id) if rule.outcome == outcome.id)
    effects = {*outcome.effects, *(effect for one in outcome.one_of for effect in one.effects)}
    return "dismissal" in effects | {effect for rule in rules for effect in rule.effects}
