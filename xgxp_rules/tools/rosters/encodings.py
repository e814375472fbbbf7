"""Text as the bytes of a CSV file, in an encoding that a Chinese Excel opens; signs that it lacks are named."""

from __future__ import annotations

from collections import Counter
from typing import Final

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.messages import SIGNS_LACKING

ENCODINGS: Final = {"utf-8": "utf-8-sig", "utf-8-sig": "utf-8-sig", "gbk": "gbk", "gb18030": "gb18030"}
"""The encodings that can be asked for, and what each is: UTF-8 begins with a mark by which Excel knows it."""

_MOST_NAMED = 10


def encoded(text: str, codec: str) -> tuple[bytes, Diagnostic | None]:
    """Return the bytes of a text, and which of its signs the encoding lacks: they stand as their number in Unicode.

    >>> encoded("𬺓", "gbk")[0]
    b'[U+2CE93]'
    """
    try:
        return text.encode(codec), None
    except UnicodeEncodeError:
        pass
    lacking: Counter[str] = Counter()
    for sign in text:
        try:
            sign.encode(codec)
        except UnicodeEncodeError:
            lacking[sign] += 1
    for sign in lacking:
        text = text.replace(sign, number_of(sign))
    told = "、".join(f"{sign}＝{number_of(sign)}×{count}" for sign, count in lacking.most_common(_MOST_NAMED))
    args = {"encoding": codec.upper(), "count": len(lacking), "signs": told}
    return text.encode(codec), diagnose(SIGNS_LACKING, Span.none(), severity="note", **args)  # type: ignore[arg-type]


def number_of(sign: str) -> str:
    """Return a sign as its number in Unicode.

    >>> number_of("𬺓")
    '[U+2CE93]'
    """
    return f"[U+{ord(sign):04X}]"
