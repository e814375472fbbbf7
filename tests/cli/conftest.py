"""A small county of its own: one policy, records in files, and a way to run the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xgxp_rules.cli.main import app

POLICY = """\
language: 1
policy: sample.county.xgxp
version: 2022-trial
title: 样县改革试点
jurisdiction: "652328"
status: trial
in_force: {from: 2022-09-01, basis: 按依据文件的年份推定}
document:
  issuer: 样县教育局
  clauses:
    - {id: 四(四), topic: 轮岗对象}
parameters:
  最低同校年限: {value: 6年, clause: 四(四)}
decisions:
  rotation:
    title: 轮岗交流
    about: teacher
    question: 是否属于轮岗交流对象？
    outcomes: {due: 应交流, not_due: 非交流对象}
    otherwise: not_due
rules:
  - id: rotation.due
    clause: 四(四)
    decision: rotation
    outcome: due
    title: 同校满六年
    when:
      在编在职: 是
      同校连续任教: 满 最低同校年限
      长期病假: 否
readings:
  长期病假怎样认定:
    clause: 四(四)
    status: 待明确
    default: 以单位认定为准
    choices:
      以单位认定为准: as_written
      一概不问:
        rules:
          rotation.due:
            clause: 四(四)
            decision: rotation
            outcome: due
            when: {在编在职: 是, 同校连续任教: 满 最低同校年限}
"""

RECORD = """\
姓名: 李梅
在编在职: 是
长期病假: 否
任职经历:
  - {学校: 一中, 自: 2020-09-01}
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run of the program left behind."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class County:
    """A folder of policies and one of records."""

    policies: Path
    files: Path

    def file(self, name: str, text: str | bytes) -> str:
        """Return the path of a file with this content."""
        path = self.files / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def policy(self, text: str, version: str = "2022-trial") -> Path:
        """Return the path of the policy's file, now with this content."""
        path = self.policies / "sample" / "county" / "xgxp" / f"{version}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def county(tmp_path: Path) -> County:
    """Return the county, with its policy in place."""
    made = County(tmp_path / "policies", tmp_path / "records")
    made.files.mkdir()
    made.policy(POLICY)
    return made


@pytest.fixture
def record(county: County) -> str:
    """Return the path of a record that is due for rotation from 2026-09-01 on."""
    return county.file("li-mei.yaml", RECORD)


@pytest.fixture
def xgxp(county: County, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Return the program, speaking Chinese about the county unless told otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "XGXP_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XGXP_POLICIES", str(county.policies))

    def run(*args: str, typed: str | bytes = b"") -> Done:
        done = CliRunner().invoke(app, [str(arg) for arg in args], input=typed)
        return Done(done.exit_code, done.stdout, done.stderr)

    return run
