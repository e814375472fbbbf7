"""Why an answer changes: the tests that turned since the day before, in the rules that turned with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.laws import RETIREMENT
from xgxp_rules.model.report import ConditionReport, DecisionReport, PolicyRef
from xgxp_rules.model.timeline_report import (
    LawChange,
    TimelineAnswer,
    TimelineChange,
    TimelineReason,
    TimelineReport,
    TimelineStretch,
)

if TYPE_CHECKING:
    from xgxp_rules.tools.timeline.searching import Question

_DAY = timedelta(1)
STATUTORY_DAY = "statutory_retirement_on"
"""The id of the built-in fact that national law works out."""

_ASSUMED = {
    "zh": (
        "记录的其他情况都不变：没有结束日期的经历一直延续，是否类的事实保持现在的值",
        "法律和政策按目前已有的版本和日期变化",
    ),
    "en": (
        "nothing else in the record changes: spells without a last day go on, flags keep their present value",
        "law and policy change as the versions at hand say",
    ),
}


def report_of(
    question: Question,
    first: date,
    last: date,
    days: list[date],
    lang: Any,
    *,
    asked_from: date,
    complete: bool,
) -> TimelineReport:
    """Return a timeline in full: each stretch with its answer, and each change with its reasons."""
    starts = [first, *days]
    ends = [*(day - _DAY for day in days), last]
    reports = {day: question.on(day).report(lang) for day in dict.fromkeys((*starts, *ends))}
    head = reports[first]
    stretches = tuple(
        TimelineStretch(
            from_on=start,
            until_on=end,
            answer=answer_in(question.on(start), reports[start]),
            change=None if start == first else _change(start, reports[start - _DAY], reports[start], question),
        )
        for start, end in zip(starts, ends, strict=True)
    )
    return TimelineReport(
        policy=head.policy,
        policy_title=head.policy_title,
        decision=head.decision,
        title=head.title,
        from_on=first,
        until_on=last,
        asked_from=None if asked_from == first else asked_from,
        stretches=stretches,
        assumptions=tuple(dict.fromkeys((*_ASSUMED[lang], *_assumed_in(reports.values())))),
        readings=tuple(
            dict.fromkeys(f"{one.id}：{one.choice}" for each in reports.values() for one in each.readings)
        ),
        versions=tuple(dict.fromkeys(one for each in reports.values() for one in _pinned(each))),
        evaluations=len(question.asked),
        complete=complete,
    )


def _assumed_in(reports: Iterable[DecisionReport]) -> Iterator[str]:
    for report in reports:
        if report.in_force_basis:
            yield report.in_force_basis


def _pinned(report: DecisionReport) -> Iterator[PolicyRef]:
    yield PolicyRef(policy=report.policy, version=report.version, content_hash=report.content_hash)
    yield from report.higher_law


def answer_in(decision: Decision, report: DecisionReport) -> TimelineAnswer:
    """Return what an answer comes to, in words that need no policy file."""
    blocked = [one for each in report.details for one in each.blocked_by]
    return TimelineAnswer(
        status=report.status,
        outcome=report.outcome,
        label=report.outcome_label or "",
        modality=report.modality or "",
        outcomes=report.outcomes,
        possible=report.possible,
        possible_labels=tuple(one.label for one in report.details),
        offers=tuple(one.id for one in report.offers),
        offer_labels=tuple(one.label for one in report.offers),
        blocked_by=tuple(dict.fromkeys(blocked)),
        value=report.value,
        value_text=report.value_text or "",
        reason=report.reason,
    )


def _change(day: date, before: DecisionReport, after: DecisionReport, question: Question) -> TimelineChange:
    turned = list(_turned(before, after))
    if before.value != after.value and not turned:
        turned = list(_moved(before, after))
    return TimelineChange(on=day, because=tuple(_without_repeats(turned)), law=tuple(_law(before, after, question)))


def _moved(before: DecisionReport, after: DecisionReport) -> Iterator[TimelineReason]:
    """Yield what moved where only the value is another one: the facts that changed without an input that did."""
    was = {(one.policy, one.id): one.text for one in before.facts}
    moved = [one for one in after.facts if was.get((one.policy, one.id), one.text) != one.text]
    names = {one.id for one in moved}
    for one in moved:
        if one.source == "worked_out" and not names & set(one.inputs):
            yield TimelineReason(
                rule="",
                policy=one.policy or after.policy,
                fact=one.label,
                required="",
                before=was[one.policy, one.id],
                after=one.text,
                was=None,
                now=None,
            )


def _law(before: DecisionReport, after: DecisionReport, question: Question) -> Iterator[LawChange]:
    was, now = _versions(before, question), _versions(after, question)
    for policy in dict.fromkeys((*was, *now)):
        if was.get(policy, "") != now.get(policy, ""):
            title = _title(policy, question)
            yield LawChange(policy=policy, title=title, before=was.get(policy, ""), after=now.get(policy, ""))


def _title(policy: str, question: Question) -> str:
    versions = () if question.catalog is None else question.catalog.versions_anywhere(policy)
    return next((one.title for one in versions), policy)


def _versions(report: DecisionReport, question: Question) -> dict[str, str]:
    """Return the versions that bore on an answer; one that is not in force bears on nothing."""
    own = {} if report.reason == "not_in_force" else {report.policy: report.version}
    return own | {one.policy: one.version for one in report.higher_law} | _retirement(report, question)


def _retirement(report: DecisionReport, question: Question) -> dict[str, str]:
    """Return the version by which a statutory day of the answer was reckoned."""
    reckoned = any(one.id == STATUTORY_DAY for one in report.facts)
    found = question.catalog.in_force_or_none(RETIREMENT, report.as_of) if reckoned and question.catalog else None
    return {} if found is None else {RETIREMENT: found.version}


_Spot = tuple[str, str, tuple[int, ...]]


def _turned(before: DecisionReport, after: DecisionReport) -> Iterator[TimelineReason]:
    """Yield the tests that turned, of the parts of the decision that turned with them."""
    was, now = dict(_parts(before)), dict(_parts(after))
    for key, (head, truth, tree) in now.items():
        if key not in was or was[key][1] == truth:
            continue
        old = dict(_tests(was[key][2]))
        for spot, test in _tests(tree):
            then = old.get(spot)
            if then is not None and then.truth != test.truth and then.fact == test.fact:
                yield _reason(head, then, test)


def _reason(head: dict[str, Any], then: ConditionReport, now: ConditionReport) -> TimelineReason:
    return TimelineReason(
        **head,
        fact=now.label or now.fact or "",
        required=_required(now),
        before=then.actual or "",
        after=now.actual or "",
        was=then.truth,
        now=now.truth,
    )


def _required(test: ConditionReport) -> str:
    if test.required_value and test.required_value not in (test.required or ""):
        return f"{test.required}，即{test.required_value}" if _is_chinese(test.required) else (test.required or "")
    return test.required or ""


def _is_chinese(text: str | None) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text or "")


_Part = tuple[tuple[str, str], tuple[dict[str, Any], bool | None, tuple[ConditionReport | None, ...]]]


def _parts(report: DecisionReport) -> Iterator[_Part]:
    """Yield the rules, requirements and guards of an answer by their kind and id, each with its trees."""
    for rule in report.rules:
        head = {"rule": rule.id, "title": rule.title, "clauses": rule.clauses, "policy": report.policy}
        yield ("rule", rule.id), (head, rule.truth, (rule.when, rule.unless))
    for one in report.requirements:
        head = {"rule": one.id, "title": one.title, "clauses": one.clauses, "policy": report.policy}
        yield ("requirement", one.id), (head, one.truth, (one.applies_to, one.need, one.unless))
    for guard in report.guards:
        head = {"rule": guard.id, "title": guard.title, "clauses": guard.clauses, "policy": guard.policy}
        yield ("guard", guard.id), (head, guard.truth, (guard.when, guard.unless))


def _tests(trees: tuple[ConditionReport | None, ...]) -> Iterator[tuple[tuple[int, ...], ConditionReport]]:
    """Yield the tests of some trees by their place; a test of a named condition stands for what it names."""
    for place, tree in enumerate(trees):
        if tree is not None:
            yield from _below(tree, (place,))


def _below(node: ConditionReport, place: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ConditionReport]]:
    if node.kind == "test" and not node.parts:
        yield place, node
    for number, part in enumerate(node.parts):
        yield from _below(part, (*place, number))


def _without_repeats(reasons: Iterable[TimelineReason]) -> Iterator[TimelineReason]:
    """Yield each turned test once, though several rules ask it."""
    seen = set()
    for one in reasons:
        key = (one.fact, one.required, one.was, one.now)
        if key not in seen:
            seen.add(key)
            yield one
