"""What a check shows on a screen of many questions that a search left open: the first, and how many more there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xgxp_rules.diagnostics import Diagnostic, diagnose, in_file_order, register

_UNSETTLED = ("XG718", "XG723")
_SHOWN = 2
MORE_UNSETTLED = register(
    "XG728",
    zh="还有 {count} 个问题没有查清或没有证实（第 {lines} 行）；`--format json` 逐一列出",
    en="{count} more questions are not known or unproven (lines {lines}); `--format json` lists them all",
)


def folded(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the problems as a reader wants them: of many questions that a search left open, the first of each file.

    They ask for nothing to be done; a page of them would hide what does.
    """
    rest: dict[str, list[Diagnostic]] = {}
    seen: Counter[str] = Counter()
    many = Counter(one.file for one in problems if one.code in _UNSETTLED)
    for one in problems:
        if one.code in _UNSETTLED and many[one.file] > _SHOWN + 1:
            seen[one.file] += 1
            if seen[one.file] > _SHOWN:
                rest.setdefault(one.file, []).append(one)
    told = {
        file: diagnose(
            MORE_UNSETTLED,
            left[0].span,
            file,
            severity="note",
            count=len(left),
            lines=tuple(dict.fromkeys(str(one.span.line) for one in left)),
        )
        for file, left in rest.items()
    }
    hidden = {id(one) for left in rest.values() for one in left}
    return in_file_order([*(one for one in problems if id(one) not in hidden), *told.values()])
