"""The stretch that still runs, found going back day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from engine_kit import truth
from hypothesis import given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.engines.running import running_since
from xgxp_rules.model.periods import Period
from xgxp_rules.model.spells import Spell, current_stretch

DAY = timedelta(days=1)
ON = date(2026, 9, 1)
Days = tuple[date, date]


def served(first: str, last: str | None = None) -> Days:
    """Return a spell by its first and last day served."""
    return date.fromisoformat(first), date.max if last is None else date.fromisoformat(last) + DAY


@pytest.mark.parametrize(
    ("own", "bridges", "gap", "first"),
    [
        pytest.param([], [], None, None, id="no spell"),
        pytest.param([served("2020-09-01")], [], None, "2020-09-01", id="open-ended"),
        pytest.param([served("2020-09-01", "2026-09-01")], [], None, "2020-09-01", id="ends on the measuring day"),
        pytest.param([served("2020-09-01", "2026-08-31")], [], None, None, id="ended the day before"),
        pytest.param([served("2026-09-01")], [], None, "2026-09-01", id="begins on the measuring day"),
        pytest.param([served("2026-09-02")], [], None, None, id="begins the day after"),
        pytest.param(
            [served("2016-09-01", "2020-08-31"), served("2020-09-01")], [], None, "2016-09-01", id="touching spells"
        ),
        pytest.param(
            [served("2016-09-01", "2020-08-30"), served("2020-09-01")], [], None, "2020-09-01", id="a day between"
        ),
        pytest.param(
            [served("2016-09-01", "2020-08-30"), served("2020-09-01")],
            [],
            Period(days=1),
            "2016-09-01",
            id="a day between, tolerated",
        ),
        pytest.param(
            [served("2016-09-01", "2020-08-29"), served("2020-09-01")],
            [],
            Period(days=1),
            "2020-09-01",
            id="two days between, one tolerated",
        ),
        pytest.param(
            [served("2016-09-01", "2018-08-31"), served("2020-09-01")],
            [served("2018-09-01", "2020-08-31")],
            None,
            "2016-09-01",
            id="bridged",
        ),
        pytest.param(
            [served("2016-09-01", "2018-08-31")], [served("2018-09-01")], None, "2016-09-01", id="the bridge runs"
        ),
        pytest.param(
            [served("2021-03-01")],
            [served("2021-01-01")],
            None,
            "2021-03-01",
            id="a leave begun before the posting",
        ),
        pytest.param([], [served("2021-01-01")], None, None, id="only a bridge"),
        pytest.param(
            [served("2016-09-01", "2018-08-31")],
            [(date.min, date.max)],
            None,
            "2016-09-01",
            id="a bridge without ends",
        ),
        pytest.param(
            [served("2016-09-01", "2018-08-25")],
            [served("2018-09-01")],
            Period(days=10),
            "2016-09-01",
            id="a gap before the running bridge",
        ),
        pytest.param(
            [served("2016-09-01", "2026-08-25")], [], Period(days=10), None, id="a gap before today holds nothing"
        ),
    ],
)
def test_first_day(own: list[Days], bridges: list[Days], gap: Period | None, first: str | None) -> None:
    """Given spells and bridges, when asked on the measuring day, then the stretch began on this day or none runs."""
    expected = None if first is None else date.fromisoformat(first)

    assert running_since(own, bridges, gap, ON) == expected
    assert running_since(own[::-1], bridges[::-1], gap, ON) == expected


DAYS = st.integers(-60, 10).map(lambda days: ON + days * DAY)
SPELLS = st.lists(
    st.tuples(DAYS, st.one_of(st.integers(1, 25), st.none())).map(
        lambda pair: (pair[0], date.max if pair[1] is None else pair[0] + pair[1] * DAY)
    ),
    max_size=5,
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(SPELLS, SPELLS, st.sampled_from([None, Period(days=1), Period(days=5), Period(months=1)]))
def test_same_as_the_algebra_of_spells(own: list[Days], bridges: list[Days], gap: Period | None) -> None:
    """Given any spells, when both ways of finding the running stretch are asked, then they name the same first day."""
    stretch = current_stretch(_spells(own), ON, gap=gap, bridges=_spells(bridges))

    assert running_since(own, bridges, gap, ON) == (None if stretch is None else stretch.start)


def _spells(days: list[Days]) -> list[Spell]:
    return [Spell.served(first, None if stop == date.max else stop - DAY, ON) for first, stop in days]


def test_a_weight_is_a_fact_of_the_record() -> None:
    """Given a field of the items as weight, when the policy is read, then the field's name is refused as unknown."""
    facts = {
        "经历": {"list": {"自": "date", "至": "date", "系数": "number"}},
        "折合": {"total": "经历", "weight": "系数"},
    }

    with pytest.raises(xr.PolicyError) as error:
        truth(facts, {"折合": "满 1年"}, {})

    assert "系数" in error.value.text("zh")
