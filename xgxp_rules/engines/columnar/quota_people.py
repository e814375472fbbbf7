"""Who counts as what: a frame with a row for each member, beside results that name nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.quota_profiles import Grouping, Keys, Members
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.engines.quota_groups import Entry, Group, Groups
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.quota_report import QuotaResult


@dataclass(slots=True)
class _Told:
    """What is told of a quota: its grouping, the groups by name, and those of which it speaks."""

    grouping: Grouping | None
    spoken: set[tuple[str, ...]]
    groups: dict[Keys, Group] = field(default_factory=dict)


@dataclass(slots=True)
class People:
    """Says of each member what it is to each quota."""

    quotas: Sequence[Quota]
    roster: Roster
    members: Members
    groups: Groups
    _told: list[_Told] = field(default_factory=list)

    def told(
        self, place: int, entries: Iterable[Entry], results: Iterable[QuotaResult], grouping: Grouping | None
    ) -> None:
        """Note what the next quota came to, and what its groups are called."""
        quota = self.quotas[place]
        found = _Told(grouping, {one.group for one in results})
        known = self.groups.known(quota)
        for entry in entries if quota.per else ():
            for key in entry.standing.keys or ():
                found.groups[(key,)] = self.groups.group(quota, key, known)
        self._told.append(found)

    def frame(self, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return whether a member is in a base, counted, and could be counted; null is not known.

        `relative` is whether a quota's shares are of their number; `missing` are the ids of the facts that would
        settle it, joined by `|`; `group` is what the group is called, empty where somebody may be in several, null
        where they are in none. Nobody counts in a group of which a quota does not speak.
        """
        numbers = {}
        for place, told in enumerate(self._told):
            if told.grouping is not None:
                number = numbers[place] = int(told.grouping.name.removeprefix("groups"))
                rows = self._with_groups(rows, place, number, told)
                rows = self._with_missing(rows, place, number)
        dot = self.roster.backend.dot
        made = [
            each.alias(f"{one.id}{dot}{name}")
            for place, one in enumerate(self.quotas)
            for name, each in self._of(place)
        ]
        return rows.select(ID, "row", *made)

    def _with_groups(self, rows: nw.LazyFrame[Any], place: int, number: int, told: _Told) -> nw.LazyFrame[Any]:
        """Return the rows with the name of the group each is kept in, and whether the quota speaks of it."""
        assert told.grouping is not None
        names: list[str | None] = []
        silent: list[int] = []
        for keys in told.grouping.keys.things:
            group = told.groups.get(keys) if keys is not None and len(keys) == 1 else None
            names.append(None if keys == () else "/".join(group.words) if group is not None else "")
            silent.append(0 if group is None or group.words in told.spoken else 1)
        columns: dict[str, Any] = {
            "xgxp_group": list(range(len(names))),
            f"n{place}": names,
            f"s{place}": silent,
        }
        table = self.roster.backend.table(columns, {"xgxp_group": "int", f"n{place}": "text", f"s{place}": "int"})
        return self.roster.backend.attached(rows, table, [f"g{number}"], ["xgxp_group"])

    def _with_missing(self, rows: nw.LazyFrame[Any], place: int, number: int) -> nw.LazyFrame[Any]:
        """Return the rows with what is missing for a quota: what settles the member, then what tells the group."""
        backend, names = self.roster.backend, [f"m{place}", f"l{number}"]
        found = [pair for pair in backend.different(rows, *names) if pair[0] and pair[1]]
        if not found:
            return rows
        both = ["|".join(dict.fromkeys([*own.split("|"), *group.split("|")])) for own, group in found]
        columns = {
            "xgxp_own": [own for own, _ in found],
            "xgxp_of": [group for _, group in found],
            "xgxp_both": both,
        }
        table = backend.table(columns, dict.fromkeys(columns, "text"))
        rows = backend.attached(rows, table, names, ["xgxp_own", "xgxp_of"])
        return rows.with_columns(nw.coalesce("xgxp_both", f"m{place}").alias(f"m{place}")).drop("xgxp_both")

    def _of(self, place: int) -> Iterator[tuple[str, nw.Expr]]:
        quota, told, code = self.quotas[place], self._told[place], nw.col(f"q{place}")
        quiet: nw.Expr | None = None
        if quota.when is not None:
            quiet = nw.lit(value=() not in told.spoken) if told.grouping is None else nw.col(f"s{place}") == 1

        def unless_quiet(truth: nw.Expr) -> nw.Expr:
            return truth if quiet is None else nw.when(quiet).then(nw.lit(value=False)).otherwise(truth)

        base, counted = code % 9, code % 3
        yield "base", unless_quiet(_truth(base >= 6, base >= 3))
        yield "counted", unless_quiet(_truth(counted == 2, counted == 1))
        yield "could", unless_quiet((base >= 3) & (counted != 1))
        if quota.relative is not None:
            yield "relative", unless_quiet(_truth(code % 27 >= 18, code % 27 >= 9))
        yield "missing", nw.col(f"m{place}")
        if quota.per:
            yield "group", nw.col(f"n{place}")


def _truth(unknown: nw.Expr, true: nw.Expr) -> nw.Expr:
    return nw.when(unknown).then(nw.lit(None, nw.Boolean)).otherwise(true)
