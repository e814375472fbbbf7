"""For the tests of developers who embed a decision: records in one line, and an assertion that says why.

Names are ids or Chinese labels alike; days are dates or texts. What is not given is unknown; a list that is
given is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Lang

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.language.cases import Expectation
    from xgxp_rules.model.records import School, Teacher

Words = str | Iterable[str]
"""One name or several."""

__all__ = ["appraisal", "assert_decision", "leave", "posting", "school", "teacher", "waiting"]


def teacher(**facts: Any) -> Teacher:
    """Return a teacher's record with these facts.

    Raises:
        RecordError: a name or a value is not valid.

    >>> teacher(sex="女", postings=[posting("一中", "2020-09-01")]).postings[0].school
    '一中'
    """
    from xgxp_rules.model.records import Teacher

    return Teacher.model_validate(facts)


def school(**facts: Any) -> School:
    """Return a school's record with these facts.

    Raises:
        RecordError: a name or a value is not valid.
    """
    from xgxp_rules.model.records import School

    return School.model_validate(facts)


def posting(school: str, starts_on: date | str, ends_on: date | str | None = None, **more: Any) -> dict[str, Any]:
    """Return one entry of a teacher's postings; without a last day it still runs.

    >>> posting("一中", "2020-09-01")
    {'school': '一中', 'starts_on': '2020-09-01'}
    """
    return _item({"school": school, **more}, starts_on, ends_on)


def leave(kind: str, starts_on: date | str, ends_on: date | str | None = None, **more: Any) -> dict[str, Any]:
    """Return one entry of a teacher's leaves; `kind` is an id or label such as `病假`."""
    return _item({"kind": kind, **more}, starts_on, ends_on)


def waiting(starts_on: date | str, ends_on: date | str | None = None, **more: Any) -> dict[str, Any]:
    """Return one spell of waiting for a post."""
    return _item(more, starts_on, ends_on)


def appraisal(year: int, grade: str, **more: Any) -> dict[str, Any]:
    """Return one entry of a teacher's annual appraisals; `grade` is an id or label such as `合格`."""
    return {"year": year, "grade": grade, **more}


def _item(entries: dict[str, Any], starts_on: date | str, ends_on: date | str | None) -> dict[str, Any]:
    last = {} if ends_on is None else {"ends_on": ends_on}
    return {**entries, "starts_on": starts_on, **last}


def assert_decision(
    decision: Decision,
    *,
    outcome: Words | None = None,
    status: str | None = None,
    possible: Words | None = None,
    missing: Words | None = None,
    rules: Words | None = None,
    not_rules: Words | None = None,
    offers: Words | None = None,
    blocked_by: Words | None = None,
    value: str | None = None,
    margin: Mapping[str, str] | None = None,
    lang: Lang = "zh",
) -> None:
    """Check a decision as a case file would; an outcome without a status asks for a determined decision.

    An empty list says that there must be none. `margin` gives, for a fact, how far it must be from its bound.

    Raises:
        AssertionError: something came out differently; the message shows what, and the rules that tell why.
        ValueError: nothing is expected.
    """
    __tracebackhide__ = True
    expected = _expectation(
        decision.decision,
        status,
        margin or {},
        outcome=outcome,
        possible=possible,
        missing=missing,
        rules=rules,
        not_rules=not_rules,
        offers=offers,
        blocked_by=blocked_by,
        value=value,
    )
    message = _differences(decision, expected, lang)
    if message:
        raise AssertionError(message)


def _expectation(
    decision: str, status: str | None, margin: Mapping[str, str], **words: Words | None
) -> Expectation:
    from xgxp_rules.language.case_keys import STATUSES
    from xgxp_rules.language.cases import Expectation, Said
    from xgxp_rules.spans import Span

    def said(texts: Words | None) -> Said | None:
        if texts is None:
            return None
        return Said((texts,) if isinstance(texts, str) else tuple(texts), Span.none())

    if status is None and not margin and all(one is None for one in words.values()):
        raise ValueError("nothing is expected of the decision")
    if status is not None and status not in STATUSES:
        raise ValueError(f"{status} is no status; it is one of: {', '.join(STATUSES)}")
    margins = tuple((name, Said((text,), Span.none())) for name, text in margin.items())
    wanted = None if status is None else Said((STATUSES[status],), Span.none())
    others: dict[str, Any] = {key: said(one) for key, one in words.items()}
    return Expectation(decision, status=wanted, margins=margins, **others)


def _differences(decision: Decision, expected: Expectation, lang: Lang) -> str:
    """Return what differs and the part of the worksheet that shows why, or nothing."""
    from xgxp_rules.diagnostics import render_all
    from xgxp_rules.tools.case_findings import UNTOUCHED, findings
    from xgxp_rules.tools.case_sheets import sheet_of

    declared = decision.run.program.decision
    found = findings(expected, decision, declared, frozenset())
    # Whether the record gives anything the rules read is a question about a suite, not about one assertion.
    problems = [each for each in found if each.code != UNTOUCHED]
    if not problems:
        return ""
    sheet = "\n".join(f"  {line}" for line in sheet_of(decision, expected, lang))
    return f"{render_all(problems, lang=lang)}\n\n{sheet}"
