"""What a table of keys is made of: keys, mappings, closed sets of words, and the keys that many mappings share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from xgxp_rules.language.reach_words import REACH_WORDS
from xgxp_rules.model.kinds import LABELS
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
    "groups",  # names, each with a text or a list of texts
    "amount",  # a share, a number, a name, or a form that works one out
    "amounts",  # one of these, or a list of them
    "effects",  # tags, or mappings of consequences that last
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

    def __hash__(self) -> int:
        """Return a hash of the name alone: every key of every file is looked up in its mapping, and those are large."""
        return hash(self.name)

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
    "language": (("1", ()),),
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
    "overlap": (("higher", ("就高",)), ("lower", ("就低",))),
    "step_gives": (("done", ("已办",)), ("over", ("期满",)), ("day", ("日期",))),
    "ending": (("latest", ("最近",)), ("any", ("任意",))),
    "no_grade": (("breaks", ("中断",)), ("skips", ("跳过",))),
    **REACH_WORDS,
    "total_by": (
        ("calendar", ("日历",)),
        ("days", ("日", "天")),
        ("school_years", ("学年",)),
        ("terms", ("学期",)),
        ("working_days", ("工作日",)),
    ),
    "each": (
        ("school_year", ("学年", "每学年")),
        ("year", ("年度", "每年度", "每年")),
        ("term", ("学期", "每学期")),
        ("batch", ("批次", "每批次", "每批")),
    ),
    "round_to": (("up", ("进位", "进一", "向上")), ("down", ("舍去", "去尾", "向下")), ("half_up", ("四舍五入",))),
    "anniversary": (("on", ("当日", "当天")), ("after", ("次日", "第二天"))),
    "rounding": (("down", ("月末",)), ("up", ("次月初",))),
    "may_set": (
        ("at_least", ("不得低于",)),
        ("at_most", ("不得高于",)),
        ("freely", ("可自定",)),
        ("not", ("不得另定",)),
    ),
    "rule_may_set": (("freely", ("可自定",)), ("not", ("不得另定",))),
    "whole": (("years", ("整年",)),),
    "part": (
        ("whole", ("满一计一", "满一年计一年", "满一月计一月")),
        ("up", ("不足一按一", "不足一年按一年", "不足一月按一月")),
        ("half", ("满半按半", "满半年按半年", "满半月按半月")),
        ("exact", ("按天折算",)),
    ),
    "combine": (("sum", ("相加",)), ("max", ("取最高",)), ("min", ("取最低",))),
    "round": (("down", ("舍去",)), ("up", ("进位",)), ("half_up", ("四舍五入",))),
    "move": (
        ("month_start", ("月初",)),
        ("month_end", ("月末",)),
        ("next_month_start", ("次月初",)),
        ("year_start", ("年初",)),
        ("next_year_start", ("次年初",)),
        ("school_year_start", ("学年初",)),
        ("next_school_year_start", ("次学年初",)),
        ("term_start", ("学期初",)),
        ("next_term_start", ("次学期初", "下学期初")),
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


def window_key(name: str = "in_force") -> Key:
    """Return the key under which a window of days stands."""
    return Key(name, "施行", "shape", "施行的起止日期", "in_force")


CLAUSE = Key("clause", "依据", "texts", "依据的条款编号，可以是一个或一列", required=True)
OPTIONAL_CLAUSE = Key("clause", "依据", "texts", "依据的条款编号，可以是一个或一列")
NOTE = Key("note", "备注", "text", "给读者的说明，不影响计算")
QUOTE = Key("quote", "原话", "text", "原文的说法，供检查条件的用词是否一致")
TITLE = Key("title", "标题", "text", "显示用的名称")
BASIS = Key("basis", "推定依据", "text", "原文没有写明、由编写人推定时，说明根据什么")
WHEN = Key("when", "条件", "condition", "成立的条件；直接写列表时须全部满足", required=True)
UNLESS = Key("unless", "例外", "exceptions", "成立则排除；直接写列表时有一项满足即排除")
UNLESS_CLAUSE = Key("unless_clause", "例外依据", "texts", "「例外」依据的条款编号，可以是一个或一列")
MODALITY = Key("modality", "力度", "word", "必须、原则上、可以、力争等", "modality")
EFFECTS = Key("effects", "效果", "effects", "效果标签，供上位法的保护规则对照")
PROCEDURE = Key("procedure", "程序", "text", "作出前必须走完的程序")
ABOUT = Key("about", "记录类别", "text", f"关于哪一类记录：{LABELS}")
