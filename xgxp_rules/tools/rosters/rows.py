"""One person's answer as the cells of a row: outcome, status, value, reasons, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.tools.rosters.answered import Row
from xgxp_rules.tools.rosters.summary import STATUS, said

Cells = tuple[Any, ...]
_BODIES = ("school", "department", "county_year")


def heads_of(declared: Declared, lang: Lang) -> list[str]:
    """Return the columns of a decision's sheet."""
    value = [said(("值", "value"), lang)] if declared.value else []
    name = "名称" if declared.about in _BODIES else "姓名"
    words = ["编号", name, "结果", "状态"], ["id", "name", "outcome", "status"]
    rest = ["理由", "缺的事实"], ["reasons", "missing facts"]
    return [*said_list(words, lang), *value, *said_list(rest, lang)]


def all_heads(lang: Lang, *, has_value: bool) -> list[str]:
    """Return the columns of a table of several decisions."""
    value = [said(("值", "value"), lang)] if has_value else []
    words = ["决定", "编号", "名称", "结果", "状态"], ["decision", "id", "name", "outcome", "status"]
    return [*said_list(words, lang), *value, *said_list((["理由", "缺的事实"], ["reasons", "missing facts"]), lang)]


def said_list(pair: tuple[list[str], list[str]], lang: Lang) -> list[str]:
    """Return a pair's words in a language."""
    return pair[lang == "en"]


class Teller:
    """Tells one decision's rows; what many share is put into words once."""

    def __init__(self, declared: Declared, names: Mapping[str, str], lang: Lang) -> None:
        self._labels = {one.id: one.label if lang == "zh" else one.id for one in declared.outcomes}
        self._has_value = bool(declared.value)
        self._names = names
        self._zh = lang == "zh"
        self._mark = "、" if self._zh else ", "
        self._status = {name: said(pair, lang) for name, pair in STATUS.items()}
        self._bad = said(("数据有误，见“退回”表", "bad data: see the sheet of rejects"), lang)
        self._outcomes: dict[tuple[Any, ...], str] = {}

    def table(self, rows: Iterable[Row]) -> list[Cells]:
        """Return the cells of every row."""
        names, status, mark, has_value = self._names, self._status, self._mark, self._has_value
        told = []
        for row in rows:
            value = (row.value,) if has_value else ()
            why = self._bad if row.status == "rejected" else row.why
            head = (row.id, names.get(row.id, ""), self._outcome(row), status[row.status])
            told.append((*head, *value, why, mark.join(row.missing)))
        return told

    def _outcome(self, row: Row) -> str:
        key = (row.status == "undetermined", row.outcomes, row.possible, row.awaited)
        found = self._outcomes.get(key)
        if found is None:
            found = self._outcomes[key] = self._in_words(row)
        return found

    def _in_words(self, row: Row) -> str:
        labels = self._labels
        if row.status == "undetermined" and row.possible:
            possible = ("或" if self._zh else " or ").join(labels.get(one, one) for one in row.possible)
            return f"可能：{possible}" if self._zh else f"possible: {possible}"
        outcome = self._mark.join(labels.get(one, one) for one in row.outcomes)
        if not row.awaited:
            return outcome
        return f"{outcome}（{row.awaited}）" if self._zh else f"{outcome} ({row.awaited})"
