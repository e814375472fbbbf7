"""The answer to one question about one record: cheap to make, everything else built on demand.

A `Decision` keeps the lists the interpreter wrote and the compiled policy they refer to. Its report (the receipt) is a
pydantic model made when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.interpreter import Run
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.report import DecisionStatus

if TYPE_CHECKING:
    from xgxp_rules.model.report import DecisionReport, MissingFact, TransitionReport
    from xgxp_rules.model.texts import Lang


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What was pinned when a decision was made, apart from the record: versions, hashes and readings."""

    version: PolicyVersion
    engine_version: str
    vocabulary_hash: str
    higher_law: tuple[PolicyVersion, ...]
    readings: tuple[tuple[str, str], ...]


class Decision:
    """One decision about one record on one day.

    `status` is "determined", "undetermined" or "blocked"; `outcome` the outcome's id where one is settled (a blocked
    one included), else None; `outcomes` every settled outcome of a decision that lists all; `possible` the outcomes
    that may still hold while something is open.
    """

    __slots__ = ("__dict__", "as_of", "run", "setting")

    def __init__(self, run: Run, as_of: date, setting: Setting) -> None:
        self.run = run
        self.as_of = as_of
        self.setting = setting
        self.transitions: tuple[TransitionReport, ...] = ()
        self.asked: tuple[Decision, ...] = ()
        """The decisions this one was put together from: who is governed by which version, and what each said."""

    @property
    def decision(self) -> str:
        """Return the id of the decision that was asked for."""
        return self.run.program.decision.id

    @property
    def policy(self) -> str:
        """Return the id of the policy."""
        return self.setting.version.id

    @property
    def version(self) -> str:
        """Return the version of the policy."""
        return self.setting.version.version

    @property
    def status(self) -> DecisionStatus:
        """Return "determined", "undetermined" or "blocked"."""
        return self.run.status

    @property
    def outcome(self) -> str | None:
        """Return the id of the settled outcome, or None."""
        return None if self.run.status == "undetermined" else self.run.settled.outcome

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return the ids of every settled outcome: those that hold for certain, even when others stay open."""
        if self.run.settled.outcomes is not None:
            return self.run.settled.outcomes
        return () if self.outcome is None else (self.outcome,)

    @property
    def possible(self) -> tuple[str, ...]:
        """Return the ids of the outcomes that may still hold; those settled when nothing is open."""
        return self.run.possible or self.outcomes

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the ids of the outcomes that hold but wait for an office's choice."""
        return self.run.settled.offers

    @property
    def value(self) -> Any:
        """Return the decision's value (money, points, a period), or None where it has none."""
        return self.run.settled.value

    @cached_property
    def missing(self) -> tuple[MissingFact, ...]:
        """Return the open facts: knowing all of them settles the decision."""
        from xgxp_rules.engines.open_facts import missing_facts

        return missing_facts(self.run)

    def report(self, lang: Lang = "zh", *, ledger: bool = False) -> DecisionReport:
        """Return the whole answer as data: trees, margins, facts, clauses; texts in the language asked for.

        With `ledger` every fact made from a list also says what it counted of it, what it left out, and why.
        """
        from xgxp_rules.engines.reporting import build_report

        return build_report(self, lang, ledger=ledger)

    def model_dump(self, *, lang: Lang = "zh") -> dict[str, Any]:
        """Return the receipt as plain JSON data; entries that are empty in a node or a fact are left out."""
        from pydantic_core import to_jsonable_python

        data: dict[str, Any] = to_jsonable_python(self._data(lang))
        return data

    def model_dump_json(self, *, indent: int | None = None, lang: Lang = "zh") -> str:
        """Return the receipt as JSON text: the same record, version and day give the same bytes."""
        from pydantic_core import to_json

        return to_json(self._data(lang), indent=indent).decode()

    def _data(self, lang: Lang) -> dict[str, Any]:
        from xgxp_rules.engines.reporting import report_data

        return report_data(self, lang)

    def __repr__(self) -> str:
        return f"<Decision {self.policy} {self.version} {self.decision}: {self.status} {self.outcome or self.possible}>"
