"""The value a decision gives beside or instead of an outcome: a fact's, or that of the rules that hold.

Two rules that hold and give different values are a conflict, unless the decision says how they combine; the engine
never picks one. A value that is still open leaves the decision open, with its outcome named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xgxp_rules.engines.calculating import Operation, add, combine, greater, lesser
from xgxp_rules.engines.comparing import is_wide, possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.outcomes import RuleLike, Settled
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.model.nodes import FactRef, Operand, ParameterRef
from xgxp_rules.model.policy import Decision
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Kind

_COMBINED: dict[str, Operation] = {"sum": add, "max": greater, "min": lesser}


@dataclass(frozen=True, slots=True)
class RuleValue:
    """The value of one rule, and the slot it is read from, if it has one."""

    read: Getter
    slot: int | None


@dataclass(frozen=True, slots=True)
class Valuing:
    """Where a decision's value comes from: a slot of its own, its rules, or both."""

    kind: Kind
    slot: int | None
    rules: tuple[RuleValue | None, ...]

    def settle(self, decision: Decision, settled: Settled, env: Env, rules: Sequence[RuleLike]) -> Settled:
        """Return what the decision comes to, now with its value; it stays open while the value is."""
        own = None if self.slot is None else env.values[self.slot]
        if not decision.outcomes:
            return Settled(value=own, reason="open" if _is_open(own) else "", requirement_truths=())
        settled.value = own
        if settled.reason:
            return settled
        spoken = self.spoken(settled, rules)
        if spoken:
            settled.value, conflict = self._of_rules(decision, settled, spoken, env)
            if conflict:
                settled.conflict = tuple(rules[place].rule.id for place in conflict)
                return _opened(settled, "conflict")
        return _opened(settled, "open") if _is_open(settled.value) else settled

    def spoken(self, settled: Settled, rules: Sequence[RuleLike]) -> list[int]:
        """Return the places of the rules that hold or may, for an outcome that does, and give a value."""
        held = {settled.outcome, *(settled.outcomes or ()), *settled.possible} - {None}
        return [
            place
            for place, truth in enumerate(settled.rule_truths)
            if truth is not False and self.rules[place] is not None and rules[place].rule.outcome in held
        ]

    def _of_rules(
        self, decision: Decision, settled: Settled, spoken: list[int], env: Env
    ) -> tuple[Any, tuple[int, ...]]:
        """Return the value of the rules that hold or may, and the places of those that contradict each other."""
        sure = [place for place in spoken if settled.rule_truths[place]]
        values = {place: self._value(place, env) for place in spoken}
        applying = [place for place in spoken if values[place] is not NOT_APPLICABLE]
        if not applying:
            return NOT_APPLICABLE, ()
        if decision.combine:
            return _combined(_COMBINED[decision.combine], values, [p for p in applying if p in sure], applying), ()
        known = [place for place in applying if place in sure and not is_wide(values[place])]
        differing = tuple(place for place in known if values[place] != values[known[0]])
        if differing:
            return None, (known[0], *differing)
        return possible([values[place] for place in applying]), ()

    def _value(self, place: int, env: Env) -> Any:
        rule = self.rules[place]
        return None if rule is None else rule.read(env)


def _combined(operation: Operation, values: dict[int, Any], sure: list[int], applying: list[int]) -> Any:
    """Return the values that hold taken together; one that may hold leaves it open which it is."""
    total: Any = None
    for place in sure:
        total = values[place] if total is None else combine(operation, total, values[place])
    for place in applying:
        if place not in sure:
            more = values[place] if total is None else combine(operation, total, values[place])
            total = possible([UNKNOWN if total is None else total, more])
    return total


def _is_open(value: Any) -> bool:
    return is_wide(value) and value is not NOT_APPLICABLE


def _opened(settled: Settled, reason: str) -> Settled:
    """Return the same outcome as one that may hold: what it gives is not settled."""
    if settled.outcome is not None:
        settled.possible, settled.outcome = (settled.outcome,), None
    elif settled.outcomes is not None:
        settled.possible = settled.outcomes
    settled.reason = reason
    return settled


def valuing_of(decision: Decision, rules: Sequence[RuleLike], scope: RecordScope) -> Valuing | None:
    """Return where a decision's value comes from, or None where it gives none."""
    slot = scope.slot_of(decision.value) if decision.value else None
    read = tuple(_rule_value(one.rule.value, scope) for one in rules)
    kinds = [one.rule.value_kind for one in rules if one.rule.value_kind is not None]
    kind = scope.kind_of(FactRef(decision.value)) if decision.value else next(iter(kinds), None)
    return None if kind is None else Valuing(kind, slot, read)


def _rule_value(operand: Operand | None, scope: RecordScope) -> RuleValue | None:
    if operand is None:
        return None
    read, constant = scope.getter(operand)
    if read is None:
        return RuleValue(lambda env: constant, None)
    if isinstance(operand, FactRef) and not operand.path:
        return RuleValue(read, scope.slot_of(operand.id))
    return RuleValue(read, scope.slot_of_parameter(operand.name) if isinstance(operand, ParameterRef) else None)
