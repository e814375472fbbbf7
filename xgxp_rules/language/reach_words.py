"""The closed sets of words that rankings and changes take."""

from typing import Final

REACH_WORDS: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "rank_first": (("high", ("高者", "高者先")), ("low", ("低者", "低者先"))),
    "tied": (
        ("first", ("取前", "取前一名次", "都算")),
        ("last", ("取后", "取后一名次", "都不算")),
        ("open", ("待定",)),
    ),
    "rank_gives": (("place", ("名次",)), ("share", ("比例",))),
    "change_gives": (("difference", ("差额",)), ("share", ("比例",))),
}
"""The closed sets of words these keys take."""
