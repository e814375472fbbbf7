"""One version on the bench: its cases run once on the original, and what becomes of each of its mutants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from xgxp_rules.diagnostics import Diagnostic, UsageError
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition
from xgxp_rules.language.cases import CaseFile
from xgxp_rules.library.all_readings import readings_in_play
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.laws import RETIREMENT
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import MODELS
from xgxp_rules.model.values import Truth
from xgxp_rules.tools.cases import policy_of
from xgxp_rules.tools.mutation.catalogs import ChangedCatalog
from xgxp_rules.tools.mutation.courses import differing_course
from xgxp_rules.tools.mutation.judging import Judgement, Ready
from xgxp_rules.tools.mutation.killing import Baseline, baseline
from xgxp_rules.tools.mutation.mutants import Mutant, mutants_of
from xgxp_rules.tools.mutation.near import Difference, differs_near
from xgxp_rules.tools.mutation.reading import Reads, reads_of
from xgxp_rules.tools.mutation.redundant import takes_nothing_away
from xgxp_rules.tools.mutation.rosters import differing_roster
from xgxp_rules.tools.mutation.witnesses import ready_case
from xgxp_rules.tools.quota_members import PARTS, asked_as_decisions, part_names
from xgxp_rules.tools.search import Differs, Exhausted, LimitHit, Unproven, Witness, decision_dates, find_record
from xgxp_rules.tools.search.goals import OutcomeWins, all_conditions, answer_of, is_open, told_apart
from xgxp_rules.tools.search.grounds import reckons_changed

Group = tuple[CaseFile, ...]
"""The case files of one version."""

SEARCH_LIMIT: Final = 20_000
"""How many cells are looked at for one surviving mutant and one decision."""


class DiffersAnyhow:
    """Two versions of one decision give different answers, wherever that may come from (a guard, the law of a day)."""

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether the answers differ."""
        one, other = runs
        return None if is_open(one) or is_open(other) else answer_of(one) != answer_of(other)

    def judge_last(self, runs: Sequence[Run]) -> bool:
        """Return whether the answers differ where nothing is left to ask."""
        return told_apart(*runs)

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield every condition."""
        for run in runs:
            yield from all_conditions(run)


@dataclass(slots=True)
class _Looked:
    """What the search for a telling record has come to so far."""

    steps: int = 0
    limit: bool = False
    complete: bool = True
    cell: str = ""
    built: list[Any] = field(default_factory=list)


class Bench:
    """The cases of one version, run once on the original, and its mutants."""

    def __init__(self, group: Group, catalog: Catalog) -> None:
        self.group = group
        self.catalog = catalog
        self.below: list[Bench] = []
        found = policy_of(group[0], catalog)
        if isinstance(found, Diagnostic):
            raise UsageError([found])
        self.policy: Policy = found
        self.reads: Reads = reads_of(found.version_data)
        self.mutants = tuple(one for one in mutants_of(found.version_data) if self._may_matter(one))
        self.cases = [baseline(case, suite, found) for suite in group for case in suite.cases]

    def _may_matter(self, mutant: Mutant) -> bool:
        """Return whether a guard looks for the effect that is taken away; of other changes this is not asked."""
        return not mutant.effect or mutant.effect in self._guarded

    @cached_property
    def _guarded(self) -> frozenset[str]:
        """The effects that guards stand against on some day of this version."""
        version = self.policy.version_data
        guards = [one for day in decision_dates(self.policy) for one in self.catalog.guards(version, day)]
        return frozenset(effect for _source, guard in guards for effect in guard.against)

    def judge(self, number: int) -> Judgement:
        """Return what becomes of one mutant."""
        mutant = self.mutants[number]
        catalog = ChangedCatalog(self.catalog, mutant.applied(self.policy.version_data))
        changed = catalog.policy
        touched = self._touched(mutant)
        killer = self._killer(mutant, changed, touched)
        if killer is None and self._reaches_down(mutant):
            killer = next((found for one in self.below if (found := one.killer_below(catalog))), None)
        if killer is not None:
            return self._judgement(mutant, "killed", killed_by=killer)
        if not touched and not self._read_beside(mutant):
            return self._judgement(mutant, "unread")
        return self._survivor(mutant, changed, touched)

    def _judgement(self, mutant: Mutant, fate: Any, **more: Any) -> Judgement:
        return Judgement(mutant.kind, mutant.owner, mutant.said, mutant.span.line, fate, mutant.reading, **more)

    @cached_property
    def _is_law(self) -> bool:
        return self.policy.id == RETIREMENT

    def _touched(self, mutant: Mutant) -> list[str]:
        """Return the decisions on which the change can bear."""
        if mutant.touched[0] in ("guard", "version", "transition") or self._is_law:
            return list(self.reads.decisions)
        return [decision for decision, names in self.reads.decisions.items() if mutant.touched in names]

    def _reaches_down(self, mutant: Mutant) -> bool:
        """Return whether the change can bear on the decisions of policies that stand under this one."""
        return mutant.touched[0] in ("guard", "parameter") or mutant.touched in self.reads.guards

    def _read_beside(self, mutant: Mutant) -> bool:
        if mutant.touched[0] in ("quota", "transition") or mutant.touched in self.reads.beside:
            return True
        return mutant.touched in self.reads.processes

    def _in_process(self, mutant: Mutant) -> bool:
        """Return whether a process rests on what is changed, or may."""
        return mutant.touched[0] in ("guard", "transition") or mutant.touched in self.reads.processes

    def _killer(self, mutant: Mutant, changed: Policy, touched: Sequence[str]) -> str | None:
        """Return the name of the first case that fails on the mutant."""
        if mutant.touched[0] == "version":
            return self._out_of_window(changed)
        in_process = self._in_process(mutant)
        for base in self.cases:
            if mutant.reading is not None and self._choice(base, mutant.reading[0]) != mutant.reading[1]:
                continue
            asked = any(decision.decision in touched for _expected, decision in base.asked)
            if (asked and base.notices(changed)) or base.counts_otherwise(changed):
                return base.case.name
            if in_process and base.goes_otherwise(changed):
                return base.case.name
        return None

    def killer_below(self, catalog: ChangedCatalog) -> str | None:
        """Return the name of the first case of this version that fails when higher law reads otherwise."""
        mine = next(one for one in catalog.versions(self.policy.id) if one.version == self.policy.version)
        notices = (base for base in self.cases if base.notices(mine) or base.counts_otherwise(mine))
        return next((base.case.name for base in notices), None)

    def _choice(self, base: Baseline, reading: str) -> str:
        return base.readings.get(reading) or self.policy.version_data.default_readings()[reading]

    def _out_of_window(self, changed: Policy) -> str | None:
        window = changed.version_data.in_force
        return next((base.case.name for base in self.cases if not window.holds_on(base.case.as_of)), None)

    def _survivor(self, mutant: Mutant, changed: Policy, touched: Sequence[str]) -> Judgement:
        """Return whether any record could tell the mutant from the original, and the one that does."""
        if mutant.touched[0] == "version":
            return self._judgement(mutant, "survived", ready=self._on_edge(changed))
        if mutant.kind == "condition" and takes_nothing_away(self.policy.version_data, mutant.path, mutant.new):
            return self._judgement(mutant, "equivalent")
        if mutant.touched[0] == "process":
            ready = differing_course(self.cases, mutant.touched[1], (self.policy, changed))
            return self._judgement(mutant, "unproven" if ready is None else "survived", ready=ready)
        # The search knows of one record, one version and its outcome; a roster, a change of versions, steps owed and
        # consequences it cannot speak of, so that what concerns them stays open unless a record near a case shows it.
        looked = _Looked(complete=not self._read_beside(mutant) and not _is_aside(mutant))
        for decision in touched:
            for readings in self._ways(mutant, decision):
                found = self._difference(mutant, changed, decision, readings, looked)
                if found is not None:
                    pair = (self.policy.under(readings), changed.under(readings))
                    name = f"{mutant.owner} {mutant.said.zh}"
                    ready = ready_case(found, name, readings, self._suite_of(decision), pair)
                    return self._judgement(mutant, "survived", ready=ready, steps=looked.steps)
        if mutant.touched[0] == "quota":
            if "bounds" not in mutant.path and self._counts_alike(mutant):
                return self._judgement(mutant, "equivalent")
            ready = differing_roster(self.cases, mutant.touched[1], (self.policy, changed))
            return self._judgement(mutant, "unproven" if ready is None else "survived", ready=ready)
        fate = "limit" if looked.limit else "unproven" if looked.cell or not looked.complete else "equivalent"
        return self._judgement(mutant, fate, steps=looked.steps, cell=looked.cell)

    def _counts_alike(self, mutant: Mutant) -> bool:
        """Return whether nobody could be in the base of a quota, or counted, in one version and not in the other."""
        quota, version = mutant.touched[1], self.policy.version_data
        if mutant.path[2] not in PARTS:
            return False
        both = (version, mutant.applied(version))
        pair = tuple(Policy(asked_as_decisions(one, quota), self.catalog) for one in both)
        dates = decision_dates(self.policy)
        found = [
            find_record(pair, name, DiffersAnyhow(), dates=dates, limit=SEARCH_LIMIT) for name in part_names(quota)
        ]
        return all(isinstance(one, Exhausted) and one.complete for one in found)

    def _difference(
        self, mutant: Mutant, changed: Policy, decision: str, readings: dict[str, str], looked: _Looked
    ) -> Difference | None:
        """Return a record on which one decision comes out otherwise: searched for, else found near the cases."""
        pair = (self.policy.under(readings), changed.under(readings))
        dates = self._dates(mutant, decision)
        found = find_record(pair, decision, self._goal(mutant), dates=dates, limit=SEARCH_LIMIT, beside=True)
        looked.steps += found.steps
        built: Sequence[Any] = ()
        match found:
            case Witness(given=given, as_of=as_of, decisions=(one, other), others=others):
                return Difference(given, as_of, (one, other), others)
            case LimitHit():
                looked.limit = True
            case Unproven(cell=facts):
                looked.cell = looked.cell or "，".join(f"{name} {value}" for name, value in facts.items())
                built = found.built
            case Exhausted():
                proved = found.complete and not self._reckons(pair, decision, dates[0])
                looked.complete = looked.complete and proved
                if looked.complete and mutant.kind != "effect":
                    return None
            case _:
                pass
        about = self._about(decision)
        bases = [base for base in self.cases if base.case.about == about]
        if readings and mutant.reading is None:
            return None
        aside = _is_aside(mutant) or mutant.kind == "effect"
        return differs_near((self.policy, changed), decision, bases, built, about, readings, aside=aside)

    def _reckons(self, pair: tuple[Policy, Policy], decision: str, on: date) -> bool:
        """Return whether the change rests on numbers reckoned together, which no search of cells covers."""
        blank = MODELS[self._about(decision)]()
        one, other = (each.decide(decision, blank, as_of=on).run.program for each in pair)
        return reckons_changed(one, other)

    def _about(self, decision: str) -> str:
        declared = self.policy.version_data.decision(decision)
        return "" if declared is None else declared.about

    def _suite_of(self, decision: str) -> CaseFile:
        about = self._about(decision)
        return next((suite for suite in self.group if suite.about == about), self.group[0])

    def _on_edge(self, changed: Policy) -> Ready | None:
        """Return a case on the day that the changed window leaves out, of somebody for whom a rule holds there."""
        window, shorter = self.policy.version_data.in_force, changed.version_data.in_force
        edges = [day for day in (window.from_on, window.until_on) if day is not None and not shorter.holds_on(day)]
        for decision in self.policy.version_data.decisions:
            for outcome in decision.outcomes:
                found = find_record(
                    self.policy, decision.id, OutcomeWins(outcome.id), dates=edges, limit=SEARCH_LIMIT
                )
                if isinstance(found, Witness) and found.given:
                    one = found.decisions[0]
                    same = Difference(found.given, found.as_of, (one, one))
                    name = f"施行期边上的一天 {found.as_of}"
                    suite = self._suite_of(decision.id)
                    return ready_case(same, name, {}, suite, (self.policy, changed), mutant_says="not_in_force")
        return None

    def _goal(self, mutant: Mutant) -> Any:
        return DiffersAnyhow() if mutant.touched[0] in ("guard", "version") or self._is_law else Differs()

    def _ways(self, mutant: Mutant, decision: str) -> Iterator[dict[str, str]]:
        """Yield the readings under which to search: as usual, then each other choice that the decision knows."""
        if mutant.reading is not None:
            yield dict([mutant.reading])
            return
        yield {}
        for reading in readings_in_play(self.policy, decision):
            for choice in reading.choices:
                if choice.name != reading.default:
                    yield {reading.id: choice.name}

    def _dates(self, mutant: Mutant, decision: str) -> tuple[date, ...]:
        dates = decision_dates(self.policy, decision=decision)
        if mutant.kind != "window" or type(mutant.new) is not date:
            return dates
        try:
            edges = {mutant.new, mutant.new - timedelta(1), mutant.new + timedelta(1)}
        except OverflowError:
            return dates
        window = self.policy.version_data.in_force
        return (*sorted(day for day in edges if window.holds_on(day)), *dates)


def _is_aside(mutant: Mutant) -> bool:
    """Return whether the change bears on steps owed or on consequences, which stand beside the outcome."""
    return mutant.touched[0] == "procedure" or "consequences" in mutant.path
