"""What `xgxp test` shows of a case that failed on a value or on a list of conditions."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from xgxp_rules.cli.main import app

POLICY = """\
language: 1
policy: sample.sheets
version: v1
title: 违约金
status: in_force
jurisdiction: "999999"
in_force: {from: 2031-01-01}
document: {clauses: [{id: 一, topic: 违约金}, {id: 二, topic: 条件}]}
facts:
  缺少年数: number
  违约金: {calc: 3000元 * 缺少年数}
decisions:
  fine: {title: 违约金, value: 违约金}
  entry:
    title: 申报
    outcomes: {met: 符合, not_met: 不符合}
    requires:
      - {title: 在编, clause: 二, need: {在编在职: 是}}
      - {title: 工龄, clause: 二, need: {工龄: 满 2年}}
  hire: {title: 选聘, outcomes: {hired: {label: 聘用, procedure: 选聘程序}, none_: 不聘}, otherwise: none_}
rules:
  - {clause: 二, decision: hire, outcome: hired, when: {在编在职: 是}}
procedures:
  选聘程序: {clause: 二, steps: [发布公告, {step: 报名, within: 30日}, {step: 公示, within: 30日}]}
"""
CASES = """\
policy: sample.sheets
version: v1
given:
  缺少年数: 2
  在编在职: 是
  参加工作日期: 2020-09-01
  办理步骤: [{程序: 选聘程序, 步骤: 发布公告, 日期: 2031-02-01}, {程序: 选聘程序, 步骤: 报名, 日期: 2031-04-01}]
cases:
  - {name: 一个案例, as_of: 2031-06-01, expect: {EXPECT}}
"""


def _failed(folder: Path, expect: str) -> str:
    home = folder / "sample" / "sheets"
    home.mkdir(parents=True)
    (home / "v1.yaml").write_text(POLICY, encoding="utf-8")
    (home / "v1.test.yaml").write_text(CASES.replace("{EXPECT}", expect), encoding="utf-8")
    done = CliRunner().invoke(app, ["test", "--policies", str(folder), "--lang", "zh"])
    assert done.exit_code == 1
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("expect", "shown"),
    [
        pytest.param("{fine: {value: 9000元}}", ("违约金：已定：6000元", "缺少年数"), id="a-value-by-its-facts"),
        pytest.param(
            "{hire: {owed: [公示 缺, 发布公告 逾期]}}",
            (
                "（差别：没有 发布公告 逾期；多出 选聘程序·报名 未定，期限未定，最早 2031-03-03）",
                "1. 发布公告  已办 2031-02-01",
                "2. 报名  已办 2031-04-01（未定），期限未定，最早 2031-03-03",
                "3. 公示  待办",
            ),
            id="steps-owed",
        ),
        pytest.param(
            "{entry: not_met}", ("申报：已定：符合", "在编（应当）", "超出8年9个月"), id="conditions-that-all-hold"
        ),
    ],
)
def test_a_failure_shows_why(tmp_path: Path, expect: str, shown: tuple[str, ...]) -> None:
    """Given a case that expects another value or a refusal, when it fails, then what led to the answer is shown."""
    said = _failed(tmp_path, expect)

    assert [part for part in shown if part not in said] == []


QUOTA = """\
quotas:
  女教师: {title: 女教师比例, clause: 二, counted: {性别: 女}, floor: 50%}
"""
ROSTER = """\
policy: sample.sheets
version: v1
cases:
  - name: 比例
    as_of: 2031-06-01
    roster: [{编号: a, 性别: 女}, {编号: b}]
    expect: {quotas: {女教师: 未达到}}
"""


def test_a_quota_that_differs_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a case that expects another status of a quota, when it fails, then its numbers stand below."""
    monkeypatch.setattr("test_case_sheets.POLICY", POLICY + QUOTA)
    monkeypatch.setattr("test_case_sheets.CASES", ROSTER)

    said = _failed(tmp_path, "")

    assert "结论应为 未达到，得出的是 达到" in said
    assert "基数 2，计入 1 至 2" in said
