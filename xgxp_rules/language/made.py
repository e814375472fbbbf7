"""What reading a form comes to."""

from __future__ import annotations

from dataclasses import dataclass

from xgxp_rules.model.forms import Form
from xgxp_rules.model.values import Kind


@dataclass(frozen=True, slots=True)
class Made:
    """A form that was read: the form, the kind of its value, and whether it can be not applicable."""

    form: Form
    kind: Kind
    may_not_apply: bool = False
