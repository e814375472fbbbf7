"""The smallest sets of open facts that could settle a decision by some answer, and that surely do by any.

Sets of up to three of at most twelve facts are tried exactly; beyond that one set is found greedily and said not to be
the smallest. Values between two bounds are never told apart, so trying both sides of every bound tries them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from xgxp_rules.engines.decision import Decision
from xgxp_rules.model.settling_report import SettlementReport
from xgxp_rules.tools.settling.openings import Openings

MOST_FACTS = 12
LARGEST_SET = 3
MOST_RUNS = 4_000
"""After so many trials the search stops and says that it did."""


class _TooMany(Exception):
    """The search may not go on."""


@dataclass
class _Search:
    openings: Openings
    runs: int = 0
    exact: bool = True

    def answers(self, asked: frozenset[str]) -> Iterator[bool]:
        """Yield for every way of answering these questions whether the decision is settled by it."""
        slots = self.openings.given(asked)
        yield from self._below({}, slots)

    def _below(self, forced: dict[int, Any], slots: tuple[int, ...]) -> Iterator[bool]:
        """Yield what each way of answering comes to; what is settled stays so, whatever the rest turns out to be."""
        if forced:
            self.runs += 1
            if self.runs > MOST_RUNS:
                raise _TooMany
            if self.openings.forcing.run(forced).status != "undetermined":
                yield True
                return
        if not slots:
            yield False
            return
        first, *rest = slots
        for value in self.openings.values(first):
            yield from self._below({**forced, first: value}, tuple(rest))

    def could(self, asked: frozenset[str]) -> bool:
        """Return whether some way of answering settles the decision."""
        return bool(self.openings.given(asked)) and any(self.answers(asked))

    def surely(self, asked: frozenset[str]) -> bool:
        """Return whether every way of answering settles the decision."""
        return bool(self.openings.given(asked)) and all(self.answers(asked))


def settle(decision: Decision) -> SettlementReport:
    """Return the smallest sets of open facts that could settle a decision, and the smallest that surely do.

    A decision that is settled has none. Knowing every fact in `missing` always settles it; these sets are smaller ones.
    Exact for up to 12 open facts and sets of up to 3, else marked `minimal: false`.
    """
    head: dict[str, Any] = {
        "policy": decision.policy,
        "version": decision.version,
        "decision": decision.decision,
        "as_of": decision.as_of,
        "status": decision.status,
        "possible": decision.possible,
    }
    if decision.status != "undetermined" or not decision.missing:
        return SettlementReport(**head)
    openings = Openings(decision)
    labels = {one.id: one.label for one in openings.questions}
    names = tuple(labels)
    search = _Search(openings)
    could: list[frozenset[str]] = []
    surely: list[frozenset[str]] = []
    minimal = len(names) <= MOST_FACTS
    for kept, holds in ((could, search.could), (surely, search.surely)):
        search.runs = 0
        try:
            if len(names) <= MOST_FACTS:
                kept.extend(_smallest(names, holds))
        except _TooMany:
            minimal = False
    if not surely:
        surely, minimal = [_greedy(names, search)], minimal and len(names) <= LARGEST_SET
    return SettlementReport(
        **head,
        could=tuple(_ordered(one, names) for one in could),
        surely=tuple(_ordered(one, names) for one in surely),
        minimal=minimal,
        labels=labels,
    )


def _smallest(names: tuple[str, ...], holds: Any) -> Iterator[frozenset[str]]:
    """Yield every set of up to three for which something holds, and that is not a larger one than needed."""
    found: list[frozenset[str]] = []
    for size in range(1, min(LARGEST_SET, len(names)) + 1):
        for several in combinations(names, size):
            asked = frozenset(several)
            if not any(smaller <= asked for smaller in found) and holds(asked):
                found.append(asked)
                yield asked


def _greedy(names: tuple[str, ...], search: _Search) -> frozenset[str]:
    """Return a set that surely settles the decision: all open facts, less each one that is not needed."""
    kept = list(names)
    for name in names:
        fewer = frozenset(kept) - {name}
        search.runs = 0
        try:
            if search.surely(fewer):
                kept.remove(name)
        except _TooMany:
            continue
    return frozenset(kept)


def _ordered(asked: frozenset[str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name in asked)
