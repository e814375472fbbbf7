"""Whole rosters in one call: frames in, a frame of decisions out, in the caller's own kind of frame.

The columns are the engine's; what is done here is what needs records: rows that columns cannot hold exactly are read as
records and decided one by one, with the same checks as anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import RecordError, UsageError, diagnose, nearest, register
from xgxp_rules.engines.columnar.rows import cell, dicts, name_in_record, supplied, supplied_columns
from xgxp_rules.model.records import Teacher
from xgxp_rules.model.vocabulary import Vocabulary, fold_name
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.inputs import Frame, Inputs
    from xgxp_rules.engines.columnar.roster import Roster
    from xgxp_rules.engines.columnar.running import Decided
    from xgxp_rules.engines.columnar.settling import Answer
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.engines.quotas import QuotaProgram
    from xgxp_rules.library.policy import Policy
    from xgxp_rules.model.quota_report import QuotaResult

NO_SUCH_LIST = register(
    "XG882",
    zh="政策 `{policy}` 没有名为 `{name}` 的列表",
    en="policy `{policy}` has no list `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
NO_FRAMES = register(
    "XG883",
    zh="按列计算需要另行安装：pip install 'xgxp-rules[columns]'（缺 {name}）",
    en="working in columns needs an extra: pip install 'xgxp-rules[columns]' ({name} is missing)",
    exit=2,
)
NO_SUCH_FRAME = register(
    "XG884",
    zh="不认识的数据表 `{name}`；可用 Polars、DuckDB 或 PySpark 的表",
    en="`{name}` is no frame that is known here; Polars, DuckDB and PySpark frames are",
    exit=2,
)
ID_TWICE = register(
    "XG885",
    zh="教师表里有 {count} 个编号出现不止一次，其中之一在各自的行里无法区分",
    en="{count} ids stand more than once in the frame of teachers, so their rows cannot be told apart",
    exit=4,
)
WRONG_KIND = register(
    "XG886",
    zh="决定 `{name}` 针对的是 {about}，不能用教师表计算",
    en="decision `{name}` is about a {about} and cannot be asked of teachers",
    exit=2,
)

NO_SUCH_ROW = register("XG887", zh="教师表里没有编号 `{id}`", en="the frame of teachers has no id `{id}`", exit=4)

CHOICES = "choices"
"""The long frame of offices' recorded choices: whose, for which decision, and what."""


@dataclass(slots=True)
class Given:
    """What was handed in for a roster, by the names people use."""

    teachers: Any
    lists: Mapping[str, Any] = field(default_factory=dict)
    id: str = "id"
    complete: tuple[str, ...] = ()
    schools: Any = None
    names: Mapping[str, str] = field(default_factory=dict)
    check: bool = True


def decide_frame(policy: Policy, given: Given, as_of: date, decisions: Iterable[str] | None = None) -> Any:
    """Return one row for each teacher with the columns of every decision, in the caller's own kind of frame.

    Raises:
        UsageError: a frame, a list or a decision is not known, or the extra is not installed.
        Unsupported: a decision cannot be worked out in columns.
        RecordError: ids stand more than once.
    """
    work = prepare(policy, given, as_of, decisions)
    return work.run()


def decide_row(policy: Policy, given: Given, as_of: date, decision: str, teacher: Any) -> Decision:
    """Return the interpreter's decision about one row of the frames, to be explained like any other.

    Raises:
        UsageError: a frame, a list or the decision is not known.
        RecordError: there is no such row, or it is no record that can be true.
    """
    work = prepare(policy, replace(given, check=True), as_of, ())
    record = RecordReader(work).record(teacher)
    return policy.decide(decision, record, as_of=as_of, others=work.inputs.school_records)


def quotas_frame(policy: Policy, given: Given, as_of: date) -> tuple[tuple[QuotaResult, ...], Any]:
    """Return what each quota of teachers comes to, and a frame that says of each what they count as.

    Raises:
        UsageError: a frame or list is not known, the policy has no quota, or the extra is not installed.
        Unsupported: a quota cannot be counted in columns.
        RecordError: ids stand more than once.
    """
    from xgxp_rules.engines.quotas import compile_quotas
    from xgxp_rules.library.rosters import quota_head

    work = prepare(policy, given, as_of, ())
    from xgxp_rules.engines.columnar.quotas import run_quota_columns
    from xgxp_rules.engines.columnar.roster import ID
    from xgxp_rules.engines.columnar.todays import on_its_day

    head, setting = quota_head(policy, as_of, work.inputs.school_records)
    version = on_its_day(policy.effective, as_of)
    program = compile_quotas(version, policy.catalog.guards(policy.version_data, as_of), as_of)
    _check_ids(work.inputs)
    reader = RecordReader(work, _read_by(program)) if work.inputs.backend.row_by_row else None
    found = run_quota_columns(
        program, work.roster, setting, head, None if reader is None else reader.records, work.odd, work.untold
    )
    members = found.members.sort("row").rename({ID: work.inputs.id}).drop("row").to_native()
    return found.results, members if work.is_lazy else members.collect()


def _read_by(program: QuotaProgram) -> set[str]:
    """Return the facts that quotas read, of members or of whoever they refer to."""
    scopes = [each for one in program.cohorts.values() for each in (one.scope, *one.scope.links.values())]
    return {slot.fact.id for scope in scopes for slot in scope.slots if slot.fact is not None}


@dataclass(slots=True)
class FrameWork:
    """A roster made ready: the decisions with what they have settled so far, and the frames."""

    policy: Policy
    inputs: Inputs
    as_of: date
    decided: list[Decided]
    roster: Roster
    given: Given
    is_lazy: bool = True
    odd: list[Any] = field(default_factory=list)
    """The truths by which no decision can take a row from columns."""
    untold: list[str] = field(default_factory=list)
    """Facts of which columns cannot tell whether a record with them would be refused."""

    def run(self) -> Any:
        """Return the decisions of every teacher."""
        from xgxp_rules.engines.columnar.roster import ID
        from xgxp_rules.engines.columnar.running import decide_rows

        _check_ids(self.inputs)
        reader = RecordReader(self) if self.inputs.backend.row_by_row else None
        decider = None if reader is None else reader.decide
        rows = decide_rows(self.decided, self.roster, decider, self.odd)
        found = self.inputs.backend.in_order(rows)
        named = found.rename({ID: self.inputs.id}).drop("row").to_native()
        return named if self.is_lazy else named.collect()


def prepare(policy: Policy, given: Given, as_of: date, decisions: Iterable[str] | None) -> FrameWork:
    """Return the roster made ready; everything that can be refused is refused here, before a row is read."""
    try:
        import narwhals  # noqa: F401

        from xgxp_rules.engines.columnar.checks import outside_limits
        from xgxp_rules.engines.columnar.planning import plan_of
        from xgxp_rules.engines.columnar.roster import Roster
        from xgxp_rules.engines.columnar.running import Decided
    except ImportError as error:
        raise UsageError([diagnose(NO_FRAMES, Span.none(), name=str(error.name))]) from None
    names = _decisions(policy, decisions)
    inputs = _inputs(policy, given, as_of)
    roster = Roster(inputs, as_of)
    law = policy.catalog.retirement_law(as_of)
    outside, untold = outside_limits(roster, _vocabularies(policy, as_of))
    plans = [(name, plan_of(policy.program_on(name, as_of), roster, as_of, law, untold)) for name in names]
    decided = [Decided(name, plan, law, roster) for name, plan in plans]
    is_lazy = type(given.teachers).__name__ != "DataFrame" or not inputs.backend.row_by_row
    odd = [*outside, *_odd(policy, roster, given)]
    return FrameWork(policy, inputs, as_of, decided, roster, given, is_lazy, odd, untold)


def _odd(policy: Policy, roster: Roster, given: Given) -> list[Any]:
    """Return the truths by which a row is read as a record: an office has chosen, or it may not be true."""
    import narwhals as nw

    from xgxp_rules.engines.columnar.checks import suspicious

    odd = [nw.col(_with_choices(roster)) > 0] if CHOICES in given.lists else []
    return [*odd, *suspicious(roster, policy.effective.vocabulary("teacher"))] if given.check else odd


def _decisions(policy: Policy, wanted: Iterable[str] | None) -> list[str]:
    version = policy.effective
    if wanted is None:
        return [one.id for one in version.decisions if one.about == "teacher"]
    names = []
    for name in wanted:
        declared = version.decision(name)
        if declared is None:
            policy.compiled(name)  # says that there is none, and which is meant
        assert declared is not None
        if declared.about != "teacher":
            raise UsageError([diagnose(WRONG_KIND, Span.none(), name=declared.id, about=declared.about)])
        names.append(declared.id)
    return names


def _inputs(policy: Policy, given: Given, as_of: date) -> Inputs:
    from xgxp_rules.engines.columnar.backends import backend_of
    from xgxp_rules.engines.columnar.inputs import Frame, Inputs, id_column

    try:
        backend = backend_of(given.teachers)
    except TypeError as error:
        raise UsageError([diagnose(NO_SUCH_FRAME, Span.none(), name=str(error))]) from None
    teachers = Frame.of(given.teachers, given.names)
    vocabularies = _vocabularies(policy, as_of)
    lists: dict[str, Frame] = {}
    ids: dict[str, str] = {}
    for name, native in given.lists.items():
        fact_id = CHOICES if name == CHOICES else _list_id(policy, name, vocabularies)
        lists[fact_id] = Frame.of(native, given.names)
        ids[fact_id] = id_column(lists[fact_id], given.id, name, ("teacher", "教师", "编号", "教师编号"))
    complete = frozenset(_list_id(policy, name, vocabularies) for name in given.complete)
    schools = None if given.schools is None else Frame.of(given.schools, given.names)
    found = id_column(teachers, given.id, "teachers", ("编号",))
    return Inputs(backend, teachers, lists, found, complete, schools, ids, policy.effective.vocabulary("school"))


def _vocabularies(policy: Policy, as_of: date) -> tuple[Vocabulary, ...]:
    higher = policy.setting_on(as_of).higher_law
    return tuple(one.vocabulary("teacher") for one in (policy.effective, *higher))


def _list_id(policy: Policy, name: str, vocabularies: Sequence[Vocabulary]) -> str:
    for vocabulary in vocabularies:
        fact = vocabulary.get(name)
        if fact is not None and fact.kind.name == "list" and fact.form is None:
            return fact.id
    known = [
        each
        for vocabulary in vocabularies
        for fact in vocabulary.facts
        if fact.kind.name == "list" and fact.form is None
        for each in (fact.id, fact.label)
    ]
    raise UsageError([diagnose(NO_SUCH_LIST, Span.none(), policy=policy.id, name=name, mend=nearest(name, known))])


def _check_ids(inputs: Inputs) -> None:
    twice = inputs.backend.repeated(inputs.teachers.rows, inputs.id)
    if twice:
        raise RecordError([diagnose(ID_TWICE, Span.none(), count=twice)])


def _with_choices(roster: Roster) -> str:
    import narwhals as nw

    from xgxp_rules.engines.columnar.roster import ID

    frame, column = roster.inputs.lists[CHOICES], roster.inputs.list_ids[CHOICES]

    def counted(name: str) -> Any:
        return lambda: frame.rows.group_by(nw.col(column).alias(ID)).agg(nw.len().alias(name))

    return roster.bring("choices", counted)


# --- rows as records -------------------------------------------------------------------------------------------------


class RecordReader:
    """Reads single rows of the frames as records, and decides them as any record is decided."""

    def __init__(self, work: FrameWork, used: set[str] | None = None) -> None:
        """Read the rows of a piece of work; `used` are the lists that count, where they are known."""
        self._work = work
        self._vocabularies = _vocabularies(work.policy, work.as_of)
        self._read: dict[Any, Teacher | RecordError] = {}
        inputs, used = work.inputs, used or self._used()
        plain = [supplied_columns(inputs.teachers, one) for one in reversed(self._vocabularies)]
        self._plain = [pair for pairs in plain for pair in pairs]
        self._lists = [
            (fact, name_in_record(fact), inputs.lists.get(fact.id), _item_columns(fact, inputs))
            for vocabulary in self._vocabularies
            for fact in vocabulary.facts
            if fact.kind.name == "list" and fact.form is None and (used is None or fact.id in used)
        ]

    def _used(self) -> set[str] | None:
        """Return the facts that the decisions read, where nothing else of a row is looked at; None for all."""
        if self._work.given.check or CHOICES in self._work.inputs.lists or not self._work.decided:
            return None
        slots = (slot for one in self._work.decided for slot in one.plan.program.slots)
        return {slot.fact.id for slot in slots if slot.fact is not None}

    def decide(self, decision: str, teachers: Sequence[Any]) -> list[Answer]:
        """Return the answers about these teachers, in their order."""
        from xgxp_rules.engines.columnar.settling import answer_of

        self._fetch([one for one in teachers if one not in self._read])
        asked = next(one for one in self._work.decided if one.plan.program.decision.id == decision).settler.asked
        answers = []
        for teacher in teachers:
            record = self._read[teacher]
            try:
                if isinstance(record, RecordError):
                    raise record
                made = self._work.policy.decide(
                    decision, record, as_of=self._work.as_of, others=self._work.inputs.school_records
                )
                answers.append(answer_of(made.run, asked))
            except RecordError as error:
                answers.append(_rejected(error, len(asked)))
        return answers

    def records(self, teachers: Sequence[Any]) -> list[Teacher]:
        """Return the records of these teachers, read from the frames at once.

        Raises:
            RecordError: a row is no record that can be true.
        """
        self._fetch([one for one in teachers if one not in self._read])
        return [self.record(one) for one in teachers]

    def record(self, teacher: Any) -> Teacher:
        """Return the record of one teacher.

        Raises:
            RecordError: the row is no record that can be true.
        """
        self._fetch([] if teacher in self._read else [teacher])
        found = self._read.get(teacher, RecordError([diagnose(NO_SUCH_ROW, Span.none(), id=str(teacher))]))
        if isinstance(found, RecordError):
            raise found
        return found

    def _fetch(self, teachers: Sequence[Any]) -> None:
        if not teachers:
            return
        inputs, wanted = self._work.inputs, set(teachers)
        rows = _chosen(inputs.teachers, inputs.id, teachers, inputs)
        read = {fact.id for fact, *_ in self._lists} | {CHOICES}
        lists = {
            name: _by_teacher(_chosen(frame, inputs.list_ids[name], teachers, inputs), inputs.list_ids[name])
            for name, frame in inputs.lists.items()
            if name in read
        }
        for row in rows:
            key = row[inputs.id]
            if key in wanted:
                try:
                    self._read[key] = Teacher.model_validate(self._raw(row, lists))
                except RecordError as error:
                    self._read[key] = error

    def _raw(
        self, row: Mapping[str, Any], lists: Mapping[str, Mapping[Any, list[dict[str, Any]]]]
    ) -> dict[str, Any]:
        inputs = self._work.inputs
        raw = supplied(row, self._plain)
        raw["id"] = str(row[inputs.id])
        for fact, name, _frame, columns in self._lists:
            if name not in raw:
                listed = self._listed(fact, row, lists.get(fact.id, {}), columns)
                if listed is not None:
                    raw[name] = listed
        if CHOICES in lists and row[inputs.id] in lists[CHOICES]:
            raw[CHOICES] = dict(_choices(lists[CHOICES][row[inputs.id]], inputs.lists[CHOICES]))
        return raw

    def _listed(
        self,
        fact: Any,
        row: Mapping[str, Any],
        by_teacher: Mapping[Any, list[dict[str, Any]]],
        columns: Sequence[tuple[str, str]],
    ) -> Any:
        inputs = self._work.inputs
        rows = by_teacher.get(row[inputs.id])
        flag = inputs.teachers.column(f"{fact.id}.complete", f"{fact.label}.完整")
        said = None if flag is None else row[flag]
        if rows is None and said is not True and fact.id not in inputs.complete:
            return None
        items = [supplied(one, columns) for one in rows or ()]
        return {"complete": "no", "items": items} if said is False and rows else items


def _item_columns(fact: Any, inputs: Inputs) -> list[tuple[str, str]]:
    frame = inputs.lists.get(fact.id)
    return [] if frame is None else supplied_columns(frame, Vocabulary("item", fact.kind.fields))


def _rejected(error: RecordError, tests: int) -> Answer:
    from xgxp_rules.engines.columnar.settling import BITS, Answer

    words = (0,) * (1 + (tests - 1) // BITS if tests else 1)
    codes = "|".join(dict.fromkeys(each.code for each in error.diagnostics))
    return Answer("rejected", None, "", None, codes, "", words, "", "", "")


def _chosen(frame: Frame, column: str, teachers: Sequence[Any], inputs: Inputs) -> list[dict[str, Any]]:
    """Return the rows of some teachers."""
    kind = "int" if isinstance(teachers[0], int) else "text"
    wanted = inputs.backend.table({"xgxp_wanted": list(teachers)}, {"xgxp_wanted": kind})  # type: ignore[dict-item]
    rows = frame.rows.join(wanted, left_on=column, right_on="xgxp_wanted", how="semi")
    return dicts(frame, rows, inputs.backend)


def _by_teacher(rows: Iterable[dict[str, Any]], column: str) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _choices(rows: Iterable[Mapping[str, Any]], frame: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    named = {key: frame.column(*names) for key, names in _CHOICE_COLUMNS.items()}
    for row in rows:
        values = {
            key: row[column] for key, column in named.items() if column is not None and row[column] is not None
        }
        decision = values.pop("decision", None)
        if decision is not None:
            yield decision, {key: cell(value) for key, value in values.items()}


_CHOICE_COLUMNS = {
    "decision": ("decision", "决定"),
    "outcome": ("outcome", "结果"),
    "by": ("by", "由", "单位"),
    "on": ("on", "日期"),
}

__all__ = ["Given", "RecordReader", "decide_frame", "fold_name", "prepare"]
