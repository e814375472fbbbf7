"""What one evaluation knows: the record, the day, the law of that day, and the flat lists it writes its results into.

Nothing here outlives the decision, nothing is shared between two evaluations, and nothing reads the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.model.measures import DEFAULT_CALENDAR
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import Truth

if TYPE_CHECKING:
    from xgxp_rules.engines.linking import World


class Env:
    """One evaluation: `values` by slot, `truths` by node; an item of a list has an `outer` environment.

    `disputes` holds the claims being tried, `disputed` collects the facts met on which claims differ. `world` leads to
    other records and to other days; None where the decision needs neither.
    """

    __slots__ = (
        "calendar",
        "disputed",
        "disputes",
        "law",
        "local",
        "on",
        "outer",
        "record",
        "truths",
        "values",
        "world",
    )

    def __init__(
        self,
        record: Any,
        on: date,
        values: list[Any],
        truths: list[Truth],
        *,
        local: Mapping[str, Any] | None = None,
        law: Any = None,
        calendar: SchoolCalendar = DEFAULT_CALENDAR,
        outer: Env | None = None,
        disputes: Mapping[str, Any] | None = None,
        world: World | None = None,
    ) -> None:
        self.record = record
        self.on = on
        self.values = values
        self.truths = truths
        self.local = local
        self.law = law
        self.calendar = calendar
        self.outer = outer
        self.disputes = disputes
        self.disputed: list[str] | None = None
        self.world: World | None = world if outer is None else outer.world

    @property
    def as_of(self) -> date:
        """Return the decision date, which windows of rules go by; `on` is the day everything is measured on."""
        return self.on if self.world is None else self.world.as_of


Getter = Callable[[Env], Any]
"""Reads or works out one value."""

Tester = Callable[[Env], Truth]
"""Judges one condition, writes its truth (and that of its parts) into the environment, and returns it."""
