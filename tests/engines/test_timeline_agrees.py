"""The days of a timeline are those that a scan of every single day finds, whatever the policy and the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from generated_policies import RECORDS, policies
from hypothesis import HealthCheck, assume, given, settings

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.record_files import load_record
from xgxp_rules.tools.timeline.breaks import law_breaks, law_breaks_of
from xgxp_rules.tools.timeline.searching import Question, answer_of, changes

CATALOG = Catalog()
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "teachers").glob("*.yaml"))
MULEI = "xinjiang.mulei.xgxp"


def scanned(question: Question, first: date, last: date) -> Iterator[date]:
    """Yield the days of change, found by looking at every day."""
    for number in range(1, (last - first).days + 1):
        day = first + timedelta(number)
        if answer_of(question.on(day)) != answer_of(question.on(day - timedelta(1))):
            yield day


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("decision", CATALOG.versions(MULEI)[0].decisions)
def test_sample_teachers_change_on_the_days_a_scan_finds(sample: Path, decision: str) -> None:
    """Given a sample teacher, when five years are asked of each decision, then no day is missed and none invented."""
    record = load_record(str(sample))
    first, last = date(2026, 1, 1), date(2031, 1, 1)

    def question() -> Question:
        return Question(lambda day: CATALOG.decide(MULEI, decision, record, as_of=day), law_breaks(CATALOG, MULEI))

    assert list(changes(question(), first, last)) == list(scanned(question(), first, last))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(text=policies(), facts=RECORDS)
def test_any_policy_changes_on_the_days_a_scan_finds(text: str, facts: dict[str, object]) -> None:
    """Given any well-typed policy and record, when two years and a leap day are asked, then the days are the scan's."""
    version, _ = check_policy(text, "generated.yaml")
    assert version is not None
    policy = Policy(version, CATALOG)
    first, last = date(2026, 7, 1), date(2028, 9, 2)
    try:
        record = Teacher.model_validate(facts)
        policy.decide_all(record, as_of=first)
    except RecordError:
        assume(False)
        return
    law = law_breaks_of(CATALOG, [version])

    for decision in policy.decisions:

        def question(decision: str = decision) -> Question:
            return Question(lambda day: policy.decide(decision, record, as_of=day), law)

        assert list(changes(question(), first, last)) == list(scanned(question(), first, last))
