"""The keys by which versions and levels of law are joined: transitions, and what a lower level sets otherwise."""

from __future__ import annotations

from xgxp_rules.language.key_table import ABOUT, CLAUSE, NOTE, TITLE, UNLESS, WHEN, Key, Shape, window_key

MAY_SET = Key("may_set", "下级可定", "word", "下级文件可以怎样另定这个值；不写则不得另定", "may_set")
RULE_MAY_SET = Key("may_set", "下级可定", "word", "下级文件可否另定这条规则；不写则不得另定", "rule_may_set")
SETS = Key("sets", "另定", "text", "另定上位规定的哪一项，写 政策编号/名称")

TRANSITION = Shape(
    "transition",
    "过渡",
    (
        Key("id", "编号", "text", "编号", required=True),
        CLAUSE,
        WHEN,
        UNLESS,
        Key("governed_by", "适用版本", "text", "对这些人仍然适用的另一版本", required=True),
        Key("decisions", "决定", "texts", "只有这些决定按另一版本作出；不写则为那一版本有的全部决定"),
        ABOUT,
        TITLE,
        window_key(),
        NOTE,
    ),
)
