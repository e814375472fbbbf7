"""Points for the entries of a list: the highest, all of them, or the highest few, over the list or in each group.

Entries that may belong, entries whose group is not known, and lists that may hold more widen the points to a range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import nlargest
from math import inf
from typing import Any

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Found, Source
from xgxp_rules.engines.scopes import Scope
from xgxp_rules.engines.score_ranges import NOTHING, Span, added, span_of
from xgxp_rules.engines.tables import compile_table
from xgxp_rules.model.nodes import Constant, Operand
from xgxp_rules.model.scores import FromList
from xgxp_rules.model.tables import Table, values_of
from xgxp_rules.model.values import NOT_APPLICABLE, Between, Possible, State

Scorer = Callable[[Env], Span]
End = int | Fraction | float
"""An end of a range; one without bound is infinite."""


@dataclass(slots=True)
class _Group:
    """The points of the entries that count together: those that surely belong, and those that may."""

    sure: list[Span] = field(default_factory=list)
    maybe: list[Span] = field(default_factory=list)


def list_scorer(form: FromList, source: Source) -> tuple[Scorer, Callable[[Env], Any]]:
    """Return how the entries of a list are scored, and what an explanation tells of them."""
    worth = _worth(form, source)
    more = _worth_of_more(form)
    most = 1 if form.op == "best_of" else form.most
    group_of = None if form.per is None else source.scope.reader(form.per)

    def score(env: Env) -> Span:
        found = source.collect(env)
        if not found.applies:
            return NOTHING
        groups, apart = _grouped(found, lambda item: worth(item, env), group_of, env)
        if not found.complete and group_of is None and most is not None:
            groups[None].maybe += [more] * most
        total = added([*(_most_of(group, most) for group in groups.values()), *_somewhere(groups, apart)])
        total = _at_least_one(total, groups, apart)
        if found.complete or (group_of is None and most is not None):
            return total
        return _with_more(total, more)

    return score, lambda env: _counted(source.collect(env))


def _grouped(
    found: Found, worth: Callable[[Any], Span], group_of: Callable[[Any, Env], Any] | None, env: Env
) -> tuple[dict[Any, _Group], list[Span]]:
    """Return the entries by group, and the points of sure entries whose group is not known.

    An entry to which the grouping does not apply stands alone.
    """
    groups: dict[Any, _Group] = {} if group_of is not None else {None: _Group()}
    apart: list[Span] = []
    for item, sure in [*((one, True) for one in found.sure), *((one, False) for one in found.maybe)]:
        key = None if group_of is None else group_of(item, env)
        if key is NOT_APPLICABLE:
            key = (NOT_APPLICABLE, len(groups))
        elif isinstance(key, (State, Between, Possible)):
            span = worth(item)
            apart.append(span if sure else Span(_least_of(span, 0), _greatest_of(span, 0)))
            continue
        group = groups.setdefault(key, _Group())
        (group.sure if sure else group.maybe).append(worth(item))
    return groups, apart


def _most_of(group: _Group, most: int | None) -> Span:
    """Return the points of one group, of which the highest `most` entries count; all of them where it is None."""
    lows, highs = [_low(one) for one in group.sure], [_high(one) for one in group.sure]
    # A further entry takes points away only while there is room for it, and adds some only if it is positive or higher.
    room = len(group.maybe) if most is None else max(0, most - len(lows))
    falls = sorted(low for one in group.maybe if (low := _low(one)) < 0)[:room]
    for high in sorted((_high(one) for one in group.maybe), reverse=True):
        if high > 0 or (most is not None and len(highs) >= most):
            highs.append(high)
    return _span(_top(lows, most) + sum(falls), _top(highs, most))


def _top(ends: list[End], most: int | None) -> End:
    return sum(ends) if most is None else sum(nlargest(most, ends))


def _somewhere(groups: dict[Any, _Group], apart: list[Span]) -> Iterator[Span]:
    """Yield what each entry of an unknown group can change: its points, or nothing beside a higher one.

    Where entries take points away, it may stand in for one of those.
    """
    known = (one for group in groups.values() for one in (*group.sure, *group.maybe))
    worst = min((_low(one) for one in (*known, *apart)), default=0)
    for one in apart:
        yield _span(min(_low(one), 0), max(_high(one), 0) - min(worst, 0))


def _at_least_one(total: Span, groups: dict[Any, _Group], apart: list[Span]) -> Span:
    """Return the total, raised to the highest sure entry where no entry takes points away: in its group it counts."""
    sure = [*apart, *(one for group in groups.values() for one in group.sure)]
    every = [*sure, *(one for group in groups.values() for one in group.maybe)]
    if not apart or any(_low(one) < 0 for one in every):
        return total
    return _span(max(_low(total), *(_low(one) for one in sure)), _high(total))


def _with_more(total: Span, more: Span) -> Span:
    """Return the total of a list that may hold any number of further entries."""
    low = total.low if more.low is not None and more.low >= 0 else None
    return Span(low, total.high if more.high is not None and more.high <= 0 else None)


def _low(span: Span) -> End:
    return -inf if span.low is None else span.low


def _high(span: Span) -> End:
    return inf if span.high is None else span.high


def _least_of(span: Span, other: int) -> int | Fraction | None:
    return None if span.low is None else min(span.low, other)


def _greatest_of(span: Span, other: int) -> int | Fraction | None:
    return None if span.high is None else max(span.high, other)


def _span(low: End, high: End) -> Span:
    return Span(None if isinstance(low, float) else low, None if isinstance(high, float) else high)


def _counted(found: Found) -> tuple[int, int, bool]:
    return len(found.sure), len(found.maybe), found.complete


def _worth(form: FromList, source: Source) -> Callable[[Any, Env], Span]:
    scope = source.scope
    read = compile_table(form.each, scope).read if isinstance(form.each, Table) else _reader(form.each, scope)
    return lambda item, env: span_of(read(scope.enter(item, env)))


def _reader(operand: Operand, scope: Scope) -> Getter:
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def _worth_of_more(form: FromList) -> Span:
    """Return what an entry that is not listed may give, as far as the text says."""
    values: Iterable[Any] = values_of(form.each.rows) if isinstance(form.each, Table) else (form.each,)
    listed = list(values)
    numbers = [one.value for one in listed if isinstance(one, Constant)]
    known = [number for number in numbers if isinstance(number, (int, Fraction))]
    return Span(min(known), max(known)) if len(known) == len(listed) and known else Span(None, None)
