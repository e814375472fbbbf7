"""Words looked for in texts: the columns say what the interpreter says, each text read whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from frame_kit import differences, frames_of, rows_of

from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy

TEXT = """\
language: 1
policy: test.words
version: v1
title: 事由
status: trial
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  说明: text
  通报: {list: {日期: date, 事由: text}}
  师德通报: {exists: 通报, where: {事由: 包含 师德}}
decisions:
  by_note: {title: 按说明, outcomes: {yes_: 有, no_: 无}, otherwise: no_}
  by_entry: {title: 按通报, outcomes: {found: 有, none_: 无}, otherwise: none_}
rules:
  - {clause: 一, decision: by_note, outcome: yes_, when: {说明: 包含 师德 或 体罚}}
  - {clause: 一, decision: by_entry, outcome: found, when: [师德通报]}
"""


def test_a_word_within_a_text_is_found_in_columns() -> None:
    """Given texts that hold a word, are the word, lack it or are unknown, then both engines give the same answers."""
    notes = ["师德", "因师德问题", "体罚学生", "迟到", "（师德）", None, ""]
    entries: list[Any] = [
        [],
        [{"日期": "2025-03-01", "事由": "违反师德"}],
        [{"日期": "2025-03-01", "事由": "迟到"}],
    ]
    records: list[dict[str, Any]] = [{"说明": note, "通报": listed} for note in notes for listed in entries]
    policy = Policy(load_policy(TEXT, "words.yaml"), Catalog())
    teachers, lists = frames_of(records)

    found = policy.decide_frame(teachers, as_of=date(2026, 9, 1), complete=["通报"], **lists)

    rows = rows_of(found, [f"t{number:06}" for number in range(len(records))])
    assert differences(policy, records, rows, date(2026, 9, 1)) == []
    assert {row["by_note.outcome"] for row in rows} == {"yes_", "no_", None}
