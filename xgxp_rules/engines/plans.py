"""The parts of a report that never change: labels, required words, clauses. Made once per program and language.

A plan node turns the truths and values of one evaluation into plain data; only what depends on the record is worked
out again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.full_days import Bounds, may_not_come, with_its_day
from xgxp_rules.engines.margins import margin_of
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.reading import day_getter, slot_reader
from xgxp_rules.engines.scopes import Home, Placed
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    AtLeast,
    Both,
    Check,
    Compare,
    Constant,
    Contains,
    FactRef,
    FactTest,
    Not,
    OneOf,
    Operand,
    ParameterRef,
    YearlyDay,
    YearlyDays,
    operands,
    walk,
)
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.texts import Lang, show_value
from xgxp_rules.model.values import Kind


class Telling:
    """One evaluation being written out: each value is put into words once, however often it is shown."""

    __slots__ = ("_inner", "_kinds", "_lang", "_texts", "env", "looks_ahead")

    def __init__(self, program: Program, env: Env, lang: Lang, *, looks_ahead: bool = True) -> None:
        self.env = env
        self.looks_ahead = looks_ahead
        """Whether the record is there, so that it can be asked what will be full on another day."""
        self._lang = lang
        self._kinds = program.kinds
        self._texts: dict[int, str] = {}
        self._inner: dict[int, list[dict[str, Any]]] = {}

    @property
    def lang(self) -> Lang:
        """Return the language written in."""
        return self._lang

    def text(self, slot: int) -> str:
        """Return a slot's value in words."""
        text = self._texts.get(slot)
        if text is None:
            text = self._texts[slot] = show_value(self.env.values[slot], self._kinds[slot], self._lang)
        return text

    def inner(self, slot: int, node: Node) -> list[dict[str, Any]]:
        """Return the condition behind a slot, written once."""
        told = self._inner.get(slot)
        if told is None:
            told = self._inner[slot] = [node(self)]
        return told


Node = Callable[[Telling], dict[str, Any]]
"""Writes one condition as plain data."""


class NodePlanner:
    """Plans the conditions of one program in one language."""

    def __init__(self, program: Program, lang: Lang) -> None:
        self._program = program
        self._lang = lang
        self._planners: dict[Home, _HomePlanner] = {}

    def condition(self, compiled: CompiledCondition | None) -> Node | None:
        """Return how a condition is written out, in the words of the version it stands in."""
        return None if compiled is None else self.at(compiled.home).node(compiled.placed)

    def at(self, home: Home) -> _HomePlanner:
        """Return the planner of the conditions that use one version's names."""
        found = self._planners.get(home)
        if found is None:
            found = self._planners[home] = _HomePlanner(self._program, home, self._lang, self)
        return found


class _HomePlanner:
    """Plans the conditions that use the names of one policy version."""

    def __init__(self, program: Program, home: Home, lang: Lang, planner: NodePlanner) -> None:
        self._program = program
        self._version = home.version
        self._about = program.decision.about
        self._lang = lang
        self._slots = home.slots
        self._planner = planner

    def node(self, placed: Placed) -> Node:
        """Return how a condition is written out."""
        condition = placed.condition
        if isinstance(condition, FactTest):
            return self._test(condition, placed.number)
        parts = [self.node(part) for part in placed.parts]
        kind, needed = _kind_of(condition)
        number = placed.number

        def write(telling: Telling) -> dict[str, Any]:
            truth = telling.env.truths[number]
            told: dict[str, Any] = {"kind": kind, "truth": truth, "parts": [part(telling) for part in parts]}
            if needed is not None:
                told["needed"] = needed
            return told

        return write

    def _test(self, test: FactTest, number: int) -> Node:
        slot = self._slots[test.fact.name]
        fact = self._program.slots[slot].fact
        assert fact is not None
        kind, lang, check = self._program.kinds[slot], self._lang, test.check
        inner = self._inner(slot)
        readers = [self._operand(operand) for operand in operands(check)]
        ordered = _is_ordered(check, kind)
        bounds = _bounds_of(check, readers) if kind.name == "period" else ()
        slots = self._program.slots
        owner = slots[slot]
        label = fact.label if lang == "zh" else fact.id
        constant = self._constant_text(check, kind)
        fixed = {
            "kind": "test",
            "fact": fact.id,
            "label": label,
            "required": required_text(test, kind, self._version, lang),
        }
        if constant and constant != fixed["required"]:
            fixed["required_value"] = constant

        def write(telling: Telling) -> dict[str, Any]:
            env = telling.env
            told: dict[str, Any] = {**fixed, "truth": env.truths[number], "actual": telling.text(slot)}
            if ordered or constant is None:
                values = [read(env) for read in readers]
                margin = margin_of(check, kind, env.values[slot], values, lang, env.calendar) if ordered else None
                if bounds and telling.looks_ahead and may_not_come(margin, env.values[slot], owner, env.on):
                    margin = with_its_day(margin or {}, bounds, env, slots, slot, lang)
                if constant is None:
                    told["required_value"] = "、".join(show_value(one, kind, lang) for one in values) or None
                if margin is not None:
                    told["margin"] = margin
            if inner is not None:
                told["parts"] = telling.inner(slot, inner)
            return told

        return write

    def _inner(self, slot: int) -> Node | None:
        """Return the condition behind a fact that only names one, so that its tests are shown where it is used."""
        found = self._program.slots[slot]
        return self._planner.at(found.home).node(found.details) if isinstance(found.details, Placed) else None

    def _constant_text(self, check: Check, kind: Kind) -> str | None:
        """Return the operands' values in words where they never change, else None."""
        values: list[Any] = []
        for operand in operands(check):
            constant = operand.value if isinstance(operand, Constant) else None
            if isinstance(operand, ParameterRef):
                parameter = self._version.parameter(operand.name)
                constant = parameter.constant.value if parameter is not None and parameter.constant else None
            if constant is None:
                return None
            values.append(constant)
        return "、".join(show_value(value, kind, self._lang) for value in values)

    def _operand(self, operand: Operand) -> Getter:
        match operand:
            case FactRef():
                return slot_reader(self._slots[operand.name])
            case ParameterRef(name=name) if f"parameter:{name}" in self._slots:
                return slot_reader(self._slots[f"parameter:{name}"])
            case ParameterRef(name=name):
                parameter = self._version.parameter(name)
                assert parameter is not None
                assert parameter.constant is not None
                return _always(parameter.constant.value)
            case Constant(value=value):
                return _always(value)
            case _:
                return day_getter(operand)


def _always(value: Any) -> Getter:
    return lambda env: value


def _kind_of(condition: Any) -> tuple[str, int | None]:
    match condition:
        case AllOf():
            return "all", None
        case AnyOf():
            return "any", None
        case Not():
            return "not", None
        case AtLeast(needed=needed):
            return "at_least", needed
        case _:
            raise TypeError(type(condition).__name__)


def _bounds_of(check: Check, readers: list[Getter]) -> Bounds:
    """Return the bounds of a check, each with how it is read."""
    parts = check.parts if isinstance(check, Both) else (check,)
    with_operands = [part for part in parts if list(operands(part))]
    if len(with_operands) != len(readers):
        return ()
    return tuple(
        (part, read) for part, read in zip(with_operands, readers, strict=True) if isinstance(part, Compare)
    )


def _is_ordered(check: Check, kind: Kind) -> bool:
    if kind.name not in ("number", "period", "date"):
        return False
    return isinstance(check, Both) or (isinstance(check, Compare) and check.op not in ("eq", "ne"))


_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}", "eq": "为 {}", "ne": "不是 {}"},
    "en": {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}", "eq": "is {}", "ne": "is not {}"},
}


def required_text(test: FactTest, kind: Kind, version: PolicyVersion, lang: Lang) -> str:
    """Return what a test requires: in Chinese the author's own words, in English a plain rendering."""
    if lang == "zh" and test.text:
        return test.text
    return _check_text(test.check, kind, version, lang)


def _check_text(check: Check, kind: Kind, version: PolicyVersion, lang: Lang) -> str:
    joined = " 且 " if lang == "zh" else " and "
    either = " 或 " if lang == "zh" else " or "
    match check:
        case Compare(op=op, operand=operand):
            return _WORDS[lang][op].format(_operand_text(operand, kind, version, lang))
        case Both(parts=parts):
            return joined.join(_check_text(part, kind, version, lang) for part in parts)
        case OneOf(operands=several, negated=negated):
            listed = either.join(_operand_text(one, kind, version, lang) for one in several)
            return _WORDS[lang]["ne" if negated else "eq"].format(listed)
        case Contains(operands=several, negated=negated):
            listed = either.join(_operand_text(one, kind, version, lang) for one in several)
            words = ("不包含 {}", "包含 {}") if lang == "zh" else ("does not contain {}", "contains {}")
            return words[0 if negated else 1].format(listed)
        case _:
            return _state_text(type(check).__name__, check.negated, lang)


def _state_text(name: str, negated: bool, lang: Lang) -> str:
    words = {
        ("Applies", "zh"): ("适用", "不适用"),
        ("Applies", "en"): ("applies", "does not apply"),
        ("IsKnown", "zh"): ("已知", "未知"),
        ("IsKnown", "en"): ("is known", "is unknown"),
    }
    return words[name, lang][1 if negated else 0]


def _operand_text(operand: Operand, kind: Kind, version: PolicyVersion, lang: Lang) -> str:
    match operand:
        case Constant(value=value):
            return show_value(value, kind, lang)
        case ParameterRef(name=name):
            return name
        case FactRef(id=fact_id, path=path):
            try:
                label = fact_id if lang == "en" else version.fact(fact_id).label
            except KeyError:
                label = "本人" if lang == "zh" else "self"
            return ".".join((label, *path))
        case YearlyDay(month=month, day=day, which=which):
            each = "当年" if which == "this_year" else "每年"
            of = "this year's" if which == "this_year" else "each"
            return (
                f"{each}{month}月{f'{day}日' if day else '底'}"
                if lang == "zh"
                else f"{of} {month:02}-{day or 'end'}"
            )
        case YearlyDays(days=days):
            return ("或" if lang == "zh" else " or ").join(_operand_text(one, kind, version, lang) for one in days)
        case _:
            return "计算日" if lang == "zh" else "the measuring day"


def parameters_in(placed: Placed) -> list[str]:
    """Return the names of the parameters that a condition tests against, without repeats."""
    return list(
        dict.fromkeys(
            operand.name
            for node in walk(placed.condition)
            if isinstance(node, FactTest)
            for operand in operands(node.check)
            if isinstance(operand, ParameterRef)
        )
    )
