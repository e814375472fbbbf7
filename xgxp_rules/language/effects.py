"""Consequences with a length, an amount or an effect on other decisions, beside the plain tags of `effects:`.

They name parameters and facts, so they are read once every name of the file is known; tags are read with the
outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest, register
from xgxp_rules.language.cohort_keys import EFFECT
from xgxp_rules.language.cohort_messages import NO_REQUIREMENT, NOT_A_DAY, NOT_WITH, ONE_EFFECT
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.made import Made
from xgxp_rules.language.scope import Scope, field_named
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.model.effects import Edge, Effect, EffectOp, When
from xgxp_rules.model.forms import Exists, ListSource
from xgxp_rules.model.nodes import AllOf, AnyOf, Compare, Condition, Constant, FactRef, FactTest, OneOf, Operand
from xgxp_rules.model.policy import Decision, Outcome, PolicyVersion, Requirement
from xgxp_rules.model.values import DATE, FLAG, NUMBER, PERIOD
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name
from xgxp_rules.spans import Span

_OPS: Final[tuple[EffectOp, ...]] = ("bar", "stop", "pay", "set", "waive", "see")
_EDGES: Final = {
    "次日": "next_day",
    "月末": "month_end",
    "次月初": "next_month_start",
    "学期末": "term_end",
    "学年末": "school_year_end",
    "年末": "year_end",
    "次年初": "next_year_start",
    "次学期初": "next_term_start",
    "下学期初": "next_term_start",
    "次学年初": "next_school_year_start",
}
_OTHER_EDGES: Final = {
    "月底": "月末",
    "当月末": "月末",
    "本月末": "月末",
    "下月初": "次月初",
    "下个月": "次月初",
    "次月": "次月初",
    "次月1日": "次月初",
    "学期结束": "学期末",
    "学期结束时": "学期末",
    "下学期": "次学期初",
    "学年结束": "学年末",
    "下学年": "次学年初",
    "下学年初": "次学年初",
    "年底": "年末",
    "明年": "次年初",
    "下年初": "次年初",
    "第二天": "次日",
    "第二日": "次日",
    "翌日": "次日",
}
"""Other words for an edge of the calendar."""
_ONLY: Final[dict[str, tuple[EffectOp, ...]]] = {"amount": ("pay",), "to": ("set",)}
_NEVER: Final = ("for", "from", "until", "within")
"""Keys about time, which mean nothing beside `see`."""


SENTENCE: Final = register(
    "XG261",
    zh="`{text}` 在这里只是一个标记，不会使任何决定受限制",
    en="`{text}` is a mere tag here: it bars nothing in any decision",
    mend_zh="要限制别的事，请写 `{{限制: 评优, 为期: 2年}}`（名称和期限照原文）",
    mend_en="To bar something write `{{bar: awards, for: 2年}}`, with the matter and the length of the text",
)
_SENTENCE: Final = re.compile("不得|不能|[年月]内|期间")


def tags_of(fields: Fields) -> tuple[str, ...]:
    """Return the plain tags under `effects`."""
    node = fields.node("effects")
    if isinstance(node, LMap):
        return ()
    for item in node.items if isinstance(node, LList) else (node,):
        if isinstance(item, LText) and _SENTENCE.search(item.text):
            fields.problems.note(SENTENCE, item.span, text=item.text.strip())
    if isinstance(node, LList) and any(isinstance(item, LMap) for item in node.items):
        return tuple(item.text.strip() for item in node.items if isinstance(item, LText) and not item.empty)
    return fields.texts("effects")


def consequences_of(fields: Fields, scope: Scope) -> tuple[Effect, ...]:
    """Return the consequences under `effects`, in the author's order; what is wrong has been reported."""
    found = (_effect(node, fields.name("effects"), scope) for node in _mappings(fields.node("effects")))
    return tuple(each for each in found if each is not None)


def _mappings(node: Node | None) -> Iterator[LMap]:
    items = node.items if isinstance(node, LList) else (node,)
    yield from (item for item in items if isinstance(item, LMap))


def _effect(node: LMap, name: str, scope: Scope) -> Effect | None:
    problems = scope.library.problems
    fields = read_fields(node, EFFECT, name, problems, start_of(node))
    if fields is None:
        return None
    ops = [op for op in _OPS if op in fields]
    if len(ops) != 1:
        problems.say(ONE_EFFECT, fields.place)
        return None
    if not (_goes_with(fields, ops[0]) and fields.text(ops[0])):
        return None
    return Effect(
        ops[0],
        fields.text(ops[0]),
        _operand(fields, "for", scope),
        _day(fields, "from", scope),
        _day(fields, "until", scope),
        _operand(fields, "within", scope),
        _operand(fields, "amount", scope),
        fields.text("to"),
        fields.text(ops[0]),
        node.span,
    )


def _goes_with(fields: Fields, op: EffectOp) -> bool:
    wrong = [key for key, ops in _ONLY.items() if key in fields and op not in ops]
    wrong += [key for key in _NEVER if key in fields and op == "see"]
    wrong += ["until"] if "for" in fields and "until" in fields else []
    for key in wrong:
        other = "for" if key == "until" and op != "see" else op
        fields.problems.say(NOT_WITH, fields.span(key), name=fields.name(key), op=fields.name(other))
    return not wrong


def _operand(fields: Fields, key: str, scope: Scope) -> Operand | None:
    kind = NUMBER if key == "amount" else PERIOD
    found = read_operand(fields.text_node(key), kind, scope, fields.name(key))
    return None if found is None else found[0]


def _day(fields: Fields, key: str, scope: Scope) -> When | None:
    node = fields.text_node(key)
    if node is None:
        return None
    edge = _EDGES.get(fold_name(node.text)) or (node.text if node.text in _EDGES.values() else None)
    if edge is not None:
        return Edge(edge)
    before = len(scope.library.problems.found)
    found = read_operand(node, DATE, scope, fields.name(key))
    if found is None and len(scope.library.problems.found) > before:
        del scope.library.problems.found[before:]
        named = fields.shape.key(key)
        name = Both(named.zh, named.en) if named else fields.name(key)
        mend = _OTHER_EDGES.get(fold_name(node.text)) or nearest(node.text, _EDGES)
        scope.library.problems.say(NOT_A_DAY, node.span, mend=mend, name=name, text=node.text)
    return None if found is None else found[0]


def with_consequences(decision: Decision, fields: Fields, scope: Scope) -> Decision:
    """Return the decision with what its outcomes and their alternatives bring about."""
    nodes = {entry.key.text.strip(): entry.value for entry in _entries(fields.node("outcomes"))}
    outcomes = tuple(_outcome(each, nodes.get(each.id), scope) for each in decision.outcomes)
    return decision if outcomes == decision.outcomes else replace(decision, outcomes=outcomes)


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, LMap) else ()


def _outcome(outcome: Outcome, node: Node | None, scope: Scope) -> Outcome:
    if not isinstance(node, LMap):
        return outcome
    alternatives = outcome.one_of
    listed = node.get("one_of") or node.get("择一")
    items = [item for item in getattr(listed, "items", ()) if isinstance(item, LMap)]
    found = {_label(item): _under(item, scope) for item in items}
    if any(found.values()):
        alternatives = tuple(replace(each, consequences=found.get(each.label, ())) for each in alternatives)
    return replace(outcome, consequences=_under(node, scope), one_of=alternatives)


def _label(node: LMap) -> str:
    label = node.get("label") or node.get("名称")
    return label.text.strip() if isinstance(label, LText) else ""


def _under(node: LMap, scope: Scope) -> tuple[Effect, ...]:
    entries = {entry.key.text: entry for entry in node.entries}
    entry = entries.get("effects") or entries.get("效果")
    if entry is None or not any(_mappings(entry.value)):
        return ()
    fields = Fields(EFFECT, start_of(node), {"effects": entry}, scope.library.problems)
    return consequences_of(fields, scope)


# What a record of measures in effect says.


def running(kind: str, targets: tuple[str, ...], measures: Fact, span: Span) -> Exists:
    """Return the form that asks whether a measure of this kind, for one of the targets, runs on the measuring day."""
    assert field_named(measures.kind.fields, "is_running") is not None
    target = FactRef("target", "item")
    named = OneOf(tuple(Constant(each) for each in targets))
    tests: tuple[Condition, ...] = (
        FactTest(FactRef("kind", "item"), Compare("eq", Constant(kind)), span=span),
        FactTest(target, named, "、".join(targets), span),
        FactTest(FactRef("is_running", "item"), Compare("eq", Constant(True)), "是", span),
    )
    return Exists(ListSource((FactRef(measures.id),), AllOf(tests, span)))


def read_bar(fields: Fields, scope: Scope) -> Made | None:
    """Return the form of `{bar: 评优}`: whether such a bar is in effect; None where no such list is kept."""
    found = scope.library.fact(scope.about, "measures")
    targets = fields.texts("bar")
    if found is None or not targets:
        if found is None:
            scope.library.problems.say("XG101", fields.span("bar"), name="已生效措施")
        return None
    return Made(running("bar", targets, found, fields.span("bar")), FLAG)


def waived(policy: PolicyVersion) -> PolicyVersion:
    """Return the policy in which a requirement that some consequence waives counts as waived while that one runs."""
    targets: dict[tuple[str, str], set[str]] = {}
    for effect in consequences(policy):
        found = requirement_named(policy, effect.target) if effect.op == "waive" else None
        if found is not None:
            decision, one = found
            names = {effect.target, one.id, f"{decision.id}.{one.id}", f"{decision.id}.{one.title or one.id}"}
            targets.setdefault((decision.id, one.id), set()).update(names)
    if not targets:
        return policy
    decisions: list[Decision] = []
    facts: dict[str, list[Fact]] = {}
    for decision in policy.decisions:
        measures = policy.vocabulary(decision.about).get("measures")
        requires = []
        for one in decision.requires:
            waivers = targets.get((decision.id, one.id))
            if waivers and measures is not None:
                fact = _waiver(one, tuple(sorted(waivers)), measures)
                facts.setdefault(decision.about, []).append(fact)
                requires.append(replace(one, unless=_or(one.unless, fact)))
            else:
                requires.append(one)
        decisions.append(replace(decision, requires=tuple(requires)))
    vocabularies = tuple(_extended(each, facts.get(each.about, [])) for each in policy.vocabularies)
    return replace(policy, decisions=tuple(decisions), vocabularies=vocabularies)


def _extended(vocabulary: Vocabulary, facts: list[Fact]) -> Vocabulary:
    return vocabulary.extended(facts) if facts else vocabulary


def _waiver(one: Requirement, names: tuple[str, ...], measures: Fact) -> Fact:
    form = running("waive", names, measures, one.span)
    label = f"已免除「{one.title or one.id}」"
    return Fact(
        f"waived:{one.id}",
        label,
        FLAG,
        form,
        "已生效措施中有免除这一条的，且仍在有效期内",
        local=True,
        span=one.span,
    )


def _or(unless: Condition | None, fact: Fact) -> Condition:
    test = FactTest(FactRef(fact.id), Compare("eq", Constant(True)), "是", fact.span)
    return test if unless is None else AnyOf((unless, test), fact.span)


def consequences(policy: PolicyVersion) -> Iterator[Effect]:
    """Yield every consequence of outcomes, alternatives and rules."""
    for decision in policy.decisions:
        for outcome in decision.outcomes:
            yield from outcome.consequences
            for one in outcome.one_of:
                yield from one.consequences
    for rule in policy.rules:
        yield from rule.consequences


def unknown_waivers(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield each consequence that waives a requirement which this file does not have."""
    known = [f"{one.id}.{need.title or need.id}" for one in policy.decisions for need in one.requires]
    for effect in consequences(policy):
        if effect.op == "waive" and requirement_named(policy, effect.target) is None:
            yield diagnose(NO_REQUIREMENT, effect.span, mend=nearest(effect.target, known), name=effect.target)


def requirement_named(policy: PolicyVersion, name: str) -> tuple[Decision, Requirement] | None:
    """Return the requirement that `decision.requirement` names, by id or title."""
    first, _, rest = name.partition(".")
    for decision in policy.decisions:
        for one in decision.requires:
            own = {one.id, one.title, one.id.removeprefix(f"{decision.id}.")} - {""}
            if one.id == name or (first in (decision.id, decision.title) and rest in own):
                return decision, one
    return None
