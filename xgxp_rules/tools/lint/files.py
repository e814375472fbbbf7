"""Lint over the files of one check: versions of one policy are seen together, each with the days of its cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from xgxp_rules.diagnostics import XgxpError, diagnose, nearest, register
from xgxp_rules.language.cases import load_cases
from xgxp_rules.language.located import Node
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.tools.lint.places import header_span
from xgxp_rules.tools.lint.running import Linted, lint_policy
from xgxp_rules.tools.lint.subject import Subject

NO_LAW = register(
    "XG548",
    zh="上位规定 `{name}` 不在政策文件夹里，按它检查的都没有检查",
    en="the higher law `{name}` is not in the policy folder: nothing has been checked against it",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)


def lint_files(
    read: Sequence[tuple[PolicyVersion, Node]], catalog: Catalog, *, as_of: date | None = None
) -> Iterator[Linted]:
    """Yield what lint finds in each sound version with its located text; where higher law cannot be read, nothing."""
    ordered = sorted(read, key=lambda one: (one[0].id, one[0].in_force.from_on or date.min, one[0].version))
    for _, several in groupby(ordered, key=lambda one: one[0].id):
        versions = tuple(several)
        siblings = tuple(version for version, _ in versions)
        for version, root in versions:
            yield _lint(version, root, siblings, catalog, as_of)


def _lint(
    version: PolicyVersion, root: Node, siblings: tuple[PolicyVersion, ...], catalog: Catalog, as_of: date | None
) -> Linted:
    dated = _days_of_cases(Path(version.file)) if version.transitions else None
    subject = Subject(Policy(version, catalog), root, siblings, as_of, dated)
    unknown = [name for name in version.under if not catalog.knows(name)]
    if unknown:
        place = header_span(root, "under", "上位规定")
        known = catalog.ids()
        return Linted(
            tuple(
                diagnose(NO_LAW, place, version.file, severity="warning", mend=nearest(name, known), name=name)
                for name in unknown
            )
        )
    try:
        return lint_policy(subject)
    except XgxpError:
        return Linted()  # the faulty law is reported where it stands


def _days_of_cases(path: Path) -> frozenset[date] | None:
    beside = path.with_name(f"{path.stem}.test.yaml")
    try:
        suite = load_cases(beside.read_bytes(), str(beside))
    except (OSError, XgxpError):
        return None
    return frozenset(case.as_of for case in suite.cases)
