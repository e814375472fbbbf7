"""Would the cases notice a changed rule? Every small change is tried, and those that nobody notices are told.

A *mutant* is one version with one change. A case kills it when the case fails on it. A survivor that no record at all
could tell from the original is equivalent and does not count; for the others a record is searched that could have been
a case.
"""

from xgxp_rules.tools.mutation.judging import Judgement, Mutation, Ready
from xgxp_rules.tools.mutation.mutants import Mutant, mutants_of
from xgxp_rules.tools.mutation.running import mutate_suites

__all__ = ["Judgement", "Mutant", "Mutation", "Ready", "mutants_of", "mutate_suites"]
