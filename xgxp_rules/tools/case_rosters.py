"""Cases of quotas: the roster that a case gives, and how what came out differs from what it expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest
from xgxp_rules.language.case_quotas import QuotaExpectation
from xgxp_rules.language.cases import Case, CaseFile
from xgxp_rules.language.located import LMap
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.quota_report import Counts, QuotaResult
from xgxp_rules.model.records import Record
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.tools.case_findings import DIFFERS, unknown_name
from xgxp_rules.tools.case_records import layered, others_of

NO_QUOTA = unknown_name("XG641", "没有叫 `{name}` 的比例", "there is no quota `{name}`")
NO_GROUP = unknown_name("XG642", "比例 {quota} 没有叫 `{name}` 的组", "the quota {quota} has no group `{name}`")
_STATUS = {"met": Both("达到", "met"), "missed": Both("未达到", "missed"), "open": Both("未定", "open")}
_NOTHING = Both("没有", "nothing")


def roster_of(case: Case, suite: CaseFile, policy: Policy) -> tuple[Record, ...]:
    """Return the records of a case's roster, each over what the case gives for all of them."""
    found = []
    for node in case.roster:
        entries = node.entries if isinstance(node, LMap) else ()
        found.append(layered((*case.layers, entries), case.about, suite, policy.version_data)[0])
    return tuple(found)


def quota_findings(
    case: Case, suite: CaseFile, policy: Policy
) -> Iterator[tuple[QuotaResult | None, list[Diagnostic]]]:
    """Yield each quota of a case that is not as expected with every way in which it is not; None for no such quota."""
    if not case.quotas:
        return
    named = {name: one.id for one in policy.version_data.quotas for name in (one.id, one.title)}
    groups = tuple(others_of(case, suite) or ())
    readings = {name: said.texts[0] for name, said in case.readings}
    results = policy.quotas(
        roster_of(case, suite, policy), groups=groups, as_of=case.as_of, readings=readings or None
    )
    for expected in case.quotas:
        if expected.quota not in named:
            mend = nearest(expected.quota, named)
            yield None, [diagnose(NO_QUOTA, expected.span, mend=mend, name=expected.quota)]
            continue
        mine = [one for one in results if one.quota == named[expected.quota]]
        result = next((one for one in mine if group_name(one) == fold_name(expected.group)), None)
        if result is None:
            mend = nearest(expected.group, [group_name(one) for one in mine])
            group = expected.group or "-"
            yield None, [diagnose(NO_GROUP, expected.span, mend=mend, quota=expected.quota, name=group)]
        elif found := list(_differences(expected, result)):
            yield result, found


def group_name(result: QuotaResult) -> str:
    """Return what a case calls the group of a result; nothing where a quota has only one."""
    return fold_name("/".join(result.group))


def _differences(expected: QuotaExpectation, result: QuotaResult) -> Iterator[Diagnostic]:
    name = "/".join((result.quota, *result.group))
    if expected.status is not None and expected.status.texts[0] != result.status:
        wanted, got = _STATUS[expected.status.texts[0]], _STATUS[result.status]
        what = Both("结论", "its status")
        yield diagnose(DIFFERS, expected.status.span, decision=name, what=what, wanted=wanted, got=got)
    required = [one.required for one in result.bounds]
    slack = [one.slack for one in result.bounds]
    open_ = [one.id for one in result.undetermined]
    for said, got_texts, what in (
        (expected.base, [_counts(result.base)], Both("基数", "its base")),
        (expected.counted, [_counts(result.counted)], Both("计入人数", "the number counted")),
        (expected.relative, [_counts(result.relative)], Both("参照人数", "how many it is relative to")),
        (expected.required, [_counts(one) for one in required], Both("应有人数", "what is required")),
        (expected.slack, [_counts(one) for one in slack], Both("余缺", "its slack")),
        (expected.undetermined, open_, Both("未定的人", "who is open")),
        (expected.could_be_counted, result.could_be_counted, Both("可计入的人", "who could be counted")),
    ):
        if said is not None and _folded(said.texts) != _folded(got_texts):
            wanted = _listed(said.texts)
            yield diagnose(DIFFERS, said.span, decision=name, what=what, wanted=wanted, got=_listed(got_texts))


def _counts(counts: Counts | None) -> str:
    if counts is None:
        return "?"
    return str(counts.at_least) if counts.known else f"{counts.at_least}至{counts.at_most}"


def _folded(texts: Iterable[str]) -> list[str]:
    return [fold_name(each).replace(" ", "") for each in texts]


def _listed(texts: Sequence[str]) -> Both:
    return Both("、".join(texts), ", ".join(texts)) if texts else _NOTHING
