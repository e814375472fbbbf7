"""Which clauses of a document its policy file stands for: with what, how far, and why not.

The printed document is the measure, not the file: a clause counts as encoded when a rule, quota, procedure or the like
cites it, and as justified when the file says why none can.
"""

from xgxp_rules.tools.clauses.citing import Citation, citations
from xgxp_rules.tools.clauses.covering import (
    ClauseCover,
    Clauses,
    Entry,
    OpenTerm,
    State,
    VersionCover,
    clause_coverage,
    cover_of,
)

__all__ = [
    "Citation",
    "ClauseCover",
    "Clauses",
    "Entry",
    "OpenTerm",
    "State",
    "VersionCover",
    "citations",
    "clause_coverage",
    "cover_of",
]
