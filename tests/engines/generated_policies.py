"""Well-typed policies and records made at random: facts on facts, conditions in conditions, decisions on decisions.

Every generated text is one that an author could write; a record may lack, half know or dispute anything.
"""

from __future__ import annotations

from hypothesis import strategies as st

HEAD = """\
language: 1
policy: generated.policy
version: v1
title: 随机
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
"""

SUPPLIED = {
    "数甲": ("number", "{kind: number}"),
    "数乙": ("number", "{kind: number}"),
    "日甲": ("date", "date"),
    "日乙": ("date", "date"),
    "期甲": ("period", "{kind: period}"),
    "旗甲": ("flag", "flag"),
    "旗乙": ("flag", "flag"),
    "选甲": ("choice", "{choice: [初级, 中级, 高级], ordered: low_to_high}"),
    "名单": ("list", "{list: {日期: date, 数额: number, 类别: {choice: [晨检, 晚查]}, 双倍: {calc: 数额 * 2}}}"),
}
"""Facts of the record by name: their kind, and how they are declared."""

NUMBERS = st.integers(-3, 12).map(str)
PERIODS = st.sampled_from(["6年", "12个月", "30天", "1年6个月", "0天"])
DATES = st.sampled_from(["2024-02-29", "2026-09-01", "2030-12-31"])
WINDOWS = st.sampled_from(
    [
        "近2个整月",
        "近3个整周",
        "近3年",
        "本年度",
        "上年度",
        "本月",
        "上月",
        "本学年",
        "近2个学年",
        "自 2024-02-29 起",
        "期甲",
    ]
)
ORDERS = st.sampled_from(["满", "超过", "不满", "不超过", "为", "不是"])

SPELLS = ["", ", where: {时长: 满 1年}", ", gap: 10天", ", minus: 请假", ", where: {进行中: 是}"]
MODALITIES = st.sampled_from(["应当", "可以", "力争"])

Named = dict[str, str]
"""Names that may be used, with their kinds."""


@st.composite
def tests_of(draw: st.DrawFn, names: Named) -> str:
    """Draw one entry of a mapping: a fact and a test that fits its kind."""
    name = draw(st.sampled_from(sorted(one for one, kind in names.items() if kind != "list")))
    match names[name]:
        case "number":
            other = draw(st.one_of(NUMBERS, st.sampled_from([n for n, k in names.items() if k == "number"])))
            return f"{name}: {draw(ORDERS)} {other}"
        case "period":
            return f"{name}: {draw(ORDERS)} {draw(PERIODS)}"
        case "date":
            word = draw(st.sampled_from(["早于", "晚于", "不早于", "不晚于"]))
            other = draw(st.one_of(DATES, st.sampled_from([n for n, k in names.items() if k == "date"])))
            return f"{name}: {word} {other}"
        case "choice":
            return (
                f"{name}: {draw(st.sampled_from(['中级', '中级 以上', '低于 高级', '初级 或 高级', '不是 初级']))}"
            )
        case "outcome":
            return f"{name}: {draw(st.sampled_from(['甲果', '不是 甲果', '甲果 或 乙果']))}"
        case "outcomes":
            return f"{name}: {draw(st.sampled_from(['包含 甲果', '不包含 乙果']))}"
        case _:
            return f"{name}: {draw(st.sampled_from(['是', '否']))}"


@st.composite
def conditions(draw: st.DrawFn, names: Named, depth: int = 2) -> str:
    """Draw a condition; only facts of the record stand under a negation, as worked-out ones may not apply."""
    if depth == 0 or draw(st.booleans()):
        return "{" + draw(tests_of(names)) + "}"
    inner = conditions(names, depth - 1)
    parts = ", ".join(draw(st.lists(inner, min_size=1, max_size=3)))
    match draw(st.sampled_from(["all", "any", "none", "at_least"])):
        case "none":
            given_only = {one: kind for one, kind in names.items() if one in SUPPLIED}
            return f"{{none: [{draw(conditions(given_only, 0))}]}}"
        case "at_least":
            return f"{{at_least: {{n: 1, of: [{parts}]}}}}"
        case joined:
            return f"{{{joined}: [{parts}]}}"


ITEM_NAMES: Named = {"数额": "number", "双倍": "number", "日期": "date"}


@st.composite
def forms(draw: st.DrawFn, names: Named) -> tuple[str, str]:
    """Draw a worked-out fact: its kind and its declaration."""
    numbers = st.sampled_from(sorted(one for one, kind in names.items() if kind == "number"))
    dates = st.sampled_from(sorted(one for one, kind in names.items() if kind == "date"))
    where = draw(st.one_of(st.just(""), tests_of(ITEM_NAMES).map(lambda test: f", where: {{{test}}}")))
    within = draw(st.one_of(st.just(""), WINDOWS.map(lambda window: f", within: {window}")))
    spell = draw(st.sampled_from(SPELLS))
    summed, overlap = draw(st.sampled_from([("", ""), (", summed: yes", ", overlap: 就高")]))
    move = draw(st.sampled_from(["月末", "次年初", "学年初"]))
    yearly = draw(st.sampled_from(["ending: latest", "ending: any", "no_grade: skips", "no_grade: breaks"]))
    made = {
        "since": ("period", f"{{since: {draw(dates)}}}"),
        "until": ("period", f"{{until: {draw(dates)}}}"),
        "day": (
            "date",
            f"{{day: {draw(dates)}, plus: {draw(PERIODS)}, move: {move}}}",
        ),
        "total": ("period", f"{{total: 任职经历{spell}}}"),
        "unbroken": ("period", f"{{unbroken: 任职经历{spell}}}"),
        "longest": ("period", f"{{longest: 任职经历{spell}}}"),
        "shortest": ("period", f"{{shortest: 任职经历, same: 学校{summed}}}"),
        "weighed": (
            "period",
            f"{{total: 任职经历, weight: {{by: 学段, rows: {{小学: 1.2, 其他: 1}}{overlap}}}}}",
        ),
        "count": ("number", f"{{count: 名单{where}{within}}}"),
        "exists": ("flag", f"{{exists: 名单{where}{within}}}"),
        "sum": ("number", f"{{sum: 名单, take: 双倍{where}{within}}}"),
        "latest": ("number", f"{{latest: 名单, take: 数额{where}}}"),
        "run": ("number", f"{{run: 年度考核, where: {{等次: 合格 以上}}, {yearly}}}"),
        "every": ("flag", "{every: 年度考核, where: {等次: 合格 以上}, within: 近3个年度}"),
        "calc": ("number", f"{{calc: {draw(numbers)} * 2 + {draw(numbers)} / 3, not_below: 0}}"),
        "is": ("flag", f"{{is: {draw(conditions(names, 1))}}}"),
        "cases": (
            "number",
            f"{{cases: [{{when: {draw(conditions(names, 0))}, value: {draw(NUMBERS)}}}], else: {draw(NUMBERS)}}}",
        ),
    }
    return made[draw(st.sampled_from(sorted(made)))]


@st.composite
def _decision(draw: st.DrawFn, name: str, names: Named) -> tuple[str, list[str]]:
    """Draw a decision that is a list of conditions, or one with rules, with or without an `otherwise`."""
    head = f"  {name}: {{title: {name}题"
    if draw(st.booleans()):
        needs = [draw(conditions(names)), draw(conditions(names, 1))]
        asked = ", ".join(f"{{clause: 一, for: {draw(conditions(names, 1))}, need: {need}}}" for need in needs)
        return f"{head}, outcomes: {{甲果: 甲, 乙果: 乙}}, requires: [{asked}]}}", []
    how, third = draw(st.sampled_from([("", ""), (", otherwise: 丙果", ", 丙果: 丙"), (", decides: all", "")]))
    first, second = "甲果: {label: 甲, effects: [transfer]}", f"乙果: {{label: 乙, modality: {draw(MODALITIES)}}}"
    rules = [
        f"  - {{clause: 一, decision: {name}, outcome: {outcome}, when: {draw(conditions(names))}}}"
        for outcome in ("甲果", "乙果")
    ]
    return f"{head}{how}, outcomes: {{{first}, {second}{third}}}}}", rules


@st.composite
def policies(draw: st.DrawFn) -> str:
    """Draw the text of a policy with up to five worked-out facts and three decisions, each on those before it."""
    names: Named = {name: kind for name, (kind, _) in SUPPLIED.items()}
    facts = [f"  {name}: {declared}" for name, (_, declared) in SUPPLIED.items()]
    for number in range(draw(st.integers(0, 5))):
        kind, declared = draw(forms(names))
        names[f"推{number}"] = kind
        facts.append(f"  推{number}: {declared}")
    decisions: list[str] = []
    rules: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        name = f"决{number}"
        declared, led = draw(_decision(name, names))
        decisions.append(declared)
        rules += led
        names[name] = "outcomes" if "decides: all" in declared else "outcome"
    guard = (
        "guards:\n  - {id: 护, clause: 一, against: [transfer], when: "
        + draw(conditions({name: kind for name, (kind, _) in SUPPLIED.items()}, 1))
        + "}\n"
    )
    text = HEAD + "facts:\n" + "\n".join(facts) + "\ndecisions:\n" + "\n".join(decisions) + "\n"
    return text + ("rules:\n" + "\n".join(rules) + "\n" if rules else "") + guard


def _stated(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Draw a value, none at all, or two sources that disagree."""
    disputed = st.tuples(values, values).map(
        lambda two: {"争议": [{"值": two[0], "来源": "档案"}, {"值": two[1], "来源": "本人"}]}
    )
    return st.one_of(values, values, st.just("未知"), st.just("不适用"), disputed)


def _listed(items: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[object]:
    complete = st.lists(items, max_size=4)
    return st.one_of(complete, complete.map(lambda some: {"完整": "否", "列": some}), st.just("未知"))


_DAYS = st.sampled_from(["2010-05-01", "2020-09-01", "2024-02-29", "2026-09-01"])
_GRADES = st.sampled_from(["优秀", "合格", "不合格"])
_PARTIAL = st.sampled_from(["2020-09", "2020"])
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "数甲": _stated(st.integers(-2, 9)),
        "数乙": _stated(st.integers(-2, 9)),
        "日甲": _stated(st.one_of(_DAYS, _PARTIAL)),
        "日乙": _stated(_DAYS),
        "期甲": _stated(st.sampled_from(["6年", "1年"])),
        "旗甲": _stated(st.sampled_from(["是", "否"])),
        "旗乙": _stated(st.sampled_from(["是", "否"])),
        "选甲": _stated(st.sampled_from(["初级", "中级", "高级"])),
        "名单": _listed(
            st.fixed_dictionaries(
                {},
                optional={
                    "日期": st.one_of(_DAYS, _PARTIAL),
                    "数额": st.integers(0, 5),
                    "类别": st.sampled_from(["晨检", "晚查"]),
                },
            )
        ),
        "任职经历": _listed(
            st.fixed_dictionaries({"学校": st.sampled_from(["一中", "二中"]), "自": st.one_of(_DAYS, _PARTIAL)})
        ),
        "年度考核": _listed(st.fixed_dictionaries({"年度": st.integers(2022, 2025), "等次": _GRADES})),
    },
)
"""What a record may hold: values, gaps, partial dates, disputes, lists that may go on."""
