"""Who is governed by which version: transitions are asked like a decision, and their answer picks the version.

Where a fact that a transition asks for is unknown, every version still possible decides: if all of them agree the
answer stands, otherwise it is undetermined, and what is missing is what the transition and those versions lack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from xgxp_rules.diagnostics import NotInForce
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.outcomes import Settled
from xgxp_rules.library.policy import Policy, checked_record
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.model.policy import Outcome, PolicyVersion, Rule
from xgxp_rules.model.records import Record
from xgxp_rules.model.report import MissingFact, RuleReport, TransitionReport
from xgxp_rules.model.transitions import Transition

if TYPE_CHECKING:
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.model.readings_report import ReadingsReport

QUESTION: Final = "governing_version"
"""The id of the decision that asks a version's transitions; no policy file can declare it for itself."""

_OWN: Final = "own"


@dataclass(frozen=True, slots=True)
class Governed:
    """The version or versions that may decide about a record, and how that was found."""

    candidates: tuple[Policy, ...]
    steps: tuple[TransitionReport, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    asked: tuple[Decision, ...] = ()


def decide_across(
    catalog: Catalog,
    policy_id: str,
    decision: str,
    record: Record,
    as_of: date,
    readings: Mapping[str, str] | None = None,
    **more: Any,
) -> Decision:
    """Return a decision by the version that governs this record on the decision date.

    Where no version is in force the decision is undetermined, reason `not_in_force`.
    """
    checked_record(record)
    try:
        start = catalog.in_force(policy_id, as_of)
    except NotInForce:
        return _out_of_force(catalog.versions(policy_id), decision, record, as_of)
    governed = governing(catalog, start, decision, record, as_of, **more)
    others = tuple(one.version_data for one in catalog.versions(policy_id))
    found = [
        _by(one, decision, readable(record, one.version_data, others), as_of, readings, more)
        for one in governed.candidates
    ]
    answer = found[0] if len(found) == 1 else _together(found, governed)
    answer.transitions = governed.steps
    answer.asked = (*governed.asked, *(one for one in found if one is not answer))
    return answer


def readings_across(
    catalog: Catalog,
    policy_id: str,
    decision: str,
    record: Record,
    as_of: date,
    readings: Mapping[str, str] | None = None,
    **more: Any,
) -> tuple[ReadingsReport, ...]:
    """Return a decision under all readings, by each version that may govern the record."""
    checked_record(record)
    start = catalog.in_force(policy_id, as_of)
    others = tuple(one.version_data for one in catalog.versions(policy_id))
    return tuple(
        one.under(_known(one, readings)).decide_readings(
            decision, readable(record, one.version_data, others), as_of=as_of, **more
        )
        for one in governing(catalog, start, decision, record, as_of, **more).candidates
    )


def _known(policy: Policy, readings: Mapping[str, str] | None) -> dict[str, str]:
    """Return the chosen readings that a version has; what only another version has was meant for that one."""
    known = {one.id for one in policy.version_data.readings}
    return {name: choice for name, choice in (readings or {}).items() if name in known}


def _by(
    policy: Policy,
    decision: str,
    record: Record,
    as_of: date,
    readings: Mapping[str, str] | None,
    more: Mapping[str, Any],
) -> Decision:
    return policy.decide(decision, record, as_of=as_of, readings=_known(policy, readings), **more)


def governing(catalog: Catalog, start: Policy, decision: str, record: Record, as_of: date, **more: Any) -> Governed:
    """Return which versions may govern a record for a decision, beginning with the one in force.

    A version that another's transition names is asked its own transitions in turn; none is asked twice.
    """
    declared = start.version_data.decision(decision)
    wanted = decision if declared is None else declared.id
    versions = {one.version: one for one in catalog.versions(start.id)}
    return _follow(_Asked(wanted, record, as_of, versions, more), start, frozenset())


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question of who governs: the decision, the record and the day, and every version of the policy."""

    decision: str
    record: Record
    as_of: date
    versions: Mapping[str, Policy]
    more: Mapping[str, Any]


def _follow(asked: _Asked, policy: Policy, seen: frozenset[str]) -> Governed:
    version = policy.version_data
    open_to = tuple(
        one
        for one in version.transitions
        if one.governed_by in asked.versions
        and one.governed_by not in seen
        and _concerns(one, asked.decision, asked.record.about, asked.versions[one.governed_by].version_data)
    )
    if not open_to:
        return Governed((policy,))
    question = _question(version, open_to, asked.record.about, policy.catalog)
    others = tuple(one.version_data for one in asked.versions.values())
    answer = question.decide(QUESTION, readable(asked.record, version, others), as_of=asked.as_of, **asked.more)
    steps = tuple(_steps(answer, open_to, version))
    leads = {one.id: one.governed_by for one in open_to}
    found: list[Governed] = []
    for outcome in answer.possible:
        if outcome == _OWN:
            found.append(Governed((policy,)))
        else:
            target = asked.versions[leads[outcome]]
            found.append(_follow(asked, target, seen | {version.version}))
    return Governed(
        tuple({one.version: one for each in found for one in each.candidates}.values()),
        (*steps, *(step for each in found for step in each.steps)),
        (*answer.missing, *(fact for each in found for fact in each.missing)),
        (answer, *(one for each in found for one in each.asked)),
    )


def _concerns(one: Transition, decision: str, about: str, target: PolicyVersion) -> bool:
    """Return whether a transition bears on a decision: a version decides nothing that it does not have."""
    named = not one.decisions or decision in one.decisions
    return one.about == about and named and target.decision(decision) is not None


def transitions_of(policy: Policy, decision: str, about: str) -> tuple[Transition, ...]:
    """Return the transitions of a version that may hand a decision about such records to another version."""
    if not policy.version_data.transitions:
        return ()
    versions = {one.version: one.version_data for one in policy.catalog.versions(policy.id)}
    return tuple(
        one
        for one in policy.version_data.transitions
        if one.governed_by in versions and _concerns(one, decision, about, versions[one.governed_by])
    )


def versions_reached(policy: Policy) -> tuple[PolicyVersion, ...]:
    """Return the other versions that may govern by a transition, or by one of theirs in turn, each once."""
    if not policy.version_data.transitions:
        return ()
    versions = {one.version: one.version_data for one in policy.catalog.versions(policy.id)}
    found: dict[str, PolicyVersion] = {}
    ahead = list(policy.version_data.transitions)
    while ahead:
        one = ahead.pop(0)
        if one.governed_by in versions and one.governed_by not in (*found, policy.version):
            found[one.governed_by] = versions[one.governed_by]
            ahead += versions[one.governed_by].transitions
    return tuple(found.values())


@lru_cache(maxsize=256)
def _question(version: PolicyVersion, open_to: tuple[Transition, ...], about: str, catalog: Catalog) -> Policy:
    """Return the version with one more decision: the transitions as rules, in their order, else the version itself."""
    outcomes = (*(Outcome(one.id, one.governed_by) for one in open_to), Outcome(_OWN, version.version))
    asked = Declared(QUESTION, "适用版本", about, outcomes=outcomes, otherwise=_OWN)
    rules = tuple(
        Rule(one.id, one.clauses, QUESTION, one.id, one.when, one.unless, title=one.title, in_force=one.in_force)
        for one in open_to
    )
    asking = replace(version, decisions=(*version.decisions, asked), rules=(*version.rules, *rules))
    return Policy(asking, catalog)


def _steps(answer: Decision, open_to: Iterable[Transition], version: PolicyVersion) -> Iterator[TransitionReport]:
    """Yield the transitions that govern, or may: those that are true or open, up to the first that is true."""
    rules: dict[str, RuleReport] = {rule.id: rule for rule in answer.report().rules}
    for one in open_to:
        rule = rules[one.id]
        if rule.truth is not False:
            yield TransitionReport(
                id=one.id,
                title=one.title,
                clauses=one.clauses,
                version=version.version,
                governed_by=one.governed_by,
                truth=rule.truth,
                when=rule.when,
                unless=rule.unless,
            )
        if rule.truth:
            return


def readable(record: Record, version: PolicyVersion, others: Sequence[PolicyVersion]) -> Record:
    """Return the record without what only other versions of the policy ask for; unknown names stay, to be refused."""
    unlisted = record.unlisted
    if not unlisted or len(others) < 2:
        return record
    own = version.vocabulary(record.about)
    foreign = {name for name in unlisted if name not in own or own[name].form is not None}
    foreign = {name for name in foreign if any(_supplied(name, other, record.about) for other in others)}
    if not foreign:
        return record
    copy = record.model_copy()
    kept = {name: value for name, value in unlisted.items() if name not in foreign}
    object.__setattr__(copy, "__pydantic_extra__", kept)
    return copy


def _supplied(name: str, version: PolicyVersion, about: str) -> bool:
    vocabulary = version.vocabulary(about)
    return name in vocabulary and vocabulary[name].form is None


def _together(found: Sequence[Decision], governed: Governed) -> Decision:
    """Return one answer of several versions: what all agree on, else undetermined with all that may still hold."""
    first = found[0]
    if all(_answer(one) == _answer(first) for one in found) and first.status != "undetermined":
        return first
    possible = tuple(dict.fromkeys(outcome for one in found for outcome in one.possible))
    sure = _sure(found)
    settled = replace(
        first.run.settled,
        outcome=None,
        outcomes=sure,
        possible=possible,
        reason="transition",
        offers=tuple(one for one in first.offers if all(one in other.offers for other in found)),
    )
    program = replace(first.run.program, decision=_with_all_outcomes(found), plans={})
    run = replace(
        first.run, program=program, settled=settled, status="undetermined", possible=possible, guarded=None
    )
    answer = Decision(run, first.as_of, first.setting)
    lacking = (*governed.missing, *(fact for one in found for fact in one.missing))
    answer.__dict__["missing"] = tuple({(fact.id, fact.place): fact for fact in lacking}.values())
    return answer


def _answer(one: Decision) -> tuple[Any, ...]:
    return one.status, one.outcomes, one.offers, one.value, one.run.settled.chosen


def _sure(found: Sequence[Decision]) -> tuple[str, ...] | None:
    """Return what holds in every version, of a decision that lists all outcomes."""
    listed = [one.outcomes for one in found if one.run.settled.outcomes is not None]
    if len(listed) < len(found):
        return None
    return tuple(outcome for outcome in listed[0] if all(outcome in other for other in listed))


def _with_all_outcomes(found: Sequence[Decision]) -> Declared:
    """Return the first version's decision with the outcomes that only other versions know added at its end."""
    known = {outcome.id: outcome for one in reversed(found) for outcome in one.run.program.decision.outcomes}
    declared = found[0].run.program.decision
    own = {outcome.id for outcome in declared.outcomes}
    return replace(
        declared, outcomes=(*declared.outcomes, *(one for name, one in known.items() if name not in own))
    )


def _out_of_force(versions: Sequence[Policy], decision: str, record: Record, as_of: date) -> Decision:
    """Return the decision that no version in force can make; the form of the question is the nearest version's."""
    begun = [one for one in versions if (one.version_data.in_force.from_on or date.min) <= as_of]
    nearest = begun[-1] if begun else versions[0]
    empty = nearest.decide(decision, type(record)(), as_of=as_of)
    declared = empty.run.program.decision
    possible = tuple(outcome.id for outcome in declared.outcomes)
    settled = Settled(possible=possible, reason="not_in_force")
    run = replace(empty.run, settled=settled, status="undetermined", possible=possible, guarded=None)
    answer = Decision(run, as_of, empty.setting)
    answer.__dict__["missing"] = ()
    return answer
