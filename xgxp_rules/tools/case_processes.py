"""Cases that go through a process: the log that a case makes, and how what came of it differs from what it expects.

The process runs as it does for a case that is kept in a store, on the same engine; nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, XgxpError, diagnose, nearest, split_lines
from xgxp_rules.engines.rete.session import Network
from xgxp_rules.language.case_events import CaseEvent, Course
from xgxp_rules.language.case_expectations import Said
from xgxp_rules.language.cases import Case, CaseFile, plain
from xgxp_rules.language.fields import Problems, read_date
from xgxp_rules.language.located import LText
from xgxp_rules.library.cases.checking import check_fit, settled_step
from xgxp_rules.library.cases.deadlines import next_due
from xgxp_rules.library.cases.facts import by_id
from xgxp_rules.library.cases.folding import fold
from xgxp_rules.library.cases.judging import ProcessGuards
from xgxp_rules.library.cases.refusing import why
from xgxp_rules.library.cases.replaying import Replay, Running, find_process
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.case_log import Entry
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.case_findings import failure, unknown_name
from xgxp_rules.tools.case_patches import Edit
from xgxp_rules.tools.case_records import given_of

NO_STATE = unknown_name("XG647", "流程 {process} 没有状态 `{name}`", "the process {process} has no state `{name}`")
COMES_ELSEWHERE = failure(
    "XG648",
    "流程 {process} 的{what}应为 {wanted}，得出的是 {got}",
    "the process {process}: {what} should be {wanted}, but is {got}",
    mend_zh="先核对 `events:` 里的日子和先后；没有错的，改流程",
    mend_en="Check the days and the order under `events:` first; if they are right, change the process",
)
NOT_TAKEN = failure(
    "XG649",
    "流程 {process} 不接受这一条：{why}",
    "the process {process} does not take this entry: {why}",
    mend_zh="请改这一条的日子或先后",
    mend_en="Change the day of this entry, or its place",
)

_WHAT: Final = {
    "state": Both("状态", "its state"),
    "since": Both("所处状态的起日", "the day of its state"),
    "path": Both("走过的状态", "the states it went through"),
    "due": Both("下次到期", "what falls due next"),
    "refused": Both("不予受理的一条", "what is refused"),
}
_NOTHING: Final = Both("没有", "nothing")
_NOWHERE: Final = Span.none()


@dataclass(frozen=True, slots=True)
class WentThrough:
    """What the process of a case came to, as what can be compared: every word under the key it is expected by.

    `refused` names the entry that could not be taken by its event and by its day.
    """

    process: str
    state: str
    since: str
    path: tuple[str, ...]
    due: tuple[str, ...]
    refused: tuple[str, ...] = ()
    number: int = 0
    reason: Both | None = None

    def told(self) -> tuple[object, ...]:
        """Return all that an expectation may speak of."""
        return self.state, self.since, self.path, self.due, self.refused


def went_through(course: Course, case: Case, suite: CaseFile, policy: Policy) -> WentThrough:
    """Return what the process of a case comes to by the end of its day.

    Raises:
        XgxpError: there is no such process, or an entry is none that the process knows.
    """
    readings = {name: said.texts[0] for name, said in case.readings}
    chosen = policy.under(readings) if readings else policy
    running = running_of(chosen, course.process.texts[0])
    replay = running.replay(fold(_log(course, case, suite, running)), case.as_of)
    found = replay.course
    refusal = found.refusal
    due = None if refusal is not None else next_due(replay, case.as_of)
    return WentThrough(
        running.process.title,
        found.state,
        found.since.isoformat(),
        (running.process.start, *(one.target for one in found.taken)),
        () if due is None else (due.isoformat(),),
        () if refusal is None else _names_of(replay, refusal.number),
        0 if refusal is None else refusal.number,
        None if refusal is None else _why(replay),
    )


def running_of(policy: Policy, name: str) -> Running:
    """Return a process of a version, ready to run.

    Raises:
        UsageError: there is no such process.
    """
    process = find_process(policy, name)
    return Running(policy, process, Network(policy.effective), ProcessGuards(policy, process))


def _log(course: Course, case: Case, suite: CaseFile, running: Running) -> list[Entry]:
    """Return the entries of a case, the opening first; what is no entry of the process is placed in the case file."""
    about, vocabulary = running.process.about, running.policy.effective.vocabulary(running.process.about)
    given = by_id(about, vocabulary, given_of(case, suite, running.policy.version_data))
    log = [_entry("open", course.opened, 1, name=running.process.start, facts=given)]
    for number, event in enumerate(course.events, 2):
        if event.on > case.as_of:
            break
        try:
            facts = by_id(about, vocabulary, {one.key.text: plain(one.value) for one in event.given})
            entry = _entry(event.kind, event.on, number, name=event.name, facts=facts)
            entry = replace(entry, procedure=event.procedure, party=event.party)
            entry = check_fit(running, fold(log), entry, log)
            log.append(settled_step(running, entry) if event.kind == "step" else entry)
        except XgxpError as error:
            raise type(error)([_placed(one, event, suite) for one in error.diagnostics]) from None
    return log


def _entry(kind: str, on: date, number: int, **more: object) -> Entry:
    return replace(Entry(str(number), kind, on, "案例", number=number), **more)  # type: ignore[arg-type]


def _placed(one: Diagnostic, event: CaseEvent, suite: CaseFile) -> Diagnostic:
    return one if one.span.known else replace(one, span=event.span, file=suite.file)


def _names_of(replay: Replay, number: int) -> tuple[str, ...]:
    entry = next(one for one in replay.entries if one.number == number)
    return entry.name, entry.on.isoformat()


def _why(replay: Replay) -> Both:
    refusal = replay.course.refusal
    assert refusal is not None
    told = why(replay, refusal)
    return Both(told.headline("zh"), told.headline("en"))


def course_findings(case: Case, suite: CaseFile, policy: Policy) -> Iterator[Diagnostic]:
    """Yield how the process of a case comes elsewhere than expected.

    Raises:
        XgxpError: as `went_through`.
    """
    course = case.course
    if course is None:
        return
    found = went_through(course, case, suite, policy)
    states = find_process(policy, course.process.texts[0]).states
    if found.reason is not None and course.expected.refused is None:
        event = course.events[found.number - 2]
        yield diagnose(NOT_TAKEN, event.span, process=found.process, why=found.reason)
    for key, said in course.expected.said():
        if said.open:
            yield _differs(key, said, found)
            continue
        unknown = [name for name in said.texts if key in ("state", "path") and name not in states]
        for name in unknown:
            mend = nearest(name, states)
            yield diagnose(NO_STATE, said.span, mend=mend, process=found.process, name=name)
        if not unknown and not _agrees(key, said, found):
            yield _differs(key, said, found)


def _agrees(key: str, said: Said, found: WentThrough) -> bool:
    wanted = tuple(fold_name(text) for text in said.texts)
    if key in ("since", "due"):
        wanted = tuple(_day(text) for text in wanted)
    got = _got(key, found)
    if key == "refused":
        return bool(wanted) and wanted[0] in got if wanted else not got
    return wanted == got


def _day(text: str) -> str:
    day = read_date(LText(text, _NOWHERE), "", Problems([]))
    return text if day is None else day.isoformat()


def _got(key: str, found: WentThrough) -> tuple[str, ...]:
    got = getattr(found, key)
    return got if isinstance(got, tuple) else (got,)


def _differs(key: str, said: Said, found: WentThrough) -> Diagnostic:
    got = _got(key, found)[:1] if key == "refused" else _got(key, found)
    return diagnose(
        COMES_ELSEWHERE,
        said.span,
        process=found.process,
        what=_WHAT[key],
        wanted=_listed(said.texts, key),
        got=_listed(got, key),
    )


def course_patch(text: str, problems: Sequence[Diagnostic]) -> tuple[Edit, ...]:
    """Return the lines to change so that the expectation says what the process came to, in the file's order."""
    lines, changed = split_lines(text), dict[int, str]()
    found = [one for one in problems if one.code == COMES_ELSEWHERE and one.span.line == one.span.end_line]
    for one in sorted(found, key=lambda each: each.span, reverse=True):
        line = changed.get(one.span.line, lines[one.span.line - 1])
        got = dict(one.args)["got"]
        names = [] if got == _NOTHING else re.split(r"、| → ", got.zh if isinstance(got, Both) else str(got))
        listed = line[one.span.column - 1] == "[" or len(names) != 1
        new = f"[{', '.join(names)}]" if listed else names[0]
        changed[one.span.line] = line[: one.span.column - 1] + new + line[one.span.end_column - 1 :]
    return tuple(Edit(number, lines[number - 1], changed[number]) for number in sorted(changed))


def _listed(names: Sequence[str], key: str) -> Both:
    if not names:
        return _NOTHING
    return Both(" → ".join(names), " → ".join(names)) if key == "path" else Both("、".join(names), ", ".join(names))
