"""Whatever is recorded in whatever order: it is taken or refused by name, and what is kept always replays."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from case_kit import POLICY, WELL, Moments, cases_in

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases

EVENTS = ("参加培训", "结业", "聘用", "落聘", "解聘生效", "送达本人", "无此事", "")
STEPS = ("听取陈述", "说明事实", "告知工会", "备案", "无此步")
FACTS = ({"结业合格": "否"}, {"处于三期": "是"}, {"处于三期": "否"}, {"结业合格": "未知"}, {"无此事实": "是"}, {})


def act(cases: Cases, rng: random.Random, day: date) -> None:
    """Do one thing that may or may not be possible."""
    number = str(rng.randint(1, 8))
    match rng.randint(0, 9):
        case 0 | 1:
            cases.step("甲", rng.choice(STEPS), on=day, actor="人事科")
        case 2:
            cases.correct("甲", number, on=day, actor="复核")
        case 3:
            cases.correct("甲", number, withdraw=True, actor="复核")
        case 4:
            cases.correct("甲", number, facts=rng.choice(FACTS), actor="复核")
        case _:
            cases.record(
                "甲",
                rng.choice(EVENTS),
                on=day,
                actor="人事科",
                facts=rng.choice(FACTS),
                id=f"e{rng.randint(1, 40)}",
            )


@pytest.mark.parametrize("seed", range(4))
def test_every_act_is_taken_or_refused_by_name(tmp_path: Path, seed: int) -> None:
    """Given forty acts at random, when each is tried, then a refusal writes nothing and what is kept replays.

    What is kept beside the log is what a fresh look draws from it.
    """
    rng = random.Random(seed)
    with cases_in(tmp_path, clock=Moments(date(2025, 6, 1))) as cases:
        day, taken, refused = date(2024, 1, 31), 0, set()
        cases.open("甲", policy=POLICY, process="待岗", on=day, actor="人事科", record=WELL)
        for _ in range(40):
            day += timedelta(rng.choice([-3, 0, 1, 20, 45]))
            before = cases.log.read("甲")
            try:
                act(cases, rng, day)
                taken += 1
            except XgxpError as error:
                refused.add(error.code)
                assert cases.log.read("甲") == before
        for as_of in (date(2024, 2, 1), date(2025, 1, 31), date(2026, 1, 1)):
            report = cases.show("甲", as_of=as_of)
            assert report.taken == tuple(sorted(report.taken, key=lambda one: one.on))
        assert cases.redraw() == 0

    assert taken > 3
    assert len(refused) > 2
