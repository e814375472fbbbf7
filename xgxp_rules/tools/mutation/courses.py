"""Processes under mutation: courses near those of the cases, to find one that a changed process takes otherwise.

There is no proof here that a changed process is the same: where no course shows a difference, that stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any, Final

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.language.case_events import CaseEvent, Course
from xgxp_rules.language.cases import Case, CaseFile, plain
from xgxp_rules.library.cases.replaying import find_process
from xgxp_rules.library.policy import Policy
from xgxp_rules.tools.case_processes import WentThrough, went_through
from xgxp_rules.tools.mutation.judging import Ready
from xgxp_rules.tools.mutation.killing import Baseline
from xgxp_rules.tools.mutation.near import in_turn
from xgxp_rules.tools.mutation.witnesses import flow

MOST_COURSES: Final = 300
"""How many courses are gone through for one mutant."""

_LATER: Final = (0, -1, 1, 31, 400)


def differing_course(bases: Iterable[Baseline], process: str, policies: tuple[Policy, Policy]) -> Ready | None:
    """Return the first course near a case's that the two versions take otherwise, as a case; None where none is found.

    `process` is the id of the process that is changed.
    """
    original, changed = policies
    for case, suite in islice(_near(bases, process, original), MOST_COURSES):
        one, other = _gone(case, suite, original), _gone(case, suite, changed)
        if one is not None and (other is None or one.told() != other.told()):
            text = _text(case, one)
            return Ready(text, process, case.as_of, _said(one), "–" if other is None else _said(other), tried=True)
    return None


def _near(bases: Iterable[Baseline], process: str, policy: Policy) -> Iterator[tuple[Case, CaseFile]]:
    """Yield the cases that go through a process on days beside theirs, then in turn with one event more or fewer."""
    known = next(one for one in policy.version_data.processes if one.id == process)
    mine = [
        (base, base.case.course)
        for base in bases
        if base.case.course is not None and find_process(policy, base.case.course.process.texts[0]) is known
    ]
    for base, course in mine:
        yield from _on_days(base, course.events)
    yield from in_turn([_otherwise(base, course, known.events()) for base, course in mine])


def _otherwise(base: Baseline, course: Course, names: tuple[str, ...]) -> Iterator[tuple[Case, CaseFile]]:
    events = course.events
    for entries in (events, *(events[:place] for place in range(len(events)))):
        for name in names:
            for later in _LATER:
                on = (entries[-1].on if entries else course.opened) + timedelta(later)
                yield from _on_days(base, (*entries, CaseEvent(on, "event", name)))
        yield from _on_days(base, entries)


def _on_days(base: Baseline, events: tuple[CaseEvent, ...]) -> Iterator[tuple[Case, CaseFile]]:
    course = base.case.course
    assert course is not None
    last = max((one.on for one in events), default=course.opened)
    for later in _LATER:
        on = max(base.case.as_of + timedelta(later), last)
        yield replace(base.case, as_of=on, course=replace(course, events=events)), base.suite


def _gone(case: Case, suite: CaseFile, policy: Policy) -> WentThrough | None:
    course = case.course
    assert course is not None
    try:
        return went_through(course, case, suite, policy)
    except (XgxpError, ArithmeticError, ValueError):
        return None


def _said(one: WentThrough) -> str:
    return " → ".join(one.path) + (f"（不受理 {one.refused[0]}）" if one.refused else "")


def _text(case: Case, one: WentThrough) -> str:
    """Return a course as a case that begins where an existing one does."""
    course = case.course
    assert course is not None
    expected: dict[str, Any] = {"state": one.state, "path": list(one.path)}
    expected |= {"due": one.due[0]} if one.due else {}
    expected |= {"refused": one.refused[0]} if one.refused else {}
    lines = [
        f"  - name: {flow(f'{course.process.texts[0]}：{_said(one)}')}",
        f"    base: {flow(case.name)}",
        f"    as_of: {case.as_of.isoformat()}",
        "    events:",
        *(f"      - {flow(_event(each))}" for each in course.events),
        f"    expect: {flow({'流程': expected})}",
    ]
    return "\n".join(lines if course.events else [one for one in lines if one != "    events:"]) + "\n"


def _event(event: CaseEvent) -> dict[str, Any]:
    found: dict[str, Any] = {"on": event.on.isoformat()}
    if event.kind == "note":
        return {**found, "given": {one.key.text: plain(one.value) for one in event.given}}
    found[event.kind] = event.name
    found |= {"procedure": event.procedure} if event.procedure else {}
    return {**found, **({"by": event.party} if event.party else {})}
