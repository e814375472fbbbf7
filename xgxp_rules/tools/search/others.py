"""Records beside the one decided on, such that facts reached through a reference come out: the school, the spouse.

Only a fact that the other record supplies has a way back; for one that it works out itself nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model.reach import Related
from xgxp_rules.model.records import MODELS
from xgxp_rules.model.values import NOT_APPLICABLE

OTHERS: Final = "others"
"""The name under which a built record keeps the records beside it."""

_NAMED: Final = {"school": "现学校", "department": "甲部门", "county_year": "本县本年"}
"""What the record at the end of a reference is called; a school as the postings of a search name it."""


def reached(
    cell: Mapping[str, Any], slots: Mapping[str, Slot], written: Callable[..., Any]
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Return the references to set, by name, and the records they lead to, by kind, that give a cell's far facts."""
    references: dict[str, Any] = {}
    records: dict[str, dict[str, dict[str, Any]]] = {}
    for name, value in cell.items():
        found = _reference(slots[name], slots)
        if found is None or value is NOT_APPLICABLE:
            continue
        start, about, field = found
        vocabulary = next(one for one in slots[name].home.version.vocabularies if one.about == about)
        fact = vocabulary[field]
        called = cell.get(start) or references.get(start) or _NAMED.get(about, "甲")
        if fact.form is None and fact.kind.name != "list" and isinstance(called, str):
            references[start] = called
            entry = records.setdefault(about, {}).setdefault(called, _named(about, called))
            entry[fact.label] = written(value, fact.kind)
    listed = {about: list(several.values()) for about, several in records.items()}
    return {name: one for name, one in references.items() if name not in cell}, listed


def _reference(slot: Slot, slots: Mapping[str, Slot]) -> tuple[str, str, str] | None:
    """Return the reference that a far fact is reached by, the kind it leads to, and the fact there."""
    form = None if slot.fact is None else slot.fact.form
    if not isinstance(form, Related) or len(form.ref.path) != 1:
        return None
    start = slots.get(form.ref.id)
    about = None if start is None or start.fact is None else start.fact.kind.of
    return (form.ref.id, about, form.ref.path[0]) if about is not None and about in MODELS else None


def _named(about: str, called: str) -> dict[str, Any]:
    """Return the beginning of a record that is found by this name."""
    goes_by_name = ("name",) in MODELS[about].named_by
    return {"编号": called, "名称": called} if goes_by_name else {"编号": called}
