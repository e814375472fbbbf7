"""The tables of the county: which there are, their columns, and how they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from making.county import SCHOOLS, UNDEFINED, County, Row

Tables = dict[str, tuple[tuple[str, ...], list[Row]]]

LISTS: dict[str, tuple[str, ...]] = {
    "任职经历": ("自", "至", "学校", "岗位"),
    "年度考核": ("年度", "等次"),
    "资格注册": ("日期", "结论"),
    "请假": ("自", "至", "类型"),
    "离岗经历": ("自", "至", "类型", "去向"),
    "进修经历": ("自", "至", "单位", "类型"),
    "校长任职": ("自", "至", "学校", "职务", "届次"),
    "班主任经历": ("自", "至", "学校", "班级", "评价"),
    "教研员聘任": ("自", "至", "学科", "级别", "专职"),
    "待岗经历": ("自", "至", "结束方式"),
    "岗位调整意见": ("日期", "拟调岗位", "学校", "答复", "答复日期"),
    "处分": ("日期", "种类", "事由", "解除日期"),
    "职称": ("日期", "等级", "名称"),
    "岗位聘用": ("自", "至", "学校", "岗位", "岗位类别", "等级"),
    "孕产": ("证明日期", "出生日期", "终止日期"),
    "旷工经历": ("自", "至"),
    "交流派出": ("日期", "返回日", "去向"),
}
"""The tables with a row for each entry, and their columns after the first."""

FOR = {
    "旷工经历": "national.personnel、xinjiang.mulei.xgxp",
    "交流派出": "xinjiang.mulei",
    "认定": "xinjiang.mulei.xgxp",
}
"""Tables of facts that only certain policies know."""

NOTE = "没有行的人就是没有；个别人的登记不全，见教师表“缺表”一列"


def laid_out(county: County) -> Tables:
    """Return every table by name, each with its columns and rows."""
    tables: Tables = {"学校": _school_table(), "教师": _teacher_table(county)}
    for name, columns in LISTS.items():
        rows = sorted(county.rows.get(name, []), key=lambda row: (row["教师"], row[columns[0]]))
        tables[name] = (("教师", *columns), rows)
    tables["认定"] = _judgements(county)
    complete = [{"表": name, "完整": "是", "政策": FOR.get(name, ""), "说明": NOTE} for name in LISTS]
    judged = {"表": "认定", "每人一行": "是", "政策": FOR["认定"], "说明": "由有权单位认定的几项"}
    tables["表"] = (("表", "完整", "每人一行", "政策", "说明"), [*complete, judged])
    return tables


def _judgements(county: County) -> tuple[tuple[str, ...], list[Row]]:
    rows = [{"教师": one.id, **{name: one.cells[name] for name in UNDEFINED}} for one in county.people]
    return ("教师", *UNDEFINED), rows


def _teacher_table(county: County) -> tuple[tuple[str, ...], list[Row]]:
    columns = (
        *("编号", "姓名", "性别", "出生日期", "参加工作日期", "聘用日期", "岗位类别", "在编在职"),
        *("学段", "学科", "学历", "职称等级", "现任岗位", "骨干教师", "长期病假", "孕期至哺乳期", "缺表"),
    )
    rows = []
    for person in county.people:
        started = person.started.isoformat()
        known = {"编号": person.id, "姓名": f"教师{person.id[1:]}", "性别": person.sex}
        known |= {"出生日期": person.born.isoformat(), "参加工作日期": started, "聘用日期": started}
        known |= {"岗位类别": person.category, "学段": person.stage, "缺表": "、".join(person.lacking)}
        rows.append({name: cell for name, cell in {**known, **person.cells}.items() if name in columns})
    return columns, rows


def _school_table() -> tuple[tuple[str, ...], list[Row]]:
    columns = (
        *("编号", "名称", "学段", "地域", "学区", "优质学校", "薄弱学校", "学生数", "班级数"),
        *("编制数", "在编教职工数", "专任教师数", "高级岗位数", "中级岗位数", "初级岗位数"),
    )
    rows = []
    for one in SCHOOLS:
        posts = one.teachers + one.teachers // 12
        pupils = round(one.teachers * one.pupils_each)
        named = {"编号": one.id, "名称": one.name, "学段": one.stage, "地域": one.region, "学区": one.cluster}
        judged = {"优质学校": _flag(one.good), "薄弱学校": _flag(one.weak)}
        counts = {"学生数": pupils, "班级数": one.classes, "编制数": posts, "在编教职工数": one.teachers}
        senior, middle = posts * 3 // 10, posts * 2 // 5
        counts |= {"专任教师数": one.teachers, "高级岗位数": senior, "中级岗位数": middle}
        counts |= {"初级岗位数": posts - senior - middle}
        rows.append({**named, **judged, **{name: str(count) for name, count in counts.items()}})
    return columns, rows


def _flag(value: bool) -> str:
    return "是" if value else "否"


def written(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Return a table as CSV: UTF-8, lines that end in LF, nothing quoted that need not be."""
    text = io.StringIO()
    table = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()
