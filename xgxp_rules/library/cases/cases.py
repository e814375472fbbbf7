"""The cases of a store under the policies of a catalog: open, record, look, and see what is due.

Safe to use from several threads. An entry is checked against the whole log before it is written, and written only on
top of the revision it was checked against: of two writers one wins and the other is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from xgxp_rules.diagnostics import Lang
from xgxp_rules.library.cases.answering import accept, redraw, report, standings
from xgxp_rules.library.cases.checking import check_entry, check_fit, check_name, find_entry, settled_step
from xgxp_rules.library.cases.facts import by_id
from xgxp_rules.library.cases.folding import fold, known_by, standing_as
from xgxp_rules.library.cases.messages import BEFORE_CASE, NOT_A_LIST, SAME_ID, WRONG_KIND, CaseError
from xgxp_rules.library.cases.replaying import Processes, Running
from xgxp_rules.library.cases.worker import Worker
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.case_log import CaseHead, Entry, EntryKind
from xgxp_rules.model.case_report import CaseReport, DueCase
from xgxp_rules.model.records import Record
from xgxp_rules.store.log import CaseLog, moment_now
from xgxp_rules.store.messages import CONFLICT, NO_CASE, Conflict, StoreError

_AT_A_TIME = 200
"""So many cases are gone through at a time when all of them are looked at."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an entry: its number, the state it led to, and whether it had been recorded before.

    `next_due` is the next deadline; `earliest_due` the first day on which anything falls due where an ambiguous passage
    is read another way, the same day where no reading matters.
    """

    case: str
    entry: Entry
    state: str
    next_due: date | None
    earliest_due: date | None = None
    repeated: bool = False

    @property
    def revision(self) -> int:
        """Return the revision of the case with this entry as its last."""
        return self.entry.number


class Cases(AbstractContextManager["Cases"]):
    """The cases of one store.

    `store` is a URL (`sqlite:///cases.db`, `postgresql://clerk@host/cases`) or the name of a SQLite file; with `create`
    it is made where it is not there. `clock` tells the moment at which an entry is recorded. `isolated` keeps the
    engine in a process of its own, which is started again should it crash.

    Raises:
        StoreError: the address is unknown, the store cannot be opened, or it is of a newer schema.
    """

    def __init__(
        self,
        store: str,
        catalog: Catalog | None = None,
        *,
        create: bool = False,
        clock: Callable[[], datetime] = moment_now,
        isolated: bool = False,
    ) -> None:
        self.catalog = catalog if catalog is not None else Catalog()
        self.log = CaseLog(store, create=create)
        self.processes = Processes(self.catalog)
        self.worker = Worker(self.catalog) if isolated else None
        self._clock = clock

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def close(self) -> None:
        """Close the store and end the worker."""
        self.log.close()
        if self.worker is not None:
            self.worker.close()

    def open(
        self,
        case: str,
        *,
        policy: str,
        process: str = "",
        on: date,
        actor: str,
        record: Record | Mapping[str, Any] | None = None,
        id: str = "",
        remark: str = "",
    ) -> Receipt:
        """Open a case on a day under the version in force then; `record` is what is known of whom it is about.

        The same case opened again with the same entry id and content is the same case.

        Raises:
            UnknownPolicy, NotInForce, UsageError: there is no such policy or process, or none in force.
            RecordError: the record has problems.
            StoreError: the case exists already, or the store failed; nothing was written.
        """
        running = self.processes.in_force(policy, process, on)
        facts = self._facts(running, record, on)
        entry = self._entry("open", on, actor, id=id, name=running.process.start, facts=facts, remark=remark)
        check_name(case, "case")
        check_entry(entry)
        if id and (known := self._known(case, entry)) is not None:
            return known
        version = running.policy.version_data
        head = CaseHead(
            case, version.id, version.version, version.content_hash, running.process.id, running.process.about, on
        )
        head, due = self._ask(accept, head, (), replace(entry, number=1))
        return Receipt(case, self.log.open(head, entry), head.state, due, head.next_due)

    def record(
        self,
        case: str,
        event: str = "",
        *,
        on: date,
        actor: str,
        facts: Mapping[str, Any] | None = None,
        adds: Mapping[str, Any] | None = None,
        id: str = "",
        revision: int | None = None,
        remark: str = "",
    ) -> Receipt:
        """Record that an event happened on a day, or without an event that facts hold from that day.

        `facts` replace what the record says; `adds` are further items of its lists. `id` makes repeating it harmless;
        `revision` is the one the writer saw.

        Raises:
            CaseError: the present state does not take the event, facts are missing, the day is out of order, or the id
                stands for something else.
            RecordError: a fact cannot be read.
            StoreError: there is no such case, somebody else wrote first, or the store failed; nothing was written.
        """
        kind: EntryKind = "event" if event else "note"
        entry = self._entry(
            kind, on, actor, id=id, name=event, facts=dict(facts or {}), adds=dict(adds or {}), remark=remark
        )
        return self._append(case, entry, revision)

    def step(
        self,
        case: str,
        step: str,
        *,
        procedure: str = "",
        on: date,
        actor: str,
        by: str = "",
        id: str = "",
        revision: int | None = None,
        remark: str = "",
    ) -> Receipt:
        """Record that a step of a procedure was taken; `by` says by whom, or who consented.

        Raises:
            CaseError, StoreError: as `record`; or there is no such procedure or step.
        """
        entry = self._entry("step", on, actor, id=id, name=step, procedure=procedure, party=by, remark=remark)
        return self._append(case, entry, revision)

    def correct(
        self,
        case: str,
        entry_id: str,
        *,
        actor: str,
        on: date | None = None,
        event: str = "",
        facts: Mapping[str, Any] | None = None,
        withdraw: bool = False,
        id: str = "",
        revision: int | None = None,
        remark: str = "",
    ) -> Receipt:
        """Correct an earlier entry by a later one: its day, its event or its facts, or withdraw it.

        What is not given stays as it was. Every entry after it must still stand.

        Raises:
            CaseError, RecordError, StoreError: as `record`; or a later entry could not stand.
        """
        _, log = self.log.read(case)
        wrong = standing_as(log, find_entry(case, log, entry_id))
        entry = self._entry(
            "correct",
            on or wrong.on,
            actor,
            id=id,
            name=event,
            facts=dict(facts or {}),
            corrects=wrong.id,
            withdrawn=withdraw,
            remark=remark,
        )
        return self._append(case, entry, revision)

    def show(self, case: str, *, as_of: date, known_on: date | None = None, lang: Lang = "zh") -> CaseReport:
        """Return where a case stands at the end of a day, as it was known at the end of `known_on` (or is known now).

        Raises:
            StoreError: there is no such case.
            CaseError: it had not been opened by then.
        """
        head, log = self.log.read(case)
        log = known_by(log, known_on)
        if not log:
            raise CaseError.of(BEFORE_CASE, case=case, day=str(known_on), opened=str(head.opened_on))
        folded = fold(log)
        if folded.opening.on > as_of:
            raise CaseError.of(BEFORE_CASE, case=case, day=as_of.isoformat(), opened=str(folded.opening.on))
        made: CaseReport = self._ask(report, head, log, as_of, known_on, lang)
        return made

    def due(self, *, as_of: date, until: date) -> Iterator[DueCase]:
        """Yield the deadlines of all cases up to a day, overdue ones included, the earliest first in each case.

        Only the cases in which something may fall due by then are gone through.

        Raises:
            StoreError: the store failed.
        """
        for some in _in_pages(self.log.heads(due_by=until)):
            yield from self._due(some, as_of, until)

    def redraw(self) -> int:
        """Return in how many cases what is kept beside the log was out of date; it has been drawn anew.

        To be asked after the text of a version or a local setting has changed: when a case is next due was worked out
        when its last entry was recorded.

        Raises:
            StoreError, CaseError: the store failed, or a version is gone.
        """
        changed = 0
        for some in _in_pages(self.log.heads()):
            logs = self.log.logs(head.case for head in some)
            pairs = [(head, logs[head.case]) for head in some]
            for before, now in zip(some, self._ask(redraw, pairs), strict=True):
                if now != before:
                    self.log.mark(now)
                    changed += 1
        return changed

    def heads(self) -> Iterator[CaseHead]:
        """Yield the heads of all cases, in the order of their names."""
        return self.log.heads()

    def _due(self, heads: Sequence[CaseHead], as_of: date, until: date) -> Iterator[DueCase]:
        logs = self.log.logs(head.case for head in heads)
        begun = [(head, logs[head.case]) for head in heads if head.opened_on <= as_of]
        for (head, _), stands in zip(begun, self._ask(standings, begun, as_of), strict=True):
            found = [(stands.state, one, "", "") for one in stands.deadlines]
            found += [(state, one, reading, choice) for reading, choice, state, one in stands.others]
            for state, one, reading, choice in found:
                day = one.due or one.earliest
                if day is not None and day <= until:
                    yield DueCase(
                        case=head.case,
                        policy=head.policy,
                        process_title=stands.process_title,
                        state=state,
                        deadline=one,
                        reading=reading,
                        choice=choice,
                    )

    def _ask(self, question: Callable[..., Any], *arguments: Any) -> Any:
        """Return the answer to a question that needs the engine: from the worker where there is one."""
        if self.worker is not None:
            return self.worker.ask(question, *arguments)
        return question(self.processes, *arguments)

    def _append(self, case: str, entry: Entry, revision: int | None) -> Receipt:
        check_entry(entry)
        head, log = self.log.read(case)
        running = self.processes.of(head)
        entry = self._settled(running, entry)
        known = _same(log, entry)
        if known is not None:
            return Receipt(case, known, head.state, head.next_due, head.next_due, repeated=True)
        if revision is not None and revision != head.revision:
            raise Conflict.of(CONFLICT, case=case, seen=revision, now=head.revision, mend=case)
        entry = check_fit(running, fold(log), replace(entry, number=head.revision + 1), log)
        entry = self._after(entry, log[-1])
        head, due = self._ask(accept, head, log, entry)
        return Receipt(case, self.log.append(head, entry), head.state, due, head.next_due)

    def _settled(self, running: Running, entry: Entry) -> Entry:
        """Return an entry with every fact and step under its own name."""
        about, vocabulary = running.process.about, running.policy.effective.vocabulary(running.process.about)
        entry = settled_step(running, entry) if entry.kind == "step" else entry
        no_list = next((name for name, items in entry.adds.items() if not isinstance(items, list | tuple)), None)
        if no_list is not None:
            raise CaseError.of(NOT_A_LIST, name=no_list)
        return replace(
            entry,
            facts=by_id(about, vocabulary, entry.facts) if entry.facts else {},
            adds=by_id(about, vocabulary, entry.adds) if entry.adds else {},
        )

    def _facts(self, running: Running, record: Record | Mapping[str, Any] | None, on: date) -> dict[str, Any]:
        about = running.process.about
        if record is None:
            return {}
        if isinstance(record, Record):
            if record.about != about:
                raise CaseError.of(WRONG_KIND, name=running.process.id, wanted=about, given=record.about)
            record = record.model_dump(mode="json")
        return by_id(about, running.policy.effective.vocabulary(about), record)

    def _entry(self, kind: EntryKind, on: date, actor: str, *, id: str, **more: Any) -> Entry:
        return Entry(id or uuid4().hex, kind, on, actor, recorded_at=self._clock(), **more)

    def _after(self, entry: Entry, last: Entry) -> Entry:
        """Return the entry recorded no earlier than the one before it, whatever the clocks of two machines say."""
        assert entry.recorded_at is not None
        assert last.recorded_at is not None
        return replace(entry, recorded_at=max(entry.recorded_at, last.recorded_at))

    def _known(self, case: str, entry: Entry) -> Receipt | None:
        try:
            head, log = self.log.read(case)
        except StoreError as error:
            if error.code == NO_CASE:
                return None
            raise
        known = _same(log, entry)
        return (
            None if known is None else Receipt(case, known, head.state, head.next_due, head.next_due, repeated=True)
        )


def _in_pages(heads: Iterator[CaseHead]) -> Iterator[list[CaseHead]]:
    """Yield heads a page at a time, so that memory stays flat however many there are."""
    while page := list(islice(heads, _AT_A_TIME)):
        yield page


def _same(log: Sequence[Entry], entry: Entry) -> Entry | None:
    """Return the entry recorded before under the same id.

    Raises:
        CaseError: the id stands for something else.
    """
    for known in log:
        if known.id == entry.id:
            if known.says_the_same(entry):
                return known
            raise CaseError.of(SAME_ID, id=entry.id, number=known.number)
    return None
