"""The record of a case: what the file, the case and its variation give, each over the one before.

The same fact in another spelling (id, label, width) is the same fact, so a case written in Chinese may stand under a
file written in English. Problems of the record get the places of the entries they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xgxp_rules.diagnostics import RecordError, register
from xgxp_rules.language.cases import Case, CaseFile, plain
from xgxp_rules.language.located import Entry, LList, LMap, Node
from xgxp_rules.language.record_kinds import kind_named
from xgxp_rules.model.kinds import IDS, LABELS
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.records import MODELS, Record, Records
from xgxp_rules.model.records.base import shape_of
from xgxp_rules.model.vocabulary import Vocabulary, fold_name
from xgxp_rules.spans import Span

NO_SUCH_LIST = register(
    "XG630",
    zh=f"「{{name}}」应当是记录的类别（{LABELS}），下面是记录的列表",
    en=f"`{{name}}` should be a kind of record ({IDS}) with a list of records",
    exit=1,
    mend_zh="如 `学校:`，下一行 `- {{编号: 一中, 地域: 乡村}}`",
    mend_en="Such as `学校:` and on the next line `- {{编号: 一中, 地域: 乡村}}`",
)


def record_of(case: Case, suite: CaseFile, version: PolicyVersion) -> tuple[Record, frozenset[str]]:
    """Return the record that the layers make together, and the ids of the facts given."""
    return layered(case.layers, case.about, suite, version)


def layered(
    layers: Iterable[tuple[Entry, ...]], about: str, suite: CaseFile, version: PolicyVersion
) -> tuple[Record, frozenset[str]]:
    """Return the record of a kind that some layers make together, and the ids of the facts given."""
    model = MODELS[about]
    entries = _merged(layers, model, version.vocabulary(model.about))
    data = {entry.key.text: plain(entry.value) for entry in entries.values()}
    record = model.load(data, file=suite.file, locate=_locator(entries.values()))
    return record, frozenset(fact_id for fact_id, _ in entries)


def others_of(case: Case, suite: CaseFile) -> Records | None:
    """Return the records handed in beside a case's own, None where there are none; each kind given is complete."""
    if not case.others:
        return None
    found: list[Record] = []
    lists = {kind_named(entry.key.text): entry for entry in case.others}
    for about, entry in lists.items():
        model = MODELS.get(about)
        if model is None or not isinstance(entry.value, LList):
            raise RecordError.of(NO_SUCH_LIST, file=suite.file, span=entry.key.span, name=entry.key.text)
        for item in entry.value.items:
            entries = item.entries if isinstance(item, LMap) else ()
            found.append(model.load(plain(item), file=suite.file, locate=_locator(entries)))
    return Records(found, complete=lists)


def given_of(case: Case, suite: CaseFile, version: PolicyVersion) -> dict[str, Any]:
    """Return what the layers of a case give together, as plain data under the names the author used."""
    about = case.about
    entries = _merged(case.layers, MODELS[about], version.vocabulary(about))
    return {entry.key.text: plain(entry.value) for entry in entries.values()}


def _merged(
    layers: Iterable[tuple[Entry, ...]], model: type[Record], vocabulary: Vocabulary
) -> dict[tuple[str, int], Entry]:
    """Return the entries of all layers, a later one over an earlier one of the same fact, in whatever spelling.

    A fact given twice in one layer stays twice, for the record to report.
    """
    merged: dict[tuple[str, int], Entry] = {}
    for layer in layers:
        seen: dict[str, int] = {}
        for entry in layer:
            fact_id = _fact_id(entry.key.text, model, vocabulary)
            merged[fact_id, seen.get(fact_id, 0)] = entry
            seen[fact_id] = seen.get(fact_id, 0) + 1
    return merged


def _fact_id(name: str, model: type[Record], vocabulary: Vocabulary) -> str:
    slot = shape_of(model).folded.get(fold_name(name))
    if slot is not None:
        return slot.id
    return vocabulary[name].id if name in vocabulary else fold_name(name)


def _locator(entries: Iterable[Entry]) -> Callable[[tuple[str | int, ...]], Span]:
    by_name = {entry.key.text: entry for entry in entries}

    def locate(path: tuple[str | int, ...]) -> Span:
        entry = by_name.get(str(path[0])) if path else None
        return Span.none() if entry is None else _place(entry, path[1:])

    return locate


def _place(entry: Entry, path: Sequence[str | int]) -> Span:
    """Return where the value at a path below an entry stands, as far as the path can be followed."""
    node: Node = entry.value
    span = entry.key.span
    for step in path:
        if isinstance(node, LMap) and isinstance(step, str):
            found = next((each for each in node.entries if each.key.text == step), None)
            if found is None:
                break
            span, node = found.key.span, found.value
        elif isinstance(node, LList) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            span = node.span
        else:
            break
    return span
