"""What an author probably did when YAML gives up, found line by line.

The parser names the place where it could go no further, often a line late or at the end of the file, in words
about tokens and scalars. So the file's lines are searched first for the slips people make; the nearest one at or
above the parser's place is the cause. Slips that are certain are reported wherever they stand; only when nothing
fits are the parser's own words shown, translated.
"""

import re
from dataclasses import dataclass

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.language.brackets import close_quote, escape_problem, interval, unclosed_quote, walk
from xgxp_rules.language.node_rules import comment_problem, indent_problem
from xgxp_rules.language.parser_words import translated
from xgxp_rules.language.signs import is_block_header, quoted, value_sign
from xgxp_rules.language.text_rules import dash_problem, glued, glued_problem
from xgxp_rules.spans import Span

_UNCERTAIN = frozenset({"XG065", "XG066", "XG067", "XG070", "XG072", "XG073", "XG059"})
"""Slips that depend on how the lines above are understood; they count only as the cause of the parser's trouble."""

_NAME_ALONE = re.compile(r"([^\s:：#\[\]{}]{1,40})：")
"""A name with a full-width colon and its value on the lines below."""

_WIDE_COLON = re.compile(r"([^\s:：#\[\]{}\"']{1,40})：\s*(?=[\[{])")
"""A name with a full-width colon before a bracket, whose own colons would be taken for the name's."""

_AFTER_BRACKET = re.compile(r"[。．.；;、，,！!]+")
"""Signs of a sentence that end a line whose bracket is closed."""

_OPENINGS = frozenset({"XG059", "XG067", "XG070"})
"""What the parser notices many lines later."""

_CONDITION_KEYS = frozenset(
    {"when", "unless", "all", "any", "none", "where", "need", "for", "is", "base", "counted"}
    | {"条件", "例外", "全部满足", "任一满足", "均不满足", "须", "对象", "即"}
)
_RULE_LINE = re.compile(r"[—─━═―=＝*＊_~～·－\-–]{3,}")
_COLON = re.compile(r":(?=[ \t]|$)")
_COMMENT = re.compile(r"[ \t]#")


@dataclass(frozen=True, slots=True)
class Syntax:
    """What the parser said: its problem and context, each with line and column where it named them."""

    problem: str
    place: tuple[int, int] | None
    context: str
    context_place: tuple[int, int] | None


def causes(lines: list[str], syntax: Syntax) -> list[Diagnostic]:
    """Return the cause of the parser's trouble in the author's terms, and every certain slip elsewhere."""
    found = _Scan(lines).run()
    certain = [each for each in found if each.code not in _UNCERTAIN]
    cause = _nearest(found, lines, syntax)
    if cause is None:
        cause = translated(lines, syntax.problem, syntax.place, syntax.context, syntax.context_place)
    return [cause, *(each for each in certain if each != cause)]


def _nearest(found: list[Diagnostic], lines: list[str], syntax: Syntax) -> Diagnostic | None:
    """Return the slip nearest above the parser's place, within the lines that can have caused it."""
    last = syntax.place[0] if syntax.place else len(lines)
    earliest = _line_before(lines, last)
    if syntax.context_place and "block" not in syntax.context.replace("block scalar", ""):
        earliest = min(earliest, syntax.context_place[0])
    near = [each for each in found if earliest <= each.span.line <= last]
    if not near:
        near = [each for each in found if each.code in _OPENINGS and each.span.line <= last]
    return max(near, key=lambda each: (each.span.line, -each.span.column)) if near else None


def _line_before(lines: list[str], number: int) -> int:
    """Return the number of the last line above `number` that says something."""
    number = min(number, len(lines) + 1) - 1
    while number > 1 and (not lines[number - 1].strip() or lines[number - 1].lstrip().startswith("#")):
        number -= 1
    return max(number, 1)


@dataclass(slots=True)
class _Level:
    """One depth of indentation and whether a list or a mapping stands there."""

    indent: int
    is_list: bool


class _Scan:
    """Reads line by line what YAML's blocks look like, without building anything."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.found: list[Diagnostic] = []
        self.levels: list[_Level] = []
        self.opened = True
        """Whether the line before ended in a name or dash whose value may follow."""
        self.open_at = -1
        self.started = False

    def run(self) -> list[Diagnostic]:
        """Return the slips in file order, one after the other."""
        number = 1
        while number <= len(self.lines):
            number = max(number + 1, self._line(number))
        return self.found

    def _line(self, number: int) -> int:
        """Read one line, or as many as its value takes, and return the number of the next."""
        line = self.lines[number - 1]
        text = line.strip()
        if not text or text.startswith("#"):
            return number + 1
        problem = indent_problem(line, number)
        if problem is not None:
            self.found.append(problem)
            return number + 1
        if text in ("---", "...") and line[0] == text[0]:
            if self.started:
                self.found.append(diagnose("XG006", Span.at(number, 1, 3), text=text))
            return number + 1
        self.started = True
        indent = len(line) - len(line.lstrip(" "))
        if _RULE_LINE.fullmatch(text):
            self.found.append(diagnose("XG068", Span.at(number, indent + 1, len(text)), mend=f"# {text}"))
            return number + 1
        return self._content(number, indent)

    def _content(self, number: int, indent: int) -> int:
        line = self.lines[number - 1]
        is_item = False
        while re.match(r"-(?:[ \t]|$)", line[indent:]):
            self._level(number, indent, is_list=True)
            self.opened, self.open_at, is_item = True, indent, True
            indent += 1
            indent += len(line[indent:]) - len(line[indent:].lstrip(" "))
        if indent >= len(line.rstrip()):
            return number + 1
        rest = line[indent:].rstrip()
        dash = dash_problem(rest, Span.at(number, indent + 1))
        if dash is not None:
            self.found.append(dash)
            return number + 1
        wide = _WIDE_COLON.match(rest)
        if wide is not None:
            place = Span.at(number, indent + 1 + wide.end(1))
            self.found.append(diagnose("XG022", place, mend=f"{wide[1]}: {rest[wide.end() :]}"))
        colon = self._name_end(number, indent) if wide is None else indent + wide.end(1)
        if colon is None:
            return self._without_name(number, indent, is_item)
        self._level(number, indent, is_list=False)
        return self._entry(number, indent, colon)

    def _name_end(self, number: int, indent: int) -> int | None:
        """Return the index of the colon that ends the name on this line, or None."""
        line = self.lines[number - 1]
        start = indent
        if line[indent] in "\"'":
            end = close_quote(self.lines, number, indent)
            if end is None or end[0] != number:
                return None
            start = end[1] + 1
            return start if _COLON.match(line, start) else None
        if line[indent] in "[{｛［":
            return None
        comment = _COMMENT.search(line, indent)
        stop = comment.start() if comment else len(line)
        found = _COLON.search(line, start)
        return found.start() if found and found.start() < stop else None

    def _without_name(self, number: int, indent: int, is_item: bool) -> int:
        """A line that is not `name: value`: an item, the value of the name above, or a slip."""
        line = self.lines[number - 1]
        rest = line[indent:].rstrip()
        if is_item or rest[0] in "\"'[{｛［":
            self.opened = False
            pair = glued(rest) if is_item else None
            if pair is not None and pair.sign[0] in "：:" and self._goes_on(number, indent):
                self.found.append(glued_problem(pair, Span.at(number, indent + 1)))
                self.opened = True
                self._level(number, indent, is_list=False)
                self.opened = False
                return number + 1
            return self._value(number, indent, indent, "")
        pair = glued(rest)
        if (name := _NAME_ALONE.fullmatch(rest)) is not None:
            place = Span.at(number, indent + 1 + name.end(1))
            self._level(number, indent, is_list=False)
            self.found.append(diagnose("XG022", place, mend=f"{name[1]}:"))
            self.opened, self.open_at = True, indent
        elif pair is not None:
            if self.opened and indent > self.open_at:
                self._level(number, indent, is_list=False)
            self.found.append(glued_problem(pair, Span.at(number, indent + 1)))
            self.opened = False
        elif (problem := value_sign(rest, Span.at(number, indent + 1))) is not None:
            self.found.append(problem)
        elif not (self.opened and indent > self.open_at) and not self._continues(indent):
            self.found.append(diagnose("XG072", Span.at(number, indent + 1, len(rest)), text=rest))
        else:
            self.opened = False
        return number + 1

    def _goes_on(self, number: int, indent: int) -> bool:
        """Return whether the next line that says something is a name right below what follows the dash."""
        rest = (line for line in self.lines[number:] if line.strip() and not line.lstrip().startswith("#"))
        following = next(rest, "")
        return len(following) - len(following.lstrip(" ")) == indent and bool(re.search(r"[:：]", following))

    def _continues(self, indent: int) -> bool:
        return bool(self.levels) and indent > self.levels[-1].indent

    def _entry(self, number: int, indent: int, colon: int) -> int:
        line = self.lines[number - 1]
        name = line[indent:colon]
        problem = value_sign(name if name[:1] not in "?-" else line[indent:].rstrip(), Span.at(number, indent + 1))
        if problem is not None:
            self.found.append(problem)
        elif (row := interval(line[indent:], Span.at(number, indent + 1))) is not None:
            self.found.append(row[0])
        start = colon + 1
        if line[start : start + 1] == "\t" and line[start:].strip():
            self.found.append(diagnose("XG064", Span.at(number, start + 1)))
        start += len(line[start:]) - len(line[start:].lstrip())
        rest = line[start:].rstrip()
        if not rest or rest.startswith("#"):
            self.opened, self.open_at = True, indent
            return number + 1
        self.opened = False
        return self._value(number, start, indent, name)

    def _value(self, number: int, start: int, indent: int, name: str) -> int:
        """Look at the value that begins at index `start` and return the number of the line after it."""
        line = self.lines[number - 1]
        first = line[start]
        if is_block_header(line[start:].rstrip()):
            return self._after_block(number, indent if name else indent - 1)
        if first in "\"'":
            return self._quotation(number, start, indent)
        if first in "｛［":
            self.found.append(
                diagnose("XG053", Span.at(number, start + 1), sign=first, mend={"｛": "{", "［": "["}[first])
            )
            return number + 1
        if (half_open := interval(line[start:], Span.at(number, start + 1))) is not None:
            self.found.append(half_open[0])
            return number + 1
        if first in "[{":
            return self._bracket(number, start, indent)
        self._plain(number, start, name)
        return number + 1

    def _after_block(self, number: int, indent: int) -> int:
        """Pass over a text over several lines: everything deeper than the line that opens it."""
        number += 1
        while number <= len(self.lines):
            line = self.lines[number - 1]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            number += 1
        return number

    def _quotation(self, number: int, start: int, indent: int) -> int:
        end = close_quote(self.lines, number, start)
        if end is None or self._swallows(number, end[0], indent):
            self.found.append(unclosed_quote(self.lines, number, start))
            return number + 1
        line = self.lines[end[0] - 1]
        if self.lines[number - 1][start] == '"':
            stop = end[1] if end[0] == number else len(self.lines[number - 1])
            problem = escape_problem(self.lines, number, start, stop)
            self.found += [problem] if problem else []
        rest = line[end[1] + 1 :].strip()
        if rest and not rest.startswith("#"):
            whole = line[start if end[0] == number else 0 :].rstrip()
            inner = whole.replace(whole[0], "“", 1).replace(whole[0], "”", 1)
            self.found.append(diagnose("XG058", Span.at(end[0], end[1] + 2, len(rest)), mend=inner, text=rest))
        return end[0] + 1

    def _swallows(self, first: int, last: int, indent: int) -> bool:
        """Return whether a quotation over several lines runs over what looks like an entry of its own."""
        for line in self.lines[first:last]:
            depth = len(line) - len(line.lstrip(" "))
            if depth <= indent and _COLON.search(line):
                return True
        return False

    def _bracket(self, number: int, start: int, indent: int) -> int:
        result = walk(self.lines, number, start, indent)
        self.found += result.found
        if not result.closed:
            return result.line + 1
        line = self.lines[result.line - 1]
        rest = line[result.index :].strip()
        if rest and not rest.startswith(("#", ":", ",")):
            if rest[0] in "]}" or _AFTER_BRACKET.fullmatch(rest):
                place = Span.at(result.line, line.index(rest, result.index) + 1)
                self.found.append(diagnose("XG074", place, sign=rest[0]))
            else:
                self._bracketed_text(number, start)
        return result.line + 1

    def _bracketed_text(self, number: int, start: int) -> None:
        """`[试行]办法`: a bracket that was meant as part of a text."""
        whole = self.lines[number - 1][start:].rstrip()
        round_ones = whole.translate(str.maketrans("[]{}", "（）（）"))
        self.found.append(
            diagnose(
                "XG060",
                Span.at(number, start + 1, len(whole)),
                mend=round_ones,
                quoted=quoted(whole),
                sign=whole[0],
            )
        )

    def _plain(self, number: int, start: int, name: str) -> None:
        line = self.lines[number - 1]
        comment = _COMMENT.search(line, start)
        stop = comment.start() if comment else len(line.rstrip())
        if comment and (hash_problem := comment_problem(line, number, comment.start() + 1)) is not None:
            self.found.append(hash_problem)
        value = line[start:stop]
        if (problem := value_sign(value, Span.at(number, start + 1))) is not None:
            self.found.append(problem)
            return
        second = _COLON.search(value)
        if second is None:
            return
        place = Span.at(number, start + second.start() + 1)
        if name in _CONDITION_KEYS:
            self.found.append(diagnose("XG055", place, mend=f"{{{value}}}", name=name))
        else:
            full = f"{value[: second.start()]}：{value[second.end() :].lstrip()}"
            self.found.append(diagnose("XG054", place, mend=full, quoted=quoted(value)))

    def _level(self, number: int, indent: int, *, is_list: bool) -> None:
        """Follow the indentation; report a line that fits none above it, or a list among names."""
        deepest = self.levels[-1].indent if self.levels else -1
        while self.levels and self.levels[-1].indent > indent:
            self.levels.pop()
        top = self.levels[-1] if self.levels else None
        if top is None or top.indent < indent:
            if self.levels and (deepest > indent or not self.opened):
                above = deepest if deepest > indent or top is None else top.indent
                self.found.append(diagnose("XG066", Span.at(number, 1, max(indent, 1)), own=indent, above=above))
            self.levels.append(_Level(indent, is_list))
        elif top.is_list != is_list:
            self._other_kind(number, indent, is_list)

    def _other_kind(self, number: int, indent: int, is_list: bool) -> None:
        if is_list and self.opened and self.open_at == indent:
            self.levels.append(_Level(indent, True))
            return
        if not is_list:
            self.levels.pop()
            if self.levels and self.levels[-1].indent == indent:
                return
            self.levels.append(_Level(indent, False))
        self.found.append(diagnose("XG065", Span.at(number, indent + 1)))
