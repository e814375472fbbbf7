"""What a post, a department and a county's year are called by others, and what their records refuse."""

from __future__ import annotations

from typing import Any

import pytest

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.records import MODELS, Records
from xgxp_rules.model.records.others import names_of

POST = {"教师": "t1", "学校": "一中"}
CLASS = {**POST, "班级": "七(1)班", "学年": "2030-2031"}


@pytest.mark.parametrize(
    ("about", "given", "names"),
    [
        pytest.param("principal", {**POST, "编号": "p1"}, ("p1", "t1/一中", "t1"), id="a-number-comes-first"),
        pytest.param("principal", POST, ("t1/一中", "t1"), id="else-holder-and-school"),
        pytest.param("principal", {"学校": "一中"}, (), id="a-school-alone-names-no-post"),
        pytest.param(
            "class_teacher",
            CLASS,
            ("t1/一中/七(1)班/2030", "t1/七(1)班/2030", "t1/2030", "t1"),
            id="a-class-in-a-year",
        ),
        pytest.param("researcher", {"教师": "t1", "单位": "县教研室"}, ("t1/县教研室", "t1"), id="an-institution"),
        pytest.param(
            "department", {"学校": "一中", "名称": "语文组"}, ("一中/语文组", "语文组"), id="a-department"
        ),
        pytest.param(
            "county_year", {"编号": "999999", "年度": 2026}, ("999999/2026", "999999"), id="code-and-year"
        ),
        pytest.param("county_year", {"名称": "某县"}, ("某县",), id="a-year-not-known"),
        pytest.param("teacher", {"编号": "t1", "姓名": "某"}, ("t1",), id="people-never-by-name"),
    ],
)
def test_what_a_record_is_called(about: str, given: dict[str, Any], names: tuple[str, ...]) -> None:
    """Given what a record holds, then these names lead to it, the first of them its id."""
    assert names_of(MODELS[about].load(given)) == names


def test_two_years_of_one_county_stand_side_by_side() -> None:
    """Given two years of a county, then each is found by code and year, and the code alone leads nowhere."""
    years = [MODELS["county_year"].load({"编号": "999999", "年度": year}) for year in (2025, 2026)]

    both, one = Records(years), Records(years[:1])

    assert both.get("county_year", "999999/2026") is years[1]
    assert both.get("county_year", "999999") is None
    assert one.get("county_year", "999999") is years[0]


def test_the_same_year_twice_is_refused() -> None:
    """Given one county's year twice, then it is said, as for any two records of one id."""
    year = MODELS["county_year"].load({"编号": "999999", "年度": 2026})

    with pytest.raises(RecordError) as caught:
        Records([year, year])

    assert [each.code for each in caught.value.diagnostics] == ["XG460"]


@pytest.mark.parametrize("about", ["principal", "class_teacher", "researcher"])
def test_a_post_does_not_end_before_it_begins(about: str) -> None:
    """Given a last day before the first, then the record is refused in the words of its own fields."""
    with pytest.raises(RecordError) as caught:
        MODELS[about].load({"教师": "t1", "任职日期": "2030-09-01", "离任日期": "2030-08-31"})

    assert [each.code for each in caught.value.diagnostics] == ["XG420"]
    assert "`任职日期`" in caught.value.text()
    assert "离任日期" in caught.value.text()
