"""Searching for a record: is there anybody of whom this is true?

The search runs over cells cut by the policy's own constants and never guesses: what it finds is a record that the
interpreter has confirmed, and when it finds none it says whether there is none, or only none within the limit.
"""

from xgxp_rules.tools.search.dates import decision_dates
from xgxp_rules.tools.search.goals import Blocked, BothHold, Differs, Goal, NoRule, OutcomeWins, RuleHolds, RuleWins
from xgxp_rules.tools.search.grounds import Ground, reckons
from xgxp_rules.tools.search.results import Exhausted, Found, LimitHit, Unproven, Witness
from xgxp_rules.tools.search.searching import find_record

__all__ = [
    "Blocked",
    "BothHold",
    "Differs",
    "Exhausted",
    "Found",
    "Goal",
    "Ground",
    "LimitHit",
    "NoRule",
    "OutcomeWins",
    "RuleHolds",
    "RuleWins",
    "Unproven",
    "Witness",
    "decision_dates",
    "find_record",
    "reckons",
]
