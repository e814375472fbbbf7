"""What a run of cases came to, in words for people, as JSON for programs, and as JUnit XML for build servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from xgxp_rules.diagnostics import Diagnostic, Lang, render_all
from xgxp_rules.spans import visible
from xgxp_rules.tools.suites import Ran, SuiteReport


def report_text(report: SuiteReport, lang: Lang = "zh", layout: str = "text") -> str:
    """Return every problem and failing case in words, and below them how many passed."""
    blocks = [render_all(report.problems, report.sources, lang)] if report.problems else []
    for case in report.failed:
        shown = "\n".join(failure_lines(case, report.sources, lang))
        blocks.append(f"### {case.name}\n\n```text\n{shown}\n```" if layout == "markdown" else shown)
    return "\n\n".join([*blocks, summary(report, lang)])


def failure_lines(case: Ran, sources: dict[str, str], lang: Lang = "zh") -> Iterator[str]:
    """Yield what is said of a failing case: the differences, the part of the worksheet, the patch."""
    yield f"✗ {case.name}  {case.file}:{case.line}"
    yield render_all(case.problems, sources, lang)
    sheet = dict(case.sheets).get(lang, ())
    if sheet:
        yield from ("", *(f"  {line}" for line in sheet))
    if case.edits:
        said = "若政策没有错，案例应改为" if lang == "zh" else "If the policy is right, the case should read"
        yield from ("", f"  {said}")
        for edit in case.edits:
            yield f"  {case.file}:{edit.line}"
            yield f"  - {visible(edit.old.strip())}"
            yield from (f"  + {visible(line.strip())}" for line in edit.new.splitlines())
        if case.beside:
            yield f"  {_beside(case.beside, lang)}"


def _beside(count: int, lang: Lang) -> str:
    if lang == "zh":
        return f"这一行还管着另外 {count} 种组合；只改这一种，就在它的情形里另写 expect"
    more = "combination" if count == 1 else "combinations"
    return f"this line also speaks for {count} other {more}; to change this one alone, give its setting an expect"


def summary(report: SuiteReport, lang: Lang) -> str:
    """Return how many cases of how many files passed and failed."""
    total, failed, files = len(report.cases), len(report.failed), len(report.files)
    if lang == "zh":
        outcome = f"{failed} 个未通过，{total - failed} 个通过" if failed else "全部通过" if total else "没有运行"
        unread = "；有的文件不能用" if report.problems else ""
        return f"{files} 个文件，{total} 个案例：{outcome}{unread}（{report.seconds:.2f} 秒）"
    outcome = f"{failed} failed, {total - failed} passed" if failed else "all passed" if total else "none run"
    unread = "; some files cannot be used" if report.problems else ""
    counted = f"{files} file{'s'[: files != 1]}, {total} case{'s'[: total != 1]}"
    return f"{counted}: {outcome}{unread} ({report.seconds:.2f} s)"


def report_data(report: SuiteReport) -> dict[str, Any]:
    """Return the run as plain data; problems are worded in both languages."""
    return {
        "passed": report.passed,
        "seconds": round(report.seconds, 4),
        "files": list(report.files),
        "problems": [_problem(each) for each in report.problems],
        "cases": [_case(case) for case in report.cases],
    }


def _case(case: Ran) -> dict[str, Any]:
    return {
        "file": case.file,
        "line": case.line,
        "name": case.name,
        "passed": case.passed,
        "seconds": round(case.seconds, 5),
        "problems": [_problem(each) for each in case.problems],
        "patch": [{"line": edit.line, "old": edit.old, "new": edit.new} for edit in case.edits],
    }


def _problem(each: Diagnostic) -> dict[str, Any]:
    return {
        "code": each.code,
        "file": each.file,
        "line": each.span.line or None,
        "column": each.span.column or None,
        "message": {"zh": each.headline("zh"), "en": each.headline("en")},
        "hint": {"zh": each.hint("zh"), "en": each.hint("en")},
    }


def junit(report: SuiteReport, lang: Lang = "zh") -> str:
    """Return the run as JUnit XML: a suite for each file, an error where a file cannot be used."""
    root = ElementTree.Element("testsuites")
    for file in report.files:
        cases = [case for case in report.cases if case.file == file]
        wrong = [each for each in report.problems if each.file == file]
        failures = sum(not case.passed for case in cases)
        counts = {
            "tests": str(len(cases) + bool(wrong)),
            "failures": str(failures),
            "errors": str(int(bool(wrong))),
        }
        seconds = sum(case.seconds for case in cases)
        suite = ElementTree.SubElement(root, "testsuite", {"name": file, **counts, "time": f"{seconds:.4f}"})
        for case in cases:
            _junit_case(suite, case, report.sources, lang)
        if wrong:
            element = ElementTree.SubElement(suite, "testcase", {"name": file, "classname": file, "time": "0"})
            said = ElementTree.SubElement(element, "error", {"message": _clean(wrong[0].headline(lang))})
            said.text = _clean(render_all(wrong, report.sources, lang))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _junit_case(suite: ElementTree.Element, case: Ran, sources: dict[str, str], lang: Lang) -> None:
    named = {"name": _clean(case.name), "classname": case.file, "file": case.file, "line": str(case.line)}
    element = ElementTree.SubElement(suite, "testcase", {**named, "time": f"{case.seconds:.4f}"})
    if not case.passed:
        said = ElementTree.SubElement(element, "failure", {"message": _clean(case.problems[0].headline(lang))})
        said.text = _clean("\n".join(failure_lines(case, sources, lang)))


def _clean(text: str) -> str:
    """Return the text with the signs that XML cannot hold made visible, line ends kept."""
    return "\n".join(visible(line) for line in text.split("\n"))
