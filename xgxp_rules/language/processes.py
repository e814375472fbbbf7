"""Processes of a policy file: states, the moves between them and clocks; `engines.rete` runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from xgxp_rules.diagnostics import Diagnostic, diagnose, nearest
from xgxp_rules.language.cohort_messages import (
    EVENT_NO_CHOICE,
    NO_STATE,
    NO_TIME,
    NOT_ADDED_UP,
    NOT_FOR_EVENTS,
    ONE_CAUSE,
    TERMINAL,
    TOO_MANY,
    TWO_MOVES,
    UNREACHABLE,
    UNUSED_CLOCK,
)
from xgxp_rules.language.conditions import read_unless, read_when
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.header import cited, cited_with
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.lists import one_list
from xgxp_rules.language.located import Entry, LText, Node
from xgxp_rules.language.record_kinds import about_of
from xgxp_rules.language.rules import Context
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.model.nodes import Constant, Operand, ParameterRef
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.process import Clock, EventList, Move, Process, is_guarded
from xgxp_rules.model.values import PERIOD

MOST_STATES, MOST_MOVES = 200, 1000


def read_processes(outer: Fields, context: Context) -> tuple[Process, ...]:
    """Return the processes of the file; what is wrong has been reported."""
    found = (read_process(entry, context) for entry in outer.named("processes"))
    return tuple(each for each in found if each is not None)


def read_process(entry: Entry, context: Context) -> Process | None:
    """Return one process, or None after reporting what is wrong with it."""
    problems, name = context.library.problems, entry.key.text.strip()
    fields = read_fields(entry.value, SHAPES["process"], name, problems, entry.key.span)
    if fields is None:
        return None
    about = about_of(fields)
    reader = _Reader(name, fields, Scope(context.library, about), context)
    if not reader.states:
        return None
    start = reader.state(fields.text_node("start"))
    clocks = reader.clocks()
    moves = reader.moves({clock.id for clock in clocks})
    clauses = cited(fields, context.document)
    title, note, silent = fields.text("title") or name, fields.text("note"), reader.silent()
    events_in = reader.events_in(moves)
    span = entry.key.span
    made = Process(name, title, about, reader.states, start, moves, clocks, clauses, note, silent, events_in, span)
    return made if start else None


@dataclass(slots=True)
class _Reader:
    """Reads the parts of one process against its states."""

    process: str
    fields: Fields
    scope: Scope
    context: Context
    states: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        nodes = self.fields.text_nodes("states")
        first: dict[str, LText] = {}
        for node in nodes:
            name = node.text.strip()
            if name in first:
                other = first[name]
                also, line = (other.span,), other.span.line
                self.fields.problems.say("XG121", node.span, also=also, name=name, other=name, line=line)
            first.setdefault(name, node)
        if len(first) > MOST_STATES:
            name = self.fields.name("states")
            self.fields.problems.say(TOO_MANY, self.fields.span("states"), name=name, limit=MOST_STATES)
            return
        self.states = tuple(first)

    def state(self, node: LText | None) -> str:
        """Return the state that a text names, or "" after reporting that there is none."""
        if node is None:
            return ""
        name = node.text.strip()
        if name in self.states:
            return name
        mend = nearest(name, self.states)
        self.fields.problems.say(NO_STATE, node.span, mend=mend, process=self.process, name=node.text)
        return ""

    def listed(self, fields: Fields, key: str) -> tuple[str, ...]:
        """Return the states under a key."""
        return tuple(name for node in fields.text_nodes(key) if (name := self.state(node)))

    def events_in(self, moves: tuple[Move, ...]) -> EventList | None:
        """Return the list that the events of a case are written into; None where none is named, or after reporting."""
        node = self.fields.text_node("events_in")
        found = None if node is None else one_list(node, self.scope, "list")
        if node is None or found is None:
            return None
        fields, problems = found.fact.kind.fields, self.fields.problems
        event = next((one for one in fields if "事件" in (one.id, one.label) or one.id == "event"), None)
        day = next((one for one in fields if one.kind.name == "date" and one.form is None), None)
        if event is None or day is None or event.kind.name not in ("text", "choice"):
            problems.say(NOT_FOR_EVENTS, node.span, name=node.text)
            return None
        choices = {name for choice in event.kind.choices for name in (choice.id, choice.label)}
        for name in dict.fromkeys(move.on for move in moves if move.on):
            if choices and name not in choices:
                problems.say(EVENT_NO_CHOICE, node.span, mend=nearest(name, choices), list=node.text, name=name)
        return EventList(found.fact.id, event.id, day.id)

    def silent(self) -> tuple[tuple[str, str], ...]:
        """Return the states where the document is silent, each with what it leaves unsaid."""
        found = ((self.state(each.key), self._unsaid(each)) for each in self.fields.named("silent"))
        return tuple((state, said) for state, said in found if state and said)

    def _unsaid(self, entry: Entry) -> str:
        if isinstance(entry.value, LText):
            return "" if entry.value.empty else entry.value.text.strip()
        fields = read_fields(entry.value, SHAPES["silence"], entry.key.text, self.fields.problems, entry.key.span)
        return "" if fields is None else fields.text("note")

    def clocks(self) -> tuple[Clock, ...]:
        """Return the clocks of the process."""
        found = (self._clock(entry) for entry in self.fields.named("clocks"))
        return tuple(each for each in found if each is not None)

    def _clock(self, entry: Entry) -> Clock | None:
        name, problems = entry.key.text.strip(), self.fields.problems
        fields = read_fields(entry.value, SHAPES["clock"], name, problems, entry.key.span)
        if fields is None:
            return None
        limit = self._period(fields, "limit")
        states, reset = self.listed(fields, "while"), self.listed(fields, "reset")
        clauses = cited(fields, self.context.document)
        return None if limit is None else Clock(name, states, limit, clauses, reset, entry.key.span)

    def _period(self, fields: Fields, key: str) -> Operand | None:
        found = read_operand(fields.text_node(key), PERIOD, self.scope, fields.name(key))
        return None if found is None else found[0]

    def moves(self, clocks: set[str]) -> tuple[Move, ...]:
        """Return the moves of the process, in the document's order."""
        items = list(self.fields.items("transitions"))
        if len(items) > MOST_MOVES:
            name = self.fields.name("transitions")
            self.fields.problems.say(TOO_MANY, self.fields.span("transitions"), name=name, limit=MOST_MOVES)
            return ()
        found = (self._move(item, clocks) for item in items)
        return tuple(each for each in found if each is not None)

    def _move(self, node: Node, clocks: set[str]) -> Move | None:
        name = self.fields.name("transitions")
        fields = read_fields(node, SHAPES["move"], name, self.fields.problems, start_of(node))
        if fields is None:
            return None
        sources, target = self.listed(fields, "from"), self.state(fields.text_node("to"))
        if ("on" in fields) == ("after" in fields):
            fields.problems.say(ONE_CAUSE, fields.place)
        # Read on with the event: where the move leads is not in doubt.
        after = None if "on" in fields else fields.text_node("after")
        clock = after.text.strip() if after is not None and after.text.strip() in clocks else ""
        length = None if clock or after is None else self._period(fields, "after")
        when = read_when(fields.node("when"), self.scope, fields.name("when"))
        unless = read_unless(fields.node("unless"), self.scope, fields.name("unless"))
        clauses = cited(fields, self.context.document)
        if not (sources and target) or (after is not None and not clock and length is None):
            return None
        on, title, procedure = fields.text("on"), fields.text("title"), fields.text("procedure")
        excepted_by = cited_with(fields, self.context.document, "unless_clause", "unless")
        return Move(
            sources,
            target,
            on,
            length,
            clock,
            when,
            unless,
            clauses,
            title,
            procedure,
            fields.place,
            unless_clauses=excepted_by,
        )


def process_problems(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield what is wrong with the processes as a whole, and note where each of them ends."""
    for process in policy.processes:
        yield from _reach(process)
        yield from _forks(process)
        yield from _hurry(process, policy)
        yield from _sums(process, policy)
        used = {move.clock for move in process.moves}
        for clock in process.clocks:
            if clock.id not in used:
                yield diagnose(UNUSED_CLOCK, clock.span, name=clock.id, severity="warning")
        for state in process.terminal():
            yield diagnose(TERMINAL, process.span, name=state, severity="note")


def _reach(process: Process) -> Iterator[Diagnostic]:
    reached, waiting = {process.start}, [process.start]
    while waiting:
        state = waiting.pop()
        for move in process.moves:
            if state in move.sources and move.target not in reached:
                reached.add(move.target)
                waiting.append(move.target)
    for state in process.states:
        if state not in reached:
            yield diagnose(UNREACHABLE, process.span, name=state)


def _forks(process: Process) -> Iterator[Diagnostic]:
    """Yield two moves on one event from one state that nothing tells apart: the later without a condition of its own.

    A move without a condition may stand last, as the rest of the cases; two of them, or one condition twice, clash.
    """
    for state in process.states:
        leaving = [move for move in process.moves if state in move.sources and move.on]
        for event, count in Counter(move.on for move in leaving).items():
            moves = [move for move in leaving if move.on == event]
            if count > 1 and not _told_apart(moves):
                also = (moves[0].span,)
                yield diagnose(TWO_MOVES, moves[-1].span, also=also, state=state, event=event)


def _told_apart(moves: list[Move]) -> bool:
    guards = [(move.when, move.unless, move.procedure) for move in moves]
    free = [place for place, guard in enumerate(guards) if guard == (None, None, "")]
    return len(set(guards)) == len(guards) and free in ([], [len(moves) - 1])


def _hurry(process: Process, policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield a circle of moves that take no time: nothing would ever come to rest in it."""
    graph: dict[str, set[str]] = {}
    limits = {clock.id: clock.limit for clock in process.clocks}
    for move in process.moves:
        length = limits.get(move.clock) if move.clock else move.after
        if length is not None and not is_guarded(move) and _is_zero(length, policy):
            for state in move.sources:
                graph.setdefault(state, set()).add(move.target)
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        yield diagnose(NO_TIME, process.span, chain=" → ".join(reversed(error.args[1])))


def _sums(process: Process, policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield a clock whose limit cannot be added up from several stretches: school years and terms are whole or not."""
    for clock in process.clocks:
        limit = _length(clock.limit, policy)
        if limit is not None and limit.family in ("school_years", "terms"):
            yield diagnose(NOT_ADDED_UP, clock.span, name=clock.id, text=limit.text("zh"))


def _is_zero(operand: Operand, policy: PolicyVersion) -> bool:
    length = _length(operand, policy)
    return length is not None and not length.measure()


def _length(operand: Operand, policy: PolicyVersion) -> Period | None:
    """Return a length that never changes, or None where it depends on something."""
    if isinstance(operand, ParameterRef):
        parameter = policy.parameter(operand.name)
        constant = None if parameter is None else parameter.constant
    else:
        constant = operand if isinstance(operand, Constant) else None
    return constant.value if constant is not None and isinstance(constant.value, Period) else None
