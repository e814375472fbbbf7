"""Examples of values and tests by kind, for messages that say what to write instead.

Each is written as the language wants it, so that it loads in the place that the message speaks of.
"""

from __future__ import annotations

from xgxp_rules.diagnostics import Both
from xgxp_rules.model.values import Kind

_VALUES = {"period": "6年", "date": "2031-09-01", "day_of_year": "每年9月1日", "flag": "是"}
_SHARES = {"%": "30%", "元": "300元", None: "3"}


def value_of(kind: Kind) -> str:
    """Return a value of the kind; an ellipsis for words that only the author knows.

    >>> value_of(Kind("number", unit="次")), value_of(Kind("number", unit="%")), value_of(Kind("period"))
    ('3次', '30%', '6年')
    """
    if kind.choices:
        return kind.choices[0].label
    if kind.name == "number":
        return _SHARES.get(kind.unit, f"3{kind.unit}")
    return _VALUES.get(kind.name, "…")


def test_of(kind: Kind) -> str:
    """Return a test that a fact of the kind takes.

    >>> test_of(Kind("period")), test_of(Kind("date")), test_of(Kind("number", unit="人")), test_of(Kind("flag"))
    ('满 6年', '早于 2031-09-01', '不少于 3人', '是')
    """
    match kind.name:
        case "period":
            word = "满 "
        case "date" | "day_of_year":
            word = "早于 "
        case "number":
            word = "不少于 "
        case "list":
            word = "包含 "
        case "flag":
            word = ""
        case _:
            word = "为 "
    return f"{word}{value_of(kind)}"


def condition_on(name: str, kind: Kind) -> Both:
    """Return how a fact of this name is asked for in a condition; of a list of entries another fact is made first.

    >>> condition_on("工龄", Kind("period")).en
    'Write `工龄: 满 6年`'
    """
    if kind.name == "list" and (kind.fields or kind.of):
        return Both(
            f"请在 `facts:` 里写 `有{name}: {{exists: {name}}}`，这里写 `有{name}`",
            f"Write `有{name}: {{exists: {name}}}` under `facts:` and `有{name}` here",
        )
    if kind.name == "reference":
        return instead(kind)
    return Both(f"请写 `{name}: {test_of(kind)}` 的样子", f"Write `{name}: {test_of(kind)}`")


def instead(kind: Kind) -> Both:
    """Return what is asked of a kind that has no order, or of which another word is said."""
    test = test_of(kind)
    match kind.name:
        case "choice":
            order = Both(
                "；有高低的，给它加 `ordered: low_to_high`", "; an order is declared `ordered: low_to_high`"
            )
            more = Both("", "") if kind.ordered else order
            return Both(
                f"请写 `{test}`；几个都算的写 `甲 或 乙`{more.zh}",
                f"Write `{test}`, or several as `甲 或 乙`{more.en}",
            )
        case "text" | "flag":
            return Both(f"请写 `{test}`", f"Write `{test}`")
        case "reference":
            return Both(
                "请用它的一项事实来问，如 `现任学校.规模: 不少于 3人`",
                "Ask one of its facts, such as `现任学校.规模: 不少于 3人`",
            )
        case _:
            return Both(f"写成 `{test}` 的样子", f"Write it like `{test}`")


_UNDER_KEYS = {
    "language": "1",
    "policy": "yunshan.rotation",
    "version": "v1",
    "status": "trial",
    "document": "{clauses: [{id: 一, topic: 交流对象}]}",
    "clauses": "[{id: 一, topic: 交流对象}]",
    "clause": "一",
    "as_of": "2031-09-01",
    "opened": "2031-09-01",
    "defined_by": "县教育局",
    "governed_by": '"2022"',
    "limit": "60天",
    "n": "2",
    "code": "XG715",
    "test": "满 6年",
    "steps": "[{step: 公示}]",
    "outcomes": "{yes_: 符合, no_: 不符合}",
    "taken_from": "yunshan.rotation",
    "kind": "number",
}
_UNDER_TAKES = {"day": "2031-09-01", "condition": "[在编在职]", "whole": "2"}


def line_for(key: str, takes: str = "") -> str:
    """Return a line for a key that is missing, with an example where one can be given.

    >>> line_for("as_of"), line_for("when", "condition"), line_for("title", "text")
    ('as_of: 2031-09-01', 'when: [在编在职]', 'title: …')
    """
    return f"{key}: {_UNDER_KEYS.get(key) or _UNDER_TAKES.get(takes, '…')}"
