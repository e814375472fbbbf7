"""Which open facts keep a decision from being settled, each in words a clerk can act on.

A fact is open when it is unknown and is tested at the end of a path of unknown conditions. A worked-out fact is never
asked for itself: it names the inputs it lacked, down to what a record can supply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.guarding import guard_outcome, outcomes_in_play
from xgxp_rules.engines.linking import SELF_ID
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.members import Members
from xgxp_rules.engines.missing_beyond import beyond, through_item
from xgxp_rules.engines.outcomes import Settled, is_open_choice
from xgxp_rules.engines.present_groups import unmarked_places
from xgxp_rules.engines.program import CompiledCondition, Part, settle
from xgxp_rules.engines.reading import absent_value, field_reader
from xgxp_rules.engines.retiring import tracks
from xgxp_rules.engines.scopes import Placed, Slot
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.engines.unexplained import absent_years, calendar_years, sources_of, without_row
from xgxp_rules.model.forms import Calc, Cases, Delegated, Every, Form, Run, Statutory
from xgxp_rules.model.nodes import FactRef, FactTest, Operand, ParameterRef, operands
from xgxp_rules.model.policy import Decision
from xgxp_rules.model.report import MissingFact, MissingReason
from xgxp_rules.model.tables import Table
from xgxp_rules.model.values import UNKNOWN, Between, Disputed, Listing, Possible, Truth


class OpenFacts:
    """Collects the open facts of one evaluation, without repeats, in the order they were met."""

    def __init__(self, slots: tuple[Slot, ...], env: Env) -> None:
        self._slots = slots
        self._env = env
        self._seen: set[int] = set()
        self.found: dict[tuple[str, str], MissingFact] = {}

    def below(self, condition: CompiledCondition | None) -> None:
        """Add the open facts of a condition whose truth is unknown."""
        if condition is not None:
            self._placed(condition.placed, condition.home.slots)

    def slot(self, number: int) -> None:
        """Add the open facts behind a slot."""
        if number in self._seen or not self._is_open(number):
            return
        self._seen.add(number)
        slot = self._slots[number]
        if slot.fact is not None and slot.fact.form is None and slot.fact.id != SELF_ID:
            self._supplied(slot)
        elif slot.parameter is not None and not self._may_differ(slot):
            self._add(slot.parameter.name, slot.parameter.name, "unset", who=_who(slot.parameter.form))
        else:
            self._worked_out(slot)

    def _may_differ(self, slot: Slot) -> bool:
        """Return whether more of the record would say which value of a parameter is the right one."""
        if isinstance(slot.parameter and slot.parameter.form, Delegated):
            return any(self._is_open(number) for number in slot.inputs)
        return bool(slot.inputs)

    def _placed(self, placed: Placed, by_name: Mapping[str, int]) -> None:
        if self._env.truths[placed.number] is not None:
            return
        if not isinstance(placed.condition, FactTest):
            for part in placed.parts:
                self._placed(part, by_name)
            return
        for name in self._names(placed.condition):
            if name in by_name:
                self.slot(by_name[name])

    def _names(self, test: FactTest) -> Iterator[str]:
        yield test.fact.name
        yield from (name for operand in operands(test.check) if (name := _name_of(operand)))

    def _is_open(self, number: int) -> bool:
        value = self._env.values[number]
        return value is UNKNOWN or isinstance(value, (Between, Possible)) or _is_partial(value)

    def _supplied(self, slot: Slot) -> None:
        fact = slot.fact
        assert fact is not None
        if fact.undefined is not None:
            self._add(fact.id, fact.label, "undefined", who=fact.undefined.defined_by, fact=fact)
            return
        raw = (
            self._env.local.get(slot.name)
            if fact.local and self._env.local
            else getattr(self._env.record, fact.id, None)
        )
        reason = "disputed" if isinstance(raw, Disputed) else _reason(self._env.values[slot.home.slots[fact.id]])
        self._add(fact.id, fact.label, reason, fact=fact)

    def _worked_out(self, slot: Slot) -> None:
        before = len(self.found)
        form = slot.fact.form if slot.fact is not None else None
        if slot.parameter is not None and without_row(slot, self._env):
            self._add(slot.parameter.name, slot.parameter.name, "no_row")
        elif isinstance(form, Statutory):
            self._retirement(form, slot.home.slots)
        elif isinstance(slot.details, CompiledPoints):
            self._score(slot.details, slot)
        else:
            for placed in _conditions(slot.details):
                self._placed(placed, slot.home.slots)
            if isinstance(form, Cases):
                self._values_of(form, slot)
            if isinstance(slot.details, Part):
                self._part(slot.details, slot)
            for number in slot.inputs:
                if not (_conditions(slot.details) or isinstance(slot.details, Part)):
                    self.slot(number)
            for source in sources_of(slot.details):
                self._items(source)
            elsewhere = tuple(beyond(slot, self._env))
            for one in elsewhere:
                self._join(one)
            if elsewhere:
                return
        if len(self.found) == before:
            for number in slot.inputs:
                self.slot(number)
        if len(self.found) == before and not self._accounted_for(slot):
            self._unexplained(slot)

    def choice(self, decision: Decision, settled: Settled) -> None:
        """Add the recorded choice of an office that keeps an offer open: what it was, or on which day."""
        if set(settled.offers) & set(settled.possible) and is_open_choice(decision, self._env):
            place = f"办理决定.{decision.title or decision.id}"
            self._add(f"choices.{decision.id}", "办理决定", "partly_known", place=place)

    def _values_of(self, form: Cases, slot: Slot) -> None:
        """Add the open values of the cases that hold or may hold, and of the rest where no case holds."""
        truths = [self._env.truths[placed.number] for placed in _conditions(slot.details)]
        values = [one.value for one, truth in zip(form.branches, truths, strict=False) if truth is not False]
        values += [one for one in (form.otherwise, form.not_applicable) if one is not None and True not in truths]
        for value in values:
            name = _name_of(value)
            if name in slot.home.slots:
                self.slot(slot.home.slots[name])

    def _unexplained(self, slot: Slot) -> None:
        """Add a value that is open although everything it is made from is known: no row, case or year speaks of it."""
        years = calendar_years(slot, self._slots, self._env)
        if years:
            self._add("holidays", "节假日安排", "no_calendar", years=years)
        elif slot.fact is not None and isinstance(slot.fact.form, Run | Every):
            absent = absent_years(slot.details, self._env)
            for number in [number for source in sources_of(slot.details) for number in source.slots]:
                listed = self._slots[number].fact
                assert listed is not None
                self._add(listed.id, listed.label, "incomplete", fact=listed, years=absent)
        elif slot.parameter is not None:
            self._add(slot.parameter.name, slot.parameter.name, "no_row")
        elif slot.fact is not None and (unmarked := unmarked_places(slot, self._slots, self._env)):
            for mark, place in unmarked:
                self._add(mark.id, mark.label, "unknown", place=place, fact=mark)
        elif slot.fact is not None:
            self._add(slot.fact.id, slot.fact.label, _without_inputs(slot.fact.form), fact=slot.fact)

    def _score(self, score: CompiledPoints, slot: Slot) -> None:
        """Add what keeps the open items of a score open."""
        for item in score.items:
            line = item.run(self._env)
            if line.left.low is not None and line.left.low == line.left.high:
                continue
            if item.placed is not None:
                self._placed(item.placed, slot.home.slots)
            for number in item.inputs:
                self.slot(number)
            if item.source is not None:
                self._items(item.source)

    def _accounted_for(self, slot: Slot) -> bool:
        """Return whether an open input has been met before, on the way to another test, and is listed already."""
        return any(number in self._seen and self._is_open(number) for number in slot.inputs)

    def _retirement(self, form: Statutory, by_name: Mapping[str, int]) -> None:
        values = {ref.id: self._env.values[by_name[ref.id]] for ref in (form.born_on, form.sex, form.post_category)}
        self.slot(by_name[form.born_on.id])
        sex = values[form.sex.id]
        self.slot(by_name[form.sex.id])
        if sex != "male" and len(tracks("female", values[form.post_category.id])) > 1:
            self.slot(by_name[form.post_category.id])
        if self._env.law is None:
            self._add("retirement_law", "法定退休年龄的规定", "out_of_law")

    def _part(self, part: Part, slot: Slot) -> None:
        """Add what keeps another decision open: its rules that could still matter, its requirements, its guards."""
        settled = settle(part, self._env)
        in_play = outcomes_in_play(settled)
        for rule, truth in zip(part.rules, settled.rule_truths, strict=False):
            if truth is None and rule.rule.outcome in in_play:
                self.below(rule.when)
                self.below(rule.unless)
        for requirement in part.requirements:
            for condition in (requirement.concerns, requirement.need, requirement.unless):
                self.below(condition)
        self._guards(part, settled, slot)
        self.choice(part.decision, settled)

    def _guards(self, part: Part, settled: Settled, slot: Slot) -> None:
        truths = [guard.judge(self._env) for guard in part.guards]
        for outcome in outcomes_in_play(settled) if truths else ():
            found = guard_outcome(part.decision, outcome, part.rules, settled, part.guards, truths)
            if found.status == "blocked" and slot.fact is not None:
                self._add(slot.fact.id, slot.fact.label, "blocked", fact=slot.fact)
            if found.status == "undetermined":
                for guard, truth in zip(part.guards, truths, strict=True):
                    if truth is None:
                        self.below(guard.when)
                        self.below(guard.unless)

    def _items(self, source: Source) -> None:
        for number in source.slots:
            fact = self._slots[number].fact
            value = self._env.values[number]
            if fact is not None and isinstance(value, (tuple, Listing)):
                for place, item in enumerate(value if isinstance(value, tuple) else value.items, 1):
                    for one in through_item(source, item, self._env):
                        self._join(one)
                    self._item(source, item, f"{fact.label}[{place}]", fact.id)

    def _item(self, source: Source, item: Any, place: str, list_id: str) -> None:
        names = {*source.scope._by_name, source.dated_by.field, source.dated_by.until} - {""}
        for fact in source.scope.fields:
            if fact.id not in names or fact.form is not None:
                continue
            value = field_reader(fact.id, absent_value(fact))(item)
            if value is UNKNOWN or isinstance(value, (Between, Possible)):
                self._add(
                    f"{list_id}.{fact.id}", fact.label, _reason(value), place=f"{place}.{fact.label}", fact=fact
                )

    def _join(self, one: MissingFact) -> None:
        """Add what another record lacks; of one not handed in, all that is read of it is named together."""
        known = self.found.setdefault((one.id, one.place), one)
        if set(one.facts) - set(known.facts):
            facts = tuple(dict.fromkeys((*known.facts, *one.facts)))
            self.found[one.id, one.place] = known.model_copy(update={"facts": facts})

    def _add(
        self,
        fact_id: str,
        label: str,
        reason: MissingReason,
        *,
        place: str = "",
        who: str = "",
        fact: Any = None,
        years: tuple[int, ...] = (),
    ) -> None:
        self.found.setdefault(
            (fact_id, place),
            MissingFact(
                id=fact_id,
                label=label,
                reason=reason,
                place=place,
                who=who,
                evidence=getattr(fact, "evidence", ""),
                office=getattr(fact, "office", ""),
                years=years,
            ),
        )


def _reason(value: Any) -> MissingReason:
    if isinstance(value, Listing):
        return "incomplete"
    return "partly_known" if isinstance(value, (Between, Possible)) else "unknown"


def _is_partial(value: Any) -> bool:
    if isinstance(value, Members):
        return bool(value.maybe) or not value.complete
    return isinstance(value, Listing) and not value.complete


def _name_of(operand: Operand) -> str:
    """Return the name of the slot that an operand reads; nothing where it reads none."""
    if isinstance(operand, FactRef):
        return operand.name
    return f"parameter:{operand.name}" if isinstance(operand, ParameterRef) else ""


def _who(form: Any) -> str:
    return getattr(form, "set_by", "")


def _conditions(details: Any) -> tuple[Placed, ...]:
    if isinstance(details, Placed):
        return (details,)
    if isinstance(details, tuple):
        return tuple(one for one in details if isinstance(one, Placed))
    return ()


def unknown(truth: Truth) -> bool:
    """Return whether a truth is open."""
    return truth is None


def _without_inputs(form: Form | None) -> MissingReason:
    """Return why a fact has no value although everything that it is worked out from is known."""
    if isinstance(form, (Table, Cases)):
        return "no_row"
    return "zero_divisor" if isinstance(form, Calc) else "partly_known"
