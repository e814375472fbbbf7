"""A log gone through: entries become happenings, the engine draws its conclusions, and a refusal becomes words."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import UsageError, nearest
from xgxp_rules.engines.ambiguity import readings_of_process
from xgxp_rules.engines.rete.running import Course, Happening, run_case
from xgxp_rules.engines.rete.session import Network
from xgxp_rules.library.cases.facts import Facts
from xgxp_rules.library.cases.folding import Folded
from xgxp_rules.library.cases.judging import CaseJudge, ProcessGuards
from xgxp_rules.library.cases.messages import NO_PROCESS, VERSION_GONE, CaseError
from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.model.policy import Reading
from xgxp_rules.model.process import Process

if TYPE_CHECKING:
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.library.policy import Policy


@dataclass(frozen=True, slots=True)
class Running:
    """A process of a policy version, ready to run cases."""

    policy: Policy
    process: Process
    network: Network
    guards: ProcessGuards

    def replay(self, folded: Folded, until: date) -> Replay:
        """Return what a log comes to at the end of a day; the opening must lie on or before it.

        Raises:
            RecordError: a fact cannot be read.
            EngineFault: the engine failed.
        """
        entries = folded.until(until)
        vocabulary = self.policy.effective.vocabulary(self.process.about)
        facts = Facts(self.process.about, vocabulary, entries, self.process.events_in)
        judge = CaseJudge(self.guards, facts)
        happenings = [Happening(entry.number, entry.on, _event(entry)) for entry in entries[1:]]
        calendar = self.policy.effective.calendar
        opened_on = folded.opening.on
        course = run_case(self.network, self.process, opened_on, happenings, judge, until=until, calendar=calendar)
        return Replay(self, course, judge, facts, entries)


@dataclass(frozen=True, slots=True)
class Replay:
    """A log gone through."""

    running: Running
    course: Course
    judge: CaseJudge
    facts: Facts
    entries: Sequence[Entry]


def _event(entry: Entry) -> str:
    return entry.name if entry.kind == "event" else ""


@dataclass(frozen=True, slots=True)
class Way:
    """Another way of reading a passage: what is chosen now, what would be, and the process as it then runs."""

    reading: Reading
    standing: str
    choice: str
    running: Running


class Processes:
    """The processes of a catalog, each made ready once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._ready: dict[tuple[Any, ...], Running] = {}
        self._networks: dict[tuple[Any, ...], Network] = {}
        self._ways: dict[Policy, dict[str, tuple[Way, ...]]] = {}
        self._lock = threading.Lock()

    def in_force(self, policy_id: str, name: str, on: date) -> Running:
        """Return a process of the version in force on a day, by its id or title.

        Raises:
            UnknownPolicy, NotInForce: as `Catalog.in_force`.
            UsageError: the policy has no such process.
        """
        return self._made(self.catalog.in_force(policy_id, on), name)

    def of(self, head: CaseHead) -> Running:
        """Return the process that a case goes through, in the version it was opened under.

        Raises:
            CaseError: the version is not there any more.
            UsageError: it has no such process any more.
        """
        for policy in self.catalog.versions(head.policy):
            if policy.version == head.version:
                return self._made(policy, head.process)
        raise CaseError.of(VERSION_GONE, policy=head.policy, version=head.version)

    def ways(self, running: Running) -> tuple[Way, ...]:
        """Return the other ways in which the passages may be read that a process rests on, each varied alone."""
        known = self._ways.setdefault(running.policy, {})
        found = known.get(running.process.id)
        if found is None:
            found = known[running.process.id] = tuple(self._other_ways(running))
        return found

    def _other_ways(self, running: Running) -> Iterator[Way]:
        policy = running.policy
        for reading in readings_of_process(policy.effective, running.process):
            standing = policy.chosen_readings.get(reading.id, reading.default)
            for choice in reading.choices:
                if choice.name != standing:
                    under = self._made(policy.under({reading.id: choice.name}), running.process.id)
                    yield Way(reading, standing, choice.name, under)

    def _made(self, policy: Policy, name: str) -> Running:
        process = find_process(policy, name)
        key = (policy, process.id)
        found = self._ready.get(key)
        if found is None:
            with self._lock:
                made_of = (policy.id, policy.version, policy.effective.processes)
                network = self._networks.get(made_of)
                if network is None:
                    network = self._networks[made_of] = Network(policy.effective)
                found = self._ready.setdefault(
                    key, Running(policy, process, network, ProcessGuards(policy, process))
                )
        return found


def find_process(policy: Policy, name: str) -> Process:
    """Return a policy's process by its id or title; the only one where no name is given.

    Raises:
        UsageError: there is none of that name, or no name was given and there are several or none.
    """
    processes = policy.effective.processes
    if not name and len(processes) == 1:
        return processes[0]
    found = next((one for one in processes if name in (one.id, one.title)), None)
    if found is not None and name:
        return found
    names = tuple(one.id for one in processes)
    titles = [each for one in processes for each in (one.id, one.title)]
    raise UsageError.of(
        NO_PROCESS, policy=policy.id, version=policy.version, name=name, names=names, mend=nearest(name, titles)
    )
