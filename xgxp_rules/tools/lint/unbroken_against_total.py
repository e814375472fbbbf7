"""The document says 连续, the fact adds up; or the reverse.

What: A rule quotes the document with 连续 and its facts are totals, or with 累计 and its facts are unbroken stretches.
Why: Somebody with two stays of four years has eight in total and four without a break. The two words decide who moves.
Example: `quote: 连续任教满六年`, `when: {任教时间: 满 6年}` where 任教时间 is `total: 任职经历`.
Instead: Test a fact made with `unbroken` (连续) for 连续, one made with `total` (累计) for 累计.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.forms import Every, Run, Stretch
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.lint.quotes import facts_behind, quoted_rules
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG708",
    zh="原文说的是“{word}”，事实 `{name}` 却按{made}计算",
    en="the document says “{word}”, the fact `{name}` counts what is {made}",
    mend_zh="原文说连续的写 `unbroken:`（连续），说累计的写 `total:`（累计）；确是本意的，写进 `accepts:` "
    "并说明理由",
    mend_en="Write `unbroken:` for a stretch without a break and `total:` for time added up; if it is meant "
    "so, accept it under `accepts:` with the reason",
)
SEVERITY = "warning"

_WORDS = {"连续": ("total", "累计"), "累计": ("unbroken", "连续"), "累积": ("unbroken", "连续")}


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every quoted rule whose facts are made the other way, none the document's."""
    for quoted in quoted_rules(subject):
        facts = tuple(facts_behind(quoted, subject.version))
        made = {way for fact in facts for way in _ways(fact)}
        for word, (wrong, said) in _WORDS.items():
            right = "unbroken" if wrong == "total" else "total"
            if word in quoted.text.text and wrong in made and right not in made:
                fact = next(one for one in facts if wrong in _ways(one))
                yield diagnose(
                    CODE,
                    quoted.text.span,
                    subject.version.file,
                    severity="warning",
                    word=word,
                    name=fact.label,
                    made=said,
                )


def _ways(fact: Fact) -> tuple[str, ...]:
    match fact.form:
        case Stretch(op="total"):
            return ("total",)
        case Stretch():
            return ("unbroken",)
        case Run() | Every():
            return ("unbroken",)
        case _:
            return ()
