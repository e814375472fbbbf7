"""Lint at its edges: what looks like a slip and is none, and what lint says of it where it is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.check_formats import sarif
from xgxp_rules.tools.checking import Checked, check_paths, summary

HEAD = """\
language: 1
policy: sample.lint
version: v1
title: 试点
status: trial
kind: standing
jurisdiction: "999999"
in_force: {from: 2031-02-20}
document: {clauses: [{id: 一, topic: 甲}]}
"""
DUTY = "decisions: {duty: {title: 值守, outcomes: {first: 甲类, second: 乙类, idle: 不值守}, otherwise: idle}}\n"


def check(body: str, folder: Path, head: str = HEAD) -> Checked:
    """Return what a check says of one sound policy made of the usual head and this body."""
    file = folder / "sample" / "lint" / "v1.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(head + body, encoding="utf-8")
    checked = check_paths([folder], Catalog(folder))
    assert not [one.headline() for one in checked.problems if one.severity == "error"]
    return checked


def codes(body: str, folder: Path) -> list[str]:
    """Return the codes of everything that a check says of a body."""
    return [one.code for one in check(body, folder).problems]


def rules(*written: str) -> str:
    """Return the usual decision with rules, each `id outcome when`."""
    lines = []
    for one in written:
        name, outcome, when = one.split(" ", 2)
        lines.append(f"  - {{id: {name}, clause: 一, decision: duty, outcome: {outcome}, when: {when}}}\n")
    return DUTY + "rules:\n" + "".join(lines)


TWO = ("r first {在编在职: 是}", "s second {性别: 女}")


@pytest.mark.parametrize(
    ("code", "body", "found"),
    [
        pytest.param(
            "XG713",
            "facts: {截止日: {day: 2031-03-01, plus: 3年}}\n"
            + rules("r first {在编在职: 是, 截止日: 已到}", "s second {在编在职: 是, 截止日: 未到}"),
            False,
            id="a rule for after a day three years off",
        ),
        pytest.param(
            "XG713",
            "facts: {截止日: {day: 2031-03-01, less: 3年}}\n"
            + rules("r first {在编在职: 是, 截止日: 未到}", "s second {在编在职: 是, 截止日: 已到}"),
            True,
            id="a rule for before a day that was over when the policy began",
        ),
        pytest.param(
            "XG713",
            rules("s second {性别: 女}")
            + "  - {clause: 一, decision: duty, outcome: first, when: {性别: 男}, in_force: {from: 2035-05-05}}\n",
            False,
            id="a rule that begins years after its document",
        ),
        pytest.param(
            "XG702",
            "facts: {占地: {about: school, kind: number}, 本校占地: {related: 现任学校, take: 占地}}\n"
            + rules("r first {本校占地: 满 3}", "s second {性别: 女}"),
            False,
            id="a fact of the school reached from the teacher",
        ),
        pytest.param(
            "XG702",
            "facts: {占地: {about: school, kind: number}, 空地: {about: school, calc: 占地 - 1}}\n" + rules(*TWO),
            True,
            id="a fact of the school that nobody reaches",
        ),
        pytest.param(
            "XG713",
            "facts: {计划: {kind: number}, 新聘: {kind: number}}\n"
            + rules("r first {新聘: 超过 计划}", "s second {性别: 女}"),
            False,
            id="one number over another",
        ),
        pytest.param(
            "XG713",
            "facts: {甲日: date, 乙日: date}\n" + rules("r first {甲日: 晚于 乙日}", "s second {性别: 女}"),
            False,
            id="one day after another",
        ),
        pytest.param(
            "XG713",
            "facts: {甲数: {kind: number}, 乙数: {kind: number}, 差: {calc: 甲数 - 乙数}}\n"
            + rules("r first {差: 超过 500}", "s second {性别: 女}"),
            False,
            id="a sum that the cells may miss",
        ),
        pytest.param(
            "XG724",
            rules(*TWO) + "guards: [{id: g, clause: 一, against: [transfer], when: {年龄: 满 30年, 性别: 男}}]\n",
            False,
            id="a guard that protects somebody",
        ),
        pytest.param(
            "XG724",
            rules(*TWO) + "guards: [{id: g, clause: 一, against: [transfer], "
            "when: {年龄: 满 70年, 性别: 男, 距法定退休: 满 1年}}]\n",
            True,
            id="a guard that protects nobody",
        ),
        pytest.param(
            "XG724",
            rules(*TWO) + "quotas: {比例: {clause: 一, base: {性别: 男}, counted: {性别: 女}, floor: 10%}}\n",
            True,
            id="a quota that counts nobody of its base",
        ),
        pytest.param(
            "XG724",
            rules(*TWO) + "quotas: {比例: {clause: 一, counted: {duty: first}, floor: 10%}}\n",
            False,
            id="a quota over a decision's outcome",
        ),
        pytest.param(
            "XG724",
            rules(*TWO) + "procedures: {办: {clause: 一, steps: [{step: 告知, when: {性别: 男, 孕产: 未知}}]}}\n",
            False,
            id="a step asked of somebody of whom a list is unknown",
        ),
        pytest.param(
            "XG717",
            rules(
                "r first {性别: 男, 任教时间: 满 6年}",
                "s first {性别: 女, 任教时间: 满 3年}",
                "t second {年龄: 满 90年}",
            ),
            True,
            id="either sex is enough for somebody",
        ),
        pytest.param(
            "XG717",
            "facts: {男满六: {is: {性别: 男, 任教时间: 满 6年}}, 女满三: {is: {性别: 女, 任教时间: 满 3年}}}\n"
            + rules("r first [男满六]", "s first [女满三]", "t second {年龄: 满 90年}"),
            True,
            id="the same behind named conditions",
        ),
        pytest.param(
            "XG717",
            "facts: {最低年限: {cases: [{when: {性别: 男}, value: 6年}], else: 3年}}\n"
            + rules("r first {任教时间: 满 最低年限}", "t second {性别: 女, 年龄: 满 90年}"),
            False,
            id="a threshold by case is compared once",
        ),
        pytest.param(
            "XG717",
            "facts: {次数: {kind: number, unit: 次}}\n"
            + rules(
                "r first {次数: 满 3次, 在编在职: 是}",
                "s first {次数: 不满 3次, 性别: 女}",
                "t second {年龄: 满 90年}",
            ),
            True,
            id="either side of a number is enough for somebody",
        ),
        pytest.param(
            "XG717",
            "facts: {次数: {kind: number, unit: 次}}\n"
            + rules("r first {次数: 满 3次, 在编在职: 是}", "s second {次数: 不满 3次, 在编在职: 是}"),
            False,
            id="the number decides",
        ),
        pytest.param("XG715", rules(*TWO), True, id="both hold, not accepted"),
        pytest.param(
            "XG715",
            rules(*TWO) + "accepts: [{code: XG715, at: [甲类, 乙类], reason: 本意}]\n",
            False,
            id="accepted by the labels of the outcomes",
        ),
        pytest.param(
            "XG715",
            rules(*TWO) + "认可: [{代码: XG715, 处: duty, 理由: 本意}]\n",
            False,
            id="accepted by the decision, in Chinese keys",
        ),
        pytest.param(
            "XG715",
            rules(*TWO) + "accepts: [{code: XG715, at: [甲类, 丙类], reason: 本意}]\n",
            True,
            id="accepted somewhere else",
        ),
        pytest.param(
            "XG719",
            rules(*TWO) + "accepts: [{code: XG715, at: [甲类, 丙类], reason: 本意}]\n",
            True,
            id="an acceptance of what is not found",
        ),
        pytest.param(
            "XG719",
            rules(*TWO) + "accepts: [{code: XG715, at: duty, reason: 本意}]\n",
            False,
            id="an acceptance that is used",
        ),
    ],
)
def test_a_slip_is_told_from_what_looks_like_one(code: str, body: str, found: bool, tmp_path: Path) -> None:
    """Given a sound policy, when it is checked, then the finding is made exactly where something is amiss."""
    assert (code in codes(body, tmp_path)) is found


def test_what_is_accepted_is_counted_and_kept_for_other_programs(tmp_path: Path) -> None:
    """Given an accepted finding, when it is written, then it is no problem, and SARIF gives the reason."""
    checked = check(rules(*TWO) + "accepts: [{code: XG715, at: duty, reason: 甲类先于乙类}]\n", tmp_path)

    assert checked.worst == ""
    assert summary(checked, "zh") == "检查了 1 个文件：没有问题；另有 1 处由文件写明理由认可"
    assert summary(checked, "en") == "1 file checked: no problems; 1 more accepted by the files, with reasons"
    (result,) = sarif(checked.problems, "zh", checked.accepted)["runs"][0]["results"]
    assert result["ruleId"] == "XG715"
    assert result["suppressions"] == [{"kind": "inSource", "justification": "甲类先于乙类"}]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        pytest.param("{code: XG101, at: duty, reason: 无}", "XG384", id="an error"),
        pytest.param("{code: XG747, at: duty, reason: 无}", "XG384", id="an error of procedures"),
        pytest.param("{code: 暂缓, at: duty, reason: 无}", "XG384", id="no code"),
        pytest.param("{code: XG715, at: duty}", "XG103", id="no reason"),
        pytest.param("{code: XG715, reason: 无}", "XG103", id="no place"),
    ],
)
def test_only_lint_is_accepted_and_only_with_a_reason(entry: str, code: str, tmp_path: Path) -> None:
    """Given an acceptance that says too little or too much, when the file is checked, then it is refused by name."""
    file = tmp_path / "v1.yaml"
    file.write_text(HEAD + rules(*TWO) + f"accepts: [{entry}]\n", encoding="utf-8")

    assert code in [one.code for one in check_paths([file]).problems if one.severity == "error"]
