"""Lawful and mostly not meant: a school held against a word, limits that who has none misses, empty bounds."""

from __future__ import annotations

import pytest

from xgxp_rules.language.loader import check_policy

POLICY = """\
language: 1
policy: test.meant
version: v1
title: 试点
status: in_force
jurisdiction: "999999"
in_force: {{from: 2030-01-01}}
document: {{clauses: [{{id: 一, topic: 甲}}]}}
facts:
  优秀: flag
  最近处分: {{latest: 处分, take: 种类}}
  最近处分日: {{latest: 处分, take: 日期}}
  处分后: {{since: 最近处分日}}
  乡村任教: {{total: 任职经历, where: {where}}}
parameters:
  {parameter}
decisions:
  entry:
    title: 选聘
    outcomes: {{ok: 符合, no_: 不符合}}
    requires:
      - {{clause: 一, need: {need}}}
  rural: {{title: 乡村任教年限, outcomes: {{long: 满, short: 不满}}, otherwise: short}}
rules:
  - {{clause: 一, decision: rural, outcome: long, when: {{乡村任教: 满 1年}}}}
quotas:
  优秀比例: {{clause: 一, per: 学校, base: {{在编在职: 是}}, counted: [优秀], {bounds}}}
"""
FINE = {
    "where": "{学校.地域: 乡村}",
    "parameter": "上限: {set_by: 学校, limits: 10% 至 20%, clause: 一}",
    "need": "{在编在职: 是}",
    "bounds": "ceiling: 上限",
}


def _found(**changed: str) -> list[tuple[str, str]]:
    text = POLICY.format(**(FINE | changed))
    return [(one.code, one.severity) for one in check_policy(text, "test.yaml")[1]]


def test_the_sound_policy_has_nothing() -> None:
    """Given the policy as it should be, then nothing is said."""
    assert _found() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"where": "{学校: 乡村}"}, "XG295", id="a-school-is-no-region"),
        pytest.param({"where": "{学校: 乡村 或 乡镇}"}, "XG295", id="one-of-two"),
        pytest.param({"where": "{学校: 一中}"}, None, id="a-school-by-its-name"),
        pytest.param(
            {"parameter": "上限: {set_by: 学校, limits: 20% 至 10%, clause: 一}", "bounds": "floor: 1人"},
            "XG294",
            id="upside-down",
        ),
        pytest.param({"parameter": "上限: {set_by: 学校, limits: 20% 至 20%, clause: 一}"}, None, id="one-value"),
        pytest.param({"bounds": "floor: 25%, ceiling: 上限"}, "XG743", id="a-floor-above-what-may-be-set"),
        pytest.param({"bounds": "floor: 20%, ceiling: 上限"}, None, id="a-floor-that-can-be-kept"),
        pytest.param({"bounds": "floor: 3人, ceiling: 上限"}, None, id="a-number-and-a-share"),
        pytest.param({"bounds": "floor: 30%, ceiling: 25%"}, "XG743", id="both-written"),
    ],
)
def test_errors(changed: dict[str, str], code: str | None) -> None:
    """Given a slip, when the policy is checked, then it is an error of its own code; its neighbours are none."""
    found = {one for one, severity in _found(**changed) if severity == "error"}

    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("need", "noted"),
    [
        pytest.param("{最近处分: 不是 记过}", True, id="is-not"),
        pytest.param("{处分后: 不超过 2年}", True, id="not-more-than"),
        pytest.param("{最近处分: 不是 记过 或 警告}", True, id="none-of-two"),
        pytest.param("{any: [{最近处分: 不是 记过}, 在编在职]}", True, id="as-one-of-several"),
        pytest.param("{最近处分: 记过}", False, id="is"),
        pytest.param("{处分后: 满 2年}", False, id="at-least"),
        pytest.param("{any: [{最近处分: 不适用}, {最近处分: 不是 记过}]}", False, id="having-none-is-enough"),
        pytest.param("{最近处分: 适用 且 不是 记过}", False, id="having-one-is-asked"),
        pytest.param("{性别: 不是 女}", False, id="a-fact-that-everybody-has"),
    ],
)
def test_who_has_none_misses_a_limit(need: str, noted: bool) -> None:
    """Given a requirement on what may not apply, then a limit is noted unless the text says what having none means."""
    assert _found(need=need) == ([("XG296", "note")] if noted else [])


def test_both_ways_are_offered() -> None:
    """Given such a requirement, then the note shows both ways to write it, in both languages."""
    text = POLICY.format(**(FINE | {"need": "{最近处分: 不是 记过}"}))

    (found,) = check_policy(text, "test.yaml")[1]

    for lang in ("zh", "en"):
        hint = found.hint(lang) or ""  # type: ignore[arg-type]
        assert "any: [{最近处分: 不适用}, {最近处分: 不是 记过}]" in hint
        assert "`最近处分: 适用 且 不是 记过`" in hint


@pytest.mark.parametrize(
    ("calc", "hint"),
    [
        pytest.param("班级数 * 2", "2人 * … / 1个", id="two-for-each-class"),
        pytest.param("2人 * 班级数 / 1个", None, id="as-the-hint-says"),
    ],
)
def test_one_thing_stands_for_several_of_another(calc: str, hint: str | None) -> None:
    """Given classes held against people, then the way to say how many people a class stands for is shown."""
    text = (
        POLICY.format(**FINE)
        .replace("parameters:", f"  应配: {{about: 学校, calc: {calc}}}\nparameters:")
        .replace(
            "quotas:",
            "  - {clause: 一, decision: short_of, outcome: lacking, when: {专任教师数: 不满 应配}}\nquotas:",
        )
    )
    text = text.replace(
        "rules:",
        "  short_of: {title: 缺编, about: 学校, outcomes: {lacking: 缺, full: 不缺}, otherwise: full}\nrules:",
    )

    found = check_policy(text, "test.yaml")[1]

    assert [one.code for one in found] == (["XG206"] if hint else [])
    for one in found:
        assert hint in (one.hint("zh") or "")
        assert hint in (one.hint("en") or "")
