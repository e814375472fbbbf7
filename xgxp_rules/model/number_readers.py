"""Readers of numbers: exact ones with a measure word, counts, years and school years.

Nothing is guessed: `1_000` and `1e3` are no numbers, and a bare `10` is no percentage.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from xgxp_rules.diagnostics import Both
from xgxp_rules.model.unreadable import NOT_A_NUMBER, Unreadable, halfwidth, mentioned

_LONGEST_NUMBER: Final = 40
A_NUMBER: Final = Both("数", "a number")
A_COUNT: Final = Both("不小于零的整数", "a whole number, zero or more")
A_SCHOOL_YEAR: Final = Both("学年，如 2025-2026 或 2025", "a school year, such as 2025-2026 or 2025")
A_YEAR: Final = Both("四位数的年份", "a year of four digits")

_NUMBER: Final = re.compile(r"([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(?:/(\d+))?\s*([^\d\s.,/+-]\D*)?", re.ASCII)
_SCALES: Final = {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}


def read_number(raw: object, unit: str | None = None) -> int | Fraction:
    """Return the exact number, a whole one as int; `unit` is the measure word it may carry.

    A decimal is read as written (`0.1` is one tenth). A percentage is a fraction; for the unit `%` the sign is
    required, since a bare `10` could mean two things.

    Raises:
        Unreadable: not a number, another measure word, `1_000`, `1e3`, or more than forty signs.

    >>> read_number("１２．５"), read_number("10%"), read_number("40人", "人")
    (Fraction(25, 2), Fraction(1, 10), 40)
    """
    if type(raw) is int and unit != "%":
        return _sized(raw)
    if isinstance(raw, Fraction):
        return _whole(raw)
    text = _digits(raw)
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if match is None:
        raise mentioned(raw) or _no_number(raw, unit)
    sign, whole, decimals, below, suffix = match.groups()
    if (decimals and below) or (below is not None and int(below) == 0):
        raise _no_number(raw, unit)
    value = Fraction(whole.replace(",", "") + (decimals or "")) / int(below or 1)
    return _whole((-value if sign == "-" else value) * _scale(suffix, unit, bool(below), raw))


def _scale(suffix: str | None, unit: str | None, is_ratio: bool, raw: object) -> Fraction | int:
    word = (suffix or "").strip()
    if word in _SCALES and unit in (None, "%"):
        return _SCALES[word]
    if word == "万" + (unit or "") and unit is not None:
        return 10000
    if word == unit or (not word and (unit != "%" or is_ratio)):
        return 1
    raise _no_number(raw, unit)


def _digits(raw: object) -> str:
    """Return a number's text; floats and decimals by the digits a reader sees."""
    if isinstance(raw, str):
        return halfwidth(raw)
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) < _LONGEST_NUMBER:
        return f"{raw:f}"
    if isinstance(raw, float) and abs(raw) < 1e18:
        return f"{Decimal(repr(raw)):f}"
    return ""


def _whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _sized(value: int) -> int:
    if abs(value) >= 10**_LONGEST_NUMBER:
        raise Unreadable(NOT_A_NUMBER, expected=Both("不超过四十位的数", "a number of at most forty digits"))
    return value


def _no_number(raw: object, unit: str | None) -> Unreadable:
    if unit is None:
        return Unreadable(NOT_A_NUMBER, raw, expected=A_NUMBER)
    return Unreadable(NOT_A_NUMBER, raw, expected=Both(f"以“{unit}”计的数", f"a number counted in {unit}"))


def read_count(raw: object, unit: str | None = None) -> int:
    """Return a whole number, zero or more.

    >>> read_count("120人", "人")
    120
    """
    value = read_number(raw, unit)
    if not isinstance(value, int) or value < 0:
        raise Unreadable(NOT_A_NUMBER, raw, expected=A_COUNT)
    return value


_YEAR: Final = re.compile(r"([12]\d{3})(?:年|年度)?", re.ASCII)


def read_year(raw: object) -> int:
    """Return a calendar year from 1000 to 2999, as `2025`, `2025年` or `2025年度`.

    >>> read_year("2025年度")
    2025
    """
    if type(raw) is int and 1000 <= raw <= 2999:
        return raw
    match = _YEAR.fullmatch(_digits(raw).removesuffix(".0") if isinstance(raw, float) else _digits(raw))
    if match is None:
        raise mentioned(raw) or Unreadable(NOT_A_NUMBER, raw, expected=A_YEAR)
    return int(match[1])


A_TERM: Final = Both(
    "学期，如 2025-2026-1、2025-2026学年第二学期", "a term, such as 2025-2026-1 or 2025-2026学年第二学期"
)
_TERM_NUMBERS: Final = {"1": 1, "一": 1, "上": 1, "2": 2, "二": 2, "下": 2}
_TERM: Final = re.compile(
    r"(?P<year>[12]\d{3}(?:[-—–~～至](?:[12]\d{3}|\d\d))?(?:学年度|学年)?)(?:[-—–]|第)?(?P<number>[12一二上下])(?:学期)?",
    re.ASCII,
)


def read_term(raw: object) -> int:
    """Return a term as its school year followed by 1 or 2: `2025-2026-1`, `2025-2026学年第二学期`, `2025学年上学期`.

    >>> read_term("2025-2026学年第二学期"), read_term("2025-2026-1"), read_term(20251)
    (20252, 20251, 20251)
    """
    text = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    if isinstance(text, str):
        match = _TERM.fullmatch(halfwidth(text).replace(" ", "").replace("——", "—"))
        if match is not None:
            try:
                year = read_school_year(match["year"])
            except Unreadable as problem:
                raise Unreadable(NOT_A_NUMBER, raw, expected=A_TERM) from problem
            return year * 10 + _TERM_NUMBERS[match["number"]]
    raise mentioned(raw) or Unreadable(NOT_A_NUMBER, raw, expected=A_TERM)


_SCHOOL_YEAR: Final = re.compile(
    r"([12]\d{3})(?:学年|学年度|[-—–~～至](?P<next>[12]\d{3}|\d\d)(?:学年|学年度)?)", re.ASCII
)


def read_school_year(raw: object) -> int:
    """Return the calendar year in which a school year begins: `2025-2026`, `2025—2026学年`, `2025学年` or `2025`.

    >>> read_school_year("2025-2026学年")
    2025
    """
    match = (
        _SCHOOL_YEAR.fullmatch(halfwidth(raw).replace(" ", "").replace("——", "—")) if isinstance(raw, str) else None
    )
    if match is None:
        try:
            return read_year(raw)
        except Unreadable as problem:
            raise mentioned(raw) or Unreadable(NOT_A_NUMBER, raw, expected=A_SCHOOL_YEAR) from problem
    following = match["next"]
    if following is not None and int(following) % 100 != (int(match[1]) + 1) % 100:
        raise Unreadable(NOT_A_NUMBER, raw, expected=A_SCHOOL_YEAR)
    return int(match[1])
