"""A whole roster put in order once, so that each place in it is found without comparing everybody with everybody.

Those of whom everything is known stand in line, group by group; the others are few, alike in kinds, and compared one
kind at a time. What comes out is what comparing each with each comes to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cmp_to_key
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.ranking import Key, RankDetails, Stands, ends_of, is_vague, standing_of, stands, together
from xgxp_rules.model.records.others import id_of
from xgxp_rules.model.values import NOT_APPLICABLE

Group = tuple[Any, ...]
Place = tuple[int, ...]
"""Where the values of somebody's keys stand among all values of each, the foremost first."""


class Line:
    """The records of a roster as one ranking sees them."""

    def __init__(self, details: RankDetails, everybody: Iterable[Env]) -> None:
        """Put the evaluations of everybody in order."""
        self._details = details
        self._by_id: dict[str | None, Env] = {}
        self._groups: dict[Group, list[Env]] = {}
        self._kinds: dict[Group | None, dict[Any, tuple[Env, int]]] = {}
        self.open: list[Env] = []
        """Those of whom something that the ranking asks is not known, in the roster's order."""
        for env in everybody:
            self._by_id[id_of(env.record)] = env
            self._add(env)
        known = [env for listed in self._groups.values() for env in listed]
        self._numbers = [_numbered(key, known) for key in details.keys]
        self._lines = {name: sorted(map(self._place, listed)) for name, listed in self._groups.items()}

    def _add(self, env: Env) -> None:
        member = self._member(env)
        if member is False:
            return
        group = self._group(env)
        if member and group is not None and all(_has_ends(env, key, exact=True) for key in self._details.keys):
            self._groups.setdefault(group, []).append(env)
            return
        self.open.append(env)
        kinds = self._kinds.setdefault(group, {})
        kind: Any = (member, tuple(env.values[slot] for slot in self._details.per), tuple(self._asked(env)))
        try:
            first, times = kinds.get(kind, (env, 0))
        except TypeError:
            kind, first, times = (id(env),), env, 0
        kinds[kind] = (first, times + 1)

    def _member(self, env: Env) -> bool | None:
        judge = self._details.judge
        member = True if judge is None else judge(env)
        return False if env.values[self._details.keys[0].slot] is NOT_APPLICABLE else member

    def _group(self, env: Env) -> Group | None:
        """Return the group of somebody, or None where it may be several."""
        found = tuple(env.values[slot] for slot in self._details.per)
        return None if any(map(is_vague, found)) else found

    def _asked(self, env: Env) -> Iterator[Any]:
        """Yield the values that a comparison can get to: none after one of which nothing is known."""
        for key in self._details.keys:
            yield env.values[key.slot]
            if not _has_ends(env, key, exact=False):
                return

    def _place(self, env: Env) -> Place:
        pairs = zip(self._details.keys, self._numbers, strict=True)
        return tuple(numbers[env.values[key.slot]] for key, numbers in pairs)

    def standings(self, mine: Env) -> Counter[Stands]:
        """Return how many of the others stand in each way to a record."""
        found: Counter[Stands] = Counter()
        group = self._group(mine)
        for name in self._groups if group is None else (group,) if group in self._groups else ():
            member = together(self._details, mine, self._groups[name][0])
            if member is not False:
                for standing, times in self._in_line(mine, name):
                    found[member, standing] += times
        for near in self._kinds if group is None else (group, None):
            for env, times in self._kinds.get(near, {}).values():
                found[standing_of(self._details, mine, env)] += times
        own = self._by_id.get(id_of(mine.record))
        if own is not None and self._member(own) is not False:
            found[standing_of(self._details, mine, own)] -= 1
        # The rest are in other groups, or not ranked at all.
        found[False, "behind"] += len(self._by_id) - (own is not None) - found.total()
        return +found

    def _in_line(self, mine: Env, name: Group) -> Iterable[tuple[Any, int]]:
        line = self._lines[name]
        if not _has_ends(mine, self._details.keys[0], exact=False):
            return [("open", len(line))]
        try:
            place = self._place(mine)
        except (KeyError, TypeError):
            # Somebody who is not known in full, or who is not on the roster.
            return Counter(stands(self._details, mine, env) for env in self._groups[name]).items()
        before, upto = bisect_left(line, place), bisect_right(line, place)
        return [("before", before), ("level", upto - before), ("behind", len(line) - upto)]


def _has_ends(env: Env, key: Key, *, exact: bool) -> bool:
    """Return whether it is known between what the value of a key lies, or what it is."""
    value = env.values[key.slot]
    if value is NOT_APPLICABLE:
        return True
    low, high = ends_of(value, key.sign)
    return low is not None and high is not None and not (exact and is_vague(value))


def _numbered(key: Key, known: Iterable[Env]) -> dict[Any, int]:
    """Return the number of each value of a key, level ones alike; what does not apply comes after all that does."""
    values = {env.values[key.slot]: None for env in known}
    applying = [one for one in values if one is not NOT_APPLICABLE]

    def compare(one: Any, other: Any) -> int:
        sign = key.sign(one, other)
        return -sign if key.high_first else sign

    numbers: dict[Any, int] = {}
    last: Any = None
    for value in sorted(applying, key=cmp_to_key(compare)):
        numbers[value] = numbers[last] + (compare(last, value) != 0) if numbers else 0
        last = value
    numbers[NOT_APPLICABLE] = len(values)
    return numbers
