"""One call of the verb from end to end: files read, gathered, decided and written."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xgxp_rules.diagnostics import Both, Diagnostic, Lang, UsageError, diagnose, nearest
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.spans import Span
from xgxp_rules.tools.answers import NO_DECISION, NOTHING_TO_DECIDE, read_readings
from xgxp_rules.tools.rosters.deciding import DecidedRoster, Tick, decide_roster
from xgxp_rules.tools.rosters.gathering import gather
from xgxp_rules.tools.rosters.mapping import read_mapping
from xgxp_rules.tools.rosters.messages import LEFT_OUT, NO_EXTRA, NOT_ABOUT_TEACHERS
from xgxp_rules.tools.rosters.sheets import read_sheets
from xgxp_rules.tools.rosters.writing import check_output, write_answers

_STEPS = 7
"""What a progress bar counts: the file, its cells, columns, single people, quotas, reasons, the workbook."""


@dataclass(frozen=True, slots=True)
class RosterCall:
    """What was asked for."""

    files: tuple[str, ...]
    policy: str
    as_of: date
    decision: str = ""
    output: Path | None = None
    mapping: str = ""
    complete: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


def run_roster(catalog: Catalog, call: RosterCall, lang: Lang, tick: Tick = None) -> DecidedRoster:
    """Return the roster decided; the output is written where one is named.

    Raises:
        UsageError, NotInForce: a name or file is not known, or no version is in force on that day.
        PolicyError: the policy's file is invalid.
        RecordError: the files hold no roster.
    """
    policy = catalog.in_force(call.policy, call.as_of).under(read_readings(call.readings))
    wanted = _decisions(policy, call.decision)
    check_output(call.output, wanted)
    _installed()
    names = read_mapping(call.mapping)
    told = tick or (lambda _done, _all: None)
    with _many_objects():
        sheets = read_sheets(call.files)
        told(1, _STEPS)
        roster = gather(sheets, policy, names, call.as_of, call.complete)
        told(2, _STEPS)
        done = decide_roster(roster, policy, call.as_of, wanted, lang, lambda step, _all: told(2 + step, _STEPS))
        done.notes += _left_out(policy, call.decision)
        if call.output is not None:
            write_answers(done, call.output, lang)
        told(_STEPS, _STEPS)
    return done


@contextmanager
def _many_objects() -> Iterator[None]:
    """Make Python not look for garbage meanwhile: millions of cells are made, none in circles, and all are kept."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _installed() -> None:
    try:
        import narwhals  # noqa: F401
        import polars  # noqa: F401
    except ImportError as error:
        raise UsageError.of(NO_EXTRA, name=str(error.name)) from None


def _nothing_to_decide(policy: Policy) -> UsageError:
    """Return the error that a policy decides nothing about teachers, and about whom it does."""
    about = list(dict.fromkeys(one.about for one in policy.effective.decisions))
    if not about:
        return UsageError.of(NOTHING_TO_DECIDE, policy=policy.id, version=policy.version)
    named = {"policy": policy.id, "version": policy.version, "kinds": kinds_of(about)}
    return UsageError([diagnose(NOT_ABOUT_TEACHERS, Span.none(), mend=KINDS[about[0]].zh, **named)])  # type: ignore[arg-type]


def _left_out(policy: Policy, asked: str) -> Iterator[Diagnostic]:
    """Yield a note of the decisions about others than teachers, where all that there are were asked for."""
    others = [one for one in policy.effective.decisions if one.about != "teacher"]
    if others and not asked:
        kinds = kinds_of(dict.fromkeys(one.about for one in others))
        names = Both("、".join(one.title or one.id for one in others), ", ".join(one.id for one in others))
        yield diagnose(LEFT_OUT, Span.none(), severity="note", count=len(others), kinds=kinds, names=names)


def kinds_of(about: Iterable[str]) -> Both:
    """Return what kinds of record are called, one after the other."""
    named = [KINDS.get(one, Both(one, one)) for one in about]
    return Both("、".join(one.zh for one in named), ", ".join(one.en for one in named))


def _decisions(policy: Policy, wanted: str) -> list[str]:
    """Return the ids of the decisions about teachers: the one named by id or title, else every one."""
    able = [one for one in policy.effective.decisions if one.about == "teacher"]
    if not wanted:
        if not able:
            raise _nothing_to_decide(policy)
        return [one.id for one in able]
    found = [one.id for one in able if wanted in (one.id, one.title)]
    if not found:
        names = [name for one in able for name in (one.id, one.title)]
        mend = nearest(wanted, names)
        args = {"policy": policy.id, "name": wanted, "names": tuple(one.title or one.id for one in able)}
        raise UsageError([diagnose(NO_DECISION, Span.none(), mend=mend, **args)])  # type: ignore[arg-type]
    return found
