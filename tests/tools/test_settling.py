"""Which facts settle an open decision: the sets against trying everything, the order of questions, the interview."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import xgxp_rules as xr
from xgxp_rules.cli.main import app
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.interview import Interview, hint

CATALOG = Catalog()
MULEI = "xinjiang.mulei.xgxp"
AS_OF = date(2026, 9, 1)
AYJAN = Path(__file__).resolve().parents[2] / "examples" / "teachers" / "ayjan.yaml"
FLAGS = ("甲", "乙", "丙", "丁")
HEAD = """\
language: 1
policy: settling.flags
version: v1
title: 旗
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts: {甲: flag, 乙: flag, 丙: flag, 丁: flag}
decisions: {go: {title: 题, outcomes: {one: 一果, two: 二果, three: 三果}, otherwise: three}}
"""


@st.composite
def flag_policies(draw: st.DrawFn) -> str:
    """Draw two rules over four flags, each a list of all or any."""

    def rule(outcome: str) -> str:
        parts = draw(st.lists(st.sampled_from(FLAGS), min_size=1, max_size=3, unique=True))
        tests = ", ".join(f"{{{name}: {draw(st.sampled_from(['是', '否']))}}}" for name in parts)
        joined = draw(st.sampled_from(["all", "any"]))
        return f"  - {{clause: 一, decision: go, outcome: {outcome}, when: {{{joined}: [{tests}]}}}}\n"

    return HEAD + "rules:\n" + rule("one") + rule("two")


def tried(policy: Policy, asked: tuple[str, ...]) -> list[bool]:
    """Return for every way of answering whether the decision is settled by it: what a set means, by trying."""
    ways = product(("是", "否"), repeat=len(asked))
    records = [Teacher.model_validate(dict(zip(asked, way, strict=True))) for way in ways]
    return [policy.decide("go", one, as_of=AS_OF).status == "determined" for one in records]


def smallest(policy: Policy, open_facts: tuple[str, ...], enough: object) -> Iterator[set[str]]:
    """Yield every set of up to three facts that is enough and needs each of them."""
    found: list[set[str]] = []
    for size in (1, 2, 3):
        for asked in combinations(open_facts, size):
            if not any(one <= set(asked) for one in found) and enough(tried(policy, asked)):  # type: ignore[operator]
                found.append(set(asked))
                yield set(asked)


@settings(max_examples=150)
@given(text=flag_policies())
def test_sets_are_those_that_trying_every_answer_finds(text: str) -> None:
    """Given any two rules over flags, when nothing is known, then both kinds of sets are the ones that trying finds."""
    policy = Policy(load_policy(text, "flags.yaml"), CATALOG)
    decision = policy.decide("go", Teacher(), as_of=AS_OF)
    found = xr.settle(decision)
    names = tuple(one.label for one in decision.missing)

    assert [{found.labels[one] for one in each} for each in found.could] == list(smallest(policy, names, any))
    surely = list(smallest(policy, names, all))
    if surely:
        assert [{found.labels[one] for one in each} for each in found.surely] == surely
    else:
        assert all(tried(policy, tuple(found.labels[one] for one in found.surely[0])))


def decided(**facts: object) -> xr.Decision:
    return CATALOG.in_force(MULEI, AS_OF).decide("rotation", xr.Teacher.model_validate(facts), as_of=AS_OF)


def test_a_settled_decision_lacks_nothing() -> None:
    """Given a man near retirement, when asked what would settle it, then nothing is: the rest cannot matter."""
    decision = decided(性别="男", 出生日期="1967-05-01")

    assert (decision.outcome, xr.settle(decision).surely, xr.plan(decision).questions) == ("not_due", (), ())


def test_a_date_outside_the_bounds_settles_alone_and_lists_only_together() -> None:
    """Given nothing, when sets are asked, then a birth date may be enough while the three lists are enough together."""
    found = xr.settle(decided())

    assert ("born_on",) in found.could
    assert ("postings", "absences", "leaves") in found.could
    assert not found.minimal


def test_sensitive_facts_are_asked_late() -> None:
    """Given two flags of equal worth, one about health, when questions are ranked, then the other comes first."""
    questions = xr.plan(decided(在编在职="是", 性别="女", 出生日期="1990-05-01", 岗位类别="专业技术")).questions

    assert [one.sensitivity for one in questions][:2] == ["plain", "plain"]
    assert questions[-1].sensitivity == "health"


def test_a_range_already_known_limits_what_is_tried() -> None:
    """Given a school start known to the month, when sets are asked, then the exact day alone cannot make it not due."""
    decision = decided(
        在编在职="是",
        性别="女",
        出生日期="1985-03-01",
        岗位类别="专业技术",
        长期病假="否",
        孕期至哺乳期="否",
        任职经历=[{"学校": "一中", "自": "2020-08"}],
        离岗经历=[],
        请假=[],
    )

    assert (decision.status, decision.outcome) == ("determined", "due")
    assert xr.plan(decision).questions == ()


ANSWERS = {
    "在编在职": "是",
    "出生日期": "1980-05-01",
    "性别": "女",
    "岗位类别": "专业技术",
    "任职经历": "{学校: 一中, 自: 2020-09-01}",
    "离岗经历": "无",
    "请假": "无",
    "长期病假": "否",
    "孕期至哺乳期": "否",
}


def interview() -> Interview:
    return Interview(CATALOG, MULEI, "rotation", "teacher", AS_OF)


def test_an_interview_asks_only_what_matters_and_ends_with_the_answer() -> None:
    """Given a person who knows every answer, when interviewed, then a clear case is never asked for the post."""
    held = interview()
    asked = []
    while (question := held.next()) is not None:
        asked.append(question.label)
        assert held.answer(question, ANSWERS[question.label], "zh") == ""

    assert held.now().outcome == "due"
    assert "岗位类别" not in asked
    assert len(asked) < len(ANSWERS)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        pytest.param("在编在职", "也许", id="not-a-flag"),
        pytest.param("出生日期", "昨天", id="not-a-day"),
        pytest.param("任职经历", "{学校}", id="an-entry-without-a-value"),
        pytest.param("任职经历", "{学校: 一中, 自: [", id="broken"),
    ],
)
def test_an_answer_that_cannot_be_read_changes_nothing(fact: str, text: str) -> None:
    """Given an answer of the wrong form, when taken, then the reason comes back and the record is as it was."""
    held = interview()
    question = next(one for one in xr.plan(held.now()).questions if one.label == fact)

    assert held.answer(question, text, "zh") != ""
    assert held.data == {}
    assert hint(held.kind(question), "zh")


def test_what_nobody_knows_is_not_asked_again() -> None:
    """Given only empty answers, when interviewed, then every question is asked once and the answer stays open."""
    held = interview()
    asked = []
    while (question := held.next()) is not None:
        asked.append(question.id)
        held.answer(question, "", "zh")

    assert len(asked) == len(set(asked))
    assert held.now().status == "undetermined"


def test_missing_on_the_command_line() -> None:
    """Given the sample with a start known to the month, when asked, then text and JSON name the fact and the sets."""
    call = ["missing", str(AYJAN), "--policy", MULEI, "--as-of", "2026-09-01", "--decision", "rotation"]
    text, data = (
        CliRunner().invoke(app, [*call, "--lang", "zh"]),
        CliRunner().invoke(app, [*call, "--format", "json"]),
    )

    assert (text.exit_code, data.exit_code) == (0, 0)
    assert "必能确定    任职经历＋长期病假" in text.output
    assert json.loads(data.output)[0]["sets"]["surely"] == [["postings", "on_long_sick_leave"]]


def test_ask_on_the_command_line_takes_answers_from_a_pipe(tmp_path: Path) -> None:
    """Given answers on standard input, when asked, then the card comes at the end and the record can be kept."""
    kept = tmp_path / "record.json"
    call = ["ask", "--policy", MULEI, "--as-of", "2026-09-01", "--decision", "rotation", "--lang", "zh"]

    done = CliRunner().invoke(app, [*call, "--save", str(kept)], input="否\n")

    assert done.exit_code == 0
    assert "轮岗交流：非交流对象" in done.output
    assert json.loads(kept.read_text(encoding="utf-8")) == {"在编在职": "否"}
