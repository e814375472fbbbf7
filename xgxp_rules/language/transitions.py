"""Transitions of a policy file: whom another version of the same policy goes on governing.

Whether the other version exists is a question about several files and is asked by the catalog.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.guards import grounds_of, named_once
from xgxp_rules.language.header import read_window_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.rules import Context
from xgxp_rules.language.version_messages import OWN_VERSION
from xgxp_rules.model.transitions import Transition


def read_transitions(outer: Fields, context: Context, version: str) -> tuple[Transition, ...]:
    """Return the transitions of the file, in its order; `version` is the file's own."""
    problems = context.library.problems
    found = tuple(_transitions(outer, context))
    for transition in found:
        if transition.governed_by == version:
            problems.say(OWN_VERSION, transition.span, name=transition.id)
    return named_once(found, problems)


def _transitions(outer: Fields, context: Context) -> Iterator[Transition]:
    problems = context.library.problems
    for item in outer.items("transitions"):
        fields = read_fields(item, SHAPES["transition"], outer.name("transitions"), problems, start_of(item))
        if fields is None:
            continue
        grounds = grounds_of(fields, context)
        named = tuple(
            decision.id
            for node in fields.text_nodes("decisions")
            if (decision := context.decision(node)) is not None
        )
        if grounds is None:
            continue
        yield Transition(
            fields.text("id"),
            grounds.clauses,
            grounds.when,
            fields.text("governed_by"),
            grounds.unless,
            named,
            grounds.about,
            fields.text("title"),
            read_window_of(fields),
            fields.span("id"),
        )
