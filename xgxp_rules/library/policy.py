"""A policy version that can decide: what developers embed.

Immutable, hashable by id, version and content, picklable, and safe across threads. What is compiled is made on first
use and never pickled.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import RecordError, UsageError, diagnose, nearest, register
from xgxp_rules.engines.decision import Decision, Setting
from xgxp_rules.engines.interpreter import evaluate
from xgxp_rules.engines.program import Program, compile_program
from xgxp_rules.law.retirement import Schedule
from xgxp_rules.library.on_rosters import OnRosters
from xgxp_rules.library.taking import takes_any
from xgxp_rules.model.definitions import defined_on
from xgxp_rules.model.policy import PolicyVersion, Reading
from xgxp_rules.model.records import Record, Records, check_against, read_local
from xgxp_rules.model.vocabulary import Vocabulary
from xgxp_rules.spans import Span
from xgxp_rules.version import ENGINE_VERSION

if TYPE_CHECKING:
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.model.procedure_report import ProcedureReport
    from xgxp_rules.model.readings_report import ReadingsReport

NO_SUCH_DECISION = register(
    "XG510",
    zh="政策 `{policy}` 没有名为 `{name}` 的决定",
    en="policy `{policy}` has no decision `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    advice_zh="请照政策里决定的编号或标题写",
    advice_en="Write the id or title of a decision of the policy",
)
NO_SUCH_READING = register(
    "XG511",
    zh="政策 `{policy}` 没有这样的理解：`{name}`",
    en="policy `{policy}` has no such reading: `{name}`",
    advice_zh="请从政策的 `readings:` 里选，写成 `解读的编号=读法`",
    advice_en="Choose one from the policy's `readings:`, as `reading=choice`",
)
WRONG_RECORD = register(
    "XG512",
    zh="决定 `{name}` 针对的是 {wanted}，给出的记录是 {given}",
    en="decision `{name}` is about a {wanted}, the record is a {given}",
    mend_zh="案例文件或这个案例请写 `about: {wanted}`",
    mend_en="Write `about: {wanted}` in the case or its file",
)


NOT_A_DAY = register(
    "XG516",
    zh="决定日应是 `datetime.date`，给出的是 `{kind}`",
    en="a decision date is a `datetime.date`, not a `{kind}`",
    mend_zh="例如 `date(2026, 9, 1)`；有时刻的请取 `.date()`",
    mend_en="for example `date(2026, 9, 1)`; of a moment take its `.date()`",
    exit=2,
)
NOT_A_RECORD = register(
    "XG533",
    zh="要决定的是一份记录，给出的是 `{kind}`",
    en="a decision is about a record, not a `{kind}`",
    mend_zh="请写 `Teacher(…)` 等记录，或用 `Teacher.model_validate(…)` 把字典读成记录",
    mend_en="Write a record such as `Teacher(…)`, or read a mapping with `Teacher.model_validate(…)`",
    exit=2,
)


def checked_record(record: Record) -> None:
    """Refuse anything that is no record, such as a plain mapping.

    Raises:
        UsageError: it is none.
    """
    if not hasattr(record, "about"):
        raise UsageError.of(NOT_A_RECORD, kind=type(record).__name__)


def checked_day(day: date) -> None:
    """Refuse a decision date that is a text, or a moment with a time of day.

    Raises:
        UsageError: it is not a plain date.
    """
    if type(day) is not date:
        raise UsageError.of(NOT_A_DAY, kind=type(day).__name__)


_MOST_READY = 4096
"""How many pairs of decision and day are kept ready; a timeline asks about thousands of days."""


_MOST_VARIANTS = 256
"""How many ways of reading are kept compiled; a decision under all readings asks for up to 64 of them."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A decision on a day, ready for any record."""

    program: Program
    setting: Setting
    law: Schedule | None
    vocabulary: Vocabulary
    higher: tuple[tuple[str, Vocabulary], ...]


class Policy(OnRosters):
    """One version of one policy, ready to decide."""

    def __init__(self, version: PolicyVersion, catalog: Catalog, readings: Mapping[str, str] | None = None) -> None:
        self.version_data = version
        self.catalog = catalog
        self._chosen = tuple(sorted((readings or {}).items()))
        self._programs: dict[tuple[object, ...], Program] = {}
        self._ready: dict[tuple[str, date], _Ready] = {}
        self._variants: dict[tuple[tuple[str, str], ...], Policy] = {}
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """Return the policy's id, such as `national.retirement`."""
        return self.version_data.id

    @property
    def version(self) -> str:
        """Return the version's name."""
        return self.version_data.version

    @property
    def title(self) -> str:
        """Return the title of the document."""
        return self.version_data.title

    @property
    def decisions(self) -> tuple[str, ...]:
        """Return the ids of the decisions, in the document's order."""
        return tuple(decision.id for decision in self.version_data.decisions)

    def decide(
        self,
        decision: str,
        record: Record,
        *,
        as_of: date,
        readings: Mapping[str, str] | None = None,
        others: Records | None = None,
    ) -> Decision:
        """Return the decision about a record on a day.

        `decision` is an id or title; `readings` picks choices of ambiguous passages by reading id, the rest keep their
        default. `others` holds the records that this one refers to and, for ranks and sets, the whole of their kind;
        what would be read from a record that is not there is unknown. The record is checked against the day first.

        Raises:
            UsageError: there is no such decision or reading.
            RecordError: the record cannot be true on that day, or has fields nobody knows.
        """
        if readings:
            return self.under(readings).decide(decision, record, as_of=as_of, others=others)
        ready = self._ready.get((decision, as_of)) or self._prepare(decision, as_of)
        declared = ready.program.decision
        checked_record(record)
        if record.about != declared.about:
            raise UsageError(
                [diagnose(WRONG_RECORD, Span.none(), name=declared.id, wanted=declared.about, given=record.about)]
            )
        problems = check_against(record, as_of)
        if problems:
            raise RecordError(problems)
        local = read_local(record, ready.vocabulary, ready.higher)
        run = evaluate(ready.program, record, as_of, local=local, law=ready.law, others=others)
        return Decision(run, as_of, ready.setting)

    def decide_all(
        self,
        record: Record,
        *,
        as_of: date,
        readings: Mapping[str, str] | None = None,
        others: Records | None = None,
    ) -> tuple[Decision, ...]:
        """Return every decision about this kind of record, in the document's order.

        Raises:
            UsageError, RecordError: as `decide`.
        """
        checked_record(record)
        return tuple(
            self.decide(declared.id, record, as_of=as_of, readings=readings, others=others)
            for declared in self.version_data.decisions
            if declared.about == record.about
        )

    def procedure(self, name: str, record: Record, *, as_of: date, matter: str = "") -> ProcedureReport:
        """Return how far a procedure has come for a record: steps done, owed, late or out of order.

        `matter` picks one of several times that the procedure was gone through, as the record names them.

        Raises:
            UsageError: the policy has no such procedure, or it is about another kind of record.
            RecordError: the record cannot be true on that day, or has fields nobody knows.
        """
        from xgxp_rules.library.rosters import procedure_of

        return procedure_of(self, name, record, as_of, matter)

    @property
    def effective(self) -> PolicyVersion:
        """Return the version as the chosen readings have it."""
        return self._effective

    def effective_on(self, as_of: date) -> PolicyVersion:
        """Return the version as it reads on a day: readings chosen, terms defined, values of other policies taken."""
        return self._on(as_of)[0]

    def setting_on(self, as_of: date) -> Setting:
        """Return the versions and hashes that an answer on a day pins."""
        return self._setting(as_of)

    def readings_of(self, decision: str) -> tuple[Reading, ...]:
        """Return the ambiguous passages that a decision depends on, in the document's order.

        Raises:
            UsageError: there is no such decision.
        """
        from xgxp_rules.library.all_readings import readings_in_play

        return readings_in_play(self, decision)

    def decide_readings(
        self, decision: str, record: Record, *, as_of: date, others: Records | None = None
    ) -> ReadingsReport:
        """Return the decision with every answer that another way of reading leads to; what agrees is left out.

        Each reading that the decision depends on is varied alone and in every combination up to 64, beyond that in
        pairs. The readings chosen with `under` are the point to start from.

        Raises:
            UsageError, RecordError: as `decide`.
        """
        from xgxp_rules.library.all_readings import all_readings

        return all_readings(self, decision, record, as_of, others=others)

    @property
    def chosen_readings(self) -> Mapping[str, str]:
        """Return the choices made with `under`, by reading id; the rest keep their default."""
        return dict(self._chosen)

    def program_on(self, decision: str, as_of: date) -> Program:
        """Return a decision compiled for a day, with the guards of the law it then stands under.

        Raises:
            UsageError: there is no such decision.
        """
        return self._program(decision, as_of)

    def compiled(self, decision: str) -> Program:
        """Return a decision compiled with the guards of its own document alone, as for questions about the text.

        Raises:
            UsageError: there is no such decision.
        """
        return self._compile(decision, tuple((self._effective, guard) for guard in self._effective.guards))

    def under(self, readings: Mapping[str, str]) -> Policy:
        """Return the same version with these choices of ambiguous passages; itself where it has made them already.

        Raises:
            UsageError: there is no such reading or choice.
        """
        chosen = {**dict(self._chosen), **readings}
        key = tuple(sorted(chosen.items()))
        if key == self._chosen:
            return self
        if key in self._variants:
            return self._variants[key]
        try:
            self.version_data.under_readings(chosen)
        except KeyError as error:
            raise UsageError(
                [diagnose(NO_SUCH_READING, Span.none(), policy=self.id, name=str(error.args[0]))]
            ) from None
        if len(self._variants) >= _MOST_VARIANTS:
            self._variants = {}
        return self._variants.setdefault(key, Policy(self.version_data, self.catalog, chosen))

    def _prepare(self, decision: str, as_of: date) -> _Ready:
        """Return what a decision on a day needs apart from the record, kept for the next record."""
        checked_day(as_of)
        program = self._program(decision, as_of)
        setting, about = self._setting(as_of), program.decision.about
        ready = _Ready(
            program,
            setting,
            self.catalog.retirement_law(as_of),
            self._on(as_of)[0].vocabulary(about),
            tuple((version.id, version.vocabulary(about)) for version in setting.higher_law),
        )
        if len(self._ready) >= _MOST_READY:
            self._ready = {}
        self._ready[decision, as_of] = ready
        return ready

    @cached_property
    def _effective(self) -> PolicyVersion:
        return self.version_data.under_readings(dict(self._chosen))

    def _on(self, as_of: date) -> tuple[PolicyVersion, tuple[PolicyVersion, ...]]:
        """Return the version as its terms are defined and its values taken on a day, and the versions taken from."""
        defined = defined_on(self._effective, as_of)
        return self.catalog.taken_by(defined, as_of) if self._takes else (defined, ())

    @cached_property
    def _takes(self) -> bool:
        return takes_any(self._effective)

    def _setting(self, as_of: date) -> Setting:
        higher = self.catalog.higher_law(self.version_data, as_of)
        return self._settings(tuple(dict.fromkeys((*higher, *self._on(as_of)[1]))))

    def _settings(self, higher: tuple[PolicyVersion, ...]) -> Setting:
        found = self._setting_cache.get(higher)
        if found is None:
            found = self._setting_cache[higher] = Setting(
                version=self._effective,
                engine_version=ENGINE_VERSION,
                vocabulary_hash=self.catalog.vocabulary_hash,
                higher_law=higher,
                readings=self._chosen,
            )
        return found

    @cached_property
    def _setting_cache(self) -> dict[tuple[PolicyVersion, ...], Setting]:
        return {}

    def _program(self, name: str, as_of: date) -> Program:
        guards = self.catalog.guards(self.version_data, as_of)
        version, sources = self._on(as_of)
        key = (name, guards, sources, version.vocabularies)
        program = self._programs.get(key)
        if program is None:
            with self._lock:
                program = self._programs.get(key) or self._compile(name, guards, version)
                self._programs[key] = program
        return program

    def _compile(self, name: str, guards: Any, version: PolicyVersion | None = None) -> Program:
        declared = self._effective.decision(name)
        if declared is None:
            names = [one for known in self._effective.decisions for one in (known.id, known.title)]
            raise UsageError(
                [diagnose(NO_SUCH_DECISION, Span.none(), policy=self.id, name=name, mend=nearest(name, names))]
            )
        return compile_program(version or self._effective, declared.id, guards)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.id, self.version, self.version_data.content_hash, self.version_data.settings, self._chosen

    def __reduce__(self) -> tuple[Any, ...]:
        return Policy, (self.version_data, self.catalog, dict(self._chosen))

    def __repr__(self) -> str:
        return f"<Policy {self.id} {self.version}>"
