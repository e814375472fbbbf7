"""Numbers as documents write them: Arabic with 万 and 亿, and Chinese numerals; always exact, never a float.

What reads two ways (二百五, 三五) is not a number here.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

Exact = int | Fraction

_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_YEAR_DIGITS: Final = 4
_MYRIAD: Final = 10_000
_LONGEST: Final = 30
"""More digits than any sum of money has; longer ones are refused rather than turned into huge integers."""


def exact(number: Fraction | int) -> Exact:
    """Return an integer where the number is whole, else the fraction.

    >>> exact(Fraction(4, 2)), exact(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def read_numeral(text: str) -> Exact | None:
    """Return the number that an Arabic or Chinese numeral says, or None.

    >>> read_numeral("1.5万"), read_numeral("十二"), read_numeral("二百五"), read_numeral("08")
    (15000, 12, None, None)
    """
    if len(text) > _LONGEST:
        return None
    return _arabic(text) if text[:1].isdigit() and text[:1].isascii() else _chinese(text)


def has_leading_zero(text: str) -> bool:
    """Return whether a numeral is written like `08`, which no document means as a number."""
    return re.match(r"0\d", text) is not None


def _arabic(text: str) -> Exact | None:
    found = re.fullmatch(r"([\d,]+(?:\.\d+)?)([十百千万亿]*)", text, re.ASCII)
    if found is None or has_leading_zero(text):
        return None
    number = Fraction(found[1].replace(",", ""))
    for scale in found[2]:
        number *= _SCALES[scale]
    return exact(number)


def _chinese(text: str) -> Exact | None:
    whole, point, part = text.partition("点")
    number = _chinese_whole(whole)
    if number is None or not point:
        return number
    tenths = "".join(str(_DIGITS.get(sign, "x")) for sign in part)
    return exact(Fraction(f"{number}.{tenths}")) if tenths.isdigit() else None


def _chinese_whole(text: str) -> int | None:
    if len(text) == _YEAR_DIGITS and all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total = section = 0
    digit: int | None = None
    last_scale, zero = _SCALES["亿"] * 10, False
    for sign in text:
        if sign in _DIGITS:
            if digit is not None:
                return None
            zero, digit = (True, None) if _DIGITS[sign] == 0 and text != sign else (zero, _DIGITS[sign])
            continue
        scale = _SCALES[sign]
        if scale >= _MYRIAD:
            total = (total + section + (digit or 0)) * scale or scale
            section, last_scale = 0, scale
        else:
            if scale >= last_scale and section:
                return None
            section += (1 if digit is None else digit) * scale
            last_scale = scale
        digit, zero = None, False
    if digit is not None and last_scale > 10 and (section or total) and not zero:
        return None
    return total + section + (digit or 0) if text else None


def number_text(number: Exact) -> str:
    """Return a number in Arabic digits: a whole one, a decimal where it is finite, else a fraction.

    >>> number_text(Fraction(3, 2)), number_text(Fraction(1, 3)), number_text(-4)
    ('1.5', '1/3', '-4')
    """
    if isinstance(number, int):
        return str(number)
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"
