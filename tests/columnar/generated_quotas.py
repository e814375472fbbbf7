"""Quotas that an author could write, kept by anything a roster is split by, and rosters with gaps in every place."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

HEAD = """\
language: 1
policy: generated.quotas
version: v1
title: 随机
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 六, topic: 甲}]}
facts:
  岗位: {choice: [校医, 宿管, 心理教师]}
  轮训过: flag
  带徒: flag
  片区: {choice: [东, 西]}
  处室: text
  批次: {kind: number}
  核定数: {kind: number}
  入行日期: date
  从业年限: {since: 入行日期}
  学校规模: {related: 现任学校, take: 规模}
  名额: {calc: 批次 + 1}
  受训次数: {count: 受训, where: {合格: 是}}
  受训: {list: {日期: date, 合格: flag}}
parameters:
  各岗名额: {by: 岗位, value: {校医: 1, 宿管: 2}, clause: 六}
decisions:
  duty:
    title: 值守
    outcomes: {sent: {label: 轮训, effects: [transfer]}, stays: 不去}
    otherwise: stays
rules: [{clause: 六, decision: duty, outcome: sent, when: {岗位: 校医, 从业年限: 满 3年}}]
guards: [{id: g, clause: 六, against: [transfer], when: [孕期至哺乳期]}]
quotas:
"""

PER = [
    "",
    "学校",
    "片区",
    "处室",
    "岗位",
    "批次",
    "轮训过",
    "学校规模",
    "[学校, 岗位]",
    "[片区, 处室]",
    "[处室, 学校规模]",
]
MEMBERS = [
    "{岗位: 校医}",
    "[轮训过]",
    "{duty: sent}",
    "{从业年限: 满 2年}",
    "{any: [{带徒: 是}, {岗位: 宿管}]}",
    "{受训次数: 满 1次}",
    "{批次: 满 2}",
    "{处室: 教务处}",
]
WHEN = ["{片区: 东}", "{学校规模: 小}", "{核定数: 满 2}", "{none: [{岗位: 心理教师}]}"]
OF_SCHOOL = ["{规模: 小}", "{编制数: 满 2}"]
SHARES = ["17%", "50%", "100%"]
COUNTS = ["1人", "0人", "核定数", "名额", "各岗名额", "受训次数"]


@st.composite
def quotas(draw: st.DrawFn) -> str:
    """Return the text of a policy with one to three quotas."""
    names = ["甲", "乙", "丙"][: draw(st.integers(1, 3))]
    return HEAD + "".join(f"  {name}: {draw(_quota(names[:place]))}\n" for place, name in enumerate(names))


@st.composite
def _quota(draw: st.DrawFn, before: list[str]) -> str:
    per = draw(st.sampled_from(PER))
    of_school = per == "学校"
    parts = [f"{name}.{part}" for name in before for part in ("base", "counted")]
    keys = {"clause": "六", "counted": draw(st.sampled_from(MEMBERS))}
    if per:
        keys["per"] = per
    if draw(st.booleans()):
        keys["base"] = draw(st.sampled_from(MEMBERS + parts))
    if draw(st.integers(0, 2)) == 0:
        keys["when"] = draw(st.sampled_from(WHEN + (OF_SCHOOL if of_school else [])))
    counts = COUNTS + (["编制数"] if of_school else [])
    amounts = SHARES + counts
    if draw(st.integers(0, 2)) == 0:
        keys["relative_to"] = draw(st.sampled_from(MEMBERS + parts))
        amounts = [*SHARES, "2倍"]
    return "{" + ", ".join(f"{key}: {value}" for key, value in {**keys, **draw(_bounds(amounts))}.items()) + "}"


@st.composite
def _bounds(draw: st.DrawFn, amounts: list[str]) -> dict[str, str]:
    one = st.sampled_from(amounts)
    several = st.lists(one, min_size=2, max_size=3, unique=True).map(lambda each: f"[{', '.join(each)}]")
    side = draw(st.sampled_from(["floor", "ceiling", "target", "range"]))
    found = {side: "10% 至 40%" if side == "range" else draw(one if draw(st.booleans()) else several)}
    if draw(st.integers(0, 3)) == 0:
        found["round"] = draw(st.sampled_from(["进位", "舍去", "四舍五入"]))
    return found


def _stated(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    claims = st.lists(values, min_size=2, max_size=2).map(
        lambda each: {"争议": [{"值": one, "来源": f"档{place}"} for place, one in enumerate(each)]}
    )
    return st.one_of(values, values, values, values, st.sampled_from(["未知", "不适用"]), claims)


_FLAGS = st.sampled_from(["是", "否"])
_DAYS = st.sampled_from(["2019-09-01", "2023-09-02", "2024-09-01", "2023", "2024-09"])
_POSTING = st.fixed_dictionaries(
    {
        "学校": st.sampled_from(["一中", "s1", "二中", "三中"]),
        "自": st.sampled_from(["2020-09-01", "2023-02-01", "2023"]),
    }
)
_TRAINED = st.fixed_dictionaries({"日期": _DAYS}, optional={"合格": _FLAGS})


def _listed(items: st.SearchStrategy[Any], key: str) -> st.SearchStrategy[Any]:
    listed = st.lists(items, max_size=2, unique_by=lambda one: one[key])
    return st.one_of(listed, listed, listed, listed.map(lambda each: {"完整": "否", "列": each}))


PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "岗位": _stated(st.sampled_from(["校医", "宿管", "心理教师"])),
        "轮训过": _stated(_FLAGS),
        "带徒": _stated(_FLAGS),
        "片区": _stated(st.sampled_from(["东", "西"])),
        "处室": _stated(st.sampled_from(["教务处", "总务处"])),
        "批次": _stated(st.integers(1, 3)),
        "核定数": _stated(st.integers(0, 2)),
        "入行日期": _stated(_DAYS),
        "孕期至哺乳期": _stated(_FLAGS),
        "任职经历": _listed(_POSTING, "学校"),
        "受训": _listed(_TRAINED, "日期"),
    },
)

SCHOOLS = st.lists(
    st.fixed_dictionaries(
        {"名称": st.sampled_from(["一中", "二中", "四中"])},
        optional={"规模": st.sampled_from(["小", "大", "未知"]), "编制数": st.integers(0, 3)},
    ),
    max_size=3,
    unique_by=lambda one: one["名称"],
).map(lambda each: [{"编号": f"s{place + 1}", **one} for place, one in enumerate(each)])
