"""The JSON Schemas by name: of policy and case files, of each kind of record, and of what the commands answer."""

from __future__ import annotations

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of this name.

    Raises:
        KeyError: there is none.

    >>> schema_of("teacher")["type"]
    'object'
    """
    if name == "policy":
        from xgxp_rules.language.schema import policy_schema

        return policy_schema()
    if name == "settings":
        from xgxp_rules.language.schema import settings_schema

        return settings_schema()
    if name == "cases":
        from xgxp_rules.language.case_schema import case_schema

        return case_schema()
    if name == "decision":
        from xgxp_rules.model.report import DecisionReport

        return {"$schema": DIALECT, **DecisionReport.model_json_schema(mode="serialization")}
    if name in ("case-report", "due-list"):
        from pydantic import TypeAdapter

        from xgxp_rules.model.case_report import CaseReport, DueCase

        shown: TypeAdapter[Any] = TypeAdapter(CaseReport if name == "case-report" else list[DueCase])
        return {"$schema": DIALECT, **shown.json_schema(mode="serialization")}
    from xgxp_rules.model.records import MODELS, record_schema

    return record_schema(MODELS[name.replace("-", "_")])
