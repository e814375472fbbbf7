"""Single rows of frames as records: read with the checks of any record, and decided as any record is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import RecordError, diagnose, register
from xgxp_rules.engines.columnar.rows import cell, dicts, name_in_record, supplied, supplied_columns
from xgxp_rules.model.readers import read_flag
from xgxp_rules.model.records import Teacher
from xgxp_rules.model.unreadable import Unreadable, read_state
from xgxp_rules.model.vocabulary import Vocabulary
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.inputs import Frame, Inputs
    from xgxp_rules.engines.columnar.settling import Answer
    from xgxp_rules.library.frames import FrameWork
    from xgxp_rules.library.policy import Policy

NO_SUCH_ROW = register(
    "XG887",
    zh="教师表里没有编号 `{id}`",
    en="the frame of teachers has no id `{id}`",
    exit=4,
    mend_zh="请核对编号，前面的零不能丢",
    mend_en="Check the id; zeros in front count",
)

CHOICES = "choices"
"""The long frame of offices' recorded choices: whose, for which decision, and what."""


def vocabularies_of(policy: Policy, as_of: date) -> tuple[Vocabulary, ...]:
    """Return what a policy says of teachers, and what the law that it stands under says."""
    higher = policy.setting_on(as_of).higher_law
    return tuple(one.vocabulary("teacher") for one in (policy.effective, *higher))


class RecordReader:
    """Reads single rows of the frames as records, and decides them as any record is decided."""

    def __init__(self, work: FrameWork, used: set[str] | None = None) -> None:
        """Read the rows of a piece of work; `used` are the lists that count, where they are known."""
        self._work = work
        self._vocabularies = vocabularies_of(work.policy, work.as_of)
        self.read = work.met
        """What the rows that were read have come to, by id."""
        inputs, used = work.inputs, used or self._used()
        plain = [supplied_columns(inputs.teachers, one) for one in reversed(self._vocabularies)]
        self._plain = [pair for pairs in plain for pair in pairs]
        self._lists = [
            (fact, name_in_record(fact), inputs.lists.get(fact.id), _item_columns(fact, inputs))
            for vocabulary in self._vocabularies
            for fact in vocabulary.facts
            if fact.kind.name == "list" and fact.form is None and (used is None or fact.id in used)
        ]

    def _used(self) -> set[str] | None:
        """Return the facts that the decisions read, where nothing else of a row is looked at; None for all."""
        work = self._work
        if work.given.check or CHOICES in work.inputs.lists or not work.decided or work.meets:
            return None
        slots = (slot for one in self._work.decided for slot in one.plan.program.slots)
        return {slot.fact.id for slot in slots if slot.fact is not None}

    def decide(self, decision: str, teachers: Sequence[Any]) -> list[Answer]:
        """Return the answers about these teachers, in their order."""
        from xgxp_rules.engines.columnar.settling import answer_of

        self.fetch([one for one in teachers if one not in self.read])
        asked = next(one for one in self._work.decided if one.plan.program.decision.id == decision).settler.asked
        answers = []
        for teacher in teachers:
            record = self.read[teacher]
            try:
                if isinstance(record, RecordError):
                    raise record
                made = self._work.policy.decide(decision, record, as_of=self._work.as_of, others=self._work.others)
                answers.append(answer_of(made.run, asked))
            except RecordError as error:
                answers.append(_rejected(error, len(asked)))
        return answers

    def records(self, teachers: Sequence[Any]) -> list[Teacher]:
        """Return the records of these teachers, read from the frames at once.

        Raises:
            RecordError: a row is no record that can be true.
        """
        self.fetch([one for one in teachers if one not in self.read])
        return [self.record(one) for one in teachers]

    def record(self, teacher: Any) -> Teacher:
        """Return the record of one teacher.

        Raises:
            RecordError: the row is no record that can be true.
        """
        self.fetch([] if teacher in self.read else [teacher])
        found = self.read.get(teacher, RecordError([diagnose(NO_SUCH_ROW, Span.none(), id=str(teacher))]))
        if isinstance(found, RecordError):
            raise found
        return found

    def fetch(self, teachers: Sequence[Any]) -> None:
        """Read the records of these teachers at once."""
        if not teachers:
            return
        inputs, wanted = self._work.inputs, set(teachers)
        rows = _chosen(inputs.teachers, inputs.id, teachers, inputs)
        read = {fact.id for fact, *_ in self._lists} | {CHOICES}
        lists = {
            name: _by_teacher(_chosen(frame, inputs.list_ids[name], teachers, inputs), inputs.list_ids[name])
            for name, frame in inputs.lists.items()
            if name in read
        }
        for row in rows:
            key = row[inputs.id]
            if key in wanted:
                try:
                    self.read[key] = Teacher.model_validate(self._raw(row, lists))
                except RecordError as error:
                    self.read[key] = error

    def _raw(
        self, row: Mapping[str, Any], lists: Mapping[str, Mapping[Any, list[dict[str, Any]]]]
    ) -> dict[str, Any]:
        inputs = self._work.inputs
        raw = supplied(row, self._plain)
        raw["id"] = str(row[inputs.id])
        for fact, name, _frame, columns in self._lists:
            if name not in raw:
                listed = self._listed(fact, row, lists.get(fact.id, {}), columns)
                if listed is not None:
                    raw[name] = listed
        if CHOICES in lists and row[inputs.id] in lists[CHOICES]:
            raw[CHOICES] = dict(_choices(lists[CHOICES][row[inputs.id]], inputs.lists[CHOICES]))
        return raw

    def _listed(
        self,
        fact: Any,
        row: Mapping[str, Any],
        by_teacher: Mapping[Any, list[dict[str, Any]]],
        columns: Sequence[tuple[str, str]],
    ) -> Any:
        inputs = self._work.inputs
        rows = by_teacher.get(row[inputs.id])
        flag = inputs.teachers.column(f"{fact.id}.complete", f"{fact.label}.完整")
        said = _flag(None if flag is None else row[flag])
        if rows is None and said in (None, False) and fact.id not in inputs.complete:
            return None
        items = [supplied(one, columns) for one in rows or ()]
        if said in (None, True) or (said is False and not rows):
            return items
        return {"complete": said, "items": items}


def _flag(written: Any) -> Any:
    """Return what a cell says of a list; a word that says nothing as it is, for the record reader to refuse."""
    if written is None or written == "" or (isinstance(written, str) and read_state(written) is not None):
        return None
    try:
        return read_flag(written)
    except Unreadable:
        return written


def _item_columns(fact: Any, inputs: Inputs) -> list[tuple[str, str]]:
    frame = inputs.lists.get(fact.id)
    return [] if frame is None else supplied_columns(frame, Vocabulary("item", fact.kind.fields))


def _rejected(error: RecordError, tests: int) -> Answer:
    from xgxp_rules.engines.columnar.settling import BITS, Answer

    words = (0,) * (1 + (tests - 1) // BITS if tests else 1)
    codes = "|".join(dict.fromkeys(each.code for each in error.diagnostics))
    return Answer("rejected", None, "", None, codes, "", words, "", "", "")


def _chosen(frame: Frame, column: str, teachers: Sequence[Any], inputs: Inputs) -> list[dict[str, Any]]:
    """Return the rows of some teachers."""
    return dicts(frame, inputs.backend.having(frame.rows, column, teachers), inputs.backend)


def _by_teacher(rows: Iterable[dict[str, Any]], column: str) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _choices(rows: Iterable[Mapping[str, Any]], frame: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    named = {key: frame.column(*names) for key, names in _CHOICE_COLUMNS.items()}
    for row in rows:
        values = {
            key: row[column] for key, column in named.items() if column is not None and row[column] is not None
        }
        decision = values.pop("decision", None)
        if decision is not None:
            yield decision, {key: cell(value) for key, value in values.items()}


_CHOICE_COLUMNS = {
    "decision": ("decision", "决定"),
    "outcome": ("outcome", "结果"),
    "by": ("by", "由", "单位"),
    "on": ("on", "日期"),
}

__all__ = ["CHOICES", "RecordReader", "vocabularies_of"]
