"""Records whose days must agree with each other, and with the day of the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from records_kit import codes, postings

from xgxp_rules.model.records import School, Teacher, check_against


class TestPostings:
    @pytest.mark.parametrize(
        "rows",
        [
            pytest.param([("一中", "2010-09-01", "2015-08-31"), ("一中", "2015-09-01")], id="touching"),
            pytest.param([("一中", "2010-09-01"), ("二中", "2012-09-01", "2013-08-31")], id="two-schools-at-once"),
            pytest.param(
                [("一中", "2010-09-01", None, "是"), ("二中", "2012-09-01", None, "否")], id="one-main-post"
            ),
            pytest.param([("一中", "2010-09", "2015-08"), ("一中", "2015-08", "2016")], id="months-may-touch"),
            pytest.param([("一中", "2010-09-01", "未知"), ("一中", "2012-09-01")], id="end-unknown"),
            pytest.param([("一中", "未知", "2015-08-31"), ("一中", "2012-09-01")], id="start-unknown"),
            pytest.param([("一中", "2020-09-01"), ("一中", "2010-09-01", "2020-08-31")], id="latest-first"),
            pytest.param([("未知", "2010-09-01"), ("未知", "2010-09-01")], id="schools-unknown"),
        ],
    )
    def test_what_may_be_lawful_is_accepted(self, rows: list[tuple[Any, ...]]) -> None:
        """Doubt never counts against a record."""
        held = Teacher.model_validate(postings(*rows)).postings

        assert isinstance(held, tuple)
        assert len(held) == len(rows)

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            pytest.param([("一中", "2010-09-01", "2015-09-01"), ("一中", "2015-09-01")], "XG421", id="one-day"),
            pytest.param([("一中", "2010-09-01"), ("一中", "2015-09-01")], "XG421", id="both-running"),
            pytest.param([("一中", "2015-09-01"), ("一中", "2010-09-01")], "XG421", id="latest-first"),
            pytest.param(
                [("一中", "2010-09-01"), ("二中", "2011-09-01", "2012-08-31"), ("一中", "2015-09-01")],
                "XG421",
                id="one-between",
            ),
            pytest.param(
                [("一中", "2010", "2016"), ("一中", "2011", "2012")], "XG421", id="years-that-surely-overlap"
            ),
            pytest.param(
                [("一中（东区）", "2010-09-01"), ("一中(东区)", "2015-09-01")], "XG421", id="bracket-widths"
            ),
            pytest.param(
                [("一中", "2010-09-01", None, "是"), ("二中", "2012-09-01", None, "是")],
                "XG422",
                id="two-main-posts",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(self, rows: list[tuple[Any, ...]], code: str) -> None:
        assert codes(postings(*rows)) == [code]

    def test_incomplete_and_disputed_lists_are_looked_at_too(self) -> None:
        twice = postings(("一中", "2010-09-01"), ("一中", "2015-09-01"))["任职经历"]

        assert codes({"任职经历": {"完整": "否", "列": twice}}) == ["XG421"]
        assert codes({"任职经历": {"争议": [{"值": twice, "来源": "甲"}, {"值": [], "来源": "乙"}]}}) == ["XG421"]


class TestDecisionDate:
    @pytest.mark.parametrize(
        ("data", "as_of", "expected"),
        [
            pytest.param({"出生日期": "1980-05-01"}, date(1980, 5, 1), [], id="born-today"),
            pytest.param({"出生日期": "1980-05-01"}, date(1980, 4, 30), ["XG430"], id="born-tomorrow"),
            pytest.param({"出生日期": "1980-05"}, date(1980, 5, 1), [], id="born-this-month"),
            pytest.param({"出生日期": "1900-05-01"}, date(2020, 5, 1), [], id="120-today"),
            pytest.param({"出生日期": "1900-05-01"}, date(2020, 5, 2), ["XG431"], id="over-120"),
            pytest.param({"出生日期": "1900"}, date(2020, 12, 31), [], id="perhaps-over-120"),
            pytest.param({"出生日期": "9990-01-01"}, date(9990, 1, 1), [], id="end-of-the-calendar"),
            pytest.param({"年度考核": [{"年度": 2026}]}, date(2026, 1, 1), [], id="this-year"),
            pytest.param({"年度考核": [{"年度": 2026}]}, date(2025, 12, 31), ["XG432"], id="next-year"),
            pytest.param(
                {"年度考核": {"完整": "否", "列": [{"年度": 2026}]}},
                date(2025, 1, 1),
                ["XG432"],
                id="incomplete-list",
            ),
            pytest.param({}, date(2026, 1, 1), [], id="nothing-known"),
        ],
    )
    def test_a_record_is_held_against_the_decision_date(self, data: Any, as_of: date, expected: list[str]) -> None:
        teacher = Teacher.model_validate(data)

        for _ in range(2):  # the second time from what was kept
            assert [each.code for each in check_against(teacher, as_of)] == expected

    def test_other_records_have_nothing_to_check(self) -> None:
        assert check_against(School(name="一中"), date(2026, 1, 1)) == []
