"""Numbers worked out: part years, rounding, tables, scores, values, in every state their inputs may be in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xgxp_rules.engines.calculating import Owed, add, combine
from xgxp_rules.engines.part_years import count_of, round_to
from xgxp_rules.engines.score_ranges import Span, added, best, hull, limited, rated
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.records import Teacher
from xgxp_rules.model.scores import Conversion, Rate, RatePiece
from xgxp_rules.model.values import UNKNOWN, Between, Possible

START = date(2020, 9, 1)


@pytest.mark.parametrize(
    ("end", "unit", "counts"),
    [
        pytest.param(date(2023, 8, 31), "years", (2, 3, Fraction(5, 2)), id="day-before-three-years"),
        pytest.param(date(2023, 9, 1), "years", (3, 3, 3), id="three-years"),
        pytest.param(date(2023, 9, 2), "years", (3, 4, 3), id="a-day-more"),
        pytest.param(date(2024, 2, 29), "years", (3, 4, 3), id="day-before-the-half"),
        pytest.param(date(2024, 3, 1), "years", (3, 4, Fraction(7, 2)), id="the-half"),
        pytest.param(START, "years", (0, 0, 0), id="nothing"),
        pytest.param(date(2020, 9, 30), "months", (0, 1, Fraction(1, 2)), id="day-before-a-month"),
        pytest.param(date(2020, 10, 1), "months", (1, 1, 1), id="a-month"),
        pytest.param(date(2020, 10, 16), "months", (1, 2, Fraction(3, 2)), id="half-a-month"),
    ],
)
def test_a_stretch_counts_as_the_text_says(end: date, unit: Any, counts: tuple[Any, ...]) -> None:
    """Given a stretch between two days, then full, begun and half units are those of the calendar."""
    ways: tuple[Any, ...] = ("whole", "up", "half")

    assert tuple(count_of(Elapsed(START, end), Conversion(unit, how)) for how in ways) == counts


@pytest.mark.parametrize(
    ("period", "how", "count"),
    [
        pytest.param(Period(years=1, months=6), "exact", Fraction(3, 2), id="exact"),
        pytest.param(Period(months=11, days=30), "whole", 1, id="a-total-carries-thirty-days"),
        pytest.param(Period(school_years=3), "whole", 3, id="school-years-are-years"),
        pytest.param(Period(terms=3), "whole", UNKNOWN, id="terms-are-not"),
    ],
)
def test_a_total_counts_with_thirty_days_to_the_month(period: Period, how: Any, count: Any) -> None:
    """Given a summed period, then it is counted like every total."""
    assert count_of(period, Conversion("years", how)) == count


def test_every_two_years() -> None:
    """Given a rate for every two years, then five years are two full units."""
    assert count_of(Period(years=5), Conversion("years", "whole", 2)) == 2


@given(st.fractions(-50, 50), st.sampled_from([1, 10, Fraction(1, 2), Fraction(1, 10)]))
@settings(deadline=None)
def test_rounding_goes_to_the_next_step(number: Fraction, step: Any) -> None:
    """Given any number, then down and up enclose it by less than a step, and half up is one of the two."""
    down, up = round_to(number, "down", step), round_to(number, "up", step)

    assert down <= number <= up
    assert up - down in (0, step)
    assert round_to(number, "half_up", step) in (down, up)


def test_what_is_owed_is_paid_by_what_comes_after() -> None:
    """Given a difference below zero within an expression, then a later sum settles it exactly."""
    owed = Owed(Period(months=2))

    assert combine(add, owed, Period(months=5)) == Period(months=3)
    assert combine(add, owed, Period(months=1)) == Owed(Period(months=1))


PIECES = (RatePiece(0, 10, Rate(1)), RatePiece(10, 20, Rate(2)), RatePiece(20, None, Rate(-1)))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
@settings(deadline=None)
def test_points_for_an_open_amount_hold_every_amount(one: int, other: int, third: int) -> None:
    """Given an amount within a range, then its points lie within the points of the range, also where rates fall."""
    low, middle, high = sorted((one, other, third))
    span, inside = rated(PIECES, Span(low, high)), rated(PIECES, Span(middle, middle))

    assert span.low is not None
    assert span.high is not None
    assert inside.low is not None
    assert span.low <= inside.low <= span.high


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(limited(Span(3, None), None, 12), Span(3, 12), id="cap-closes-an-open-end"),
        pytest.param(limited(Span(None, 3), 0, None), Span(0, 3), id="floor-closes-an-open-end"),
        pytest.param(added([Span(1, 2), Span(None, 5)]), Span(None, 7), id="sum"),
        pytest.param(best([Span(1, 2), Span(0, 9)]), Span(1, 9), id="best"),
        pytest.param(best([]), Span(0, 0), id="best-of-none"),
        pytest.param(hull([Span(1, 2), Span(5, 6)]), Span(1, 6), id="hull"),
    ],
)
def test_ranges_of_points(span: Span, expected: Span) -> None:
    """Given ranges, then every step keeps what is sure and no more."""
    assert span == expected


POLICY = """\
language: 1
policy: test.numbers
version: v1
title: 计分
status: trial
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  次数: {kind: number, unit: 次}
  岗: {choice: [甲岗, 乙岗]}
  级: {choice: [低, 中, 高]}
  休: {kind: period, may_not_apply: 是}
  入行: date
  年限: {since: 入行}
  奖: {list: {日期: date, 档: {choice: [校, 县]}}}
  住: flag
  补助: {table: {by: 次数, rows: {不满4次: 0元, 满4次不满11次: 220元, 满11次: 360元}}}
  半表: {table: {by: 级, rows: {低: 1元, 中: 1元}}}
  休表: {table: {by: 休, rows: {不满1年: 1元, 满1年: 2元, 不适用: 9元}}}
  两维: {table: {by: [岗, 次数], rows: {甲岗: {不满4次: 1元, 满4次: 2元}, 其他: 3元}}}
  差额: {calc: 年限 - 3年, not_below: 0, not_above: 2年}
points:
  得分:
    items:
      - {item: 从业, of: 年限, rate: 1分/年, years: whole, cap: 10分}
      - {item: 获奖, sum_of: 奖, table: {by: 档, rows: {校: 1分, 县: 2分}}, cap: 6分}
      - {item: 住校, points: 3分, when: [住]}
      - {item: 缺勤, of: 次数, rate: 0.5分/次, cap: 4分, minus: 是}
    cap: 15分
decisions:
  every: {title: 全部, outcomes: {one: 有, none_yet: 无}, otherwise: none_yet}
rules:
  - clause: 一
    decision: every
    outcome: one
    when:
      all: [{补助: 满 1元}, {半表: 满 1元}, {休表: 满 1元}, {两维: 满 1元}, {差额: 满 1年}, {得分: 满 1分}]
"""


def _value(name: str, record: dict[str, Any]) -> Any:
    policy = Policy(load_policy(POLICY), Catalog())
    run = policy.decide("every", Teacher.model_validate(record), as_of=date(2032, 3, 1)).run
    slot = next(number for number, slot in enumerate(run.program.slots) if slot.name == name)
    return run.env.values[slot]


def _missing(record: dict[str, Any]) -> dict[str, str]:
    policy = Policy(load_policy(POLICY), Catalog())
    missing = policy.decide("every", Teacher.model_validate(record), as_of=date(2032, 3, 1)).missing
    return {one.id: one.reason for one in missing}


@pytest.mark.parametrize(
    ("name", "record", "expected"),
    [
        pytest.param("补助", {"次数": "4"}, 220, id="first-of-its-band"),
        pytest.param("补助", {"次数": "10"}, 220, id="last-of-its-band"),
        pytest.param("补助", {}, Possible((0, 220, 360)), id="unknown-leaves-every-row"),
        pytest.param("半表", {}, Possible((1, UNKNOWN)), id="a-choice-without-a-row"),
        pytest.param("半表", {"级": "高"}, UNKNOWN, id="no-row"),
        pytest.param("休表", {"休": "不适用"}, 9, id="not-applicable"),
        pytest.param("休表", {}, Possible((1, 2, 9)), id="it-may-not-apply"),
        pytest.param("两维", {"岗": "乙岗"}, 3, id="the-second-fact-is-not-asked"),
        pytest.param("两维", {"岗": "甲岗"}, Possible((1, 2)), id="the-second-fact-is-open"),
        pytest.param("两维", {"次数": "9"}, Possible((2, 3)), id="the-first-fact-is-open"),
        pytest.param("差额", {"入行": "2031-01-01"}, Period(), id="not-below"),
        pytest.param("差额", {"入行": "2020-01-01"}, Period(years=2), id="not-above"),
        pytest.param("差额", {}, UNKNOWN, id="unknown"),
        pytest.param("得分", {"入行": "2025-03-01", "奖": [], "住": "否", "次数": "0"}, 7, id="items-add-up"),
        pytest.param("得分", {"入行": "2025-03-01", "奖": [], "住": "是", "次数": "9"}, 6, id="minus-has-its-cap"),
        pytest.param("得分", {"入行": "2010-03-01", "住": "是", "次数": "0"}, Between(13, 15), id="list-open"),
        pytest.param("得分", {"入行": "2010-03-01", "奖": [], "次数": "0"}, Between(10, 13), id="gate-open"),
        pytest.param("得分", {}, Between(-4, 15), id="all-open"),
        pytest.param(
            "得分",
            {
                "入行": "2010-03-01",
                "奖": {"完整": "否", "列": [{"日期": "2031-01-01", "档": "县"}]},
                "住": "是",
                "次数": "0",
            },
            15,
            id="more-would-change-nothing",
        ),
    ],
)
def test_a_value_in_every_state_of_its_inputs(name: str, record: dict[str, Any], expected: Any) -> None:
    """Given known, open and not applicable inputs, then a value is known, a range or several as far as they allow."""
    assert _value(name, record) == expected


def test_a_score_asks_only_for_its_open_items() -> None:
    """Given a score that one item keeps open, then only that item's facts are missing."""
    record = {"入行": "2028-03-01", "奖": [], "次数": "9", "岗": "乙岗", "级": "低", "休": "不适用"}

    assert _missing(record) == {"住": "unknown"}


def test_a_value_without_a_row_says_so() -> None:
    """Given a choice of which the table does not speak, then the reason is the missing row, not a missing fact."""
    record = {"入行": "2020-03-01", "奖": [], "次数": "4", "岗": "乙岗", "级": "高", "休": "不适用", "住": "是"}

    assert _missing(record) == {"半表": "no_row"}


FACTS = {
    "入行": ["2010-03-01", "2025-03-01", "2031-06-01"],
    "奖": [[], [{"日期": "2031-01-01", "档": "县"}], [{"日期": "2031-01-01", "档": "校"}] * 8],
    "住": ["是", "否"],
    "次数": ["0", "4", "11", "40"],
    "岗": ["甲岗", "乙岗"],
    "级": ["低", "中"],
    "休": ["不适用", "8个月", "2年"],
}


def _holds(wide: Any, value: Any) -> bool:
    """Return whether an open value leaves room for a known one."""
    if wide is UNKNOWN:
        return True
    if isinstance(wide, Possible):
        return any(_holds(one, value) for one in wide.values)
    if isinstance(wide, Between):
        return (wide.low is None or wide.low <= value) and (wide.high is None or value <= wide.high)
    return bool(wide == value)


@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FACTS.items()}), st.data())
@settings(deadline=None, max_examples=60)
def test_learning_a_fact_only_narrows_a_value(record: dict[str, Any], data: st.DataObject) -> None:
    """Given any record and the same with facts left out, then the open values hold the known ones."""
    known = data.draw(st.sets(st.sampled_from(sorted(FACTS))))
    part = {name: value for name, value in record.items() if name in known}

    for name in ("补助", "休表", "两维", "得分"):
        assert _holds(_value(name, part), _value(name, record))
