"""Running suites: what is chosen, that processes agree, what a failing case shows, and what is remembered of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench_kit import GOOD, Town, town

from xgxp_rules.diagnostics import UsageError
from xgxp_rules.tools.case_reports import junit, report_data, report_text
from xgxp_rules.tools.failed_cases import recall, remember
from xgxp_rules.tools.suites import SuiteReport, find_case_files, folder_beside, read_suites, run_suites


@pytest.fixture
def county(tmp_path: Path) -> Town:
    return town(tmp_path / "policies")


def _report(county: Town, cases: str = GOOD, processes: int = 1) -> SuiteReport:
    return run_suites(county.suites(cases), county.catalog, processes=processes)


def _patched(county: Town, report: SuiteReport) -> str:
    """Return the case file with every proposed line in place."""
    lines = county.case_file.read_text(encoding="utf-8").split("\n")
    for case in report.failed:
        for edit in case.edits:
            assert lines[edit.line - 1] == edit.old
            lines[edit.line - 1] = edit.new
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("case", "becomes"),
    [
        pytest.param("expect: free", "expect: on_duty", id="an-outcome"),
        pytest.param("expect: 不参加", "expect: 参加值守", id="an-outcome-by-its-label"),
        pytest.param("expect: {status: 未定}", "expect: {status: 已定}", id="a-status"),
        pytest.param("expect: {outcome: free, offers: [free]}", "{outcome: on_duty, offers: []}", id="two-places"),
        pytest.param("expect: {rules: [duty.enough, duty.lives-in]}", "{rules: [duty.lives-in]}", id="rules"),
        pytest.param("expect: {missing: [住校]}", "{missing: []}", id="missing"),
        pytest.param("expect: {margin: {值守次数: 差2次}}", "{margin: {值守次数: 差4次}}", id="a-margin"),
        pytest.param(
            "given: {住校: 未知}, expect: on_duty",
            "expect: {status: 未定, possible: [on_duty, free], missing: [住校]}",
            id="an-outcome-that-is-open",
        ),
        pytest.param(
            "given: {住校: 未知}, expect: {outcome: on_duty, rules: []}",
            "expect: {status: 未定, possible: [on_duty, free], missing: [住校], rules: []}",
            id="an-outcome-among-others-that-is-open",
        ),
    ],
)
def test_the_patch_is_the_smallest_that_makes_a_case_pass(county: Town, case: str, becomes: str) -> None:
    """Given a case that fails, when the lines proposed are put in place, then it passes."""
    failing = _report(county, f"  - {{name: 甲, as_of: 2031-05-01, decision: duty, {case}}}\n")

    patched = _patched(county, failing)
    county.case_file.write_text(patched, encoding="utf-8")

    assert failing.failed
    assert becomes in patched
    assert run_suites(read_suites([county.case_file]), county.catalog).passed


def test_a_patch_of_one_word_to_a_line_keeps_the_lines(county: Town) -> None:
    """Given an expectation written over several lines, then an open outcome becomes several lines of the same depth."""
    cases = (
        "  - name: 甲\n    as_of: 2031-05-01\n    given: {住校: 未知}\n"
        "    expect:\n      duty:\n        outcome: on_duty\n"
    )

    failing = _report(county, cases)
    county.case_file.write_text(_patched(county, failing), encoding="utf-8")

    assert run_suites(read_suites([county.case_file]), county.catalog).passed
    assert "        status: 未定\n        possible: [on_duty, free]\n" in county.case_file.read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param("expect: {duty: ?}", id="not-filled-in"),
        pytest.param("expect: {duty: onduty}", id="no-such-outcome"),
        pytest.param("expect: {duty: {rules: [duty.none]}}", id="no-such-rule"),
    ],
)
def test_nothing_is_proposed_where_a_person_must_say_it(county: Town, case: str) -> None:
    """Given an expectation that is open or names nothing, then it fails without a patch."""
    report = _report(county, f"  - {{name: 甲, as_of: 2031-05-01, {case}}}\n")

    assert report.failed
    assert not report.failed[0].edits


def test_a_failing_case_shows_the_rules_that_tell_why(county: Town) -> None:
    """Given a wrong outcome, then what differs, the rule behind it and the patch are printed with file and line."""
    report = _report(
        county,
        GOOD.replace("given: {住校: 否}, expect: {outcome: free,", "given: {住校: 否}, expect: {outcome: on_duty,"),
    )

    text = report_text(report, "zh")

    assert "✗ 住校的参加 / 不住校" in text
    assert "duty.lives-in" in text
    assert f"{county.case_file}:" in text
    assert "  - - {name: 不住校" in text
    assert "1 个未通过，14 个通过" in text
    assert "1 failed, 14 passed" in report_text(report, "en")


def test_processes_agree(county: Town) -> None:
    """Given more cases than one piece holds, then two processes say what one says, in the same order."""
    cases = GOOD + "".join(
        f"  - {{name: 又{number}, as_of: 2031-05-01, expect: {{duty: {'free' if number % 7 == 0 else 'on_duty'}}}}}\n"
        for number in range(40)
    )

    one, two = _report(county, cases), _report(county, cases, processes=2)

    assert [replace(case, seconds=0) for case in one.cases] == [replace(case, seconds=0) for case in two.cases]
    assert len(one.failed) == 6


def test_cases_are_chosen_by_name_or_file(county: Town) -> None:
    """Given a text, then only cases with it in their name run, or a whole file; a text nobody has is refused."""
    county.suites()

    def chosen(text: str) -> int:
        return sum(len(suite.cases) for suite in read_suites([county.case_file], text).read)

    assert (chosen("三十年"), chosen("2030.TEST"), chosen("")) == (2, 15, 15)
    with pytest.raises(UsageError, match="XG652"):
        chosen("没有这样的")


@pytest.mark.parametrize(
    ("path", "code"),
    [pytest.param("nowhere", "XG650", id="no-such-path"), pytest.param("empty", "XG651", id="no-case-file")],
)
def test_a_path_without_cases_is_refused(tmp_path: Path, path: str, code: str) -> None:
    """A suite that is not there must not look like one that passes."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(UsageError, match=code):
        find_case_files([tmp_path / path])


def test_an_unreadable_file_does_not_hide_the_others(county: Town) -> None:
    """Given one file that is invalid and one that is not, then both are told, and the run is not called passed."""
    county.suites()
    broken = county.case_file.with_name("broken.test.yaml")
    broken.write_text("policy: sample.duty\nversion: '2030'\ncases: []\n", encoding="utf-8")

    report = run_suites(read_suites([broken, county.case_file]), county.catalog)

    assert (report.unread, report.passed, len(report.cases)) == (True, False, 15)
    assert [each.file for each in report.problems] == [str(broken)]


def test_what_failed_is_remembered_until_it_passes(county: Town, tmp_path: Path) -> None:
    """Given a failing run, then its cases are recalled; a run in which they pass forgets them and no others."""
    state = tmp_path / "cache" / "failed.json"
    wrong = GOOD.replace("{住校: 否}, expect: {outcome: free", "{住校: 否}, expect: {outcome: on_duty")

    remember(state, _report(county, wrong))
    failed = recall(state)
    remember(state, _report(county, GOOD))

    assert failed == {(str(county.case_file.resolve()), "住校的参加 / 不住校")}
    assert recall(state) == frozenset()


@pytest.mark.parametrize(
    "content", [pytest.param("{", id="no-json"), pytest.param("[1]", id="no-map"), pytest.param(None, id="absent")]
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, content: str | None) -> None:
    """Given a state file that cannot be read, then nothing failed last time, as far as anybody knows."""
    path = tmp_path / "failed.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    assert recall(path) == frozenset()


def test_junit_and_json_hold_every_case(county: Town) -> None:
    """Given a run with a failure, then both reports are well formed and name the failing case with its place."""
    wrong = GOOD.replace("{住校: 否}, expect: {outcome: free", "{住校: 否}, expect: {outcome: on_duty")
    report = _report(county, wrong)

    suite = ElementTree.fromstring(junit(report).split("\n", 1)[1])[0]
    data = json.loads(json.dumps(report_data(report)))

    assert (suite.get("tests"), suite.get("failures")) == ("15", "1")
    failing = [case for case in suite if case.find("failure") is not None]
    assert [(case.get("name"), case.get("line")) for case in failing] == [("住校的参加 / 不住校", "10")]
    assert [case["name"] for case in data["cases"] if not case["passed"]] == ["住校的参加 / 不住校"]


def test_the_folder_of_a_case_file_is_found_from_where_it_lies(county: Town, tmp_path: Path) -> None:
    """Given a case file beside its version, then the folder of policies above it is known; elsewhere it is not."""
    (beside,) = county.suites().read

    assert folder_beside(beside) == county.folder
    assert folder_beside(replace(beside, file=str(tmp_path / "2030.test.yaml"))) is None
