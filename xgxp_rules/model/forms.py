"""How worked-out facts are made: a closed set of declared forms, each plain data.

A policy names a form and its inputs; no policy brings code. The interpreter gives each form its meaning, and the type
checker lists every place that must learn a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from xgxp_rules.model.calc import Calculation
from xgxp_rules.model.nodes import Condition, Constant, FactRef, Operand
from xgxp_rules.model.periods import Period
from xgxp_rules.model.reach import Change, Mapped, Measured, OtherRecords, Rank, Related
from xgxp_rules.model.scores import Conversion, Points
from xgxp_rules.model.spells import WHOLE, Presence
from xgxp_rules.model.tables import Table

YearUnit = Literal["year", "school_year", "term"]
WindowUnit = Literal["month", "week"] | YearUnit
TotalBy = Literal["calendar", "days", "school_years", "terms", "working_days"]


@dataclass(frozen=True, slots=True)
class LastPeriod:
    """`近3年`: later than the same-numbered day so long before the measuring day, up to and including it."""

    length: Period


@dataclass(frozen=True, slots=True)
class LastUnits:
    """`近3个年度`, `近3个整月`: the last finished calendar years, school years, terms, months or weeks."""

    count: int
    unit: WindowUnit


@dataclass(frozen=True, slots=True)
class CurrentUnit:
    """`本年度`, `上学年`, `本月`, `本周`: the unit that holds the measuring day, or the one before it."""

    unit: WindowUnit
    previous: bool = False


@dataclass(frozen=True, slots=True)
class FromDay:
    """`自 DATE 起`: that day and everything after it, to the measuring day."""

    day: Operand


@dataclass(frozen=True, slots=True)
class LengthOf:
    """A window as long as a fact or parameter says, ending on the measuring day."""

    length: Operand


@dataclass(frozen=True, slots=True)
class CurrentTerm:
    """`本聘期`: the appointment that runs on the measuring day, else the one that ended last, from its first day."""


Window = LastPeriod | LastUnits | CurrentUnit | FromDay | LengthOf | CurrentTerm


@dataclass(frozen=True, slots=True)
class ListSource:
    """Items of one or several lists read as one series, those that meet `where` and lie in the window."""

    lists: tuple[FactRef, ...]
    where: Condition | None = None
    within: Window | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """The time from a day to the measuring day; `whole` counts full years only."""

    start: Operand
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Until:
    """The time from the measuring day forward to a day; zero once it has passed."""

    end: Operand


@dataclass(frozen=True, slots=True)
class Day:
    """A day worked out from another by a period and a move to an edge of the calendar."""

    base: Operand
    plus: Operand | None = None
    less: Operand | None = None
    move: str | None = None


@dataclass(frozen=True, slots=True)
class SpellWeight:
    """A weight of its own for each spell, looked up by its fields.

    `overlap` says which weight counts on days on which spells of different weights lie over each other; without it
    either may.
    """

    table: Table
    overlap: Literal["higher", "lower"] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time spent in spells: `total` sums them, `unbroken` is the one still running; or the `longest`, the `shortest`.

    `same` groups the spells by a field (the stay at one school) and the longest group counts; with `prefer`, a flag of
    the items, that of the running item so marked, else each that may be the one. `gap` tolerates a hole,
    `bridge` names spells that hold a stretch together, `bridge_counts` says whether they count. `minus` is taken off.
    Only days later than `after` count.
    `presence` says when a school year or term counts. `shortest` is the least of the stretches, `least_total` the least
    of what the stretches of each group come to.
    """

    op: Literal["total", "unbroken", "longest", "shortest", "least_total"]
    source: ListSource
    minus: tuple[ListSource, ...] = ()
    bridge: tuple[ListSource, ...] = ()
    bridge_counts: bool = False
    gap: Period | None = None
    same: FactRef | None = None
    prefer: FactRef | None = None
    by: TotalBy = "calendar"
    weight: Operand | SpellWeight | None = None
    presence: Presence = WHOLE
    after: Operand | None = None

    @property
    def least(self) -> bool:
        """Whether the shortest is asked for: of the stretches, or of each group's time as a whole."""
        return self.op in ("shortest", "least_total")

    @property
    def summed(self) -> bool:
        """Whether the stretches of a group are added up before the shortest is taken."""
        return self.op == "least_total"


@dataclass(frozen=True, slots=True)
class Count:
    """How many items there are, or how many different values of one field."""

    source: ListSource
    distinct: FactRef | None = None


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether there is such an item."""

    source: ListSource


@dataclass(frozen=True, slots=True)
class Sequence:
    """Whether there are items one after the other, one for each step: each begins after the one before has ended."""

    steps: tuple[ListSource, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Whether every item of the window meets the property; a finished year without an item is unknown."""

    source: ListSource
    holds: Condition
    short: Literal["fails", "passes"] = "fails"


@dataclass(frozen=True, slots=True)
class Run:
    """How many years in a row have the property, ending with the latest year or at any time.

    `no_grade` says what a year without a grade does to a run: it breaks it, or is passed over without counting.
    """

    source: ListSource
    holds: Condition
    ending: Literal["latest", "any"] = "latest"
    no_grade: Literal["breaks", "skips"] = "breaks"


@dataclass(frozen=True, slots=True)
class Pick:
    """The latest or earliest item's field.

    With `prefer` a flag of the items decides instead of their days: the marked one, else any that is not marked as
    another's second.
    """

    which: Literal["latest", "earliest"]
    source: ListSource
    take: FactRef
    prefer: FactRef | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The sum, least or greatest of one field over the items."""

    op: Literal["sum", "min", "max"]
    source: ListSource
    take: FactRef


@dataclass(frozen=True, slots=True)
class Is:
    """A condition under a name."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Branch:
    """One case: where this holds, that value."""

    when: Condition
    value: Operand


@dataclass(frozen=True, slots=True)
class Cases:
    """The value of the first case that holds; `not_applicable` where a case's test does not apply."""

    branches: tuple[Branch, ...]
    otherwise: Operand | None = None
    not_applicable: Operand | None = None


@dataclass(frozen=True, slots=True)
class Calc:
    """Exact arithmetic over numbers and periods; rounded if it says how, then kept within its two limits.

    `conversion` says how a period that meets a number becomes one. `to` is the step of the rounding.
    """

    expression: Calculation
    not_below: Operand | None = None
    not_above: Operand | None = None
    conversion: Conversion | None = None
    rounding: Literal["down", "up", "half_up"] | None = None
    to: int | Fraction = 1


@dataclass(frozen=True, slots=True)
class DecisionDay:
    """The decision date itself (决定日), which stays the same whatever day a fact or the decision is measured on."""


@dataclass(frozen=True, slots=True)
class Statutory:
    """The legal retirement day, from birth date, sex and post category, by the law in force on the decision date."""

    born_on: FactRef
    sex: FactRef
    post_category: FactRef


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """One row of a parameter that depends on choices; None stands for every other key."""

    keys: tuple[str | None, ...]
    value: Constant


@dataclass(frozen=True, slots=True)
class Keyed:
    """A parameter looked up by one or two choice facts; no row means unknown."""

    by: tuple[FactRef, ...]
    rows: tuple[KeyedRow, ...]


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's value from a day on: one, or one by choices."""

    from_on: date
    value: Constant | Keyed


@dataclass(frozen=True, slots=True)
class Dated:
    """A parameter whose value depends on the decision date."""

    values: tuple[DatedValue, ...]


@dataclass(frozen=True, slots=True)
class SetValue:
    """What another body set, from and until which day, and where that is written.

    `objects` names the schools or other bodies for which it was set; none means everybody. `replaces` is the source of
    an earlier value that it takes the place of from its first day on.
    """

    value: Constant
    from_on: date | None = None
    until_on: date | None = None
    source: str = ""
    objects: tuple[str, ...] = ()
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Delegated:
    """A parameter left to another body, within limits; without a value for the day it is unknown."""

    set_by: str
    low: Constant | None = None
    high: Constant | None = None
    values: tuple[SetValue, ...] = ()

    @property
    def by_object(self) -> bool:
        """Return whether a value was set for named bodies, so that records differ."""
        return any(one.objects for one in self.values)


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """A parameter of another policy, by that policy's version in force on the decision date."""

    policy: str
    parameter: str


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """The outcome of another decision about the same record; a blocked one is unknown unless `blocked_counts`.

    `on_its_day` is set inside the program alone, where the day that the decision is measured on has been reached.
    """

    decision: str
    blocked_counts: bool = False
    on_its_day: bool = False


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of a procedure: whether it was taken, whether the time it has to stand is `over`, or its `day`."""

    procedure: str
    step: str
    gives: Literal["done", "over", "day"] = "done"


@dataclass(frozen=True, slots=True)
class ItemDuration:
    """A spell's own length, to the measuring day if it is still running."""


@dataclass(frozen=True, slots=True)
class ItemRunning:
    """Whether a spell is still running on the measuring day."""


Form = (
    Since
    | Until
    | Day
    | Stretch
    | Count
    | Exists
    | Sequence
    | Every
    | Run
    | Pick
    | Aggregate
    | Is
    | Cases
    | Calc
    | DecisionDay
    | Statutory
    | Keyed
    | Dated
    | Delegated
    | TakenFrom
    | Table
    | Points
    | Related
    | OtherRecords
    | Rank
    | Change
    | Mapped
    | Measured
    | DecisionResult
    | StepTaken
    | ItemDuration
    | ItemRunning
)
