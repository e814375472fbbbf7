"""An interview: asks for one open fact after the other, the best first, and stops as soon as the rest cannot matter.

Answers are read as a record file is: what cannot be read is asked again, with the reason. Nothing is kept unless the
caller keeps the record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Both, Lang, RecordError, render_all
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.source import read_source
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import MODELS, Record
from xgxp_rules.model.settling_report import QuestionReport
from xgxp_rules.model.values import Kind
from xgxp_rules.tools.record_files import plain_data
from xgxp_rules.tools.settling import plan

UNKNOWN_WORDS = frozenset({"", "?", "？", "不知道", "不清楚", "unknown", "skip"})
STOP_WORDS = frozenset({"退出", "停", "q", "quit", "exit"})
NOTHING_WORDS = frozenset({"无", "没有", "none", "[]"})

_MOST_FIELDS = 4

_HINTS = {
    "flag": Both("是 / 否", "是 (yes) / 否 (no)"),
    "date": Both("日期，如 2020-09-01；只知道月份可写 2020-09", "a day such as 2020-09-01, or a month: 2020-09"),
    "number": Both("数字", "a number"),
    "period": Both("时间，如 6年 或 3个月", "a period such as 6年"),
    "text": Both("文字", "text"),
    "reference": Both("编号或名称", "an id or a name"),
    "list": Both(
        "没有就答 无；有就逐条写，如 {{{fields}: …}}，多条用分号隔开", "无 for none; else {{{fields}: …}}; {{…}}"
    ),
}


@dataclass
class Interview:
    """One decision about one record that is filled in as it goes."""

    catalog: Catalog
    policy: str
    decision: str
    about: str
    as_of: date
    data: dict[str, Any] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    asked: int = 0

    def now(self) -> Decision:
        """Return the decision on what is known so far.

        Raises:
            RecordError: what is known cannot be one record.
        """
        record: Record = MODELS[self.about].load(self.data)
        return self.catalog.decide(self.policy, self.decision, record, as_of=self.as_of)

    def next(self) -> QuestionReport | None:
        """Return the best question left, or None where the answer is settled or nobody here can answer more."""
        decision = self.now()
        if decision.status != "undetermined":
            return None
        for question in plan(decision).questions:
            if question.id not in self.skipped and self.kind(question) is not None:
                return question
        return None

    def kind(self, question: QuestionReport) -> Kind | None:
        """Return what sort of answer a question wants; None for what is no fact of the record."""
        program = self.now().run.program
        found = next((slot.fact for slot in program.slots if slot.fact and slot.fact.id == question.id), None)
        return None if found is None or found.form is not None else found.kind

    def answer(self, question: QuestionReport, text: str, lang: Lang) -> str:
        """Take one answer; return what is wrong with it, or nothing."""
        self.asked += 1
        if text.strip() in UNKNOWN_WORDS:
            self.skipped.add(question.id)
            return ""
        before = dict(self.data)
        try:
            self.data[self._key(question)] = _read(text.strip(), self.kind(question))
            self.now()
        except RecordError as error:
            self.data = before
            return error.text(lang)
        except _Unreadable as error:
            self.data = before
            return error.said(lang)
        return ""

    def _key(self, question: QuestionReport) -> str:
        """Return the name under which the record holds the fact: as it is spelt there, else its label."""
        return next((name for name in self.data if name in (question.id, question.label)), question.label)


class _Unreadable(Exception):
    """An answer that is not of the form asked for."""

    def __init__(self, problems: str) -> None:
        super().__init__(problems)
        self.problems = problems

    def said(self, lang: Lang) -> str:
        """Return what to do instead."""
        return self.problems or ("请按提示的样子作答" if lang == "zh" else "please answer as the hint shows")


def _read(text: str, kind: Kind | None) -> Any:
    if kind is None or kind.name != "list":
        return text
    if text in NOTHING_WORDS:
        return []
    items = [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]
    return [_item(part) for part in items]


def _item(text: str) -> Any:
    braced = text if text.startswith("{") else f"{{{text}}}"
    node, problems = read_source(braced.replace("：", ": ").replace("，", ", "), "")
    if node is None or any(one.severity == "error" for one in problems):
        raise _Unreadable(render_all(problems, {"": braced}))
    return plain_data(node)


def hint(kind: Kind | None, lang: Lang) -> str:
    """Return how an answer of a kind is written."""
    if kind is None:
        return ""
    if kind.name == "choice":
        return " / ".join(one.label for one in kind.choices)
    said = _HINTS.get(kind.name)
    if said is None:
        return ""
    supplied = [one.label for one in kind.fields if one.form is None][:_MOST_FIELDS]
    fields = ", ".join(f"{label}: …" for label in supplied)
    return (said.zh if lang == "zh" else said.en).format(fields=fields)


def hold(
    interview: Interview, ask: Callable[[QuestionReport, str], str], tell: Callable[[str], None], lang: Lang
) -> Decision:
    """Hold an interview to its end and return the decision it leads to.

    `ask` shows a question and its hint and returns the answer; `tell` shows what was wrong with one.
    """
    while (question := interview.next()) is not None:
        text = ask(question, hint(interview.kind(question), lang))
        if text.strip() in STOP_WORDS:
            break
        wrong = interview.answer(question, text, lang)
        if wrong:
            tell(wrong)
    return interview.now()
