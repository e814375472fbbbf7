"""Parameters that another body sets: its value for the day and for the record's body, or unknown while it has set none.

A value may be set for named bodies, a school above all. It is then looked up by what the record itself is called and by
the school it belongs to; while that is open, every value that may be the right one stays possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.linking import linked_scope
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.model.forms import Delegated, SetValue
from xgxp_rules.model.records.others import names_of
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Disputed, Possible, State
from xgxp_rules.model.vocabulary import Vocabulary, fold_name

_SCHOOL: Final = "school"
_SCHOOL_OF: Final = ("current_school", "school")
"""The facts that say to which school a record belongs."""

Held = tuple[SetValue | None, ...]
"""The settings that may be the right one; None where nothing may be set."""


@dataclass(frozen=True, slots=True)
class SetDetails:
    """How the settings that hold for a record are found, for a report that names their papers."""

    held: Callable[[Env], Held]


def set_value_getter(form: Delegated, scope: RecordScope) -> tuple[Getter, SetDetails]:
    """Return how a delegated parameter is read: the value set last among those that hold on the day."""
    bodies = _bodies(scope) if form.by_object else _nobody

    def held(env: Env) -> Held:
        return held_by(form, env.as_of, bodies(env))

    def read(env: Env) -> Any:
        found = held(env)
        if len(found) == 1:
            return UNKNOWN if found[0] is None else found[0].value.value
        return possible([UNKNOWN if one is None else one.value.value for one in found])

    return read, SetDetails(held)


def held_by(form: Delegated, day: date, bodies: tuple[frozenset[str], ...] | None) -> Held:
    """Return the settings that may hold for one of several bodies, each by all its names; for None, for any body."""
    if bodies is None:
        named = dict.fromkeys(fold_name(name) for one in form.values for name in one.objects)
        bodies = (frozenset(), *(frozenset((name,)) for name in named))
    return tuple(dict.fromkeys(value_on(form, day, names) for names in bodies))


def value_on(form: Delegated, day: date, names: frozenset[str] = frozenset()) -> SetValue | None:
    """Return what was set for a day and a body of these names, or None.

    What names the body goes before what is for everybody, and what takes the place of another before that other.
    """
    holding = [one for one in form.values if _holds(one, day) and _is_for(one, names)]
    replaced = {one.replaces for one in holding}
    kept = [one for one in holding if one.source not in replaced] or holding
    return max(kept, key=lambda one: (bool(one.objects), one.from_on or date.min), default=None)


def _holds(value: SetValue, day: date) -> bool:
    begun = value.from_on is None or value.from_on <= day
    return begun and (value.until_on is None or day <= value.until_on)


def _is_for(value: SetValue, names: frozenset[str]) -> bool:
    return not value.objects or not names.isdisjoint(map(fold_name, value.objects))


def school_of(vocabulary: Vocabulary) -> str | None:
    """Return the fact that says to which school a record of a kind belongs, or None."""
    return next((name for name in _SCHOOL_OF if name in vocabulary and vocabulary[name].kind.of == _SCHOOL), None)


def _nobody(env: Env) -> tuple[frozenset[str], ...] | None:
    return (frozenset(),)


def _bodies(scope: RecordScope) -> Callable[[Env], tuple[frozenset[str], ...] | None]:
    """Return how the bodies of a record are found, each by all its names; None where they are not known."""
    fact = school_of(scope.version.vocabulary(scope.about))
    if fact is None:
        return lambda env: (frozenset(names_of(env.record)),) if names_of(env.record) else None
    read = scope.fact_getter(_ref(fact))
    linked_scope(scope, _SCHOOL)  # a school goes by its id and its name: its record is looked at

    def bodies(env: Env) -> tuple[frozenset[str], ...] | None:
        schools = _schools(read(env))
        own = frozenset(names_of(env.record))
        return None if schools is None else tuple(own | set(_names(one, env)) for one in schools)

    return bodies


def _ref(fact: str) -> Any:
    from xgxp_rules.model.nodes import FactRef

    return FactRef(fact)


def _schools(value: Any) -> tuple[str | None, ...] | None:
    if value is NOT_APPLICABLE:
        return (None,)
    if isinstance(value, Possible):
        several = [_schools(one) for one in value.values]
        return None if None in several else tuple(one for each in several if each for one in each)
    return None if isinstance(value, State | Between | Disputed) else (value,)


def _names(school: str | None, env: Env) -> Iterator[str]:
    if school is None:
        return
    yield fold_name(school)
    record = None if env.world is None else env.world.find(_SCHOOL, school)
    if record is not None:
        yield from names_of(record)
