"""Ambiguous passages: an answer names those it depends on and no others, under whichever choice was made."""

from __future__ import annotations

from datetime import date

import pytest

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher

AS_OF = date(2026, 9, 1)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Catalog().in_force("xinjiang.mulei.xgxp", on=AS_OF)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        pytest.param("rotation", ["轮岗条件按哪一天计算", "长期病假怎样认定"], id="rotation"),
        pytest.param("appraisal", [], id="appraisal"),
        pytest.param("reposting", [], id="reposting"),
        pytest.param("competence", ["两项能力条件是否须同时具备"], id="competence"),
        pytest.param("registration", ["注册逾期怎样认定"], id="registration"),
        pytest.param(
            "dismissal",
            ["不同意调整岗位是否以考核不合格为前提", "调整岗位后看哪一次考核", "待岗中断后是否接着算"],
            id="dismissal",
        ),
        pytest.param("ethics", [], id="ethics"),
    ],
)
def test_an_answer_names_the_readings_it_depends_on(policy: Policy, decision: str, expected: list[str]) -> None:
    """Given a clause with several ambiguities, then a decision shows those that replace something it is made from."""
    report = policy.decide(decision, Teacher(), as_of=AS_OF).report()

    assert [one.id for one in report.readings] == expected
    assert all(one.default and one.status == "待明确" for one in report.readings)


@pytest.mark.parametrize("decision", ["rotation", "competence", "registration", "dismissal"])
def test_another_choice_is_shown_as_chosen(policy: Policy, decision: str) -> None:
    """Given the other choice of each reading in turn, then the answer says so and depends on the same readings."""
    usual = [one.id for one in policy.decide(decision, Teacher(), as_of=AS_OF).report().readings]
    declared = {reading.id: reading for reading in policy.version_data.readings}

    for name in usual:
        other = next(one.name for one in declared[name].choices if one.name != declared[name].default)
        report = policy.decide(decision, Teacher(), as_of=AS_OF, readings={name: other}).report()

        assert [one.id for one in report.readings] == usual
        assert [(one.id, one.choice) for one in report.readings if not one.default] == [(name, other)]
