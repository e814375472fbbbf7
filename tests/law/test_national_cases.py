"""National law end to end: the policies of `policies/national` decide, and dates would stand up in an arbitration.

The retirement days are held against a table computed here in another way: months are laid out one after another, and
every month of birth is looked up in the list of those who leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import xgxp_rules as xr
from xgxp_rules.diagnostics import RecordError, render
from xgxp_rules.library.catalog import Catalog

CATALOG = Catalog()
MEN = {"sex": "male"}
WOMEN_55 = {"sex": "female", "post_category": "professional"}
WOMEN_50 = {"sex": "female", "post_category": "worker"}
TRACKS = {"M60": (MEN, 60, 1965, 4, 36), "F55": (WOMEN_55, 55, 1970, 4, 36), "F50": (WOMEN_50, 50, 1975, 2, 60)}


def retires_on(born: date, who: dict[str, str], as_of: date) -> date:
    """Return the statutory day as a decision of the national policy worked it out."""
    decision = CATALOG.decide("national.retirement", "retirement", xr.Teacher(born_on=born, **who), as_of=as_of)
    found = {fact.id: fact.value for fact in decision.report().facts}["statutory_retirement_on"]
    return date.fromisoformat(found)


def months_of_birth() -> Iterator[tuple[int, int]]:
    """Yield every month from January 1960 to December 1995."""
    yield from ((year, month) for year in range(1960, 1996) for month in range(1, 13))


def table(base: int, first_year: int, step: int, longest: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Return month of birth → month of retirement, written out step by step as the annex of the law is."""
    made: dict[tuple[int, int], tuple[int, int]] = {}
    delay, left = 0, 0
    for year, month in months_of_birth():
        if year >= first_year:
            if left == 0 and delay < longest:
                delay, left = delay + 1, step
            left -= 1
        leaves_year, leaves_month = year + base, month
        for _ in range(delay):
            leaves_year, leaves_month = (
                (leaves_year + 1, 1) if leaves_month == 12 else (leaves_year, leaves_month + 1)
            )
        made[year, month] = leaves_year, leaves_month
    return made


@pytest.mark.parametrize("track", TRACKS)
def test_every_month_of_birth_follows_the_annex(track: str) -> None:
    """Given all births from 1960 to 1995, when the law of 2025 speaks, then the month is that of the annex."""
    who, base, first_year, step, longest = TRACKS[track]
    wanted = table(base, first_year, step, longest)

    for (year, month), leaves in wanted.items():
        found = retires_on(date(year, month, 1), who, date(2026, 1, 1))
        assert (found.year, found.month, found.day) == (*leaves, 1), (track, year, month)


@pytest.mark.parametrize("track", TRACKS)
def test_the_old_law_knows_no_delay(track: str) -> None:
    """Given a decision on the last day of 2024, then everybody retires at the old age whatever the birth date."""
    who, base, *_ = TRACKS[track]

    for year, month in months_of_birth():
        assert retires_on(date(year, month, 1), who, date(2024, 12, 31)) == date(year + base, month, 1)


@pytest.mark.parametrize(
    ("track", "empty"),
    [
        pytest.param("M60", ["2025-01", "2025-06", "2025-11", "2026-04"], id="men-every-fifth-month"),
        pytest.param("F55", ["2025-01", "2025-06", "2025-11", "2026-04"], id="women-55-every-fifth-month"),
        pytest.param("F50", ["2025-01", "2025-04", "2025-07", "2025-10"], id="women-50-every-third-month"),
    ],
)
def test_nobody_retires_in_certain_months(track: str, empty: list[str]) -> None:
    """Given the delay of a month at every step, then the months that are jumped over see nobody retire."""
    who = TRACKS[track][0]
    months = {
        f"{retires_on(date(year, month, 1), who, date(2025, 1, 1)):%Y-%m}" for year, month in months_of_birth()
    }

    spanned = {f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)}
    missing = sorted(spanned - months)

    assert missing[: len(empty)] == empty


@pytest.mark.parametrize(
    ("born", "who", "leaves"),
    [
        pytest.param(date(1975, 12, 31), WOMEN_50, date(2026, 6, 30), id="31-december-and-six-months"),
        pytest.param(date(1968, 2, 29), MEN, date(2028, 12, 29), id="leap-day"),
        pytest.param(date(1964, 12, 31), MEN, date(2024, 12, 31), id="last-day-without-delay"),
        pytest.param(date(1965, 1, 1), MEN, date(2025, 2, 1), id="first-day-with-delay"),
        pytest.param(date(1976, 9, 1), MEN, date(2039, 9, 1), id="first-at-63"),
        pytest.param(date(1969, 8, 31), MEN, date(2030, 10, 31), id="31st-in-a-month-of-31"),
    ],
)
def test_days_at_the_edges(born: date, who: dict[str, str], leaves: date) -> None:
    """Given births at the edges of months and steps, then the day is exact."""
    assert retires_on(born, who, date(2025, 9, 1)) == leaves


def rotation(as_of: date, **facts: object) -> str | None:
    """Return whether somebody ten years at one school is a candidate for rotation on a day."""
    record = {
        "任职经历": [{"学校": "一中", "自": "2010-09-01"}],
        "在编在职": "是",
        "长期病假": "否",
        "孕期至哺乳期": "否",
        "岗位类别": "专业技术",
        **facts,
    }
    policy = CATALOG.in_force("xinjiang.mulei.xgxp", as_of)
    return policy.decide("rotation", xr.Teacher.model_validate(record), as_of=as_of).outcome


def test_a_man_loses_and_regains_the_five_years() -> None:
    """Given a birth on 1 August 1969, then no candidate in 2024 under the old ages and one in 2025 under the new."""
    facts = {"性别": "男", "出生日期": "1969-08-01"}

    assert rotation(date(2024, 9, 1), **facts) == "not_due"
    assert rotation(date(2025, 9, 1), **facts) == "due"


@pytest.mark.parametrize(
    ("as_of", "sex", "post", "born"),
    [
        pytest.param("2024-09-01", "男", "专业技术", "1969-09-01", id="men-2024"),
        pytest.param("2024-09-01", "女", "专业技术", "1974-09-01", id="women-55-2024"),
        pytest.param("2024-09-01", "女", "工勤", "1979-09-01", id="women-50-2024"),
        pytest.param("2025-09-01", "男", "专业技术", "1969-07-01", id="men-2025"),
        pytest.param("2025-09-01", "女", "管理", "1974-07-01", id="women-55-2025"),
        pytest.param("2025-09-01", "女", "工勤", "1978-10-01", id="women-50-2025"),
    ],
)
def test_exactly_five_years_left_is_enough_and_a_day_less_is_not(
    as_of: str, sex: str, post: str, born: str
) -> None:
    """Given exactly five years to the statutory day, then a candidate; born a day earlier, none."""
    day, birth = date.fromisoformat(as_of), date.fromisoformat(born)
    facts = {"性别": sex, "岗位类别": post}
    earlier = date.fromordinal(birth.toordinal() - 1).isoformat()

    assert rotation(day, 出生日期=born, **facts) == "due"
    assert rotation(day, 出生日期=earlier, **facts) == "not_due"


def test_an_elective_exit_never_moves_the_time_left() -> None:
    """Given the policy on chosen exits in force too, then the time left is still to the statutory day."""
    record = xr.Teacher(born_on=date(1976, 9, 1), sex="male")
    decision = CATALOG.decide("national.flexible-retirement", "early", record, as_of=date(2036, 9, 1))
    facts = {fact.id: fact for fact in decision.report().facts}

    assert facts["statutory_retirement_on"].value == "2039-09-01"
    assert decision.offers == ("within",)
    assert rotation(date(2036, 9, 1), 性别="男", 出生日期="1976-09-01") == "not_due"


def test_what_is_only_known_from_practice_says_so() -> None:
    """Given a woman's track, then the worksheet says that the track by post is practice, not the text."""
    record = xr.Teacher.model_validate({"性别": "女", "岗位类别": "专业技术", "出生日期": "1974-07-01"})
    decision = CATALOG.decide("national.retirement", "retirement", record, as_of=date(2025, 9, 1))

    assert "按岗位分档凭通行做法" in xr.explain(decision, detail="worksheet").replace("\n", "").replace(" ", "")


def test_a_parameter_from_convention_says_so_on_the_card() -> None:
    """Given the six months of long sick leave, then the card says that no text was seen for them."""
    record = xr.Teacher.model_validate({"请假": [{"类型": "病假", "自": "2025-03-01"}]})
    policy = CATALOG.in_force("national.working-time", date(2025, 9, 2))
    decision = policy.decide("long_sick_leave", record, as_of=date(2025, 9, 2))

    card = xr.explain(decision).replace("\n", "").replace(" ", "")

    assert decision.outcome == "long"
    assert "凭惯例" in card
    assert "没有法定数字" in card


@pytest.mark.parametrize("policy_id", [one for one in CATALOG.ids() if one.startswith("national.")])
def test_every_national_parameter_says_where_it_comes_from(policy_id: str) -> None:
    """Given the national policies, then each parameter names a source or a basis, and how sure it is."""
    for policy in CATALOG.versions(policy_id):
        for parameter in policy.version_data.parameters:
            assert parameter.confidence, (policy_id, parameter.name)
            assert parameter.source or parameter.basis, (policy_id, parameter.name)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        pytest.param({"出生日期": "1979-02-30"}, "出生日期", id="impossible-date"),
        pytest.param(
            {"任职经历": [{"学校": "一中", "自": "2021-04-31"}]}, "任职经历[1].自", id="impossible-date-in-a-list"
        ),
        pytest.param({"出生日期": "2026-01-01"}, "晚于决定日期", id="born-after-the-decision"),
        pytest.param({"出生日期": "1905-08-31"}, "超过 120 岁", id="over-120"),
        pytest.param(
            {"任职经历": [{"学校": "一中", "自": "2021-09-01", "至": "2021-08-31"}]}, "早于", id="until-before-from"
        ),
    ],
)
def test_what_cannot_be_true_is_one_error_in_words(record: dict[str, object], said: str) -> None:
    """Given a record that cannot be true, then one error, in words, and no answer."""
    policy = CATALOG.in_force("xinjiang.mulei.xgxp", date(2025, 9, 1))

    with pytest.raises(RecordError) as caught:
        policy.decide("rotation", xr.Teacher.model_validate(record), as_of=date(2025, 9, 1))

    (problem,) = caught.value.diagnostics
    assert said in render(problem)
