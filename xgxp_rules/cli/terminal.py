"""What the command line writes, and in which language: plain text to a pipe, colour on a terminal only.

A leaf that any verb may import. A reader that closes the pipe early is no error of ours: the program ends in silence.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from xgxp_rules.cli.options import Format, Language
from xgxp_rules.diagnostics import Lang
from xgxp_rules.tools.speaking import locale_language


class ClosedPipe(Exception):
    """Whoever was reading our output has gone."""


def language(chosen: Language | None, environment: Mapping[str, str] | None = None) -> Lang:
    """Return the language to speak: the chosen one, else the locale's; a locale without a language means Chinese.

    >>> language(None, {"LANG": "en_GB.UTF-8"}), language(None, {"LC_ALL": "C.UTF-8"}), language(None, {})
    ('en', 'zh', 'zh')
    """
    if chosen is not None:
        return chosen.value
    return locale_language(environment)


def write(text: str) -> None:
    """Write an answer to standard output, coloured on a terminal.

    Raises:
        ClosedPipe: nobody reads it any more.
    """
    _write(sys.stdout, text)


def write_lines(text: str, format: Format) -> None:
    """Write an answer whose lines and columns must stay as they are: in Markdown a block of its own."""
    write(f"```text\n{text}\n```" if format is Format.MARKDOWN else text)


def write_json(data: Any) -> None:
    """Write plain data as JSON, the same on a terminal and in a pipe."""
    _plain(sys.stdout, json.dumps(data, ensure_ascii=False, indent=2))


def write_content(content: bytes) -> None:
    """Write the content of a file to standard output as it is.

    Raises:
        ClosedPipe: nobody reads it any more.
    """
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ClosedPipe from None


def complain(text: str) -> None:
    """Write an error to standard error."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    if _is_coloured(stream):
        _coloured(stream, text)
    else:
        _plain(stream, text)


def _plain(stream: TextIO, text: str) -> None:
    try:
        stream.write(text if text.endswith("\n") else text + "\n")
        stream.flush()
    except BrokenPipeError:
        raise ClosedPipe from None


def _is_coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


_STYLES = (
    (r"^[^\s│|].*$", "bold"),
    (r"^─+$", "dim"),
    (r"^  \S+(?=  )", "cyan"),
    (r"[〔\[][^〕\]]*[〕\]]", "dim"),
    (r"✓", "green"),
    (r"✗|\bXG\d{3}\b|\^+$", "red"),
    (r"？ ", "yellow"),
)


def _coloured(stream: TextIO, text: str) -> None:
    from rich.console import Console
    from rich.text import Text

    shown = Text(text.rstrip("\n"))
    for pattern, style in _STYLES:
        shown.highlight_regex(f"(?m){pattern}", style)
    try:
        Console(file=stream, highlight=False, soft_wrap=True).print(shown)
    except BrokenPipeError:
        raise ClosedPipe from None
