"""Quotas over frames: each member's base and counting come from its profile, and groups are added up by multiplicity.

The sums are the interpreter's (least and greatest of `counted × denominator − numerator × base`): a class of members
enters once, times its number. So a nation costs one group-by, and nobody is picked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.diagnostics import diagnose
from xgxp_rules.engines.cohort import Cohort, Looked, Setting
from xgxp_rules.engines.columnar.paths import school_column
from xgxp_rules.engines.columnar.planning import Plan, plan_of
from xgxp_rules.engines.columnar.reasons import REASONS
from xgxp_rules.engines.columnar.refusals import UNSUPPORTED, Unsupported, construct_words
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.engines.columnar.running import Decided, profiles_of
from xgxp_rules.engines.columnar.settling import Profile, replaced
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.linking import World
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.quota_sums import Pairs, judge, overall, pairs_of, sums
from xgxp_rules.engines.quotas import QuotaProgram, named_record, numbers_of, paper_of, reason_of, said_of
from xgxp_rules.model.forms import Pick
from xgxp_rules.model.policy import Decision
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.quota_report import QuotaResult
from xgxp_rules.model.records import Record
from xgxp_rules.model.records.others import id_of, names_of
from xgxp_rules.model.values import Truth
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

TRUTHS: tuple[Truth, ...] = (False, True, None)
Member = tuple[tuple[tuple[str, ...], ...] | None, Truth, Truth]
"""The groups a member may be in (None for any), and whether it is in the base and counted."""
Standing = tuple[tuple[int, ...], tuple[str, ...]]
"""For each quota a code of whether a member is in the base and counted, and the facts that would settle it."""


class _Members(Decided):
    """The members' profiles: the answer to each is a code of base and counting for every quota."""

    def __init__(self, plan: Plan, cohort: Cohort, quotas: Sequence[Quota], roster: Roster, law: Any) -> None:
        super().__init__("quotas", plan, law, roster)
        self.cohort, self.quotas, self._roster, self._law = cohort, quotas, roster, law
        self._slots = replaced(plan.program, {leaf.slot for leaf in plan.leaves})
        self.amounts: dict[tuple[str, int], list[Any]] = {}

    def settle(self, values: dict[int, Any]) -> Standing:
        """Return what a profile is to each quota."""
        profile = Profile(self.cohort.about, values)
        scope, on = self.cohort.scope, self._roster.on
        others = self._roster.inputs.school_records
        world = None
        if scope.links:
            world = World(profile, others, self.cohort.version.vocabulary, as_of=on, local={}, law=self._law)
        more: dict[str, Any] = {"local": {}, "law": self._law, "calendar": self.cohort.version.calendar}
        env = Env(profile, on, [], [None] * scope.node_count, world=world, **more)
        for slot in self._slots:
            env.values.append(slot.fill(env))
        for compiled in self.cohort.quotas.values():
            for condition in (compiled.base, compiled.counted):
                if isinstance(condition, CompiledCondition):
                    condition.judge(env)
        return self.standing_of(Looked(self.cohort, (env,), env))

    def standing_of(self, looked: Looked) -> Standing:
        """Return what a member that was looked at is to each quota, and keep the amounts it gives."""
        for quota in self.quotas:
            for place, bound in enumerate(quota.bounds):
                if bound.about == quota.about and not (quota.group and bound.about == quota.group):
                    said = self.amounts.setdefault((quota.id, place), [])
                    amount = looked.amount(quota.id, place)
                    if amount not in said:
                        said.append(amount)
        codes = tuple(code_of(looked.base(one.id), looked.counted(one.id)) for one in self.quotas)
        missing = (
            looked.missing(one.id) if len(pairs_of(*truths_of(code), True)) > 1 else ()
            for one, code in zip(self.quotas, codes, strict=True)
        )
        return codes, tuple("|".join(dict.fromkeys(each.id for each in one)) for one in missing)


def code_of(base: Truth, counted: Truth) -> int:
    """Return one number for two truths.

    >>> code_of(True, None), truths_of(5)
    (5, (True, None))
    """
    return TRUTHS.index(base) * 3 + TRUTHS.index(counted)


def truths_of(code: int) -> tuple[Truth, Truth]:
    """Return the two truths of a number."""
    return TRUTHS[code // 3], TRUTHS[code % 3]


@dataclass(frozen=True, slots=True)
class Single:
    """A member that only the interpreter can look at, by the id of its row."""

    id: Any
    looked: Looked
    standing: Standing


@dataclass(slots=True)
class QuotaFrame:
    """What the quotas of a policy come to, and a frame that says of each member what it counts as."""

    results: tuple[QuotaResult, ...]
    members: nw.LazyFrame[Any]


def run_quota_columns(
    program: QuotaProgram,
    roster: Roster,
    setting: Setting,
    head: dict[str, Any],
    records_of: Callable[[Sequence[Any]], Sequence[Record]] | None,
    odd: Sequence[nw.Expr] = (),
    untold: Sequence[str] = (),
) -> QuotaFrame:
    """Return what every quota of teachers comes to in every group.

    Raises:
        Unsupported: a quota splits or words its groups in a way that columns do not hold.
    """
    quotas = [quota for quota in program.quotas if quota.about == "teacher"]
    cohort = program.cohorts["teacher"]
    for quota in quotas:
        _check(quota, cohort)
    plan = plan_of(_as_program(cohort), roster, roster.on, setting.law, untold)
    if plan.row_by_row and records_of is None:
        raise _refused(quotas[0], "kind")
    by_school = next((quota for quota in quotas if quota.per), None)
    where = None if by_school is None else _where(by_school, cohort, plan, roster)
    members = _Members(plan, cohort, quotas, roster, setting.law)
    kept = (where.column, f"{where.column}_named", where.rows) if where else ()
    rows, keys, counts = profiles_of(members, roster, odd, kept)
    rows = _coded(members, rows, keys, counts, roster, quotas)
    singles = _singly(members, rows, keys, roster, setting, records_of)
    counting = _Counting(program, roster, setting, head, members, where)
    results = [one for place, quota in enumerate(quotas) for one in counting.results(quota, place, rows, singles)]
    return QuotaFrame(tuple(results), _Telling(quotas, roster, where, counting.named).frame(rows, singles))


def _check(quota: Quota, cohort: Cohort) -> None:
    if quota.when is not None:
        raise _refused(quota, "quota_when")
    if quota.relative is not None:
        raise _refused(quota, "quota_relative")
    if quota.per:
        fact = cohort.version.vocabulary(quota.about).get(quota.per[0].id)
        if len(quota.per) > 1 or quota.group != "school" or fact is None or not isinstance(fact.form, Pick):
            raise _refused(quota, "quota_per")


def _refused(quota: Quota, reason: str) -> Unsupported:
    named = {
        "name": quota.id,
        "fact": quota.title,
        "construct": construct_words("quota"),
        "reason": REASONS[reason],
    }
    return Unsupported([diagnose(UNSUPPORTED, Span.none(), **named)])  # type: ignore[arg-type]


def _as_program(cohort: Cohort) -> Program:
    """Return the members' facts as a program whose rules are the conditions of the quotas."""
    scope = cohort.scope
    decision = Decision("quotas", "quotas", cohort.about)
    conditions = [
        condition
        for compiled in cohort.quotas.values()
        for condition in (compiled.base, compiled.counted)
        if isinstance(condition, CompiledCondition)
    ]
    slots = tuple(scope.slots)
    program = Program(
        cohort.version,
        decision,
        slots,
        scope.node_count,
        (),
        (),
        (),
        None,
        (),
        (),
        scope.home,
        linked=bool(scope.links),
    )
    return replace(program, beside=tuple(conditions))


@dataclass(frozen=True, slots=True)
class _Where:
    """The column that says at which school a teacher is counted, and the one that counts the list's rows."""

    column: str
    rows: str
    list_id: str


def _where(quota: Quota, cohort: Cohort, plan: Plan, roster: Roster) -> _Where | None:
    from xgxp_rules.engines.columnar.cuts import Cutter
    from xgxp_rules.engines.columnar.listed import Place
    from xgxp_rules.engines.columnar.uses import uses_of

    slot = cohort.scope.home.slots[quota.per[0].name]
    fact = cohort.scope.slots[slot].fact
    assert fact is not None
    assert isinstance(fact.form, Pick)
    cutter = Cutter(plan.program, uses_of(plan.program), roster.on, None)
    place = Place(
        tuple(cohort.scope.slots), cohort.scope.home, roster, cutter, cohort.version.calendar, cohort.about
    )
    found = school_column(fact.form, place)
    if found is None:
        return None
    for leaf in plan.leaves:
        if leaf.slot == slot:
            leaf.odd += found.odd
    return _Where(found.column, found.rows, fact.form.source.lists[0].id)


def _coded(
    members: _Members,
    rows: nw.LazyFrame[Any],
    keys: list[str],
    counts: list[list[int]],
    roster: Roster,
    quotas: Sequence[Quota],
) -> nw.LazyFrame[Any]:
    found = [key for key in roster.backend.different(rows, *keys) if key[0] >= 0]
    answers = [(key, members.answer_to(key, counts)) for key in found]
    known = [(key, answer) for key, answer in answers if answer is not None]
    columns: dict[str, list[Any]] = {name: [key[n] for key, _ in known] for n, name in enumerate(keys)}
    names = [f"q{place}" for place in range(len(quotas))]
    columns |= {name: [answer[0][place] for _, answer in known] for place, name in enumerate(names)}
    types: dict[str, Any] = dict.fromkeys(columns, "int")
    missing = {f"m{place}": [answer[1][place] for _, answer in known] for place in range(len(quotas))}
    table = roster.backend.table(columns | missing, types | dict.fromkeys(missing, "text"))
    return roster.backend.staged(roster.backend.attached(rows, table, keys))


def _singly(
    members: _Members,
    rows: nw.LazyFrame[Any],
    keys: list[str],
    roster: Roster,
    setting: Setting,
    records_of: Callable[[Sequence[Any]], Sequence[Record]] | None,
) -> list[Single]:
    """Return the members that only the interpreter can look at."""
    alone = [teacher for (teacher,) in roster.backend.rows(rows.filter(nw.col("q0").is_null()).select(ID))]
    if not alone:
        return []
    if records_of is None:
        raise _refused(members.quotas[0], "quota_rows")
    records = zip(alone, records_of(alone), strict=True)
    looked = [(one, members.cohort.look(record, roster.on, setting)) for one, record in records]
    return [Single(one, each, members.standing_of(each)) for one, each in looked]


@dataclass(slots=True)
class _Counting:
    """Counts one quota after another, group by group."""

    program: QuotaProgram
    roster: Roster
    setting: Setting
    head: dict[str, Any]
    members: _Members
    where: _Where | None
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What each school is called in the results, by its id and its name."""

    def results(
        self, quota: Quota, place: int, rows: nw.LazyFrame[Any], singles: list[Single]
    ) -> Iterable[QuotaResult]:
        """Yield the result of a quota for each group."""
        if not quota.per:
            counted = Counter[tuple[int, Truth]]()
            for code, count in self._grouped(rows, [f"q{place}"]):
                counted[code, True] += count
            counted.update((one.standing[0][place], True) for one in singles)
            yield self._result(quota, (), None, counted)
            return
        groups, anywhere = self._by_school(quota, place, rows, singles)
        for words, (record, counted) in groups.items():
            yield self._result(quota, words, record, counted + anywhere)

    def _grouped(self, rows: nw.LazyFrame[Any], by: list[str]) -> list[tuple[Any, ...]]:
        kept = rows.filter(~nw.col("q0").is_null())
        return self.roster.backend.rows(kept.group_by(*by).agg(nw.len().alias("times")))

    def _by_school(
        self, quota: Quota, place: int, rows: nw.LazyFrame[Any], singles: list[Single]
    ) -> tuple[dict[tuple[str, ...], tuple[Record | None, Counter[Any]]], Counter[Any]]:
        """Return each school's members by class, and those that may be at any school."""
        groups: dict[tuple[str, ...], tuple[Record | None, Counter[Any]]] = {}
        records = list(self.roster.inputs.school_records or ())
        named = self.named
        for record in records:
            name = getattr(record, "name", None)
            words = (name if isinstance(name, str) else id_of(record) or "?",)
            groups[words] = (record, Counter())
            named |= dict.fromkeys(names_of(record), words)
        anywhere = Counter[Any]()

        def add(name: str, code: int, inside: Truth, times: int) -> None:
            words = named.setdefault(fold_name(name), (name,))
            groups.setdefault(words, (None, Counter()))[1][code, inside] += times

        if self.where is None:
            listed = self._nowhere(quota)
            for code, times in self._grouped(rows, [f"q{place}"]):
                if listed:
                    anywhere[code, None] += times
        else:
            complete = self.where.list_id in self.roster.inputs.complete
            columns = [f"{self.where.column}_named", "there", f"q{place}"]
            there = rows.with_columns(
                there=nw.when(nw.col(self.where.rows).is_null()).then(nw.lit(0)).otherwise(nw.lit(1))
            )
            for name, listed_rows, code, times in self._grouped(there, columns):
                if name is not None:
                    add(name, code, True, times)
                elif not listed_rows and not complete:
                    anywhere[code, None] += times
        for one in singles:
            keys, code = one.looked.keys(quota.id), one.standing[0][place]
            if keys is None:
                anywhere[code, None] += 1
            for key in keys or ():
                add(str(key[0]), code, True if keys and len(keys) == 1 else None, 1)
        return groups, anywhere

    def _nowhere(self, quota: Quota) -> bool:
        """Return whether a list of which no rows were handed in is unknown, so that everybody may be anywhere."""
        fact = self.program.version.vocabulary(quota.about)[quota.per[0].id]
        assert isinstance(fact.form, Pick)
        return fact.form.source.lists[0].id not in self.roster.inputs.complete

    def _amounts(self, quota: Quota, place: int, words: tuple[str, ...], record: Record | None) -> Any:
        bound = quota.bounds[place]
        if quota.group and bound.about == quota.group:
            cohort = self.program.cohorts[quota.group]
            own = record or named_record(quota.group, words)
            return numbers_of(cohort.look(own, self.roster.on, self.setting).amount(quota.id, place))
        said = self.members.amounts.get((quota.id, place), [])
        return numbers_of(said[0]) if len(said) == 1 else None

    def _result(
        self, quota: Quota, words: tuple[str, ...], record: Record | None, counted: Counter[Any]
    ) -> QuotaResult:
        pairs = Counter[Pairs]()
        for (code, inside), times in counted.items():
            pairs[pairs_of(*truths_of(code), inside)] += times
        base, sure = sums(pairs)
        bounds = tuple(
            judge(
                bound,
                self._amounts(quota, place, words, record),
                pairs,
                paper_of(quota, place, self.program.version, self.roster.on, words, record),
            )
            for place, bound in enumerate(quota.bounds)
        )
        status = overall(one.status for one in bounds)
        return QuotaResult(
            **self.head,
            **said_of(quota, self.program.version, self.roster.on),
            group=words,
            members=sum(counted.values()),
            base=base,
            counted=sure,
            bounds=bounds,
            status=status,
            reason=reason_of(status, True, any(one.required is None for one in bounds)),
        )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Says of each member what it is to each quota."""

    quotas: Sequence[Quota]
    roster: Roster
    where: _Where | None
    named: dict[str, tuple[str, ...]]

    def frame(self, rows: nw.LazyFrame[Any], singles: Sequence[Single]) -> nw.LazyFrame[Any]:
        """Return whether a member is in a base, counted, and could be counted; null is not known.

        `missing` are the ids of the facts that would settle it, joined by `|`; `group` is the school, empty where
        it may be any, null where there is none.
        """
        if singles:
            rows = self._with_singles(rows, singles)
        if self.where is not None:
            rows = self._with_names(rows)
        dot = self.roster.backend.dot
        made = [
            each.alias(f"{one.id}{dot}{name}") for n, one in enumerate(self.quotas) for name, each in self._of(n)
        ]
        return rows.select(ID, "row", *made)

    def _of(self, place: int) -> Iterable[tuple[str, nw.Expr]]:
        code = nw.col(f"q{place}")
        third = code % 3
        yield "base", nw.when(code >= 6).then(nw.lit(None, nw.Boolean)).otherwise(code >= 3)
        yield "counted", nw.when(third == 2).then(nw.lit(None, nw.Boolean)).otherwise(third == 1)
        yield "could", (code >= 3) & (third != 1)
        yield "missing", nw.col(f"m{place}")
        if self.quotas[place].per:
            yield "group", nw.lit(None, nw.String) if self.where is None else nw.col("xgxp_group")

    def _with_singles(self, rows: nw.LazyFrame[Any], singles: Sequence[Single]) -> nw.LazyFrame[Any]:
        backend, names = self.roster.backend, range(len(self.quotas))
        columns: dict[str, Sequence[Any]] = {"single": [one.id for one in singles]}
        columns |= {f"q{n}_own": [one.standing[0][n] for one in singles] for n in names}
        columns |= {f"m{n}_own": [one.standing[1][n] for one in singles] for n in names}
        types: dict[str, Any] = {name: "text" if name.startswith("m") else "int" for name in columns}
        types["single"] = "int" if isinstance(singles[0].id, int) else "text"
        if self.where is not None:
            columns["school_own"] = [self._school(one) for one in singles]
            types["school_own"] = "text"
        rows = backend.attached(rows, backend.table(columns, types), [ID], ["single"])
        own = [nw.coalesce(name, f"{name}_own").alias(name) for n in names for name in (f"q{n}", f"m{n}")]
        if self.where is not None:
            named = f"{self.where.column}_named"
            apart = ~nw.col("q0_own").is_null()
            own.append(nw.when(apart).then(nw.col("school_own")).otherwise(nw.col(named)).alias(named))
        return backend.staged(rows.with_columns(*own))

    def _school(self, one: Single) -> str | None:
        quota = next(each for each in self.quotas if each.per)
        keys = one.looked.keys(quota.id)
        return "" if keys is None or len(keys) > 1 else str(keys[0][0]) if keys else None

    def _with_names(self, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        assert self.where is not None
        backend, column = self.roster.backend, f"{self.where.column}_named"
        if self.where.list_id not in self.roster.inputs.complete:
            unlisted = nw.col(column).is_null() & nw.col(self.where.rows).is_null()
            rows = rows.with_columns(nw.when(unlisted).then(nw.lit("")).otherwise(nw.col(column)).alias(column))
        found = [name for (name,) in backend.different(rows, column) if name is not None]
        words = ["/".join(self.named.get(fold_name(name), (name,))) if name else "" for name in found]
        columns = {"xgxp_named": found, "xgxp_group": words}
        table = backend.table(columns, dict.fromkeys(columns, "text"))
        return backend.attached(rows, table, [column], ["xgxp_named"])


__all__ = ["QuotaFrame", "date", "run_quota_columns"]
