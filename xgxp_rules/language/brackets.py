"""Braces and square brackets, walked character by character after the parser gave up.

The parser stumbles at the end of the file or at the next name when a bracket is not closed, so the walk follows the
brackets from where they open and says what is wrong inside them.
"""

import re
from dataclasses import dataclass, field

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.language.node_rules import comment_problem
from xgxp_rules.language.signs import quoted, value_sign
from xgxp_rules.spans import Span

_CLOSING = {"[": "]", "{": "}"}
_FULL_WIDTH = {"｛": "{", "｝": "}", "［": "[", "］": "]"}
_INTERVAL = re.compile(r"([\[(（])\s*([^\[\](){}（）,，:]+?)\s*[,，]\s*([^\[\](){}（）,，:]+?)\s*([\])）])")
_ENTRY = re.compile(r" *(?:- +)*[^\s#,\[\]{}\"'][^,\[\]{}]*?:(?:[ \t]|$)")
_LONGEST = 5000
"""Characters walked before giving up; what YAML could not read is rarely longer than a screen."""


@dataclass(slots=True)
class Walk:
    """Where a walk ended (line from 1, index from 0) and what it found on its way."""

    line: int
    index: int
    closed: bool
    found: list[Diagnostic] = field(default_factory=list)


def interval(text: str, span: Span) -> tuple[Diagnostic, int] | None:
    """Return the complaint about `[6年, 10年)` at the beginning of `text` and its length, or None.

    The words that say the same are offered; `[6年, 10年]` is a list and not meant here.
    """
    found = _INTERVAL.match(text)
    if found is None or (found[1], found[4]) == ("[", "]") or (found[1] != "[" and found[4] != "]"):
        return None
    low = "满" if found[1] == "[" else "超过"
    high = "不超过" if found[4] == "]" else "不满"
    place = Span.at(span.line, span.column, found.end())
    words = f"{low}{found[2]}{high}{found[3]}"
    is_row = text[found.end() :].lstrip().startswith(":")
    return diagnose("XG057" if is_row else "XG056", place, mend=words, quoted=quoted(found[0])), found.end()


def close_quote(lines: list[str], line: int, index: int) -> tuple[int, int] | None:
    """Return line and index of the mark that closes the quotation begun at (`line`, `index`), or None."""
    mark = lines[line - 1][index]
    position = index + 1
    for number in range(line, min(len(lines), line + 200) + 1):
        text = lines[number - 1]
        while position < len(text):
            if mark == '"' and text[position] == "\\":
                position += 2
                continue
            if text[position] == mark:
                if mark == "'" and text[position + 1 : position + 2] == "'":
                    position += 2
                    continue
                return number, position
            position += 1
        position = 0
    return None


def escape_problem(lines: list[str], line: int, start: int, stop: int) -> Diagnostic | None:
    r"""Return the complaint about a backslash in double quotes that stands for nothing, such as `\教`."""
    for found in re.finditer(r"\\(.)", lines[line - 1][start:stop]):
        if found[1] not in '0abtnvfre "/\\N_LPxuU':
            text = lines[line - 1][start + 1 : stop]
            return diagnose("XG069", Span.at(line, start + found.start() + 1, 2), mend=f"'{text}'")
    return None


def unclosed_quote(lines: list[str], line: int, index: int, *, in_brackets: bool = False) -> Diagnostic:
    """Return the complaint about a quotation mark that has no partner; inside brackets the text ends at a comma."""
    text = lines[line - 1].rstrip()
    mark = text[index]
    words = re.split(r"[,\]}]", text[index:])[0] if in_brackets else text[index:]
    return diagnose("XG059", Span.at(line, index + 1), line=line, sign=mark, mend=words + mark)


def walk(lines: list[str], line: int, index: int, indent: int) -> Walk:
    """Return what is wrong inside the bracket that opens at (`line`, `index`); `indent` is that of its line."""
    return _Walker(lines, line, index, indent).run()


class _Walker:
    """Keeps the open brackets, the beginning of the present word, and the separators seen inside it."""

    def __init__(self, lines: list[str], line: int, index: int, indent: int) -> None:
        self.lines, self.line, self.index, self.indent = lines, line, index, indent
        self.open: list[tuple[str, int, int]] = []
        self.found: list[Diagnostic] = []
        self.hash: Diagnostic | None = None
        self.new_word()
        self.has_value: list[bool] = []

    def new_word(self) -> None:
        self.word: tuple[int, int] | None = None
        self.separator: tuple[int, int, str] | None = None

    def run(self) -> Walk:
        for _ in range(_LONGEST):
            text = self.lines[self.line - 1]
            if self.index >= len(text):
                if not self._next_line():
                    return self._unclosed()
                continue
            if text[self.index].isspace() and text[self.index] in " \t":
                self.index += 1
                continue
            if self._step(text, text[self.index]):
                return Walk(self.line, self.index, True, self.found)
        return Walk(self.line, self.index, False, self.found)

    def _next_line(self) -> bool:
        """Go to the next line, unless the file ends or an entry outside the bracket begins there."""
        self.line, self.index = self.line + 1, 0
        if self.line > len(self.lines):
            return False
        text = self.lines[self.line - 1]
        depth = len(text) - len(text.lstrip(" "))
        return not (depth <= self.indent and _ENTRY.match(text))

    def _unclosed(self) -> Walk:
        if self.hash is not None and self.hash in self.found:
            self.found.remove(self.hash)
        if self.hash is not None:
            self.found.append(diagnose("XG070", self.hash.span))
        elif not self.found:
            sign, line, index = self.open[-1]
            self.found.append(
                diagnose("XG067", Span.at(line, index + 1), line=line, sign=sign, mend=_CLOSING[sign])
            )
        return Walk(self.line - 1, 0, False, self.found)

    def _step(self, text: str, sign: str) -> bool:
        """Take one character; return whether the outermost bracket is now closed."""
        at_word_start = self.word is None
        if sign == "#" and (self.index == 0 or text[self.index - 1] in " \t"):
            self._comment(text)
        elif at_word_start and sign in "\"'":
            self._quotation()
        elif at_word_start and (mistake := interval(text[self.index :], self._here())) is not None:
            self.found.append(mistake[0])
            self.word = (self.line, self.index)
            self.index += mistake[1]
        elif sign in "[{":
            self._opening(text, sign)
        elif sign in "]}":
            return self._closing(sign)
        elif sign == ",":
            self.new_word()
            self.has_value[-1] = False
            self.index += 1
        elif sign == ":" and text[self.index + 1 : self.index + 2] in ("", " ", "\t", ",", "]", "}"):
            self._colon()
        else:
            self._letter(text, sign)
        return False

    def _here(self) -> Span:
        return Span.at(self.line, self.index + 1)

    def _comment(self, text: str) -> None:
        problem = comment_problem(text, self.line, self.index)
        if problem is not None:
            self.hash = problem
            self.found.append(problem)
        self.index = len(text)

    def _quotation(self) -> None:
        self.word = (self.line, self.index)
        end = close_quote(self.lines, self.line, self.index)
        if end is None:
            self.found.append(unclosed_quote(self.lines, self.line, self.index, in_brackets=True))
            self.index = len(self.lines[self.line - 1])
            return
        if self.lines[self.line - 1][self.index] == '"':
            stop = end[1] if end[0] == self.line else len(self.lines[self.line - 1])
            problem = escape_problem(self.lines, self.line, self.index, stop)
            self.found += [problem] if problem else []
        self.line, self.index = end[0], end[1] + 1

    def _opening(self, text: str, sign: str) -> None:
        if self.word is None:
            self.open.append((sign, self.line, self.index))
            self.has_value.append(False)
            self.index += 1
            return
        start = self.word[1] if self.word[0] == self.line else 0
        stop = text.find(_CLOSING[sign], self.index)
        whole = text[start : stop + 1 if stop >= 0 else len(text)]
        mend = re.sub(r"[\[{]", "（", re.sub(r"[\]}]", "）", whole))
        self.found.append(diagnose("XG061", self._here(), mend=mend, sign=sign))
        self.index = stop + 1 if stop >= 0 else len(text)

    def _closing(self, sign: str) -> bool:
        opened, line, index = self.open[-1]
        if _CLOSING[opened] != sign:
            self.found.append(
                diagnose(
                    "XG073", self._here(), also=(Span.at(line, index + 1),), line=line, sign=sign, first=opened
                )
            )
        self.open.pop()
        self.has_value.pop()
        self.index += 1
        self.word = (line, index)
        self.separator = None
        return not self.open

    def _colon(self) -> None:
        if self.has_value[-1] and self.word is not None:
            self._second_colon()
        self.has_value[-1] = True
        self.new_word()
        self.index += 1

    def _second_colon(self) -> None:
        """A second colon in one entry: a separator of the wrong width stands before it, or it is part of a text."""
        if self.separator is None:
            self._colon_in_text()
            return
        line, index, sign = self.separator
        self.found.append(
            diagnose("XG051" if sign == "，" else "XG052", Span.at(line, index + 1), mend=", ", sign=sign)
        )

    def _colon_in_text(self) -> None:
        text = self.lines[self.line - 1]
        start = self.word[1] if self.word and self.word[0] == self.line else 0
        whole = re.split(r"[,\]}]", text[start:])[0].rstrip()
        full = text[start : self.index] + "：" + whole[self.index - start + 1 :].lstrip()
        self.found.append(diagnose("XG054", self._here(), mend=full, quoted=quoted(whole)))

    def _letter(self, text: str, sign: str) -> None:
        if sign in _FULL_WIDTH:
            self.found.append(diagnose("XG053", self._here(), sign=sign, mend=_FULL_WIDTH[sign]))
        if self.word is None:
            self.word = (self.line, self.index)
            rest = re.split(r"[,\]}]|: ", text[self.index :])[0].rstrip()
            problem = value_sign(rest, self._here())
            if problem is not None:
                self.found.append(problem)
                self.index += len(rest)
                return
        elif sign in "，；;、":
            self.separator = (self.line, self.index, sign)
        self.index += 1
