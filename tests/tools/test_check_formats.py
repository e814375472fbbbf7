"""What a check writes for other programs is what those programs accept."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft7Validator

from xgxp_rules.diagnostics import Lang
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.check_formats import github, sarif
from xgxp_rules.tools.checking import check_paths

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "lint"


def _closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


_COUNT: Final = {"type": "integer", "minimum": 1}
_TEXT: Final = {"type": "string"}
_WORDS: Final = _closed(["text"], text={"type": "string", "minLength": 1})
SARIF: Final = _closed(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"enum": ["2.1.0"]},
    runs={
        "type": "array",
        "items": _closed(
            ["tool"],
            tool=_closed(
                ["driver"],
                driver=_closed(
                    ["name"],
                    name=_TEXT,
                    version=_TEXT,
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "items": _closed(["id"], id=_TEXT, shortDescription=_WORDS),
                    },
                ),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results={
                "type": "array",
                "items": _closed(
                    ["message"],
                    ruleId=_TEXT,
                    ruleIndex={"type": "integer", "minimum": -1},
                    level={"enum": ["none", "note", "warning", "error"]},
                    message=_WORDS,
                    locations={
                        "type": "array",
                        "items": _closed(
                            [],
                            physicalLocation=_closed(
                                ["artifactLocation"],
                                artifactLocation=_closed([], uri={"type": "string", "format": "uri-reference"}),
                                region=_closed(
                                    [],
                                    startLine=_COUNT,
                                    startColumn=_COUNT,
                                    endLine=_COUNT,
                                    endColumn=_COUNT,
                                ),
                            ),
                        ),
                    },
                    suppressions={
                        "type": "array",
                        "uniqueItems": True,
                        "items": _closed(["kind"], kind={"enum": ["inSource", "external"]}, justification=_TEXT),
                    },
                ),
            },
        ),
    },
)
"""The parts of the published SARIF 2.1.0 schema that a check writes, closed as they are there."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "folder",
    [
        pytest.param("shadowed/bad", id="warnings"),
        pytest.param("both_hold/bad", id="notes"),
        pytest.param("nothing_to_accept/good", id="accepted"),
        pytest.param("never_fires/good", id="nothing"),
        pytest.param("contradicts_law/bad", id="two-files"),
    ],
)
def test_sarif_is_what_its_schema_asks_for(folder: str, lang: Lang) -> None:
    """Given findings of a check, when they are written as SARIF, then they have the published structure."""
    checked = check_paths([GOLDEN / folder], Catalog(GOLDEN / folder))

    log = sarif(checked.problems, lang, checked.accepted)

    Draft7Validator.check_schema(SARIF)
    assert [each.message for each in Draft7Validator(SARIF).iter_errors(log)] == []
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == len(checked.problems) + len(checked.accepted)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert urlsplit(uri).path.endswith(".yaml")
        assert uri.isascii()


def test_the_schema_above_would_notice_a_slip() -> None:
    """Given a log with a level that does not exist, a line zero or a stranger's key, then the schema refuses it."""
    checked = check_paths([GOLDEN / "shadowed/bad"], Catalog(GOLDEN / "shadowed/bad"))
    for change in (
        lambda result: result.update(level="grave"),
        lambda result: result["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda result: result.update(severity="high"),
        lambda result: result.pop("message"),
    ):
        log = sarif(checked.problems, "zh")
        change(log["runs"][0]["results"][0])
        assert not Draft7Validator(SARIF).is_valid(log)


def test_a_workflow_command_is_one_line_a_finding_with_its_place() -> None:
    """Given findings, when they are written for GitHub, then each is one command whose parts cannot be torn apart."""
    checked = check_paths([GOLDEN / "shadowed/bad"], Catalog(GOLDEN / "shadowed/bad"))

    lines = github(checked.problems, "en").split("\n")

    assert len(lines) == len(checked.problems)
    for line, problem in zip(lines, checked.problems, strict=True):
        level = {"warning": "warning", "note": "notice", "error": "error"}[problem.severity]
        assert line.startswith(f"::{level} file=")
        assert f"line={problem.span.line}," in line
        assert line.count("::") == 2
