"""The keys by which versions and levels of law are joined, and those by which a file accepts what lint finds."""

from __future__ import annotations

from xgxp_rules.language.key_table import ABOUT, CLAUSE, NOTE, TITLE, UNLESS, WHEN, Key, Shape, window_key

MAY_SET = Key("may_set", "下级可定", "word", "下级文件可以怎样另定这个值；不写则不得另定", "may_set")
RULE_MAY_SET = Key("may_set", "下级可定", "word", "下级文件可否另定这条规则；不写则不得另定", "rule_may_set")
SETS = Key("sets", "另定", "text", "另定上位规定的哪一项，写 政策编号/名称")
DEFINES = Key("sets", "另定", "text", "界定上位规定没有界定的哪一个用语，写 政策编号/名称")

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

ACCEPTS = Key("accepts", "认可", "list", "检查报告的、确是本意的发现及其理由", "acceptance")
ACCEPTANCE = Shape(
    "acceptance",
    "认可",
    (
        Key("code", "代码", "text", "发现的代码，如 XG715", required=True),
        Key("at", "处", "texts", "发现说的是哪一处：规则、结果、事实等的编号或名称", required=True),
        Key("reason", "理由", "text", "为什么这样写是本意", required=True),
    ),
)
