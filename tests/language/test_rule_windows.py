"""Windows on single rules lie inside the document's own; a test stands on one line; cases may cover every choice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from policy_kit import HEAD, policy_text, problems

import xgxp_rules as xr

CLOSED = HEAD.replace("{from: 2031-02-20}", "{from: 2031-02-20, until: 2033-02-19}")


@pytest.mark.parametrize(
    ("window", "found"),
    [
        pytest.param("{from: 2031-02-20}", [], id="from-the-first-day"),
        pytest.param("{from: 2032-01-01, until: 2033-02-19}", [], id="inside-to-the-last-day"),
        pytest.param("{until: 2031-02-20}", [], id="the-first-day-alone"),
        pytest.param("{until: 2031-02-19}", [("XG314", "error")], id="over-the-day-before"),
        pytest.param("{from: 2033-02-20}", [("XG314", "error")], id="from-the-day-after"),
        pytest.param("{from: 2031-02-19}", [("XG337", "warning")], id="begins-a-day-early"),
        pytest.param("{from: 2032-01-01, until: 2033-02-20}", [("XG337", "warning")], id="ends-a-day-late"),
    ],
)
@pytest.mark.parametrize("part", ["rule", "requirement", "quota"])
def test_a_window_lies_inside_that_of_the_document(part: str, window: str, found: list[tuple[str, str]]) -> None:
    """Given a window on a rule, a requirement or a quota, when it reaches beyond the document's, then it is said."""
    text = {
        "rule": policy_text(f"    when: [在编在职]\n    in_force: {window}"),
        "requirement": f"{HEAD}decisions:\n  duty: {{title: 值守, outcomes: {{ready: 可以, idle: 不可以}},"
        f" requires: [{{clause: 一, need: [在编在职], in_force: {window}}}]}}\n",
        "quota": policy_text(
            sections=f"quotas: {{比例: {{clause: 一, counted: [在编在职], floor: 10%, in_force: {window}}}}}\n"
        ),
    }[part]

    said = problems(text.replace(HEAD, CLOSED))

    assert [(one.code, one.severity) for one in said] == found


@pytest.mark.parametrize("sign", ["|", "|-", ">", ">-"])
def test_a_test_is_no_long_text(sign: str) -> None:
    """Given a test begun with a block sign, when it is read, then it is refused with the line that is meant."""
    said = problems(policy_text(f"    when:\n      年龄: {sign}\n        满 50岁\n        且 不满 60岁"))

    assert [(one.code, one.mend) for one in said] == [("XG239", "满 50岁 且 不满 60岁")]


@pytest.mark.parametrize(
    ("cases", "worked_since", "status"),
    [
        pytest.param(
            "[{when: {片: 甲}, value: 6年}, {when: {片: 乙}, value: 3年}]", "2010-01-01", "determined", id="agree"
        ),
        pytest.param(
            "[{when: {片: 甲}, value: 6年}, {when: {片: 乙}, value: 3年}]",
            "2028-01-01",
            "undetermined",
            id="differ",
        ),
        pytest.param("[{when: {片: 甲}, value: 6年}]", "2010-01-01", "undetermined", id="a-choice-without-a-case"),
        pytest.param(
            "[{when: {片: 甲}, value: 6年}, {when: {片: 不是 甲}, value: 3年}]",
            "2010-01-01",
            "determined",
            id="not-the-other",
        ),
        pytest.param(
            "[{when: [骨干教师], value: 6年}, {when: {骨干教师: 否}, value: 3年}]",
            "2010-01-01",
            "determined",
            id="yes-and-no",
        ),
        pytest.param(
            "[{when: {片: 甲}, value: 6年}, {when: {骨干教师: 是}, value: 3年}]",
            "2010-01-01",
            "undetermined",
            id="two-selectors",
        ),
    ],
)
def test_cases_that_cover_every_choice_leave_nothing_out(
    tmp_path: Path, cases: str, worked_since: str, status: str
) -> None:
    """Given an open selector, when every case that may hold agrees and some case must hold, then that stands."""
    facts = f"facts:\n  片: {{choice: [甲, 乙]}}\n  年限: {{cases: {cases}}}\n"
    path = tmp_path / "test" / "kit" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(policy_text("    when: {工龄: 满 年限}", sections=facts), encoding="utf-8")

    decision = xr.Catalog(tmp_path).decide(
        "test.kit", "duty", xr.Teacher.model_validate({"参加工作日期": worked_since}), as_of=date(2032, 9, 1)
    )

    assert decision.status == status


def test_a_selector_that_does_not_apply_is_left_out(tmp_path: Path) -> None:
    """Given cases for every choice and a selector that does not apply, then no case holds and the value is unknown."""
    cases = "[{when: {片: 甲}, value: 6年}, {when: {片: 乙}, value: 3年}]"
    facts = f"facts:\n  片: {{choice: [甲, 乙]}}\n  年限: {{cases: {cases}}}\n"
    path = tmp_path / "test" / "kit" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(policy_text("    when: {工龄: 满 年限}", sections=facts), encoding="utf-8")
    teacher = xr.Teacher.model_validate({"参加工作日期": "2010-01-01", "片": "不适用"})

    assert xr.Catalog(tmp_path).decide("test.kit", "duty", teacher, as_of=date(2032, 9, 1)).status == "undetermined"
