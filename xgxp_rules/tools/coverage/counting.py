"""What the cases of a quota show: whether it counts them is asked of all on the roster, as of a decision."""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import Case, CaseFile
from xgxp_rules.library.policy import Policy
from xgxp_rules.tools.case_records import others_of
from xgxp_rules.tools.case_rosters import roster_of
from xgxp_rules.tools.coverage.marking import Marks, marks_of
from xgxp_rules.tools.coverage.targets import Target
from xgxp_rules.tools.quota_members import asked_as_decisions, part_names


def quota_marks(targets: tuple[Target, ...], case: Case, suite: CaseFile, policy: Policy) -> Marks:
    """Return what the rosters of a case show of the conditions behind its quotas; nothing where it asks for none."""
    if not case.quotas or not case.roster:
        return frozenset()
    shown = (marks_of(targets, decision) for decision in _asked(case, suite, policy))
    return frozenset().union(*shown)


def _asked(case: Case, suite: CaseFile, policy: Policy) -> Iterator[Decision]:
    readings = {name: said.texts[0] for name, said in case.readings}
    for quota in {one.id for name in case.quotas if (one := policy.version_data.quota(name.quota)) is not None}:
        asked = Policy(asked_as_decisions(policy.version_data, quota), policy.catalog)
        try:
            roster, others = roster_of(case, suite, policy), others_of(case, suite)
            for record in roster:
                for name in part_names(quota):
                    yield asked.decide(name, record, as_of=case.as_of, readings=readings or None, others=others)
        except XgxpError:
            return
