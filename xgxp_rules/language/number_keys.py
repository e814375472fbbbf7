"""The keys of tables, scores and their parts."""

from __future__ import annotations

from xgxp_rules.language.key_table import NOTE, OPTIONAL_CLAUSE, Key, Shape

YEARS = Key("years", "计年", "word", "时长折成年数：满一年计一年、不足一年按一年、满半年按半年、按天折算", "part")
MONTHS = Key("months", "计月", "word", "时长折成月数：满一月计一月、不足一月按一月、满半月按半月、按天折算", "part")
CAP = Key("cap", "封顶", "operand", "最多计多少分")
NOT_BELOW = Key("not_below", "下限", "operand", "最少计多少分")
GROUPS = Key("groups", "组", "map", "若干项合在一起的封顶，或者只取最高的一项", "point_group")
TIES = Key("ties", "同分次序", "texts", "同分时依次比较什么，如：从业年限 高者先")
ITEMS = Key("items", "计分项", "list", "逐项计分", "point_item", required=True)

TABLE = Shape(
    "table",
    "表",
    (
        Key("by", "按", "texts", "按哪一项或哪两项事实查", required=True),
        Key("rows", "行", "operands", "各行：条件和取值；第二项事实写在里面一层", required=True),
    ),
)

POINT_GROUP = Shape(
    "point_group",
    "组",
    (
        CAP,
        Key("best", "取最高", "flag", "组内只计最高的一项"),
        NOTE,
    ),
)

POINT_ITEM = Shape(
    "point_item",
    "计分项",
    (
        Key("item", "项目", "text", "这一项的名称", required=True),
        OPTIONAL_CLAUSE,
        Key("of", "按量", "operand", "按哪一项事实的多少计分"),
        Key("rate", "每", "text", "每一单位多少分，如 1.5分/年、2分/次"),
        Key("rates", "分段每", "operands", "各段每一单位多少分，如 不超过10年: 1分/年"),
        YEARS,
        MONTHS,
        Key("table", "查表", "shape", "查表得分", "table"),
        Key("best_of", "取最高一项", "texts", "列表中只取得分最高的一项"),
        Key("sum_of", "逐项累加", "texts", "列表中各项得分相加"),
        Key("where", "其中", "condition", "列表中只看符合条件的各项"),
        Key("within", "期间", "window", "列表中只看期间内的各项"),
        Key(
            "per", "每类", "text", "列表按这一字段分类，每一类各计各的再相加，如每类只取最高一项、同一成果只计一次"
        ),
        Key("most", "最多计", "text", "逐项累加时最多计得分最高的几项，如 2项；与「每类」合用时是每一类最多几项"),
        Key("take", "取", "text", "列表中每一项的得分是哪一个字段"),
        Key("points", "计", "operand", "固定的分数；与列表合用时是每一项的分数"),
        Key("when", "条件", "condition", "成立才计分"),
        CAP,
        NOT_BELOW,
        Key("group", "归组", "text", "归入哪一组"),
        Key("minus", "扣分", "flag", "从总分中扣除"),
        NOTE,
    ),
)
