"""Points for the entries of a list: highest per group, at most so many, and what open entries leave of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from engine_kit import policy
from hypothesis import given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.library.policy import Policy

ON = date(2031, 9, 1)
FACTS = {"表彰": {"list": {"类别": "text", "计": "flag", "分": {"kind": "number", "unit": "分"}}}}
DECISION = {"q": {"title": "问题", "value": "总分"}}


def scoring(item: dict[str, Any]) -> Policy:
    """Return a policy whose value is one item of a score."""
    made = {"clause": "一", "items": [{"item": "表彰", "where": {"计": "是"}, "take": "分", **item}]}
    return policy(facts=FACTS, points={"总分": made}, decisions=DECISION)


def points(ready: Policy, awards: Any) -> Any:
    """Return the points as a report has them, (from, to) where they are open."""
    record = xr.Teacher.model_validate({"表彰": awards})
    fact = next(one for one in ready.decide("q", record, as_of=ON).report().facts if one.label == "总分")
    value = fact.value
    return (value["at_least"], value["at_most"]) if isinstance(value, dict) else value


def award(group: str, worth: int | str, counts: str = "是") -> dict[str, Any]:
    return {"类别": group, "分": worth, "计": counts}


def of_list(awards: list[Any]) -> dict[str, Any]:
    return {"完整": "否", "列": awards}


BEST = {"best_of": "表彰"}
ALL = {"sum_of": "表彰"}
PER = {"per": "类别"}


@pytest.mark.parametrize(
    ("item", "awards", "expected"),
    [
        pytest.param({**BEST, **PER}, [], 0, id="nothing"),
        pytest.param({**BEST, **PER}, [award("甲", 2), award("甲", 5), award("乙", 3)], 8, id="highest-of-each"),
        pytest.param({**ALL, "most": "2项"}, [award("甲", 2), award("甲", 5), award("乙", 3)], 8, id="two-highest"),
        pytest.param({**ALL, "most": "2"}, [award("甲", 2)], 2, id="fewer-than-asked"),
        pytest.param(
            {**ALL, **PER, "most": "2项"},
            [award("甲", 2), award("甲", 5), award("甲", 4), award("乙", 3)],
            12,
            id="both",
        ),
        pytest.param({**ALL, **PER}, [award("甲", 2), award("甲", 5), award("乙", 3)], 10, id="all-of-each"),
        pytest.param({**BEST, **PER}, [award("甲", 2), award("甲", 5, "未知")], (2, 5), id="may-count"),
        pytest.param({**BEST, **PER}, [award("甲", 5), award("甲", 2, "未知")], 5, id="may-count-but-lower"),
        pytest.param({**BEST, **PER}, [award("甲", 5), award("未知", 2)], (5, 7), id="group-unknown"),
        pytest.param({**BEST, **PER}, [award("未知", 5), award("未知", 2)], (5, 7), id="both-groups-unknown"),
        pytest.param({**BEST, **PER}, [award("不适用", 5), award("不适用", 2)], 7, id="no-group-stands-alone"),
        pytest.param({**BEST, **PER}, of_list([award("甲", 5)]), (None, None), id="may-hold-more"),
        pytest.param({**BEST, "points": "3分"}, of_list([award("甲", 5)]), 3, id="more-of-the-same"),
        pytest.param({**BEST, **PER, "points": "3分"}, of_list([award("甲", 5)]), (3, None), id="more-groups"),
        pytest.param({**ALL, "most": "2项", "points": "3分"}, of_list([award("甲", 5)]), (3, 6), id="room-for-one"),
        pytest.param({**ALL, "most": "2项"}, [award("甲", -2, "未知")], (-2, 0), id="may-take-away"),
        pytest.param(
            {**ALL, "most": "1项"}, [award("甲", 1), award("甲", -2, "未知")], 1, id="no-room-to-take-away"
        ),
    ],
)
def test_entries_that_count(item: dict[str, Any], awards: Any, expected: Any) -> None:
    """Given entries and how many of them count, then the points are those of the highest, and open ones a range."""
    shown = {key: value for key, value in {"take": "分", **item}.items() if key != "take" or "points" not in item}
    ready = scoring(item) if "points" not in item else _with_fixed(shown)

    found = points(ready, awards)

    assert found == expected or (expected == (None, None) and found is None)


def _with_fixed(item: dict[str, Any]) -> Policy:
    made = {"clause": "一", "items": [{"item": "表彰", "where": {"计": "是"}, **item}]}
    return policy(facts=FACTS, points={"总分": made}, decisions=DECISION)


AWARDS = st.lists(
    st.builds(award, st.sampled_from(["甲", "乙", "未知"]), st.integers(-2, 3), st.sampled_from(["是", "未知"])),
    max_size=3,
)
WAYS = st.sampled_from(
    [BEST, {**BEST, **PER}, {**ALL, "most": "2项"}, {**ALL, **PER, "most": "1项"}, {**ALL, **PER}]
)


def completions(awards: list[dict[str, Any]]) -> Iterator[list[tuple[str, int]]]:
    """Yield the entries that may come to count, each with its group and points; an unknown group may be a third one."""
    ways = []
    for one in awards:
        groups = [one["类别"]] if one["类别"] != "未知" else ["甲", "乙", "丙", "丁", "戊"]
        made = [[(group, one["分"])] for group in groups]
        ways.append(made if one["计"] == "是" else [*made, []])
    for chosen in product(*ways):
        yield [entry for part in chosen for entry in part]


def worth(entries: list[tuple[str, int]], item: dict[str, Any]) -> int:
    """Return the points by the plain words of the text."""
    most = 1 if "best_of" in item else int(item.get("most", "99项").removesuffix("项"))
    names = {group if "per" in item else "" for group, _ in entries}
    of_group = [sorted((n for group, n in entries if group == name or not name), reverse=True) for name in names]
    return sum(sum(numbers[:most]) for numbers in of_group)


@settings(max_examples=150, deadline=None)
@given(awards=AWARDS, item=WAYS)
def test_the_range_holds_every_completion(awards: list[dict[str, Any]], item: dict[str, Any]) -> None:
    """Given open entries, then the range holds every total they may come to, and ends at one where groups are known."""
    found = points(scoring(item), awards)
    low, high = found if isinstance(found, tuple) else (found, found)

    totals = [worth(entries, item) for entries in completions(awards)]

    assert low <= min(totals)
    assert max(totals) <= high
    if all(one["类别"] != "未知" for one in awards) or "per" not in item:
        assert (low, high) == (min(totals), max(totals))
