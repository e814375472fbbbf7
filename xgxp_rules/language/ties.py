"""`ties:`: the facts by which equal scores are put in order, such as `从业年限 高者先`."""

from __future__ import annotations

from xgxp_rules.diagnostics import register
from xgxp_rules.language.conditions import unknown_fact
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.located import LText
from xgxp_rules.language.scope import Scope
from xgxp_rules.model.scores import TieKey

GREATER = ("高者先", "多者先", "长者先", "大者先", "晚者先", "greater first", "later first")
LESSER = ("低者先", "少者先", "短者先", "小者先", "早者先", "lesser first", "earlier first")

NO_TIE = register(
    "XG379",
    zh="`{text}` 没有说明同分时谁在先",
    en="`{text}` does not say who comes first among equals",
    mend_zh="请写成 `从业年限 高者先`、`出生日期 早者先` 的样子",
    mend_en="write it like `从业年限 高者先` or `years greater first`",
)


def read_ties(fields: Fields, scope: Scope) -> tuple[TieKey, ...]:
    """Return the keys under `ties`, in order; a wrong one is reported and left out."""
    found = (_tie(node, scope) for node in fields.text_nodes("ties"))
    return tuple(tie for tie in found if tie is not None)


def _tie(node: LText, scope: Scope) -> TieKey | None:
    text = node.text.strip()
    ending = next((each for each in (*GREATER, *LESSER) if text.endswith(each)), None)
    name = "" if ending is None else text.removesuffix(ending).strip()
    if ending is None or not name:
        scope.library.problems.say(NO_TIE, node.span, text=text)
        return None
    scope.library.broken = False
    found = scope.find(name)
    if found is None:
        if not scope.library.broken:
            scope.library.problems.add(unknown_fact(LText(name, node.span), scope))
        return None
    kind = found.fact.kind
    if kind.name not in ("number", "period", "date") and not kind.ordered:
        scope.library.problems.say(NO_TIE, node.span, text=text)
        return None
    return TieKey(found.ref, ending in GREATER, text)
