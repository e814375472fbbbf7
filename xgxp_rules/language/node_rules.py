"""Files that YAML accepts and reads otherwise than the author meant.

`mend_tree` reports every such place and gives back a tree in which the plain cases are put right, so that what
follows can speak of the rest of the file instead of stumbling over the same slip again.
"""

import re
from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node, texts
from xgxp_rules.language.signs import greater_than, quoted
from xgxp_rules.language.text_rules import (
    HARD_SPACES,
    char_name,
    code_point,
    dash_problem,
    fold_name,
    glued,
    glued_problem,
    name_problems,
    pieces_joined,
    value_end_problems,
)
from xgxp_rules.spans import Span

_LIKE_A_TEST = re.compile(r"^(?:[满不未超少多高低至达早晚非为是≥≤<>]|届满)|以[上下内外]$")


def mend_tree(root: Node, lines: list[str]) -> tuple[Node, list[Diagnostic]]:
    """Return the tree with plain slips put right, and every problem."""
    mender = _Mender(lines)
    layout = list(_layout_problems(root, lines))
    mender.hidden_indents = {each.span.line for each in layout if each.code == "XG033"}
    node = mender.value(root, own_line=True)
    return node, layout + mender.problems


def indent_problem(line: str, number: int) -> Diagnostic | None:
    """Return the complaint about a tab or a full-width space before the first word of a line."""
    for index, sign in enumerate(line):
        place = Span.at(number, index + 1)
        if sign == "\t" and line.strip():
            return diagnose("XG064", place)
        if sign in HARD_SPACES:
            return diagnose("XG033", place, point=code_point(sign), name=char_name(sign))
        if sign != " ":
            return None
    return None


def comment_problem(line: str, number: int, start: int) -> Diagnostic | None:
    """Return the complaint about a `#` at index `start` that follows a value and has no space after it."""
    rest = line[start + 1 :]
    if not line[:start].strip() or not rest or rest[0] in " #":
        return None
    before = line[:start].rstrip()
    word = before.rsplit(": ", 1)[-1].lstrip("-[{ ")
    return diagnose(
        "XG038",
        Span.at(number, start + 1, len(line.rstrip()) - start),
        text="#" + rest.strip(),
        mend=quoted(f"{word} #{rest.strip()}") if word[:1] not in ("'", '"') else None,
    )


def _layout_problems(root: Node, lines: list[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong between the words: indentation and comments."""
    inside, covered = _occupied(root)
    for number, line in enumerate(lines, 1):
        if number in inside:
            continue
        problem = indent_problem(line, number)
        if problem is not None:
            yield problem
        start = _comment_start(line, covered.get(number, []))
        if start is not None and (problem := comment_problem(line, number, start)) is not None:
            yield problem


def _occupied(root: Node) -> tuple[set[int], dict[int, list[tuple[int, int]]]]:
    """Return the lines that are wholly inside a text, and for the others the columns that texts occupy."""
    inside: set[int] = set()
    covered: dict[int, list[tuple[int, int]]] = {}
    for text in texts(root):
        span = text.span
        block = text.style in ("literal", "folded")
        # The end of a block text lies at the beginning of the line after it.
        last = span.end_line - 1 if block and span.end_column == 1 else span.end_line
        if text.style == "plain":
            _occupy_plain(span, covered)
            continue
        inside.update(range(span.line + 1, last + 1))
        covered.setdefault(span.line, []).append(
            (span.column - 1, 10**9 if last > span.line else span.end_column - 1)
        )
        if not block and last > span.line:
            inside.discard(last)
            covered.setdefault(last, []).append((0, span.end_column - 1))
    return inside, covered


def _occupy_plain(span: Span, covered: dict[int, list[tuple[int, int]]]) -> None:
    for number in range(span.line, span.end_line + 1):
        start = span.column - 1 if number == span.line else 0
        stop = span.end_column - 1 if number == span.end_line else 10**9
        covered.setdefault(number, []).append((start, stop))


def _comment_start(line: str, covered: list[tuple[int, int]]) -> int | None:
    for found in re.finditer(r"(?:^|(?<=\s))#", line):
        if not any(start <= found.start() < stop for start, stop in covered):
            return found.start()
    return None


class _Mender:
    """Walks the tree once; depth is bounded by the reader."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.problems: list[Diagnostic] = []
        self.hidden_indents: set[int] = set()

    def value(self, node: Node, *, own_line: bool) -> Node:
        """Return the node put right; `own_line` when it begins on another line than its name."""
        match node:
            case LText():
                return self.text(node, own_line=own_line)
            case LList():
                return LList(tuple(self.items(node)), node.span, node.flow)
            case LMap():
                return LMap(tuple(self.entries(node)), node.span, node.flow)

    def items(self, node: LList) -> Iterator[Node]:
        for item in node.items:
            if isinstance(item, LText) and item.empty:
                self.problems.append(diagnose("XG026", self._dash(item.span)))
                continue
            yield self.value(item, own_line=False)

    def _dash(self, span: Span) -> Span:
        """Return the place of the dash to which nothing belongs, or the place itself inside brackets."""
        line = self.lines[span.line - 1]
        index = line.rfind("-", 0, span.column)
        return Span.at(span.line, index + 1 if index >= 0 else span.column)

    def entries(self, node: LMap) -> Iterator[Entry]:
        self._duplicates(node)
        entries = list(self._joined(node))
        if node.flow and entries and all(map(self._bare, entries)):
            yield from self._only_names(entries)
            return
        for entry in entries:
            yield self._entry(entry)

    def _only_names(self, entries: list[Entry]) -> Iterator[Entry]:
        """`{due, not_due}`, or names and values all stuck together."""
        for entry in entries:
            if glued(entry.key.text):
                yield self._entry(entry)
            else:
                self.problems.append(
                    diagnose("XG028", entry.key.span, mend=f"{entry.key.text}: …", text=entry.key.text)
                )
                yield entry

    def _joined(self, node: LMap) -> Iterator[Entry]:
        """Put together again what a comma inside a text has cut in two."""
        waiting: list[Entry] = []
        for entry in node.entries:
            previous = waiting[-1] if waiting else None
            if node.flow and previous is not None and (joined := self._join(previous, entry)) is not None:
                waiting[-1] = joined
            else:
                waiting.append(entry)
        return iter(waiting)

    def _join(self, first: Entry, second: Entry) -> Entry | None:
        """Return one entry when the comma between the two belongs to a text, and report it."""
        if (
            self._bare(second)
            and not glued(second.key.text)
            and isinstance(first.value, LText)
            and first.value.text
        ):
            whole = f"{first.value.text}, {second.key.text}"
            span = first.value.span.to(second.key.span)
            self.problems.append(pieces_joined(first.value, second.key, first.key.text))
            return Entry(first.key, LText(whole, span, first.value.style))
        if self._bare(first) and not glued(first.key.text) and not self._bare(second):
            self.problems.append(pieces_joined(first.key, second.key))
            whole = f"{first.key.text}, {second.key.text}"
            return Entry(LText(whole, first.key.span.to(second.key.span)), second.value)
        return None

    def _bare(self, entry: Entry) -> bool:
        """Return whether the author wrote neither colon nor value after the name."""
        if not (isinstance(entry.value, LText) and entry.value.empty) or entry.key.style != "plain":
            return False
        span = entry.key.span
        return not self.lines[span.end_line - 1][span.end_column - 1 :].lstrip().startswith(":")

    def _entry(self, entry: Entry) -> Entry:
        key, value = entry.key, entry.value
        if isinstance(value, LText) and value.empty:
            pair = glued(key.text) if key.style == "plain" else None
            if pair is not None:
                self.problems.append(glued_problem(pair, key.span))
                return _as_entry(pair.name, pair.value, pair.offset, pair.value_offset, key.span)
            self._empty(entry)
            return Entry(self._key(key), value)
        own_line = value.span.line > key.span.end_line
        return Entry(self._key(key), self.value(value, own_line=own_line))

    def _empty(self, entry: Entry) -> None:
        """Report a name with nothing under it, unless the next line only looks less deep than it was meant."""
        following = entry.key.span.end_line + 1
        while following <= len(self.lines) and not self.lines[following - 1].strip(" "):
            following += 1
        if following not in self.hidden_indents and entry.key.text:
            self.problems.append(diagnose("XG020", entry.key.span, text=f"{entry.key.text}:"))

    def _key(self, key: LText) -> LText:
        """Return the name without what hides in it, reporting all of that."""
        if not key.text:
            self.problems.append(diagnose("XG027", Span.at(key.span.line, key.span.column)))
            return key
        at_line_start = not self.lines[key.span.line - 1][: key.span.column - 1].strip()
        indent = len(key.text) - len(key.text.lstrip("".join(HARD_SPACES))) if at_line_start else 0
        for problem in name_problems(key):
            if problem.span.column >= key.span.column + indent:
                self.problems.append(problem)
        bare = LText(key.text[indent:], Span.at(key.span.line, key.span.column + indent, len(key.text) - indent))
        if key.style != "plain":
            return key
        rest = self.lines[key.span.line - 1][bare.span.column - 1 :].rstrip() if at_line_start else bare.text
        dash = dash_problem(rest, bare.span)
        if dash is not None:
            self.problems.append(dash)
            return LText(bare.text[1:].lstrip(), bare.span)
        if "#" in key.text:
            self.problems.append(self._hash(key))
        return bare if indent else key

    def _duplicates(self, node: LMap) -> None:
        seen: dict[str, LText] = {}
        for entry in node.entries:
            name = fold_name(entry.key.text)
            first = seen.setdefault(name, entry.key)
            if first is entry.key or not name:
                continue
            same = first.text == entry.key.text
            values = [_test_of(node, key) for key in (first, entry.key)]
            tests = same and len(set(values)) == 2 and all(map(_LIKE_A_TEST.search, values))
            code = "XG015" if not same else "XG014" if tests else "XG013"
            self.problems.append(
                diagnose(
                    code,
                    entry.key.span,
                    also=(first.span,),
                    mend=f"{first.text}: {' 且 '.join(values)}" if tests else None,
                    line=first.span.line,
                    text=entry.key.text,
                    other=first.text,
                )
            )

    def text(self, text: LText, *, own_line: bool) -> Node:
        """Return a value put right."""
        self.problems += value_end_problems(text)
        header = self.lines[text.span.line - 1][text.span.column - 1 :].strip()
        match text.style:
            case "literal" | "folded":
                if re.match(r"[|>][+-]?\d", header):
                    self.problems.append(
                        greater_than(header, Span.at(text.span.line, text.span.column, len(header)))
                    )
                    # What is left of it is no value: readers pass an empty plain text over.
                    return LText("", text.span)
                elif not text.text.strip():
                    self.problems.append(diagnose("XG020", text.span, text=header))
                return text
            case "single" | "double":
                return text
            case "plain":
                if "#" in text.text:
                    self.problems.append(self._hash(text))
                if text.span.line != text.span.end_line:
                    return self._folded(text, own_line=own_line)
                return self._alone(text) if own_line else text

    def _hash(self, text: LText) -> Diagnostic:
        index = self.lines[text.span.line - 1].find("#", text.span.column - 1)
        before, _, after = text.text.partition("#")
        place = Span.at(text.span.line, index + 1) if index >= 0 else text.span
        return diagnose("XG039", place, mend=f"{before} # {after.strip()}", quoted=quoted(text.text))

    def _alone(self, text: LText) -> Node:
        """A plain text on a line of its own, where an entry or a list item was meant."""
        if (problem := dash_problem(text.text, text.span)) is not None:
            self.problems.append(problem)
            return LList((LText(text.text[1:].lstrip(), text.span),), text.span)
        if (pair := glued(text.text)) is not None:
            self.problems.append(glued_problem(pair, text.span))
            entry = _as_entry(pair.name, pair.value, pair.offset, pair.value_offset, text.span)
            return LMap((entry,), text.span)
        return text

    def _folded(self, text: LText, *, own_line: bool) -> Node:
        """A plain text over several lines: entries or items without their space, or a line too far to the right."""
        pieces = list(_pieces(text, self.lines))
        meant = pieces if own_line else pieces[1:]
        parts = [self._alone(piece) for piece in meant]
        aligned = own_line and len({piece.span.column for piece in pieces}) == 1
        if aligned and all(isinstance(part, LMap) for part in parts):
            entries = tuple(entry for part in parts if isinstance(part, LMap) for entry in part.entries)
            return LMap(entries, text.span)
        if aligned and all(isinstance(part, LList) for part in parts):
            return LList(tuple(item for part in parts if isinstance(part, LList) for item in part.items), text.span)
        if aligned and any(not isinstance(part, LText) for part in parts):
            return text
        second = pieces[1]
        self.problems.append(
            diagnose("XG030", second.span, line=pieces[0].span.line, text=second.text, first=pieces[0].text)
        )
        return text


def _pieces(text: LText, lines: list[str]) -> Iterator[LText]:
    """Yield the part of a text over several lines that stands on each line."""
    span = text.span
    for number in range(span.line, span.end_line + 1):
        line = lines[number - 1]
        stop = span.end_column - 1 if number == span.end_line else len(line.rstrip(" \t"))
        start = span.column - 1 if number == span.line else len(line) - len(line.lstrip(" \t"))
        if start < stop:
            yield LText(line[start:stop], Span.at(number, start + 1, stop - start))


def _as_entry(name: str, value: str, offset: int, value_offset: int, span: Span) -> Entry:
    key = LText(name, Span.at(span.line, span.column + offset - len(name), len(name)))
    return Entry(key, LText(value, Span.at(span.line, span.column + value_offset, len(value))))


def _test_of(node: LMap, key: LText) -> str:
    value = next(entry.value for entry in node.entries if entry.key is key)
    return value.text if isinstance(value, LText) and value.style == "plain" else ""
