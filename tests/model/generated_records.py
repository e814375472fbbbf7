"""Records made up at random: every kind of fact, known, unknown, not applicable, disputed or incomplete."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from records_kit import EVERY_MODEL

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.records import Record
from xgxp_rules.model.supplied import supplied_facts
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact


def _scalar(kind: Kind) -> st.SearchStrategy[Any]:
    match kind.name:
        case "flag":
            return st.sampled_from(["是", "否", True, False])
        case "number":
            return st.integers(1950, 2026)
        case "date":
            months = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(lambda day: day.isoformat()[:7])
            return st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat) | months
        case "choice":
            return st.sampled_from([each.label for each in kind.choices])
        case _:
            return st.text("一二三abc（）", min_size=1, max_size=4)


def _in_states(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    claims = st.lists(st.fixed_dictionaries({"值": value, "来源": st.just("档案")}), min_size=2, max_size=3)
    return value | st.sampled_from(["未知", "不适用"]) | claims.map(lambda each: {"争议": each})


def _data(facts: tuple[Fact, ...]) -> st.SearchStrategy[dict[str, Any]]:
    def of(fact: Fact) -> st.SearchStrategy[Any]:
        if fact.kind.name != "list":
            return _in_states(_scalar(fact.kind))
        items = st.lists(_data(fact.kind.fields), max_size=2)
        return _in_states(items | items.map(lambda each: {"完整": "否", "列": each}))

    return st.fixed_dictionaries({}, optional={fact.label: of(fact) for fact in facts})


@st.composite
def records(draw: st.DrawFn) -> tuple[type[Record], dict[str, Any], Record]:
    model = draw(st.sampled_from(EVERY_MODEL))
    data = draw(_data(supplied_facts(model)))
    try:
        return model, data, model.model_validate(data)
    except RecordError as error:
        if {each.code for each in error.diagnostics} - {"XG420", "XG421", "XG422", "XG423", "XG424"}:
            raise  # only the dates of a random life may exclude each other
    return model, {}, model()
