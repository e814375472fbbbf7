"""Every mapping of a policy file and its keys, once: the table behind reading, error messages and the JSON Schema.

A key has an English and a Chinese spelling that mean the same. To add one, add a line here; the reader of that section
then asks for it by its English name. What the language describes and this version does not read stands in `PENDING`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from xgxp_rules.model.vocabulary import fold_name

Takes = Literal[
    "text",  # one text
    "texts",  # a text or a list of texts
    "word",  # one word of the set named in `of`
    "flag",  # yes or no
    "whole",  # a whole number
    "day",  # a written date
    "operand",  # a value, a parameter or a fact
    "operands",  # values by key, at most two deep
    "window",  # the words of a window of time
    "condition",  # a condition; a list in it means that all hold
    "exceptions",  # a condition; a list in it means that any defeats
    "choices",  # a list of words, or ids with their words
    "shape",  # a mapping of the shape named in `of`
    "map",  # names, each with a mapping of that shape
    "list",  # a list of mappings of that shape
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its two spellings, what stands under it, and what an editor shows when the pointer rests on it."""

    en: str
    zh: str
    takes: Takes
    help: str
    of: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One mapping: its keys; `short` says what a plain text in its place stands for."""

    name: str
    zh: str
    keys: tuple[Key, ...]
    short: Takes | None = None
    short_of: str = ""

    def key(self, written: str) -> Key | None:
        """Return the key of this spelling, English or Chinese, or None."""
        return _spellings(self).get(fold_name(written))

    def spellings(self) -> tuple[str, ...]:
        """Return every spelling, for spelling help."""
        return tuple(name for key in self.keys for name in (key.zh, key.en))


@cache
def _spellings(shape: Shape) -> dict[str, Key]:
    return {fold_name(name): key for key in shape.keys for name in (key.en, key.zh)}


WORDS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "flag": (("yes", ("是", "true")), ("no", ("否", "false"))),
    "status": (("draft", ("草案",)), ("trial", ("试行", "试点")), ("in_force", ("现行",)), ("repealed", ("废止",))),
    "policy_kind": (("standing", ("长期",)), ("notice", ("通知",)), ("template", ("模板",)), ("law", ("上位法",))),
    "fact_kind": (
        ("flag", ("是否",)),
        ("number", ("数",)),
        ("period", ("时长",)),
        ("date", ("日期",)),
        ("text", ("文字",)),
    ),
    "ordered": (("low_to_high", ("由低到高",)),),
    "sensitivity": (("plain", ("一般",)), ("personal", ("个人信息",)), ("health", ("健康信息",))),
    "modality": (
        ("must", ("必须", "应当", "应", "须", "一律", "不得")),
        ("should", ("原则上", "一般", "一般不")),
        ("may", ("可以", "可", "允许", "视情况")),
        ("aim", ("力争", "努力", "争取", "左右", "约", "鼓励", "提倡", "优先")),
    ),
    "decides": (("one", ("择一",)), ("all", ("全部",))),
    "short": (("fails", ("不算",)), ("passes", ("算",))),
    "ending": (("latest", ("最近",)), ("any", ("任意",))),
    "no_grade": (("breaks", ("中断",)), ("skips", ("跳过",))),
    "total_by": (
        ("calendar", ("日历",)),
        ("days", ("日", "天")),
        ("school_years", ("学年",)),
        ("terms", ("学期",)),
    ),
    "whole": (("years", ("整年",)),),
    "move": (
        ("month_start", ("月初",)),
        ("month_end", ("月末",)),
        ("next_month_start", ("次月初",)),
        ("year_start", ("年初",)),
        ("next_year_start", ("次年初",)),
        ("school_year_start", ("学年初",)),
        ("next_school_year_start", ("次学年初",)),
        ("term_start", ("学期初",)),
        ("next_working_day", ("次工作日",)),
    ),
}
"""Closed sets of words: the English one, which the model holds, and the Chinese ones."""

ENCOURAGES = frozenset({"鼓励", "提倡", "优先"})
"""Words of the modality `aim` that also say `encouraged`."""


def word(set_name: str, written: str) -> str | None:
    """Return the English word of a closed set for either spelling, or None.

    >>> word("modality", "原则上"), word("flag", "是"), word("flag", "on")
    ('should', 'yes', None)
    """
    folded = fold_name(written)
    for en, chinese in WORDS[set_name]:
        if folded == en or folded in chinese:
            return en
    return None


def _window(name: str = "in_force") -> Key:
    return Key(name, "施行", "shape", "施行的起止日期", "in_force")


_CLAUSE = Key("clause", "依据", "texts", "依据的条款编号，可以是一个或一列", required=True)
_OPTIONAL_CLAUSE = Key("clause", "依据", "texts", "依据的条款编号，可以是一个或一列")
_NOTE = Key("note", "备注", "text", "给读者的说明，不影响计算")
_TITLE = Key("title", "标题", "text", "显示用的名称")
_BASIS = Key("basis", "推定依据", "text", "原文没有写明、由编写人推定时，说明根据什么")
_WHEN = Key("when", "条件", "condition", "成立的条件；直接写列表时须全部满足", required=True)
_UNLESS = Key("unless", "例外", "exceptions", "成立则排除；直接写列表时有一项满足即排除")
_MODALITY = Key("modality", "力度", "word", "必须、原则上、可以、力争等", "modality")
_EFFECTS = Key("effects", "效果", "texts", "效果标签，供上位法的保护规则对照")
_PROCEDURE = Key("procedure", "程序", "text", "作出前必须走完的程序")
_ABOUT = Key("about", "记录类别", "text", "关于哪一类记录：teacher、school、county_year")

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
        _window(),
        Key("under", "上位规定", "texts", "所依据的上位政策编号"),
        Key("document", "文件", "shape", "印发的文件及其条款", "document", required=True),
        Key("units", "量词", "texts", "本文件另外使用的量词"),
        Key("facts", "事实", "map", "本文件使用的事实：登记的或推算的", "fact"),
        Key("undefined", "未界定", "map", "原文使用而没有界定的用语", "undefined"),
        Key("parameters", "参数", "map", "文件中的数值，一处书写，处处引用", "parameter"),
        Key("decisions", "决定", "map", "要回答的问题及其可能的结果", "decision"),
        Key("rules", "规则", "list", "得出结果的规则", "rule"),
        Key("guards", "保护", "list", "上位法对某种效果的禁止", "guard"),
        Key("readings", "解读", "map", "原文有歧义之处的几种读法", "reading"),
        _NOTE,
    ),
)

_IN_FORCE = Shape(
    "in_force",
    "施行期间",
    (
        Key("from", "自", "day", "第一天（含）"),
        Key("until", "至", "day", "最后一天（含）"),
        _BASIS,
    ),
)

_DOCUMENT = Shape(
    "document",
    "文件",
    (
        Key("issuer", "发文机关", "text", "制发文件的机关"),
        _TITLE,
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
        _OPTIONAL_CLAUSE,
        _BASIS,
        Key("source", "来源", "text", "数值出自哪里"),
        Key("confidence", "可信度", "text", "数值的可信程度"),
        _NOTE,
    ),
    short="operand",
)

_DATED_VALUE = Shape(
    "dated_value",
    "一期数值",
    (
        Key("from", "自", "day", "从哪一天起", required=True),
        Key("value", "值", "operand", "这一期的数值", required=True),
        _BASIS,
    ),
)

_FACT_COMMON = (
    Key("id", "编号", "text", "英文编号，供程序使用"),
    Key("label", "名称", "text", "中文名称；默认就是书写的名字"),
    _ABOUT,
    Key("description", "说明", "text", "这项事实是什么意思"),
    Key("sensitivity", "敏感度", "word", "一般、个人信息或健康信息", "sensitivity"),
    Key("may_not_apply", "可能不适用", "flag", "对有的人是否根本不适用"),
    _BASIS,
    Key("evidence", "凭据", "text", "凭什么材料确认"),
    Key("office", "办理机关", "text", "到哪里确认"),
    Key("replaces", "取代", "flag", "取代一项内置的事实"),
    _OPTIONAL_CLAUSE,
    _NOTE,
)

_FACT = Shape(
    "fact",
    "事实",
    (
        *_FACT_COMMON,
        Key("kind", "类型", "word", "是否、数、时长、日期或文字", "fact_kind"),
        Key("unit", "单位", "text", "数的量词"),
        Key("choice", "选项", "choices", "可取的值"),
        Key("ordered", "次序", "word", "选项是否由低到高排列", "ordered"),
        Key("list", "列表", "map", "列表中每一项的字段", "fact"),
    ),
    short="word",
    short_of="fact_kind",
)

_WHERE = Key("where", "其中", "condition", "只看符合条件的各项")
_WITHIN = Key("within", "期间", "window", "近3年、近3个学年、本学年、自某日起")
_TAKE = Key("take", "取", "text", "取哪一个字段", required=True)


def _form(name: str, zh: str, takes: Takes, help: str, *options: Key, of: str = "") -> Shape:
    lead = Key(name, zh, takes, help, of, required=True)
    return Shape(f"fact.{name}", f"事实（{zh}）", (lead, *options, *_FACT_COMMON))


_STRETCH = (
    _WHERE,
    _WITHIN,
    Key("minus", "扣除", "texts", "扣除与哪些经历重叠的日子"),
    Key("bridge", "衔接", "texts", "哪些经历不打断连续"),
    Key("bridge_counts", "衔接计入", "flag", "衔接的日子是否计入"),
    Key("gap", "容许间断", "operand", "容许多长的间断"),
    Key("same", "同一", "text", "按哪一个字段分段，如同一学校"),
    Key("by", "按", "word", "按日历、按日、按学年或按学期计", "total_by"),
    Key("weight", "折算", "operand", "折算的比例"),
)

FORMS: dict[str, Shape] = {
    shape.name.removeprefix("fact."): shape
    for shape in (
        _form("since", "起算", "operand", "从哪一天算起", Key("whole", "取整", "word", "只计整年", "whole")),
        _form("until", "距", "operand", "到哪一天还有多久"),
        _form(
            "day",
            "推算日",
            "operand",
            "从哪一天推算",
            Key("plus", "加", "operand", "往后多久"),
            Key("less", "减", "operand", "往前多久"),
            Key("move", "移至", "word", "月初、月末、次月初等", "move"),
        ),
        _form("total", "累计", "texts", "累计哪些经历的时间", *_STRETCH),
        _form("unbroken", "连续", "texts", "仍在继续的一段有多长", *_STRETCH),
        _form("longest", "最长一段", "texts", "最长的一段有多长", *_STRETCH),
        _form("count", "计数", "texts", "有多少项", _WHERE, _WITHIN, Key("distinct", "不同", "text", "数不同的值")),
        _form("exists", "存在", "texts", "有没有这样的一项", _WHERE, _WITHIN),
        _form(
            "every",
            "每项均",
            "texts",
            "期间内是否每一项都符合",
            Key("where", "其中", "condition", "每一项都要符合的条件", required=True),
            _WITHIN,
            Key("short", "年数不足时", "word", "年数不足所问时算不算", "short"),
        ),
        _form(
            "run",
            "连续年度",
            "texts",
            "连续多少个年度符合",
            Key("where", "其中", "condition", "每个年度要符合的条件", required=True),
            _WITHIN,
            Key("ending", "截止于", "word", "截止于最近的年度，或任意一段", "ending"),
            Key("no_grade", "无等次时", "word", "没有等次的年度中断还是跳过", "no_grade"),
        ),
        _form("latest", "最近一次", "texts", "最近的一项", _WHERE, _WITHIN, _TAKE),
        _form("earliest", "最早一次", "texts", "最早的一项", _WHERE, _WITHIN, _TAKE),
        _form("sum", "合计", "texts", "各项相加", _WHERE, _WITHIN, _TAKE),
        _form("min", "最小", "texts", "各项中最小的", _WHERE, _WITHIN, _TAKE),
        _form("max", "最大", "texts", "各项中最大的", _WHERE, _WITHIN, _TAKE),
        _form("is", "即", "condition", "给一个条件起名"),
        _form(
            "cases",
            "分情形",
            "list",
            "依次看各种情形，取第一个成立的值",
            Key("else", "其余", "operand", "都不成立时的值"),
            Key("not_applicable", "不适用", "operand", "情形不适用时的值"),
            of="case",
        ),
        _form(
            "calc",
            "计算",
            "text",
            "加减乘除",
            Key("not_below", "下限", "operand", "结果不低于"),
            Key("not_above", "上限", "operand", "结果不高于"),
        ),
        _form("retirement", "法定退休", "shape", "按法律推算的退休日", of="retirement"),
    )
}
"""The forms of worked-out facts, by the key that names them."""

_RETIREMENT = Shape(
    "retirement",
    "法定退休",
    (
        Key("born_on", "出生日期", "text", "哪一项事实是出生日期", required=True),
        Key("sex", "性别", "text", "哪一项事实是性别", required=True),
        Key("post_category", "岗位类别", "text", "哪一项事实是岗位类别", required=True),
    ),
)

_CASE = Shape(
    "case",
    "情形",
    (_WHEN, Key("value", "值", "operand", "成立时的值", required=True)),
)

_UNDEFINED = Shape(
    "undefined",
    "未界定的用语",
    (
        Key("id", "编号", "text", "英文编号，供程序使用"),
        _ABOUT,
        Key("kind", "类型", "word", "是否、数、时长、日期或文字", "fact_kind"),
        Key("unit", "单位", "text", "数的量词"),
        Key("choice", "选项", "choices", "可取的值"),
        Key("ordered", "次序", "word", "选项是否由低到高排列", "ordered"),
        Key("defined_by", "由…界定", "text", "应当由谁界定", required=True),
        _OPTIONAL_CLAUSE,
        Key("description", "说明", "text", "这个用语是什么意思"),
        _NOTE,
    ),
)

_DECISION = Shape(
    "decision",
    "决定",
    (
        Key("title", "标题", "text", "决定的名称", required=True),
        _ABOUT,
        Key("question", "问题", "text", "要回答的问题"),
        Key("decides", "结论方式", "word", "取先列的一个结果，或全部成立的结果", "decides"),
        Key("outcomes", "结果", "map", "可能的结果，先列的优先", "outcome"),
        Key("otherwise", "否则", "text", "没有规则成立时的结果"),
        Key(
            "requires",
            "条件清单",
            "list",
            "逐条列出的条件：全部符合取第一个结果，有一条不符合取第二个",
            "requirement",
        ),
        Key("value", "值", "text", "决定同时给出的数值（一项事实）"),
        _NOTE,
    ),
)

_OUTCOME = Shape(
    "outcome",
    "结果",
    (
        Key("label", "名称", "text", "结果的名称", required=True),
        _MODALITY,
        Key("one_of", "择一", "list", "可供选择的几种处理", "alternative"),
        Key("chosen_by", "由…选定", "text", "由谁选定"),
        _EFFECTS,
        _PROCEDURE,
        Key("encouraged", "鼓励", "flag", "是否属于鼓励、提倡"),
        _NOTE,
    ),
    short="text",
)

_ALTERNATIVE = Shape(
    "alternative",
    "一种处理",
    (Key("label", "名称", "text", "处理的名称", required=True), _EFFECTS),
    short="text",
)

_REQUIREMENT = Shape(
    "requirement",
    "条件",
    (
        Key("id", "编号", "text", "编号；默认由决定与条款组成"),
        _CLAUSE,
        Key("need", "须", "condition", "须符合的条件", required=True),
        Key("for", "对象", "condition", "只对哪些人提出"),
        _UNLESS,
        _MODALITY,
        _TITLE,
        _window(),
        _NOTE,
    ),
)

_RULE = Shape(
    "rule",
    "规则",
    (
        Key("id", "编号", "text", "编号；默认由决定、结果与条款组成"),
        _CLAUSE,
        Key("decision", "决定", "text", "属于哪一项决定", required=True),
        Key("outcome", "结果", "text", "得出哪一个结果", required=True),
        _WHEN,
        _UNLESS,
        _MODALITY,
        _EFFECTS,
        _PROCEDURE,
        _TITLE,
        _window(),
        _NOTE,
    ),
)

_GUARD = Shape(
    "guard",
    "保护",
    (
        Key("id", "编号", "text", "编号", required=True),
        _CLAUSE,
        Key("against", "阻止", "texts", "阻止哪些效果", required=True),
        _WHEN,
        _UNLESS,
        _TITLE,
        _ABOUT,
        _window(),
        _NOTE,
    ),
)

_READING = Shape(
    "reading",
    "解读",
    (
        _CLAUSE,
        Key("status", "状态", "text", "待明确，或已答复的文件", required=True),
        Key("default", "默认", "text", "默认的读法", required=True),
        Key("choices", "读法", "map", "几种读法", "reading_choice", required=True),
        _NOTE,
    ),
)

_READING_CHOICE = Shape(
    "reading_choice",
    "读法",
    (
        Key("facts", "事实", "map", "整项取代的事实", "fact"),
        Key("parameters", "参数", "map", "整项取代的参数", "parameter"),
        Key("rules", "规则", "map", "按编号整条取代的规则", "rule"),
        _NOTE,
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


WORDS["language"] = (("1", ()),)

SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        _POLICY,
        _IN_FORCE,
        _DOCUMENT,
        _CLAUSE_SHAPE,
        _PARAMETER,
        _DATED_VALUE,
        _FACT,
        *FORMS.values(),
        _RETIREMENT,
        _CASE,
        _UNDEFINED,
        _DECISION,
        _OUTCOME,
        _ALTERNATIVE,
        _REQUIREMENT,
        _RULE,
        _GUARD,
        _READING,
        _READING_CHOICE,
        AT_LEAST,
    )
}
"""Every mapping of a policy file, by name."""

PENDING: dict[str, dict[str, str]] = {
    "policy": {
        "points": "评分",
        "quotas": "比例",
        "procedures": "办理程序",
        "processes": "流程",
        "transitions": "过渡",
    },
    "fact": {
        "table": "查表",
        "points": "评分",
        "change": "变动",
        "rank": "排名",
        "related": "关联",
        "records": "人员集合",
        "on": "计算日",
        "anniversary": "周年",
    },
    "fact.calc": {"years": "年数", "months": "月数", "round": "舍入", "to": "舍入到"},
    "fact.total": {"after": "之后"},
    "fact.unbroken": {"after": "之后"},
    "fact.longest": {"after": "之后"},
    "parameter": {"taken_from": "取自", "parameter": "参数"},
    "decision": {"measured_on": "计算日", "combine": "合并"},
    "reading_choice": {"requirements": "条件"},
}
"""What the language describes and this version does not read yet, by shape: refused by name, never passed over."""


def pending(shape: Shape, written: str) -> str | None:
    """Return the English name of a key that the language has and this version does not read, or None."""
    folded = fold_name(written)
    tables = (PENDING.get(shape.name, {}), PENDING["fact"] if shape.name.startswith("fact.") else {})
    return next((en for table in tables for en, zh in table.items() if folded in (en, fold_name(zh))), None)
