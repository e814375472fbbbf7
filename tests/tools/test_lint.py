"""The rules of lint: each finds its slip in the bad file and nothing of its own in the good one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import WORDINGS, render_all
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.checking import check_paths
from xgxp_rules.tools.lint import RULES

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "lint"
ON = date(2040, 1, 1)
NAMES = [rule.__name__.rpartition(".")[2] for rule in RULES]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for rule, name in zip(RULES, NAMES, strict=True)])
def test_a_rule_speaks_of_the_bad_file_and_not_of_the_good_one(rule: object) -> None:
    """Given a pair of files, when both are checked, then the rule's code stands in what is said of the bad one only."""
    name = rule.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    said = {}
    for kind in ("bad", "good"):
        folder = GOLDEN / name / kind
        checked = check_paths([folder], Catalog(folder), as_of=ON)
        assert not [one for one in checked.problems if one.severity == "error"]
        said[kind] = [one for one in checked.problems if one.code == rule.CODE]  # type: ignore[attr-defined]

    assert said["bad"]
    assert not said["good"]
    assert {one.severity for one in said["bad"]} == {rule.SEVERITY}  # type: ignore[attr-defined]
    for lang in ("zh", "en"):
        shown = render_all(said["bad"], lang=lang).replace(str(GOLDEN), "")  # type: ignore[arg-type]
        expected = GOLDEN / name / f"{lang}.txt"
        assert expected.read_text(encoding="utf-8") == shown + "\n"


def test_every_rule_has_a_page_and_a_code_of_its_own() -> None:
    """Given the rules, when their docstrings are read, then each has the four parts and a code nobody else has."""
    codes = [rule.CODE for rule in RULES]

    assert len(set(codes)) == len(codes) == len(NAMES)
    assert all(code in WORDINGS for code in codes)
    for rule in RULES:
        page = rule.__doc__ or ""
        assert [part for part in ("What:", "Why:", "Example:", "Instead:") if f"\n{part}" in page] == [
            "What:",
            "Why:",
            "Example:",
            "Instead:",
        ]


def test_without_a_day_no_trial_has_expired() -> None:
    """Given a trial that ended long ago, when no day is given, then nothing is said: no clock is read."""
    folder = GOLDEN / "expired_trial" / "bad"

    checked = check_paths([folder], Catalog(folder))

    assert "XG705" not in {one.code for one in checked.problems}
