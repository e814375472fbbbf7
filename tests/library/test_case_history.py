"""Looking back: a case as of any day, and as it was known on any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from case_kit import CLERK, Moments, cases_in, opened

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases

D = date


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    with cases_in(tmp_path) as made:
        yield opened(made)


class TestLookingBack:
    """A case as of any past day, and as it was known on any past day."""

    @pytest.fixture
    def history(self, tmp_path: Path) -> Iterator[Cases]:
        clock = Moments(D(2024, 2, 1))
        with cases_in(tmp_path, clock=clock) as cases:
            opened(cases)
            clock.on(D(2024, 3, 5))
            cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="A")
            clock.on(D(2024, 5, 10))
            cases.correct("甲", "A", on=D(2024, 3, 4), actor="复核")
            clock.on(D(2024, 7, 1))
            cases.record("甲", "结业", on=D(2024, 9, 1), actor=CLERK)
            yield cases

    @pytest.mark.parametrize(
        ("as_of", "known_on", "expected"),
        [
            pytest.param(D(2024, 2, 1), None, ("待岗", 0), id="before-the-event"),
            pytest.param(D(2024, 3, 3), None, ("待岗", 0), id="as-corrected"),
            pytest.param(D(2024, 3, 4), None, ("培训", 1), id="on-the-corrected-day"),
            pytest.param(D(2024, 3, 4), D(2024, 3, 4), ("待岗", 0), id="not-yet-known"),
            pytest.param(D(2024, 3, 3), D(2024, 3, 5), ("培训", 1), id="as-known-before-the-correction"),
            pytest.param(D(2024, 3, 3), D(2024, 5, 10), ("待岗", 0), id="as-known-after-the-correction"),
            pytest.param(D(2024, 8, 31), None, ("培训", 1), id="recorded-but-not-yet-in-effect"),
            pytest.param(D(2024, 9, 1), None, ("待岗", 2), id="in-effect"),
        ],
    )
    def test_as_of_and_as_known(
        self, history: Cases, as_of: date, known_on: date | None, expected: tuple[str, int]
    ) -> None:
        """Given what was recorded when, when a past day is asked for, then the case is what it was on that day."""
        report = history.show("甲", as_of=as_of, known_on=known_on)

        assert (report.state, len(report.taken)) == expected

    def test_what_is_recorded_ahead_is_shown_as_planned(self, history: Cases) -> None:
        """Given an entry that holds from a later day, when the case is shown before, then it is listed as planned."""
        report = history.show("甲", as_of=D(2024, 8, 1))

        assert [(line.name, line.on) for line in report.planned] == [("结业", D(2024, 9, 1))]

    @pytest.mark.parametrize(
        ("as_of", "known_on"),
        [
            pytest.param(D(2024, 1, 30), None, id="not-yet-opened"),
            pytest.param(D(2024, 3, 1), D(2024, 1, 31), id="not-yet-recorded"),
        ],
    )
    def test_before_there_was_a_case(self, history: Cases, as_of: date, known_on: date | None) -> None:
        """Given a day before the case, when it is asked for, then that is said."""
        with pytest.raises(XgxpError) as caught:
            history.show("甲", as_of=as_of, known_on=known_on)

        assert caught.value.code == "XG840"
