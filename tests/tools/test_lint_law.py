"""Law above law, checked statically: rules that a guard forbids, values beyond what is left open, law not at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.source import read_source
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.checking import Checked, catalog_around, check_paths
from xgxp_rules.tools.lint import Subject
from xgxp_rules.tools.lint.contradicts_law import contradicted

LAW = """\
language: 1
policy: sample.law
version: v1
title: 上位规定
status: in_force
kind: law
in_force: {from: 2030-01-01}
document: {clauses: [{id: 二, topic: 解聘的限制}]}
"""
COUNTY = """\
language: 1
policy: sample.county
version: v1
title: 县办法
status: in_force
jurisdiction: "999999"
in_force: {from: 2031-02-20}
under: [sample.law]
document: {clauses: [{id: 一, topic: 解聘}]}
procedures: {送达: {clause: 一, steps: [{step: 书面通知}]}}
"""
GROUND = "guards: [{id: ground, clause: 二, against: [dismissal], when: {none: [{严重失职: 是}]}}]\n"
SHIELD = "guards: [{id: shield, clause: 二, against: [dismissal], when: [孕期至哺乳期]}]\n"
WOMEN = SHIELD.replace("[孕期至哺乳期]", "{性别: 女, 孕期至哺乳期: 是}")
YEARS = "guards: [{id: years, clause: 二, against: [dismissal], when: {同校连续任教: 满 10年}}]\n"
PAY = "guards: [{id: pay, clause: 二, against: [pay], when: [孕期至哺乳期]}]\n"
FACT = "facts: {严重失职: {id: gross, kind: flag}}\n"


DISMISSED = "{label: 解聘, effects: [dismissal], procedure: 送达}"


def county(when: str, *, unless: str = "", outcome: str = DISMISSED) -> str:
    """Return a county's policy with one rule that dismisses, declaring the facts that the rule asks for."""
    exception = f", unless: {unless}" if unless else ""
    known = {"拒绝新岗位": "refused", "严重失职": "gross"}
    facts = ", ".join(f"{label}: {{id: {name}, kind: flag}}" for label, name in known.items() if label in when)
    return (
        (f"facts: {{{facts}}}\n" if facts else "")
        + f"decisions: {{leaving: {{title: 去留, outcomes: {{gone: {outcome}, stays: 留任}}, otherwise: stays}}}}\n"
        + f"rules: [{{id: r, clause: 一, decision: leaving, outcome: gone, when: {when}{exception}}}]\n"
    )


def written(law: str, below: str, folder: Path) -> Path:
    """Write both files where they belong and return the county's."""
    for name, text in (("law", LAW + law), ("county", COUNTY + below)):
        file = folder / "sample" / name / "v1.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "sample" / "county" / "v1.yaml"


def check(law: str, below: str, folder: Path) -> Checked:
    """Return what a check of the county's file says, the law lying beside it."""
    file = written(law, below, folder)
    return check_paths([file], catalog_around([file], Catalog()))


def said(problem: Diagnostic, name: str) -> object:
    """Return one particular of a finding."""
    return dict(problem.args)[name]


OFFER = (
    "{label: 处理, one_of: [{label: 解聘, effects: [dismissal]}, {label: 调岗}], chosen_by: 学校, procedure: 送达}"
)


@pytest.mark.parametrize(
    ("law", "below", "expected"),
    [
        pytest.param(FACT + GROUND, county("{拒绝新岗位: 是}"), {"XG720"}, id="a ground of the county's own"),
        pytest.param(
            FACT + GROUND, county("{拒绝新岗位: 是, 严重失职: 是}"), set(), id="the lawful ground besides"
        ),
        pytest.param(
            FACT + GROUND,
            county("{any: [{拒绝新岗位: 是}, {严重失职: 是}]}"),
            {"XG720"},
            id="the lawful ground or one of its own",
        ),
        pytest.param(SHIELD, county("{拒绝新岗位: 是}"), {"XG721"}, id="people whom the law protects"),
        pytest.param(SHIELD, county("{拒绝新岗位: 是, 孕期至哺乳期: 是}"), {"XG720", "XG709"}, id="exactly them"),
        pytest.param(
            SHIELD, county("{拒绝新岗位: 是}", unless="{孕期至哺乳期: 是}"), set(), id="the protection said again"
        ),
        pytest.param(WOMEN, county("{拒绝新岗位: 是, 性别: 男}"), set(), id="nobody of them can be meant"),
        pytest.param(YEARS, county("{拒绝新岗位: 是}"), {"XG721"}, id="a guard on years at the school"),
        pytest.param(YEARS, county("{同校连续任教: 满 12年}"), {"XG720"}, id="always beyond the guard's years"),
        pytest.param(YEARS, county("{同校连续任教: 不满 3年}"), set(), id="always short of the guard's years"),
        pytest.param(PAY, county("{拒绝新岗位: 是}"), {"XG710"}, id="a guard over another effect"),
        pytest.param(
            SHIELD, county("{拒绝新岗位: 是}", outcome=OFFER), set(), id="a lawful alternative is left to choose"
        ),
    ],
)
def test_what_higher_law_forbids_is_told_from_what_it_takes_away(
    law: str, below: str, expected: set[str], tmp_path: Path
) -> None:
    """Given law and a county's rule, when the county's file is checked, then exactly the right finding is made."""
    checked = check(law, below, tmp_path)

    assert {one.code for one in checked.problems} - {"XG715"} == expected


def test_the_record_shown_is_blocked_by_the_interpreter(tmp_path: Path) -> None:
    """Given a rule that contradicts the law, when its witness is decided, then the guard blocks the outcome."""
    file = written(FACT + GROUND, county("{拒绝新岗位: 是}"), tmp_path)
    catalog = Catalog(tmp_path)
    policy = catalog.in_force("sample.county", date(2032, 1, 1))
    root, _ = read_source(file.read_text(encoding="utf-8"))
    assert root is not None

    found = contradicted(Subject(policy, root), policy.version_data.rules[0])

    assert found is not None
    given, decided, guards = found
    assert given == {"拒绝新岗位": "是", "严重失职": "否"}
    assert (decided.status, guards) == ("blocked", ("ground",))


def test_a_contradiction_that_is_meant_is_accepted_by_rule_or_guard(tmp_path: Path) -> None:
    """Given a contradiction that the document really contains, when the file accepts it, then no problem is left."""
    accepted = "accepts: [{code: XG720, at: [r, ground], reason: 原文如此，送审中}]\n"

    checked = check(FACT + GROUND, county("{拒绝新岗位: 是}") + accepted, tmp_path)

    assert checked.problems == ()
    assert [one.by.reason for one in checked.accepted] == ["原文如此，送审中"]


LIMIT = "parameters: {夜班上限: {value: 55次, clause: 二, may_set: at_most}}\n"


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        pytest.param("55次", [], id="the same"),
        pytest.param("40次", [], id="less"),
        pytest.param("56次", ["XG547"], id="one more"),
    ],
)
def test_a_value_beyond_what_is_left_open_is_an_error_of_the_one_file(
    value: str, codes: list[str], tmp_path: Path
) -> None:
    """Given a county's value under a bound of the law, when only its file is checked, then the bound is known."""
    own = f"parameters: {{本县上限: {{value: {value}, clause: 一, sets: sample.law/夜班上限}}}}\n"

    checked = check(LIMIT, own + county("{拒绝新岗位: 是, 性别: 男}"), tmp_path)

    assert [one.code for one in checked.problems if one.severity == "error"] == codes


def test_law_that_is_not_at_hand_is_told(tmp_path: Path) -> None:
    """Given a file under law that no folder holds, when it is checked, then that is said, with the nearest name."""
    file = written("", county("{拒绝新岗位: 是}"), tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("[sample.law]", "[sample.lav]"), encoding="utf-8")

    (problem,) = check_paths([file], Catalog(tmp_path)).problems

    assert (problem.code, problem.severity, problem.mend) == ("XG548", "warning", "sample.law")
    assert said(problem, "name") == "sample.lav"
