"""Triples of condition, record and truth that every engine must agree with.

A file of `data/` holds facts and tables. A table asks its tests (rows) of its records (columns): `of` names the fact
that the columns fill, `given` what all records share. `when` asks whole conditions. An engine is a function from the
policy, the records and the day to one truth for each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

DATA = Path(__file__).parent / "data"
TRUTHS = {"true": True, "false": False, "unknown": None, "T": True, "F": False, "U": None}
HEAD: dict[str, Any] = {
    "language": 1,
    "policy": "test.conformance",
    "version": "1",
    "title": "一致性",
    "status": "in_force",
    "jurisdiction": "100000",
    "in_force": {"from": "2000-01-01"},
    "document": {"issuer": "某县教育局", "clauses": [{"id": "一", "topic": "一致性"}]},
}


@dataclass(frozen=True)
class Triple:
    """A condition, a record on a day, and the truth; `question` is the decision that asks the condition."""

    question: str
    record: str
    as_of: date
    truth: bool | None


Engine = Callable[[Policy, Triple], bool | None]


def interpreter(policy: Policy, triple: Triple) -> bool | None:
    """Return the truth as the reference engine has it."""
    record = xr.Teacher.model_validate(json.loads(triple.record))
    decision = policy.decide(triple.question, record, as_of=triple.as_of)
    return None if decision.status == "undetermined" else decision.outcome == "holds"


ENGINES: dict[str, Engine] = {"interpreter": interpreter}


@cache
def read(name: str) -> Any:
    """Return a data file with every scalar as the text it is."""
    return YAML(typ="base", pure=True).load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def questions(name: str) -> dict[str, str]:
    """Return every condition of a file, as JSON, with the decision that asks it."""
    found: dict[str, str] = {}
    for condition, *_ in _asked(name):
        found.setdefault(condition, f"q{len(found)}")
    return found


@cache
def policy(name: str) -> Policy:
    """Return one policy that asks every condition of a file."""
    told = read(name)
    decisions, rules = {}, []
    for condition, question in questions(name).items():
        outcomes = {"holds": f"成立{question}", "fails": f"不成立{question}"}
        decisions[question] = {"title": f"问题{question}", "outcomes": outcomes, "otherwise": "fails"}
        rules.append({"clause": "一", "decision": question, "outcome": "holds", "when": json.loads(condition)})
    sections = {part: told[part] for part in ("facts", "parameters", "undefined") if part in told}
    text = json.dumps({**HEAD, **sections, "decisions": decisions, "rules": rules}, ensure_ascii=False, indent=1)
    return Policy(load_policy(text, f"{name}.yaml"), xr.Catalog())


def _asked(name: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield condition, record, day, truth and a readable name of every triple of a file."""
    told = read(name)
    for table in told["tables"]:
        given = {**told.get("given", {}), **table.get("given", {})}
        as_of = table.get("as_of", told.get("as_of", "2026-09-01"))
        for asked, row in table["asked"].items():
            condition = table["when"][asked] if "when" in table else {table.get("test", table.get("of")): asked}
            for label, truth in zip(table["columns"], row, strict=True):
                record, day = _column(table, label, as_of)
                title = f"{table.get('title', table.get('of'))}: {label} → {asked}"
                yield json.dumps(condition, ensure_ascii=False), _text({**given, **record}), day, truth, title


def _column(table: Any, label: str, as_of: str) -> tuple[dict[str, Any], str]:
    column = table.get("records", {}).get(label, label) if "records" in table else label
    if "days" in table:
        return {}, str(label)
    if isinstance(column, dict):
        return column, as_of
    return {table["of"]: column}, as_of


def _text(record: dict[str, Any]) -> str:
    return json.dumps({name: each for name, each in record.items() if each != "缺"}, ensure_ascii=False)


def _triples() -> Iterator[Any]:
    for path in sorted(DATA.glob("*.yaml")):
        for condition, record, day, truth, title in _asked(path.stem):
            triple = Triple(questions(path.stem)[condition], record, date.fromisoformat(day), TRUTHS[truth])
            yield pytest.param(path.stem, triple, id=f"{path.stem}: {title}")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "triple"), list(_triples()))
def test_triple(name: str, triple: Triple, engine: str) -> None:
    """Given a record and a day, when an engine judges the condition, then it comes to the truth on file."""
    assert ENGINES[engine](policy(name), triple) is triple.truth
