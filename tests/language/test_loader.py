"""One file to one policy version: names in both languages, ids, hash, and all problems at once."""

import pickle

import pytest
from policy_kit import DECISION, HEAD, load, policy_text, said

from xgxp_rules.diagnostics import PolicyError
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.loader import builtin_vocabulary, check_policy, load_policy
from xgxp_rules.model.forms import Dated, DecisionResult, Delegated, Keyed, KeyedRow
from xgxp_rules.model.nodes import Constant, FactRef
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import Alternative, PolicyVersion


def parameter(declaration: str) -> object:
    made = load(sections=f"parameters:\n  某数: {declaration}\n").parameters[0]
    return made.constant or made.form


def test_keys_in_chinese_give_the_same_policy() -> None:
    """Given one file with English keys and one with their Chinese aliases, then the two versions are equal."""
    english = policy_text("    when: {any: [在编在职, {性别: 男}]}\n    unless: [长期病假]")
    chinese = english
    for shape, keys in (("policy", None), ("in_force", None), ("document", None), ("clause", None)):
        for key in SHAPES[shape].keys:
            if keys is None:
                for before in ("\n", "{", " "):
                    chinese = chinese.replace(f"{before}{key.en}: ", f"{before}{key.zh}: ")
                chinese = chinese.replace(f"\n{key.en}:\n", f"\n{key.zh}:\n")
    for shape in ("rule", "decision"):
        for key in SHAPES[shape].keys:
            chinese = chinese.replace(f" {key.en}: ", f" {key.zh}: ").replace(f"{{{key.en}: ", f"{{{key.zh}: ")
    chinese = chinese.replace("any:", "任一满足:")

    one, other = load_policy(english, "kit.yaml"), load_policy(chinese, "kit.yaml")

    assert "when" not in chinese
    assert (one.rules, one.decisions, one.document) == (other.rules, other.decisions, other.document)


def test_the_hash_is_of_the_text_and_not_of_its_line_ends() -> None:
    """Given the same text with another mark and other line ends, then the hash is one; another word changes it."""
    text = policy_text()

    plain = load_policy(text).content_hash

    assert load_policy(text.replace("\n", "\r\n").encode("utf-8-sig")).content_hash == plain
    assert load_policy(text.replace("试点", "试行")).content_hash != plain
    assert len(plain) == 64


def test_a_version_travels_between_processes() -> None:
    """Given a loaded version, then it is equal to itself after pickling."""
    version = load()

    assert pickle.loads(pickle.dumps(version)) == version


def test_an_invalid_file_gives_no_policy_and_all_its_problems_in_file_order() -> None:
    """Given three mistakes in three sections, then all come at once, by line, and nothing is loaded."""
    text = policy_text("    when: {性别: 难}", sections="facts:\n  某事: numbr\n").replace(
        "status: trial", "status: trail"
    )

    version, found = check_policy(text, "kit.yaml")
    with pytest.raises(PolicyError) as error:
        load_policy(text, "kit.yaml")

    assert version is None
    assert [each.code for each in found] == ["XG108", "XG108", "XG204"]
    assert list(error.value.diagnostics) == found
    assert "kit.yaml:5:9" in str(error.value)


@pytest.mark.parametrize(
    ("declaration", "worth"),
    [
        pytest.param("6年", Constant(Period(years=6)), id="short"),
        pytest.param("{value: 3次}", Constant(3, "次"), id="value"),
        pytest.param(
            "{set_by: 学校, limits: 2年 至 4年}",
            Delegated("学校", Constant(Period(years=2)), Constant(Period(years=4))),
            id="left-to-another-body",
        ),
        pytest.param(
            "{set_by: 学校, limits: 2年 至 4年, value: 4年}", Constant(Period(years=4)), id="set-at-the-limit"
        ),
        pytest.param(
            "{by: 性别, value: {男: 57岁, 女: 51岁}}",
            Keyed(
                (FactRef("sex"),),
                (
                    KeyedRow(("male",), Constant(Period.of(57, "岁"))),
                    KeyedRow(("female",), Constant(Period.of(51, "岁"))),
                ),
            ),
            id="by-one-choice",
        ),
        pytest.param(
            "{by: [岗位类别, 性别], value: {工勤: {女: 1, 其他: 2}, 其他: 3}}",
            Keyed(
                (FactRef("post_category"), FactRef("sex")),
                (
                    KeyedRow(("worker", "female"), Constant(1)),
                    KeyedRow(("worker", None), Constant(2)),
                    KeyedRow((None, None), Constant(3)),
                ),
            ),
            id="by-two-choices",
        ),
    ],
)
def test_parameters(declaration: str, worth: object) -> None:
    """Given a parameter, then it is a constant or the form that its keys say."""
    assert parameter(declaration) == worth


def test_a_parameter_of_dates_keeps_their_order() -> None:
    """Given values from two days on, then the parameter holds both, and the wrong order is refused."""
    rows = "[{from: 2031-04-01, value: 9次}, {from: 2034-04-01, value: 14次}]"

    made = parameter(f"{{values: {rows}}}")

    assert isinstance(made, Dated)
    assert [each.value for each in made.values] == [Constant(9, "次"), Constant(14, "次")]
    turned = policy_text(sections=f"parameters: {{某数: {{values: {rows.replace('2034', '2030')}}}}}\n")
    assert said(turned) == ["XG156"]


@pytest.mark.parametrize(
    ("sections", "codes"),
    [
        pytest.param("parameters: {某数: {clause: 一}}\n", ["XG152"], id="no-value"),
        pytest.param("parameters: {某数: {value: 6年, clause: 九}}\n", ["XG129"], id="unknown-clause"),
        pytest.param(
            "parameters: {某数: {set_by: 学校, limits: 2年 至 4年, value: 5年}}\n", ["XG157"], id="past-the-limit"
        ),
        pytest.param("parameters: {某数: {set_by: 学校, limits: 适量}}\n", ["XG159"], id="limits-in-words"),
        pytest.param("parameters: {某数: {by: 性别, value: {男: 1, 难: 2}}}\n", ["XG155"], id="unknown-row"),
        pytest.param("parameters: {年龄: 6年}\n", ["XG139"], id="name-of-a-fact"),
        pytest.param("parameters: {某数: {value: 6年, valeu: 7年}}\n", ["XG102"], id="misspelt-key"),
        pytest.param("facts: {年龄: {since: 出生日期}}\n", ["XG122"], id="built-in-name"),
        pytest.param("facts: {某事: {replaces: 是, kind: flag}}\n", ["XG123"], id="replaces-nothing"),
        pytest.param("facts: {年龄: {replaces: 是, kind: flag}}\n", ["XG319"], id="replaces-by-another-kind"),
        pytest.param("facts: {值守: flag}\n", ["XG113"], id="name-of-a-decision"),
        pytest.param("facts: {满意度: number}\n", ["XG124"], id="begins-with-a-test-word"),
        pytest.param("parameters: {6年: 7年}\n", ["XG172"], id="name-that-is-a-value"),
        pytest.param("parameters: {下限: 6年, 下限以上: 7年}\n", ["XG173"], id="name-that-swallows-a-test"),
        pytest.param("facts: {任一满足: flag}\n", ["XG125"], id="joining-word"),
        pytest.param("facts: {适用: flag}\n", ["XG125"], id="test-word"),
        pytest.param("facts: {某事: {kind: flag, about: teachers}}\n", ["XG134"], id="unknown-kind-of-record"),
        pytest.param("undefined: {某词: {kind: flag}}\n", ["XG103"], id="undefined-by-whom"),
        pytest.param("quotas: {轮训: {clause: 六}}\n", ["XG103", "XG129"], id="quota-that-counts-nobody"),
        pytest.param("units: {班: 是}\n", ["XG106"], id="mapping-for-a-list"),
    ],
)
def test_a_wrong_section_has_one_message(sections: str, codes: list[str]) -> None:
    """Given one mistake in a section, then one problem is reported."""
    assert said(policy_text(sections=sections)) == codes


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        pytest.param("language: 1", "language: 2", ["XG108"], id="another-language-version"),
        pytest.param("title: 试点\n", "", ["XG103"], id="no-title"),
        pytest.param("title: 试点", "titel: 试点", ["XG102"], id="misspelt-title"),
        pytest.param('"999999"', "99999", ["XG135"], id="five-digits"),
        pytest.param(
            "from: 2031-02-20", "from: 2031-02-20, until: 2031-02-19", ["XG311"], id="ends-before-it-begins"
        ),
        pytest.param("in_force: {from: 2031-02-20}\n", "", ["XG313"], id="no-window"),
        pytest.param("status: trial", "status: trial\nkind: notice", ["XG312"], id="notice-without-end"),
        pytest.param("policy: test.kit", "policy: 某.县", ["XG138"], id="policy-id"),
        pytest.param("{id: 四(四), topic: 乙}", "{id: 一, topic: 乙}", ["XG121"], id="clause-twice"),
        pytest.param("- clause: 一\n", "- title: 某\n", ["XG103"], id="rule-without-clause"),
        pytest.param("decision: duty", "decision: dutty", ["XG127"], id="misspelt-decision"),
        pytest.param("outcome: ready", "outcome: raedy", ["XG128"], id="misspelt-outcome"),
        pytest.param("otherwise: idle", "otherwise: idel", ["XG128"], id="misspelt-otherwise"),
        pytest.param(", otherwise: idle", "", ["XG301"], id="outcome-without-rule"),
        pytest.param("{ready: 可以值守,", "{all: 可以, ready: 可以值守,", ["XG137"], id="joining-word-as-outcome"),
        pytest.param("idle: 不值守", "idle: 可以值守", ["XG121"], id="label-twice"),
        pytest.param("about: teacher", "decides: all", ["XG304"], id="otherwise-of-all"),
    ],
)
def test_a_wrong_head_decision_or_rule(old: str, new: str, codes: list[str]) -> None:
    """Given one change that breaks a sound policy, then what is said is about that change."""
    text = policy_text()

    assert old in text
    assert said(text.replace(old, new)) == codes


def test_cited_clauses_are_spelled_as_the_document_spells_them() -> None:
    """Given a clause cited in full-width brackets, then it is the document's clause."""
    assert load_policy(policy_text().replace("- clause: 一", "- clause: 四（四）")).rules[0].clauses == ("四(四)",)


def test_rules_without_ids_are_named_after_what_they_conclude() -> None:
    """Given rules without ids, then one gets decision and outcome, several also their clause."""
    second = "  - {clause: 四(四), decision: duty, outcome: ready, when: [骨干教师]}\n"

    assert [rule.id for rule in load().rules] == ["duty.ready"]
    assert [rule.id for rule in load_policy(policy_text() + second).rules] == ["duty.ready.一", "duty.ready.四(四)"]


def test_two_rules_of_one_id_are_an_error_even_if_one_is_wrong() -> None:
    """Given two rules with one written id, then the second is reported whatever else is wrong."""
    rules = (
        "  - {id: 甲, clause: 一, decision: duty, outcome: ready, when: [年龄]}\n"
        "  - {id: 甲, clause: 一, decision: duty, outcome: ready, when: [在编在职]}\n"
    )

    assert said(policy_text() + rules) == ["XG160", "XG131"]


def test_a_decision_is_a_fact_for_later_conditions() -> None:
    """Given a decision, then the vocabulary holds it as a choice of its outcomes, by id and title."""
    made = load().vocabulary("teacher")["值守"]

    assert (made.id, made.form) == ("duty", DecisionResult("duty"))
    assert [choice.label for choice in made.kind.choices] == ["可以值守", "不值守"]


def test_outcomes_keep_order_offers_and_effects() -> None:
    """Given outcomes in full, then order, modality, alternatives and effects are kept."""
    outcomes = (
        "{ready: {label: 可, modality: 鼓励, effects: [pay]}, "
        "idle: {label: 改, one_of: [补训, {label: 改任, effects: [transfer]}], chosen_by: 学校}}"
    )

    made = load(
        decisions=f"decisions:\n  duty: {{title: 值守, outcomes: {outcomes}, otherwise: idle}}\n"
    ).decisions[0]

    assert [(each.id, each.modality, each.encouraged) for each in made.outcomes] == [
        ("ready", "aim", True),
        ("idle", "must", False),
    ]
    assert made.outcomes[1].one_of == (Alternative("补训"), Alternative("改任", ("transfer",)))
    assert made.outcomes[1].is_offer


def test_an_effect_with_a_length_stands_beside_the_tags() -> None:
    """Given an effect that is not a tag, then the outcome carries it as a consequence and has no tag of it."""
    outcomes = "{ready: {label: 可, effects: [{bar: 评优, for: 1年}]}, idle: 否}"

    policy = load(decisions=f"decisions:\n  duty: {{title: 值守, outcomes: {outcomes}, otherwise: idle}}\n")

    outcome = policy.decisions[0].outcomes[0]
    assert outcome.effects == ()
    assert [(one.op, one.target) for one in outcome.consequences] == [("bar", "评优")]


def reading(choices: str, default: str = "甲") -> str:
    sections = "parameters: {某数: 6年}\nfacts: {某事: {is: {年龄: 满 某数}}}\n"
    text = policy_text("    when: [某事]", sections=sections)
    return text + f"readings:\n  几年: {{clause: 一, status: 待明确, default: {default}, choices: {choices}}}\n"


def test_a_reading_replaces_whole_entries() -> None:
    """Given a reading with a replaced parameter and a replaced fact, then asking under it gives those."""
    choices = "{甲: as_written, 乙: {parameters: {某数: 5年}}, 丙: {facts: {某事: {is: {工龄: 满 某数}}}}}"

    version = load_policy(reading(choices))

    five = version.under_readings({"几年": "乙"}).parameter("某数")
    assert five is not None
    assert five.constant == Constant(Period(years=5))
    worked = version.under_readings({"几年": "丙"}).vocabulary("teacher")["某事"].form
    assert worked != version.vocabulary("teacher")["某事"].form


@pytest.mark.parametrize(
    ("choices", "default", "codes"),
    [
        pytest.param("{甲: as_written, 乙: {parameters: {某树: 5年}}}", "甲", ["XG133"], id="replaces-nothing"),
        pytest.param("{甲: as_written, 乙: {parameters: {某数: 5次}}}", "甲", ["XG310"], id="another-kind"),
        pytest.param(
            "{甲: as_written, 乙: {facts: {某事: {is: {年令: 满5年}}}}}", "甲", ["XG101"], id="unknown-fact"
        ),
        pytest.param("{甲: as_written, 乙: {parameters: {某数: 5年}}}", "丙", ["XG308"], id="default-is-no-choice"),
        pytest.param("{甲: as_written}", "甲", ["XG309"], id="one-choice"),
        pytest.param(
            "{甲: as_written, 乙: {facts: {某事: {is: {none: [{待岗时间: 满1年}]}}}}}",
            "甲",
            ["XG302"],
            id="checked-whole",
        ),
    ],
)
def test_a_reading_is_checked_like_the_main_text(choices: str, default: str, codes: list[str]) -> None:
    """Given a mistake in a choice that nobody asks for by default, then it is reported all the same."""
    assert said(reading(choices, default)) == codes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="a-list"),
        pytest.param("甲", id="a-word"),
        pytest.param("{}", id="an-empty-mapping"),
        pytest.param(HEAD.replace("document:", "document: []\nx:"), id="no-document"),
        pytest.param(
            HEAD + "rules: {}\ndecisions: []\nfacts: 甲\nparameters: [甲]\n", id="sections-of-the-wrong-form"
        ),
        pytest.param(b"\xff\xfe", id="bytes-that-are-no-text"),
        pytest.param(HEAD + "facts: {某: {list: {}}}\n" + DECISION, id="a-list-without-fields"),
    ],
)
def test_whatever_is_written_is_answered_with_problems(text: str | bytes) -> None:
    """Given files that are hardly policies, then there are problems and never a traceback."""
    version, found = check_policy(text, "kit.yaml")

    assert version is None
    assert found


def test_every_kind_of_record_has_built_in_facts() -> None:
    """Given the kinds of record, then each has a vocabulary, made once."""
    for about in ("teacher", "school", "county_year"):
        assert len(builtin_vocabulary(about)) > 3
        assert builtin_vocabulary(about) is builtin_vocabulary(about)
    assert isinstance(load(), PolicyVersion)
