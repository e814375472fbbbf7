"""Words that documents use and the table does not have: each is refused with what says the same, never its opposite."""

from __future__ import annotations

import pytest
from policy_kit import policy_text, problems

from xgxp_rules.diagnostics import nearest

FACTS = """facts:
  优秀年数: {count: 年度考核, where: {等次: 优秀}}
  旷工记录: {list: {自: date, 至: date}}
  旷工天数: {total: 旷工记录, by: 工作日}
  全勤: {total: 任职经历, by: 学年}
"""


def _first(text: str) -> tuple[str, str | None]:
    return next((one.code, one.mend) for one in problems(text))


@pytest.mark.parametrize(
    ("test", "code", "mend"),
    [
        pytest.param("{职称等级: 高级}", "XG204", "副高 或 正高", id="both-higher-titles"),
        pytest.param("{学历: 研究生以上}", "XG204", "硕士 或 博士", id="before-a-bound"),
        pytest.param("{教龄: 满 3年}", "XG101", "任教时间", id="not-the-age"),
        pytest.param("{参加工作日期: 1991年7月1日及以后}", "XG209", "1991年7月1日 起", id="and-after"),
        pytest.param(
            "{参加工作日期: 1991年7月1日以后（含当日）}", "XG209", "1991年7月1日 起", id="day-in-brackets"
        ),
        pytest.param("{参加工作日期: 1991-07-01以后（含当日）}", "XG209", "1991-07-01 起", id="a-dashed-day-too"),
        pytest.param("{参加工作日期: 1991-07-01以后（含）}", "XG209", "1991-07-01 起", id="a-short-bracket"),
        pytest.param(
            "{参加工作日期: 1991-07-01 之后（不含当日）}", "XG209", "晚于 1991-07-01", id="the-day-left-out"
        ),
        pytest.param(
            "{参加工作日期: 1991-07-01以前（含本日）}", "XG209", "不晚于 1991-07-01", id="before-and-that-day"
        ),
        pytest.param("{参加工作日期: 1991-07-01以前（不含）}", "XG209", "早于 1991-07-01", id="before-that-day"),
        pytest.param("{参加工作日期: 1991-07-01以后}", "XG208", None, id="a-day-without-a-bracket-stays-open"),
        pytest.param("{优秀年数: 满 2年}", "XG201", "2次", id="a-count-is-no-time"),
        pytest.param("{旷工天数: 超过 10天}", "XG299", "10个工作日", id="working-days-are-no-days"),
        pytest.param("{全勤: 满 3年}", "XG299", "3学年", id="school-years-are-no-years"),
        pytest.param("{年龄: 满40岁并且不满50岁}", "XG209", "满40岁 且 不满50岁", id="and-also"),
        pytest.param("{年龄: 不满足 50岁}", "XG209", "不满 50岁", id="does-not-reach"),
        pytest.param("{学科: 不得为 语文}", "XG209", "不是 语文", id="must-not-be-of-a-text"),
        pytest.param("{学段: 不得为 高中}", "XG209", "不是 高中", id="must-not-be-of-a-choice"),
        pytest.param("{学科: 除语文外}", "XG209", "不是 语文", id="all-but-of-a-text"),
        pytest.param("{学段: 除高中以外}", "XG209", "不是 高中", id="all-but-of-a-choice"),
    ],
)
def test_the_word_that_says_the_same_is_offered(test: str, code: str, mend: str) -> None:
    """Given a word of documents, when it stands in a test, then what says the same in a policy is offered."""
    assert _first(policy_text(f"    when: {test}", sections=FACTS)) == (code, mend)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        pytest.param(
            policy_text("    when: {年龄: 不少于 免交流界限}"),
            "XG110",
            "`免交流界限: {value: …, clause: …}`",
            id="a-name-that-is-declared-nowhere",
        ),
        pytest.param(
            policy_text(sections="facts:\n  任期: {total: 任职经历, gap: 很久}\n"), "XG237", "`6年`", id="no-period"
        ),
        pytest.param(
            policy_text().replace("- clause: 一", "- clause: 第一条"),
            "XG129",
            "`一`",
            id="a-clause-with-its-article",
        ),
        pytest.param(
            policy_text().replace("- clause: 一", "- clause: 1、"), "XG129", "`一`", id="a-clause-in-figures"
        ),
    ],
)
def test_what_to_write_is_said_where_no_spelling_is_near(text: str, code: str, said: str) -> None:
    """Given a name, a value or a clause that is nowhere, then the message says how it is written or declared."""
    found = next(one for one in problems(text) if one.code.startswith(code))

    assert said in (found.hint() or "")


@pytest.mark.parametrize("mend", ["不是 语文", "副高 或 正高", "1991年7月1日 起", "满40岁 且 不满50岁"])
def test_what_is_offered_is_accepted(mend: str) -> None:
    """Given what is offered, when it is written, then nothing is said."""
    facts = {"不是 语文": "学科", "副高 或 正高": "职称等级", "1991年7月1日 起": "参加工作日期"}

    assert problems(policy_text(f"    when: {{{facts.get(mend, '年龄')}: {mend}}}")) == []


@pytest.mark.parametrize(
    ("name", "candidates", "found"),
    [
        pytest.param("高级", ["初级", "中级"], None, id="high-is-not-low"),
        pytest.param("教龄", ["年龄"], None, id="years-of-teaching-are-not-an-age"),
        pytest.param("姓别", ["性别"], "性别", id="a-slip-of-the-pen"),
        pytest.param("称职", ["合格", "不称职"], "合格", id="the-other-word-for-it"),
        pytest.param("农村", ["镇区", "乡村"], "乡村", id="the-country"),
    ],
)
def test_an_opposite_is_never_offered(name: str, candidates: list[str], found: str | None) -> None:
    """Given a name one sign away from its opposite, when the nearest is asked for, then the opposite is not it."""
    assert nearest(name, candidates) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("    any:\n      - clause：二\n        name: 甲", id="name-and-another"),
        pytest.param("    when:\n      - 在编在职：是\n        性别: 女", id="condition-and-another"),
        pytest.param("    when:\n      - 在编在职：是\n        性别：女", id="both-wide"),
    ],
)
def test_a_wide_colon_after_a_dash(text: str) -> None:
    """Given a full-width colon in the first line of an item, when the item goes on, then the colon is what is wrong."""
    told = [one.code for one in problems(policy_text(text))]

    assert "XG022" in told
    assert not {"XG066", "XG072"} & set(told)


def test_an_age_without_a_unit_is_told_in_years_of_age() -> None:
    """Given an age without its unit, when it is refused, then 岁 is offered."""
    told = next(iter(problems(policy_text("    when: {年龄: 不满 55}"))))

    assert (told.code, dict(told.args)["options"]) == ("XG202", ("55岁",))


@pytest.mark.parametrize(
    ("value", "mends"),
    [
        pytest.param("300元/月", ["300元"], id="by-the-month"),
        pytest.param("3万元／年", ["3万元"], id="by-the-year-in-full-width"),
        pytest.param("300元", [], id="an-amount"),
    ],
)
def test_an_amount_by_the_month_is_no_number(value: str, mends: list[str]) -> None:
    """Given an amount with a month behind a stroke, when a rule gives it, then it is noted that it stays words."""
    told = problems(policy_text(f"    when: [在编在职]\n    value: {value}"))

    assert [one.mend for one in told] == mends
    assert {one.severity for one in told} <= {"note"}


@pytest.mark.parametrize(
    ("tag", "codes"),
    [
        pytest.param("两年内不得评优", ["XG261"], id="a-sentence"),
        pytest.param("解聘", [], id="a-tag"),
        pytest.param("{bar: 评优, for: 2年}", [], id="a-consequence"),
    ],
)
def test_a_sentence_among_the_effects_bars_nothing(tag: str, codes: list[str]) -> None:
    """Given a sentence among the effects, when the file is read, then it is noted that it is a mere tag."""
    decisions = (
        "decisions:\n  duty: {title: 值守, outcomes: {ready: {label: 可以值守, effects: [TAG]}, idle: 不值守}, "
        "otherwise: idle}\n"
    )

    assert [one.code for one in problems(policy_text(decisions=decisions.replace("TAG", tag)))] == codes


def test_a_fact_of_another_record_is_reached_by_its_path() -> None:
    """Given a school's fact as a field of a posting, when it is refused, then its path and the fields are told."""
    told = problems(policy_text(sections="facts:\n  下乡: {total: 任职经历, where: {地域: 乡村}}\n"))

    assert [(one.code, one.mend) for one in told] == [("XG130", "学校.地域")]
    assert "学校" in str(dict(told[0].args)["fields"])
