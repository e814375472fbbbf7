"""Whole policies meet whole rosters: every decision, quota, procedure and transition ends in an answer."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generated_wholes import Whole, rosters, wholes
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from xgxp_rules.diagnostics import RecordError, render_all
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Records, School, Teacher
from xgxp_rules.model.report import DecisionReport
from xgxp_rules.tools.explain import explain

SETTINGS = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
DAYS = st.sampled_from([date(2020, 1, 1), date(2026, 9, 1), date(2027, 1, 1), date(2028, 2, 29), date(2031, 6, 30)])


@SETTINGS
@given(whole=wholes())
def test_what_is_generated_is_sound(whole: Whole) -> None:
    """Given both versions of a generated policy, when they are read, then neither has an error."""
    for text in (whole.first, whole.second):
        policy, remarks = check_policy(text, "generated.yaml")
        assert policy is not None, "\n" + render_all(remarks, {"generated.yaml": text})


@SETTINGS
@given(whole=wholes(), roster=rosters(), as_of=DAYS)
def test_everything_ends_in_an_answer(
    whole: Whole, roster: tuple[list[dict[str, object]], list[dict[str, object]]], as_of: date
) -> None:
    """Given two versions and a roster, when all is asked of everybody, then each answer is sound and written."""
    with TemporaryDirectory() as folder:
        catalog = catalog_of(whole, Path(folder))
        try:
            teachers = [Teacher.load(one) for one in roster[0]]
            schools = [School.load(one) for one in roster[1]]
            others = Records([*teachers, *schools])
            for teacher in teachers:
                answers_about(catalog, teacher, others, as_of)
            quotas_of(catalog, teachers, schools, as_of)
        except RecordError:
            assume(False)


def catalog_of(whole: Whole, folder: Path) -> Catalog:
    """Return a catalog that holds both versions."""
    place = folder / "generated" / "policy"
    place.mkdir(parents=True)
    (place / "v1.yaml").write_text(whole.first, encoding="utf-8")
    (place / "v2.yaml").write_text(whole.second, encoding="utf-8")
    return Catalog(folder)


def answers_about(catalog: Catalog, teacher: Teacher, others: Records, as_of: date) -> None:
    """Ask every decision and procedure about one teacher, and hold each answer to what an answer must be."""
    policy = catalog.in_force("generated.policy", as_of)
    for name in policy.decisions:
        decision = catalog.decide("generated.policy", name, teacher, as_of=as_of, others=others)
        assert decision.status in ("determined", "undetermined", "blocked")
        assert decision.status != "undetermined" or decision.possible or decision.run.settled.reason
        assert DecisionReport.model_validate(json.loads(decision.model_dump_json())).status == decision.status
        assert explain(decision, detail="worksheet")
        report = policy.decide_readings(name, teacher, as_of=as_of, others=others)
        assert report.answer.status in ("determined", "undetermined", "blocked")
    assert policy.procedure("办法", teacher, as_of=as_of).steps


def quotas_of(catalog: Catalog, teachers: list[Teacher], schools: list[School], as_of: date) -> None:
    """Count every quota; what is counted never exceeds its base, nor the base the roster."""
    for result in catalog.in_force("generated.policy", as_of).quotas(teachers, groups=schools, as_of=as_of):
        assert result.status in ("met", "missed", "open")
        assert 0 <= result.counted.at_least <= result.counted.at_most <= result.base.at_most <= len(teachers)
