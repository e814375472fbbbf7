"""Guards of higher law: their own words beside the county's, one record, and both clauses in the answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import xgxp_rules as xr
from xgxp_rules.diagnostics import RecordError
from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.catalog import Catalog

AS_OF = date(2026, 9, 1)
LAW = """\
language: 1
policy: national.law
version: "1"
title: 上位法
status: in_force
kind: law
in_force: {from: 2000-01-01}
document: {issuer: 国务院, clauses: [{id: 第一条, topic: 不得解聘}]}
parameters:
  界限: {value: 3年, clause: 第一条, source: 第一条, confidence: 高}
facts:
FACTS
guards:
  - {id: law.shield, title: 上位法的保护, clause: 第一条, against: dismissal, when: WHEN}
decisions:
  rest: {title: 其他, about: teacher, outcomes: {yes_: 是的, no_: 不是的}, otherwise: no_}
rules:
  - {clause: 第一条, decision: rest, outcome: yes_, when: [在编在职]}
"""
COUNTY = """\
language: 1
policy: sample.county
version: "1"
title: 县里的规定
status: in_force
jurisdiction: "652328"
in_force: {from: 2000-01-01}
under: [national.law]
document: {issuer: 县教育局, clauses: [{id: 一, topic: 解聘}]}
parameters:
  界限: {value: 10年, clause: 一}
facts:
FACTS
decisions:
  exit:
    title: 退出
    about: teacher
    outcomes: OUTCOMES
    otherwise: stays
  other:
    title: 别的
    about: teacher
    outcomes: {moved: {label: 调动, effects: [transfer]}, kept: 不动}
    otherwise: kept
rules:
  - {clause: 一, decision: exit, outcome: gone, when: [在编在职]}
  - {clause: 一, decision: other, outcome: moved, when: [在编在职]}
"""
GONE = "{gone: {label: 解聘, effects: [dismissal]}, stays: 留任}"


def catalog(folder: Path, *, law: str, when: str, county: str = "  甲: flag", outcomes: str = GONE) -> Catalog:
    """Return a folder with one law and one county under it."""
    texts = {
        "national/law/1.yaml": LAW.replace("FACTS", law).replace("WHEN", when),
        "sample/county/1.yaml": COUNTY.replace("FACTS", county).replace("OUTCOMES", outcomes),
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Catalog(folder)


def decide(found: Catalog, decision: str = "exit", **record: Any) -> Decision:
    """Return the county's decision about one record."""
    teacher = xr.Teacher.model_validate({"在编在职": "是", **record})
    return found.in_force("sample.county", AS_OF).decide(decision, teacher, as_of=AS_OF)


class TestOwnWords:
    """A guard means what its own file says, also where the county uses the same names."""

    def test_a_fact_that_only_the_law_declares_is_read_from_the_record(self, tmp_path: Path) -> None:
        """Given a fact of the law, when the record supplies it, then the guard stands and both clauses are shown."""
        found = catalog(tmp_path, law="  受保护: flag", when="[受保护]")

        decision = decide(found, 受保护="是")

        assert (decision.status, decision.outcome) == ("blocked", "gone")
        clauses = [(one.policy, one.id) for one in decision.report().clauses]
        assert clauses == [("sample.county", "一"), ("national.law", "第一条")]

    def test_a_fact_of_the_law_that_is_not_supplied_leaves_the_decision_open(self, tmp_path: Path) -> None:
        """Given nothing about the law's fact, then the county's settled outcome is not enough, and it is asked for."""
        decision = decide(catalog(tmp_path, law="  受保护: flag", when="[受保护]"))

        assert (decision.status, decision.possible) == ("undetermined", ("gone",))
        assert [one.label for one in decision.missing] == ["受保护"]

    def test_a_name_nobody_declares_is_still_refused(self, tmp_path: Path) -> None:
        """Given a misspelt fact, then it is an error, law or no law."""
        with pytest.raises(RecordError, match="受保护的"):
            decide(catalog(tmp_path, law="  受保护: flag", when="[受保护]"), 受保护的="是")

    def test_worked_out_facts_of_one_name_keep_their_own_meaning(self, tmp_path: Path) -> None:
        """Given one name worked out in two ways, then the guard uses the law's way and the county its own."""
        law = "  年限: {id: span, since: 聘用日期}\n  受保护: {is: {年限: 满 界限}}"
        county = "  年限: {id: span, since: 参加工作日期}\n  已久: {is: {年限: 满 界限}}"
        found = catalog(tmp_path, law=law, when="[受保护]", county=county)

        since_2024 = decide(found, 聘用日期="2024-01-01", 参加工作日期="2000-01-01")
        since_2020 = decide(found, 聘用日期="2020-01-01", 参加工作日期="2025-01-01")

        assert (since_2024.status, since_2020.status) == ("determined", "blocked")

    def test_parameters_of_one_name_keep_their_own_value(self, tmp_path: Path) -> None:
        """Given 界限 as three years in the law and ten in the county, then the guard asks for three."""
        found = catalog(tmp_path, law="  受保护: {is: {工龄: 满 界限}}", when="[受保护]")

        decision = decide(found, 参加工作日期="2023-09-01")

        assert decision.status == "blocked"
        told = [(one.policy, one.text) for one in decision.report().parameters if one.name == "界限"]
        assert told == [("national.law", "3年")]

    @pytest.mark.parametrize(
        ("county", "supplied", "status"),
        [
            pytest.param("  受保护: flag", "是", "blocked", id="the-same-kind-is-one-entry"),
            pytest.param("  受保护: {id: other, kind: flag}", "是", "blocked", id="another-id-of-the-same-kind"),
            pytest.param("  受保护: {kind: number}", 3, "undetermined", id="another-kind-is-the-county's-alone"),
        ],
    )
    def test_one_name_in_both_files(self, tmp_path: Path, county: str, supplied: Any, status: str) -> None:
        """Given a supplied fact of one name in both, then it is one entry of the record where it is of one kind."""
        found = catalog(tmp_path, law="  受保护: flag", when="[受保护]", county=county)

        assert decide(found, 受保护=supplied).status == status

    def test_a_fact_the_county_replaces_is_the_built_in_one_for_the_law(self, tmp_path: Path) -> None:
        """Given a built-in fact redeclared by the county, then the law still means the built-in one."""
        county = "  工龄: {since: 出生日期, replaces: 是}"
        found = catalog(tmp_path, law="  受保护: {is: {工龄: 满 界限}}", when="[受保护]", county=county)

        assert decide(found, 出生日期="1980-01-01", 参加工作日期="2025-09-01").status == "determined"


class TestBearing:
    """A guard is asked only of what carries its effect."""

    def test_a_decision_without_the_effect_is_not_asked(self, tmp_path: Path) -> None:
        """Given an outcome with another effect, then the guard is not part of its answer, known or unknown."""
        decision = decide(catalog(tmp_path, law="  受保护: flag", when="[受保护]"), "other")

        assert decision.status == "determined"
        assert decision.report().guards == ()

    def test_an_alternative_is_struck_and_the_rest_stays(self, tmp_path: Path) -> None:
        """Given an offer of two measures, then the guard strikes the one that carries the effect."""
        gone = "{label: 处理, one_of: [{label: 解聘, effects: [dismissal]}, 待岗], chosen_by: 学校}"
        outcomes = f"{{gone: {gone}, stays: 留任}}"
        decision = decide(catalog(tmp_path, law="  受保护: flag", when="[受保护]", outcomes=outcomes), 受保护="是")

        (offer,) = decision.report().offers
        assert (decision.outcome, offer.struck, offer.status) == ("stays", ("解聘",), "determined")

    def test_a_guard_outside_its_window_does_not_exist(self, tmp_path: Path) -> None:
        """Given a guard that ended, then nothing stands against the outcome."""
        found = catalog(tmp_path, law="  受保护: flag", when="[受保护], in_force: {until: 2026-08-31}")

        assert decide(found, 受保护="是").status == "determined"


def test_the_record_is_read_once_more_for_another_set_of_laws(tmp_path: Path) -> None:
    """Given one record decided under two catalogs, then each reads it with its own law."""
    one = catalog(tmp_path / "one", law="  受保护: flag", when="[受保护]")
    other = catalog(tmp_path / "other", law="  受保护: flag", when="{受保护: 否}")
    teacher = xr.Teacher.model_validate({"在编在职": "是", "受保护": "是"})

    statuses = [
        found.in_force("sample.county", AS_OF).decide("exit", teacher, as_of=AS_OF).status
        for found in (one, other, one)
    ]

    assert statuses == ["blocked", "determined", "blocked"]


BASE = {
    "性别": "女",
    "在编在职": "是",
    "岗位调整意见": [{"日期": "2026-05-10", "答复": "不同意"}],
    "年度考核": [{"年度": 2024, "等次": "合格"}, {"年度": 2025, "等次": "不合格"}],
    "任职经历": [{"学校": "一中", "自": "2024-01-01"}],
    "待岗经历": [],
    "旷工经历": [],
    "处分": [],
    "孕期至哺乳期": "否",
    "孕产": [],
}

PREGNANT = {"孕产": [{"证明日期": "2026-09-01"}]}
ALMOST_ONE = {"孕产": [{"证明日期": "2025-01-10", "出生日期": "2025-09-02"}]}
ONE = {"孕产": [{"证明日期": "2025-01-10", "出生日期": "2025-09-01"}]}
PASSED = {"年度考核": [{"年度": 2025, "等次": "合格"}]}
UNGRADED = {"年度考核": [{"年度": 2024, "等次": "合格"}, {"年度": 2025, "等次": "不定等次"}]}
MAN = {"性别": "男", "孕产": "未知", "孕期至哺乳期": "未知"}


class TestNationalGuards:
    """The guards that ship, on the county's own questions."""

    @pytest.mark.parametrize(
        ("change", "status", "stands"),
        [
            pytest.param({}, "determined", (), id="a-lawful-ground"),
            pytest.param(PASSED, "blocked", ("personnel.lawful-ground",), id="no-failed-year"),
            pytest.param(UNGRADED, "blocked", ("personnel.lawful-ground",), id="a-year-without-grade-is-no-fail"),
            pytest.param(PREGNANT, "blocked", ("women.no-dismissal",), id="pregnant"),
            pytest.param(ALMOST_ONE, "blocked", ("women.no-dismissal",), id="the-day-before-the-first-birthday"),
            pytest.param(ONE, "determined", (), id="the-first-birthday"),
            pytest.param({"孕期至哺乳期": "是"}, "blocked", ("women.no-dismissal",), id="attested"),
            pytest.param({"孕产": "未知"}, "undetermined", (), id="pregnancies-unknown"),
            pytest.param(MAN, "determined", (), id="men-are-not-asked"),
        ],
    )
    def test_dismissal(self, change: dict[str, Any], status: str, stands: tuple[str, ...]) -> None:
        """Given a refused post, then the county's ground holds only as far as national law lets it."""
        found = Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)
        decision = found.decide("dismissal", xr.Teacher.model_validate({**BASE, **change}), as_of=AS_OF)

        report = decision.report()

        assert decision.status == status
        assert {one for each in report.details for one in each.blocked_by} == set(stands)
        assert all("解除通知" in each.procedure for each in report.details)
