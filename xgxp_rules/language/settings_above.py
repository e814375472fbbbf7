"""`sets:`, by which a parameter or a rule of a lower level says which one of higher law it takes the place of.

Whether higher law has it, and allows it, is a question about several files and is asked by the catalog.
"""

from __future__ import annotations

from xgxp_rules.language.fields import Fields
from xgxp_rules.language.version_messages import BAD_TARGET, SETS_NEEDS_CLAUSE


def sets_of(fields: Fields) -> str:
    """Return what is set otherwise, as `policy/name`; "" where nothing is, or where it is badly written."""
    node = fields.text_node("sets")
    if node is None:
        return ""
    policy, sign, name = (part.strip() for part in node.text.partition("/"))
    if not (policy and sign and name):
        fields.problems.say(BAD_TARGET, node.span, text=node.text)
        return ""
    if "clause" not in fields:
        fields.problems.say(SETS_NEEDS_CLAUSE, node.span, text=node.text)
    return f"{policy}/{name}"
