"""A clause that nothing stands for.

What: A clause of the document is listed, is not marked `not_computable`, and nothing in the file cites it.
Why: The file then looks complete and decides without that clause. A clause nobody can compute needs the reason written.
Example: `- {id: 四(四), topic: 轮岗对象}` and no rule with `clause: 四(四)`.
Instead: Write the rule, parameter or quota that the clause asks for, or `not_computable: 目标陈述，没有可判断的条件`.
The other way round, a rule whose clause the document lacks, is an error of the file and not lint.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.language.located import LList, LText, Node
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.tools.lint.subject import Subject, entries_below

CODE = register(
    "XG703",
    zh="条款 `{name}` 没有任何规则、参数或其他内容",
    en="no rule, parameter or anything else stands for the clause `{name}`",
    mend_zh="请写出它的规则；没有可判断的条件时写 `not_computable` 和原因",
    mend_en="write its rule; where there is nothing to judge, write `not_computable` and why",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every computable clause that is cited nowhere."""
    cited = {fold_name(text) for text in _cited(subject.root)}
    for clause in subject.version.document.clauses:
        if not clause.not_computable and fold_name(clause.id) not in cited:
            yield diagnose(CODE, clause.span, subject.version.file, severity="note", name=clause.id)


def _cited(root: Node) -> Iterator[str]:
    for entry in entries_below(root):
        if fold_name(entry.key.text) in ("clause", "依据"):
            nodes = entry.value.items if isinstance(entry.value, LList) else (entry.value,)
            yield from (node.text for node in nodes if isinstance(node, LText))
