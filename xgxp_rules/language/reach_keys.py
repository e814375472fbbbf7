"""The keys of what reaches beyond the record: other records, rankings, changes over time, terms, other days."""

from __future__ import annotations

from typing import Final

from xgxp_rules.language.key_table import BASIS, NOTE, OPTIONAL_CLAUSE, Key, Shape
from xgxp_rules.model.kinds import LABELS

TERMS: Final = Key("terms", "用语", "map", "本文件自己的归类：哪些算骨干，哪些学校属于哪一片", "term")

TERM: Final = Shape(
    "term",
    "用语",
    (
        Key("includes", "包括", "texts", "算作这一用语的各项；其中可以写别的用语"),
        Key("groups", "分组", "groups", "各组的名称和成员"),
        Key("else", "其余", "text", "没有列入的算哪一组"),
        Key("ordered", "次序", "word", "各组是否由低到高排列", "ordered"),
        Key("description", "说明", "text", "这个用语是什么意思"),
        OPTIONAL_CLAUSE,
        BASIS,
        NOTE,
    ),
    short="texts",
)

ON: Final = Key("on", "计算日", "operand", "这项事实按哪一天计算：某日、一项日期，或每年的某一天")
MEASURED_ON: Final = Key(
    "measured_on",
    "计算日",
    "operand",
    "按哪一天计算：某日、一个日期参数、一项日期类事实（不知道时决定未定），或每年的某一天",
)
AFTER: Final = Key("after", "之后", "operand", "只算这一天之后的日子")

_WHERE = Key("where", "其中", "condition", "只看符合条件的各项")
_WITHIN = Key("within", "期间", "window", "近3年、近3个学年、近3个整月、本学年、本月、本周、本聘期、自某日起")

REACH_FORMS: Final[tuple[tuple[Key, tuple[Key, ...]], ...]] = (
    (
        Key("related", "关联", "text", "通过哪一项事实找到另一份记录", required=True),
        (Key("take", "取", "text", "取那份记录的哪一项事实", required=True),),
    ),
    (
        Key("records", "人员集合", "text", f"哪一类记录：{LABELS}", required=True),
        (Key("where", "其中", "condition", "符合条件的；名称先指那份记录的事实，“本人”指正在决定的这份"),),
    ),
    (
        Key("rank", "排名", "text", "按哪一项事实排名", required=True),
        (
            Key("first", "在先", "word", "高者在先还是低者在先，默认高者", "rank_first"),
            Key("ties", "同分", "texts", "相同时依次比较什么，如 从业年限 高者先"),
            Key("per", "每", "texts", "在什么范围内排名，如每校；默认全体"),
            Key("among", "参评", "condition", "哪些人参加排名"),
            Key(
                "tied",
                "并列",
                "word",
                "末位同分的都算（取前一名次）、都不算（取后一名次），还是待定",
                "tied",
            ),
            Key("gives", "得出", "word", "名次，或名次占人数的比例", "rank_gives"),
        ),
    ),
    (
        Key("change", "变动", "text", "哪个列表的变动；列表的字段里写本项的哪个字段", required=True),
        (
            _WHERE,
            _WITHIN,
            Key("take", "取", "text", "取哪一个字段"),
            Key("gives", "得出", "word", "差额，或占原来的比例", "change_gives"),
        ),
    ),
    (
        Key("map", "归类", "text", "把哪一项事实归类", required=True),
        (Key("terms", "用语", "text", "按哪一个用语的分组", required=True),),
    ),
)
"""The leading key of each form and its further ones."""
