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
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any, Final

from xgxp_rules.diagnostics import Both, Particular, nearest, register
from xgxp_rules.model.durations import Period, PeriodError
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Kind, Listing, State

Reader = Callable[[Any], Any]
"""From what stands in a file to the value; raises `Unreadable`."""

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_LONGEST_TEXT: Final = 2000
_LONGEST_NUMBER: Final = 40

NOT_A_FLAG = register("XG404", zh="{place} 应写 `是` 或 `否`{said}", en="{place} must be `yes` or `no`{said}")
NOT_A_NUMBER = register("XG405", zh="{place} 应是{expected}{said}", en="{place} must be {expected}{said}")
NOT_A_DATE = register(
    "XG406",
    zh="{place} 应是日期，如 `2022-09-01`、`2022-09` 或 `2022`{said}",
    en="{place} must be a date such as `2022-09-01`, `2022-09` or `2022`{said}",
)
NO_SUCH_DAY = register(
    "XG407", zh="{place} 写的日期在日历上不存在{said}", en="{place} names a day that no calendar has{said}"
)
NOT_A_CHOICE = register(
    "XG408", zh="{place} 应是下列之一：{choices}{said}", en="{place} must be one of {choices}{said}"
)
NOT_A_TEXT = register("XG409", zh="{place} 应是文字{said}", en="{place} must be text{said}")
NOT_A_PERIOD = register(
    "XG410", zh="{place} 应是时长，如 `6年` 或 `18个月`{said}", en="{place} must be a period such as `6年`{said}"
)
NO_MENTION = register(
    "XG411",
    zh="{place} 没有 `{name}` 这个取值；要表示不知道，请写 `未知`",
    en="{place} takes no `{name}`; to say that it is not known, write `unknown`",
)

A_NUMBER: Final = Both("数", "a number")
A_COUNT: Final = Both("不小于零的整数", "a whole number, zero or more")
A_SCHOOL_YEAR: Final = Both("学年，如 2025-2026 或 2025", "a school year, such as 2025-2026 or 2025")
A_YEAR: Final = Both("四位数的年份", "a year of four digits")


class Unreadable(Exception):
    """A value that cannot be read: the code of its message, what was expected, and the word that was written.

    `word` and `mend` repeat what was written, so they are dropped where the fact is personal or a health fact.
    """

    def __init__(self, code: str, word: object = None, mend: str | None = None, **args: Particular) -> None:
        super().__init__(code)
        self.code = code
        self.word = word
        self.mend = mend
        self.args_named = args


STATES: Final[dict[str, State]] = {
    "未知": UNKNOWN,
    "unknown": UNKNOWN,
    "不适用": NOT_APPLICABLE,
    "not applicable": NOT_APPLICABLE,
    "not_applicable": NOT_APPLICABLE,
}
"""How the two states without a value are written."""

_FLAGS: Final = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False}
_NOTHING: Final = frozenset({"null", "~", "none", "nil", "nan", "n/a", "#n/a"})


def halfwidth(text: str) -> str:
    """Return the text with full-width signs and spaces made ordinary, and trimmed.

    >>> halfwidth("２０２２－０９－０１　")
    '2022-09-01'
    """
    return (text if text.isascii() else text.translate(_FULL_WIDTH)).strip()


def read_state(raw: object) -> State | None:
    """Return the state that is written here, or None where it is not one.

    >>> read_state("不适用"), read_state("否")
    (NOT_APPLICABLE, None)
    """
    if isinstance(raw, State):
        return raw
    return STATES.get(halfwidth(raw).lower()) if isinstance(raw, str) else None


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
    raise _mentioned(raw) or Unreadable(NOT_A_FLAG, raw)


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
        raise _mentioned(raw) or _no_number(raw, unit)
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
        raise _mentioned(raw) or Unreadable(NOT_A_NUMBER, raw, expected=A_YEAR)
    return int(match[1])


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
            raise _mentioned(raw) or Unreadable(NOT_A_NUMBER, raw, expected=A_SCHOOL_YEAR) from problem
    following = match["next"]
    if following is not None and int(following) % 100 != (int(match[1]) + 1) % 100:
        raise Unreadable(NOT_A_NUMBER, raw, expected=A_SCHOOL_YEAR)
    return int(match[1])


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
        raise _mentioned(raw) or Unreadable(NOT_A_DATE, raw, mend)
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
    if text.lower() in _NOTHING:
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
    parts = _PERIOD_PART.findall(text[:_LONGEST_NUMBER])
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
        raise _mentioned(raw) or _no_choice(raw, kind)

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


def _mentioned(raw: object) -> Unreadable | None:
    """Return the problem of writing nothing as `null` or `~`, which is not how a record says so."""
    if isinstance(raw, str) and halfwidth(raw).lower() in _NOTHING:
        return Unreadable(NO_MENTION, name=halfwidth(raw))
    return None


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
