"""Every kind of record decides, is referred to and is counted: one policy with a rule for each of the seven."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from xgxp_rules.diagnostics import render_all
from xgxp_rules.language.builtin_facts import builtin_vocabulary
from xgxp_rules.language.cases import load_cases
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.records import MODELS, Records
from xgxp_rules.tools.cases import run_suite
from xgxp_rules.tools.explain_quota import explain_quota
from xgxp_rules.tools.other_records import load_others
from xgxp_rules.tools.receipts import receipt
from xgxp_rules.tools.replaying import replay

POLICY = Path(__file__).parent / "kinds" / "every-kind.yaml"
DAY = date(2031, 9, 1)


@cache
def _catalog() -> Catalog:
    folder = Path(mkdtemp(prefix="kinds"))
    target = folder / "sample" / "kinds" / "posts" / "v1.yaml"
    target.parent.mkdir(parents=True)
    shutil.copyfile(POLICY, target)
    return Catalog(folder)


def test_rules_about_every_kind_are_read_without_a_remark() -> None:
    """Given a policy with a decision about each kind of record, when it is read, then there is nothing to say."""
    _, remarks = check_policy(POLICY.read_bytes(), str(POLICY))

    assert not [each for each in remarks if each.severity != "note"], render_all(
        remarks, {str(POLICY): POLICY.read_text(encoding="utf-8")}
    )


def test_the_cases_of_every_kind_come_out_as_expected() -> None:
    """Given cases about each kind, when they are decided, then everything expected holds."""
    cases = POLICY.with_suffix(".test.yaml")
    suite = load_cases(cases.read_bytes(), str(cases))

    result = run_suite(suite, _catalog())

    problems = [*result.problems, *(problem for one in result.results for problem in one.problems)]
    assert not problems, "\n" + render_all(problems, {str(cases): suite.text})
    assert {case.about for case in suite.cases} == set(KINDS)


@pytest.mark.parametrize("about", KINDS)
def test_each_kind_has_a_decision_in_the_policy(about: str) -> None:
    """Given the kinds of record, then the policy decides about each, so that none goes untried."""
    policy: Policy = _catalog().in_force("sample.kinds.posts", DAY)

    assert [one for one in policy.version_data.decisions if one.about == about]


@pytest.mark.parametrize("about", KINDS)
def test_each_kind_has_a_model_and_words_of_its_own(about: str) -> None:
    """Given a kind, then its model supplies labelled facts in Chinese and says what each means."""
    vocabulary = builtin_vocabulary(about)

    assert MODELS[about].about == about
    for fact in vocabulary.facts:
        assert fact.description, fact.id
        assert not fact.label.isascii(), fact.id


def test_a_receipt_finds_the_other_records_again() -> None:
    """Given two years of a county beside the one decided on, when the receipt is replayed, then nothing differs."""
    policy = _catalog().in_force("sample.kinds.posts", DAY)
    of = MODELS["county_year"].load
    others = Records([of({"编号": "999999", "年度": year, "交流人数": year - 2000}) for year in (2029, 2030)])
    this = of({"编号": "999999", "年度": 2031, "交流人数": 31})

    decision = policy.decide("passed", this, as_of=DAY, others=others)
    found = replay(receipt(decision), _catalog())

    assert decision.outcome == "better"
    assert found.verdict == "same", found


def test_a_share_in_words_is_not_said_again_in_hundredths() -> None:
    """Given a ceiling of 三分之一, when the quota is told, then it stands there once, with the number it comes to."""
    policy = _catalog().in_force("sample.kinds.posts", DAY)
    given = [{"教师": f"t{place}", "学校": "一中", "学年": 2031, "评价": "合格"} for place in range(4)]

    results = policy.quotas([MODELS["class_teacher"].load(one) for one in given], as_of=DAY)

    assert "不多于 三分之一，即 1 人" in explain_quota(next(one for one in results if one.quota == "班主任评优"))


def test_a_folder_of_tables_holds_posts_too(tmp_path: Path) -> None:
    """Given a table of class teachers whose second column is the teacher, then its rows are records, not lists."""
    (tmp_path / "教师.csv").write_text("编号,性别\nt1,女\n", encoding="utf-8")
    (tmp_path / "班主任.csv").write_text("教师,学校,班级,学年\nt1,一中,甲班,2030-2031\n", encoding="utf-8")

    found = load_others([str(tmp_path)])

    assert found is not None
    assert [record.about for record in found] == ["teacher", "class_teacher"]
    assert found.get("class_teacher", "t1/2030") is not None
