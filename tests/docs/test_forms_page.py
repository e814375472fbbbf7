"""The page of forms has every form that a fact may be worked out by, in both spellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from xgxp_rules.language.keys import SHAPES

PAGE = (Path(__file__).parents[2] / "docs" / "language" / "forms.md").read_text(encoding="utf-8")
FORMS = [shape for name, shape in SHAPES.items() if name.startswith("fact.") and name != "fact.retirement"]
"""All but the one form that only a built-in fact uses."""


@pytest.mark.parametrize("shape", FORMS, ids=lambda shape: shape.name)
def test_every_form_stands_on_the_page(shape: object) -> None:
    """Given a form of the language, then the page shows its key and says its Chinese spelling."""
    key = shape.keys[0]  # type: ignore[attr-defined]

    assert f"{{{key.en}:" in PAGE
    assert key.zh in PAGE
