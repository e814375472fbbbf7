"""What `--fix` mends: slips with one meaning, each checked by reading the file again."""

from __future__ import annotations

import pytest

from xgxp_rules.language.loader import check_policy
from xgxp_rules.tools.mending import mend

TEXT = """\
language: 1
policy: sample.mend
version: v1
title: 试点：第一版
status: trial
kind: standing
jurisdiction: "999999"
in_force: {from: 2031-02-20}
document: {clauses: [{id: 一, topic: 甲}]}
decisions:
  duty: {title: 值守, outcomes: {ready: 可以, idle: 不可以}, otherwise: idle}
rules:
  - clause: 一
    decision: duty
    outcome: ready
    when: {在编在职: 是, 年龄: 满50岁}   # 注释
"""


def problems(text: str) -> list[str]:
    """Return the codes of what is wrong with a text."""
    return [one.code for one in check_policy(text)[1] if one.severity == "error"]


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        pytest.param("outcome: ready", "outcome:ready", id="no-space-after-the-colon"),
        pytest.param("outcome: ready", "outcome：ready", id="a-full-width-colon"),
        pytest.param("  - clause", "  －clause", id="another-dash"),
        pytest.param("  - clause", "  -clause", id="a-dash-without-its-space"),
        pytest.param("在编在职: 是", "在编在职: “是”", id="quotes-around-a-value"),
        pytest.param("满50岁}", "大于等于50岁}", id="a-word-of-arithmetic"),
        pytest.param("满50岁}", ">= 50岁}", id="a-sign-that-yaml-takes"),
        pytest.param("是, 年龄", "是，年龄", id="a-full-width-comma"),
    ],
)
def test_a_slip_with_one_meaning_is_mended(right: str, slip: str) -> None:
    """Given one slip, when mended, then the file is sound and its comment is still there."""
    assert right in TEXT
    crooked = TEXT.replace(right, slip)
    assert problems(crooked)

    mended = mend(crooked, lambda text: check_policy(text)[1])

    assert problems(mended.text) == []
    assert mended.count >= 1
    assert "# 注释" in mended.text
    assert "title: 试点：第一版" in mended.text


def test_several_slips_are_mended_in_one_go() -> None:
    """Given three slips on three lines, when mended, then all are, and nothing else changed."""
    crooked = TEXT.replace("outcome: ready", "outcome：ready").replace("decision: duty", "decision:duty")

    mended = mend(crooked, lambda text: check_policy(text)[1])

    assert (mended.text, mended.count) == (TEXT, 2)


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param(("outcome: ready", "outcom: ready"), id="a-key"),
        pytest.param(("在编在职", "在编在岗"), id="a-fact"),
    ],
)
def test_a_guess_is_never_applied(slip: tuple[str, str]) -> None:
    """Given a misspelt name with a near one, when mended, then the text stays: the near one is only a guess."""
    crooked = TEXT.replace(*slip)

    assert mend(crooked, lambda text: check_policy(text)[1]).text == crooked


def test_a_sound_file_stays() -> None:
    """Given a sound file, when mended, then nothing happens."""
    assert mend(TEXT, lambda text: check_policy(text)[1]).count == 0
