"""Every mapping of a policy file and its keys, once: the table behind reading, error messages and the JSON Schema.

A key has an English and a Chinese spelling that mean the same. To add one, add a line here or in `fact_keys`; whoever
reads that section then asks for it by its English name. What the language describes and this version does not read
stands in `PENDING`.
"""

from __future__ import annotations

from xgxp_rules.language.cohort_keys import COHORT_SECTIONS, COHORT_SHAPES
from xgxp_rules.language.fact_keys import CASE, FACT, FORMS, POINTS, RETIREMENT, SEQUENCE_STEP, UNDEFINED, WEIGHT
from xgxp_rules.language.key_table import (
    ABOUT,
    BASIS,
    CLAUSE,
    EFFECTS,
    ENCOURAGES,
    MODALITY,
    NOTE,
    OPTIONAL_CLAUSE,
    PROCEDURE,
    QUOTE,
    TITLE,
    UNLESS,
    UNLESS_CLAUSE,
    WHEN,
    WORDS,
    Key,
    Shape,
    Takes,
    window_key,
    word,
)
from xgxp_rules.language.number_keys import POINT_GROUP, POINT_ITEM, TABLE
from xgxp_rules.language.reach_keys import MEASURED_ON, TERM, TERMS
from xgxp_rules.language.version_keys import ACCEPTANCE, ACCEPTS, MAY_SET, RULE_MAY_SET, SETS, TRANSITION
from xgxp_rules.model.vocabulary import fold_name

__all__ = [
    "AT_LEAST",
    "ENCOURAGES",
    "FORMS",
    "OPERATORS",
    "PENDING",
    "SHAPES",
    "WORDS",
    "Key",
    "Shape",
    "Takes",
    "operator",
    "pending",
    "word",
]

_POLICY = Shape(
    "policy",
    "政策文件",
    (
        Key("language", "语言版本", "word", "政策语言的版本，目前是 1", "language", required=True),
        Key("policy", "政策", "text", "政策的编号，如 省.县.政策", required=True),
        Key("version", "版本", "text", "这一份文件的版本名", required=True),
        Key("title", "标题", "text", "文件的标题", required=True),
        Key("status", "状态", "word", "草案、试行、现行或废止", "status", required=True),
        Key("kind", "文件种类", "word", "长期文件、一次性通知、模板或上位法", "policy_kind"),
        Key("jurisdiction", "行政区划", "text", "六位行政区划代码，按文字书写"),
        window_key(),
        Key("under", "上位规定", "texts", "所依据的上位政策编号"),
        Key("document", "文件", "shape", "印发的文件及其条款", "document", required=True),
        Key("time", "计时", "shape", "怎样计算时间", "time"),
        Key("units", "量词", "texts", "本文件另外使用的量词"),
        Key("facts", "事实", "map", "本文件使用的事实：登记的或推算的", "fact"),
        Key("undefined", "未界定", "map", "原文使用而没有界定的用语", "undefined"),
        Key("points", "评分", "map", "计分办法：分项、封顶和总分", "points"),
        TERMS,
        Key("parameters", "参数", "map", "文件中的数值，一处书写，处处引用", "parameter"),
        Key("decisions", "决定", "map", "要回答的问题及其可能的结果", "decision"),
        Key("rules", "规则", "list", "得出结果的规则", "rule"),
        Key("guards", "保护", "list", "上位法对某种效果的禁止", "guard"),
        Key("readings", "解读", "map", "原文有歧义之处的几种读法", "reading"),
        Key("transitions", "过渡", "list", "新旧版本之间：哪些人仍适用另一版本", "transition"),
        *COHORT_SECTIONS,
        ACCEPTS,
        NOTE,
    ),
)

_IN_FORCE = Shape(
    "in_force",
    "施行期间",
    (
        Key("from", "自", "day", "第一天（含）"),
        Key("until", "至", "day", "最后一天（含）"),
        BASIS,
    ),
)

_TIME = Shape(
    "time",
    "计时",
    (
        Key("anniversary", "周年", "word", "期满按当日算还是次日算", "anniversary"),
        Key("school_year_starts", "学年起始", "text", "学年从哪一天开始，如 9月1日"),
        Key("second_term_starts", "第二学期起始", "text", "第二学期从哪一天开始，如 2月1日"),
    ),
)

TEST = Shape(
    "test",
    "条件的写法",
    (
        Key("test", "要求", "texts", "条件本身", required=True),
        Key("anniversary", "周年", "word", "期满按当日算还是次日算", "anniversary"),
        Key("rounding", "月末", "word", "期满的月份没有这一天时，算到月末还是次月初", "rounding"),
        NOTE,
    ),
)
"""A test on a period that counts otherwise than the rest of its file."""

_DOCUMENT = Shape(
    "document",
    "文件",
    (
        Key("issuer", "发文机关", "text", "制发文件的机关"),
        TITLE,
        Key("number", "文号", "text", "发文字号"),
        Key("clauses", "条款", "list", "文件的条款", "clause", required=True),
    ),
)

_CLAUSE_SHAPE = Shape(
    "clause",
    "条款",
    (
        Key("id", "编号", "text", "条款编号，照印发文件书写", required=True),
        Key("topic", "主题", "text", "条款讲什么", required=True),
        Key("not_computable", "不可计算", "text", "没有可判断的条件时，写明原因"),
        Key("partly", "部分可算", "text", "只有一部分能写成规则时，写明哪些没有写、为什么"),
        Key("inventory", "清单编号", "texts", "在条款清单中的编号，供核对有没有遗漏"),
    ),
)

_PARAMETER = Shape(
    "parameter",
    "参数",
    (
        Key("value", "值", "operands", "数值；与“按”合用时是各行的值"),
        Key("values", "各期值", "list", "按施行日期先后的各期数值", "dated_value"),
        Key("by", "按", "texts", "取决于哪一项或哪两项选择类事实"),
        Key("set_by", "由…定", "text", "由哪个机关确定"),
        Key("kind", "类型", "word", "没有值时说明类型", "fact_kind"),
        Key("unit", "单位", "text", "没有值时说明量词"),
        Key("limits", "范围", "text", "由别的机关确定时，允许的范围"),
        Key("taken_from", "取自", "text", "取自哪一项政策"),
        Key("parameter", "参数", "text", "取那项政策的哪一个参数"),
        MAY_SET,
        SETS,
        OPTIONAL_CLAUSE,
        BASIS,
        Key("source", "来源", "text", "数值出自哪里"),
        Key("confidence", "可信度", "text", "数值的可信程度"),
        NOTE,
    ),
    short="operand",
)

_DATED_VALUE = Shape(
    "dated_value",
    "一期数值",
    (
        Key("from", "自", "day", "从哪一天起", required=True),
        Key("value", "值", "operands", "这一期的数值；与“按”合用时是各行的值", required=True),
        BASIS,
    ),
)

_DECISION = Shape(
    "decision",
    "决定",
    (
        Key("title", "标题", "text", "决定的名称", required=True),
        ABOUT,
        Key("question", "问题", "text", "要回答的问题"),
        Key("decides", "结论方式", "word", "取先列的一个结果，或全部成立的结果", "decides"),
        Key("outcomes", "结果", "map", "可能的结果，先列的优先", "outcome"),
        Key("otherwise", "否则", "text", "没有规则成立时的结果"),
        Key("otherwise_clause", "否则依据", "texts", "「否则」的结果依据的条款编号，可以是一个或一列"),
        Key(
            "requires",
            "条件清单",
            "list",
            "逐条列出的条件：全部符合取第一个结果，有一条不符合取第二个",
            "requirement",
        ),
        Key("value", "值", "text", "决定同时给出的数值（一项事实）"),
        Key("combine", "合并", "word", "几条规则都成立而数值不同时：相加、取最高或取最低", "combine"),
        MEASURED_ON,
        OPTIONAL_CLAUSE,
        NOTE,
    ),
)

_OUTCOME = Shape(
    "outcome",
    "结果",
    (
        Key("label", "名称", "text", "结果的名称", required=True),
        MODALITY,
        Key("one_of", "择一", "list", "可供选择的几种处理", "alternative"),
        Key("chosen_by", "由…选定", "text", "由谁选定"),
        EFFECTS,
        PROCEDURE,
        Key("encouraged", "鼓励", "flag", "是否属于鼓励、提倡"),
        NOTE,
    ),
    short="text",
)

_ALTERNATIVE = Shape(
    "alternative",
    "一种处理",
    (Key("label", "名称", "text", "处理的名称", required=True), EFFECTS),
    short="text",
)

_REQUIREMENT = Shape(
    "requirement",
    "条件",
    (
        Key("id", "编号", "text", "编号；默认由决定与条款组成"),
        CLAUSE,
        Key("need", "须", "condition", "须符合的条件", required=True),
        Key("for", "对象", "condition", "只对哪些人提出"),
        UNLESS,
        UNLESS_CLAUSE,
        MODALITY,
        TITLE,
        QUOTE,
        window_key(),
        NOTE,
    ),
)

_RULE = Shape(
    "rule",
    "规则",
    (
        Key("id", "编号", "text", "编号；默认由决定、结果与条款组成"),
        CLAUSE,
        Key("decision", "决定", "text", "属于哪一项决定", required=True),
        Key("outcome", "结果", "text", "得出哪一个结果", required=True),
        Key("value", "值", "operand", "成立时给出的数值：写出的数值、参数或事实"),
        WHEN,
        UNLESS,
        UNLESS_CLAUSE,
        MODALITY,
        EFFECTS,
        PROCEDURE,
        RULE_MAY_SET,
        SETS,
        TITLE,
        QUOTE,
        window_key(),
        NOTE,
    ),
)

_GUARD = Shape(
    "guard",
    "保护",
    (
        Key("id", "编号", "text", "编号", required=True),
        CLAUSE,
        Key("against", "阻止", "texts", "阻止哪些效果", required=True),
        WHEN,
        UNLESS,
        UNLESS_CLAUSE,
        PROCEDURE,
        TITLE,
        ABOUT,
        window_key(),
        NOTE,
    ),
)

_READING = Shape(
    "reading",
    "解读",
    (
        CLAUSE,
        Key("status", "状态", "text", "待明确，或已答复的文件", required=True),
        Key("default", "默认", "text", "默认的读法", required=True),
        Key("choices", "读法", "map", "几种读法", "reading_choice", required=True),
        NOTE,
    ),
)

_READING_CHOICE = Shape(
    "reading_choice",
    "读法",
    (
        Key("facts", "事实", "map", "整项取代的事实", "fact"),
        Key("parameters", "参数", "map", "整项取代的参数", "parameter"),
        Key("rules", "规则", "map", "按编号整条取代的规则", "rule"),
        Key("requirements", "条件", "map", "按编号整条取代的条件", "requirement"),
        Key("quotas", "比例", "map", "整项取代的比例", "quota"),
        Key("processes", "流程", "map", "整项取代的流程", "process"),
        NOTE,
    ),
    short="text",
)

AT_LEAST = Shape(
    "at_least",
    "至少满足",
    (
        Key("n", "项数", "whole", "至少几项", required=True),
        Key("of", "各项", "condition", "从哪些条件中数", required=True),
    ),
)

OPERATORS: dict[str, Key] = {
    key.en: key
    for key in (
        Key("all", "全部满足", "condition", "列出的各项全部满足"),
        Key("any", "任一满足", "exceptions", "列出的各项有一项满足"),
        Key("none", "均不满足", "exceptions", "列出的各项没有一项满足"),
        Key("unless", "例外", "exceptions", "例外不成立：列表中一项成立即为例外，并列的各项须同时成立"),
        Key("at_least", "至少满足", "shape", "列出的各项至少满足几项", "at_least"),
    )
}
"""The words that join conditions; they cannot name an outcome or a fact."""

_OPERATOR_NAMES = {fold_name(name): key.en for key in OPERATORS.values() for name in (key.en, key.zh)}


def operator(written: str) -> str | None:
    """Return the joining word for either spelling, or None.

    >>> operator("均不满足"), operator("性别")
    ('none', None)
    """
    return _OPERATOR_NAMES.get(fold_name(written))


SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        _POLICY,
        _IN_FORCE,
        _TIME,
        TEST,
        _DOCUMENT,
        _CLAUSE_SHAPE,
        _PARAMETER,
        _DATED_VALUE,
        FACT,
        *FORMS.values(),
        RETIREMENT,
        WEIGHT,
        SEQUENCE_STEP,
        TABLE,
        POINTS,
        POINT_ITEM,
        POINT_GROUP,
        CASE,
        UNDEFINED,
        _DECISION,
        _OUTCOME,
        _ALTERNATIVE,
        _REQUIREMENT,
        _RULE,
        _GUARD,
        _READING,
        _READING_CHOICE,
        TRANSITION,
        ACCEPTANCE,
        TERM,
        *COHORT_SHAPES,
        AT_LEAST,
    )
}
"""Every mapping of a policy file, by name."""

PENDING: dict[str, dict[str, str]] = {
    "fact": {},
    "decision": {},
}
"""What the language describes and this version does not read yet, by shape: refused by name, never passed over."""


def pending(shape: Shape, written: str) -> str | None:
    """Return the English name of a key that the language has and this version does not read, or None."""
    folded = fold_name(written)
    tables = (PENDING.get(shape.name, {}), PENDING["fact"] if shape.name.startswith("fact.") else {})
    return next((en for table in tables for en, zh in table.items() if folded in (en, fold_name(zh))), None)
