"""A decision under all readings in words, and asked for on the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from xgxp_rules.cli.main import app
from xgxp_rules.model.readings_report import AnswerReport, ReadingChoiceReport, ReadingDifference, ReadingsReport
from xgxp_rules.tools.readings import explain_readings

READY = AnswerReport(status="determined", outcomes=("ready",), labels=("可以值守",))
OPEN = AnswerReport(status="undetermined", possible=("ready", "idle"), labels=("可以值守", "不值守"))


def report(**more: object) -> ReadingsReport:
    head = {"policy": "p", "version": "v", "as_of": date(2031, 9, 1), "decision": "duty", "title": "值守"}
    choice = ReadingChoiceReport(reading="档次", choice="四次")
    return ReadingsReport.model_validate({**head, "answer": READY, "readings": (choice,), **more})


def test_each_different_answer_has_a_line_with_the_choices_it_needs() -> None:
    """Given one difference, when it is said, then the default answer comes first and the choice stands beside it."""
    choices = (
        ReadingChoiceReport(reading="档次", choice="六次"),
        ReadingChoiceReport(reading="次数", choice="合计"),
    )
    text = explain_readings(report(tried=4, differences=(ReadingDifference(choices=choices, answer=OPEN),)))

    assert text.splitlines() == [
        "值守：可以值守",
        "  ▸ 档次＝六次、次数＝合计：可以值守 或 不值守（尚不能确定）",
    ]


def test_agreement_is_said_with_the_number_of_ways() -> None:
    """Given no difference, when it is said, then it tells how many ways were tried, in either language."""
    assert "试了 4 种" in explain_readings(report(tried=4))
    assert "4 tried" in explain_readings(report(tried=4), "en")


def test_a_decision_that_no_reading_bears_on_says_so() -> None:
    """Given no readings at all, when it is said, then nothing is claimed to have been tried."""
    assert "与有歧义之处无关" in explain_readings(report(readings=()))


def test_pairs_are_said_to_be_pairs() -> None:
    """Given too many ways, when it is said, then the reader learns what was not tried."""
    assert "只试了单独一处和每两处" in explain_readings(report(varied="pairs", tried=29))


def test_the_command_line_tries_every_reading(tmp_path: Path) -> None:
    """Given a shipped policy with readings, when --all-readings is given, then each decision has a JSON report."""
    record = tmp_path / "teacher.json"
    record.write_text(json.dumps({"性别": "女", "出生日期": "1990-05-01"}), encoding="utf-8")
    asked = ["decide", str(record), "--policy", "xinjiang.mulei.xgxp", "--as-of", "2026-09-01", "--all-readings"]

    told = CliRunner().invoke(app, [*asked, "--format", "json"])

    reports = [ReadingsReport.model_validate(one) for one in json.loads(told.output)]
    assert len(reports) > 1
    assert any(one.readings for one in reports)
