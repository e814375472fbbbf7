"""A decision that hangs on a term nobody has defined.

What: A rule, requirement or guard tests a fact that stands under `undefined`, and no local file says what it means.
Why: Until the body named defines it, two offices will fill it in differently, and every such answer says so. The note
is the list of what to ask that body for.
Example: `when: {不能胜任教育教学: 是}` where the document never says who finds that, or how.
Instead: Ask; once it is defined, write `definitions` into a file in the folder `local` beside the policy, the paper
being its `source` and its day `from`; a policy of a lower level says `sets: policy/term` on a fact of its own. The file
itself is sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG704",
    zh="规则用到没有界定的用语 `{name}`，应由 {who} 界定",
    en="rules use the term `{name}`, which {who} has yet to define",
    mend_zh="有了答复的，在 `local` 文件夹的设定里写 `definitions:`；没有答复的不用改，用到它的结果是“未定”",
    mend_en="Once it is defined write it under `definitions:` of a setting in the folder `local`; until then "
    "nothing is to change, and what needs it is undetermined",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every undefined term in use."""
    used = subject.used
    defined = {one.fact.id for one in subject.version.definitions}
    for fact in subject.version.undefined():
        if fact.undefined is not None and fact.id in used.facts and fact.id not in defined:
            who = fact.undefined.defined_by
            yield diagnose(CODE, fact.span, subject.version.file, severity="note", name=fact.label, who=who)
