"""Receipts written by hand: one for each thing a card must be able to say."""

from __future__ import annotations

from datetime import date
from typing import Any

from xgxp_rules.model.report import (
    ClauseReport,
    ConditionReport,
    DecisionReport,
    FactReport,
    GuardReport,
    LedgerEntry,
    Margin,
    MissingFact,
    OutcomeReport,
    ParameterReport,
    ReadingReport,
    RequirementReport,
    RuleReport,
)

AS_OF = date(2026, 9, 1)
SCOPE = ClauseReport(id="四(四)", topic="轮岗对象、比例和期限", policy="sample.county.xgxp")
LEAVING = ClauseReport(id="四(五)", topic="退出机制", policy="sample.county.xgxp")


def test(label: str, required: str, actual: str, truth: bool | None, **more: Any) -> ConditionReport:
    fact = more.pop("fact", label)
    return ConditionReport(
        kind="test", truth=truth, fact=fact, label=label, required=required, actual=actual, **more
    )


def group(kind: Any, truth: bool | None, *parts: ConditionReport, **more: Any) -> ConditionReport:
    return ConditionReport(kind=kind, truth=truth, parts=parts, **more)


def stay(since: str, actual: str, met: bool, by: str, full_on: str) -> ConditionReport:
    margin = Margin(met=met, by=by, on=date.fromisoformat(full_on))
    return test("同校连续任教", "满 最低同校年限", actual, met, required_value="6年", margin=margin)


LEFT = test(
    "距法定退休",
    "距退休下限 以上",
    "9年8个月",
    True,
    required_value="5年",
    margin=Margin(met=True, by="4年8个月", on=date(2031, 9, 1)),
)
IN_POST = test("在编在职", "是", "是", True, required_value="是")
SICK = test("长期病假", "是", "否", False, required_value="是")


def fact(label: str, text: str, value: Any = None, **more: Any) -> FactReport:
    more = {"state": "known", "source": "record", **more}
    return FactReport(id=label, label=label, text=text, value=value, **more)


def stretch(label: str, since: str, until: str, text: str) -> FactReport:
    value = {"from": since, "to": until, "period": text}
    return fact(label, text, value, source="worked_out", inputs=("任职经历",))


def rotation(basic: ConditionReport, since: str, **more: Any) -> DecisionReport:
    truth = basic.truth
    due = RuleReport(
        id="rotation.due",
        title="属轮岗交流对象",
        clauses=("四(四)",),
        outcome="due",
        modality="must",
        truth=truth,
        when=test("轮岗基本条件", "是", "是" if truth else "否", truth, required_value="是", parts=(basic,)),
        unless=SICK,
    )
    facts = (
        stretch("同校连续任教", since, "2026-09-01", "6年"),
        stretch("距法定退休", "2026-09-01", "2036-05-01", "9年8个月"),
        fact("在编在职", "是", True),
        fact(
            "任职经历",
            "1条",
            [],
            ledger=(LedgerEntry(item="一中 2020-09-01 起", counted=True), LedgerEntry(item="二中", counted=None)),
        ),
    )
    return receipt("rotation", "轮岗交流", rules=(due,), facts=facts, clauses=(SCOPE,), **more)


def receipt(decision: str, title: str, **more: Any) -> DecisionReport:
    parameters = (
        ParameterReport(name="最低同校年限", text="6年", clauses=("四(四)",), confidence="高"),
        ParameterReport(name="公示期", text="5个工作日", basis="原文只说及时，按常例推定"),
    )
    readings = (
        ReadingReport(id="长期病假的含义", clauses=("四(四)",), choice="as_written", status="待明确", default=True),
        ReadingReport(
            id="再次考核", clauses=("四(五)",), choice="下一年度", status="待明确", default=False, note="转岗后"
        ),
    )
    common = {
        "engine_version": "0.1.0",
        "policy": "sample.county.xgxp",
        "policy_title": "样县“县管校聘”改革试点",
        "version": "2022-trial",
        "policy_status": "trial",
        "content_hash": "c" * 64,
        "vocabulary_hash": "v" * 64,
        "in_force_basis": "原文未写施行日期，按其依据文件的年份推定",
        "as_of": AS_OF,
        "measured_on": AS_OF,
        "about": "teacher",
        "status": "determined",
        "parameters": parameters,
        "readings": readings,
    }
    return DecisionReport(**{**common, "decision": decision, "title": title, **more})


def outcome(id: str, label: str, status: str = "determined", modality: str = "must", **more: Any) -> OutcomeReport:
    return OutcomeReport(id=id, label=label, status=status, modality=modality, **more)  # type: ignore[arg-type]


def due() -> DecisionReport:
    basic = group("all", True, IN_POST, stay("2020-09-01", "6年", True, "0天", "2026-09-01"), LEFT)
    held = outcome("due", "应交流", procedure=("公示",))
    return rotation(basic, "2020-09-01", outcome="due", outcomes=("due",), possible=("due",), details=(held,))


def not_due() -> DecisionReport:
    short = stay("2021-05-14", "5年3个月18天", False, "8个月13天", "2027-05-14")
    basic = group("all", False, IN_POST, short, LEFT)
    held = outcome("not_due", "非交流对象")
    return rotation(
        basic, "2021-05-14", outcome="not_due", outcomes=("not_due",), possible=("not_due",), details=(held,)
    )


def undetermined() -> DecisionReport:
    open_stay = test("同校连续任教", "满 最低同校年限", "未知", None, required_value="6年")
    report = rotation(group("all", None, IN_POST, open_stay, LEFT), "2020-09-01")
    details = (outcome("due", "应交流", "undetermined"), outcome("not_due", "非交流对象", "undetermined"))
    missing = (
        MissingFact(id="postings", label="任职经历", reason="unknown", evidence="任职文件", office="学校人事"),
        MissingFact(id="postings.starts_on", label="自", reason="partly_known", place="任职经历[2].自"),
        MissingFact(id="leaves", label="请假", reason="incomplete"),
        MissingFact(id="sex", label="性别", reason="disputed", evidence="身份证"),
        MissingFact(id="骨干教师", label="骨干教师", reason="undefined", who="县教育局"),
    )
    return report.model_copy(
        update={
            "status": "undetermined",
            "possible": ("due", "not_due"),
            "details": details,
            "missing": missing,
            "reason": "open",
        }
    )


def blocked() -> DecisionReport:
    nursing = test("孕期至哺乳期", "是", "是", True, required_value="是")
    guard = GuardReport(
        id="women.no-dismissal",
        title="孕期、产期、哺乳期内不得解聘",
        policy="national.women",
        version="2022",
        clauses=("第四十八条",),
        against=("dismissal",),
        truth=True,
        stands_against=("dismissed",),
        when=nursing,
    )
    rule = RuleReport(
        id="exit.waiting",
        clauses=("四(五)",),
        outcome="dismissed",
        modality="must",
        truth=True,
        when=test(
            "待岗时间",
            "满 12个月",
            "1年1个月",
            True,
            required_value="1年",
            margin=Margin(met=True, by="1个月", on=date(2026, 8, 1)),
        ),
    )
    held = outcome(
        "dismissed", "解聘", "blocked", effects=("dismissal",), blocked_by=("women.no-dismissal",), procedure=()
    )
    return receipt(
        "exit",
        "退出",
        status="blocked",
        outcome="dismissed",
        outcomes=("dismissed",),
        possible=("dismissed",),
        details=(held,),
        rules=(rule,),
        guards=(guard,),
        clauses=(LEAVING,),
        facts=(stretch("待岗时间", "2025-08-01", "2026-09-01", "1年1个月"),),
    )


def offered(**more: Any) -> DecisionReport:
    rule = RuleReport(
        id="registration.failed",
        title="注册不合格的去向",
        clauses=("四(五)",),
        outcome="moved",
        modality="must",
        truth=True,
        when=test("最近注册结论", "不合格 或 逾期不注册", "不合格", True, required_value="不合格、逾期不注册"),
    )
    offer = outcome("moved", "转岗或待岗", alternatives=("转岗", "待岗"), chosen_by="县教育局")
    common = {
        "outcome": "none",
        "outcomes": ("none",),
        "possible": ("none",),
        "details": (outcome("none", "无须处理"),),
        "offers": (offer,),
    }
    return receipt("registration", "定期注册", rules=(rule,), clauses=(LEAVING,), **{**common, **more})


def chosen() -> DecisionReport:
    held = outcome("moved", "转岗或待岗", alternatives=("转岗", "待岗"), chosen_by="县教育局", chosen="转岗")
    return offered(outcome="moved", outcomes=("moved",), possible=("moved",), details=(held,), offers=())


def struck() -> DecisionReport:
    offer = outcome(
        "moved", "转岗、待岗或解聘", alternatives=("转岗", "待岗", "解聘"), chosen_by="县教育局", struck=("解聘",)
    )
    return offered(offers=(offer,))


def several() -> DecisionReport:
    def rule(id: str, title: str, truth: bool | None, tested: ConditionReport) -> RuleReport:
        return RuleReport(
            id=id, title=title, clauses=("四(五)",), outcome=id, modality="should", truth=truth, when=tested
        )

    rules = (
        rule("no_pay", "扣发绩效", True, test("考核等次", "不合格", "不合格", True, required_value="不合格")),
        rule(
            "train",
            "参加培训",
            True,
            test("培训次数", "不足 3次", "1次", True, required_value="3次", margin=Margin(met=True, by="2次")),
        ),
        rule("talk", "谈话提醒", None, test("投诉次数", "超过 2次", "未知", None, required_value="2次")),
    )
    details = (
        outcome("no_pay", "扣发奖励性绩效", modality="should"),
        outcome("train", "参加培训", modality="aim"),
        outcome("talk", "谈话提醒", "undetermined"),
    )
    return receipt(
        "appraisal",
        "考核结果的使用",
        status="undetermined",
        reason="open",
        outcomes=("no_pay", "train"),
        possible=("no_pay", "train", "talk"),
        details=details,
        rules=rules,
        clauses=(LEAVING,),
        missing=(MissingFact(id="complaints", label="投诉次数", reason="unset", who="学校"),),
    )


def entry() -> DecisionReport:
    def requirement(id: str, title: str, truth: bool, need: ConditionReport, **more: Any) -> RequirementReport:
        common = {"concerns": True, "waived": False, "departure": False, "modality": "must", "clauses": ("三(二)",)}
        return RequirementReport(id=id, title=title, truth=truth, need=need, **{**common, **more})

    age = test(
        "年龄", "不超过 45岁", "46年2个月", False, required_value="45年", margin=Margin(met=False, by="1年2个月")
    )
    grade = test("学历", "本科 以上", "大专", False, required_value="本科")
    years = test(
        "教龄", "满 3年", "8年", True, required_value="3年", margin=Margin(met=True, by="5年", on=date(2021, 9, 1))
    )
    requirements = (
        requirement("years", "教龄要求", True, years),
        requirement("age", "年龄要求", False, age),
        requirement("degree", "学历要求", False, grade, modality="should", departure=True),
    )
    return receipt(
        "entry",
        "竞聘资格",
        outcome="no",
        outcomes=("no",),
        possible=("no",),
        details=(outcome("no", "不符合"),),
        requirements=requirements,
        clauses=(ClauseReport(id="三(二)", topic="竞聘条件", policy="sample.county.xgxp"),),
        facts=(stretch("教龄", "2018-09-01", "2026-09-01", "8年"), fact("年龄", "46年2个月")),
        readings=(),
    )


def silent() -> DecisionReport:
    return receipt("transfer", "调动", status="undetermined", reason="no_rule", clauses=(SCOPE,), parameters=())


def allowance() -> DecisionReport:
    return receipt("allowance", "乡镇补贴", value=400, value_text="400元", clauses=(SCOPE,), readings=())


ALL = {
    made.__name__: made
    for made in (due, not_due, undetermined, blocked, offered, chosen, struck, several, entry, silent, allowance)
}
