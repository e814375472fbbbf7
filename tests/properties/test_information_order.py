"""Learning more never takes an answer back.

A record is generated whole, then made poorer step by step: values become unknown or disputed, days lose their day or
month, lists lose items and say so. Whatever a poorer record settled, the richer one settles alike.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import xgxp_rules as xr

sys.path.insert(0, str(Path(__file__).parent.parent / "engines"))

from engine_kit import policy, rule

AS_OF = date(2026, 9, 1)
FACTS: dict[str, Any] = {
    "次数": {"kind": "number", "unit": "次"},
    "等级": {"choice": ["初", "中", "高"], "ordered": "low_to_high"},
    "类别": {"choice": ["甲", "乙", "丙"]},
    "入行日期": "date",
    "住校": "是否",
    "值守记录": {"list": {"日期": "date", "类型": {"choice": ["晨检", "晚查"]}, "到岗": "number"}},
    "待命": {"list": {"自": "date", "至": "date", "类型": {"choice": ["甲", "乙"]}}},
    "从业": {"since": "入行日期"},
    "从业整年": {"since": "入行日期", "whole": "years"},
    "距入行": {"until": "入行日期"},
    "次月起算日": {"day": "入行日期", "plus": "13个月", "move": "次月初"},
    "总任教": {"total": "任职经历", "minus": "请假"},
    "总任教日": {"total": "任职经历", "by": "日", "minus": "请假"},
    "近三年任教": {"total": "任职经历", "within": "近3年"},
    "折算任教": {"total": "任职经历", "weight": "1/2"},
    "容断任教": {"total": "任职经历", "gap": "1个月"},
    "学年数": {"total": "任职经历", "by": "学年"},
    "连续待命": {"unbroken": "待命", "where": {"类型": "甲"}, "gap": "10天"},
    "连续计桥": {"unbroken": "任职经历", "bridge": ["请假"], "bridge_counts": "是"},
    "连续不计桥": {"unbroken": "任职经历", "bridge": ["请假"]},
    "同校不计桥": {"unbroken": "任职经历", "same": "学校", "bridge": ["请假"]},
    "最长任教": {"longest": "任职经历"},
    "最长假日": {"longest": ["请假", "离岗经历"], "by": "日"},
    "最长计桥": {"longest": "任职经历", "bridge": ["请假"], "bridge_counts": "是"},
    "晨检次数": {"count": "值守记录", "where": {"类型": "晨检"}},
    "近晨检": {"count": "值守记录", "where": {"类型": "晨检", "到岗": "满 2"}, "within": "近3年"},
    "本学年晨检": {"count": "值守记录", "within": "本学年"},
    "种类数": {"count": "值守记录", "distinct": "类型"},
    "有晚查": {"exists": "值守记录", "where": {"类型": "晚查"}},
    "近学年待命": {"exists": "待命", "within": "近2个学年"},
    "在待命": {"exists": "待命", "where": {"进行中": "是"}},
    "待命满年": {"exists": "待命", "where": {"时长": "满 1年"}},
    "末次到岗": {"latest": "值守记录", "take": "到岗"},
    "首次类型": {"earliest": "值守记录", "take": "类型"},
    "到岗总数": {"sum": "值守记录", "take": "到岗"},
    "最少到岗": {"min": "值守记录", "take": "到岗"},
    "最晚值守": {"max": "值守记录", "take": "日期"},
    "连优": {"run": "年度考核", "where": {"等次": "优秀"}},
    "连优任意": {"run": "年度考核", "where": {"等次": "优秀"}, "ending": "any", "no_grade": "skips"},
    "连合格跳": {"run": "年度考核", "where": {"等次": "合格 以上"}, "no_grade": "skips"},
    "三年均合格": {"every": "年度考核", "where": {"等次": "合格 以上"}, "within": "近三个年度"},
    "三年均合格可短": {
        "every": "年度考核",
        "where": {"等次": "合格 以上"},
        "within": "近三个年度",
        "short": "passes",
    },
    "最低从业": {
        "cases": [{"when": {"类别": "甲"}, "value": "7年"}, {"when": {"类别": "乙"}, "value": "3年"}],
        "else": "4年",
        "not_applicable": "0年",
    },
    "余任教": {"calc": "5年 - 累计任教", "not_below": "0天"},
    "累计任教": {"total": "任职经历"},
    "计算值": {"calc": "次数 * 2 + 到岗总数", "not_below": "3"},
    "甲乙": {"is": {"any": [{"类别": "甲"}, {"次数": "满 3次"}]}},
}
CONDITIONS: list[Any] = [
    {"次数": "满 3次"},
    {"次数": "3次 至 5次"},
    {"次数": "不是 3次 或 5次"},
    {"等级": "中 以上"},
    {"等级": "低于 高"},
    {"等级": ["初", "高"]},
    {"类别": "不是 甲"},
    {"住校": "是"},
    {"住校": "否"},
    {"住校": "适用"},
    {"入行日期": "早于 2020-09-01"},
    {"入行日期": "截至 2020年"},
    {"从业": "满 6年"},
    {"从业": "不满 74个月"},
    {"从业": "满 最低从业"},
    {"从业整年": "不超过 6年"},
    {"距入行": "1年 以内"},
    {"次月起算日": "已到"},
    {"次月起算日": "未到"},
    {"年龄": "满 50岁"},
    {"距法定退休": "满 10年"},
    {"同校连续任教": "满 6年"},
    {"同校连续任教": "不满 2年"},
    {"总任教": "满 5年"},
    {"总任教": "不满 3年"},
    {"总任教日": "满 1500天"},
    {"余任教": "满 1天"},
    {"余任教": "不超过 2年"},
    {"近三年任教": "满 2年"},
    {"近三年任教": "不满 1年"},
    {"折算任教": "满 2年"},
    {"容断任教": "满 4年"},
    {"学年数": "满 2学年"},
    {"学年数": "不满 3学年"},
    {"连续待命": "满 6个月"},
    {"连续待命": "不满 3个月"},
    {"连续计桥": "满 3年"},
    {"连续计桥": "不满 5年"},
    {"连续不计桥": "满 3年"},
    {"连续不计桥": "不满 5年"},
    {"同校不计桥": "满 2年"},
    {"同校不计桥": "不满 4年"},
    {"最长任教": "满 4年"},
    {"最长任教": "不满 4年"},
    {"最长任教": "满 2学年"},
    {"最长假日": "满 60天"},
    {"最长计桥": "满 4年"},
    {"最长计桥": "不满 2年"},
    {"晨检次数": "满 2次"},
    {"晨检次数": "不满 2次"},
    {"近晨检": "为 1次"},
    {"本学年晨检": "满 1次"},
    {"本学年晨检": "不满 1次"},
    {"种类数": "满 2"},
    {"种类数": "为 1"},
    {"有晚查": "是"},
    {"有晚查": "否"},
    {"近学年待命": "是"},
    {"近学年待命": "否"},
    {"在待命": "是"},
    {"在待命": "否"},
    {"待命满年": "是"},
    {"待命满年": "否"},
    {"末次到岗": "满 2"},
    {"首次类型": "晨检"},
    {"到岗总数": "满 4"},
    {"到岗总数": "不满 4"},
    {"最少到岗": "不超过 1"},
    {"最晚值守": "不早于 2025-09-01"},
    {"连优": "满 2年"},
    {"连优": "不满 2年"},
    {"连优任意": "满 2年"},
    {"连优任意": "不满 2年"},
    {"连合格跳": "满 2年"},
    {"连合格跳": "不满 2年"},
    {"三年均合格": "是"},
    {"三年均合格": "否"},
    {"三年均合格可短": "是"},
    {"最近考核等次": "合格 以上"},
    {"现任学校": "一中"},
    {"待岗时间": "满 12个月"},
    {"待岗时间": "适用"},
    {"待岗时间": "不适用"},
    {"计算值": "满 8"},
    {"计算值": "不满 8"},
    {"甲乙": "是"},
    {"none": [{"类别": "甲"}, {"等级": "高"}]},
    {"at_least": {"n": 2, "of": [{"类别": "甲"}, {"等级": "高"}, {"住校": "是"}]}},
]


@cache
def ready() -> Any:
    """Return the policy that asks every condition."""
    decisions, rules = {}, []
    for place, condition in enumerate(CONDITIONS):
        outcomes = {"holds": f"成立{place}", "fails": f"不成立{place}"}
        decisions[f"q{place}"] = {"title": f"问题{place}", "outcomes": outcomes, "otherwise": "fails"}
        rules.append(rule(f"q{place}", "holds", condition))
    return policy(facts=FACTS, decisions=decisions, rules=rules)


# --- whole records ---------------------------------------------------------------------------------------------------

DAYS = st.integers(-3000, 60).map(lambda days: AS_OF + timedelta(days=days))
EDGES = st.sampled_from(
    [date(2020, 9, 1), date(2020, 8, 31), date(2026, 9, 1), date(2026, 8, 31), date(2024, 2, 29), date(2025, 9, 1)]
)
DAY = st.one_of(DAYS, EDGES)


def _spell(**fields: Any) -> Any:
    return st.tuples(DAY, st.one_of(st.none(), st.integers(0, 1500)), st.fixed_dictionaries(fields)).map(
        lambda drawn: {
            "自": drawn[0].isoformat(),
            **({} if drawn[1] is None else {"至": (drawn[0] + timedelta(days=drawn[1])).isoformat()}),
            **drawn[2],
        }
    )


def _apart(spells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return spells of which no two at one school overlap, as a record must have them."""
    kept: list[dict[str, Any]] = []
    for spell in spells:
        others = [one for one in kept if one["学校"] == spell["学校"]]
        if all(one.get("至", "9") < spell["自"] or spell.get("至", "9") < one["自"] for one in others):
            kept.append(spell)
    return kept


LEAVE = _spell(类型=st.sampled_from(["病假", "事假"]))
YEARS = st.dictionaries(
    st.integers(2020, 2026), st.sampled_from(["合格", "优秀", "不合格", "不定等次"]), max_size=6
).map(lambda years: [{"年度": year, "等次": grade} for year, grade in years.items()])
DUTY = st.fixed_dictionaries(
    {"日期": DAY.map(date.isoformat), "类型": st.sampled_from(["晨检", "晚查"]), "到岗": st.integers(0, 3)}
)
WHOLE: dict[str, Any] = {
    "次数": st.integers(0, 6),
    "等级": st.sampled_from(["初", "中", "高"]),
    "类别": st.sampled_from(["甲", "乙", "丙", "不适用"]),
    "入行日期": DAY.map(date.isoformat),
    "住校": st.sampled_from(["是", "否", "不适用"]),
    "出生日期": st.dates(date(1962, 1, 1), date(1985, 1, 1)).map(date.isoformat),
    "性别": st.sampled_from(["男", "女"]),
    "岗位类别": st.sampled_from(["专业技术", "管理", "工勤"]),
    "值守记录": st.lists(DUTY, max_size=3),
    "待命": st.lists(_spell(类型=st.sampled_from(["甲", "乙"])), max_size=2),
    "任职经历": st.lists(_spell(学校=st.sampled_from(["一中", "二中"])), max_size=4).map(_apart),
    "请假": st.lists(LEAVE, max_size=2),
    "离岗经历": st.lists(_spell(类型=st.just("借调")), max_size=1),
    "待岗经历": st.lists(_spell(), max_size=2),
    "年度考核": YEARS,
}
CLAIMS: dict[str, list[Any]] = {
    "次数": [0, 3, 5],
    "等级": ["初", "中", "高"],
    "类别": ["甲", "乙"],
    "入行日期": ["2020-09-01", "2019-05-06"],
    "住校": ["是", "否"],
    "学校": ["一中", "二中"],
    "类型": [],
    "到岗": [0, 2],
    "等次": ["优秀", "不合格", "不定等次"],
}


@st.composite
def records(draw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a record, and one that knows less of the same person."""
    whole = draw(st.fixed_dictionaries(WHOLE))
    return whole, {
        name: poorer for name, each in whole.items() if (poorer := draw(_poorer(name, each))) is not _GONE
    }


_GONE = object()


@st.composite
def _poorer(draw: Any, name: str, each: Any) -> Any:
    step = draw(st.sampled_from(["keep", "keep", "unknown", "disputed", "partly"]))
    if step == "unknown":
        return _GONE
    if step == "disputed" and CLAIMS.get(name):
        return _disputed(draw, name, each)
    if step == "partly" and isinstance(each, list):
        return draw(_poorer_list(each))
    if step == "partly":
        return _partly(draw, each)
    return each


def _disputed(draw: Any, name: str, each: Any) -> Any:
    other = draw(st.sampled_from([one for one in CLAIMS[name] if one != each]))
    claims = [{"值": each, "来源": "甲"}, {"值": other, "来源": "乙"}]
    return {"争议": claims if draw(st.booleans()) else claims[::-1]}


def _partly(draw: Any, each: Any) -> Any:
    if isinstance(each, str) and len(each) == 10:
        return each[: draw(st.sampled_from([4, 7]))]
    return each


@st.composite
def _poorer_list(draw: Any, items: list[dict[str, Any]]) -> Any:
    kept = [draw(_poorer_item(item)) for item in items if draw(st.integers(0, 3))]
    if len(kept) == len(items) and draw(st.booleans()):
        return kept
    return {"完整": "否", "列": kept}


@st.composite
def _poorer_item(draw: Any, item: dict[str, Any]) -> dict[str, Any]:
    poorer = {}
    for name, each in item.items():
        step = draw(st.sampled_from(["keep", "keep", "keep", "unknown", "partly", "disputed"]))
        if step == "unknown":
            poorer[name] = "未知"
        elif step == "disputed" and CLAIMS.get(name):
            poorer[name] = _disputed(draw, name, each)
        else:
            poorer[name] = _partly(draw, each) if step == "partly" else each
    if "自" in item and "至" not in item and not draw(st.integers(0, 3)):
        poorer["至"] = "未知"
    return poorer


# --- the property ----------------------------------------------------------------------------------------------------


@settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(records())
def test_learning_more_never_takes_an_answer_back(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Given a record and a poorer one, when both are decided, then what was settled stays settled."""
    try:
        whole, poorer = (xr.Teacher.model_validate(each) for each in pair)
        before = ready().decide_all(poorer, as_of=AS_OF)
    except xr.RecordError:
        reject()
    after = ready().decide_all(whole, as_of=AS_OF)

    for condition, poor, rich in zip(CONDITIONS, before, after, strict=True):
        assert set(rich.possible) <= set(poor.possible), (condition, poor, rich)
        assert poor.status != "determined" or rich.outcome == poor.outcome, (condition, poor, rich)
