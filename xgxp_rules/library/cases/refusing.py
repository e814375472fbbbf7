"""Why an entry is not taken, in words that say what to do instead. Names of facts are said, values never."""

from __future__ import annotations

from typing import NoReturn

from xgxp_rules.diagnostics import Both, Diagnostic, Lang, diagnose
from xgxp_rules.engines.rete.running import Refusal, Verdict
from xgxp_rules.library.cases.judging import Looked
from xgxp_rules.library.cases.messages import (
    FACTS_MISSING,
    IN_DOUBT,
    NO_REST,
    NOT_MET,
    NOT_TAKEN,
    OPEN_TIME,
    SILENT,
    SPOILS_LATER,
    STEPS_OWED,
    CaseError,
)
from xgxp_rules.library.cases.replaying import Replay
from xgxp_rules.library.cases.tests_of import missing_facts, tests_of
from xgxp_rules.model.case_log import Entry
from xgxp_rules.model.process import Process
from xgxp_rules.spans import Span


def refuse(replay: Replay, entry: Entry) -> NoReturn:
    """Raise why a new entry was not taken, or why a correction leaves a later entry without footing.

    Raises:
        CaseError: always.
    """
    refusal = replay.course.refusal
    assert refusal is not None
    told = why(replay, refusal)
    if entry.kind == "correct" and refusal.number != entry.number:
        spoilt = next((one for one in replay.entries if one.number == refusal.number), entry)
        reason = Both(told.headline("zh"), told.headline("en"))
        name = spoilt.name or spoilt.kind
        raise CaseError.of(SPOILS_LATER, number=refusal.number, name=name, why=reason)
    raise CaseError([told])


def why(replay: Replay, refusal: Refusal) -> Diagnostic:
    """Return why an entry was refused."""
    process = replay.running.process
    entry = next((one for one in replay.entries if one.number == refusal.number), None)
    name = entry.name if entry is not None and entry.name else "—"
    day, none = refusal.on.isoformat(), Span.none()
    match refusal.reason:
        case "state" if (unsaid := process.unsaid(refusal.state)) and not possible_events(process, refusal.state):
            return diagnose(SILENT, none, day=day, state=refusal.state, name=name, unsaid=unsaid)
        case "state":
            possible = _possible(replay, refusal)
            return diagnose(NOT_TAKEN, none, day=day, state=refusal.state, name=name, names=possible)
        case "guard":
            return _not_met(name, day, refusal)
        case "unknown":
            return diagnose(FACTS_MISSING, none, name=name, day=day, facts=_missing(refusal))
        case "held":
            target = process.moves[refusal.verdicts[0][0]].target
            return diagnose(IN_DOUBT, none, target=target, facts=_missing(refusal), name=name)
        case "open_time":
            target = process.moves[refusal.verdicts[0][0]].target
            return diagnose(OPEN_TIME, none, target=target, day=day, why=_OPEN)
        case "no_rest":
            return diagnose(NO_REST, none, process=process.title, state=refusal.state)


_OPEN = Both(
    "期限的长短还没有定，或节假日安排尚未公布", "its length is not settled, or holidays are not published yet"
)


def _possible(replay: Replay, refusal: Refusal) -> Both:
    """Return what may be recorded instead; where nothing may, what the case waits for."""
    process, state = replay.running.process, refusal.state
    names = possible_events(process, state)
    if names:
        zh, en = "可以：" + "、".join(names), "possible: " + ", ".join(names)
        unsaid = process.unsaid(state)
        return Both(f"{zh}；原文没有规定：{unsaid}", f"{en}; unsaid: {unsaid}") if unsaid else Both(zh, en)
    due = min((one for one in replay.course.pending if one.due.day), key=lambda one: one.due.day, default=None)  # type: ignore[arg-type,return-value]
    if due is not None:
        target = process.moves[due.place].target
        return Both(f"{due.due.day} 到期自动转入“{target}”", f"it goes to `{target}` by itself on {due.due.day}")
    if state in process.terminal():
        return Both("已到终点，不再有下一步", "it is at its end")
    return Both("要等期满才转入下一步", "it waits for time to run out")


def possible_events(process: Process, state: str) -> tuple[str, ...]:
    """Return the events that lead out of a state, in the document's order."""
    return tuple(dict.fromkeys(move.on for move in process.moves if move.on and state in move.sources))


def _not_met(name: str, day: str, refusal: Refusal) -> Diagnostic:
    for _place, verdict in refusal.verdicts:
        looked = verdict.details
        if not isinstance(looked, Looked) or looked.procedure is None or not looked.procedure.owed:
            continue
        if all(test.holds is not test.excepted for test in tests_of(looked, "zh")):
            steps = tuple(dict.fromkeys(one.step for one in looked.procedure.owed))
            return diagnose(
                STEPS_OWED, Span.none(), name=name, procedure=looked.procedure.title, steps=steps, first=steps[0]
            )
    reason = Both(_unmet(refusal, "zh"), _unmet(refusal, "en"))
    return diagnose(NOT_MET, Span.none(), name=name, day=day, why=reason)


def _unmet(refusal: Refusal, lang: str) -> str:
    parts = []
    for _place, verdict in refusal.verdicts:
        if not isinstance(verdict.details, Looked):
            continue
        for test in tests_of(verdict.details, "zh" if lang == "zh" else "en"):
            if test.holds is test.excepted:
                asked = f"{test.label} {test.asked}".strip()
                said = _barred(asked, lang) if test.excepted else _needed(asked, lang)
                parts.append(said + _now(test.actual, lang))
    return ("；" if lang == "zh" else "; ").join(dict.fromkeys(parts)) or "—"


def _now(actual: str, lang: str) -> str:
    """Return what the fact is, beside what it should be."""
    if not actual:
        return ""
    return f"（现为 {actual}）" if lang == "zh" else f" (it is {actual})"


def _needed(asked: str, lang: str) -> str:
    return f"须 {asked}" if lang == "zh" else f"it needs {asked}"


def _barred(asked: str, lang: str) -> str:
    return f"属于例外：{asked}" if lang == "zh" else f"it is excepted by {asked}"


def _missing(refusal: Refusal) -> Both:
    return Both(_listed(refusal, "zh"), _listed(refusal, "en"))


def _listed(refusal: Refusal, lang: Lang) -> str:
    names = [name for _place, verdict in refusal.verdicts for name in _names(verdict, lang)]
    return ("、" if lang == "zh" else ", ").join(dict.fromkeys(names)) or "—"


def _names(verdict: Verdict, lang: Lang) -> list[str]:
    looked = verdict.details
    if verdict.truth is not None or not isinstance(looked, Looked):
        return []
    blocked = "（现被上位法阻却）" if lang == "zh" else " (blocked by higher law)"
    found = [
        (one.place or one.label) + (blocked if one.reason == "blocked" else "") for one in missing_facts(looked)
    ]
    if looked.procedure is not None:
        found += [f"{one.title}·{one.step}" for one in looked.procedure.owed if one.problem == "undetermined"]
    return found
