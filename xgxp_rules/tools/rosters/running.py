"""One call of the verb from end to end: files read, gathered, decided and written."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xgxp_rules.diagnostics import Both, Diagnostic, Lang, UsageError, diagnose, nearest
from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.spans import Span
from xgxp_rules.tools.answers import NO_DECISION, NOTHING_TO_DECIDE, read_readings
from xgxp_rules.tools.rosters.cell_messages import NO_SHEET_OF
from xgxp_rules.tools.rosters.deciding import DecidedRoster, Tick, decide_roster, decide_some
from xgxp_rules.tools.rosters.gathering import Roster, gather
from xgxp_rules.tools.rosters.mapping import read_mapping
from xgxp_rules.tools.rosters.messages import NO_EXTRA, ONLY_EXPLAINED
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
    encoding: str = ""
    """That of a CSV that is written."""


def run_roster(catalog: Catalog, call: RosterCall, lang: Lang, tick: Tick = None) -> DecidedRoster:
    """Return the roster decided; the output is written where one is named.

    Raises:
        UsageError, NotInForce: a name or file is not known, or no version is in force on that day.
        PolicyError: the policy's file is invalid.
        RecordError: the files hold no roster.
    """
    readings = read_readings(call.readings)
    policy = catalog.in_force(call.policy, call.as_of).under(readings)
    wanted = _decisions(policy, call.decision)
    check_output(call.output, call.encoding, call.files)
    _installed()
    names = read_mapping(call.mapping)
    told = tick or (lambda _done, _all: None)
    with _many_objects():
        sheets = read_sheets(call.files)
        told(1, _STEPS)
        asked = tuple(dict.fromkeys(one.about for one in wanted))
        needed = _needed(policy, wanted, call.as_of)
        roster = gather(sheets, policy, names, call.as_of, call.complete, asked, needed)
        told(2, _STEPS)
        able = [one.id for one in wanted if one.about in roster.tables.kinds]
        step = lambda done, _all: told(2 + done, _STEPS)  # noqa: E731
        done = decide_roster(roster, policy, call.as_of, able, lang, step, readings)
        done.notes += _without_sheet(wanted, roster)
        if call.output is not None:
            written = write_answers(done, call.output, lang, call.encoding)
            done.notes += written.notes
            done.written, done.content = [str(one) for one in written.paths], written.content
        told(_STEPS, _STEPS)
    return done


def explain_some(catalog: Catalog, call: RosterCall, who: Sequence[str]) -> list[tuple[str, tuple[Decision, ...]]]:
    """Return the decisions about some records of a roster, by their ids, with everything that led to them.

    Raises:
        UsageError, NotInForce, PolicyError, RecordError: as `run_roster`; nobody has an id, or it was rejected.
    """
    readings = read_readings(call.readings)
    policy = catalog.in_force(call.policy, call.as_of).under(readings)
    wanted = _decisions(policy, call.decision)
    if call.output is not None:
        raise UsageError.of(ONLY_EXPLAINED)
    _installed()
    with _many_objects():
        asked = tuple(dict.fromkeys(one.about for one in wanted))
        needed = _needed(policy, wanted, call.as_of)
        names = read_mapping(call.mapping)
        roster = gather(read_sheets(call.files), policy, names, call.as_of, call.complete, asked, needed)
        able = [one.id for one in wanted if one.about in roster.tables.kinds]
        return decide_some(roster, policy, call.as_of, able, who, readings)


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


def _decisions(policy: Policy, wanted: str) -> list[Declared]:
    """Return the decisions that are to be made: the one named by id or title, else every one."""
    able = list(policy.effective.decisions)
    if not able:
        raise UsageError.of(NOTHING_TO_DECIDE, policy=policy.id, version=policy.version)
    if not wanted:
        return able
    found = [one for one in able if wanted in (one.id, one.title)]
    if not found:
        names = [name for one in able for name in (one.id, one.title)]
        mend = nearest(wanted, names)
        args = {"policy": policy.id, "name": wanted, "names": tuple(one.title or one.id for one in able)}
        raise UsageError([diagnose(NO_DECISION, Span.none(), mend=mend, **args)])  # type: ignore[arg-type]
    return found


def _needed(policy: Policy, asked: Iterable[Declared], as_of: date) -> set[str]:
    """Return the kinds of record that decisions and quotas are about or read; schools group what is counted."""
    own = {one.about for one in asked} | {one.about for one in policy.effective.quotas} | {"school"}
    return own.union(*(policy.program_on(one.id, as_of).reaches for one in asked))


def _without_sheet(asked: Sequence[Declared], roster: Roster) -> Iterator[Diagnostic]:
    """Yield a note for each kind that is to be decided and has no sheet."""
    for about in dict.fromkeys(one.about for one in asked if one.about not in roster.tables.kinds):
        own = [one for one in asked if one.about == about]
        names = Both("、".join(one.title or one.id for one in own), ", ".join(one.id for one in own))
        kind = KINDS[about]
        mend = nearest(kind.zh, roster.tables.unused)
        told = {"kind": Both(kind.zh, kind.en), "count": len(own), "names": names, "sheet": kind.zh}
        yield diagnose(NO_SHEET_OF, Span.none(), roster.tables.file, severity="note", mend=mend, **told)  # type: ignore[arg-type]
