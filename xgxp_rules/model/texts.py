"""Values in words, in Chinese and English: the one place where a value becomes text for people."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Literal

from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Disputed, Kind, Listing, Possible

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
    """
    if value in (UNKNOWN, NOT_APPLICABLE):
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
    return _plain(value, kind, lang)


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


def _plain(value: Any, kind: Kind, lang: Lang) -> str:
    if isinstance(value, bool):
        return _FLAGS[value][lang]
    if isinstance(value, Elapsed):
        return value.period().text(lang)
    if isinstance(value, Period):
        return value.text(lang)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Fraction)):
        return show_number(value) + (kind.unit or "")
    if isinstance(value, tuple):
        return _items(value, kind, lang)
    if isinstance(value, Listing):
        more = "（可能还有）" if lang == "zh" else " (there may be more)"
        return _items(value.items, kind, lang) + more
    choice = kind.choice(str(value)) if kind.name == "choice" else None
    return str(value) if choice is None else (choice.label if lang == "zh" else choice.id)


def _items(items: tuple[Any, ...], kind: Kind, lang: Lang) -> str:
    if items and all(isinstance(item, str) for item in items):
        return "、".join(str(item) for item in items) if lang == "zh" else ", ".join(str(item) for item in items)
    return f"{len(items)}条" if lang == "zh" else f"{len(items)} entr{'y' if len(items) == 1 else 'ies'}"


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
    {'from': '2020-09-01', 'to': '2026-09-01', 'period': '6年'}
    """
    if value is UNKNOWN or value is NOT_APPLICABLE:
        return None
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Elapsed):
        return {"from": value.start.isoformat(), "to": value.end.isoformat(), "period": value.period().text("zh")}
    if isinstance(value, Between):
        return {"at_least": json_value(value.low), "at_most": json_value(value.high)}
    if isinstance(value, Possible):
        return {"one_of": [json_value(one) for one in value.values]}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return value.text("zh")
    if isinstance(value, Fraction):
        return show_number(value)
    return _json_items(value)


def _json_items(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Disputed):
        return {"claims": [{"value": json_value(claim.value), "source": claim.source} for claim in value.claims]}
    if isinstance(value, Listing):
        return {"complete": value.complete, "items": [json_value(item) for item in value.items]}
    if isinstance(value, (tuple, list)):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): json_value(one) for key, one in value.items()}
    dump = getattr(value, "model_dump", None)
    return dump(mode="json", exclude_none=True) if dump is not None else str(value)
