"""What may be changed in a process: where a transition starts and leads, what brings it about, and what a clock counts.

The conditions of transitions, and the lengths of time written in a process, are parts of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.model.nodes import AllOf, FactTest
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.process import Clock, Move, Process
from xgxp_rules.tools.mutation.kinds import Change
from xgxp_rules.tools.mutation.paths import Path
from xgxp_rules.tools.mutation.sentences import condition_words


def process_changes(part: Process | Move | Clock, about: str, version: PolicyVersion) -> Iterator[Change]:
    """Yield every change to a process itself, to one of its transitions or to one of its clocks."""
    match part:
        case Process():
            yield from _order(part)
        case Move():
            yield from _of_move(part, _process_of(part, version))
            yield from _unguarded(part, about, version)
        case Clock(states=states, reset=reset):
            yield from _fewer(("states",), states, "时限不再计入状态", "the clock no longer runs in")
            yield from _fewer(("reset",), reset, "不再因此重新计时：", "the clock is no longer put back by")


def _process_of(move: Move, version: PolicyVersion) -> Process | None:
    return next((one for one in version.processes if any(each is move for each in one.moves)), None)


def _order(process: Process) -> Iterator[Change]:
    """Yield two adjacent transitions in the other order, where one event or one day may bring about both."""
    moves = process.moves
    for place, (first, second) in enumerate(pairwise(moves)):
        if first.on == second.on and set(first.sources) & set(second.sources):
            swapped = (*moves[:place], second, first, *moves[place + 2 :])
            said = Words(
                f"“到{second.target}”排到“到{first.target}”之前", f"to `{second.target}` before to `{first.target}`"
            )
            yield Change("precedence", ("moves",), swapped, said)


def _of_move(move: Move, process: Process | None) -> Iterator[Change]:
    yield from _fewer(("sources",), move.sources, f"不再能到“{move.target}”，从", f"no way to `{move.target}` from")
    others = [] if process is None else [one for one in process.states if one not in (move.target, *move.sources)]
    for state in others[:1]:
        said = Words(f"“{move.target}”改为“{state}”", f"to `{move.target}` becomes to `{state}`")
        yield Change("alternative", ("target",), state, said)
    events = () if process is None or not move.on else process.events()
    for event in [one for one in events if one != move.on][:1]:
        said = Words(f"事件“{move.on}”改为“{event}”", f"on `{move.on}` becomes on `{event}`")
        yield Change("alternative", ("on",), event, said)


def _unguarded(move: Move, about: str, version: PolicyVersion) -> Iterator[Change]:
    if isinstance(move.when, FactTest):
        words = condition_words(move.when, about, version)
        said = Words(f"去掉“{words.zh}”", f"without `{words.en}`")
        yield Change("condition", ("when",), AllOf(()), said)
    if move.unless is not None:
        words = condition_words(move.unless, about, version)
        said = Words(f"去掉例外“{words.zh}”", f"without the exception `{words.en}`")
        yield Change("exception", ("unless",), None, said)
    if move.procedure:
        found = version.procedure(move.procedure)
        title = move.procedure if found is None else found.title
        said = Words(f"不再要求办完“{title}”", f"no longer asks for `{title}`")
        yield Change("condition", ("procedure",), "", said)


def _fewer(path: Path, names: tuple[str, ...], zh: str, en: str) -> Iterator[Change]:
    """Yield a list of states with each one left out in turn."""
    for place, name in enumerate(names):
        rest = (*names[:place], *names[place + 1 :])
        yield Change("alternative", path, rest, Words(f"{zh}“{name}”", f"{en} `{name}`"))
