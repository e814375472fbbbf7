"""Records: what a system knows of a teacher, a school or a county's year, as dated material."""

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
from xgxp_rules.model.records.schema import record_schema
from xgxp_rules.model.records.school import CountyYear, Department, School, SchoolState
from xgxp_rules.model.records.teacher import Teacher

__all__ = [
    "Absence",
    "Appointment",
    "Appraisal",
    "Choices",
    "ClassTeacherSpell",
    "CountyYear",
    "Department",
    "Item",
    "Leave",
    "LocalItem",
    "Measure",
    "PostOffer",
    "Posting",
    "Pregnancy",
    "PrincipalTerm",
    "ProcedureStep",
    "Record",
    "RecordedChoice",
    "Records",
    "Registration",
    "ResearchAppointment",
    "Sanction",
    "School",
    "SchoolState",
    "Spell",
    "Study",
    "Teacher",
    "Title",
    "WaitingSpell",
    "check_against",
    "read_local",
    "record_schema",
    "value_of",
]
