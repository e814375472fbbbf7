"""What a check found, for other programs: SARIF for code scanning, workflow commands for GitHub."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import WORDINGS, Diagnostic, Lang
from xgxp_rules.version import ENGINE_VERSION

if TYPE_CHECKING:
    from xgxp_rules.tools.lint import Accepted

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Iterable[Diagnostic], lang: Lang, accepted: Iterable[Accepted] = ()) -> dict[str, Any]:
    """Return the problems as a SARIF 2.1.0 log of one run; what a file accepts is in it as suppressed, with why."""
    listed, meant = list(problems), list(accepted)
    codes = sorted({one.code for one in (*listed, *(each.finding for each in meant))})
    rules = [
        {"id": code, "shortDescription": {"text": WORDINGS[code].zh if lang == "zh" else WORDINGS[code].en}}
        for code in codes
    ]
    driver = {"name": "xgxp", "version": ENGINE_VERSION, "rules": rules}
    results = [_result(one, codes.index(one.code), lang) for one in listed]
    for each in meant:
        suppressed = {"kind": "inSource", "justification": each.by.reason}
        found = _result(each.finding, codes.index(each.finding.code), lang)
        results.append({**found, "suppressions": [suppressed]})
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Diagnostic, rule: int, lang: Lang) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": _message(problem, lang)},
    }
    if problem.file:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
        if problem.span.known:
            span = problem.span
            place["region"] = {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            }
        result["locations"] = [{"physicalLocation": place}]
    return result


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(Path(file).as_posix())


def _message(problem: Diagnostic, lang: Lang) -> str:
    hint = problem.hint(lang)
    head = problem.headline(lang)
    if hint is None:
        return head
    return f"{head}。{hint}" if lang == "zh" else f"{head}. {hint}"


def github(problems: Iterable[Diagnostic], lang: Lang) -> str:
    """Return one workflow command a problem; GitHub shows them beside the lines of a change."""
    return "\n".join(_command(one, lang) for one in problems)


_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def _command(problem: Diagnostic, lang: Lang) -> str:
    given: dict[str, str | int] = {"file": problem.file} if problem.file else {}
    if problem.span.known:
        span = problem.span
        given |= {"line": span.line, "endLine": span.end_line, "col": span.column, "endColumn": span.end_column}
    given["title"] = problem.code
    listed = ",".join(f"{name}={_escaped(str(value), whole=False)}" for name, value in given.items())
    return f"::{_LEVELS[problem.severity]} {listed}::{_escaped(_message(problem, lang), whole=True)}"


def _escaped(text: str, *, whole: bool) -> str:
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(sign, code)
    return text if whole else text.replace(":", "%3A").replace(",", "%2C")
