"""The legal retirement day as a fact: which track a person is on, and the day by the law of the decision date.

A track that depends on something unknown gives every day still possible, so that a test all of them pass is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xgxp_rules.engines.comparing import map_value, possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.law.retirement import Schedule, Track, statutory
from xgxp_rules.model.forms import Statutory
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Possible, State

_MEN = (Track.M60,)
_WOMEN = {"worker": (Track.F50,), "professional": (Track.F55,), "management": (Track.F55,)}
_ALL_WOMEN = (Track.F55, Track.F50)


def tracks(sex: Any, post_category: Any) -> tuple[Track, ...]:
    """Return the retirement tracks still possible; a man's does not depend on his post.

    Source: State Council measure on raising the statutory retirement age, in force from 2025-01-01.

    >>> tracks("male", UNKNOWN)
    (<Track.M60: 'M60'>,)
    """
    if isinstance(sex, Possible):
        return tuple(dict.fromkeys(track for one in sex.values for track in tracks(one, post_category)))
    if sex == "male":
        return _MEN
    women = _women(post_category)
    return women if sex == "female" else (*_MEN, *women)


def _women(post_category: Any) -> tuple[Track, ...]:
    if isinstance(post_category, Possible):
        return tuple(dict.fromkeys(track for one in post_category.values for track in _women(one)))
    return _ALL_WOMEN if isinstance(post_category, State) else _WOMEN.get(post_category, _ALL_WOMEN)


def _day_on(track: Track, schedule: Schedule) -> Callable[[date], date]:
    return lambda birth: statutory(birth, track, schedule).date


def statutory_getter(form: Statutory, scope: RecordScope) -> Getter:
    """Return how the legal retirement day is worked out."""
    born_on = scope.fact_getter(form.born_on)
    sex = scope.fact_getter(form.sex)
    post_category = scope.fact_getter(form.post_category)

    def retirement(env: Env) -> Any:
        birth = born_on(env)
        schedule = env.law
        if schedule is None or birth is UNKNOWN:
            return UNKNOWN
        if birth is NOT_APPLICABLE:
            return NOT_APPLICABLE
        routes = tracks(sex(env), post_category(env))
        return possible([map_value(_day_on(track, schedule), birth) for track in routes])

    return retirement
