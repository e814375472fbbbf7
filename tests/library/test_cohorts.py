"""Which version governs whom: the days around a change, unknown facts, versions that disagree, no version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from catalog_kit import catalog_of

from xgxp_rules.diagnostics import Lang, PolicyError, RecordError, UsageError
from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.explain import explain

OLD = """\
language: 1
policy: test.bus
version: v1
title: 校车值守办法
status: trial
jurisdiction: "999999"
in_force: {from: 2027-04-01}
document: {clauses: [{id: 三, topic: 年限}]}
facts:
  入行日期: date
  旧证号: text
  从业年限: {since: 入行日期}
decisions:
  duty: {title: 值守, outcomes: {ready: 可以值守, waived: 免于值守, idle: 不值守}, otherwise: idle}
  badge: {title: 证件, outcomes: {valid: 有效, void: 无效}, otherwise: void}
rules:
  - {clause: 三, decision: duty, outcome: ready, when: {从业年限: 满 3年}}
  - {clause: 三, decision: duty, outcome: waived, when: {从业年限: 满 20年}}
  - {clause: 三, decision: badge, outcome: valid, when: {旧证号: 为 甲}}
"""

NEW = """\
language: 1
policy: test.bus
version: v2
title: 校车值守办法
status: in_force
jurisdiction: "999999"
in_force: {from: 2031-04-01}
document: {clauses: [{id: 三, topic: 年限}, {id: 九, topic: 过渡}]}
facts:
  入行日期: date
  入岗培训: flag
  从业年限: {since: 入行日期}
decisions:
  duty: {title: 值守, outcomes: {ready: 可以值守, trained: 先行培训, idle: 不值守}, otherwise: idle}
  meal: {title: 餐补, outcomes: {paid: 发放, unpaid: 不发}, otherwise: unpaid}
  badge: {title: 证件, outcomes: {valid: 有效, void: 无效}, otherwise: void}
rules:
  - {clause: 三, decision: duty, outcome: ready, when: {从业年限: 满 5年, 入岗培训: 是}}
  - {clause: 三, decision: duty, outcome: trained, when: {从业年限: 满 5年, 入岗培训: 否}}
  - {clause: 三, decision: meal, outcome: paid, when: {从业年限: 满 1年}}
  - {clause: 三, decision: badge, outcome: valid, when: {入岗培训: 是}}
transitions:
  - id: old-contracts
    clause: 九
    title: 老人老办法
    when: {入行日期: 早于 2031-04-01}
    governed_by: v1
    in_force: {until: 2034-03-31}
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return catalog_of(tmp_path, OLD, NEW)


def decide(catalog: Catalog, as_of: str, decision: str = "duty", **facts: object) -> Decision:
    return catalog.decide("test.bus", decision, Teacher.model_validate(facts), as_of=date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("hired", "as_of", "version"),
    [
        pytest.param("2031-03-30", "2031-04-02", "v1", id="two-days-before"),
        pytest.param("2031-03-31", "2031-04-02", "v1", id="the-day-before"),
        pytest.param("2031-04-01", "2031-04-02", "v2", id="the-day"),
        pytest.param("2031-04-02", "2031-04-02", "v2", id="the-day-after"),
        pytest.param("2028-01-01", "2031-03-31", "v1", id="before-the-new-version"),
        pytest.param("2028-01-01", "2031-04-01", "v1", id="first-day-of-the-new-version"),
        pytest.param("2028-01-01", "2034-03-31", "v1", id="last-day-of-the-transition"),
        pytest.param("2028-01-01", "2034-04-01", "v2", id="the-transition-is-over"),
    ],
)
def test_the_day_decides_which_version_governs(catalog: Catalog, hired: str, as_of: str, version: str) -> None:
    """Given a day of entry around the change, when a decision is asked, then the transition's exact day tells."""
    assert decide(catalog, as_of, 入行日期=hired, 入岗培训="否").version == version


def test_the_answer_says_by_which_transition_it_was_made(catalog: Catalog) -> None:
    """Given a record that the old version governs, when the receipt is written, then it names clause and condition."""
    report = decide(catalog, "2031-05-01", 入行日期="2020-01-01").report()

    (step,) = report.transitions
    assert (step.id, step.clauses, step.version, step.governed_by, step.truth) == (
        "old-contracts",
        ("九",),
        "v2",
        "v1",
        True,
    )
    assert step.when.parts == () or step.when.parts[0].label == "入行日期"


def test_a_record_no_transition_touches_has_none_in_its_receipt(catalog: Catalog) -> None:
    """Given somebody hired later, when the receipt is written, then it has no transitions at all."""
    data = decide(catalog, "2036-05-01", 入行日期="2031-05-01", 入岗培训="是").model_dump()

    assert data["outcome"] == "ready"
    assert "transitions" not in data


def test_in_force_knows_nothing_of_records(catalog: Catalog) -> None:
    """Given a day of the new version, when the version in force is asked, then it is the new one."""
    assert catalog.in_force("test.bus", date(2031, 5, 1)).version == "v2"


def test_an_unknown_fact_leaves_the_decision_open_where_the_versions_differ(catalog: Catalog) -> None:
    """Given no day of entry, when the versions differ, then all answers are possible and the day is missing."""
    found = decide(catalog, "2031-05-01", 入岗培训="是")

    assert found.status == "undetermined"
    assert found.report().reason == "transition"
    assert set(found.possible) == {"ready", "waived", "idle", "trained"} - {"trained"}
    assert [fact.id for fact in found.missing] == ["入行日期"]
    assert [outcome.id for outcome in found.report().details] == list(found.possible)


def test_an_unknown_fact_does_not_matter_where_the_versions_agree(tmp_path: Path) -> None:
    """Given versions that agree about a record, when it is unknown which governs, then their answer stands."""
    asked = NEW.replace("when: {入行日期: 早于 2031-04-01}", "when: [长期病假]")
    catalog = catalog_of(tmp_path, OLD, asked)

    found = decide(catalog, "2031-05-01", 入行日期="2031-04-20")

    assert (found.status, found.outcome) == ("determined", "idle")
    assert [step.truth for step in found.report().transitions] == [None]


def test_a_decision_the_old_version_lacks_stays_with_the_one_in_force(catalog: Catalog) -> None:
    """Given a decision that only the new version knows, when it is asked, then no transition bears on it."""
    found = decide(catalog, "2031-05-01", "meal", 入行日期="2020-01-01")

    assert (found.version, found.outcome, found.transitions) == ("v2", "paid", ())


def test_a_transition_may_speak_of_some_decisions_only(tmp_path: Path) -> None:
    """Given `decisions`, when another decision is asked, then the version in force makes it."""
    only = NEW.replace("    governed_by: v1\n", "    governed_by: v1\n    decisions: [badge]\n")
    catalog = catalog_of(tmp_path, OLD, only)

    assert decide(catalog, "2031-05-01", 入行日期="2020-01-01").version == "v2"


def test_facts_of_both_versions_may_stand_in_one_record(catalog: Catalog) -> None:
    """Given facts that only one version declares, when either decides, then the other's are passed over."""
    facts = {"入岗培训": "是", "旧证号": "甲"}

    assert decide(catalog, "2031-05-01", 入行日期="2020-01-01", **facts).version == "v1"
    assert decide(catalog, "2031-05-01", 入行日期="2031-04-01", **facts).version == "v2"


def test_a_name_that_no_version_knows_is_refused(catalog: Catalog) -> None:
    """Given a misspelt fact, when a decision is asked, then it is refused as ever."""
    with pytest.raises(RecordError):
        decide(catalog, "2031-05-01", 入行日期="2020-01-01", 入岗训练="是")


def test_an_unknown_decision_is_refused(catalog: Catalog) -> None:
    """Given a decision nobody has, when it is asked, then it is refused with its name."""
    with pytest.raises(UsageError):
        decide(catalog, "2031-05-01", "dutty", 入行日期="2020-01-01")


@pytest.mark.parametrize("as_of", ["2026-01-01", "2027-03-31"])
def test_a_day_without_a_version_is_undetermined_and_never_an_old_answer(catalog: Catalog, as_of: str) -> None:
    """Given a day before the first version, when asked, then nothing is concluded and nothing is missing."""
    found = decide(catalog, as_of, 入行日期="2020-01-01")

    assert (found.status, found.outcome, found.missing) == ("undetermined", None, ())
    assert found.report().reason == "not_in_force"
    assert set(found.possible) == {"ready", "waived", "idle"}


def test_transitions_are_followed_through_several_versions(tmp_path: Path) -> None:
    """Given a version that sends to the second, which sends to the first, then the first governs whom both name."""
    third = (
        NEW.replace("version: v2", "version: v3")
        .replace("2031-04-01}\ndocument", "2033-04-01}\ndocument")
        .replace("早于 2031-04-01", "早于 2033-04-01")
        .replace("governed_by: v1", "governed_by: v2")
    )
    catalog = catalog_of(tmp_path, OLD, NEW, third)

    versions = [
        decide(catalog, "2033-05-01", 入行日期=day).version for day in ("2031-03-31", "2031-04-01", "2033-04-01")
    ]

    assert versions == ["v1", "v2", "v3"]


def test_a_disputed_fact_settles_only_where_every_claim_leads_to_one_answer(catalog: Catalog) -> None:
    """Given two sources on either side of the change, when the versions differ, then the decision is open."""
    claims = {"争议": [{"值": "2024-01-01", "来源": "档案"}, {"值": "2031-04-01", "来源": "本人"}]}

    found = decide(catalog, "2031-05-01", 入行日期=claims, 入岗培训="是")

    assert found.status == "undetermined"
    assert {"ready", "idle"} <= set(found.possible)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("governed_by: v1", "governed_by: v0", "XG540", id="no-such-version"),
        pytest.param(
            "governed_by: v1", "governed_by: v1\n    decisions: [meal]", "XG542", id="no-such-decision-there"
        ),
    ],
)
def test_transitions_that_lead_nowhere_are_errors_of_the_folder(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    """Given a transition to what the other version lacks, when the policy is asked for, then the file is named."""
    catalog = catalog_of(tmp_path, OLD, NEW.replace(old, new))

    with pytest.raises(PolicyError) as caught:
        catalog.versions("test.bus")

    (found,) = caught.value.diagnostics
    assert (found.code, Path(found.file).name) == (code, "v2.yaml")
    assert found.span.known


def test_transitions_in_a_circle_are_refused(tmp_path: Path) -> None:
    """Given two versions that hand the same people to each other, when they are read, then the circle is shown."""
    back = OLD.replace("{id: 三, topic: 年限}", "{id: 三, topic: 年限}, {id: 九, topic: 过渡}") + (
        "transitions:\n  - {id: early, clause: 九, when: [在编在职], governed_by: v2}\n"
    )
    catalog = catalog_of(tmp_path, back, NEW)

    with pytest.raises(PolicyError, match="XG541"):
        catalog.versions("test.bus")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "适用  v1，老人老办法（九）：入行日期 2020-01-01（早于 2031-04-01"),
        ("en", "governed by  v1, transition (九): "),
    ],
)
def test_the_card_says_which_version_governs_and_why(catalog: Catalog, lang: Lang, said: str) -> None:
    """Given somebody under the old version, when the card is printed, then a line names version, clause and reason."""
    card = explain(decide(catalog, "2031-05-01", 入行日期="2020-01-01"), lang=lang)

    assert said in card
