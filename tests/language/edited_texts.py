"""Texts of shipped policies with random edits, as a tired hand or a broken editor would make them."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from xgxp_rules.library.shipped import shipped_policies
from xgxp_rules.tools.checking import policy_files

TEXTS = {
    str(file.relative_to(shipped_policies())): file.read_text(encoding="utf-8")
    for file in policy_files(shipped_policies())
}
"""Every shipped policy by its path."""

_TOKEN = re.compile(r"[\w一-鿿（）()·.%-]+")
_SIGNS = [
    " ",
    ":",
    "：",
    "-",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "，",
    "、",
    "#",
    "&a",
    "*a",
    "!",
    ">",
    "|",
    "'",
    '"',
    "%",
    "~",
]
_ODD = [
    "",
    "\t",
    "\u3000",
    "\ufeff",
    "😀",
    "\x00",
    "(",
    ")",
    "/ 0",
    "^",
    "-1",
    "0",
    "99999999999999999999",
    "2024-02-30",
]
_WORDS = [
    "null",
    "是",
    "否",
    "满",
    "不满",
    "以上",
    "或",
    "且",
    "6年",
    "本人",
    "其他",
    "不适用",
    "all",
    "any",
    "none",
    "calc",
]
_PIECES = st.sampled_from([*_SIGNS, *_ODD, *_WORDS])


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Draw the text of a shipped policy with up to four edits, and which policy it was."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[name]
    for _ in range(draw(st.integers(1, 4))):
        text = draw(_edit(text))
    return name, text


@st.composite
def _edit(draw: st.DrawFn, text: str) -> str:
    """Draw one edit of a text: of a line, of a word, or of a few characters."""
    lines = text.split("\n")
    place = draw(st.integers(0, len(lines) - 1))
    line = lines[place]
    match draw(st.sampled_from(["drop", "twice", "swap", "indent", "word", "piece", "cut", "borrow", "value"])):
        case "drop":
            del lines[place]
        case "twice":
            lines.insert(place, line)
        case "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[place], lines[other] = lines[other], line
        case "indent":
            lines[place] = " " * draw(st.integers(0, 6)) + line.lstrip()
        case "word":
            lines[place] = _with_word(line, draw(st.integers(0, 9)), draw(_PIECES))
        case "borrow":
            words = _TOKEN.findall(text)
            lines[place] = _with_word(line, draw(st.integers(0, 9)), words[draw(st.integers(0, len(words) - 1))])
        case "value":
            lines[place] = line.partition(":")[0] + ": " + draw(_PIECES)
        case "cut":
            start = draw(st.integers(0, len(line)))
            lines[place] = line[:start] + line[start + draw(st.integers(1, 5)) :]
        case _:
            start = draw(st.integers(0, len(line)))
            lines[place] = line[:start] + draw(_PIECES) + line[start:]
    return "\n".join(lines) or " "


def _with_word(line: str, which: int, new: str) -> str:
    """Return a line in which one word is another."""
    words = list(_TOKEN.finditer(line))
    if not words:
        return line
    old = words[which % len(words)]
    return line[: old.start()] + new + line[old.end() :]
