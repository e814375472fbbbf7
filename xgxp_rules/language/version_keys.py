"""The keys by which versions and levels of law are joined: transitions between versions of one policy."""

from __future__ import annotations

from xgxp_rules.language.key_table import ABOUT, CLAUSE, NOTE, TITLE, UNLESS, WHEN, Key, Shape, window_key

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
