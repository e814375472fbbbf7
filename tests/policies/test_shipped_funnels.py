"""The stages of competing for posts, run as processes: who is left passes on, and a stage may not be skipped.

The same results given to the decision about the next stage lead to the same place, so that file and process agree.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Teacher

QINGZHOU, NINGWU = "shandong.qingzhou.staff", "shanxi.ningwu.staff"
DAYS = {QINGZHOU: date(2017, 8, 1), NINGWU: date(2022, 8, 1)}


def _run(folder: Path, policy: str, events: list[str]) -> str:
    """Return the state of a case after these events, one a day."""
    on = DAYS[policy]
    with Cases(str(folder / "cases.db"), Catalog(), create=True) as cases:
        state = cases.open("案件", policy=policy, process="逐级竞聘", on=on, actor="人事科").state
        for number, event in enumerate(events, 1):
            state = cases.record("案件", event, on=on + timedelta(number), actor="人事科").state
    return state


FUNNELS = [
    pytest.param(QINGZHOU, [], "待直接聘用", id="qingzhou-everybody-starts"),
    pytest.param(QINGZHOU, ["直接聘用"], "聘用", id="qingzhou-hired-at-once"),
    pytest.param(QINGZHOU, ["直接聘用未聘", "支教交流"], "聘用", id="qingzhou-support"),
    pytest.param(QINGZHOU, ["直接聘用未聘", "支教交流未聘", "校内聘用"], "聘用", id="qingzhou-in-school"),
    pytest.param(
        QINGZHOU, ["直接聘用未聘", "支教交流未聘", "校内未聘", "跨校聘用"], "聘用", id="qingzhou-cross-school"
    ),
    pytest.param(
        QINGZHOU, ["直接聘用未聘", "支教交流未聘", "校内未聘", "跨校未聘"], "落聘", id="qingzhou-left-unplaced"
    ),
    pytest.param(NINGWU, ["申请", "聘用", "手续办完"], "上岗", id="ningwu-in-school"),
    pytest.param(NINGWU, ["申请", "未聘", "聘用"], "待办手续", id="ningwu-formalities-are-owed"),
    pytest.param(NINGWU, ["申请", "未聘", "未聘"], "待组织调剂", id="ningwu-reassignment"),
    pytest.param(NINGWU, ["申请", "未聘", "未聘", "未聘"], "未聘", id="ningwu-left-unplaced"),
]


@pytest.mark.parametrize(("policy", "events", "state"), FUNNELS)
def test_who_is_left_passes_on(tmp_path: Path, policy: str, events: list[str], state: str) -> None:
    """Given the results of some stages in their order, when they are recorded, then the case is where the text says."""
    assert _run(tmp_path, policy, events) == state


@pytest.mark.parametrize(
    ("policy", "events"),
    [
        pytest.param(QINGZHOU, ["校内聘用"], id="qingzhou-skips-two"),
        pytest.param(QINGZHOU, ["直接聘用未聘", "跨校聘用"], id="qingzhou-skips-one"),
        pytest.param(QINGZHOU, ["直接聘用", "支教交流"], id="qingzhou-hired-already"),
        pytest.param(NINGWU, ["聘用"], id="ningwu-without-applying"),
        pytest.param(NINGWU, ["申请", "手续办完"], id="ningwu-formalities-without-a-post"),
    ],
)
def test_a_stage_out_of_turn_is_refused(tmp_path: Path, policy: str, events: list[str]) -> None:
    """Given an event that the present stage does not take, when it is recorded, then it is refused and nothing moves."""
    with pytest.raises(XgxpError):
        _run(tmp_path, policy, events)


ROUNDS = ("直接聘用", "支教交流", "校内竞聘", "跨校竞聘")
NAMED = {
    "待直接聘用": "direct",
    "待支教交流": "support",
    "待校内竞聘": "in_school",
    "待跨校竞聘": "cross_school",
    "聘用": "hired",
    "落聘": "unplaced",
}


@pytest.mark.parametrize("failed", range(5))
@pytest.mark.parametrize("hired", [False, True])
def test_the_decision_and_the_process_agree(tmp_path: Path, failed: int, hired: bool) -> None:
    """Given some stages lost and perhaps the next one won, then decision and process name the same place."""
    lost = ["直接聘用未聘", "支教交流未聘", "校内未聘", "跨校未聘"][:failed]
    won = ["直接聘用", "支教交流", "校内聘用", "跨校聘用", ""][failed] if hired else ""
    results = [{"轮次": name, "结果": "未聘"} for name in ROUNDS[:failed]]
    results += [{"轮次": ROUNDS[failed], "结果": "聘用"}] if won else []
    teacher = Teacher.model_validate({"在编在职": "是", "竞聘记录": results})

    decision = Catalog().in_force(QINGZHOU, DAYS[QINGZHOU]).decide("next_round", teacher, as_of=DAYS[QINGZHOU])

    assert decision.outcome == NAMED[_run(tmp_path, QINGZHOU, [*lost, *([won] if won else [])])]
