"""A way of reading that nothing depends on.

What: A reading names choices, and no decision, quota, procedure, process, guard or transition depends on what they
change.
Why: Every decision is asked under all readings that matter; one that matters nowhere looks answered and is not asked.
Example: a reading that replaces a fact which the rules no longer test.
Instead: Delete it, or put what it should change into its choices.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.nodes import FactRef, ParameterRef
from xgxp_rules.model.policy import Reading
from xgxp_rules.model.references import names_in
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG725",
    zh="解读 `{name}` 的各种读法什么也不影响",
    en="nothing depends on how `{name}` is read",
    mend_zh="请在读法的 `choices:` 下写出会变的规则、事实或参数，或者删去这一段解读",
    mend_en="Write what changes under `choices:` (rules, facts or parameters), or delete the reading",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every reading that is in play nowhere."""
    version = subject.version
    if not version.readings or version.kind == "template":
        return
    in_play = {one.id for decision in version.decisions for one in subject.policy.readings_of(decision.id)}
    beside = _names_beside(subject)
    for reading in version.readings:
        counts = any(choice.quotas or choice.processes for choice in reading.choices)
        if reading.id not in in_play and not counts and not _changed(reading) & beside:
            yield diagnose(CODE, reading.span, version.file, severity="warning", name=reading.id)


def _changed(reading: Reading) -> set[str]:
    facts = {fact.id for choice in reading.choices for fact in choice.facts}
    return facts | {one.name for choice in reading.choices for one in choice.parameters}


def _names_beside(subject: Subject) -> set[str]:
    """Return every fact and parameter that is read apart from decisions, at first or second hand."""
    version = subject.version
    todo = list(
        _names((version.quotas, version.procedures, version.processes, version.guards, version.transitions))
    )
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        parameter = version.parameter(name)
        forms = [each[name].form for each in version.vocabularies if name in each]
        todo += _names((tuple(forms), None if parameter is None else parameter.form))
    return seen


def _names(part: object) -> Iterator[str]:
    for name in names_in(part):
        match name:
            case FactRef(id=fact_id, path=path):
                yield from (fact_id, *path)
            case ParameterRef(name=parameter):
                yield parameter
