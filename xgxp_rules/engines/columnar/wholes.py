"""The values behind an answer, whole: what a row's stretch of years or number is, not only which side of a bound.

An answer needs no more than the cells between its tests; whoever reads why wants the value. So the facts that a reason
speaks of are read once more, uncut, and worked out by the interpreter once for each different content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.contents import behind
from xgxp_rules.engines.columnar.cuts import Uncut
from xgxp_rules.engines.columnar.leaves import BY_ITSELF, Leaf
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.planning import leaves_of
from xgxp_rules.engines.columnar.refusals import way_of
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.engines.columnar.settling import Profile, replaced
from xgxp_rules.engines.columnar.uses import uses_of
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.linking import World
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.program import Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.values import UNKNOWN

Content = tuple[Any, ...]


@dataclass(slots=True)
class Part:
    """Some slots of one decision, and what they are made from: their values for every row.

    `rows` holds for each id its raw content, None where only the interpreter can tell.
    """

    program: Program
    slots: tuple[int, ...]
    rows: dict[Any, Content | None] = field(default_factory=dict)
    _needed: frozenset[int] = frozenset()
    _leaves: list[Leaf] = field(default_factory=list)
    _fills: dict[int, Any] = field(default_factory=dict)
    _widths: list[int] = field(default_factory=list)

    @property
    def needed(self) -> frozenset[int]:
        """The slots that these are made from, and these."""
        return self._needed

    def env(self, content: Content, roster: Roster, law: Any) -> Env | None:
        """Return an evaluation in which these slots have the values of a content; None where it cannot be read."""
        values: dict[int, Any] = {}
        place = 0
        for leaf, width in zip(self._leaves, self._widths, strict=True):
            raw = content[place : place + width]
            place += width
            value = leaf.values[raw[0]] if leaf.read is None else leaf.read(raw)
            if value is BY_ITSELF:
                return None
            values[leaf.slot] = value
        return self._filled(Profile(self.program.decision.about, values), roster, law)

    def _filled(self, profile: Profile, roster: Roster, law: Any) -> Env:
        version = self.program.version
        more: dict[str, Any] = {"local": {}, "law": law}
        world = None
        if self.program.linked:
            others = roster.inputs.school_records
            world = World(profile, others, version.vocabulary, as_of=roster.on, **more)
        truths: list[Any] = [None] * self.program.node_count
        env = Env(profile, roster.on, [], truths, world=world, calendar=version.calendar, **more)
        for number in range(max(self._needed, default=-1) + 1):
            env.values.append(self._fills[number](env) if number in self._needed else UNKNOWN)
        return env


def whole_parts(asked: Iterable[tuple[Program, tuple[int, ...]]], roster: Roster, law: Any) -> list[Part | None]:
    """Return the values of these slots for every row, in the order asked; None for slots that have no columns."""
    found = [_planned(program, slots, roster, law) for program, slots in asked]
    columns: list[nw.Expr] = []
    for number, part in enumerate(found):
        if part is not None:
            columns += _columns(number, part)
    if columns:
        _read(found, roster.backend.rows(roster.built().select(ID, *columns)))
    return found


def _planned(program: Program, slots: tuple[int, ...], roster: Roster, law: Any) -> Part | None:
    if program.measured_on is not None:
        return None
    needed = behind(program.slots, slots)
    cutter = Uncut(program, uses_of(program), roster.on, law)
    calendar, about = program.version.calendar, program.decision.about
    leaves: list[Leaf] = []
    try:
        for number in sorted(needed):
            slot = program.slots[number]
            _check(slot)
            leaves += leaves_of(number, slot, Place(program.slots, slot.home, roster, cutter, calendar, about))
    except NotInColumns:
        return None
    filled = replaced(program, {leaf.slot for leaf in leaves})
    fills = {number: filled[number].fill for number in needed}
    return Part(program, slots, {}, needed, leaves, fills)


def _check(slot: Slot) -> None:
    owner = slot.fact or slot.parameter
    form = None if owner is None else owner.form
    way = None if form is None else way_of(form)
    if way is not None and way.how == "row":
        raise NotInColumns(way.name)
    if isinstance(slot.details, MeasuredDetails) and isinstance(form, DecisionResult):
        raise NotInColumns("Measured")


def _columns(number: int, part: Part) -> list[nw.Expr]:
    """Return the columns of a part: whether a row stands by itself, then the content of each leaf."""
    alone: nw.Expr = nw.lit(False)
    for each in (each for leaf in part._leaves for each in leaf.odd):
        alone = alone | each.fill_null(value=False)
    raw: list[nw.Expr] = []
    for leaf in part._leaves:
        own = leaf.raw if leaf.code is None else (leaf.code,)
        part._widths.append(len(own))
        raw += own
    return [one.alias(f"w{number}_{place}") for place, one in enumerate((alone, *raw))]


def _read(parts: Sequence[Part | None], rows: Iterable[tuple[Any, ...]]) -> None:
    """Share the cells of the rows out to the parts."""
    cuts: list[tuple[Part, int, int]] = []
    start = 1
    for part in parts:
        if part is not None:
            stop = start + 1 + sum(part._widths)
            cuts.append((part, start, stop))
            start = stop
    for row in rows:
        for part, first, last in cuts:
            part.rows[row[0]] = None if row[first] else row[first + 1 : last]


__all__ = ["Part", "whole_parts"]
