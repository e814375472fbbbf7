"""`xgxp coverage`: the clauses of the documents, and an exit status that tells whether one is left out."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from conftest import POLICY, County, Done

Run = Callable[..., Done]


def test_every_clause_covered_is_a_success(xgxp: Run) -> None:
    """Given a document whose one clause has a rule, when coverage is asked for, then it ends well."""
    done = xgxp("coverage", "--policy", "sample.county")

    assert done.status == 0
    assert "✓  四(四)  轮岗对象" in done.out
    assert "规则 rotation.due" in done.out


def test_an_uncovered_clause_is_a_finding(xgxp: Run, county: County) -> None:
    """Given a clause that nothing stands for, when coverage is asked for, then it is shown and the status is 1."""
    county.policy(POLICY.replace("    - {id: 四(四)", "    - {id: 五, topic: 退出}\n    - {id: 四(四)"))

    done = xgxp("coverage", "--format", "json")

    assert done.status == 1
    assert json.loads(done.out)["sums"]["clauses"] == {
        "encoded": 1,
        "partly": 0,
        "not_computable": 0,
        "uncovered": 1,
    }


def test_the_page_is_markdown_in_either_language(xgxp: Run) -> None:
    """Given --format markdown, then the heads of the tables are in the language asked for."""
    assert xgxp("coverage", "--format", "markdown", "--lang", "en").out.startswith("| document | clauses |")
    assert xgxp("coverage", "--format", "markdown").out.startswith("| 文件 | 条款 |")


@pytest.mark.parametrize(
    ("text", "args", "status"),
    [
        pytest.param(POLICY, ("--policy", "sample.nowhere"), 2, id="no-such-policy"),
        pytest.param(POLICY.replace("topic", "topik"), (), 3, id="an-invalid-file"),
    ],
)
def test_what_cannot_be_read_is_told(
    xgxp: Run, county: County, text: str, args: tuple[str, ...], status: int
) -> None:
    """Given a name that is wrong or a file that is, when coverage is asked for, then the place or the name is told."""
    county.policy(text)

    done = xgxp("coverage", *args)

    assert done.status == status
    assert "XG" in done.err
