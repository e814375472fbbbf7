"""Quotas under mutation: rosters near those of the cases, to find one that a changed quota counts or judges otherwise.

There is no proof here that a changed bound is the same: where no roster shows a difference, that stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.language.cases import Case, CaseFile, plain
from xgxp_rules.language.located import LList, Node
from xgxp_rules.language.source import read_source
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.quota_report import Counts, QuotaResult
from xgxp_rules.tools.case_records import others_of
from xgxp_rules.tools.case_rosters import group_name, roster_of
from xgxp_rules.tools.mutation.judging import Ready
from xgxp_rules.tools.mutation.killing import Baseline
from xgxp_rules.tools.mutation.near import in_turn
from xgxp_rules.tools.mutation.witnesses import flow

MOST_ROSTERS: Final = 150
"""How many rosters are counted for one mutant."""

_MORE: Final = (1, 2, 3, 4, 9, 19)
"""How many like one member are added: a share of a few is often the same after rounding."""

_STATUS: Final = {"met": "达到", "missed": "未达到", "open": "未定"}


def differing_roster(bases: Iterable[Baseline], quota: str, policies: tuple[Policy, Policy]) -> Ready | None:
    """Return the first roster near a case's on which two versions differ, as a case; None where none is found."""
    for base, roster in islice(_near(bases, quota, policies[0]), MOST_ROSTERS):
        case = replace(base.case, roster=_nodes(roster))
        one, other = (_counted(case, base.suite, policy, quota) for policy in policies)
        if one and one != other:
            return Ready(_text(base, roster, quota, one), quota, case.as_of, _said(one), _said(other), tried=True)
    return None


def _near(bases: Iterable[Baseline], quota: str, policy: Policy) -> Iterator[tuple[Baseline, list[Any]]]:
    """Yield the rosters of the cases of a quota, each with a member fewer or some more like one."""
    declared = policy.version_data.quota(quota)
    names = () if declared is None else (declared.id, declared.title)
    mine = [base for base in bases if any(one.quota in names for one in base.case.quotas)]
    rosters = [(base, [plain(node) for node in base.case.roster]) for base in mine]
    yield from rosters
    yield from in_turn([_changed(base, roster) for base, roster in rosters])


def _changed(base: Baseline, roster: list[Any]) -> Iterator[tuple[Baseline, list[Any]]]:
    for more in _MORE:
        for member in roster:
            yield base, [*roster, *(_renamed(member, number) for number in range(1, more + 1))]
    for place in range(len(roster)):
        yield base, [*roster[:place], *roster[place + 1 :]]


def _renamed(member: Any, number: int) -> Any:
    """Return a member with an id of their own."""
    if not isinstance(member, dict):
        return member
    return {name: f"{value}-{number}" if name in ("编号", "id") else value for name, value in member.items()}


def _nodes(roster: list[Any]) -> tuple[Node, ...]:
    node, _ = read_source(flow(roster))
    return node.items if isinstance(node, LList) else ()


def _counted(case: Case, suite: CaseFile, policy: Policy, quota: str) -> dict[str, Any]:
    """Return what a quota comes to for each group of a roster, nothing where it cannot be counted."""
    readings = {name: said.texts[0] for name, said in case.readings}
    try:
        groups = tuple(others_of(case, suite) or ())
        records = roster_of(case, suite, policy)
        results = policy.quotas(records, groups=groups, as_of=case.as_of, readings=readings or None)
    except (XgxpError, ArithmeticError, ValueError):
        return {}
    return {group_name(one): _particulars(one) for one in results if one.quota == quota}


def _particulars(result: QuotaResult) -> dict[str, Any]:
    """Return the particulars of one group that a case may expect."""
    found: dict[str, Any] = {"status": _STATUS[result.status], "base": _range(result.base)}
    found["counted"] = _range(result.counted)
    required = [one.required for one in result.bounds]
    if all(one is not None for one in required):
        found["required"] = [_range(one) for one in required if one is not None]
    return found


def _range(counts: Counts | None) -> Any:
    if counts is None:
        return None
    return counts.at_least if counts.known else f"{counts.at_least} 至 {counts.at_most}"


def _said(counted: dict[str, Any]) -> str:
    return "；".join(f"{group}{'：' if group else ''}{flow(one)}" for group, one in counted.items()) or "–"


def _text(base: Baseline, roster: list[Any], quota: str, one: dict[str, Any]) -> str:
    """Return a roster as a case of its own, given what the case beside it gives."""
    case = base.case
    alone = next(iter(one.values())) if list(one) == [""] else {"groups": one}
    beside = {
        "about": "" if case.about == base.suite.about else case.about,
        "readings": base.readings,
        "given": base.given,
        "others": {entry.key.text: plain(entry.value) for entry in case.others},
    }
    lines = [
        f"  - name: {flow(f'{quota}：{len(roster)} 人')}",
        f"    as_of: {case.as_of.isoformat()}",
        *(f"    {name}: {flow(value)}" for name, value in beside.items() if value),
        "    roster:",
        *(f"      - {flow(member)}" for member in roster),
        f"    expect: {flow({'比例': {quota: alone}})}",
    ]
    return "\n".join(lines) + "\n"
