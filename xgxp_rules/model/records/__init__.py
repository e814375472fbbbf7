"""Records: what a system knows of a teacher, a school or a county's year, as dated material."""

from collections.abc import Mapping
from typing import Final

from xgxp_rules.model.records.asked import LocalItem, check_against, read_local
from xgxp_rules.model.records.base import Item, Record, value_of
from xgxp_rules.model.records.items import (
    Absence,
    Appointment,
    Appraisal,
    Choices,
    ClassTeacherSpell,
    Leave,
    Measure,
    Posting,
    PostOffer,
    Pregnancy,
    PrincipalTerm,
    ProcedureStep,
    RecordedChoice,
    Registration,
    ResearchAppointment,
    Sanction,
    Spell,
    Study,
    Title,
    WaitingSpell,
)
from xgxp_rules.model.records.others import Records
from xgxp_rules.model.records.posts import ClassTeacher, Guidance, Principal, Researcher, TermAppraisal
from xgxp_rules.model.records.schema import record_schema
from xgxp_rules.model.records.school import CountyYear, Department, School, SchoolState
from xgxp_rules.model.records.teacher import Teacher

_ALL: Final[tuple[type[Record], ...]] = (
    Teacher,
    Principal,
    ClassTeacher,
    Researcher,
    School,
    Department,
    CountyYear,
)
MODELS: Final[Mapping[str, type[Record]]] = {model.about: model for model in _ALL}
"""The model of each kind of record, by the name policies use."""

__all__ = [
    "MODELS",
    "Absence",
    "Appointment",
    "Appraisal",
    "Choices",
    "ClassTeacher",
    "ClassTeacherSpell",
    "CountyYear",
    "Department",
    "Guidance",
    "Item",
    "Leave",
    "LocalItem",
    "Measure",
    "PostOffer",
    "Posting",
    "Pregnancy",
    "Principal",
    "PrincipalTerm",
    "ProcedureStep",
    "Record",
    "RecordedChoice",
    "Records",
    "Registration",
    "ResearchAppointment",
    "Researcher",
    "Sanction",
    "School",
    "SchoolState",
    "Spell",
    "Study",
    "Teacher",
    "TermAppraisal",
    "Title",
    "WaitingSpell",
    "check_against",
    "read_local",
    "record_schema",
    "value_of",
]
