"""Every shipped process, gone through transition by transition, and what may not happen in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from process_stories import CLEAN, MULEI, NINGWU, QINGZHOU, QUALIFIED, REGISTRATION, STORIES, YICHENG, Story

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.case_report import CaseReport
from xgxp_rules.tools.casework import case_card, due_table

CATALOG = Catalog()


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    with Cases(str(tmp_path / "cases.db"), CATALOG, create=True) as made:
        yield made


def told(cases: Cases, story: Story) -> CaseReport:
    """Return the case after its story."""
    cases.open(
        "案", policy=story.policy, process=story.process, on=story.opens, actor="人事科", record=story.record
    )
    for line in story.lines:
        day, what = line.split(" ", 1)
        on = date.fromisoformat(day)
        if what.startswith("+"):
            cases.step("案", what[1:], on=on, actor="人事科")
        else:
            cases.record("案", what, on=on, actor="人事科", facts=story.facts.get(day))
    return cases.show("案", as_of=story.as_of)


@pytest.mark.parametrize("story", [pytest.param(story, id=story.name) for story in STORIES])
def test_a_story_ends_where_the_text_says(cases: Cases, story: Story) -> None:
    """Given what was recorded, when the case is shown, then it stands where the document says, with clauses."""
    report = told(cases, story)

    assert report.state == story.ends
    assert all(move.clauses for move in report.taken)


def test_the_stories_take_every_transition(tmp_path: Path) -> None:
    """Given all stories together, when they are gone through, then no transition of a shipped process is left out."""
    taken = set()
    for number, story in enumerate(STORIES):
        with Cases(str(tmp_path / f"{number}.db"), CATALOG, create=True) as cases:
            report = told(cases, story)
        taken |= {(story.policy, report.process, move.event, move.target) for move in report.taken}

    declared = {
        (policy, process.id, move.on, move.target)
        for policy in CATALOG.ids()
        for version in CATALOG.versions(policy)
        for process in version.version_data.processes
        for move in process.moves
    }

    assert declared - taken == set()


NOT_TAKEN = [
    pytest.param(QINGZHOU, "逐级竞聘", {}, ["2017-08-02 校内聘用"], "XG825", id="qingzhou-skips-two"),
    pytest.param(
        QINGZHOU,
        "逐级竞聘",
        {},
        ["2017-08-02 直接聘用", "2017-08-03 支教交流"],
        "XG825",
        id="qingzhou-hired-already",
    ),
    pytest.param(NINGWU, "逐级竞聘", {}, ["2022-08-02 聘用"], "XG825", id="ningwu-without-applying"),
    pytest.param(
        NINGWU,
        "逐级竞聘",
        {},
        ["2022-08-02 申请", "2022-08-03 未聘", "2022-08-04 未聘", "2022-08-05 未聘", "2022-08-06 聘用"],
        "XG847",
        id="ningwu-the-text-says-no-more",
    ),
    pytest.param(
        YICHENG, "工作流程", {}, ["2023-03-10 核定岗位总数"], "XG825", id="yicheng-posts-before-establishments"
    ),
    pytest.param(
        YICHENG,
        "工作流程",
        {},
        ["2023-03-10 下发编制总数", "2023-03-11 核定岗位总数", "2023-03-12 下发编制总数"],
        "XG847",
        id="yicheng-the-text-stops",
    ),
    pytest.param(
        REGISTRATION,
        "定期注册",
        {**QUALIFIED, "有相应教师资格": "否"},
        ["2019-03-10 首次注册"],
        "XG826",
        id="registration-without-a-qualification",
    ),
    pytest.param(
        MULEI,
        "调岗与解聘",
        CLEAN,
        ["2023-09-02 提出调整", "2023-09-03 不同意"],
        "XG826",
        id="mulei-no-refusal-on-record",
    ),
]


@pytest.mark.parametrize(("policy", "process", "record", "lines", "code"), NOT_TAKEN)
def test_what_the_text_does_not_allow_is_refused(
    cases: Cases, policy: str, process: str, record: dict[str, Any], lines: list[str], code: str
) -> None:
    """Given a stage out of turn, or one on which the document is silent, when it is recorded, then that is said."""
    opens = date.fromisoformat(lines[0][:10])
    story = Story("", policy, process, opens, tuple(lines[:-1]), "", opens, record)
    told(cases, story)
    before = cases.log.read("案")

    with pytest.raises(XgxpError) as caught:
        cases.record("案", lines[-1][11:], on=date.fromisoformat(lines[-1][:10]), actor="人事科")

    assert caught.value.code == code, caught.value.text()
    assert cases.log.read("案") == before


SILENT = [(NINGWU, "未聘"), (QINGZHOU, "落聘"), (YICHENG, "总量已核定"), (MULEI, "拟解聘")]


@pytest.mark.parametrize(("policy", "state"), SILENT)
def test_where_the_document_is_silent_the_card_says_so(cases: Cases, policy: str, state: str) -> None:
    """Given a case where the document stops, when it is shown, then the card says what is unsaid, not an end."""
    story = next(each for each in STORIES if each.policy == policy and each.ends == state)

    report = told(cases, story)

    assert not report.closed
    assert report.unsaid
    heading = "原文没有规定" if report.next else "原文没有规定以后怎样"
    assert f"{heading}：{report.unsaid}" in case_card(report)
    assert "已到终点" not in case_card(report)


INTERRUPTED = Story(
    "",
    MULEI,
    "待岗与解聘",
    date(2023, 9, 1),
    ("2024-02-01 中断待岗", "2024-05-01 恢复待岗"),
    "待岗",
    date(2024, 6, 1),
    CLEAN,
)


def test_an_interrupted_wait_has_two_days(cases: Cases) -> None:
    """Given five months, a break, and a wait again, then both readings' days are shown and listed."""
    report = told(cases, INTERRUPTED)
    due = {
        (one.reading, one.choice): one.deadline.due
        for one in cases.due(as_of=date(2024, 6, 1), until=date(2025, 6, 1))
    }
    (other,) = report.readings

    assert [one.due for one in report.deadlines] == [date(2025, 5, 1)]
    assert (other.reading, other.standing, other.choice) == ("待岗中断后是否接着算", "只算连续的一段", "各段累计")
    assert [one.due for one in other.deadlines] == [date(2024, 12, 1)]
    assert [one.due for one in other.instead_of] == [date(2025, 5, 1)]
    assert due == {("", ""): date(2025, 5, 1), ("待岗中断后是否接着算", "各段累计"): date(2024, 12, 1)}


def test_the_earlier_day_alone_is_on_the_morning_list(cases: Cases) -> None:
    """Given a horizon that only the other reading's day lies in, then the list has the case and names the reading."""
    told(cases, INTERRUPTED)

    (one,) = cases.due(as_of=date(2024, 11, 20), until=date(2024, 12, 20))

    assert one.deadline.due == date(2024, 12, 1)
    assert "若按“各段累计”" in due_table([one], date(2024, 11, 20), date(2024, 12, 20))


def test_after_the_earlier_day_the_case_may_stand_elsewhere(cases: Cases) -> None:
    """Given a day between the two, when the case is shown, then it says since when it would be ripe for dismissal."""
    told(cases, INTERRUPTED)

    report = cases.show("案", as_of=date(2024, 12, 15))

    assert report.state == "待岗"
    assert (report.readings[0].state, report.readings[0].since) == ("拟解聘", date(2024, 12, 1))
    assert "若按“各段累计”：自 2024-12-01 起为 拟解聘" in case_card(report)


def test_an_uninterrupted_wait_has_one_day(cases: Cases) -> None:
    """Given a wait without a break, when it is shown, then no reading is spoken of: both come to the same."""
    report = told(cases, replace(INTERRUPTED, lines=()))

    assert report.readings == ()


def test_skipping_a_stage_is_another_reading(cases: Cases) -> None:
    """Given the first stage, when it is shown, then it says what the other reading would allow besides."""
    report = told(cases, next(each for each in STORIES if each.name == "qingzhou-everybody-starts"))

    assert [(one.choice, [move.event for move in one.moves]) for one in report.readings] == [
        ("可以越轮", ["支教交流", "支教交流未聘", "校内聘用", "校内未聘", "跨校聘用", "跨校未聘"])
    ]


def test_what_blocks_an_act_is_shown_beside_the_steps_it_lacks(cases: Cases) -> None:
    """Given a refusal and no step taken, when the case is shown, then the national law against it is said as well."""
    card = case_card(told(cases, next(each for each in STORIES if each.name == "mulei-refused")))

    assert "“解聘”现被上位法阻却，不生效" in card
    assert "✗ 解聘的程序·听取本人陈述和申辩 缺" in card
