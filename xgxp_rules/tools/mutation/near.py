"""Records near those of the cases: one thing in them changed, to find somebody on whom two versions differ.

The search works back from a policy's words to records and knows few of the ways in which a list can be filled. What
people have written down in cases is filled well already; a day, a number or a grade beside it is often all that lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import plain
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import MODELS, Record, Records
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Vocabulary
from xgxp_rules.tools.cases import decide_case
from xgxp_rules.tools.mutation.killing import Baseline
from xgxp_rules.tools.search.goals import told_apart

MOST_TRIED: Final = 800
"""How many records are tried for one mutant and one decision."""

_SEEDS: Final = 24
_NUMBER: Final = re.compile(r"(\d+)(\D*)")
_STEPS: Final = (1, -1, 31, -31, 366, -366)

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two versions say of one record on one day; `others` are the records beside it, as a case gives them."""

    given: Given
    as_of: date
    decisions: tuple[Decision, Decision]
    others: Mapping[str, Any] = field(default_factory=dict)


def differs_near(
    policies: tuple[Policy, Policy],
    decision: str,
    bases: Sequence[Baseline],
    built: Sequence[Given],
    about: str,
    readings: dict[str, str],
    *,
    aside: bool = False,
) -> Difference | None:
    """Return the first record near those of the cases, or near those `built`, on which the two versions differ.

    With `aside` they also differ where they owe other steps or bring other consequences.
    """
    vocabulary = policies[0].version_data.vocabulary(about)
    for given, as_of, base in islice(_tried(bases, built, vocabulary, decision), MOST_TRIED):
        try:
            record = MODELS[about].load(dict(given))
        except XgxpError:
            continue
        found = _decided(policies, decision, record, as_of, readings, base.others)
        if found is not None and _apart(*found, aside):
            beside = {entry.key.text: plain(entry.value) for entry in base.case.others}
            return Difference(given, as_of, found, beside)
    return None


def _apart(one: Decision, other: Decision, aside: bool) -> bool:
    if told_apart(one.run, other.run):
        return True
    if (
        not aside
        or one.status == "undetermined"
        or one.run.program.beside is None
        or other.status == "undetermined"
    ):
        return False
    return _beside(one) != _beside(other)


def _beside(decision: Decision) -> tuple[Any, ...]:
    """Return what a decision brings about beside its outcome, where it brings anything."""
    known = decision.run.program.beside
    if not known.effects and not known.procedures:
        return ()
    report = decision.report()
    return report.consequences, report.procedure_owed


def _decided(
    policies: tuple[Policy, Policy],
    decision: str,
    record: Record,
    as_of: date,
    readings: dict[str, str],
    others: Records | None,
) -> tuple[Decision, Decision] | None:
    try:
        one, other = (decide_case(each, decision, record, as_of, readings, others) for each in policies)
    except (XgxpError, ArithmeticError, KeyError, ValueError):
        return None
    return one, other


def _tried(
    bases: Sequence[Baseline], built: Sequence[Given], vocabulary: Vocabulary, decision: str
) -> Iterator[tuple[Given, date, Baseline]]:
    """Yield the records of the cases on their days and beside them, then those with one thing changed.

    Each comes with the case whose other records stand beside it.
    """
    ordered = sorted(bases, key=lambda base: all(one.decision != decision for _expected, one in base.asked))
    first = ordered[:_SEEDS]
    for base in ordered:
        for step in (0, -1, 1):
            yield base.given, base.case.as_of + timedelta(step), base
    for more in built:
        for base in first:
            yield {**base.given, **more}, base.case.as_of, base
    turns = [((given, base.case.as_of, base) for given in one_change(base.given, vocabulary)) for base in first]
    if first:
        turns += [
            ((given, first[0].case.as_of, first[0]) for given in one_change(more, vocabulary)) for more in built
        ]
    yield from in_turn(turns)


def in_turn(several: Sequence[Iterator[Any]]) -> Iterator[Any]:
    """Yield from each in turn until all are used up."""
    while several:
        left: list[Iterator[Any]] = []
        for one in several:
            try:
                yield next(one)
            except StopIteration:
                continue
            left.append(one)
        several = left


def one_change(given: Given, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Yield the record with one value changed, or one item of a list taken out, added or changed."""
    for name, value in given.items():
        kind = vocabulary[name].kind if name in vocabulary else None
        if kind is None:
            continue
        if isinstance(value, list):
            for items in _lists(value, kind):
                yield {**given, name: items}
        else:
            for new in _values(value, kind):
                yield {**given, name: new}


def _lists(items: list[Any], kind: Kind) -> Iterator[list[Any]]:
    fields = Vocabulary("", kind.fields)
    for place, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        for name, value in item.items():
            for new in _values(value, fields[name].kind) if name in fields else ():
                yield [*items[:place], {**item, name: new}, *items[place + 1 :]]
        yield [*items[:place], *items[place + 1 :]]
        for name, value in item.items():
            for new in _values(value, fields[name].kind) if name in fields else ():
                yield [*items, {**item, name: new}]


def _values(value: Any, kind: Kind) -> Iterable[Any]:
    """Return values beside one that is written in a case."""
    text = str(value).strip()
    match kind.name:
        case "flag":
            return ("否" if text in ("是", "yes", "true") else "是",)
        case "choice":
            return [one.label for one in kind.choices if text not in (one.id, one.label)]
        case "date":
            return _days(text)
        case "number" | "period":
            found = _NUMBER.fullmatch(text)
            return (
                [] if found is None else [f"{int(found[1]) + step}{found[2]}" for step in (1, -1) if int(found[1])]
            )
        case "text" | "reference":
            return ("另一处",)
        case _:
            return ()


def _days(text: str) -> list[str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return []
    return [(day + timedelta(step)).isoformat() for step in _STEPS]
