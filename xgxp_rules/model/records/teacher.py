"""The record of one teacher: dated material from the personnel file, never conclusions."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final

from xgxp_rules.diagnostics import Both
from xgxp_rules.model.found import Found
from xgxp_rules.model.readers import read_name
from xgxp_rules.model.records.base import Record
from xgxp_rules.model.records.checks import check_after_birth, check_appraisals, check_postings
from xgxp_rules.model.records.items import (
    CHOICES,
    NOT_A_LIST,
    POST_CATEGORY,
    STAGE,
    TITLE_LEVEL,
    Absence,
    Appointment,
    Appraisal,
    Choices,
    ClassTeacherSpell,
    Leave,
    Measure,
    Posting,
    PostOffer,
    Pregnancy,
    PrincipalTerm,
    Registration,
    ResearchAppointment,
    Sanction,
    Steps,
    Study,
    Title,
    WaitingSpell,
)
from xgxp_rules.model.supplied import Day, Flag, Told, Word, choice, items_of
from xgxp_rules.model.values import DATE, FLAG, TEXT, Kind

SEX: Final = choice("male 男", "female 女")
EDUCATION: Final = choice(
    "junior_high 初中",
    "senior_high 高中",
    "secondary_vocational 中专",
    "junior_college 大专",
    "bachelor 本科",
    "master 硕士",
    "doctor 博士",
    ordered=True,
)


class Teacher(Record):
    """What is known of one teacher; every field may be left out, which means unknown.

    >>> teacher = Teacher.model_validate({"任职经历": [{"学校": "一中", "自": "2020-09-01"}]})
    >>> teacher.postings[0].school
    '一中'
    """

    about: ClassVar[str] = "teacher"
    title: ClassVar[Both] = Both("教师记录", "the teacher's record")

    id: Annotated[Word, Told("编号", TEXT, "系统中的人员编号", sensitivity="personal", read=read_name)] = None
    name: Annotated[Word, Told("姓名", TEXT, "姓名", sensitivity="personal")] = None
    sex: Annotated[
        Word, Told("性别", SEX, "身份证载明的性别", sensitivity="personal", evidence="身份证", office="学校人事")
    ] = None
    born_on: Annotated[
        Day,
        Told(
            "出生日期",
            DATE,
            "按档案认定的出生日期；只知年月时写到月",
            sensitivity="personal",
            evidence="人事档案",
            office="学校人事",
        ),
    ] = None
    post_category: Annotated[
        Word, Told("岗位类别", POST_CATEGORY, "现聘岗位的类别", evidence="聘用合同", office="学校人事")
    ] = None
    in_post_on_establishment: Annotated[
        Flag, Told("在编在职", FLAG, "占用编制且在职", evidence="编制实名制信息", office="机构编制部门")
    ] = None
    on_long_sick_leave: Annotated[
        Flag,
        Told("长期病假", FLAG, "正在休长期病假", sensitivity="health", evidence="病假证明", office="学校人事"),
    ] = None
    pregnant_or_nursing: Annotated[
        Flag,
        Told(
            "孕期至哺乳期",
            FLAG,
            "自怀孕至子女满一周岁前一天",
            sensitivity="health",
            evidence="医疗机构证明或出生医学证明",
            office="学校人事",
        ),
    ] = None
    is_backbone: Annotated[
        Flag, Told("骨干教师", FLAG, "按有权单位的认定", evidence="骨干教师认定文件", office="教育行政部门")
    ] = None
    title_level: Annotated[
        Word, Told("职称等级", TITLE_LEVEL, "已取得的最高职称等级", evidence="职称证书", office="学校人事")
    ] = None
    post: Annotated[Word, Told("现任岗位", TEXT, "现任岗位", evidence="岗位聘用书", office="学校人事")] = None
    stage: Annotated[Word, Told("学段", STAGE, "现任教学段", evidence="任课安排", office="学校教务")] = None
    subject: Annotated[Word, Told("学科", TEXT, "现任教学科", evidence="任课安排", office="学校教务")] = None
    started_work_on: Annotated[
        Day, Told("参加工作日期", DATE, "按档案认定的参加工作日期", evidence="人事档案", office="学校人事")
    ] = None
    hired_on: Annotated[
        Day, Told("聘用日期", DATE, "首次聘入本县教育系统的日期", evidence="聘用合同", office="学校人事")
    ] = None
    education: Annotated[
        Word, Told("学历", EDUCATION, "最高学历，由低到高", evidence="学历证书", office="学校人事")
    ] = None
    spouse: Annotated[
        Word,
        Told(
            "配偶",
            Kind("reference", of="teacher"),
            "配偶也是教师时，其人员编号；没有配偶写不适用",
            sensitivity="personal",
            read=read_name,
        ),
    ] = None
    mentor: Annotated[
        Word,
        Told("师傅", Kind("reference", of="teacher"), "结对指导本人的教师的人员编号；没有写不适用", read=read_name),
    ] = None
    department: Annotated[
        Word, Told("部门", Kind("reference", of="department"), "所在部门、年级组或教研组", read=read_name)
    ] = None
    postings: Annotated[
        tuple[Posting, ...] | NOT_A_LIST, items_of(Posting, "任职经历", "在各学校任职的起止", evidence="任职文件")
    ] = None
    appraisals: Annotated[
        tuple[Appraisal, ...] | NOT_A_LIST,
        items_of(Appraisal, "年度考核", "历年考核等次", evidence="年度考核登记表"),
    ] = None
    leaves: Annotated[
        tuple[Leave, ...] | NOT_A_LIST,
        items_of(Leave, "请假", "请假的类别和起止", sensitivity="health", evidence="请假审批表"),
    ] = None
    absences: Annotated[
        tuple[Absence, ...] | NOT_A_LIST,
        items_of(Absence, "离岗经历", "保留岗位的借调、进修、支教等", evidence="借调、选派文件"),
    ] = None
    studies: Annotated[
        tuple[Study, ...] | NOT_A_LIST, items_of(Study, "进修经历", "保留岗位的进修", evidence="进修批准文件")
    ] = None
    principal_terms: Annotated[
        tuple[PrincipalTerm, ...] | NOT_A_LIST,
        items_of(PrincipalTerm, "校长任职", "任校长、副校长的起止", evidence="任职文件"),
    ] = None
    class_teacher_spells: Annotated[
        tuple[ClassTeacherSpell, ...] | NOT_A_LIST,
        items_of(ClassTeacherSpell, "班主任经历", "任班主任的起止", evidence="学校任课安排"),
    ] = None
    research_appointments: Annotated[
        tuple[ResearchAppointment, ...] | NOT_A_LIST,
        items_of(ResearchAppointment, "教研员聘任", "聘为教研员的起止", evidence="聘书"),
    ] = None
    waiting_spells: Annotated[
        tuple[WaitingSpell, ...] | NOT_A_LIST,
        items_of(WaitingSpell, "待岗经历", "待岗（含待岗培训）的起止", evidence="待岗通知"),
    ] = None
    registrations: Annotated[
        tuple[Registration, ...] | NOT_A_LIST,
        items_of(Registration, "资格注册", "教师资格定期注册的结论", evidence="教师资格注册信息"),
    ] = None
    post_offers: Annotated[
        tuple[PostOffer, ...] | NOT_A_LIST,
        items_of(PostOffer, "岗位调整意见", "提出的岗位调整和本人答复", evidence="岗位调整意见书"),
    ] = None
    sanctions: Annotated[
        tuple[Sanction, ...] | NOT_A_LIST,
        items_of(Sanction, "处分", "受到的处分", sensitivity="personal", evidence="处分决定书"),
    ] = None
    titles: Annotated[
        tuple[Title, ...] | NOT_A_LIST, items_of(Title, "职称", "取得的职称", evidence="职称证书")
    ] = None
    appointments: Annotated[
        tuple[Appointment, ...] | NOT_A_LIST,
        items_of(Appointment, "岗位聘用", "历次岗位聘用", evidence="岗位聘用书"),
    ] = None
    pregnancies: Annotated[
        tuple[Pregnancy, ...] | NOT_A_LIST,
        items_of(Pregnancy, "孕产", "经证明的怀孕和生育", sensitivity="health", evidence="医疗机构证明"),
    ] = None
    procedure_steps: Steps = None
    measures: Annotated[
        tuple[Measure, ...] | NOT_A_LIST,
        items_of(Measure, "已生效措施", "已经生效的限制、停发、发放、免除等", evidence="决定文书"),
    ] = None
    choices: Annotated[Choices | None, CHOICES] = None

    @classmethod
    def together(cls, values: dict[str, Any], found: list[Found]) -> None:
        """Report postings and appraisals that exclude each other, and days before the birth."""
        postings, appraisals = values.get("postings"), values.get("appraisals")
        if postings:
            check_postings(postings, cls.step("postings"), found)
        if appraisals:
            check_appraisals(appraisals, cls.step("appraisals"), found)
        if values.get("born_on") is not None:
            check_after_birth(values, cls, found)
