"""Which forms become columns, which are worked out once for each content, which are refused before data are read.

The list is generated into the documentation from here, so that it cannot go out of date.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, assert_never

from xgxp_rules.diagnostics import Both, XgxpError, register
from xgxp_rules.model.forms import (
    Aggregate,
    Calc,
    Cases,
    Count,
    Dated,
    Day,
    DecisionDay,
    DecisionResult,
    Delegated,
    Every,
    Exists,
    Form,
    Is,
    ItemDuration,
    ItemRunning,
    Keyed,
    Pick,
    Run,
    Sequence,
    Since,
    Statutory,
    StepTaken,
    Stretch,
    TakenFrom,
    Until,
)
from xgxp_rules.model.reach import Change, Mapped, Measured, OtherRecords, Rank, Related
from xgxp_rules.model.scores import Points
from xgxp_rules.model.tables import Table

UNSUPPORTED = register(
    "XG880",
    zh="决定 `{name}` 不能按列计算：`{fact}` 用到了{construct}（{reason}）",
    en="decision `{name}` cannot be worked out in columns: `{fact}` uses {construct} ({reason})",
    exit=2,
    mend_zh="请逐人决定：`xgxp decide`，或 `xgxp roster`，它会自行改为逐人计算",
    mend_en="Decide person by person, with `xgxp decide` or with `xgxp roster`, which does so by itself",
)

_CONSTRUCTS = {
    "Rank": Both("排名", "a rank"),
    "OtherRecords": Both("人员集合", "a set of records"),
    "row_by_row": Both("逐份推算", "a step row by row"),
    "quota": Both("比例", "a quota"),
}


def construct_words(name: str) -> Both:
    """Return what a construct is called in both languages; one without words of its own keeps its name."""
    return _CONSTRUCTS.get(name, Both(name, name))


How = Literal["settled", "column", "once", "row"]


class Way(NamedTuple):
    """How a form is worked out for a roster, and why not in columns where it is not."""

    how: How
    name: str
    reason: Both = Both("", "")


class Unsupported(XgxpError):
    """The columnar engine cannot express something the decision needs; raised before any data are read."""

    exit_code = 2


_COHORT = Both("要看名单中其他人的记录", "it needs the records of other people in the roster")
_OTHER_DAY = Both("整条记录要在另一天重新计算", "the whole record is measured on a day of its own")
_CHANGE = Both("要比较列表中前后两项", "it compares entries of a list with one another")
_IN_ORDER = Both("要看几项的先后", "it asks in which order entries of lists came")
_STEPS = Both("要看办理步骤及其期满", "it reads the steps taken and when their time is over")
_ITEM = Both("只在列表条目之内使用", "it belongs to an entry of a list")


def way_of(form: Form) -> Way:
    """Return how a form is worked out for a roster; an option of it may need the entries of a list themselves."""
    name = type(form).__name__
    match form:
        case Since() | Until() | Day() | DecisionDay() | Statutory() | Is() | Cases() | Calc() | Table() | Mapped():
            return Way("settled", name)
        case Keyed() | Dated() | Delegated() | TakenFrom() | DecisionResult() | Points() | Related():
            return Way("settled", name)
        case Stretch() | Count() | Exists() | Every() | Run() | Pick() | Aggregate():
            return Way("column", name)
        case Measured():
            return Way("once", name, _OTHER_DAY)
        case Sequence():
            return Way("once", name, _IN_ORDER)
        case StepTaken():
            return Way("once", name, _STEPS)
        case Change():
            return Way("once", name, _CHANGE)
        case OtherRecords() | Rank():
            return Way("row", name, _COHORT)
        case ItemDuration() | ItemRunning():
            return Way("column", name, _ITEM)
        case _:
            assert_never(form)
