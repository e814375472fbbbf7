"""The lists of reasons in the documentation are those that the engine gives, no more and no fewer."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import xgxp_rules.engines.columnar as columnar
from xgxp_rules.engines.columnar.reasons import ONCE, REASONS
from xgxp_rules.engines.columnar.refusals import way_of
from xgxp_rules.model.forms import Form

SOURCES = sorted(Path(columnar.__file__).parent.glob("*.py"))


def _given() -> set[str]:
    """Return every reason that is written where something is refused, and the forms that are reasons themselves."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("NotInColumns", "_refused"):
                found |= {
                    one.value
                    for each in node.args
                    for one in ast.walk(each)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


def test_every_reason_given_has_its_words() -> None:
    """Given the engine's source, when a reason is given, then it stands in one of the two lists, with its words."""
    ways = {way_of(object.__new__(form)).name for form in get_args(Form)}

    assert _given() - set(REASONS) - set(ONCE) - ways == set()


def test_no_reason_is_listed_that_is_never_given() -> None:
    """Given the two lists, when the engine's source is read, then each of their reasons is given somewhere."""
    ways = {way_of(object.__new__(form)).name for form in get_args(Form)}

    assert set(REASONS) - _given() - {"people"} == set()
    assert set(ONCE) - _given() - ways == set()
