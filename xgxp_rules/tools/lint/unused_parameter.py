"""A parameter that nothing uses.

What: A value stands under `parameters` and no rule, fact, quota or other parameter names it.
Why: Somebody who changes the number believes that decisions change with it. Usually a rule repeats the number instead.
Example: 最低同校年限 is 6年, and the rule says 满 6年.
Instead: Name the parameter in the rule (满 最低同校年限), or delete it. Law is left alone: others take values from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG701",
    zh="参数 `{name}` 没有用到",
    en="nothing uses the parameter `{name}`",
    mend_zh="请在规则或事实里写它的名称，而不是重复数字；不需要就删去",
    mend_en="name it in a rule or fact instead of repeating the number, or delete it",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every parameter that nothing names."""
    version = subject.version
    if version.kind in ("law", "template"):
        return
    used = subject.used
    for parameter in version.parameters:
        if parameter.name not in used.parameters and not parameter.sets:
            yield diagnose(CODE, parameter.span, version.file, severity="warning", name=parameter.name)
