"""A decision under every way of reading an ambiguous text: only what differs from the default, as stable data."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from xgxp_rules.model.report import DecisionStatus


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReadingChoiceReport(_Frozen):
    """One passage read in one way."""

    reading: str
    choice: str
    clauses: tuple[str, ...] = ()
    status: str = ""


class AnswerReport(_Frozen):
    """What a decision comes to, as far as two ways of reading can differ; labels are in Chinese."""

    status: DecisionStatus
    outcomes: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    value: Any = None
    value_text: str | None = None


class ReadingDifference(_Frozen):
    """Choices other than the default, all of them needed, and the answer under them."""

    choices: tuple[ReadingChoiceReport, ...]
    answer: AnswerReport


class ReadingsReport(_Frozen):
    """A decision under all readings that it depends on.

    `varied` says what was tried: every combination, or each choice and each pair of choices where there are more than
    64 combinations. `tried` counts the ways of reading, the default included.
    """

    schema_version: Literal[1] = 1
    policy: str
    version: str
    as_of: date
    decision: str
    title: str
    answer: AnswerReport
    readings: tuple[ReadingChoiceReport, ...] = ()
    varied: Literal["all", "pairs"] = "all"
    tried: int = 1
    differences: tuple[ReadingDifference, ...] = ()

    @property
    def matters(self) -> bool:
        """Return whether some way of reading leads to another answer."""
        return bool(self.differences)
