"""Guards and lengths of time as the interpreter decides them: what the engine is told is checked and flat.

One compiled set of guards serves every case of a process under the same law of a day.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.cohort import Cohort, Setting
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.facts import compile_form
from xgxp_rules.engines.procedures import CompiledProcedure, compile_procedure, look_at
from xgxp_rules.engines.program import CompiledCondition, compile_decision
from xgxp_rules.engines.rete.running import Verdict
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.library.cases.facts import Facts
from xgxp_rules.library.taking import takes_any
from xgxp_rules.model.nodes import Condition, Constant, Operand
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.procedure_report import ProcedureReport
from xgxp_rules.model.process import Move, Process, is_guarded
from xgxp_rules.model.records import Record, read_local
from xgxp_rules.model.values import Truth, kleene_and, kleene_not

if TYPE_CHECKING:
    from xgxp_rules.library.policy import Policy


_MOST_DAYS = 4096
"""For how many days a process is kept ready."""


@dataclass(frozen=True, slots=True)
class CompiledMove:
    """A transition's conditions and procedure, ready for any record."""

    when: CompiledCondition | None
    unless: CompiledCondition | None
    procedure: CompiledProcedure | None


@dataclass(frozen=True, slots=True)
class CompiledProcess:
    """A process under the law of a day."""

    version: PolicyVersion
    cohort: Cohort
    moves: tuple[CompiledMove | None, ...]
    periods: dict[Operand, tuple[Getter | None, Any]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at for one verdict, kept for whoever explains it."""

    compiled: CompiledProcess
    move: CompiledMove
    env: Env
    procedure: ProcedureReport | None


class ProcessGuards:
    """The guards of one process of a policy, compiled on first use for each state of the law."""

    def __init__(self, policy: Policy, process: Process) -> None:
        self.policy, self.process = policy, process
        self._compiled: dict[Any, CompiledProcess] = {}
        self._by_day: dict[date, CompiledProcess] = {}
        self._takes = takes_any(policy.effective)
        self._lock = threading.Lock()

    def on(self, day: date) -> CompiledProcess:
        """Return the process compiled for a day."""
        found = self._by_day.get(day)
        if found is None:
            if len(self._by_day) >= _MOST_DAYS:
                self._by_day = {}
            found = self._by_day[day] = self._under_the_law_of(day)
        return found

    def _under_the_law_of(self, day: date) -> CompiledProcess:
        version = self.policy.effective
        if self._takes:
            version = self.policy.catalog.taken_by(version, day)[0]
        guards = self.policy.catalog.guards(self.policy.version_data, day)
        key = (version, guards)
        with self._lock:
            found = self._compiled.get(key)
            if found is None:
                found = self._compiled[key] = _compile(version, self.process, guards)
        return found


def _compile(version: PolicyVersion, process: Process, guards: Any) -> CompiledProcess:
    # An outcome that higher law blocks is unknown here, as it is to every later decision: it is not in effect.
    cohort = Cohort(
        version, process.about, RecordScope(version, process.about, compile_form, compile_decision, guards=guards)
    )
    moves = tuple(_compiled(version, move, cohort) if is_guarded(move) else None for move in process.moves)
    operands = [move.after for move in process.moves] + [clock.limit for clock in process.clocks]
    periods = {operand: cohort.scope.getter(operand) for operand in operands if operand is not None}
    return CompiledProcess(version, cohort, moves, periods)


def _compiled(version: PolicyVersion, move: Move, cohort: Cohort) -> CompiledMove:
    procedure = version.procedure(move.procedure) if move.procedure else None
    return CompiledMove(
        _condition(move.when, cohort),
        _condition(move.unless, cohort),
        None if procedure is None else compile_procedure(procedure, cohort.scope),
    )


def _condition(condition: Condition | None, cohort: Cohort) -> CompiledCondition | None:
    if condition is None:
        return None
    return CompiledCondition(*compile_condition(condition, cohort.scope), cohort.scope.home)


class CaseJudge:
    """Decides the guards of one case from the facts of its log."""

    def __init__(self, guards: ProcessGuards, facts: Facts) -> None:
        self.guards, self.facts = guards, facts
        self._envs: dict[tuple[int, date], tuple[CompiledProcess, tuple[Env, ...], Env]] = {}

    def guard(self, place: int, on: date, number: int) -> Verdict:
        """Return whether the conditions of a transition hold on a day, with the facts up to an entry."""
        compiled, envs, plain = self._look(on, number)
        move = compiled.moves[place]
        if move is None:
            return Verdict(True)
        truths = {_holds(move, env) for env in envs}
        truth = truths.pop() if len(truths) == 1 else None
        if plain not in envs:
            _holds(move, plain)
        report = None
        if move.procedure is not None:
            report = look_at(move.procedure, plain, as_of=on)
            truth = kleene_and((truth, _is_complete(report)))
        return Verdict(truth, Looked(compiled, move, plain, report))

    def period(self, operand: Operand, on: date, number: int) -> Period | None:
        """Return a length of time on a day, or None where it is not known."""
        if isinstance(operand, Constant):
            return operand.value if isinstance(operand.value, Period) else None
        read, constant = self.guards.on(on).periods[operand]
        value = constant if read is None else read(self._look(on, number)[2])
        return value if isinstance(value, Period) else None

    def _look(self, on: date, number: int) -> tuple[CompiledProcess, tuple[Env, ...], Env]:
        found = self._envs.get((number, on))
        if found is None:
            compiled = self.guards.on(on)
            record = self.facts.at(number)
            looked = compiled.cohort.look(record, on, self._setting(on))
            found = self._envs[number, on] = (compiled, looked.envs, looked.plain)
        return found

    def _setting(self, on: date) -> Setting:
        policy = self.guards.policy
        return Setting(policy.catalog.retirement_law(on), None, lambda record: local_facts(policy, record, on))


def local_facts(policy: Policy, record: Record, on: date) -> Any:
    """Return the facts that the policy and higher law declare and the record supplies.

    Raises:
        RecordError: a name that nobody knows, or a value that cannot be read.
    """
    higher = policy.setting_on(on).higher_law
    about = record.about
    above = tuple((one.id, one.vocabulary(about)) for one in higher)
    return read_local(record, policy.effective.vocabulary(about), above)


def _holds(move: CompiledMove, env: Env) -> Truth:
    when = True if move.when is None else move.when.judge(env)
    unless = False if move.unless is None else move.unless.judge(env)
    return kleene_and((when, kleene_not(unless)))


def _is_complete(report: ProcedureReport) -> Truth:
    return {"complete": True, "open": None}.get(report.status, False)
