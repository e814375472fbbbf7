"""Values that schools have each set for themselves: whose value holds, what papers may not both say, what is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import xgxp_rules as xr
from xgxp_rules.diagnostics import PolicyError
from xgxp_rules.model.records import Record

POLICY = """\
language: 1
policy: test.share
version: v1
title: 优秀比例
status: in_force
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 优秀比例由学校在范围内定}]}
facts:
  优秀: flag
  入职日期: date
  服务时间: {since: 入职日期}
parameters:
  优秀比例: {set_by: 学校, limits: 10% 至 20%, clause: 一}
  服务年限: {set_by: 学校, limits: 1年 至 9年, clause: 一}
decisions:
  done: {title: 期满, outcomes: {over: 期满, running: 未满}, otherwise: running}
rules:
  - {clause: 一, decision: done, outcome: over, when: {服务时间: 满 服务年限}}
quotas:
  优秀上限: {clause: 一, per: 学校, base: {在编在职: 是}, counted: [优秀], ceiling: 优秀比例}
"""
DAY = date(2031, 12, 31)
FIRST = "〔2031〕1号"
SECOND = "〔2031〕2号"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the policy and nothing set."""
    (tmp_path / "test" / "share" / "local").mkdir(parents=True)
    (tmp_path / "test" / "share" / "v1.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path


def _paper(folder: Path, name: str, text: str) -> None:
    path = folder / "test" / "share" / "local" / f"{name}.yaml"
    path.write_text(f"settings: test.share\n{text}", encoding="utf-8")


def _two_schools(folder: Path, first: str = "一中", second: str = "二中") -> xr.Catalog:
    _paper(
        folder,
        "a",
        f"for: {first}\nsource: {FIRST}\nfrom: 2031-01-01\nvalues: {{优秀比例: 10%, 服务年限: 3年}}\n",
    )
    _paper(
        folder,
        "b",
        f"对象: [{second}]\n来源: {SECOND}\n自: 2031-01-01\n数值: {{优秀比例: 20%, 服务年限: 5年}}\n",
    )
    return xr.Catalog(folder)


def _teacher(**more: Any) -> Record:
    return xr.Teacher.model_validate({"在编在职": "是", "入职日期": "2027-12-31", **more})


def _posting(*schools: str) -> dict[str, Any]:
    return {"任职经历": [{"学校": one, "自": "2027-12-31"} for one in schools]}


@pytest.mark.parametrize(
    ("given", "outcome", "missing"),
    [
        pytest.param(_posting("一中"), "over", (), id="three-years-at-the-first-school"),
        pytest.param(_posting("二中"), "running", (), id="five-years-at-the-second"),
        pytest.param(_posting("三中"), None, (("服务年限", "unset"),), id="the-third-has-set-nothing"),
        pytest.param(_posting("s1"), "over", (), id="by-the-id-in-the-school-record"),
        pytest.param({}, None, (("postings", "unknown"),), id="the-school-is-not-known"),
        pytest.param({"任职经历": []}, None, (("服务年限", "unset"),), id="at-no-school"),
        pytest.param(
            _posting("一中", "二中") | {"入职日期": "2020-01-01"}, "over", (), id="either-school-says-the-same"
        ),
    ],
)
def test_the_value_of_the_record_s_school(
    folder: Path, given: dict[str, Any], outcome: str | None, missing: tuple[tuple[str, str], ...]
) -> None:
    """Given two schools' own values, when a teacher is decided on, then the value of the school of today holds."""
    others = xr.Records([xr.School.model_validate({"编号": "s1", "名称": "一中"})])
    catalog = _two_schools(folder)

    found = catalog.decide("test.share", "done", _teacher(**given), as_of=DAY, others=others)

    assert found.outcome == outcome
    assert tuple((one.id, one.reason) for one in found.missing) == missing


@pytest.mark.parametrize(
    ("school", "paper", "zh", "en"),
    [
        pytest.param(
            "一中", FIRST, "服务年限 3年，由学校设定（〔2031〕1号）", "set by 学校 (〔2031〕1号)", id="first"
        ),
        pytest.param(
            "二中", SECOND, "服务年限 5年，由学校设定（〔2031〕2号）", "set by 学校 (〔2031〕2号)", id="second"
        ),
    ],
)
def test_the_card_names_the_paper_that_holds(folder: Path, school: str, paper: str, zh: str, en: str) -> None:
    """Given two schools' values, then report and card name the paper of the teacher's own school, and only that."""
    found = _two_schools(folder).decide("test.share", "done", _teacher(**_posting(school)), as_of=DAY)

    assert [one.source for one in found.report().parameters] == [paper]
    assert zh in xr.explain(found, lang="zh")
    assert en in xr.explain(found, lang="en")
    assert [one.source for one in found.report().settings] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "records",
    [
        pytest.param((), id="no-school-records"),
        pytest.param(({"名称": "一中"}, {"名称": "二中"}), id="with-school-records"),
        pytest.param(({"编号": "s1", "名称": "一中"}, {"编号": "s2", "名称": "二中"}), id="with-ids"),
    ],
)
def test_a_quota_takes_the_value_of_its_group(folder: Path, records: tuple[dict[str, str], ...]) -> None:
    """Given ten per cent at one school and twenty at the other, then each is held to its own, and the paper named."""
    policy = _two_schools(folder).in_force("test.share", on=DAY)
    roster = [
        _teacher(编号=f"{school}{n}", 优秀="是" if n == 0 else "否", **_posting(school))
        for school in ("一中", "二中")
        for n in range(5)
    ]
    groups = [xr.School.model_validate(one) for one in records]

    results = policy.quotas(roster, as_of=DAY, groups=groups)

    found = {one.group: (one.status, one.bounds[0].share, one.bounds[0].source) for one in results}
    assert found == {("一中",): ("missed", "1/10", FIRST), ("二中",): ("met", "1/5", SECOND)}
    assert f"优秀比例（10%、{FIRST}）" in xr.explain_quota(results[0])


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        pytest.param("from: 2031-01-01", "from: 2031-01-01", True, id="the-same-day"),
        pytest.param("", "", True, id="no-day-at-all"),
        pytest.param("from: 2031-01-01", "from: 2032-01-01", True, id="the-first-does-not-end"),
        pytest.param(
            "{from: 2031-01-01, until: 2032-01-01}", "from: 2032-01-01", True, id="its-last-day-is-the-first"
        ),
        pytest.param(
            "{from: 2031-01-01, until: 2031-12-31}", "from: 2032-01-01", False, id="it-ends-the-day-before"
        ),
        pytest.param("from: 2031-01-01", f"{{from: 2032-01-01, replaces: {FIRST}}}", False, id="replaced-by-name"),
        pytest.param("for: 一中", "for: 二中", False, id="two-schools"),
        pytest.param("for: 一中", "", False, id="a-school-and-everybody"),
        pytest.param("for: [一中, 二中]", "for: 二中", True, id="one-school-twice"),
    ],
)
def test_two_papers_may_not_say_one_thing_twice(folder: Path, first: str, second: str, clash: bool) -> None:
    """Given two papers for one parameter, then a day that both claim for one school is an error."""
    for name, source, more in (("a", FIRST, first), ("b", SECOND, second)):
        inner = more.strip("{}")
        _paper(
            folder, name, f"source: {source}\nvalues: {{服务年限: {{value: 3年{', ' if inner else ''}{inner}}}}}\n"
        )
    catalog = xr.Catalog(folder)

    if not clash:
        assert catalog.versions("test.share")
        return
    with pytest.raises(PolicyError) as refused:
        catalog.versions("test.share")
    (found,) = refused.value.diagnostics
    assert found.code == "XG290"
    assert FIRST in found.headline("zh")
    assert f"`replaces: {FIRST}`" in (found.hint("en") or "")


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        pytest.param(date(2032, 12, 30), "over", id="three-years-until-the-later-paper"),
        pytest.param(date(2033, 1, 1), "running", id="nine-years-from-then-on"),
    ],
)
def test_a_later_paper_takes_the_place_of_the_one_it_names(folder: Path, on: date, outcome: str) -> None:
    """Given a paper that replaces another, then each holds until the other begins, whichever file is read first."""
    _paper(
        folder,
        "a",
        f"source: {SECOND}\nfrom: 2033-01-01\nreplaces: {FIRST}\nfor: 一中\nvalues: {{服务年限: 9年}}\n",
    )
    _paper(folder, "b", f"source: {FIRST}\nfor: 一中\nvalues: {{服务年限: 3年}}\n")

    found = xr.Catalog(folder).decide("test.share", "done", _teacher(**_posting("一中")), as_of=on)

    assert found.outcome == outcome


def test_a_school_s_own_value_goes_before_everybody_s(folder: Path) -> None:
    """Given a general value that began later, then a school's own still holds for that school."""
    _paper(folder, "a", f"source: {FIRST}\nfor: 一中\nfrom: 2031-01-01\nvalues: {{服务年限: 3年}}\n")
    _paper(folder, "b", f"source: {SECOND}\nfrom: 2031-06-01\nvalues: {{服务年限: 9年}}\n")
    catalog = xr.Catalog(folder)

    found = [
        catalog.decide("test.share", "done", _teacher(**_posting(one)), as_of=DAY).outcome
        for one in ("一中", "二中")
    ]

    assert found == ["over", "running"]


def test_a_definition_is_for_everybody(folder: Path) -> None:
    """Given a paper for one school that defines a term, then it is refused: a term has one meaning."""
    path = folder / "test" / "share" / "v1.yaml"
    path.write_text(
        POLICY.replace("parameters:", "undefined:\n  骨干: {kind: flag, defined_by: 县, clause: 一}\nparameters:"),
        encoding="utf-8",
    )
    _paper(folder, "a", f"source: {FIRST}\nfor: 一中\ndefinitions: {{骨干: {{is: {{在编在职: 是}}}}}}\n")

    with pytest.raises(PolicyError) as refused:
        xr.Catalog(folder).versions("test.share")
    assert [one.code for one in refused.value.diagnostics] == ["XG291"]


def test_a_timeline_follows_a_change_of_school(folder: Path) -> None:
    """Given a teacher who changes schools, then the timeline says what a scan of the days says."""
    from xgxp_rules.tools.timeline import timeline

    catalog = _two_schools(folder)
    teacher = _teacher(
        任职经历=[
            {"学校": "二中", "自": "2027-12-31", "至": "2032-03-31"},
            {"学校": "一中", "自": "2032-04-01", "至": "2032-05-31"},
            {"学校": "二中", "自": "2032-06-01"},
        ]
    )
    first, last = date(2032, 3, 1), date(2033, 1, 31)

    found = timeline(catalog, "test.share", "done", teacher, first=first, last=last)

    days = [date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1)]
    outcomes = [catalog.decide("test.share", "done", teacher, as_of=one).outcome for one in days]
    changes = [one for one, before, now in zip(days[1:], outcomes, outcomes[1:], strict=False) if before != now]
    assert (
        [one.from_on for one in found.stretches[1:]]
        == changes
        == [date(2032, 4, 1), date(2032, 6, 1), date(2032, 12, 31)]
    )


@pytest.mark.parametrize(
    ("head", "code", "mend"),
    [
        pytest.param("settings: test.shore", "XG292", "test.share", id="another-policy"),
        pytest.param("settings: test.share\nversion: v2", "XG293", "v1", id="no-such-version"),
    ],
)
def test_a_file_in_the_policy_s_folder_is_for_that_policy(folder: Path, head: str, code: str, mend: str) -> None:
    """Given a settings file beside a policy that says it is for another, then it is refused: it would do nothing."""
    path = folder / "test" / "share" / "local" / "a.yaml"
    path.write_text(f"{head}\nsource: {FIRST}\nvalues: {{服务年限: 3年}}\n", encoding="utf-8")

    with pytest.raises(PolicyError) as refused:
        xr.Catalog(folder).versions("test.share")
    (found,) = refused.value.diagnostics
    assert (found.code, dict(found.args)["name"]) == (code, head.split(": ")[-1])
    assert mend in (found.hint("zh") or "")


def test_settings_named_to_a_catalog_may_be_for_other_policies(folder: Path, tmp_path: Path) -> None:
    """Given a folder of papers for several policies, when it is named to a catalog, then each finds its own policy."""
    papers = tmp_path / "papers" / "local"
    papers.mkdir(parents=True)
    (papers / "a.yaml").write_text(
        f"settings: test.other\nsource: {FIRST}\nvalues: {{服务年限: 3年}}\n", encoding="utf-8"
    )

    (version,) = xr.Catalog(folder, settings=[papers]).versions("test.share")

    assert version.version_data.settings == ()
