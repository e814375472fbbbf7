"""The decision dates on which questions about a policy are asked: the few days on which its answers may change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.laws import RETIREMENT
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import InForce

_USUAL = ((9, 1), (8, 31), (2, 28), (1, 31), (12, 31))
"""Both edges of a school year, the end of February, a long month's end, and the year's last day."""


def decision_dates(policy: Policy, *, most: int = 12) -> tuple[date, ...]:
    """Return the days on which a version is asked, all of them inside its window, the most telling first.

    A usual school-year day comes first, then window edges, changes of higher law, month ends and 29 February.
    """
    version = policy.version_data
    first = version.in_force.from_on or date(2024, 9, 1)
    last = version.in_force.until_on or date(first.year + 6, 12, 31)
    wanted = [*_usual(first), *_edges(policy), *_leap_days(first)]
    return tuple(dict.fromkeys(day for day in wanted if first <= day <= last))[:most] or (first,)


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
