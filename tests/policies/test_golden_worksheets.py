"""Whole worksheets over the shipped policies, read by eye: six teachers, two principals, two schools.

What a policy file's text settles (hashes, versions of higher law) is left to other tests, so that a file may be mended
without touching what was read here. `python tests/policies/test_golden_worksheets.py` writes the sheets anew; read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Record, Records
from xgxp_rules.tools.explain import explain
from xgxp_rules.tools.record_files import load_record
from xgxp_rules.tools.roster_files import load_roster
from xgxp_rules.tools.table_folders import load_folder

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "worksheets"
PINNED = "\n\n【版本与指纹】\n"


@dataclass(frozen=True)
class Sheet:
    """One worksheet: whose, over which policy's decision, on which day; `record` is a file, or an id of the county."""

    name: str
    record: str
    policy: str
    decision: str
    as_of: date
    about: str = "teacher"


TODAY = date(2026, 9, 1)
SHEETS = (
    Sheet("teacher-due", "examples/teachers/li-mei.yaml", "xinjiang.mulei.xgxp", "rotation", TODAY),
    Sheet("teacher-undetermined", "examples/teachers/ayjan.yaml", "xinjiang.mulei.xgxp", "rotation", TODAY),
    Sheet("teacher-blocked", "examples/teachers/ma-yan.yaml", "xinjiang.mulei.xgxp", "dismissal", TODAY),
    Sheet("teacher-lower-transfer", "", "gansu.xifeng.personnel", "lower_transfer", TODAY),
    Sheet("teacher-researcher", "", "shandong.qingzhou.staff", "to_school", date(2017, 9, 1)),
    Sheet("teacher-of-the-county", "T254", "gansu.xifeng.personnel", "certificate", TODAY),
    Sheet("principal-term", "", "gansu.xifeng.principals", "term", date(2026, 9, 2)),
    Sheet("principal-two-bad-years", "", "gansu.xifeng.principals", "dismissal_of_post", TODAY),
    Sheet("school-admissions", "", "gansu.xifeng.awards", "admission", TODAY, "school"),
    Sheet("school-posts", "", "shanxi.ningwu.schools", "posts", TODAY, "school"),
)


def _record(sheet: Sheet) -> Record:
    if sheet.record.startswith("T"):
        county = load_folder(ROOT / "examples" / "county", policy=sheet.policy)
        return next(one for one in county if getattr(one, "id", None) == sheet.record)
    path = ROOT / sheet.record if sheet.record else GOLDEN / f"{sheet.name}.record.yaml"
    return load_record(path, sheet.about)


def _written(sheet: Sheet) -> str:
    policy = Catalog().in_force(sheet.policy, sheet.as_of)
    schools = load_roster(str(GOLDEN / "schools.yaml"), "school")
    others = Records(schools) if sheet.about == "teacher" else None
    decision = policy.decide(sheet.decision, _record(sheet), as_of=sheet.as_of, others=others)
    return explain(decision, lang="zh", detail="worksheet")


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=sheet.name) for sheet in SHEETS])
def test_a_worksheet_says_what_was_approved_by_eye(sheet: Sheet) -> None:
    """Given a record, when its worksheet is written, then all above the versions is word for word what was read."""
    read, pinned, _ = _written(sheet).partition(PINNED)

    assert pinned
    assert read + "\n" == (GOLDEN / f"{sheet.name}.txt").read_text(encoding="utf-8")


def test_the_sheets_are_of_six_teachers_two_principals_and_two_schools() -> None:
    """Given the list, then each kind is there as often as was asked, every sheet has its file, and no file is left over."""
    kinds = [sheet.name.partition("-")[0] for sheet in SHEETS]

    assert {kind: kinds.count(kind) for kind in kinds} == {"teacher": 6, "principal": 2, "school": 2}
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {sheet.name for sheet in SHEETS}


if __name__ == "__main__":
    for each in SHEETS:
        text = _written(each).partition(PINNED)[0] + "\n"
        (GOLDEN / f"{each.name}.txt").write_text(text, encoding="utf-8")
