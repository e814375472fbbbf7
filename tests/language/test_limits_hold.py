"""Every limit that the page of limits states: the figure itself is taken, one more is refused, or counts as unknown."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from policy_kit import HEAD, policy_text, said

import xgxp_rules as xr
from xgxp_rules.diagnostics import RecordError
from xgxp_rules.language import circles, conditions, decoding, faults, scope, source, table_reader, terms
from xgxp_rules.language import points_reader as points
from xgxp_rules.language import procedures as steps
from xgxp_rules.model import readers, shapes
from xgxp_rules.model.records import base, others


def many(count: int, one: Callable[[int], str], between: str = ", ") -> str:
    return between.join(one(number) for number in range(count))


def nested(depth: int) -> str:
    """A condition `depth` groups deep."""
    return policy_text(f"    when: {'{all: ' * depth}{{骨干教师: 是}}{'}' * depth}")


def chain(count: int, *, used_first: bool) -> str:
    """Facts of which each rests on the one before it, or is used before it is declared."""
    lines = ["  甲0: number"] + [f"  甲{number}: {{calc: 甲{number - 1} + 1}}" for number in range(1, count)]
    facts = "\n".join(reversed(lines) if used_first else lines)
    return policy_text(f"    when: {{甲{count - 1}: 为 1}}", sections=f"facts:\n{facts}\n")


def table_of(count: int) -> str:
    bands = ["不满1次", *(f"满{number}次不满{number + 1}次" for number in range(1, count - 1)), f"满{count - 1}次"]
    lines = ", ".join(f"{band}: 1次" for band in bands)
    facts = f"facts: {{次: {{kind: number, unit: 次}}, 档: {{table: {{by: 次, rows: {{{lines}}}}}}}}}\n"
    return policy_text("    when: {档: 为 1次}", sections=facts)


def score_of(count: int) -> str:
    items = many(count, lambda number: f"{{item: 项{number}, of: 次, rate: 1分/次}}")
    sections = f"facts: {{次: {{kind: number, unit: 次}}}}\npoints: {{分数: {{clause: 一, items: [{items}]}}}}\n"
    return policy_text("    when: {分数: 满 1分}", sections=sections)


def steps_of(count: int) -> str:
    names = many(count, lambda number: f"步{number}")
    return f"{policy_text()}procedures: {{通知: {{clause: 一, steps: [{names}]}}}}\n"


def term_of(count: int) -> str:
    choices = many(count, lambda number: f"乡{number}")
    sections = f"facts: {{乡: {{choice: [{choices}]}}}}\nterms: {{山区: [{choices}]}}\n"
    return policy_text("    when: {乡: 山区}", sections=sections)


def joined(count: int) -> str:
    return policy_text(f"    when: {{工龄: {many(count, lambda number: f'满{number + 1}年', ' 且 ')}}}")


def bytes_of(count: int) -> str:
    text = policy_text()
    return text + "#" * (count - len(text.encode()) - 1) + "\n"


TEXTS = [
    pytest.param(conditions._DEEPEST - 1, nested, "XG169", id="conditions-in-one-another"),
    pytest.param(circles.DEEPEST - 1, lambda count: chain(count, used_first=False), "XG148", id="facts-on-facts"),
    pytest.param(
        scope._DEEPEST_CHAIN, lambda count: chain(count, used_first=True), "XG148", id="used-before-declared"
    ),
    pytest.param(table_reader.MOST_ROWS, table_of, "XG347", id="rows-of-a-table"),
    pytest.param(points.MOST_ITEMS, score_of, "XG375", id="items-of-a-score"),
    pytest.param(steps.MOST_STEPS, steps_of, "XG766", id="steps-of-a-procedure"),
    pytest.param(faults.MOST_PARTS, joined, "XG2", id="tests-joined"),
    pytest.param(decoding.MAX_BYTES, bytes_of, "XG901", id="bytes-of-a-file"),
]


@pytest.mark.parametrize(("figure", "text", "code"), TEXTS)
def test_a_file_at_the_limit_is_read_and_one_beyond_is_refused(
    figure: int, text: Callable[[int], str], code: str
) -> None:
    """Given a file at a limit and one beyond it, when they are read, then only the second is refused, by its code."""
    at, beyond = said(text(figure)), said(text(figure + 1))

    assert at == []
    assert beyond
    assert all(found.startswith(code) for found in beyond)


@pytest.mark.parametrize(
    ("module", "name", "text", "code"),
    [
        pytest.param(terms, "MOST_MEMBERS", term_of, "XG288", id="members-of-a-term"),
        pytest.param(
            source, "MAX_EVENTS", lambda count: f"{HEAD}facts: [{many(count, str)}]\n", "XG903", id="parts"
        ),
    ],
)
def test_large_limits_hold_when_they_are_small(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, text: Callable[[int], str], code: str
) -> None:
    """Given a limit of many thousands set low, when a file is beyond it, then it is refused by its code."""
    monkeypatch.setattr(module, name, 300)

    assert code not in said(text(200))
    assert code in said(text(301))


def test_a_text_an_entry_or_a_record_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given records at and beyond the limits, when they are read, then the larger are refused with what is too much."""
    xr.Teacher.model_validate({"姓名": "某" * readers._LONGEST_TEXT, "年度考核": [{}] * shapes._MOST_ITEMS})
    xr.Records([xr.Teacher(编号=str(number)) for number in range(3)])
    monkeypatch.setattr(others, "MOST_RECORDS", 2)
    monkeypatch.setattr(base, "_MOST_CHARACTERS", 100)

    for made in (
        lambda: xr.Teacher.model_validate({"姓名": "某" * (readers._LONGEST_TEXT + 1)}),
        lambda: xr.Teacher.model_validate({"年度考核": [{}] * (shapes._MOST_ITEMS + 1)}),
        lambda: xr.Teacher.load(json.dumps({"姓名": "a" * 100})),
        lambda: xr.Records([xr.Teacher(编号=str(number)) for number in range(3)]),
    ):
        with pytest.raises(RecordError) as caught:
            made()
        assert len(caught.value.diagnostics) == 1


@pytest.mark.parametrize(
    ("claims", "status"),
    [pytest.param(16, "determined", id="tried"), pytest.param(17, "undetermined", id="unknown")],
)
def test_disputes_beyond_the_limit_count_as_unknown(tmp_path: Path, claims: int, status: str) -> None:
    """Given a dispute of so many claims that all agree, when they are more than are tried, then it is unknown."""
    path = tmp_path / "test" / "kit" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(policy_text("    when: {工龄: 满 1年}"), encoding="utf-8")
    disputed = {"争议": [{"值": f"20{number + 10}-01-01", "来源": f"来源{number}"} for number in range(claims)]}
    teacher = xr.Teacher.model_validate({"参加工作日期": disputed})

    assert xr.Catalog(tmp_path).decide("test.kit", "duty", teacher, as_of=date(2032, 9, 1)).status == status
