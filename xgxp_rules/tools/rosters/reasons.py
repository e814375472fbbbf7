"""Why each person has their answer: words made once for each different answer, with everybody's own values put in.

The words come from the interpreter's receipt of the first person who has an answer. Values and margins are worked out
once for each different content of the columns behind them; whoever columns cannot hold is decided once more, alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.engines.columnar.settling import Asked, tests_in
from xgxp_rules.engines.columnar.wholes import Part, whole_parts
from xgxp_rules.engines.full_days import may_not_come
from xgxp_rules.engines.plans import Node, NodePlanner, Telling, required_text
from xgxp_rules.engines.program import Program
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.nodes import FactRef, ParameterRef, operands
from xgxp_rules.model.report import ConditionReport, DecisionReport, FactReport, Margin
from xgxp_rules.model.texts import json_value
from xgxp_rules.model.values import UNKNOWN, Between, Possible
from xgxp_rules.tools.cards import awaited_words, missing_name, why_of
from xgxp_rules.tools.wording import Names, test_words, word

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.roster import Roster

_TOLD = ("period", "number", "date", "choice")
"""Kinds of facts whose value tells more than that a test is met."""
_HOLE = re.compile("\x00(\\d+)\x00")


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a decision whose value is told: the slots it reads, and how it is put into words."""

    fact: str
    slots: tuple[int, ...]
    node: Node


@dataclass(frozen=True, slots=True)
class Template:
    """The words of one answer, with a number in the place of each test that has its own value in it."""

    parts: tuple[str | int, ...]
    tests: tuple[tuple[Test, ConditionReport], ...]
    names: Names
    missing: tuple[str, ...]
    awaited: str
    """Who has still to choose, as in `待学校选定`; empty where nobody has."""


class Telltale:
    """The tests of one decision by what a receipt calls them, and templates made from receipts."""

    def __init__(self, program: Program, lang: Lang) -> None:
        self.program = program
        self.lang = lang
        self._tests = _tests_of(program, lang)

    def template(self, report: DecisionReport) -> Template:
        """Return the words of an answer with room for everybody's own values."""
        kept: list[tuple[Test, ConditionReport]] = []
        names: list[Names] = []

        def leave(told: ConditionReport, known: Names) -> str | None:
            test = self.test(told)
            if test is None:
                return None
            names.append(known)
            kept.append((test, told))
            return f"\x00{len(kept) - 1}\x00"

        text = why_of(report, self.lang, leave)
        parts = tuple(int(one) if place % 2 else one for place, one in enumerate(_HOLE.split(text)))
        return Template(
            parts,
            tuple(kept),
            names[0] if names else Names.of(report, self.lang),
            self._missing(report),
            self.awaited(report),
        )

    def awaited(self, report: DecisionReport) -> str:
        """Return who has still to choose, as in `待学校选定`; nothing where nobody has."""
        return word("comma", self.lang).join(dict.fromkeys(awaited_words(one, self.lang) for one in report.offers))

    def own(self, report: DecisionReport) -> tuple[str, tuple[str, ...]]:
        """Return the words of one person's answer, from their own receipt, and what is missing."""

        def tell(told: ConditionReport, known: Names) -> str | None:
            return None if self.test(told) is None else test_words(told, known, report.measured_on)

        return why_of(report, self.lang, tell), self._missing(report)

    def test(self, told: ConditionReport) -> Test | None:
        """Return the test behind a part of a receipt, where its value is told."""
        return self._tests.get((told.fact or "", told.required or ""))

    def _missing(self, report: DecisionReport) -> tuple[str, ...]:
        return tuple(dict.fromkeys(missing_name(one, self.lang) for one in report.missing))


def _tests_of(program: Program, lang: Lang) -> dict[tuple[str, str], Test]:
    planner = NodePlanner(program, lang)
    found: dict[tuple[str, str], Test | None] = {}
    for asked in tests_in(program):
        slot = asked.home.slots[asked.test.fact.name]
        fact = program.slots[slot].fact
        if fact is None or fact.kind.name not in _TOLD or fact.sensitivity == "health":
            continue
        key = fact.id, required_text(asked.test, fact.kind, asked.home.version, lang)
        slots = (slot, *_operands(asked))
        if key not in found:
            node = planner.at(asked.home).node(Placed(asked.test, asked.number))
            found[key] = Test(fact.id, slots, node)
        elif (known := found[key]) is not None and known.slots != slots:
            found[key] = None  # two laws ask the same in the same words of different facts
    return {key: test for key, test in found.items() if test is not None}


def _operands(asked: Asked) -> Iterable[int]:
    for operand in operands(asked.test.check):
        if isinstance(operand, FactRef | ParameterRef):
            name = f"parameter:{operand.name}" if isinstance(operand, ParameterRef) else operand.name
            if name in asked.home.slots:
                yield asked.home.slots[name]


@dataclass(slots=True)
class Filling:
    """Everybody's own values, put into the words of their answers."""

    roster: Roster
    law: Any
    lang: Lang
    on: date
    ahead: Mapping[str, frozenset[str]]
    """By list: who has an entry with a day that has not come."""
    running: Mapping[str, frozenset[str]]
    """By list: who has an entry without a last day."""
    _parts: dict[tuple[str, Any], Part | None] = field(default_factory=dict)

    def read(self, wanted: Iterable[tuple[str, Program, Test]]) -> None:
        """Read the columns behind these tests, by decision, all at once."""
        asked = {(name, test.slots): (program, test.slots) for name, program, test in wanted}
        self._parts.update(zip(asked, whole_parts(asked.values(), self.roster, self.law), strict=True))

    def words(self, name: str, template: Template) -> Callable[[str], str | None]:
        """Return how the words of somebody with an answer are found: None where only their own record can tell."""
        if not template.tests:
            text = "".join(map(str, template.parts))
            return lambda whose: text
        found = [self._parts[name, test.slots] for test, _told in template.tests]
        parts = [one for one in found if one is not None]
        if len(parts) < len(found):
            return lambda whose: None
        said: list[dict[Any, str | None]] = [{} for _ in parts]
        unsteady = [self._unsteady(part) for part in parts]

        def one(place: int, whose: str) -> str | None:
            content = parts[place].rows.get(whose)
            key = content, whose in unsteady[place]
            if content is None:
                return None
            if key not in said[place]:
                test, told = template.tests[place]
                said[place][key] = self._in_words(
                    parts[place], content, test, told, template.names, steady=not key[1]
                )
            return said[place][key]

        def words(whose: str) -> str | None:
            own = [one(place, whose) for place in range(len(parts))]
            if None in own:
                return None
            return "".join(each if isinstance(each, str) else own[each] or "" for each in template.parts)

        return words

    def _unsteady(self, part: Part) -> frozenset[str]:
        """Return who has an entry that ends or begins later on, or a leave that still runs: time to come may differ."""
        facts = [part.program.slots[number].fact for number in part.needed]
        own = {
            ref.id for fact in facts if fact and isinstance(fact.form, Stretch) for ref in fact.form.source.lists
        }
        lists = {fact.id for fact in facts if fact is not None and fact.kind.name == "list"}
        found: set[str] = set()
        for name in lists | own:
            found |= self.ahead.get(name, frozenset())
            if name not in own:
                found |= self.running.get(name, frozenset())
        return frozenset(found)

    def _in_words(
        self,
        part: Part,
        content: tuple[Any, ...],
        test: Test,
        told: ConditionReport,
        names: Names,
        *,
        steady: bool,
    ) -> str | None:
        env = part.env(content, self.roster, self.law)
        if env is None:
            return None
        data = test.node(Telling(part.program, env, self.lang, looks_ahead=False))
        value = env.values[test.slots[0]]
        margin = data.get("margin")
        if not steady and may_not_come(margin, value, part.program.slots[test.slots[0]], env.on):
            return None
        known = value is not UNKNOWN and not isinstance(value, Between | Possible)
        report = told.model_copy(
            update={
                "truth": False if told.truth is False else True if known else None,
                "actual": data["actual"],
                "required_value": data.get("required_value"),
                "margin": None if margin is None else Margin.model_validate(margin),
            }
        )
        fact = FactReport.model_construct(id=test.fact, value=json_value(value))
        return test_words(report, replace(names, facts={test.fact: fact}), self.on)
