"""Ranges of points: what a score surely reaches and cannot pass while parts of it are open.

An end that nothing bounds is None. Every operation is monotone, so working on the two ends is sound: the final points
always lie within.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from xgxp_rules.engines.part_years import whole
from xgxp_rules.model.scores import RatePiece
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State

Exact = int | Fraction
End = int | Fraction | None


class Span(NamedTuple):
    """From so many points to so many."""

    low: End
    high: End

    def value(self) -> Any:
        """Return the span as the value of a fact."""
        if self.low is None and self.high is None:
            return UNKNOWN
        low, high = _plain(self.low), _plain(self.high)
        return low if low == high else Between(low, high)


NOTHING = Span(0, 0)
ANYTHING = Span(None, None)


def _plain(end: End) -> End:
    return whole(end) if isinstance(end, Fraction) else end


def span_of(value: Any) -> Span:
    """Return the span of a number in any state; what does not apply gives nothing."""
    if value is NOT_APPLICABLE:
        return NOTHING
    if isinstance(value, Possible):
        return hull(span_of(one) for one in value.values)
    if isinstance(value, Between):
        return Span(value.low, value.high)
    return ANYTHING if isinstance(value, State) else Span(value, value)


def hull(spans: Iterable[Span]) -> Span:
    """Return the least span that holds all."""
    listed = list(spans)
    lows, highs = [one.low for one in listed], [one.high for one in listed]
    return Span(_least(lows), _most(highs))


def _least(ends: list[End]) -> End:
    known = [end for end in ends if end is not None]
    return min(known) if known and len(known) == len(ends) else None


def _most(ends: list[End]) -> End:
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def added(spans: Iterable[Span]) -> Span:
    """Return the sum."""
    low: End = 0
    high: End = 0
    for one in spans:
        low = None if low is None or one.low is None else low + one.low
        high = None if high is None or one.high is None else high + one.high
    return Span(low, high)


def best(spans: Iterable[Span]) -> Span:
    """Return the highest of several; an open one can only raise it."""
    listed = list(spans)
    if not listed:
        return NOTHING
    lows = [one.low for one in listed if one.low is not None]
    return Span(max(lows, default=None), _most([one.high for one in listed]))


def negated(span: Span) -> Span:
    """Return the span with the sign turned."""
    return Span(None if span.high is None else -span.high, None if span.low is None else -span.low)


def limited(span: Span, floor: Exact | None, cap: Exact | None) -> Span:
    """Return the span cut off at its limits."""
    low, high = span
    if cap is not None:
        low = low if low is None else min(low, cap)
        high = cap if high is None else min(high, cap)
    if floor is not None:
        low = floor if low is None else max(low, floor)
        high = high if high is None else max(high, floor)
    return Span(low, high)


def rated(pieces: tuple[RatePiece, ...], amount: Span) -> Span:
    """Return the points for an amount, each part of it at its own rate.

    >>> from xgxp_rules.model.scores import Rate
    >>> pieces = (RatePiece(0, 10, Rate(1)), RatePiece(10, None, Rate(2)))
    >>> rated(pieces, Span(12, 12)), rated(pieces, Span(8, None))
    (Span(low=14, high=14), Span(low=8, high=None))
    """
    low, high = amount
    edges = [
        piece.low for piece in pieces[1:] if (low is None or piece.low > low) and (high is None or piece.low < high)
    ]
    points = [_at(pieces, end) for end in (low, *edges, high) if end is not None] or [0]
    least: End = min(points)
    most: End = max(points)
    for end, rate in ((high, pieces[-1].rate.each), (low, -pieces[0].rate.each)):
        if end is None and rate > 0:
            most = None
        if end is None and rate < 0:
            least = None
    return Span(least, most)


def _within(amount: Exact, span: Span) -> bool:
    return (span.low is None or amount > span.low) and (span.high is None or amount < span.high)


def _at(pieces: tuple[RatePiece, ...], amount: Exact) -> Exact:
    """Return the points for one amount; below the first piece its rate goes on."""
    total: Exact = min(amount, 0) * pieces[0].rate.each
    for piece in pieces:
        stop = amount if piece.high is None else min(amount, piece.high)
        total += max(stop - piece.low, 0) * piece.rate.each
    return total
