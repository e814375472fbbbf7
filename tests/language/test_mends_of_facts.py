"""What a message says to write, written: the place then loads, for facts, parameters and their forms."""

from __future__ import annotations

import pytest
from policy_kit import policy_text, problems


def facts(*lines: str) -> str:
    """Return a policy whose facts are these lines."""
    return policy_text(sections="facts:\n" + "".join(f"  {line}\n" for line in lines))


def parameters(*lines: str) -> str:
    """Return a policy whose parameters are these lines."""
    return policy_text(sections="parameters:\n" + "".join(f"  {line}\n" for line in lines))


# name of the row: code, the words of the advice that count, the text as written, the text as the advice has it
DECLARED = {
    "an id of Chinese words": (
        "XG126",
        "删去这一行",
        facts("甲: {id: 年限, kind: flag}"),
        facts("甲: {kind: flag}"),
    ),
    "an id with a dash": (
        "XG126",
        "years_in_town",
        facts("甲: {id: years-at, kind: flag}"),
        facts("甲: {id: years_in_town, kind: flag}"),
    ),
    "a built-in name": ("XG122", "本地工龄", facts("工龄: date"), facts("本地工龄: date")),
    "a word of tests": ("XG125", "规定期限", facts("未知: flag"), facts("规定期限: flag")),
    "a value as a name": (
        "XG172",
        "最低年限: {value: 6年",
        parameters("6年: {value: 6年, clause: 一}"),
        parameters("最低年限: {value: 6年, clause: 一}"),
    ),
    "a parameter called like a fact": (
        "XG139",
        "规定工龄",
        parameters("工龄: {value: 6年, clause: 一}"),
        parameters("规定工龄: {value: 6年, clause: 一}"),
    ),
    "no kind": ("XG140", "甲: flag", facts("甲: {description: 某}"), facts("甲: flag")),
    "no kind, a count": ("XG140", "{count: 处分}", facts("甲: {description: 某}"), facts("甲: {count: 处分}")),
    "no kind, a choice": ("XG140", "{choice: [甲, 乙]}", facts("乙: {basis: 某}"), facts("乙: {choice: [甲, 乙]}")),
    "no kind, a number": ("XG140", "{unit: 次}", facts("甲: {basis: 某}"), facts("甲: {unit: 次}")),
    "two ways": (
        "XG141",
        "删去「total」和「count」中的一项",
        facts("甲: {total: 任职经历, count: 处分}"),
        facts("甲: {count: 处分}"),
    ),
    "a name of the wrong kind": (
        "XG143",
        "时长，如 `6年`",
        facts("甲: {day: 出生日期, plus: 性别}"),
        facts("甲: {day: 出生日期, plus: 6年}"),
    ),
    "a field that is no number": (
        "XG274",
        "`得分`",
        facts("评: {list: {年度: number, 等次: text}}", "甲: {change: 评, take: 等次}"),
        facts("评: {list: {年度: number, 得分: number}}", "甲: {change: 评, take: 得分}"),
    ),
    "no list": ("XG144", "`处分`", facts("甲: {count: 工龄}"), facts("甲: {count: 处分}")),
    "time of what has no days": (
        "XG145",
        "count: 年度考核",
        facts("甲: {total: 年度考核}"),
        facts("甲: {count: 年度考核}"),
    ),
    "a choice twice": ("XG149", "删去重复", facts("甲: {choice: [一, 二, 一]}"), facts("甲: {choice: [一, 二]}")),
    "one choice": ("XG150", "kind: flag", facts("甲: {choice: [有]}"), facts("甲: {kind: flag}")),
    "a run without years": (
        "XG151",
        "年度: number",
        facts("评: {list: {等次: text}}", "甲: {run: 评, where: {等次: 为 优}}"),
        facts("评: {list: {年度: number, 等次: text}}", "甲: {run: 评, where: {等次: 为 优}}"),
    ),
    "no value": ("XG152", "value: 6年", parameters("甲: {clause: 一}"), parameters("甲: {value: 6年, clause: 一}")),
    "no value, left to others": (
        "XG152",
        "set_by: 学校",
        parameters("甲: {clause: 一}"),
        parameters("甲: {set_by: 学校, limits: 2年 至 4年, clause: 一}"),
    ),
    "three keys": (
        "XG153",
        "留下两项",
        parameters("甲: {by: [性别, 学历, 职称等级], value: {男: 1年}, clause: 一}"),
        parameters("甲: {by: [性别, 学历], value: {男: 1年, 女: 2年}, clause: 一}"),
    ),
    "days out of order": (
        "XG156",
        "从最早的日期写起",
        parameters("甲: {values: [{from: 2032-01-01, value: 1年}, {from: 2031-03-01, value: 2年}], clause: 一}"),
        parameters("甲: {values: [{from: 2031-03-01, value: 2年}, {from: 2032-01-01, value: 1年}], clause: 一}"),
    ),
    "outside its limits": (
        "XG157",
        "2年 至 4年 之内",
        parameters("甲: {value: 5年, limits: 2年 至 4年, clause: 一}"),
        parameters("甲: {value: 4年, limits: 2年 至 4年, clause: 一}"),
    ),
    "a unit of what is no number": (
        "XG158",
        "删去 `unit`",
        facts("甲: {kind: date, unit: 天}"),
        facts("甲: {kind: date}"),
    ),
    "limits without their word": (
        "XG159",
        "`0分 至 100分`",
        facts("甲: {kind: number, unit: 分, limits: 0~100}"),
        facts("甲: {kind: number, unit: 分, limits: 0分 至 100分}"),
    ),
    "limits upside down": (
        "XG294",
        "请写 `0分 至 100分`",
        facts("甲: {kind: number, unit: 分, limits: 100分 至 0分}"),
        facts("甲: {kind: number, unit: 分, limits: 0分 至 100分}"),
    ),
    "a window without its word": (
        "XG114",
        "请写 `近3年`",
        facts("甲: {count: 处分, within: 3年内}"),
        facts("甲: {count: 处分, within: 近3年}"),
    ),
    "not for these units": (
        "XG177",
        "by: school_years",
        facts("甲: {total: 任职经历, counts_when: 6个月}"),
        facts("甲: {total: 任职经历, by: school_years, counts_when: 6个月}"),
    ),
    "school years where time is wanted": (
        "XG178",
        "counts_when: 6个月",
        facts("甲: {total: 任职经历, by: school_years, counts_when: 1学期}"),
        facts("甲: {total: 任职经历, by: school_years, counts_when: 6个月}"),
    ),
    "one step only": (
        "XG179",
        "exists:",
        facts("甲: {sequence: [{list: 处分}]}"),
        facts("甲: {exists: 处分}"),
    ),
    "marked by what is no flag": (
        "XG199",
        "`主岗`",
        facts("甲: {unbroken: 任职经历, same: 学校, prefer: 岗位}"),
        facts("甲: {unbroken: 任职经历, same: 学校, prefer: 主岗}"),
    ),
    "a path from what is no record": (
        "XG270",
        "related: 现任学校",
        facts("甲: {related: 性别, take: 规模}"),
        facts("甲: {related: 现任学校, take: 规模}"),
    ),
    "ranked by what has no order": (
        "XG272",
        "`工龄`",
        facts("甲: {rank: 性别, among: [在编在职]}"),
        facts("甲: {rank: 工龄, among: [在编在职]}"),
    ),
    "a change without days": (
        "XG275",
        "年度: number",
        facts("评: {list: {得分: number}}", "甲: {change: 评, take: 得分}"),
        facts("评: {list: {年度: number, 得分: number}}", "甲: {change: 评, take: 得分}"),
    ),
    "what cannot be worked out": (
        "XG317",
        "时长可以加减时长",
        facts("甲: {calc: 工龄 + 3次}"),
        facts("甲: {calc: 工龄 + 3年}"),
    ),
    "a choice in a sum": (
        "XG318",
        "{table: {by: 性别, rows: …}}",
        facts("甲: {calc: 性别 * 2}"),
        facts("性别分: {table: {by: 性别, rows: {男: 1, 女: 2}}}", "甲: {calc: 性别分 * 2}"),
    ),
    "a date in a sum": (
        "XG318",
        "{since: 出生日期}",
        facts("甲: {calc: 出生日期 * 2}"),
        facts("岁数: {since: 出生日期}", "甲: {calc: 岁数 * 2}"),
    ),
    "a sum that breaks off": (
        "XG112",
        "甲 + 乙 * 2",
        facts("甲: {calc: 工龄 + }"),
        facts("甲: {calc: 工龄 + 任教时间 * 2}"),
    ),
    "a weight below zero": (
        "XG320",
        "大于零",
        facts("甲: {total: 任职经历, weight: -1}"),
        facts("甲: {total: 任职经历, weight: 1}"),
    ),
    "a head that is no band": (
        "XG344",
        "`其他`",
        facts("甲: {table: {by: 工龄, rows: {满3年: 1, 已知: 2}}}"),
        facts("甲: {table: {by: 工龄, rows: {满3年: 1, 其他: 2}}}"),
    ),
    "looked up by a list": (
        "XG349",
        "`count:`",
        facts("甲: {table: {by: 处分, rows: {其他: 1}}}"),
        facts("次数: {count: 处分}", "甲: {table: {by: 次数, rows: {其他: 1}}}"),
    ),
    "looked up by three": (
        "XG350",
        "留下两项",
        facts("甲: {table: {by: [性别, 学历, 职称等级], rows: {其他: 1}}}"),
        facts("甲: {table: {by: [性别, 学历], rows: {其他: 1}}}"),
    ),
    "years and months": (
        "XG352",
        "删去 `months`",
        facts("甲: {calc: 30元 * 工龄, years: whole, months: whole}"),
        facts("甲: {calc: 30元 * 工龄, years: whole}"),
    ),
    "nothing to turn": (
        "XG353",
        "删去 `years`",
        facts("次: {count: 处分}", "甲: {calc: 次 * 2, years: whole}"),
        facts("次: {count: 处分}", "甲: {calc: 次 * 2}"),
    ),
    "a period rounded": (
        "XG355",
        "years: whole",
        facts("甲: {calc: 工龄 * 2, round: down}"),
        facts("甲: {calc: 工龄 * 2, years: whole}"),
    ),
    "a step of nothing": (
        "XG356",
        "to: 10元",
        facts("甲: {calc: 30元 * 工龄, years: whole, round: up, to: 0元}"),
        facts("甲: {calc: 30元 * 工龄, years: whole, round: up, to: 10元}"),
    ),
    "a floor above the ceiling": (
        "XG358",
        "2 写在 `not_below:`",
        facts("次: {count: 处分}", "甲: {calc: 次 * 2, not_below: 9, not_above: 2}"),
        facts("次: {count: 处分}", "甲: {calc: 次 * 2, not_below: 2, not_above: 9}"),
    ),
    "a day without its year": (
        "XG174",
        "请写 `9月1日`",
        policy_text(sections="time: {school_year_starts: 2031-09-01}\n"),
        policy_text(sections="time: {school_year_starts: 9月1日}\n"),
    ),
    "both terms on one day": (
        "XG175",
        "second_term_starts: 2月1日",
        policy_text(sections="time: {school_year_starts: 9月1日, second_term_starts: 9月1日}\n"),
        policy_text(sections="time: {school_year_starts: 9月1日, second_term_starts: 2月1日}\n"),
    ),
}


@pytest.mark.parametrize("row", DECLARED.values(), ids=DECLARED.keys())
def test_what_is_proposed_loads(row: tuple[str, str, str, str]) -> None:
    "Given a mistake, when the file is checked, then it alone is told; written as proposed, the file is sound."
    code, advice, broken, mended = row

    errors = [each for each in problems(broken) if each.severity == "error"]
    assert [each.code for each in errors] == [code], [(each.code, each.headline()) for each in errors]
    assert advice in (errors[0].hint("zh") or "")
    assert errors[0].hint("en")
    assert [(each.code, each.headline()) for each in problems(mended) if each.severity == "error"] == []
