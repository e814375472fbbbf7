"""A gathered roster decided: by columns where they can, person by person where they cannot, and said in words.

Words are made once for each different answer, from the interpreter's receipt of the first person who has it, and
everybody's own values are put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Diagnostic, Lang, RecordError, UsageError, diagnose, nearest
from xgxp_rules.engines.columnar.refusals import Unsupported
from xgxp_rules.engines.columnar.settling import answer_of, tests_in
from xgxp_rules.engines.peers import Peers
from xgxp_rules.library.cohorts import readable, transitions_of, versions_reached
from xgxp_rules.library.frames import Given, decide_frame, prepare
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.model.records import Record, Records
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.answered import Answered, Row, answered_in
from xgxp_rules.tools.rosters.counting import CountedQuotas, Counter, why_refused
from xgxp_rules.tools.rosters.gathering import ID, OWNER, Roster
from xgxp_rules.tools.rosters.messages import (
    BY_TRANSITIONS,
    IN_INTERPRETER,
    NOT_IN_ROSTER,
    NOTHING_DECIDED,
    REJECTED_RECORD,
)
from xgxp_rules.tools.rosters.records import RecordMaker
from xgxp_rules.tools.rosters.tables import ROW
from xgxp_rules.tools.rosters.telling import Telling, rows_of

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from xgxp_rules.engines.decision import Decision

Tick = Callable[[int, int], None] | None
COLUMNS = ("status", "outcome", "possible", "reason", "rules", "failed", "unknown", "open", "guards", "offers")


@dataclass(frozen=True, slots=True)
class Totals:
    """How many records of a kind were read, and how many of them rejected."""

    about: str
    read: int
    rejected: int

    @property
    def accepted(self) -> int:
        """How many were not rejected."""
        return self.read - self.rejected


@dataclass(slots=True)
class DecidedRoster:
    """Every decision about everybody, in order, with the quotas."""

    policy: Policy
    as_of: date
    roster: Roster
    decisions: list[tuple[Declared, list[Row]]]
    quotas: CountedQuotas = field(default_factory=CountedQuotas)
    notes: list[Diagnostic] = field(default_factory=list)
    in_columns: tuple[str, ...] = ()
    written: list[str] = field(default_factory=list)
    """The files that the answers were written to."""
    content: bytes = b""
    """What goes to standard output in place of the summary."""

    @property
    def totals(self) -> list[Totals]:
        """Return how many records of each kind that is decided were read, in the order of the policy's decisions."""
        return [self._total(about) for about in dict.fromkeys(declared.about for declared, _ in self.decisions)]

    def _total(self, about: str) -> Totals:
        if about == "teacher":
            rejected = sum(1 for one in self.roster.ids if not one or one in self.roster.rejected)
            return Totals(about, self.roster.read, rejected)
        rows = self.roster.bodies[about].rows
        return Totals(about, len(rows), sum(1 for one in rows if one.sound is None))

    def names(self, about: str) -> Mapping[str, str]:
        """Return what the records of a kind are called, by id."""
        if about == "teacher":
            return self.roster.names
        return {one.id: one.name for one in self.roster.bodies[about].rows}

    @property
    def nothing_decided(self) -> bool:
        """Return whether everything was rejected."""
        return all(one.rejected == one.read for one in self.totals)

    @property
    def is_open(self) -> bool:
        """Return whether an answer is still open."""
        return any(row.status == "undetermined" for _, rows in self.decisions for row in rows)

    def refusal(self) -> RecordError:
        """Return the error that says that nothing could be decided."""
        return RecordError.of(NOTHING_DECIDED, count=sum(one.read for one in self.totals))


def decide_roster(
    roster: Roster,
    policy: Policy,
    as_of: date,
    wanted: Iterable[str],
    lang: Lang,
    tick: Tick = None,
    readings: Mapping[str, str] | None = None,
) -> DecidedRoster:
    """Return the roster decided; `wanted` are the ids of the decisions, `readings` those that the policy is under.

    Whoever has a record that cannot be true is rejected on the way and added to the roster's rejects.
    """
    return _Work(roster, policy, as_of, list(wanted), lang, tick, readings or {}).done()


def decide_some(
    roster: Roster,
    policy: Policy,
    as_of: date,
    wanted: Iterable[str],
    who: Iterable[str],
    readings: Mapping[str, str],
) -> list[tuple[str, tuple[Decision, ...]]]:
    """Return the decisions about each of the records of these ids or names, with everything that led to them.

    Raises:
        UsageError: nobody in the roster has such an id.
        RecordError: something of the record was refused; every such cell is told.
    """
    work = _Work(roster, policy, as_of, list(wanted), "zh", None, readings)
    return [(one, tuple(work.about(one))) for one in who]


class _Work:
    """One roster on its way to being decided."""

    def __init__(
        self,
        roster: Roster,
        policy: Policy,
        as_of: date,
        wanted: list[str],
        lang: Lang,
        tick: Tick,
        readings: Mapping[str, str],
    ) -> None:
        self.roster = roster
        self.policy = policy
        self.as_of = as_of
        self.readings = readings
        about = {one.id: one.about for one in policy.effective.decisions}
        self.order = wanted
        self.apart = {one for one in wanted if transitions_of(policy, one, about[one])}
        """The decisions for which another version may govern some records: each record is asked by itself."""
        self.wanted = [one for one in wanted if about[one] == "teacher" and one not in self.apart]
        self.one_by_one = [one for one in wanted if one not in self.wanted]
        self.lang = lang
        self.tick = tick
        self.maker = RecordMaker(roster, policy, as_of)
        self.notes: list[Diagnostic] = []
        self.bodies = [self._plain(record) for one in roster.bodies.values() for record in one.records]
        self.others = Records(self.bodies, complete=self._whole_kinds()) if self.bodies else None
        """What a record may refer to: schools and the like, and everybody else where a decision compares people."""
        self.people: dict[str, Record] = {}
        self._steps = 0

    def done(self) -> DecidedRoster:
        sound = [one for one in self.roster.ids if one and one not in self.roster.rejected]
        found, refused = self._in_columns(sound) if sound else ({}, [])
        self._step()
        if refused or any(about == "teacher" for about in map(self._about, self.apart)):
            self._meet_all(sound)
        for name in refused:
            found[name] = self._by_itself(name, [one for one in sound if one not in self.roster.rejected])
        self._step()
        quotas = self._quotas()
        self._step()
        told = {declared.id: (declared, rows) for declared, rows in (*self._rows(found), *self._one_by_one())}
        self._step()
        in_columns = tuple(one for one in self.wanted if one not in refused)
        decisions = [told[one] for one in self.order]
        return DecidedRoster(self.policy, self.as_of, self.roster, decisions, quotas, self.notes, in_columns)

    def _whole_kinds(self) -> list[str]:
        """Return the kinds of other records than teachers of which every one is there."""
        return [about for about, one in self.roster.bodies.items() if one.records and one.is_whole]

    def _step(self) -> None:
        self._steps += 1
        if self.tick is not None:
            self.tick(self._steps, 4)

    # Columns

    def _in_columns(self, sound: Sequence[str]) -> tuple[dict[str, Answered], list[str]]:
        """Return the answers by decision and person, and the decisions that columns cannot give."""
        import polars as pl

        names = list(self.wanted)
        refused: list[str] = []
        if not names:
            return {}, []
        frames = self._frames(sound)
        rows: pl.DataFrame | None = None
        try:
            rows = self._asked(frames, names)
        except Unsupported:
            names, refused = self._parted(names)
            if names:
                rows = self._asked(frames, names)
        if rows is None:
            return {}, refused
        found = {name: answered_in(rows, name) for name in names}
        rejected = rows.filter(pl.any_horizontal(pl.col(f"{name}.status") == "rejected" for name in names))
        for whose in rejected[ID].to_list():
            record = self._reread(whose)
            if record is not None:
                for name in names:
                    self._add(found[name], name, whose, record)
        return found, refused

    def _parted(self, names: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return which decisions columns can give, and which not; for those why is noted."""
        able: list[str] = []
        unable: list[str] = []
        empty = self._frames([])
        for name in names:
            try:
                self._asked(empty, [name])
                able.append(name)
            except Unsupported as error:
                unable.append(name)
                declared = self.policy.effective.decision(name)
                title = declared.title if declared is not None and self.lang == "zh" else name
                note = diagnose(IN_INTERPRETER, Span.none(), severity="note", name=title, why=why_refused(error))
                self.notes.append(note)
        return able, unable

    def _asked(self, frames: tuple[Any, dict[str, Any], Any], names: Sequence[str]) -> pl.DataFrame:
        teachers, lists, schools = frames
        given = Given(teachers, lists, ID, tuple(self._whole(lists)), schools, tells_unknown=True, meets=False)
        found: pl.DataFrame = decide_frame(self.policy, given, self.as_of, names)
        return found

    def _whole(self, lists: Iterable[str]) -> list[str]:
        """Return the lists that are whole for everybody."""
        return [label for label in lists if label in self.roster.complete and not self._lack(label)]

    def _lack(self, label: str) -> bool:
        return any(label in names for names in self.roster.lacking.values())

    def _frames(self, sound: Sequence[str]) -> tuple[Any, dict[str, Any], Any]:
        """Return the frames of those who are not rejected, with what is known of the wholeness of their lists."""
        import polars as pl

        wanted = pl.Series(ID, list(sound), dtype=pl.String).implode()
        teachers = self.roster.teachers.filter(pl.col(ID).is_in(wanted)).drop(ROW)
        lists = {}
        known = self.policy.effective.vocabulary("teacher")
        for label, (fact, frame) in self.roster.lists.items():
            if fact.id not in known and not self._is_higher(fact):
                continue
            lists[label] = frame.filter(pl.col(OWNER).is_in(wanted)).drop(ROW)
            if label not in self.roster.complete:
                teachers = teachers.with_columns(pl.lit(False).alias(f"{label}.完整"))
            elif self._lack(label):
                lack = [one for one, names in self.roster.lacking.items() if label in names]
                teachers = teachers.with_columns((~pl.col(ID).is_in(lack)).alias(f"{label}.完整"))
        schools = None if self.roster.schools is None else self.roster.schools.drop(ROW)
        return teachers, lists, schools

    def _is_higher(self, fact: Fact) -> bool:
        """Return whether a list is one of higher law; one that only another version knows has no place in columns."""
        return any(fact.id in law.vocabulary("teacher") for law in self.policy.setting_on(self.as_of).higher_law)

    def _reread(self, whose: str) -> Record | None:
        """Return the record of somebody whom columns refuse; None where it cannot be true, and they are rejected.

        Columns take a text that reads as JSON for more than a text, where a record does not.
        """
        if whose in self.roster.rejected:
            return None
        try:
            return self.maker.record(whose)
        except RecordError as error:
            self.roster.reject(self.maker.rejects(whose, error))
            return None

    # One by one

    def _meet_all(self, sound: Sequence[str]) -> None:
        """Read everybody as a record, so that one can be compared with the others; some may be missing among these."""
        for whose in sound:
            try:
                self.people[whose] = self.maker.record(whose)
            except RecordError as error:
                self.roster.reject(self.maker.rejects(whose, error))
        people = [one for whose, one in self.people.items() if whose not in self.roster.rejected]
        is_whole = len(people) == self.roster.read
        whole = [*(["teacher"] if is_whole else []), *self._whole_kinds()]
        self.others = Peers((*people, *self.bodies), complete=whole)

    def _by_itself(self, name: str, sound: Sequence[str]) -> Answered:
        found = Answered([], {}, {})
        for whose in sound:
            self._add(found, name, whose, self.people[whose])
        return found

    def _add(self, found: Answered, name: str, whose: str, record: Record) -> None:
        """Add one person's answer, made by itself, to those of a decision."""
        made = self.policy.decide(name, record, as_of=self.as_of, others=self.others)
        answer = answer_of(made.run, tests_in(made.run.program))
        found.of[whose] = found.number({one: getattr(answer, one) for one in COLUMNS})
        found.values[whose] = answer.value

    # Other records than teachers, and decisions for which another version may govern

    def _about(self, name: str) -> str:
        return self.policy.program_on(name, self.as_of).decision.about

    def _one_by_one(self) -> Iterator[tuple[Declared, list[Row]]]:
        """Yield the decisions that are made record by record and told as they are made."""
        programs = [self.policy.program_on(one, self.as_of) for one in self.one_by_one]
        if any("teacher" in one.reaches for one in programs) and not self.people:
            self._meet_all([one for one in self.roster.ids if one and one not in self.roster.rejected])
        for name, program in zip(self.one_by_one, programs, strict=True):
            if name in self.apart:
                title = program.decision.title if self.lang == "zh" else name
                self.notes.append(diagnose(BY_TRANSITIONS, Span.none(), severity="note", name=title))
            items = self._items(program.decision.about, is_whole=name in self.apart)
            yield program.decision, rows_of(items, partial(self._decide, name), self.policy, self.lang)

    def _items(self, about: str, *, is_whole: bool) -> list[tuple[str, Record | None]]:
        """Return the id of each record of a kind that was read, with the record where nothing of it was refused.

        With `is_whole` the records hold what only other versions of the policy ask for, too.
        """
        if about != "teacher":
            rows = self.roster.bodies[about].rows
            return [
                (one.id, one.sound if is_whole or one.sound is None else self._plain(one.sound)) for one in rows
            ]
        known = {one: each for one, each in self.people.items() if one not in self.roster.rejected}
        if is_whole:
            known = {one: self.maker.whole_record(one) for one in known}
        return [(one, known.get(one)) for one in self.roster.ids]

    def _plain(self, record: Record) -> Record:
        versions = (self.policy.version_data, *versions_reached(self.policy))
        return readable(record, self.policy.effective_on(self.as_of), versions)

    def _decide(self, name: str, record: Record) -> Decision:
        if name not in self.apart:
            return self.policy.decide(name, record, as_of=self.as_of, others=self.others)
        more: dict[str, Any] = {"readings": self.readings, "others": self.others}
        return self.policy.catalog.decide(self.policy.id, name, record, as_of=self.as_of, **more)

    # Single records

    def about(self, who: str) -> Iterator[Decision]:
        """Yield the decisions about one record."""
        about, record = self._found(who)
        names = [one for one in self.order if self._about(one) == about]
        if any("teacher" in self.policy.program_on(one, self.as_of).reaches for one in names) and not self.people:
            self._meet_all([one for one in self.roster.ids if one and one not in self.roster.rejected])
        for name in names:
            yield self._decide(name, record)

    def _found(self, who: str) -> tuple[str, Record]:
        """Return the record of this id or name, and its kind."""
        if who in self.roster.ids:
            self._refuse(who)
            try:
                return "teacher", self.maker.record(who)
            except RecordError as error:
                self.roster.reject(self.maker.rejects(who, error))
                self._refuse(who)
                raise
        for about, bodies in self.roster.bodies.items():
            for one in bodies.rows:
                if who in (one.id, one.name) and one.sound is not None:
                    return about, one.sound
                if who in (one.id, one.name):
                    self._refuse(one.id, KINDS[about].zh)
        known = [*self.roster.ids, *(one.id for each in self.roster.bodies.values() for one in each.rows)]
        raise UsageError([diagnose(NOT_IN_ROSTER, Span.none(), name=who, mend=nearest(who, known))])

    def _refuse(self, who: str, kind: str = "") -> None:
        """Raise what was refused of a record, where something was."""
        told = [one for one in self.roster.rejects if one.whose == who]
        if told or who in self.roster.rejected or kind:
            problems = [
                replace(one.problem, file=f"{one.file} {one.sheet}", span=Span.at(one.row, 1)) for one in told
            ]
            raise RecordError([diagnose(REJECTED_RECORD, Span.none(), name=who), *problems])

    # Words

    def _rows(self, found: dict[str, Answered]) -> list[tuple[Declared, list[Row]]]:
        """Return the rows of each decision, one for each person who was read, in order."""
        if not self.wanted:
            return []
        where = (self.roster, self.policy, self.as_of, self.lang, self.wanted)
        return Telling(*where, self.others, self.people, self._columns).rows(found)

    def _columns(self) -> Any:
        """Return the columns of everybody who was not rejected."""
        sound = [one for one in self.roster.ids if one and one not in self.roster.rejected]
        teachers, lists, schools = self._frames(sound)
        given = Given(teachers, lists, ID, tuple(self._whole(lists)), schools, check=False)
        return prepare(self.policy, given, self.as_of, ()).roster

    # Quotas

    def _quotas(self) -> CountedQuotas:
        """Return what the quotas come to among those who were not rejected."""
        if not self.policy.effective.quotas:
            return CountedQuotas()
        sound = [one for one in self.roster.ids if one and one not in self.roster.rejected]
        frames = self._frames(sound)
        whole = self._whole(frames[1])
        counter = Counter(self.policy, self.as_of, self.lang, frames, whole, tuple(self.bodies))
        return counter.count()
