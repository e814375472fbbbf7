"""Where in a file a finding points when the model keeps no place for it."""

from __future__ import annotations

from xgxp_rules.language.located import LMap, Node
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span


def header_span(root: Node, *names: str) -> Span:
    """Return the place of a key at the top of a file, by either spelling; else that of the first key."""
    if not isinstance(root, LMap) or not root.entries:
        return Span.none()
    found = (entry.key.span for entry in root.entries if fold_name(entry.key.text) in names)
    return next(found, root.entries[0].key.span)
