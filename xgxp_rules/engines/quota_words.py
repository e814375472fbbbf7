"""What a result says of the quota itself: its heading, its account, the paper behind an amount, why it is open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

from xgxp_rules.engines.quota_groups import named_record
from xgxp_rules.engines.setting import value_on
from xgxp_rules.model.forms import Delegated
from xgxp_rules.model.measures import DEFAULT_CALENDAR
from xgxp_rules.model.nodes import ParameterRef
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.quota_report import Account
from xgxp_rules.model.records import Record
from xgxp_rules.model.records.others import names_of
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import Truth

QuotaReason = Literal["", "group_unknown", "amount_unknown", "members_open"]


def paper_of(
    quota: Quota, place: int, version: PolicyVersion, on: date, words: tuple[str, ...], record: Record | None
) -> str:
    """Return the paper by which another body set the amount of a bound for a group; "" where none did."""
    bound = quota.bounds[place]
    parameter = version.parameter(bound.amount.name) if isinstance(bound.amount, ParameterRef) else None
    form = None if parameter is None else parameter.form
    own = bool(quota.group) and bound.about == quota.group
    if not isinstance(form, Delegated) or (form.by_object and not own):
        return ""
    names = frozenset(names_of(record or named_record(quota.group, words))) if own else frozenset()
    found = value_on(form, on, names)
    return "" if found is None else found.source


def reason_of(status: str, speaks: Truth, unknown_amount: bool) -> QuotaReason:
    """Return why a quota is open: nobody knows whether it speaks of the group, or the amount, or who counts."""
    if status != "open":
        return ""
    if not speaks:
        return "group_unknown"
    return "amount_unknown" if unknown_amount else "members_open"


def said_of(quota: Quota, version: PolicyVersion, on: date) -> dict[str, Any]:
    """Return what a result on a day says of the quota itself, whoever is counted."""
    vocabulary = version.vocabulary(quota.about)
    return {
        "as_of": on,
        "quota": quota.id,
        "title": quota.title,
        "about": quota.about,
        "clauses": quota.clauses,
        "modality": quota.modality,
        "encouraged": quota.encouraged,
        "per": tuple(vocabulary[ref.id].label for ref in quota.per),
        "account": account_of(quota, on, version.calendar),
        "note": quota.note,
    }


def account_of(quota: Quota, on: date, calendar: SchoolCalendar = DEFAULT_CALENDAR) -> Account | None:
    """Return the period that holds the day."""
    match quota.each:
        case None:
            return None
        case "batch":
            return Account(name="batch")
        case "year":
            return Account(name=str(on.year), from_on=date(on.year, 1, 1), until_on=date(on.year, 12, 31))
        case "school_year":
            first, stop = calendar.block_of(on, "school_year")
            return Account(name=f"{first.year}-{first.year + 1}", from_on=first, until_on=stop - timedelta(1))
        case "term":
            first, stop = calendar.block_of(on, "term")
            year, number = calendar.term_of(on)
            return Account(name=f"{year}-{year + 1}-{number}", from_on=first, until_on=stop - timedelta(1))
