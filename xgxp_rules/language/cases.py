"""Case files: what a policy's author expects of sample records, read into frozen data with every problem at once.

A case says what is given and what must come out; a variation takes a case and changes one thing. Nothing is expected
by default, and nothing is decided here: that is for the tool that runs a suite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from xgxp_rules.diagnostics import Diagnostic, PolicyError, in_file_order, register
from xgxp_rules.language import policy_messages as _policy_messages
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.keys import Key, Shape, Takes
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.source import read_source
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

_MESSAGES: Final = _policy_messages.__name__
DEFAULT_ABOUT: Final = "teacher"

NOTHING_EXPECTED = register(
    "XG601",
    zh="案例「{name}」没有写期望的结果",
    en="case `{name}` expects nothing",
)
SEVERAL_CHANGES = register(
    "XG602",
    zh="变化「{name}」改了 {count} 处；一个变化只改一处：一项 `given`、`as_of` 或一种解读",
    en="variation `{name}` makes {count} changes; it makes one: one fact of `given`, `as_of`, or one reading",
)
SAME_NAME = register(
    "XG603",
    zh="案例「{name}」与第 {line} 行的案例同名",
    en="case `{name}` has the same name as the one in line {line}",
)
NO_SUCH_STATUS = register(
    "XG604",
    zh="没有叫 `{text}` 的状态，可以写：已定、未定、被阻却",
    en="there is no status `{text}`; it is one of: determined, undetermined, blocked",
)
ONE_DECISION = register(
    "XG605",
    zh="写了 `decision`，`expect` 就只说这一项决定：一个结果，或逐项写明",
    en="with `decision`, `expect` speaks of that decision only: one outcome, or its particulars",
)

STATUSES: Final = {
    "determined": "determined",
    "已定": "determined",
    "undetermined": "undetermined",
    "未定": "undetermined",
    "blocked": "blocked",
    "被阻却": "blocked",
}
"""How the status of a decision is written in a case file."""


def _key(en: str, zh: str, takes: Takes, help: str, *, required: bool = False) -> Key:
    return Key(en, zh, takes, help, required=required)


_SETTING = (
    _key("given", "已知", "map", "记录里的事实"),
    _key("readings", "解读", "map", "有歧义之处取哪一种读法"),
)
_CASE_KEYS = (
    _key("name", "名称", "text", "案例的名称", required=True),
    _key("as_of", "决定日期", "day", "决定日期"),
    *_SETTING,
    _key("decision", "决定", "text", "只看哪一项决定"),
    _key("expect", "期望", "map", "期望的结果"),
    _key("note", "备注", "text", "给读者的说明"),
)

FILE: Final = Shape(
    "cases",
    "案例文件",
    (
        _key("policy", "政策", "text", "政策的编号", required=True),
        _key("version", "版本", "text", "政策的版本", required=True),
        _key("about", "记录类别", "text", "关于哪一类记录"),
        *_SETTING,
        _key("cases", "案例", "list", "各个案例", required=True),
        _key("note", "备注", "text", "给读者的说明"),
    ),
)
CASE: Final = Shape("case", "案例", (*_CASE_KEYS, _key("vary", "变化", "list", "每个变化只改一处")))
VARIATION: Final = Shape("variation", "变化", _CASE_KEYS)
EXPECTATION: Final = Shape(
    "expectation",
    "期望",
    (
        _key("outcome", "结果", "texts", "得出的结果"),
        _key("status", "状态", "text", "已定、未定或被阻却"),
        _key("possible", "可能", "texts", "还可能成立的结果，不多不少"),
        _key("missing", "缺少", "texts", "还缺的事实，不多不少"),
        _key("rules", "成立的规则", "texts", "应当成立的规则"),
        _key("not_rules", "不成立的规则", "texts", "应当不成立的规则"),
        _key("offers", "待选定", "texts", "成立而等待选定的结果，不多不少"),
        _key("blocked_by", "被…阻却", "texts", "使结果不生效的保护"),
        _key("value", "数值", "text", "决定给出的数值"),
    ),
)


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
                problems.say("XG603", case.span, also=(other.span,), name=case.name, line=other.span.line)
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
        fields.problems.say("XG602", fields.span("name"), name=fields.text("name"), count=count)


def _made(fields: Fields, base: _Base) -> Iterator[Case]:
    expects = tuple(_expectations(fields, base.decision))
    if "expect" not in fields:
        fields.problems.say("XG601", fields.span("name"), name=base.name)
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
            problems.say("XG605", node.span)
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
        problems.say("XG601", place, name=decision)
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
        fields.problems.say("XG604", node.span, text=node.text)
        return None
    return Said((status,), node.span)
