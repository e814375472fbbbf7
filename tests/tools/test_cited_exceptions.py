"""The clause of `otherwise` and of an exception: cited on card and worksheet exactly where it decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.clauses.citing import citations
from xgxp_rules.tools.explain import explain

TEXT = """\
language: 1
policy: test.exceptions
version: v1
title: 轮换
status: in_force
jurisdiction: "999999"
in_force: {from: 2031-01-01}
document:
  clauses:
    - {id: 一, topic: 满六年轮换}
    - {id: 二, topic: 缺编时商调}
    - {id: 三(二), topic: 病假除外}
    - {id: 四, topic: 其余留任}
facts: {病假: flag, 年数: {kind: number}, 缺编: flag}
decisions:
  duty: {title: 轮换, outcomes: {due: 应轮换, asked: 商调, stays: 留任}, otherwise: stays, otherwise_clause: 四}
rules:
  - {clause: 一, decision: duty, outcome: due, when: {年数: 满 6}, unless: [病假], unless_clause: 三(二)}
  - {clause: 二, decision: duty, outcome: asked, when: {缺编: 是}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy(load_policy(TEXT, "exceptions.yaml"), Catalog())


@pytest.mark.parametrize(
    ("record", "outcome", "cited"),
    [
        pytest.param({"年数": 6, "病假": "否", "缺编": "否"}, "due", ["一"], id="the-rule-holds"),
        pytest.param(
            {"年数": 6, "病假": "是", "缺编": "否"}, "stays", ["四", "三(二)"], id="the-exception-decides"
        ),
        pytest.param({"年数": 5, "病假": "是", "缺编": "否"}, "stays", ["四"], id="no-need-of-the-exception"),
        pytest.param({"年数": 5, "病假": "否", "缺编": "否"}, "stays", ["四"], id="nothing-holds"),
        pytest.param({"年数": 6, "病假": "是", "缺编": "是"}, "asked", ["二", "三(二)"], id="a-later-outcome"),
        pytest.param({"病假": "是", "缺编": "否"}, "stays", ["四", "三(二)"], id="excepted-though-open"),
    ],
)
def test_the_clause_is_cited_where_it_decides(
    policy: Policy, record: dict[str, Any], outcome: str, cited: list[str]
) -> None:
    """Given a record, when it is decided, then the clauses are those the answer rests on and no other."""
    decision = policy.decide("duty", Teacher.model_validate(record), as_of=date(2031, 9, 1))
    again = policy.decide("duty", Teacher.model_validate(record), as_of=date(2031, 9, 1))

    assert decision.outcome == outcome
    assert [one.id for one in decision.report().clauses] == cited
    assert [one.id for one in again.report().clauses] == cited


@pytest.mark.parametrize("detail", ["card", "worksheet"])
def test_card_and_worksheet_show_the_exception_with_its_clause(policy: Policy, detail: Any) -> None:
    """Given an exception that decides, when it is explained, then its clause stands beside it."""
    record = Teacher.model_validate({"年数": 6, "病假": "是", "缺编": "否"})
    said = explain(policy.decide("duty", record, as_of=date(2031, 9, 1)).report(), detail=detail)

    line = next(one for one in said.splitlines() if "例外" in one)
    assert "三(二)" in line
    assert "四 其余留任" in said


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("otherwise: stays, ", "", "XG377", id="no-otherwise"),
        pytest.param("unless: [病假], ", "", "XG377", id="no-exception"),
        pytest.param("otherwise_clause: 四", "otherwise_clause: 九", "XG129", id="no-such-clause"),
        pytest.param("unless_clause: 三(二)", "例外依据: 八", "XG129", id="no-such-clause-of-the-exception"),
    ],
)
def test_a_clause_of_nothing_is_refused(old: str, new: str, code: str) -> None:
    """Given a clause of an exception that is not there, or one the document lacks, then it is named."""
    _, found = check_policy(TEXT.replace(old, new), "exceptions.yaml")

    assert code in [one.code for one in found]


def test_they_count_as_cited() -> None:
    """Given clauses cited only there, when citations are counted, then no clause is left over."""
    assert all(citations(load_policy(TEXT, "exceptions.yaml")).values())


LISTED = """\
language: 1
policy: test.waivers
version: v1
title: 选聘
status: in_force
jurisdiction: "999999"
in_force: {from: 2031-01-01}
document:
  clauses:
    - {id: 一, topic: 须有证书}
    - {id: 二, topic: 县级人才免证书}
    - {id: 三, topic: 孕期不得调离}
    - {id: 四, topic: 本人申请的除外}
    - {id: 五, topic: 满一年转出}
    - {id: 六, topic: 病假的除外}
facts: {证书: flag, 县级人才: flag, 孕期: flag, 本人申请: flag, 病假: flag}
decisions:
  entry:
    title: 选聘
    outcomes: {fit: 符合, unfit: 不符合}
    requires:
      - {clause: 一, need: [证书], unless: [县级人才], unless_clause: 二}
  move: {title: 调离, outcomes: {moved: {label: 调离, effects: [transfer]}, stays: 留任}, otherwise: stays}
rules:
  - {clause: 五, decision: move, outcome: moved, when: [证书]}
guards:
  - {id: g, clause: 三, against: [transfer], when: [孕期], unless: [本人申请], unless_clause: 四}
processes:
  待岗:
    states: [在岗, 待岗]
    start: 在岗
    transitions: [{from: 在岗, to: 待岗, on: 安排, unless: [病假], unless_clause: 六}]
"""


@pytest.mark.parametrize(
    ("record", "outcome", "cited"),
    [
        pytest.param({"证书": "否", "县级人才": "是"}, "fit", ["一", "二"], id="waived"),
        pytest.param({"县级人才": "是"}, "fit", ["一", "二"], id="waived-though-open"),
        pytest.param({"证书": "是", "县级人才": "是"}, "fit", ["一"], id="no-need-of-the-waiver"),
        pytest.param({"证书": "否", "县级人才": "否"}, "unfit", ["一"], id="not-waived"),
        pytest.param({"证书": "否"}, None, ["一"], id="open"),
    ],
)
def test_the_clause_of_a_waiver_is_cited_where_it_waives(
    record: dict[str, Any], outcome: str | None, cited: list[str]
) -> None:
    """Given a requirement with a waiver, then the waiver's clause is cited where the requirement would be missed."""
    ready = Policy(load_policy(LISTED, "waivers.yaml"), Catalog())

    found = ready.decide("entry", Teacher.model_validate(record), as_of=date(2031, 9, 1))

    assert (found.outcome, [one.id for one in found.report().clauses]) == (outcome, cited)
    sheet = explain(found.report(), detail="worksheet")
    assert "〔二〕" in next(line for line in sheet.splitlines() if line.strip().startswith("免除"))


def test_the_clause_of_a_guard_s_exception_is_shown() -> None:
    """Given a guard whose exception holds, then the outcome stands and the worksheet says by which clause."""
    ready = Policy(load_policy(LISTED, "waivers.yaml"), Catalog())
    record = Teacher.model_validate({"证书": "是", "孕期": "是", "本人申请": "是"})

    found = ready.decide("move", record, as_of=date(2031, 9, 1))

    assert (found.status, found.outcome) == ("determined", "moved")
    assert "〔四〕" in explain(found.report(), detail="worksheet")


def test_clauses_of_every_exception_count_as_cited() -> None:
    """Given clauses cited only by exceptions of requirements, guards and transitions, then none is left over."""
    assert all(citations(load_policy(LISTED, "waivers.yaml")).values())


@pytest.mark.parametrize("exception", ["unless: [县级人才], ", "unless: [本人申请], ", "unless: [病假], "])
def test_a_clause_of_no_exception_is_refused_everywhere(exception: str) -> None:
    """Given a clause of an exception where none is written, then it is refused whatever it stands on."""
    _, found = check_policy(LISTED.replace(exception, ""), "waivers.yaml")

    assert [one.code for one in found if one.severity == "error"] == ["XG377"]
