"""A whole roster put in order once, so that each place in it is found without comparing everybody with everybody.

Those of whom everything is known stand in line, group by group; the others are few, alike in kinds, and compared one
kind at a time. What comes out is what comparing each with each comes to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cmp_to_key
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.ranking import RankDetails, Stands, ends_of, is_vague, standing_of, stands, together
from xgxp_rules.model.records.others import id_of
from xgxp_rules.model.values import NOT_APPLICABLE

_ORDER = {"before": -1, "level": 0, "behind": 1}


class Line:
    """The records of a roster as one ranking sees them."""

    def __init__(self, details: RankDetails, everybody: Iterable[Env]) -> None:
        """Put the evaluations of everybody in order."""
        self._details = details
        self._key = cmp_to_key(self._compare)
        self._by_id: dict[str | None, Env] = {}
        self._groups: dict[tuple[Any, ...], list[Env]] = {}
        self._kinds: dict[Any, tuple[Env, int]] = {}
        self.open: list[Env] = []
        """Those of whom something that the ranking asks is not known, in the roster's order."""
        for env in everybody:
            self._by_id[id_of(env.record)] = env
            self._add(env)
        self._lines = {name: sorted(map(self._key, listed)) for name, listed in self._groups.items()}

    def _compare(self, one: Env, other: Env) -> int:
        return _ORDER[stands(self._details, other, one)]

    def _add(self, env: Env) -> None:
        member = self._member(env)
        if member is False:
            return
        if member and self._is_known(env):
            self._groups.setdefault(self._group(env), []).append(env)
            return
        self.open.append(env)
        kind: Any = (member, self._group(env), tuple(self._asked(env)))
        try:
            first, times = self._kinds.get(kind, (env, 0))
        except TypeError:
            kind, first, times = (id(env),), env, 0
        self._kinds[kind] = (first, times + 1)

    def _member(self, env: Env) -> bool | None:
        judge = self._details.judge
        member = True if judge is None else judge(env)
        return False if env.values[self._details.keys[0].slot] is NOT_APPLICABLE else member

    def _group(self, env: Env) -> tuple[Any, ...]:
        return tuple(env.values[slot] for slot in self._details.per)

    def _is_known(self, env: Env) -> bool:
        if any(map(is_vague, self._group(env))):
            return False
        return all(self._has_ends(env, key, exact=True) for key in self._details.keys)

    def _has_ends(self, env: Env, key: Any, *, exact: bool) -> bool:
        """Return whether it is known between what the value of a key lies, or what it is."""
        value = env.values[key.slot]
        if value is NOT_APPLICABLE:
            return True
        low, high = ends_of(value, key.sign)
        return low is not None and high is not None and not (exact and is_vague(value))

    def _asked(self, env: Env) -> Iterable[Any]:
        """Yield the values that a comparison can get to: none after one of which nothing is known."""
        for key in self._details.keys:
            yield env.values[key.slot]
            if not self._has_ends(env, key, exact=False):
                return

    def standings(self, mine: Env) -> Counter[Stands]:
        """Return how many of the others stand in each way to a record."""
        found: Counter[Stands] = Counter()
        for name, line in self._near(mine):
            member = together(self._details, mine, self._groups[name][0])
            if member is not False:
                for standing, times in self._in_line(mine, name, line):
                    found[member, standing] += times
        for env, times in self._kinds.values():
            found[standing_of(self._details, mine, env)] += times
        own = self._by_id.get(id_of(mine.record))
        everybody = len(self._by_id)
        if own is not None:
            everybody -= 1
            if self._member(own) is not False:
                found[standing_of(self._details, mine, own)] -= 1
        found[False, "behind"] += everybody - found.total()
        return +found

    def _near(self, mine: Env) -> Iterable[tuple[tuple[Any, ...], list[Any]]]:
        group = self._group(mine)
        if any(map(is_vague, group)):
            return self._lines.items()
        return [(group, self._lines[group])] if group in self._lines else []

    def _in_line(self, mine: Env, name: tuple[Any, ...], line: list[Any]) -> Iterable[tuple[Any, int]]:
        if not self._has_ends(mine, self._details.keys[0], exact=False):
            return [("open", len(line))]
        if not all(self._has_ends(mine, key, exact=True) for key in self._details.keys):
            return Counter(stands(self._details, mine, env) for env in self._groups[name]).items()
        own = self._key(mine)
        before, upto = bisect_left(line, own), bisect_right(line, own)
        return [("before", before), ("level", upto - before), ("behind", len(line) - upto)]
