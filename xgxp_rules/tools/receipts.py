"""Receipts of decisions: what was pinned, which facts were read and only those, and what it came to.

A receipt holds personal data in clear, as an auditor needs it; a decision log masks them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.linking import LazyValues
from xgxp_rules.model.receipt import FORMAT, compact, sealed_text
from xgxp_rules.model.records.others import id_of
from xgxp_rules.model.records.spelling import spelled_value
from xgxp_rules.model.texts import Lang
from xgxp_rules.model.vocabulary import Fact, fold_name
from xgxp_rules.tools.writing import write_file

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.model.records import Record


def receipt(
    decision: Decision, *, subject: str | None = None, known_at: date | None = None, lang: Lang = "zh"
) -> dict[str, Any]:
    """Return the receipt of a decision as plain JSON data, sealed.

    `subject` says whose it is, for the archive; `known_at` on which day the record was as it is. Neither changes the
    decision. Facts that the decision did not read are left out, the person's name among them.
    """
    data: dict[str, Any] = json.loads(receipt_text(decision, subject=subject, known_at=known_at, lang=lang))
    return data


def receipt_text(
    decision: Decision, *, subject: str | None = None, known_at: date | None = None, lang: Lang = "zh"
) -> str:
    """Return a receipt as the text that is kept: canonical JSON on one line."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "lang": lang,
        "about": decision.run.program.decision.about,
        "record": dict(_own_facts(decision)),
        "chosen": dict(decision.setting.readings),
    }
    others = list(_others_read(decision))
    if others:
        data["others"] = others
        data["complete"] = sorted(_complete(decision))
    if subject is not None:
        data["subject"] = subject
    if known_at is not None:
        data["known_at"] = known_at.isoformat()
    parts = {name: compact(one) for name, one in data.items()}
    return sealed_text({**parts, "decision": decision.model_dump_json(lang=lang)})


def _own_facts(decision: Decision) -> Iterator[tuple[str, Any]]:
    read: list[Fact] = []
    for one in (decision, *decision.asked):
        read += [slot.fact for slot in one.run.program.slots if slot.fact is not None and slot.fact.form is None]
        read += [fact for env, fact in _read_elsewhere(one) if env.record is one.run.env.record]
    yield from _facts_of(decision.run.env.record, read)


def _facts_of(record: Record, facts: Iterable[Fact]) -> Iterator[tuple[str, Any]]:
    """Yield the facts of a record that were read: by id, or under the name given where only a policy declares them."""
    wanted = {fold_name(name) for fact in facts for name in (fact.id, fact.label)}
    ids = {fact.id for fact in facts}
    for name, value in record.__dict__.items():
        if value is not None and name in ids:
            yield name, spelled_value(value)
    for name, raw in record.unlisted.items():
        if fold_name(name) in wanted:
            yield name, spelled_value(raw)


def _read_elsewhere(decision: Decision) -> Iterator[tuple[Any, Fact]]:
    """Yield what was read of other records, and of this one on other days."""
    world = decision.run.env.world
    for env in () if world is None else world.environments():
        values = env.values
        if not isinstance(values, LazyValues):
            continue
        for place, slot in enumerate(values.slots):
            if values.filled[place] and slot.fact is not None and slot.fact.form is None:
                yield env, slot.fact


def _others_read(decision: Decision) -> Iterator[dict[str, Any]]:
    """Yield every other record that was reached, with the facts that were read of it and what it is found by."""
    read: dict[int, tuple[Record, list[Fact]]] = {}
    for one in (decision, *decision.asked):
        for env, fact in _read_elsewhere(one):
            if env.record is not one.run.env.record:
                read.setdefault(id(env.record), (env.record, []))[1].append(fact)
    for record, facts in read.values():
        found = dict(_facts_of(record, facts))
        found |= _naming(record)
        yield {"about": record.about, "record": found}


def _naming(record: Record) -> dict[str, Any]:
    """Return what a record is found by: its id, and the fields that together name it."""
    fields = dict.fromkeys(field for several in record.named_by for field in several)
    said = {field: spelled_value(value) for field in fields if (value := getattr(record, field, None)) is not None}
    # A county's code names one year of it only together with the year, so the two stay apart.
    return said if "id" in said else {"id": id_of(record), **said}


def _complete(decision: Decision) -> Iterator[str]:
    world = decision.run.env.world
    if world is not None and world.others is not None:
        yield from (about for about in world.others.kinds() if world.is_whole(about))


def keep_receipts(decisions: Iterable[Decision], path: Path, lang: Lang = "zh") -> None:
    """Write the receipts of some decisions to a file, one a line; the subject is the record's own id.

    Raises:
        UsageError: the file cannot be written.
    """
    lines = [receipt_text(one, subject=id_of(one.run.env.record), lang=lang) for one in decisions]
    write_file(path, "".join(f"{line}\n" for line in lines))
