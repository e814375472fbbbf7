"""An upper bound on age that two offices will read differently.

What: A test bounds an age from above in years (不超过 50岁), and neither does the fact count whole years nor does a
reading choose.
Why: 不超过 50岁 holds to the fiftieth birthday here; many offices let it run to the day before the fifty-first. That is
a whole year of people.
Example: `when: {年龄: 不超过 50岁}`.
Instead: Declare `年龄: {since: 出生日期, whole: years}` if whole years are meant, compare the birth date with a day the
document names (出生日期: 不早于 1975-09-01), or add a reading with both. 不满 50岁 leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.language.tree import conditions_of
from xgxp_rules.model.forms import Since
from xgxp_rules.model.nodes import Compare, FactRef, FactTest, checks, walk
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG711",
    zh="`{name}` 的上限有两种读法：到生日为止，还是到下一个生日的前一天",
    en="the upper bound on `{name}` reads two ways: to the birthday, or to the day before the next",
    mend_zh="请用 `whole: years` 的年龄、出生日期的截止日，或加一条解读",
    mend_en="use an age with `whole: years`, a cut-off birth date, or add a reading",
)
SEVERITY = "warning"

_BIRTH = "born_on"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every upper bound on an age counted to the day that no reading speaks of."""
    version = subject.version
    settled = {fact.id for reading in version.readings for choice in reading.choices for fact in choice.facts}
    for placed in conditions_of(version):
        for node in walk(placed.condition):
            if not isinstance(node, FactTest) or node.fact.id not in placed.vocabulary or node.fact.id in settled:
                continue
            fact = placed.vocabulary[node.fact.id]
            if _is_exact_age(fact) and any(
                isinstance(one, Compare) and one.op in ("le", "gt") for one in checks(node.check)
            ):
                yield diagnose(CODE, node.span, version.file, severity="warning", name=fact.label)


def _is_exact_age(fact: Fact) -> bool:
    form = fact.form
    return (
        isinstance(form, Since) and not form.whole and isinstance(form.start, FactRef) and form.start.id == _BIRTH
    )
