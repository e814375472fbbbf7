"""YAML text to located text: every name and value as the author wrote it, with its place.

Only the event stream is used: limits, aliases, tags and further documents are refused before any node exists.
Whatever is wrong is returned as diagnostics, all of it in one run;
after a syntax error the certain slips are typed right in memory and the file is read on, so that its other problems
show too; where that does not do, that error and the certain slips, and nothing guessed about the rest.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Diagnostic, diagnose, in_file_order
from xgxp_rules.language import source_stumbles as _source_stumbles
from xgxp_rules.language import source_words as _source_words
from xgxp_rules.language.decoding import MAX_BYTES, decode
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node, Style
from xgxp_rules.language.node_rules import mend_tree
from xgxp_rules.language.retyping import SIGNS, WORDS, Move, moved_back, retyped, tree_back
from xgxp_rules.language.signs import directive, quoted, sign, tag
from xgxp_rules.language.traps import Syntax, causes
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_EVENTS", "Entry", "LList", "LMap", "LText", "Node", "read_source"]

MAX_DEPTH = 40
"""Brackets within brackets; the deepest policy written so far has 9."""

_ROUNDS = 8
"""How often a file is read on: each round finds the slips behind those that stopped the one before."""

MAX_EVENTS = 100_000
"""Names, values and brackets of one file together."""

_STYLES: dict[str | None, Style] = {None: "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_SOURCE_CODES = (*_source_words.CODES, *_source_stumbles.CODES)


def read_source(source: str | bytes, file: str = "") -> tuple[Node | None, list[Diagnostic]]:
    """Return the file as located text and every problem in it, in file order.

    The tree is None when the file cannot be read as YAML, not even with its certain slips typed right. A tree that
    comes with problems has the slips mended whose meaning is plain (`性别:女` is read as a name and a value), so
    that later checks speak of the rest.

    >>> node, problems = read_source("性别: 女")
    >>> node.get("性别").text, problems
    ('女', [])
    """
    text, problems = decode(source)
    if problems:
        return None, _named(problems, file)
    lines = text.split("\n")
    lines, directives = _without_directives(lines)
    reading = _Reading(lines)
    node = reading.run("\n".join(lines))
    problems = directives + reading.problems
    if reading.syntax is not None:
        # A sign found on the events and again on the lines is one slip.
        problems = _with(problems, causes(lines, reading.syntax))
        node, found = _read_on(lines, problems)
        problems = _with(problems, found)
    elif node is not None:
        node, found = mend_tree(node, lines)
        problems += found
    elif not problems:
        problems.append(diagnose("XG016", Span.at(1, 1, 0)))
    return node, _named(problems, file)


def _with(known: list[Diagnostic], found: "Iterable[Diagnostic]") -> list[Diagnostic]:
    """Return the problems with those found that are new; the two brackets of one line are one slip."""
    told = {_of(each) for each in known}
    return known + [each for each in found if _of(each) not in told]


def _of(problem: Diagnostic) -> tuple[str, int, int]:
    return problem.code, problem.span.line, 0 if problem.code == "XG053" else problem.span.column


def _read_on(lines: list[str], problems: list[Diagnostic]) -> tuple[Node | None, list[Diagnostic]]:
    """Return the tree that the file has once its certain slips are typed right, and what else is wrong with it."""
    moves: list[Move] = []
    told: list[Diagnostic] = []
    for _ in range(_ROUNDS):
        made, more = retyped(lines, problems)
        if not more:
            return None, told
        lines, moves = made, moves + more
        reading = _Reading(lines)
        node = reading.run("\n".join(lines))
        found = reading.problems + ([] if reading.syntax is None else causes(lines, reading.syntax))
        if reading.syntax is None:
            if node is not None:
                node, slips = mend_tree(node, lines)
                found, node = found + slips, tree_back(node, moves)
            return node, told + [moved_back(each, moves) for each in found]
        told += [moved_back(each, moves) for each in found if each.code in SIGNS or each.code in WORDS]
        problems = found
    return None, told


def _named(problems: "Iterable[Diagnostic]", file: str) -> list[Diagnostic]:
    return in_file_order(replace(each, file=file) for each in problems)


def _without_directives(lines: list[str]) -> tuple[list[str], list[Diagnostic]]:
    """Blank the lines that begin with `%`: YAML swallows them and stumbles somewhere else."""
    found = [number for number, line in enumerate(lines, 1) if line.startswith("%")]
    problems = [directive(lines[number - 1], number, first=number == found[0]) for number in found]
    return [("" if line.startswith("%") else line) for line in lines], problems


class _Stop(Exception):
    """The rest of the file is not worth reading."""


class _Reading:
    """One pass over the events of a file; keeps an explicit stack, because depth is the author's choice."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.problems: list[Diagnostic] = []
        self.syntax: Syntax | None = None
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.documents = 0

    def run(self, text: str) -> Node | None:
        """Return the tree, or None when it could not be finished."""
        from xgxp_rules.language.event_stream import MarkedYAMLError, YAMLError, events

        try:
            for count, event in enumerate(events(text)):
                if count > MAX_EVENTS:
                    self._refuse(diagnose("XG903", _place(event), limit=f"{MAX_EVENTS:,}"))
                self._take(event)
        except _Stop:
            return None
        except MarkedYAMLError as error:
            self.syntax = Syntax(
                error.problem or "", _mark(error.problem_mark), error.context or "", _mark(error.context_mark)
            )
            return None
        except (YAMLError, ValueError, RecursionError) as error:
            self.syntax = Syntax(str(error).splitlines()[0], None, "", None)
            return None
        return self.root

    def _refuse(self, problem: Diagnostic) -> None:
        self.problems.append(problem)
        raise _Stop

    def _take(self, event: Any) -> None:
        """Add one event to the tree. The event classes are told apart by name, so that none is imported early."""
        match type(event).__name__:
            case "ScalarEvent":
                self._check_marks(event)
                style = _STYLES[event.style]
                self._add(LText(event.value, _place(event), style))
            case "AliasEvent":
                self.problems.append(
                    diagnose("XG009", _place(event), text=f"*{event.anchor}", name=str(event.anchor))
                )
                self._add(LText(f"*{event.anchor}", _place(event)))
            case "MappingStartEvent" | "SequenceStartEvent":
                self._check_marks(event)
                if len(self.stack) >= MAX_DEPTH:
                    self._refuse(diagnose("XG902", _place(event), limit=MAX_DEPTH))
                self.stack.append(_Open(event))
            case "MappingEndEvent" | "SequenceEndEvent":
                self._add(self.stack.pop().close(event))
            case "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    self._second_document(event)
            case _:
                # The beginning and end of the stream and the end of a document hold nothing.
                return

    def _second_document(self, event: Any) -> None:
        line = event.start_mark.line
        while line > 0 and not self.lines[line].startswith(("---", "...")):
            line -= 1
        self.problems.append(diagnose("XG006", Span.at(line + 1, 1, 3), text=self.lines[line][:3]))
        raise _Stop

    def _check_marks(self, event: Any) -> None:
        """Report anchors and tags; both make a word of the author vanish."""
        start = event.start_mark
        if event.anchor is None and event.ctag is None:
            return
        words = self.lines[start.line][start.column :].split()
        for word in words[:2]:
            column = self.lines[start.line].index(word, start.column) + 1
            span = Span.at(start.line + 1, column, len(word))
            value = getattr(event, "value", "")
            if word.startswith("&"):
                self.problems.append(diagnose("XG008", span, text=word, mend=quoted(f"{word} {value}")))
            elif word.startswith("!"):
                self.problems.append(tag(word, value, span))

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        problem = self.stack[-1].take(node, self.lines)
        if problem is not None:
            self.problems.append(problem)


class _Open:
    """A mapping or list whose end has not come yet."""

    def __init__(self, event: Any) -> None:
        self.is_map = type(event).__name__ == "MappingStartEvent"
        self.flow = bool(event.flow_style)
        self.start = event.start_mark
        self.parts: list[Node] = []

    def take(self, node: Node, lines: list[str]) -> Diagnostic | None:
        """Add a part; return what is wrong with it as a name, where it is one."""
        is_key = self.is_map and len(self.parts) % 2 == 0
        self.parts.append(node)
        if not is_key:
            return None
        if not isinstance(node, LText):
            self.parts[-1] = LText(
                lines[node.span.line - 1][node.span.column - 1 : node.span.end_column - 1], node.span
            )
            return diagnose("XG012", node.span)
        if node.text == "<<" and node.style == "plain":
            return diagnose("XG011", node.span)
        before = lines[node.span.line - 1][: node.span.column - 1].rstrip()
        if before.endswith("?") and not before.rstrip("?").strip(" -{[,"):
            return sign("?", Span.at(node.span.line, len(before)), f"? {node.text}")
        return None

    def close(self, event: Any) -> Node:
        """Return the finished node; a block ends with its last part, not where the next one begins."""
        span = Span(self.start.line + 1, self.start.column + 1, event.end_mark.line + 1, event.end_mark.column + 1)
        if not self.flow and self.parts:
            last = self.parts[-1].span
            span = Span(span.line, span.column, last.end_line, last.end_column)
        if not self.is_map:
            return LList(tuple(self.parts), span, self.flow)
        keys, values = self.parts[::2], self.parts[1::2]
        entries = (Entry(key, value) for key, value in zip(keys, values, strict=True) if isinstance(key, LText))
        return LMap(tuple(entries), span, self.flow)


def _place(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _mark(mark: Any) -> tuple[int, int] | None:
    return None if mark is None else (mark.line + 1, mark.column + 1)
