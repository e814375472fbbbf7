"""Honest unknowns: each input of rotation is left out in turn, of every teacher that the listed values make up.

A decision is open exactly where the missing input could change it, and then it names that input and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher

AS_OF = date(2026, 9, 1)

VALUES: dict[str, list[Any]] = {
    "in_post_on_establishment": ["是", "否"],
    "sex": ["男", "女"],
    "post_category": ["专业技术", "管理", "工勤"],
    "born_on": ["1966-01-01", "1977-01-01", "1980-05-01", "1990-01-01"],
    "on_long_sick_leave": ["是", "否"],
    "pregnant_or_nursing": ["是", "否"],
    "postings": [
        [{"学校": "一中", "自": "2015-09-01"}],
        [{"学校": "一中", "自": "2024-09-01"}],
        [{"学校": "一中", "自": "2018-09-01", "至": "2021-08-31"}, {"学校": "一中", "自": "2022-09-01"}],
    ],
    "absences": [[], [{"类型": "借调", "自": "2021-09-01", "至": "2022-08-31"}]],
    "leaves": [[], [{"类型": "病假", "自": "2021-09-01", "至": "2022-08-31"}]],
}
"""Values of each input that lie on both sides of every test; one year of absence closes the gap between two stays."""

ABSENCES = ("absences", "leaves")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Catalog().in_force("xinjiang.mulei.xgxp", on=AS_OF)


def _teachers(without: str) -> Iterator[dict[str, Any]]:
    """Yield every teacher of the table without one input; the lists of absences are empty unless they are the input."""
    kept = {name: values[:1] if name in ABSENCES else values for name, values in VALUES.items() if name != without}
    for combination in product(*kept.values()):
        yield dict(zip(kept, combination, strict=True))


def _outcomes(policy: Policy, teacher: dict[str, Any], name: str) -> set[str | None]:
    full = [Teacher.model_validate({**teacher, name: value}) for value in VALUES[name]]
    return {policy.decide("rotation", record, as_of=AS_OF).outcome for record in full}


@pytest.mark.parametrize("name", VALUES)
def test_leaving_an_input_out_opens_the_decision_exactly_where_it_matters(policy: Policy, name: str) -> None:
    """Given a teacher without one input, when its values disagree, then that input is asked for; else nothing is."""
    mattered = 0
    for teacher in _teachers(without=name):
        outcomes = _outcomes(policy, teacher, name)

        decision = policy.decide("rotation", Teacher.model_validate(teacher), as_of=AS_OF)

        missing = [fact.id for fact in decision.missing]
        if len(outcomes) > 1:
            mattered += 1
            assert (decision.status, missing) == ("undetermined", [name]), teacher
            assert outcomes <= set(decision.possible), teacher
        else:
            assert (decision.status, missing) == ("determined", []), teacher
            assert outcomes == {decision.outcome}, teacher

    assert mattered, "the table must hold teachers whose answer hangs on this input"


@pytest.mark.parametrize("name", [name for name in VALUES if name not in ABSENCES])
def test_an_unknown_input_says_where_it_is_found(policy: Policy, name: str) -> None:
    """What is asked of a clerk comes with the paper that shows it."""
    teacher = next(one for one in _teachers(without=name) if len(_outcomes(policy, one, name)) > 1)

    decision = policy.decide("rotation", Teacher.model_validate(teacher), as_of=AS_OF)

    assert [fact.evidence != "" for fact in decision.missing] == [True]


def test_nothing_known_asks_for_everything_and_settles_nothing(policy: Policy) -> None:
    """An empty record leaves every outcome possible and names every input."""
    decision = policy.decide("rotation", Teacher.model_validate({}), as_of=AS_OF)

    assert decision.status == "undetermined"
    assert set(decision.possible) == {"deferred", "due", "not_due"}
    assert {fact.id for fact in decision.missing} == set(VALUES)
