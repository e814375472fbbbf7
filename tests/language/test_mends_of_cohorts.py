"""What a message says to write, written: the place then loads, for quotas, procedures, processes and consequences."""

from __future__ import annotations

import pytest
from policy_kit import DECISION, policy_text, problems


def quota(entry: str) -> str:
    """Return a policy with one quota; what counts is said already."""
    return policy_text(sections=f"quotas:\n  甲: {{clause: 一, counted: [在编在职], {entry}}}\n")


def steps(*items: str) -> str:
    """Return a policy with one procedure of these steps."""
    return policy_text(
        sections="procedures:\n  甲:\n    steps:\n" + "".join(f"      - {{{one}}}\n" for one in items)
    )


def process(states: str, *moves: str, more: str = "") -> str:
    """Return a policy with one process of these states and transitions."""
    listed = "".join(f"      - {{{one}}}\n" for one in moves)
    return policy_text(
        sections=f"processes:\n  甲:\n    states: [{states}]\n    start: 一\n{more}    transitions:\n{listed}"
    )


def effect(entry: str) -> str:
    """Return a policy whose outcome has this consequence."""
    outcomes = f"{{ready: {{label: 可以值守, effects: [{entry}]}}, idle: 不值守}}"
    return policy_text(decisions=DECISION.replace("{ready: 可以值守, idle: 不值守}", outcomes))


def item(entry: str, more: str = "") -> str:
    """Return a policy with a score of one item."""
    points = f"points:\n  甲:\n    clause: 一\n    items:\n      - {{item: 乙, {entry}}}\n{more}"
    return policy_text(sections="facts:\n  次: {unit: 次}\n  级: {choice: [甲等, 乙等]}\n" + points)


COHORTS = {
    "no bound": ("XG740", "floor: 30%", quota("title: 某"), quota("floor: 30%")),
    "no bound, a range": ("XG740", "range: 11% 至 19%", quota("title: 某"), quota("range: 11% 至 19%")),
    "two bounds": ("XG741", "删去", quota("floor: 30%, range: 11% 至 19%"), quota("range: 11% 至 19%")),
    "no amount": ("XG742", "`3人`", quota("floor: 一些"), quota("floor: 3人")),
    "an empty range": ("XG743", "11% 至 19%", quota("range: 19% 至 11%"), quota("range: 11% 至 19%")),
    "more than all": ("XG744", "不大于 100%", quota("floor: 120%"), quota("floor: 100%")),
    "split by a time": (
        "XG746",
        "per: 现任学校",
        quota("floor: 30%, per: 工龄"),
        quota("floor: 30%, per: 现任学校"),
    ),
    "split by three": (
        "XG747",
        "留下 2 项",
        quota("floor: 30%, per: [性别, 学历, 职称等级]"),
        quota("floor: 30%, per: [性别, 学历]"),
    ),
    "split by nothing": ("XG745", "`县域: text`", quota("floor: 30%, per: 县域"), None),
    "no consequence": ("XG751", "{bar: 评优, for: 1年}", effect("{for: 1年}"), effect("{bar: 评优, for: 1年}")),
    "two lengths": (
        "XG752",
        "删去「until」或「for」",
        effect("{bar: 评优, for: 1年, until: 年末}"),
        effect("{bar: 评优, for: 1年}"),
    ),
    "the end of the month": (
        "XG754",
        "请写 `月末`",
        effect("{bar: 评优, from: 月底}"),
        effect("{bar: 评优, from: 月末}"),
    ),
    "a day that is none": (
        "XG754",
        "`2031-09-01`",
        effect("{bar: 评优, from: 从那天起算}"),
        effect("{bar: 评优, from: 2031-09-01}"),
    ),
    "steps in a circle": (
        "XG757",
        "after:",
        steps("step: 公示, after: 表决", "step: 表决, after: 公示"),
        steps("step: 公示", "step: 表决, after: 公示"),
    ),
    "within of a first step": (
        "XG758",
        "by: 每年6月底",
        steps("step: 公示, within: 5个工作日"),
        steps("step: 公示, by: 每年6月底"),
    ),
    "a term of publicity": (
        "XG759",
        "publicity: 5个工作日",
        steps("step: 公示, publicity: 1学期"),
        steps("step: 公示, publicity: 5个工作日"),
    ),
    "no stretch": (
        "XG786",
        "照上面",
        steps("step: 公示, during: 春天"),
        steps("step: 公示, during: 每年第二季度"),
    ),
    "a stretch backwards": (
        "XG787",
        "对调",
        steps("step: 公示, during: 2031-06-30 至 2031-04-01"),
        steps("step: 公示, during: 2031-04-01 至 2031-06-30"),
    ),
    "a state that nothing leads to": (
        "XG761",
        "to: 三",
        process("一, 二, 三", "from: 一, to: 二, on: 甲"),
        process("一, 二, 三", "from: 一, to: 二, on: 甲", "from: 二, to: 三, on: 乙"),
    ),
    "two moves alike": (
        "XG763",
        "`unless:`",
        process("一, 二, 三", "from: 一, to: 二, on: 甲", "from: 一, to: 三, on: 甲"),
        process(
            "一, 二, 三",
            "from: 一, to: 二, on: 甲, when: [在编在职]",
            "from: 一, to: 三, on: 甲, unless: [在编在职]",
        ),
    ),
    "two causes": (
        "XG764",
        "after: 30天",
        process("一, 二", "from: 一, to: 二, on: 甲, after: 30天"),
        process("一, 二", "from: 一, to: 二, after: 30天"),
    ),
    "no rest": (
        "XG765",
        "after: 1天",
        process("一, 二", "from: 一, to: 二, after: 0天", "from: 二, to: 一, after: 0天"),
        process("一, 二", "from: 一, to: 二, after: 1天", "from: 二, to: 一, after: 0天"),
    ),
    "a clock of terms": (
        "XG768",
        "limit: 12个月",
        process("一, 二", "from: 一, to: 二, after: 丙", more="    clocks: {丙: {while: 一, limit: 2学期}}\n"),
        process("一, 二", "from: 一, to: 二, after: 丙", more="    clocks: {丙: {while: 一, limit: 12个月}}\n"),
    ),
    "no procedure": (
        "XG755",
        "{steps: [{step: 公示}]}",
        process("一, 二", "from: 一, to: 二, on: 丙, procedure: 办"),
        process("一, 二", "from: 一, to: 二, on: 丙, procedure: 办").replace(
            "processes:", "procedures:\n  办: {steps: [{step: 公示}]}\nprocesses:"
        ),
    ),
    "another unit of a rate": (
        "XG361",
        "请写 `2分/次`",
        item("of: 次, rate: 2分/人"),
        item("of: 次, rate: 2分/次"),
    ),
    "a rate of years for a number": (
        "XG361",
        "请写 `2分/次`",
        item("of: 次, rate: 2分/年"),
        item("of: 次, rate: 2分/次"),
    ),
    "years of what is no time": (
        "XG363",
        "删去 `years`",
        item("of: 次, rate: 2分/次, years: whole"),
        item("of: 次, rate: 2分/次"),
    ),
    "no number of the most": (
        "XG366",
        "most: 2项",
        item("sum_of: 处分, points: 2分, most: 0项"),
        item("sum_of: 处分, points: 2分, most: 2项"),
    ),
    "two sources": ("XG371", "写成两项", item("of: 次, rate: 2分/次, points: 2分"), item("of: 次, rate: 2分/次")),
    "an empty group": (
        "XG373",
        "group: 丙",
        item("points: 2分, when: [在编在职]", "    groups: {丙: {cap: 9分}}\n"),
        item("points: 2分, when: [在编在职], group: 丙", "    groups: {丙: {cap: 9分}}\n"),
    ),
    "what each counts": (
        "XG376",
        "points: 2分",
        item("sum_of: 处分, within: 近3年"),
        item("sum_of: 处分, within: 近3年, points: 2分"),
    ),
    "a key of another way": (
        "XG377",
        "删去 `most`",
        item("points: 2分, when: [在编在职], most: 2项"),
        item("points: 2分, when: [在编在职]"),
    ),
    "a cap below nothing": (
        "XG378",
        "cap: 10分",
        item("of: 次, rate: 2分/次, cap: -1分"),
        item("of: 次, rate: 2分/次, cap: 10分"),
    ),
}


@pytest.mark.parametrize("row", COHORTS.values(), ids=COHORTS.keys())
def test_what_is_proposed_loads(row: tuple[str, str, str, str | None]) -> None:
    "Given a mistake, when the file is checked, then it alone is told; written as proposed, the file is sound."
    code, advice, broken, mended = row

    errors = [each for each in problems(broken) if each.severity == "error"]
    assert [each.code for each in errors] == [code], [(each.code, each.headline()) for each in errors]
    assert advice in (errors[0].hint("zh") or "")
    assert errors[0].hint("en")
    if mended is not None:
        assert [(each.code, each.headline()) for each in problems(mended) if each.severity == "error"] == []
