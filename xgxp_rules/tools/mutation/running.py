"""Every mutant tried: first against the cases, then, if none notices, against every record the search can think of."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from xgxp_rules.diagnostics import Diagnostic, PolicyError, UsageError, XgxpError, register
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition
from xgxp_rules.language.cases import Case, CaseFile, Expectation
from xgxp_rules.library.all_readings import readings_in_play
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.laws import RETIREMENT
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Record, Records
from xgxp_rules.model.values import Truth
from xgxp_rules.tools.case_findings import findings
from xgxp_rules.tools.case_records import given_of, others_of, record_of
from xgxp_rules.tools.case_rosters import quota_findings
from xgxp_rules.tools.cases import decide_case, policy_of, run_case
from xgxp_rules.tools.mutation.catalogs import ChangedCatalog
from xgxp_rules.tools.mutation.judging import Judgement, Mutation, PolicyMutation, Ready
from xgxp_rules.tools.mutation.mutants import Mutant, mutants_of
from xgxp_rules.tools.mutation.reading import decisions_reading
from xgxp_rules.tools.mutation.witnesses import Difference, ready_case, try_records
from xgxp_rules.tools.search import Differs, LimitHit, Unproven, Witness, decision_dates, find_record
from xgxp_rules.tools.search.goals import all_conditions, answer_of, is_open
from xgxp_rules.tools.suites import Suites, Ticks

FAILING = register(
    "XG655",
    zh="案例「{name}」现在就没有通过，改动规则也看不出什么；请先改好",
    en="case `{name}` fails as it is, so a changed rule would show nothing; mend it first",
    exit=1,
)
SEARCH_LIMIT: Final = 4000
"""How many cells are looked at for one surviving mutant and one decision."""


class DiffersAnyhow:
    """Two versions of one decision give different answers, wherever that may come from (a guard, the law of a day)."""

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether the answers differ."""
        one, other = runs
        return None if is_open(one) or is_open(other) else answer_of(one) != answer_of(other)

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield every condition."""
        for run in runs:
            yield from all_conditions(run)


@dataclass(frozen=True, slots=True)
class Baseline:
    """One case as it comes out of the original: its record, and what each decision looked like."""

    case: Case
    suite: CaseFile
    record: Record
    others: Records | None
    given: dict[str, Any]
    named: frozenset[str]
    readings: dict[str, str]
    asked: tuple[tuple[Expectation, Decision], ...]


def mutate_suites(suites: Suites, catalog: Catalog, *, processes: int = 1, tick: Ticks | None = None) -> Mutation:
    """Return what becomes of every mutant of every version that the case files speak of.

    Raises:
        UsageError: a case fails, or a file's policy cannot be found; the first such problem is named.
        PolicyError: a case file cannot be read.
    """
    if suites.problems:
        raise PolicyError(suites.problems, suites.sources)
    began = time.perf_counter()
    benches = _benches(_groups(suites.read), catalog)
    work = [(place, number) for place, bench in enumerate(benches) for number in range(len(bench.mutants))]
    judged: dict[tuple[int, int], Judgement] = {}
    for done, (key, judgement) in enumerate(_judge(benches, work, catalog, processes), 1):
        judged[key] = judgement
        if tick is not None:
            tick(done, len(work))
    policies = tuple(
        PolicyMutation(
            bench.policy.id,
            bench.policy.version,
            bench.policy.version_data.file,
            tuple(judged[place, number] for number in range(len(bench.mutants))),
        )
        for place, bench in enumerate(benches)
    )
    return Mutation(policies, time.perf_counter() - began)


Group = tuple[CaseFile, ...]
Key = tuple[int, int]


def _groups(read: Iterable[CaseFile]) -> list[Group]:
    """Return the case files of each version together."""
    found: dict[tuple[str, str], list[CaseFile]] = {}
    for suite in read:
        found.setdefault((suite.policy, suite.version), []).append(suite)
    return [tuple(group) for group in found.values()]


def _judge(
    benches: list[Bench], work: list[Key], catalog: Catalog, processes: int
) -> Iterator[tuple[Key, Judgement]]:
    if processes <= 1:
        for place, number in work:
            yield (place, number), benches[place].judge(number)
        return
    groups = [bench.group for bench in benches]
    with ProcessPoolExecutor(processes) as pool:
        pieces = [work[start :: processes * 4] for start in range(processes * 4)]
        waiting = [pool.submit(_in_worker, groups, catalog, piece) for piece in pieces if piece]
        for future in as_completed(waiting):
            yield from future.result()


def _benches(groups: list[Group], catalog: Catalog) -> list[Bench]:
    """Return a bench for each version; the guards of higher law are also tried on the versions that stand under it."""
    benches = [Bench(group, catalog) for group in groups]
    for bench in benches:
        bench.below = [one for one in benches if bench.policy.id in one.policy.version_data.under]
    return benches


_WORKERS: list[Bench] = []


def _in_worker(groups: list[Group], catalog: Catalog, work: list[Key]) -> list[tuple[Key, Judgement]]:
    if not _WORKERS:
        _WORKERS.extend(_benches(groups, catalog))
    return [((place, number), _WORKERS[place].judge(number)) for place, number in work]


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
        self.mutants = mutants_of(found.version_data)
        self.reads = decisions_reading(found.version_data)
        self.cases = [_baseline(case, suite, found) for suite in group for case in suite.cases]

    def judge(self, number: int) -> Judgement:
        """Return what becomes of one mutant."""
        mutant = self.mutants[number]
        catalog = ChangedCatalog(self.catalog, mutant.applied(self.policy.version_data))
        changed = catalog.policy
        touched = self._touched(mutant)
        killer = self._killer(mutant, changed, touched)
        if killer is None and mutant.touched[0] == "guard":
            killer = next((found for one in self.below if (found := one.killer_below(catalog))), None)
        if killer is not None:
            return self._judgement(mutant, "killed", killed_by=killer)
        return self._survivor(mutant, changed, touched)

    def _judgement(self, mutant: Mutant, fate: Any, **more: Any) -> Judgement:
        return Judgement(mutant.kind, mutant.owner, mutant.said, mutant.span.line, fate, mutant.reading, **more)

    @cached_property
    def _is_law(self) -> bool:
        return self.policy.id == RETIREMENT

    def _touched(self, mutant: Mutant) -> list[str]:
        """Return the decisions on which the change can bear."""
        kind, _name = mutant.touched
        if kind in ("guard", "version") or self._is_law:
            return list(self.reads)
        return [decision for decision, names in self.reads.items() if mutant.touched in names]

    def _killer(self, mutant: Mutant, changed: Policy, touched: Sequence[str]) -> str | None:
        """Return the name of the first case that fails on the mutant."""
        if mutant.touched[0] == "version":
            return self._out_of_window(changed)
        for base in self.cases:
            if mutant.reading is not None and self._choice(base, mutant.reading[0]) != mutant.reading[1]:
                continue
            asked = any(decision.decision in touched for _expected, decision in base.asked)
            if (asked and self._notices(base, changed)) or self._counts_otherwise(base, changed):
                return base.case.name
        return None

    def killer_below(self, catalog: ChangedCatalog) -> str | None:
        """Return the name of the first case of this version that fails when a guard of higher law reads otherwise."""
        mine = next(one for one in catalog.versions(self.policy.id) if one.version == self.policy.version)
        return next((base.case.name for base in self.cases if self._notices(base, mine)), None)

    def _choice(self, base: Baseline, reading: str) -> str:
        return base.readings.get(reading) or self.policy.version_data.default_readings()[reading]

    def _out_of_window(self, changed: Policy) -> str | None:
        window = changed.version_data.in_force
        return next((base.case.name for base in self.cases if not window.holds_on(base.case.as_of)), None)

    def _notices(self, base: Baseline, changed: Policy) -> bool:
        for expected, before in base.asked:
            declared = before.decision
            try:
                after = decide_case(changed, declared, base.record, base.case.as_of, base.readings, base.others)
                if _looks_the_same(expected, before, after):
                    continue
                if any(findings(expected, after, after.run.program.decision, base.named)):
                    return True
            except (XgxpError, ArithmeticError, ValueError):
                return True
        return False

    def _counts_otherwise(self, base: Baseline, changed: Policy) -> bool:
        """Return whether the quotas of a case come out differently."""
        try:
            return bool(base.case.quotas) and any(quota_findings(base.case, base.suite, changed))
        except (XgxpError, ArithmeticError, ValueError):
            return True

    def _survivor(self, mutant: Mutant, changed: Policy, touched: Sequence[str]) -> Judgement:
        """Return whether any record could tell the mutant from the original, and the one that does."""
        if mutant.touched[0] == "version":
            return self._judgement(mutant, "survived", ready=self._on_edge(changed))
        # A quota speaks of many records at once; the search knows of one, so a quota that no case counts stays open.
        steps, limit, cell, complete = 0, False, "", mutant.touched[0] != "quota"
        for decision in touched:
            for readings in self._ways(mutant, decision):
                pair = (self.policy.under(readings), changed.under(readings))
                found = find_record(
                    pair, decision, self._goal(mutant), dates=self._dates(mutant), limit=SEARCH_LIMIT
                )
                steps += found.steps
                difference = None
                match found:
                    case Witness(given=given, as_of=as_of, decisions=(one, other)):
                        difference = Difference(given, as_of, (one, other))
                    case LimitHit():
                        limit = True
                    case Unproven(cell=facts):
                        cell = cell or "，".join(f"{name} {value}" for name, value in facts.items())
                    case _:
                        complete = complete and getattr(found, "complete", True)
                if difference is None and not (isinstance(found, Witness)):
                    difference = try_records(pair, decision, self._records)
                if difference is not None:
                    ready = ready_case(
                        difference, f"{mutant.owner} {mutant.said.zh}", readings, self.group[0], pair
                    )
                    return self._judgement(mutant, "survived", ready=ready, steps=steps)
        fate = "limit" if limit else "unproven" if cell or not complete else "equivalent"
        return self._judgement(mutant, fate, steps=steps, cell=cell)

    def _on_edge(self, changed: Policy) -> Ready | None:
        """Return a case on the day that the changed window leaves out, made of the first record that can be true."""
        window, shorter = self.policy.version_data.in_force, changed.version_data.in_force
        edges = [day for day in (window.from_on, window.until_on) if day is not None and not shorter.holds_on(day)]
        for base in self.cases:
            for day in edges:
                try:
                    decision = self.policy.decide(base.asked[0][1].decision, base.record, as_of=day)
                except (XgxpError, IndexError):
                    continue
                found = Difference(base.given, day, (decision, decision))
                ready = ready_case(found, f"施行期边上的一天 {day}", {}, self.group[0], (self.policy, changed))
                return replace(ready, mutant="not_in_force")
        return None

    @cached_property
    def _records(self) -> list[tuple[dict[str, Any], Record, date]]:
        return [(base.given, base.record, base.case.as_of) for base in self.cases]

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

    def _dates(self, mutant: Mutant) -> tuple[date, ...]:
        dates = decision_dates(self.policy)
        if mutant.kind != "window" or mutant.touched[0] == "version":
            return dates
        edges = {mutant.new, mutant.new - timedelta(1), mutant.new + timedelta(1)}
        window = self.policy.version_data.in_force
        return (*sorted(day for day in edges if window.holds_on(day)), *dates)


def _baseline(case: Case, suite: CaseFile, policy: Policy) -> Baseline:
    result = run_case(case, suite, policy)
    if not result.passed:
        raise UsageError.of(FAILING, span=case.span, file=suite.file, name=case.name)
    version = policy.version_data
    record, named = record_of(case, suite, version)
    readings = {name: said.texts[0] for name, said in case.readings}
    asked = tuple(zip(case.expects, result.decisions, strict=True))
    others = others_of(case, suite)
    return Baseline(case, suite, record, others, given_of(case, suite, version), named, readings, asked)


def _looks_the_same(expected: Expectation, before: Decision, after: Decision) -> bool:
    """Return whether two decisions agree in everything an expectation may speak of."""
    if expected.margins or _signature(before) != _signature(after):
        return False
    return before.status != "undetermined" or before.missing == after.missing


def _signature(decision: Decision) -> tuple[Any, ...]:
    run = decision.run
    settled = run.settled
    truths = (tuple(settled.rule_truths), tuple(settled.requirement_truths), tuple(run.guard_truths))
    names = tuple(one.rule.id for one in run.program.rules)
    return (*answer_of(run), decision.possible, truths, names, decision.value)
