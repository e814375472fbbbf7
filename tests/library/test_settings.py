"""Values that other bodies set, and values of other policies: which day has which, and what is refused."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xgxp_rules.diagnostics import PolicyError
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Teacher

HEAD = """\
language: 1
policy: {policy}
version: {version}
title: 试点
status: in_force
jurisdiction: "999999"
in_force: {{from: {begins}}}
document: {{clauses: [{{id: 一, topic: 甲}}]}}
"""
COUNTY = """\
facts:
  入行: date
  从业: {since: 入行}
  天数: {kind: number, unit: 天}
  伙食补助: {calc: 伙食标准 * 天数}
parameters:
  分批年数: {set_by: 学校, limits: 2年 至 4年, clause: 一}
  固定: {value: 3次, clause: 一}
  伙食标准: {taken_from: test.meals, parameter: 每日标准, clause: 一}
decisions:
  meals: {title: 伙食, value: 伙食补助}
  done: {title: 期满, outcomes: {over: 期满, running: 未满}, otherwise: running}
rules:
  - {clause: 一, decision: done, outcome: over, when: {从业: 满 分批年数}}
"""
RECORD = Teacher.model_validate({"入行": "2030-03-01", "天数": "10"})


def _write(folder: Path, policy: str, version: str, begins: str, body: str) -> None:
    target = folder.joinpath(*policy.split("."), f"{version}.yaml")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(HEAD.format(policy=policy, version=version, begins=begins) + body, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a county's policy and two versions of the one it takes a value from."""
    _write(tmp_path, "test.county", "v1", "2030-01-01", COUNTY)
    for version, begins, amount in (("v1", "2030-01-01", 40), ("v2", "2032-01-01", 50)):
        _write(
            tmp_path,
            "test.meals",
            version,
            begins,
            f"parameters: {{每日标准: {{value: {amount}元, clause: 一}}}}\n",
        )
    return tmp_path


def _set(folder: Path, text: str) -> Path:
    path = folder / "set.yml"
    path.write_text(f"settings: test.county\nsource: 某校〔2031〕3号\nvalues:\n  {text}\n", encoding="utf-8")
    return path


def _done(catalog: Catalog, on: date) -> Any:
    return catalog.decide("test.county", "done", RECORD, as_of=on)


def test_what_nobody_has_set_is_asked_of_the_body(folder: Path) -> None:
    """Given no settings, then the decision is open and names the parameter and who sets it."""
    (missing,) = _done(Catalog(folder), date(2033, 3, 1)).missing

    assert (missing.id, missing.reason, missing.who) == ("分批年数", "unset", "学校")


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        pytest.param(date(2031, 1, 31), None, id="day-before-it-is-set"),
        pytest.param(date(2033, 2, 28), "running", id="day-before-three-years"),
        pytest.param(date(2033, 3, 1), "over", id="three-years"),
    ],
)
def test_a_value_holds_from_its_own_day(folder: Path, on: date, answer: str | None) -> None:
    """Given a value set from a day on, then it holds from that day."""
    catalog = Catalog(folder, settings=[_set(folder, "分批年数: {value: 3年, from: 2031-02-01}")])

    assert _done(catalog, on).outcome == answer


def test_a_local_folder_is_read_without_being_named(folder: Path) -> None:
    """Given a file in a folder `local` beside the versions, then it counts and is no policy itself."""
    local = folder / "test" / "county" / "local"
    local.mkdir()
    _set(folder, "分批年数: 2年").rename(local / "2031.yaml")
    catalog = Catalog(folder)

    decision = _done(catalog, date(2032, 3, 1))

    assert catalog.ids() == ("test.county", "test.meals")
    assert decision.outcome == "over"
    assert decision.report().parameters[0].source == "某校〔2031〕3号"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("分批年数: 5年", "XG397", id="above-the-limits"),
        pytest.param("分批年数: 1年", "XG397", id="below-the-limits"),
        pytest.param("分批年数: 3次", "XG201", id="another-kind"),
        pytest.param("固定: 4次", "XG396", id="not-left-to-anybody"),
        pytest.param("分批年: 3年", "XG395", id="no-such-parameter"),
        pytest.param("分批年数: {from: 2031-02-01}", "XG103", id="no-value"),
    ],
)
def test_what_may_not_be_set(folder: Path, text: str, code: str) -> None:
    """Given a setting that the policy does not allow, when it is used, then the file is refused."""
    catalog = Catalog(folder, settings=_set(folder, text))

    with pytest.raises(PolicyError) as refused:
        catalog.versions("test.county")
    assert [each.code for each in refused.value.diagnostics] == [code]


def test_a_setting_names_its_source(folder: Path) -> None:
    """Given a setting without a source, then it is refused: nobody could check it."""
    path = _set(folder, "分批年数: 3年")
    path.write_text(path.read_text(encoding="utf-8").replace("source: 某校〔2031〕3号\n", ""), encoding="utf-8")

    with pytest.raises(PolicyError, match="XG398"):
        Catalog(folder, settings=[path]).versions("test.county")


@pytest.mark.parametrize(
    ("on", "amount", "version"),
    [
        pytest.param(date(2031, 12, 31), 400, "v1", id="last-day-of-the-old"),
        pytest.param(date(2032, 1, 1), 500, "v2", id="first-day-of-the-new"),
    ],
)
def test_a_taken_value_follows_the_version_in_force(folder: Path, on: date, amount: int, version: str) -> None:
    """Given a value of another policy, then it is that policy's on the decision date, and the receipt pins it."""
    decision = Catalog(folder).decide("test.county", "meals", RECORD, as_of=on)
    report = decision.report()

    assert decision.value == amount
    assert [(one.policy, one.version) for one in report.higher_law] == [("test.meals", version)]
    assert version in report.parameters[0].source


def test_a_catalog_with_settings_survives_pickling(folder: Path) -> None:
    """Given a catalog with settings, when it is pickled, then it comes back with them."""
    catalog = Catalog(folder, settings=[_set(folder, "分批年数: 3年")])

    assert pickle.loads(pickle.dumps(catalog)) == catalog != Catalog(folder)


def test_a_setting_may_be_for_a_later_version(folder: Path) -> None:
    """Given a parameter that only the later version leaves open, when it is set for all, then both can be asked."""
    earlier = COUNTY.replace("{set_by: 学校, limits: 2年 至 4年, clause: 一}", "{value: 3年, clause: 一}")
    _write(folder, "test.county", "v0", "2020-01-01", earlier)
    more = COUNTY.replace("  固定:", "  只在新版: {set_by: 学校, limits: 1次 至 9次, clause: 一}\n  固定:")
    _write(folder, "test.county", "v1", "2030-01-01", more)
    later = _set(folder, "只在新版: 2次")

    catalog = Catalog(folder, settings=[later])

    assert [one.version for one in catalog.versions("test.county")] == ["v0", "v1"]


def test_a_setting_of_no_version_is_refused(folder: Path) -> None:
    """Given a name that no version has, when it is set, then it is refused with the nearest one."""
    wrong = _set(folder, "没有的: 2次")

    with pytest.raises(PolicyError, match="XG395"):
        Catalog(folder, settings=[wrong]).versions("test.county")
