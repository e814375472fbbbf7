"""Values outside tests: written ones, parameters and facts where a form takes an operand, and windows of time."""

from __future__ import annotations

import re
from typing import Final

from xgxp_rules.diagnostics import Both, nearest
from xgxp_rules.language import faults, text_rules
from xgxp_rules.language.literals import read_literal, read_period
from xgxp_rules.language.located import LText
from xgxp_rules.language.numerals import read_numeral
from xgxp_rules.language.operands import comparable, find_name
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.scope import Scope
from xgxp_rules.model.forms import (
    CurrentTerm,
    CurrentUnit,
    FromDay,
    LastPeriod,
    LastUnits,
    LengthOf,
    Window,
    WindowUnit,
    YearUnit,
)
from xgxp_rules.model.nodes import Constant, FactRef, Operand, ParameterRef
from xgxp_rules.model.values import DATE, PERIOD, Kind

_UNITS: Final[dict[str, YearUnit]] = {"年度": "year", "学年": "school_year", "学期": "term"}
_CURRENT: Final = re.compile(r"(?P<which>本|上)(?P<unit>年度|学年|学期)")
_SHORT: Final[dict[str, CurrentUnit]] = {
    "本月": CurrentUnit("month"),
    "当月": CurrentUnit("month"),
    "上月": CurrentUnit("month", previous=True),
    "上个月": CurrentUnit("month", previous=True),
    "本周": CurrentUnit("week"),
    "上周": CurrentUnit("week", previous=True),
}
_LAST_UNITS: Final = re.compile(r"近(?P<count>.+?)个?(?P<unit>年度|学年|学期|(?:整|自然|完整)[月周])")
_FROM: Final = re.compile(r"自(?P<day>.+?)起")
_MOST_UNITS: Final = 100


def read_constant(node: LText, kind: Kind | None, scope: Scope) -> Constant | None:
    """Return a written value; without a kind, whatever it is."""
    from xgxp_rules.language.parser import parse_literal

    if scope.library.problems.add(text_rules.quoted_value_problem(node)):
        return None
    library = scope.library
    kept, library.broken = library.broken, False
    constant = parse_literal(node.text, kind, scope, span=node.span, file="")
    library.settle(kept, constant)
    return None if isinstance(constant, list) else constant


def read_operand(node: LText | None, kind: Kind | None, scope: Scope, name: str) -> tuple[Operand, Kind] | None:
    """Return a parameter, a fact or a written value with its kind, which must be comparable with `kind` if given."""
    if node is None:
        return None
    found = named(node, scope)
    if scope.library.broken:
        return None
    if found is not None:
        ref, other = found
        if kind is not None and not comparable(kind, other):
            say_kind(node, name, kind, other, scope)
            return None
        return ref, other
    if _is_no_value(node, kind):
        mend = nearest(node.text, scope.candidates())
        scope.library.problems.say("XG171", node.span, mend=mend, name=node.text)
        return None
    constant = read_constant(node, kind, scope)
    if constant is None:
        return None
    from xgxp_rules.language.parser import infer_kind

    return constant, kind or infer_kind(constant)


def _is_no_value(node: LText, kind: Kind | None) -> bool:
    """Return whether a text is neither a choice nor anything written like a value: a name, then, and an unknown one."""
    if kind is not None and (kind.name in ("flag", "text", "choice") or text_rules.date_problem(node) is not None):
        return False
    phrase = Phrase.of(node.text)
    return read_literal(phrase.text) is None and not any(sign.isdigit() for sign in phrase.text)


def named(node: LText, scope: Scope) -> tuple[ParameterRef | FactRef, Kind] | None:
    """Return the parameter or fact of this name; `broken` is set when it is one that could not be read."""
    scope.library.broken = False
    return find_name(Phrase.of(node.text), scope)


NUMBER_FIELD = Both("一项是数的字段的名称，如 `得分`", "the name of a field that is a number, such as `得分`")


def say_kind(node: LText, name: str, wanted: Kind, got: Kind, scope: Scope, example: Both | None = None) -> None:
    """Report a name of the wrong kind, with an example of what is wanted."""
    scope.library.problems.say(
        "XG143",
        node.span,
        name=name,
        text=node.text,
        wanted=kind_name(wanted),
        got=kind_name(got),
        example=example or faults.EXAMPLES.get(wanted.name, faults.EXAMPLES["text"]),
    )


def kind_name(kind: Kind) -> Both:
    """Return what a kind is called in messages."""
    return faults.kind_name(kind)


def may_not_apply(operand: Operand | None, scope: Scope) -> bool:
    """Return whether a fact stands here that can be not applicable."""
    if not isinstance(operand, FactRef):
        return False
    found = scope.find(".".join((operand.id, *operand.path)))
    return found is not None and found.fact.may_not_apply


def read_window(node: LText | None, scope: Scope, name: str) -> Window | None:
    """Return the window of time that the words name."""
    if node is None:
        return None
    phrase = Phrase.of(node.text)
    if phrase.text == "本聘期":
        return CurrentTerm()
    if phrase.text in _SHORT:
        return _SHORT[phrase.text]
    if found := _CURRENT.fullmatch(phrase.text):
        return CurrentUnit(_UNITS[found["unit"]], found["which"] == "上")
    if found := _LAST_UNITS.fullmatch(phrase.text):
        count = read_numeral(found["count"].removesuffix("个"))
        if isinstance(count, int) and 0 < count <= _MOST_UNITS:
            whole: WindowUnit | None = {"月": "month", "周": "week"}.get(found["unit"][-1])  # type: ignore[assignment]
            return LastUnits(count, whole or _UNITS[found["unit"]])
    if found := _FROM.fullmatch(phrase.text):
        day = read_operand(LText(found["day"], node.span), DATE, scope, name)
        return None if day is None else FromDay(day[0])
    return _length(node, phrase, scope, name)


def _length(node: LText, phrase: Phrase, scope: Scope, name: str) -> Window | None:
    if phrase.text.startswith("近"):
        length = read_period(phrase.text[1:])
        if length is None:
            scope.library.problems.say("XG146", node.span, text=node.text)
        return None if length is None else LastPeriod(length)
    found = named(node, scope)
    if scope.library.broken:
        return None
    if found is None:
        bare = phrase.text.removeprefix("最近").removesuffix("之内").removesuffix("以内").removesuffix("内")
        if read_period(bare) is not None:
            mend = f"近{bare.replace('两', '2')}"
            scope.library.problems.say("XG114", node.span, mend=mend, text=node.text)
            return None
        scope.library.problems.say("XG146", node.span, text=node.text)
        return None
    if found[1].name != "period":
        say_kind(node, name, PERIOD, found[1], scope)
        return None
    return LengthOf(found[0])
