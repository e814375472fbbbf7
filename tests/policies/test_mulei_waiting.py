"""Waiting in Mulei as a case: twelve months, the steps before a dismissal, and the national law that stands against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.library.catalog import Catalog

POLICY = "xinjiang.mulei.xgxp"
D = date
STEPS = ("听取本人陈述和申辩", "作出解聘决定", "说明事实依据", "通知校工会", "报县教育局备案", "实施解聘")
GRADES = {year: "合格" for year in range(2015, 2024)}
RECORD: dict[str, Any] = {
    "性别": "男",
    "出生日期": "1985-01-01",
    "在编在职": "是",
    "待岗经历": [{"自": "2023-09-01"}],
    "岗位调整意见": [],
    "旷工经历": [],
    "处分": [],
}


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    with Cases(str(tmp_path / "cases.db"), Catalog(), create=True) as made:
        yield made


def waiting(cases: Cases, grades: dict[int, str]) -> None:
    """Open a case that waits from 1 September 2023."""
    appraisals = [{"年度": str(year), "等次": grade} for year, grade in grades.items()]
    record = {**RECORD, "年度考核": appraisals}
    cases.open("木-1", policy=POLICY, process="待岗与解聘", on=D(2023, 9, 1), actor="人事", record=record)


def heard(cases: Cases) -> None:
    """Take every step of the dismissal, one a day."""
    for day, step in enumerate(STEPS, 2):
        cases.step("木-1", step, on=D(2024, 9, day), actor="人事")


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        pytest.param(D(2024, 8, 31), "待岗", id="a-day-short"),
        pytest.param(D(2024, 9, 1), "拟解聘", id="twelve-months-full"),
    ],
)
def test_twelve_months(cases: Cases, as_of: date, state: str) -> None:
    """Given a wait that nothing interrupts, when twelve months are full, then dismissal is to be looked at, not before."""
    waiting(cases, GRADES)

    assert cases.show("木-1", as_of=as_of).state == state


def test_being_hired_stops_the_clock(cases: Cases) -> None:
    """Given a post after eleven months, when the teacher waits again, then twelve months are counted anew."""
    waiting(cases, GRADES)
    cases.record("木-1", "聘用", on=D(2024, 8, 1), actor="人事")
    again = cases.record("木-1", "待岗", on=D(2025, 2, 1), actor="人事")

    assert again.next_due == D(2026, 2, 1)


def test_waiting_alone_is_blocked_by_national_law(cases: Cases) -> None:
    """Given every step taken, when only the wait speaks for dismissal, then national law stands against its effect."""
    waiting(cases, GRADES)
    heard(cases)

    with pytest.raises(XgxpError) as caught:
        cases.record("木-1", "解聘生效", on=D(2024, 9, 9), actor="人事")

    assert caught.value.code == "XG827"
    assert "现被上位法阻却" in caught.value.text()
    assert cases.record("木-1", "聘用", on=D(2024, 9, 10), actor="人事").state == "聘用"


def test_a_lawful_dismissal_takes_effect_after_its_steps(cases: Cases) -> None:
    """Given two failed years besides, when the steps are missing it is refused by their names, and then takes effect."""
    waiting(cases, {**GRADES, 2022: "不合格", 2023: "不合格"})

    with pytest.raises(XgxpError) as caught:
        cases.record("木-1", "解聘生效", on=D(2024, 9, 2), actor="人事")
    heard(cases)
    receipt = cases.record("木-1", "解聘生效", on=D(2024, 9, 9), actor="人事")

    assert caught.value.code == "XG836", caught.value.text()
    assert all(step in caught.value.text() for step in STEPS)
    assert receipt.state == "解聘"
