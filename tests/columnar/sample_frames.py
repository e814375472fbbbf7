"""Three teachers and their postings as columns: one due, one too short at her school, one of whom little is known."""

from __future__ import annotations

from datetime import date

AS_OF = date(2026, 9, 1)
TEACHERS = {
    "id": ["a", "b", "c"],
    "性别": ["男", "女", None],
    "出生日期": [date(1980, 1, 1), date(1970, 5, 5), None],
    "在编在职": [True, True, None],
    "长期病假": [False, False, False],
    "孕期至哺乳期": ["否", "否", "否"],
}
POSTINGS = {
    "id": ["a", "b", "b"],
    "学校": ["一中", "二中", "一中"],
    "自": [date(2015, 9, 1), date(2020, 9, 1), date(2012, 9, 1)],
    "至": [None, None, date(2020, 8, 31)],
}
COMPLETE = ("任职经历", "年度考核", "请假", "离岗经历")
