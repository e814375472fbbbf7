"""What the cases of a policy look at: its rules, conditions both ways, outcomes, boundaries and days.

A policy is read once into *targets*, each with the *sides* that a thorough suite shows; running a case marks sides.
What is marked is plain data (a place in the list of targets, and a side), so that several processes can share the work.
"""

from xgxp_rules.tools.coverage.marking import Marks, marks_of
from xgxp_rules.tools.coverage.measuring import Coverage, PolicyCoverage, measure
from xgxp_rules.tools.coverage.targets import Target, targets_of

__all__ = ["Coverage", "Marks", "PolicyCoverage", "Target", "marks_of", "measure", "targets_of"]
