"""When an answer changes, and why: the days are worked out from the conditions, never sampled.

`movement` says how each value moves while the days pass, `breaks` names the days on which that may turn, `fingerprint`
turns one day into what can be compared, `searching` finds the days of change between two breaks, `reasons` says why.
"""

from xgxp_rules.tools.timeline.searching import Limits, timeline

__all__ = ["Limits", "timeline"]
