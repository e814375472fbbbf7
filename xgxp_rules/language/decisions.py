"""The decisions of a file: first their outcomes, which other conditions may name, then their requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language import text_rules
from xgxp_rules.language.conditions import read_unless, read_when
from xgxp_rules.language.decision_values import combine_of
from xgxp_rules.language.declare import check_words
from xgxp_rules.language.effects import tags_of, with_consequences
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.header import cited, cited_with, read_window_of
from xgxp_rules.language.keys import ENCOURAGES, SHAPES, operator
from xgxp_rules.language.located import Entry, LText
from xgxp_rules.language.measuring_days import decision_day
from xgxp_rules.language.record_kinds import about_of
from xgxp_rules.language.scope import Library, Scope
from xgxp_rules.language.version_messages import SOFT_NEED
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.policy import Alternative, Decision, Document, Modality, Outcome, Requirement
from xgxp_rules.model.values import Choice, Kind
from xgxp_rules.model.vocabulary import Fact, fold_name


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision whose outcomes are read and whose requirements are not yet."""

    decision: Decision
    fields: Fields


def read_drafts(entries: Iterator[Entry], library: Library) -> list[Draft]:
    """Return the decisions with their outcomes, each also entered as a fact that conditions may use."""
    drafts: list[Draft] = []
    for entry in entries:
        fields = read_fields(entry.value, SHAPES["decision"], entry.key.text, library.problems, entry.key.span)
        if fields is None or not check_words(entry.key, library):
            continue
        decision = _decision(entry.key, fields, library)
        if decision.outcomes:
            _enter(decision, entry.key, library)
        drafts.append(Draft(decision, fields))
    return drafts


def _decision(key: LText, fields: Fields, library: Library) -> Decision:
    about = about_of(fields)
    decides = fields.word("decides") or "one"
    outcomes = tuple(_outcomes(fields))
    decision = Decision(
        id=key.text.strip(),
        title=fields.text("title"),
        about=about,
        question=fields.text("question"),
        decides="all" if decides == "all" else "one",
        outcomes=outcomes,
        note=fields.text("note"),
        span=key.span,
    )
    if not outcomes and "outcomes" not in fields and "value" not in fields:
        library.problems.say("XG305", key.span, name=decision.id)
    return replace(decision, otherwise=_otherwise(decision, fields))


def _otherwise(decision: Decision, fields: Fields) -> str:
    node = fields.text_node("otherwise")
    if node is None:
        return ""
    if decision.decides == "all":
        fields.problems.say("XG304", node.span)
        return ""
    return outcome_id(decision, node, fields.problems)


def outcome_id(decision: Decision, node: LText, problems: Problems) -> str:
    """Return the id of the outcome that a text names; an unknown one is reported."""
    folded = fold_name(node.text)
    for outcome in decision.outcomes:
        if folded in (fold_name(outcome.id), fold_name(outcome.label)):
            return outcome.id
    names = [name for each in decision.outcomes for name in (each.id, each.label)]
    if names and operator(node.text) is None:
        problems.say("XG128", node.span, mend=nearest(node.text, names), decision=decision.id, name=node.text)
    return ""


def _enter(decision: Decision, key: LText, library: Library) -> None:
    """Make the decision a fact: its outcome, or the list of its outcomes."""
    choices = tuple(Choice(each.id, each.label) for each in decision.outcomes)
    kind = Kind("list" if decision.decides == "all" else "choice", choices=choices)
    title = decision.title or decision.id
    fact = Fact(decision.id, title, kind, DecisionResult(decision.id), decision.question, local=True, span=key.span)
    named = library.results.setdefault(decision.about, {})
    for name in dict.fromkeys((fold_name(decision.id), fold_name(title))):
        builtin = library.builtins[decision.about]
        if name in named:
            other = named[name]
            library.problems.say(
                "XG121", key.span, also=(other.span,), name=key.text, other=other.id, line=other.span.line
            )
        elif name in builtin:
            library.problems.say("XG139", key.span, name=name)
        else:
            named[name] = fact


def _outcomes(fields: Fields) -> Iterator[Outcome]:
    seen: dict[str, LText] = {}
    for entry in fields.named("outcomes"):
        if fields.problems.add(text_rules.no_value_problem(entry.key)) or text_rules.null_or_empty(entry.value):
            continue
        if operator(entry.key.text) is not None:
            fields.problems.say("XG137", entry.key.span, name=entry.key.text)
            continue
        outcome = _outcome(entry, fields.problems)
        if outcome is None:
            continue
        for name in dict.fromkeys((fold_name(outcome.id), fold_name(outcome.label))):
            if name in seen:
                other = seen[name]
                fields.problems.say(
                    "XG121", entry.key.span, also=(other.span,), name=name, other=other.text, line=other.span.line
                )
            seen[name] = entry.key
        yield outcome


def _outcome(entry: Entry, problems: Problems) -> Outcome | None:
    outcome = entry.key.text.strip()
    if isinstance(entry.value, LText):
        return Outcome(outcome, entry.value.text.strip(), span=entry.key.span)
    fields = read_fields(entry.value, SHAPES["outcome"], outcome, problems, entry.key.span)
    if fields is None:
        return None
    return Outcome(
        outcome,
        fields.text("label"),
        modality_of(fields) or "must",
        tuple(_alternatives(fields)),
        fields.text("chosen_by"),
        tags_of(fields),
        fields.text("procedure"),
        encouraged(fields),
        entry.key.span,
    )


def _alternatives(fields: Fields) -> Iterator[Alternative]:
    for item in fields.items("one_of"):
        if isinstance(item, LText):
            yield Alternative(item.text.strip())
            continue
        one = read_fields(item, SHAPES["alternative"], fields.name("one_of"), fields.problems, item.span)
        if one is not None:
            yield Alternative(one.text("label"), tags_of(one))


def modality_of(fields: Fields) -> Modality | None:
    """Return the modality under its key."""
    return cast("Modality | None", fields.word("modality"))


def encouraged(fields: Fields) -> bool:
    """Return whether the entry, or its word of modality, says that something is encouraged."""
    if "encouraged" in fields:
        return bool(fields.flag("encouraged"))
    node = fields.node("modality")
    return isinstance(node, LText) and node.text.strip() in ENCOURAGES


def finish(draft: Draft, library: Library, document: Document) -> Decision:
    """Return the decision with its requirements and its value, once every fact is known."""
    scope = Scope(library, draft.decision.about)
    value = _value(draft, scope)
    requires = tuple(_requirements(draft, scope, document))
    measured_on = decision_day(draft.fields, scope)
    decision = with_consequences(draft.decision, draft.fields, scope)
    combine = combine_of(draft.fields)
    return replace(
        decision,
        requires=requires,
        value=value,
        measured_on=measured_on,
        combine=combine,
        clauses=cited(draft.fields, document),
        otherwise_clauses=cited_with(draft.fields, document, "otherwise_clause", "otherwise"),
    )


def _value(draft: Draft, scope: Scope) -> str:
    node = draft.fields.text_node("value")
    if node is None:
        return ""
    scope.library.broken = False
    found = scope.find(node.text)
    if found is not None:
        return found.fact.id
    if not scope.library.broken:
        mend = nearest(node.text, scope.fact_names())
        scope.library.problems.say("XG316", node.span, mend=mend, name=node.text)
    return ""


def _requirements(draft: Draft, scope: Scope, document: Document) -> Iterator[Requirement]:
    decision, problems = draft.decision, scope.library.problems
    seen: dict[str, int] = {}
    for item in draft.fields.items("requires"):
        fields = read_fields(item, SHAPES["requirement"], draft.fields.name("requires"), problems, start_of(item))
        if fields is None:
            continue
        one = requirement_of(fields, scope, document)
        clauses = tuple(node.text.strip() for node in fields.text_nodes("clause")) if one is None else one.clauses
        written = fields.text("id") or f"{decision.id}.{clauses[0] if clauses else ''}"
        seen[written] = seen.get(written, 0) + 1
        if seen[written] > 1:
            if "id" in fields:
                problems.say("XG131", fields.span("id"), name=written, line=draft.fields.span("requires").line)
            written = f"{written}.{seen[written]}"
        if one is not None:
            yield replace(one, id=written)


def requirement_of(fields: Fields, scope: Scope, document: Document) -> Requirement | None:
    """Return one requirement, its id as written; None where its need could not be read."""
    clauses = cited(fields, document)
    need = read_when(fields.node("need"), scope, fields.name("need"))
    concerns = read_when(fields.node("for"), scope, fields.name("for"))
    unless = read_unless(fields.node("unless"), scope, fields.name("unless"))
    modality = modality_of(fields) or "must"
    if modality == "may":
        scope.library.problems.say(SOFT_NEED, fields.span("modality"), text=fields.text("modality"))
    if need is None:
        return None
    window, title = read_window_of(fields), fields.text("title")
    place = fields.place
    excepted_by = cited_with(fields, document, "unless_clause", "unless")
    return Requirement(
        fields.text("id"),
        clauses,
        need,
        concerns,
        unless,
        modality,
        title,
        window,
        place,
        unless_clauses=excepted_by,
    )
