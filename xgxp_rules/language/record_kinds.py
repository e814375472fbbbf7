"""The kinds of record by their names in both languages, wherever a file says what something is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language.fields import Fields, Problems
from xgxp_rules.language.located import LText
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.vocabulary import fold_name

DEFAULT_ABOUT: Final = "teacher"

RECORD_KINDS: Final[Mapping[str, str]] = {
    name: about for about, named in KINDS.items() for name in (about, named.zh)
}
"""What the kinds of record are called."""


def kind_named(text: str) -> str:
    """Return the id of the kind of this name; another text as it is, for whoever reports it."""
    return RECORD_KINDS.get(fold_name(text), text.strip())


def about_of(fields: Fields) -> str:
    """Return the kind of record that an entry is about; an unknown one is reported."""
    node = fields.text_node("about") if fields.shape.key("about") is not None else None
    return DEFAULT_ABOUT if node is None else read_kind(node, fields.problems)


def read_kind(node: LText, problems: Problems) -> str:
    """Return the kind that a text names; an unknown one is reported and stands for the usual kind."""
    about = RECORD_KINDS.get(fold_name(node.text))
    if about is None:
        problems.say("XG134", node.span, mend=nearest(node.text, RECORD_KINDS), name=node.text.strip())
    return about or DEFAULT_ABOUT
