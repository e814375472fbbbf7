"""The kinds of record and what each is called: the one list that every part of the package reads.

A kind is added here, with its model under `records/` and its worked-out facts under `language/builtin/`; nothing else
names the kinds one by one. It loads no model, so that naming a kind costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xgxp_rules.diagnostics import Both

KINDS: Final[Mapping[str, Both]] = {
    "teacher": Both("教师", "teachers"),
    "principal": Both("校长", "principals"),
    "class_teacher": Both("班主任", "class teachers"),
    "researcher": Both("教研员", "researchers"),
    "school": Both("学校", "schools"),
    "department": Both("部门", "departments"),
    "county_year": Both("县区年度", "county-years"),
}
"""The kinds of record by id, the usual one first: the Chinese label is the name in files, the English one a plural."""

LABELS: Final = "、".join(one.zh for one in KINDS.values())
"""Every kind by its Chinese name, for a message."""

IDS: Final = ", ".join(KINDS)
"""Every kind by its id, for a message."""
