"""A disputed fact keeps its claims on the card, and the card says whether the dispute matters to this answer."""

from __future__ import annotations

from datetime import date

import pytest

import xgxp_rules as xr

BASE = {
    "性别": "女",
    "岗位类别": "专业技术",
    "在编在职": "是",
    "长期病假": "否",
    "孕期至哺乳期": "否",
    "任职经历": [{"学校": "一中", "自": "2020-09-01"}],
    "离岗经历": [],
    "请假": [],
}


def card(one: str, other: str, **more: object) -> str:
    claims = {"争议": [{"值": one, "来源": "档案"}, {"值": other, "来源": "身份证"}]}
    record = xr.Teacher.model_validate({**BASE, "出生日期": claims, **more})
    decision = xr.Catalog().decide("xinjiang.mulei.xgxp", "rotation", record, as_of=date(2026, 9, 1))
    return xr.explain(decision)


@pytest.mark.parametrize(
    ("one", "other", "more", "said"),
    [
        pytest.param("1980-05-01", "1981-05-01", {}, "各种说法结果相同", id="both-far-from-retirement"),
        pytest.param("1972-05-01", "1985-05-01", {}, "说法不同，结果可能不同", id="one-within-five-years"),
        pytest.param(
            "1980-05-01", "1981-05-01", {"长期病假": "未知"}, "结果可能不同", id="open-for-another-reason-too"
        ),
    ],
)
def test_the_card_says_whether_the_dispute_matters(
    one: str, other: str, more: dict[str, object], said: str
) -> None:
    """Given two birth dates from two sources, when decided, then both stand there, and whether they lead elsewhere."""
    text = card(one, other, **more).replace("\n        ", "")

    assert f"{one}（档案）；{other}（身份证）" in text
    assert said in text
