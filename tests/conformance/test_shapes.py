"""Every shape of clause met in real documents, said in YAML alone: each file is loaded and its cases run.

The clauses are invented. A file names its shapes in a first line such as `# P05`; a shape is served when two clauses
of its files have rules, requirements or values that rest on them.
"""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from xgxp_rules.diagnostics import render_all
from xgxp_rules.language.cases import load_cases
from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.cases import run_suite

FOLDER = Path(__file__).parent / "shapes"
FILES = tuple(path for path in sorted(FOLDER.glob("*.yaml")) if not path.name.endswith(".test.yaml"))
SHAPES = tuple(f"P{number:02}" for number in range(1, 37))


def _name(path: Path) -> str:
    return path.stem


def _shapes_of(path: Path) -> tuple[str, ...]:
    return tuple(re.findall(r"P\d\d", path.read_text(encoding="utf-8").split("\n", 1)[0]))


@cache
def _catalog() -> Catalog:
    """Return the files as a folder of policies: the path says what the header says."""
    folder = Path(mkdtemp(prefix="shapes"))
    for path in FILES:
        header = dict(
            re.findall(r"(?m)^(policy|政策|version|版本): *\"?([^\"\s]+)", path.read_text(encoding="utf-8"))
        )
        policy = header.get("policy") or header["政策"]
        version = header.get("version") or header["版本"]
        target = folder.joinpath(*policy.split("."), f"{version}.yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return Catalog(folder)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_clause_of_this_shape_is_said_without_a_remark(path: Path) -> None:
    """Given a file of invented clauses, when it is read, then there is no error and no warning."""
    _, remarks = check_policy(path.read_bytes(), str(path))

    worse = [each for each in remarks if each.severity != "note"]
    assert not worse, "\n" + render_all(worse, {str(path): path.read_text(encoding="utf-8")})


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_its_cases_come_out_as_expected(path: Path) -> None:
    """Given the cases beside a file, when they are decided, then everything expected holds."""
    cases = path.with_suffix(".test.yaml")
    suite = load_cases(cases.read_bytes(), str(cases))

    result = run_suite(suite, _catalog())

    problems = [*result.problems, *(problem for one in result.results for problem in one.problems)]
    assert not problems, "\n" + render_all(problems, {str(cases): suite.text})
    assert result.results


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_two_clauses(shape: str) -> None:
    """Given the shapes that documents use, then each is served by at least two clauses that something rests on."""
    served = sum(len(_clauses_in_use(path)) for path in FILES if shape in _shapes_of(path))

    if not any(shape in _shapes_of(path) for path in FILES):
        pytest.skip(f"no file for {shape} yet")
    assert served >= 2


@cache
def _clauses_in_use(path: Path) -> frozenset[str]:
    """Return the clauses that a rule, a requirement, a guard, a quota or a parameter rests on."""
    version = load_policy(path.read_bytes(), str(path))
    parts = [*version.rules, *version.guards, *version.parameters]
    parts += [one for decision in version.decisions for one in decision.requires]
    parts += [
        *getattr(version, "quotas", ()),
        *getattr(version, "processes", ()),
        *getattr(version, "procedures", ()),
    ]
    parts += [*getattr(version, "transitions", ())]
    return frozenset((path.name, clause) for one in parts for clause in getattr(one, "clauses", ()))
