"""Pregnancy or illness turned against a person.

What: A rule whose outcome dismisses, lowers the post or pay, or leaves somebody waiting for a post holds because a
health fact is yes.
Why: Law protects exactly these people. A rule that needs the fact to be absent is fine; one that needs it is not.
Example: `when: {孕期至哺乳期: 是}` for an outcome with `effects: [waiting_post]`.
Instead: Let the fact defer or exempt (an outcome without such an effect), or put it under `unless`. If law really
provides for it, say so in the guard of the law that does.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.forms import Is, ListSource
from xgxp_rules.model.nodes import AllOf, AnyOf, Applies, AtLeast, Compare, Condition, Constant, FactTest, Not
from xgxp_rules.model.policy import PolicyVersion, Rule
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG709",
    zh="规则 `{rule}` 以健康信息 `{name}` 为条件，结果对本人不利（{effects}）",
    en="rule `{rule}` needs the health fact `{name}`, and its outcome is to the person's disadvantage ({effects})",
    mend_zh="原文没有这样规定的，请删去这个条件；确是本意的，写进 `accepts:` 并说明理由",
    mend_en="Delete the condition if the document does not say so; if it is meant so, accept it under "
    "`accepts:` with the reason",
)
SEVERITY = "warning"

AGAINST = frozenset({"dismissal", "lower_post", "pay", "waiting_post"})


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every rule that turns a health fact against the person."""
    version = subject.version
    for rule in version.rules:
        effects = tuple(sorted(_effects(rule, version) & AGAINST))
        if not effects:
            continue
        for fact in dict.fromkeys(_needed(rule.when, version, positive=True)):
            if _is_about_health(fact, version):
                yield diagnose(
                    CODE,
                    rule.span,
                    version.file,
                    severity="warning",
                    rule=rule.id,
                    name=fact.label,
                    effects=effects,
                )


def _effects(rule: Rule, version: PolicyVersion) -> set[str]:
    decision = version.decision(rule.decision)
    outcome = None if decision is None else decision.outcome(rule.outcome)
    if outcome is None:
        return set(rule.effects)
    return {*rule.effects, *outcome.effects, *(effect for one in outcome.one_of for effect in one.effects)}


def _needed(condition: Condition, version: PolicyVersion, *, positive: bool) -> Iterator[Fact]:
    """Yield the facts that must be so, not absent, for a condition to hold."""
    match condition:
        case Not(part=part):
            yield from _needed(part, version, positive=not positive)
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _needed(part, version, positive=positive)
        case FactTest():
            fact = next(
                (each[condition.fact.id] for each in version.vocabularies if condition.fact.id in each), None
            )
            if fact is None:
                return
            if _asks_for_it(condition) is positive:
                yield fact
            if isinstance(fact.form, Is):
                yield from _needed(fact.form.condition, version, positive=_asks_for_it(condition) is positive)


def _asks_for_it(test: FactTest) -> bool:
    """Return whether a test needs the fact to be there: not `否`, not `不适用`, no upper bound."""
    match test.check:
        case Compare(op="eq", operand=Constant(value=False)) | Compare(op="ne" | "lt" | "le"):
            return False
        case Applies(negated=negated):
            return not negated
        case _:
            return True


def _is_about_health(fact: Fact, version: PolicyVersion) -> bool:
    if fact.sensitivity == "health":
        return True
    source = getattr(fact.form, "source", None)
    if not isinstance(source, ListSource):
        return False
    lists = (each[ref.id] for ref in source.lists for each in version.vocabularies if ref.id in each)
    return any(one.sensitivity == "health" for one in lists)
