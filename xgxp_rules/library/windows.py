"""When the versions of one policy hold: which one is in force on a day, and where two of them overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xgxp_rules.diagnostics import Diagnostic, NotInForce, diagnose, register
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.spans import Span

NOT_IN_FORCE = register(
    "XG502",
    zh="政策 `{policy}` 在 {day} 没有施行的版本（现有：{windows}）",
    en="policy `{policy}` has no version in force on {day} (there are: {windows})",
    mend_zh="请用 `--as-of` 写有版本施行的日子",
    mend_en="Give a day on which a version is in force, with `--as-of`",
)
OVERLAP = register(
    "XG503",
    zh="政策 `{policy}` 的版本 `{one}` 与 `{other}` 的施行期重叠：{day} 两者都有效",
    en="versions `{one}` and `{other}` of policy `{policy}` overlap: on {day} both are in force",
    mend_zh="请给较早的版本写上 `until`，早于较晚版本的 `from`",
    mend_en="give the earlier version an `until` before the later one's `from`",
)


def beginning(version: PolicyVersion) -> tuple[date, str]:
    """Return by what versions of a policy are put in order: their first day, then their name."""
    return version.in_force.from_on or date.min, version.version


def holding_on(on: date, policy_id: str, versions: Sequence[Policy]) -> Policy:
    """Return the one of a policy's versions that is in force on a day.

    Raises:
        NotInForce: no version is in force on that day, or two are.
    """
    able = _may_hold(versions)
    holding = [one for one in able if _holds(one, able, on)]
    if len(holding) == 1:
        return holding[0]
    if not holding:
        windows = "；".join(_window_text(one.version_data) for one in versions)
        raise NotInForce.of(NOT_IN_FORCE, policy=policy_id, day=on.isoformat(), windows=windows)
    one, other = holding[0].version, holding[1].version
    raise NotInForce.of(OVERLAP, policy=policy_id, one=one, other=other, day=on.isoformat())


def overlaps(policy_id: str, versions: Sequence[Policy]) -> Iterator[Diagnostic]:
    """Yield where one version of a policy begins before the one before it has ended."""
    for earlier, later in pairwise(_may_hold(versions)):
        before, begins = earlier.version_data.in_force, later.version_data.in_force.from_on
        if begins is None:
            continue
        if before.from_on == begins or (before.until_on is not None and before.until_on >= begins):
            yield diagnose(
                OVERLAP,
                Span.none(),
                later.version_data.file,
                policy=policy_id,
                one=earlier.version,
                other=later.version,
                day=begins.isoformat(),
            )


def _may_hold(versions: Sequence[Policy]) -> list[Policy]:
    """Return the versions that can be in force at all: a draft and a form to be filled in never are."""
    return [one for one in versions if one.version_data.status != "draft" and one.version_data.kind != "template"]


def _holds(one: Policy, versions: list[Policy], on: date) -> bool:
    window = one.version_data.in_force
    last = window.until_on or _last_day(one, versions)
    if last is None and one.version_data.status == "repealed":
        return False
    return (window.from_on is None or window.from_on <= on) and (last is None or on <= last)


def _last_day(one: Policy, versions: list[Policy]) -> date | None:
    begins = one.version_data.in_force.from_on or date.min
    later = [
        start for other in versions if (start := other.version_data.in_force.from_on) is not None and start > begins
    ]
    return min(later) - timedelta(days=1) if later else None


def _window_text(version: PolicyVersion) -> str:
    window = version.in_force
    until = window.until_on.isoformat() if window.until_on else ""
    return f"{version.version} {window.from_on.isoformat() if window.from_on else ''}…{until}"
