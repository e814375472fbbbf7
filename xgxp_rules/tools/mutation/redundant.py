"""Tests that the day of an entry has come: entries of later days count in no list anyway, so they take nothing away.

An author writes them so that the sentence is whole. A search works with facts and not with entries, so it cannot see
it; it is read off the way in which entries are dated.
"""

from __future__ import annotations

from typing import Any

from xgxp_rules.engines.dating import dating
from xgxp_rules.model.forms import ListSource, Stretch
from xgxp_rules.model.nodes import Compare, FactTest, MeasuringDay
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.mutation.paths import Path, at


def takes_nothing_away(version: PolicyVersion, path: Path, new: Any) -> bool:
    """Return whether a change only drops that the day of an entry has come, which for an entry that counts it has."""
    test = _dropped(at(version, path), new)
    if test is None or path[0] != "vocabularies" or test.fact.scope != "item" or test.fact.path:
        return False
    if not isinstance(test.check, Compare) or (test.check.op, test.check.operand) != ("le", MeasuringDay()):
        return False
    above = [at(version, path[:end]) for end in range(len(path), 2, -1)]
    source = next((part for part in above if isinstance(part, ListSource)), None)
    if any(isinstance(part, Stretch) for part in above):
        return False  # a stretch of time is cut off at the decision date, not left out
    vocabulary = at(version, path[:2])
    if source is None or any(one.path or one.id not in vocabulary for one in source.lists):
        return False
    return all(_is_its_day(vocabulary[one.id], test.fact.id) for one in source.lists)


def _dropped(old: Any, new: Any) -> FactTest | None:
    """Return the test that a change takes away, None where it does anything else."""
    if new is None:
        return old if isinstance(old, FactTest) else None
    if isinstance(old, tuple) and isinstance(new, tuple) and len(new) == len(old) - 1:
        gone = [part for part in old if part not in new]
        return gone[0] if len(gone) == 1 and isinstance(gone[0], FactTest) else None
    return None


def _is_its_day(listed: Fact, field_id: str) -> bool:
    """Return whether a field is the one by which the entries of a list are dated."""
    dated_by = dating(tuple(field for field in listed.kind.fields if field.form is None))
    return dated_by.by in ("day", "spell") and dated_by.field == field_id
