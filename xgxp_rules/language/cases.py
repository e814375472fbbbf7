"""Case files: what a policy's author expects of sample records, read into frozen data with every problem at once.

A case says what is given and what must come out; a variation takes a case and changes one thing. Nothing is expected
by default, and nothing is decided here: that is for the tool that runs a suite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from xgxp_rules.diagnostics import Diagnostic, PolicyError, in_file_order
from xgxp_rules.language import policy_messages as _policy_messages
from xgxp_rules.language.case_keys import (
    CASE,
    EXPECTATION,
    FILE,
    NO_SUCH_STATUS,
    NOTHING_EXPECTED,
    ONE_DECISION,
    SAME_NAME,
    SEVERAL_CHANGES,
    STATUSES,
    VARIATION,
)
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.source import read_source
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

_MESSAGES: Final = _policy_messages.__name__
DEFAULT_ABOUT: Final = "teacher"


@dataclass(frozen=True, slots=True)
class Said:
    """One word or list of words of a case, with its place."""

    texts: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come out of one decision; what is None is not looked at.

    An outcome without a status asks for a determined decision, so that nothing passes by being blocked or open.
    """

    decision: str
    outcome: Said | None = None
    status: Said | None = None
    possible: Said | None = None
    missing: Said | None = None
    rules: Said | None = None
    not_rules: Said | None = None
    offers: Said | None = None
    blocked_by: Said | None = None
    value: Said | None = None
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One record, one day, and what must come out.

    `layers` holds what is given by the file, the case and the variation, each over the one before.
    """

    name: str
    as_of: date
    layers: tuple[tuple[Entry, ...], ...]
    readings: tuple[tuple[str, Said], ...]
    expects: tuple[Expectation, ...]
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
    node, found = read_source(text, file)
    problems = Problems(list(found))
    cases = None if node is None else _file(node, problems)
    listed = in_file_order(replace(each, file=file) for each in problems.found)
    if cases is None or any(each.severity == "error" for each in listed):
        return None, listed
    return replace(cases, file=file, text=_as_text(text)), listed


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


def _as_text(text: str | bytes) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


@dataclass(frozen=True, slots=True)
class _Base:
    """What a case starts from: the file's own settings, or for a variation those of its case."""

    name: str = ""
    as_of: date | None = None
    decision: str = ""
    layers: tuple[tuple[Entry, ...], ...] = ()
    readings: tuple[tuple[str, Said], ...] = ()


def _file(node: Node, problems: Problems) -> CaseFile | None:
    fields = read_fields(node, FILE, "cases", problems, start_of(node))
    if fields is None:
        return None
    base = _Base(layers=(tuple(fields.named("given")),), readings=_readings(fields))
    cases: dict[str, Case] = {}
    for item in fields.items("cases"):
        for case in _case(item, base, problems):
            other = cases.setdefault(fold_name(case.name), case)
            if other is not case:
                problems.say(SAME_NAME, case.span, also=(other.span,), name=case.name, line=other.span.line)
    about = fields.text("about") or DEFAULT_ABOUT
    return CaseFile(
        fields.text("policy"), fields.text("version"), about, tuple(cases.values()), span=fields.span("version")
    )


def _case(node: Node, base: _Base, problems: Problems) -> Iterator[Case]:
    """Yield the case and then its variations."""
    fields = read_fields(node, CASE, "cases", problems, start_of(node))
    if fields is None:
        return
    inner = _over(base, fields, fields.text("name"))
    yield from _made(fields, inner)
    for item in fields.items("vary"):
        varied = read_fields(item, VARIATION, fields.name("vary"), problems, start_of(item))
        if varied is not None:
            _one_change(varied)
            yield from _made(varied, _over(inner, varied, f"{inner.name} / {varied.text('name')}"))


def _over(base: _Base, fields: Fields, name: str) -> _Base:
    as_of = fields.day("as_of") if "as_of" in fields else base.as_of
    decision = fields.text("decision") if "decision" in fields else base.decision
    layers = (*base.layers, tuple(fields.named("given")))
    return _Base(name, as_of, decision, layers, (*base.readings, *_readings(fields)))


def _one_change(fields: Fields) -> None:
    count = len(tuple(fields.named("given"))) + len(_readings(fields)) + ("as_of" in fields)
    if count != 1:
        fields.problems.say(SEVERAL_CHANGES, fields.span("name"), name=fields.text("name"), count=count)


def _made(fields: Fields, base: _Base) -> Iterator[Case]:
    expects = tuple(_expectations(fields, base.decision))
    if "expect" not in fields:
        fields.problems.say(NOTHING_EXPECTED, fields.span("name"), name=base.name)
    if base.as_of is None:
        if "as_of" not in fields:
            shape = fields.shape
            fields.problems.say("XG103", fields.place, shape=shape.zh, zh="决定日期", en="as_of")
        return
    yield Case(base.name, base.as_of, base.layers, base.readings, expects, fields.span("name"))


def _readings(fields: Fields) -> tuple[tuple[str, Said], ...]:
    return tuple(
        (entry.key.text.strip(), Said((entry.value.text.strip(),), entry.key.span))
        for entry in fields.named("readings")
        if isinstance(entry.value, LText)
    )


def _expectations(fields: Fields, decision: str) -> Iterator[Expectation]:
    node, problems = fields.node("expect"), fields.problems
    if node is None:
        return
    if decision:
        if isinstance(node, LList):
            problems.say(ONE_DECISION, node.span)
        else:
            yield from _expectation(decision, node, fields.span("expect"), problems)
        return
    for entry in fields.named("expect"):
        yield from _expectation(entry.key.text.strip(), entry.value, entry.key.span, problems)


def _expectation(decision: str, node: Node, place: Span, problems: Problems) -> Iterator[Expectation]:
    """Yield what is expected of one decision: an outcome alone, or its particulars."""
    if isinstance(node, LText):
        yield Expectation(decision, outcome=Said((node.text.strip(),), node.span), span=place)
        return
    fields = read_fields(node, EXPECTATION, decision, problems, place)
    if fields is None:
        return
    if not fields.entries:
        problems.say(NOTHING_EXPECTED, place, name=decision)
    said = {key: _said(fields, key) for key in ("outcome", "possible", "missing", "rules", "not_rules")}
    said |= {key: _said(fields, key) for key in ("offers", "blocked_by", "value")}
    yield Expectation(decision, status=_status(fields), span=place, **said)


def _said(fields: Fields, key: str) -> Said | None:
    """Return the texts under a key; an empty list says that there must be none."""
    node = fields.entries[key].value if key in fields else None
    if isinstance(node, LList) and not node.items:
        return Said((), node.span)
    return Said(fields.texts(key), fields.span(key)) if key in fields else None


def _status(fields: Fields) -> Said | None:
    node = fields.text_node("status")
    if node is None:
        return None
    status = STATUSES.get(fold_name(node.text))
    if status is None:
        fields.problems.say(NO_SUCH_STATUS, node.span, text=node.text)
        return None
    return Said((status,), node.span)
