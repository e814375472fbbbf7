"""`accepts:`, by which a file says that a finding of lint is meant, and why.

Only lint may be accepted: an error never. Whether a finding is still made is asked by lint itself, which reports an
acceptance that has nothing left to accept.
"""

from __future__ import annotations

import re
from typing import Final

from xgxp_rules.diagnostics import register
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.located import LText
from xgxp_rules.language.version_keys import ACCEPTANCE
from xgxp_rules.model.acceptance import Acceptance
from xgxp_rules.model.vocabulary import fold_name

NOT_LINT: Final = register(
    "XG384",
    zh="`{text}` 不能认可：只有检查规则的发现（XG70x 至 XG73x）可以认可，错误必须改正",
    en="`{text}` cannot be accepted: only findings of lint (XG70x to XG73x) can, errors have to be mended",
    mend_zh="请删去这一条，改正那个错误本身",
    mend_en="Delete this entry and correct the error itself",
)
_LINT: Final = re.compile(r"XG7[0-3][0-9]")


def read_acceptances(outer: Fields) -> tuple[Acceptance, ...]:
    """Return what the file accepts, in its order."""
    found = []
    for item in outer.items("accepts"):
        fields = read_fields(item, ACCEPTANCE, outer.name("accepts"), outer.problems, start_of(item))
        node = None if fields is None else fields.text_node("code")
        if fields is None or node is None:
            continue
        code = _code(node, fields)
        if code:
            found.append(Acceptance(code, fields.texts("at"), fields.text("reason"), node.span))
    return tuple(found)


def _code(node: LText, fields: Fields) -> str:
    code = fold_name(node.text).upper()
    if _LINT.fullmatch(code):
        return code
    fields.problems.say(NOT_LINT, node.span, text=node.text)
    return ""
