"""What is asked of an entry before the engine sees it: names, days in order, events and steps that exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from xgxp_rules.diagnostics import Both, nearest
from xgxp_rules.library.cases.folding import Folded
from xgxp_rules.library.cases.messages import (
    BAD_NAME,
    BEFORE_OPENING,
    CORRECTS_A_CORRECTION,
    NO_ENTRY,
    NO_PROCEDURE,
    NO_STEP,
    NOTHING,
    OPENING_STAYS,
    OTHER_PROCESS,
    OUT_OF_ORDER,
    SPOILS_LATER,
    STEP_NAMED_TWICE,
    UNKNOWN_EVENT,
    CaseError,
)
from xgxp_rules.library.cases.replaying import Running
from xgxp_rules.model.case_log import Entry
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.procedure import Procedure
from xgxp_rules.model.vocabulary import fold_name

LONGEST_NAME: Final = 200
LONGEST_REMARK: Final = 10_000

_WHAT: Final = {
    "case": Both("案件编号", "the case's name"),
    "id": Both("登记编号", "the entry's id"),
    "actor": Both("登记人", "who records"),
    "name": Both("事件或步骤的名称", "the name of the event or step"),
    "party": Both("办理人", "who took the step"),
    "remark": Both("备注", "the remark"),
}


def check_name(text: str, what: str, *, longest: int = LONGEST_NAME) -> None:
    """Raise where a name is empty, too long, or cannot be printed.

    Raises:
        CaseError: it is.
    """
    if not text.strip() or len(text) > longest or any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        raise CaseError.of(BAD_NAME, what=_WHAT[what])


def check_entry(entry: Entry) -> None:
    """Raise where an entry says nothing, or one of its names cannot be kept.

    Raises:
        CaseError: it does.
    """
    check_name(entry.id, "id")
    check_name(entry.actor, "actor")
    for what in ("name", "party"):
        if getattr(entry, what):
            check_name(getattr(entry, what), what)
    if entry.remark:
        check_name(entry.remark.replace("\n", " "), "remark", longest=LONGEST_REMARK)
    says = entry.name or entry.facts or entry.adds or entry.remark
    if (entry.kind == "note" and not says) or (entry.kind == "step" and not entry.name):
        raise CaseError.of(NOTHING)


def find_entry(case: str, log: Sequence[Entry], entry_id: str) -> Entry:
    """Return the entry that a correction names, by its id or number; what it said last, corrections included.

    Raises:
        CaseError: there is none, or it is a correction itself.
    """
    found = next((one for one in log if one.id == entry_id), None)
    if found is None:
        found = next((one for one in log if str(one.number) == entry_id), None)
    if found is None:
        raise CaseError.of(NO_ENTRY, case=case, id=entry_id)
    if found.kind == "correct":
        first = next(one.number for one in log if one.id == found.corrects)
        raise CaseError.of(CORRECTS_A_CORRECTION, number=found.number, first=first)
    return found


def check_fit(running: Running, folded: Folded, entry: Entry, log: Sequence[Entry]) -> Entry:
    """Return an entry that fits the case as far as can be told without running it.

    Raises:
        CaseError: the day is out of order, the event is unknown or another process's, there is no such step, or the
            correction corrects nothing.
    """
    if entry.kind == "correct":
        return _check_correction(running, folded, entry, log)
    _check_order(folded, entry, folded.entries[-1])
    if entry.kind == "event":
        _check_event(running, entry.name)
    return entry


def _check_order(folded: Folded, entry: Entry, last: Entry) -> None:
    if entry.on < folded.opening.on:
        raise CaseError.of(BEFORE_OPENING, day=entry.on.isoformat(), opened=folded.opening.on.isoformat())
    if entry.on < last.on:
        day, before = entry.on.isoformat(), last.on.isoformat()
        raise CaseError.of(OUT_OF_ORDER, day=day, last=before, number=last.number)


def _check_correction(running: Running, folded: Folded, entry: Entry, log: Sequence[Entry]) -> Entry:
    wrong = find_entry("", log, entry.corrects)
    if wrong.kind == "open":
        if entry.withdrawn:
            raise CaseError.of(OPENING_STAYS)
        entry = replace(entry, name="")
    elif wrong.kind == "event" and entry.name:
        _check_event(running, entry.name)
    elif wrong.kind == "step" and entry.name:
        entry = replace(entry, name=settled_step(running, replace(wrong, name=entry.name)).name)
    if not entry.withdrawn:
        _check_place(folded, entry, wrong)
    return entry


def _check_place(folded: Folded, entry: Entry, wrong: Entry) -> None:
    """Raise where the corrected day would no longer lie between those before and after it."""
    before = [one for one in folded.entries if one.number < wrong.number]
    after = [one for one in folded.entries if one.number > wrong.number]
    if before and entry.on < before[0].on:
        raise CaseError.of(BEFORE_OPENING, day=entry.on.isoformat(), opened=before[0].on.isoformat())
    if before and entry.on < before[-1].on:
        last = before[-1]
        raise CaseError.of(OUT_OF_ORDER, day=entry.on.isoformat(), last=last.on.isoformat(), number=last.number)
    if after and after[0].on < entry.on:
        following, day, then = after[0], entry.on.isoformat(), after[0].on.isoformat()
        reason = Both(f"{then} 早于更正后的 {day}", f"{then} is before the corrected {day}")
        name = following.name or following.kind
        raise CaseError.of(SPOILS_LATER, number=following.number, name=name, why=reason)


def _check_event(running: Running, name: str) -> None:
    process = running.process
    if name in process.events():
        return
    for other in running.policy.version_data.processes:
        if other.id != process.id and name in other.events():
            raise CaseError.of(OTHER_PROCESS, name=name, other=other.title, process=process.title)
    mend = nearest(name, process.events())
    raise CaseError.of(UNKNOWN_EVENT, process=process.title, name=name, names=process.events() or ("—",), mend=mend)


def settled_step(running: Running, entry: Entry) -> Entry:
    """Return a step of a procedure under the names that the policy has for both.

    Raises:
        CaseError: there is no such procedure or step, or several could be meant.
    """
    version = running.policy.version_data
    procedure = _procedure(running, version, entry)
    names = tuple(step.name for step in procedure.steps)
    found = next((name for name in names if fold_name(name) == fold_name(entry.name)), None)
    if found is None:
        raise CaseError.of(
            NO_STEP, procedure=procedure.title, name=entry.name, names=names, mend=nearest(entry.name, names)
        )
    return replace(entry, name=found, procedure=procedure.id)


def _procedure(running: Running, version: PolicyVersion, entry: Entry) -> Procedure:
    """Return the procedure that a step belongs to; unnamed, the only one of the process, or of the policy."""
    if entry.procedure:
        found = version.procedure(entry.procedure)
        if found is None:
            names = [each for one in version.procedures for each in (one.id, one.title)]
            mend = nearest(entry.procedure, names)
            raise CaseError.of(NO_PROCEDURE, policy=version.id, name=entry.procedure, mend=mend)
        return found
    own = dict.fromkeys(move.procedure for move in running.process.moves if move.procedure)
    candidates = [one for one in version.procedures if one.id in own] or list(version.procedures)
    if len(candidates) == 1:
        return candidates[0]
    named = [one for one in candidates if any(fold_name(step.name) == fold_name(entry.name) for step in one.steps)]
    if len(named) == 1:
        return named[0]
    raise CaseError.of(STEP_NAMED_TWICE, names=tuple(one.title for one in candidates) or ("—",))
