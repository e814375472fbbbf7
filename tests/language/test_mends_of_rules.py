"""What a message says to write, written: the place then loads, for names, conditions, decisions and whole files."""

from __future__ import annotations

import pytest
from policy_kit import HEAD, policy_text, problems

GRADES = "facts:\n  档: {choice: [甲等, 乙等, 免评]}\n  时: {count: 处分}\n  回: {unit: 次}\n"
ORDERED = "facts:\n  档: {choice: [乙等, 甲等], ordered: low_to_high}\n"


def when(test: str, sections: str = "") -> str:
    """Return a policy whose one rule has this condition."""
    return policy_text(f"    when: {test}", sections=sections)


def head(old: str, new: str) -> str:
    """Return a policy with one line of its head changed."""
    text = policy_text()
    assert old in text
    return text.replace(old, new, 1)


def decided(decision: str, rules: str = "") -> str:
    """Return a policy with these decisions and rules."""
    return f"{HEAD}decisions:\n{decision}" + (f"rules:\n{rules}" if rules else "")


DUTY = "  duty: {title: 值守, outcomes: {ready: 可以值守, idle: 不值守}, otherwise: idle}\n"
RULE = "  - {clause: 一, decision: duty, outcome: ready, when: [在编在职]}\n"

RULES = {
    "a place in words": ("XG135", "999999", head('"999999"', "某县"), head('"999999"', '"123456"')),
    "a policy id in capitals": (
        "XG138",
        "请写 `test-kit`",
        head("policy: test.kit", "policy: Test Kit"),
        head("policy: test.kit", "policy: test-kit"),
    ),
    "a policy id in Chinese": (
        "XG138",
        "yunshan.rotation",
        head("policy: test.kit", "policy: 交流"),
        head("policy: test.kit", "policy: yunshan.rotation"),
    ),
    "days exchanged": (
        "XG311",
        "对调",
        head("{from: 2031-02-20}", "{from: 2031-02-20, until: 2030-01-01}"),
        head("{from: 2031-02-20}", "{from: 2030-01-01, until: 2031-02-20}"),
    ),
    "a notice without its end": (
        "XG312",
        "until: 2031-08-31",
        head("status: trial", "status: trial\nkind: notice"),
        head("status: trial", "status: trial\nkind: notice").replace(
            "{from: 2031-02-20}", "{from: 2031-03-01, until: 2031-08-31}"
        ),
    ),
    "a notice that stays": (
        "XG312",
        "kind: standing",
        head("status: trial", "status: trial\nkind: notice"),
        head("status: trial", "status: trial\nkind: standing"),
    ),
    "neither place nor day": (
        "XG313",
        'jurisdiction: "999999"',
        head('jurisdiction: "999999"\n', ""),
        policy_text(),
    ),
    "a clause twice": ("XG121", "删去一处", head("{id: 四(四), topic: 乙}", "{id: 一, topic: 乙}"), policy_text()),
    "an outcome that joins": (
        "XG137",
        "`all_`",
        decided(DUTY.replace("ready", "all"), RULE.replace("ready", "all")),
        decided(DUTY.replace("ready", "all_"), RULE.replace("ready", "all_")),
    ),
    "an outcome without a rule": (
        "XG301",
        "outcome: 从不",
        decided(DUTY.replace("idle: 不值守", "idle: 不值守, never: 从不"), RULE),
        decided(
            DUTY.replace("idle: 不值守", "idle: 不值守, never: 从不"),
            RULE + RULE.replace("ready", "从不").replace("在编在职", "在编在职, 长期病假"),
        ),
    ),
    "otherwise of all": (
        "XG304",
        "decides: one",
        decided(DUTY.replace("title", "decides: all, title"), RULE),
        decided(DUTY.replace("title", "decides: one, title"), RULE),
    ),
    "no outcomes": (
        "XG305",
        "outcomes: {yes_: 符合, no_: 不符合}",
        decided("  duty: {title: 值守, clause: 一}\n"),
        decided(
            ("  duty: {title: 值守, outcomes: {yes_: 符合, no_: 不符合}, otherwise: no_}\n"),
            RULE.replace("ready", "yes_"),
        ),
    ),
    "three outcomes of a list": (
        "XG306",
        "{met: 符合, not_met: 不符合}",
        decided("  duty: {title: 选, outcomes: {a: 符合}, requires: [{clause: 一, need: [在编在职]}]}\n"),
        decided(
            "  duty: {title: 选, outcomes: {met: 符合, not_met: 不符合}, requires: [{clause: 一,"
            " need: [在编在职]}]}\n"
        ),
    ),
    "a rule beside requirements": (
        "XG307",
        "need: {受过处分: 否}",
        decided(
            (
                "  duty: {title: 选, outcomes: {ready: 符合, not_met: 不符合}, requires: [{clause: "
                "一, need: [在编在职]}]}\n"
            ),
            RULE,
        ),
        HEAD
        + (
            "facts:\n"
            "  受过处分: {exists: 处分}\n"
            "decisions:\n"
            "  duty: {title: 选, outcomes: {ready: 符合, not_met: 不符合}, requires: [{clause: "
            "一, need: [在编在职]}, {clause: 一, need: {受过处分: 否}}]}\n"
        ),
    ),
    "a list for a text": ("XG107", "写 `title: …`", head("title: 试点", "title: [试点]"), policy_text()),
    "a text for a list": (
        "XG106",
        "每项各占一行",
        head(
            "document: {clauses: [{id: 一, topic: 甲}, {id: 四(四), topic: 乙}]}",
            "document: {clauses: {id: 一, topic: 甲}}",
        ),
        head(
            "document: {clauses: [{id: 一, topic: 甲}, {id: 四(四), topic: 乙}]}",
            "document:\n  clauses:\n    - {id: 一, topic: 甲}",
        ),
    ),
    "one key in both languages": (
        "XG104",
        "只留一处",
        head("title: 试点", "title: 试点\n标题: 试点"),
        policy_text(),
    ),
    "a bare name that is no flag": ("XG160", "写 `工龄: 满 6年`", when("[工龄]"), when("{工龄: 满 6年}")),
    "a bare choice": ("XG160", "写 `档: 为 甲等`", when("[档]", GRADES), when("{档: 为 甲等}", GRADES)),
    "a bare list": (
        "XG160",
        "有处分: {exists: 处分}",
        when("[处分]"),
        when("[有处分]", "facts:\n  有处分: {exists: 处分}\n"),
    ),
    "a list in a list": ("XG164", "`any:`", when("[[在编在职, 长期病假]]"), when("{any: [在编在职, 长期病假]}")),
    "a test as a mapping": ("XG165", "写 `工龄: 满 6年`", when("{工龄: {满: 6年}}"), when("{工龄: 满 6年}")),
    "too many of": (
        "XG166",
        "1 至 2",
        when("{at_least: {n: 3, of: [在编在职, 长期病假]}}"),
        when("{at_least: {n: 2, of: [在编在职, 长期病假]}}"),
    ),
    "a number in words": (
        "XG109",
        "请写 `2`",
        when("{at_least: {n: 2项, of: [在编在职, 长期病假]}}"),
        when("{at_least: {n: 2, of: [在编在职, 长期病假]}}"),
    ),
    "one fact twice": (
        "XG170",
        "满45岁 且 不超过50岁",
        when("{年龄: 满45岁, age: 不超过50岁}"),
        when("{年龄: 满45岁 且 不超过50岁}"),
    ),
    "a convention of what is no time": (
        "XG176",
        "删去「anniversary」",
        when("{时: {test: 不少于 1次, anniversary: on}}", GRADES),
        when("{时: 不少于 1次}", GRADES),
    ),
    "years of what is counted": (
        "XG201",
        "请写 `2次`",
        when("{时: 满 2年}", GRADES),
        when("{时: 不少于 2次}", GRADES),
    ),
    "a share of what is a time": ("XG201", "写成 `满 6年`", when("{工龄: 满 30%}"), when("{工龄: 满 6年}")),
    "a number of a day": (
        "XG201",
        "早于 2031-09-01",
        when("{出生日期: 早于 3次}"),
        when("{出生日期: 早于 2031-09-01}"),
    ),
    "another unit": ("XG203", "请写 `3次`", when("{回: 满 3人}", GRADES), when("{回: 满 3次}", GRADES)),
    "an order of what has none": (
        "XG205",
        "ordered: low_to_high",
        when("{档: 高于 乙等}", GRADES),
        when("{档: 高于 乙等}", ORDERED),
    ),
    "an order of what has none, by name": (
        "XG205",
        "请写 `为 甲等`",
        when("{档: 高于 乙等}", GRADES),
        when("{档: 为 甲等}", GRADES),
    ),
    "a day's word of a time": ("XG207", "请写 `不满6年`", when("{工龄: 早于 6年}"), when("{工龄: 不满6年}")),
    "a day's word alone": ("XG207", "满 6年", when("{工龄: 已到}"), when("{工龄: 满 6年}")),
    "ends exchanged": ("XG210", "满3年不满6年", when("{工龄: 满6年 且 不满3年}"), when("{工龄: 满3年不满6年}")),
    "a word without its value": ("XG213", "`满 6年`", when("{工龄: 满}"), when("{工龄: 满 6年}")),
    "a list word of a choice": (
        "XG218",
        "请写 `为 甲等`",
        when("{档: 包含 甲等}", GRADES),
        when("{档: 为 甲等}", GRADES),
    ),
    "not of a list": (
        "XG218",
        "请写 `不是 甲等`",
        when("{档: 不包含 甲等}", GRADES),
        when("{档: 不是 甲等}", GRADES),
    ),
    "years of entries": (
        "XG265",
        "{total: 任职经历}",
        when("{任职经历: 满 6年}"),
        when("{年限: 满 6年}", "facts:\n  年限: {total: 任职经历}\n"),
    ),
    "entries of one grade": (
        "XG265",
        "{exists: 年度考核, where: {等次: 优秀}}",
        when("{年度考核: 优秀}"),
        when("[优]", "facts:\n  优: {exists: 年度考核, where: {等次: 优秀}}\n"),
    ),
    "a flag of another word": ("XG222", "是", when("{在编在职: 在编}"), when("{在编在职: 是}")),
    "what cannot be read": ("XG223", "满 6年", when("{工龄: 大约六年吧}"), when("{工龄: 满 6年}")),
    "outside the order": (
        "XG238",
        "为 不定等次",
        when("{最近考核等次: 高于 不定等次}"),
        when("{最近考核等次: 为 不定等次}"),
    ),
    "several after one word": (
        "XG236",
        "`any:`",
        when("{年龄: 满 45岁 或 50岁}"),
        when("{any: [{年龄: 满 45岁}, {年龄: 满 50岁}]}"),
    ),
    "upside-down interval": (
        "XG234",
        "满6年不满10年",
        when('{工龄: "[6年, 年限)"}'),
        when("{工龄: 满6年不满10年}"),
    ),
    "a default that is no choice": (
        "XG308",
        "`choices:`",
        policy_text(
            sections=(
                "readings:\n"
                "  甲: {clause: 一, status: 待明确, default: 丙, choices: {一种: {}, 二种: {facts: "
                "{乙: flag}}}}\n"
                "facts:\n"
                "  乙: flag\n"
            )
        ),
        policy_text(
            sections=(
                "readings:\n"
                "  甲: {clause: 一, status: 待明确, default: 一种, choices: {一种: {}, 二种: {facts: "
                "{乙: flag}}}}\n"
                "facts:\n"
                "  乙: flag\n"
            )
        ),
    ),
    "a rule outside the document": (
        "XG314",
        "删去这一项",
        policy_text("    when: [在编在职]\n    in_force: {from: 2020-01-01, until: 2020-05-01}"),
        policy_text(),
    ),
    "its own version": (
        "XG380",
        "governed_by",
        policy_text(sections=("transitions:\n  - {id: t, clause: 一, when: [在编在职], governed_by: v1}\n")),
        policy_text(sections=('transitions:\n  - {id: t, clause: 一, when: [在编在职], governed_by: "2022"}\n')),
    ),
    "what to set": (
        "XG382",
        "national.teachers/最低服务年限",
        policy_text(sections="parameters:\n  甲: {value: 6年, clause: 一, sets: 最低服务年限}\n"),
        policy_text(
            sections=("parameters:\n  甲: {value: 6年, clause: 一, sets: national.teachers/最低服务年限}\n")
        ),
    ),
    "set without a clause": (
        "XG383",
        "clause: 一",
        policy_text(sections="parameters:\n  甲: {value: 6年, sets: national.x/甲}\n"),
        policy_text(sections="parameters:\n  甲: {value: 6年, sets: national.x/甲, clause: 一}\n"),
    ),
    "an error accepted": (
        "XG384",
        "删去这一条",
        policy_text(sections="accepts:\n  - {code: XG301, at: ready, reason: 某}\n"),
        policy_text(),
    ),
    "nothing to combine": (
        "XG391",
        "value: 300元",
        decided(DUTY.replace("otherwise: idle", "otherwise: idle, combine: sum"), RULE),
        decided(
            DUTY.replace("otherwise: idle", "otherwise: idle, combine: sum"),
            RULE.replace("[在编在职]}", "[在编在职], value: 300元}"),
        ),
    ),
    "days do not add up": (
        "XG392",
        "删去 `combine:`",
        decided(
            DUTY.replace("otherwise: idle", "otherwise: idle, combine: sum"),
            RULE.replace("[在编在职]}", "[在编在职], value: 2031-09-01}"),
        ),
        decided(DUTY, RULE.replace("[在编在职]}", "[在编在职], value: 2031-09-01}")),
    ),
    "a term in no way": (
        "XG280",
        "includes: [甲, 乙]",
        policy_text(sections="terms:\n  骨干: {clause: 一}\n"),
        policy_text(sections="terms:\n  骨干: {clause: 一, includes: [甲, 乙]}\n"),
    ),
    "a term in two groups": (
        "XG278",
        "从一组里删去",
        policy_text(sections="terms:\n  片: {clause: 一, groups: {城区: [一中], 乡村: [一中, 二中]}}\n"),
        policy_text(sections="terms:\n  片: {clause: 一, groups: {城区: [一中], 乡村: [二中]}}\n"),
    ),
    "terms in a circle": (
        "XG279",
        "逐个列出",
        policy_text(sections="terms:\n  甲类: {includes: [乙类]}\n  乙类: {includes: [甲类]}\n"),
        policy_text(sections="terms:\n  甲类: {includes: [乙类]}\n  乙类: {includes: [语文]}\n"),
    ),
}


@pytest.mark.parametrize("row", RULES.values(), ids=RULES.keys())
def test_what_is_proposed_loads(row: tuple[str, str, str, str]) -> None:
    "Given a mistake, when the file is checked, then it alone is told; written as proposed, the file is sound."
    code, advice, broken, mended = row

    errors = [each for each in problems(broken) if each.severity == "error"]
    assert [each.code for each in errors] == [code], [(each.code, each.headline()) for each in errors]
    assert advice in (errors[0].hint("zh") or "")
    assert errors[0].hint("en")
    assert [(each.code, each.headline()) for each in problems(mended) if each.severity == "error"] == []
