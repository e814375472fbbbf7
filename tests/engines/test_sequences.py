"""One thing after another: what counts as after, what may be so, and that more knowledge never turns an answer."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest
from engine_kit import asked

from xgxp_rules.model.values import Truth

CHAIN = {
    "先后": [
        {"列表": "岗位调整意见", "其中": {"答复": "同意"}},
        {"列表": "年度考核", "其中": {"等次": "不合格"}},
    ]
}
TWICE = {"先后": [{"列表": "岗位调整意见", "其中": {"答复": "不同意"}}] * 2}
SPELLS = {"先后": [{"列表": "待岗经历"}, {"列表": "年度考核", "其中": {"等次": "不合格"}}]}


def truth(form: dict[str, Any], record: dict[str, Any]) -> Truth:
    """Return whether the chain is there."""
    found = asked({"一件接一件": form}, ["一件接一件"], record)
    return {("determined", "holds"): True, ("determined", "fails"): False}.get((found.status, found.outcome or ""))


def agreed(day: str) -> dict[str, str]:
    return {"日期": day, "答复": "同意"}


def refused(day: str) -> dict[str, str]:
    return {"日期": day, "答复": "不同意"}


def failed(*years: int) -> list[dict[str, str]]:
    return [{"年度": str(year), "等次": "不合格"} for year in years]


@pytest.mark.parametrize(
    ("form", "record", "expected"),
    [
        pytest.param(
            CHAIN, {"岗位调整意见": [agreed("2023-12-31")], "年度考核": failed(2024)}, True, id="the-year-after"
        ),
        pytest.param(
            CHAIN,
            {"岗位调整意见": [agreed("2024-01-01")], "年度考核": failed(2024)},
            False,
            id="the-year-had-begun",
        ),
        pytest.param(
            CHAIN,
            {"岗位调整意见": [agreed("2024-01-01"), agreed("2022-03-01")], "年度考核": failed(2024)},
            True,
            id="an-earlier-one-serves",
        ),
        pytest.param(CHAIN, {"岗位调整意见": [], "年度考核": failed(2024)}, False, id="the-first-is-missing"),
        pytest.param(
            CHAIN, {"岗位调整意见": [agreed("2023-03-01")], "年度考核": []}, False, id="the-second-is-missing"
        ),
        pytest.param(
            CHAIN,
            {"岗位调整意见": [agreed("2023")], "年度考核": failed(2024)},
            True,
            id="some-day-of-the-year-before",
        ),
        pytest.param(
            CHAIN,
            {"岗位调整意见": [agreed("2023-12")], "年度考核": failed(2023)},
            False,
            id="some-day-within-the-year",
        ),
        pytest.param(
            CHAIN,
            {"岗位调整意见": [{"日期": "未知", "答复": "同意"}], "年度考核": failed(2024)},
            None,
            id="day-unknown",
        ),
        pytest.param(
            CHAIN,
            {"岗位调整意见": [{"日期": "2023-03-01", "答复": "未知"}], "年度考核": failed(2024)},
            None,
            id="answer-unknown",
        ),
        pytest.param(CHAIN, {"年度考核": failed(2024)}, None, id="list-absent"),
        pytest.param(
            CHAIN,
            {"岗位调整意见": {"完整": "否", "列": []}, "年度考核": failed(2024)},
            None,
            id="list-may-hold-more",
        ),
        pytest.param(
            CHAIN, {"岗位调整意见": {"完整": "否", "列": []}, "年度考核": []}, False, id="more-would-not-help"
        ),
        pytest.param(
            TWICE, {"岗位调整意见": [refused("2023-03-01"), refused("2023-03-02")]}, True, id="twice-a-day-apart"
        ),
        pytest.param(
            TWICE,
            {"岗位调整意见": [refused("2023-03-01"), refused("2023-03-01")]},
            False,
            id="twice-on-one-day-has-no-order",
        ),
        pytest.param(TWICE, {"岗位调整意见": [refused("2023-03-01")]}, False, id="once-is-not-twice"),
        pytest.param(TWICE, {"岗位调整意见": [refused("2023"), refused("2023")]}, None, id="twice-in-a-year"),
        pytest.param(
            SPELLS,
            {"待岗经历": [{"自": "2022-01-01", "至": "2022-12-31"}], "年度考核": failed(2023)},
            True,
            id="a-spell-that-ended",
        ),
        pytest.param(
            SPELLS,
            {"待岗经历": [{"自": "2022-01-01", "至": "2023-01-01"}], "年度考核": failed(2023)},
            False,
            id="a-spell-that-had-not",
        ),
        pytest.param(
            SPELLS, {"待岗经历": [{"自": "2022-01-01"}], "年度考核": failed(2023)}, False, id="a-spell-that-runs"
        ),
    ],
)
def test_after_means_begun_when_the_other_had_ended(
    form: dict[str, Any], record: dict[str, Any], expected: Truth
) -> None:
    """Given two things with their days, when one is asked after the other, then only what surely follows counts."""
    assert truth(form, record) is expected


def _open_record(rng: random.Random) -> dict[str, list[dict[str, list[str]]]]:
    """Return lists whose fields each have the values that they may have."""
    days = ["2020-05-01", "2021-12-31", "2022-01-01", "2023-06-30", "2024-02-29"]

    def some(values: list[str]) -> list[str]:
        return rng.sample(values, rng.choice([1, 1, 1, 2]))

    return {
        "岗位调整意见": [{"日期": some(days), "答复": some(["同意", "不同意"])} for _ in range(rng.randint(0, 2))],
        "年度考核": [
            {"年度": [str(year)], "等次": some(["不合格", "合格"])}
            for year in rng.sample(range(2020, 2026), rng.randint(0, 3))
        ],
    }


def _as_known(record: dict[str, list[dict[str, list[str]]]]) -> dict[str, Any]:
    """Return the record as a file would have it: what has several values is unknown."""
    return {
        name: [{key: values[0] if len(values) == 1 else "未知" for key, values in item.items()} for item in items]
        for name, items in record.items()
    }


def _completions(record: dict[str, list[dict[str, list[str]]]]) -> list[dict[str, Any]]:
    places = [(name, at, key) for name, items in record.items() for at, item in enumerate(items) for key in item]
    found = []
    for chosen in product(*(record[name][at][key] for name, at, key in places)):
        made: dict[str, Any] = {name: [{} for _ in items] for name, items in record.items()}
        for (name, at, key), value in zip(places, chosen, strict=True):
            made[name][at][key] = value
        found.append(made)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_an_answer_stays_when_more_is_known(seed: int) -> None:
    """Given records with open fields, when every way of filling them is tried, then a known answer holds in all."""
    rng = random.Random(seed)
    seen = set()
    for _ in range(25):
        record = _open_record(rng)
        form = rng.choice([CHAIN, TWICE, {"先后": [*CHAIN["先后"], CHAIN["先后"][1]]}])
        answer = truth(form, _as_known(record))
        seen.add(answer)
        if answer is not None:
            assert {truth(form, one) for one in _completions(record)} == {answer}, record
    assert seen >= {False}
