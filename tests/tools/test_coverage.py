"""What a suite leaves out is named: each kind of gap appears when its case is taken away, and only then."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from bench_kit import GOOD, POLICY, Town, town

from xgxp_rules.diagnostics import Lang
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.nodes import Compare, Constant, MeasuringDay
from xgxp_rules.model.values import DATE, NUMBER, PERIOD, UNKNOWN, Choice, Kind
from xgxp_rules.tools.coverage import Coverage, measure
from xgxp_rules.tools.coverage.reports import coverage_data, coverage_html, coverage_text
from xgxp_rules.tools.coverage.steps import side_of, sides_wanted
from xgxp_rules.tools.coverage.targets import targets_of
from xgxp_rules.tools.suites import run_suites

GRADES = Kind("choice", choices=(Choice("low", "低"), Choice("mid", "中"), Choice("high", "高")), ordered=True)


@pytest.fixture
def county(tmp_path: Path) -> Town:
    return town(tmp_path)


def _coverage(county: Town, cases: str = GOOD, processes: int = 1) -> Coverage:
    catalog = county.catalog
    report = run_suites(county.suites(cases), catalog, processes=processes, covering=True)
    return measure(catalog, report.marks)


def _without(*names: str) -> str:
    lines = GOOD.splitlines(keepends=True)
    assert all(any(f"name: {name}," in line for line in lines) for name in names)
    return "".join(line for line in lines if not any(f"name: {name}," in line for name in names))


def _gaps(coverage: Coverage) -> set[tuple[str, str, str]]:
    return {(target.group, target.owner, side) for target, sides in coverage.policies[0].gaps() for side in sides}


def test_a_thorough_suite_leaves_nothing_out(county: Town) -> None:
    """Given cases on every side of everything, then all of it is covered and nothing is listed."""
    coverage = _coverage(county)

    assert coverage.percent == 100.0
    assert _gaps(coverage) == set()


@pytest.mark.parametrize(
    ("taken", "gap"),
    [
        pytest.param(("差一次",), ("boundary", "够次数", "below"), id="one-step-below"),
        pytest.param(("正好够次数", "版本的第一天"), ("boundary", "够次数", "exact"), id="exactly-on-it"),
        pytest.param(("六次",), ("boundary", "够次数", "above"), id="one-step-above-in-a-reading"),
        pytest.param(("满三十年的当天",), ("boundary", "duty.lives-in", "exact"), id="the-anniversary"),
        pytest.param(("差一天满三十年",), ("boundary", "duty.lives-in", "below"), id="the-day-before"),
        pytest.param(("不住校",), ("condition", "duty.lives-in", "false"), id="a-condition-never-false"),
        pytest.param(("规则还没有施行",), ("day", "duty.lives-in", "asked"), id="the-day-before-a-rule"),
        pytest.param(("版本的最后一天",), ("day", "2030", "asked"), id="the-version's-last-day"),
    ],
)
def test_a_missing_case_is_a_gap(county: Town, taken: tuple[str, ...], gap: tuple[str, str, str]) -> None:
    """Given the suite without some case, then exactly what that case showed is missing."""
    coverage = _coverage(county, _without(*taken))

    assert gap in _gaps(coverage)
    assert coverage.percent < 100.0


def test_rules_and_outcomes_nobody_reaches_are_gaps(county: Town) -> None:
    """Given one case that reaches nothing, then rules and outcomes are listed with their lines and words."""
    coverage = _coverage(county, "  - {name: 甲, as_of: 2031-05-01, given: {住校: 否}, expect: {duty: free}}\n")

    assert {("rule", "duty.enough", "held"), ("outcome", "duty", "reached")} <= _gaps(coverage)
    lines = {target.owner: target.span.line for target, _sides in coverage.policies[0].gaps()}
    assert "duty.enough" in county.policy_file.read_text(encoding="utf-8").splitlines()[lines["duty.enough"] - 1]


def test_several_processes_cover_the_same(county: Town) -> None:
    """Given the cases cut into pieces, when two processes run them, then the marks come together."""
    cases = GOOD + "".join(
        f"  - {{name: 又{number}, as_of: 2031-05-01, expect: {{duty: on_duty}}}}\n" for number in range(30)
    )

    assert _coverage(county, cases, processes=2).policies == _coverage(county, cases).policies


@pytest.mark.parametrize(
    ("value", "bound", "kind", "side"),
    [
        pytest.param(3, 4, NUMBER, "below", id="one-less"),
        pytest.param(4, 4, NUMBER, "exact", id="equal"),
        pytest.param(6, 4, NUMBER, None, id="two-more"),
        pytest.param(Fraction(9, 100), Fraction(1, 10), Kind("number", unit="%"), "below", id="a-percent-less"),
        pytest.param(date(2026, 8, 31), date(2026, 9, 1), DATE, "below", id="the-day-before"),
        pytest.param(
            Elapsed(date(2020, 9, 2), date(2026, 9, 1)), Period(years=6), PERIOD, "below", id="a-day-short"
        ),
        pytest.param(
            Elapsed(date(2020, 9, 1), date(2026, 9, 1)), Period(years=6), PERIOD, "exact", id="the-anniversary"
        ),
        pytest.param(
            Elapsed(date(2020, 2, 29), date(2026, 3, 1)), Period(years=6), PERIOD, "above", id="past-a-leap-day"
        ),
        pytest.param(Period(months=11, days=29), Period(years=1), PERIOD, "below", id="a-total-a-day-short"),
        pytest.param("mid", "high", GRADES, "below", id="one-grade-lower"),
        pytest.param(UNKNOWN, 4, NUMBER, None, id="unknown"),
    ],
)
def test_a_step_is_the_unit_of_the_threshold(value: Any, bound: Any, kind: Kind, side: str | None) -> None:
    """Given a value near a threshold, then it counts for a side only within one day, one, or one place."""
    assert side_of(value, bound, kind, Compare("ge", Constant(bound))) == side


@pytest.mark.parametrize(
    ("bound", "kind", "wanted"),
    [
        pytest.param(Constant(0), NUMBER, ("exact", "above"), id="nothing-below-zero"),
        pytest.param(Constant(Period()), PERIOD, ("exact", "above"), id="nothing-below-no-time"),
        pytest.param(Constant("low"), GRADES, ("exact", "above"), id="lowest-grade"),
        pytest.param(Constant("high"), GRADES, ("below", "exact"), id="highest-grade"),
        pytest.param(MeasuringDay(), DATE, ("below", "exact", "above"), id="the-day-itself"),
    ],
)
def test_a_side_that_cannot_be_is_not_asked_for(
    bound: Constant | MeasuringDay, kind: Kind, wanted: tuple[str, ...]
) -> None:
    """Given a threshold at an end of what is possible, then no case is asked for beyond it."""
    assert sides_wanted(bound, kind) == wanted


@pytest.mark.parametrize(
    ("lang", "said"), [pytest.param("zh", "缺低一步的案例", id="zh"), pytest.param("en", "one step below", id="en")]
)
def test_gaps_are_told_with_place_and_words(county: Town, lang: Lang, said: str) -> None:
    """Given a gap, then its line, the author's words and what is missing are printed."""
    text = coverage_text(_coverage(county, _without("差一次")), lang)

    assert f"{county.policy_file}:" in text
    assert "值守次数: 达到 最低次数" in text
    assert said in text


def test_the_json_report_holds_figures_and_gaps(county: Town) -> None:
    """Given a suite with a gap, then the data can be written as JSON and name it."""
    data = json.loads(json.dumps(coverage_data(_coverage(county, _without("差一次")))))

    assert data["groups"]["boundary"] == {"shown": 8, "total": 9}
    assert data["policies"][0]["gaps"][0]["missing"] == ["below"]


def test_the_html_report_stands_alone(county: Town) -> None:
    """Given the page, then it loads nothing from elsewhere, shows the file and escapes what it quotes."""
    county.policy_file.write_text(
        county.policy_file.read_text(encoding="utf-8").replace("次数够了", "次数<b>够了"), encoding="utf-8"
    )

    page = coverage_html(_coverage(county, _without("差一次")))

    seen: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(page)
    assert not [tag for tag, attrs in seen if tag in ("script", "link", "img") or "src" in attrs or "href" in attrs]
    assert "次数&lt;b&gt;够了" in page
    assert 'class="line gap"' in page


def test_an_outcome_that_no_case_can_reach_is_not_asked_for(tmp_path: Path) -> None:
    """Given a failure that no binding requirement leads to, and a value nobody has set, then neither is a target."""
    policy = POLICY.replace(
        "    otherwise: free\n",
        "    otherwise: free\n"
        "  term:\n    title: 期限\n    outcomes: {usual: 符合, unusual: 不符合}\n"
        "    requires: [{id: t, clause: 一, modality: should, need: {值守次数: 满 1次}}]\n"
        "  award: {title: 奖励, outcomes: {paid: 发给, unpaid: 不发}, otherwise: unpaid}\n",
    ).replace(
        "rules:\n",
        "rules:\n  - {id: p, clause: 一, decision: award, outcome: paid, value: 标准, when: [住校]}\n",
        1,
    )
    policy = policy.replace(
        "parameters:\n", "parameters:\n  标准: {set_by: 样例单位, kind: number, unit: 元, clause: 一}\n"
    )
    version = town(tmp_path, policy).catalog.versions("sample.duty")[0].version_data

    found = {(one.owner, one.text) for one in targets_of(version) if one.group == "outcome"}

    assert {("term", "符合"), ("award", "不发")} <= found
    assert not {("term", "不符合"), ("award", "发给")} & found
