"""Periods turned into numbers, in the four ways a text may say, and numbers rounded to a step. All exact.

A stretch between two days is counted on the calendar; a summed period, and every exact part, with thirty days to the
month and twelve months to the year, as totals are.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, assert_never

from xgxp_rules.engines.comparing import map_value
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.scores import Conversion, PartUnit
from xgxp_rules.model.values import UNKNOWN

Exact = int | Fraction
Rounding = Literal["down", "up", "half_up"]


def convert(value: Any, conversion: Conversion) -> Any:
    """Return a period in any state as a number of years or months, in any state."""
    return map_value(lambda one: count_of(one, conversion), value)


def count_of(value: Elapsed | Period, conversion: Conversion) -> Any:
    """Return how many years or months a period counts as; unknown where its unit is neither.

    >>> half = Conversion("years", "half")
    >>> count_of(Period(years=3, months=7), half), count_of(Period(years=3, months=5), half)
    (Fraction(7, 2), 3)
    """
    period = value.period() if isinstance(value, Elapsed) else value.carried()
    if period.family == "school_years" and conversion.unit == "years":
        return _counted(Fraction(period.school_years), conversion, Fraction(period.school_years))
    if period.family != "calendar":
        return UNKNOWN
    years = Fraction(period.years * 12 + period.months, 12)
    if conversion.unit == "months":
        # Thirty days of a month of thirty-one are not yet the month.
        part = Fraction(min(period.days, 29), 30)
        months = period.years * 12 + period.months + part
        return _counted(months, conversion, Fraction(period.measure()) / 30)
    # A day beyond the full months is less than a month here, however many days the month has.
    part = Fraction(1, 24) if period.days else Fraction(0)
    return _counted(years + part, conversion, Fraction(period.measure()) / 360)


def _counted(years: Fraction, conversion: Conversion, exact: Fraction) -> Exact:
    """Return the count of full, begun or half units; `exact` is the amount by the day."""
    amount = years / conversion.size
    match conversion.how:
        case "whole":
            return amount.numerator // amount.denominator
        case "up":
            return -(-amount.numerator // amount.denominator)
        case "half":
            return whole(Fraction((2 * amount).numerator // (2 * amount).denominator, 2))
        case "exact":
            return whole(exact / conversion.size)
        case _:
            assert_never(conversion.how)


def round_to(number: Exact, how: Rounding, step: Exact) -> Exact:
    """Return a number rounded to a multiple of the step; `half_up` sends exactly half to the greater one.

    >>> round_to(25, "up", 10), round_to(25, "half_up", 10), round_to(Fraction(-5, 2), "half_up", 1)
    (30, 30, -2)
    """
    steps = Fraction(number) / Fraction(step)
    if how == "up":
        return whole(-(-steps.numerator // steps.denominator) * Fraction(step))
    if how == "half_up":
        steps += Fraction(1, 2)
    return whole(steps.numerator // steps.denominator * Fraction(step))


def whole(number: Fraction) -> Exact:
    """Return a fraction as a whole number where it is one."""
    return number.numerator if number.denominator == 1 else number


UNITS: dict[PartUnit, str] = {"years": "年", "months": "个月"}
"""The measure word of a converted period."""
