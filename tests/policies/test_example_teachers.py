"""The sample teachers show what their first line says they show; whoever reads them first must not be misled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.record_files import load_record

SAMPLES = Path(__file__).resolve().parents[2] / "examples" / "teachers"
AS_OF = date(2026, 9, 1)


def _decisions(name: str) -> dict[str, Decision]:
    policy = Catalog().in_force("xinjiang.mulei.xgxp", on=AS_OF)
    record = load_record(str(SAMPLES / f"{name}.yaml"))
    return {one.decision: one for one in policy.decide_all(record, as_of=AS_OF)}


@pytest.mark.parametrize(
    ("name", "decision", "outcome", "offers"),
    [
        pytest.param("li-mei", "rotation", "due", (), id="due-on-the-very-day"),
        pytest.param("wang-jun", "rotation", "not_due", (), id="not-due-by-nine-days"),
        pytest.param("ayjan", "rotation", None, (), id="undetermined"),
        pytest.param("zhao-lei", "registration", "no_measure", ("repost_or_wait",), id="an-offer"),
        pytest.param("chen-bo", "dismissal", "dismissed", (), id="a-ground-for-dismissal"),
        pytest.param("ma-yan", "dismissal", "dismissed", (), id="a-dismissal-that-higher-law-blocks"),
    ],
)
def test_a_sample_shows_what_it_says(
    name: str, decision: str, outcome: str | None, offers: tuple[str, ...]
) -> None:
    """Given a sample teacher on the day its comment names, then the one decision it is about comes out so."""
    found = _decisions(name)[decision]

    assert (found.outcome, found.offers) == (outcome, offers)


@pytest.mark.parametrize("name", ["li-mei", "zhao-lei", "chen-bo"])
def test_a_complete_sample_leaves_nothing_open(name: str) -> None:
    """Given a sample whose record is complete, then every decision is determined."""
    statuses = {one.status for one in _decisions(name).values()}

    assert statuses == {"determined"}


def test_the_undetermined_sample_names_the_two_papers_that_are_missing() -> None:
    """The month of a posting and the certificate of a leave are what the clerk must ask for."""
    missing = _decisions("ayjan")["rotation"].missing

    assert [fact.place or fact.label for fact in missing] == ["任职经历[1].自", "长期病假"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_sample_says_that_it_is_one(path: Path) -> None:
    """Nobody may take an invented teacher for a real one."""
    assert "虚构的样例" in path.read_text(encoding="utf-8").splitlines()[0]


def test_the_blocked_sample_shows_the_county_and_the_national_clause() -> None:
    """Refusing a new post is a county ground without a national one: both clauses are shown, and nothing takes effect."""
    found = _decisions("ma-yan")["dismissal"]
    clauses = {(one.policy, one.id) for one in found.report().clauses}

    assert (found.status, found.outcome) == ("blocked", "dismissed")
    assert {("xinjiang.mulei.xgxp", "四(五)之四"), ("national.personnel", "第十六条")} <= clauses
