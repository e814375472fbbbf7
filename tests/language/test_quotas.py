"""Quotas of a policy file: what is read, and what is refused with which code."""

from __future__ import annotations

from fractions import Fraction

import pytest
from policy_kit import HEAD, said

from xgxp_rules.language.loader import load_policy
from xgxp_rules.model.nodes import Constant, FactRef, ParameterRef
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.quota import QuotaPart
from xgxp_rules.model.vocabulary import Fact

FACTS = """\
facts: {岗位: {choice: [校医, 宿管]}, 轮训过: flag, 带徒: flag, 片区: {choice: [东, 西]}, 聘期至: date, 夜班: number}
parameters: {上限: 15%, 人数: 3人, 份额: 三分之一, 年限: 3年, 各岗: {by: 岗位, value: {校医: 1, 宿管: 2}}}
"""
DECISION = """\
decisions: {duty: {title: 值守, outcomes: {ready: 可, idle: 否}, otherwise: idle}}
rules: [{clause: 一, decision: duty, outcome: ready, when: [轮训过]}]
"""


def text(quotas: str) -> str:
    return f"{HEAD}{FACTS}{DECISION}quotas:\n{quotas}\n"


def policy(quotas: str) -> PolicyVersion:
    return load_policy(text(quotas), "kit.yaml")


@pytest.mark.parametrize(
    ("bound", "side", "amount", "is_share", "rounding"),
    [
        pytest.param("floor: 17%", "floor", Constant(Fraction(17, 100), "%"), True, "up", id="share"),
        pytest.param("floor: 3‰", "floor", Constant(Fraction(3, 1000), "‰"), True, "up", id="per-mille"),
        pytest.param(
            "ceiling: 三分之一", "ceiling", Constant(Fraction(1, 3)), True, "down", id="fraction-in-words"
        ),
        pytest.param("ceiling: 1:12", "ceiling", Constant(Fraction(1, 12)), True, "down", id="ratio"),
        pytest.param("ceiling: 3人", "ceiling", Constant(3, "人"), False, "down", id="count"),
        pytest.param("floor: 2", "floor", Constant(2), False, "up", id="bare-number"),
        pytest.param("target: 100%", "target", Constant(1, "%"), True, "up", id="everybody"),
        pytest.param("floor: 上限", "floor", ParameterRef("上限"), True, "up", id="parameter-in-per-cent"),
        pytest.param("floor: 人数", "floor", ParameterRef("人数"), False, "up", id="parameter-of-people"),
        pytest.param("floor: 份额", "floor", ParameterRef("份额"), True, "up", id="parameter-that-is-a-part"),
        pytest.param("floor: 夜班", "floor", FactRef("夜班"), False, "up", id="fact-of-the-members"),
        pytest.param(
            "floor: 17%, round: 四舍五入", "floor", Constant(Fraction(17, 100), "%"), True, "half_up", id="rounding"
        ),
        pytest.param(
            "不少于: 17%, 舍入: 舍去", "floor", Constant(Fraction(17, 100), "%"), True, "down", id="chinese-keys"
        ),
    ],
)
def test_a_bound_is_a_share_or_a_count(
    bound: str, side: str, amount: object, is_share: bool, rounding: str
) -> None:
    """Given the words of a bound, then it is a share or a count, rounded as its side asks unless told otherwise."""
    found = policy(f"  甲: {{clause: 一, counted: [轮训过], {bound}}}").quotas[0].bounds

    assert [(one.side, one.amount, one.is_share, one.rounding) for one in found] == [
        (side, amount, is_share, rounding)
    ]


def test_an_amount_by_a_fact_of_the_members_is_read_in_their_words() -> None:
    """Given schools as groups and a parameter by post, which no school has, then it is the members who say it."""
    found = policy("  甲: {clause: 一, per: 学校, counted: [轮训过], ceiling: 各岗}").quotas[0]

    assert [(one.amount, one.about) for one in found.bounds] == [(ParameterRef("各岗"), "teacher")]


def test_a_parameter_by_a_teachers_fact_says_nothing_of_a_school() -> None:
    """Given a decision about a school, then a parameter that depends on a teacher's post is no name to be used."""
    rules = "rules: [{clause: 一, decision: due, outcome: over, when: {编制数: 满 各岗}}]\n"
    decision = "decisions: {due: {title: 应配, about: school, outcomes: {over: 是, under: 否}, otherwise: under}}\n"

    assert said(f"{HEAD}{FACTS}{decision}{rules}") == ["XG119"]


def test_a_range_is_a_floor_and_a_ceiling() -> None:
    """Given 11% 至 19%, then there must be at least the one and at most the other."""
    found = policy("  甲: {clause: 一, counted: [轮训过], range: 11% 至 19%}").quotas[0].bounds

    assert [(one.side, one.text) for one in found] == [("floor", "11%"), ("ceiling", "19%")]


def test_a_bound_may_be_worked_out() -> None:
    """Given a calculation over the group's own record, then its names are those of that record."""
    quota = policy("  甲: {clause: 一, per: 学校, counted: [轮训过], ceiling: {calc: 编制数 / 10}}").quotas[0]

    assert isinstance(quota.bounds[0].amount, Fact)
    assert (quota.group, quota.bounds[0].about) == ("school", "school")


def test_a_condition_on_a_group_means_its_own_record_before_its_members() -> None:
    """Given a name that schools and teachers share, then `when` asks the school; else the teacher."""
    quotas = policy(
        "  甲: {clause: 一, per: 学校, when: {学段: 小学}, counted: [轮训过], floor: 1人}\n"
        "  乙: {clause: 一, per: 学校, when: {片区: 东}, counted: [轮训过], floor: 1人}\n"
        "  丙: {clause: 一, per: 片区, when: {学段: 小学}, counted: [轮训过], floor: 1人}"
    ).quotas

    assert [(one.group, one.when_about) for one in quotas] == [
        ("school", "school"),
        ("school", "teacher"),
        ("", "teacher"),
    ]


def test_a_quota_takes_members_of_another() -> None:
    """Given `甲.counted` and its Chinese spelling, then the base is the other quota's members."""
    quotas = policy(
        "  甲: {clause: 一, base: {岗位: 校医}, counted: [轮训过], floor: 17%}\n"
        "  乙: {clause: 一, base: 甲.counted, counted: [带徒], floor: 35%}\n"
        "  丙: {clause: 一, base: 甲.基数, counted: 乙.计入, floor: 35%}"
    ).quotas

    assert [one.base for one in quotas[1:]] == [QuotaPart("甲", "counted"), QuotaPart("甲", "base")]
    assert quotas[2].counted == QuotaPart("乙", "counted")


def test_a_target_is_soft_unless_the_text_says_otherwise() -> None:
    """Given a quota that only has a target, then missing it is a departure and no breach."""
    quotas = policy(
        "  甲: {clause: 一, counted: [轮训过], target: 15%}\n"
        "  乙: {clause: 一, counted: [轮训过], target: 15%, modality: 应当}"
    ).quotas

    assert [one.modality for one in quotas] == ["aim", "must"]


@pytest.mark.parametrize(
    ("quota", "codes"),
    [
        pytest.param("{clause: 一, counted: [轮训过]}", ["XG740"], id="no-bound"),
        pytest.param("{clause: 一, floor: 17%}", ["XG103"], id="nobody-counted"),
        pytest.param("{counted: [轮训过], floor: 17%}", ["XG103"], id="no-clause"),
        pytest.param("{clause: 九, counted: [轮训过], floor: 17%}", ["XG129"], id="unknown-clause"),
        pytest.param("{clause: 一, counted: [轮训了], floor: 17%}", ["XG101"], id="unknown-fact"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 很多}", ["XG742"], id="no-amount"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 2.5人}", ["XG742"], id="half-a-person"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 120%}", ["XG744"], id="more-than-everybody"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 年限}", ["XG143"], id="a-period-for-a-number"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 3年}", ["XG742"], id="a-written-period"),
        pytest.param("{clause: 一, counted: [轮训过], range: 11%}", ["XG742"], id="range-of-one-end"),
        pytest.param("{clause: 一, counted: [轮训过], range: 19% 至 11%}", ["XG743"], id="empty-range"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 1人, range: 1人 至 2人}", ["XG741"], id="two-floors"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 1人, target: 2人}", ["XG741"], id="floor-and-target"),
        pytest.param("{clause: 一, per: 年级, counted: [轮训过], floor: 1人}", ["XG745"], id="no-such-group"),
        pytest.param("{clause: 一, per: 聘期至, counted: [轮训过], floor: 1人}", ["XG746"], id="split-by-a-date"),
        pytest.param(
            "{clause: 一, per: [片区, 岗位, 学段], counted: [轮训过], floor: 1人}", ["XG747"], id="three-keys"
        ),
        pytest.param("{clause: 一, base: 甲.counted, counted: [轮训过], floor: 1人}", ["XG749"], id="its-own-base"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 1人, each: 旬}", ["XG108"], id="unknown-account"),
        pytest.param("{clause: 一, counted: [轮训过], floor: 1人, about: pupil}", ["XG134"], id="unknown-record"),
        pytest.param(
            "{clause: 一, counted: [轮训过], relative_to: [带徒], floor: 3人}", ["XG323"], id="relative-for-nothing"
        ),
        pytest.param(
            "{clause: 一, counted: [轮训过], relative_to: 甲.counted, floor: 2倍}",
            ["XG749"],
            id="relative-to-itself",
        ),
        pytest.param("{clause: 一, counted: [轮训过], floor: 2倍}", ["XG742"], id="a-multiple-of-nothing"),
        pytest.param("{clause: 一, counted: [轮训过], ceiling: [3人, 120%]}", ["XG744"], id="one-of-two-amounts"),
        pytest.param("{clause: 一, counted: [轮训过], floors: 1人}", ["XG102", "XG740"], id="unknown-key"),
    ],
)
def test_a_wrong_quota_is_refused(quota: str, codes: list[str]) -> None:
    """Given one slip in a quota, then there is a message of its own and the file gives no policy."""
    assert sorted(said(text(f"  甲: {quota}"))) == sorted(codes)


def test_quotas_in_a_circle_are_refused_once() -> None:
    """Given two quotas that are each other's base, then the circle is told once."""
    quotas = (
        "  甲: {clause: 一, base: 乙.counted, counted: [轮训过], floor: 1人}\n"
        "  乙: {clause: 一, base: 甲.counted, counted: [带徒], floor: 1人}"
    )

    assert said(text(quotas)) == ["XG749"]


def test_a_quota_about_others_cannot_be_a_base() -> None:
    """Given quotas about schools and about teachers, then neither can be the other's base."""
    quotas = (
        "  甲: {clause: 一, about: school, counted: [薄弱学校], ceiling: 1}\n"
        "  乙: {clause: 一, base: 甲.counted, counted: [带徒], floor: 1人}"
    )

    assert said(text(quotas)) == ["XG750"]


def _read(choice: str) -> str:
    quotas = (
        "  甲: {clause: 一, title: 轮训数, counted: [轮训过], floor: 1人}\n"
        "  乙: {clause: 一, base: 甲.counted, counted: [带徒], floor: 1人}"
    )
    choices = f"{{子: as_written, 丑: {choice}}}"
    return text(quotas) + f"readings: {{读法: {{clause: 一, status: 待明确, default: 子, choices: {choices}}}}}\n"


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        pytest.param("{quotas: {甲: {clause: 一, per: 片区, counted: [轮训过], floor: 1人}}}", [], id="by-id"),
        pytest.param("{比例: {轮训数: {clause: 一, counted: [轮训过], floor: 2人}}}", [], id="by-title-in-chinese"),
        pytest.param(
            "{quotas: {丙: {clause: 一, counted: [轮训过], floor: 1人}}}", ["XG133"], id="replaces-nothing"
        ),
        pytest.param("{quotas: {甲: {clause: 一, counted: [轮训过]}}}", ["XG740"], id="checked-like-any-other"),
        pytest.param(
            "{quotas: {甲: {clause: 一, base: 乙.counted, counted: [轮训过], floor: 1人}}}",
            ["XG749"],
            id="a-circle-in-one-reading-only",
        ),
    ],
)
def test_a_reading_may_replace_a_quota(choice: str, codes: list[str]) -> None:
    """Given a choice that replaces a quota whole, then it is read and checked like the quotas of the main text."""
    assert said(_read(choice)) == codes


def test_a_replaced_quota_keeps_its_name() -> None:
    """Given a quota named by its title, when it is asked for under the reading, then id and title are as before."""
    version = load_policy(_read("{quotas: {轮训数: {clause: 一, per: 片区, counted: [轮训过], floor: 2人}}}"))

    usual, other = version.quotas[0], version.under_readings({"读法": "丑"}).quotas[0]

    assert (other.id, other.title) == (usual.id, usual.title)
    assert (len(usual.per), len(other.per)) == (0, 1)
    assert other.bounds[0].amount == Constant(2, "人")
