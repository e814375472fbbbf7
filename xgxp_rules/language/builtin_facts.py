"""The built-in facts: what records supply, and what `builtin/*.yaml` works out from it in the same language."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

from xgxp_rules.diagnostics import PolicyError, in_file_order
from xgxp_rules.language.declare import declare_facts
from xgxp_rules.language.fields import Problems
from xgxp_rules.language.located import LMap
from xgxp_rules.language.scope import Library, with_spell_fields
from xgxp_rules.language.source import read_source
from xgxp_rules.model.forms import DecisionDay
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.values import DATE
from xgxp_rules.model.vocabulary import Fact, Vocabulary

ABOUTS = tuple(KINDS)
"""The kinds of record."""

DECISION_DAY = Fact(
    "decision_day",
    "决定日",
    DATE,
    DecisionDay(),
    "作决定的那一天；计算日另有规定的，决定日仍是这一天",
)
"""The decision date as a day like any other, for records of every kind."""


@cache
def supplied_vocabulary(about: str) -> Vocabulary:
    """Return the facts that a record of this kind may supply."""
    from xgxp_rules.model.records import MODELS
    from xgxp_rules.model.supplied import supplied_facts

    facts = (replace(fact, kind=with_spell_fields(fact.kind)) for fact in supplied_facts(MODELS[about]))
    return Vocabulary(about, facts)


@cache
def builtin_vocabulary(about: str) -> Vocabulary:
    """Return every built-in fact of this kind of record, supplied and worked out.

    Raises:
        KeyError: there is no such kind of record.

    >>> builtin_vocabulary("teacher")["同校连续任教"].id
    'years_at_school'
    """
    supplied = supplied_vocabulary(about).extended((DECISION_DAY,))
    resource = files("xgxp_rules.language") / "builtin" / f"{about}.yaml"
    if not resource.is_file():
        return supplied
    text = resource.read_text(encoding="utf-8")
    node, found = read_source(text, resource.name)
    problems = Problems(list(found))
    library = Library({each: supplied_vocabulary(each).extended((DECISION_DAY,)) for each in ABOUTS}, problems)
    entries = node.get("facts") if isinstance(node, LMap) else None
    declared = declare_facts(iter(entries.entries if isinstance(entries, LMap) else ()), library)
    facts = [fact for each in declared if (fact := library.demand(each)) is not None]
    if any(each.severity == "error" for each in problems.found):
        raise PolicyError(
            in_file_order(replace(each, file=resource.name) for each in problems.found), {resource.name: text}
        )
    return supplied.extended(replace(fact, local=False) for fact in facts)
