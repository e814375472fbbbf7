"""The day a decision is measured on: a written date, a date of the record, a parameter, or a day of every year."""

from __future__ import annotations

from xgxp_rules.language.fields import Fields
from xgxp_rules.language.reach_forms import read_measuring_day
from xgxp_rules.language.scope import Scope
from xgxp_rules.model.nodes import Operand


def decision_day(fields: Fields, scope: Scope) -> Operand | None:
    """Return the day under `measured_on`, or None where the decision is measured on the decision date."""
    node = fields.text_node("measured_on")
    return None if node is None else read_measuring_day(node, scope, fields.name("measured_on"))
