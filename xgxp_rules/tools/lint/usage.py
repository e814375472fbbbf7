"""Which names a policy uses anywhere: in rules, facts, parameters, quotas, procedures and readings.

A fact of another record that is reached through a reference (`学校.规模`) is used like one of the record's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from xgxp_rules.model.nodes import FactRef, ParameterRef
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.references import names_in
from xgxp_rules.model.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Used:
    """Ids of facts and names of parameters; `texts` are the short texts of the model, which may name a fact too."""

    facts: frozenset[str]
    parameters: frozenset[str]
    texts: frozenset[str]


_APART = ("vocabularies", "document", "readings", "accepts")


def used_names(version: PolicyVersion) -> Used:
    """Return every name used; a fact's own declaration is no use of it."""
    facts: set[str] = set()
    parameters: set[str] = set()
    texts: set[str] = set()
    parts = [getattr(version, each.name) for each in fields(version) if each.name not in _APART]
    parts += [reading.choices for reading in version.readings]
    for part in parts:
        _note(part, facts, parameters)
        texts.update(_texts(part))
    for vocabulary in version.vocabularies:
        for fact in vocabulary.facts:
            if fact.local:
                _of_fact(fact, facts, parameters)
    return Used(frozenset(facts), frozenset(parameters), frozenset(texts))


def _of_fact(fact: Fact, facts: set[str], parameters: set[str]) -> None:
    own: set[str] = set()
    _note(fact.form, own, parameters)
    facts |= own - {fact.id}
    for field in fact.kind.fields:
        _of_fact(field, facts, parameters)


def _note(part: object, facts: set[str], parameters: set[str]) -> None:
    for name in names_in(part):
        match name:
            case FactRef(id=fact_id, path=path):
                facts |= {fact_id, *path}
            case ParameterRef(name=parameter):
                parameters.add(parameter)


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            if each.name not in ("note", "title", "question", "description"):
                yield from _texts(getattr(part, each.name))
