"""The examples of the language pages: each whole policy loads, and the cases that follow it come out as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import render_all
from xgxp_rules.language.cases import load_cases
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.cases import run_suite

PAGES = Path(__file__).parents[2] / "docs" / "language"
_BLOCK = re.compile(r"(?ms)^```yaml\n(.*?)^```$")


def _examples() -> list[tuple[str, str, str]]:
    """Return page, policy and cases of every example; a policy without cases after it has an empty text there."""
    found: list[tuple[str, str, str]] = []
    for page in sorted(PAGES.rglob("*.md")):
        blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
        for place, block in enumerate(blocks):
            if block.startswith("# 政策"):
                following = blocks[place + 1] if place + 1 < len(blocks) else ""
                found.append((page.name, block, following if following.startswith("# 用例") else ""))
    return found


EXAMPLES = _examples()


@pytest.mark.parametrize(
    ("page", "policy", "cases"), EXAMPLES, ids=[f"{page}-{place}" for place, (page, *_) in enumerate(EXAMPLES)]
)
def test_an_example_of_the_manual_says_what_it_shows(page: str, policy: str, cases: str, tmp_path: Path) -> None:
    """Given a whole policy in a page, when it is loaded and its cases are run, then nothing is wrong with either."""
    version, remarks = check_policy(policy, page)
    errors = [each for each in remarks if each.severity == "error"]
    assert not errors, "\n" + render_all(errors, {page: policy})
    assert version is not None
    assert cases, "an example of a whole policy is followed by its cases"

    file = tmp_path.joinpath(*version.id.split("."), f"{version.version}.yaml")
    file.parent.mkdir(parents=True)
    file.write_text(policy, encoding="utf-8")
    suite = load_cases(cases, page)
    result = run_suite(suite, Catalog(tmp_path))

    problems = [*result.problems, *(problem for one in result.results for problem in one.problems)]
    assert not problems, "\n" + render_all(problems, {page: suite.text})
