"""Conditions compiled to closures: each writes its truth under its node number, so that the whole tree is on record.

Nothing is cut short: a condition that is already decided still judges its other parts, because an explanation shows
all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from xgxp_rules.engines.comparing import against_period, agree, comparison, has_word
from xgxp_rules.engines.environment import Env, Tester
from xgxp_rules.engines.scopes import Placed, Scope
from xgxp_rules.model.durations import Period
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    Applies,
    AtLeast,
    Both,
    Check,
    Compare,
    CompareOp,
    Condition,
    Constant,
    Contains,
    FactTest,
    IsKnown,
    Not,
    OneOf,
    Operand,
)
from xgxp_rules.model.values import (
    NOT_APPLICABLE,
    UNKNOWN,
    Kind,
    Listing,
    Possible,
    Truth,
    at_least,
    kleene_and,
    kleene_not,
    kleene_or,
)

Checker = Callable[[Any, Env], Truth]


def compile_condition(condition: Condition, scope: Scope) -> tuple[Tester, Placed]:
    """Return how a condition is judged, and the condition with its node numbers."""
    number = scope.next_node()
    match condition:
        case FactTest():
            return _fact_test(condition, scope, number), Placed(condition, number)
        case Not(part=part):
            judge, placed = compile_condition(part, scope)
            return _negation(judge, number), Placed(condition, number, (placed,))
        case AllOf(parts=parts):
            judges, placed_parts = _parts(parts, scope)
            return _conjunction(judges, number), Placed(condition, number, placed_parts)
        case AnyOf(parts=parts):
            judges, placed_parts = _parts(parts, scope)
            return _disjunction(judges, number), Placed(condition, number, placed_parts)
        case AtLeast(needed=needed, parts=parts):
            judges, placed_parts = _parts(parts, scope)
            return _at_least(needed, judges, number), Placed(condition, number, placed_parts)
        case _:
            assert_never(condition)


def _parts(parts: tuple[Condition, ...], scope: Scope) -> tuple[tuple[Tester, ...], tuple[Placed, ...]]:
    compiled = [compile_condition(part, scope) for part in parts]
    return tuple(judge for judge, _ in compiled), tuple(placed for _, placed in compiled)


def _fact_test(condition: FactTest, scope: Scope, number: int) -> Tester:
    read = scope.fact_getter(condition.fact)
    kind = scope.kind_of(condition.fact)
    if kind.name == "flag" and condition.check in (_YES, _NO):
        return _flag_test(read, condition.check is not _NO and condition.check == _YES, number)
    check = compile_check(condition.check, kind, scope)

    def judge(env: Env) -> Truth:
        truth = check(read(env), env)
        env.truths[number] = truth
        return truth

    return judge


_YES = Compare("eq", Constant(True))
_NO = Compare("eq", Constant(False))


def _flag_test(read: Callable[[Env], Any], wanted: bool, number: int) -> Tester:
    def judge(env: Env) -> Truth:
        value = read(env)
        truth: Truth
        if value is True or value is False:
            truth = value is wanted
        elif value.__class__ is Possible:
            truth = agree(None if one is UNKNOWN else one is wanted for one in value.values)
        else:
            truth = False if value is NOT_APPLICABLE else None
        env.truths[number] = truth
        return truth

    return judge


def _negation(judge_part: Tester, number: int) -> Tester:
    def judge(env: Env) -> Truth:
        truth = kleene_not(judge_part(env))
        env.truths[number] = truth
        return truth

    return judge


def _conjunction(judges: tuple[Tester, ...], number: int) -> Tester:
    def judge(env: Env) -> Truth:
        truth: Truth = True
        for part in judges:
            found = part(env)
            if found is False:
                truth = False
            elif found is None and truth is True:
                truth = None
        env.truths[number] = truth
        return truth

    return judge


def _disjunction(judges: tuple[Tester, ...], number: int) -> Tester:
    def judge(env: Env) -> Truth:
        truth: Truth = False
        for part in judges:
            found = part(env)
            if found is True:
                truth = True
            elif found is None and truth is False:
                truth = None
        env.truths[number] = truth
        return truth

    return judge


def _at_least(needed: int, judges: tuple[Tester, ...], number: int) -> Tester:
    def judge(env: Env) -> Truth:
        truth = at_least(needed, [part(env) for part in judges])
        env.truths[number] = truth
        return truth

    return judge


def compile_check(check: Check, kind: Kind, scope: Scope) -> Checker:
    """Return the judgement of one check on a fact's value."""
    match check:
        case Compare(operand=operand):
            return _compare(check, kind, operand, scope)
        case OneOf(operands=operands, negated=negated):
            return _one_of(kind, operands, negated, scope)
        case Both(parts=parts):
            judges = tuple(compile_check(part, kind, scope) for part in parts)
            return lambda value, env: kleene_and(judge(value, env) for judge in judges)
        case Contains(operands=operands, negated=negated):
            return (_has_words if kind.name == "text" else _contains)(operands, negated, scope)
        case Applies(negated=negated):
            return lambda value, env: _applies(value, negated)
        case IsKnown(negated=negated):
            return lambda value, env: (value is UNKNOWN) is negated
        case _:
            assert_never(check)


def _compare(check: Compare, kind: Kind, operand: Operand, scope: Scope) -> Checker:
    test = comparison(kind, check, scope.record_scope.calendar)
    read, constant = scope.getter(operand)
    if read is None and isinstance(constant, Period) and constant.family == "calendar":
        judge = against_period(check, constant)
        return lambda value, env: judge(value)
    if read is None:
        return lambda value, env: test(value, constant)
    return lambda value, env: test(value, read(env))


def _one_of(kind: Kind, operands: tuple[Operand, ...], negated: bool, scope: Scope) -> Checker:
    op: CompareOp = "ne" if negated else "eq"
    judges = tuple(_compare(Compare(op, operand), kind, operand, scope) for operand in operands)

    def judge(value: Any, env: Env) -> Truth:
        if value is NOT_APPLICABLE:
            return False
        if isinstance(value, Possible):
            return agree(judge(one, env) for one in value.values)
        truths = (part(value, env) for part in judges)
        return kleene_and(truths) if negated else kleene_or(truths)

    return judge


def _contains(operands: tuple[Operand, ...], negated: bool, scope: Scope) -> Checker:
    getters = tuple(scope.getter(operand) for operand in operands)

    def judge(value: Any, env: Env) -> Truth:
        if value is NOT_APPLICABLE:
            return False
        if value is UNKNOWN:
            return None
        if isinstance(value, Possible):
            return agree(judge(one, env) for one in value.values)
        items, complete = (value.items, value.complete) if isinstance(value, Listing) else (value, True)
        wanted = [constant if read is None else read(env) for read, constant in getters]
        if any(one in items for one in wanted):
            return not negated
        return negated if complete and UNKNOWN not in wanted else None

    return judge


def _has_words(operands: tuple[Operand, ...], negated: bool, scope: Scope) -> Checker:
    """Return whether a text has one of these words in it, each as a whole and as it is written."""
    getters = tuple(scope.getter(operand) for operand in operands)

    def judge(value: Any, env: Env) -> Truth:
        if value is NOT_APPLICABLE:
            return False
        if isinstance(value, Possible):
            return agree(judge(one, env) for one in value.values)
        if not isinstance(value, str):
            return None
        words = [constant if read is None else read(env) for read, constant in getters]
        if any(has_word(value, word) for word in words if isinstance(word, str)):
            return not negated
        return negated if all(isinstance(word, str) and word for word in words) else None

    return judge


def _applies(value: Any, negated: bool) -> Truth:
    if value is UNKNOWN:
        return None
    if isinstance(value, Possible):
        return agree(_applies(one, negated) for one in value.values)
    return (value is NOT_APPLICABLE) is negated
