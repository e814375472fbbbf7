"""The smallest change to a case file that would make a failing expectation hold, as lines to replace.

A patch says what the policy does now, never that this is right: whoever edits the file decides which of the two is
wrong. Nothing is proposed for a name that does not exist or an expectation that nobody has filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from xgxp_rules.diagnostics import Diagnostic, split_lines
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import Expectation, Said
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.spans import Span
from xgxp_rules.tools.case_findings import DIFFERS, RULE_DIFFERS, standing
from xgxp_rules.tools.case_margins import margin_text, margins_of

STATUS_WORDS: Final = {"determined": "已定", "undetermined": "未定", "blocked": "被阻却"}
_KEY_BEFORE: Final = re.compile(r"(?P<key>[^\s{,:：]+)[ \t]*[:：][ \t]*$")


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of a case file, as it is and as it would have to be; the new one may be several lines."""

    line: int
    old: str
    new: str


def patch(
    text: str, expected: Expectation, decision: Decision, declared: Declared, problems: Sequence[Diagnostic]
) -> tuple[Edit, ...]:
    """Return the lines to change so that the expectation says what the decision came to, in the file's order."""
    if any(said.open for _key, said in expected.said()):
        return ()
    places = {each.span for each in problems if each.code in (DIFFERS, RULE_DIFFERS)}
    lines = split_lines(text)
    changes: dict[int, list[tuple[Span, str]]] = {}
    for span, new in _changes(expected, decision, declared, places):
        if span.known and span.line == span.end_line:
            changes.setdefault(span.line, []).append((span, new))
    return tuple(_edit(number, lines[number - 1], changes[number]) for number in sorted(changes))


def _edit(number: int, line: str, changes: list[tuple[Span, str]]) -> Edit:
    new = line
    for span, text in sorted(changes, key=lambda each: each[0], reverse=True):
        new = _replaced(new, span, text)
    return Edit(number, line, new)


def _replaced(line: str, span: Span, text: str) -> str:
    """Return the line with what stands at the span replaced; a text of several entries takes the key's place too."""
    before, after = line[: span.column - 1], line[span.end_column - 1 :]
    if not text.startswith("{"):
        return before + text + after
    entries = text[1:-1].split("; ")
    key = _KEY_BEFORE.search(before)
    if key is None or key["key"] not in ("outcome", "结果"):
        return before + "{" + ", ".join(entries) + "}" + after
    head = before[: key.start("key")]
    joint = ", " if head.strip(" -") else "\n" + " " * len(head)
    return head + joint.join(entries) + after


def _changes(
    expected: Expectation, decision: Decision, declared: Declared, places: set[Span]
) -> Iterator[tuple[Span, str]]:
    """Yield what would have to stand at each place where the expectation differs."""
    status = expected.status
    if status is not None and status.span in places:
        yield status.span, STATUS_WORDS[decision.status]
    if expected.outcome is not None and expected.outcome.span.known:
        yield from _outcome(expected, expected.outcome, decision, declared, places)
    for said, got in ((expected.possible, decision.possible), (expected.offers, decision.offers)):
        if said is not None and said.span in places:
            yield said.span, _listed(_named(got, said, declared))
    yield from _rules(expected, decision, places)
    if expected.missing is not None and expected.missing.span in places:
        yield expected.missing.span, _listed([one.place or one.label for one in decision.missing])
    if expected.blocked_by is not None and expected.blocked_by.span in places:
        yield expected.blocked_by.span, _listed(standing(decision))
    if expected.value is not None and expected.value.span in places:
        yield expected.value.span, _quoted(decision.report().value_text or "")
    for name, said in expected.margins:
        margins = margins_of(decision, name)
        if said.span in places and margins:
            yield said.span, margin_text(*margins[0])


def _outcome(
    expected: Expectation, said: Said, decision: Decision, declared: Declared, places: set[Span]
) -> Iterator[tuple[Span, str]]:
    """Yield what the outcome's place would say; an outcome alone also speaks of the status."""
    wanted = "blocked" if expected.blocked_by is not None and expected.blocked_by.texts else "determined"
    wrong_status = expected.status is None and declared.decides == "one" and decision.status != wanted
    if not wrong_status and said.span not in places:
        return
    names = _named(decision.outcomes, said, declared)
    if not wrong_status:
        yield said.span, _listed(names) if len(names) != 1 or said.listed else names[0]
    elif decision.status == "blocked":
        yield said.span, f"{{outcome: {names[0]}; blocked_by: {_listed(standing(decision))}}}"
    else:
        possible = f"possible: {_listed(_named(decision.possible, said, declared))}"
        missing = f"missing: {_listed([one.place or one.label for one in decision.missing])}"
        more = [entry for entry, key in ((possible, expected.possible), (missing, expected.missing)) if key is None]
        yield said.span, "{" + "; ".join([f"status: {STATUS_WORDS[decision.status]}", *more]) + "}"


def _rules(expected: Expectation, decision: Decision, places: set[Span]) -> Iterator[tuple[Span, str]]:
    report = decision.report()
    truths = {one.id: one.truth for one in report.rules} | {one.id: one.truth for one in report.requirements}
    for said, wanted in ((expected.rules, True), (expected.not_rules, False)):
        if said is not None and said.span in places:
            yield said.span, _listed([name for name in said.texts if truths.get(name, wanted) is wanted])


def _named(ids: Sequence[str], said: Said, declared: Declared) -> list[str]:
    """Return outcomes as the author wrote the old ones: by id, or by label."""
    by_id = all(text.isascii() for text in said.texts)
    found = [outcome for one in ids if (outcome := declared.outcome(one)) is not None]
    return [one.id if by_id else one.label for one in found]


def _listed(names: Sequence[str]) -> str:
    return "[" + ", ".join(_quoted(name) for name in names) + "]"


def _quoted(text: str) -> str:
    return f'"{text}"' if re.search(r'[\[\]{},:#&*!|>\'"%@`]|^[-?]', text) else text
