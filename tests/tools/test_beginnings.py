"""What `xgxp new` drafts is sound, stands on the edges, and leaves every answer to a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from search_kit import HEAD, duty

from xgxp_rules.diagnostics import UsageError
from xgxp_rules.language.cases import load_cases
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.shipped import shipped_policies
from xgxp_rules.tools.beginnings import begun
from xgxp_rules.tools.cases import run_file


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Return a folder with one policy of one bound."""
    path = tmp_path / "test" / "search" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + duty("r first {同校连续任教: 满 6年, 待岗时间: 不适用}"), encoding="utf-8")
    return Catalog(tmp_path)


def test_a_new_policy_is_sound_and_says_who_goes_first(catalog: Catalog) -> None:
    """Given an id and a first day, when a policy is begun, then the file is valid and explains precedence."""
    text = begun("policy", "sample.county", catalog, date(2031, 9, 1))

    version = load_policy(text)
    assert (version.id, version.in_force.from_on, version.status) == ("sample.county", date(2031, 9, 1), "draft")
    assert "# 先列的优先" in text


def test_a_new_policy_needs_its_first_day(catalog: Catalog) -> None:
    """Given no day, when a policy is begun, then the call is refused: no clock is read."""
    with pytest.raises(UsageError) as error:
        begun("policy", "sample.county", catalog)

    assert error.value.code == "XG572"


TEMPLATES = sorted({path.parent.name for path in (shipped_policies() / "templates").glob("*/*.yaml")})


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_policy_copied_from_a_template_is_a_sound_draft_of_its_own(catalog: Catalog, name: str) -> None:
    """Given a shipped template, when a policy is begun from it, then it decides the same under a head of its own."""
    source = Catalog().versions(f"templates.{name}")[-1].version_data

    version = load_policy(begun("policy", "sample.county", catalog, date(2031, 9, 1), source=f"templates.{name}"))

    assert (version.id, version.version, version.title) == ("sample.county", "2031", source.title)
    assert (version.status, version.kind, version.jurisdiction) == ("draft", "standing", "000000")
    assert version.in_force.from_on == date(2031, 9, 1)
    assert (version.decisions, version.rules, version.procedures) == (
        source.decisions,
        source.rules,
        source.procedures,
    )
    assert [one.id for one in version.document.clauses] == [one.id for one in source.document.clauses]
    assert not any(one.inventory for one in version.document.clauses)


def test_a_policy_copied_from_a_county_leaves_its_place_and_time_behind(catalog: Catalog) -> None:
    """Given a policy written with Chinese keys, when another is begun from it, then nothing of its head is left."""
    path = catalog.folder / "test" / "source" / "v1.yaml"
    path.parent.mkdir()
    path.write_text(
        "语言版本: 1\n政策: test.source\n版本: v1\n标题: 原县办法\n状态: 试行\n"
        '行政区划: "999999"\n施行:\n  自: 2031-02-20\n  推定依据: 原县的\n'
        "# 留下的说明\n文件: {条款: [{编号: 一, 主题: 甲, 清单编号: [ML-01, ML-02]}]}\n",
        encoding="utf-8",
    )

    text = begun("policy", "sample.county", catalog, date(2031, 9, 1), source="test.source")

    version = load_policy(text)
    assert (version.id, version.title, version.jurisdiction) == ("sample.county", "原县办法", "000000")
    assert version.document.clauses[0].inventory == ()
    assert "原县的" not in text
    assert "# 留下的说明" in text


def test_a_source_that_is_not_there(catalog: Catalog) -> None:
    """Given a name that no policy has, when one is to be copied, then the call is refused."""
    with pytest.raises(UsageError):
        begun("policy", "sample.county", catalog, date(2031, 9, 1), source="templates.nothing")


def test_a_new_rule_fits_its_policy(catalog: Catalog) -> None:
    """Given a policy, when a rule is begun and put at its end, then the file is still valid."""
    rule = begun("rule", "test.search", catalog, decision="值守")

    text = HEAD + duty("r second [在编在职]") + rule
    assert [one.outcome for one in load_policy(text).rules] == ["second", "first"]


def test_a_rule_of_a_decision_that_is_not_there(catalog: Catalog) -> None:
    """Given a name no decision has, when a rule is begun, then the nearest is offered."""
    with pytest.raises(UsageError) as error:
        begun("rule", "test.search", catalog, decision="值宿")

    assert error.value.hint == "是否想写 `值守`？"


@pytest.mark.parametrize("thing", ["case", "cases"])
def test_drafted_cases_fail_until_they_are_filled(catalog: Catalog, thing: str, tmp_path: Path) -> None:
    """Given drafted cases, when they are run, then every one of them fails."""
    path = tmp_path / "draft.test.yaml"
    path.write_text(begun(thing, "test.search", catalog), encoding="utf-8")  # type: ignore[arg-type]

    result = run_file(path, catalog)

    assert result.results
    assert not any(one.passed for one in result.results)


def test_boundary_cases_stand_on_the_edge(catalog: Catalog) -> None:
    """Given a bound of six years, when cases are drafted, then one is full on the day and has both its neighbours."""
    text = begun("cases", "test.search", catalog)

    suite = load_cases(text.encode(), "draft")
    day = next(case.as_of for case in suite.cases)
    assert f"自: {day.year - 6}-{day.month:02}-{day.day:02}" in text
    names = "\n".join(case.name for case in suite.cases)
    for edge in ("前一天", "后一天", "不明", "没有待岗经历", "二月二十九日", "学年最后一天", "学年第一天"):
        assert edge in names
