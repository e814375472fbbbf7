"""What a lint rule looks at: one sound policy version, its text as located, and what lies around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.tools.lint.usage import Used, used_names
from xgxp_rules.tools.search import Found, Goal, Ground, decision_dates, find_record
from xgxp_rules.tools.search.settled import OpenThoughSettled, find_open_though_settled

MOST_DATES = 4
"""On how many decision dates a question is asked; each is another search where nothing is found."""

MOST_STEPS = 3_000
"""How many cells one question may look at."""


@dataclass(frozen=True)
class Subject:
    """One policy version under the rules.

    `siblings` are all versions of the same policy, oldest first; `as_of` the day against which trials expire; `dated`
    holds the decision dates of its cases, None where it has no case file.
    """

    policy: Policy
    root: Node
    siblings: tuple[PolicyVersion, ...] = ()
    as_of: date | None = None
    dated: frozenset[date] | None = None

    @property
    def version(self) -> PolicyVersion:
        """Return the version as data."""
        return self.policy.version_data

    @cached_property
    def used(self) -> Used:
        """Return every name that the version uses anywhere."""
        return used_names(self.version)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Return the days on which searches are made."""
        return decision_dates(self.policy, most=MOST_DATES)

    @cached_property
    def _grounds(self) -> dict[Any, Ground]:
        return {}

    @property
    def asked(self) -> Mapping[tuple[str, Goal], Found]:
        """Return every question asked so far, by decision and goal, with what it came to."""
        return self._searched

    @cached_property
    def _searched(self) -> dict[tuple[str, Goal], Found]:
        return {}

    def search(self, decision: str, goal: Goal) -> Found:
        """Return what a search for a record comes to; the same question is asked once."""
        key = decision, goal
        if key not in self._searched:
            dates = self.dates_of(decision)
            self._searched[key] = find_record(
                self.policy, decision, goal, dates=dates, limit=MOST_STEPS, kept=self._grounds, beside=True
            )
        return self._searched[key]

    def search_settled(self, decision: str, fact: str, values: Sequence[Any]) -> Found:
        """Return what the search comes to for a record that is open without a fact, though every value settles it."""
        key = decision, OpenThoughSettled(fact)
        if key not in self._searched:
            self._searched[key] = find_open_though_settled(
                self.policy, decision, fact, values, dates=self.dates[:1], limit=MOST_STEPS, kept=self._grounds
            )
        return self._searched[key]

    def dates_of(self, decision: str) -> tuple[date, ...]:
        """Return the days on which a decision is searched: the usual ones, and those that its own text fixes."""
        if decision not in self._dates_of:
            self._dates_of[decision] = decision_dates(self.policy, most=MOST_DATES, decision=decision)
        return self._dates_of[decision]

    @cached_property
    def _dates_of(self) -> dict[str, tuple[date, ...]]:
        return {}

    def section(self, *names: str) -> Iterator[tuple[LText, Node]]:
        """Yield the entries of a section of the file; a list's items under an empty name."""
        node = _under(self.root, names)
        if isinstance(node, LMap):
            yield from ((entry.key, entry.value) for entry in node.entries)
        elif isinstance(node, LList):
            yield from ((LText("", item.span), item) for item in node.items)


def _under(node: Node, names: tuple[str, ...]) -> Node | None:
    if not isinstance(node, LMap):
        return None
    return next((entry.value for entry in node.entries if fold_name(entry.key.text) in names), None)


def entries_below(node: Node | None) -> Iterator[Entry]:
    """Yield every name with its value, however deep."""
    if isinstance(node, LMap):
        for entry in node.entries:
            yield entry
            yield from entries_below(entry.value)
    elif isinstance(node, LList):
        for item in node.items:
            yield from entries_below(item)


def value_at(node: Node, *names: str) -> Node | None:
    """Return what stands under a key of a mapping in either spelling, or None."""
    return _under(node, names)
