"""Timelines as pictures: what stands in them, the same bytes every time, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import xgxp_rules as xr
from xgxp_rules.diagnostics import UsageError
from xgxp_rules.tools import timeline_picture
from xgxp_rules.tools.timeline_picture import picture, write_picture

RECORD = xr.Teacher.model_validate(
    {
        "在编在职": "是",
        "性别": "女",
        "出生日期": "1980-05-01",
        "岗位类别": "专业技术",
        "长期病假": "否",
        "孕期至哺乳期": "否",
        "任职经历": [{"学校": "一中", "自": "2020-09-01"}],
        "离岗经历": [],
        "请假": [],
    }
)


@pytest.fixture(scope="module")
def report() -> xr.TimelineReport:
    return xr.timeline(
        xr.Catalog(), "xinjiang.mulei.xgxp", "rotation", RECORD, first=date(2026, 1, 1), last=date(2036, 1, 1)
    )


def test_an_svg_says_each_day_and_answer_as_text(report: xr.TimelineReport) -> None:
    """Given a timeline with two changes, when drawn as SVG, then both days and answers can be read and searched."""
    root = ElementTree.fromstring(picture(report))
    text = "".join(root.itertext())

    assert root.tag.endswith("svg")
    assert "2026-09-01  应交流对象" in text
    assert "2033-01-02  非交流对象" in text
    assert "Noto Sans CJK SC" in text


def test_a_picture_has_the_same_bytes_every_time(report: xr.TimelineReport) -> None:
    """Given one timeline, when drawn twice, then nothing differs: no date of drawing, no random name."""
    assert picture(report) == picture(report)


def test_a_png_is_drawn_in_english_without_a_chinese_font(report: xr.TimelineReport, tmp_path: Path) -> None:
    """Given the English words, when written as PNG, then the file is one."""
    write_picture(report, tmp_path / "line.png", "en")

    assert (tmp_path / "line.png").read_bytes().startswith(b"\x89PNG")


def test_a_chinese_png_without_a_font_is_refused(
    report: xr.TimelineReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a machine without a Chinese font, when a PNG is wanted, then it is refused instead of drawn in boxes."""
    monkeypatch.setattr(timeline_picture, "FONTS", ("No Such Font",))

    with pytest.raises(UsageError) as caught:
        picture(report, "zh", form="png")
    assert [each.code for each in caught.value.diagnostics] == ["XG874"]


def test_another_ending_is_refused(report: xr.TimelineReport, tmp_path: Path) -> None:
    """Given a name that says no kind of picture, when written, then the two kinds are named."""
    with pytest.raises(UsageError) as caught:
        write_picture(report, tmp_path / "line.bmp")

    assert [each.code for each in caught.value.diagnostics] == ["XG875"]
