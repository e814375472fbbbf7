"""Quotas of a policy file: who is in the base, who is counted, by what the roster is split, and the bounds.

A name in `when` or in a bound means the group's own record first, where a group has one (a school), then a fact of the
members. Quotas may take each other's members; one that needs itself is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeVar, cast

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest
from xgxp_rules.language import text_rules
from xgxp_rules.language.cohort_messages import (
    EMPTY_RANGE,
    NO_BOUND,
    NO_GROUP_FACT,
    NO_SUCH_QUOTA,
    NOT_A_GROUP,
    NOT_AN_AMOUNT,
    NOTHING_RELATIVE,
    OTHER_ABOUT,
    QUOTA_CIRCLE,
    SHARE_OVER_ONE,
    TOO_MANY,
    TOO_MANY_KEYS,
    TWO_BOUNDS,
)
from xgxp_rules.language.conditions import read_when, words_of
from xgxp_rules.language.decisions import encouraged, modality_of
from xgxp_rules.language.declare import check_words
from xgxp_rules.language.fields import Fields, read_fields
from xgxp_rules.language.form_reader import read_fact_node
from xgxp_rules.language.header import cited, read_window_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.literals import SHARES, Amount, read_literal
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.record_kinds import about_of
from xgxp_rules.language.rules import Context
from xgxp_rules.language.scope import Found, Scope
from xgxp_rules.language.values_reader import named, say_kind
from xgxp_rules.model.forms import Delegated
from xgxp_rules.model.nodes import Condition, Constant, FactRef, Operand, ParameterRef
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.quota import Bound, Each, Members, Quota, QuotaPart, Rounding, Side
from xgxp_rules.model.values import NUMBER
from xgxp_rules.model.vocabulary import Fact, fold_name

T = TypeVar("T")

MOST_KEYS = 2
MOST_AMOUNTS = 10
TIMES = "倍"
_PARTS = {"counted": "counted", "计入": "counted", "base": "base", "基数": "base"}
_BODIES = {"学校": "current_school", "school": "current_school"}
"""Bodies that a roster is split by, under the name officers use, where the record calls the fact otherwise."""
_DEFAULT_ROUNDING: dict[Side, Rounding] = {"floor": "up", "ceiling": "down", "target": "up"}
_GROUPED = ("choice", "text", "flag", "number", "reference")


def read_quotas(outer: Fields, context: Context) -> tuple[Quota, ...]:
    """Return the quotas of the file; what is wrong has been reported."""
    entries = list(outer.named("quotas"))
    names = tuple(name for entry in entries for name in (entry.key.text.strip(), _title(entry)) if name)
    found: dict[str, Quota] = {}
    for entry in entries:
        if not check_words(entry.key, context.library):
            continue
        quota = read_quota(entry, context, names)
        if quota is not None:
            found[quota.id] = quota
    return tuple(found.values())


def read_quota(entry: Entry, context: Context, names: tuple[str, ...]) -> Quota | None:
    """Return one quota that may use the members of the named ones; None after reporting why not."""
    return _Reader(entry, context, names).read()


def _title(entry: Entry) -> str:
    title = None if not isinstance(entry.value, LMap) else entry.value.get("title") or entry.value.get("标题")
    return title.text.strip() if isinstance(title, LText) else ""


class _Reader:
    """Reads one quota."""

    def __init__(self, entry: Entry, context: Context, names: tuple[str, ...]) -> None:
        self.entry, self.context, self.names = entry, context, names
        self.id = entry.key.text.strip()
        self.library = context.library
        self.problems = context.library.problems

    def read(self) -> Quota | None:
        """Return the quota, or None after reporting why not."""
        shape, key = SHAPES["quota"], self.entry.key
        fields = read_fields(self.entry.value, shape, self.id, self.problems, key.span)
        if fields is None:
            return None
        before = self.problems.errors
        about = about_of(fields)
        self.members = Scope(self.library, about)
        keys = self._keys(fields)
        group = next((each.fact.kind.of for each in keys if each.fact.kind.of), None) or ""
        self.group = Scope(self.library, group) if group else None
        base, counted = self._members(fields, "base"), self._members(fields, "counted")
        relative = self._members(fields, "relative_to")
        self.is_relative = relative is not None
        when, when_about = self._when(fields)
        bounds = tuple(self._bounds(fields))
        if relative is not None and bounds and not any(one.is_share for one in bounds):
            self.problems.say(NOTHING_RELATIVE, fields.span("relative_to"), name=fields.name("relative_to"))
        if "range" not in fields:
            self._none_between(fields, bounds)
        clauses = cited(fields, self.context.document)
        if not bounds and self.problems.errors == before:
            self.problems.say(NO_BOUND, key.span, name=self.id)
        if counted is None or not bounds:
            return None
        default = "aim" if all(each.side == "target" for each in bounds) else "must"
        return Quota(
            self.id,
            fields.text("title") or self.id,
            about,
            clauses,
            bounds,
            base,
            counted,
            relative,
            tuple(each.ref for each in keys),
            group,
            cast("Each | None", fields.word("each")),
            when,
            when_about,
            modality_of(fields) or default,  # type: ignore[arg-type]
            encouraged(fields),
            read_window_of(fields),
            fields.text("note"),
            key.span,
        )

    def _none_between(self, fields: Fields, bounds: tuple[Bound, ...]) -> None:
        """Report a floor that is above a ceiling whatever another body sets within its limits."""
        for floor in (one for one in bounds if one.side == "floor"):
            for ceiling in (one for one in bounds if one.side == "ceiling"):
                least, most = self._extent(floor), self._extent(ceiling)
                if least and most and floor.is_share == ceiling.is_share and least[0] > most[1]:
                    text = f"{floor.text} 至 {ceiling.text}"
                    self.problems.say(EMPTY_RANGE, fields.span("floor"), text=text)

    def _extent(self, bound: Bound) -> tuple[int | Fraction, int | Fraction] | None:
        """Return the least and the greatest amount of a bound, as far as the text says."""
        amount = bound.amount
        parameter = self.library.parameter(amount.name) if isinstance(amount, ParameterRef) else None
        form = None if parameter is None else parameter.form
        ends: tuple[Constant | None, Constant | None] = (None, None)
        if isinstance(amount, Constant):
            ends = amount, amount
        elif isinstance(form, Delegated):
            ends = form.low, form.high
        elif parameter is not None:
            ends = parameter.constant, parameter.constant
        low, high = (None if one is None else one.value for one in ends)
        return (low, high) if isinstance(low, int | Fraction) and isinstance(high, int | Fraction) else None

    def _keys(self, fields: Fields) -> list[Found]:
        nodes = fields.text_nodes("per")
        if len(nodes) > MOST_KEYS:
            self.problems.say(TOO_MANY_KEYS, fields.span("per"), name=fields.name("per"), most=MOST_KEYS)
        found = [self._key(node) for node in nodes[:MOST_KEYS]]
        return [each for each in found if each is not None]

    def _key(self, node: LText) -> Found | None:
        scope = self.members
        self.library.broken = False
        found = scope.find(node.text)
        body = _BODIES.get(fold_name(node.text))
        if found is None and body is not None and not self.library.broken:
            found = scope.find(body)
        if found is None:
            if not self.library.broken:
                mend = nearest(node.text, tuple(scope.fact_names()))
                self.problems.say(NO_GROUP_FACT, node.span, mend=mend, name=node.text)
            return None
        if found.fact.kind.name not in _GROUPED:
            self.problems.say(NOT_A_GROUP, node.span, name=node.text)
            return None
        return found

    def _members(self, fields: Fields, key: str) -> Members | None:
        node = fields.node(key)
        if isinstance(node, LText):
            part = self._part(node)
            if part is not None:
                return part
        return read_when(node, self.members, fields.name(key))

    def _part(self, node: LText) -> QuotaPart | None:
        name, dot, part = fold_name(node.text).rpartition(".")
        quota = next((each for each in self.names if fold_name(each) == name.strip()), None)
        if not dot or quota is None or part.strip() not in _PARTS:
            return None
        return QuotaPart(quota, "base" if _PARTS[part.strip()] == "base" else "counted")

    def _either(self, read: Callable[[Scope], T | None]) -> tuple[T | None, str]:
        """Return what is read in the words of the group's record, or else in those of the members."""
        if self.group is not None:
            before, broken = len(self.problems.found), self.library.broken
            made = read(self.group)
            if made is not None and len(self.problems.found) == before:
                return made, self.group.about
            del self.problems.found[before:]
            self.library.broken = broken
        return read(self.members), self.members.about

    def _when(self, fields: Fields) -> tuple[Condition | None, str]:
        node = fields.node("when")
        if node is None:
            return None, ""
        return self._either(lambda scope: read_when(node, scope, fields.name("when")))

    def _bounds(self, fields: Fields) -> Iterator[Bound]:
        rounding = cast("Rounding | None", fields.word("round"))
        self._alone(fields)
        sides: tuple[Side, ...] = ("floor", "ceiling", "target")
        for side in sides:
            for node in self._each_amount(fields, side):
                yield from self._bound(side, node, fields.name(side), rounding)
        text = fields.text_node("range")
        if text is not None:
            yield from self._range(text, fields.name("range"), rounding)

    def _each_amount(self, fields: Fields, side: Side) -> Iterator[Node]:
        """Yield the amounts of one side: several are all to be kept."""
        node = fields.node(side)
        if isinstance(node, LList):
            if len(node.items) > MOST_AMOUNTS:
                self.problems.say(TOO_MANY, node.span, name=fields.name(side), limit=MOST_AMOUNTS)
            yield from node.items[:MOST_AMOUNTS]
        elif node is not None:
            yield node

    def _alone(self, fields: Fields) -> None:
        """Report bounds that say two things at once."""
        for first, others in (("range", ("floor", "ceiling", "target")), ("target", ("floor",))):
            for other in others:
                if first in fields and other in fields:
                    why = Both("两者各说一遍要求多少", "both say how many there must be")
                    one, two = fields.name(other), fields.name(first)
                    self.problems.say(TWO_BOUNDS, fields.span(first), why=why, first=one, second=two)

    def _range(self, node: LText, name: str, rounding: Rounding | None) -> Iterator[Bound]:
        low, word, high = node.text.partition("至")
        if not word or not low.strip() or not high.strip():
            self.problems.say(NOT_AN_AMOUNT, node.span, name=name, text=node.text)
            return
        floor = list(self._bound("floor", LText(low.strip(), node.span), name, rounding))
        ceiling = list(self._bound("ceiling", LText(high.strip(), node.span), name, rounding))
        least, most = (_written(each[0]) if each else None for each in (floor, ceiling))
        if floor and ceiling and least is not None and most is not None and least > most:
            self.problems.say(EMPTY_RANGE, node.span, text=node.text)
        yield from (*floor, *ceiling)

    def _bound(self, side: Side, node: Node, name: str, rounding: Rounding | None) -> Iterator[Bound]:
        found, about = self._either(lambda scope: self._amount(node, name, scope))
        if found is None:
            return
        amount, is_share = found
        text = words_of(node) if isinstance(node, LText) else _first_words(node)
        yield Bound(side, amount, is_share, rounding or _DEFAULT_ROUNDING[side], about, text)

    def _amount(self, node: Node, name: str, scope: Scope) -> tuple[Operand | Fact, bool] | None:
        if isinstance(node, LText):
            return None if node.empty else self._written_amount(node, name, scope)
        made = read_fact_node(LText(f"{self.id}.{name}", node.span), node, f"{self.id}.{name}", scope)
        if made is None:
            return None
        if made.kind.name != "number" or made.form is None:
            self.problems.say(NOT_AN_AMOUNT, node.span, name=name, text=_first_words(node))
            return None
        return made, made.kind.unit in SHARES

    def _written_amount(self, node: LText, name: str, scope: Scope) -> tuple[Operand, bool] | None:
        if self.problems.add(text_rules.quoted_value_problem(node)):
            return None
        reading = read_literal(Phrase.of(node.text).text)
        if isinstance(reading, Amount) and len(reading.parts) == 1:
            return self._literal(node, name, *reading.parts[0])
        found = named(node, scope)
        if self.library.broken:
            return None
        if found is None:
            self.problems.say(NOT_AN_AMOUNT, node.span, name=name, text=node.text)
            return None
        ref, kind = found
        if kind.name != "number":
            say_kind(node, name, NUMBER, kind, scope)
            return None
        return ref, kind.unit in SHARES or self._is_part(ref)

    def _is_part(self, ref: FactRef | ParameterRef) -> bool:
        """Return whether a parameter is written as a part of one: 三分之一, 1:12."""
        parameter = self.library.parameter(ref.name) if isinstance(ref, ParameterRef) else None
        value = None if parameter is None or parameter.constant is None else parameter.constant.value
        return isinstance(value, Fraction) and value.denominator > 1 and 0 < value < 1

    def _literal(self, node: LText, name: str, value: int | Fraction, unit: str) -> tuple[Operand, bool] | None:
        multiple = self.is_relative and unit == TIMES
        part = (
            not unit and isinstance(value, Fraction) and value.denominator > 1 and (value < 1 or self.is_relative)
        )
        share = multiple or unit in SHARES or part
        known = share or not unit or unit in self.members.measure_words()
        if not known or value < 0 or (not share and Fraction(value).denominator > 1):
            self.problems.say(NOT_AN_AMOUNT, node.span, name=name, text=node.text)
            return None
        if share and value > 1 and not self.is_relative:
            self.problems.say(SHARE_OVER_ONE, node.span, text=node.text)
            return None
        return Constant(value, unit or None), share


def _written(bound: Bound) -> tuple[bool, Fraction] | None:
    amount = bound.amount
    if not isinstance(amount, Constant) or not isinstance(amount.value, int | Fraction):
        return None
    return bound.is_share, Fraction(amount.value)


def _first_words(node: Node) -> str:
    match node:
        case LMap(entries=(Entry(value=LText(text=text)), *_)):
            return text
        case LMap(entries=(entry, *_)):
            return entry.key.text
        case _:
            return "…"


def quota_problems(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield the quotas that take members from one that does not exist, is about others, or needs them itself."""
    names = [name for each in policy.quotas for name in (each.id, each.title)]
    for quota in policy.quotas:
        for part in parts_of(quota):
            other = policy.quota(part.quota)
            if other is None:
                yield diagnose(NO_SUCH_QUOTA, quota.span, mend=nearest(part.quota, names), name=part.quota)
            elif other.about != quota.about:
                yield diagnose(OTHER_ABOUT, quota.span, name=other.id, other=other.about, about=quota.about)
    yield from _circles(policy)


def parts_of(quota: Quota) -> Iterator[QuotaPart]:
    """Yield the other quotas' members that a quota builds on."""
    yield from (each for each in (quota.base, quota.counted, quota.relative) if isinstance(each, QuotaPart))


def _circles(policy: PolicyVersion) -> Iterator[Diagnostic]:
    reported: set[str] = set()
    for start in policy.quotas:
        path, current = [start.id], start
        waiting: list[tuple[list[str], Quota]] = [(path, current)]
        while waiting and start.id not in reported:
            path, current = waiting.pop()
            for part in parts_of(current):
                other = policy.quota(part.quota)
                if other is None:
                    continue
                if other.id == start.id:
                    reported.update(path)
                    yield diagnose(QUOTA_CIRCLE, start.span, chain=" → ".join([*path, start.id]))
                elif other.id not in path:
                    waiting.append(([*path, other.id], other))


__all__ = ["parts_of", "quota_problems", "read_quotas"]
