"""What a fact lacks that lies beyond its own record: records not handed in, and facts open in those that were.

Each is named with the record it belongs to, so that a clerk knows whose paper is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Both
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.linking import Path
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.members import MemberDetails, Members
from xgxp_rules.engines.ranking import RankDetails, is_open, line_of
from xgxp_rules.engines.scopes import RecordScope, Slot
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.records import Record
from xgxp_rules.model.records.others import id_of
from xgxp_rules.model.report import MissingFact
from xgxp_rules.model.values import UNKNOWN, Between, Possible

MOST_NAMED = 50
"""Open facts of other records named one by one; of a ranking of thousands the first are enough to go on with."""


def beyond(slot: Slot, env: Env) -> Iterator[MissingFact]:
    """Yield what a worked-out fact lacks outside its own record and its own day."""
    details = slot.details
    match details:
        case Path():
            yield from _path(details, env)
        case MemberDetails():
            yield from _members(slot, details, env)
        case RankDetails():
            yield from _rank(details, env)
        case MeasuredDetails():
            day = details.read_day(env)
            if isinstance(day, date) and env.world is not None:
                yield from open_in(details.there, details.slot, env.world.env(details.there, env.record, day))
        case _:
            return


def open_in(scope: RecordScope, slot: int, env: Env, whose: str = "") -> Iterator[MissingFact]:
    """Yield the open facts behind a slot of another record, or of this one on another day."""
    from xgxp_rules.engines.missing import OpenFacts

    facts = OpenFacts(tuple(scope.slots), env)
    facts.slot(slot)
    for one in facts.found.values():
        yield one if not whose else replace_place(one, whose)


def replace_place(one: MissingFact, whose: str) -> MissingFact:
    """Return a missing fact with the record it belongs to before its place."""
    return one.model_copy(update={"place": f"{whose}.{one.place or one.label}"})


def _path(path: Path, env: Env) -> Iterator[MissingFact]:
    start = path.read_start(env)
    for name in start.values if isinstance(start, Possible) else (start,):
        if not isinstance(name, str):
            continue
        there = path.env_of(name, env)
        if there is None:
            yield _not_handed_in(path.about, str(name), (_label(path.scope, path.slot),))
        else:
            yield from open_in(path.scope, path.slot, there, str(name))


def through_item(source: Source, item: Any, env: Env) -> Iterator[MissingFact]:
    """Yield what the condition of a list lacks of the records that an item refers to."""
    for dated in source.paths:
        inner = source.scope.enter(item, env)
        if _is_open(dated.read(inner)):
            yield from _path(dated.path, inner)


def _label(scope: RecordScope, slot: int) -> str:
    """Return what the fact in a slot of another record is called."""
    fact = scope.slots[slot].fact
    return "" if fact is None else fact.label


def _not_all(about: str, some: bool, facts: tuple[str, ...]) -> MissingFact:
    return _not_handed_in(about, facts=facts).model_copy(update={"reason": "incomplete" if some else "unknown"})


def _not_handed_in(about: str, name: str = "", facts: tuple[str, ...] = ()) -> MissingFact:
    kind = KINDS.get(about, Both(about, about))
    label = f"{kind.zh}记录" if not name else f"{name}的{kind.zh}记录"
    return MissingFact(
        id=f"records.{about}", label=label, reason="unknown", place=f"{name}" if name else "", facts=facts
    )


def _members(slot: Slot, details: MemberDetails, env: Env) -> Iterator[MissingFact]:
    found = env.values[slot.home.slots[slot.name]] if slot.name in slot.home.slots else None
    if not isinstance(found, Members):
        return
    if not found.complete:
        used = tuple(_label(details.there, details.there.slot_of(name)) for name in details.scope._by_name)
        some = env.world is not None and env.world.has_rest(details.form.about, env.record)
        yield _not_all(details.form.about, some, tuple(name for name in used if name))
    for member in found.maybe[:MOST_NAMED]:
        yield from _open_inputs(details, member, env)


def _open_inputs(details: MemberDetails, member: Any, env: Env) -> Iterator[MissingFact]:
    for name in details.scope._by_name:
        number = details.there.slot_of(name)
        if _is_open(member.env.values[number]):
            yield from open_in(details.there, number, member.env, str(member))


def _rank(details: RankDetails, env: Env) -> Iterator[MissingFact]:
    if env.world is None:
        return
    if not env.world.is_whole(env.record.about):
        used = (*details.per, *(key.slot for key in details.keys))
        some = env.world.has_rest(env.record.about, env.record)
        yield _not_all(env.record.about, some, tuple(_label(details.there, number) for number in used))
    mine = env.world.env(details.there, env.record, env.on)
    found = list(_open_keys(details, env.record, env))
    for other in _maybe_open(details, env):
        if len(found) >= MOST_NAMED:
            break
        if is_open(details, mine, other):
            found += _open_keys(details, other.record, env)
    yield from found[:MOST_NAMED]


def _maybe_open(details: RankDetails, env: Env) -> Iterator[Env]:
    """Yield the others of whom something may be open; of a roster that is kept in line it is known of whom."""
    world = env.world
    assert world is not None
    shared = world.shared(details.there)
    if shared is None:
        others = world.rest(env.record.about, env.record)
        yield from (world.env(details.there, one, env.on) for one in others)
        return
    asks = id_of(env.record)
    for other in line_of(details, env, shared).open:
        if other.record is not env.record and (asks is None or id_of(other.record) != asks):
            yield other


def _open_keys(details: RankDetails, record: Record, env: Env) -> Iterator[MissingFact]:
    assert env.world is not None
    there = env.world.env(details.there, record, env.on)
    whose = "" if record is env.record else id_of(record) or ""
    for number in (*details.per, *(key.slot for key in details.keys)):
        if _is_open(there.values[number]):
            yield from open_in(details.there, number, there, whose)


def _is_open(value: Any) -> bool:
    return value is UNKNOWN or isinstance(value, (Between, Possible))
