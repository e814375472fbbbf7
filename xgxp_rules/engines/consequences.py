"""What an outcome brings about beside the decision itself: consequences with their days, and procedures still owed.

The day of the act is taken to be the decision date. Nothing is recorded and no outcome changes; the days say what the
office would enter if it confirmed the act on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.guarding import outcomes_in_play
from xgxp_rules.engines.procedures import CompiledProcedure, compile_procedure, look_at
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.law.workdays import OutOfCoverage, add_working_days, working_day_on_or_after
from xgxp_rules.model.effects import Edge, Effect, When
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.nodes import Operand
from xgxp_rules.model.periods import Period, add_period
from xgxp_rules.model.policy import Guard, PolicyVersion, Rule
from xgxp_rules.model.procedure_report import OwedStep
from xgxp_rules.model.school_calendar import CalendarError, SchoolCalendar, move
from xgxp_rules.model.texts import Lang, show_value
from xgxp_rules.model.values import UNKNOWN, Kind, State

_DAY = timedelta(1)
_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {"bar": "限制", "stop": "停发", "pay": "发放", "set": "设定", "waive": "免除", "see": "另见"},
    "en": {"bar": "bar", "stop": "stop", "pay": "pay", "set": "set", "waive": "waive", "see": "see"},
}


@dataclass(frozen=True, slots=True)
class CompiledEffect:
    """A consequence with the outcome that carries it; `rule` is set where only one rule brings it."""

    effect: Effect
    outcome: str
    alternative: str
    rule: str
    length: Getter | None
    starts: Getter | Edge | None
    until: Getter | Edge | None
    within: Getter | None
    amount: Getter | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What a program knows of the consequences and procedures of its outcomes."""

    effects: tuple[CompiledEffect, ...] = ()
    procedures: tuple[CompiledProcedure, ...] = ()


def compile_beside(part: Any, guards: Iterable[tuple[PolicyVersion, Guard]], scope: RecordScope) -> Beside:
    """Return the consequences and procedures that a decision's outcomes may bring, compiled into its program."""
    effects: list[CompiledEffect] = []
    for outcome in part.decision.outcomes:
        effects += [_compiled(each, outcome.id, "", "", scope) for each in outcome.consequences]
        for one in outcome.one_of:
            effects += [_compiled(each, outcome.id, one.label, "", scope) for each in one.consequences]
    rules: list[Rule] = [one.rule for one in part.rules]
    for rule in rules:
        effects += [_compiled(each, rule.outcome, "", rule.id, scope) for each in rule.consequences]
    names = [outcome.procedure for outcome in part.decision.outcomes] + [rule.procedure for rule in rules]
    wanted = [(scope.version, scope, name) for name in names]
    for source, guard in guards:
        if guard.procedure:
            own = scope if source.id == scope.version.id else scope.higher(source)
            wanted.append((source, own, guard.procedure))
    procedures: dict[tuple[str, str], CompiledProcedure] = {}
    for version, own, name in wanted:
        found = version.procedure(name) if name else None
        if found is not None and found.about == scope.about and (version.id, found.id) not in procedures:
            procedures[version.id, found.id] = compile_procedure(found, own)
    return Beside(tuple(effects), tuple(procedures.values()))


def _compiled(effect: Effect, outcome: str, alternative: str, rule: str, scope: RecordScope) -> CompiledEffect:
    return CompiledEffect(
        effect,
        outcome,
        alternative,
        rule,
        _getter(effect.length, scope),
        _when(effect.starts, scope),
        _when(effect.until, scope),
        _getter(effect.within, scope),
        _getter(effect.amount, scope),
    )


def _getter(operand: Operand | None, scope: RecordScope) -> Getter | None:
    if operand is None:
        return None
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def _when(when: When | None, scope: RecordScope) -> Getter | Edge | None:
    return when if isinstance(when, Edge) else _getter(when, scope)


def consequences_of(run: Any, as_of: date, lang: Lang) -> list[dict[str, Any]]:
    """Return the consequences of every outcome that holds, may hold or is offered, as plain data with their days."""
    beside: Beside = run.program.beside
    if not beside.effects:
        return []
    in_play = set(outcomes_in_play(run.settled))
    idle = {
        one.rule.id
        for one, truth in zip(run.program.rules, run.settled.rule_truths, strict=False)
        if truth is False
    }
    return [
        _told(each, run.env, as_of, lang)
        for each in beside.effects
        if each.outcome in in_play and each.rule not in idle
    ]


def _told(one: CompiledEffect, env: Env, act: date, lang: Lang) -> dict[str, Any]:
    effect = one.effect
    starts = act if one.starts is None else _day(one.starts, env, act)
    until = _last(one, env, starts)
    within = None if one.within is None else _deadline(act, one.within(env))
    amount = UNKNOWN if one.amount is None else one.amount(env)
    money = "" if one.amount is None else show_value(amount, Kind("number", unit=_unit(effect)), lang)
    timed = effect.op != "see"
    return {
        "outcome": one.outcome,
        "alternative": one.alternative,
        "op": effect.op,
        "label": _WORDS[lang][effect.op],
        "target": effect.target,
        "from_on": starts if timed else None,
        "until_on": until,
        "open_ended": timed and one.length is None and one.until is None,
        "carried_out_by": within,
        "amount": money,
        "to": effect.to,
    }


def _unit(effect: Effect) -> str | None:
    return getattr(effect.amount, "unit", None) or "元"


def _last(one: CompiledEffect, env: Env, starts: date | None) -> date | None:
    """Return the last day of a consequence, None where it has none or nobody can say."""
    if starts is None:
        return None
    if one.until is not None:
        return _day(one.until, env, starts)
    if one.length is None:
        return None
    length = one.length(env)
    if isinstance(length, State):
        return None
    count = _ends if one.starts is None else _ends_with_first_day
    return count(starts, as_period(length), env.calendar)


def _day(when: Getter | Edge, env: Env, start: date) -> date | None:
    if isinstance(when, Edge):
        return edge(when.name, start, env.calendar)
    value = when(env)
    return value if isinstance(value, date) else None


def edge(name: str, day: date, calendar: SchoolCalendar) -> date:
    """Return the named edge of the calendar, seen from a day.

    >>> edge("term_end", date(2031, 3, 5), SchoolCalendar())
    datetime.date(2031, 8, 31)
    """
    match name:
        case "next_day":
            return day + _DAY
        case "month_end" | "next_month_start" | "next_year_start" | "next_term_start" | "next_school_year_start":
            return move(day, name)
        case "year_end":
            return date(day.year, 12, 31)
        case "term_end":
            return calendar.block_of(day, "term")[1] - _DAY
        case _:
            return calendar.block_of(day, "school_year")[1] - _DAY


def _ends_with_first_day(first: date, length: Period, calendar: SchoolCalendar) -> date | None:
    """Return the last day of a length whose first day is written: that day is one of it, and the rest follow.

    Twelve months from 1 January end on 31 December; from the 31st, a month ends with a shorter one.
    """
    try:
        if length.family == "calendar":
            return add_period(first, length, rounding="up") - _DAY
        return _ends(first - _DAY if length.family == "working_days" else first, length, calendar)
    except (CalendarError, OverflowError):
        return None


def _ends(act: date, length: Period, calendar: SchoolCalendar) -> date | None:
    """Return the last day of a length that runs from an act, whose own day is not counted (Civil Code 201, 202)."""
    try:
        match length.family:
            case "working_days":
                return add_working_days(act, int(length.working_days))
            case "school_years":
                return calendar.after_whole_blocks(act, int(length.school_years), "school_year") - _DAY
            case "terms":
                return calendar.after_whole_blocks(act, int(length.terms), "term") - _DAY
            case _:
                return add_period(act, length)
    except CalendarError:
        # Beyond the calendar, or beyond the published holidays.
        return None


def _deadline(act: date, length: Any) -> date | None:
    if isinstance(length, State):
        return None
    period = as_period(length)
    try:
        if period.family == "working_days":
            return add_working_days(act, int(period.working_days))
        return working_day_on_or_after(add_period(act, period))
    except OutOfCoverage:
        return None


def owed_of(run: Any, as_of: date, named: dict[str, tuple[str, ...]]) -> Iterator[OwedStep]:
    """Yield what is owed or wrong in the procedures of the outcomes in play; `named` are their names by outcome."""
    beside: Beside = run.program.beside
    if not beside.procedures:
        return
    wanted = {name for names in named.values() for name in names}
    for compiled in beside.procedures:
        if {compiled.procedure.id, compiled.procedure.title} & wanted:
            yield from look_at(compiled, run.env, as_of=as_of).owed
