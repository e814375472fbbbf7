"""The ledger of a total: every spell has a line, and the lines come to the value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spells_kit import GAPS, LONG, MEASURES, SPELLS, spell, spells

from xgxp_rules.model.periods import ZERO, NegativePeriod, Period
from xgxp_rules.model.spells import Spell
from xgxp_rules.model.tallies import LedgerLine, Reason, reason_text, tally


def reasons(lines: Sequence[LedgerLine]) -> list[tuple[int, Reason]]:
    return [(line.source, line.reason) for line in lines]


def test_the_ledger_tells_what_counted_and_why() -> None:
    """Given spells, a window, a gap, a deduction and a weight, when tallied, then each has its line."""
    some = [
        spell("2015-01-01", "2016-01-01", 0),
        spell("2019-01-01", "2021-01-01", 1),
        spell("2020-06-01", "2021-06-01", 2),
        spell("2021-06-11", "2022-01-01", 3),
        spell("2027-01-01", "2027-01-01", 4),
    ]
    leave = [spell("2021-01-01", "2021-03-01", 7), spell("2025-01-01", "2025-02-01", 8)]

    found = tally(
        some,
        gap=Period(days=10),
        window=(date(2020, 1, 1), date(2026, 1, 1)),
        minus=leave,
        weight=Fraction(3, 2),
        left_out=[spell("2011-01-01", "2012-01-01", 9)],
    )

    assert found.value == Period(years=2, months=9)
    assert reasons(found.ledger) == [
        (1, "counted"),
        (2, "merged"),
        (3, "merged"),
        (4, "future"),
        (-1, "gap"),
        (0, "outside_window"),
        (1, "clipped"),
        (7, "deducted"),
        (-1, "weight"),
        (9, "not_matching"),
    ]
    assert found.ledger[0] == LedgerLine(1, date(2020, 1, 1), date(2022, 1, 1), Period(years=2), "counted")
    assert found.ledger[7].counted == Period(months=2)


def test_part_of_a_school_year_is_named_and_not_counted() -> None:
    """Given a year and a half, when tallied in school years, then the half stands in the ledger with nothing."""
    found = tally([spell("2023-09-01", "2025-02-01", 5)], by="school_years")

    assert found.value == Period(school_years=1)
    assert found.ledger == (
        LedgerLine(5, date(2023, 9, 1), date(2024, 9, 1), Period(school_years=1), "counted"),
        LedgerLine(5, date(2024, 9, 1), date(2025, 2, 1), ZERO, "part_block"),
    )


@given(LONG, SPELLS, GAPS, st.one_of(st.none(), spells()), st.sampled_from([None, Fraction(1, 2), Fraction(4, 3)]))
def test_the_ledger_comes_to_the_value(
    some: list[Spell], minus: list[Spell], gap: Period | None, window: Spell | None, weight: Fraction | None
) -> None:
    """Given any tally, when its counted lines less the deducted ones are weighted, then they come to its value."""
    bounds = (window.start, window.stop) if window else None
    for by in MEASURES:
        found = tally(some, by=by, gap=gap, window=bounds, minus=minus, weight=weight)
        plus = sum((line.counted.measure() for line in found.ledger if line.reason == "counted"), Fraction())
        less = sum((line.counted.measure() for line in found.ledger if line.reason == "deducted"), Fraction())

        assert found.value.measure() == max(Fraction(), plus - less) * (1 if weight is None else weight)


@given(SPELLS)
def test_every_spell_has_a_line(some: list[Spell]) -> None:
    """Given spells with a source each, when tallied, then the ledger names every one of them."""
    named = [Spell(one.start, one.stop, place) for place, one in enumerate(some)]

    assert {line.source for line in tally(named).ledger} == set(range(len(named)))


def test_a_weight_keeps_parts_of_a_day_and_is_never_negative() -> None:
    """Given an odd number of days, when halved, then half a day stands; a negative weight raises."""
    some = [spell("2024-01-01", "2024-01-16")]

    assert tally(some, weight=Fraction(1, 2)).value == Period(days=Fraction(15, 2))
    with pytest.raises(NegativePeriod):
        tally(some, weight=Fraction(-1, 2))


def test_every_reason_is_worded_in_both_languages() -> None:
    """Given each reason a ledger may give, when worded, then Chinese and English stand."""
    every = Reason.__args__  # type: ignore[attr-defined]

    assert len({reason_text(reason, "zh") for reason in every}) == len(every)
    assert all(reason_text(reason, "en").isascii() for reason in every)
