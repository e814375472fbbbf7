"""What can only be asked of a record with something beside it: the decision date, or a policy's own vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest, register
from xgxp_rules.model.found import Found, Locate
from xgxp_rules.model.number_readers import read_school_year, read_term
from xgxp_rules.model.records.base import Record, raise_found, shape_of, slot_reader
from xgxp_rules.model.records.checks import bounds, versions
from xgxp_rules.model.shapes import NAMED_TWICE, Shape, Slot
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.unreadable import NOT_A_NUMBER, Reader, Unreadable
from xgxp_rules.model.values import NUMBER, UNKNOWN, Kind
from xgxp_rules.model.vocabulary import Fact, Sensitivity, Vocabulary
from xgxp_rules.spans import Span

Higher = tuple[tuple[str, Vocabulary], ...]
"""The vocabularies of higher law, by policy."""

_Kept = tuple[Vocabulary, Higher, Mapping[str, Any]]
"""What was read with which vocabularies, kept with the record."""

_OLDEST: Final = 120
NAMED_READERS: Final[dict[str, Callable[[object], Any]]] = {"school_year": read_school_year, "term": read_term}
"""The field of a list's items that names the school year they belong to."""
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})

NOT_BORN = register(
    "XG430",
    zh="出生日期晚于决定日期 {as_of}",
    en="the birth is after the decision date {as_of}",
    mend_zh="请核对出生日期，或者用 `--as-of` 写明决定日期",
    mend_en="Check the date of birth, or give the decision date with `--as-of`",
)
TOO_OLD = register(
    "XG431",
    zh="按出生日期，到决定日期 {as_of} 已超过 {oldest} 岁",
    en="by the date of birth, the age on {as_of} is over {oldest}",
    mend_zh="请核对出生日期的年份",
    mend_en="Check the year of birth",
)
FUTURE_APPRAISAL = register(
    "XG432",
    zh="年度考核[{place}] 的年度晚于决定日期 {as_of} 所在的年份",
    en="appraisals[{place}] is of a year after that of the decision date {as_of}",
    mend_zh="请核对年度；要按以后的日子决定的，用 `--as-of` 写明",
    mend_en="Check the year; for a later decision date use `--as-of`",
)
UNKNOWN_FACT = register(
    "XG433",
    zh="记录中有未知的事实 `{name}`",
    en="the record names an unknown fact `{name}`",
    advice_zh="`xgxp missing` 列出这项政策要用哪些事实；多余的请删去",
    advice_en="`xgxp missing` lists the facts that this policy needs; delete what is not among them",
)
NOT_SUPPLIED = register(
    "XG434",
    zh="`{name}` 由政策推算得出，不能直接填写",
    en="`{name}` is worked out by the policy and cannot be supplied",
    mend_zh="请删去它，改写它由之算出的事实；`xgxp missing` 列出要哪些",
    mend_en="Delete it and give the facts it is made from; `xgxp missing` lists them",
)


def check_against(record: Record, as_of: date) -> list[Diagnostic]:
    """Return what is wrong with the record on the decision date.

    The person is not born yet or over 120, or is appraised in a future year.

    >>> from xgxp_rules.model.records import Teacher
    >>> [each.code for each in check_against(Teacher(出生日期="1990-01-01"), date(1980, 1, 1))]
    ['XG430']
    """
    first, last = allowed_days(record)
    return [] if first <= as_of <= last else list(_against(record, as_of))


def allowed_days(record: Record) -> tuple[date, date]:
    """Return the first and last decision date on which nothing is wrong with the record; the first may be later."""
    try:
        return record._window
    except AttributeError:
        return _note_window(record)


def _note_window(record: Record) -> tuple[date, date]:
    """Return the decision dates on which nothing is wrong, and keep them with the record."""
    first, last = date.min, date.max
    born = bounds(getattr(record, "born_on", None))
    if born is not None:
        first, last = born[0], _birthday(born[1], _OLDEST)
    latest = max((year for _, year in _appraised(record)), default=0)
    window = (max(first, date(latest, 1, 1)) if latest else first, last)
    object.__setattr__(record, "_window", window)
    return window


def _birthday(born: date, age: int) -> date:
    year = born.year + age
    if year > date.max.year:
        return date.max
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=year)


def _appraised(record: Record) -> Iterator[tuple[int, int]]:
    for items in versions(getattr(record, "appraisals", None)):
        for place, item in enumerate(items, 1):
            if isinstance(item.year, int):
                yield place, item.year


def _against(record: Record, as_of: date) -> Iterator[Diagnostic]:
    born = bounds(getattr(record, "born_on", None))
    day = as_of.isoformat()
    if born is not None and born[0] > as_of:
        yield diagnose(NOT_BORN, Span.none(), as_of=day)
    if born is not None and _birthday(born[1], _OLDEST) < as_of:
        yield diagnose(TOO_OLD, Span.none(), as_of=day, oldest=_OLDEST)
    for place, year in _appraised(record):
        if year > as_of.year:
            yield diagnose(FUTURE_APPRAISAL, Span.none(), as_of=day, place=place)


class LocalItem:
    """One entry of a list that a policy declares; its fields are attributes, by id, and immutable."""

    __slots__ = ("_values", "open_ends")

    def __init__(self, values: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_values", dict(values))
        object.__setattr__(self, "open_ends", frozenset())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_values":
            raise AttributeError(name)
        return self._values.get(name)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LocalItem) and self._values == other._values

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return LocalItem, (self._values,)

    def __repr__(self) -> str:
        return f"LocalItem({self._values!r})"


def fields_of(item: LocalItem) -> tuple[Any, ...]:
    """Return the values of an entry's fields; no method of its own, because any name may be a field."""
    return tuple(item._values.values())


def read_local(
    record: Record,
    vocabulary: Vocabulary,
    higher: Higher = (),
    *,
    file: str = "",
    locate: Locate | None = None,
) -> Mapping[str, Any]:
    """Return the facts that the policy declares and the record supplies, by id; nothing where there are none.

    `higher` are the vocabularies of the law it stands under, by policy: what they declare for themselves is read too
    and kept as `policy/id`. A name that both use is the policy's own; higher law reads it only where it is of the same
    kind, and otherwise has no such fact.

    Raises:
        RecordError: a name that neither the record nor the policy knows, that is given twice or that the policy
            works out itself, or a value that cannot be read.
    """
    unlisted = record.__pydantic_extra__
    if not unlisted:
        return _NOTHING
    kept: _Kept | None = getattr(record, "_local", None)
    if kept is not None and kept[0] is vocabulary and kept[1] == higher:
        return kept[2]
    if locate is None:
        file, locate = getattr(record, "_origin", (file, None))
    values = _read_unlisted(record, unlisted, vocabulary, higher, file, locate)
    object.__setattr__(record, "_local", (vocabulary, higher, values))
    return values


def _read_unlisted(
    record: Record,
    unlisted: Mapping[str, Any],
    vocabulary: Vocabulary,
    higher: Higher,
    file: str,
    locate: Locate | None,
) -> dict[str, Any]:
    found: list[Found] = []
    values: dict[str, Any] = {}
    for name, raw in unlisted.items():
        fact = vocabulary.get(name)
        above = tuple(_above(name, fact, higher))
        for key, one in above:
            shape = _local_shape(key, one.label, one.kind, one.sensitivity, one.limits)
            values.update(shape.read({name: raw}, found if fact is None else []))
        if fact is None and above:
            continue
        if fact is None:
            known = (*vocabulary.names(), *shape_of(type(record)).names)
            found.append(Found(UNKNOWN_FACT, {"name": name}, (("", "", name),), None, nearest(name, known)))
        elif fact.form is not None:
            found.append(Found(NOT_SUPPLIED, {"name": name}, (("", "", name),)))
        else:
            if fact.id in values:
                found.append(Found(NAMED_TWICE, {}, ((fact.label, fact.id, name),)))
            shape = _local_shape(fact.id, fact.label, fact.kind, fact.sensitivity, fact.limits)
            values.update(shape.read({name: raw}, found))
    if found:
        raise_found(found, record.title, file, locate)
    return {id: UNKNOWN if value is None else value for id, value in values.items()}


def _above(name: str, own: Fact | None, higher: Higher) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of higher law that a name supplies, each with the key it is kept under."""
    for policy_id, vocabulary in higher:
        fact = vocabulary.get(name)
        if fact is not None and fact.local and fact.form is None and (own is None or own.kind == fact.kind):
            yield f"{policy_id}/{fact.id}", fact


def _within(read: Reader, limits: tuple[int | Fraction, int | Fraction], kind: Kind) -> Reader:
    """Return a reader of numbers that refuses those outside the limits, both of which are allowed."""
    zh, en = ([show_value(one, kind, lang) for one in limits] for lang in ("zh", "en"))
    expected = Both(f"{zh[0]} 至 {zh[1]} 的数", f"a number from {en[0]} to {en[1]}")

    def limited(raw: Any) -> Any:
        value = read(raw)
        if isinstance(value, int | Fraction) and not limits[0] <= value <= limits[1]:
            raise Unreadable(NOT_A_NUMBER, raw, expected=expected)
        return value

    return limited


_Limits = tuple[int | Fraction, int | Fraction] | None


@lru_cache(maxsize=4096)
def _local_shape(id: str, label: str, kind: Kind, sensitivity: Sensitivity, limits: _Limits) -> Shape:
    return Shape((_local_slot(id, label, kind, sensitivity, limits),), LocalItem, LocalItem)


def has_own_year(fields: Iterable[Fact]) -> bool:
    """Return whether the entries of a list with these fields have a year of their own."""
    return any(each.id in ("year", "school_year") for each in fields)


def reader_by_name(id: str, kind: Kind, *, own_year: bool = False) -> Callable[[object], Any] | None:
    """Return the reader of a number that its name makes a school year or a term, or None for any other.

    Beside a year of its own (`own_year`), the term of an entry is a number like any other.
    """
    return None if kind != NUMBER or (own_year and id == "term") else NAMED_READERS.get(id)


def checked_reader(fact: Fact, *, local: bool, own_year: bool = False) -> Reader | None:
    """Return the reader of a number that not every number is right for, or None where every one is.

    Its name may make it a school year or a term where the policy declares it (`local`), and it may have limits.
    """
    named = reader_by_name(fact.id, fact.kind, own_year=own_year) if local else None
    if named is None and fact.limits is None:
        return None
    read = named or slot_reader(fact.kind)
    return read if fact.limits is None else _within(read, fact.limits, fact.kind)


def _local_slot(
    id: str, label: str, kind: Kind, sensitivity: Sensitivity, limits: _Limits, own_year: bool = False
) -> Slot:
    items = None
    if kind.name == "list" and kind.fields:
        fields: tuple[Fact, ...] = kind.fields
        told = (each for each in fields if each.form is None)
        own_year = has_own_year(fields)
        slots = tuple(
            _local_slot(each.id, each.label, each.kind, each.sensitivity, each.limits, own_year) for each in told
        )
        items = Shape(slots, LocalItem, LocalItem)
    read = reader_by_name(id, kind, own_year=own_year) or slot_reader(kind)
    return Slot(id, label, read if limits is None else _within(read, limits, kind), sensitivity, items)
