"""The day a decision is measured on: a written date, a date parameter, or the latest return of a yearly day."""

from __future__ import annotations

from xgxp_rules.language import reach_messages as messages
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.reach_forms import read_measuring_day
from xgxp_rules.language.scope import Scope
from xgxp_rules.model.nodes import FactRef, Operand


def decision_day(fields: Fields, scope: Scope) -> Operand | None:
    """Return the day under `measured_on`, or None where the decision is measured on the decision date."""
    node = fields.text_node("measured_on")
    day = None if node is None else read_measuring_day(node, scope, fields.name("measured_on"))
    if node is not None and isinstance(day, FactRef):
        # A record's own fact would give every record another day, and one answer would no longer have one.
        scope.library.problems.say(messages.NOT_A_MEASURING_DAY, node.span, text=node.text)
        return None
    return day
