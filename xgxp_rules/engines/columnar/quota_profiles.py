"""What members are to quotas, worked out once for each profile: a code for each quota, a code for each set of groups.

How somebody stands to a quota and in which group they are kept are two questions with profiles of their own, so that
many groups times many kinds of people are settled as so many plus so many.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

from xgxp_rules.engines.cohort import Cohort, Looked, Standing, compile_cohort
from xgxp_rules.engines.columnar.planning import plan_of
from xgxp_rules.engines.columnar.roster import Roster
from xgxp_rules.engines.columnar.running import Decided
from xgxp_rules.engines.columnar.settling import Profile, replaced
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.linking import World
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.quota_sums import pairs_of, relative_pairs
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Decision
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.values import Truth

TRUTHS: tuple[Truth, ...] = (False, True, None)
Keys = tuple[tuple[Any, ...], ...] | None
"""The groups that a member may be in; None for any."""

T = TypeVar("T", bound=Hashable)


@dataclass(slots=True)
class Numbered(Generic[T]):
    """Different things by number, in the order in which they were met.

    >>> seen = Numbered()
    >>> seen.number("a"), seen.number("b"), seen.number("a")
    (0, 1, 0)
    """

    things: list[T] = field(default_factory=list)
    _numbers: dict[T, int] = field(default_factory=dict)

    def number(self, thing: T) -> int:
        """Return the number of a thing, a new one on first sight."""
        found = self._numbers.get(thing)
        if found is None:
            found = self._numbers[thing] = len(self.things)
            self.things.append(thing)
        return found


def code_of(standing: Standing, said: Numbered[tuple[Any, ...]]) -> int:
    """Return one number for what a member is to a quota, whatever their group: columns split it again by remainders.

    >>> code_of(Standing((), True, None, False, True, ()), Numbered())
    5
    """
    truths = (standing.relative, standing.base, standing.counted)
    code = said.number((standing.when, standing.amounts))
    for truth in truths:
        code = code * 3 + TRUTHS.index(truth)
    return code


def standing_of(code: int, said: Numbered[tuple[Any, ...]], keys: Keys) -> Standing:
    """Return what a code stands for, of members of these groups."""
    rest, counted = divmod(code, 3)
    rest, base = divmod(rest, 3)
    number, relative = divmod(rest, 3)
    when, amounts = said.things[number]
    return Standing(keys, TRUTHS[base], TRUTHS[counted], TRUTHS[relative], when, amounts)


class _Profiles(Decided):
    """Profiles of members, looked at by the quotas of a cohort."""

    def __init__(self, name: str, cohort: Cohort, roster: Roster, law: Any) -> None:
        plan = plan_of(_as_program(cohort), roster, roster.on, law, _whole(cohort))
        super().__init__(name, plan, law, roster)
        self.cohort, self._roster, self._law = cohort, roster, law
        self._slots = replaced(plan.program, {leaf.slot for leaf in plan.leaves})

    def looked(self, values: dict[int, Any]) -> Looked:
        """Return a profile looked at as a record is."""
        profile = Profile(self.cohort.about, values)
        scope, on, version = self.cohort.scope, self._roster.on, self.cohort.version
        world = None
        if scope.links:
            others = self._roster.inputs.school_records
            world = World(profile, others, version.vocabulary, as_of=on, local={}, law=self._law)
        more: dict[str, Any] = {"local": {}, "law": self._law, "calendar": version.calendar}
        env = Env(profile, on, [], [None] * scope.node_count, world=world, **more)
        for slot in self._slots:
            env.values.append(slot.fill(env))
        for condition in _conditions(self.cohort):
            condition.judge(env)
        return Looked(self.cohort, (env,), env)


Standings = tuple[tuple[int, ...], tuple[str, ...]]
"""For each quota the code of what a member is to it, and the facts that would settle it."""


class Members(_Profiles):
    """What each profile is to every quota, whatever its group."""

    def __init__(self, cohort: Cohort, quotas: Sequence[Quota], roster: Roster, law: Any) -> None:
        self.quotas = quotas
        self.said: list[Numbered[tuple[Any, ...]]] = [Numbered() for _ in quotas]
        super().__init__("quotas", _recompiled(cohort, _without_groups), roster, law)

    def settle(self, values: dict[int, Any]) -> Standings:
        """Return what a profile is to each quota."""
        return self.standings(self.looked(values))

    def standings(self, looked: Looked) -> Standings:
        """Return what somebody who was looked at is to each quota."""
        found = [looked.standing(one.id) for one in self.quotas]
        codes = [code_of(one, said) for one, said in zip(found, self.said, strict=True)]
        missing = (
            _ids(looked, quota) if _is_open(quota, one) else ""
            for quota, one in zip(self.quotas, found, strict=True)
        )
        return tuple(codes), tuple(missing)


class Grouping(_Profiles):
    """The groups of each profile, for the quotas that are kept by the same facts."""

    def __init__(self, number: int, cohort: Cohort, quota: Quota, roster: Roster, law: Any) -> None:
        self.quota = quota
        self.keys: Numbered[Keys] = Numbered()
        super().__init__(f"groups{number}", _recompiled(cohort, _groups_alone, quota), roster, law)

    def settle(self, values: dict[int, Any]) -> tuple[int, str]:
        """Return the number of a profile's groups, and the facts that would tell them."""
        looked = self.looked(values)
        return self.keys.number(looked.keys(self.quota.id)), _ids(looked, self.quota)


def _recompiled(cohort: Cohort, change: Any, only: Quota | None = None) -> Cohort:
    """Return the cohort with each quota changed: what the change leaves out is not asked of a profile."""
    quotas = [one.quota for one in cohort.quotas.values() if one.quota.about == cohort.about]
    kept = tuple(change(one) for one in quotas if only is None or one.id == only.id)
    return compile_cohort(cohort.version, cohort.about, cohort.scope.guards, kept)


def _without_groups(quota: Quota) -> Quota:
    return replace(quota, per=())


def _groups_alone(quota: Quota) -> Quota:
    return replace(quota, base=None, counted=None, relative=None, when=None, bounds=())


def _is_open(quota: Quota, standing: Standing) -> bool:
    pairs = pairs_of(standing.base, standing.counted)
    return len(pairs) > 1 or (quota.relative is not None and len(relative_pairs(pairs, standing.relative)) > 1)


def _ids(looked: Looked, quota: Quota) -> str:
    return "|".join(dict.fromkeys(one.id for one in looked.missing(quota.id)))


def _conditions(cohort: Cohort) -> list[CompiledCondition]:
    """Return the conditions of the quotas that are asked of members."""
    parts = (part for one in cohort.quotas.values() for part in (one.base, one.counted, one.relative, one.when))
    return [part for part in parts if isinstance(part, CompiledCondition)]


def _whole(cohort: Cohort) -> list[Any]:
    """Return what flows on as it is: the facts that groups are told by, and what the amounts are made from."""
    found: list[FactRef | Any] = []
    for one in cohort.quotas.values():
        found += one.quota.per
        found += [bound.amount for bound in one.quota.bounds if bound.about == cohort.about]
    return found


def _as_program(cohort: Cohort) -> Program:
    """Return the members' facts as a program whose rules are the conditions of the quotas."""
    scope = cohort.scope
    return Program(
        cohort.version,
        Decision("quotas", "quotas", cohort.about),
        tuple(scope.slots),
        scope.node_count,
        (),
        (),
        (),
        None,
        (),
        (),
        scope.home,
        linked=bool(scope.links),
        beside=tuple(_conditions(cohort)),
    )


__all__ = ["Grouping", "Keys", "Members", "Numbered", "date", "standing_of"]
