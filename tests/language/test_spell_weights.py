"""Weights of spells in a policy file: what is read, and what is refused."""

from __future__ import annotations

import pytest
from policy_kit import policy_text, said

FACTS = """facts:
  任教: {list: {自: date, 至: date, 地区: {choice: [县城, 乡镇, 村]}, 班额: number}}
  系数: {kind: number}
"""


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        pytest.param("{total: 任教, weight: {by: 地区, rows: {村: 1.5, 乡镇: 1.2, 县城: 1}}}", [], id="each"),
        pytest.param("{累计: 任教, 折算: {按: 地区, 行: {村: 1.5, 其他: 1}, 重叠时: 就高}}", [], id="in-chinese"),
        pytest.param("{total: 任教, weight: {by: 班额, rows: {不满 20: 1, 20 以上: 1.1}}}", [], id="by-bands"),
        pytest.param("{total: 任职经历, weight: {by: 学校.规模, rows: {小: 2, 其他: 1}}}", [], id="by-the-school"),
        pytest.param(
            "{total: 任教, weight: {by: 地区, rows: {村: 1.5, 乡镇: 1.2}}}", ["XG322"], id="a-choice-short"
        ),
        pytest.param("{total: 任教, weight: {by: 地区, rows: {村: -1, 其他: 1}}}", ["XG320"], id="below-zero"),
        pytest.param("{total: 任教, weight: -2}", ["XG320"], id="one-below-zero"),
        pytest.param("{total: 任教, weight: {by: 地区, rows: {村: 1:1.5, 其他: 1}}}", ["XG198"], id="a-ratio"),
        pytest.param("{total: 任教, weight: {by: 地域, rows: {村: 1.5, 其他: 1}}}", ["XG130"], id="no-such-field"),
        pytest.param(
            "{total: 任教, weight: {by: 地区, rows: {村庄: 1.5, 其他: 1}}}", ["XG155"], id="no-such-choice"
        ),
        pytest.param("{total: 任教, weight: {by: 地区, rows: {村: 2年, 其他: 1}}}", ["XG201"], id="a-period"),
        pytest.param("{total: 任教, weight: {by: 地区}}", ["XG103"], id="no-rows"),
        pytest.param(
            "{total: 任教, weight: {by: 地区, rows: {村: 2, 其他: 1}, overlap: 从宽}}", ["XG108"], id="no-such-word"
        ),
        pytest.param(
            "{total: 任教, gap: 1个月, weight: {by: 地区, rows: {村: 2, 其他: 1}}}", ["XG752"], id="beside-a-gap"
        ),
        pytest.param(
            "{unbroken: 任教, weight: {by: 地区, rows: {村: 2, 其他: 1}}}", ["XG752"], id="of-what-still-runs"
        ),
        pytest.param(
            "{total: 任教, by: school_years, weight: {by: 地区, rows: {村: 2, 其他: 1}}}", ["XG321"], id="by-years"
        ),
    ],
)
def test_weights_by_a_field(form: str, codes: list[str]) -> None:
    """Given a total with weights, then a sound one is read and each slip has its own message."""
    assert said(policy_text("    when: {折算量: 满 1年}", sections=f"{FACTS}  折算量: {form}\n")) == codes


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        pytest.param("{shortest: 任教, same: 地区, summed: yes}", [], id="of-each"),
        pytest.param("{最短一段: 任教, 同一: 地区, 容许间断: 1个月}", [], id="in-chinese"),
        pytest.param("{shortest: 任教, summed: yes}", ["XG327"], id="added-up-without-units"),
        pytest.param("{shortest: 任教, same: 学校}", ["XG130"], id="no-such-field"),
        pytest.param("{shortest: 任教, weight: 2}", ["XG102"], id="not-weighed"),
        pytest.param("{shortest: 系数}", ["XG144"], id="no-list"),
    ],
)
def test_the_shortest_stretch(form: str, codes: list[str]) -> None:
    """Given a shortest stretch, then a sound one is read and each slip has its own message."""
    assert said(policy_text("    when: {最短: 满 1年}", sections=f"{FACTS}  最短: {form}\n")) == codes
