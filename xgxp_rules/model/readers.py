"""One reader for each kind of value, shared by YAML text, JSON values and spreadsheet cells.

A reader returns the value or raises `Unreadable`; it never guesses. A number is not a date, `off` and `0` are not
flags, `1_000` is not a number: what only looks readable is refused with the spelling that is meant. Full-width
digits and punctuation are read as their ordinary forms.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import lru_cache, reduce
from typing import Any, Final

from xgxp_rules.diagnostics import Both, nearest
from xgxp_rules.model.durations import Period, PeriodError
from xgxp_rules.model.number_readers import read_number
from xgxp_rules.model.unreadable import (
    NO_DAY,
    NO_DAY_YET,
    NO_MENTION,
    NO_SUCH_DAY,
    NOT_A_CHOICE,
    NOT_A_DATE,
    NOT_A_FLAG,
    NOT_A_PERIOD,
    NOT_A_TEXT,
    NOTHING,
    Reader,
    Unreadable,
    halfwidth,
    mentioned,
    read_state,
)
from xgxp_rules.model.values import Between, Kind, Listing

_FLAGS: Final = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False}
_LONGEST_TEXT: Final = 2000
_LONGEST_PERIOD: Final = 40


def read_flag(raw: object) -> bool:
    """Return the flag; 是/否, yes/no, true/false and JSON's true and false, nothing else.

    Raises:
        Unreadable: any other word or number, `0`, `1`, `on`, `off` and `n` included.

    >>> read_flag("是"), read_flag("No")
    (True, False)
    """
    if raw is True or raw is False:
        return raw
    if isinstance(raw, str):
        value = _FLAGS.get(raw)
        value = _FLAGS.get(halfwidth(raw).lower()) if value is None else value
        if value is not None:
            return value
    raise mentioned(raw) or Unreadable(NOT_A_FLAG, raw)


_MIDNIGHT: Final = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_DAY: Final = re.compile(
    rf"(\d{{4}})(?:([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}){_MIDNIGHT})?|年(?:(\d{{1,2}})月(?:(\d{{1,2}})日)?)?)?",
    re.ASCII,
)
_RUN_TOGETHER: Final = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


def read_date(raw: object) -> date | Between:
    """Return the day, or the stretch of days of a month or year that is all that is known.

    Written `2022-09-01`, `2022/9/1`, `2022.9.1` or `2022年9月1日`; a month or a year alone is a range.

    Raises:
        Unreadable: a number (spreadsheets count days, so 86400 could be anything), digits run together, a day
            without a year, a time of day, or a day no calendar has.

    >>> read_date("2022年9月1日"), read_date("2020-02").high
    (datetime.date(2022, 9, 1), datetime.date(2020, 2, 29))
    """
    if type(raw) is str:
        if len(raw) == 10 and raw[4] == raw[7] == "-":
            try:
                return date.fromisoformat(raw)
            except ValueError:
                pass  # the slow way says what is wrong with it
        return _written_day(raw)
    if isinstance(raw, datetime):
        if raw.tzinfo is None and raw.time() == time.min:
            return raw.date()
    elif isinstance(raw, date | Between):
        return raw
    raise Unreadable(NOT_A_DATE, raw)


def _written_day(raw: str) -> date | Between:
    text = halfwidth(raw)
    match = _DAY.fullmatch(text)
    if match is None:
        together = _RUN_TOGETHER.fullmatch(text)
        mend = "-".join(together.groups()) if together else None
        raise mentioned(raw) or Unreadable(NO_DAY_YET if text in NO_DAY else NOT_A_DATE, raw, mend)
    year = int(match[1])
    month, day = match[3] or match[5], match[4] or match[6]
    try:
        if month is None:
            return Between(date(year, 1, 1), date(year, 12, 31))
        first = date(year, int(month), int(day or 1))
    except ValueError:
        raise Unreadable(NO_SUCH_DAY, raw) from None
    return first if day else Between(first, first.replace(day=monthrange(year, first.month)[1]))


def read_text(raw: object) -> str | None:
    """Return the text, trimmed; None where only blanks are written.

    Raises:
        Unreadable: not text, over 2,000 characters, or signs that cannot be seen.

    >>> read_text(" 一中 ")
    '一中'
    """
    if not isinstance(raw, str) or len(raw) > _LONGEST_TEXT:
        raise Unreadable(NOT_A_TEXT, None if isinstance(raw, str) else raw)
    text = raw.strip()
    if not text.isprintable():
        text = text.translate({0x3000: " ", 0xA0: " "}).strip()
        if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in "\n\t\r" for sign in text):
            raise Unreadable(NOT_A_TEXT, raw)
    if text.lower() in NOTHING:
        raise Unreadable(NO_MENTION, name=text)
    return text or None


def read_name(raw: object) -> str | None:
    """Return a name that is compared with other names: as text, with full-width and half-width forms made one.

    >>> read_name("一中（东区）") == read_name("一中(东区)")
    True
    """
    text = read_text(raw)
    if text is None or text.isascii() or unicodedata.is_normalized("NFKC", text):
        return text
    return unicodedata.normalize("NFKC", text)


_PERIOD_PART: Final = re.compile(r"(\d{1,4})\s*([^\d\s]{1,4})\s*", re.ASCII)


def read_period(raw: object) -> Period:
    """Return the period, written as counts with their units.

    >>> read_period("18个月") == Period.of(18, "个月"), read_period("1年6个月").text("zh")
    (True, '1年6个月')
    """
    if isinstance(raw, Period):
        return raw
    text = halfwidth(raw) if isinstance(raw, str) else ""
    parts = _PERIOD_PART.findall(text[:_LONGEST_PERIOD])
    if not parts or _PERIOD_PART.sub("", text):
        raise Unreadable(NOT_A_PERIOD, raw)
    try:
        return reduce(operator.add, (Period.of(int(count), unit) for count, unit in parts))
    except PeriodError:
        raise Unreadable(NOT_A_PERIOD, raw) from None


def choice_reader(kind: Kind) -> Callable[[object], str]:
    """Return the reader of one choice: by id or label, giving the id.

    >>> from xgxp_rules.model.values import Choice
    >>> choice_reader(Kind("choice", choices=(Choice("female", "女"),)))("女")
    'female'
    """
    ids = {name: choice.id for choice in kind.choices for name in (choice.label, choice.id)}
    folded = {halfwidth(name): found for name, found in ids.items()}

    def read_choice(raw: object) -> str:
        if isinstance(raw, str):
            found = ids.get(raw) or folded.get(halfwidth(raw))
            if found is not None:
                return found
        raise mentioned(raw) or _no_choice(raw, kind)

    return read_choice


def several_reader(kind: Kind) -> Callable[[object], tuple[object, ...] | Listing]:
    """Return the reader of several values at once: a list of them, or one text that lists them with 、 or commas.

    >>> several_reader(Kind("list"))("语文、数学")
    ('语文', '数学')
    """
    read_one = choice_reader(kind) if kind.choices else read_name

    def read_several(raw: object) -> tuple[object, ...] | Listing:
        if isinstance(raw, Listing):
            return Listing(tuple(read_one(item) for item in raw.items), raw.complete)
        if isinstance(raw, Mapping):
            complete, items = _listed(raw)
            return Listing(tuple(read_one(item) for item in items), complete)
        if isinstance(raw, (list, tuple)):
            return tuple(dict.fromkeys(read_one(item) for item in raw))
        if not isinstance(raw, str) or read_state(raw) is not None or not raw.strip():
            raise Unreadable(NOT_A_TEXT, raw)
        try:
            return (read_one(raw),)
        except Unreadable:
            parts = _BETWEEN.split(halfwidth(raw))
            if len(parts) == 1:
                raise
            return tuple(dict.fromkeys(read_one(part.strip()) for part in parts))

    return read_several if kind.choices else lambda raw: read_several(_parted(raw))


_BETWEEN: Final = re.compile(r"[、,;]")


def _parted(raw: object) -> object:
    """Return a text that lists several as a list; anything else, and a state, as it is."""
    if not isinstance(raw, str) or read_state(raw) is not None:
        return raw
    return [part.strip() for part in _BETWEEN.split(halfwidth(raw)) if part.strip()]


def _listed(raw: Mapping[Any, Any]) -> tuple[bool, list[object]]:
    """Return whether `{完整: 否, 列: […]}` is complete, and its values."""
    keys = {"完整": "complete", "complete": "complete", "列": "items", "items": "items"}
    found = {keys.get(str(key)): value for key, value in raw.items()}
    if set(found) != {"complete", "items"} or not isinstance(found["items"], (list, tuple)):
        raise Unreadable(NOT_A_TEXT)
    return read_flag(found["complete"]), list(found["items"])


def _no_choice(raw: object, kind: Kind) -> Unreadable:
    labels = tuple(choice.label for choice in kind.choices)
    mend = nearest(raw, (*labels, *(choice.id for choice in kind.choices))) if isinstance(raw, str) else None
    choices = Both("、".join(labels), ", ".join(f"{choice.id} ({choice.label})" for choice in kind.choices))
    return Unreadable(NOT_A_CHOICE, raw, mend, choices=choices)


@lru_cache(maxsize=512)
def reader_of(kind: Kind) -> Reader:
    """Return the reader of one value of this kind; lists and days of the year have none here."""
    unit = kind.unit
    match kind.name:
        case "flag":
            return read_flag
        case "number":
            return read_number if unit is None else lambda raw: read_number(raw, unit)
        case "date":
            return read_date
        case "choice":
            return choice_reader(kind)
        case "period":
            return read_period
        case "reference":
            return read_name
        case "list":
            return several_reader(kind)
        case "text" | "day_of_year":
            return read_text
