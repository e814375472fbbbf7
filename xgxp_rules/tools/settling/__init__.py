"""What would settle an open decision: the smallest sets of facts, and which of them to ask for first.

`forcing` decides again with some facts given a value, `openings` says which facts are open and what they could be,
`sets` looks for the smallest sets, `asking` ranks the next question.
"""

from xgxp_rules.tools.settling.asking import plan
from xgxp_rules.tools.settling.sets import settle

__all__ = ["plan", "settle"]
