"""Questions about a policy as a whole: negation over what may not apply, circles, windows."""

import pytest
from policy_kit import DECISION, policy_text, said


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        pytest.param("    when: {待岗时间: 不满 12个月}", [], id="not-negated"),
        pytest.param("    when: [在编在职]\n    unless: {待岗时间: 不满 12个月}", ["XG302"], id="under-unless"),
        pytest.param("    when: {none: [{待岗时间: 不满 12个月}]}", ["XG302"], id="under-none"),
        pytest.param("    when: {none: [{any: [在编在职, {待岗时间: 满 1年}]}]}", ["XG302"], id="deep-under-none"),
        pytest.param("    when: {none: [{年龄: 不满 待岗时间}]}", ["XG302"], id="as-what-it-is-compared-with"),
        pytest.param("    when: {none: [{最近考核等次: 合格}]}", ["XG302"], id="the-latest-of-none"),
        pytest.param("    when: [在编在职]\n    unless: {待岗时间: 适用 且 不满 12个月}", [], id="in-one-test"),
        pytest.param(
            "    when: [在编在职]\n    unless: [{待岗时间: 不适用}, {待岗时间: 不满 1年}]",
            [],
            id="beside-not-applicable",
        ),
        pytest.param(
            "    when: {待岗时间: 适用}\n    unless: {待岗时间: 不满 12个月}", [], id="applies-by-the-rule-itself"
        ),
        pytest.param(
            "    when: [{待岗时间: 不适用}]\n    unless: {待岗时间: 不满 12个月}",
            ["XG302"],
            id="the-rule-says-the-opposite",
        ),
        pytest.param("    when: {待岗时间: 适用, none: [{待岗时间: 满 1年}]}", [], id="beside-the-negation"),
        pytest.param(
            "    when: {any: [{待岗时间: 适用}, {none: [{待岗时间: 满 1年}]}]}", ["XG302"], id="an-alternative-only"
        ),
        pytest.param("    when: {none: [{待岗时间: 适用}]}", [], id="the-test-itself"),
        pytest.param("    when: {年龄: 已知}", ["XG303"], id="known"),
        pytest.param("    when: {none: [{年龄: 未知}]}", ["XG303"], id="unknown"),
    ],
)
def test_what_does_not_apply_is_never_turned_into_true_unsaid(rule: str, codes: list[str]) -> None:
    """Given a fact that may not apply, then under a negation the text must say what holds when it does not."""
    assert said(policy_text(rule)) == codes


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param("  甲事: {is: [乙事]}\n  乙事: {is: [甲事]}\n", id="two-facts"),
        pytest.param("  甲事: {is: {duty: ready}}\n", id="through-a-decision"),
        pytest.param(
            "  法定退休日: {replaces: 是, cases: [{when: {距法定退休: 满 1年}, value: 2031-01-01}]}\n",
            id="through-a-built-in-fact",
        ),
    ],
)
def test_circles_are_named(facts: str) -> None:
    """Given names that need each other, then one problem names the circle."""
    name = facts.split(":")[0].strip()
    rule = f"    when: [{name}]" if "法定" not in name else "    when: [在编在职]"

    assert said(policy_text(rule, sections=f"facts:\n{facts}")) == ["XG142"]


def test_a_decision_with_requirements_has_two_outcomes_and_no_rules() -> None:
    """Given requirements, then there are exactly the outcomes met and not met, and a rule for them is refused."""
    requires = "requires: [{clause: 一, need: [在编在职]}, {clause: 一, need: [骨干教师]}]"
    two = f"  entry: {{title: 选聘, outcomes: {{eligible: 符合, not_eligible: 不符合}}, {requires}}}\n"
    rule = "  - {clause: 一, decision: entry, outcome: eligible, when: [在编在职]}\n"

    assert said(policy_text(decisions=DECISION + two)) == []
    assert said(policy_text(decisions=DECISION + two.replace(", not_eligible: 不符合", ""))) == ["XG306"]
    assert said(policy_text(decisions=DECISION + two) + rule) == ["XG307"]


def test_a_rule_outside_the_document_s_window_never_exists() -> None:
    """Given a rule whose window ends before the document begins, then it is reported."""
    assert said(policy_text("    when: [在编在职]\n    in_force: {until: 2030-01-01}")) == ["XG314"]
