"""Texts that are asked what they hold, cells of several values, lists that hold nothing, and words about lists."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pytest
from form_kit import AS_OF, agrees, policy_of
from frame_kit import on_duckdb

from xgxp_rules.library.policy import Policy

TITLES = "称号: {choice: [校级, 县级, 市级], several: yes}"
LIKES = "爱好: {kind: text, several: yes}"


@pytest.mark.parametrize("word", ["包含", "不包含"])
def test_a_word_is_looked_for_in_the_text_itself(word: str) -> None:
    """Given facts made from what a text holds, when no test asks the text directly, then columns look into it."""
    policy = policy_of(
        ["附注: text", f"含一: {{is: {{附注: {word} 违反}}}}", f"含二: {{is: {{附注: {word} 好 或 坏}}}}"],
        ["含一: 是", "含二: 否"],
    )

    agrees(policy, [{"附注": one} if one else {} for one in ("违反了", "好人", "坏", "", "无", "违 反", "不好")])


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(["县级、市级", "校级", "市级", "县级", "不适用", "未知", None], id="choices"),
        pytest.param(["县级,市级", "校级；县级", "省级", "校级、省级"], id="a-word-nobody-knows"),
    ],
)
def test_a_cell_of_several_choices(cells: list[str | None]) -> None:
    """Given several choices in a cell, when asked what it holds, then it is read as a record's field is."""
    policy = policy_of([TITLES], ["称号: 包含 县级", "称号: 不包含 县级", "称号: 包含 校级 或 市级"])

    agrees(policy, [{} if cell is None else {"称号": cell} for cell in cells])


def test_a_cell_of_several_texts() -> None:
    """Given several texts in a cell, when asked what it holds, then each is one of them, whole."""
    policy = policy_of([LIKES], ["爱好: 包含 画", "爱好: 不包含 唱"])

    agrees(policy, [{"爱好": cell} for cell in ("画、唱", "唱画", "画", "，唱", "未知")] + [{}])


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(
    ("cells", "outcomes"),
    [
        pytest.param([["县级", "校级"], ["校级"], [], None], ["a", "c", "c", None], id="lists"),
        pytest.param(['["县级"]', '["校级"]', "[]", None], ["a", "c", "c", None], id="lists-in-writing"),
        pytest.param(
            ['{"完整": "否", "列": ["县级"]}', '{"完整": "否", "列": []}', '["省级"]', ""],
            ["a", None, None, None],
            id="lists-that-go-on",
        ),
    ],
)
def test_a_list_in_a_cell_is_read_too(engine: str, cells: list[Any], outcomes: list[str | None]) -> None:
    """Given a column of lists, when asked what they hold, then they are read; an empty one holds nothing."""
    policy = policy_of([TITLES], ["称号: 包含 县级"])
    frame = pl.DataFrame({"id": ["a", "b", "c", "d"], "称号": cells})

    assert list(_decided(policy, frame, engine).values()) == outcomes


def _decided(policy: Policy, frame: pl.DataFrame, engine: str) -> dict[str, str | None]:
    given = frame if engine == "polars" else on_duckdb(duckdb.connect(), frame)
    found = policy.decide_frame(given, as_of=AS_OF)
    table = found if engine == "polars" else pl.DataFrame(found.to_arrow_table())
    return dict(table.select("id", "d0.outcome").rows())


@pytest.mark.parametrize("some", [[], [{"年度": 2025, "等次": "合格"}]], ids=["nobody-has-any", "somebody-has-one"])
@pytest.mark.parametrize(
    "form",
    [
        "every: 年度考核, where: {等次: 合格 以上}, within: 近3个年度",
        "every: 年度考核, where: {等次: 合格 以上}, within: 近3个年度, short: passes",
        "run: 年度考核, where: {等次: 优秀}",
        "run: 年度考核, where: {等次: 优秀}, within: 近3个年度",
    ],
)
def test_years_without_any_entry_are_told_by_the_first_posting(form: str, some: list[dict[str, Any]]) -> None:
    """Given no entries at all, when years are asked for, then the first posting tells which were to have one."""
    tests = ["某事: 是"] if form.startswith("every") else ["某事: 满 1年", "某事: 不满 1年"]
    postings = [
        *([{"学校": "一中", "自": begun}] for begun in ("2025-08-01", "2024-08-01", "2010-09-01", "2026-09-01")),
        [],
        None,
    ]
    records = [
        {"年度考核": entries} | ({} if one is None else {"任职经历": one})
        for one in postings
        for entries in ([], some)
    ]

    agrees(policy_of([f"某事: {{{form}}}"], tests), [*records, {"任职经历": postings[0]}])


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        pytest.param([True, True, False, None], ["a", "c", None, None], id="flags"),
        pytest.param(["是", "yes", "否", ""], ["a", "c", None, None], id="words"),
        pytest.param(["是", "是", "未知", None], ["a", "c", None, None], id="unknown"),
        pytest.param(["全", "是", "不全", "全"], [None, "c", None, None], id="words-that-say-nothing"),
    ],
)
def test_a_column_says_whether_a_list_is_whole(engine: str, said: list[Any], outcome: list[str | None]) -> None:
    """Given a column about a list in flags or words, when decided, then it is read; other words are refused."""
    policy = policy_of(["次数: {count: 处分}"], ["次数: 满 1次"])
    teachers = pl.DataFrame({"id": ["a", "b", "c", "d"], "处分.完整": said})
    listed = pl.DataFrame({"id": ["a"], "日期": ["2025-01-01"], "种类": ["警告"]})
    connection = duckdb.connect()
    frames = [one if engine == "polars" else on_duckdb(connection, one) for one in (teachers, listed)]

    found = policy.decide_frame(frames[0], as_of=AS_OF, 处分=frames[1])

    table = found if engine == "polars" else pl.DataFrame(found.to_arrow_table())
    assert table["d0.outcome"].to_list() == outcome
    assert ("rejected" in table["d0.status"].to_list()) is ("全" in said)
