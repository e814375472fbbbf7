"""What formatting a file comes to, and leaving out the edits that would change what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff

from xgxp_rules.diagnostics import Diagnostic, register
from xgxp_rules.tools.formatting.edits import Edit, apply

REFUSED = register(
    "XG570",
    zh="没有改写：改写后的文件与原来的意思不同",
    en="left as it is: rewritten, the file would not say the same",
    mend_zh="请不用 fmt 改这一份；文件照旧可用",
    mend_en="Leave this file as it is: it can be used all the same",
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after; `problems` say why it could not be formatted."""

    file: str
    before: str
    after: str
    problems: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Return whether anything was rewritten."""
        return self.before != self.after

    def diff(self) -> str:
        """Return the changes as a unified diff, nothing where there are none."""
        lines = unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"{self.file}",
            f"{self.file}",
        )
        return "".join(lines)


def sound_edits(text: str, edits: list[Edit], issound_edits: Callable[[str], bool]) -> list[Edit]:
    """Return the edits that change nothing of what the file says, found by halving where some do."""
    if not edits or issound_edits(apply(text, edits)):
        return edits
    if len(edits) == 1:
        return []
    middle = len(edits) // 2
    return sound_edits(text, edits[:middle], issound_edits) + sound_edits(text, edits[middle:], issound_edits)
