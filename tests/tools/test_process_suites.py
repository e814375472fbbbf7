"""Cases that go through a process, and what becomes of a changed process: noticed, or shown with a case."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_kit import POLICY, Town, town

from xgxp_rules.diagnostics import PolicyError
from xgxp_rules.language.cases import load_cases
from xgxp_rules.tools.cases import run_file
from xgxp_rules.tools.mutation import Mutation, mutate_suites

PROCESS = """\
procedures:
  销假: {title: 销假的程序, clause: 一, about: teacher, steps: [本人申请, {step: 批准, who: 学校}]}
processes:
  值守轮次:
    title: 值守轮次
    clause: 一
    about: teacher
    states: [待命, 值守, 停值, 离队]
    start: 待命
    clocks:
      停值期: {while: 停值, limit: 最长停值, reset: 值守, clause: 一}
    transitions:
      - {from: 待命, on: 上岗, to: 值守, when: {住校: 是}}
      - {from: 值守, on: 停值, to: 停值}
      - {from: 停值, on: 复岗, to: 值守, procedure: 销假}
      - {from: 停值, after: 停值期, to: 离队}
"""
WRITTEN = POLICY.replace("  最低次数:", "  最长停值: {value: 3个月, clause: 一}\n  最低次数:") + PROCESS
HEAD = 'policy: sample.duty\nversion: "2030"\ngiven: {住校: 是}\ncases:\n'
ON = "    process: 值守轮次\n    opened: 2030-03-01\n"
GOOD = f"""\
  - name: 停值满三个月离队
{ON}    as_of: 2030-07-01
    events: [{{on: 2030-03-10, event: 上岗}}, {{on: 2030-04-01, event: 停值}}]
    expect: {{process: {{state: 离队, since: 2030-07-01, path: [待命, 值守, 停值, 离队], due: []}}}}
    vary:
      - {{name: 前一天, as_of: 2030-06-30, expect: {{流程: {{状态: 停值, 到期: 2030-07-01}}}}}}
  - name: 办完手续才能复岗
    base: 停值满三个月离队
    as_of: 2030-05-01
    events:
      - {{on: 2030-03-10, event: 上岗}}
      - {{on: 2030-04-01, event: 停值}}
      - {{on: 2030-04-10, step: 本人申请}}
      - {{on: 2030-04-11, step: 批准, by: 学校}}
      - {{on: 2030-04-12, event: 复岗}}
      - {{on: 2030-04-13, event: 停值}}
    expect: {{process: {{state: 停值, path: [待命, 值守, 停值, 值守, 停值], due: 2030-07-13}}}}
    vary:
      - name: 没有办手续
        events: [{{on: 2030-03-10, event: 上岗}}, {{on: 2030-04-01, event: 停值}}, {{on: 2030-04-12, event: 复岗}}]
        expect: {{process: {{state: 停值, refused: 复岗}}}}
  - name: 不住校的不上岗，住校以后可以
{ON}    as_of: 2030-05-01
    given: {{住校: 否}}
    events: [{{on: 2030-03-10, event: 上岗}}]
    expect: {{process: {{state: 待命, refused: 上岗}}}}
    vary:
      - name: 搬来住校
        events: [{{on: 2030-03-05, given: {{住校: 是}}}}, {{on: 2030-03-10, event: 上岗}}]
        expect: {{process: 值守}}
"""


@pytest.fixture
def county(tmp_path: Path) -> Town:
    return town(tmp_path, WRITTEN)


def _ran(county: Town, cases: str) -> list[str]:
    """Return the codes of what fails, in the order of the file."""
    county.case_file.write_text(HEAD + cases, encoding="utf-8")
    done = run_file(county.case_file, county.catalog)
    return [one.code for result in done.results for one in result.problems]


def _mutation(county: Town, cases: str) -> Mutation:
    return mutate_suites(county.suites(cases, HEAD), county.catalog)


def test_cases_go_through_a_process(county: Town) -> None:
    """Given events, steps and facts in a case, when it runs, then state, path and days are compared."""
    assert _ran(county, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("state: 离队, since", "state: 停值, since", "XG648", id="another-state"),
        pytest.param("since: 2030-07-01", "since: 2030-07-02", "XG648", id="another-day"),
        pytest.param("到期: 2030-07-01", "到期: 2030-07-02", "XG648", id="due-on-another-day"),
        pytest.param("due: []", "due: 2030-08-01", "XG648", id="nothing-is-due"),
        pytest.param("path: [待命, 值守, 停值, 离队]", "path: [待命, 停值, 离队]", "XG648", id="another-way"),
        pytest.param("{state: 停值, refused: 复岗}", "停值", "XG649", id="refused-unexpectedly"),
        pytest.param("refused: 上岗", "refused: 复岗", "XG648", id="another-entry-refused"),
        pytest.param("state: 离队, since", "state: 离对, since", "XG647", id="no-such-state"),
        pytest.param("event: 停值}]\n    expect", "event: 停职}]\n    expect", "XG821", id="no-such-event"),
        pytest.param("step: 批准", "step: 核准", "XG834", id="no-such-step"),
        pytest.param(
            "process: 值守轮次\n    opened: 2030-03-01\n    as_of: 2030-07-01",
            "process: 轮次\n    opened: 2030-03-01\n    as_of: 2030-07-01",
            "XG820",
            id="no-such-process",
        ),
    ],
)
def test_what_comes_out_otherwise_fails(old: str, new: str, code: str, county: Town) -> None:
    """Given an expectation that does not hold, or a name that nobody knows, when it runs, then that is what is said."""
    assert old in GOOD

    assert code in _ran(county, GOOD.replace(old, new, 1))


@pytest.mark.parametrize(
    ("case", "code"),
    [
        pytest.param(
            f"  - name: 甲\n{ON}    as_of: 2030-07-01\n    expect: {{duty: free}}\n", "XG644", id="nothing"
        ),
        pytest.param(
            "  - name: 甲\n    as_of: 2030-07-01\n    expect: {process: 待命}\n", "XG645", id="no-process"
        ),
        pytest.param(
            f"  - name: 甲\n{ON}    as_of: 2030-07-01\n    events: [{{on: 2030-03-02, event: 上岗, step: 批准}}]\n"
            "    expect: {process: 待命}\n",
            "XG646",
            id="two-things-at-once",
        ),
        pytest.param(
            "  - name: 甲\n    process: 值守轮次\n    as_of: 2030-07-01\n    expect: {process: 待命}\n",
            "XG103",
            id="no-opening",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(case: str, code: str) -> None:
    """Given a case that says half of what a course needs, when it is read, then the missing half is named."""
    with pytest.raises(PolicyError) as caught:
        load_cases(HEAD + case)

    assert [one.code for one in caught.value.diagnostics] == [code]


def test_a_thorough_suite_notices_every_changed_process(county: Town) -> None:
    """Given cases for every way of a process, when it is changed, then each change is noticed by a case."""
    judged = [one for one in _mutation(county, GOOD).policies[0].judgements if one.owner == "值守轮次"]

    assert len(judged) >= 15
    assert {one.kind for one in judged} == {"alternative", "condition", "comparison"}
    assert [one.said.zh for one in judged if one.fate != "killed"] == []


@pytest.mark.parametrize(
    ("weak", "said"),
    [
        pytest.param(
            GOOD[: GOOD.index("    vary:\n      - name: 没有办手续")]
            + GOOD[GOOD.index("  - name: 不住校的不上岗") :],
            "不再要求办完“销假的程序”",
            id="a-procedure",
        ),
        pytest.param(GOOD.replace(", due: 2030-07-13", ""), "不再因此重新计时：“值守”", id="a-clock-put-back"),
    ],
)
def test_a_missing_case_lets_a_changed_process_through(weak: str, said: str, county: Town) -> None:
    """Given a suite that looks away, when the process is changed, then the survivor brings a case that notices it."""
    found = next(one for one in _mutation(county, weak).policies[0].survivors if one.said.zh == said)
    assert found.ready is not None
    mended = weak + found.ready.case
    again = _mutation(county, mended).policies[0].survivors

    assert found.fate == "survived"
    assert _ran(county, mended) == []
    assert said not in {one.said.zh for one in again}
