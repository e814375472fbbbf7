"""Whether all records of a kind are there: as somebody says, else as the decided record's references show."""

from __future__ import annotations

from typing import Any

import pytest

import xgxp_rules as xr

TEACHER = {"编号": "t1", "任职经历": [{"学校": "一中", "自": "2020-09-01"}], "师傅": "t2", "校区": "三中"}
SCHOOLS = {name: {"编号": code, "名称": name} for code, name in (("s1", "一中"), ("s2", "二中"), ("s3", "三中"))}


def beside(schools: tuple[str, ...], teachers: tuple[dict[str, Any], ...] = (), **said: Any) -> xr.Records:
    """Return some schools and teachers handed in."""
    found = [xr.School.model_validate(SCHOOLS[name]) for name in schools]
    return xr.Records([*found, *(xr.Teacher.model_validate(one) for one in teachers)], **said)


@pytest.mark.parametrize(
    ("others", "kind", "whole"),
    [
        pytest.param(beside(()), "school", False, id="none-handed-in"),
        pytest.param(beside(("一中",)), "school", False, id="her-own-school-alone"),
        pytest.param(beside(("一中", "二中")), "school", True, id="one-that-nothing-leads-to"),
        pytest.param(beside(("二中",)), "school", True, id="one-that-nothing-leads-to-alone"),
        pytest.param(beside(("三中",)), "school", False, id="named-by-a-fact-of-the-policy"),
        pytest.param(beside(("一中",), complete=["school"]), "school", True, id="said-to-be-all"),
        pytest.param(beside(("一中", "二中"), complete=[]), "school", False, id="said-of-no-kind"),
        pytest.param(beside(("一中",), complete=[], assumed=["school"]), "school", False, id="assumed-of-her-own"),
        pytest.param(beside(("二中",), complete=[], assumed=["school"]), "school", True, id="assumed-of-another"),
        pytest.param(beside((), ({"编号": "t2"},)), "teacher", False, id="her-master-alone"),
        pytest.param(beside((), ({"编号": "t2"}, {"编号": "t3"})), "teacher", True, id="a-colleague-besides"),
        pytest.param(beside((), ({"编号": "t2", "师傅": "t3"}, {"编号": "t3"})), "teacher", False, id="a-chain"),
        pytest.param(beside((), ({"编号": "t2", "师傅": "t1"},)), "teacher", False, id="a-ring"),
        pytest.param(
            beside(("二中",), ({"编号": "t2", "任职经历": [{"学校": "二中", "自": "2020-09-01"}]},)),
            "school",
            False,
            id="the-school-of-her-master",
        ),
    ],
)
def test_whether_all_of_a_kind_are_there(others: xr.Records, kind: str, whole: bool) -> None:
    """Given records beside one, when nobody says that they are all, then only one not led to makes its kind whole."""
    assert others.is_complete(kind, xr.Teacher.model_validate(TEACHER)) is whole


def test_the_record_itself_among_its_kind_leads_to_nothing() -> None:
    """Given a roster of one, when that one is decided, then the roster is whole."""
    own = xr.Teacher.model_validate(TEACHER)

    assert xr.Records([own]).is_complete("teacher", own)
