"""The arithmetic of quotas: whole numbers only, and exact however many members are open.

A member enters as the pairs (in the base, counted) that are still possible. A share n/d is kept or broken by the sum of
`counted x d - n x base`, so the least and the greatest sum settle it without trying every completion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from xgxp_rules.model.quota import Bound
from xgxp_rules.model.quota_report import BoundResult, Counts, QuotaStatus

Pairs = frozenset[tuple[int, int]]
"""What may be true of one member: 1 or 0 for being in the base, and for being counted."""

OUT: Pairs = frozenset({(0, 0)})


def pairs_of(in_base: bool | None, counted: bool | None, in_group: bool | None = True) -> Pairs:
    """Return the pairs that three truths leave possible; nobody outside the base is counted.

    >>> sorted(pairs_of(True, None)), sorted(pairs_of(None, True))
    ([(1, 0), (1, 1)], [(0, 0), (1, 1)])
    """
    if in_group is False or in_base is False:
        return OUT
    inside = {(1, int(one)) for one in ((True, False) if counted is None else (counted,))}
    return frozenset(inside | OUT if in_base is None or in_group is None else inside)


def relative_pairs(pairs: Pairs, relative: bool | None, in_group: bool | None = True) -> Pairs:
    """Return the pairs (among those the share is of, counted) that are possible where the share is not of the base.

    >>> sorted(relative_pairs(pairs_of(True, True), None)), sorted(relative_pairs(OUT, True))
    ([(0, 1), (1, 1)], [(1, 0)])
    """
    if in_group is False:
        return OUT
    among = (True, False) if relative is None else (relative,)
    found = frozenset((int(one), counted) for one in among for _base, counted in pairs)
    return found | OUT if in_group is None else found


Members = Iterable[Pairs] | Mapping[Pairs, int]
"""The members one by one, or how many there are of each kind."""


def _kinds(members: Members) -> Iterable[tuple[Pairs, int]]:
    return members.items() if isinstance(members, Mapping) else Counter(members).items()


def sums(members: Members) -> tuple[Counts, Counts]:
    """Return how many are in the base and how many are counted, each from the least to the most."""
    base = [0, 0]
    counted = [0, 0]
    for pairs, times in _kinds(members):
        bases, counts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        base[0], base[1] = base[0] + times * min(bases), base[1] + times * max(bases)
        counted[0], counted[1] = counted[0] + times * min(counts), counted[1] + times * max(counts)
    return Counts(at_least=base[0], at_most=base[1]), Counts(at_least=counted[0], at_most=counted[1])


def judge(
    bound: Bound, amounts: tuple[int | Fraction, ...] | None, members: Members, source: str = ""
) -> BoundResult:
    """Return what a bound comes to; `amounts` are the values it may have (several where it is open), None for any."""
    head = {"side": bound.side, "text": bound.text, "source": source, "rounding": bound.rounding}
    if amounts is None:
        return BoundResult(**head, status="open")  # type: ignore[arg-type]
    results = [_one(bound, Fraction(amount), members) for amount in amounts]
    required = _hull([one[0] for one in results])
    excess = _hull([one[1] for one in results])
    slack = excess if bound.side != "ceiling" else Counts(at_least=-excess.at_most, at_most=-excess.at_least)
    share = str(Fraction(amounts[0])) if bound.is_share and len(amounts) == 1 else None
    return BoundResult(**head, share=share, required=required, slack=slack, status=_status(slack))  # type: ignore[arg-type]


def _one(bound: Bound, amount: Fraction, members: Members) -> tuple[Counts, Counts]:
    """Return how many one amount asks for, and by how many the counted ones exceed it."""
    base, counted = sums(members)
    if not bound.is_share:
        count = _rounded(amount, bound)
        excess = Counts(at_least=counted.at_least - count, at_most=counted.at_most - count)
        return Counts(at_least=count, at_most=count), excess
    part, whole = amount.numerator, amount.denominator
    kinds = list(_kinds(members))
    least = sum(times * min(one * whole - part * each for each, one in pairs) for pairs, times in kinds)
    most = sum(times * max(one * whole - part * each for each, one in pairs) for pairs, times in kinds)
    asked = [_rounded(amount * each, bound) for each in (base.at_least, base.at_most)]
    beyond = [-_rounded(-Fraction(total, whole), bound) for total in (least, most)]
    return Counts(at_least=asked[0], at_most=asked[1]), Counts(at_least=beyond[0], at_most=beyond[1])


def _rounded(value: Fraction, bound: Bound) -> int:
    """Return a number of people from an exact one; whole people can be added before or after without a difference."""
    match bound.rounding:
        case "up":
            return -(-value.numerator // value.denominator)
        case "down":
            return value.numerator // value.denominator
        case "half_up":
            return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _hull(ranges: list[Counts]) -> Counts:
    return Counts(at_least=min(one.at_least for one in ranges), at_most=max(one.at_most for one in ranges))


def _status(slack: Counts) -> QuotaStatus:
    if slack.at_least >= 0:
        return "met"
    return "missed" if slack.at_most < 0 else "open"


def overall(statuses: Iterable[QuotaStatus]) -> QuotaStatus:
    """Return what several bounds come to together: missed if one is, met only if all are."""
    listed = list(statuses)
    if "missed" in listed:
        return "missed"
    return "open" if "open" in listed else "met"
