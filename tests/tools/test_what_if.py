"""What would change an answer: minimal, verified, and never what cannot change."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import xgxp_rules as xr
from xgxp_rules.cli.main import app
from xgxp_rules.tools.changing import NEVER, changes_words
from xgxp_rules.tools.record_files import load_record

CATALOG = xr.Catalog()
MULEI = "xinjiang.mulei.xgxp"
SAMPLES = Path(__file__).resolve().parents[2] / "examples" / "teachers"
AS_OF = date(2026, 9, 1)


def ways(sample: str, decision: str, wanted: str = "") -> xr.ChangesReport:
    record = load_record(str(SAMPLES / f"{sample}.yaml"))
    return xr.what_would_change(CATALOG, MULEI, decision, record, as_of=AS_OF, wanted=wanted)


@pytest.mark.parametrize(
    ("sample", "decision", "wanted", "edit"),
    [
        pytest.param(
            "ma-yan", "dismissal", "no_ground", ("岗位调整意见", 1, "答复", "不同意", "同意"), id="an-entry"
        ),
        pytest.param("li-mei", "rotation", "deferred", ("长期病假", None, "", "否", "是"), id="a-flag"),
        pytest.param("li-mei", "rotation", "非交流对象", ("在编在职", None, "", "是", "否"), id="by-its-label"),
        pytest.param(
            "chen-bo",
            "dismissal",
            "no_ground",
            ("待岗经历", 1, "至", "进行中", "2026-08-31"),
            id="a-stretch-that-ends",
        ),
        pytest.param(
            "li-mei", "competence", "lower_or_repost", ("不能胜任岗位职责", None, "", "否", "是"), id="an-offer"
        ),
    ],
)
def test_the_edit_that_leads_there_is_found(
    sample: str, decision: str, wanted: str, edit: tuple[str, int | None, str, str, str]
) -> None:
    """Given a sample and the outcome wanted, when asked what would change it, then the one edit is found."""
    found = ways(sample, decision, wanted)
    told = [(one.label, one.entry, one.field, one.was, one.would_be) for way in found.ways for one in way.edits]

    assert edit in told
    assert all(len(way.edits) == 1 for way in found.ways)


@pytest.mark.parametrize("sample", sorted(path.stem for path in SAMPLES.glob("*.yaml")))
@pytest.mark.parametrize("decision", ["rotation", "dismissal", "registration"])
def test_every_way_is_another_answer_and_touches_nothing_fixed(sample: str, decision: str) -> None:
    """Given any sample, when ways are listed, then each differs from the answer, and none moves sex or birth."""
    found = ways(sample, decision)

    for way in found.ways:
        assert (way.outcome, way.status, way.offers) != (found.outcome, found.status, found.offers)
        assert way.status != "undetermined"
        assert not {edit.fact for edit in way.edits} & NEVER


def test_pairs_are_tried_only_where_no_single_edit_is_enough() -> None:
    """Given a teacher both sick and pregnant, when due is wanted, then both flags have to change together."""
    record = xr.Teacher.model_validate(
        {
            "在编在职": "是",
            "性别": "女",
            "出生日期": "1985-05-01",
            "岗位类别": "专业技术",
            "长期病假": "是",
            "孕期至哺乳期": "是",
            "任职经历": [{"学校": "一中", "自": "2020-09-01"}],
            "离岗经历": [],
            "请假": [],
        }
    )
    found = xr.what_would_change(CATALOG, MULEI, "rotation", record, as_of=AS_OF, wanted="due")

    assert [{edit.label for edit in way.edits} for way in found.ways] == [{"长期病假", "孕期至哺乳期"}]


def test_words_say_where_nothing_leads_elsewhere() -> None:
    """Given an outcome nobody can reach, when asked, then that is said, with what was left alone."""
    text = changes_words(ways("li-mei", "rotation", "no_such_outcome"))

    assert "得不到别的结果" in text
    assert "性别、出生日期" in text


def test_whatif_on_the_command_line() -> None:
    """Given the sample whom higher law protects, when asked, then text and JSON name what would change it."""
    call = [
        "whatif",
        str(SAMPLES / "ma-yan.yaml"),
        "--policy",
        MULEI,
        "--as-of",
        "2026-09-01",
        "--decision",
        "解聘",
    ]
    text, data = (
        CliRunner().invoke(app, [*call, "--lang", "zh"]),
        CliRunner().invoke(app, [*call, "--format", "json"]),
    )

    assert (text.exit_code, data.exit_code) == (0, 0)
    assert "予以解聘，但因上位规定不生效" in text.output
    assert json.loads(data.output)["ways"]
