"""Counting and looking through lists: count, exists, latest and earliest.

Items that may belong, and lists that may hold more, widen the answer to a range; nothing is counted that is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Found, Source
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.scopes import ItemScope, RecordScope
from xgxp_rules.model.forms import Count, Pick
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State


def value_of_field(source: Source, ref: FactRef) -> Callable[[Any, Env], Any]:
    """Return how one field, supplied or worked out, is read from an item of the record's environment."""
    return source.scope.reader(ref)


def count_getter(form: Count, source: Source) -> Getter:
    """Return how the items, or the different values of one field, are counted."""
    read = None if form.distinct is None else value_of_field(source, form.distinct)

    def count(env: Env) -> Any:
        found = source.collect(env)
        if not found.applies:
            return NOT_APPLICABLE
        low, high = (
            (len(found.sure), len(found.sure) + len(found.maybe)) if read is None else _distinct(found, read, env)
        )
        if not found.complete:
            return UNKNOWN if not (found.sure or found.maybe) else Between(low, None)
        return low if low == high else Between(low, high)

    return count


def _distinct(found: Found, read: Callable[[Any, Env], Any], env: Env) -> tuple[int, int]:
    sure = [read(item, env) for item in found.sure]
    known = {value for value in sure if not isinstance(value, (State, Between, Possible))}
    vague = [value for value in sure if isinstance(value, (Between, Possible)) or value is UNKNOWN]
    more = [value for item in found.maybe if (value := read(item, env)) is not NOT_APPLICABLE]
    settled = {value for value in more if not isinstance(value, (State, Between, Possible))}
    open_ = [value for value in more if isinstance(value, (State, Between, Possible))]
    surely_one = any(value is not UNKNOWN and not _may_be_absent(value) for value in vague)
    low = max(len(known), 1 if surely_one else 0)
    return low, len(known) + len(vague) + len(settled - known) + len(open_)


def _may_be_absent(value: Any) -> bool:
    return isinstance(value, Possible) and any(isinstance(one, State) for one in value.values)


def exists_getter(source: Source) -> Getter:
    """Return whether there is such an item."""

    def exists(env: Env) -> Any:
        found = source.collect(env)
        if not found.applies:
            return NOT_APPLICABLE
        if found.sure:
            return True
        return UNKNOWN if found.maybe or not found.complete else False

    return exists


def pick_getter(form: Pick, source: Source) -> Getter:
    """Return the latest or earliest item's field; not applicable where there is no item."""
    read_day = field_reader(source.dated_by.field)
    read = value_of_field(source, form.take)
    read_mark = None if form.prefer is None else value_of_field(source, form.prefer)
    sign = 1 if form.which == "latest" else -1

    def pick(env: Env) -> Any:
        found = source.collect(env)
        if not found.applies:
            return NOT_APPLICABLE
        if not found.complete:
            return UNKNOWN
        if read_mark is not None:
            found = preferred(found, lambda item: read_mark(item, env))
            none = [] if found.sure else [NOT_APPLICABLE]
            return possible([read(item, env) for item in (*found.sure, *found.maybe)] + none)
        return _picked(found, read_day, lambda item: read(item, env), sign)

    return pick


def preferred(found: Found, mark: Callable[[Any], Any]) -> Found:
    """Return the items that may be the one that counts: the marked, else all but those marked as second."""
    marked = [item for item in found.sure if mark(item) is True]
    if marked:
        return Found(marked, [item for item in found.maybe if mark(item) is True], found.complete)
    unsaid = [item for item in found.sure if mark(item) is not False]
    return Found(unsaid or found.sure, [item for item in found.maybe if mark(item) is not False], found.complete)


def _picked(found: Found, read_day: Callable[[Any], Any], take: Callable[[Any], Any], sign: int) -> Any:
    """Return the field of the item that comes last (or first); where several may, whatever they would give."""
    candidates = [(item, *_day_ends(read_day(item)), True) for item in found.sure]
    candidates += [(item, *_day_ends(read_day(item)), False) for item in found.maybe]
    if not candidates:
        return NOT_APPLICABLE
    if any(low is None or high is None for _, low, high, _sure in candidates):
        return possible([take(item) for item, *_ in candidates] + ([] if found.sure else [NOT_APPLICABLE]))
    surest = _surest(candidates, sign)
    values = [
        take(item)
        for item, low, high, _sure in candidates
        if surest is None or (high >= surest if sign > 0 else low <= surest)
    ]
    return possible(values + ([] if found.sure else [NOT_APPLICABLE]))


def _surest(candidates: list[tuple[Any, Any, Any, bool]], sign: int) -> Any:
    """Return the day that some sure item reaches for certain, or None where no item is sure."""
    if sign > 0:
        return max((low for _, low, _high, sure in candidates if sure), default=None)
    return min((high for _, _low, high, sure in candidates if sure), default=None)


def _day_ends(value: Any) -> tuple[Any, Any]:
    if isinstance(value, Between):
        return value.low, value.high
    if isinstance(value, (State, Possible)):
        return None, None
    return value, value


def first_days(scope: RecordScope) -> Callable[[Env], tuple[Any, ...] | None]:
    """Return how the first days of a person's postings are found: years before them are outside every window."""
    vocabulary = scope.version.vocabulary(scope.about)
    if "postings" not in vocabulary:
        return lambda env: None
    slot = scope.slot_of("postings")

    def days(env: Env) -> tuple[Any, ...] | None:
        """Return the first days, None where the list of postings is not known or not complete."""
        postings = env.values[slot]
        return tuple(posting.starts_on for posting in postings) if isinstance(postings, tuple) else None

    return days


ItemFormCompiler = Callable[[Any, ItemScope], Getter]
