"""Drafted cases stand on the edge of a window: the entry is held today and no longer tomorrow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy
from xgxp_rules.tools.scaffolding import new_cases

POLICY = """\
language: 1
policy: test.edges
version: v1
title: 处分
status: in_force
jurisdiction: "999999"
in_force: {{from: 2020-01-01}}
document: {{clauses: [{{id: 一, topic: 近两年受过处分的不得评优}}]}}
facts:
  近期处分: {form}
decisions:
  award: {{title: 评优, outcomes: {{barred: 不得, open: 可以}}, otherwise: open}}
rules:
  - {{id: r, clause: 一, decision: award, outcome: barred, when: {when}}}
"""


def _policy(form: str, when: str) -> Policy:
    return Policy(load_policy(POLICY.format(form=form, when=when), "test.yaml"), xr.Catalog())


def _drafted(text: str) -> dict[str, dict[str, Any]]:
    from ruamel.yaml import YAML

    return {one["name"]: one for one in YAML(typ="safe").load(text.replace("expect: ?", "expect: 待填"))["cases"]}


@pytest.mark.parametrize(
    ("form", "when"),
    [
        pytest.param("{exists: 处分, within: 近2年}", "[近期处分]", id="exists"),
        pytest.param("{exists: 处分, where: {种类: 记过}, within: 近6个月}", "[近期处分]", id="months-and-a-kind"),
        pytest.param("{count: 处分, within: 近2年}", "{近期处分: 满 1次}", id="count"),
    ],
)
def test_the_case_stands_on_the_edge(form: str, when: str) -> None:
    """Given a rule on entries of a window, when cases are drafted, then one turns on the day after, and says so."""
    policy = _policy(form, when)

    case = _drafted(new_cases(policy))["评优：近期处分 的界限"]

    on = case["as_of"] if isinstance(case["as_of"], date) else date.fromisoformat(case["as_of"])
    record = xr.Teacher.model_validate(
        {"处分": [{name: str(value) for name, value in one.items()} for one in case["given"]["处分"]]}
    )
    answers = [policy.decide("award", record, as_of=on + timedelta(step)).outcome for step in (-1, 0, 1)]
    assert answers == ["barred", "barred", "open"]


@pytest.mark.parametrize(
    ("form", "when"),
    [
        pytest.param("{exists: 处分}", "[近期处分]", id="no-window"),
        pytest.param("{exists: 处分, within: 本年度}", "[近期处分]", id="a-window-with-an-edge-of-the-calendar"),
    ],
)
def test_what_has_no_edge_is_not_called_one(form: str, when: str) -> None:
    """Given a question that is answered yes or no, then its cases are not said to stand on a bound."""
    names = _drafted(new_cases(_policy(form, when)))

    assert names
    assert not [one for one in names if "界限" in one]
