"""The messages about a test, a literal or an expression: where they point and what to write instead.

Every message is made here, so that one mistake has one sentence wherever it is found.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, Particular, nearest
from xgxp_rules.language import fault_codes
from xgxp_rules.language.literals import read_period
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.model.values import Kind
from xgxp_rules.spans import Span

LONGEST_TEST: Final = 500
"""Characters in one test or expression."""

MOST_PARTS: Final = 16
"""Tests joined by 且 on one fact, and brackets inside brackets in an expression."""

KIND_NAMES: Final[dict[str, Both]] = {
    "flag": Both("是否项", "yes or no"),
    "number": Both("数", "a number"),
    "period": Both("时长", "a period"),
    "date": Both("日期", "a date"),
    "text": Both("文字", "text"),
    "choice": Both("选项", "a choice"),
    "list": Both("列表", "a list"),
    "reference": Both("另一份记录", "another record"),
    "day_of_year": Both("每年的一天", "a day of every year"),
}


QUOTES: Final = frozenset({("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("”", "”"), ("“", "“"), ('"', '"')})
"""Quotation marks as they stand around a value by mistake."""
_YEAR_AND_MONTH: Final = re.compile(r"(\d{4}|[每当本今]年)(年|[-/.]|)(\d{1,2})(月|[-/.])\d{1,2}([日号]?)$")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the text stands and which fact it is about: all that a message needs besides the words themselves."""

    kind: Kind
    fact: str | Both
    span: Span
    file: str

    def fault(self, code: str, at: Phrase, *, mend: str | None = None, **args: Particular) -> Diagnostic:
        """Return a diagnostic that points at `at` inside the text."""
        return Diagnostic(code, at.span_in(self.span), self.file, tuple(args.items()), mend)

    def about_kind(self, code: str, at: Phrase, *, mend: str | None = None, **args: Particular) -> Diagnostic:
        """Return a diagnostic that also names the fact and its kind."""
        return self.fault(code, at, mend=mend, fact=self.fact, kind=kind_name(self.kind), **args)


def is_of_items(kind: Kind) -> bool:
    """Return whether a list holds entries with fields, or records, rather than words."""
    return kind.name == "list" and bool(kind.fields or kind.of)


def list_of_items(desk: Desk, at: Phrase, value: str) -> Diagnostic:
    """Return the message that entries are asked by a condition on their fields, with the form that asks it."""
    fields = [fact for fact in desk.kind.fields if fact.form is None]
    holding = next((fact for fact in fields if fact.kind.name == "choice" and fact.kind.choice(value)), None)
    where = "" if holding is None else f", where: {{{holding.label}: {value}}}"
    labels = "、".join(field.label for field in fields)
    entries = Both(
        f"一条条记录（有 {labels}）" if labels else "别的记录",
        f"entries (with {labels})" if labels else "other records",
    )
    return desk.fault(
        fault_codes.LIST_OF_ITEMS,
        at,
        fact=desk.fact,
        entries=entries,
        form=_form_of(desk, value, where),
        text=at.original,
    )


def _form_of(desk: Desk, value: str, where: str) -> Both:
    """Return the fact to declare over a list of entries, by what it was asked."""
    name = desk.fact if isinstance(desk.fact, str) else desk.fact.zh
    if read_period(value) is not None:
        total, unbroken = f"`{{total: {name}}}`", f"`{{unbroken: {name}}}`"
        return Both(
            f"{total}（累计）或 {unbroken}（连续），条件里问它",
            f"{total} or {unbroken} and ask it in the condition",
        )
    exists, count = f"`{{exists: {name}{where}}}`", f"`{{count: {name}{where}}}`"
    return Both(
        f"{exists}，条件里问它是或否；要数几条的，写 {count}",
        f"{exists} and test that, or {count} to count",
    )


def kind_name(kind: Kind) -> Both:
    """Return what a kind is called in a message, its unit included.

    >>> kind_name(Kind("number", unit="次")).zh
    '数（次）'
    """
    name = KIND_NAMES[kind.name]
    return name if kind.unit is None else Both(f"{name.zh}（{kind.unit}）", f"{name.en} ({kind.unit})")


def no_such_day(desk: Desk, at: Phrase) -> Diagnostic:
    """Return the message that there is no such day, with the last one of the month where that is certain."""
    found = _YEAR_AND_MONTH.match(at.original)
    last = None
    every_year = found is not None and not found[1].isdigit()
    if found is not None and int(found[3]) in range(1, 13) and not (every_year and int(found[3]) == 2):
        last = monthrange(2001 if every_year else int(found[1]), int(found[3]))[1]
    mend = None if found is None or last is None else f"{found[1]}{found[2]}{found[3]}{found[4]}{last}{found[5]}"
    return desk.fault(fault_codes.NO_SUCH_DAY, at, mend=mend, text=at.original)


def no_such_choice(desk: Desk, at: Phrase) -> Diagnostic:
    """Return the message that a fact has no such choice, with the nearest one."""
    labels = tuple(choice.label for choice in desk.kind.choices)
    names = [*labels, *(choice.id for choice in desk.kind.choices)]
    return desk.fault(
        fault_codes.NOT_A_CHOICE,
        at,
        mend=nearest(at.original, names),
        fact=desk.fact,
        text=at.original,
        choices=labels,
    )


def unknown_name(
    desk: Desk, at: Phrase, candidates: Iterable[str], code: str = fault_codes.UNKNOWN_NAME
) -> Diagnostic:
    """Return the message that nothing has this name, with the nearest one.

    A name that is there all the same is that of a parameter which depends on facts of other records.
    """
    names = list(candidates)
    if at.original in names:
        return desk.fault(fault_codes.OF_OTHER_RECORDS, at, text=at.original)
    near = nearest(at.original, names)
    if code != fault_codes.UNKNOWN_NAME:
        return desk.fault(code, at, mend=near, text=at.original)
    return desk.fault(code, at, mend=near, text=at.original, advice=_advice(near, at.original))


def _advice(near: str | None, name: str) -> Both:
    """Return the nearest name, or where a name that is nowhere is declared."""
    if near is not None:
        return Both(f"是否想写 `{near}`？", f"Did you mean `{near}`?")
    return Both(
        f"请先在 `parameters:` 里写 `{name}: {{value: …, clause: …}}`，或在 `facts:` 里说明它",
        f"First write `{name}: {{value: …, clause: …}}` under `parameters:`, or declare it under `facts:`",
    )


def value_wanted(desk: Desk, at: Phrase, mend: str | None) -> Diagnostic:
    """Return the message that a value is wanted, with what was probably meant or with the spellings of such a value."""
    examples = EXAMPLES.get(desk.kind.name, EXAMPLES["text"])
    advice = examples if mend is None else Both(f" `{mend}`", f"`{mend}`")
    return desk.fault(fault_codes.VALUE_WANTED, at, mend=mend, text=at.original, advice=advice)


EXAMPLES = {
    "date": Both(
        "日期，如 `2031-09-01`、`每年8月31日`、`当年8月31日`，或一项日期事实的名称",
        "a day, such as `2031-09-01` or `每年8月31日`, or the name of a date",
    ),
    "period": Both("时长，如 `6年`、`18个月`、`2学年`", "a period, such as `6年` or `18个月`"),
    "number": Both("数，如 `3次`、`30%`、`2万元`", "a number, such as `3次` or `30%`"),
    "text": Both(
        "值，如 `6年`、`3次`、`30%`、`2031-09-01`，或已有的名称",
        "a value, such as `6年`, `3次`, `30%`, `2031-09-01`, or a name that exists",
    ),
}
