"""Cases that go through a process: what happened on which day, and where the process must stand at the end.

The facts that a case gives are those at its opening. Each entry is one of three: an event of the process, a step of a
procedure that was taken, or facts that hold from that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from xgxp_rules.diagnostics import register
from xgxp_rules.language.case_expectations import PROCESS, Said
from xgxp_rules.language.examples import line_for
from xgxp_rules.language.fields import Fields, read_date, read_fields, start_of
from xgxp_rules.language.keys import Key, Shape
from xgxp_rules.language.located import Entry, LList, LMap, LText
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

NO_COURSE = register(
    "XG644",
    zh="案例「{name}」写了流程 `{process}`，却没有写它应当走到哪里",
    en="case `{name}` goes through the process `{process}` and does not say where it must come to",
    mend_zh="请在 `expect` 下写 `流程: 状态`",
    mend_en="write `process: STATE` under `expect`",
)
NO_PROCESS_NAMED = register(
    "XG645",
    zh="案例「{name}」的 `{key}` 要和 `process` 一起写",
    en="case `{name}`: `{key}` needs a `process` beside it",
    mend_zh="请加上 `process:` 和流程的编号，或者删去 `{key}`",
    mend_en="Add `process:` with the id of a process, or delete `{key}`",
)
ONE_THING = register(
    "XG646",
    zh="经过的一条只写一样：事件、办理的步骤，或从这一天起的事实；这里写了 {count} 样",
    en="an entry of the course says one thing: an event, a step taken, or facts from that day; this one says {count}",
    mend_zh="请分成几条，每条前写「- 」",
    mend_en="Write them as several entries, each after a dash",
)
EVENT: Final = Shape(
    "case_event",
    "经过的一条",
    (
        Key("on", "日期", "day", "发生的日期", required=True),
        Key("event", "事件", "text", "流程里的事件"),
        Key("step", "步骤", "text", "办理的一步"),
        Key("procedure", "程序", "text", "这一步属于哪一项程序；只有一项时可以不写"),
        Key("by", "办理人", "text", "由谁办理"),
        Key("given", "已知", "map", "从这一天起的事实，列表整个换掉"),
        Key("note", "备注", "text", "给读者的说明"),
    ),
)
COURSE: Final = Shape(
    "course_expectation",
    "流程的期望",
    (
        Key("state", "状态", "text", "在决定日期当天终了时的状态"),
        Key("since", "自", "day", "从哪一天起处于这个状态"),
        Key("path", "走过", "texts", "依次到过的状态，开立时的状态在前"),
        Key("due", "到期", "texts", "下一次到期的日期；没有则写 []"),
        Key("refused", "不予受理", "text", "流程不能接受的那一条：事件的名称，或事件所在的日期"),
    ),
)
WORDS: Final = ("state", "since", "path", "due", "refused")
"""The keys of what a process must come to, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One entry: an event, a step of a procedure, or facts that hold from its day."""

    on: date
    kind: Literal["event", "step", "note"]
    name: str = ""
    procedure: str = ""
    party: str = ""
    given: tuple[Entry, ...] = ()
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CourseExpectation:
    """What a process must come to; what is None is not looked at."""

    span: Span
    state: Said | None = None
    since: Said | None = None
    path: Said | None = None
    due: Said | None = None
    refused: Said | None = None

    def said(self) -> Iterator[tuple[str, Said]]:
        """Yield what is expected, by the key it is written under."""
        for key in WORDS:
            found: Said | None = getattr(self, key)
            if found is not None:
                yield key, found


@dataclass(frozen=True, slots=True)
class Course:
    """A process that a case goes through, from its opening on, and what it must come to."""

    process: Said
    opened: date
    events: tuple[CaseEvent, ...]
    expected: CourseExpectation


def read_events(fields: Fields) -> Iterator[CaseEvent]:
    """Yield the entries under `events`."""
    for item in fields.items("events"):
        found = read_fields(item, EVENT, fields.name("events"), fields.problems, start_of(item))
        on = None if found is None else found.day("on")
        if found is None or on is None:
            continue
        said = [key for key in ("event", "step", "given") if key in found]
        if len(said) != 1:
            fields.problems.say(ONE_THING, found.place, count=len(said))
            continue
        kind: Literal["event", "step", "note"] = "note" if said[0] == "given" else said[0]  # type: ignore[assignment]
        name, given = found.text(said[0]) if kind != "note" else "", tuple(found.named("given"))
        yield CaseEvent(on, kind, name, found.text("procedure"), found.text("by"), given, start_of(item))


def read_course_expectation(fields: Fields) -> CourseExpectation | None:
    """Return what stands under `process` of `expect`: the state alone, or particulars."""
    node = fields.node("expect")
    for entry in node.entries if isinstance(node, LMap) else ():
        if fold_name(entry.key.text) in PROCESS:
            return _expected(entry, fields)
    return None


def _expected(entry: Entry, outer: Fields) -> CourseExpectation | None:
    if isinstance(entry.value, LText):
        return CourseExpectation(entry.key.span, Said((entry.value.text.strip(),), entry.value.span))
    fields = read_fields(entry.value, COURSE, entry.key.text, outer.problems, entry.key.span)
    if fields is None:
        return None
    said = {key: _said(fields, key) for key in WORDS}
    for key in ("since", "due"):
        found = said[key]
        for node in fields.text_nodes(key) if found is not None and found.texts and not found.open else ():
            read_date(node, fields.name(key), outer.problems)
    return CourseExpectation(entry.key.span, **said)


def _said(fields: Fields, key: str) -> Said | None:
    if key not in fields:
        return None
    node = fields.entries[key].value
    if isinstance(node, LList) and not node.items:
        return Said((), node.span, listed=True)
    return Said(fields.texts(key), fields.span(key), isinstance(node, LList))


def read_course(
    fields: Fields, name: str, process: Said | None, opened: date | None, events: tuple[CaseEvent, ...]
) -> Course | None:
    """Return the process of a case with what it must come to, None where it goes through none."""
    expected = read_course_expectation(fields)
    if process is None:
        for key, there in (
            ("events", bool(events)),
            ("opened", opened is not None),
            ("expect", expected is not None),
        ):
            if there:
                fields.problems.say(NO_PROCESS_NAMED, fields.place, name=name, key=key)
        return None
    if opened is None:
        fields.problems.say(
            "XG103", fields.place, mend=line_for("opened"), shape=fields.shape.zh, zh="开立日", en="opened"
        )
        return None
    if expected is None:
        fields.problems.say(NO_COURSE, process.span, name=name, process=process.texts[0])
        return None
    return Course(process, opened, events, expected)
