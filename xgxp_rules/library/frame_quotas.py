"""Quotas over rosters in frames: columns count the people, and schools are counted as the records they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.library.frame_ids import check_ids
from xgxp_rules.library.frame_people import everybody
from xgxp_rules.library.frame_records import RecordReader
from xgxp_rules.library.frames import Given, prepare

if TYPE_CHECKING:
    from xgxp_rules.engines.cohort import Setting
    from xgxp_rules.engines.quotas import QuotaProgram
    from xgxp_rules.library.frames import FrameWork
    from xgxp_rules.library.policy import Policy
    from xgxp_rules.model.quota_report import QuotaResult


def quotas_frame(policy: Policy, given: Given, as_of: date) -> tuple[tuple[QuotaResult, ...], Any]:
    """Return what each quota comes to, and a frame that says of each teacher what they count as.

    Quotas of schools count the schools that were handed in; of other bodies there are none.

    Raises:
        UsageError: a frame or list is not known, the policy has no quota, or the extra is not installed.
        Unsupported: a quota cannot be counted in columns.
        RecordError: ids stand more than once.
    """
    from xgxp_rules.engines.quotas import compile_quotas
    from xgxp_rules.library.rosters import quota_head

    work = prepare(policy, given, as_of, ())
    from xgxp_rules.engines.columnar.quotas import QuotaColumns
    from xgxp_rules.engines.columnar.roster import ID
    from xgxp_rules.engines.columnar.todays import on_its_day

    version = on_its_day(policy.effective, as_of)
    program = compile_quotas(version, policy.catalog.guards(policy.version_data, as_of), as_of)
    columns = QuotaColumns.planned(program, work.roster, policy.catalog.retirement_law(as_of))
    check_ids(work.inputs)
    if columns.meets:
        work.people = everybody(work, is_whole=True)
    head, setting = quota_head(policy, as_of, work.others)
    reader = RecordReader(work, _read_by(program)) if work.inputs.backend.row_by_row else None
    found = columns.run(setting, head, None if reader is None else reader.records, work.odd)
    results = [*found.results, *_of_schools(program, work, setting, head)]
    order = {one.id: place for place, one in enumerate(program.quotas)}
    members = found.members.sort("row").rename({ID: work.inputs.id}).drop("row").to_native()
    return tuple(sorted(results, key=lambda one: order[one.quota])), members if work.is_lazy else members.collect()


def _of_schools(
    program: QuotaProgram, work: FrameWork, setting: Setting, head: dict[str, Any]
) -> tuple[QuotaResult, ...]:
    from xgxp_rules.engines.quotas import run_quotas

    schools = list(work.inputs.school_records or ())
    asked = tuple(one for one in program.quotas if one.about == "school")
    return run_quotas(replace(program, quotas=asked), schools, (), work.as_of, setting, head) if schools else ()


def _read_by(program: QuotaProgram) -> set[str]:
    """Return the facts that quotas read, of members or of whoever they refer to."""
    scopes = [each for one in program.cohorts.values() for each in (one.scope, *one.scope.links.values())]
    return {slot.fact.id for scope in scopes for slot in scope.slots if slot.fact is not None}
