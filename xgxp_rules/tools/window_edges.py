"""Records with an entry on the last day on which a window still holds it: the day after, the answer is another.

Where a window ends is the interpreter's business. A few days are tried, and kept is the one on which the answer turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.engines.dating import dating
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.forms import LastPeriod, ListSource
from xgxp_rules.model.periods import CalendarError, subtract_period
from xgxp_rules.model.policy import Decision
from xgxp_rules.model.records import MODELS
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.tools.mutation.reading import reads_of
from xgxp_rules.tools.search import Witness

_NEAR = (0, 1, -1)


def window_edges(policy: Policy, decision: Decision, met: Witness) -> Iterator[tuple[str, Witness]]:
    """Yield the fact and the record for each window of a decision on whose edge a record can be put."""
    vocabulary = policy.version_data.vocabulary(decision.about)
    read = reads_of(policy.version_data).decisions[decision.id]
    for fact in vocabulary.facts:
        source = getattr(fact.form, "source", None)
        if ("fact", fact.id) not in read or not isinstance(source, ListSource):
            continue
        if isinstance(source.within, LastPeriod):
            found = next(_edges(policy, decision, met, source, source.within, vocabulary), None)
            yield from [] if found is None else [(fact.label, found)]


def _edges(
    policy: Policy, decision: Decision, met: Witness, source: ListSource, within: LastPeriod, vocabulary: Vocabulary
) -> Iterator[Witness]:
    try:
        first = subtract_period(met.as_of, within.length)
    except CalendarError:
        return
    for listed in (vocabulary[one.id] for one in source.lists):
        dated = dating(listed.kind.fields)
        items = met.given.get(listed.label)
        if dated.by != "day" or not isinstance(items, list) or len(items) != 1:
            continue
        field = next(one.label for one in listed.kind.fields if one.id == dated.field)
        for near in _NEAR:
            yield from _turning(policy, decision, met, listed, field, first + timedelta(near))


def _turning(
    policy: Policy, decision: Decision, met: Witness, listed: Fact, field: str, day: date
) -> Iterator[Witness]:
    """Yield the record with its one entry on a day, where the answer is the same and turns on the day after."""
    (item,) = met.given[listed.label]
    given = {**met.given, listed.label: [{**item, field: day}]}
    answers = [_answer(policy, decision, given, met.as_of + timedelta(step)) for step in (0, 1)]
    if answers[0] is not None and answers[0] == met.decisions[0].outcome and answers[1] not in (None, answers[0]):
        yield replace(met, given=given)


def _answer(policy: Policy, decision: Decision, given: Mapping[str, Any], on: date) -> str | None:
    try:
        return policy.decide(decision.id, MODELS[decision.about].load(given), as_of=on).outcome
    except XgxpError:
        return None
