"""Sums of time in columns: spells that touch are joined, cut to the days that count, measured and added up.

A sum is a whole number of days with thirty to the month. One stretch alone is no sum: it keeps its two days. Where that
makes a difference (the value flows on, or is held against days alone) the two are read from what makes them, once each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.cuts import FIRST_DAY
from xgxp_rules.engines.columnar.day_tables import published, rests
from xgxp_rules.engines.columnar.held_spells import ends_today, joined_over, odd_days, spells_of
from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, Leaf, in_cells, zero_or
from xgxp_rules.engines.columnar.listed import Chosen, chosen
from xgxp_rules.engines.columnar.measured import COUNTED, measured
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.windows import Bounds
from xgxp_rules.model.forms import ListSource, SpellWeight, Stretch
from xgxp_rules.model.measures import Elapsed, Measure
from xgxp_rules.model.periods import Period, months_and_days
from xgxp_rules.model.spells import Spell, total_calendar
from xgxp_rules.model.tallies import less_total, weighted_total

_NONE, _ONE, _SEVERAL = 0, 1, 2
"""What a row's sum is made from: no entry that belongs, one stretch, several or none."""


@dataclass(slots=True)
class _Sum:
    """A sum that stands in columns: the spells, what is taken off them, and the days that count."""

    form: Stretch
    place: Place
    found: Chosen
    minus: tuple[Chosen, ...]
    weight: Fraction | None
    low: int
    high: int

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two sums the same."""
        form, taken = self.form, tuple((one.work.key, one.key) for one in self.minus)
        return form.op, form.by, form.gap, self.found.work.key, self.found.key, taken, self.low, self.high

    def is_needed_whole(self, slot: int) -> bool:
        """Return whether more counts than on which side of a number of days, thirty to the month, the sum lies.

        So it does for everybody where thirty days are left over of the window itself.
        """
        cutter, days = self.place.cutter, (date.fromordinal(self.low), date.fromordinal(self.high))
        if cutter.lengths(slot, Period.of_measure) is None or cutter.holds_days_alone(slot):
            return True
        return self.weight is not None or months_and_days(*days)[1] == _MONTH


_MONTH = 30


def summed(slot: int, form: Stretch, place: Place, found: Chosen) -> Leaf:
    """Return the leaf of a sum of time, or of the longest stretch in days or blocks.

    Raises:
        NotInColumns: an option of it has no columns.
    """
    bounds = _bounds(form, place)
    on = place.roster.on
    low = FIRST_DAY if bounds.since is None else max(FIRST_DAY, bounds.since.toordinal())
    high = max(low, min(bounds.stop.toordinal(), on.toordinal() + bounds.closes))
    made = _Sum(form, place, found, _taken(form, place), _weight(form, place), low, high)
    name = place.roster.bring(("sum", *made.key), lambda name: lambda: _frame(made, name))
    odd = odd_days(found, place, None)
    odd += [each for one in made.minus for each in odd_days(one, place, None)]
    if not bounds.closes and bounds.stop > on:
        odd.append(ends_today(found, place))
    if form.by == "working_days":
        key = ("unpublished", *made.key)
        odd.append(nw.col(place.roster.bring(key, lambda name: lambda: _unpublished(made, name))) > 0)
    # Where no entry belongs the interpreter says what that means, as for an empty list.
    begun = nw.col(place.roster.ask(found.work, ("some", found.key), zero_or(found.sure).max())) > 0
    none = nw.col(place.roster.rows_of(found.work)).is_null() | ~begun
    if form.by == "calendar":
        stretches = nw.col(f"{name}_stretches").fill_null(value=0)
        # One stretch with thirty days left over is no month longer, and its rest is taken off otherwise.
        rest = nw.col(f"{name}_thirty").fill_null(value=0) > 0
        if made.is_needed_whole(slot):
            return _exact(slot, made, name, none, [*odd, rest] if made.minus else odd)
        odd.append(rest if made.minus else rest & (stretches == 1))
    left = f"{name}_left" if made.minus and form.by == "calendar" else name
    number = nw.col(left).fill_null(value=0)
    return _in_cells(slot, made, number, none, odd)


def _bounds(form: Stretch, place: Place) -> Bounds:
    """Return the days that count: those of the window, and of these the ones later than `after`."""
    window = None if form.source.within is None else place.bounds(form.source.within)
    if form.after is None:
        return window or Bounds(None, date.max)
    day = place.constant(form.after)
    if not isinstance(day, date):
        raise NotInColumns("operand")
    first = day + timedelta(1)
    if window is None:
        return Bounds(first, date.max)
    begins = first if window.since is None else max(first, window.since)
    return Bounds(begins, max(first, window.stop), closes=window.closes)


def _taken(form: Stretch, place: Place) -> tuple[Chosen, ...]:
    """Return the spells that are taken off.

    Raises:
        NotInColumns: it may be open for somebody which they are.
    """
    taken = []
    for source in form.minus:
        facts = [place.fact(ref) for ref in source.lists if not ref.path]
        if any(fact.id not in place.roster.inputs.complete for fact in facts) or source.within is not None:
            raise NotInColumns("several_lists")
        found = chosen(ListSource(source.lists, source.where), place, begun=False)
        if found is not None:
            need_days(found, place)
            taken.append(found)
    return tuple(taken)


def _weight(form: Stretch, place: Place) -> Fraction | None:
    if form.weight is None:
        return None
    if isinstance(form.weight, SpellWeight):
        raise NotInColumns("stretch_option")
    weight = place.constant(form.weight)
    if not isinstance(weight, int | Fraction) or weight < 0:
        raise NotInColumns("operand")
    return Fraction(weight)


def need_days(found: Chosen, place: Place) -> None:
    """Note that the days of spells are read.

    Raises:
        NotInColumns: the list holds no spells with a last day.
    """
    if found.dating.by != "spell" or not found.dating.until:
        raise NotInColumns("undated")
    fields = {fact.id: fact for fact in found.work.facts[0].kind.fields}
    for name in (found.dating.field, found.dating.until):
        place.roster.need(found.work, fields[name])


def _in_cells(slot: int, made: _Sum, number: nw.Expr, none: nw.Expr, odd: list[nw.Expr]) -> Leaf:
    """Return the leaf of a sum of which only the cell between two tests counts."""
    counted = COUNTED[made.form.by]
    cells = made.place.cutter.lengths(slot, counted)
    if cells is None:
        read = lambda row: AS_WORKED_OUT if row[0] else counted(int(row[1]))  # noqa: E731
        return Leaf(slot, raw=(zero_or(none), number), read=read, odd=odd)
    code = nw.when(none).then(nw.lit(0)).otherwise(in_cells(number, cells, 1))
    values = [AS_WORKED_OUT, *(counted(cells.first_of(cell)) for cell in range(cells.count))]
    return Leaf(slot, code, values, odd=odd)


def _exact(slot: int, made: _Sum, name: str, none: nw.Expr, odd: list[nw.Expr]) -> Leaf:
    """Return the leaf of a sum needed as it is: the two days of one stretch, or a sum and the days it covers."""
    known = nw.col(f"{name}_stretches").fill_null(value=0)
    state = nw.when(none).then(nw.lit(_NONE)).when(known == 1).then(nw.lit(_ONE)).otherwise(nw.lit(_SEVERAL))
    one = known == 1
    first = nw.when(one).then(nw.col(f"{name}_start")).otherwise(nw.col(name)).fill_null(value=0)
    second = nw.when(one).then(nw.col(f"{name}_stop")).otherwise(nw.col(f"{name}_covered")).fill_null(value=0)
    off = [nw.col(f"{name}_{each}").fill_null(value=0) for each in ("off", "off_covered")] if made.minus else []
    alike = made.place.cutter.alike(slot)
    met: dict[Any, Any] = {}

    def read(row: tuple[Any, ...]) -> Any:
        if row[0] == _NONE:
            return AS_WORKED_OUT
        value = _value(row[0] == _ONE, [int(each) for each in row[1:]], made.weight)
        return value if alike is None else met.setdefault(alike(value), value)

    return Leaf(slot, raw=(state, first, second, *off), read=read, odd=odd, kept=False)


def _value(one: bool, numbers: list[int], weight: Fraction | None) -> Measure:
    """Return what one stretch between two days, or a sum and the days it covers, comes to."""
    first, second, *off = numbers
    if one and not (off and off[1]) and weight in (None, 1):
        return Elapsed(date.fromordinal(first), date.fromordinal(second))
    if one:
        whole = total_calendar([Spell(date.fromordinal(first), date.fromordinal(second))])
    else:
        whole = Period.of_measure(first).covering(second)
    if off and off[1]:
        whole = less_total(whole, Period.of_measure(off[0]).covering(off[1]))
    return whole if weight is None else weighted_total(whole, weight, "calendar")


# --- the frames ------------------------------------------------------------------------------------------------------


def _stretches(made: _Sum, *, over_rest: bool = False) -> nw.LazyFrame[Any]:
    """Return the joined stretches of each teacher, cut to the days that count; `over_rest` also over days of rest."""
    place, until = made.place, max(made.place.roster.on.toordinal(), made.high) - 1
    spells = joined_over(spells_of(made.found, place, None, until=until), made.form.gap, place)
    if over_rest:
        table = place.roster.backend.table(rests(), dict.fromkeys(rests(), "int"))
        spells = spells.join(table, left_on="stop", right_on="number", how="left")
        worked = nw.when(nw.col("until").is_null()).then(nw.col("stop")).otherwise(nw.col("until"))
        spells = spells.with_columns(worked.alias("stop")).drop("until")
    merged = place.roster.backend.merged(spells, [ID])
    return _within(merged, nw.lit(made.low), nw.lit(made.high))


def _within(stretches: nw.LazyFrame[Any], low: nw.Expr, high: nw.Expr) -> nw.LazyFrame[Any]:
    start = nw.when(nw.col("start") < low).then(low).otherwise(nw.col("start"))
    stop = nw.when(nw.col("stop") > high).then(high).otherwise(nw.col("stop"))
    return stretches.with_columns(start=start, stop=stop).filter(nw.col("start") < nw.col("stop"))


def _frame(made: _Sum, name: str) -> nw.LazyFrame[Any]:
    """Return each teacher's sum under a name, and what it is made from under names that begin with it."""
    form, place = made.form, made.place
    over_rest = form.by == "working_days" and form.op == "longest"
    stretches = _stretches(made, over_rest=over_rest)
    if made.minus:
        stretches = place.roster.backend.staged(stretches)
    length = nw.col("length").sum().cast(nw.Int64) if form.op == "total" else nw.col("length").max()
    found = measured(stretches, form.by, place).group_by(ID).agg(length.alias(name), *_told_apart(form, name))
    if not made.minus:
        return found
    off = measured(_off(made, stretches), form.by, place).with_columns(days=nw.col("stop") - nw.col("start"))
    off = off.group_by(ID).agg(
        nw.col("length").sum().cast(nw.Int64).alias(f"{name}_off"),
        nw.col("days").sum().cast(nw.Int64).alias(f"{name}_off_covered"),
        nw.col("thirty").max().alias("off_thirty"),
    )
    both = found.join(off.rename({ID: "of"}), left_on=ID, right_on="of", how="left")
    return _less(both, form, name)


def _told_apart(form: Stretch, name: str) -> list[nw.Expr]:
    if form.by != "calendar":
        return []
    return [
        nw.len().cast(nw.Int64).alias(f"{name}_stretches"),
        nw.col("thirty").max().alias(f"{name}_thirty"),
        nw.col("start").min().alias(f"{name}_start"),
        nw.col("stop").max().alias(f"{name}_stop"),
        (nw.col("stop") - nw.col("start")).sum().cast(nw.Int64).alias(f"{name}_covered"),
    ]


def _less(both: nw.LazyFrame[Any], form: Stretch, name: str) -> nw.LazyFrame[Any]:
    """Return the sums with what is taken off taken off; `_exact` reads both apart."""
    off = nw.col(f"{name}_off").fill_null(value=0)
    left = nw.when(nw.col(name) > off).then(nw.col(name) - off).otherwise(nw.lit(0))
    if form.by != "calendar":
        return both.with_columns(left.alias(name)).drop("off_thirty")
    thirty = nw.col(f"{name}_thirty") + nw.col("off_thirty").fill_null(value=0)
    return both.with_columns(left.alias(f"{name}_left"), thirty.alias(f"{name}_thirty")).drop("off_thirty")


def _off(made: _Sum, stretches: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the days of the stretches that lie in what is taken off too."""
    place, today = made.place, made.place.roster.on.toordinal()
    parts = [spells_of(one, place, None, until=today) for one in made.minus]
    taken = place.roster.backend.merged(parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical"), [ID])
    named = taken.select(nw.col(ID).alias("of"), nw.col("start").alias("from"), nw.col("stop").alias("to"))
    near = stretches.select(ID, "start", "stop").join(named, left_on=ID, right_on="of", how="inner")
    return _within(near, nw.col("from"), nw.col("to")).select(ID, "start", "stop")


def _unpublished(made: _Sum, name: str) -> nw.LazyFrame[Any]:
    """Return the teachers with a day whose year's holidays nobody has published."""
    first, stop = published()
    outside = _stretches(made).filter((nw.col("start") < first) | (nw.col("stop") > stop))
    return outside.group_by(ID).agg(nw.len().alias(name))


__all__ = ["need_days", "summed"]
