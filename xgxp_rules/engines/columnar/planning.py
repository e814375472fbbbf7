"""One decision made ready for a roster: its leaves, or the reasons why it is decided row by row.

Everything is found out from the compiled decision and the names of the columns, before a row is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

from xgxp_rules.diagnostics import diagnose
from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.counting import aggregate, counted, exists
from xgxp_rules.engines.columnar.cuts import Cutter
from xgxp_rules.engines.columnar.leaves import Leaf, supplied
from xgxp_rules.engines.columnar.naming import name_leaf
from xgxp_rules.engines.columnar.once import decision_once, fact_once
from xgxp_rules.engines.columnar.paths import check_path, school
from xgxp_rules.engines.columnar.picking import pick
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.refusals import UNSUPPORTED, Unsupported, construct_words, way_of
from xgxp_rules.engines.columnar.roster import Roster
from xgxp_rules.engines.columnar.stretched import stretch
from xgxp_rules.engines.columnar.uses import constant_of, uses_of
from xgxp_rules.engines.columnar.windows import pick_from_day
from xgxp_rules.engines.columnar.yearly import yearly
from xgxp_rules.engines.linking import SELF_ID, Path
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.meeting import who_meets
from xgxp_rules.engines.program import Program
from xgxp_rules.engines.scopes import Home, Slot
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.model.forms import Aggregate, Count, Delegated, Every, Exists, FromDay, Pick, Run, Stretch
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import Choice
from xgxp_rules.spans import Span

ListForm = Stretch | Count | Exists | Every | Run | Pick | Aggregate


@dataclass(slots=True)
class Plan:
    """A decision ready for a roster.

    `row_by_row` holds, for each fact that has no columns, its label and why; the whole decision is then the
    interpreter's.
    """

    program: Program
    on: date
    leaves: list[Leaf] = field(default_factory=list)
    row_by_row: list[tuple[str, str]] = field(default_factory=list)
    meets: Slot | None = None
    """A fact for which other people of the roster are needed."""


def plan_of(
    program: Program,
    roster: Roster,
    as_of: date,
    law: Any,
    whole: Sequence[Any] = (),
) -> Plan:
    """Return a decision ready for a roster; `as_of` is the decision date, the roster's day the measuring day.

    What `whole` names is kept as it is, whatever is tested of it.

    Raises:
        Unsupported: the decision cannot be worked out for a roster at all, or not on this engine.
    """
    plan = Plan(program, as_of, meets=who_meets(program.slots, program.decision.about))
    if plan.meets is not None:
        plan.row_by_row.append((_label(plan.meets), "people"))
    elif program.measured_on is None:
        _add_leaves(plan, roster, law, whole)
    else:
        _add_answer(plan, roster, law)
    if plan.row_by_row and not roster.backend.row_by_row:
        fact, reason = plan.row_by_row[0]
        raise _unsupported(program, fact, "row_by_row", reason)
    return plan


def refuse_meeting(program: Program, slot: Slot) -> Unsupported:
    """Return why a decision that needs other people of the roster is not made where they are not to be met."""
    form = None if slot.fact is None else slot.fact.form
    return _unsupported(program, _label(slot), type(form).__name__, "people")


def _label(slot: Slot) -> str:
    owner = slot.fact or slot.parameter
    return str(getattr(owner, "label", None) or getattr(owner, "name", slot.name))


def _unsupported(program: Program, fact: str, construct: str, reason: str) -> Unsupported:
    from xgxp_rules.engines.columnar.reasons import REASONS

    said = construct_words(construct)
    named = {"name": program.decision.id, "fact": fact, "construct": said, "reason": REASONS[reason]}
    return Unsupported([diagnose(UNSUPPORTED, Span.none(), program.version.file, **named)])  # type: ignore[arg-type]


def _add_answer(plan: Plan, roster: Roster, law: Any) -> None:
    """Add the leaf of the answer itself: a decision measured on another day is worked out as a whole."""
    program = plan.program
    cutter = Cutter(program, uses_of(program), roster.on, law)
    try:
        plan.leaves.append(decision_once(_place(program, program.home, roster, cutter)))
    except NotInColumns as reason:
        plan.row_by_row.append((program.decision.title or program.decision.id, str(reason)))


def _place(program: Program, home: Home, roster: Roster, cutter: Cutter) -> Place:
    return Place(program.slots, home, roster, cutter, program.version.calendar, program.decision.about)


def _add_leaves(plan: Plan, roster: Roster, law: Any, whole: Sequence[Any]) -> None:
    cutter = Cutter(plan.program, uses_of(plan.program, whole), roster.on, law)
    for number, slot in enumerate(plan.program.slots):
        place = _place(plan.program, slot.home, roster, cutter)
        try:
            plan.leaves += leaves_of(number, slot, place)
        except NotInColumns as reason:
            plan.row_by_row.append((_label(slot), str(reason)))


def leaves_of(number: int, slot: Slot, place: Place) -> Iterator[Leaf]:
    """Yield the leaf of a slot that columns hold; nothing for one that is worked out from others.

    Raises:
        NotInColumns: only the interpreter can work it out, from the record.
    """
    try:
        found = list(_in_columns(number, slot, place))
    except NotInColumns:
        owner = slot.fact or slot.parameter
        if owner is None or owner.form is None:
            raise
        found = [fact_once(number, place)]
    yield from found


def _in_columns(number: int, slot: Slot, place: Place) -> Iterator[Leaf]:
    fact = slot.fact
    owner = fact or slot.parameter
    assert owner is not None
    form = owner.form
    if fact is not None and form is None:
        if fact.id == SELF_ID or (fact.id == "id" and not fact.local):
            yield name_leaf(number, fact, place.cutter)
            return
        yield supplied(number, fact, place.roster, place.cutter)
        return
    assert form is not None
    if isinstance(slot.details, Path):
        check_path(slot, place)
        return
    way = way_of(form)
    if way.how == "row":
        raise NotInColumns("people")
    if way.how == "once" or isinstance(slot.details, MeasuredDetails):
        raise NotInColumns("Measured" if isinstance(slot.details, MeasuredDetails) else way.name)
    if isinstance(form, Delegated) and form.by_object:
        raise NotInColumns(way.name)
    if isinstance(slot.details, CompiledPoints) and slot.details.sources():
        raise NotInColumns("points_of_list")
    if isinstance(form, ListForm):
        yield _of_list(number, form, slot, place)


def _of_list(number: int, form: ListForm, slot: Slot, place: Place) -> Leaf:
    match form:
        case Stretch():
            return stretch(number, form, place)
        case Count():
            return counted(number, form, place)
        case Exists():
            return exists(number, form, place)
        case Run() | Every():
            return yearly(number, form, place)
        case Aggregate():
            return aggregate(number, form, place)
        case Pick():
            return _picked(number, form, slot, place)
        case _:
            assert_never(form)


def _picked(number: int, form: Pick, slot: Slot, place: Place) -> Leaf:
    window = form.source.within
    if (
        isinstance(window, FromDay)
        and isinstance(window.day, FactRef)
        and constant_of(window.day, place.home) is None
    ):
        return pick_from_day(number, form, window, place)
    if slot.fact is not None and slot.fact.kind.name == "reference":
        return school(number, form, place)
    return pick(number, form, place)


__all__ = ["Choice", "Plan", "plan_of"]
