"""Transitions of a policy file: whom another version of the same policy goes on governing.

Whether the other version exists is a question about several files and is asked by the catalog.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.language.conditions import read_unless, read_when
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.header import cited, read_window_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.record_kinds import about_of
from xgxp_rules.language.rules import Context
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.version_messages import OWN_VERSION
from xgxp_rules.model.transitions import Transition


def read_transitions(outer: Fields, context: Context, version: str) -> tuple[Transition, ...]:
    """Return the transitions of the file, in its order; `version` is the file's own."""
    found: dict[str, Transition] = {}
    for transition in _transitions(outer, context):
        problems = context.library.problems
        if transition.id in found:
            other = found[transition.id].span
            problems.say("XG131", transition.span, also=(other,), name=transition.id, line=other.line)
        if transition.governed_by == version:
            problems.say(OWN_VERSION, transition.span, name=transition.id)
        found[transition.id] = transition
    return tuple(found.values())


def _transitions(outer: Fields, context: Context) -> Iterator[Transition]:
    problems = context.library.problems
    for item in outer.items("transitions"):
        fields = read_fields(item, SHAPES["transition"], outer.name("transitions"), problems, start_of(item))
        if fields is None:
            continue
        about = about_of(fields)
        scope = Scope(context.library, about)
        clauses = cited(fields, context.document)
        when = read_when(fields.node("when"), scope, fields.name("when"))
        unless = read_unless(fields.node("unless"), scope, fields.name("unless"))
        named = tuple(
            decision.id
            for node in fields.text_nodes("decisions")
            if (decision := context.decision(node)) is not None
        )
        if when is None or (unless is None and "unless" in fields):
            continue
        yield Transition(
            fields.text("id"),
            clauses,
            when,
            fields.text("governed_by"),
            unless,
            named,
            about,
            fields.text("title"),
            read_window_of(fields),
            fields.span("id"),
        )
