"""What is missing: exactly the facts whose knowing settles the decision, down to what a record can supply."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from engine_kit import AS_OF, asked, policy, rule

import xgxp_rules as xr
from xgxp_rules.law.workdays import coverage

FACTS: dict[str, Any] = {
    "甲项": "是否",
    "乙项": "是否",
    "次数": {"kind": "number"},
    "类别": {"choice": ["甲类", "乙类", "丙类"]},
    "下限值": {"kind": "number"},
    "入行日期": "date",
    "值守记录": {"list": {"日期": "date", "类型": {"choice": ["晨检", "晚查"]}, "到岗": "number"}},
    "起点": {"cases": [{"when": {"类别": "甲类"}, "value": "下限值"}], "else": "3"},
    "够格": {"is": {"any": [{"甲项": "是"}, {"次数": "满 3"}]}},
    "差额": {"calc": "次数 - 下限值"},
    "晨检次数": {"count": "值守记录", "where": {"类型": "晨检"}, "within": "近3年"},
    "末次到岗": {"latest": "值守记录", "take": "到岗"},
    "连优": {"run": "年度考核", "where": {"等次": "优秀"}},
}
PARAMETERS = {
    "年龄上限": {"by": "性别", "value": {"男": "57岁", "女": "51岁"}, "clause": "一"},
    "若干次": {"set_by": "县教育局", "kind": "number", "clause": "一"},
}
DUTIES = [
    {"日期": "2026-01-01", "类型": "晨检", "到岗": 1},
    {"日期": "2026-02-01", "到岗": 1},
]
BORN = {"出生日期": "1975-06-01"}


@pytest.mark.parametrize(
    ("when", "record", "missing"),
    [
        pytest.param({"甲项": "是"}, {}, {"甲项"}, id="a flag"),
        pytest.param({"甲项": "是", "乙项": "是"}, {"甲项": "否"}, set(), id="settled without the other"),
        pytest.param({"甲项": "是", "乙项": "是"}, {"甲项": "是"}, {"乙项"}, id="the other"),
        pytest.param({"any": ["甲项", "乙项"]}, {}, {"甲项", "乙项"}, id="either"),
        pytest.param({"any": ["甲项", {"次数": "满 3"}]}, {"甲项": "否"}, {"次数"}, id="the open half"),
        pytest.param({"够格": "是"}, {"甲项": "否"}, {"次数"}, id="through a name"),
        pytest.param({"差额": "满 3"}, {"次数": 5}, {"下限值"}, id="through arithmetic"),
        pytest.param(
            {"次数": "满 起点"}, {"次数": 5, "类别": "甲类"}, {"下限值"}, id="the value of the case that holds"
        ),
        pytest.param({"次数": "满 起点"}, {"次数": 5}, {"类别", "下限值"}, id="which case, and its value"),
        pytest.param(
            {"次数": "满 起点"}, {"次数": 5, "类别": "乙类"}, set(), id="a case whose value is not needed"
        ),
        pytest.param({"次数": "满 起点"}, {"类别": "乙类"}, {"次数"}, id="not the case, the fact"),
        pytest.param({"年龄": "不超过 年龄上限"}, {"出生日期": "1974-01-01"}, {"sex"}, id="the key of a parameter"),
        pytest.param(
            {"年龄": "不超过 年龄上限"}, {"出生日期": "1980-01-01"}, set(), id="a key that does not matter"
        ),
        pytest.param({"次数": "满 若干次"}, {"次数": 5}, {"若干次"}, id="a parameter nobody has set"),
        pytest.param({"距法定退休": "满 5年"}, {**BORN, "性别": "男"}, set(), id="a man's post is not asked"),
        pytest.param({"距法定退休": "满 4年"}, {**BORN, "性别": "女"}, {"post_category"}, id="a woman's is"),
        pytest.param({"距法定退休": "满 5年"}, BORN, {"sex", "post_category"}, id="both"),
        pytest.param({"距法定退休": "满 5年"}, {"性别": "男"}, {"born_on"}, id="the birth"),
        pytest.param({"晨检次数": "满 2次"}, {}, {"值守记录"}, id="a list"),
        pytest.param({"晨检次数": "满 2次"}, {"值守记录": DUTIES}, {"值守记录.类型"}, id="a field of one item"),
        pytest.param({"晨检次数": "满 1次"}, {"值守记录": DUTIES}, set(), id="a field that does not matter"),
        pytest.param(
            {"晨检次数": "满 2次"},
            {"值守记录": {"完整": "否", "列": DUTIES[:1]}},
            {"值守记录"},
            id="the rest of a list",
        ),
        pytest.param({"年龄": "满 51岁"}, {"出生日期": "1975"}, {"born_on"}, id="the day of a year"),
        pytest.param({"年龄": "满 50岁"}, {"出生日期": "1975"}, set(), id="a day that does not matter"),
        pytest.param(
            {"次数": "满 3"},
            {"次数": {"争议": [{"值": 2, "来源": "甲"}, {"值": 3, "来源": "乙"}]}},
            {"次数"},
            id="a dispute",
        ),
        pytest.param({"同校连续任教": "满 6年"}, {"任职经历": []}, set(), id="leaves that hold nothing together"),
        pytest.param(
            {"同校连续任教": "满 6年"},
            {"任职经历": [{"学校": "一中", "自": "2020-09"}], "请假": [], "离岗经历": []},
            {"postings.starts_on"},
            id="the day of a posting",
        ),
    ],
)
def test_what_is_missing(when: Any, record: dict[str, Any], missing: set[str]) -> None:
    """Given a condition and a record, when the decision is open, then these facts are missing and no other."""
    used = {**FACTS}
    decision = asked(used, when, record, parameters=PARAMETERS)

    assert {each.id for each in decision.missing} == missing
    assert (decision.status == "undetermined") is bool(missing)


@pytest.mark.parametrize(
    ("record", "reason", "place"),
    [
        pytest.param({}, "unknown", "", id="left out"),
        pytest.param({"出生日期": "1975"}, "partly_known", "", id="known to the year"),
        pytest.param(
            {"出生日期": {"争议": [{"值": "1975-01-01", "来源": "甲"}, {"值": "1976-01-01", "来源": "乙"}]}},
            "disputed",
            "",
            id="disputed",
        ),
    ],
)
def test_why_it_is_missing(record: dict[str, Any], reason: str, place: str) -> None:
    """Given a fact that is open in some way, when it is named as missing, then it says in which."""
    (missing,) = asked({}, {"年龄": "满 51岁"}, record).missing

    assert (missing.id, missing.reason, missing.place) == ("born_on", reason, place)


@pytest.mark.parametrize(
    ("way", "offset", "turn", "outcome", "missing"),
    [
        pytest.param("plus", -5, 9_000, "holds", [], id="on-long-ago"),
        pytest.param("plus", -5, 6, None, [("holidays", (-1,))], id="on-across-the-first-notice"),
        pytest.param("plus", -30, -12, None, [("holidays", (-1,))], id="on-before-the-first-notice"),
        pytest.param("plus", -30, -25, "fails", [], id="on-not-so-soon"),
        pytest.param("less", 3, 0, "holds", [], id="back-to-before-the-first-notice"),
        pytest.param("less", 3, -12, None, [("holidays", (-1,))], id="back-how-far-before-it"),
        pytest.param("less", -30, -9, "holds", [], id="back-from-before-it"),
    ],
)
def test_the_years_whose_holidays_are_asked_for(
    way: str, offset: int, turn: int, outcome: str | None, missing: list[tuple[str, tuple[int, ...]]]
) -> None:
    """Given working days outside the notices, when that leaves a day open, then those years' holidays are asked for."""
    first = date(coverage().first_year, 1, 1)
    facts = {"到期日期": {"day": "入行日期", way: "5个工作日"}, "入行日期": "date"}

    decision = asked(
        facts, {"到期日期": f"早于 {first + timedelta(turn)}"}, {"入行日期": str(first + timedelta(offset))}
    )

    assert decision.outcome == outcome
    assert [(one.id, tuple(year - first.year for year in one.years)) for one in decision.missing] == missing


def test_a_year_without_an_entry_is_named_by_its_list() -> None:
    """Given a finished year without an appraisal, when the run is open, then a list or its field is asked for."""
    record = {"年度考核": [{"年度": 2024, "等次": "优秀"}], "任职经历": [{"学校": "一中", "自": "2024-01-01"}]}

    decision = asked({"连优": FACTS["连优"]}, {"连优": "满 2年"}, record)

    assert decision.status == "undetermined"
    assert {each.id for each in decision.missing} == {"appraisals"}


def test_a_term_nobody_has_defined() -> None:
    """Given a term that the document does not define, when it is tested, then whoever must define it is named."""
    undefined = {"边远教学点": {"kind": "flag", "defined_by": "县教育局", "clause": "一"}}

    (missing,) = asked({}, {"边远教学点": "是"}, {}, undefined=undefined).missing

    assert (missing.id, missing.reason, missing.who) == ("边远教学点", "undefined", "县教育局")


def test_an_undefined_term_that_the_record_supplies() -> None:
    """Given a built-in fact declared as undefined, when the record holds it, then it counts as known."""
    undefined = {"骨干教师": {"kind": "flag", "defined_by": "县教育局", "clause": "一"}}

    decision = asked({}, {"骨干教师": "是"}, {"骨干教师": "是"}, undefined=undefined)

    assert (decision.status, decision.outcome) == ("determined", "holds")


def test_a_decision_behind_a_decision() -> None:
    """Given an open decision tested by another, when that is open too, then the facts behind the first are missing."""
    ready = policy(
        facts={"甲项": "是否", "乙项": "是否", "次数": {"kind": "number"}},
        decisions={
            "q": {"title": "问题", "outcomes": {"first": "第一", "second": "第二"}, "otherwise": "second"},
            "later": {"title": "后事", "outcomes": {"holds": "成立", "fails": "不成立"}, "otherwise": "fails"},
        },
        rules=[
            rule("q", "first", {"甲项": "是", "乙项": "是"}),
            rule("later", "holds", {"问题": "第一", "次数": "满 3"}),
        ],
    )

    def missing(record: dict[str, Any]) -> set[str]:
        decision = ready.decide("later", xr.Teacher.model_validate(record), as_of=AS_OF)
        return {each.id for each in decision.missing}

    assert missing({"次数": 3}) == {"甲项", "乙项"}
    assert missing({"次数": 3, "甲项": "是"}) == {"乙项"}
    assert missing({"次数": 3, "甲项": "否"}) == set()
    assert missing({"次数": 2}) == set()


def test_a_recorded_choice_without_a_day() -> None:
    """Given a choice on record of which the day is open, when the offer is open for it, then the choice is missing."""
    ready = policy(
        facts={"甲项": "是否"},
        decisions={
            "q": {
                "title": "问题",
                "outcomes": {"first": {"label": "第一", "modality": "可以"}, "second": "第二"},
                "otherwise": "second",
            }
        },
        rules=[rule("q", "first", {"甲项": "是"})],
    )
    record = xr.Teacher.model_validate({"甲项": "是", "办理决定": {"q": {"结果": "第一", "由": "某校"}}})

    decision = ready.decide("q", record, as_of=date(2026, 9, 1))

    assert decision.status == "undetermined"
    assert [each.id for each in decision.missing] == ["choices.q"]
