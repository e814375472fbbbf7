"""The records of a school, of its departments and of one county in one year: what quotas and allocations count on."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from xgxp_rules.diagnostics import Both
from xgxp_rules.model.number_readers import read_count, read_year
from xgxp_rules.model.readers import read_name
from xgxp_rules.model.records.base import Record
from xgxp_rules.model.records.items import (
    CHOICES,
    NOT_A_LIST,
    SCHOOL_REF,
    STAGE,
    Choices,
    Spell,
    Steps,
)
from xgxp_rules.model.supplied import Flag, Number, Told, Word, choice, items_of
from xgxp_rules.model.unreadable import Reader
from xgxp_rules.model.values import FLAG, NUMBER, TEXT, Kind

REGION: Final = choice("urban 城区", "town 镇区", "township 乡镇", "rural 乡村")
DEPARTMENT: Final = choice("office 职能科室", "year_group 年级组", "subject_group 教研组")
SIZE: Final = choice("small 小", "medium 中", "large 大", ordered=True)


def _count(label: str, unit: str, description: str) -> Told:
    read: Reader = lambda raw: read_count(raw, unit)  # noqa: E731
    return Told(label, Kind("number", unit=unit), description, read=read)


class SchoolState(Spell):
    """What a school was between two days, where it is not what it is today."""

    stage: Annotated[Word, Told("学段", STAGE, "当时的办学学段")] = None
    region: Annotated[Word, Told("地域", REGION, "当时所在地域的类别")] = None
    cluster: Annotated[Word, Told("学区", TEXT, "当时所属学区或片区", read=read_name)] = None
    is_good: Annotated[Flag, Told("优质学校", FLAG, "当时是否优质学校")] = None
    is_weak: Annotated[Flag, Told("薄弱学校", FLAG, "当时是否薄弱学校")] = None
    size: Annotated[Word, Told("规模", SIZE, "当时的规模")] = None


class School(Record):
    """What is known of one school."""

    about: ClassVar[str] = "school"
    title: ClassVar[Both] = Both("学校记录", "the school's record")
    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("id",), ("name",))

    id: Annotated[Word, Told("编号", TEXT, "学校标识码", read=read_name)] = None
    name: Annotated[Word, Told("名称", TEXT, "学校名称，与任职经历中的写法一致", read=read_name)] = None
    stage: Annotated[Word, Told("学段", STAGE, "办学学段")] = None
    region: Annotated[Word, Told("地域", REGION, "所在地域的类别，按有权单位的认定")] = None
    cluster: Annotated[Word, Told("学区", TEXT, "所属学区或片区", read=read_name)] = None
    is_good: Annotated[Flag, Told("优质学校", FLAG, "按有权单位的认定")] = None
    is_weak: Annotated[Flag, Told("薄弱学校", FLAG, "按有权单位的认定")] = None
    size: Annotated[Word, Told("规模", SIZE, "按有权单位划分的规模")] = None
    pupil_count: Annotated[Number, _count("学生数", "人", "在校学生数")] = None
    class_count: Annotated[Number, _count("班级数", "个", "教学班数")] = None
    establishment_count: Annotated[Number, _count("编制数", "人", "核定编制数")] = None
    staff_count: Annotated[Number, _count("在编教职工数", "人", "实有在编教职工数")] = None
    teacher_count: Annotated[Number, _count("专任教师数", "人", "专任教师数")] = None
    backbone_count: Annotated[Number, _count("骨干教师数", "人", "骨干教师数")] = None
    post_count: Annotated[Number, _count("岗位总数", "个", "核定岗位总数")] = None
    senior_post_count: Annotated[Number, _count("高级岗位数", "个", "核定高级岗位数")] = None
    intermediate_post_count: Annotated[Number, _count("中级岗位数", "个", "核定中级岗位数")] = None
    junior_post_count: Annotated[Number, _count("初级岗位数", "个", "核定初级岗位数")] = None
    principal: Annotated[
        Word,
        Told(
            "校长", Kind("reference", of="principal"), "现任校长的任职：任职编号，或教师的人员编号", read=read_name
        ),
    ] = None
    paired_school: Annotated[Word, Told("结对学校", SCHOOL_REF, "结对帮扶的学校；没有写不适用", read=read_name)] = (
        None
    )
    county_year: Annotated[
        Word, Told("县区年度", Kind("reference", of="county_year"), "所属县区当年的统计记录", read=read_name)
    ] = None
    history: Annotated[
        tuple[SchoolState, ...] | NOT_A_LIST,
        items_of(SchoolState, "历年情况", "规模、地域等有变化时，各段的起止和当时的情况"),
    ] = None
    procedure_steps: Steps = None
    choices: Annotated[Choices | None, CHOICES] = None


class Department(Record):
    """What is known of one department of a school: an office, a year group, a subject group."""

    about: ClassVar[str] = "department"
    title: ClassVar[Both] = Both("部门记录", "the department's record")
    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("id",), ("school", "name"), ("name",))

    id: Annotated[Word, Told("编号", TEXT, "部门编号", read=read_name)] = None
    name: Annotated[Word, Told("名称", TEXT, "部门名称，与教师记录中的写法一致", read=read_name)] = None
    school: Annotated[Word, Told("学校", SCHOOL_REF, "所属学校", read=read_name)] = None
    head: Annotated[Word, Told("负责人", Kind("reference", of="teacher"), "负责人的人员编号", read=read_name)] = (
        None
    )
    kind: Annotated[Word, Told("类别", DEPARTMENT, "部门的类别")] = None
    subject: Annotated[Word, Told("学科", TEXT, "学科组的学科")] = None
    approved_count: Annotated[Number, _count("核定人数", "人", "核定的在岗人数")] = None
    staff_count: Annotated[Number, _count("现有人数", "人", "现有在岗人数")] = None
    procedure_steps: Steps = None
    choices: Annotated[Choices | None, CHOICES] = None


class CountyYear(Record):
    """The totals of one county in one year."""

    about: ClassVar[str] = "county_year"
    title: ClassVar[Both] = Both("县区年度记录", "the county-year record")
    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("id", "year"), ("name", "year"), ("id",), ("name",))

    id: Annotated[Word, Told("编号", TEXT, "行政区划代码，始终是文字", read=read_name)] = None
    name: Annotated[Word, Told("名称", TEXT, "县区名称", read=read_name)] = None
    year: Annotated[Number, Told("年度", NUMBER, "统计年份", read=read_year)] = None
    school_count: Annotated[Number, _count("学校数", "所", "学校数")] = None
    pupil_count: Annotated[Number, _count("学生数", "人", "在校学生数")] = None
    establishment_count: Annotated[Number, _count("编制数", "人", "核定编制总数")] = None
    staff_count: Annotated[Number, _count("在编教职工数", "人", "实有在编教职工总数")] = None
    post_count: Annotated[Number, _count("岗位总数", "个", "核定岗位总数")] = None
    planned_hire_count: Annotated[Number, _count("用人计划数", "人", "批准的用人计划")] = None
    hired_count: Annotated[Number, _count("新聘人数", "人", "当年新聘人数")] = None
    eligible_count: Annotated[Number, _count("应交流人数", "人", "当年属交流对象的人数")] = None
    exchanged_count: Annotated[Number, _count("交流人数", "人", "当年实际交流的人数")] = None
    exchanged_backbone_count: Annotated[Number, _count("交流骨干人数", "人", "实际交流人数中的骨干教师数")] = None
    procedure_steps: Steps = None
    choices: Annotated[Choices | None, CHOICES] = None
