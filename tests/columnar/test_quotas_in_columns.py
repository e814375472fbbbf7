"""Quotas over frames: every group comes to what the interpreter makes of the same records."""

from __future__ import annotations

import pytest
from frame_kit import frames_of
from made_rosters import AS_OF, schools, teachers

import xgxp_rules as xr

CATALOG = xr.Catalog()
SHARED = ("members", "base", "counted", "bounds", "status", "reason", "account")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("xinjiang.mulei.xgxp", id="floor and nested floor"),
        pytest.param("gansu.xifeng.research", id="stars"),
        pytest.param("gansu.xifeng.personnel", id="ceilings by school"),
        pytest.param("gansu.xifeng.principals", id="everybody trained"),
    ],
)
def test_quotas_agree(name: str) -> None:
    """Given a made roster, when its quotas are counted in columns, then each group has the interpreter's result."""
    policy = CATALOG.in_force(name, AS_OF)
    records = [
        {"编号": f"t{place:06}", **one}
        for place, one in enumerate(teachers(policy.effective.vocabulary("teacher"), 150, seed=3))
    ]
    bodies = schools(policy.effective.vocabulary("school"))
    frame, lists = frames_of([{**one, "id": one["编号"]} for one in records])
    school_frame, _ = frames_of(bodies)

    found, members = policy.quotas_frame(frame.drop("编号"), as_of=AS_OF, schools=school_frame, **lists)

    read = [xr.Teacher.model_validate(one) for one in records]
    wanted = policy.quotas(read, as_of=AS_OF, groups=[xr.School.model_validate(one) for one in bodies])
    of_teachers = {(one.quota, one.group): one for one in wanted if one.about == "teacher"}
    assert {(one.quota, one.group) for one in found} == set(of_teachers)
    for one in found:
        other = of_teachers[one.quota, one.group]
        assert {name: getattr(one, name) for name in SHARED} == {name: getattr(other, name) for name in SHARED}
    assert members.height == len(records)
