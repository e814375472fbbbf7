"""A decision under all readings: each choice alone, then together, and only what comes out differently.

A combination is listed only if no part of it leads to the same answer already, so every choice listed is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice, product
from typing import Any, Final

from xgxp_rules.engines.ambiguity import readings_of
from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import Reading
from xgxp_rules.model.readings_report import (
    AnswerReport,
    ReadingChoiceReport,
    ReadingDifference,
    ReadingsReport,
)
from xgxp_rules.model.records import Record
from xgxp_rules.model.texts import json_value

MOST_COMBINATIONS: Final = 64
"""Beyond this many ways of reading, each choice and each pair of choices is tried."""

_Changes = tuple[tuple[str, str], ...]


def all_readings(policy: Policy, decision: str, record: Record, as_of: date, **more: Any) -> ReadingsReport:
    """Return the decision as the policy's readings stand, and every answer that other choices lead to."""
    readings = readings_in_play(policy, decision)
    chosen = policy.chosen_readings
    standing = {one.id: chosen.get(one.id, one.default) for one in readings}
    others = {one.id: [each.name for each in one.choices if each.name != standing[one.id]] for one in readings}
    varied, ways = _ways(others)
    first = policy.decide(decision, record, as_of=as_of, **more)
    answers: dict[_Changes, AnswerReport] = {(): _answer(first)}
    differences: list[ReadingDifference] = []
    named = {one.id: one for one in readings}
    for changes in ways:
        found = policy.decide(decision, record, as_of=as_of, readings=dict(changes), **more)
        answers[changes] = answer = _answer(found)
        if all(answers.get(smaller) != answer for smaller in _parts(changes)):
            differences.append(ReadingDifference(choices=_told(changes, named), answer=answer))
    declared = first.run.program.decision
    return ReadingsReport(
        policy=policy.id,
        version=policy.version,
        as_of=as_of,
        decision=declared.id,
        title=declared.title,
        answer=answers[()],
        readings=_told(tuple(standing.items()), named),
        varied=varied,
        tried=len(answers),
        differences=tuple(differences),
    )


def _ways(others: Mapping[str, Sequence[str]]) -> tuple[Any, list[_Changes]]:
    """Return what is varied and every set of changes to try, the smaller ones first."""
    total = 1
    for choices in others.values():
        total *= len(choices) + 1
    most = len(others) if total <= MOST_COMBINATIONS else 2
    ways = [
        tuple(zip(names, choices, strict=True))
        for count in range(1, most + 1)
        for names in combinations(others, count)
        for choices in product(*(others[name] for name in names))
    ]
    return ("all" if total <= MOST_COMBINATIONS else "pairs"), ways


def _parts(changes: _Changes) -> Iterator[_Changes]:
    """Yield the changes with some of them left out, none at all included."""
    for count in range(len(changes)):
        yield from combinations(changes, count)


def _told(changes: _Changes, named: Mapping[str, Reading]) -> tuple[ReadingChoiceReport, ...]:
    return tuple(
        ReadingChoiceReport(reading=name, choice=choice, clauses=named[name].clauses, status=named[name].status)
        for name, choice in changes
    )


def _answer(found: Decision) -> AnswerReport:
    report_value, value_text = _value(found)
    declared = found.run.program.decision
    shown = found.outcomes if found.status != "undetermined" else found.possible
    outcomes = (declared.outcome(one) for one in shown)
    return AnswerReport(
        status=found.status,
        outcomes=found.outcomes,
        possible=found.possible,
        offers=found.offers,
        labels=tuple(one.label for one in outcomes if one is not None),
        value=report_value,
        value_text=value_text,
    )


def _value(found: Decision) -> tuple[Any, str | None]:
    if found.run.program.valuing is None:
        return None, None
    return json_value(found.value), found.report().value_text


def readings_in_play(policy: Policy, decision: str) -> tuple[Reading, ...]:
    """Return the readings that a decision depends on under some choice of the others, in the document's order.

    A choice may bring in a fact that another reading replaces, so what is found is asked again until nothing is new.
    """
    known: dict[str, Reading] = {}
    waiting: list[Mapping[str, str]] = [{}]
    while waiting:
        chosen = waiting.pop()
        for reading in readings_of(policy.under(chosen).compiled(decision)):
            if reading.id not in known:
                known[reading.id] = reading
                names = islice((each.name for each in reading.choices), MOST_COMBINATIONS)
                waiting += [{reading.id: name} for name in names]
    return tuple(one for one in policy.version_data.readings if one.id in known)
