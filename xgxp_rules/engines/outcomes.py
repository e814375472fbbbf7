"""From the truths of rules to what a decision comes to: precedence, offers, and what stays open.

The engine never chooses for an office. An outcome that leaves a choice is an offer: until the record holds the choice,
the next outcome that holds is shown together with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from xgxp_rules.engines.comparing import agree
from xgxp_rules.engines.environment import Env
from xgxp_rules.model.policy import MODALITIES, Decision, Modality, Outcome, Rule
from xgxp_rules.model.values import Between, Disputed, Truth, kleene_or


class RuleLike(Protocol):
    """What is needed of a compiled rule."""

    @property
    def rule(self) -> Rule:
        """Return the rule itself."""

    @property
    def outcome(self) -> Outcome:
        """Return the outcome it leads to."""


@dataclass(slots=True)
class Settled:
    """What the rules of a decision come to, before higher law is asked.

    `outcome` is set when one outcome is settled, `outcomes` for decisions that list every outcome. `possible` holds
    the outcomes that may still hold where something is open, the settled ones among them. `offers` hold for certain but
    wait for an office; `chosen` is the alternative a recorded choice took. `reason` says why nothing is settled.
    """

    outcome: str | None = None
    outcomes: tuple[str, ...] | None = None
    possible: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    chosen: str = ""
    reason: str = ""
    rule_truths: Sequence[Truth] = ()
    requirement_truths: Sequence[tuple[Truth, Truth, Truth, Truth]] = ()
    value: Any = None
    conflict: tuple[str, ...] = ()
    """The rules that hold and give different values."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A recorded choice of an office for one decision.

    `sure` is unset while it is open what was chosen, or whether it was chosen by the decision date; `names` then holds
    what it may have been, nothing where it may have been anything.
    """

    name: str
    sure: bool = True
    names: tuple[str, ...] = ()

    def takes(self, outcome: Outcome) -> bool:
        """Return whether the choice surely takes this outcome or one of its alternatives."""
        return self.sure and _names(self.name, outcome)

    def may_take(self, outcome: Outcome) -> bool:
        """Return whether the choice takes this outcome, or may turn out to."""
        if self.sure:
            return _names(self.name, outcome)
        return not self.names or any(_names(name, outcome) for name in self.names)


def _names(name: str, outcome: Outcome) -> bool:
    return name in (outcome.id, outcome.label) or any(name == one.label for one in outcome.one_of)


def entry_of_choice(decision: Decision, env: Env) -> Any:
    """Return the record's entry of a choice for this decision, or None."""
    choices = getattr(env.record, "choices", None)
    return (choices.get(decision.id) or choices.get(decision.title)) if choices else None


def who_chose(decision: Decision, env: Env) -> tuple[str, date | None]:
    """Return who is on record as having chosen, and on which day; nothing where that is not plainly known."""
    choice = entry_of_choice(decision, env)
    by, on = getattr(choice, "by", None), getattr(choice, "on", None)
    return by if isinstance(by, str) else "", on if isinstance(on, date) else None


def recorded_choice(decision: Decision, env: Env) -> Chosen | None:
    """Return the office's choice for this decision that is on record by the measuring day, or None."""
    choice = entry_of_choice(decision, env)
    if choice is None:
        return None
    made = _made_by(choice.on, env.as_of)
    if made is False:
        return None
    if isinstance(choice.outcome, str):
        return Chosen(choice.outcome, made is True, (choice.outcome,))
    claims = choice.outcome.claims if isinstance(choice.outcome, Disputed) else ()
    return Chosen("", False, tuple(claim.value for claim in claims if isinstance(claim.value, str)))


def is_open_choice(decision: Decision, env: Env) -> bool:
    """Return whether a choice is on record of which it is open what was chosen, or whether in time."""
    choice = recorded_choice(decision, env)
    return choice is not None and not choice.sure


def _made_by(day: Any, on: date) -> Truth:
    """Return whether something dated so was done by a day."""
    if isinstance(day, date):
        return day <= on
    if isinstance(day, Disputed):
        return agree(_made_by(claim.value, on) for claim in day.claims)
    if isinstance(day, Between):
        later = day.low is not None and day.low > on
        return False if later else (True if day.high is not None and day.high <= on else None)
    return None


def strongest(modalities: Sequence[Modality]) -> Modality:
    """Return the strongest of several modalities: must before should before may before aim."""
    return min(modalities, key=MODALITIES.index)


def rule_modality(rule: Rule, outcome: Outcome) -> Modality:
    """Return a rule's own modality, or its outcome's."""
    return rule.modality or outcome.modality


Places = tuple[tuple[Outcome, tuple[int, ...]], ...]
"""A decision's outcomes in their order, each with the places of its rules; outcomes without rules are left out."""


def places_of(decision: Decision, rules: Sequence[RuleLike]) -> Places:
    """Return where the rules of each outcome stand."""
    found = [
        (outcome, tuple(place for place, rule in enumerate(rules) if rule.rule.outcome == outcome.id))
        for outcome in decision.outcomes
    ]
    return tuple((outcome, places) for outcome, places in found if places)


def settle_one(
    decision: Decision, rules: Sequence[RuleLike], by_outcome: Places, truths: list[Truth], env: Env
) -> Settled:
    """Return the first outcome in the decision's order for which some rule is true, and what may still displace it."""
    choice = recorded_choice(decision, env)
    offers: list[str] = []
    open_: list[str] = []
    for outcome, places in by_outcome:
        truth = truths[places[0]] if len(places) == 1 else kleene_or(truths[place] for place in places)
        if truth is False:
            continue
        if truth is None:
            if not _declined(choice, outcome, rules, places):
                open_.append(outcome.id)
            continue
        if not _only_offered(outcome, rules, truths, places):
            return _won(outcome, open_, offers, truths, places, rules)
        if choice is not None and choice.takes(outcome):
            return _won(outcome, open_, offers, truths, places, rules, choice.name)
        if choice is None or not choice.sure:
            offers.append(outcome.id)
        may_take = choice is not None and choice.may_take(outcome)
        if may_take or _could_oblige(outcome, rules, truths, places):
            open_.append(outcome.id)
    if decision.otherwise:
        return _otherwise(decision, open_, offers, truths, by_outcome, rules)
    return Settled(
        possible=tuple(open_), offers=tuple(offers), reason="open" if open_ else "no_rule", rule_truths=truths
    )


def _otherwise(
    decision: Decision,
    open_: list[str],
    offers: list[str],
    truths: list[Truth],
    by_outcome: Places,
    rules: Sequence[RuleLike],
) -> Settled:
    """Return the outcome that holds when no rule does; an open rule of its own matters only for what it carries."""
    others = [one for one in open_ if one != decision.otherwise]
    outcome = decision.outcome(decision.otherwise)
    assert outcome is not None
    own = next((places for one, places in by_outcome if one.id == outcome.id), ())
    if not others and not _could_change(outcome, rules, truths, own):
        return Settled(outcome=outcome.id, offers=tuple(offers), rule_truths=truths)
    possible = (*others, outcome.id)
    return Settled(possible=possible, offers=tuple(offers), reason="open", rule_truths=truths)


def _declined(choice: Chosen | None, outcome: Outcome, rules: Sequence[RuleLike], places: Sequence[int]) -> bool:
    """Return whether an outcome could only be offered, and the office has chosen otherwise."""
    if choice is None or choice.may_take(outcome) or not choice.sure:
        return False
    return bool(outcome.one_of) or all(rule_modality(rules[place].rule, outcome) == "may" for place in places)


def _won(
    outcome: Outcome,
    open_: list[str],
    offers: list[str],
    truths: list[Truth],
    places: Sequence[int],
    rules: Sequence[RuleLike],
    chosen: str = "",
) -> Settled:
    if not open_ and not _could_change(outcome, rules, truths, places):
        return Settled(outcome=outcome.id, offers=tuple(offers), chosen=chosen, rule_truths=truths)
    return Settled(
        possible=(*open_, outcome.id), offers=tuple(offers), chosen=chosen, reason="open", rule_truths=truths
    )


def _only_offered(outcome: Outcome, rules: Sequence[RuleLike], truths: list[Truth], places: Sequence[int]) -> bool:
    """Return whether an outcome whose rules hold still waits for an office."""
    if outcome.one_of:
        return True
    if len(places) == 1:
        return rule_modality(rules[places[0]].rule, outcome) == "may"
    return all(rule_modality(rules[place].rule, outcome) == "may" for place in places if truths[place])


def _could_oblige(outcome: Outcome, rules: Sequence[RuleLike], truths: list[Truth], places: Sequence[int]) -> bool:
    if outcome.one_of:
        return False
    return any(truths[place] is None and rule_modality(rules[place].rule, outcome) != "may" for place in places)


def _could_change(outcome: Outcome, rules: Sequence[RuleLike], truths: list[Truth], places: Sequence[int]) -> bool:
    """Return whether an unknown rule of the winning outcome would change its modality, effects or procedure."""
    sure = [rules[place].rule for place in places if truths[place]]
    open_ = [rules[place].rule for place in places if truths[place] is None]
    if not open_:
        return False
    return weight_of(outcome, sure) != weight_of(outcome, [*sure, *open_])


def weight_of(outcome: Outcome, rules: Sequence[Rule]) -> tuple[Modality, tuple[str, ...], tuple[str, ...]]:
    """Return what an outcome carries under these rules: strongest modality, effects and procedures, united."""
    modality = strongest([rule_modality(rule, outcome) for rule in rules] or [outcome.modality])
    effects = dict.fromkeys((*outcome.effects, *(effect for rule in rules for effect in rule.effects)))
    procedures = dict.fromkeys(name for name in (outcome.procedure, *(rule.procedure for rule in rules)) if name)
    return modality, tuple(effects), tuple(procedures)


def settle_all(
    decision: Decision, rules: Sequence[RuleLike], by_outcome: Places, truths: list[Truth], env: Env
) -> Settled:
    """Return every outcome for which some rule is true, and apart from them those that may still hold."""
    choice = recorded_choice(decision, env)
    sure: list[str] = []
    open_: list[str] = []
    offers: list[str] = []
    chosen = ""
    for outcome, places in by_outcome:
        truth = kleene_or(truths[place] for place in places)
        if truth is None:
            if not _declined(choice, outcome, rules, places):
                open_.append(outcome.id)
        elif truth and _only_offered(outcome, rules, truths, places):
            if choice is not None and choice.takes(outcome):
                sure.append(outcome.id)
                chosen = choice.name
            else:
                if choice is None or not choice.sure:
                    offers.append(outcome.id)
                may_take = choice is not None and choice.may_take(outcome)
                if may_take or _could_oblige(outcome, rules, truths, places):
                    open_.append(outcome.id)
        elif truth:
            sure.append(outcome.id)
            if _could_change(outcome, rules, truths, places):
                open_.append(outcome.id)
    return Settled(
        outcomes=tuple(sure),
        possible=tuple(dict.fromkeys((*sure, *open_))) if open_ else (),
        offers=tuple(offers),
        chosen=chosen,
        reason="open" if open_ else "",
        rule_truths=truths,
    )


def settle_requirements(decision: Decision, judged: list[tuple[Truth, Truth, Truth, Truth]]) -> Settled:
    """Return the first outcome when every binding requirement is met, the second when one is not."""
    met, failed = decision.outcomes[0].id, decision.outcomes[1].id
    binding = [
        truths[0]
        for requirement, truths in zip(decision.requires, judged, strict=True)
        if requirement.modality in ("must", "may")
    ]
    if False in binding:
        return Settled(outcome=failed, requirement_truths=judged)
    if None in binding:
        return Settled(possible=(met, failed), reason="open", requirement_truths=judged)
    return Settled(outcome=met, requirement_truths=judged)


def decided(settled: Settled) -> Any:
    """Return the settled outcome or outcomes, or None where something is open."""
    if settled.reason:
        return None
    return settled.outcomes if settled.outcomes is not None else settled.outcome
