"""A term of the policy that no test uses.

What: A set of values or a division stands under `terms`, and neither its name nor that of one of its groups stands in
any test, fact or other term of the file.
Why: Whoever adds a school to the list believes that decisions change with it; the rules say something else.
Example: `terms: {骨干: [县级骨干, 名师]}`, and the rule says `称号: 县级骨干 或 名师`.
Instead: Write the term in the test (`称号: 骨干`), or delete it. Law is left alone: policies under it use its terms.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.language.located import LMap, Node, texts
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.tools.lint.subject import Subject, value_at

CODE = register(
    "XG726",
    zh="用语 `{name}` 没有用到",
    en="nothing uses the term `{name}`",
    mend_zh="请在条件里写它的名称，不需要就删去",
    mend_en="write its name in a test, or delete it",
)
SEVERITY = "warning"
_KEYS = ("terms", "用语")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every term whose names stand nowhere else."""
    if subject.version.kind in ("law", "template"):
        return
    entries = tuple(subject.section(*_KEYS))
    for key, value in entries:
        others = [one for name, one in entries if name is not key]
        said = "\n".join(_texts(subject.root, others))
        names = {fold_name(key.text), *_groups(value)}
        if not any(name and name in said for name in names):
            yield diagnose(CODE, key.span, subject.version.file, severity="warning", name=key.text)


def _texts(root: Node, others: list[Node]) -> Iterator[str]:
    """Yield every text of the file outside the terms, and those of the other terms."""
    entries = root.entries if isinstance(root, LMap) else ()
    outside = [entry.value for entry in entries if fold_name(entry.key.text) not in (*_KEYS, "document", "文件")]
    for node in (*outside, *others):
        yield from (fold_name(one.text) for one in texts(node))


def _groups(node: Node) -> set[str]:
    groups = value_at(node, "groups", "分组") if isinstance(node, LMap) else None
    return {fold_name(entry.key.text) for entry in groups.entries} if isinstance(groups, LMap) else set()
