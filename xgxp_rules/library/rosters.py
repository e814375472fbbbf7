"""Questions that go beyond one decision: the quotas of a roster, and how far a procedure has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Both, Diagnostic, RecordError, UsageError, diagnose, nearest, register
from xgxp_rules.engines.cohort import Setting, compile_cohort
from xgxp_rules.engines.peers import Peers
from xgxp_rules.engines.procedures import compile_procedure, look_at
from xgxp_rules.engines.quotas import compile_quotas, run_quotas
from xgxp_rules.model.procedure_report import ProcedureReport
from xgxp_rules.model.quota_report import QuotaResult
from xgxp_rules.model.records import Record, Records, check_against, read_local
from xgxp_rules.model.records.others import id_of
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.library.policy import Policy

NO_QUOTAS = register(
    "XG770",
    zh="政策 `{policy}` {version} 没有比例要求",
    en="policy `{policy}` {version} has no quota",
    exit=2,
    mend_zh="要核对比例的，政策里要写 `quotas:`；给每人作决定的，用 `xgxp roster`",
    mend_en="The policy needs `quotas:`; to decide about people use `xgxp roster`",
)
NO_PROCEDURE = register(
    "XG771",
    zh="政策 `{policy}` 没有名为 `{name}` 的办理程序",
    en="policy `{policy}` has no procedure `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
WRONG_RECORD = register(
    "XG772",
    zh="办理程序 `{name}` 针对的是 {wanted}，给出的记录是 {given}",
    en="procedure `{name}` is about a {wanted}, the record is a {given}",
    exit=2,
    mend_zh="请给一份{wanted}的记录",
    mend_en="Hand in the record of a {wanted}",
)
IN_RECORD = register(
    "XG463",
    zh="名单第 {place} 份记录（{about}）：{why}",
    en="record {place} of the {about} list: {why}",
    exit=4,
    mend_zh="请照所说的改正那一份",
    mend_en="Correct that record as said",
)
MOST_RECORDS = 200_000
TOO_MANY = register(
    "XG774",
    zh="名单超过 {limit} 份记录",
    en="the roster has more than {limit} records",
    exit=4,
    mend_zh="请分批核对",
    mend_en="Check it in parts",
)


def quotas_of(
    policy: Policy, records: Sequence[Record], groups: Sequence[Record], as_of: date
) -> tuple[QuotaResult, ...]:
    """Return what each quota of a policy comes to for a roster.

    Raises:
        UsageError: the policy has no quota.
        RecordError: a record cannot be true on that day, or has fields nobody knows.
    """
    version = policy.effective_on(as_of)
    if not version.quotas:
        raise UsageError([diagnose(NO_QUOTAS, Span.none(), policy=policy.id, version=policy.version)])
    if len(records) > MOST_RECORDS:
        raise RecordError([diagnose(TOO_MANY, Span.none(), limit=MOST_RECORDS)])
    local = local_reader(policy, as_of)
    problems = [*_wrong(records, as_of, local), *_wrong(groups, as_of, local)]
    if problems:
        raise RecordError(problems)
    head, setting = quota_head(policy, as_of, _others((*records, *groups)))
    program = compile_quotas(version, policy.catalog.guards(policy.version_data, as_of), as_of)
    return run_quotas(program, records, groups, as_of, setting, head)


def quota_head(policy: Policy, as_of: date, others: Records | None) -> tuple[dict[str, Any], Setting]:
    """Return what all results of a policy's quotas share, and what every member's evaluation does.

    Raises:
        UsageError: the policy has no quota.
    """
    version = policy.effective
    if not version.quotas:
        raise UsageError([diagnose(NO_QUOTAS, Span.none(), policy=policy.id, version=policy.version)])
    pinned = policy.setting_on(as_of)
    head: dict[str, Any] = {
        "engine_version": pinned.engine_version,
        "policy": version.id,
        "policy_title": version.title,
        "policy_status": version.status,
        "in_force_basis": version.in_force.basis,
        "version": version.version,
        "content_hash": version.content_hash,
        "higher_law": tuple(
            {"policy": one.id, "version": one.version, "content_hash": one.content_hash}
            for one in pinned.higher_law
        ),
        "readings": pinned.readings,
    }
    return head, Setting(policy.catalog.retirement_law(as_of), others, local_reader(policy, as_of))


def _wrong(records: Sequence[Record], as_of: date, local: Any) -> Iterator[Diagnostic]:
    """Yield what is wrong with each record of a list, told by its place in it."""
    for place, record in enumerate(records, 1):
        found = list(check_against(record, as_of))
        try:
            local(record)
        except RecordError as error:
            found += error.diagnostics
        for each in found:
            why = Both(each.headline("zh"), each.headline("en"))
            yield diagnose(IN_RECORD, each.span, each.file, place=place, about=record.about, why=why)


def _others(records: Sequence[Record]) -> Records:
    """Return the records that others may refer to; a kind in which one has no id is not known to be whole."""
    named = [one for one in records if id_of(one) is not None]
    nameless = {one.about for one in records if id_of(one) is None}
    return Peers(named, complete={one.about for one in named} - nameless)


def local_reader(policy: Policy, as_of: date) -> Any:
    """Return what reads of a record the facts that a policy, and the law it stands under, declare for themselves."""
    version, higher = policy.effective_on(as_of), policy.setting_on(as_of).higher_law

    def local(record: Record) -> Mapping[str, Any]:
        about = record.about
        return read_local(
            record, version.vocabulary(about), tuple((one.id, one.vocabulary(about)) for one in higher)
        )

    return local


def procedure_of(policy: Policy, name: str, record: Record, as_of: date, matter: str) -> ProcedureReport:
    """Return how far a procedure has come for a record.

    Raises:
        UsageError: the policy has no such procedure, or it is about another kind of record.
        RecordError: the record cannot be true on that day, or has fields nobody knows.
    """
    from xgxp_rules.library.policy import checked_record

    checked_record(record)
    version = policy.effective_on(as_of)
    procedure = version.procedure(name)
    if procedure is None:
        names = [each for one in version.procedures for each in (one.id, one.title)]
        raise UsageError(
            [diagnose(NO_PROCEDURE, Span.none(), policy=policy.id, name=name, mend=nearest(name, names))]
        )
    if record.about != procedure.about:
        wrong = {"wanted": procedure.about, "given": record.about}
        raise UsageError([diagnose(WRONG_RECORD, Span.none(), name=procedure.id, **wrong)])  # type: ignore[arg-type]
    problems = check_against(record, as_of)
    if problems:
        raise RecordError(problems)
    law = policy.catalog.retirement_law(as_of)
    setting = Setting(law, None, local_reader(policy, as_of))
    cohort = compile_cohort(version, procedure.about, policy.catalog.guards(policy.version_data, as_of), ())
    compiled = compile_procedure(procedure, cohort.scope)
    env = cohort.look(record, as_of, setting).plain
    return look_at(compiled, env, matter=matter, as_of=as_of)
