"""The schema as an editor's validator applies it: every shipped file passes, every broken one does not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from xgxp_rules.language.case_schema import case_schema
from xgxp_rules.language.schema import policy_schema, settings_schema
from xgxp_rules.tools.cases import case_files
from xgxp_rules.tools.checking import policy_files

pytest.importorskip("check_jsonschema")
ROOT = Path(__file__).resolve().parents[2]

SOUND = """\
language: 1
policy: sample.schema
version: v1
title: 试点
status: trial
document: {clauses: [{id: 一, topic: 甲}]}
parameters: {最低年限: {value: 6年, clause: 一}}
decisions: {duty: {title: 值守, outcomes: {ready: 可以, idle: 不可以}, otherwise: idle}}
rules: [{id: r, clause: 一, decision: duty, outcome: ready, when: {年龄: 满 50岁}, quote: 年满五十周岁}]
"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the schema in a file, as `xgxp schema policy` writes it."""
    path = tmp_path_factory.mktemp("schema") / "policy.schema.json"
    path.write_text(json.dumps(policy_schema(), ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def cases_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the schema of case files in a file, as `xgxp schema cases` writes it."""
    path = tmp_path_factory.mktemp("schema") / "cases.schema.json"
    path.write_text(json.dumps(case_schema(), ensure_ascii=False), encoding="utf-8")
    return path


def validate(schema: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """Return what the validator says of files."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(schema),
        "-o",
        "json",
        *map(str, files),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_shipped_policy_satisfies_the_schema(schema: Path) -> None:
    """Given all shipped policies and one with every form, when validated, then nothing is wrong."""
    files = [*policy_files(ROOT / "policies"), ROOT / "tests/golden/policies/every-form.yaml"]

    done = validate(schema, *files)

    assert done.returncode == 0, done.stdout + done.stderr


BROKEN = {
    "a-misspelt-key": ("outcome: ready", "outcom: ready"),
    "a-key-missing": ("title: 试点\n", ""),
    "an-unknown-status": ("status: trial", "status: trail"),
    "a-list-where-a-mapping-belongs": ("decisions: {duty:", "decisions: [duty, {duty:"),
    "a-mapping-where-a-list-belongs": ("rules: [{id: r", "rules: {r: {id: r"),
    "no-condition": (", when: {年龄: 满 50岁}", ""),
    "a-nested-test": ("{年龄: 满 50岁}", "{年龄: {满: {岁: 50}}}"),
    "an-empty-list-of-clauses": ("[{id: 一, topic: 甲}]", "[]"),
    "both-spellings-of-a-required-key": ("title: 试点\n", "title: 试点\n标题: 试点\n"),
    "a-quote-that-is-a-list": ("quote: 年满五十周岁", "quote: [年满五十周岁]"),
}


def test_broken_files_do_not_satisfy_the_schema(schema: Path, tmp_path: Path) -> None:
    """Given a sound file and one slip at a time, when validated, then exactly those with a slip are reported."""
    (tmp_path / "sound.yaml").write_text(SOUND, encoding="utf-8")
    for name, (right, wrong) in BROKEN.items():
        assert right in SOUND
        text = SOUND.replace(right, wrong)
        if wrong.startswith(("decisions: [", "rules: {")):
            line = next(line for line in text.splitlines() if line.startswith(wrong[:9]))
            closed = line + "]" if wrong.startswith("decisions") else line[:-1] + "}"
            text = text.replace(line, closed)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    done = validate(schema, *sorted(tmp_path.glob("*.yaml")))

    told = json.loads(done.stdout)
    assert not told.get("parse_errors"), told["parse_errors"]
    assert {Path(one["filename"]).stem for one in told["errors"]} == set(BROKEN)


def test_every_shipped_case_file_satisfies_the_schema(cases_schema: Path) -> None:
    """Given all shipped case files, when validated, then nothing is wrong."""
    done = validate(cases_schema, *case_files(ROOT / "policies"))

    assert done.returncode == 0, done.stdout + done.stderr


CASES = """\
policy: sample.schema
version: v1
given: {年龄: 50}
cases:
  - name: 满五十岁
    as_of: 2031-09-01
    decision: duty
    expect: {outcome: ready, rules: [r], margin: {年龄: 恰好}}
    vary:
      - {name: 差一岁, given: {年龄: 49}, expect: idle}
  - {name: 各年龄, as_of: 2031-09-01, matrix: {年龄: [51, 52]}, expect: {duty: ready}}
  - {name: 名单, as_of: 2031-09-01, roster: [{编号: a}], expect: {quotas: {比例: {status: 达到}}}}
"""
BROKEN_CASES = {
    "a-misspelt-key": ("as_of: 2031-09-01\n", "as-of: 2031-09-01\n"),
    "a-misspelt-expectation": ("expect: {outcome", "expect: {outcom"),
    "no-name": ("name: 各年龄, ", ""),
    "no-version": ("version: v1\n", ""),
    "no-cases": ("cases:\n", "cases: []\nnote: |\n"),
    "a-variation-that-is-no-list": ("      - {name: 差一岁", "      {name: 差一岁"),
    "an-unknown-status": ("status: 达到", "status: 达标"),
    "an-axis-of-one-value": ("{年龄: [51, 52]}", "{年龄: 51}"),
    "a-roster-that-is-no-list": ("[{编号: a}]", "{编号: a}"),
}


def test_broken_case_files_do_not_satisfy_the_schema(cases_schema: Path, tmp_path: Path) -> None:
    """Given a sound case file and one slip at a time, when validated, then exactly those with a slip are reported."""
    (tmp_path / "sound.test.yaml").write_text(CASES, encoding="utf-8")
    for name, (right, wrong) in BROKEN_CASES.items():
        assert right in CASES
        (tmp_path / f"{name}.test.yaml").write_text(CASES.replace(right, wrong), encoding="utf-8")

    done = validate(cases_schema, *sorted(tmp_path.glob("*.yaml")))

    told = json.loads(done.stdout)
    assert not told.get("parse_errors"), told["parse_errors"]
    assert {Path(one["filename"]).name.partition(".")[0] for one in told["errors"]} == set(BROKEN_CASES)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        pytest.param("settings: a.b\nsource: 某号\nvalues: {次数: 3次}\n", True, id="a value"),
        pytest.param(
            "settings: a.b\nsource: 某号\nvalues: {次数: {value: 3次, from: 2031-01-01}}\n", True, id="dated"
        ),
        pytest.param(
            "本地设定: a.b\n来源: 某号\n界定: {骨干: {即: {称号: 县级}}}\n", True, id="a definition in Chinese"
        ),
        pytest.param(
            "settings: a.b\ndefinitions: {骨干: {is: {称号: 县级}, form: 1}}\n", False, id="an unknown key"
        ),
        pytest.param("source: 某号\nvalues: {次数: 3次}\n", False, id="for no policy"),
    ],
)
def test_settings_files_have_a_schema(text: str, passes: bool, tmp_path: Path) -> None:
    """Given a settings file, when an editor's validator reads it, then sound ones pass and broken ones do not."""
    schema, file = tmp_path / "settings.schema.json", tmp_path / "one.yaml"
    schema.write_text(json.dumps(settings_schema(), ensure_ascii=False), encoding="utf-8")
    file.write_text(text, encoding="utf-8")

    assert (validate(schema, file).returncode == 0) is passes
