"""The keys of facts: what every fact may say, and one mapping for each form of a worked-out fact."""

from __future__ import annotations

from xgxp_rules.language import number_keys, reach_keys
from xgxp_rules.language.key_table import ABOUT, BASIS, NOTE, OPTIONAL_CLAUSE, WHEN, Key, Shape, Takes
from xgxp_rules.language.version_keys import DEFINES
from xgxp_rules.model.kinds import LABELS

_FACT_COMMON = (
    Key("id", "编号", "text", "英文编号，供程序使用"),
    Key("label", "名称", "text", "中文名称；默认就是书写的名字"),
    ABOUT,
    Key("description", "说明", "text", "这项事实是什么意思"),
    Key("sensitivity", "敏感度", "word", "一般、个人信息或健康信息", "sensitivity"),
    Key("may_not_apply", "可能不适用", "flag", "对有的人是否根本不适用"),
    BASIS,
    Key("evidence", "凭据", "text", "凭什么材料确认"),
    Key("office", "办理机关", "text", "到哪里确认"),
    Key("replaces", "取代", "flag", "取代一项内置的事实"),
    OPTIONAL_CLAUSE,
    DEFINES,
    NOTE,
)

FACT = Shape(
    "fact",
    "事实",
    (
        *_FACT_COMMON,
        Key("kind", "类型", "word", "是否、数、时长、日期或文字", "fact_kind"),
        Key("unit", "单位", "text", "数的量词"),
        Key("limits", "范围", "text", "数的最小值和最大值，如 0 至 100；记录里超出的不收"),
        Key("choice", "选项", "choices", "可取的值"),
        Key("ordered", "次序", "word", "选项是否由低到高排列", "ordered"),
        Key("several", "多选", "flag", "可以同时有几个值；用 包含、不包含 来问"),
        Key(
            "refers_to",
            "指向",
            "text",
            f"另一份记录：{LABELS}；值是编号或名称，可以加点读它的事实",
        ),
        Key("list", "列表", "map", "列表中每一项的字段", "fact"),
    ),
    short="word",
    short_of="fact_kind",
)

_WHERE = Key("where", "其中", "condition", "只看符合条件的各项")
_WITHIN = Key("within", "期间", "window", "近3年、近3个学年、近3个整月、本学年、本月、本周、自某日起")
_TAKE = Key("take", "取", "text", "取哪一个字段", required=True)
_PREFER = Key("prefer", "以此为准", "text", "有几项时以哪个是否字段标出的一项为准；都没有标出的，每一项都可能")


def _form(name: str, zh: str, takes: Takes, help: str, *options: Key, of: str = "") -> Shape:
    lead = Key(name, zh, takes, help, of, required=True)
    return Shape(f"fact.{name}", f"事实（{zh}）", (lead, *options, reach_keys.ON, *_FACT_COMMON))


_STRETCH = (
    _WHERE,
    _WITHIN,
    Key("minus", "扣除", "texts", "扣除与哪些经历重叠的日子"),
    Key("bridge", "衔接", "texts", "哪些经历不打断连续"),
    Key("bridge_counts", "衔接计入", "flag", "衔接的日子是否计入"),
    Key("gap", "容许间断", "operand", "容许多长的间断"),
    Key("same", "同一", "text", "按哪一个字段分段，如同一学校"),
    Key("by", "按", "word", "按日历、按日、按学年、按学期或按工作日计", "total_by"),
    Key("weight", "折算", "shape", "折算的比例：一个数，或按各段经历的一项字段各有比例", "weight"),
    Key("counts_when", "计入条件", "operand", "按学年或学期计时，在岗满多久就算一个"),
    Key(
        "arrived_by", "到岗截止", "texts", "按学年或学期计时，最迟哪一天到岗仍算一个，如 9月30日；按学期可各写一天"
    ),
)

WEIGHT = Shape(
    "weight",
    "折算",
    (
        Key("by", "按", "texts", "按各段经历的哪一项或哪两项字段，如 地区、学校.片区", required=True),
        Key("rows", "行", "operands", "每一种取值按几倍计，如 乡镇: 1.2；其他: 1", required=True),
        Key(
            "overlap", "重叠时", "word", "比例不同的两段经历重叠的日子，就高还是就低；不写则两种都有可能", "overlap"
        ),
        NOTE,
    ),
    short="operand",
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
        _form("total", "累计", "texts", "累计哪些经历的时间", *_STRETCH, reach_keys.AFTER),
        _form("unbroken", "连续", "texts", "仍在继续的一段有多长", *_STRETCH, _PREFER),
        _form("longest", "最长一段", "texts", "最长的一段有多长", *_STRETCH, reach_keys.AFTER),
        _form(
            "shortest",
            "最短一段",
            "texts",
            "最短的一段有多长；一段也没有的不适用",
            _WHERE,
            Key("gap", "容许间断", "operand", "容许多长的间断"),
            Key("same", "同一", "text", "按哪一个字段分段，如同一学校"),
            Key("summed", "各段相加", "flag", "与「同一」合用：同一学校的各段先相加，再取最短的学校"),
        ),
        _form("count", "计数", "texts", "有多少项", _WHERE, _WITHIN, Key("distinct", "不同", "text", "数不同的值")),
        _form("exists", "存在", "texts", "有没有这样的一项", _WHERE, _WITHIN),
        _form(
            "sequence",
            "先后",
            "list",
            "依次发生的几件事：后一件在前一件完了以后才开始",
            of="sequence_step",
        ),
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
        _form("latest", "最近一次", "texts", "最近的一项", _WHERE, _WITHIN, _TAKE, _PREFER),
        _form("earliest", "最早一次", "texts", "最早的一项", _WHERE, _WITHIN, _TAKE, _PREFER),
        _form("sum", "合计", "texts", "各项相加", _WHERE, _WITHIN, _TAKE),
        _form("min", "最小", "texts", "各项中最小的", _WHERE, _WITHIN, _TAKE),
        _form("max", "最大", "texts", "各项中最大的", _WHERE, _WITHIN, _TAKE),
        _form(
            "step",
            "步骤",
            "text",
            "程序里的哪一步：办过没有、公示期满没有，或哪一天办的",
            Key("procedure", "程序", "text", "哪一项办理程序", required=True),
            Key("gives", "得出", "word", "已办、期满（公示或提前通知的时间已过），或办理的日期", "step_gives"),
        ),
        _form("bar", "限制", "texts", "正在被限制的是什么：已生效措施中有这样的限制"),
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
            number_keys.YEARS,
            number_keys.MONTHS,
            Key("round", "舍入", "word", "舍去、进位或四舍五入", "round"),
            Key("to", "舍入到", "operand", "舍入到多少的整倍数，默认为 1"),
        ),
        _form(
            "table",
            "查表",
            "shape",
            "按一项或两项事实查表",
            Key("choice", "选项", "choices", "取值是选项时，有哪些选项"),
            Key("ordered", "次序", "word", "选项是否由低到高排列", "ordered"),
            of="table",
        ),
        _form(
            "points",
            "评分",
            "list",
            "逐项计分",
            number_keys.GROUPS,
            number_keys.CAP,
            number_keys.NOT_BELOW,
            number_keys.TIES,
            of="point_item",
        ),
        *(_form(lead.en, lead.zh, lead.takes, lead.help, *rest) for lead, rest in reach_keys.REACH_FORMS),
        _form("retirement", "法定退休", "shape", "按法律推算的退休日", of="retirement"),
    )
}
"""The forms of worked-out facts, by the key that names them."""

SEQUENCE_STEP = Shape(
    "sequence_step",
    "先后的一件事",
    (Key("list", "列表", "texts", "看哪一个列表", required=True), _WHERE, _WITHIN, NOTE),
)

POINTS = Shape(
    "points",
    "评分",
    (
        number_keys.ITEMS,
        number_keys.GROUPS,
        number_keys.CAP,
        number_keys.NOT_BELOW,
        number_keys.TIES,
        *_FACT_COMMON,
    ),
)

RETIREMENT = Shape(
    "retirement",
    "法定退休",
    (
        Key("born_on", "出生日期", "text", "哪一项事实是出生日期", required=True),
        Key("sex", "性别", "text", "哪一项事实是性别", required=True),
        Key("post_category", "岗位类别", "text", "哪一项事实是岗位类别", required=True),
    ),
)

CASE = Shape(
    "case",
    "情形",
    (WHEN, Key("value", "值", "operand", "成立时的值", required=True)),
)

UNDEFINED = Shape(
    "undefined",
    "未界定的用语",
    (
        Key("id", "编号", "text", "英文编号，供程序使用"),
        ABOUT,
        Key("kind", "类型", "word", "是否、数、时长、日期或文字", "fact_kind"),
        Key("unit", "单位", "text", "数的量词"),
        Key("choice", "选项", "choices", "可取的值"),
        Key("ordered", "次序", "word", "选项是否由低到高排列", "ordered"),
        Key("defined_by", "由…界定", "text", "应当由谁界定", required=True),
        OPTIONAL_CLAUSE,
        Key("description", "说明", "text", "这个用语是什么意思"),
        NOTE,
    ),
)
