"""What the search keeps in mind between cells changes how long it takes, and never what it finds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from search_kit import duty, policy_of

from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.search import BothHold, Exhausted, Found, RuleHolds, RuleWins, Unproven, Witness, find_record
from xgxp_rules.tools.search import searching as searching_module
from xgxp_rules.tools.search.grounds import Ground
from xgxp_rules.tools.search.settled import find_open_though_settled

ON = (date(2033, 9, 1), date(2034, 1, 31))

FACTS = """\
facts:
  人数: {kind: number, unit: 名}
  名额: {kind: number, unit: 名}
  比例: {kind: number, unit: "%"}
  上限: {calc: 名额 * 比例, round: down, to: 1名}
  两样: {is: {any: [{性别: 女}, {人数: 满 3名}]}}
"""

TESTS = (
    "{在编在职: 是}",
    "{长期病假: 是}",
    "{性别: 女}",
    "{岗位类别: 管理}",
    "{年龄: 满 50年}",
    "{距法定退休: 不满 5年}",
    "{同校连续任教: 满 6年}",
    "{人数: 满 3名}",
    "{人数: 超过 名额}",
    "{名额: 不满 上限}",
    "{比例: 满 50%}",
    "{两样: 是}",
)


def _condition(chance: random.Random, depth: int = 2) -> str:
    """Return a condition over a few of the tests, nested no deeper than this."""
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(TESTS)
    parts = ", ".join(_condition(chance, depth - 1) for _ in range(chance.randint(2, 3)))
    return f"{{{chance.choice(('all', 'any', 'none'))}: [{parts}]}}"


def _asked(policy: Policy) -> list[Found]:
    """Return what each of several questions comes to; what they share is kept between them."""
    kept: dict[Any, Ground] = {}
    goals = (RuleHolds("r1"), RuleWins("r2"), BothHold("first", "second"))
    found = [find_record(policy, "duty", goal, dates=ON, limit=100_000, kept=kept) for goal in goals]
    for fact, values in (("sex", ["male", "female"]), ("on_long_sick_leave", [True, False])):
        if fact in {one for run in (policy.decide("duty", Teacher.load({}), as_of=ON[0]),) for one in _names(run)}:
            found.append(
                find_open_though_settled(policy, "duty", fact, values, dates=ON[:1], limit=100_000, kept=kept)
            )
    return found


def _names(decision: Any) -> Iterable[str]:
    return (slot.name for slot in decision.run.program.slots)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_kept_in_mind_changes_no_answer(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a random decision, when it is searched with and without memory, then the same records come out."""
    chance = random.Random(seed)
    rules = (f"r1 first {_condition(chance)}", f"r2 second {_condition(chance)}")
    policy = policy_of(duty(*rules, facts=FACTS), tmp_path)

    found = _asked(policy)
    with monkeypatch.context() as without:
        without.setattr(searching_module, "state_of", lambda runs, names: None)
        without.setattr(Ground, "cut", _anew)
        slow = _asked(policy)

    assert [_told(one) for one in found] == [_told(one) for one in slow]
    assert all(one.steps <= other.steps for one, other in zip(found, slow, strict=True))


def _anew(ground: Ground, name: str, runs: Any, make: Callable[[], Iterable[Any]]) -> tuple[Any, ...]:
    return tuple(make())


def _told(found: Found) -> tuple[Any, ...]:
    match found:
        case Witness():
            return "witness", found.given, found.as_of
        case Exhausted():
            return "exhausted", found.complete
        case Unproven():
            return "unproven", found.cell, found.as_of
        case _:
            return ("limit",)


@pytest.mark.parametrize("when", ["{名额: 不满 上限}", "{人数: 不满 上限, 比例: 不满 51%}"])
def test_what_is_counted_is_whole(when: str, tmp_path: Path) -> None:
    """Given a rule on a share of a count, when records are built for it, then there is no half a person in them."""
    policy = policy_of(duty(f"r first {when}", facts=FACTS), tmp_path)

    found = find_record(policy, "duty", RuleHolds("r"), dates=ON[:1])

    given = found.given if isinstance(found, Witness) else {}
    assert isinstance(found, Witness) is ("人数" in when)
    assert all(isinstance(given[name], int) for name in ("名额", "人数") if name in given)


def test_a_share_of_nothing_is_written_as_one(tmp_path: Path) -> None:
    """Given a rule on a share below one per cent, when a record is built, then its share reads 0%."""
    policy = policy_of(duty("r first {比例: 不满 1%}", facts=FACTS), tmp_path)

    found = find_record(policy, "duty", RuleHolds("r"), dates=ON[:1])

    assert isinstance(found, Witness)
    assert found.given == {"比例": "0%"}
