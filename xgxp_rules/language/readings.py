"""Readings of an ambiguous text: each choice names what it replaces, whole, and is checked like the main text.

What takes the place of a fact or a parameter must be of the same kind, so every test of the main text still fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xgxp_rules.diagnostics import Both, nearest
from xgxp_rules.language.decisions import requirement_of
from xgxp_rules.language.fields import Fields, read_fields
from xgxp_rules.language.form_reader import read_fact
from xgxp_rules.language.header import cited
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.located import Entry, LText
from xgxp_rules.language.parameters import read_parameter
from xgxp_rules.language.processes import read_process
from xgxp_rules.language.quotas import read_quota
from xgxp_rules.language.rules import WHAT, Context, read_rule
from xgxp_rules.language.scope import Declared, Library, Scope
from xgxp_rules.language.values_reader import kind_name
from xgxp_rules.model.policy import Parameter, Reading, ReadingChoice, Requirement, Rule
from xgxp_rules.model.process import Process
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact, fold_name

AS_WRITTEN = frozenset({"as_written", "按原文"})


def read_readings(
    outer: Fields,
    context: Context,
    rules: tuple[Rule, ...],
    quotas: tuple[Quota, ...] = (),
    processes: tuple[Process, ...] = (),
) -> tuple[Reading, ...]:
    """Return the readings of the file."""
    found = []
    for entry in outer.named("readings"):
        problems = context.library.problems
        fields = read_fields(entry.value, SHAPES["reading"], entry.key.text, problems, entry.key.span)
        if fields is None:
            continue
        choices = tuple(_choices(fields, context, _Named(rules, quotas, processes)))
        default = fields.text_node("default")
        names = [choice.key.text.strip() for choice in fields.named("choices")]
        if len(names) < 2 and "choices" in fields:
            problems.say("XG309", fields.span("choices"))
        if default is not None and names and default.text.strip() not in names:
            problems.say("XG308", default.span, mend=nearest(default.text, names), name=default.text)
        found.append(
            Reading(
                entry.key.text.strip(),
                cited(fields, context.document),
                fields.text("status"),
                fields.text("default"),
                choices,
                fields.text("note"),
                entry.key.span,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the main text declares under names of its own, and a choice may replace."""

    rules: tuple[Rule, ...]
    quotas: tuple[Quota, ...]
    processes: tuple[Process, ...]


def _choices(fields: Fields, context: Context, known: _Named) -> Iterator[ReadingChoice]:
    problems = context.library.problems
    for entry in fields.named("choices"):
        name = entry.key.text.strip()
        if isinstance(entry.value, LText):
            if not entry.value.empty and fold_name(entry.value.text) not in AS_WRITTEN:
                problems.say("XG105", entry.value.span, name=name)
            yield ReadingChoice(name)
            continue
        choice = read_fields(entry.value, SHAPES["reading_choice"], name, problems, entry.key.span)
        if choice is not None:
            yield _choice(name, choice, context, known)


def _choice(name: str, fields: Fields, context: Context, known: _Named) -> ReadingChoice:
    library = context.library
    facts = [each for entry in fields.named("facts") if (each := _fact(entry, library)) is not None]
    replaced = [pair for entry in fields.named("parameters") if (pair := _parameter(entry, library)) is not None]
    layered = library.overlaid((new for _, new in facts), (changed for _, changed in replaced))
    read_facts = tuple(
        replace(fact, label=old.label)
        for old, new in facts
        if (fact := layered.demand(new)) is not None and _same(WHAT_FACT, new.key, old.kind, fact.kind, layered)
    )
    read_parameters = tuple(
        parameter
        for was, changed in replaced
        if (parameter := layered.demand(changed)) is not None
        and _same(WHAT_PARAMETER, changed.key, was.kind, parameter.kind, layered)
    )
    inner = replace(context, library=layered)
    named = {rule.id: rule for rule in known.rules}
    read = tuple(rule for entry in fields.named("rules") if (rule := _rule(entry, named, inner)) is not None)
    required = tuple(
        one for entry in fields.named("requirements") if (one := _requirement(entry, inner)) is not None
    )
    counted = tuple(
        quota for entry in fields.named("quotas") if (quota := _quota(entry, inner, known.quotas)) is not None
    )
    gone_through = tuple(
        found
        for entry in fields.named("processes")
        if (found := _process(entry, inner, known.processes)) is not None
    )
    return ReadingChoice(name, read_facts, read_parameters, read, required, counted, gone_through)


WHAT_FACT, WHAT_PARAMETER = WHAT["facts"], WHAT["parameters"]


def _fact(entry: Entry, library: Library) -> tuple[Fact, Declared[Fact]] | None:
    """Return the fact that is replaced and the declaration that takes its place."""
    name = entry.key.text.strip()
    for about in library.builtins:
        if library.is_declared(about, name):
            old = library.fact(about, name)
            if old is None:
                return None
            return old, Declared(name, old.id, about, entry.key, entry.value, read_fact)
    names = [each for about in library.builtins for each in library.names(about)]
    library.problems.say("XG133", entry.key.span, mend=nearest(name, names), what=WHAT_FACT, name=name)
    return None


def _parameter(entry: Entry, library: Library) -> tuple[Parameter, Declared[Parameter]] | None:
    name = entry.key.text.strip()
    declared = library.parameters.get(fold_name(name))
    if declared is None:
        names = [each.name for each in library.parameters.values()]
        library.problems.say("XG133", entry.key.span, mend=nearest(name, names), what=WHAT_PARAMETER, name=name)
        return None
    old = library.demand(declared)
    if old is None:
        return None
    new: Declared[Parameter] = Declared(
        declared.name, declared.id, declared.about, entry.key, entry.value, read_parameter
    )
    return old, new


def _same(what: Both, key: LText, old: Kind, new: Kind, library: Library) -> bool:
    if old == new:
        return True
    library.problems.say(
        "XG310",
        key.span,
        what=what,
        name=key.text,
        old=kind_name(old),
        new=kind_name(new),
    )
    return False


def _rule(entry: Entry, named: dict[str, Rule], context: Context) -> Rule | None:
    name = entry.key.text.strip()
    if name not in named:
        mend = nearest(name, named)
        context.library.problems.say("XG133", entry.key.span, mend=mend, what=WHAT["rules"], name=name)
        return None
    rule = read_rule(entry.value, name, context)
    return None if rule is None else replace(rule, id=name)


def _requirement(entry: Entry, context: Context) -> Requirement | None:
    """Return what takes the place of the requirement of this id."""
    name, problems = entry.key.text.strip(), context.library.problems
    known = {one.id: decision for decision in context.decisions for one in decision.requires}
    if name not in known:
        problems.say("XG133", entry.key.span, mend=nearest(name, known), what=WHAT["requirements"], name=name)
        return None
    fields = read_fields(entry.value, SHAPES["requirement"], name, problems, entry.key.span)
    if fields is None:
        return None
    scope = Scope(context.library, known[name].about)
    one = requirement_of(fields, scope, context.document)
    return None if one is None else replace(one, id=name)


def _quota(entry: Entry, context: Context, quotas: tuple[Quota, ...]) -> Quota | None:
    """Return what takes the place of the quota of this id or title; its words keep the title it has."""
    name, problems = entry.key.text.strip(), context.library.problems
    known = {each: quota for quota in quotas for each in (quota.id, quota.title)}
    if name not in known:
        problems.say("XG133", entry.key.span, mend=nearest(name, known), what=WHAT["quotas"], name=name)
        return None
    one = read_quota(entry, context, tuple(known))
    return None if one is None else replace(one, id=known[name].id, title=known[name].title)


def _process(entry: Entry, context: Context, processes: tuple[Process, ...]) -> Process | None:
    """Return what takes the place of the process of this id; it is about the same kind of record."""
    name, problems = entry.key.text.strip(), context.library.problems
    known = {one.id: one for one in processes}
    if name not in known:
        problems.say("XG133", entry.key.span, mend=nearest(name, known), what=WHAT["processes"], name=name)
        return None
    read, old = read_process(entry, context), known[name]
    if read is not None and read.about != old.about:
        problems.say("XG310", entry.key.span, what=WHAT["processes"], name=name, old=old.about, new=read.about)
        return None
    return None if read is None else replace(read, title=old.title)
