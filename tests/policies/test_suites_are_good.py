"""The shipped suites would notice a wrong edit: every rule and boundary is shown, and hardly a change passes unseen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.shipped import shipped_policies
from xgxp_rules.tools.cases import case_files
from xgxp_rules.tools.coverage import Coverage, measure
from xgxp_rules.tools.mutation import mutate_suites
from xgxp_rules.tools.mutation.reports import mutation_text
from xgxp_rules.tools.suites import read_suites, run_suites

LEAST_SCORE = 95.0


def _versions() -> list[tuple[Path, ...]]:
    """Return the case files of each version, since a version may have one for each kind of record."""
    found: dict[tuple[str, str], list[Path]] = {}
    for path in case_files(shipped_policies()):
        suite = read_suites([path]).read[0]
        found.setdefault((suite.policy, suite.version), []).append(path)
    return [tuple(files) for files in found.values()]


def _name(files: tuple[Path, ...]) -> str:
    return "-".join(files[0].relative_to(shipped_policies()).parts)


@cache
def _coverage() -> Coverage:
    catalog = Catalog()
    files = case_files(shipped_policies())
    return measure(catalog, run_suites(read_suites(files), catalog, covering=True).marks)


@pytest.mark.parametrize("place", range(len(_versions())), ids=[_name(files) for files in _versions()])
def test_every_rule_and_boundary_is_shown(place: int) -> None:
    """Given all shipped cases, then each rule of a version holds and is refused, and each bound is stood at."""
    suite = read_suites(_versions()[place]).read[0]

    own = next(
        one for one in _coverage().policies if (one.policy, one.version) == (suite.policy, suite.version)
    )

    groups = ("rule", "boundary", "day")
    assert [(one.owner, one.text, sides) for one, sides in own.gaps() if one.group in groups] == []


@pytest.mark.parametrize("files", _versions(), ids=_name)
def test_a_changed_rule_is_noticed(files: tuple[Path, ...]) -> None:
    """Given the cases of a shipped version, then at least 95% of the small changes that matter make one fail."""
    mutation = mutate_suites(read_suites(files), Catalog())

    assert mutation.score >= LEAST_SCORE, mutation_text(mutation, "en")
