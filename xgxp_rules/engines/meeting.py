"""Whether a decision meets other records of its own kind: a place among them, a set of them, somebody referred to.

Such a decision cannot be made of one record alone; whoever decides a roster hands everybody in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xgxp_rules.engines.linking import Path
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.members import MemberDetails
from xgxp_rules.engines.ranking import RankDetails
from xgxp_rules.engines.scopes import RecordScope, Slot
from xgxp_rules.engines.unexplained import sources_of


def who_meets(slots: Iterable[Slot], about: str) -> Slot | None:
    """Return the first of these facts that other records of a kind are needed for, however it gets to them, or None."""
    return next((slot for slot in slots if _meets(slot.details, about, set())), None)


def _meets(details: Any, about: str, seen: set[int]) -> bool:
    if any(reached == about for reached, _scope in _reached(details)):
        return True
    for _about, scope in _reached(details):
        if id(scope) not in seen:
            seen.add(id(scope))
            if any(_meets(slot.details, about, seen) for slot in scope.slots):
                return True
    return isinstance(details, MeasuredDetails) and _on_its_day(details, about, seen)


def _on_its_day(details: MeasuredDetails, about: str, seen: set[int]) -> bool:
    if id(details.there) in seen:
        return False
    seen.add(id(details.there))
    return any(_meets(slot.details, about, seen) for slot in details.there.slots)


def _reached(details: Any) -> Iterator[tuple[str, RecordScope]]:
    """Yield the kinds of other records that a fact reads, each with the scope of its facts."""
    match details:
        case Path():
            yield details.about, details.scope
        case RankDetails():
            yield details.there.about, details.there
        case MemberDetails():
            yield details.form.about, details.there
        case _:
            for source in sources_of(details):
                for dated in source.paths:
                    yield dated.path.about, dated.path.scope


__all__ = ["who_meets"]
