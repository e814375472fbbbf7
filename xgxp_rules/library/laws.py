"""National law that is arithmetic rather than rules: parameters of a national policy become what `law` computes with.

A version of the retirement policy in force on the decision date gives the schedule; its parameters are found by id.
"""

from __future__ import annotations

from fractions import Fraction

from xgxp_rules.diagnostics import PolicyError, diagnose, register
from xgxp_rules.law.retirement import Contribution, Elective, Schedule, Track, TrackRule
from xgxp_rules.model.durations import Period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.spans import Span

NO_NUMBER = register(
    "XG517",
    zh="法定退休的规定缺少参数 `{name}` 的值",
    en="the retirement law lacks a value for the parameter `{name}`",
    mend_zh="请在退休规定的政策文件里补上参数 `{name}`",
    mend_en="Add the parameter `{name}` to the policy of the retirement law",
)
MONTHS_ONLY = register(
    "XG518",
    zh="参数 `{name}` 只能是整年整月，不能是 `{text}`",
    en="the parameter `{name}` takes whole years and months, not `{text}`",
    mend_zh="写成 `3个月`、`60年` 的样子",
    mend_en="Write it like `3个月` or `60年`",
)
WHOLE_ONLY = register(
    "XG519",
    zh="参数 `{name}` 应当是整数，不能是 `{text}`",
    en="the parameter `{name}` takes a whole number, not `{text}`",
    mend_zh="写成 `4` 的样子，不带小数",
    mend_en="Write it like `4`, without a fraction",
)

RETIREMENT = "national.retirement"
"""The policy whose parameters hold the retirement ages."""

FLEXIBLE = "national.flexible-retirement"
"""The policy whose parameters say how far a chosen retirement may lie from the statutory one."""


def schedule_of(version: PolicyVersion) -> Schedule:
    """Return the retirement schedule that a version's parameters describe.

    Raises:
        PolicyError: a parameter is missing, or is no number the law can be computed with.
    """
    return Schedule(
        {track: _track_rule(version, track.value.lower()) for track in Track},
        notes={track: _note(version, track.value.lower()) for track in Track},
    )


def _note(version: PolicyVersion, prefix: str) -> str:
    """Return whom a track is for, where that is written, and how sure it is."""
    parameter = version.parameter(f"{prefix}_base")
    assert parameter is not None
    parts = (parameter.basis, parameter.source, parameter.confidence and f"把握：{parameter.confidence}")
    return "；".join(part for part in parts if part)


def chosen_retirement(version: PolicyVersion) -> tuple[Elective, Contribution]:
    """Return how far a chosen retirement may lie from the statutory one, and the least contributions.

    Raises:
        PolicyError: a parameter is missing, or is no number the law can be computed with.
    """
    elective = Elective(
        early_months=_months(version, "early_longest"),
        late_months=_months(version, "late_longest"),
        early_notice_months=_months(version, "early_notice"),
        late_notice_months=_months(version, "late_notice"),
    )
    contribution = Contribution(
        base_months=_months(version, "contribution_base"),
        first_year=_number(version, "contribution_first_year"),
        step_months=_months(version, "contribution_step"),
        max_months=_months(version, "contribution_longest"),
    )
    return elective, contribution


def _track_rule(version: PolicyVersion, prefix: str) -> TrackRule:
    base = _months(version, f"{prefix}_base")
    if version.parameter(f"{prefix}_first_birth_year") is None:
        return TrackRule(base_months=base)
    return TrackRule(
        base_months=base,
        first_birth_year=_number(version, f"{prefix}_first_birth_year"),
        step=_number(version, f"{prefix}_step"),
        max_shift=_months(version, f"{prefix}_longest_shift"),
    )


def _value(version: PolicyVersion, name: str) -> object:
    parameter = version.parameter(name)
    if parameter is None or parameter.constant is None:
        raise PolicyError([diagnose(NO_NUMBER, Span.none(), version.file, name=name)])
    return parameter.constant.value


def _refused(version: PolicyVersion, name: str, code: str) -> PolicyError:
    parameter = version.parameter(name)
    assert parameter is not None
    return PolicyError([diagnose(code, parameter.span, version.file, name=name, text=parameter.text)])


def _months(version: PolicyVersion, name: str) -> int:
    value = _value(version, name)
    if not isinstance(value, Period) or value.family != "calendar" or value.days:
        raise _refused(version, name, MONTHS_ONLY)
    return value.years * 12 + value.months


def _number(version: PolicyVersion, name: str) -> int:
    value = _value(version, name)
    if not isinstance(value, (int, Fraction)) or isinstance(value, bool) or value != int(value):
        raise _refused(version, name, WHOLE_ONLY)
    return int(value)
