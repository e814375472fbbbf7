"""Write docs/lint.md from the docstrings of the lint rules; `--check` only says whether it is fresh."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

from xgxp_rules.diagnostics import WORDINGS
from xgxp_rules.tools.lint import RULES

PAGE = Path(__file__).resolve().parent / "lint.md"

_HEAD = """\
# Lint / 检查规则

`xgxp check` reports errors and, for sound files, what is lawful to write and still probably not meant. Warnings make
the exit status 1, notes do not. Each finding of a search carries a record that the interpreter has confirmed.

Two slips are found while a file is read and have codes of their own: a list under `any` in which every test stands
behind its own dash (XG163), and a gap or an overlap between the rows of a table, which is an error.

**What is found and meant.** A finding that is true and intended is accepted in the file, with the reason. `at` names
what the finding speaks of (a rule, outcome, fact, decision), by id or name; all names given must belong to it. It is
then no problem, is told in the last line of a check, and stands in SARIF as a suppressed result. An acceptance with
nothing left to accept is itself reported (XG719). Errors cannot be accepted (XG384). In Chinese: 认可, 代码, 处, 理由.

```yaml
# 片段
decisions:
  轮岗:
    title: 轮岗
    outcomes: {deferred: 暂不列入, due: 列入, idle: 不列入}
    otherwise: idle
rules:
  - {clause: 一, decision: 轮岗, outcome: deferred, when: {长期病假: 是}}
  - {clause: 一, decision: 轮岗, outcome: due, when: [在编在职]}
accepts:
  - {code: XG715, at: [deferred, due], reason: 生病的先不列入，这正是原文的意思}
```

<!-- Made by docs/generate_lint.py from the rules themselves. -->
"""
_PARTS = ("What", "Why", "Example", "Instead")


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_section(rule) for rule in RULES)


def _section(rule: ModuleType) -> str:
    title, *rest = (rule.__doc__ or "").strip().split("\n")
    text = re.sub(r"\s*\n", " ", "\n".join(rest).strip())
    pieces = re.split(rf"\s*\b({'|'.join(_PARTS)}): ", text)
    said = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    wording = WORDINGS[rule.CODE]
    parts = "\n\n".join(f"**{part}.** {said[part]}" for part in _PARTS)
    name = rule.__name__.rpartition(".")[2].replace("_", "-")
    return f"\n## {rule.CODE} {name} ({rule.SEVERITY})\n\n{title}\n\n> {wording.zh}\n\n{parts}\n"


def main() -> int:
    """Write the page, or with `--check` return 1 where it is not what it should be."""
    fresh = page()
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != fresh)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
