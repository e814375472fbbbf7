"""What may be changed where a value is worked out: rows of a table, rates, limits, branches, the order of a ranking.

Like every change these are as small as their kind allows; rows and branches are tried in their order, so a changed one
may take what stood below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.language.printer import print_check
from xgxp_rules.model.forms import Calc, Cases, CurrentUnit, DatedValue, SetValue
from xgxp_rules.model.nodes import Both, Compare, CompareOp, Constant, YearlyDay
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.procedure import Step
from xgxp_rules.model.quota import Bound
from xgxp_rules.model.reach import RankKey
from xgxp_rules.model.scores import Conversion, FromList, Group, Item, Rate, RatePiece, TieKey
from xgxp_rules.model.tables import Row, Table
from xgxp_rules.tools.mutation.kinds import FLIPPED, Change, moved
from xgxp_rules.tools.mutation.paths import Path
from xgxp_rules.tools.mutation.sentences import condition_words, fact_kind

_ROUNDED: Final[dict[str, str]] = {"up": "down", "down": "up", "half_up": "down"}
_ROUNDING: Final = {
    "up": Words("进位", "rounded up"),
    "down": Words("舍去", "rounded down"),
    "half_up": Words("四舍五入", "rounded half up"),
}
_LEAP: Final = 2000


def more_changes(part: Any, about: str, version: PolicyVersion) -> Iterator[Change]:
    """Yield every change to a part of a worked-out value, a quota or a procedure, none to what lies deeper."""
    match part:
        case Table(by=by, rows=rows):
            for depth, fact in enumerate(by):
                yield from _rows(rows, ("rows",), depth, fact, about, version)
        case Cases(branches=branches):
            for place, (first, second) in enumerate(pairwise(branches)):
                swapped = (*branches[:place], second, first, *branches[place + 2 :])
                one, other = (condition_words(each.when, about, version) for each in (second, first))
                said = Words(f"“{one.zh}”排到“{other.zh}”之前", f"`{one.en}` before `{other.en}`")
                yield Change("precedence", ("branches",), swapped, said)
        case Rate(each=each):
            yield from moved(("each",), each, "分")
        case RatePiece(low=low, high=high):
            yield from moved(("low",), low, "") if low else ()
            yield from moved(("high",), high, "") if high is not None else ()
        case DatedValue() | SetValue():
            yield from _dated(part)
        case YearlyDay(month=month, day=day) if day is not None:
            yield from (
                replace(change, new=replace(part, month=change.new.month, day=change.new.day))
                for change in _yearly(month, day)
            )
        case CurrentUnit(previous=previous):
            said = Words("本期改为上一期", "this one becomes the one before")
            back = Words("上一期改为本期", "the one before becomes this one")
            yield Change("window", ("previous",), not previous, back if previous else said)
        case Step():
            yield from _step(part)
        case _:
            yield from _ways(part)


def _ways(part: Any) -> Iterator[Change]:
    """Yield the change of one of two ways into the other: rounding, which end comes first, what is taken off."""
    match part:
        case Bound(is_share=True, amount=Constant(value=amount)) if amount in (0, 1):
            return
        case Bound(is_share=True, rounding=how) | Calc(rounding=str(how)):
            other = _ROUNDED[how]
            was, now = _ROUNDING[how], _ROUNDING[other]
            said = Words(f"“{was.zh}”改为“{now.zh}”", f"{was.en} becomes {now.en}")
            yield Change("rounding", ("rounding",), other, said)
        case Conversion(how=how) if how in ("whole", "up"):
            other = "up" if how == "whole" else "whole"
            yield Change("rounding", ("how",), other, Words("零头的算法改变", "odd months are counted otherwise"))
        case TieKey(greater_first=first):
            said = Words("同分时先后颠倒", "the order of ties turned round")
            yield Change("precedence", ("greater_first",), not first, said)
        case RankKey(high_first=first):
            yield Change("precedence", ("high_first",), not first, Words("排名颠倒", "the ranking turned round"))
        case Group(best=best):
            said = Words("组内只取最高与全部相加互换", "only the best and all of a group swapped")
            yield Change("alternative", ("best",), not best, said)
        case Item(minus=minus):
            said = Words("加分与扣分互换", "points given and points taken off swapped")
            yield Change("alternative", ("minus",), not minus, said)
        case FromList(op=op):
            said = Words("只取最高与逐项相加互换", "only the best and all of a list swapped")
            yield Change("alternative", ("op",), "sum_of" if op == "best_of" else "best_of", said)
        case _:
            pass


def _rows(
    rows: tuple[Row, ...], path: Path, depth: int, fact: Any, about: str, version: PolicyVersion
) -> Iterator[Change]:
    for place, row in enumerate(rows):
        own = (*path, place)
        if depth:
            if isinstance(row.below, tuple):
                yield from _rows(row.below, (*own, "below"), depth - 1, fact, about, version)
            continue
        kind = fact_kind(fact, about, version)
        for check in () if row.check is None or kind is None else _flipped(row.check):
            assert kind is not None
            now = Words(print_check(check, kind, "zh"), print_check(check, kind, "en"))
            said = Words(f"“{row.text or '一行'}”改为“{now.zh}”", f"the row `{row.text}` becomes `{now.en}`")
            yield Change("comparison", (*own, "check"), check, said)


def _flipped(check: Any) -> Iterator[Any]:
    """Yield a row's check with one bound flipped; a row for one value has none."""
    match check:
        case Compare(op=op) if op not in ("eq", "ne"):
            yield replace(check, op=_flip(op))
        case Both(parts=parts):
            for place, part in enumerate(parts):
                for new in _flipped(part):
                    yield replace(check, parts=(*parts[:place], new, *parts[place + 1 :]))
        case _:
            pass


def _flip(op: CompareOp) -> CompareOp:
    return FLIPPED[op]


def _dated(part: DatedValue | SetValue) -> Iterator[Change]:
    until = part.until_on if isinstance(part, SetValue) else None
    for name, day, zh, en in (("from_on", part.from_on, "起", "from"), ("until_on", until, "止", "until")):
        for near in () if day is None else (day - timedelta(1), day + timedelta(1)):
            said = Words(f"{day} {zh}改为 {near} {zh}", f"{en} {day} becomes {en} {near}")
            yield Change("window", (name,), near, said)


def _yearly(month: int, day: int) -> Iterator[Change]:
    """Yield the day before and the day after a day that returns every year."""
    try:
        here = date(_LEAP, month, day)
    except ValueError:
        return
    for near in (here - timedelta(1), here + timedelta(1)):
        new = YearlyDay(near.month, near.day)
        said = Words(
            f"{month}月{day}日改为{near.month}月{near.day}日", f"{month}-{day} becomes {near.month}-{near.day}"
        )
        yield Change("threshold", (), new, said)


def _step(step: Step) -> Iterator[Change]:
    for name, zh in (("within", "期限"), ("publicity", "公示期"), ("notice", "通知期")):
        period = getattr(step, name)
        for change in () if period is None else moved((name,), period, ""):
            words = Words(f"“{step.name}”的{zh}：{change.said.zh}", f"{name} of `{step.name}`: {change.said.en}")
            yield replace(change, said=words)
    if step.when is not None:
        yield Change("condition", ("when",), None, Words(f"“{step.name}”总是要办", f"`{step.name}` always asked"))
    if step.if_taken:
        causes = "、".join(step.if_taken)
        said = Words(f"“{step.name}”不论是否办过“{causes}”都要办", f"`{step.name}` asked whatever was taken")
        yield Change("condition", ("if_taken",), (), said)
    if step.after:
        said = Words(f"“{step.name}”不再须在“{'、'.join(step.after)}”之后", f"`{step.name}` in any order")
        yield Change("precedence", ("after",), (), said)
    now = Words(f"“{step.name}”可办可不办", f"`{step.name}` is optional")
    was = Words(f"“{step.name}”必须办", f"`{step.name}` is owed")
    yield Change("exception", ("optional",), not step.optional, was if step.optional else now)
