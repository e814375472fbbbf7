"""The arithmetic of quotas against counting every completion out."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.engines.quota_sums import judge, overall, pairs_of, relative_pairs, sums
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.quota import Bound, Rounding, Side
from xgxp_rules.model.quota_report import Counts

TRUTHS = st.sampled_from((True, False, None))
MEMBERS = st.lists(st.builds(pairs_of, TRUTHS, TRUTHS, TRUTHS), max_size=6)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=1000)
ROUND = {"up": ceil, "down": floor, "half_up": lambda value: floor(value + Fraction(1, 2))}


def bound(side: Side, rounding: Rounding, *, is_share: bool = True) -> Bound:
    return Bound(side, Constant(0), is_share, rounding, "teacher")


@given(MEMBERS, SHARES, st.sampled_from(("floor", "ceiling", "target")), st.sampled_from(("up", "down", "half_up")))
def test_a_share_is_settled_exactly_when_every_completion_agrees(
    members: list[frozenset[tuple[int, int]]], share: Fraction, side: Side, rounding: Rounding
) -> None:
    """Given members of whom something is open, then the answer is that of every completion, or open; so is slack."""
    result = judge(bound(side, rounding), (share,), members, "")

    slacks = set()
    for chosen in product(*members):
        base, counted = sum(one[0] for one in chosen), sum(one[1] for one in chosen)
        asked = ROUND[rounding](share * base)
        slacks.add(asked - counted if side == "ceiling" else counted - asked)
    kept = {slack >= 0 for slack in slacks}
    assert result.status == ("open" if len(kept) == 2 else "met" if True in kept else "missed")
    assert result.slack == Counts(at_least=min(slacks), at_most=max(slacks))


@given(MEMBERS, st.integers(0, 8))
def test_a_count_is_settled_exactly_when_every_completion_agrees(
    members: list[frozenset[tuple[int, int]]], count: int
) -> None:
    """Given a number of people, then the least and the greatest number counted settle it."""
    result = judge(bound("floor", "up", is_share=False), (count,), members, "")

    kept = {sum(one[1] for one in chosen) >= count for chosen in product(*members)}
    assert result.status == ("open" if len(kept) == 2 else "met" if True in kept else "missed")


@pytest.mark.parametrize("base", [1, 7, 99, 100, 2999])
@pytest.mark.parametrize("percent", [1, 7, 17, 29, 57, 99])
def test_no_share_is_a_hair_too_large(base: int, percent: int) -> None:
    """Given shares that floats cannot hold, then the number asked for is the exact one."""
    members = [pairs_of(True, False)] * base

    required = judge(bound("floor", "up"), (Fraction(percent, 100),), members, "").required

    assert required == Counts(at_least=-(-base * percent // 100), at_most=-(-base * percent // 100))


@pytest.mark.parametrize(
    ("truths", "pairs"),
    [
        pytest.param((True, True), {(1, 1)}, id="in-and-counted"),
        pytest.param((True, False), {(1, 0)}, id="in-and-not"),
        pytest.param((False, True), {(0, 0)}, id="outside-is-never-counted"),
        pytest.param((None, True), {(0, 0), (1, 1)}, id="base-open"),
        pytest.param((True, None), {(1, 0), (1, 1)}, id="counting-open"),
        pytest.param((None, None), {(0, 0), (1, 0), (1, 1)}, id="both-open"),
        pytest.param((True, True, None), {(0, 0), (1, 1)}, id="group-open"),
        pytest.param((True, True, False), {(0, 0)}, id="other-group"),
    ],
)
def test_what_is_possible_of_one_member(truths: tuple[bool | None, ...], pairs: set[tuple[int, int]]) -> None:
    """Given what is known of a member, then exactly these pairs of base and counting can be."""
    assert pairs_of(*truths) == pairs


def test_an_empty_group_meets_every_share_and_no_number() -> None:
    """Given nobody, then no share of them is missed, but a number of people is."""
    assert judge(bound("floor", "up"), (Fraction(1, 2),), [], "").status == "met"
    assert judge(bound("floor", "up", is_share=False), (1,), [], "").status == "missed"
    assert sums([]) == (Counts(at_least=0, at_most=0), Counts(at_least=0, at_most=0))


@pytest.mark.parametrize(
    ("statuses", "together"),
    [
        pytest.param(["met", "met"], "met", id="all-met"),
        pytest.param(["met", "open"], "open", id="one-open"),
        pytest.param(["open", "missed"], "missed", id="one-missed"),
    ],
)
def test_bounds_together(statuses: list[str], together: str) -> None:
    """Given several bounds, then one that is missed settles it and one that is open keeps it open."""
    assert overall(statuses) == together  # type: ignore[arg-type]


def test_an_unknown_amount_leaves_the_bound_open() -> None:
    """Given no amount, then neither what is required nor any slack is said."""
    result = judge(bound("floor", "up"), None, [pairs_of(True, True)], "缺额")

    assert (result.status, result.required, result.slack) == ("open", None, None)


def test_an_amount_between_two_must_agree_at_both_ends() -> None:
    """Given an amount between two, then the bound is met only where both ends are."""
    members = [pairs_of(True, True)] * 3

    assert judge(bound("floor", "up", is_share=False), (2, 3), members, "").status == "met"
    assert judge(bound("floor", "up", is_share=False), (3, 4), members, "").status == "open"


@given(
    st.lists(st.tuples(TRUTHS, TRUTHS, TRUTHS, TRUTHS), max_size=5),
    st.fractions(min_value=0, max_value=3, max_denominator=20),
    st.sampled_from(("floor", "ceiling", "target")),
    st.sampled_from(("up", "down", "half_up")),
)
def test_a_multiple_of_others_is_settled_exactly_when_every_completion_agrees(
    truths: list[tuple[bool | None, ...]], share: Fraction, side: Side, rounding: Rounding
) -> None:
    """Given members who may be counted or among the others, then the bound is settled as all completions agree."""
    members = [
        relative_pairs(pairs_of(base, counted, inside), relative, inside)
        for base, counted, inside, relative in truths
    ]
    found = judge(bound(side, rounding), (share,), members, "")

    answers = set()
    for way in product(*members):
        relative, counted = (sum(one[place] for one in way) for place in (0, 1))
        needed = ROUND[rounding](share * relative)
        answers.add(counted >= needed if side != "ceiling" else counted <= needed)
    assert found.status == ("open" if len(answers) > 1 else "met" if answers == {True} else "missed")
