"""Guards, and what they have in common with transitions: clauses, conditions, and an id that stands once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from xgxp_rules.language.conditions import read_unless, read_when
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.header import cited, cited_with, read_window_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.record_kinds import about_of
from xgxp_rules.language.rules import Context
from xgxp_rules.language.scope import Scope
from xgxp_rules.model.nodes import Condition
from xgxp_rules.model.policy import Guard
from xgxp_rules.spans import Span


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def span(self) -> Span: ...


Named = TypeVar("Named", bound=_Named)


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a part of a file rests: its clauses, and when it holds, about records of which kind."""

    about: str
    clauses: tuple[str, ...]
    when: Condition
    unless: Condition | None


def grounds_of(fields: Fields, context: Context) -> Grounds | None:
    """Return on what a part of the file rests; None where its conditions are wrong, which has been reported."""
    about = about_of(fields)
    scope = Scope(context.library, about)
    clauses = cited(fields, context.document)
    when = read_when(fields.node("when"), scope, fields.name("when"))
    unless = read_unless(fields.node("unless"), scope, fields.name("unless"))
    if when is None or (unless is None and "unless" in fields):
        return None
    return Grounds(about, clauses, when, unless)


def named_once(parts: Iterable[Named], problems: Problems) -> tuple[Named, ...]:
    """Return parts of the file in their order; two of one id are reported, and only the later one is kept."""
    found: dict[str, Named] = {}
    for part in parts:
        if part.id in found:
            other = found[part.id].span
            problems.say("XG131", part.span, also=(other,), name=part.id, line=other.line)
        found[part.id] = part
    return tuple(found.values())


def read_guards(fields: Fields, context: Context) -> tuple[Guard, ...]:
    """Return the guards of the file."""
    return named_once(_guards(fields, context), context.library.problems)


def _guards(outer: Fields, context: Context) -> Iterator[Guard]:
    problems = context.library.problems
    for item in outer.items("guards"):
        fields = read_fields(item, SHAPES["guard"], outer.name("guards"), problems, start_of(item))
        if fields is None:
            continue
        grounds = grounds_of(fields, context)
        if grounds is None:
            continue
        yield Guard(
            fields.text("id"),
            grounds.clauses,
            fields.texts("against"),
            grounds.when,
            grounds.unless,
            fields.text("title"),
            grounds.about,
            read_window_of(fields),
            fields.text("procedure"),
            fields.span("id"),
            unless_clauses=cited_with(fields, context.document, "unless_clause", "unless"),
        )
