"""A decision left open although the answer is the same either way.

What: One fact is unknown, the decision says undetermined, and every value of that fact gives the same answer.
Why: Truth is judged test by test. A fact tested in two directions, in two rules, then keeps open what is settled, and a
clerk asks for a paper that changes nothing.
Example: `due` for 城镇 with 满 6年, for 农村 with 满 3年: after ten years the zone is asked for and changes nothing.
Instead: Put the choice into a fact, `最低年限: {cases: [{when: {地域: 城镇}, value: 6年}], else: 3年}`, and test it
once: a comparison with `cases` is settled when every branch still possible agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.language.tree import names_in
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Decision
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.lint.subject import MOST_STEPS, Subject
from xgxp_rules.tools.lint.witnesses import shown
from xgxp_rules.tools.search import Witness
from xgxp_rules.tools.search.settled import find_open_though_settled

CODE = register(
    "XG717",
    zh="决定 `{name}` 在 `{fact}` 未知时未定，其实不论它是什么结果都一样，例如 {day} 时的 {record}",
    en="decision `{name}` stays open while `{fact}` is unknown, though every value gives one answer: {record} on {day}",
    mend_zh="请把按 `{fact}` 的区别写成一项 `cases:` 事实，只比较一次",
    mend_en="put what depends on `{fact}` into one `cases:` fact and compare once",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every decision and fact of which that is shown by a record."""
    version = subject.version
    for decision in version.decisions:
        for fact in _tested_twice(subject, decision):
            values: tuple[object, ...] = tuple(choice.id for choice in fact.kind.choices) or (True, False)
            found = find_open_though_settled(
                subject.policy, decision.id, fact.id, values, dates=subject.dates[:1], limit=MOST_STEPS
            )
            if isinstance(found, Witness):
                yield diagnose(
                    CODE,
                    decision.span,
                    version.file,
                    severity="note",
                    name=decision.title,
                    fact=fact.label,
                    day=found.as_of.isoformat(),
                    record=shown(found),
                )


def _tested_twice(subject: Subject, decision: Decision) -> Iterator[Fact]:
    """Yield the supplied flags and choices that more than one test of a decision's rules asks for."""
    vocabulary = subject.version.vocabulary(decision.about)
    parts = [(rule.when, rule.unless) for rule in subject.version.rules_of(decision.id)]
    counted: Counter[str] = Counter()
    for part in parts:
        counted.update(name.id for name in names_in(part) if isinstance(name, FactRef) and name.scope == "record")
    for fact_id, times in counted.items():
        fact = vocabulary.get(fact_id)
        if fact is not None and fact.form is None and fact.kind.name in ("flag", "choice") and times > 1:
            yield fact
