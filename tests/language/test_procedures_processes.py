"""Procedures, processes and lasting consequences of a policy file: what is read, refused and remarked on."""

from __future__ import annotations

import pytest
from policy_kit import HEAD, said

from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.language.yearly_days import read_yearly
from xgxp_rules.model.nodes import YearlyDay
from xgxp_rules.model.periods import Period

LISTS = (
    "借阅: {list: {事件: text, 日期: date}}, 借还: {list: {事件: {choice: [借, 取]}, 日期: date}}, "
    "书架: {list: {层: number}}"
)
FLAGS = "轮训过: flag, 聘期至: date, 夜班: number, 受限: {bar: 评优}"
FACTS = f"facts: {{{LISTS}, {FLAGS}}}\nparameters: {{无: 0天, 限: 10个月}}\n"
RULES = "rules: [{clause: 一, decision: duty, outcome: ready, when: [轮训过]}]\n"


def decisions(outcome: str = "{label: 可}", requires: str = "") -> str:
    duty = f"  duty: {{title: 值守, outcomes: {{ready: {outcome}, idle: 否}}, otherwise: idle}}\n"
    return f"decisions:\n{duty}{requires}{RULES}"


def text(section: str, outcome: str = "{label: 可}") -> str:
    return f"{HEAD}{FACTS}{decisions(outcome)}{section}\n"


def steps(*listed: str) -> str:
    return text("procedures: {通知: {steps: [" + ", ".join(listed) + "]}}")


@pytest.mark.parametrize(
    ("listed", "codes"),
    [
        pytest.param(("谈话", "{step: 签收, within: 5个工作日}"), [], id="in-order"),
        pytest.param(("谈话", "谈话"), ["XG121"], id="a-step-twice"),
        pytest.param(("谈话", "{step: 签收, after: 通知}"), ["XG756"], id="unknown-step-before"),
        pytest.param(("{step: 甲, after: 乙}", "{step: 乙, after: 甲}"), ["XG757"], id="before-each-other"),
        pytest.param(("{step: 甲, after: 甲}",), ["XG757"], id="before-itself"),
        pytest.param(("{step: 甲, optional: yes}", "{step: 乙, 有…才须: 甲, within: 3日}"), [], id="an-answer"),
        pytest.param(("谈话", "{step: 签收, if_taken: 申请}"), ["XG756"], id="answers-nothing"),
        pytest.param(("谈话", "{step: 签收, if_taken: 签收}"), ["XG757"], id="answers-itself"),
        pytest.param(("{step: 甲, if_taken: 乙}", "{step: 乙, after: 甲}"), ["XG757"], id="answers-a-later"),
        pytest.param(("{step: 甲, within: 5个工作日}",), ["XG758"], id="nothing-to-count-from"),
        pytest.param(("谈话", "{step: 签收, within: 五日内}"), ["XG759"], id="no-period"),
        pytest.param(("谈话", "{step: 签收, within: 1学期}"), ["XG759"], id="a-period-of-terms"),
        pytest.param(("谈话", "{step: 签收, when: [轮训了]}"), ["XG101"], id="unknown-fact"),
        pytest.param(("谈话", "{step: 签收, when: {夜班: 已知}}"), [], id="known-may-be-asked"),
        pytest.param(("谈话", "{step: 签收, by: 夜班}"), ["XG143"], id="a-number-for-a-day"),
        pytest.param(("谈话", "{step: 签收, during: 每年5月中旬}"), [], id="a-stretch"),
        pytest.param(("谈话", "{step: 签收, during: 5个工作日}"), ["XG786"], id="a-period-for-a-stretch"),
        pytest.param(("谈话", "{step: 签收, during: 每年12月至2月}"), ["XG786"], id="over-new-year-unsaid"),
        pytest.param(("谈话", "{step: 签收, during: 2031-06-30 至 2031-04-01}"), ["XG787"], id="backwards"),
        pytest.param(("谈话", "{step: 签收, during: 聘期至 至 夜班}"), ["XG143"], id="an-end-that-is-no-day"),
        pytest.param(("谈话", "{step: 签收, by: 每学期结束}"), [], id="twice-a-year"),
        pytest.param(("谈话", "{step: 签收, clause: 九}"), ["XG129"], id="unknown-clause"),
        pytest.param(("谈话", "{steps: 签收}"), ["XG102"], id="unknown-key"),
    ],
)
def test_steps(listed: tuple[str, ...], codes: list[str]) -> None:
    """Given the steps of a procedure, then each slip has its own message and a sound list has none."""
    assert said(steps(*listed)) == codes


def test_a_step_comes_after_the_one_before_it() -> None:
    """Given steps in a list, then each waits for the one above it unless it says for which."""
    policy = load_policy(
        steps("甲", "乙", "{step: 丙, after: [甲]}", "{step: 丁, by: 每年6月底, notice: 30日}"), "kit.yaml"
    )

    found = policy.procedures[0].steps
    assert [one.after for one in found] == [(), ("甲",), ("甲",), ("丙",)]
    assert (found[3].by, found[3].notice) == (YearlyDay(6, None), Period(days=30))


def test_an_outcome_needs_a_procedure_that_exists() -> None:
    """Given a file that declares procedures, then a name that is none of them is refused with the nearest."""
    _, problems = check_policy(
        text("procedures: {补训通知: {steps: [谈话]}}", "{label: 可, procedure: 补训通告}"), "kit.yaml"
    )

    assert [(each.code, each.mend) for each in problems] == [("XG755", "补训通知")]


def test_a_procedure_may_be_named_in_words_alone() -> None:
    """Given a file that declares no procedure, then the name stands for the reader and nothing is refused."""
    assert said(text("", "{label: 可, procedure: 提前30日通知}")) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("每年6月底", YearlyDay(6, None), id="end-of-a-month"),
        pytest.param("每年4月18日", YearlyDay(4, 18), id="a-day"),
        pytest.param("每年十二月一日前", YearlyDay(12, 1), id="in-chinese-numerals"),
        pytest.param("每年13月底", None, id="no-such-month"),
        pytest.param("每年4月31日", None, id="no-such-day"),
        pytest.param("6月底", None, id="not-every-year"),
    ],
)
def test_yearly_days(words: str, day: YearlyDay | None) -> None:
    """Given the words of a day of every year, then month and day are read, and nothing is guessed."""
    assert read_yearly(words) == day


def process(transitions: str, states: str = "[在馆, 借出, 逾期]", more: str = "") -> str:
    return text(f"processes: {{借: {{states: {states}, start: 在馆, transitions: [{transitions}]{more}}}}}")


LENT = "{from: 在馆, on: 借, to: 借出}"
BACK = "{from: [借出, 逾期], on: 还, to: 在馆}"
LATE = "{from: 借出, after: 13个月, to: 逾期}"


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        pytest.param(process(f"{LENT}, {LATE}, {BACK}"), [], id="sound"),
        pytest.param(process(f"{LENT}, {LATE}"), ["XG762"], id="an-end-is-noted"),
        pytest.param(
            process(f"{LENT}, {LATE}", more=", silent: {逾期: 罚不罚}"), [], id="no-end-where-the-text-is-silent"
        ),
        pytest.param(
            process(f"{LENT}, {LATE}", more=", silent: {丢失: 赔不赔}"), ["XG762", "XG760"], id="silent-on-no-state"
        ),
        pytest.param(
            process(f"{LENT}, {LATE}", more=", silent: {逾期: }"), ["XG762", "XG020"], id="silent-without-words"
        ),
        pytest.param(process(f"{LENT}, {LATE}, {BACK}", more=", events_in: 借阅"), [], id="events-in-a-list"),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}", more=", events_in: 借还"), ["XG773"], id="an-event-without-choice"
        ),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}", more=", events_in: 书架"), ["XG769"], id="a-list-for-no-events"
        ),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}", more=", events_in: 夜班"), ["XG144"], id="events-in-no-list"
        ),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}", more=", events_in: 借书"), ["XG101"], id="events-in-nothing"
        ),
        pytest.param(process(f"{LENT}, {BACK}"), ["XG761"], id="unreachable"),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}, {{from: 借出, on: 借, to: 丢失}}"), ["XG760"], id="unknown-target"
        ),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}, {{from: 丢失, on: 借, to: 借出}}"), ["XG760"], id="unknown-source"
        ),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}, {{from: 在馆, on: 借, to: 逾期}}"), ["XG763"], id="two-for-one-event"
        ),
        pytest.param(
            process(f"{{from: 在馆, on: 借, to: 逾期, when: [轮训过]}}, {LENT}, {LATE}, {BACK}"),
            [],
            id="the-rest-stands-last",
        ),
        pytest.param(
            process(f"{LENT}, {{from: 在馆, on: 借, to: 逾期, when: [轮训过]}}, {LATE}, {BACK}"),
            ["XG763"],
            id="the-rest-stands-first",
        ),
        pytest.param(process(f"{LENT}, {LATE}, {BACK}, {{from: 在馆, to: 逾期}}"), ["XG764"], id="no-cause"),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}, {{from: 借出, on: 丢, after: 1年, to: 逾期}}"),
            ["XG764"],
            id="two-causes",
        ),
        pytest.param(
            process(f"{LENT}, {{from: 借出, after: 0天, to: 逾期}}, {{from: 逾期, after: 无, to: 借出}}"),
            ["XG765"],
            id="a-circle-in-no-time",
        ),
        pytest.param(process(f"{LENT}, {LATE}, {BACK}", "[在馆, 借出, 逾期, 借出]"), ["XG121"], id="a-state-twice"),
        pytest.param(
            process(
                f"{LENT}, {{from: 借出, after: 借期, to: 逾期}}, {BACK}",
                more=", clocks: {借期: {while: 借出, limit: 限}}",
            ),
            [],
            id="a-clock",
        ),
        pytest.param(
            process(
                f"{LENT}, {{from: 借出, after: 借期, to: 逾期}}, {BACK}",
                more=", clocks: {借期: {while: 丢失, limit: 限}}",
            ),
            ["XG760"],
            id="a-clock-on-an-unknown-state",
        ),
        pytest.param(
            process(f"{LENT}, {LATE}, {BACK}", more=", clocks: {借期: {while: 借出, limit: 限}}"),
            ["XG767"],
            id="an-idle-clock",
        ),
    ],
)
def test_processes(source: str, codes: list[str]) -> None:
    """Given states and transitions, then what cannot run is refused, and where it ends is noted."""
    assert said(source) == codes


def outcome(effects: str) -> str:
    return text("", f"{{label: 可, effects: {effects}}}")


@pytest.mark.parametrize(
    ("effects", "codes"),
    [
        pytest.param("[transfer, {bar: 评优, for: 13个月}]", [], id="tags-and-consequences"),
        pytest.param("{stop: 补助, until: 学期末, from: 次月初}", [], id="edges-of-the-calendar"),
        pytest.param("[{pay: 补助, amount: 300元, within: 10个工作日}]", [], id="an-amount"),
        pytest.param("[{set: 等级, to: 降一级, from: 聘期至}]", [], id="from-a-fact"),
        pytest.param("[{see: national.women}]", [], id="decided-elsewhere"),
        pytest.param("[{for: 1年}]", ["XG751"], id="nothing-said"),
        pytest.param("[{bar: 评优, stop: 补助}]", ["XG751"], id="two-things"),
        pytest.param("[{bar: 评优, amount: 300元}]", ["XG752"], id="an-amount-of-nothing"),
        pytest.param("[{bar: 评优, for: 1年, until: 学期末}]", ["XG752"], id="two-ends"),
        pytest.param("[{see: national.women, for: 1年}]", ["XG752"], id="elsewhere-for-a-year"),
        pytest.param("[{bar: 评优, until: 下次考核}]", ["XG754"], id="no-day"),
        pytest.param("[{waive: entry.理论}]", ["XG753"], id="nothing-to-waive"),
        pytest.param("[{bans: 评优}]", ["XG102", "XG751"], id="unknown-key"),
    ],
)
def test_consequences(effects: str, codes: list[str]) -> None:
    """Given what stands under effects, then tags and consequences are read side by side and slips are named."""
    assert said(outcome(effects)) == codes


def test_a_waived_requirement_can_be_named_by_its_title() -> None:
    """Given a consequence that waives a requirement, then that one also asks the measures in effect."""
    need = "[{clause: 一, title: 理论, need: [轮训过]}]"
    requires = f"  entry: {{title: 选聘, outcomes: {{a: 符合, b: 不符合}}, requires: {need}}}\n"
    source = f"{HEAD}{FACTS}{decisions('{label: 可, effects: [{waive: entry.理论}]}', requires)}"

    policy = load_policy(source, "kit.yaml")

    entry = policy.decision("entry")
    assert entry is not None
    assert entry.requires[0].unless is not None
    assert "waived:entry.一" in policy.vocabulary("teacher")


LENDING = process(f"{LENT}, {LATE}, {BACK}")


def ways(process: str) -> str:
    """Return a file with a process and a reading that puts another in its place."""
    choices = f"{{甲: as_written, 乙: {{processes: {{{process}}}}}}}"
    reading = f"{{clause: 一, status: 待明确, default: 甲, choices: {choices}}}"
    return f"{LENDING}\nreadings: {{逾期怎样算: {reading}}}\n"


def lent(back: str = "", states: str = "[在馆, 借出]", more: str = "") -> str:
    moves = f"[{LENT}, {{from: 借出, on: 还, to: 在馆{back}}}]"
    return f"借: {{{more}states: {states}, start: 在馆, transitions: {moves}}}"


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        pytest.param(lent(), [], id="sound"),
        pytest.param(f"租{lent()[1:]}", ["XG133"], id="no-such-process"),
        pytest.param(lent(states="[在馆, 借出, 丢失]"), ["XG761", "XG762"], id="unreachable-there"),
        pytest.param(lent(more="about: 学校, "), ["XG310"], id="about-something-else"),
        pytest.param(lent(back=", procedure: 登记"), ["XG755"], id="an-unknown-procedure"),
    ],
)
def test_a_reading_may_replace_a_process(choice: str, codes: list[str]) -> None:
    """Given a choice with a process of its own, then it takes the place of a declared one and is checked like it."""
    assert said(ways(choice)) == codes


def test_under_a_choice_the_process_is_another() -> None:
    """Given a choice with a process, when the version is read under it, then the process is the choice's."""
    policy = load_policy(ways(lent(more="title: 租, ")), "kit.yaml")

    (other,) = policy.under_readings({"逾期怎样算": "乙"}).processes
    assert (other.states, other.title) == (("在馆", "借出"), "借")
    assert policy.under_readings({}).processes == policy.processes


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        pytest.param("{step: 公示, procedure: 通知, gives: over}", [], id="over"),
        pytest.param("{步骤: 公示, 程序: 通知, 得出: 期满}", [], id="in-chinese"),
        pytest.param("{step: 谈话, procedure: 通知}", [], id="done"),
        pytest.param("{step: 谈话, procedure: 通告}", ["XG755"], id="no-such-procedure"),
        pytest.param("{step: 谈心, procedure: 通知}", ["XG756"], id="no-such-step"),
        pytest.param("{step: 谈话, procedure: 通知, gives: over}", ["XG325"], id="nothing-runs-out"),
        pytest.param("{step: 谈话}", ["XG103"], id="of-no-procedure"),
        pytest.param("{step: 谈话, procedure: 通知, gives: 成功}", ["XG108"], id="no-such-word"),
    ],
)
def test_a_step_as_a_fact(fact: str, codes: list[str]) -> None:
    """Given a fact about a step, then the step and its time have to be declared."""
    source = steps("谈话", "{step: 公示, publicity: 5日}").replace("facts: {", f"facts: {{某步: {fact}, ", 1)

    assert [code for code in said(source) if code != "XG702"] == codes
