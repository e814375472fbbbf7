"""Rules and readings: the conditions of a file, each checked against the names that hold where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest
from xgxp_rules.language.conditions import read_unless, read_when
from xgxp_rules.language.decision_values import rule_value
from xgxp_rules.language.decisions import modality_of, outcome_id
from xgxp_rules.language.declare import peek_text
from xgxp_rules.language.effects import consequences_of, tags_of
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.header import cited, cited_with, read_window_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.located import LList, LText, Node
from xgxp_rules.language.record_kinds import DEFAULT_ABOUT
from xgxp_rules.language.scope import Library, Scope
from xgxp_rules.language.settings_above import sets_of
from xgxp_rules.model.policy import Decision, Document, MaySet, Rule
from xgxp_rules.model.vocabulary import fold_name


@dataclass(frozen=True, slots=True)
class Context:
    """What rules refer to: the names, the decisions and the clauses of the file."""

    library: Library
    decisions: tuple[Decision, ...]
    document: Document
    reached: set[tuple[str, str]] = field(default_factory=set)
    """Decision and outcome of every rule, also of those that are wrong in other ways; "" where it is not known."""

    def decision(self, node: LText | None) -> Decision | None:
        """Return the decision that a text names; an unknown one is reported."""
        if node is None:
            return None
        folded = fold_name(node.text)
        for decision in self.decisions:
            if folded in (fold_name(decision.id), fold_name(decision.title)):
                return decision
        names = [name for each in self.decisions for name in (each.id, each.title)]
        self.library.problems.say("XG127", node.span, mend=nearest(node.text, names), name=node.text)
        return None


def read_rules(fields: Fields, context: Context) -> tuple[Rule, ...]:
    """Return the rules of the file; those without an id get one from decision, outcome and clause."""
    _no_id_twice(fields, context.library)
    found = [
        rule
        for item in fields.items("rules")
        if (rule := read_rule(item, fields.name("rules"), context)) is not None
    ]
    return _with_ids(found, context.library)


def outcomes_without_rule(context: Context) -> Iterator[Diagnostic]:
    """Yield the outcomes that no rule can bring about; none where a rule's own outcome could not be read."""
    for decision in context.decisions:
        unclear = ("", "") in context.reached or (decision.id, "") in context.reached
        if decision.requires or unclear:
            continue
        for outcome in decision.outcomes:
            if outcome.id != decision.otherwise and (decision.id, outcome.id) not in context.reached:
                yield diagnose("XG301", outcome.span, name=outcome.label)


def _no_id_twice(fields: Fields, library: Library) -> None:
    """Report two rules with one written id, also where one of them is wrong in other ways."""
    seen: dict[str, LText] = {}
    items = fields.node("rules")
    for item in items.items if isinstance(items, LList) else ():
        found = peek_text(item, ("id", "编号"))
        if found is None:
            continue
        name = fold_name(found.text)
        if name in seen:
            other = seen[name]
            library.problems.say("XG131", found.span, also=(other.span,), name=found.text, line=other.span.line)
        seen.setdefault(name, found)


def _with_ids(rules: list[Rule], library: Library) -> tuple[Rule, ...]:
    pairs = Counter((rule.decision, rule.outcome) for rule in rules if not rule.id)
    named: dict[str, Rule] = {}
    for rule in rules:
        rule_id = rule.id or f"{rule.decision}.{rule.outcome}"
        if not rule.id and (pairs[rule.decision, rule.outcome] > 1 or rule_id in {each.id for each in rules}):
            rule_id = ".".join((rule_id, *rule.clauses[:1]))
        if rule_id in named and not rule.id:
            other = named[rule_id]
            library.problems.say("XG131", rule.span, also=(other.span,), name=rule_id, line=other.span.line)
        named[rule_id] = replace(rule, id=rule_id)
    return tuple(named.values())


def read_rule(node: Node, name: str, context: Context) -> Rule | None:
    """Return one rule, its id empty where none is written; None after reporting what is wrong."""
    problems = context.library.problems
    fields = read_fields(node, SHAPES["rule"], name, problems, start_of(node))
    if fields is None:
        return None
    decision = context.decision(fields.text_node("decision"))
    outcome_node = fields.text_node("outcome")
    outcome = "" if decision is None or outcome_node is None else outcome_id(decision, outcome_node, problems)
    context.reached.add(("" if decision is None else decision.id, outcome))
    scope = Scope(context.library, DEFAULT_ABOUT if decision is None else decision.about)
    clauses = cited(fields, context.document)
    excepted_by = cited_with(fields, context.document, "unless_clause", "unless")
    when = read_when(fields.node("when"), scope, fields.name("when"))
    unless = read_unless(fields.node("unless"), scope, fields.name("unless"))
    if decision is not None and decision.requires:
        problems.say("XG307", fields.span("decision"), name=decision.id)
    modality, effects, window = modality_of(fields), tags_of(fields), read_window_of(fields)
    if decision is None or not outcome or when is None or (unless is None and "unless" in fields):
        return None
    return Rule(
        fields.text("id"),
        clauses,
        decision.id,
        outcome,
        when,
        unless,
        modality,
        effects,
        fields.text("procedure"),
        fields.text("title"),
        window,
        fields.text("note"),
        fields.span("id") if "id" in fields else fields.place,
        consequences_of(fields, scope),
        *rule_value(fields, scope),
        may_set=cast("MaySet | None", fields.word("may_set")),
        sets=sets_of(fields),
        unless_clauses=excepted_by,
    )


WHAT = {
    "facts": Both("事实", "fact"),
    "parameters": Both("参数", "parameter"),
    "rules": Both("规则", "rule"),
    "requirements": Both("条件", "requirement"),
    "quotas": Both("比例", "quota"),
    "processes": Both("流程", "process"),
}
"""What a reading may replace, as said in messages."""
