"""The dated entries that records are made of: postings, appraisals, leaves and the like.

自 and 至 are the first and the last day, both included; an entry without 至 still runs, and `至: 未知` says that it
ended on a day nobody knows. How long a spell is, and whether it runs, is worked out elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from pydantic_core import core_schema

from xgxp_rules.model.found import Found
from xgxp_rules.model.number_readers import read_count, read_year
from xgxp_rules.model.readers import read_name
from xgxp_rules.model.records.base import Item
from xgxp_rules.model.records.checks import check_spell
from xgxp_rules.model.supplied import Day, Flag, Number, Told, Word, choice, items_of
from xgxp_rules.model.values import DATE, FLAG, NUMBER, TEXT, Disputed, Kind, Listing, State

NOT_A_LIST = Listing | State | Disputed | None
"""What may stand in the place of a list: one that is open, known not to be known, or disputed."""

STAGE: Final = choice(
    "kindergarten 幼儿园",
    "primary 小学",
    "junior_high 初中",
    "senior_high 高中",
    "nine_year 九年一贯制",
    "complete_secondary 完全中学",
    "vocational 中职",
    "special 特殊教育",
)
GRADE: Final = choice(
    "unqualified 不合格",
    "basically_qualified 基本合格",
    "qualified 合格",
    "excellent 优秀",
    "no_grade 不定等次",
    ordered=True,
    unordered=("no_grade",),
)
LEAVE: Final = choice(
    "sick 病假",
    "personal 事假",
    "maternity 产假",
    "study 学习假",
    "marriage 婚假",
    "bereavement 丧假",
    "family_visit 探亲假",
    "paternity 护理假",
    "parental 育儿假",
    "work_injury 工伤假",
    "annual 年休假",
    "other 其他",
)
ABSENCE: Final = choice(
    "secondment 借调",
    "study 进修",
    "teaching_support 支教",
    "attached_post 挂职",
    "shadowing 跟岗",
    "abroad 外派",
    "other 其他",
)
WAITING_END: Final = choice(
    "hired 聘用", "dismissed 解聘", "resigned 辞职", "retired 退休", "transferred 调出", "other 其他"
)
REGISTRATION: Final = choice("qualified 合格", "deferred 暂缓注册", "unqualified 不合格", "overdue 逾期未注册")
ANSWER: Final = choice("agreed 同意", "refused 不同意", "unanswered 未答复")
SANCTION: Final = choice(
    "circulated 通报",
    "warning 警告",
    "demerit 记过",
    "lowered_post 降低岗位等级",
    "removed 撤职",
    "expelled 开除",
    ordered=True,
)
TITLE_LEVEL: Final = choice(
    "junior 初级", "intermediate 中级", "associate_senior 副高", "full_senior 正高", ordered=True
)
PRINCIPAL_POST: Final = choice("deputy 副校长", "principal 校长", "secretary 党组织书记")
RESEARCH_LEVEL: Final = choice("school 校级", "county 县级", "city 市级", "province 省级", ordered=True)
POST_CATEGORY: Final = choice("professional 专业技术", "management 管理", "worker 工勤")

SCHOOL_REF: Final = Kind("reference", of="school")
"""A school, by its name or its id."""

_School = Annotated[Word, Told("学校", SCHOOL_REF, "学校的名称或编号；同一所学校始终写同一名称", read=read_name)]
_Year = Annotated[Number, Told("年度", NUMBER, "考核所属的年份", read=read_year)]


class Spell(Item):
    """A stretch of time with a first and a last day, both served."""

    starts_on: Annotated[Day, Told("自", DATE, "第一天（含）")] = None
    ends_on: Annotated[Day, Told("至", DATE, "最后一天（含）；仍在继续则不写", open_ended=True)] = None

    @classmethod
    def together(cls, values: dict[str, Any], found: list[Found]) -> None:
        """Report an end before the beginning."""
        check_spell(values, found)


class Posting(Spell):
    """Service at one school.

    Two schools at once are lawful (a shared teacher); the same school twice at once, or two main posts, are not.
    """

    school: _School = None
    starts_on: Annotated[Day, Told("自", DATE, "任职的第一天（含）")] = None
    ends_on: Annotated[Day, Told("至", DATE, "任职的最后一天（含）；仍在任则不写", open_ended=True)] = None
    post: Annotated[Word, Told("岗位", TEXT, "岗位名称，如语文教师、校长")] = None
    is_main: Annotated[Flag, Told("主岗", FLAG, "同时在两所学校任职时，是否为主要岗位")] = None
    stage: Annotated[Word, Told("学段", STAGE, "任教学段")] = None


class Appraisal(Item):
    """The grade of one year; `不定等次` is a year appraised without a grade, neither pass nor fail."""

    year: _Year = None
    grade: Annotated[Word, Told("等次", GRADE, "考核等次")] = None
    school: _School = None
    post: Annotated[Word, Told("岗位", TEXT, "接受考核时的岗位")] = None


class Leave(Spell):
    """Leave of one kind."""

    kind: Annotated[Word, Told("类型", LEAVE, "假别", sensitivity="health", evidence="请假审批表")] = None


class Absence(Spell):
    """Time away from the school with the post kept."""

    kind: Annotated[Word, Told("类型", ABSENCE, "离岗的缘由")] = None
    destination: Annotated[Word, Told("去向", TEXT, "借往、派往的单位", read=read_name)] = None


class Study(Spell):
    """Study away from the daily work, the post kept."""

    institution: Annotated[Word, Told("单位", TEXT, "在哪里进修", read=read_name)] = None
    kind: Annotated[Word, Told("类型", TEXT, "进修的种类，如脱产进修、在职攻读学位")] = None


def _read_term(raw: Any) -> Any:
    return read_count(raw, "届")


class PrincipalTerm(Spell):
    """Service as head or deputy head of one school; each appointment is an entry of its own."""

    school: _School = None
    post: Annotated[Word, Told("职务", PRINCIPAL_POST, "所任职务")] = None
    term: Annotated[Number, Told("届次", Kind("number", unit="届"), "在这所学校的第几届任期", read=_read_term)] = (
        None
    )


class ClassTeacherSpell(Spell):
    """Service as class teacher of one class."""

    school: _School = None
    group: Annotated[Word, Told("班级", TEXT, "所带班级")] = None
    rating: Annotated[Word, Told("评价", GRADE, "这一段班主任工作的评价")] = None


class ResearchAppointment(Spell):
    """Appointment as a researcher of teaching, full-time or beside a teaching post."""

    subject: Annotated[Word, Told("学科", TEXT, "负责的学科")] = None
    level: Annotated[Word, Told("级别", RESEARCH_LEVEL, "聘任的级别")] = None
    full_time: Annotated[Flag, Told("专职", FLAG, "是否专职")] = None


class WaitingSpell(Spell):
    """Waiting for a post, with or without training."""

    ended_by: Annotated[Word, Told("结束方式", WAITING_END, "待岗因何结束；仍在待岗则不写", open_ended=True)] = None


class Registration(Item):
    """One periodic registration of the teaching qualification."""

    on: Annotated[Day, Told("日期", DATE, "注册结论的日期")] = None
    result: Annotated[Word, Told("结论", REGISTRATION, "注册结论")] = None


class PostOffer(Item):
    """A proposed change of post and what was answered."""

    on: Annotated[Day, Told("日期", DATE, "提出调整的日期")] = None
    to: Annotated[Word, Told("拟调岗位", TEXT, "拟调整到的岗位")] = None
    school: _School = None
    response: Annotated[Word, Told("答复", ANSWER, "本人的答复")] = None
    responded_on: Annotated[Day, Told("答复日期", DATE, "本人答复的日期；尚未答复则不写", open_ended=True)] = None


class Sanction(Item):
    """A sanction; without 解除日期 it has not been lifted."""

    on: Annotated[Day, Told("日期", DATE, "处分决定的日期", sensitivity="personal")] = None
    kind: Annotated[Word, Told("种类", SANCTION, "处分种类，由轻到重", sensitivity="personal")] = None
    reason: Annotated[Word, Told("事由", TEXT, "处分事由", sensitivity="personal")] = None
    lifted_on: Annotated[
        Day, Told("解除日期", DATE, "解除的日期；未解除则不写", sensitivity="personal", open_ended=True)
    ] = None


class Title(Item):
    """A professional title, from the day it was obtained."""

    on: Annotated[Day, Told("日期", DATE, "取得日期")] = None
    level: Annotated[Word, Told("等级", TITLE_LEVEL, "职称等级", evidence="职称证书")] = None
    name: Annotated[Word, Told("名称", TEXT, "职称名称，如一级教师")] = None


class Appointment(Spell):
    """Appointment to a graded post."""

    school: _School = None
    post: Annotated[Word, Told("岗位", TEXT, "所聘岗位")] = None
    category: Annotated[Word, Told("岗位类别", POST_CATEGORY, "所聘岗位的类别")] = None
    level: Annotated[Word, Told("等级", TITLE_LEVEL, "所聘岗位对应的职称等级")] = None


class Pregnancy(Item):
    """A certified pregnancy up to the birth, or to its end without one."""

    certified_on: Annotated[Day, Told("证明日期", DATE, "医疗机构证明怀孕的日期", sensitivity="health")] = None
    born_on: Annotated[
        Day, Told("出生日期", DATE, "子女的出生日期；尚未出生则不写", sensitivity="health", open_ended=True)
    ] = None
    ended_on: Annotated[
        Day, Told("终止日期", DATE, "未生育而终止妊娠的日期", sensitivity="health", open_ended=True)
    ] = None


MEASURE: Final = choice("bar 限制", "stop 停发", "pay 发放", "set 设定", "waive 免除")


class ProcedureStep(Item):
    """One step of a procedure that has been taken: which, when, and by whom."""

    procedure: Annotated[Word, Told("程序", TEXT, "属于哪一项办理程序", read=read_name)] = None
    step_taken: Annotated[Word, Told("步骤", TEXT, "办了哪一步", read=read_name)] = None
    on: Annotated[Day, Told("日期", DATE, "办理的日期")] = None
    by: Annotated[Word, Told("由", TEXT, "由谁办理或同意", read=read_name)] = None
    matter: Annotated[Word, Told("事项", TEXT, "同一程序办过几次时，属于哪一次", read=read_name)] = None


Steps = Annotated[
    tuple[ProcedureStep, ...] | NOT_A_LIST,
    items_of(ProcedureStep, "办理步骤", "已经办理的程序步骤", evidence="办理台账"),
]
"""The steps taken of the procedures about a record, whatever it is a record of."""


class Measure(Spell):
    """A consequence that the office has put into effect, from its first to its last day."""

    kind: Annotated[Word, Told("措施", MEASURE, "限制、停发、发放、设定或免除")] = None
    target: Annotated[Word, Told("对象", TEXT, "限制、停发、发放、设定或免除的是什么", read=read_name)] = None
    basis: Annotated[Word, Told("依据", TEXT, "作出决定的文书或决定", read=read_name)] = None


class RecordedChoice(Item):
    """What an office chose where the law leaves it a choice."""

    outcome: Annotated[Word, Told("结果", TEXT, "选定的结果", also=("is", "即", "为"), read=read_name)] = None
    by: Annotated[Word, Told("由", TEXT, "作出选择的单位", also=("单位",), read=read_name)] = None
    on: Annotated[Day, Told("日期", DATE, "选定的日期")] = None


class Choices(Mapping[str, RecordedChoice]):
    """The recorded choices, by decision; immutable, equal and hashed by content."""

    __slots__ = ("_by_decision",)

    def __init__(self, by_decision: Mapping[str, RecordedChoice]) -> None:
        self._by_decision = dict(by_decision)

    def __getitem__(self, decision: str) -> RecordedChoice:
        return self._by_decision[decision]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_decision)

    def __len__(self) -> int:
        return len(self._by_decision)

    def __hash__(self) -> int:
        return hash(frozenset(self._by_decision.items()))

    def __repr__(self) -> str:
        return f"Choices({self._by_decision!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Return pydantic's check that this is such a mapping."""
        return core_schema.is_instance_schema(cls)


CHOICES: Final = Told(
    "办理决定",
    TEXT,
    "有权单位在法定选项中作出的选择：决定 → {结果, 由, 日期}",
    items=RecordedChoice,
    keyed=Choices,
)
