"""From bytes to text: size, encoding and characters, before YAML sees anything.

What is refused here ends the reading. The text handed on has no byte order mark and only LF as line end, so that
lines and columns are those of the author's editor.
"""

import re
from collections.abc import Iterator
from itertools import islice

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose
from xgxp_rules.spans import Span

MAX_BYTES = 1_000_000
"""A policy of fifty pages has about 60,000 bytes."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MOST_SHOWN = 20


def decode(source: str | bytes) -> tuple[str, list[Diagnostic]]:
    """Return the text with LF line ends and every reason not to read it further."""
    size = len(source)
    if size > MAX_BYTES:
        return "", [_too_large(size)]
    if isinstance(source, bytes):
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            return "", [_not_utf8(source, error.start)]
    else:
        text = source
        if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            return "", [_too_large(len(text.encode("utf-8", "surrogatepass")))]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text, list(islice(_forbidden(text), _MOST_SHOWN))


def _too_large(size: int) -> Diagnostic:
    return diagnose("XG901", Span.none(), size=f"{size:,}", limit=f"{MAX_BYTES:,}")


def _not_utf8(source: bytes, offset: int) -> Diagnostic:
    head = source[:offset]
    line = head.count(b"\n") + 1
    column = len(head[head.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    byte, guess = f"0x{source[offset]:02X}", _guess(source)
    if guess is None:
        return diagnose("XG001", Span.at(line, column), line=line, byte=byte, offset=offset)
    return diagnose("XG002", Span.at(line, column), line=line, byte=byte, offset=offset, guess=guess)


def _guess(source: bytes) -> Both | None:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Both("UTF-16（Unicode）", "UTF-16 (Unicode)")
    try:
        source.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return Both("GBK", "GBK")


def _forbidden(text: str) -> Iterator[Diagnostic]:
    for found in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        yield diagnose("XG003", Span.at(line, column), point=f"U+{ord(found.group()):04X}")
