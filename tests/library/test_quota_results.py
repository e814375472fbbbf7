"""Quotas over a roster: groups, conditions on groups, nested bases, blocked outcomes and who is open."""

from __future__ import annotations

import json
from datetime import date

import pytest

from xgxp_rules.diagnostics import RecordError, UsageError
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.quota_report import QuotaResult
from xgxp_rules.model.records import School, Teacher
from xgxp_rules.tools.explain_quota import explain_quota, explain_quotas

AS_OF = date(2031, 3, 1)
TEXT = """\
language: 1
policy: test.quotas
version: v1
title: 试点
status: trial
jurisdiction: "999999"
in_force: {from: 2031-02-20}
document: {clauses: [{id: 六, topic: 轮训}]}
facts: {岗位: {choice: [校医, 宿管]}, 轮训过: flag, 带徒: flag, 片区: {choice: [东, 西]}}
decisions:
  duty:
    title: 值守
    outcomes: {sent: {label: 轮训, effects: [transfer]}, stays: 不去}
    otherwise: stays
rules: [{clause: 六, decision: duty, outcome: sent, when: {岗位: 校医}}]
guards: [{id: g, clause: 六, against: [transfer], when: [孕期至哺乳期]}]
quotas:
"""


def results(quotas: str, roster: list[dict[str, object]], schools: list[dict[str, object]] | None = None):  # type: ignore[no-untyped-def]
    policy = Policy(load_policy(f"{TEXT}{quotas}\n", "kit.yaml"), Catalog())
    given = {"岗位": "校医", "轮训过": "否", "带徒": "否", "片区": "东", "孕期至哺乳期": "否"}
    records = [Teacher.model_validate({"编号": f"t{place}", **given, **one}) for place, one in enumerate(roster)]
    groups = [School.model_validate(one) for one in schools or ()]
    return policy.quotas(records, groups=groups, as_of=AS_OF)


def only(quotas: str, roster: list[dict[str, object]]) -> QuotaResult:
    found = results(quotas, roster)
    assert len(found) == 1
    return found[0]


def at(school: str) -> dict[str, object]:
    return {"任职经历": [{"学校": school, "自": "2025-09-01"}]}


def both(counts: object) -> tuple[int, int]:
    return counts.at_least, counts.at_most  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("member", "base"),
    [
        pytest.param({}, (1, 1), id="in-effect"),
        pytest.param({"岗位": "宿管"}, (0, 0), id="another-outcome"),
        pytest.param({"孕期至哺乳期": "是"}, (0, 0), id="blocked-counts-in-neither-bound"),
        pytest.param({"孕期至哺乳期": "未知"}, (0, 1), id="guard-open"),
        pytest.param({"岗位": "未知"}, (0, 1), id="outcome-open"),
        pytest.param({"岗位": "未知", "孕期至哺乳期": "是"}, (0, 0), id="whatever-comes-out-is-not-in-effect"),
    ],
)
def test_an_outcome_counts_only_in_effect(member: dict[str, object], base: tuple[int, int]) -> None:
    """Given a base of a decision's outcome, then a blocked one is outside and an open one may be either."""
    result = only("  甲: {clause: 六, base: {duty: sent}, counted: [轮训过], floor: 17%}", [member])

    assert both(result.base) == base


def test_the_text_may_count_blocked_outcomes() -> None:
    """Given （含被阻却） after the decision's name, then a blocked outcome counts."""
    quota = "  甲: {clause: 六, base: {值守（含被阻却）: sent}, counted: [轮训过], floor: 17%}"

    assert both(only(quota, [{"孕期至哺乳期": "是"}]).base) == (1, 1)


def test_each_group_has_its_own_account() -> None:
    """Given a quota per school, then each school is counted apart, also the one with nobody in it."""
    found = results(
        "  甲: {clause: 六, per: 学校, each: 学年, counted: [轮训过], floor: 1人}",
        [at("一中"), {**at("一中"), "轮训过": "是"}, at("二中")],
        [{"名称": "一中"}, {"名称": "三中"}],
    )

    assert [(one.group, one.status, one.members) for one in found] == [
        (("一中",), "met", 2),
        (("三中",), "missed", 0),
        (("二中",), "missed", 1),
    ]
    account = found[0].account
    assert account is not None
    assert (account.name, account.from_on, account.until_on) == ("2030-2031", date(2030, 9, 1), date(2031, 8, 31))


def test_a_school_is_one_group_by_id_and_by_name() -> None:
    """Given postings that name a school by its id or its name, then both are the same group."""
    found = results(
        "  甲: {clause: 六, per: 学校, counted: [轮训过], floor: 1人}",
        [at("s1"), at("一中")],
        [{"编号": "s1", "名称": "一中"}],
    )

    assert [(one.group, one.members) for one in found] == [(("一中",), 2)]


@pytest.mark.parametrize(
    ("member", "base"),
    [
        pytest.param({"片区": "未知"}, (1, 2), id="may-be-in-any-group"),
        pytest.param({"片区": "不适用"}, (1, 1), id="belongs-to-none"),
        pytest.param(
            {"片区": {"争议": [{"值": "东", "来源": "甲"}, {"值": "西", "来源": "乙"}]}}, (1, 2), id="disputed"
        ),
    ],
)
def test_whose_group_is_not_known(member: dict[str, object], base: tuple[int, int]) -> None:
    """Given a member whose group is open, then they may count in each group they could be in."""
    found = results("  甲: {clause: 六, per: 片区, counted: [轮训过], floor: 50%}", [{}, member])

    assert both(found[0].base) == base


@pytest.mark.parametrize(
    ("school", "status"),
    [
        pytest.param({"规模": "小", "编制数": 1}, "missed", id="small"),
        pytest.param({"规模": "大"}, None, id="not-of-this-kind"),
        pytest.param({}, "open", id="size-unknown"),
        pytest.param({"规模": "小"}, "open", id="amount-unknown"),
    ],
)
def test_only_groups_of_which_the_condition_holds(school: dict[str, object], status: str | None) -> None:
    """Given a condition on the group's own record, then others have no account and an open one leaves it open."""
    found = results(
        "  甲: {clause: 六, per: 学校, when: {规模: 小}, counted: [轮训过], ceiling: 编制数}",
        [{**at("一中"), "轮训过": "是"}, {**at("一中"), "轮训过": "是"}],
        [{"名称": "一中", **school}],
    )

    assert [one.status for one in found] == ([] if status is None else [status])


def test_a_fact_that_all_members_share_speaks_of_their_group() -> None:
    """Given a condition in a member's words, then it decides where they agree and stays open where they do not."""
    quota = "  甲: {clause: 六, per: 学校, when: {片区: 东}, counted: [轮训过], floor: 1人}"

    assert [one.status for one in results(quota, [at("一中"), at("一中")])] == ["missed"]
    mixed = results(quota, [at("一中"), {**at("一中"), "片区": "西"}])
    assert [(one.status, one.reason) for one in mixed] == [("open", "group_unknown")]


def test_who_is_open_names_what_is_missing_and_nobody_is_picked() -> None:
    """Given a member whose counting is open, then the facts asked for are named, and the base members not counted."""
    result = only(
        "  甲: {clause: 六, base: {岗位: 校医}, counted: [轮训过], floor: 50%}",
        [{"轮训过": "未知"}, {}, {"轮训过": "是"}, {"岗位": "宿管"}],
    )

    assert [(one.id, [each.label for each in one.missing]) for one in result.undetermined] == [("t0", ["轮训过"])]
    assert result.could_be_counted == ("t0", "t1")
    assert (result.status, result.reason) == ("open", "members_open")


def test_a_disputed_fact_is_open_only_where_the_claims_differ() -> None:
    """Given two sources that disagree on a post but put a member into the base either way, then the base is known."""
    quota = "  甲: {clause: 六, base: {岗位: [校医, 宿管]}, counted: [轮训过], floor: 0人}"
    disputed = {"岗位": {"争议": [{"值": "校医", "来源": "甲"}, {"值": "宿管", "来源": "乙"}]}}

    assert both(only(quota, [disputed]).base) == (1, 1)


def test_a_nested_base_carries_what_is_open() -> None:
    """Given a member who may be counted in one quota, then they may be in the base of the next."""
    found = results(
        "  甲: {clause: 六, base: {岗位: 校医}, counted: [轮训过], floor: 1人}\n"
        "  乙: {clause: 六, base: 甲.counted, counted: [带徒], floor: 30%}",
        [{"轮训过": "未知"}, {"轮训过": "是", "带徒": "是"}],
    )

    assert (both(found[1].base), found[1].status) == ((1, 2), "met")


def test_a_quota_outside_its_window_has_no_account() -> None:
    """Given a quota that begins later, then it is not counted but may still be another one's base."""
    found = results(
        "  甲: {clause: 六, counted: [轮训过], floor: 1人, in_force: {from: 2032-01-01}}\n"
        "  乙: {clause: 六, base: 甲.counted, counted: [带徒], floor: 30%}",
        [{"轮训过": "是"}],
    )

    assert [(one.quota, one.status) for one in found] == [("乙", "missed")]


def test_the_result_is_the_same_json_every_time() -> None:
    """Given the same roster, then the result's JSON is the same, and reads back as the same result."""
    quota = "  甲: {clause: 六, per: 片区, counted: [轮训过], floor: 三分之一}"
    first, second = (results(quota, [{}, {"轮训过": "未知"}])[0].model_dump_json() for _ in range(2))

    assert first == second
    assert QuotaResult.model_validate_json(first).model_dump_json() == first
    assert json.loads(first)["bounds"][0]["share"] == "1/3"


def test_a_policy_without_quotas_says_so() -> None:
    """Given no quota, when they are asked for, then that is told instead of an empty answer."""
    text = TEXT.removesuffix("quotas:\n")

    with pytest.raises(UsageError, match="XG770"):
        Policy(load_policy(text, "kit.yaml"), Catalog()).quotas([], as_of=AS_OF)


def test_a_name_nobody_knows_is_refused() -> None:
    """Given a roster with a misspelt fact, then the roster is refused as a single record would be."""
    with pytest.raises(RecordError) as refused:
        only("  甲: {clause: 六, counted: [轮训过], floor: 1人}", [{}, {"轮训了": "是"}, {"轮训过": "大概"}])

    assert [dict(each.args)["place"] for each in refused.value.diagnostics] == [2, 3]


def test_in_words() -> None:
    """Given a quota that is missed, then its words say what is asked, what there is, and how far it is off."""
    result = only("  甲: {clause: 六, title: 轮训比例, counted: [轮训过], floor: 50%}", [{}, {}, {"轮训过": "是"}])

    assert explain_quota(result).splitlines() == [
        "轮训比例：未达到",
        "  基数 3，计入 1",
        "  不少于 50%，即 2 人，差 1",
        "  基数中尚可计入 2 人：t0、t1",
        "  依据：六",
    ]
    assert explain_quota(result, "en").splitlines()[0] == "轮训比例: missed"


READ = """\
  轮训: {clause: 六, base: {duty: sent}, counted: [轮训过], floor: 20%}
  带徒: {clause: 六, base: 轮训.counted, counted: [带徒], floor: 50%}
readings:
  范围:
    clause: 六
    status: 待明确
    default: 合计
    choices:
      合计: as_written
      分片: {quotas: {轮训: {clause: 六, per: 片区, base: {duty: sent}, counted: [轮训过], floor: 20%}}}
"""


@pytest.mark.parametrize(
    ("choice", "groups"),
    [
        pytest.param({}, {(): "met"}, id="all-together"),
        pytest.param({"范围": "分片"}, {("东",): "met", ("西",): "missed"}, id="each-district"),
    ],
)
def test_a_reading_changes_the_accounts_of_a_quota(
    choice: dict[str, str], groups: dict[tuple[str, ...], str]
) -> None:
    """Given a text that does not say whether its share is kept together or apart, then both are answered."""
    policy = Policy(load_policy(TEXT + READ, "kit.yaml"), Catalog())
    base = {"岗位": "校医", "带徒": "是", "孕期至哺乳期": "否"}
    roster = [("东", "是"), ("东", "否"), ("西", "否")]
    records = [Teacher.model_validate({**base, "片区": area, "轮训过": done}) for area, done in roster]

    found = policy.quotas(records, as_of=AS_OF, readings=choice or None)

    assert {one.group: one.status for one in found if one.quota == "轮训"} == groups
    assert [both(one.base) for one in found if one.quota == "带徒"] == [(1, 1)]


def test_in_words_under_the_policy_its_day_and_what_was_assumed() -> None:
    """Given quotas of a text without a day of its own, then assumption, readings and notes are told."""
    text = f"{TEXT}{READ}".replace("{from: 2031-02-20}", "{from: 2031-02-20, basis: 按年份推定}")
    text = text.replace(
        "base: 轮训.counted, counted: [带徒], floor: 50%", "counted: [带徒], floor: 比例下限, note: 只看本校"
    )
    text = text.replace("quotas:\n", "parameters: {比例下限: {value: 12.5%, clause: 六}}\nquotas:\n", 1)
    policy = Policy(load_policy(text, "kit.yaml"), Catalog())
    given = {"编号": "t1", "岗位": "校医", "轮训过": "是", "带徒": "是", "孕期至哺乳期": "否"}

    found = policy.quotas([Teacher.model_validate(given)], as_of=AS_OF)

    assert explain_quotas(found).splitlines() == [
        "〔试点 v1（试行） · 以 2031-03-01 计〕",
        "  推定：按年份推定",
        "",
        "轮训：达到",
        "  基数 1，计入 1",
        "  不少于 20%，即 1 人，余 0",
        "  依据：六",
        "  理解：范围：合计（待明确）",
        "",
        "带徒：达到",
        "  基数 1，计入 1",
        "  不少于 比例下限（12.5%），即 1 人，余 0",
        "  依据：六",
        "  备注：只看本校",
    ]


@pytest.mark.parametrize(
    ("replaced", "rests"),
    [
        pytest.param("facts: {算校医: {is: {岗位: 宿管}}}", ["轮训", "带徒"], id="a-fact-behind-the-base"),
        pytest.param("facts: {算带徒: {is: {轮训过: 是}}}", ["带徒"], id="a-fact-of-one-quota"),
        pytest.param("parameters: {份额: {value: 30%, clause: 六}}", ["轮训"], id="a-parameter-of-a-bound"),
        pytest.param(
            "rules: {r: {clause: 六, decision: duty, outcome: sent, when: {岗位: 宿管}}}",
            ["轮训", "带徒"],
            id="a-rule",
        ),
        pytest.param("facts: {别的: {is: {片区: 西}}}", [], id="something-else"),
    ],
)
def test_a_quota_names_the_readings_it_rests_on_and_no_others(replaced: str, rests: list[str]) -> None:
    """Given an ambiguous passage, then only quotas made from what it replaces show it, through other quotas as well."""
    more = "算校医: {is: {岗位: 校医}}, 算带徒: {is: [带徒]}, 别的: {is: {片区: 东}}}"
    text = TEXT.replace("片区: {choice: [东, 西]}}", f"片区: {{choice: [东, 西]}}, {more}")
    text = text.replace("facts:", "parameters: {份额: {value: 20%, clause: 六}}\nfacts:", 1)
    text = text.replace("[{clause: 六, decision: duty", "[{id: r, clause: 六, decision: duty")
    text += "  轮训: {clause: 六, base: {duty: sent, 算校医: 是}, counted: [轮训过], floor: 份额}\n"
    text += "  带徒: {clause: 六, base: 轮训.counted, counted: [算带徒], floor: 50%}\n"
    choices = f"{{子: as_written, 丑: {{{replaced}}}}}"
    text += f"readings: {{甲: {{clause: 六, status: 待明确, default: 子, choices: {choices}}}}}\n"
    policy = Policy(load_policy(text, "kit.yaml"), Catalog())

    found = policy.quotas([], as_of=AS_OF)

    assert [one.quota for one in found if one.depends_on] == rests


@pytest.mark.parametrize(
    ("roster", "status", "slack"),
    [
        pytest.param([{"岗位": "校医"}] + [{"岗位": "宿管"}] * 2, "met", (0, 0), id="just-twice-as-many"),
        pytest.param([{"岗位": "校医"}] + [{"岗位": "宿管"}] * 3, "missed", (-1, -1), id="one-too-many"),
        pytest.param([{"岗位": "未知"}, {"岗位": "宿管"}], "open", (-2, 1), id="one-or-the-other"),
        pytest.param([{"岗位": "校医"}] * 2 + [{"岗位": "未知"}], "met", (3, 6), id="open-and-without-matter"),
        pytest.param([], "met", (0, 0), id="nobody"),
    ],
)
def test_a_bound_that_is_a_multiple_of_others(
    roster: list[dict[str, object]], status: str, slack: tuple[int, int]
) -> None:
    """Given wardens who may be twice the doctors, then the bound moves with the doctors, open members included."""
    found = only("  甲: {clause: 六, counted: {岗位: 宿管}, relative_to: {岗位: 校医}, ceiling: 2倍}", roster)

    assert (found.status, both(found.bounds[0].slack)) == (status, slack)
    assert f"，参照 {found.relative.at_least}" in explain_quota(found)  # type: ignore[union-attr]


def test_a_bound_relative_to_those_another_quota_counts() -> None:
    """Given a quota relative to another's counted members, then their number is what the other counts."""
    quotas = "  乙: {clause: 六, counted: [轮训过], floor: 0人}\n"
    quotas += "  甲: {clause: 六, counted: [带徒], relative_to: 乙.计入, floor: 50%}"

    found = results(quotas, [{"轮训过": "是"}, {"轮训过": "是"}, {"轮训过": "是", "带徒": "是"}, {}])[1]

    assert (both(found.relative), both(found.bounds[0].required), found.status) == ((3, 3), (2, 2), "missed")


def test_two_ceilings_of_one_quota_are_judged_apart() -> None:
    """Given at most two people and at most half, then the quota is missed where either is broken."""
    quota = "  甲: {clause: 六, counted: [轮训过], ceiling: [2人, 50%]}"
    counted = {"轮训过": "是"}

    found = [only(quota, [counted] * many + [{}] * others) for many, others in ((2, 2), (2, 1), (3, 5))]

    assert [[each.status for each in one.bounds] for one in found] == [
        ["met", "met"],
        ["met", "missed"],
        ["missed", "met"],
    ]
    assert [one.status for one in found] == ["met", "missed", "missed"]
