"""From a mapping to a record's values: names in any spelling, the states of a fact, lists and their items.

A `Shape` is compiled once from declared facts. Reading never stops at the first problem: each is kept as a `Found`
with its path, and becomes a diagnostic only at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from xgxp_rules.diagnostics import Both, nearest, register
from xgxp_rules.model.found import Found, Step, unreadable
from xgxp_rules.model.readers import read_date, read_flag, read_text
from xgxp_rules.model.unreadable import Reader, Unreadable, halfwidth, read_state
from xgxp_rules.model.values import Between, Claim, Disputed, Listing, State
from xgxp_rules.model.vocabulary import Sensitivity, fold_name

_MOST_ITEMS: Final = 5000
_LISTS: Final = (list, tuple)

NOT_A_MAPPING = register(
    "XG401",
    zh="{place} 应是“名称: 值”的形式",
    en="{place} must be a mapping of names to values",
    mend_zh="请在它下面逐项写 `名称: 值`，每项一行，前面不加「- 」",
    mend_en="Write `name: value` under it, each on a line of its own, without a dash",
)
UNKNOWN_FIELD = register(
    "XG402",
    zh="{place} 没有这样一项{said}；可以写：{fields}",
    en="{place} has no such field{said}; its fields are {fields}",
)
NAMED_TWICE = register(
    "XG403",
    zh="{place} 写了两次（标识、中文名称、全角半角写法视为同一项）",
    en="{place} is given twice (id, label and full-width spellings are one name)",
    mend_zh="请删去其中一处",
    mend_en="Delete one of the two",
)
NOT_A_LIST = register(
    "XG412",
    zh="{place} 应是列表；没有时写 `[]`，只知道一部分时写 `{{完整: 否, 列: […]}}`",
    en="{place} must be a list: `[]` for none, `{{complete: no, items: […]}}` where there may be more",
)
TOO_MANY_ITEMS = register(
    "XG413",
    zh="{place} 超过 {limit} 项",
    en="{place} has more than {limit} items",
    mend_zh="请只留起作用的各项，分开的相邻时段合成一段",
    mend_en="Keep the items that matter, and join stretches that follow on each other",
)
BAD_DISPUTE = register(
    "XG414",
    zh="{place} 的争议应列出至少两种说法，每种写明 `值` 和 `来源`",
    en="{place}: a dispute lists at least two claims, each with its `value` and `source`",
    mend_zh="如 `{{争议: [{{值: 1990-01-01, 来源: 档案}}, {{值: 1990-02-01, 来源: 身份证}}]}}`",
    mend_en="Such as `{{disputed: [{{value: 1990-01-01, source: file}}, {{value: 1990-02-01, source: "
    "identity card}}]}}`",
)
BAD_RANGE = register(
    "XG415",
    zh="{place} 的日期范围应写 `{{自: 最早的一天, 至: 最晚的一天}}`",
    en="{place}: a range of days is written `{{from: first, to: last}}`",
)


class Ready(dict[str, Any]):
    """Values that have been read already, by id; models take them as they are."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One field as it is read: its names, its reader, and for a list the shape of the items."""

    id: str
    label: str
    read: Reader
    sensitivity: Sensitivity = "plain"
    items: Shape | None = None
    also: tuple[str, ...] = ()
    open_ended: bool = False
    keyed: Callable[[dict[str, Any]], Any] | None = None

    @property
    def masked(self) -> bool:
        """Return whether nothing of this field may be quoted."""
        return self.sensitivity != "plain"

    def step(self, key: object) -> Step:
        """Return this field as a step of a path."""
        return (self.label, self.id, key)


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a record or an item, found by every spelling.

    `make` builds an item from its values; `check` looks at the values together. With `is_open`, keys that no field
    has are kept as they are.
    """

    slots: tuple[Slot, ...]
    make: Callable[[dict[str, Any]], Any]
    made: type
    check: Callable[[dict[str, Any], list[Found]], None] | None = None
    is_open: bool = False
    names: dict[str, Slot] = field(init=False, repr=False, compare=False)
    folded: dict[str, Slot] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {name: slot for slot in self.slots for name in (slot.label, slot.id, *slot.also)}
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "folded", {fold_name(name): slot for name, slot in names.items()})

    def read(self, data: object, found: list[Found]) -> dict[str, Any]:
        """Return the values of the fields that are there, by id; problems are added to `found`."""
        values: dict[str, Any] = Ready()
        if type(data) is not dict and not isinstance(data, Mapping):
            found.append(Found(NOT_A_MAPPING, {}))
            return values
        names = self.names
        for key, raw in data.items():
            slot = names.get(key) or self._other_spelling(key)
            if slot is None:
                self._unlisted(key, raw, values, found)
            elif slot.id in values:
                found.append(Found(NAMED_TWICE, {}, (slot.step(key),)))
            elif raw is None or raw == "":
                values[slot.id] = None
            elif slot.items is not None:
                values[slot.id] = self._nested(slot, key, raw, found)
            else:
                try:
                    values[slot.id] = slot.read(raw)
                except Unreadable as problem:
                    values[slot.id] = _other_form(slot, key, raw, problem, found)
        if self.check is not None:
            self.check(values, found)
        return values

    def _other_spelling(self, key: object) -> Slot | None:
        return self.folded.get(fold_name(key)) if isinstance(key, str) else None

    def _unlisted(self, key: object, raw: object, values: dict[str, Any], found: list[Found]) -> None:
        if self.is_open and isinstance(key, str) and key not in values:
            values[key] = raw
            return
        candidates = tuple(name for slot in self.slots for name in (slot.label, slot.id))
        mend = nearest(key, candidates) if isinstance(key, str) else None
        fields = Both("、".join(slot.label for slot in self.slots), ", ".join(slot.id for slot in self.slots))
        found.append(Found(UNKNOWN_FIELD, {"fields": fields}, (), key, mend))

    def _nested(self, slot: Slot, key: object, raw: object, found: list[Found]) -> Any:
        mark = len(found)
        value = _read_list(slot, raw, found) if slot.keyed is None else _read_keyed(slot, raw, found)
        if len(found) != mark:
            found[mark:] = [each.under(slot.step(key), slot.masked) for each in found[mark:]]
        return value


def _read_list(slot: Slot, raw: object, found: list[Found]) -> Any:
    """Return the list in whichever form it is written; an unreadable one is reported and reads as nothing."""
    if isinstance(raw, _LISTS):
        return _read_items(slot, raw, found)
    if isinstance(raw, Listing):
        return Listing(_read_items(slot, raw.items, found), raw.complete)
    state = read_state(raw)
    if state is not None:
        return state
    if isinstance(raw, Mapping) and _keys(raw, _LISTING_KEYS) == {"complete", "items"}:
        return _read_listing(slot, raw, found)
    if _is_dispute(raw):
        return _read_dispute(raw, lambda value: _read_list(slot, value, found), found)
    found.append(Found(NOT_A_LIST, {}))
    return None


def _read_keyed(slot: Slot, raw: object, found: list[Found]) -> Any:
    """Return items that stand under names of their own."""
    shape = slot.items
    if shape is None or slot.keyed is None or not isinstance(raw, Mapping):
        found.append(Found(NOT_A_MAPPING, {}))
        return None
    named: dict[str, Any] = {}
    for key, each in raw.items():
        name = fold_name(str(key))
        if name in named:
            found.append(Found(NAMED_TWICE, {}, ((name, name, key),)))
        if type(each) is shape.made:
            named[name] = each
            continue
        mark = len(found)
        values = shape.read(each, found)
        found[mark:] = [problem.under((name, name, key), slot.masked) for problem in found[mark:]]
        named[name] = shape.make(values)
    return slot.keyed(named)


def _read_items(slot: Slot, raw: Iterable[object], found: list[Found]) -> tuple[Any, ...]:
    shape = slot.items
    assert shape is not None
    read, make, made = shape.read, shape.make, shape.made
    items = []
    for place, each in enumerate(raw, 1):
        if place > _MOST_ITEMS:
            found.append(Found(TOO_MANY_ITEMS, {"limit": _MOST_ITEMS}))
            break
        if type(each) is made:
            items.append(each)
            continue
        mark = len(found)
        values = read(each, found)
        if len(found) != mark:
            found[mark:] = [problem.under(place, slot.masked) for problem in found[mark:]]
        items.append(make(values))
    return tuple(items)


_LISTING_KEYS: Final = {"完整": "complete", "complete": "complete", "列": "items", "items": "items"}
_DISPUTE_KEYS: Final = {"争议": "disputed", "disputed": "disputed"}
_CLAIM_KEYS: Final = {"值": "value", "value": "value", "来源": "source", "source": "source"}
_RANGE_KEYS: Final = {"自": "low", "from": "low", "至": "high", "to": "high"}


def _keys(raw: Mapping[Any, Any], names: Mapping[str, str]) -> set[str]:
    """Return the ids of the keys, or nothing when one is unknown or given twice."""
    ids = [names.get(fold_name(key)) if isinstance(key, str) else None for key in raw]
    return set() if None in ids or len(set(ids)) != len(ids) else {each for each in ids if each is not None}


def _named(raw: Mapping[Any, Any], names: Mapping[str, str]) -> dict[str, tuple[str, Any]]:
    """Return key as written and value, by id."""
    return {names[fold_name(key)]: (key, value) for key, value in raw.items()}


def _read_listing(slot: Slot, raw: Mapping[Any, Any], found: list[Found]) -> Any:
    parts = _named(raw, _LISTING_KEYS)
    mark = len(found)
    try:
        is_complete = read_flag(parts["complete"][1])
    except Unreadable as problem:
        found.append(unreadable(problem).under(("完整", "complete", parts["complete"][0]), False))
        return None
    key, listed = parts["items"]
    if not isinstance(listed, _LISTS):
        found.append(Found(NOT_A_LIST, {}))
        return None
    items = _read_items(slot, listed, found)
    found[mark:] = [each.under(("", "", key), False) for each in found[mark:]]
    return items if is_complete else Listing(items, complete=False)


_STILL_RUNNING: Final = frozenset({"至今", "present"})


def _other_form(slot: Slot, key: object, raw: object, problem: Unreadable, found: list[Found]) -> Any:
    """Return a scalar's state, dispute or range of days; where it is none of them, the reader's problem stands."""
    state = read_state(raw)
    if slot.open_ended and (
        state is State.NOT_APPLICABLE or (isinstance(raw, str) and halfwidth(raw) in _STILL_RUNNING)
    ):
        return None
    if state is not None:
        return state
    mark = len(found)
    value: Any = None
    if _is_dispute(raw):
        value = _read_dispute(raw, lambda each: _claimed(slot, each, found), found)
    elif slot.read is read_date and isinstance(raw, Mapping):
        value = _read_range(raw, found)
    else:
        found.append(unreadable(problem))
    found[mark:] = [each.under(slot.step(key), slot.masked) for each in found[mark:]]
    return value


def _claimed(slot: Slot, raw: object, found: list[Found]) -> Any:
    if read_state(raw) is State.NOT_APPLICABLE:
        return State.NOT_APPLICABLE
    if slot.read is read_date and isinstance(raw, Mapping):
        return _read_range(raw, found)
    try:
        return slot.read(raw)
    except Unreadable as problem:
        found.append(unreadable(problem))
        return None


def _is_dispute(raw: object) -> bool:
    return isinstance(raw, Disputed) or (isinstance(raw, Mapping) and _keys(raw, _DISPUTE_KEYS) == {"disputed"})


def _read_dispute(raw: Any, read: Callable[[object], Any], found: list[Found]) -> Disputed | None:
    """Return the dispute; each claim's value goes through `read`."""
    if isinstance(raw, Disputed):
        raw = {"disputed": [{"value": claim.value, "source": claim.source} for claim in raw.claims]}
    key, listed = _named(raw, _DISPUTE_KEYS)["disputed"]
    claims: list[Claim] = []
    for place, claim in enumerate(listed if isinstance(listed, _LISTS) else (), 1):
        parts = _claim_parts(claim)
        if parts is None:
            break
        mark = len(found)
        claims.append(Claim(read(parts[1]), parts[2]))
        for step in (("", "", parts[0]), place, ("", "", key)):
            found[mark:] = [each.under(step, False) for each in found[mark:]]
    if not isinstance(listed, _LISTS) or len(claims) != len(listed) or len(claims) < 2:
        found.append(Found(BAD_DISPUTE, {}))
        return None
    return Disputed(tuple(claims))


def _claim_parts(claim: object) -> tuple[str, Any, str] | None:
    """Return a claim's key for the value, the value and the source, or None where it is not a claim."""
    if not isinstance(claim, Mapping) or _keys(claim, _CLAIM_KEYS) != {"value", "source"}:
        return None
    parts = _named(claim, _CLAIM_KEYS)
    (key, value), (_, named) = parts["value"], parts["source"]
    try:
        source = read_text(named)
    except Unreadable:
        return None
    if source is None or value is None or value == "" or read_state(value) is State.UNKNOWN:
        return None
    return key, value, source


def _read_range(raw: Mapping[Any, Any], found: list[Found]) -> Between | None:
    parts = _named(raw, _RANGE_KEYS) if _keys(raw, _RANGE_KEYS) else {}
    ends = [parts[end][1] if end in parts else None for end in ("low", "high")]
    try:
        low, high = (None if end is None or end == "" else read_date(end) for end in ends)
    except Unreadable as problem:
        found.append(unreadable(problem))
        return None
    low = low.low if isinstance(low, Between) else low
    high = high.high if isinstance(high, Between) else high
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        found.append(Found(BAD_RANGE, {}))
        return None
    return Between(low, high)
