"""Whole rosters in one call: frames in, a frame of decisions out, in the caller's own kind of frame.

The columns are the engine's; what is done here is what needs records: rows that columns cannot hold exactly are read as
records and decided one by one, with the same checks as anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import RecordError, UsageError, diagnose, nearest, register
from xgxp_rules.engines.meeting import who_meets
from xgxp_rules.library.frame_ids import check_ids, ids_match
from xgxp_rules.library.frame_people import ABOUT, everybody, names_everybody
from xgxp_rules.library.frame_records import CHOICES, RecordReader, vocabularies_of
from xgxp_rules.model.records import Records, Teacher
from xgxp_rules.model.vocabulary import Vocabulary, fold_name
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.inputs import Frame, Inputs
    from xgxp_rules.engines.columnar.planning import Plan
    from xgxp_rules.engines.columnar.roster import Roster
    from xgxp_rules.engines.columnar.running import Decided
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.library.policy import Policy

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
    zh="不认识的数据表 `{name}`",
    en="`{name}` is no frame that is known here",
    mend_zh="可用 Polars、DuckDB、PySpark 的表，也可用 pandas、PyArrow 的表",
    mend_en="hand in frames of Polars, DuckDB or PySpark, or of pandas or PyArrow",
    exit=2,
)
MEANS_NOTHING = register(
    "XG896",
    zh="`names` 说列 `{column}` 是 `{name}`，没有这样一项",
    en="`names` says that column `{column}` is `{name}`, which is nothing known here",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
LIST_TWICE = register(
    "XG893",
    zh="`{name}` 和 `{other}` 是同一个列表，交来了两张表",
    en="`{name}` and `{other}` are one list, and two frames of it were handed in",
    mend_zh="请合成一张表",
    mend_en="Put them into one frame",
    exit=2,
)
WRONG_KIND = register(
    "XG886",
    zh="决定 `{name}` 针对的是 {about}，不能用教师表计算",
    en="decision `{name}` is about a {about} and cannot be asked of teachers",
    exit=2,
    mend_zh="请用 `xgxp decide` 逐份决定",
    mend_en="Decide them one by one with `xgxp decide`",
)


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
    tells_unknown: bool = False
    """Whether which tests are open is told too, beside which came out false."""
    meets: bool = True
    """Whether people may be met: a decision that compares them is made row by row among everybody, or refused."""


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
    others = work.inputs.school_records
    if who_meets(policy.program_on(decision, as_of).slots, ABOUT) is not None:
        others = everybody(work, Records, is_whole=_is_whole(given))
    return policy.decide(decision, record, as_of=as_of, others=others)


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
    met: dict[Any, Teacher | RecordError] = field(default_factory=dict)
    """The rows that were read as records, by id: each with its record, or why it is none."""
    people: Records | None = None
    """Everybody of the roster, and the schools, where a decision meets other people."""

    @property
    def meets(self) -> bool:
        """Whether a decision needs other people of the roster."""
        return any(one.plan.meets is not None for one in self.decided)

    @property
    def others(self) -> Records | None:
        """The records that a row may refer to, or be compared with."""
        return self.inputs.school_records if self.people is None else self.people

    def meet_people(self) -> None:
        """Read everybody as records, where a decision needs them; of a roster in pieces this is done before.

        Raises:
            RecordError: there are more people than can be compared one by one.
        """
        if self.people is None and self.meets:
            self.people = everybody(self, is_whole=_is_whole(self.given))

    def run(self, *, ids_looked_at: bool = False) -> Any:
        """Return the decisions of every teacher; `ids_looked_at` where the caller sees to their standing once."""
        from xgxp_rules.engines.columnar.roster import ID
        from xgxp_rules.engines.columnar.running import decide_rows

        if not ids_looked_at:
            check_ids(self.inputs)
        self.meet_people()
        if self.people is None:
            self.met = {}  # of the piece before this one
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

        from xgxp_rules.engines.columnar.limits import outside_limits
        from xgxp_rules.engines.columnar.planning import plan_of
        from xgxp_rules.engines.columnar.roster import Roster
        from xgxp_rules.engines.columnar.running import Decided
    except ImportError as error:
        raise UsageError([diagnose(NO_FRAMES, Span.none(), name=str(error.name))]) from None
    names = _decisions(policy, decisions)
    inputs = _inputs(policy, given, as_of)
    roster = Roster(inputs, as_of)
    law = policy.catalog.retirement_law(as_of)
    outside = outside_limits(roster, vocabularies_of(policy, as_of))
    plans = [(name, plan_of(policy.program_on(name, as_of), roster, as_of, law)) for name in names]
    if not given.meets:
        _refuse_meetings(plans)
    tells = given.tells_unknown
    decided = [Decided(name, plan, law, roster, tells_unknown=tells) for name, plan in plans]
    is_lazy = type(given.teachers).__name__ != "DataFrame" or not inputs.backend.row_by_row
    odd = [*outside, *_odd(policy, roster, given)]
    return FrameWork(policy, inputs, as_of, decided, roster, given, is_lazy, odd)


def _refuse_meetings(plans: Iterable[tuple[str, Plan]]) -> None:
    from xgxp_rules.engines.columnar.planning import refuse_meeting

    for _name, plan in plans:
        if plan.meets is not None:
            raise refuse_meeting(plan.program, plan.meets)


def _is_whole(given: Given) -> bool:
    return any(names_everybody(name) for name in given.complete)


def _odd(policy: Policy, roster: Roster, given: Given) -> list[Any]:
    """Return the truths by which a row is read as a record: an office has chosen, or it may not be true."""
    import narwhals as nw

    from xgxp_rules.engines.columnar.checks import suspicious

    odd = [nw.col(_with_choices(roster)) > 0] if CHOICES in given.lists else []
    return [*odd, *suspicious(roster, policy.effective.vocabulary("teacher"))] if given.check else odd


def _decisions(policy: Policy, wanted: Iterable[str] | None) -> list[str]:
    version = policy.effective
    wanted = (wanted,) if isinstance(wanted, str) else wanted
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
    vocabularies = vocabularies_of(policy, as_of)
    _names_mean_something(given.names, policy, vocabularies)
    teachers = Frame.of(given.teachers, given.names)
    lists: dict[str, Frame] = {}
    ids: dict[str, str] = {}
    for name, native in given.lists.items():
        fact_id = CHOICES if name == CHOICES else _list_id(policy, name, vocabularies)
        if fact_id in lists:
            raise UsageError([diagnose(LIST_TWICE, Span.none(), name=name, other=fact_id)])
        lists[fact_id] = Frame.of(native, given.names)
        ids[fact_id] = id_column(lists[fact_id], given.id, name, ("teacher", "教师", "编号", "教师编号"))
    said = (name for name in given.complete if not names_everybody(name))
    complete = frozenset(_list_id(policy, name, vocabularies) for name in said)
    schools = None if given.schools is None else Frame.of(given.schools, given.names)
    if schools is not None:
        id_column(schools, "id", "schools", ("编号", "name", "名称"))
    found = id_column(teachers, given.id, "teachers", ("编号",) if given.id == "id" else ())
    ids_match(teachers, found, lists, ids)
    return Inputs(backend, teachers, lists, found, complete, schools, ids, policy.effective.vocabulary("school"))


def _names_mean_something(names: Mapping[str, str], policy: Policy, vocabularies: Sequence[Vocabulary]) -> None:
    """Raise UsageError where a column is said to mean something that nobody knows."""
    if not names:
        return
    known = {"id", "编号", "teacher", "教师", "教师编号"}
    for vocabulary in (*vocabularies, policy.effective.vocabulary("school")):
        for fact in vocabulary.facts:
            fields = fact.kind.fields if fact.kind.name == "list" else ()
            known |= {name for one in (fact, *fields) for name in (one.id, one.label)}
            known |= {f"{fact.id}.complete", f"{fact.label}.完整"} if fields else set()
    folded = {fold_name(name) for name in known}
    problems = [
        diagnose(MEANS_NOTHING, Span.none(), column=column, name=name, mend=nearest(name, sorted(known)))
        for column, name in names.items()
        if fold_name(name) not in folded
    ]
    if problems:
        raise UsageError(problems)


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


def _with_choices(roster: Roster) -> str:
    import narwhals as nw

    from xgxp_rules.engines.columnar.roster import ID

    frame, column = roster.inputs.lists[CHOICES], roster.inputs.list_ids[CHOICES]

    def counted(name: str) -> Any:
        return lambda: frame.rows.group_by(nw.col(column).alias(ID)).agg(nw.len().alias(name))

    return roster.bring("choices", counted)


__all__ = ["Given", "RecordReader", "decide_frame", "fold_name", "prepare"]
