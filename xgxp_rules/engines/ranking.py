"""The place of a record among its kind: known as soon as it holds for every completion of what is unknown.

Each other record is compared by itself: surely before, surely not before, level, or open. The least place counts those
surely before, the greatest all that may be; so one missing score opens no more places than it can change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from xgxp_rules.engines.comparing import sign_for
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter, Tester
from xgxp_rules.engines.linking import World, linked_scope
from xgxp_rules.engines.part_years import whole
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.model.nodes import Compare, Condition, Constant, FactRef, FactTest, walk
from xgxp_rules.model.reach import Rank
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State, Truth

if TYPE_CHECKING:
    from xgxp_rules.engines.rank_line import Line

Sign = Callable[[Any, Any], int]
Standing = Literal["before", "level", "behind", "open", "not_behind", "not_before"]
"""How another record stands to this one: `not_behind` is before or level, `not_before` level or behind."""
Stands = tuple[Truth, Standing]
"""Whether another record is ranked with this one, and how it stands to it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One fact that a ranking goes by: its slot, how its values are ordered, and which end comes first."""

    slot: int
    sign: Sign
    high_first: bool


@dataclass(frozen=True, slots=True)
class RankDetails:
    """What a ranking reads of each record: the scope, the slots of its keys and groups, who is ranked."""

    leads_out: ClassVar[bool] = True

    form: Rank
    there: RecordScope
    keys: tuple[Key, ...]
    per: tuple[int, ...]
    judge: Tester | None


def rank_getter(form: Rank, scope: RecordScope) -> tuple[Getter, RankDetails]:
    """Return how the place, or the share of the group down to it, is found."""
    there = linked_scope(scope, scope.about)
    keys = tuple(
        Key(
            there.slot_of_path(key.fact.id, key.fact.path) if key.fact.path else there.slot_of(key.fact.id),
            _sign_of(there, key.fact),
            key.high_first,
        )
        for key in form.keys
    )
    per = tuple(there.slot_of_path(r.id, r.path) if r.path else there.slot_of(r.id) for r in form.per)
    judge = None if form.among is None else compile_condition(form.among, there)[0]
    details = RankDetails(form, there, keys, per, judge)
    for ref in (*(key.fact for key in form.keys), *form.per, *_tested(form.among)):
        # The record's own values are shown beside its place; the ranking reads them with everybody's.
        scope.slot_of(ref.id)
    return lambda env: _rank(details, env), details


def _tested(among: Condition | None) -> list[FactRef]:
    return [] if among is None else [node.fact for node in walk(among) if isinstance(node, FactTest)]


def is_open(details: RankDetails, mine: Env, other: Env) -> bool:
    """Return whether another record's standing, or whether it is ranked at all, is still open."""
    member, standing = standing_of(details, mine, other)
    return member is not False and (member is None or standing not in ("before", "level", "behind"))


def _sign_of(scope: RecordScope, ref: Any) -> Sign:
    kind = scope.kind_of(ref)
    sign = sign_for(kind, Compare("ge", Constant(0)), scope.calendar)
    assert sign is not None
    return sign


def _rank(details: RankDetails, env: Env) -> Any:
    world = env.world
    if world is None:
        return UNKNOWN
    mine = world.env(details.there, env.record, env.on)
    included = True if details.judge is None else details.judge(mine)
    if included is False or mine.values[details.keys[0].slot] is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if included is None:
        return UNKNOWN
    standings = _standings(details, mine, env)
    if world.is_whole(env.record.about):
        return _place(standings, details.form)
    if details.form.gives == "share" or not standings:
        return UNKNOWN
    return Between(_least(_place(standings, details.form)), None)


def _standings(details: RankDetails, mine: Env, env: Env) -> Counter[Stands]:
    """Return how many of the others stand in each way to a record."""
    world = env.world
    assert world is not None
    shared = world.shared(details.there)
    if shared is None:
        others = (world.env(details.there, one, env.on) for one in world.rest(env.record.about, env.record))
        return Counter(standing_of(details, mine, other) for other in others)
    return line_of(details, env, shared).standings(mine)


def line_of(details: RankDetails, env: Env, shared: World) -> Line:
    """Return the whole roster put in order, which is done once."""
    from xgxp_rules.engines.rank_line import Line

    def made() -> Line:
        assert shared.others is not None
        members = shared.others.of(env.record.about)
        return Line(details, [shared.env(details.there, one, env.on) for one in members])

    found: Line = shared.kept(("line", id(details), env.on), made)
    return found


def standing_of(details: RankDetails, mine: Env, other: Env) -> Stands:
    """Return whether another record is ranked with this one, and how it stands to it."""
    member = together(details, mine, other)
    return (False, "behind") if member is False else (member, stands(details, mine, other))


def together(details: RankDetails, mine: Env, other: Env) -> Truth:
    """Return whether another record is ranked in the same group as this one."""
    member = _both(_same_groups(details, mine, other), True if details.judge is None else details.judge(other))
    return False if member is False or other.values[details.keys[0].slot] is NOT_APPLICABLE else member


def stands(details: RankDetails, mine: Env, other: Env) -> Standing:
    """Return how another record stands to this one by the keys in their order."""
    standing: Standing = "level"
    for key in details.keys:
        standing = _THEN[standing](_compared(other.values[key.slot], mine.values[key.slot], key))
        if standing in ("before", "behind", "open"):
            break
    return standing


def _maybe_before(then: Standing) -> Standing:
    """Return how a record stands that is before or level, by the next key."""
    if then == "level":
        return "not_behind"
    return "open" if then in ("behind", "not_before") else then


def _maybe_behind(then: Standing) -> Standing:
    """Return how a record stands that is behind or level, by the next key."""
    if then == "level":
        return "not_before"
    return "open" if then in ("before", "not_behind") else then


_THEN: dict[Standing, Callable[[Standing], Standing]] = {
    "level": lambda then: then,
    "not_behind": _maybe_before,
    "not_before": _maybe_behind,
}
"""What a further key makes of a standing that the keys before it leave open; the others are settled by them."""


def _same_groups(details: RankDetails, mine: Env, other: Env) -> Truth:
    truth: Truth = True
    for slot in details.per:
        one, two = mine.values[slot], other.values[slot]
        if is_vague(one) or is_vague(two):
            truth = None
        elif one != two:
            return False
    return truth


def is_vague(value: Any) -> bool:
    """Return whether a value is not plainly known."""
    return value is UNKNOWN or isinstance(value, (Between, Possible))


def _both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _compared(other: Any, mine: Any, key: Key) -> Standing:
    """Return how another record stands by one key; a key that does not apply comes after every one that does."""
    if other is NOT_APPLICABLE or mine is NOT_APPLICABLE:
        return "level" if other is mine else "behind" if other is NOT_APPLICABLE else "before"
    low, high = ends_of(other, key.sign)
    my_low, my_high = ends_of(mine, key.sign)
    if None in (low, high, my_low, my_high):
        return "open"
    if not key.high_first:
        low, high, my_low, my_high = my_low, my_high, low, high
    least, most = key.sign(low, my_high), key.sign(high, my_low)
    if least > 0:
        return "before"
    if most < 0:
        return "behind"
    if least == 0 and most == 0:
        return "level"
    return "not_behind" if least == 0 else "not_before" if most == 0 else "open"


def ends_of(value: Any, sign: Sign) -> tuple[Any, Any]:
    """Return the least and the greatest that a value may be; None for an end that is not known."""
    if isinstance(value, Between):
        return value.low, value.high
    if isinstance(value, Possible):
        if any(isinstance(one, (State, Between)) for one in value.values):
            return None, None
        low = high = value.values[0]
        for one in value.values:
            low, high = (one if sign(one, low) < 0 else low), (one if sign(one, high) > 0 else high)
        return low, high
    return (None, None) if isinstance(value, State) else (value, value)


def _place(standings: Mapping[Stands, int], form: Rank) -> Any:
    """Return the place, or the share of the group, between its least and its greatest completion.

    Each open member is taken the way that helps: in the group or not, before this record or not. A member who stands
    before raises the share, one who stands behind lowers it.
    """
    surely, perhaps = _COUNTED[form.tied]
    low = high = least = most = 1
    least_size = most_size = 1
    for (member, standing), times in standings.items():
        if member is False:
            continue
        before, maybe = standing in surely, standing in perhaps
        sure = member is True
        low += times * (sure and before)
        high += times * maybe
        least += times * (sure and before)
        least_size += times * (sure or not before)
        most += times * maybe
        most_size += times * (sure or maybe)
    if form.gives == "share":
        smallest, greatest = whole(Fraction(least, least_size)), whole(Fraction(most, most_size))
        return smallest if smallest == greatest else Between(smallest, greatest)
    return low if low == high else Between(low, high)


def _least(place: Any) -> Any:
    return place.low if isinstance(place, Between) else place


_COUNTED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "open": (frozenset({"before"}), frozenset({"before", "level", "not_behind", "open", "not_before"})),
    "first": (frozenset({"before"}), frozenset({"before", "open", "not_behind"})),
    "last": (
        frozenset({"before", "level", "not_behind"}),
        frozenset({"before", "level", "not_behind", "open", "not_before"}),
    ),
}
"""Which standings surely and which perhaps come into the count, by which end of a shared place counts."""
