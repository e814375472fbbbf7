"""The keys of what a file says beside its decisions: quotas, procedures, processes, and consequences that last."""

from __future__ import annotations

from xgxp_rules.language.key_table import (
    ABOUT,
    CLAUSE,
    MODALITY,
    NOTE,
    OPTIONAL_CLAUSE,
    TITLE,
    UNLESS,
    UNLESS_CLAUSE,
    Key,
    Shape,
    window_key,
)

_GUARDED = Key("when", "条件", "condition", "只在条件成立时")

QUOTA = Shape(
    "quota",
    "比例",
    (
        TITLE,
        CLAUSE,
        ABOUT,
        Key("per", "每", "texts", "按哪一项或哪两项分组，每组单独计算；不写则全体一组"),
        Key("each", "每期", "word", "每学年、每年度、每学期或每批次各算一次", "each"),
        Key("when", "条件", "condition", "只对符合条件的组计算；用组自己的记录，或组内人人相同的事实"),
        Key("base", "基数", "condition", "基数是哪些人：条件、决定的结果，或另一项比例的 基数/计入"),
        Key("counted", "计入", "condition", "计入哪些人", required=True),
        Key("relative_to", "参照", "condition", "比例、倍数不按基数而按这些人的人数算，如 兼职不多于专职的 2倍"),
        Key("floor", "不少于", "amounts", "下限：占基数的比例，或人数；几项都要做到的写成列表，如 [3人, 5%]"),
        Key("ceiling", "不多于", "amounts", "上限：占基数的比例，或人数；几项都要做到的写成列表，如 [3人, 5%]"),
        Key("target", "目标", "amounts", "目标：力求达到的比例或人数；几项都要做到的写成列表，如 [3人, 5%]"),
        Key("range", "幅度", "text", "从多少到多少，两端都含，如 11% 至 19%"),
        Key("round", "舍入", "word", "不足一人时怎样取整；默认下限进位、上限舍去", "round_to"),
        MODALITY,
        Key("encouraged", "鼓励", "flag", "是否属于鼓励、提倡"),
        window_key(),
        NOTE,
    ),
)

EFFECT = Shape(
    "effect",
    "后果",
    (
        Key("bar", "限制", "text", "不得参加什么"),
        Key("stop", "停发", "text", "停发哪一项待遇"),
        Key("pay", "发放", "text", "发放哪一项待遇"),
        Key("set", "设定", "text", "由经办单位登记的哪一项事实"),
        Key("waive", "免除", "text", "免除哪一条条件，写作 决定.条件"),
        Key("see", "见", "text", "由哪一份政策或哪一项决定另行规定"),
        Key("for", "为期", "operand", "持续多久"),
        Key("from", "自", "text", "从哪一天起；不写则自作出之日起"),
        Key("until", "至", "text", "到哪一天为止（含）"),
        Key("within", "限期", "operand", "经办单位须在多久内办理"),
        Key("amount", "金额", "operand", "发放多少"),
        Key("to", "为", "text", "设定为什么"),
        NOTE,
    ),
)

PROCEDURES = Shape(
    "procedure",
    "办理程序",
    (
        TITLE,
        OPTIONAL_CLAUSE,
        ABOUT,
        Key("steps", "步骤", "list", "依次办理的各步", "step", required=True),
        NOTE,
    ),
)

STEP = Shape(
    "step",
    "步骤",
    (
        Key("step", "步骤", "text", "办什么", required=True),
        Key("who", "由", "text", "由谁办理"),
        Key("consent", "同意", "texts", "须经哪些方面同意，每一方各有一条记录"),
        Key("after", "在…之后", "texts", "须先办完哪几步；默认是上一步"),
        Key("within", "限期", "text", "须在上一步之后多久内办理，如 5个工作日"),
        Key("by", "截至", "text", "最迟哪一天，如 每年6月底、每学期结束"),
        Key(
            "during",
            "期间",
            "text",
            "须在哪一段时间内办理，如 每年第二季度、每年4月上旬、每学年开始前、2031-04-01 至 2031-06-30",
        ),
        Key("publicity", "公示", "text", "公示多久，期满才能办下一步"),
        Key("notice", "提前", "text", "提前多久通知，期满才能办下一步"),
        _GUARDED,
        Key("optional", "可选", "flag", "是否可以不办"),
        Key(
            "if_taken",
            "有…才须",
            "texts",
            "只在这几步之一办过时才须办，如 有…才须: 申请复核；不写“在…之后”时也从它算起",
        ),
        OPTIONAL_CLAUSE,
        NOTE,
    ),
    short="text",
)

PROCESS = Shape(
    "process",
    "流程",
    (
        TITLE,
        OPTIONAL_CLAUSE,
        ABOUT,
        Key("states", "状态", "texts", "全部状态", required=True),
        Key("start", "起始", "text", "从哪一个状态开始", required=True),
        Key("transitions", "转换", "list", "怎样从一个状态到另一个状态", "move", required=True),
        Key("clocks", "计时", "map", "在某些状态里累计的时限", "clock"),
        Key("events_in", "事件记入", "text", "案件的事件记入记录的哪一个列表，供条件使用；列表须有 事件 和日期"),
        Key("silent", "未规定", "map", "原文没有写以后怎样的状态，各写明没有写的是什么", "silence"),
        NOTE,
    ),
)

MOVE = Shape(
    "move",
    "转换",
    (
        Key("from", "自", "texts", "从哪一个或哪几个状态", required=True),
        Key("to", "至", "text", "到哪一个状态", required=True),
        Key("on", "事件", "text", "发生什么事时"),
        Key("after", "满", "operand", "在这个状态满多久，或哪一个计时到期"),
        _GUARDED,
        UNLESS,
        UNLESS_CLAUSE,
        Key("procedure", "程序", "text", "走完哪一项办理程序才能转换"),
        OPTIONAL_CLAUSE,
        TITLE,
        NOTE,
    ),
)

CLOCK = Shape(
    "clock",
    "计时",
    (
        Key("while", "在", "texts", "在哪些状态里走时", required=True),
        Key("limit", "时限", "operand", "累计多久到期", required=True),
        Key("reset", "归零", "texts", "进入哪些状态时从头计起"),
        OPTIONAL_CLAUSE,
        NOTE,
    ),
)

SILENCE = Shape(
    "silence", "未规定", (Key("note", "说明", "text", "原文没有写的是什么", required=True),), short="text"
)

COHORT_SHAPES = (QUOTA, EFFECT, PROCEDURES, STEP, PROCESS, MOVE, CLOCK, SILENCE)
COHORT_SECTIONS = (
    Key("quotas", "比例", "map", "对一批人的比例或人数要求", "quota"),
    Key("procedures", "办理程序", "map", "作出决定前后须依次办理的步骤", "procedure"),
    Key("processes", "流程", "map", "状态、事件和时限", "process"),
)
"""The sections of a policy file that hold these."""
