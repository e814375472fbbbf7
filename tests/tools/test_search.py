"""The search for a record: what it finds is confirmed, what it denies is denied for everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from search_kit import duty, policy_of

from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.search import (
    BothHold,
    Differs,
    Exhausted,
    LimitHit,
    NoRule,
    RuleHolds,
    RuleWins,
    Unproven,
    Witness,
    decision_dates,
    find_record,
)

ON = (date(2033, 9, 1),)


@pytest.mark.parametrize(
    "when",
    [
        pytest.param("[在编在职]", id="a-flag"),
        pytest.param("{性别: 女, 距法定退休: 满 5年, 年龄: 满 40年}", id="ages-of-one-birth-date"),
        pytest.param("{同校连续任教: 满 6年}", id="a-stay"),
        pytest.param("{同校连续任教: 满6年不满7年, 任教时间: 满 20年}", id="two-stretches-of-one-list"),
        pytest.param("{最近考核等次: 不低于 合格}", id="an-ordered-choice"),
        pytest.param("{正在待岗: 是, 待岗时间: 满 12个月}", id="two-facts-of-one-spell"),
        pytest.param("{何时调任: 早于 2030-01-01}", id="a-supplied-day"),
        pytest.param("{次数: 3次}", id="a-number"),
        pytest.param("{优秀年数: 满2年}", id="a-run-of-years"),
        pytest.param("{受过记过: 是}", id="an-entry-that-exists"),
        pytest.param("{any: [{次数: 超过 7次}, {性别: 男}]}", id="either"),
        pytest.param("{所在片: 东片}", id="a-group-of-terms"),
        pytest.param("{所在片: 不是 其他片, 次数: 3次}", id="any-group-but-the-rest"),
        pytest.param("{升降: 低于 0分}", id="a-fall"),
        pytest.param("{升降: 不少于 5分}", id="a-rise"),
        pytest.param("{温差: 不超过 -3}", id="a-number-below-nothing"),
    ],
)
def test_a_rule_that_can_hold_is_given_a_record(when: str, tmp_path: Path) -> None:
    """Given a rule that some record meets, when one is searched, then the record found makes the rule true again."""
    facts = (
        "terms:\n  片区: {groups: {东片: [一中, 二小], 西片: [三中]}, else: 其他片}\n"
        "facts:\n  何时调任: date\n  次数: {kind: number, unit: 次}\n"
        "  优秀年数: {run: 年度考核, where: {等次: 优秀}}\n  受过记过: {exists: 处分, where: {种类: 记过}}\n"
        "  校名: text\n  所在片: {map: 校名, terms: 片区}\n  温差: {kind: number}\n"
        "  评估: {list: {年度: number, 得分: {unit: 分}}}\n  升降: {change: 评估, take: 得分}\n"
    )
    policy = policy_of(duty(f"r first {when}", facts=facts), tmp_path)

    found = find_record(policy, "duty", RuleHolds("r"), dates=ON)

    assert isinstance(found, Witness)
    again = policy.decide("duty", Teacher.load(found.given), as_of=found.as_of)
    assert again.outcome == "first"


@pytest.mark.parametrize(
    "when",
    [
        pytest.param("{性别: [男], 年龄: 满 70年, 距法定退休: 满 1年}", id="retired-long-ago"),
        pytest.param("[{次数: 超过 7次}, {次数: 少于 7次}]", id="bounds-that-pass-by"),
        pytest.param("{在编在职: 是, none: [在编在职]}", id="a-fact-and-its-opposite"),
        pytest.param("{最近考核等次: 高于 优秀}", id="above-the-highest"),
    ],
)
def test_a_rule_that_nobody_can_meet_is_exhausted(when: str, tmp_path: Path) -> None:
    """Given conditions that exclude each other, when a record is searched, then the answer is that there is none."""
    facts = "facts:\n  次数: {kind: number, unit: 次}\n"
    policy = policy_of(duty(f"r first {when}", facts=facts), tmp_path)

    found = find_record(policy, "duty", RuleHolds("r"), dates=ON)

    assert found == Exhausted(found.steps, complete=True)


def test_a_parameter_that_nobody_has_set_proves_nothing(tmp_path: Path) -> None:
    """Given a bound that an office still has to set, when no record is found, then that is not called exhausted."""
    facts = (
        "facts:\n  次数: {kind: number, unit: 次}\n"
        "parameters:\n  上限: {set_by: 县教育局, kind: number, unit: 次, clause: 一}\n"
    )
    policy = policy_of(duty("r first {次数: 超过 上限}", facts=facts), tmp_path)

    found = find_record(policy, "duty", RuleHolds("r"), dates=ON)

    assert isinstance(found, Exhausted)
    assert not found.complete


def test_a_rule_behind_a_wider_one_never_decides(tmp_path: Path) -> None:
    """Given a rule whose every record meets an earlier outcome, when a record it decides is searched, there is none."""
    policy = policy_of(duty("wide first [在编在职]", "narrow second {在编在职: 是, 性别: 女}"), tmp_path)

    assert isinstance(find_record(policy, "duty", RuleHolds("narrow"), dates=ON), Witness)
    assert isinstance(find_record(policy, "duty", RuleWins("narrow"), dates=ON), Exhausted)


def test_outcomes_that_can_hold_together_are_shown_together(tmp_path: Path) -> None:
    """Given rules of two outcomes, when a record of both is searched, then both rules hold for the one found."""
    policy = policy_of(duty("one first [在编在职]", "two second {性别: 女}"), tmp_path)

    found = find_record(policy, "duty", BothHold("first", "second"), dates=ON)

    assert isinstance(found, Witness)
    assert found.decisions[0].run.settled.rule_truths == [True, True]


def test_a_decision_without_otherwise_has_a_gap(tmp_path: Path) -> None:
    """Given no outcome for the rest, when a record no rule speaks of is searched, then the interpreter finds none."""
    gap = policy_of(
        duty("one first {性别: 女}", "two second {性别: 男, 在编在职: 是}", "i idle {年龄: 满 90年}", otherwise=""),
        tmp_path,
    )

    found = find_record(gap, "duty", NoRule(), dates=ON)

    assert isinstance(found, Witness)
    assert found.decisions[0].run.settled.reason == "no_rule"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("{同校连续任教: 满 6年}", "{同校连续任教: 超过 6年}", id="the-day-itself"),
        pytest.param("{同校连续任教: 满 6年}", "{同校连续任教: 满 5年}", id="a-year-less"),
        pytest.param("{次数: 满 3次}", "{次数: 满 4次}", id="one-more"),
        pytest.param("[在编在职, {性别: 女}]", "[在编在职]", id="a-condition-less"),
        pytest.param("{年龄: 不满 50岁}", "{年龄: 不超过 50岁}", id="a-birthday"),
    ],
)
def test_a_changed_rule_is_told_apart_by_a_record(one: str, other: str, tmp_path: Path) -> None:
    """Given two wordings with different meaning, when a record is searched, then the two answers about it differ."""
    facts = "facts:\n  次数: {kind: number, unit: 次}\n"
    both = [policy_of(duty(f"r first {when}", facts=facts), tmp_path) for when in (one, other)]

    found = find_record(both, "duty", Differs(), dates=ON)

    assert isinstance(found, Witness)
    assert found.decisions[0].outcome != found.decisions[1].outcome


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("{同校连续任教: 满 6年}", "{同校连续任教: 满 72个月}", id="years-as-months"),
        pytest.param("{最近考核等次: 优秀 或 合格}", "{最近考核等次: 合格 或 优秀}", id="another-order"),
        pytest.param("[在编在职, {次数: 满 3次}]", "[在编在职, {次数: 满3次}, {次数: 超过 2次}]", id="implied"),
    ],
)
def test_the_same_meaning_in_other_words_is_not_told_apart(one: str, other: str, tmp_path: Path) -> None:
    """Given two wordings of one meaning, when they are to be told apart, then every cell is looked at and none does."""
    facts = "facts:\n  次数: {kind: number, unit: 次}\n"
    both = [policy_of(duty(f"r first {when}", facts=facts), tmp_path) for when in (one, other)]

    assert isinstance(find_record(both, "duty", Differs(), dates=ON), Exhausted)


def test_a_changed_fact_is_not_taken_for_the_same_one(tmp_path: Path) -> None:
    """Given a fact made differently in two versions, when they are searched, then its two values are two things."""
    made = ["任职经历", "任职经历, where: {主岗: 是}"]
    both = [
        policy_of(duty("r first {任教: 满 6年}", facts=f"facts:\n  任教: {{total: {one}}}\n"), tmp_path)
        for one in made
    ]

    assert isinstance(find_record(both, "duty", Differs(), dates=ON), Witness | Unproven)


def test_the_limit_is_said_when_it_is_hit(tmp_path: Path) -> None:
    """Given a limit too small for the question, when the search stops, then it says so instead of denying."""
    policy = policy_of(duty("r first {同校连续任教: 满 6年}"), tmp_path)

    assert find_record(policy, "duty", RuleHolds("r"), dates=ON, limit=5) == LimitHit(6)


def test_dates_lie_inside_the_window(tmp_path: Path) -> None:
    """Given a version in force from a day on, when its decision dates are listed, then none lies before it."""
    dates = decision_dates(policy_of(duty("r first [在编在职]"), tmp_path))

    assert min(dates) == date(2031, 2, 20)
    assert date(2032, 2, 29) in dates
    assert len(set(dates)) == len(dates)


def test_members_that_nobody_has_named_are_no_obstacle(tmp_path: Path) -> None:
    """Given a sum over other records, when a record is searched for, then the search ends and makes nothing up."""
    facts = (
        "facts:\n  各校: {about: county_year, records: 学校, where: {县区年度: 本人}}\n"
        "  合计: {about: county_year, sum: 各校, take: 编制数}\n"
    )
    body = duty("r first {合计: 超过 编制数}", facts=facts).replace(
        "    title: 值守", "    title: 值守\n    about: county_year"
    )

    found = find_record(policy_of(body, tmp_path), "duty", RuleHolds("r"), dates=ON)

    assert isinstance(found, Exhausted)
    assert not found.complete


@pytest.mark.parametrize(
    ("beside", "expected"),
    [pytest.param(True, Witness, id="with records beside it"), pytest.param(False, Unproven, id="without")],
)
def test_a_fact_of_the_school_is_given_by_a_school(beside: bool, expected: type, tmp_path: Path) -> None:
    """Given a rule on the school's size, when a record is searched, then such a school stands beside it."""
    facts = "facts: {校情: {related: 现任学校, take: 规模}}\n"
    policy = policy_of(duty("r first {校情: 小}", facts=facts), tmp_path)

    found = find_record(policy, "duty", RuleWins("r"), dates=ON, beside=beside)

    assert isinstance(found, expected)
    if isinstance(found, Witness):
        assert found.given == {"任职经历": [{"自": "2031-06-24", "学校": "现学校"}]}
        assert found.others == {"school": [{"编号": "现学校", "名称": "现学校", "规模": "小"}]}


def test_the_numbers_of_a_decision_that_is_asked_are_known(tmp_path: Path) -> None:
    """Given a rule on another decision that turns on a parameter, when it is searched, then its bound is tried."""
    body = (
        "parameters:\n  够: {value: 360次, clause: 一}\nfacts:\n  次数: {kind: number, unit: 次}\n"
        "decisions:\n  first: {title: 先定, outcomes: {yes_: 够, no_: 不够}, otherwise: no_}\n"
        "  duty: {title: 值守, outcomes: {first: 甲类, idle: 不值守}, otherwise: idle}\n"
        "rules:\n  - {id: a, clause: 一, decision: first, outcome: yes_, when: {次数: 满 够}}\n"
        "  - {id: r, clause: 一, decision: duty, outcome: first, when: {先定: 够}}\n"
    )

    found = find_record(policy_of(body, tmp_path), "duty", RuleHolds("r"), dates=ON)

    assert isinstance(found, Witness)
    assert found.given == {"次数": 360}
