"""What `xgxp retirement` says: the statutory day, what may be chosen instead, and the table of a track."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import PolicyError, UsageError
from xgxp_rules.law.retirement import Track
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.laws import schedule_of
from xgxp_rules.library.shipped import shipped_policies
from xgxp_rules.tools.retirement import answer, schedule_on
from xgxp_rules.tools.retirement_table import read_track, rows, rows_csv, rows_data, rows_markdown, rows_text

CATALOG = Catalog()
BORN = date(1969, 8, 1)


def test_a_man_sees_his_day_his_choices_and_the_contributions() -> None:
    """Given a man born on 1 August 1969, then day, limits, notices and contributions are those of the law of 2025."""
    (route,) = answer(CATALOG, BORN, sex="男").routes

    assert (route.track, route.due.date, route.due.age_months, route.due.shift_months) == (
        Track.M60,
        date(2030, 10, 1),
        734,
        14,
    )
    assert (route.window.earliest, route.window.latest) == (date(2029, 8, 1), date(2033, 10, 1))
    assert (route.early_notice, route.late_notice) == (date(2029, 5, 1), date(2030, 9, 1))
    assert route.contribution == (("early", 2029, 180), ("due", 2030, 186))


def test_nobody_may_leave_before_the_original_age() -> None:
    """Given a delay of less than three years, then the earliest day is the original age, not three years before."""
    (route,) = answer(CATALOG, date(1965, 1, 1), sex="male").routes

    assert (route.window.earliest, route.due.date) == (date(2025, 1, 1), date(2025, 2, 1))


@pytest.mark.parametrize(
    ("sex", "post", "tracks"),
    [
        pytest.param("男", "", [Track.M60], id="men-whatever-the-post"),
        pytest.param("女", "专业技术", [Track.F55], id="professional"),
        pytest.param("女", "管理", [Track.F55], id="management"),
        pytest.param("女", "工勤", [Track.F50], id="worker"),
        pytest.param("女", "", [Track.F55, Track.F50], id="post-unknown"),
        pytest.param("", "工勤", [Track.M60, Track.F50], id="sex-unknown"),
        pytest.param("", "", [Track.M60, Track.F55, Track.F50], id="nothing-known"),
        pytest.param("female", "worker", [Track.F50], id="by-id"),
    ],
)
def test_every_track_still_possible_is_shown(sex: str, post: str, tracks: list[Track]) -> None:
    """Given what is known, then the tracks that it leaves open."""
    found = answer(CATALOG, BORN, sex=sex, post=post)

    assert [route.track for route in found.routes] == tracks
    assert found.kind == ("one" if len(tracks) == 1 else "open")


def test_a_senior_title_shows_both_lawful_routes() -> None:
    """Given a woman with a senior title, then the men's age and, at her request, the women's, each with its delay."""
    found = answer(CATALOG, date(1980, 5, 1), sex="女", senior=True)

    assert [(route.track, route.due.date) for route in found.routes] == [
        (Track.M60, date(2043, 5, 1)),
        (Track.F55, date(2038, 1, 1)),
    ]


def test_a_decision_of_2024_knows_neither_delay_nor_choice() -> None:
    """Given a decision date before the reform, then the old age, and nothing to choose."""
    (route,) = answer(CATALOG, BORN, sex="男", as_of=date(2024, 12, 31)).routes

    assert (route.due.date, route.due.shift_months) == (date(2029, 8, 1), 0)
    assert route.window.earliest == route.window.latest == route.due.date
    assert (route.early_notice, route.late_notice, route.contribution) == (None, None, ())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"sex": "雄"}, "可以写：男、女", id="no-such-sex"),
        pytest.param({"sex": "女", "post": "教师"}, "可以写：专业技术、管理、工勤", id="no-such-post"),
        pytest.param({"sex": "男", "senior": True}, "只对女性", id="a-man-has-one-route"),
        pytest.param({"sex": "男", "as_of": date(1969, 7, 31)}, "出生日期晚于决定日期", id="not-born-yet"),
        pytest.param({"sex": "男", "as_of": date(2089, 8, 2)}, "已超过 120 岁", id="older-than-anybody"),
    ],
)
def test_what_cannot_be_is_refused_in_words(given: dict[str, object], said: str) -> None:
    """Given an impossible question, then one error that says what is wrong."""
    with pytest.raises(UsageError, match=said) as caught:
        answer(CATALOG, BORN, **given)  # type: ignore[arg-type]

    assert len(caught.value.diagnostics) == 1


def test_a_birthday_of_120_is_still_possible() -> None:
    """Given the very day of the 120th birthday, then it is answered."""
    assert answer(CATALOG, BORN, sex="男", as_of=date(2089, 8, 1)).routes


class TestTable:
    """The table of a track, from the year before the first delay to the first month with the whole delay."""

    @pytest.mark.parametrize(
        ("track", "count", "first", "last"),
        [
            pytest.param("M60", 153, ("1964-01", 720, 0, "2024-01"), ("1976-09", 756, 36, "2039-09"), id="men"),
            pytest.param(
                "F55", 153, ("1969-01", 660, 0, "2024-01"), ("1981-09", 696, 36, "2039-09"), id="women-55"
            ),
            pytest.param(
                "F50", 131, ("1974-01", 600, 0, "2024-01"), ("1984-11", 660, 60, "2039-11"), id="women-50"
            ),
        ],
    )
    def test_ends(self, track: str, count: int, first: tuple[object, ...], last: tuple[object, ...]) -> None:
        """Given a track, then the table begins and ends where the delay does."""
        found = rows_data(rows(read_track(track), schedule_on(CATALOG, None)))

        assert len(found) == count
        assert (tuple(found[0].values()), tuple(found[-1].values())) == (first, last)

    def test_the_forms_say_the_same(self) -> None:
        """Given one table, then text, CSV, Markdown and data hold the same months."""
        found = rows(Track.F50, schedule_on(CATALOG, None))
        written = list(csv.DictReader(io.StringIO(rows_csv(found))))

        assert [row["retires"] for row in written] == [row["retires"] for row in rows_data(found)]
        assert rows_text(found, "zh").splitlines()[13].split() == ["1975-01", "50岁1个月", "1个月", "2025-02"]
        assert rows_markdown(found, "en").splitlines()[14] == "| 1975-01 | 50 years 1 month | 1 | 2025-02 |"

    def test_the_old_law_has_no_table(self) -> None:
        """Given ages that do not depend on the month of birth, then there are no rows."""
        assert rows(Track.M60, schedule_on(CATALOG, date(2024, 12, 31))) == ()

    def test_an_unknown_track_names_the_known_ones(self) -> None:
        """Given another name, then the error lists the three."""
        with pytest.raises(UsageError, match="M60、F55、F50"):
            read_track("M65")

    def test_a_track_may_be_typed_small(self) -> None:
        """Given the name in small letters, then it is the same track."""
        assert read_track(" f50 ") is Track.F50


class TestLawOfOnesOwn:
    """A folder may carry its own version of the retirement law; its mistakes are told, never guessed away."""

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            pytest.param(
                "m60_longest_shift: {value: 36个月", "m60_longest_shift: {value: 36个月3天", "整年整月", id="days"
            ),
            pytest.param("m60_base: {value: 60年", "m60_base: {value: 60学年", "整年整月", id="school-years"),
            pytest.param("m60_step: {value: 4,", "m60_step: {value: 4.5,", "整数", id="half-a-month"),
            pytest.param("m60_step: {value: 4, ", "m60_stop: {value: 4, ", "缺少参数 `m60_step`", id="missing"),
        ],
    )
    def test_what_the_law_cannot_be_computed_with(self, tmp_path: Path, old: str, new: str, said: str) -> None:
        """Given a parameter with days where only months make sense, then one error names it."""
        text = (shipped_policies() / "national/retirement/2025.yaml").read_text(encoding="utf-8")
        path = tmp_path / "national/retirement/2025.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace(old, new), encoding="utf-8")

        with pytest.raises(PolicyError, match=said) as caught:
            schedule_of(Catalog(tmp_path).in_force("national.retirement", date(2026, 1, 1)).version_data)

        assert len(caught.value.diagnostics) == 1
