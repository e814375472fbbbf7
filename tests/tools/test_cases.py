"""Case files: what is read, what fails, and that nothing passes by looking at nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from xgxp_rules.diagnostics import PolicyError, render_all
from xgxp_rules.language.cases import load_cases, read_cases
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.cases import SuiteResult, case_files, run_file, run_suite

POLICY = """
language: 1
policy: sample.duty
version: "2030"
title: 值守样例
status: in_force
jurisdiction: "100000"
in_force: {from: 2030-01-01, until: 2031-12-31}
document:
  issuer: 样例单位
  clauses: [{id: 一, topic: 值守}, {id: 二, topic: 保护}]
facts:
  住校: {id: lives_in, kind: flag}
  值守次数: {id: turns, kind: number, unit: 次}
  值守补贴: {id: pay, calc: 30元 * 值守次数}
undefined:
  边远: {id: remote, kind: flag, defined_by: 样例单位, clause: 一}
decisions:
  duty:
    title: 值守
    outcomes: {on_duty: {label: 参加值守, effects: [night_duty]}, free: 不参加}
    otherwise: free
  extra:
    title: 加值
    outcomes: {offered: {label: 可以加值, modality: may, chosen_by: 学校}, usual: 照常}
    otherwise: usual
  late: {title: 后来才有的, outcomes: {called: 通知到场, uncalled: 不通知}, otherwise: uncalled}
  pay: {title: 补贴, value: 值守补贴}
rules:
  - {id: duty.lives-in, clause: 一, decision: duty, outcome: on_duty, when: {住校: 是}}
  - {id: duty.remote, clause: 一, decision: duty, outcome: on_duty, when: {边远: 是}, in_force: {from: 2031-01-01}}
  - {id: late.remote, clause: 一, decision: late, outcome: called, when: {边远: 是}, in_force: {from: 2031-01-01}}
  - {id: extra.turns, clause: 一, decision: extra, outcome: offered, when: {值守次数: 不满 4次}}
guards:
  - {id: night.nursing, clause: 二, against: [night_duty], when: {孕期至哺乳期: 是}}
readings:
  从第几次起:
    clause: 一
    status: 待明确
    default: 四次
    choices:
      四次: as_written
      五次: {rules: {extra.turns: {clause: 一, decision: extra, outcome: offered, when: {值守次数: 不满 5次}}}}
"""

HEAD = """
policy: sample.duty
version: "2030"
given: {住校: 是, 孕期至哺乳期: 否, 边远: 否}
cases:
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    folder = tmp_path / "sample" / "duty"
    folder.mkdir(parents=True)
    (folder / "2030.yaml").write_text(POLICY, encoding="utf-8")
    return Catalog(tmp_path)


def _run(catalog: Catalog, cases: str, head: str = HEAD) -> SuiteResult:
    return run_suite(load_cases(head + cases, "duty.test.yaml"), catalog)


def _codes(suite: SuiteResult) -> list[str]:
    return [each.code for result in suite.results for each in result.problems]


@pytest.mark.parametrize(
    "expect",
    [
        pytest.param("{duty: on_duty}", id="outcome-by-id"),
        pytest.param("{值守: 参加值守}", id="outcome-by-label"),
        pytest.param("{duty: {status: determined, outcome: on_duty}}", id="status-by-id"),
        pytest.param("{值守: {状态: 已定, 结果: 参加值守}}", id="chinese-keys"),
        pytest.param("{duty: {rules: [duty.lives-in]}}", id="a-rule-that-holds"),
        pytest.param("{duty: {possible: [on_duty], missing: []}}", id="nothing-missing"),
        pytest.param("{duty: {blocked_by: []}}", id="no-guard"),
    ],
)
def test_an_expectation_that_is_met_passes(catalog: Catalog, expect: str) -> None:
    """Each way of writing what must come out says the same."""
    suite = _run(catalog, f"  - {{name: 甲, as_of: 2031-05-01, expect: {expect}}}")

    assert suite.passed, render_all(suite.results[0].problems)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        pytest.param("as_of: 2031-05-01, expect: {duty: free}", "XG618", id="another-outcome"),
        pytest.param("as_of: 2031-05-01, expect: {duty: {status: 未定}}", "XG618", id="another-status"),
        pytest.param("as_of: 2031-05-01, expect: {duty: {possible: [free]}}", "XG618", id="another-possible"),
        pytest.param("as_of: 2031-05-01, expect: {duty: {missing: [住校]}}", "XG618", id="nothing-is-missing"),
        pytest.param("as_of: 2031-05-01, expect: {duty: {not_rules: [duty.lives-in]}}", "XG619", id="rule-holds"),
        pytest.param("as_of: 2031-05-01, expect: {duty: {rules: [duty.remote]}}", "XG619", id="rule-does-not-hold"),
        pytest.param(
            "as_of: 2031-05-01, expect: {duty: {blocked_by: [night.nursing]}}", "XG618", id="no-guard-stands"
        ),
        pytest.param("as_of: 2031-05-01, expect: {duty: {offers: [on_duty]}}", "XG618", id="no-offer"),
        pytest.param("as_of: 2031-05-01, expect: {dutty: on_duty}", "XG612", id="no-such-decision"),
        pytest.param("as_of: 2031-05-01, expect: {duty: on-duty}", "XG613", id="no-such-outcome"),
        pytest.param("as_of: 2031-05-01, expect: {duty: {rules: [duty.live-in]}}", "XG614", id="no-such-rule"),
        pytest.param(
            "as_of: 2031-05-01, readings: {从几次起: 四次}, expect: {duty: on_duty}", "XG615", id="no-such-reading"
        ),
        pytest.param(
            "as_of: 2031-05-01, readings: {从第几次起: 六次}, expect: {duty: on_duty}", "XG615", id="no-such-choice"
        ),
        pytest.param("as_of: 2029-12-31, expect: {duty: on_duty}", "XG616", id="the-day-before-the-version"),
        pytest.param("as_of: 2032-01-01, expect: {duty: on_duty}", "XG616", id="the-day-after-the-version"),
        pytest.param("as_of: 2031-05-01, given: {值守次数: 三}, expect: {duty: on_duty}", "XG405", id="unreadable"),
        pytest.param("as_of: 2031-05-01, given: {值守次: 3}, expect: {duty: on_duty}", "XG433", id="unknown-fact"),
    ],
)
def test_a_case_that_is_not_met_fails_with_a_place(catalog: Catalog, case: str, code: str) -> None:
    """What differs, and every name that does not exist, is one diagnostic at the place it is written."""
    suite = _run(catalog, f"  - {{name: 甲, {case}}}")

    assert code in _codes(suite)
    assert all(each.span.known and each.file == "duty.test.yaml" for each in suite.results[0].problems)


def test_an_outcome_alone_asks_for_a_determined_decision(catalog: Catalog) -> None:
    """A blocked outcome is not in effect, so naming it without its guard must not pass."""
    blocked = "  - {name: 甲, as_of: 2031-05-01, given: {孕期至哺乳期: 是}, expect: {duty: %s}}"

    assert _codes(_run(catalog, blocked % "on_duty")) == ["XG618"]
    assert _run(catalog, blocked % "{outcome: on_duty, blocked_by: [night.nursing]}").passed
    assert _run(catalog, blocked % "{outcome: on_duty, status: 被阻却}").passed


def test_a_case_that_touches_no_rule_fails(catalog: Catalog) -> None:
    """Given facts that no rule of the decision reads, then a refusal proves nothing; one that is read proves it."""
    head = HEAD.replace("given: {住校: 是, 孕期至哺乳期: 否, 边远: 否}\n", "")
    unread = "  - {name: 甲, as_of: 2030-05-01, given: {性别: 女}, expect: {extra: {offers: []}}}"
    refused = "  - {name: 甲, as_of: 2030-05-01, given: {值守次数: 4次}, expect: {extra: usual}}"

    assert _codes(_run(catalog, unread, head)) == ["XG617"]
    assert _run(catalog, refused, head).passed


def test_an_open_rule_is_touched_by_a_case_that_expects_it_open(catalog: Catalog) -> None:
    """Given nothing at all, then what is missing may still be said, and it must be said in full."""
    head = HEAD.replace("given: {住校: 是, 孕期至哺乳期: 否, 边远: 否}\n", "")
    open_case = "  - {name: 甲, as_of: 2031-05-01, decision: duty, expect: {status: 未定, missing: [%s]}}"

    assert _run(catalog, open_case % "住校, 边远, 孕期至哺乳期", head).passed
    assert _codes(_run(catalog, open_case % "住校, 边远", head)) == ["XG618"]


def test_a_rule_outside_its_own_window_is_not_touched(catalog: Catalog) -> None:
    """A rule that does not exist yet on the day can neither hold nor be refused."""
    case = "  - {name: 甲, as_of: %s, given: {边远: 是}, expect: {late: {offers: []}}}"

    assert _codes(_run(catalog, case % "2030-12-31")) == ["XG617"]
    assert _run(catalog, case % "2031-01-01").passed


def test_a_variation_changes_one_thing_and_keeps_the_rest(catalog: Catalog) -> None:
    """Given a case and its variations, then each is a case of its own with the facts of both."""
    suite = _run(
        catalog,
        """
  - name: 甲
    as_of: 2031-05-01
    decision: extra
    given: {值守次数: 4次}
    expect: {outcome: usual, offers: []}
    vary:
      - {name: 少一次, given: {turns: 3次}, expect: {outcome: usual, offers: [offered]}}
      - {name: 另一种读法, readings: {从第几次起: 五次}, expect: {offers: [可以加值]}}
      - {name: 另一天, as_of: 2030-05-01, expect: {offers: []}}
""",
    )

    assert [case.name for case in suite.suite.cases] == ["甲", "甲 / 少一次", "甲 / 另一种读法", "甲 / 另一天"]
    assert suite.passed, [render_all(result.problems) for result in suite.results]


def test_one_fact_in_two_spellings_is_one_fact(catalog: Catalog) -> None:
    """Given a label in the file and the id in the case, then the case's value stands."""
    suite = _run(
        catalog,
        "  - {name: 甲, as_of: 2031-05-01, given: {lives_in: no}, expect: {duty: {not_rules: [duty.lives-in]}}}",
    )

    assert suite.passed, render_all(suite.results[0].problems)


def test_one_fact_twice_in_one_place_is_refused(catalog: Catalog) -> None:
    """Which of the two is meant cannot be known, even where they agree."""
    suite = _run(catalog, "  - {name: 甲, as_of: 2031-05-01, given: {性别: 女, sex: 女}, expect: {duty: on_duty}}")

    assert _codes(suite) == ["XG403"]


def test_a_value_is_compared_as_it_is_printed(catalog: Catalog) -> None:
    """A decision may give an amount; a wrong one fails."""
    case = "  - {name: 甲, as_of: 2031-05-01, given: {值守次数: 4次}, expect: {pay: {value: %s}}}"

    assert _run(catalog, case % "120元").passed
    assert _codes(_run(catalog, case % "121元")) == ["XG618"]


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        pytest.param("  - {name: 甲, as_of: 2031-05-01}", "XG601", id="nothing-expected"),
        pytest.param("  - {name: 甲, expect: {duty: on_duty}}", "XG103", id="no-day"),
        pytest.param("  - {as_of: 2031-05-01, expect: {duty: on_duty}}", "XG103", id="no-name"),
        pytest.param("  - {name: 甲, as_of: 2031-02-30, expect: {duty: on_duty}}", "XG044", id="no-such-day"),
        pytest.param("  - {name: 甲, as_of: 2031-05-01, expects: {duty: on_duty}}", "XG102", id="misspelt-key"),
        pytest.param(
            "  - {name: 甲, as_of: 2031-05-01, expect: {duty: {out: x}}}", "XG102", id="misspelt-particular"
        ),
        pytest.param(
            "  - {name: 甲, as_of: 2031-05-01, expect: {duty: {status: 好}}}", "XG604", id="no-such-status"
        ),
        pytest.param(
            "  - {name: 甲, as_of: 2031-05-01, decision: duty, expect: [a, b]}", "XG605", id="list-expected"
        ),
        pytest.param(
            "  - {name: 甲, as_of: 2031-05-01, expect: {duty: on_duty}, 期望: {duty: on_duty}}",
            "XG104",
            id="key-in-two-languages",
        ),
        pytest.param(
            "  - {name: 甲, as_of: 2031-05-01, expect: {duty: on_duty}}\n"
            "  - {name: 甲, as_of: 2031-05-02, expect: {duty: on_duty}}",
            "XG603",
            id="one-name-twice",
        ),
        pytest.param(
            "  - name: 甲\n    as_of: 2031-05-01\n    expect: {duty: on_duty}\n    vary:\n"
            "      - {name: 乙, as_of: 2031-05-02, given: {住校: 否}, expect: {duty: free}}",
            "XG602",
            id="two-changes-at-once",
        ),
        pytest.param(
            "  - name: 甲\n    as_of: 2031-05-01\n    expect: {duty: on_duty}\n    vary:\n"
            "      - {name: 乙, expect: {duty: free}}",
            "XG602",
            id="no-change",
        ),
    ],
)
def test_a_case_file_with_a_slip_is_refused_whole(cases: str, code: str) -> None:
    """Given a slip in the file, then it is reported with its place and nothing is run."""
    read, problems = read_cases(HEAD + cases, "duty.test.yaml")

    assert read is None
    assert code in [each.code for each in problems]
    assert all(each.span.known for each in problems)
    with pytest.raises(PolicyError):
        load_cases(HEAD + cases, "duty.test.yaml")


def test_all_slips_of_a_file_come_at_once() -> None:
    """Three slips are three diagnostics, in the order of the file."""
    _, problems = read_cases(
        HEAD
        + "  - {name: 甲, as_of: 2031-05-01}\n"
        + "  - {name: 乙, expect: {duty: on_duty}}\n"
        + "  - {name: 丙, as_of: 2031-05-01, expect: {duty: {status: 好}}}\n"
    )

    assert [each.code for each in problems] == ["XG601", "XG103", "XG604"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param('version: "2030"', 'version: "2031"', "XG610", id="no-such-version"),
        pytest.param("sample.duty", "sample.dutty", "XG501", id="no-such-policy"),
        pytest.param("given:", "about: techer\ngiven:", "XG611", id="no-such-record"),
    ],
)
def test_a_file_about_nothing_fails_as_a_whole(catalog: Catalog, old: str, new: str, code: str) -> None:
    """Given a policy, version or kind of record that does not exist, then no case is counted as run."""
    suite = _run(catalog, "  - {name: 甲, as_of: 2031-05-01, expect: {duty: on_duty}}", HEAD.replace(old, new))

    assert not suite.passed
    assert ([each.code for each in suite.problems], suite.results) == ([code], ())


def test_case_files_are_found_and_run_from_a_folder(catalog: Catalog) -> None:
    """Given a case file beside its policy, then it is found and the policy is not taken for one."""
    path = catalog.folder / "sample" / "duty" / "2030.test.yaml"
    path.write_text(HEAD + "  - {name: 甲, as_of: 2031-05-01, expect: {duty: on_duty}}\n", encoding="utf-8")

    assert case_files(catalog.folder) == (path,)
    assert run_file(path, catalog).passed


MIXED = """
language: 1
policy: sample.mixed
version: v1
title: 两类记录
status: in_force
jurisdiction: "100000"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 教师}, {id: 二, topic: 学校}]}
decisions:
  duty: {title: 值守, outcomes: {on_duty: 值守, free: 不值守}, otherwise: free}
  big: {title: 大校, about: school, outcomes: {large: 大, small: 小}, otherwise: small}
rules:
  - {clause: 一, decision: duty, outcome: on_duty, when: {性别: 男}}
  - {clause: 二, decision: big, outcome: large, when: {学生数: 满 1000人}}
"""
MIXED_CASES = """
policy: sample.mixed
version: v1
given: {性别: 男}
cases:
  - {name: 教师, as_of: 2031-01-01, expect: {duty: on_duty}}
  - name: 学校
    about: school
    as_of: 2031-01-01
    given: {名称: 一中, 学生数: 1000}
    expect: {big: large}
    vary: [{name: 差一人, given: {学生数: 999}, expect: {big: small}}]
  - {name: 另一所, 记录类别: 学校, base: 学校, given: {学生数: 20}, expect: {big: small}}
  - {name: 又一名教师, base: 教师, given: {性别: 女}, expect: {duty: free}}
"""


def mixed(folder: Path, cases: str) -> SuiteResult:
    path = folder / "sample" / "mixed" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(MIXED, encoding="utf-8")
    return run_suite(load_cases(cases, "mixed.test.yaml"), Catalog(folder))


def test_cases_of_one_file_may_be_about_several_kinds_of_record(tmp_path: Path) -> None:
    """Given cases that name their kind of record, then what the file gives of its own kind does not reach them."""
    result = mixed(tmp_path, MIXED_CASES)

    assert [(one.case.name, one.passed) for one in result.results] == [
        ("教师", True),
        ("学校", True),
        ("学校 / 差一人", True),
        ("另一所", True),
        ("又一名教师", True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("about: school", "about: shcool", "XG611", id="no-such-kind"),
        pytest.param("    about: school\n", "", "XG512", id="a-decision-about-another-kind"),
    ],
)
def test_a_case_about_the_wrong_kind_fails(tmp_path: Path, old: str, new: str, code: str) -> None:
    """Given a case whose kind of record does not exist, or is not that of its facts, then it fails and says so."""
    result = mixed(tmp_path, MIXED_CASES.replace(old, new, 1))

    failed = [problem.code for one in result.results for problem in one.problems if one.case.name == "学校"]
    assert failed == [code]
