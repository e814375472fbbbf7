"""What every spell of a list has without being asked: its own length, and whether it still runs."""

from __future__ import annotations

from datetime import date
from typing import Any

from xgxp_rules.engines.comparing import map_value, possible
from xgxp_rules.engines.dating import dating
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.reading import slot_reader
from xgxp_rules.engines.scopes import ItemScope
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State, Truth


def duration_getter(scope: ItemScope) -> Getter:
    """Return how a spell's own length is found, to the measuring day while it runs."""
    start, until = _spell_fields(scope)

    def duration(env: Env) -> Any:
        first, last = start(env), until(env)
        end = env.on if last is NOT_APPLICABLE else _end(last, env.on)
        if isinstance(first, date) and isinstance(end, date):
            return Elapsed(first, end)
        if isinstance(first, State) or isinstance(end, State):
            return UNKNOWN
        shortest = _elapsed_between(first, end, shortest=True)
        return Between(shortest, _elapsed_between(first, end, shortest=False))

    return duration


def _end(last: Any, on: date) -> Any:
    """Return the day up to which a spell counts: to the end of its last day once that has come, else to the day."""
    if isinstance(last, date):
        return _day_after(last) if last <= on else on
    if isinstance(last, Possible):
        return possible([_end(one, on) for one in last.values])
    if not isinstance(last, Between):
        return last
    low, high = last.low, last.high
    if low is not None and low > on:
        return on
    latest = _day_after(on) if high is None or high >= on else _day_after(high)
    return Between(None if low is None else min(_day_after(low), on), latest)


def _elapsed_between(first: Any, end: Any, *, shortest: bool) -> Any:
    start = (first.high if shortest else first.low) if isinstance(first, Between) else first
    stop = (end.low if shortest else end.high) if isinstance(end, Between) else end
    return Elapsed(start, stop) if isinstance(start, date) and isinstance(stop, date) else None


def running_getter(scope: ItemScope) -> Getter:
    """Return how it is found whether a spell still runs."""
    start, until = _spell_fields(scope)

    def running(env: Env) -> Any:
        begun = map_value(lambda day: day <= env.on, start(env))
        last = until(env)
        lasts = True if last is NOT_APPLICABLE else map_value(lambda day: day >= env.on, last)
        return _settled(begun, lasts)

    return running


def _settled(begun: Any, lasts: Any) -> Any:
    truths = [_truth(begun), _truth(lasts)]
    if False in truths:
        return False
    return UNKNOWN if None in truths else True


def _truth(value: Any) -> Truth:
    if isinstance(value, Between):
        return value.low if value.low == value.high else None
    return value if isinstance(value, bool) else None


def _spell_fields(scope: ItemScope) -> tuple[Getter, Getter]:
    found = dating(tuple(fact for fact in scope.fields if fact.form is None))
    until = slot_reader(scope.slot_of(found.until)) if found.until else (lambda env: NOT_APPLICABLE)
    return slot_reader(scope.slot_of(found.field)), until


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
