"""A problem met while reading a record: where it was met, on its way out to become a diagnostic.

Nothing is quoted from personal or health facts: there a message names the field, the place and what was expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, Particular
from xgxp_rules.model.unreadable import Unreadable
from xgxp_rules.spans import Span, visible

_LONGEST_QUOTE: Final = 30

Step = tuple[str, str, object] | int
"""One step of a path: a field (label, id, key as written) or the place of an item, the first being 1.

A step without a label (the `列` of an incomplete list) leads to a place in the file and is not shown; one without a
key was met by its meaning only, and is looked for in the file under its label or id.
"""

Locate = Callable[[tuple[str | int, ...]], Span]
"""Where the value at a path of keys as written, and places counted from 0, stands in a file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A problem on its way out: where it was met, and what may be told of it."""

    code: str
    args: Mapping[str, Particular]
    path: tuple[Step, ...] = ()
    word: object = None
    mend: str | None = None
    masked: bool = False

    def under(self, step: Step, masked: bool) -> Found:
        """Return the same problem, seen from one level further out."""
        return replace(self, path=(step, *self.path), masked=self.masked or masked)

    def diagnostic(self, about: Both, file: str, locate: Locate | None) -> Diagnostic:
        """Return the problem as a diagnostic; the word is quoted only where the fact is plain."""
        place = Both(_path(self.path, 0) or about.zh, _path(self.path, 1) or about.en)
        span = Span.none() if locate is None else _stands(self.path, locate)
        mend = None if self.masked else self.mend
        said = "" if self.masked else _quoted(self.word)
        args: dict[str, Particular] = {"place": place, **self.args, "said": said}
        return Diagnostic(self.code, span, file, tuple(args.items()), mend)


def _path(path: tuple[Step, ...], language: int) -> str:
    shown = (step for step in path if isinstance(step, int) or step[0])
    words = (f"[{step}]" if isinstance(step, int) else f".{step[language]}" for step in shown)
    return "".join(words).removeprefix(".")


def _stands(path: tuple[Step, ...], locate: Locate) -> Span:
    """Return where a path stands; a field met only by its meaning is looked for by its label, then by its id."""
    known = locate(_keys(path, None))
    if all(isinstance(step, int) or step[2] is not None for step in path):
        return known
    spelled = (locate(_keys(path, spelling)) for spelling in (0, 1))
    return next((span for span in spelled if span != known), known)


def _keys(path: tuple[Step, ...], spelling: int | None) -> tuple[str | int, ...]:
    """Return the path as keys; where a key as written is not known, its label (0) or id (1), or the end (None)."""
    keys: list[str | int] = []
    for step in path:
        if isinstance(step, int):
            keys.append(step - 1)
        elif step[2] is not None:
            keys.append(str(step[2]))
        elif spelling is not None and step[spelling]:
            keys.append(str(step[spelling]))
        else:
            break
    return tuple(keys)


def _quoted(word: object) -> Both | str:
    """Return what was written, cut short; lists and mappings are not repeated."""
    if not isinstance(word, str | int | float | Decimal):
        return ""
    text = visible(str(word))
    short = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return Both(f"，写的是 `{short}`", f", not `{short}`")


def unreadable(problem: Unreadable) -> Found:
    """Return what a reader refused, as a problem at its own place."""
    return Found(problem.code, problem.args_named, (), problem.word, problem.mend)
