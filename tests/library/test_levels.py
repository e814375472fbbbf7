"""What a county may set otherwise than higher law: permissions, bounds by key and by date, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from catalog_kit import catalog_of

from xgxp_rules import explain
from xgxp_rules.diagnostics import PolicyError
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.levels import as_set_below
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.records import Teacher
from xgxp_rules.model.values import NUMBER

ABOVE = """\
language: 1
policy: above.night
version: v1
title: 夜班通则
status: in_force
kind: law
in_force: {from: 2030-01-01}
document: {clauses: [{id: 二, topic: 年龄}, {id: 三, topic: 次数}]}
parameters:
  夜班年龄上限: {value: 50岁, clause: 二, may_set: at_most}
  最少间隔: {value: 3日, clause: 三, may_set: 不得低于}
  每月次数: {by: 性别, value: {男: 6次, 女: 4次}, clause: 三, may_set: at_most}
  补助: {values: [{from: 2030-01-01, value: 80元}, {from: 2032-01-01, value: 100元}], clause: 三, may_set: at_least}
  起算日: {value: 2030-01-01, clause: 三}
  学期次数: {set_by: 县教育局, limits: 10次 至 20次, clause: 三}
  标识: {value: 8次, clause: 三, may_set: 可自定}
decisions:
  duty: {title: 通则值守, outcomes: {on: 值, off: 不值}, otherwise: off}
rules:
  - {id: above.free, clause: 三, decision: duty, outcome: on, when: [在编在职], may_set: freely}
  - {id: above.fixed, clause: 三, decision: duty, outcome: on, when: [长期病假]}
guards:
  - {id: night.age, clause: 二, title: 夜班年龄, against: [night_duty], when: {年龄: 超过 夜班年龄上限}}
"""

COUNTY = """\
language: 1
policy: county.night
version: v1
title: 县夜班办法
status: in_force
jurisdiction: "999999"
in_force: {from: 2031-01-01}
under: [above.night]
document: {clauses: [{id: 五, topic: 值守}]}
parameters:
  本县上限: {value: 45岁, clause: 五, sets: above.night/夜班年龄上限}
decisions:
  duty: {title: 值守, outcomes: {night: {label: 值夜班, effects: [night_duty]}, idle: 不值}, otherwise: idle}
rules:
  - {clause: 五, decision: duty, outcome: night, when: [在编在职]}
"""


def county(parameter: str) -> str:
    return COUNTY.replace(
        "  本县上限: {value: 45岁, clause: 五, sets: above.night/夜班年龄上限}\n", f"  {parameter}\n"
    )


def load(folder: Path, text: str) -> Catalog:
    catalog = catalog_of(folder, ABOVE, text)
    catalog.versions("county.night")
    return catalog


@pytest.mark.parametrize(
    "parameter",
    [
        pytest.param("甲: {value: 50岁, clause: 五, sets: above.night/夜班年龄上限}", id="at-most-the-same"),
        pytest.param("甲: {value: 49岁, clause: 五, sets: above.night/夜班年龄上限}", id="at-most-less"),
        pytest.param("甲: {value: 3日, clause: 五, sets: above.night/最少间隔}", id="at-least-the-same"),
        pytest.param(
            "甲: {by: 性别, value: {男: 6次, 女: 3次}, clause: 五, sets: above.night/每月次数}", id="row-by-row"
        ),
        pytest.param("甲: {value: 4次, clause: 五, sets: above.night/每月次数}", id="one-value-within-every-row"),
        pytest.param(
            "甲: {values: [{from: 2031-01-01, value: 80元}, {from: 2032-01-01, value: 120元}], clause: 五,"
            " sets: above.night/补助}",
            id="each-date-within-its-own",
        ),
        pytest.param("甲: {value: 100元, clause: 五, sets: above.night/补助}", id="one-value-within-every-date"),
        pytest.param("甲: {value: 10次, clause: 五, sets: above.night/学期次数}", id="delegated-lower-end"),
        pytest.param("甲: {value: 20次, clause: 五, sets: above.night/学期次数}", id="delegated-upper-end"),
        pytest.param("甲: {value: 1次, clause: 五, 另定: above.night/标识}", id="freely-in-chinese"),
        pytest.param("夜班年龄上限: {value: 60岁, clause: 五}", id="the-same-name-alone-sets-nothing"),
    ],
)
def test_what_higher_law_allows_is_accepted(tmp_path: Path, parameter: str) -> None:
    """Given a value inside what higher law leaves open, when the folder is read, then nothing is said."""
    load(tmp_path, county(parameter))


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        pytest.param("甲: {value: 51岁, clause: 五, sets: above.night/夜班年龄上限}", "XG547", id="above-at-most"),
        pytest.param("甲: {value: 2日, clause: 五, sets: above.night/最少间隔}", "XG547", id="below-at-least"),
        pytest.param(
            "甲: {by: 性别, value: {男: 6次, 女: 5次}, clause: 五, sets: above.night/每月次数}",
            "XG547",
            id="one-row",
        ),
        pytest.param(
            "甲: {value: 5次, clause: 五, sets: above.night/每月次数}", "XG547", id="one-value-beyond-a-row"
        ),
        pytest.param(
            "甲: {value: 90元, clause: 五, sets: above.night/补助}", "XG547", id="too-low-from-a-later-date"
        ),
        pytest.param("甲: {value: 9次, clause: 五, sets: above.night/学期次数}", "XG547", id="below-the-limits"),
        pytest.param("甲: {value: 21次, clause: 五, sets: above.night/学期次数}", "XG547", id="beyond-the-limits"),
        pytest.param("甲: {value: 2031-01-01, clause: 五, sets: above.night/起算日}", "XG545", id="nothing-said"),
        pytest.param("甲: {value: 8日, clause: 五, sets: above.night/标识}", "XG546", id="another-kind"),
        pytest.param("甲: {value: 8次, clause: 五, sets: above.night/次数}", "XG544", id="no-such-parameter"),
        pytest.param("甲: {value: 8次, clause: 五, sets: above.day/次数}", "XG543", id="not-above"),
        pytest.param("甲: {value: 8次, clause: 五, sets: 标识}", "XG382", id="badly-written"),
        pytest.param("甲: {value: 8次, sets: above.night/标识}", "XG383", id="without-a-clause"),
    ],
)
def test_what_higher_law_does_not_allow_is_an_error_of_the_folder(
    tmp_path: Path, parameter: str, code: str
) -> None:
    """Given a value that higher law does not leave open, when the folder is read, then that is said of the county."""
    with pytest.raises(PolicyError) as caught:
        load(tmp_path, county(parameter))

    (found,) = caught.value.diagnostics
    assert (found.code, Path(found.file).parts[-2]) == (code, "night")
    assert found.span.line == 11


def test_what_is_not_allowed_leaves_higher_law_as_it_is(tmp_path: Path) -> None:
    """Given a value of another kind, when higher law is read as the county sets it, then its own value stands."""
    catalog = catalog_of(tmp_path, ABOVE, COUNTY)
    version = catalog.in_force("county.night", date(2031, 9, 1)).version_data
    above = catalog.in_force("above.night", date(2031, 9, 1)).version_data
    (own,) = version.parameters
    wrong = replace(version, parameters=(replace(own, kind=NUMBER, constant=Constant(8, "次")),))

    assert as_set_below(above, version).parameter("夜班年龄上限") != above.parameter("夜班年龄上限")
    assert as_set_below(above, wrong) == above


def test_the_message_names_both_places_and_the_bound(tmp_path: Path) -> None:
    """Given a value beyond the bound, when it is refused, then the message holds both figures and the place above."""
    with pytest.raises(PolicyError) as caught:
        load(tmp_path, county("甲: {value: 51岁, clause: 五, sets: above.night/夜班年龄上限}"))

    (found,) = caught.value.diagnostics
    assert "v1.yaml:10" in found.headline("zh")
    assert "≤ 50岁" in found.headline("en")


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        pytest.param("above.free", None, id="freely"),
        pytest.param("above.fixed", "XG545", id="nothing-said"),
        pytest.param("above.gone", "XG544", id="no-such-rule"),
    ],
)
def test_a_rule_is_set_otherwise_only_where_the_text_allows_it(tmp_path: Path, rule: str, code: str | None) -> None:
    """Given a county rule in the place of a higher one, when the folder is read, then its `may_set` decides."""
    text = COUNTY.replace("outcome: night, when", f"outcome: night, sets: above.night/{rule}, when")

    if code is None:
        load(tmp_path, text)
        return
    with pytest.raises(PolicyError, match=code):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("born", "status"),
    [
        pytest.param("1986-09-01", "determined", id="forty-five-today"),
        pytest.param("1986-08-31", "blocked", id="a-day-older"),
        pytest.param("1981-09-01", "blocked", id="within-the-higher-bound-only"),
    ],
)
def test_a_guard_of_higher_law_uses_the_county_value(tmp_path: Path, born: str, status: str) -> None:
    """Given a county that sets a guard's limit lower, when it decides, then the guard stands from that limit on."""
    record = Teacher.model_validate({"在编在职": "是", "出生日期": born})

    found = load(tmp_path, COUNTY).decide("county.night", "duty", record, as_of=date(2031, 9, 1))

    assert found.status == status
    (parameter,) = [one for one in found.report().parameters if one.policy == "above.night"]
    assert (parameter.text, parameter.source) == ("45岁", "county.night v1 五")


def test_the_county_s_own_clause_is_cited_beside_the_higher_one(tmp_path: Path) -> None:
    """Given a guard that stands by the county's limit, then card and clauses name both texts, the county's first."""
    record = Teacher.model_validate({"在编在职": "是", "出生日期": "1981-09-01"})

    found = load(tmp_path, COUNTY).decide("county.night", "duty", record, as_of=date(2031, 9, 1))

    assert [(one.policy, one.id) for one in found.report().clauses] == [
        ("county.night", "五"),
        ("above.night", "二"),
    ]
    assert "夜班年龄上限 45岁 是本文件所定（五）" in explain(found, lang="zh").replace("\n", "").replace("  ", "")
    assert "夜班年龄上限 45 years is set by this document (五)" in " ".join(explain(found, lang="en").split())


def test_a_guard_by_its_own_limit_cites_higher_law_alone(tmp_path: Path) -> None:
    """Given a county that sets something else, then only the higher text is cited against the outcome."""
    record = Teacher.model_validate({"在编在职": "是", "出生日期": "1980-09-01"})

    found = load(tmp_path, county("甲: {value: 1次}")).decide(
        "county.night", "duty", record, as_of=date(2031, 9, 2)
    )

    assert [(one.policy, one.id) for one in found.report().clauses] == [
        ("county.night", "五"),
        ("above.night", "二"),
    ]
    assert "本文件所定" not in explain(found, lang="zh")


def test_without_a_county_value_higher_law_stands_as_it_is(tmp_path: Path) -> None:
    """Given a county that sets nothing, when it decides, then the guard's own limit holds."""
    record = Teacher.model_validate({"在编在职": "是", "出生日期": "1981-09-01"})
    catalog = load(tmp_path, county("甲: {value: 1次}"))

    assert catalog.decide("county.night", "duty", record, as_of=date(2031, 9, 1)).status == "determined"
    assert catalog.decide("county.night", "duty", record, as_of=date(2031, 9, 2)).status == "blocked"


def test_versions_above_that_never_meet_the_county_are_not_asked(tmp_path: Path) -> None:
    """Given higher law that ended before the county began, when the folder is read, then its bounds do not count."""
    old = (
        ABOVE.replace("version: v1", "version: v0")
        .replace("50岁", "40岁")
        .replace("{from: 2030-01-01}\ndocument", "{from: 2020-01-01, until: 2029-12-31}\ndocument")
    )
    catalog = catalog_of(tmp_path, old, ABOVE, COUNTY)

    assert len(catalog.versions("county.night")) == 1
