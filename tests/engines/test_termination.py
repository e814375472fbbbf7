"""Whatever well-typed policy meets whatever record, evaluation ends in an answer that can be written down."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from generated_policies import HEAD, RECORDS, policies
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from xgxp_rules.diagnostics import RecordError, render_all
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.model.report import DecisionReport
from xgxp_rules.tools.explain import explain

CATALOG = Catalog()
SETTINGS = settings(
    max_examples=150,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@SETTINGS
@given(text=policies())
def test_what_is_generated_is_a_policy_an_author_could_write(text: str) -> None:
    """Given a generated text, when it is read, then it has no error: the property below is about real policies."""
    policy, remarks = check_policy(text, "generated.yaml")

    assert policy is not None, "\n" + render_all(remarks, {"generated.yaml": text})


@SETTINGS
@given(text=policies(), facts=RECORDS, as_of=st.sampled_from([date(2026, 9, 1), date(2028, 2, 29)]))
def test_evaluation_always_ends_in_an_answer(text: str, facts: dict[str, object], as_of: date) -> None:
    """Given any policy and record, when every decision is made, then each has a sound status, a receipt and words."""
    version, _ = check_policy(text, "generated.yaml")
    assert version is not None
    try:
        record = Teacher.model_validate(facts)
        decisions = Policy(version, CATALOG).decide_all(record, as_of=as_of)
    except RecordError:
        assume(False)
        return

    for decision in decisions:
        assert decision.status in ("determined", "undetermined", "blocked")
        listed = decision.run.settled.outcomes is not None
        assert listed or (decision.outcome is None) is (decision.status == "undetermined")
        assert decision.status != "undetermined" or decision.possible or decision.run.settled.reason
        assert DecisionReport.model_validate(json.loads(decision.model_dump_json())).status == decision.status
        assert explain(decision, detail="worksheet")


@pytest.mark.parametrize(("depth", "codes"), [(18, []), (19, ["XG902"])])
def test_conditions_nest_to_the_limit_and_no_further(depth: int, codes: list[str]) -> None:
    """Given conditions in conditions, when they are deeper than the limit, then that is said instead of followed."""
    condition = "{all: [" * depth + "在编在职" + "]}" * depth
    text = (
        f"{HEAD}decisions:\n  决: {{title: 题, outcomes: {{甲果: 甲, 乙果: 乙}}, otherwise: 乙果}}\n"
        f"rules:\n  - {{clause: 一, decision: 决, outcome: 甲果, when: {condition}}}\n"
    )

    assert [each.code for each in check_policy(text, "deep.yaml")[1]] == codes


@pytest.mark.parametrize(("length", "accepted"), [(49, True), (50, False)])
def test_facts_rest_on_facts_to_the_limit_and_no_further(length: int, accepted: bool) -> None:
    """Given a chain of facts, when it is longer than the limit, then it is refused."""
    facts = "".join(f"  链{place}: {{calc: 链{place - 1} + 1}}\n" for place in range(1, length))
    text = (
        f"{HEAD}facts:\n  链0: {{kind: number}}\n{facts}"
        "decisions:\n  决: {title: 题, outcomes: {甲果: 甲, 乙果: 乙}, otherwise: 乙果}\n"
        f"rules:\n  - {{clause: 一, decision: 决, outcome: 甲果, when: {{链{length - 1}: 满 3}}}}\n"
    )

    policy, remarks = check_policy(text, "chain.yaml")

    assert (policy is not None) is accepted
    assert accepted or [each.code for each in remarks] == ["XG148"]


@pytest.mark.parametrize(("count", "accepted"), [(5000, True), (5001, False)])
def test_a_list_is_as_long_as_the_limit_and_no_longer(count: int, accepted: bool) -> None:
    """Given a list of a record, when it has more entries than the limit, then the record is refused."""
    postings = [{"学校": f"{place}校", "自": "2010-05-01", "至": "2010-06-01"} for place in range(count)]

    if accepted:
        assert len(Teacher.model_validate({"任职经历": postings}).postings) == count
        return
    with pytest.raises(RecordError):
        Teacher.model_validate({"任职经历": postings})
