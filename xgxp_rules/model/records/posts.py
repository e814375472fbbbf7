"""The records of a post held by a teacher: as principal, as class teacher of one class in one year, as researcher.

They are about the post, not the person: each refers to the teacher, and to the school where there is one, so a rule
reads the person through a dot (`教师.年龄`). The lists of the same names in a teacher's record stay what they are: what
the personnel file says of past terms.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final

from xgxp_rules.diagnostics import Both
from xgxp_rules.model.found import Found
from xgxp_rules.model.number_readers import read_count, read_school_year
from xgxp_rules.model.readers import read_name
from xgxp_rules.model.records.base import Item, Record
from xgxp_rules.model.records.checks import check_spell
from xgxp_rules.model.records.items import (
    CHOICES,
    GRADE,
    NOT_A_LIST,
    PRINCIPAL_POST,
    RESEARCH_LEVEL,
    SCHOOL_REF,
    STAGE,
    Appraisal,
    Choices,
    Measure,
    Steps,
)
from xgxp_rules.model.supplied import Day, Flag, Number, Told, Word, choice, items_of
from xgxp_rules.model.values import DATE, FLAG, NUMBER, TEXT, Kind

PRINCIPAL_RANK: Final = choice("junior 初级", "intermediate 中级", "senior 高级", "special 特级", ordered=True)
GUIDANCE: Final = choice(
    "observing 听课评课", "model_lesson 示范课", "lecture 讲座", "visit 送教", "research 课题指导", "other 其他"
)

_HOLDER: Final = Told("教师", Kind("reference", of="teacher"), "任职的教师的人员编号", read=read_name)
_SCHOOL: Final = Told("学校", SCHOOL_REF, "任职学校的名称或编号", read=read_name)
_FIRST_DAY: Final = "任职日期"
_ID: Final = Told("编号", TEXT, "这一任职的编号；没有的不写，以教师等合起来指认", read=read_name)
_TERM: Final = Told(
    "届次", Kind("number", unit="届"), "在这所学校的第几届任期", read=lambda raw: read_count(raw, "届")
)
_MEASURES: Final = items_of(Measure, "已生效措施", "已经生效的限制、停发、发放、免除等", evidence="决定文书")
_APPRAISALS: Final = items_of(Appraisal, "年度考核", "在这个职位上的历年考核等次", evidence="年度考核登记表")


class _Post(Record):
    """A post with a first day and, once it is over, a last."""

    @classmethod
    def together(cls, values: dict[str, Any], found: list[Found]) -> None:
        """Report an end before the beginning."""
        if "starts_on" in cls.steps:
            check_spell(values, found, (Both(_FIRST_DAY, "starts_on"), cls.step("ends_on")))


class TermAppraisal(Item):
    """The appraisal of one whole term of office."""

    on: Annotated[Day, Told("日期", DATE, "考核结论的日期")] = None
    term: Annotated[Number, _TERM] = None
    grade: Annotated[Word, Told("等次", GRADE, "任期考核的等次")] = None


class Principal(_Post):
    """One person's post as head or deputy head of one school.

    >>> Principal.model_validate({"教师": "t1", "学校": "一中", "职务": "校长"}).post
    'principal'
    """

    about: ClassVar[str] = "principal"
    title: ClassVar[Both] = Both("校长记录", "the principal's record")
    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("id",), ("teacher", "school"), ("teacher",))

    id: Annotated[Word, _ID] = None
    teacher: Annotated[Word, _HOLDER] = None
    school: Annotated[Word, _SCHOOL] = None
    post: Annotated[Word, Told("职务", PRINCIPAL_POST, "所任职务", evidence="任职文件")] = None
    rank: Annotated[Word, Told("职级", PRINCIPAL_RANK, "校长职级，由低到高", evidence="职级认定文件")] = None
    starts_on: Annotated[Day, Told(_FIRST_DAY, DATE, "在这所学校任现职的第一天（含）", evidence="任职文件")] = None
    ends_on: Annotated[
        Day, Told("离任日期", DATE, "任现职的最后一天（含）；仍在任则不写", open_ended=True, evidence="免职文件")
    ] = None
    term: Annotated[Number, _TERM] = None
    term_ends_on: Annotated[Day, Told("任期届满日", DATE, "本届任期的最后一天（含）", evidence="任职文件")] = None
    appraisals: Annotated[tuple[Appraisal, ...] | NOT_A_LIST, _APPRAISALS] = None
    term_appraisals: Annotated[
        tuple[TermAppraisal, ...] | NOT_A_LIST,
        items_of(TermAppraisal, "任期考核", "历届任期的考核等次", evidence="任期考核结论"),
    ] = None
    procedure_steps: Steps = None
    measures: Annotated[tuple[Measure, ...] | NOT_A_LIST, _MEASURES] = None
    choices: Annotated[Choices | None, CHOICES] = None


class ClassTeacher(_Post):
    """One person's charge of one class in one school year.

    >>> ClassTeacher.model_validate({"教师": "t1", "班级": "七(1)班", "学年": "2025-2026"}).school_year
    2025
    """

    about: ClassVar[str] = "class_teacher"
    title: ClassVar[Both] = Both("班主任记录", "the class teacher's record")
    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("id",),
        ("teacher", "school", "group", "school_year"),
        ("teacher", "group", "school_year"),
        ("teacher", "school_year"),
        ("teacher",),
    )

    id: Annotated[Word, _ID] = None
    teacher: Annotated[Word, _HOLDER] = None
    school: Annotated[Word, _SCHOOL] = None
    group: Annotated[Word, Told("班级", TEXT, "所带班级", read=read_name, evidence="学校任课安排")] = None
    school_year: Annotated[
        Number, Told("学年", NUMBER, "带这个班的学年，如 2025-2026；以开始的那一年计", read=read_school_year)
    ] = None
    stage: Annotated[Word, Told("学段", STAGE, "班级的学段")] = None
    starts_on: Annotated[Day, Told(_FIRST_DAY, DATE, "带这个班的第一天（含）", evidence="学校任课安排")] = None
    ends_on: Annotated[Day, Told("离任日期", DATE, "带这个班的最后一天（含）；仍在任则不写", open_ended=True)] = (
        None
    )
    pupil_count: Annotated[
        Number, Told("学生数", Kind("number", unit="人"), "班级的学生数", read=lambda raw: read_count(raw, "人"))
    ] = None
    rating: Annotated[Word, Told("评价", GRADE, "这一学年班主任工作的评价", evidence="班主任考核结果")] = None
    procedure_steps: Steps = None
    choices: Annotated[Choices | None, CHOICES] = None


class Guidance(Item):
    """One piece of a researcher's work with a school."""

    on: Annotated[Day, Told("日期", DATE, "指导的日期")] = None
    school: Annotated[Word, Told("学校", SCHOOL_REF, "指导的学校", read=read_name)] = None
    kind: Annotated[Word, Told("类型", GUIDANCE, "指导的方式")] = None
    lessons: Annotated[
        Number,
        Told("节数", Kind("number", unit="节"), "听课、示范课的节数", read=lambda raw: read_count(raw, "节")),
    ] = None


class Researcher(_Post):
    """One person's appointment as a researcher of teaching at one institution.

    >>> Researcher.model_validate({"教师": "t1", "单位": "县教研室", "级别": "县级"}).level
    'county'
    """

    about: ClassVar[str] = "researcher"
    title: ClassVar[Both] = Both("教研员记录", "the researcher's record")
    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("id",), ("teacher", "institution"), ("teacher",))

    id: Annotated[Word, _ID] = None
    teacher: Annotated[Word, _HOLDER] = None
    institution: Annotated[Word, Told("单位", TEXT, "聘任教研员的单位", read=read_name, evidence="聘书")] = None
    level: Annotated[Word, Told("级别", RESEARCH_LEVEL, "聘任的级别，由低到高", evidence="聘书")] = None
    subject: Annotated[Word, Told("学科", TEXT, "负责的学科", read=read_name)] = None
    stage: Annotated[Word, Told("学段", STAGE, "负责的学段")] = None
    full_time: Annotated[Flag, Told("专职", FLAG, "是否专职")] = None
    starts_on: Annotated[Day, Told(_FIRST_DAY, DATE, "聘任的第一天（含）", evidence="聘书")] = None
    ends_on: Annotated[
        Day, Told("离任日期", DATE, "聘任的最后一天（含）；仍在聘则不写", open_ended=True, evidence="解聘文件")
    ] = None
    term_ends_on: Annotated[Day, Told("聘期届满日", DATE, "本届聘期的最后一天（含）", evidence="聘书")] = None
    appraisals: Annotated[tuple[Appraisal, ...] | NOT_A_LIST, _APPRAISALS] = None
    guidance: Annotated[
        tuple[Guidance, ...] | NOT_A_LIST,
        items_of(Guidance, "指导记录", "听课、示范课、讲座、送教等", evidence="教研台账"),
    ] = None
    procedure_steps: Steps = None
    choices: Annotated[Choices | None, CHOICES] = None
