"""A changed rule is noticed, or the sentence that nobody protects is shown with a case that would notice it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_kit import GOOD, HEAD, POLICY, Town, town

from xgxp_rules.diagnostics import UsageError
from xgxp_rules.tools.mutation import Judgement, Mutation, mutants_of, mutate_suites
from xgxp_rules.tools.mutation.reports import mutation_data, mutation_text
from xgxp_rules.tools.mutation.witnesses import flow


@pytest.fixture
def county(tmp_path: Path) -> Town:
    return town(tmp_path)


def _mutation(county: Town, cases: str = GOOD, processes: int = 1) -> Mutation:
    return mutate_suites(county.suites(cases), county.catalog, processes=processes)


def _survivors(mutation: Mutation) -> tuple[Judgement, ...]:
    return mutation.policies[0].survivors


def _without(*names: str) -> str:
    return "".join(
        line for line in GOOD.splitlines(keepends=True) if not any(f"name: {name}," in line for name in names)
    )


def test_every_kind_of_change_is_made(county: Town) -> None:
    """Given a policy with one of everything, then each kind of small change is tried at least once."""
    policy = POLICY.replace("when: {住校: 是}", "when: {住校: 是, 性别: 男 或 女}")
    county.policy_file.write_text(policy, encoding="utf-8")

    kinds = {mutant.kind for mutant in mutants_of(county.catalog.versions("sample.duty")[0].version_data)}

    assert kinds == {
        "comparison",
        "threshold",
        "condition",
        "junction",
        "alternative",
        "exception",
        "window",
        "precedence",
    }


def test_a_mutant_changes_one_thing_and_shares_the_rest(county: Town) -> None:
    """Given the mutants of a version, then each differs from it, and no two are the same."""
    version = county.catalog.versions("sample.duty")[0].version_data

    changed = [mutant.applied(version) for mutant in mutants_of(version)]

    assert all(one != version for one in changed)
    assert len({repr(one) for one in changed}) == len(changed)


def test_a_thorough_suite_notices_every_change(county: Town) -> None:
    """Given cases at every boundary, then no mutant survives."""
    mutation = _mutation(county)

    assert mutation.score == 100.0
    assert all(one.killed_by for one in mutation.policies[0].judgements if one.fate == "killed")


@pytest.mark.parametrize(
    ("taken", "kind", "said"),
    [
        pytest.param(("满三十年的当天",), "comparison", "工龄: 超过 30年", id="comparison"),
        pytest.param(("差一次",), "threshold", "4次 改为 3次", id="threshold-lowered"),
        pytest.param(("不住校",), "condition", "去掉“住校: 是”", id="condition-dropped"),
        pytest.param(("满三十年的当天", "过一天"), "exception", "去掉例外", id="exception-removed"),
        pytest.param(("规则还没有施行",), "window", "2030-08-31 起", id="window-a-day-earlier"),
        pytest.param(("规则施行的第一天",), "window", "2030-09-02 起", id="window-a-day-later"),
        pytest.param(("版本的第一天",), "window", "推迟一天", id="version-a-day-later"),
    ],
)
def test_a_missing_case_lets_a_change_through(county: Town, taken: tuple[str, ...], kind: str, said: str) -> None:
    """Given the suite without the case for it, then the change survives, said in the author's words."""
    survivors = _survivors(_mutation(county, _without(*taken)))

    assert any(one.kind == kind and said in one.said.zh for one in survivors)


def test_a_survivor_brings_the_case_that_notices_it(county: Town) -> None:
    """Given survivors, when their ready cases are pasted into the file as printed, then nothing survives."""
    weak = _without("差一次", "不住校", "规则还没有施行", "满三十年的当天", "版本的最后一天", "六次")
    before = _survivors(_mutation(county, weak))

    pasted = "".join(one.ready.case for one in before if one.ready is not None)
    after = _mutation(county, weak + _named_apart(pasted))

    assert len(before) == 5
    assert all(one.fate == "survived" and one.ready is not None and one.ready.tried for one in before)
    assert _survivors(after) == ()


def _named_apart(cases: str) -> str:
    lines = cases.splitlines(keepends=True)
    return "".join(f"  - name: 补{place}\n" if "- name:" in line else line for place, line in enumerate(lines))


def test_a_change_that_nobody_could_notice_does_not_count(county: Town) -> None:
    """Given a condition that another one implies, then dropping it is equivalent and left out of the score."""
    policy = POLICY.replace("when: {住校: 是}", "when: {住校: 是, 值守次数: 不少于 0次}")
    county.policy_file.write_text(policy, encoding="utf-8")

    judgements = _mutation(county).policies[0].judgements

    dropped = [one for one in judgements if "值守次数: 不少于 0次" in one.said.zh and one.kind == "condition"]
    assert [one.fate for one in dropped] == ["equivalent"]


def test_cases_that_fail_are_mended_first(county: Town) -> None:
    """Given a case that fails as it is, then nothing is mutated and the case is named."""
    with pytest.raises(UsageError, match="住校的参加"):
        _mutation(county, GOOD.replace("expect: {outcome: on_duty, rules", "expect: {outcome: free, rules"))


def test_several_processes_judge_alike(county: Town) -> None:
    """Given two processes, then every mutant comes to the same end as in one."""
    weak = _without("差一次", "不住校")

    assert _mutation(county, weak, processes=2) == _mutation(county, weak)


def test_a_law_is_mutated_where_others_look_it_up() -> None:
    """Given the shipped retirement law, then its parameters are changed for every decision that asks for it."""
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.tools.suites import find_case_files, read_suites

    catalog = Catalog()
    files = find_case_files([catalog.folder / "national" / "retirement"])

    mutation = mutate_suites(read_suites(files), catalog)

    assert mutation.score == 100.0
    assert mutation.count("killed") >= 30


def test_survivors_are_told_in_both_languages_and_as_data(county: Town) -> None:
    """Given a survivor, then place, change and case are printed, and the JSON holds the same."""
    mutation = _mutation(county, _without("不住校"))

    assert "没有案例能发现：去掉“住校: 是”" in mutation_text(mutation, "zh")
    assert "no case would notice: without `lives_in: yes`" in mutation_text(mutation, "en")
    data = json.loads(json.dumps(mutation_data(mutation)))
    survived = [one for one in data["policies"][0]["mutants"] if one["fate"] == "survived"]
    assert survived
    assert all(one["witness"]["tried"] for one in survived)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("一中", "一中", id="a-word"),
        pytest.param("2026-09-01", "2026-09-01", id="a-day"),
        pytest.param("a: b", '"a: b"', id="a-colon"),
        pytest.param("- 甲", '"- 甲"', id="a-dash"),
        pytest.param('说"好"', '"说\\"好\\""', id="quotes"),
        pytest.param("", '""', id="nothing"),
        pytest.param([], "[]", id="an-empty-list"),
        pytest.param({"列": [{"自": "2020-09-01"}]}, "{列: [{自: 2020-09-01}]}", id="a-list-of-maps"),
    ],
)
def test_what_a_ready_case_holds_is_read_back(value: object, written: str) -> None:
    """Given plain data, then its line of YAML reads back as the same."""
    from xgxp_rules.language.cases import plain
    from xgxp_rules.language.located import LMap
    from xgxp_rules.language.source import read_source

    assert flow(value) == written
    node, problems = read_source(f"甲: {written}\n", "x.yaml")
    assert isinstance(node, LMap)
    if value:
        assert not problems
        assert plain(node) == {"甲": value}


def test_the_head_of_the_suite_stays_true_for_a_ready_case(county: Town) -> None:
    """Given a file that gives facts to all its cases, then a ready case still comes out under them."""
    mutation = mutate_suites(county.suites(_without("不住校"), HEAD), county.catalog)

    ready = [one.ready for one in _survivors(mutation) if one.ready is not None]
    assert ready
    assert all(one.tried for one in ready)


TABLE = (
    POLICY.replace(
        "  够次数:",
        "  津贴:\n    id: grant\n    table: {by: 值守次数, rows: {不满2次: 0元, 满2次不满4次: 100元, 满4次: 200元}}\n"
        "  够次数:",
    )
    .replace("outcome: on_duty\n", "outcome: on_duty\n    value: 津贴\n")
    .replace("  最低次数: {", "  无人问津: {value: 3年, clause: 一}\n  最低次数: {")
)


def test_a_row_of_a_table_is_changed_too(county: Town) -> None:
    """Given a value looked up in a table that no case looks at, then every changed row survives with a case to add."""
    county.policy_file.write_text(TABLE, encoding="utf-8")

    survivors = [one for one in _survivors(_mutation(county)) if one.owner == "津贴"]

    assert {one.kind for one in survivors} == {"comparison", "threshold"}
    assert all(one.ready is not None and one.ready.tried for one in survivors)


def test_what_nobody_reads_is_named_apart(county: Town) -> None:
    """Given a parameter that no rule uses, then changing it is neither noticed nor called equivalent."""
    county.policy_file.write_text(TABLE, encoding="utf-8")

    fates = {one.fate for one in _mutation(county).policies[0].judgements if one.owner == "无人问津"}

    assert fates == {"unread"}


def test_a_ready_case_holds_no_more_than_it_needs(county: Town) -> None:
    """Given a survivor, then its case gives only the facts without which it would not notice the change."""
    survivors = _survivors(_mutation(county, _without("不住校")))

    dropped = next(one for one in survivors if "去掉“住校: 是”" in one.said.zh)
    assert dropped.ready is not None
    assert "given: {住校: 否}" in dropped.ready.case


def test_a_day_that_has_come_takes_nothing_away(tmp_path: Path) -> None:
    """Given `已到` on the day by which entries are dated, when it is dropped, then nobody could notice."""
    facts = "  够次数: {id: enough, is: {值守次数: 达到 最低次数}}\n"
    come = "  受过记过: {exists: 处分, where: {种类: 记过, 日期: 已到}}\n"
    lifted = "  解除过: {exists: 处分, where: {种类: 记过, 解除日期: 已到}}\n"
    asked = "when: {住校: 是, none: [受过记过, 解除过]}"
    made = town(tmp_path, POLICY.replace(facts, facts + come + lifted).replace("when: {住校: 是}", asked))
    head = HEAD.replace("given: {", "given: {处分: [], ")

    judged = mutate_suites(made.suites(GOOD, head), made.catalog).policies[0].judgements
    fates = {one.owner: one.fate for one in judged if "日期: 已到”" in one.said.zh and one.kind == "condition"}

    assert fates["受过记过"] == "equivalent"
    assert fates["解除过"] in ("survived", "unproven")
