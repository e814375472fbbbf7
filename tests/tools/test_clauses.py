"""Coverage of clauses: what cites a clause, how far that covers it, and what the pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from xgxp_rules.diagnostics import UnknownPolicy
from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.tools.clauses import clause_coverage, cover_of
from xgxp_rules.tools.clauses.covering import by_number, entries_of
from xgxp_rules.tools.clauses.reports import clauses_data, clauses_markdown, clauses_text

POLICY = """\
language: 1
policy: sample.county.duty
version: v1
title: 值守办法
jurisdiction: "999999"
status: in_force
in_force: {from: 2030-01-01, basis: 按印发年份推定}
document:
  issuer: 某县教育局
  title: 值守管理办法
  clauses:
    - {id: 一, topic: 目的, not_computable: 目标陈述}
    - {id: 二, topic: 满四年的可以值守, inventory: [ZZ-01, ZZ-10]}
    - {id: 三, topic: 补助和表彰, partly: 表彰没有写条件, inventory: ZZ-02}
    - {id: 四, topic: 没人写的一条, inventory: ZZ-03}
    - {id: 五, topic: 只有读法的一条}
    - {id: 六, topic: 人数, inventory: ZZ-10}
    - {id: 七, topic: 程序}
    - {id: 八, topic: 流程}
    - {id: 九, topic: 评分}
    - {id: 十, topic: 说了不可算却有条件, not_computable: 看来没有条件}
    - {id: 十一, topic: 保护}
    - {id: 十二, topic: 只有没有界定的用语}
    - {id: 十三, topic: 只给数值的决定}
points:
  值守分: {clause: 九, items: [{item: 从业, of: 同校连续任教, rate: 1分/年, years: whole}]}
undefined:
  表现突出: {kind: flag, defined_by: 县教育局, clause: 十二}
parameters:
  最低从业: {value: 4年, clause: 二}
  补助标准: {set_by: 县财政局, kind: number, unit: 元, clause: 三}
decisions:
  duty: {title: 值守, outcomes: {ready: {label: 可以, effects: [transfer]}, not_ready: 不可以}, otherwise: not_ready}
  points: {title: 得分, value: 值守分, clause: 十三}
  entry: {title: 进入, outcomes: {fit: 符合, unfit: 不符合}, requires: [{clause: 十, need: [在编在职]}]}
rules:
  - {id: duty.ready, clause: 二, decision: duty, outcome: ready, when: {同校连续任教: 满 最低从业}}
quotas:
  人数: {title: 值守人数, clause: 六, counted: [在编在职], floor: 10%}
procedures:
  通知: {steps: [{step: 谈话, clause: 七}]}
processes:
  借出: {states: [在馆, 借出], start: 在馆, transitions: [{from: 在馆, on: 借, to: 借出, clause: 八}]}
guards:
  - {id: no-night, clause: 十一, against: [transfer], when: [长期病假]}
readings:
  怎么读:
    clause: [二, 五]
    status: 待明确
    default: 甲
    choices: {甲: as_written, 乙: {parameters: {最低从业: {value: 5年, clause: 二}}}}
"""


@pytest.fixture(scope="module")
def version() -> PolicyVersion:
    return load_policy(POLICY.encode(), "v1.yaml")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    folder = tmp_path / "sample" / "county" / "duty"
    folder.mkdir(parents=True)
    (folder / "v1.yaml").write_text(POLICY, encoding="utf-8")
    return Catalog(tmp_path)


@pytest.mark.parametrize(
    ("clause", "state", "by"),
    [
        pytest.param("一", "not_computable", [], id="a-reason-and-nothing-else"),
        pytest.param(
            "二",
            "encoded",
            ["rule duty.ready", "parameter 最低从业", "reading 怎么读"],
            id="a-rule-first-then-what-it-uses",
        ),
        pytest.param("三", "partly", ["parameter 补助标准"], id="partly-with-its-reason"),
        pytest.param("四", "uncovered", [], id="nothing"),
        pytest.param("五", "uncovered", ["reading 怎么读"], id="a-reading-says-nothing-of-its-own"),
        pytest.param("六", "encoded", ["quota 人数"], id="a-quota"),
        pytest.param("七", "encoded", ["procedure 通知"], id="a-step-of-a-procedure"),
        pytest.param("八", "encoded", ["process 借出"], id="a-move-of-a-process"),
        pytest.param("九", "encoded", ["score 值守分"], id="a-score"),
        pytest.param("十", "partly", ["requirement entry.十"], id="not-computable-and-cited-all-the-same"),
        pytest.param("十一", "encoded", ["guard no-night"], id="a-guard"),
        pytest.param("十二", "uncovered", ["term 表现突出"], id="a-term-says-nothing-of-its-own"),
        pytest.param("十三", "encoded", ["decision points"], id="a-decision-that-only-gives-a-value"),
    ],
)
def test_a_clause_is_covered_by_what_cites_it(
    version: PolicyVersion, clause: str, state: str, by: list[str]
) -> None:
    """Given a clause, when the parts that cite it are collected, then they decide how far it is covered."""
    found = next(one for one in cover_of(version).clauses if one.clause.id == clause)

    assert (found.state, [f"{one.part} {one.id}" for one in found.by]) == (state, by)


def test_an_entry_has_what_its_clauses_have_in_common(version: PolicyVersion) -> None:
    """Given entries on one clause and on two, then each has one state; the order is that of the numbers."""
    entries = entries_of([cover_of(version)])

    assert [(one.id, one.state, len(one.clauses)) for one in entries] == [
        ("ZZ-01", "encoded", 1),
        ("ZZ-02", "partly", 1),
        ("ZZ-03", "uncovered", 1),
        ("ZZ-10", "encoded", 2),
    ]


def test_an_entry_of_which_one_clause_cannot_be_computed_is_partly_covered() -> None:
    """Given an entry on two clauses, one encoded and one not computable, then it is partly covered."""
    text = POLICY.replace("{id: 一, topic: 目的,", "{id: 一, topic: 目的, inventory: ZZ-01,")
    entries = entries_of([cover_of(load_policy(text.encode(), "v1.yaml"))])

    assert {one.id: one.state for one in entries}["ZZ-01"] == "partly"


def test_numbers_in_names_sort_as_numbers() -> None:
    """A list with 9 and 10, and with 12a to 12c, reads in the order of its document."""
    names = ["ML-13", "ML-12c", "ML-9", "ML-12a", "ML-10"]

    assert sorted(names, key=by_number) == ["ML-9", "ML-10", "ML-12a", "ML-12c", "ML-13"]


def test_open_terms_name_the_body(version: PolicyVersion) -> None:
    """Given an undefined term and a value left to another body, then both are listed with who must settle them."""
    assert [(one.name, one.who, one.is_value) for one in cover_of(version).open_terms] == [
        ("表现突出", "县教育局", False),
        ("补助标准", "县财政局", True),
    ]


def test_a_clause_cannot_be_both(version: PolicyVersion) -> None:
    """Given a clause with both reasons, when the file is read, then it is refused at the second of them."""
    text = POLICY.replace("partly: 表彰没有写条件", "partly: 表彰没有写条件, not_computable: 没有条件")

    _, problems = check_policy(text.encode(), "v1.yaml")

    assert ("XG136", 14) in [(one.code, one.span.line) for one in problems]


def test_the_chinese_key_is_the_same(version: PolicyVersion) -> None:
    """A file with Chinese keys may say 部分可算."""
    again = load_policy(POLICY.replace("partly: ", "部分可算: ").encode(), "v1.yaml")

    assert cover_of(again).clauses == cover_of(version).clauses


def test_a_policy_is_asked_for_by_its_id_or_the_beginning_of_it(catalog: Catalog) -> None:
    """Given the id of a policy or of the county above it, then its versions are found; other names are refused."""
    for asked in ("", "sample.county", "sample.county.duty"):
        assert [one.version.id for one in clause_coverage(catalog, asked).versions] == ["sample.county.duty"]
    with pytest.raises(UnknownPolicy):
        clause_coverage(catalog, "sample.coun")


def test_the_text_shows_each_clause_what_is_open_and_the_sums(catalog: Catalog) -> None:
    """Given a document, when its clauses are listed, then signs, reasons, terms, the assumed day and sums are there."""
    text = clauses_text(clause_coverage(catalog), "zh")

    assert "－  一" in text
    assert "目标陈述" in text
    assert "✗   四" in text
    assert "规则 duty.ready；参数 最低从业；读法 怎么读" in text
    assert "参数 补助标准；表彰没有写条件" in text
    assert "表现突出（县教育局）、补助标准（县财政局）" in text
    assert "按印发年份推定" in text
    assert [line.split() for line in text.splitlines()[-2:]] == [
        ["条款", "13", "✓", "已写成", "7", "◐", "部分写成", "2", "－", "不可计算", "1", "✗", "没有写", "3"],
        ["清单编号", "4", "✓", "已写成", "2", "◐", "部分写成", "1", "－", "不可计算", "0", "✗", "没有写", "1"],
    ]


def test_the_page_has_a_row_for_each_clause_and_the_sums(catalog: Catalog) -> None:
    """Given a document, when the page is made, then every clause has its row under the document's title."""
    page = clauses_markdown(clause_coverage(catalog), "en")

    assert "| 值守管理办法 | 13 | 7 | 2 | 1 | 3 |" in page
    assert "| ZZ-01 … ZZ-10 | 4 | 2 | 1 | 0 | 1 |" in page
    assert "## 值守管理办法" in page
    assert "| 六 | 人数 | ZZ-10 | encoded | quotas `人数` |" in page
    assert "| 四 | 没人写的一条 | ZZ-03 | uncovered |  |" in page


def test_the_data_hold_the_same(catalog: Catalog) -> None:
    """Given a document, when it is written as data, then clauses, entries and sums agree with what was found."""
    data = clauses_data(clause_coverage(catalog))
    [document] = data["documents"]

    assert data["sums"]["clauses"] == {"encoded": 7, "partly": 2, "not_computable": 1, "uncovered": 3}
    assert document["clauses"][2] == {
        "id": "三",
        "topic": "补助和表彰",
        "entries": ["ZZ-02"],
        "state": "partly",
        "reason": "表彰没有写条件",
        "by": [{"part": "parameter", "id": "补助标准", "title": ""}],
    }
    assert data["entries"][0] == {
        "id": "ZZ-01",
        "state": "encoded",
        "clauses": [{"policy": "sample.county.duty", "clause": "二"}],
    }


def test_a_file_that_cannot_be_read_is_reported_beside_the_others(catalog: Catalog) -> None:
    """Given a second policy that is broken, when all are asked about, then the first is shown and the problem told."""
    broken = catalog.folder / "sample" / "county" / "broken"
    broken.mkdir()
    (broken / "v1.yaml").write_text("language: 1\n", encoding="utf-8")

    found = clause_coverage(Catalog(catalog.folder))

    assert [one.version.id for one in found.versions] == ["sample.county.duty"]
    assert found.problems
