"""Case files: what a policy's author expects of sample records, read into frozen data with every problem at once.

A case says what is given and what must come out; a variation takes a case and changes one thing. Nothing is expected
by default, and nothing is decided here: that is for the tool that runs a suite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from xgxp_rules.diagnostics import Diagnostic, PolicyError, diagnose, in_file_order
from xgxp_rules.language import policy_messages as _policy_messages
from xgxp_rules.language.case_events import Course, read_course
from xgxp_rules.language.case_expectations import Expectation, Said, read_expectations
from xgxp_rules.language.case_keys import (
    CASE,
    FILE,
    NO_CASE_AT_ALL,
    NOTHING_EXPECTED,
    SAME_NAME,
    SEVERAL_CHANGES,
    TWO_WAYS,
    VARIATION,
)
from xgxp_rules.language.case_quotas import QuotaExpectation, read_quota_expectations
from xgxp_rules.language.case_settings import Base, Bases, combinations, read_readings
from xgxp_rules.language.examples import line_for
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.record_kinds import DEFAULT_ABOUT, kind_named
from xgxp_rules.language.source import read_source
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

__all__ = ["Case", "CaseFile", "Expectation", "Said", "load_cases", "located_cases", "plain", "read_cases"]

_MESSAGES: Final = _policy_messages.__name__


@dataclass(frozen=True, slots=True)
class Case:
    """One record, one day, and what must come out.

    `layers` holds what is given by the file, the case and the variation, each over the one before; `others` the records
    handed in beside it, by kind, where the last list of a kind counts.
    """

    name: str
    as_of: date
    layers: tuple[tuple[Entry, ...], ...]
    readings: tuple[tuple[str, Said], ...]
    expects: tuple[Expectation, ...]
    others: tuple[Entry, ...] = ()
    roster: tuple[Node, ...] = ()
    quotas: tuple[QuotaExpectation, ...] = ()
    course: Course | None = None
    about: str = DEFAULT_ABOUT
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one version of one policy, variations among them, in the order of the file."""

    policy: str
    version: str
    about: str
    cases: tuple[Case, ...]
    file: str = field(default="", compare=False)
    text: str = field(default="", compare=False, repr=False)
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


def load_cases(text: str | bytes, file: str = "") -> CaseFile:
    """Return the cases that the text of one file holds.

    Raises:
        PolicyError: the file is not valid; all its problems are listed in the order of the file.
    """
    cases, problems = read_cases(text, file)
    if cases is None:
        raise PolicyError(problems, {file: _as_text(text)})
    return cases


def read_cases(text: str | bytes, file: str = "") -> tuple[CaseFile | None, list[Diagnostic]]:
    """Return the cases, None where there are errors, and every problem in file order."""
    node, found = read_source(_readable(text), file)
    problems = Problems(list(found))
    empty = _empty_list(node)
    if empty is not None:
        said = diagnose(NO_CASE_AT_ALL, empty, file)
        return None, in_file_order([said, *(replace(each, file=file) for each in found if each.span != empty)])
    cases = None if node is None else _file(node, problems)
    listed = in_file_order(replace(each, file=file) for each in problems.found)
    if cases is None or any(each.severity == "error" for each in listed):
        return None, listed
    return replace(cases, file=file, text=_as_text(text)), listed


def located_cases(text: str) -> Node | None:
    """Return the text of a case file as located text, whatever it says; None where it is no YAML."""
    return read_source(_readable(text))[0]


def plain(node: Node) -> Any:
    """Return a located value as plain data, every scalar as the text that was written.

    >>> plain(LMap((Entry(LText("性别", Span.none()), LText("女", Span.none())),), Span.none()))
    {'性别': '女'}
    """
    match node:
        case LText():
            return node.text
        case LList():
            return [plain(item) for item in node.items]
        case LMap():
            return {entry.key.text: plain(entry.value) for entry in node.entries}


def _empty_list(node: Node | None) -> Span | None:
    """Return where a file says that it has no cases at all."""
    for entry in node.entries if isinstance(node, LMap) else ():
        nothing = isinstance(entry.value, LList) and not entry.value.items
        nothing = nothing or (isinstance(entry.value, LText) and entry.value.empty)
        if nothing and fold_name(entry.key.text) in ("cases", "案例"):
            return entry.value.span if entry.value.span.known else entry.key.span
    return None


_OPEN: Final = re.compile(r"(?m)(:[ \t]+)\?(?=[ \t]*(?:$|[,}\r]|#))")


def _readable(text: str | bytes) -> str | bytes:
    """Return the text with each bare `?` in its wide form: YAML takes a bare one for the sign of a complex key."""
    try:
        plain_text = text.decode() if isinstance(text, bytes) else text
    except UnicodeDecodeError:
        return text
    return _OPEN.sub(r"\1？", plain_text)


def _as_text(text: str | bytes) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _file(node: Node, problems: Problems) -> CaseFile | None:
    fields = read_fields(node, FILE, "cases", problems, start_of(node))
    if fields is None:
        return None
    read = [_fields_of(item, problems) for item in fields.items("cases")]
    listed = [each for each in read if each is not None]
    others = tuple(fields.named("others"))
    roster = tuple(fields.items("roster"))
    layers = (tuple(fields.named("given")),)
    about = kind_named(fields.text("about")) or DEFAULT_ABOUT
    file = Base(layers=layers, readings=read_readings(fields), others=others, roster=roster, about=about)
    bases = Bases(file, {fold_name(each.text("name")): each for each in reversed(listed)})
    cases: dict[str, Case] = {}
    for item in listed:
        for case in _case(item, bases.of(item)):
            other = cases.setdefault(fold_name(case.name), case)
            if other is not case:
                problems.say(SAME_NAME, case.span, also=(other.span,), name=case.name, line=other.span.line)
    return CaseFile(
        fields.text("policy"), fields.text("version"), about, tuple(cases.values()), span=fields.span("version")
    )


def _fields_of(item: Node, problems: Problems) -> Fields | None:
    return read_fields(item, CASE, "cases", problems, start_of(item))


def _case(fields: Fields, base: Base) -> Iterator[Case]:
    """Yield the case, once or for each combination of its matrix, and then its variations."""
    if "matrix" in fields and "vary" in fields:
        fields.problems.say(TWO_WAYS, fields.span("matrix"), name=base.name)
    if "expect" not in fields and "matrix" not in fields:
        fields.problems.say(NOTHING_EXPECTED, fields.span("name"), name=base.name)
    for one in combinations(fields, base):
        yield from _made(fields, one.base, one.expects)
    for item in fields.items("vary"):
        problems = fields.problems
        varied = read_fields(item, VARIATION, fields.name("vary"), problems, start_of(item))
        if varied is not None:
            _one_change(varied)
            if "expect" not in varied:
                problems.say(NOTHING_EXPECTED, varied.span("name"), name=varied.text("name"))
            yield from _made(varied, base.over(varied, f"{base.name} / {varied.text('name')}"))


def _one_change(fields: Fields) -> None:
    count = (
        len(tuple(fields.named("given"))) + len(read_readings(fields)) + ("as_of" in fields) + ("others" in fields)
    )
    count += sum(key in fields for key in ("roster", "process", "opened", "events"))
    if count != 1:
        fields.problems.say(SEVERAL_CHANGES, fields.span("name"), name=fields.text("name"), count=count)


def _made(fields: Fields, base: Base, own: tuple[Expectation, ...] = ()) -> Iterator[Case]:
    """Yield the case; what a combination expects for itself takes the place of what its case expects."""
    instead = {one.decision for one in own}
    shared = tuple(one for one in read_expectations(fields, base.decision) if one.decision not in instead)
    if "matrix" in fields and not (shared or own):
        fields.problems.say(NOTHING_EXPECTED, fields.span("name"), name=base.name)
    if base.as_of is None:
        if "as_of" not in fields:
            shape = fields.shape
            fields.problems.say(
                "XG103", fields.place, mend=line_for("as_of"), shape=shape.zh, zh="决定日期", en="as_of"
            )
        return
    yield Case(
        base.name,
        base.as_of,
        base.layers,
        base.readings,
        (*shared, *own),
        base.others,
        base.roster,
        tuple(read_quota_expectations(fields)),
        read_course(fields, base.name, base.process, base.opened, base.events),
        base.about,
        fields.span("name"),
    )
