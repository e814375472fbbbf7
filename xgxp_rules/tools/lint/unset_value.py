"""A value that is left to another body, which has set none here.

What: A parameter says `set_by`, something in the file uses it, and no local file sets it.
Why: Whatever uses it is undetermined for everybody. The note is the list of what to ask that body for.
Example: `若干次: {set_by: 县教育局, kind: number}` in a policy whose folder has no `local`.
Instead: Write the value into a file in the folder `local` beside the policy, under `values`, with its `source`.
The file itself is sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.forms import Delegated
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG722",
    zh="用到的参数 `{name}` 由 {who} 确定，这里还没有设定",
    en="the parameter `{name}` is in use, and {who} has set no value here",
    mend_zh="{who}定了以后，在 `local` 文件夹里写一份设定：`values: {{{name}: {{value: …, from: …}}}}`",
    mend_en="Once {who} has set it, write a setting in the folder `local`: `values: {{{name}: {{value: …, "
    "from: …}}}}`",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every delegated parameter in use without a value."""
    version = subject.version
    if version.kind == "template":
        return
    used = subject.used
    for parameter in version.parameters:
        form = parameter.form
        if isinstance(form, Delegated) and not form.values and parameter.name in used.parameters:
            yield diagnose(
                CODE, parameter.span, version.file, severity="note", name=parameter.name, who=form.set_by
            )
