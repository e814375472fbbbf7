"""Values in words, in Chinese and English: the one place where a value becomes text for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.periods import months_and_days
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Disputed, Kind, Listing, Possible, State

Lang = Literal["zh", "en"]
_STATES = {
    UNKNOWN: {"zh": "未知", "en": "unknown"},
    NOT_APPLICABLE: {"zh": "不适用", "en": "not applicable"},
}
_FLAGS = {True: {"zh": "是", "en": "yes"}, False: {"zh": "否", "en": "no"}}


def show_value(value: Any, kind: Kind, lang: Lang = "zh") -> str:
    """Return a value in words, whatever state it is in.

    >>> show_value(Elapsed(date(2020, 9, 1), date(2026, 9, 1)), Kind("period"))
    '6年'
    >>> show_value(Elapsed(date(1980, 6, 1), date(2031, 9, 1)), Kind("period", said="岁"))
    '51岁3个月'
    """
    plain = _PLAIN.get(value.__class__)
    return _other(value, kind, lang) if plain is None else plain(value, kind, lang)


def _other(value: Any, kind: Kind, lang: Lang) -> str:
    if isinstance(value, State):
        return _STATES[value][lang]
    if isinstance(value, Between):
        return _range(value, kind, lang)
    if isinstance(value, Possible):
        joined = " 或 " if lang == "zh" else " or "
        return joined.join(show_value(one, kind, lang) for one in value.values)
    if isinstance(value, Disputed):
        return ("；" if lang == "zh" else "; ").join(
            f"{show_value(claim.value, kind, lang)}（{claim.source}）" for claim in value.claims
        )
    if isinstance(value, Listing):
        more = "（可能还有）" if lang == "zh" else " (there may be more)"
        return _items(value.items, kind, lang) + more
    return str(value)


def _range(value: Between, kind: Kind, lang: Lang) -> str:
    if value.low is None and value.high is None:
        return _STATES[UNKNOWN][lang]
    if value.high is None:
        text = show_value(value.low, kind, lang)
        return f"至少{text}" if lang == "zh" else f"at least {text}"
    if value.low is None:
        text = show_value(value.high, kind, lang)
        return f"至多{text}" if lang == "zh" else f"at most {text}"
    low, high = show_value(value.low, kind, lang), show_value(value.high, kind, lang)
    return f"{low} 至 {high}" if lang == "zh" else f"{low} to {high}"


def _word(value: str, kind: Kind, lang: Lang) -> str:
    choice = kind.choice(value) if kind.name == "choice" else None
    return value if choice is None else (choice.label if lang == "zh" else choice.id)


def _labelled(item: str, kind: Kind, lang: Lang) -> str:
    """Return a choice in a list by its label in Chinese; any other text is as it is."""
    choice = kind.choice(item) if lang == "zh" and kind.choices else None
    return item if choice is None else choice.label


def _items(items: tuple[Any, ...], kind: Kind, lang: Lang) -> str:
    if items and all(isinstance(item, str) for item in items):
        labels = [_labelled(item, kind, lang) for item in items]
        return "、".join(labels) if lang == "zh" else ", ".join(labels)
    return f"{len(items)}条" if lang == "zh" else f"{len(items)} entr{'y' if len(items) == 1 else 'ies'}"


def show_stretch(start: date, end: date, lang: Lang) -> str:
    """Return the time between two days as years, months and days; nothing where the second is not later.

    >>> show_stretch(date(2020, 9, 1), date(2026, 8, 31), "zh")
    '5年11个月30天'
    """
    months, days = months_and_days(start, end) if start < end else (0, 0)
    if lang == "en":
        return Period(months=months, days=days).text(lang)
    years, months = divmod(months, 12)
    text = f"{years}年" if years else ""
    if months:
        text += f"{months}个月"
    return f"{text}{days}天" if days or not text else text


_PLAIN: dict[type, Callable[[Any, Kind, Lang], str]] = {
    bool: lambda value, kind, lang: _FLAGS[value][lang],
    int: lambda value, kind, lang: _measured(value, kind),
    Fraction: lambda value, kind, lang: _measured(value, kind),
    str: _word,
    date: lambda value, kind, lang: value.isoformat(),
    Elapsed: lambda value, kind, lang: _timed(show_stretch(value.start, value.end, lang), kind, lang),
    Period: lambda value, kind, lang: _timed(value.text(lang), kind, lang),
    tuple: lambda value, kind, lang: _items(value, kind, lang),
}
"""How a plainly known value of each type is shown."""


_SHARES = {"%": 100, "‰": 1000}
"""A share is held as the number it is and written in hundredths or thousandths."""


def _measured(number: int | Fraction, kind: Kind) -> str:
    word = kind.unit or kind.said or ""
    return show_number(number * _SHARES.get(word, 1)) + word


def _timed(text: str, kind: Kind, lang: Lang) -> str:
    """Return a length in words; an age counts its years in 岁, and nothing of what is counted is none of it."""
    if kind.said is None or lang == "en":
        return text
    return text.replace("年", "岁", 1) if kind.said == "岁" else f"0{kind.said}" if text == "0天" else text


def show_number(number: int | Fraction) -> str:
    """Return an exact number: a finite decimal where there is one, else a fraction.

    >>> show_number(Fraction(3, 2)), show_number(Fraction(1, 3)), show_number(7)
    ('1.5', '1/3', '7')
    """
    if isinstance(number, int) or number.denominator == 1:
        return str(int(number))
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = 0
    scaled = number
    while scaled.denominator != 1:
        scaled *= 10
        places += 1
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def json_value(value: Any) -> Any:
    """Return a value as stable JSON: days as ISO text, exact numbers as text where they are not whole.

    >>> json_value(Elapsed(date(2020, 9, 1), date(2026, 9, 1)))
    {'from': '2020-09-01', 'to': '2026-09-01'}
    """
    known = _JSON.get(value.__class__)
    return _json_entry(value) if known is None else known(value)


def _json_entry(value: Any) -> Any:
    """Return an item of a list as its fields that are known, or any other value as text."""
    fields = getattr(value, "__dict__", None) or getattr(value, "_values", None)
    if not fields:
        return {} if hasattr(value, "open_ends") else str(value)
    return {name: json_value(one) for name, one in fields.items() if one is not None}


def _json_claims(value: Disputed) -> dict[str, Any]:
    return {"claims": [{"value": json_value(claim.value), "source": claim.source} for claim in value.claims]}


_JSON: dict[type, Callable[[Any], Any]] = {
    State: lambda value: None,
    type(None): lambda value: None,
    bool: lambda value: value,
    int: lambda value: value,
    str: lambda value: value,
    date: date.isoformat,
    Period: lambda value: value.text("zh"),
    Fraction: show_number,
    Elapsed: lambda value: {"from": value.start.isoformat(), "to": value.end.isoformat()},
    Between: lambda value: {"at_least": json_value(value.low), "at_most": json_value(value.high)},
    Possible: lambda value: {"one_of": [json_value(one) for one in value.values]},
    Disputed: _json_claims,
    Listing: lambda value: {"complete": value.complete, "items": [json_value(item) for item in value.items]},
    tuple: lambda value: [json_value(item) for item in value],
    list: lambda value: [json_value(item) for item in value],
    dict: lambda value: {str(key): json_value(one) for key, one in value.items()},
}
"""How a value of each type is written as JSON."""
