"""Decisions that compare people, and rosters of them: places, shares of a group, sets of others, others' own facts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

HEAD = """\
language: 1
policy: generated.roster
version: v1
title: 随机
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  得分: {kind: number}
  入行日期: date
  从业年限: {since: 入行日期}
  职级: {choice: [初级, 中级, 高级], ordered: low_to_high}
  片区: {choice: [东, 西]}
  在岗: flag
  值守: {list: {日期: date, 到岗: flag}}
  到岗次数: {count: 值守, where: {到岗: 是}}
  总分: {calc: 得分 * 2 + 到岗次数}
"""
KEYS = ["得分", "总分", "从业年限", "职级", "入行日期", "到岗次数"]
GROUPS = ["", "片区", "现任学校", "[片区, 现任学校]"]
AMONG = ["", "{在岗: 是}", "{得分: 满 2}", "{any: [{片区: 东}, {职级: 高级}]}"]
SETS = [
    "{师傅: 本人}",
    "{all: [{师傅: 本人}, {在岗: 是}]}",
    "{片区: 本人.片区}",
    "{现任学校: 本人.现任学校, 得分: 满 2}",
    "{在岗: 是}",
    "{any: [{师傅: 本人}, {得分: 满 3}]}",
]
ORDER = ["one", "two", "three"]
USES = ["{count: 同伴}", "{count: 同伴.值守, where: {到岗: 是}}", "{sum: 同伴, take: 得分}"]
TESTS = {
    "名次": ["不超过 1", "不超过 2", "满 3"],
    "比例": ["不超过 50%", "不超过 三分之一"],
    "人数": ["满 1", "满 2"],
}


@st.composite
def policies(draw: st.DrawFn) -> str:
    """Return the text of a policy whose decision compares people in up to three ways."""
    facts = [
        f"  名次: {draw(_rank('place'))}",
        f"  比例: {draw(_rank('share'))}",
        f"  同伴: {{records: teacher, where: {draw(st.sampled_from(SETS))}}}",
        f"  人数: {draw(st.sampled_from(USES))}",
        "  师傅名次: {related: 师傅, take: 名次}",
        "  师傅人数: {related: 师傅, take: 人数}",
    ]
    names = draw(
        st.lists(st.sampled_from(["名次", "比例", "人数", "师傅名次", "师傅人数"]), min_size=1, max_size=3)
    )
    rules = []
    for place, name in enumerate(dict.fromkeys(names)):
        test = draw(st.sampled_from(TESTS[name.removeprefix("师傅")]))
        more = draw(st.sampled_from(["", ", 在岗: 是", ", 得分: 满 2"]))
        outcome = ORDER[place]
        rules.append(f"  - {{clause: 一, decision: d, outcome: {outcome}, when: {{{name}: {test}{more}}}}}")
    outcomes = "{one: 一等, two: 二等, three: 三等, none_: 无}"
    decision = f"decisions: {{d: {{title: 评定, outcomes: {outcomes}, otherwise: none_}}}}\n"
    kept = [f"  - {{id: k{one}, clause: 一, decision: d, outcome: {one}, when: {{得分: 满 9}}}}" for one in ORDER]
    return HEAD + "\n".join(facts) + "\n" + decision + "rules:\n" + "\n".join([*rules, *kept]) + "\n"


@st.composite
def _rank(draw: st.DrawFn, gives: str) -> str:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
    form = {"rank": keys[0], "first": draw(st.sampled_from(["高者", "低者"]))}
    if len(keys) > 1:
        form["ties"] = (
            "[" + ", ".join(f"{key} {draw(st.sampled_from(['高者先', '低者先']))}" for key in keys[1:]) + "]"
        )
    group, among = draw(st.sampled_from(GROUPS)), draw(st.sampled_from(AMONG))
    form |= {"per": group} if group else {}
    form |= {"among": among} if among else {}
    form["tied"] = draw(st.sampled_from(["取前", "取后", "待定"] if gives == "place" else ["取前", "取后"]))
    form |= {"gives": "比例"} if gives == "share" else {}
    return "{" + ", ".join(f"{key}: {value}" for key, value in form.items()) + "}"


def _stated(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    claims = st.tuples(values, values).map(
        lambda two: {"争议": [{"值": two[0], "来源": "档案"}, {"值": two[1], "来源": "本人"}]}
    )
    return st.one_of(values, values, values, values, values, st.sampled_from(["未知", "不适用"]), claims)


_FLAGS = st.sampled_from(["是", "否"])
_DAYS = st.sampled_from(["2019-09-01", "2023-09-02", "2024-09-01", "2023", "2024-09"])
_POSTINGS = st.lists(
    st.fixed_dictionaries(
        {"学校": st.sampled_from(["一中", "二中"]), "自": st.sampled_from(["2020-09-01", "2023"])}
    ),
    max_size=2,
    unique_by=lambda one: one["学校"],
)
_WATCHES = st.lists(st.fixed_dictionaries({"日期": _DAYS}, optional={"到岗": _FLAGS}), max_size=2)
PEOPLE = st.fixed_dictionaries(
    {"得分": _stated(st.integers(0, 4))},
    optional={
        "入行日期": _stated(_DAYS),
        "职级": _stated(st.sampled_from(["初级", "中级", "高级"])),
        "片区": _stated(st.sampled_from(["东", "西"])),
        "在岗": _stated(_FLAGS),
        "师傅": _stated(st.sampled_from(["t000000", "t000001", "t000002"])),
        "任职经历": _POSTINGS,
        "值守": st.one_of(_WATCHES, _WATCHES, _WATCHES.map(lambda each: {"完整": "否", "列": each})),
    },
)
