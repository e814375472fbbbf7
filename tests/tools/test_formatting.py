"""Formatting: one spelling, the same meaning, and everything that is not a word left as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xgxp_rules.language.loader import check_policy
from xgxp_rules.tools.checking import policy_files
from xgxp_rules.tools.formatting import format_file, format_text

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [*policy_files(ROOT / "policies"), ROOT / "tests/golden/policies/every-form.yaml"]

TEXT = """\
# 抬头的注释
language: 1
policy: sample.county.fmt
version: v1
title: 满六年的（２０２２年９月１日）       # 标题不动
status: trial
jurisdiction: "999999"
in_force: {from: 2022年9月1日}

document: {clauses: [{id: 一, topic: 六年}]}
facts:
  次数: {kind: number, unit: 次}
  近年优秀: {count: 年度考核, where: {等次: 优秀}, within: 近三个年度}
decisions:
  duty:
    title: 值守
    outcomes: {second: 乙类, first: 甲类, idle: 不值守}   # 先列的优先
    otherwise: idle
rules:
  - id: r
    clause: 一
    decision: duty
    outcome: first
    when:
      同校连续任教: 满　六年      # 六年


      次数: "＞＝三次"
  - {id: s, clause: 一, decision: 值守, outcome: 乙类, when: {年龄: ≧５０岁, 近年优秀: 至少一次}, note: 满六年}
"""


def model(text: str) -> object:
    """Return what a text says, apart from its hash."""
    version, problems = check_policy(text)
    assert version is not None, problems
    return replace(version, content_hash="")


def test_numbers_signs_and_dates_get_one_form() -> None:
    """Given full-width signs, Chinese numerals and a date in words, when formatted, then each has its one form."""
    after = format_text(TEXT).after

    changed = [(b, a) for b, a in zip(TEXT.splitlines(), after.splitlines(), strict=True) if b != a]
    assert [a.strip() for _, a in changed] == [
        "in_force: {from: 2022-09-01}",
        "近年优秀: {count: 年度考核, where: {等次: 优秀}, within: 近3个年度}",
        "同校连续任教: 满 6年      # 六年",
        '次数: ">=3次"',
        "- {id: s, clause: 一, decision: 值守, outcome: 乙类, when: {年龄: ≥50岁, 近年优秀: 至少1次}, note: 满六年}",
    ]


def test_keys_in_the_other_language_and_back() -> None:
    """Given keys in English, when written in Chinese and back, then the text is the same byte for byte."""
    english = format_text(TEXT).after

    chinese = format_text(english, keys="zh")
    back = format_text(chinese.after, keys="en")

    assert "规则:" in chinese.after
    assert "rules:" not in chinese.after
    assert back.after == english
    assert model(chinese.after) == model(TEXT)


def test_without_a_choice_the_language_of_most_keys_is_taken() -> None:
    """Given one stray Chinese key in an English file, when formatted, then it becomes English like the rest."""
    mixed = TEXT.replace("rules:", "规则:").replace("    clause: 一\n", "    依据: 一\n")

    assert format_text(mixed).after == format_text(TEXT).after


def test_names_by_id_and_by_label() -> None:
    """Given names of both kinds, when ids are asked for, then references are ids; labels bring the labels."""
    by_id = format_text(TEXT, names="id").after
    by_label = format_text(by_id, names="label").after

    assert "years_at_school: 满 6年" in by_id
    assert "decision: duty, outcome: second" in by_id
    assert "decision: 值守, outcome: 乙类" in by_label
    assert "where: {grade: 优秀}" in by_id
    assert model(by_label) == model(by_id) == model(TEXT)


def test_the_order_of_outcomes_is_the_authors() -> None:
    """Given outcomes in an order that decides, when formatted in any way, then the order stays."""
    after = format_text(TEXT, keys="zh", names="id").after

    assert after.index("second: 乙类") < after.index("first: 甲类") < after.index("idle: 不值守")


def test_line_ends_and_byte_order_mark_stay() -> None:
    """Given CRLF and a byte order mark, when formatted, then both are still there."""
    windows = "\ufeff" + TEXT.replace("\n", "\r\n")

    after = format_text(windows).after

    assert after == "\ufeff" + format_text(TEXT).after.replace("\n", "\r\n")


def test_a_choice_that_looks_like_a_number_is_left_alone() -> None:
    """Given a choice called 三年, when formatted, then the test of it is not turned into a period."""
    text = TEXT.replace("decisions:", "  学制: {choice: [三年, 五年]}\ndecisions:")
    text = text.replace("年龄: ≧５０岁", "年龄: ≧５０岁, 学制: 三年")

    after = format_text(text).after

    assert "学制: 三年" in after
    assert "年龄: ≥50岁" in after


def test_a_file_with_errors_is_left_alone() -> None:
    """Given a misspelt key, when formatted, then the text is returned as it was, with the error."""
    result = format_text(TEXT.replace("rules:", "rulez:"))

    assert not result.changed
    assert "XG102" in [problem.code for problem in result.problems]


def test_a_refusal_is_reported_when_the_meaning_would_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given an edit that slips through every check but the last, when the file is read again, then it is refused."""
    from xgxp_rules.tools.formatting import formatting

    monkeypatch.setattr(formatting, "sound_edits", lambda text, edits, is_sound: edits)
    monkeypatch.setattr(formatting, "apply", lambda text, edits: text.replace("六年", "五年"))

    result = format_text(TEXT)

    assert [problem.code for problem in result.problems] == ["XG570"]
    assert result.after == TEXT


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in SHIPPED])
def test_every_shipped_policy_there_and_back(path: Path) -> None:
    """Given a shipped policy, when formatted in each way, then twice is once, the model stays, and back is back."""
    once = format_file(path)
    assert once.problems == ()

    assert not format_text(once.after, str(path)).changed
    forms = {}
    for keys in ("zh", "en"):
        for names in ("id", "label"):
            result = format_text(once.after, str(path), keys=keys, names=names)  # type: ignore[arg-type]
            again = format_text(result.after, str(path), keys=keys, names=names)  # type: ignore[arg-type]
            assert result.problems == ()
            assert not again.changed
            forms[keys, names] = result.after
    assert format_text(forms["zh", "id"], str(path), keys="en", names="label").after == forms["en", "label"]
    assert format_text(forms["en", "label"], str(path), keys="zh", names="id").after == forms["zh", "id"]


COMMENTS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co")), max_size=12)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), COMMENTS, st.integers(0, 3)), max_size=6))
def test_comments_and_blank_lines_survive_byte_for_byte(notes: list[tuple[int, str, int]]) -> None:
    """Given comments and blank lines anywhere between lines, when formatted, then each is where it was."""
    lines = TEXT.splitlines()
    for place, comment, blanks in notes:
        lines.insert(min(place, len(lines)), "\n" * blanks + f"# {comment}")
    text = "\n".join(lines) + "\n"

    after = format_text(text, keys="zh").after

    before_lines, after_lines = text.split("\n"), after.split("\n")
    assert len(before_lines) == len(after_lines)
    for old, new in zip(before_lines, after_lines, strict=True):
        if not old.strip() or old.lstrip().startswith("#"):
            assert new == old
    assert format_text(after, keys="zh").after == after
