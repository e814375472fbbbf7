"""A list of days is looked at through finished years only.

What: A fact counts entries that have a day of their own (处分, 约谈, 请假) `within: 近3个年度` or 近3个学年.
Why: 近N个年度 are the last finished years: what happened this year is left out. Somebody punished last month passes
“近三年内受处分的不得”. For yearly lists (年度考核) the finished years are what is meant.
Example: `{exists: 处分, within: 近3个年度}`.
Instead: Write `within: 近3年`, the years that end on the measuring day; or accept it where finished ones are meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, register
from xgxp_rules.engines.dating import dating
from xgxp_rules.model.forms import LastUnits, ListSource
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG777",
    zh="`{name}` 只看已经结束的{unit}，今年的「{list}」不算在内",
    en="`{name}` looks at finished {unit} only: what `{list}` holds of the present one is left out",
    mend_zh="指计算日以前的这些年，请写 `within: {mend}`；确指已结束的，请在 `accepts:` 里写明理由",
    mend_en="for the years up to the measuring day write `within: {mend}`; if finished ones are meant, accept it",
)
SEVERITY = "warning"

_UNITS = {
    "year": Both("年度", "years"),
    "school_year": Both("学年", "school years"),
    "term": Both("学期", "terms"),
}


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every fact that looks at entries with days of their own through finished years."""
    version = subject.version
    for vocabulary in version.vocabularies:
        for fact in vocabulary.facts:
            source = getattr(fact.form, "source", None)
            if not fact.local or not isinstance(source, ListSource):
                continue
            window = source.within
            if not isinstance(window, LastUnits) or window.unit in ("month", "week"):
                continue
            dated = _dated(source, vocabulary)
            if dated is not None:
                yield _found(fact, dated, window, version)


def _found(fact: Fact, listed: Fact, window: LastUnits, version: PolicyVersion) -> Diagnostic:
    years = window.count if window.unit != "term" else None
    return diagnose(
        CODE,
        fact.span,
        version.file,
        mend=f"近{years}年" if years is not None else None,
        severity="warning",
        name=fact.label,
        unit=_UNITS[window.unit],
        list=listed.label,
    )


def _dated(source: ListSource, vocabulary: Vocabulary) -> Fact | None:
    """Return the first list of a source whose entries have days, or None where all belong to years."""
    for ref in source.lists:
        listed = vocabulary[ref.id] if ref.id in vocabulary and not ref.path else None
        if listed is not None and dating(listed.kind.fields).by in ("day", "spell"):
            return listed
    return None
