"""Sample records by label and by id, and what the tests of records ask of them."""

from __future__ import annotations

from typing import Any

import pytest

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.records import MODELS, Record, Teacher

EVERY_MODEL: tuple[type[Record], ...] = tuple(MODELS.values())
CHINESE = {
    "编号": "T-0007",
    "姓名": "李梅",
    "性别": "女",
    "岗位类别": "专业技术",
    "出生日期": "1980-05-01",
    "在编在职": "是",
    "长期病假": "否",
    "孕期至哺乳期": "否",
    "任职经历": [{"学校": "一中", "自": "2010-09-01", "至": "2020-08-31"}, {"学校": "二中", "自": "2020-09-01"}],
    "年度考核": [{"年度": "2024", "等次": "合格"}, {"年度": 2025, "等次": "不定等次"}],
    "待岗经历": [],
    "资格注册": [{"日期": "2023-06-01", "结论": "合格"}],
    "处分": [],
    "请假": [{"类型": "病假", "自": "2022-03-01", "至": "2022-03-14"}],
}
ENGLISH = {
    "id": "T-0007",
    "name": "李梅",
    "sex": "female",
    "post_category": "professional",
    "born_on": "1980/5/1",
    "in_post_on_establishment": True,
    "on_long_sick_leave": False,
    "pregnant_or_nursing": "no",
    "postings": [
        {"school": "一中", "starts_on": "2010年9月1日", "ends_on": "2020.8.31"},
        {"school": "二中", "starts_on": "2020-09-01"},
    ],
    "appraisals": [{"year": 2024, "grade": "qualified"}, {"year": 2025, "grade": "no_grade"}],
    "waiting_spells": [],
    "registrations": [{"on": "2023-06-01", "result": "qualified"}],
    "sanctions": [],
    "leaves": [{"kind": "sick", "starts_on": "2022-03-01", "ends_on": "2022-03-14"}],
}


def problems(data: Any, model: type[Record] = Teacher) -> tuple[tuple[str, str], ...]:
    """Return code and headline of everything that is wrong with a record."""
    with pytest.raises(RecordError) as caught:
        model.model_validate(data)
    return tuple((each.code, each.headline("zh")) for each in caught.value.diagnostics)


def codes(data: Any) -> list[str]:
    return [code for code, _ in problems(data)]


def postings(*rows: tuple[Any, ...]) -> dict[str, Any]:
    keys = ("学校", "自", "至", "主岗")
    return {"任职经历": [{key: value for key, value in zip(keys, row, strict=False) if value} for row in rows]}
