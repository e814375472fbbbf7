"""The ledger of a worksheet: every item of the record that a fact looked at, counted or not, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engine_kit import AS_OF, asked

import xgxp_rules as xr
from xgxp_rules.model.report import LedgerEntry


def ledger(
    declared: dict[str, Any], record: dict[str, Any], as_of: date = AS_OF
) -> list[tuple[str, bool | None, str]]:
    """Return item, verdict and reason of every line of the one declared fact."""
    decision = asked({"某事": declared}, {"某事": "适用"}, record, as_of)
    (fact,) = (one for one in decision.report(ledger=True).facts if one.id == "某事")
    return [(line.item, line.counted, line.reason) for line in fact.ledger]


def posting(school: str, first: str, last: str | None = None) -> dict[str, str]:
    return {"学校": school, "自": first, **({"至": last} if last else {})}


FIRST, SECOND = "任职经历[1] 2020-09-01 至 2021-08-31", "任职经历[2] 2021-09-01 至 2022-08-31"
APART, LONG = "任职经历[2] 2022-09-01 至 2023-08-31", "任职经历[1] 2020-09-01 至 2022-06-30"
ONE_YEAR, NEXT_YEAR = posting("一中", "2020-09-01", "2021-08-31"), posting("二中", "2021-09-01", "2022-08-31")
YEAR_AFTER = posting("二中", "2022-09-01", "2023-08-31")
SINCE_2024 = posting("一中", "2024-09-01")
STAY = {"unbroken": "任职经历", "same": "学校", "bridge": ["离岗经历", "请假"], "bridge_counts": "是"}


def test_a_stay_names_what_held_bridged_and_broke_it() -> None:
    """Given a stay with a secondment and an earlier one behind a hole, then each has its line and its reason."""
    record = {
        "任职经历": [
            posting("一中", "2010-09-01", "2014-08-31"),
            posting("二中", "2014-09-01", "2016-08-31"),
            posting("一中", "2016-09-01", "2020-08-31"),
            posting("一中", "2021-09-01"),
        ],
        "离岗经历": [{"类型": "借调", "自": "2020-09-01", "至": "2021-08-31"}],
        "请假": [],
    }

    assert ledger(STAY, record) == [
        ("任职经历[1] 2010-09-01 至 2014-08-31", False, "中断之前，不计"),
        ("任职经历[2] 2014-09-01 至 2016-08-31", False, "不属于这一段"),
        ("任职经历[3] 2016-09-01 至 2020-08-31", True, "在连续的一段之内，计入"),
        ("任职经历[4] 2021-09-01 至 今", True, "在连续的一段之内，计入"),
        ("2014-09-01 至 2016-08-31", False, "没有任职也没有衔接，在此中断"),
        ("离岗经历[1] 2020-09-01 至 2021-08-31", True, "衔接前后，并计入"),
    ]


def test_health_lists_are_named_by_place_alone() -> None:
    """Given a leave in the stay, then neither its kind nor its days are told."""
    record = {
        "任职经历": [posting("一中", "2020-09-01")],
        "离岗经历": [],
        "请假": [{"类型": "病假", "自": "2024-03-01", "至": "2024-05-31"}],
    }

    told = ledger(STAY, record)

    assert told[-1] == ("请假[1]", True, "衔接前后，并计入")
    assert not any("2024" in item or "病假" in item + reason for item, _, reason in told)


@pytest.mark.parametrize(
    ("declared", "postings", "expected"),
    [
        pytest.param(
            {"total": "任职经历"},
            [ONE_YEAR, NEXT_YEAR],
            [(FIRST, True, "计入 2年"), (SECOND, True, "与前段相接或重叠，并入前段")],
            id="touching-spells-are-joined",
        ),
        pytest.param(
            {"total": "任职经历", "where": {"学校": "一中"}},
            [ONE_YEAR, YEAR_AFTER],
            [(APART, False, "不符合条件，不计"), (FIRST, True, "计入 1年")],
            id="what-does-not-match-says-so",
        ),
        pytest.param(
            {"total": "任职经历", "minus": "请假"},
            [ONE_YEAR],
            [(FIRST, True, "计入 1年"), ("请假[1]", True, "扣除 1个月")],
            id="a-deduction-says-how-much",
        ),
        pytest.param(
            {"total": "任职经历", "by": "school_years"},
            [posting("一中", "2020-09-01", "2022-06-30")],
            [(LONG, True, "计入 1学年"), (LONG, False, "未满整个学年或学期，不计")],
            id="part-years-are-named",
        ),
        pytest.param(
            {"total": "任职经历", "within": "自 2021-03-01 起"},
            [ONE_YEAR],
            [(FIRST, True, "计入 6个月"), (FIRST, False, "超出期间的部分，不计")],
            id="what-lies-outside-the-window",
        ),
        pytest.param(
            {"total": "任职经历"},
            [posting("一中", "2027-09-01")],
            [("任职经历[1] 2027-09-01 至 今", False, "计算日之后才开始，不计")],
            id="not-begun-yet",
        ),
        pytest.param(
            {"unbroken": "任职经历"},
            [posting("一中", "2020-09", "2021-08-31"), posting("一中", "2021-09-01")],
            [("任职经历[1] 2020-09-01…2020-09-30 至 2021-08-31", None, "起止日期或条件还不能确定")],
            id="an-open-day-is-open",
        ),
    ],
)
def test_time_in_spells(declared: dict[str, Any], postings: list[Any], expected: list[Any]) -> None:
    """Given spells, then each says for how much it counted, or why not."""
    record = {"任职经历": postings, "请假": [{"类型": "病假", "自": "2021-03-01", "至": "2021-03-31"}]}

    assert ledger(declared, record)[: len(expected)] == expected


def test_a_list_says_of_every_item_whether_it_met_the_condition() -> None:
    """Given a count with a condition and a window, then both reasons are told apart."""
    record = {
        "处分": [
            {"日期": "2026-05-01", "种类": "警告"},
            {"日期": "2020-05-01", "种类": "警告"},
            {"日期": "2026-06-01", "种类": "记过"},
            {"日期": "2026-07-01", "种类": "未知"},
        ]
    }

    told = ledger({"count": "处分", "where": {"种类": "警告"}, "within": "近1年"}, record)

    assert [(counted, reason) for _, counted, reason in told] == [
        (True, "符合条件，计入"),
        (False, "不在期间内，不计"),
        (False, "不符合条件，不计"),
        (None, "是否计入还不能确定"),
    ]


@pytest.mark.parametrize(
    ("no_grade", "expected"),
    [
        pytest.param("breaks", [True, False, False, False], id="a-year-without-grade-breaks"),
        pytest.param("skips", [True, False, True, False], id="a-year-without-grade-is-passed-over"),
    ],
)
def test_a_run_of_years_says_where_it_ends(no_grade: str, expected: list[bool]) -> None:
    """Given grades with a year without one, then what stands before the break does not count."""
    record = {
        "任职经历": [posting("一中", "2022-01-01")],
        "年度考核": [
            {"年度": 2022, "等次": "合格"},
            {"年度": 2023, "等次": "优秀"},
            {"年度": 2024, "等次": "不定等次"},
            {"年度": 2025, "等次": "优秀"},
        ],
    }

    told = ledger({"run": "年度考核", "where": {"等次": "优秀"}, "no_grade": no_grade}, record)

    assert [item for item, _, _ in told] == [
        f"年度考核[{place}] {year}年" for place, year in ((4, 2025), (3, 2024), (2, 2023), (1, 2022))
    ]
    assert [counted for _, counted, _ in told] == expected


def test_the_track_of_a_retirement_is_named_with_what_it_rests_on() -> None:
    """Given a woman's post unknown, then both tracks are open, each with its confidence."""
    record = xr.Teacher.model_validate({"性别": "女", "出生日期": "1975-05-01"})
    decision = asked({}, {"距法定退休": "适用"}, record.model_dump(mode="json"))
    (fact,) = (one for one in decision.report(ledger=True).facts if one.id == "statutory_retirement_on")

    assert [(line.item, line.counted) for line in fact.ledger] == [
        ("F55：原法定 55 岁，按出生年月延迟", None),
        ("F50：原法定 50 岁，按出生年月延迟", None),
    ]
    assert all("凭通行做法" in line.reason for line in fact.ledger)


def test_english_ledgers_use_ids() -> None:
    """Given the English report, then lists go by their ids and the reasons are English."""
    decision = asked(
        {"某事": {"total": "任职经历"}}, {"某事": "适用"}, {"任职经历": [posting("一中", "2024-09-01")]}
    )
    (fact,) = (one for one in decision.report("en", ledger=True).facts if one.id == "某事")

    assert fact.ledger == (
        LedgerEntry(item="postings[1] 2024-09-01 to today", counted=True, reason="counted 2 years"),
    )


def test_receipts_and_cards_carry_no_ledger() -> None:
    """Given the receipt, the card and the plain report, then the ledger is in none of them, only in the worksheet."""
    decision = asked(
        {"某事": {"total": "任职经历"}}, {"某事": "适用"}, {"任职经历": [posting("一中", "2024-09-01")]}
    )

    assert "ledger" not in decision.model_dump_json()
    assert not any(fact.ledger for fact in decision.report().facts)
    assert "任职经历[1]" not in xr.explain(decision)
    assert "任职经历[1] 2024-09-01 至 今：计入 2年" in xr.explain(decision, detail="worksheet")
