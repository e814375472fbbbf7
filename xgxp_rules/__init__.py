"""Public personnel policies as versioned YAML rule sets: decisions with clauses, values and margins.

Importing this package loads nothing heavy: every public name is fetched on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xgxp_rules.version import ENGINE_VERSION as __version__

if TYPE_CHECKING:
    from xgxp_rules.diagnostics import (
        Diagnostic,
        NotInForce,
        PolicyError,
        RecordError,
        UnknownPolicy,
        UsageError,
        XgxpError,
    )
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.library.cases.cases import Cases
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.library.policy import Policy
    from xgxp_rules.model.case_report import CaseReport
    from xgxp_rules.model.changes_report import ChangesReport
    from xgxp_rules.model.procedure_report import ProcedureReport
    from xgxp_rules.model.quota_report import QuotaResult
    from xgxp_rules.model.readings_report import ReadingsReport
    from xgxp_rules.model.records import (
        ClassTeacher,
        CountyYear,
        Department,
        Principal,
        Record,
        Records,
        Researcher,
        School,
        Teacher,
    )
    from xgxp_rules.model.report import DecisionReport
    from xgxp_rules.model.timeline_report import TimelineReport
    from xgxp_rules.tools.changing import what_would_change
    from xgxp_rules.tools.decision_log import DecisionLog
    from xgxp_rules.tools.explain import explain
    from xgxp_rules.tools.explain_quota import explain_quota
    from xgxp_rules.tools.receipts import receipt
    from xgxp_rules.tools.replaying import Replay, replay
    from xgxp_rules.tools.settling import plan, settle
    from xgxp_rules.tools.timeline import timeline

_HOMES = {
    "CaseReport": "xgxp_rules.model.case_report",
    "Cases": "xgxp_rules.library.cases.cases",
    "Catalog": "xgxp_rules.library.catalog",
    "ChangesReport": "xgxp_rules.model.changes_report",
    "ClassTeacher": "xgxp_rules.model.records",
    "CountyYear": "xgxp_rules.model.records",
    "Decision": "xgxp_rules.engines.decision",
    "DecisionLog": "xgxp_rules.tools.decision_log",
    "DecisionReport": "xgxp_rules.model.report",
    "Department": "xgxp_rules.model.records",
    "Diagnostic": "xgxp_rules.diagnostics",
    "NotInForce": "xgxp_rules.diagnostics",
    "Policy": "xgxp_rules.library.policy",
    "PolicyError": "xgxp_rules.diagnostics",
    "ReadingsReport": "xgxp_rules.model.readings_report",
    "Principal": "xgxp_rules.model.records",
    "ProcedureReport": "xgxp_rules.model.procedure_report",
    "QuotaResult": "xgxp_rules.model.quota_report",
    "Record": "xgxp_rules.model.records",
    "Records": "xgxp_rules.model.records",
    "Researcher": "xgxp_rules.model.records",
    "RecordError": "xgxp_rules.diagnostics",
    "School": "xgxp_rules.model.records",
    "Teacher": "xgxp_rules.model.records",
    "TimelineReport": "xgxp_rules.model.timeline_report",
    "UnknownPolicy": "xgxp_rules.diagnostics",
    "UsageError": "xgxp_rules.diagnostics",
    "XgxpError": "xgxp_rules.diagnostics",
    "explain": "xgxp_rules.tools.explain",
    "explain_quota": "xgxp_rules.tools.explain_quota",
    "Replay": "xgxp_rules.tools.replaying",
    "receipt": "xgxp_rules.tools.receipts",
    "replay": "xgxp_rules.tools.replaying",
    "plan": "xgxp_rules.tools.settling.asking",
    "settle": "xgxp_rules.tools.settling.sets",
    "timeline": "xgxp_rules.tools.timeline.searching",
    "what_would_change": "xgxp_rules.tools.changing",
}

__all__ = [
    "CaseReport",
    "Cases",
    "Catalog",
    "ChangesReport",
    "ClassTeacher",
    "CountyYear",
    "Decision",
    "DecisionLog",
    "DecisionReport",
    "Department",
    "Diagnostic",
    "NotInForce",
    "Policy",
    "PolicyError",
    "Principal",
    "ProcedureReport",
    "QuotaResult",
    "ReadingsReport",
    "Record",
    "RecordError",
    "Records",
    "Replay",
    "Researcher",
    "School",
    "Teacher",
    "TimelineReport",
    "UnknownPolicy",
    "UsageError",
    "XgxpError",
    "__version__",
    "explain",
    "explain_quota",
    "plan",
    "receipt",
    "replay",
    "settle",
    "timeline",
    "what_would_change",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
