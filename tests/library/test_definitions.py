"""Terms that a document leaves undefined, defined by local files and by policies of a lower level."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xgxp_rules.diagnostics import PolicyError, RecordError
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.cards import card_of
from xgxp_rules.tools.checking import check_catalog, check_paths

COUNTY = """\
language: 1
policy: test.county
version: v1
title: 带班选用
status: in_force
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 有经历的列入}]}
facts:
  值守经历: {list: {日期: date}}
  值守次数: {count: 值守经历}
  名册外: {is: {有经历: 否}}
  称号: text
undefined:
  有经历: {id: experienced, kind: flag, defined_by: 县教育局, clause: 一}
  档次: {id: tier, choice: [甲档, 乙档], defined_by: 县教育局, clause: 一}
terms:
  名师: [市级名师, 特级教师]
  片区: {groups: {东片: [一中], 西片: [三中]}, else: 别处}
parameters: {次数下限: {value: 3次, clause: 一}}
decisions:
  lead: {title: 带班, outcomes: {listed: 列入, unlisted: 不列入}, otherwise: unlisted}
  grade: {title: 分档, outcomes: {upper: 甲, lower: 乙}, otherwise: lower}
rules:
  - {clause: 一, decision: lead, outcome: listed, when: {有经历: 是}}
  - {clause: 一, decision: grade, outcome: upper, when: {档次: 甲档}}
"""
PAPER = "settings: test.county\nsource: 县教〔2031〕5号\nfrom: 2031-03-01\n"
THRICE = {"值守经历": [{"日期": f"2030-0{month}-01"} for month in (1, 2, 3)]}
ON = date(2031, 6, 30)


def folder_of(tmp_path: Path, *papers: str) -> Path:
    """Return a folder with the county's policy and these papers in its `local`."""
    place = tmp_path / "test" / "county"
    (place / "local").mkdir(parents=True)
    (place / "v1.yaml").write_text(COUNTY, encoding="utf-8")
    for number, text in enumerate(papers):
        (place / "local" / f"{number}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def came_to(folder: Path, decision: str, record: dict[str, Any], on: date = ON) -> str:
    """Return what a decision came to: its outcome, or its status where it has none."""
    answer = Catalog(folder).decide("test.county", decision, Teacher.model_validate(record), as_of=on)
    return answer.outcome or answer.status


@pytest.mark.parametrize(
    ("decision", "definition", "record", "expected"),
    [
        pytest.param(
            "lead", "有经历: {is: {值守次数: 满 次数下限}}", THRICE, "listed", id="a condition that holds"
        ),
        pytest.param("lead", "有经历: {is: {值守次数: 满 4次}}", THRICE, "unlisted", id="a condition that fails"),
        pytest.param(
            "lead", "有经历: {is: {值守次数: 满 次数下限}}", {}, "undetermined", id="a condition left open"
        ),
        pytest.param("lead", "experienced: {is: {值守次数: 满 次数下限}}", THRICE, "listed", id="named by its id"),
        pytest.param("lead", "有经历: {exists: 值守经历}", {"值守经历": []}, "unlisted", id="another form"),
        pytest.param(
            "grade",
            "档次: {choice: [甲档, 乙档], table: {by: 值守次数, rows: {不满3次: 乙档, 满3次: 甲档}}}",
            THRICE,
            "upper",
            id="a choice by a table",
        ),
        pytest.param(
            "grade",
            "档次: {map: 现任学校, terms: 学校档次}\nterms: {学校档次: {groups: {甲档: [一中], 乙档: [二小]}}}",
            {"任职经历": [{"学校": "一中", "自": "2020-09-01"}]},
            "upper",
            id="a division of schools that the paper brings along",
        ),
        pytest.param(
            "lead",
            "有经历: {is: {近年次数: 满 1次}}\nfacts: {近年次数: {count: 值守经历, within: 近2年}}",
            THRICE,
            "listed",
            id="a fact that the paper brings along",
        ),
    ],
)
def test_a_paper_defines_a_term(
    decision: str, definition: str, record: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    """Given a paper in `local`, when a decision needs the term, then it is worked out as the paper says."""
    folder = folder_of(tmp_path, f"{PAPER}definitions:\n  {definition}\n")

    assert came_to(folder, decision, record) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2031, 2, 28), "undetermined", id="the day before the first paper"),
        pytest.param(date(2031, 3, 1), "listed", id="its first day"),
        pytest.param(date(2032, 12, 31), "listed", id="the day before the second"),
        pytest.param(date(2033, 1, 1), "unlisted", id="the second's first day"),
        pytest.param(date(2034, 1, 1), "listed", id="the day after the second's last: the first again"),
    ],
)
def test_a_term_means_what_the_paper_of_the_day_says(on: date, expected: str, tmp_path: Path) -> None:
    """Given two papers, the second for one year, then of those that hold on a day the last begun counts."""
    second = "settings: test.county\nsource: 县教〔2033〕1号\nfrom: 2033-01-01\nuntil: 2033-12-31\n"
    folder = folder_of(
        tmp_path,
        f"{PAPER}definitions: {{有经历: {{is: {{值守次数: 满 3次}}}}}}\n",
        f"{second}definitions: {{有经历: {{is: {{值守次数: 满 9次}}}}}}\n",
    )

    assert came_to(folder, "lead", THRICE, on) == expected


def test_an_open_term_is_asked_of_its_body_and_a_defined_one_says_who_defined_it(tmp_path: Path) -> None:
    """Given a paper from March, when decided in February and in June, then the card asks, and then names the paper."""
    catalog = Catalog(folder_of(tmp_path, f"{PAPER}definitions: {{有经历: {{is: {{值守次数: 满 3次}}}}}}\n"))
    record = Teacher.model_validate(THRICE)

    before = catalog.decide("test.county", "lead", record, as_of=date(2031, 2, 1))
    after = catalog.decide("test.county", "lead", record, as_of=ON)

    assert [(one.id, one.reason, one.who) for one in before.missing] == [("experienced", "undefined", "县教育局")]
    assert dict(card_of(after.report(), "zh").rows)["界定"] == (
        "有经历：由县教育局界定（县教〔2031〕5号，自 2031-03-01 起）"
    )
    assert dict(card_of(after.report("en"), "en").rows)["defined"] == (
        "experienced: by 县教育局 (县教〔2031〕5号, from 2031-03-01)"
    )


def test_a_defined_term_is_not_supplied(tmp_path: Path) -> None:
    """Given a paper from March, when a record supplies the term, then it may before that day and not after."""
    catalog = Catalog(folder_of(tmp_path, f"{PAPER}definitions: {{有经历: {{is: {{值守次数: 满 3次}}}}}}\n"))
    record = Teacher.model_validate({"有经历": "是"})

    assert catalog.decide("test.county", "lead", record, as_of=date(2031, 2, 1)).outcome == "listed"
    with pytest.raises(RecordError, match="有经历"):
        catalog.decide("test.county", "lead", record, as_of=ON)


def test_definitions_survive_pickling(tmp_path: Path) -> None:
    """Given a policy whose term a paper defines, when it is pickled and loaded, then it decides the same."""
    catalog = Catalog(folder_of(tmp_path, f"{PAPER}definitions: {{有经历: {{is: {{值守次数: 满 3次}}}}}}\n"))
    policy = pickle.loads(pickle.dumps(catalog.in_force("test.county", ON)))

    assert policy.decide("lead", Teacher.model_validate(THRICE), as_of=ON).outcome == "listed"


@pytest.mark.parametrize(
    ("paper", "codes"),
    [
        pytest.param(PAPER + "definitions: {有资历: {is: {值守次数: 满 3次}}}\n", ["XG385"], id="no such term"),
        pytest.param(PAPER + "definitions: {值守次数: {is: {值守次数: 满 3次}}}\n", ["XG386"], id="no open term"),
        pytest.param(PAPER + "definitions: {有经历: {kind: flag}}\n", ["XG387"], id="no meaning"),
        pytest.param(PAPER + "definitions: {有经历: {count: 值守经历}}\n", ["XG388"], id="another kind"),
        pytest.param(PAPER + "definitions: {有经历: {is: {有经历: 是}}}\n", ["XG142"], id="itself"),
        pytest.param(PAPER + "definitions: {有经历: {is: {名册外: 否}}}\n", ["XG389"], id="itself, through a fact"),
        pytest.param(
            "settings: test.county\ndefinitions: {有经历: {is: {值守次数: 满 3次}}}\n", ["XG398"], id="no source"
        ),
        pytest.param(PAPER, ["XG399"], id="nothing in it"),
        pytest.param(PAPER + "definitions: {有经历: {is: {夜班: 满 3次}}}\n", ["XG101"], id="an unknown fact"),
        pytest.param(PAPER + "definitions: {有经历: {is: {值守次数: 满 3年}}}\n", ["XG201"], id="another unit"),
        pytest.param(PAPER + "definitions: [有经历]\n", ["XG105"], id="a list"),
    ],
)
def test_what_a_paper_may_not_say_is_refused_by_name(paper: str, codes: list[str], tmp_path: Path) -> None:
    """Given a paper with a slip, when the catalog is checked or asked, then both name it, with its file."""
    folder = folder_of(tmp_path, paper)

    found = [one for one in check_catalog(Catalog(folder)).problems if one.severity == "error"]

    assert [one.code for one in found] == codes
    assert found[0].file.endswith("0.yaml")
    with pytest.raises(PolicyError):
        Catalog(folder).in_force("test.county", ON)


def test_what_is_still_open_is_listed(tmp_path: Path) -> None:
    """Given two open terms of which one is defined, when the policy is checked, then only the other is listed."""
    folder = folder_of(tmp_path, f"{PAPER}definitions: {{有经历: {{is: {{值守次数: 满 3次}}}}}}\n")

    said = [one for one in check_paths([folder / "test"], Catalog(folder)).problems if one.code == "XG704"]

    assert [dict(one.args)["name"] for one in said] == ["档次"]


LAW = """\
language: 1
policy: test.law
version: v1
title: 夜班通则
status: in_force
kind: law
in_force: {from: 2030-01-01}
document: {clauses: [{id: 二, topic: 骨干不排夜班}]}
facts: {值守次数: {id: duties, kind: number, unit: 次}}
undefined: {骨干: {id: backbone, kind: flag, defined_by: 县教育局, clause: 二}}
guards: [{id: law.backbone, clause: 二, against: [night_duty], when: [骨干]}]
"""
BELOW = """\
language: 1
policy: test.county
version: v1
title: 县夜班办法
status: in_force
jurisdiction: "999999"
in_force: {from: 2030-01-01}
under: [test.law]
document: {clauses: [{id: 四, topic: 谁是骨干}]}
facts:
  称号: {choice: [无, 县级, 市级]}
FACT
decisions: {night: {title: 夜班, outcomes: {on_: {label: 排班, effects: [night_duty]}, off_: 不排}, otherwise: off_}}
rules: [{clause: 四, decision: night, outcome: on_, when: [在编在职]}]
"""


def below(tmp_path: Path, fact: str) -> Path:
    """Return a folder with the law and a county's policy that has this fact."""
    for name, text in (("law", LAW), ("county", BELOW.replace("FACT", f"  {fact}" if fact else ""))):
        place = tmp_path / "test" / name
        place.mkdir(parents=True)
        (place / "v1.yaml").write_text(text, encoding="utf-8")
    return tmp_path


OWN = "县骨干: {id: own_backbone, is: {称号: 不是 无}, sets: test.law/骨干, clause: 四}"


@pytest.mark.parametrize(
    ("fact", "record", "expected"),
    [
        pytest.param(OWN, {"称号": "县级"}, "blocked", id="defined, and met"),
        pytest.param(OWN, {"称号": "无"}, "determined", id="defined, and not met"),
        pytest.param(OWN, {}, "undetermined", id="defined, and open"),
        pytest.param(OWN.replace("/骨干", "/backbone"), {"称号": "市级"}, "blocked", id="named by its id"),
        pytest.param("", {"称号": "县级"}, "undetermined", id="not defined"),
        pytest.param("", {"骨干": "否"}, "determined", id="not defined, but the record says"),
    ],
)
def test_a_lower_policy_defines_a_term_of_higher_law(
    fact: str, record: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    """Given law with an open term, when a county's fact says what it means, then the law's guard asks that fact."""
    given = Teacher.model_validate({"在编在职": "是", **record})

    decision = Catalog(below(tmp_path, fact)).decide("test.county", "night", given, as_of=ON)

    assert decision.status == expected
    defined = dict(card_of(decision.report(), "zh").rows).get("界定")
    assert defined == ("县骨干：由本文件界定（四）" if fact else None)


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        pytest.param(OWN.replace("test.law/", "test.lav/"), "XG543", id="not the law above"),
        pytest.param(OWN.replace("/骨干", "/尖子"), "XG544", id="no such term"),
        pytest.param(OWN.replace("/骨干", "/值守次数"), "XG545", id="a fact that is not open"),
        pytest.param("县骨干: {kind: number, sets: test.law/骨干, clause: 四}", "XG546", id="another kind"),
        pytest.param(OWN.replace(", clause: 四", ""), "XG383", id="no clause"),
        pytest.param(OWN.replace("test.law/", ""), "XG382", id="no policy"),
        pytest.param(
            "值守: {list: {日期: date, 骨干班: {kind: flag, sets: test.law/骨干, clause: 四}}}",
            "XG326",
            id="a list's field",
        ),
        pytest.param("县骨干: {list: {日期: date}, sets: test.law/骨干, clause: 四}", "XG546", id="a list"),
    ],
)
def test_a_definition_that_the_law_does_not_leave_open_is_refused(fact: str, code: str, tmp_path: Path) -> None:
    """Given a county's fact that defines what it may not, when the folder is checked, then that is an error."""
    found = check_catalog(Catalog(below(tmp_path, fact))).problems

    assert [one.code for one in found if one.severity == "error"] == [code]


def test_what_was_set_is_pinned_in_the_receipt(tmp_path: Path) -> None:
    """Given a paper, when a decision is written, then its content is pinned, and another paper makes another policy."""
    paper = f"{PAPER}definitions: {{有经历: {{is: {{值守次数: 满 3次}}}}}}\n"
    one = Catalog(folder_of(tmp_path / "one", paper))
    other = Catalog(folder_of(tmp_path / "other", paper.replace("满 3次", "满 4次")))

    reports = [
        catalog.decide("test.county", "lead", Teacher.model_validate(THRICE), as_of=ON).report()
        for catalog in (one, other)
    ]

    assert [[ref.source for ref in report.settings] for report in reports] == [["县教〔2031〕5号"]] * 2
    assert reports[0].settings[0].content_hash != reports[1].settings[0].content_hash
    assert reports[0].content_hash == reports[1].content_hash
    assert one.in_force("test.county", ON) != other.in_force("test.county", ON)


@pytest.mark.parametrize(
    ("place", "text", "codes"),
    [
        pytest.param("test/county/local/0.yaml", "", [], id="beside its policy"),
        pytest.param("papers/0.yaml", "", [], id="elsewhere"),
        pytest.param("papers/0.yaml", "满 3年", ["XG201"], id="elsewhere, with a slip"),
        pytest.param("papers/0.yaml", "test.county2", ["XG501"], id="for a policy that does not exist"),
    ],
)
def test_a_settings_file_is_checked_by_itself(place: str, text: str, codes: list[str], tmp_path: Path) -> None:
    """Given a settings file, when only it is checked, then it is held against its policy and not read as one."""
    folder = folder_of(tmp_path)
    paper = f"{PAPER}definitions: {{有经历: {{is: {{值守次数: 满 3次}}}}}}\n"
    changed = (
        paper.replace("test.county", text) if text.startswith("test") else paper.replace("满 3次", text or "满 3次")
    )
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(changed, encoding="utf-8")

    problems = check_paths([file], Catalog(folder)).problems

    assert [one.code for one in problems] == codes
    assert all(one.file == str(file) and one.span.known for one in problems)


@pytest.mark.parametrize(
    ("paper", "record", "expected"),
    [
        pytest.param("definitions: {有经历: {is: {称号: 名师}}}", {"称号": "特级教师"}, "listed", id="a-set"),
        pytest.param("definitions: {有经历: {is: {称号: 名师}}}", {"称号": "校级骨干"}, "unlisted", id="not-in-it"),
        pytest.param(
            "facts: {片: {map: 现任学校, terms: 片区}}\ndefinitions: {有经历: {is: {片: 西片}}}",
            {"任职经历": [{"学校": "三中", "自": "2020-09-01"}]},
            "listed",
            id="a-division",
        ),
        pytest.param(
            "terms: {能手: [名师, 县级能手]}\ndefinitions: {有经历: {is: {称号: 能手}}}",
            {"称号": "市级名师"},
            "listed",
            id="included-in-its-own",
        ),
    ],
)
def test_a_paper_names_the_terms_of_its_policy(
    paper: str, record: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    """Given terms of the document, when a paper says what another means by them, then it uses them as they are."""
    folder = folder_of(tmp_path, f"{PAPER}{paper}\n")

    assert came_to(folder, "lead", record) == expected


def test_a_paper_does_not_say_a_term_of_its_policy_anew(tmp_path: Path) -> None:
    """Given a term that the document has, when a paper declares one of that name, then it is refused."""
    paper = "terms: {名师: [县级能手]}\ndefinitions: {有经历: {is: {称号: 名师}}}\n"

    found = check_catalog(Catalog(folder_of(tmp_path, PAPER + paper))).problems

    assert [one.code for one in found if one.severity == "error"] == ["XG285"]
