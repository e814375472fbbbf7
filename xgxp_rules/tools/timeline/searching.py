"""The days on which an answer changes: from break to break, halving only where the two ends differ.

The record stays as it is; only the days pass and the law changes as it is written. Every day listed has been decided,
and so has the day before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from xgxp_rules.diagnostics import RecordError, UsageError, register
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import Program
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.nodes import Compare, Constant, ParameterRef
from xgxp_rules.model.periods import OutOfCalendar, Period, add_period, subtract_period
from xgxp_rules.model.records import Record, Records, check_against
from xgxp_rules.model.records.asked import allowed_days
from xgxp_rules.model.timeline_report import TimelineReport
from xgxp_rules.tools.timeline.breaks import Breaks, law_breaks
from xgxp_rules.tools.timeline.fingerprint import Probe, Watch, fingerprint, steady_value
from xgxp_rules.tools.timeline.movement import Stretch

_DAY = timedelta(1)
LONGEST = 100
"""More years than this are refused."""

TOO_LONG = register(
    "XG590",
    zh="时间线最长 {most} 年，{first} 至 {last} 超过了",
    en="a timeline covers {most} years at most; {first} to {last} is longer",
    exit=2,
    mend_zh="请把 `--from` 和 `--until` 改到 {most} 年以内",
    mend_en="Bring `--from` and `--until` within {most} years",
)
BACKWARDS = register(
    "XG591",
    zh="时间线的起日 {first} 晚于止日 {last}",
    en="the timeline's first day {first} is after its last, {last}",
    exit=2,
    mend_zh="请把两个日子对调",
    mend_en="Exchange the two days",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is searched: at most so many changes are listed, the rest is said to exist."""

    changes: int = 500


@dataclass(slots=True)
class Question:
    """One question about one record, asked on many days; what a day came to is kept.

    `ask` decides on a day, `law` holds the days on which the law changes; `catalog` names policies, and tells by which
    national law retirement was reckoned.
    """

    ask: Callable[[date], Decision]
    law: frozenset[date]
    others: Records | None = None
    catalog: Catalog | None = None
    asked: dict[date, Decision] = field(default_factory=dict)
    watches: dict[int, Watch] = field(default_factory=dict)

    def on(self, day: date) -> Decision:
        """Return the decision on a day."""
        found = self.asked.get(day)
        if found is None:
            found = self.asked[day] = self.ask(day)
        return found

    def watch(self, program: Program) -> Watch:
        """Return what is watched of a compiled decision."""
        if id(program) not in self.watches:
            self.watches[id(program)] = Watch(program)
        return self.watches[id(program)]


def timeline(
    catalog: Catalog,
    policy_id: str,
    decision: str,
    record: Record,
    *,
    first: date,
    last: date,
    readings: Mapping[str, str] | None = None,
    others: Records | None = None,
    lang: str = "zh",
    limits: Limits = Limits(),
    tick: Callable[[int, int], None] | None = None,
) -> TimelineReport:
    """Return every day from `first` to `last` on which the answer changes, and why, if the record stays as it is.

    The days are exact: they come from the conditions, the record's own dates, the calendar and the windows of the law.
    Where the record tells of a year later than `first`, the timeline begins with that year. `tick` is told how many of
    the days have been passed whenever one further on is asked.

    Raises:
        UsageError: the days are the wrong way round or too far apart; no such decision or reading.
        UnknownPolicy: the catalog has no such policy.
        RecordError: the record cannot be true on any of the days.
    """
    from xgxp_rules.tools.timeline.reasons import report_of

    _check(first, last)
    begin, end = _allowed(record, first, last)
    more: dict[str, Any] = {} if others is None else {"others": others}

    furthest = begin

    def ask(day: date) -> Decision:
        nonlocal furthest
        if tick is not None and day > furthest:
            furthest = day
            tick((day - begin).days, max(1, (end - begin).days))
        return catalog.decide(policy_id, decision, record, as_of=day, readings=readings, **more)

    question = Question(ask, law_breaks(catalog, policy_id), others, catalog)
    days: list[date] = []
    for day in changes(question, begin, end):
        if len(days) == limits.changes:
            return report_of(question, begin, day - _DAY, days, lang, asked_from=first, complete=False)
        days.append(day)
    return report_of(question, begin, end, days, lang, asked_from=first, complete=True)


def _check(first: date, last: date) -> None:
    if last < first:
        raise UsageError.of(BACKWARDS, first=first.isoformat(), last=last.isoformat())
    if last.year - first.year > LONGEST:
        raise UsageError.of(TOO_LONG, most=LONGEST, first=first.isoformat(), last=last.isoformat())


def _allowed(record: Record, first: date, last: date) -> tuple[date, date]:
    """Return the days among these on which the record can be true."""
    earliest, latest = allowed_days(record)
    begin, end = max(first, earliest), min(last, latest)
    if end < begin:
        raise RecordError(check_against(record, last) or check_against(record, first))
    return begin, end


def changes(question: Question, first: date, last: date) -> Iterator[date]:
    """Yield the days after `first` on which the answer differs from the day before, in order."""
    breaks: dict[int, Breaks] = {}
    day, before = first, None
    while day <= last:
        found = question.on(day)
        if before is not None and answer_of(found) != answer_of(before):
            yield day
        run = found.run
        key = id(run.program)
        if key not in breaks:
            breaks[key] = Breaks(run, question.others, question.law, first, last)
        stop = breaks[key].after(day, run)
        end = stop - _DAY
        before = found
        if day < end:
            watch = question.watch(run.program)
            course = watch.course(Stretch(run.env, day, end))
            if found.run.disputed or found.transitions or course.probes is None:
                yield from _every_day(question, day, end)
                before = question.on(end)
            elif not course.still:
                yield from _Halving(question, course.probes, watch, run).between(day, end)
                before = question.on(end)
        day = stop


def answer_of(decision: Decision) -> tuple[Any, ...]:
    """Return what must be the same for two days to have the same answer."""
    run = decision.run
    blocked = () if run.guarded is None else tuple(one.blocked_by for one in run.guarded.values())
    settled = run.settled
    return (
        decision.status,
        decision.outcome,
        decision.outcomes,
        decision.possible,
        decision.offers,
        settled.chosen,
        settled.reason,
        tuple(map(tuple, blocked)),
        steady_value(run),
    )


def _every_day(question: Question, first: date, last: date) -> Iterator[date]:
    day = first
    while day < last:
        day += _DAY
        if answer_of(question.on(day)) != answer_of(question.on(day - _DAY)):
            yield day


@dataclass(frozen=True)
class _Halving:
    """Looks between two days of which every part of the fingerprint moves one way, first where a change is likely."""

    question: Question
    probes: tuple[Probe, ...]
    watch: Watch
    run: Run

    def between(self, low: date, high: date) -> Iterator[date]:
        """Yield the days in (low, high] whose answer differs from the day before."""
        if self._print(low) == self._print(high):
            return
        if high - low == _DAY:
            if answer_of(self.question.on(low)) != answer_of(self.question.on(high)):
                yield high
            return
        middle = self._middle(low, high)
        yield from self.between(low, middle)
        yield from self.between(middle, high)

    def _middle(self, low: date, high: date) -> date:
        for day in self._likely:
            if low < day - _DAY < high:
                return day - _DAY
            if low < day < high:
                return day
        return low + (high - low) // 2

    @cached_property
    def _likely(self) -> list[date]:
        return sorted(set(_likely(self.watch, self.run)))

    def _print(self, day: date) -> tuple[Any, ...]:
        return fingerprint(self.question.on(day).run, self.probes)


def _likely(watch: Watch, run: Run) -> Iterator[date]:
    """Yield the days on which a time that runs from or to a day meets the period it is held against."""
    values = run.env.values
    for test, by_name in watch.tests:
        place = by_name.get(test.fact.name)
        if place is None or not isinstance(test.check, Compare):
            continue
        value, period = values[place], _period(test.check, by_name, run)
        if isinstance(value, Elapsed) and period is not None and period.family == "calendar":
            try:
                full = add_period(value.start, period)
                yield full
                yield full + _DAY
                last = subtract_period(value.end, period)
                yield last
                yield last + _DAY
            except (OutOfCalendar, OverflowError):
                continue


def _period(check: Compare, by_name: Any, run: Run) -> Period | None:
    operand = check.operand
    found: Any = None
    if isinstance(operand, Constant):
        found = operand.value
    elif isinstance(operand, ParameterRef):
        place = by_name.get(f"parameter:{operand.name}")
        parameter = run.program.version.parameter(operand.name)
        if place is not None:
            found = run.env.values[place]
        elif parameter is not None and parameter.constant is not None:
            found = parameter.constant.value
    return found if isinstance(found, Period) else None
