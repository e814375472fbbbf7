"""The quotas of a policy compiled for one kind of record, and each record of a roster looked at once.

What comes out of a record is small: for each quota the group it is in, whether it belongs to the base, and whether it
is counted, each possibly open. The sums are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice, product
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.facts import compile_form
from xgxp_rules.engines.guarding import guard_outcome, outcomes_in_play
from xgxp_rules.engines.linking import World
from xgxp_rules.engines.missing import OpenFacts
from xgxp_rules.engines.program import CompiledCondition, Part, compile_decision, settle
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import Condition, Constant
from xgxp_rules.model.policy import Guard, PolicyVersion
from xgxp_rules.model.quota import Members, Quota, QuotaPart
from xgxp_rules.model.records import Records
from xgxp_rules.model.report import MissingFact
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Disputed, Possible, State, Truth, kleene_and
from xgxp_rules.model.vocabulary import Fact

Guards = tuple[tuple[PolicyVersion, Guard], ...]
MOST_COMBINATIONS = 16
"""More combinations of disputed claims of one member than this count as unknown."""


@dataclass(frozen=True, slots=True)
class CompiledQuota:
    """One quota: how a member's group, base, counting and the quota's own conditions are read in one scope."""

    quota: Quota
    base: CompiledCondition | QuotaPart | None
    counted: CompiledCondition | QuotaPart | None
    relative: CompiledCondition | QuotaPart | None
    keys: tuple[tuple[int, Getter], ...]
    when: CompiledCondition | None
    amounts: tuple[Getter | None, ...]


@dataclass(slots=True)
class Cohort:
    """The quotas of a policy as far as they use the names of one kind of record."""

    version: PolicyVersion
    about: str
    scope: RecordScope
    quotas: dict[str, CompiledQuota] = field(default_factory=dict)

    def look(self, record: Any, on: date, setting: Setting) -> Looked:
        """Return a record's evaluation; where claims are disputed, one for every combination of them."""
        env = self._env(record, on, setting, None)
        names = tuple(dict.fromkeys(env.disputed or ()))
        claims = [_claims(record, setting.local(record), name) for name in names]
        combinations = list(islice(product(*claims), MOST_COMBINATIONS + 1)) if names else []
        if not combinations or len(combinations) > MOST_COMBINATIONS or not all(claims):
            return Looked(self, (env,), env)
        tried = [dict(zip(names, each, strict=True)) for each in combinations]
        return Looked(self, tuple(self._env(record, on, setting, each) for each in tried), env)

    def _env(self, record: Any, on: date, setting: Setting, disputes: Mapping[str, Any] | None) -> Env:
        local = setting.local(record)
        more = {"local": local, "law": setting.law, "disputes": disputes}
        world = None
        if self.scope.links:
            world = World(record, setting.others, self.version.vocabulary, as_of=on, **more)
        nodes: list[Truth] = [None] * self.scope.node_count
        env = Env(record, on, [], nodes, calendar=self.version.calendar, world=world, **more)
        for slot in self.scope.slots:
            env.values.append(slot.fill(env))
        for compiled in self.quotas.values():
            for condition in (compiled.base, compiled.counted, compiled.relative, compiled.when):
                if isinstance(condition, CompiledCondition):
                    condition.judge(env)
        return env


@dataclass(frozen=True, slots=True)
class Setting:
    """What every evaluation of a roster shares: the law of the day, the records at hand, how local facts are read."""

    law: Any
    others: Records | None
    local: Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record is to one quota, as far as it says: all that a result is made from.

    `keys` are the groups that it may be in, None for any; `when` and `amounts` are what it says of its group.
    """

    keys: tuple[tuple[Any, ...], ...] | None
    base: Truth
    counted: Truth
    relative: Truth
    when: Truth
    amounts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A record looked at: its evaluation, or several where sources disagree."""

    cohort: Cohort
    envs: tuple[Env, ...]
    plain: Env
    """The evaluation in which a disputed fact is simply unknown."""

    def standing(self, quota_id: str) -> Standing:
        """Return what the record is to a quota."""
        return Standing(
            self.keys(quota_id),
            self.base(quota_id),
            self.counted(quota_id),
            self.relative(quota_id),
            self.when(quota_id),
            tuple(self.amount(quota_id, place) for place in range(len(self.cohort.quotas[quota_id].amounts))),
        )

    def base(self, quota_id: str) -> Truth:
        """Return whether the record belongs to a quota's base."""
        return _agreed(self._base(quota_id, env) for env in self.envs)

    def counted(self, quota_id: str) -> Truth:
        """Return whether the record is counted, given that it belongs to the base."""
        return _agreed(self._truth(self.cohort.quotas[quota_id].counted, env) for env in self.envs)

    def relative(self, quota_id: str) -> Truth:
        """Return whether the record is one of those to whose number a quota's shares are relative."""
        return _agreed(self._truth(self.cohort.quotas[quota_id].relative, env) for env in self.envs)

    def when(self, quota_id: str) -> Truth:
        """Return whether a quota speaks of the record's group, as far as this record says."""
        condition = self.cohort.quotas[quota_id].when
        return True if condition is None else _agreed(self._truth(condition, env) for env in self.envs)

    def amount(self, quota_id: str, place: int) -> Any:
        """Return the amount of a bound in the record's words."""
        read = self.cohort.quotas[quota_id].amounts[place]
        return UNKNOWN if read is None else possible([read(env) for env in self.envs])

    def keys(self, quota_id: str) -> tuple[tuple[Any, ...], ...] | None:
        """Return the groups that the record may be in; None where it may be in any."""
        found: list[tuple[Any, ...]] = []
        for env in self.envs:
            options = [_options(read(env)) for _slot, read in self.cohort.quotas[quota_id].keys]
            known = [each for each in options if each is not None]
            if len(known) < len(options):
                return None
            found += [key for key in product(*known) if key not in found]
        return tuple(found)

    def missing(self, quota_id: str) -> tuple[MissingFact, ...]:
        """Return the open facts that keep the record from being settled for a quota."""
        collector = OpenFacts(tuple(self.cohort.scope.slots), self.plain)
        for part in self._conditions(quota_id):
            collector.below(part)
        for slot, _read in self.cohort.quotas[quota_id].keys:
            collector.slot(slot)
        return tuple(collector.found.values())

    def _conditions(self, quota_id: str) -> list[CompiledCondition]:
        compiled = self.cohort.quotas[quota_id]
        found: list[CompiledCondition] = []
        for part in (compiled.base, compiled.counted, compiled.relative):
            if isinstance(part, CompiledCondition):
                found.append(part)
            elif part is not None:
                found += self._conditions(self._other(part))
        return found

    def _other(self, part: QuotaPart) -> str:
        other = self.cohort.version.quota(part.quota)
        assert other is not None
        return other.id

    def _base(self, quota_id: str, env: Env) -> Truth:
        return self._truth(self.cohort.quotas[quota_id].base, env)

    def _truth(self, part: CompiledCondition | QuotaPart | None, env: Env) -> Truth:
        if part is None:
            return True
        if isinstance(part, CompiledCondition):
            return env.truths[part.placed.number]
        other = self._other(part)
        base = self._base(other, env)
        if part.part == "base":
            return base
        return kleene_and((base, self._truth(self.cohort.quotas[other].counted, env)))


def _agreed(truths: Any) -> Truth:
    seen = set(truths)
    return seen.pop() if len(seen) == 1 else None


def _options(value: Any) -> tuple[Any, ...] | None:
    """Return the values a key may have, None for any; there are none for a record to which it does not apply."""
    if value is NOT_APPLICABLE:
        return ()
    if isinstance(value, Possible):
        several = [_options(one) for one in value.values]
        known = [each for each in several if each is not None]
        return None if len(known) < len(several) else tuple(one for each in known for one in each)
    return None if isinstance(value, State | Between | Disputed) else (value,)


def _claims(record: Any, local: Mapping[str, Any], name: str) -> list[Any]:
    value = local[name] if name in local else getattr(record, name, None)
    return [claim.value for claim in value.claims] if isinstance(value, Disputed) else []


def compile_cohort(version: PolicyVersion, about: str, guards: Guards, quotas: tuple[Quota, ...]) -> Cohort:
    """Return the quotas compiled for a kind of record: the members' own, or what a group's record says."""
    scope = RecordScope(version, about, compile_form, member_result, guards=guards)
    cohort = Cohort(version, about, scope)
    for quota in quotas:
        cohort.quotas[quota.id] = _compiled(quota, about, scope)
    return cohort


def _compiled(quota: Quota, about: str, scope: RecordScope) -> CompiledQuota:
    own = quota.about == about
    keys = tuple((scope.slot_of(ref.id), scope.fact_getter(ref)) for ref in quota.per) if own else ()
    return CompiledQuota(
        quota,
        _members(quota.base, scope) if own else None,
        _members(quota.counted, scope) if own else None,
        _members(quota.relative, scope) if own else None,
        keys,
        _condition(quota.when, scope) if quota.when is not None and quota.when_about == about else None,
        tuple(_amount(bound.amount, scope) if bound.about == about else None for bound in quota.bounds),
    )


def _members(members: Members | None, scope: RecordScope) -> CompiledCondition | QuotaPart | None:
    return members if members is None or isinstance(members, QuotaPart) else _condition(members, scope)


def _condition(condition: Condition, scope: RecordScope) -> CompiledCondition:
    return CompiledCondition(*compile_condition(condition, scope), scope.home)


def _amount(amount: Any, scope: RecordScope) -> Getter:
    if isinstance(amount, Constant):
        return partial(_always, amount.value)
    if isinstance(amount, Fact):
        return compile_form(amount, scope)[0]
    read, constant = scope.getter(amount)
    return partial(_always, constant) if read is None else read


def _always(value: Any, env: Env) -> Any:
    return value


def member_result(form: DecisionResult, scope: RecordScope) -> tuple[Getter, Any]:
    """Return a decision's outcome as a quota counts it: one that higher law blocks is in neither bound.

    It reads as not applicable, of which every test is false.
    """
    read, part = compile_decision(form, scope)
    if not isinstance(part, Part) or form.blocked_counts or not part.guards:
        return read, part
    return (lambda env: _in_effect(part, env, read)), part


def _in_effect(part: Part, env: Env, read: Getter) -> Any:
    settled = settle(part, env)
    truths = [guard.judge(env) for guard in part.guards]
    statuses = {
        outcome: guard_outcome(part.decision, outcome, part.rules, settled, part.guards, truths).status
        for outcome in outcomes_in_play(settled)
    }
    if settled.outcomes is not None:
        settled_all = not settled.possible and "undetermined" not in statuses.values()
        kept = tuple(one for one in settled.outcomes if statuses[one] == "determined")
        return kept if settled_all else read(env)
    candidates = settled.possible if settled.outcome is None else (settled.outcome,)
    values: list[Any] = []
    for outcome in candidates:
        values += [outcome] if statuses[outcome] != "blocked" else []
        values += [NOT_APPLICABLE] if statuses[outcome] != "determined" else []
    return possible(values) if values else UNKNOWN
