"""What every question about one decision on one day shares: its programs, the facts to branch on, their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.calc import leaves
from xgxp_rules.model.forms import Calc
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.records import MODELS
from xgxp_rules.model.scores import Points
from xgxp_rules.tools.search.cells import (
    MOST_ENTRIES,
    Cells,
    cells_of,
    constants_of,
    counts_beyond,
    free_slots,
    is_counted,
    slots_below,
)
from xgxp_rules.tools.search.changes import Judged, changes, conditions, name_of, set_apart
from xgxp_rules.tools.search.goals import BothHold, Goal, NoRule, OutcomeWins, RuleHolds, RuleWins
from xgxp_rules.tools.search.marks import Part, part_of, turns_on

_GUARDLESS: Final = (RuleHolds, RuleWins, OutcomeWins, BothHold, NoRule)
"""Goals that do not look at what higher law makes of an answer: for them its guards are not worked out."""


@dataclass(slots=True)
class Ground:
    """The programs of one decision on one day, and what a search may set in them.

    `names` says what each free slot is called in a cell, `needed` which of the others are worked out.
    """

    about: str
    on: date
    runs: list[Run]
    programs: list[Program]
    names: list[dict[int, str]]
    needed: list[frozenset[int]]
    slots: dict[str, Slot]
    constants: tuple[Any, ...]
    _cells: dict[str, Cells] = field(default_factory=dict)
    _parts: dict[tuple[int, str], Part | None] = field(default_factory=dict)
    _beside: dict[tuple[int, str], tuple[int, ...]] = field(default_factory=dict)
    _cuts: dict[Any, tuple[Any, ...]] = field(default_factory=dict)

    def cells(self, name: str) -> Cells:
        """Return the values to try for a free fact."""
        if name not in self._cells:
            self._cells[name] = cells_of(self.slots[name], self.constants, self.on)
        return self._cells[name]

    def part(self, place: int, name: str) -> Part | None:
        """Return what rests on a free fact in one of the programs, or None where that does not read it."""
        if (place, name) not in self._parts:
            numbers = (number for number, one in self.names[place].items() if one == name)
            number = next(numbers, None)
            made = None if number is None else part_of(self.programs[place], number, self.names[place])
            self._parts[place, name] = made
        return self._parts[place, name]

    def cut(self, name: str, runs: Sequence[Run], make: Callable[[], Iterable[Any]]) -> tuple[Any, ...]:
        """Return the values of a long row or axis at which something changes, worked out once for the same company.

        Where a decision has a value of its own, everything may bear on it: then they are worked out every time.
        """
        if any(program.valuing is not None for program in self.programs):
            return tuple(make())
        company = tuple(
            runs[place].env.values[number] for place in range(len(runs)) for number in self._company(place, name)
        )
        if (name, company) not in self._cuts:
            self._cuts[name, company] = tuple(make())
        return self._cuts[name, company]

    def _company(self, place: int, name: str) -> tuple[int, ...]:
        if (place, name) not in self._beside:
            part = self.part(place, name)
            self._beside[place, name] = () if part is None else turns_on(part, self.programs[place])
        return self._beside[place, name]


def ground_of(
    policies: Sequence[Policy], decision: str, goal: Goal, on: date, kept: dict[Any, Ground] | None = None
) -> Ground:
    """Return the ground of a question, the one kept from an earlier question where there is one."""
    guarded = not isinstance(goal, _GUARDLESS)
    key = tuple(map(id, policies)), decision, on, guarded
    if kept is None:
        return _made(policies, decision, on, guarded)
    if key not in kept:
        kept[key] = _made(policies, decision, on, guarded)
    return kept[key]


def _made(policies: Sequence[Policy], decision: str, on: date, guarded: bool) -> Ground:
    declared = policies[0].version_data.decision(decision)
    assert declared is not None
    blank = MODELS[declared.about]()
    made = {id(policy): policy.decide(decision, blank, as_of=on).run for policy in policies}
    runs = [made[id(policy)] for policy in policies]
    told = {key: run.program if guarded else replace(run.program, guards=()) for key, run in made.items()}
    programs = [told[id(policy)] for policy in policies]
    apart = set_apart(tuple(told.values()))
    read = {key: _needed(program) for key, program in told.items()}
    needed = [read[id(policy)] for policy in policies]
    names = [
        {number: _named(program.slots[number].name, place, apart) for number in free_slots(program) & needed[place]}
        for place, program in enumerate(programs)
    ]
    slots = {
        name: program.slots[number]
        for program, named in zip(programs, names, strict=True)
        for number, name in named.items()
    }
    constants = tuple(dict.fromkeys(one for each in told.values() for one in constants_of(each)))
    return Ground(declared.about, on, runs, programs, names, needed, slots, constants)


def _needed(program: Program) -> frozenset[int]:
    """Return the slots that the conditions of a program read; all of them where it gives a value too."""
    if program.valuing is not None:
        return frozenset(range(len(program.slots)))
    parts: tuple[Judged, ...] = (*program.rules, *program.requirements, *program.guards)
    read: Iterable[CompiledCondition] = (condition for part in parts for condition in conditions(part))
    return frozenset(number for condition in read for number in slots_below(condition, program))


def _named(name: str, place: int, apart: frozenset[str]) -> str:
    """Return what a fact is called in a cell: apart for each version where the two make it differently."""
    return f"{name}#{place}" if place and name in apart else name


def reckons(policy: Policy, decision: str, rule_id: str, on: date) -> bool:
    """Return whether a rule rests on more than the cells of a search cover: then nobody can say that it never holds.

    A single fact is cut at every value that a test names; what two of them come to is tried, not covered, and neither
    is a number of entries greater than is made.
    """
    declared = policy.version_data.decision(decision)
    assert declared is not None
    program = policy.decide(decision, MODELS[declared.about](), as_of=on).run.program
    return _reckons(program, (rule for rule in program.rules if rule.rule.id == rule_id))


def reckons_changed(one: Program, other: Program) -> bool:
    """Return whether what two versions of a decision do not share rests on numbers reckoned together."""
    touched, _ = changes(one, other)
    for program in (one, other):
        parts: tuple[Judged, ...] = (*program.rules, *program.requirements, *program.guards)
        if _reckons(program, (part for part in parts if name_of(part) in touched)):
            return True
    return False


def _reckons(program: Program, parts: Iterable[Judged]) -> bool:
    numbers = {n for part in parts for condition in conditions(part) for n in slots_below(condition, program)}
    many = counts_beyond(program, MOST_ENTRIES)
    return any(
        _reckoned(slot) or (many and slot.fact is not None and is_counted(slot.fact.form))
        for slot in (program.slots[number] for number in numbers)
    )


def _reckoned(slot: Slot) -> bool:
    form = None if slot.fact is None else slot.fact.form
    if isinstance(form, Points):
        return True
    if not isinstance(form, Calc):
        return False
    return len({leaf.name for leaf in leaves(form.expression) if isinstance(leaf, FactRef)}) > 1
