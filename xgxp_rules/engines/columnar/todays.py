"""Facts measured on a day of their own, on the very day they name: then they are facts like any other.

A share kept by the school year is counted on the first of September from facts of the first of September. Columns hold
one day at a time, so only on that day can they hold such facts; on other days the interpreter measures them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.reading import day_getter
from xgxp_rules.model.nodes import Constant, MeasuringDay, YearlyDay, YearlyDays
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.reach import Measured
from xgxp_rules.model.vocabulary import Fact, Vocabulary


def on_its_day(version: PolicyVersion, on: date) -> PolicyVersion:
    """Return the version in which every fact whose own measuring day is `on` is an ordinary one."""
    vocabularies = tuple(_of(vocabulary, version, on) for vocabulary in version.vocabularies)
    return replace(version, vocabularies=vocabularies)


def _of(vocabulary: Vocabulary, version: PolicyVersion, on: date) -> Vocabulary:
    return Vocabulary(vocabulary.about, [_plain(fact, version, on) for fact in vocabulary.facts])


def _plain(fact: Fact, version: PolicyVersion, on: date) -> Fact:
    form = fact.form
    if isinstance(form, Measured) and _day(form.day, version, on) == on:
        return replace(fact, form=form.form)
    return fact


def _day(operand: Any, version: PolicyVersion, on: date) -> date | None:
    if isinstance(operand, YearlyDay | YearlyDays | MeasuringDay):
        found: date = day_getter(operand)(Env(None, on, [], [], calendar=version.calendar))
        return found
    return operand.value if isinstance(operand, Constant) and isinstance(operand.value, date) else None
