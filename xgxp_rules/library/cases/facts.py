"""The record of a case at each entry of its log: what was known when it was opened, with what has been noted since.

A fact noted replaces the fact; a list may also be added to. Steps of procedures taken in the case are the record's list
of such steps, and that list is complete: the log is the truth. So is the list of events, where a process names one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xgxp_rules.library.cases.messages import NOT_A_LIST, CaseError
from xgxp_rules.model.case_log import Entry
from xgxp_rules.model.process import EventList
from xgxp_rules.model.records import MODELS, Record
from xgxp_rules.model.vocabulary import Vocabulary

_STEPS = "procedure_steps"


class Facts:
    """Builds the record as it was after each entry; each is made once and only when asked for."""

    def __init__(
        self, about: str, vocabulary: Vocabulary, entries: Sequence[Entry], events_in: EventList | None = None
    ) -> None:
        self.model, self.vocabulary = MODELS[about], vocabulary
        self.entries, self.events_in = entries, events_in
        self._made: dict[int, Record] = {}

    def at(self, number: int) -> Record:
        """Return the record with everything noted up to an entry.

        Raises:
            RecordError: a fact cannot be read; all problems are listed.
            CaseError: something is added to what is no list.
        """
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = self.model.model_validate(self._merged(number))
        return found

    def _merged(self, number: int) -> dict[str, Any]:
        merged: dict[str, Any] = {_STEPS: []} if _STEPS in self.model.model_fields else {}
        for entry in self.entries:
            if entry.number > number:
                break
            merged.update(entry.facts)
            for name, items in entry.adds.items():
                merged[name] = added(name, merged.get(name), items)
            if entry.kind == "step":
                merged[_STEPS] = added(_STEPS, merged[_STEPS], [_step(entry)])
        if self.events_in is not None:
            merged[self.events_in.list] = [*_events(self.entries, number, self.events_in)]
        return merged


def _events(entries: Sequence[Entry], number: int, into: EventList) -> Iterator[dict[str, str]]:
    """Yield the events up to an entry, itself included: the log is the truth, so that the list is complete."""
    for entry in entries:
        if entry.kind == "event" and entry.number <= number:
            yield {into.event: entry.name, into.on: entry.on.isoformat()}


def _step(entry: Entry) -> dict[str, Any]:
    step = {"procedure": entry.procedure, "step_taken": entry.name, "on": entry.on.isoformat()}
    return {**step, "by": entry.party} if entry.party else step


def added(name: str, before: Any, items: Iterable[Any]) -> Any:
    """Return a list with further items; of one that nobody has given before, more items may exist.

    Raises:
        CaseError: what is there is no list.
    """
    new = list(items)
    if before is None or before in ("unknown", "未知"):
        return {"complete": False, "items": new}
    if isinstance(before, list):
        return [*before, *new]
    if isinstance(before, dict):
        for key in ("items", "列"):
            if isinstance(before.get(key), list):
                return {**before, key: [*before[key], *new]}
    raise CaseError.of(NOT_A_LIST, name=name)


def by_id(about: str, vocabulary: Vocabulary, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as given, each under its id, ready to be kept: days and numbers as texts.

    Raises:
        RecordError: a value cannot be read; all problems are listed.
    """
    record = MODELS[about].model_validate(dict(given))
    kept: dict[str, Any] = {}
    for name, value in record.model_dump(mode="json").items():
        fact = vocabulary.get(name) if name in record.unlisted else None
        kept[name if fact is None else fact.id] = value
    return kept
