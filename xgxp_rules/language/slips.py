"""Tests as the printed page says them, which this language says in another place or with another word.

Each cause knows one habit of documents: 连续满5年, 满3-5年, 6月30日前, 男55女50. A mend is offered where it reads.
"""

from __future__ import annotations

import re
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, register
from xgxp_rules.language.fault_codes import OTHER_WORD
from xgxp_rules.language.operands import Bench
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.splitting import cut_word
from xgxp_rules.language.words import EXCLUDED, INCLUDED

HOW_COUNTED = register(
    "XG240",
    zh="「{word}」说的是时间怎么算，不写在条件里",
    en="`{word}` says how time is counted and is not part of a test",
    mend_zh="请在 facts: 里用 `{form}:` 写成一项事实，它的条件写 `{mend}`",
    mend_en="Declare a fact with `{form}:` under facts, and test it with `{mend}`",
)
RANGE_AFTER_WORD = register(
    "XG241",
    zh="「{word}」后面只能写一个值，`{text}` 是一段范围",
    en="`{word}` takes one value; `{text}` is a range",
)
NO_YEAR = register(
    "XG242",
    zh="`{text}` 没有写哪一年",
    en="`{text}` does not say of which year",
    mend_zh="请写 `{first} 当年{day}`{other}；每年的这一天写 `每年{day}`",
    mend_en="Write `{first} 当年{day}`{other}, for the year of the measuring day; the day of every year is `每年{day}`",
)
BY_SEX = register(
    "XG243",
    zh="男女不同的数写成参数，不写在条件里",
    en="a number that differs for men and women is a parameter, not part of a test",
    mend_zh="请在 parameters: 里写一项，用 `by: 性别` 分成 `男: {men}` 和 `女: {women}`，这里写 `满` 加它的名称",
    mend_en="Declare a parameter `by: 性别` of the values `男: {men}` and `女: {women}`; here, write `满` and its name",
)

_COUNTED: Final = {"连续": "unbroken", "累计": "total"}
_DAY_ALONE: Final = re.compile(r"(\d{1,2}月\d{1,2}日)(之前|以前|前|之后|以后|后|起|以内|内)")
_ENDS: Final = {"前": ("早于", "不晚于"), "后": ("晚于", "不早于"), "起": ("不早于", ""), "内": ("不晚于", "")}
_SEXES: Final = re.compile(r"男\D{0,3}(\d+)(\D{0,2}?)[,、;]?女\D{0,3}(\d+)(\D{0,2})")


def how_counted(phrase: Phrase, bench: Bench, reads: bool) -> Diagnostic | None:
    """连续满5年: whether times add up or must be unbroken belongs to the fact. `reads` is of what follows the word."""
    word = phrase.text[:2]
    if word not in _COUNTED or not reads:
        return None
    rest = phrase.part(2).original
    return bench.desk.fault(HOW_COUNTED, phrase.part(0, 2), mend=rest, word=word, form=_COUNTED[word])


_EDGE: Final = re.compile(
    r"(.*\d[日年月]?)(及?以?后|之后|及?以?前|之前)\((不)?(?:包?含|包括)(?:当日|当天|本日|该日|本数)?\)"
)


def edge_in_brackets(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """1991-07-01以后（含当日）: the bracket says what the word leaves open, so there is one bound to write."""
    found = _EDGE.fullmatch(phrase.text) if bench.kind.name == "date" else None
    if found is None or (phrase.text.endswith((*INCLUDED, *EXCLUDED)) and "以" not in found[2]):
        return None
    day = phrase.part(0, found.end(1)).original.strip()
    without, with_day = _ENDS[found[2][-1]]
    at = phrase.part(found.end(1))
    mend = f"{without} {day}" if found[3] else f"{day} 起" if with_day == "不早于" else f"{with_day} {day}"
    return bench.desk.fault(OTHER_WORD, at, mend=mend, word=at.original.strip())


def range_after_word(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """满 3-5年: a bound, and what is left reads as a range."""
    cut = cut_word(phrase)
    if cut is None or cut.op is None:
        return None
    text = cut.rest.original
    return bench.desk.fault(RANGE_AFTER_WORD, phrase, mend=text, word=cut.word.text, text=text)


def no_year(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """6月30日前: which year is not said."""
    text = phrase.text.removesuffix(INCLUDED[0])
    found = _DAY_ALONE.fullmatch(text)
    if bench.kind.name != "date" or found is None:
        return None
    first, second = _ENDS[found[2][-1]]
    other = Both(
        f"（不含当日）或 `{second} 当年{found[1]}`（含当日）" if second else "",
        f", without the day itself, or `{second} 当年{found[1]}`, with it" if second else "",
    )
    return bench.desk.fault(NO_YEAR, phrase, text=phrase.original, first=first, day=found[1], other=other)


def by_sex(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """男55女50: two numbers, one for each sex."""
    found = _SEXES.search(phrase.text)
    if found is None or bench.kind.name not in ("number", "period"):
        return None
    unit = found[2] or found[4] or (bench.kind.said or "岁" if bench.kind.name == "period" else "")
    return bench.desk.fault(BY_SEX, phrase, men=f"{found[1]}{unit}", women=f"{found[3]}{unit}")
