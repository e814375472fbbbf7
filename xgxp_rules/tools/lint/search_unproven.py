"""A question to which the search has an answer that no record confirms.

What: Lint asked for a record, found facts that would do, and could not make a record from which they come out.
Why: What is reported elsewhere has been confirmed by the interpreter on a whole record; this has not, so it is no
finding and no proof that there is nothing to find. It stands here so that silence does not look like a proof.
Example: a rule on a place in a ranking, for which a whole roster would have to be made up.
Instead: Nothing has to be changed. A case that a person writes for the rule settles the question.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.questions import everything_asked, names_of, place_of, words_of
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.search import Unproven

CODE = register(
    "XG723",
    zh="{question}没有证实（unproven）：{day} 时 {cell} 似乎可以，但没能造出这样的一条记录",
    en="{question} is unproven: {cell} on {day} would do, but no record could be made of it",
    mend_zh="请给这种情形写一个案例来核对",
    mend_en="Write a case of this kind to check it",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every question asked whose answer no record confirms."""
    version = subject.version
    for decision, goal, found in everything_asked(subject):
        if isinstance(found, Unproven):
            yield diagnose(
                CODE,
                place_of(goal, version, decision),
                version.file,
                severity="note",
                question=words_of(goal, version, decision),
                day=found.as_of.isoformat(),
                cell=tuple(f"{name}: {value}" for name, value in found.cell.items()),
                names=names_of(goal, decision),
            )
