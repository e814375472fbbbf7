"""`xgxp new` from outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import County, Done

Run = Callable[..., Done]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param(("policy", "sample.other", "--as-of", "2031-09-01"), "# 先列的优先", id="policy"),
        pytest.param(
            ("policy", "sample.other", "--as-of", "2031-09-01", "--from", "templates.stages"),
            "note: 起草自 templates.stages v1",
            id="policy-from-a-template",
        ),
        pytest.param(("rule", "sample.county.xgxp"), "  - id: rotation.due\n", id="rule"),
        pytest.param(("case", "sample.county.xgxp"), "expect: ?", id="case"),
        pytest.param(("cases", "sample.county.xgxp"), "name: 后一天", id="cases"),
    ],
)
def test_new_prints_a_beginning(xgxp: Run, words: tuple[str, ...], shown: str) -> None:
    """Given what to begin, when asked, then its text is printed and nothing is written."""
    done = xgxp("new", *words)

    assert done.status == 0
    assert shown in done.out


def test_new_policy_without_a_day(xgxp: Run, county: County) -> None:
    """Given no first day, when a policy is begun, then the call is wrong."""
    done = xgxp("new", "policy", "sample.other")

    assert done.status == 2
    assert "XG572" in done.err


def test_check_in_other_formats(xgxp: Run, county: County) -> None:
    """Given a doubt in a policy, when checked, then SARIF and GitHub's commands carry it, and the status is 1."""
    path = next(county.policies.rglob("*.yaml"))
    text = path.read_text(encoding="utf-8").replace(
        "parameters:", "parameters:\n  另一年限: {value: 3年, clause: 四(四)}"
    )
    path.write_text(text, encoding="utf-8")

    sarif, github = xgxp("check", "--format", "sarif"), xgxp("check", "--format", "github")

    assert (sarif.status, github.status) == (1, 1)
    assert '"ruleId": "XG701"' in sarif.out
    assert '"startLine": 13' in sarif.out
    assert github.out.startswith("::warning file=")
    assert ",line=13," in github.out


def test_check_mends_what_is_certain(xgxp: Run, county: County) -> None:
    """Given a full-width colon, when checked with --fix, then the file is mended and sound."""
    path = next(county.policies.rglob("*.yaml"))
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("status: trial", "status：trial"), encoding="utf-8")

    done = xgxp("check", "--fix")

    assert done.status == 0
    assert path.read_text(encoding="utf-8") == before
