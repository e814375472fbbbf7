"""`xgxp schema`: the JSON Schemas that editors and other systems read."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from xgxp_rules.cli.options import Format, FormatOption, LangOption, PoliciesOption
from xgxp_rules.cli.terminal import write, write_json


class Subject(StrEnum):
    """What there is a schema of."""

    POLICY = "policy"
    CASES = "cases"
    SETTINGS = "settings"
    TEACHER = "teacher"
    PRINCIPAL = "principal"
    CLASS_TEACHER = "class-teacher"
    RESEARCHER = "researcher"
    SCHOOL = "school"
    COUNTY_YEAR = "county-year"
    DEPARTMENT = "department"
    DECISION = "decision"
    CASE_REPORT = "case-report"
    DUE_LIST = "due-list"


def schema(
    subject: Annotated[Subject, typer.Argument(help="What the schema is of. 哪一种文件")],
    format: FormatOption = Format.JSON,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Print the JSON Schema of a policy file, a case file, a record, or what a command answers. 输出 JSON Schema.

    \b
    xgxp schema policy > policy.schema.json
    xgxp schema cases > cases.schema.json
    xgxp schema case-report    # what `xgxp case show --format json` answers
    """
    from xgxp_rules.tools.schemas import schema_of

    found = schema_of(subject.value)
    if format is Format.MARKDOWN:
        write(f"```json\n{json.dumps(found, ensure_ascii=False, indent=2)}\n```")
    else:
        write_json(found)
