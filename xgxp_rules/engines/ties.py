"""Whom of a roster a set can hold at all: where its condition names one value, nobody with another needs to be asked.

Everyone else is still judged by the whole condition, so a tie saves time and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.linking import Identity
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.model.nodes import AllOf, Compare, Condition, FactRef, FactTest
from xgxp_rules.model.records.others import id_of
from xgxp_rules.model.values import NOT_APPLICABLE
from xgxp_rules.model.vocabulary import fold_name

_NAMES = ("reference", "choice", "text")


@dataclass(frozen=True, slots=True)
class Tie:
    """A fact of the other record that has to be one of this record's: the slot there, and how it is read here."""

    slot: int
    read: Getter


def tie_of(where: Condition | None, scope: RecordScope, there: RecordScope) -> Tie | None:
    """Return the first test of a condition that ties the other records to this one, or None."""
    for test in where.parts if isinstance(where, AllOf) else (where,):
        if not isinstance(test, FactTest) or test.fact.scope != "item" or test.fact.path:
            continue
        check = test.check
        if not isinstance(check, Compare) or check.op != "eq" or not isinstance(check.operand, FactRef):
            continue
        if check.operand.scope == "record" and there.fact_of(test.fact.id).kind.name in _NAMES:
            return Tie(there.slot_of(test.fact.id), scope.fact_getter(check.operand))
    return None


@dataclass(slots=True)
class Tied:
    """The records of a roster by the value that ties them."""

    everybody: Sequence[Env]
    tie: Tie
    _named: dict[str, list[int]] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look at everybody once."""
        for place, env in enumerate(self.everybody):
            value = env.values[self.tie.slot]
            if isinstance(value, str):
                self._named.setdefault(fold_name(value), []).append(place)
            elif value is not NOT_APPLICABLE:
                self._open.append(place)

    def near(self, env: Env) -> Iterable[Env]:
        """Return those who may belong to a record's set, in the roster's order."""
        value = self.tie.read(env)
        if isinstance(value, Identity):
            names: Iterable[str] = value.names
        elif isinstance(value, str):
            names = (fold_name(value),)
        else:
            return _but(env, self.everybody)
        places = {place for name in names for place in self._named.get(name, ())}
        return _but(env, [self.everybody[place] for place in sorted(places.union(self._open))])


def _but(env: Env, others: Iterable[Env]) -> Iterable[Env]:
    """Return the others without the record itself."""
    own = id_of(env.record)
    return [one for one in others if one.record is not env.record and (own is None or id_of(one.record) != own)]
