"""A decision date is a plain date: a developer who hands in anything else is told so by name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

import xgxp_rules as xr

POLICY = "xinjiang.mulei.xgxp"


@pytest.mark.parametrize(
    "day", [pytest.param("2026-09-01", id="a-text"), pytest.param(datetime(2026, 9, 1, tzinfo=UTC), id="a-moment")]
)
def test_what_is_no_plain_date_is_refused(day: Any) -> None:
    """Given a text or a moment as the day, when a version or a decision is asked for, then it is refused."""
    catalog = xr.Catalog()
    policy = catalog.in_force(POLICY, on=date(2026, 9, 1))

    for ask in (
        lambda: catalog.in_force(POLICY, on=day),
        lambda: policy.decide("rotation", xr.Teacher(), as_of=day),
        lambda: catalog.decide(POLICY, "rotation", xr.Teacher(), as_of=day),
    ):
        with pytest.raises(xr.UsageError) as caught:
            ask()
        assert [each.code for each in caught.value.diagnostics] == ["XG516"]


@pytest.mark.parametrize(
    "record", [pytest.param({"在编在职": "是"}, id="a-mapping"), pytest.param(None, id="nothing")]
)
def test_what_is_no_record_is_refused(record: Any) -> None:
    """Given a mapping or nothing for a record, when any question about it is asked, then it is refused by name."""
    catalog, day = xr.Catalog(), date(2026, 9, 1)
    policy = catalog.in_force(POLICY, on=day)

    for ask in (
        lambda: policy.decide("rotation", record, as_of=day),
        lambda: policy.decide_all(record, as_of=day),
        lambda: policy.decide_readings("rotation", record, as_of=day),
        lambda: policy.procedure("聘任", record, as_of=day),
        lambda: catalog.decide(POLICY, "rotation", record, as_of=day),
        lambda: catalog.decide_readings(POLICY, "rotation", record, as_of=day),
    ):
        with pytest.raises(xr.UsageError) as caught:
            ask()
        assert [each.code for each in caught.value.diagnostics] == ["XG533"]
