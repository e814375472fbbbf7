"""A case under other readings: what is said of them is what a case comes to where they are the standing ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from case_kit import Moments
from catalog_kit import catalog_of

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.model.case_report import CaseReport

POLICY = "test.county.readings"
PROCESS = """\
    states: [待岗, 中断, 上岗, 期满]
    start: 待岗
    clocks: {{待岗期: {{while: 待岗, limit: 最长, reset: {reset}}}}}
    transitions:
      - {{from: 待岗, on: 中断, to: 中断}}
      - {{from: 中断, on: 恢复, to: 待岗}}
      - {{from: [待岗, 中断], on: 聘用, to: 上岗, when: [合格]}}
      - {{from: 上岗, on: 落聘, to: 待岗}}
      - {{from: 待岗, after: 待岗期, to: 期满}}
      - {{from: 期满, on: 聘用, to: 上岗}}
"""
TEXT = """\
language: 1
policy: test.county.readings
version: v1
title: 某县待岗办法
status: trial
jurisdiction: "999999"
in_force: {{from: 2020-01-01}}
document: {{clauses: [{{id: 六, topic: 待岗期限}}, {{id: 七, topic: 合格}}]}}
parameters: {{最长: 6个月}}
facts:
  甲项: flag
  乙项: flag
  合格: {{is: [甲项]}}
processes:
  待岗:
    clause: 六
{one}
readings:
  中断怎样算:
    clause: 六
    status: 待明确
    default: {interrupted}
    choices:
      重新算: as_written
      接着算:
        processes:
          待岗:
{other}
  最长多久:
    clause: 六
    status: 待明确
    default: {longest}
    choices:
      半年: as_written
      四个月: {{parameters: {{最长: 4个月}}}}
  怎样算合格:
    clause: 七
    status: 待明确
    default: {passed}
    choices:
      看甲项: as_written
      两项都看: {{facts: {{合格: {{is: [甲项, 乙项]}}}}}}
"""
STANDING = {"中断怎样算": "重新算", "最长多久": "半年", "怎样算合格": "看甲项"}
OTHER = {"中断怎样算": "接着算", "最长多久": "四个月", "怎样算合格": "两项都看"}


def text(**more: str) -> str:
    """Return the policy with these choices as the standing ones."""
    chosen = {**STANDING, **more}
    inner = PROCESS.format(reset="[上岗]").replace("\n    ", "\n            ")
    return TEXT.format(
        one=PROCESS.format(reset="[上岗, 中断]"),
        other="            clause: 六\n        " + inner.rstrip(),
        interrupted=chosen["中断怎样算"],
        longest=chosen["最长多久"],
        passed=chosen["怎样算合格"],
    )


@contextmanager
def store(folder: Path, **more: str) -> Iterator[Cases]:
    catalog = catalog_of(folder / "policies", text(**more))
    with Cases(str(folder / "cases.db"), catalog, create=True, clock=Moments()) as cases:
        yield cases


def tell(cases: Cases, rng: random.Random, days: int) -> list[tuple[date, str]]:
    """Open a case, record events that it takes, and return them."""
    on, told = date(2024, 1, 31), []
    facts = {"甲项": "是", "乙项": rng.choice(["是", "否"])}
    cases.open("甲", policy=POLICY, on=on, actor="人事科", record=facts)
    for _ in range(days):
        on += timedelta(rng.choice([0, 3, 20, 40]))
        name = rng.choice(["中断", "恢复", "恢复", "中断", "中断", "恢复", "聘用", "落聘"])
        try:
            cases.record("甲", name, on=on, actor="人事科")
        except XgxpError:
            continue
        told.append((on, name))
    return told


def replayed(
    folder: Path, first: Cases, told: list[tuple[date, str]], reading: str, as_of: date
) -> CaseReport | int:
    """Return the same case where another choice stands, or the entry that it does not take."""
    known = first.log.read("甲")[1][0].facts
    with store(folder, **{reading: OTHER[reading]}) as cases:
        cases.open("甲", policy=POLICY, on=date(2024, 1, 31), actor="人事科", record=dict(known))
        for number, (on, name) in enumerate(told, 2):
            if on > as_of:
                break
            try:
                cases.record("甲", name, on=on, actor="人事科")
            except XgxpError:
                return number
        return cases.show("甲", as_of=as_of)


@pytest.mark.parametrize("seed", range(10))
def test_another_reading_is_what_it_would_be_if_it_stood(tmp_path: Path, seed: int) -> None:
    """Given a generated case, when each other choice is made the standing one, then it comes to what the card said."""
    rng = random.Random(seed)
    with store(tmp_path / "one") as cases:
        told = tell(cases, rng, 8)
        as_of = max([on for on, _ in told], default=date(2024, 1, 31)) + timedelta(rng.choice([0, 10, 90]))
        report = cases.show("甲", as_of=as_of)
        said = {one.reading: one for one in report.readings}
        for reading in STANDING:
            other = replayed(tmp_path / reading, cases, told, reading, as_of)
            one = said.get(reading)
            if isinstance(other, int):
                assert one is not None
                assert one.refused == other
                continue
            alike = (other.state, other.since, other.deadlines) == (report.state, report.since, report.deadlines)
            assert (one is None) is alike, (reading, told)
            if one is not None:
                assert (one.state, one.since) == (other.state, other.since)
                kept = [each for each in report.deadlines if each not in one.instead_of]
                shown = one.deadlines if one.moved else (*kept, *one.deadlines)
                assert {(each.name, each.due) for each in shown} >= {
                    (each.name, each.due) for each in one.deadlines
                }
                assert {(each.name, each.due) for each in other.deadlines} >= {
                    (each.name, each.due) for each in one.deadlines
                }


def test_the_generated_cases_differ_under_every_reading(tmp_path: Path) -> None:
    """Given the same seeds, then each reading changes something in some case: the comparison is not empty."""
    seen: set[str] = set()
    for seed in range(10):
        rng = random.Random(seed)
        with store(tmp_path / str(seed)) as cases:
            told = tell(cases, rng, 8)
            as_of = max([on for on, _ in told], default=date(2024, 1, 31)) + timedelta(rng.choice([0, 10, 90]))
            seen |= {one.reading for one in cases.show("甲", as_of=as_of).readings}
    assert seen == set(STANDING)


def test_a_reading_that_forbids_an_entry_names_it(tmp_path: Path) -> None:
    """Given a post won on the first test alone, when both are wanted, then the entry that could not stand is named."""
    with store(tmp_path) as cases:
        cases.open("甲", policy=POLICY, on=date(2024, 1, 31), actor="人事科", record={"甲项": "是", "乙项": "否"})
        cases.record("甲", "聘用", on=date(2024, 2, 1), actor="人事科")

        (one,) = (
            each for each in cases.show("甲", as_of=date(2024, 2, 2)).readings if each.reading == "怎样算合格"
        )

    assert (one.choice, one.refused) == ("两项都看", 2)
