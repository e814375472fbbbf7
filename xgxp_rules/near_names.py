"""The name that was probably meant: by another word for the same thing first, then by the nearest spelling.

A guess for the author to look at, never applied by itself.
"""

import unicodedata
from collections.abc import Iterable


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `name` was probably meant to be, or None when none is close.

    Short Chinese names count as close when one character differs; longer ones when three fifths agree.

    >>> nearest("同校连任年限", ["性别", "同校连续任教"])
    '同校连续任教'
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    wanted = _spelling(name)
    known = tuple(candidates)
    usual = [candidate for candidate in SAME_THING.get(wanted, ()) if candidate in known]
    if usual:
        return " 或 ".join(usual)
    best: tuple[float, str] | None = None
    for candidate in known:
        other = _spelling(candidate)
        if _contrary(wanted, other):
            continue
        score = fuzz.ratio(wanted, other)
        one_off = not wanted.isascii() and min(len(wanted), len(other)) >= 2
        close = score >= 60 or (one_off and Levenshtein.distance(wanted, other) == 1)
        if close and (best is None or score > best[0]):
            best = (score, candidate)
    return None if best is None else best[1]


SAME_THING: dict[str, tuple[str, ...]] = {
    "高级": ("副高", "正高"),
    "高级职称": ("副高", "正高"),
    "副高级": ("副高",),
    "正高级": ("正高",),
    "称职": ("合格",),
    "基本称职": ("基本合格",),
    "不称职": ("不合格",),
    "农村": ("乡镇", "乡村"),
    "病假": ("请假",),
    "事假": ("请假",),
    "产假": ("请假",),
    "每校": ("学校",),
    "各校": ("学校",),
    "每所学校": ("学校",),
    "全校": ("学校",),
    "except": ("unless",),
    "exclude": ("unless",),
    "excluding": ("unless",),
    "if": ("when",),
    "condition": ("when",),
    "conditions": ("when",),
    "研究生": ("硕士", "博士"),
    "专科": ("大专",),
    "教龄": ("任教时间",),
}
"""Words that documents use for what records call otherwise: asked before the spelling is."""

_CONTRARY = tuple(
    frozenset(pair)
    for pair in (
        "高初",
        "高低",
        "高中",
        "初中",
        "正副",
        "城乡",
        "新旧",
        "新老",
        "上下",
        "前后",
        "内外",
        "有无",
        "男女",
        "年教",
        "升降",
    )
)


_SHORT_NAME = 4


def _contrary(one: str, other: str) -> bool:
    """Return whether two short names differ in one sign only, and those two signs say opposite or different things.

    In a long name one wrong sign is a slip, whatever the two signs mean.

    >>> _contrary("高级", "初级"), _contrary("性别", "姓别"), _contrary("同校连续任教", "同校连续任年")
    (True, False, False)
    """
    if len(one) != len(other) or len(one) > _SHORT_NAME:
        return False
    unlike = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and unlike[0] in _CONTRARY


def _spelling(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
