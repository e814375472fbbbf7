"""The search itself: branch on what is still open, cut what is lost, build a record where the goal is reached.

Truth is three-valued, so a cell that fixes a few facts already decides for everybody who fits it. The conditions a
goal points at are settled first: most questions end after a handful of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, overload

from xgxp_rules.engines.interpreter import Run, _guarded
from xgxp_rules.engines.program import CompiledCondition, Program, new_env
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.values import UNKNOWN
from xgxp_rules.tools.search.building import Builder, show_cell
from xgxp_rules.tools.search.cells import Axis
from xgxp_rules.tools.search.goals import Goal, all_conditions
from xgxp_rules.tools.search.grounds import Ground, ground_of
from xgxp_rules.tools.search.marks import marker
from xgxp_rules.tools.search.others import OTHERS
from xgxp_rules.tools.search.results import Exhausted, Found, LimitHit, Unproven, Witness
from xgxp_rules.tools.search.states import Leaves, State, state_of

LIMIT = 20_000
"""How many cells are looked at before the search gives up, over all dates."""

_MOST_BUILT = 12
"""How many cells are tried to be made into records before one is reported as unproven."""

_MANY = 8
"""A row of values longer than this is thinned before it is branched on."""

_MOST_KEPT = 6
"""How many records that did not serve are handed back, for whoever can make more of them."""

_MOST_UNPROVEN = 3
"""On how many dates nothing but unproven cells is enough."""

Cell = Mapping[str, Any]


class _Limit(Exception):
    """The search may not go on."""


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What is not searched: facts that each run has a value for, and facts that stay unknown."""

    pins: tuple[Cell, ...]
    apart: frozenset[str]
    beside: bool = False


def find_record(
    policies: Policy | Sequence[Policy],
    decision: str,
    goal: Goal,
    *,
    dates: Iterable[date],
    limit: int = LIMIT,
    pins: Sequence[Cell] = (),
    apart: Sequence[str] = (),
    kept: dict[Any, Ground] | None = None,
    beside: bool = False,
) -> Found:
    """Return a confirmed record for which the goal holds, or why there is none.

    `policies` are one version, or two that are to be told apart; each is asked for the same decision on each of the
    dates until a witness is found. `pins` fixes supplied facts for each policy in turn, by id; facts in `apart` are
    left unknown. What several questions share is kept in `kept` between calls. With `beside` a witness may need records
    that it refers to. The answer is the same on every run.
    """
    asked = (policies,) if isinstance(policies, Policy) else tuple(policies)
    fixed = _Fixed(tuple(pins) or ({},) * len(asked), frozenset(apart), beside)
    steps, complete = 0, True
    unproven: list[Unproven] = []
    for on in dates:
        search = _Search(
            asked, decision, goal, on, limit - steps, fixed, ground_of(asked, decision, goal, on, kept)
        )
        found = search.run()
        steps += search.steps
        match found:
            case Witness():
                return replace(found, steps=steps)
            case LimitHit():
                return LimitHit(steps)
            case Unproven():
                unproven.append(replace(found, steps=steps))
                if len(unproven) >= _MOST_UNPROVEN:
                    break
            case Exhausted():
                complete = complete and found.complete
    return unproven[0] if unproven else Exhausted(steps, complete)


class _Search:
    """One search on one decision date."""

    def __init__(
        self,
        policies: tuple[Policy, ...],
        decision: str,
        goal: Goal,
        on: date,
        limit: int,
        fixed: _Fixed,
        ground: Ground,
    ) -> None:
        self.policies, self.decision, self.goal, self.on, self.limit = policies, decision, goal, on, limit
        self.fixed = fixed
        self.steps = 0
        self.undecided = False
        self.built: list[Mapping[str, Any]] = []
        self.lost: set[State] = set()
        self.about, self.runs, self.programs = ground.about, ground.runs, ground.programs
        self.names, self.slots, self.needed = ground.names, ground.slots, ground.needed
        self.ground = ground

    def run(self) -> Found:
        """Return what the search on this date comes to."""
        failed: Unproven | None = None
        tried = 0
        builder = Builder(self.about, self.slots, self.on, beside=self.fixed.beside)
        try:
            for cell in self._reached({}):
                witness = self._confirmed(builder, cell, last=self.goal.judge(self._judged(cell)) is None)
                if witness is not None:
                    return witness
                failed = failed or Unproven(show_cell(cell, self.slots), self.on, self.steps, tuple(self.built))
                tried += 1
                if tried >= _MOST_BUILT:
                    break
        except _Limit:
            return failed or LimitHit(self.steps)
        return failed or Exhausted(self.steps, not self.undecided)

    def _confirmed(self, builder: Builder, cell: Cell, *, last: bool) -> Witness | None:
        """Return the record built from a cell, where the interpreter finds the goal reached for it."""
        for given in builder.given(cell):
            self._count()
            decisions = builder.decide(self.policies, self.decision, given, self.fixed.pins)
            if decisions is not None and self._holds([one.run for one in decisions], last):
                own = {name: value for name, value in given.items() if name != OTHERS}
                return Witness(own, self.on, decisions, self.steps, given.get(OTHERS, {}))
            if len(self.built) < _MOST_KEPT:
                self.built.append(given)
        return None

    def _holds(self, runs: Sequence[Run], last: bool) -> bool:
        """Return whether the goal is reached for a record; `last` where its cell left nothing to ask."""
        truth = self.goal.judge(runs)
        return truth is True or (truth is None and last and self._reached_last(runs))

    def _reached_last(self, runs: Sequence[Run]) -> bool:
        judge_last = getattr(self.goal, "judge_last", None)
        return judge_last is not None and bool(judge_last(runs))

    def _nothing_hidden(self, runs: Sequence[Run], cell: Cell) -> bool:
        """Return whether what is unknown stays so for everybody: no fact of it is one that the search cannot set."""
        if not hasattr(self.goal, "judge_last"):
            return False
        for place, run in enumerate(runs):
            leaves = Leaves(run, self.names[place], {**cell, **self.fixed.pins[place]})
            for _run, condition in all_conditions(run):
                if list(leaves.below(condition.placed, condition.home.slots)) or leaves.hidden:
                    return False
            if list(self._behind_value(place, run, cell)):
                return False
        return True

    def _reached(self, cell: dict[str, Any]) -> Iterator[Cell]:
        """Yield every cell below this one in which the goal is reached."""
        runs = self._judged(cell)
        truth = self.goal.judge(runs)
        if truth is True:
            yield cell
        if truth is not None:
            return
        name = self._next(runs, cell)
        if name is None:
            if self._reached_last(runs):
                yield cell
            elif not self._nothing_hidden(runs, cell):
                self.undecided = True
            return
        state = state_of(runs, self.names)
        if state in self.lost:
            return
        reached = False
        for value in self._values(name, runs, cell):
            for below in self._reached({**cell, name: value}):
                reached = True
                yield below
        if not reached and state is not None:
            self.lost.add(state)

    def _judged(self, cell: Cell) -> Sequence[Run]:
        """Return the runs on a cell, each made when it is first looked at: a goal is often lost with the first."""
        self._count()
        pinned = self.fixed.pins
        return _Runs(
            [
                lambda place=place, program=program: self._run(place, program, {**cell, **pinned[place]})  # type: ignore[misc]
                for place, program in enumerate(self.programs)
            ]
        )

    def _count(self) -> None:
        self.steps += 1
        if self.steps > self.limit:
            raise _Limit

    def _run(self, place: int, program: Program, cell: Cell) -> Run:
        """Return the run of one program on a cell: free slots as the cell has them, the rest worked out."""
        blank = self.runs[place].env
        env = new_env(program, None, blank.on, law=blank.law)
        values, names = env.values, self.names[place]
        needed = self.needed[place]
        for number, slot in enumerate(program.slots):
            if number in names:
                values.append(cell.get(names[number], UNKNOWN))
            else:
                values.append(slot.fill(env) if number in needed else UNKNOWN)
        return _guarded(program, env, program.settle(env))

    def _next(self, runs: Sequence[Run], cell: Cell) -> str | None:
        """Return the fact to branch on: one that the goal asks for, a short choice before a long axis."""
        for asked in (self.goal.focus(runs), (each for run in runs for each in all_conditions(run))):
            names = (name for run, part in asked for name in self._open(_place(runs, run), run, part, cell))
            found = dict.fromkeys(name for name in names if name not in self.fixed.apart)
            if found:
                return min(found, key=self._width)
        behind = dict.fromkeys(
            name for place, run in enumerate(runs) for name in self._behind_value(place, run, cell)
        )
        return min(behind, key=self._width) if behind else None

    def _behind_value(self, place: int, run: Run, cell: Cell) -> Iterator[str]:
        """Yield the open facts that the value of a decision is made from, those of its rules that hold included."""
        valuing = run.program.valuing
        if valuing is None:
            return
        leaves = Leaves(run, self.names[place], {**cell, **self.fixed.pins[place]})
        spoken = valuing.spoken(run.settled, run.program.rules) if run.settled.rule_truths else []
        given = [one.slot for rule in spoken if (one := valuing.rules[rule]) is not None]
        for slot in (valuing.slot, *given):
            if slot is not None:
                yield from (name for name in leaves.behind(slot) if name not in self.fixed.apart)

    def _width(self, name: str) -> int:
        values = self.ground.cells(name)
        return 10_000 if isinstance(values, Axis) else len(values)

    def _open(self, place: int, run: Run, condition: CompiledCondition, cell: Cell) -> Iterator[str]:
        leaves = Leaves(run, self.names[place], {**cell, **self.fixed.pins[place]})
        yield from leaves.below(condition.placed, condition.home.slots)

    def _values(self, name: str, runs: Sequence[Run], cell: Cell) -> Iterator[Any]:
        values = self.ground.cells(name)
        if isinstance(values, Axis):
            yield from self.ground.cut(name, runs, lambda: self._cut(name, values, cell))
            yield from values.extra
        elif len(values) > _MANY:
            yield from self.ground.cut(name, runs, lambda: self._thinned(name, values, cell))
        else:
            yield from values

    def _thinned(self, name: str, values: tuple[Any, ...], cell: Cell) -> Iterator[Any]:
        """Yield, of a long row of values, both ends of each stretch on which nothing changes."""
        marked = self._marker(name, cell)
        marks = [marked(value) for value in values]
        for place, value in enumerate(values):
            inside = 0 < place < len(values) - 1 and marks[place - 1] == marks[place] == marks[place + 1]
            if not inside:
                yield value

    def _marker(self, name: str, cell: Cell) -> Callable[[Any], Any]:
        """Return what tells two values of a fact apart; where the decision has a value of its own, that too."""
        if any(program.valuing is not None for program in self.programs):
            return lambda value: [
                (run.env.truths, run.settled.value) for run in self._judged({**cell, name: value})
            ]
        marked = marker(self._judged(cell), [self.ground.part(place, name) for place in range(len(self.programs))])

        def counted(value: Any) -> Any:
            self._count()
            return marked(value)

        return counted

    def _cut(self, name: str, axis: Axis, cell: Cell) -> Iterator[Any]:
        """Yield one value for each stretch of an axis on which nothing changes, and both sides of every change."""
        make = maker_of(self.slots[name], self.on)
        marked = self._marker(name, cell)
        seen: dict[int, Any] = {}

        def mark(point: int) -> Any:
            if point not in seen:
                seen[point] = marked(make(point))
            return seen[point]

        usual = min(axis.points, key=lambda point: abs(point - axis.usual))
        kept = {usual}
        for low, high in zip(axis.points, axis.points[1:], strict=False):
            if mark(low) != mark(high):
                kept |= set(edges_between(low, high, mark))
        if len(kept) == 1:
            # No value decides anything by itself: the fact is weighed against another, which is met from both sides.
            kept |= {axis.points[0], axis.points[-1]}
        for point in sorted(kept, key=lambda point: (abs(point - usual), point)):
            yield make(point)


class _Runs(Sequence[Run]):
    """Runs that are made when they are asked for."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: list[Callable[[], Run]]) -> None:
        self._make = make
        self._made: dict[int, Run] = {}

    def __len__(self) -> int:
        return len(self._make)

    @overload
    def __getitem__(self, place: int) -> Run: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Run]: ...

    def __getitem__(self, place: int | slice) -> Run | Sequence[Run]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        if place not in self._made:
            self._made[place] = self._make[place]()
        return self._made[place]


def _place(runs: Sequence[Run], run: Run) -> int:
    return next(place for place, one in enumerate(runs) if one is run)


def edges_between(low: int, high: int, mark: Any) -> tuple[int, int]:
    """Return the two neighbours between which the mark first changes."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if mark(middle) == mark(low) else (low, middle)
    return low, high


def maker_of(slot: Any, on: date) -> Any:
    """Return how a point of a fact's axis becomes a value of it."""
    if slot.fact.kind.name == "date":
        return date.fromordinal
    if slot.fact.kind.name == "period":
        return lambda point: Elapsed(date.fromordinal(point), on)
    return int
