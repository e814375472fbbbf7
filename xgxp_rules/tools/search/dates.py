"""The decision dates on which questions about a policy are asked: the few days on which its answers may change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.laws import RETIREMENT
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.forms import Dated
from xgxp_rules.model.policy import InForce
from xgxp_rules.model.records import MODELS

_USUAL = ((9, 1), (8, 31), (2, 28), (1, 31), (12, 31))
"""Both edges of a school year, the end of February, a long month's end, and the year's last day."""

_MOST_FIXED = 12
"""How many days that a decision's own text fixes are asked besides."""


def decision_dates(policy: Policy, *, most: int = 12, decision: str = "") -> tuple[date, ...]:
    """Return the days on which a version is asked, all of them inside its window, the most telling first.

    A usual school-year day comes first, then window edges, changes of higher law, month ends and 29 February. Where a
    decision is named, the days that its own text fixes are added whatever `most` says: the edges of its rules' windows,
    and the days written in it or worked out from what is written.
    """
    version = policy.version_data
    first = version.in_force.from_on or date(2024, 9, 1)
    last = version.in_force.until_on or date(first.year + 6, 12, 31)
    wanted = [*_usual(first), *_edges(policy), *_leap_days(first)]
    usual = tuple(dict.fromkeys(day for day in wanted if first <= day <= last))[:most] or (first,)
    if not decision:
        return usual
    last = version.in_force.until_on or date.max
    fixed = (day for day in _fixed_days(policy, decision, usual) if first <= day <= last)
    return tuple(dict.fromkeys((*usual, *islice(dict.fromkeys(fixed), _MOST_FIXED))))


def _fixed_days(policy: Policy, decision: str, usual: tuple[date, ...]) -> Iterator[date]:
    """Yield the days on which the answers of a decision may change for everybody alike, and the days before them."""
    declared = policy.version_data.decision(decision)
    if declared is None:
        return
    windows = [rule.in_force for rule in policy.version_data.rules_of(declared.id)]
    windows += [one.in_force for one in declared.requires]
    for window in windows:
        if window is not None:
            yield from _around(window)
    runs = [policy.decide(declared.id, MODELS[declared.about](), as_of=day).run for day in usual[:2]]
    for one, other in zip(runs[0].env.values, runs[-1].env.values, strict=False):
        if isinstance(one, date) and one == other:
            yield from (one, one - timedelta(1))
    for parameter in policy.version_data.parameters:
        if isinstance(parameter.form, Dated):
            for each in parameter.form.values:
                yield from (each.from_on, each.from_on - timedelta(1))


def _usual(first: date) -> Iterator[date]:
    year = first.year + 1
    for month, day in _USUAL:
        yield date(year, month, day)
    yield first


def _leap_days(first: date) -> Iterator[date]:
    year = next(year for year in range(first.year, first.year + 9) if year % 4 == 0 and year % 100)
    yield date(year, 2, 29)


def _edges(policy: Policy) -> Iterator[date]:
    version = policy.version_data
    windows = [version.in_force]
    windows += (one.in_force for one in version.rules if one.in_force is not None)
    windows += (one.in_force for one in version.guards if one.in_force is not None)
    windows += (one.in_force for each in version.decisions for one in each.requires if one.in_force is not None)
    for policy_id in (*version.under, RETIREMENT):
        try:
            windows += (one.version_data.in_force for one in policy.catalog.versions(policy_id))
        except XgxpError:
            continue
    for window in windows:
        yield from _around(window)


def _around(window: InForce) -> Iterator[date]:
    if window.from_on is not None:
        yield window.from_on
        if window.from_on > date.min:
            yield window.from_on - timedelta(1)
    if window.until_on is not None:
        yield window.until_on
