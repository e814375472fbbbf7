"""Questions about one record: the options of the verbs that answer them, how answers are found, and how shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from xgxp_rules.cli.options import (
    AsOfOption,
    DecisionOption,
    Format,
    Language,
    OthersOption,
    PolicyOption,
    ReadingOption,
    RecordArgument,
)
from xgxp_rules.cli.terminal import language, write

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.model.readings_report import ReadingsReport
    from xgxp_rules.tools.explain import Detail

Found = TypeVar("Found")


@dataclass(frozen=True)
class Question:
    """What is asked about which record, under which policy and as of when; every decision where none is named."""

    record: RecordArgument
    policy: PolicyOption
    as_of: AsOfOption
    decision: DecisionOption = ""
    others: OthersOption = None
    reading: ReadingOption = None

    def answers(self, policies: Path | None) -> tuple[Decision, ...]:
        """Return the decisions asked for, under the policies of a folder or the shipped ones.

        Raises:
            UsageError, NotInForce, PolicyError, RecordError: as `xgxp_rules.tools.answers.answers`.
        """
        from xgxp_rules.tools.answers import answers

        return self._put_to(answers, policies)

    def answers_under_all_readings(self, policies: Path | None) -> tuple[ReadingsReport, ...]:
        """Return the decisions asked for, each under every reading of ambiguous passages; errors as `answers`."""
        from xgxp_rules.tools.answers import answers_under_all_readings

        return self._put_to(answers_under_all_readings, policies)

    def _put_to(self, answering: Callable[..., Found], policies: Path | None) -> Found:
        from xgxp_rules.tools.answers import open_catalog, read_day

        return answering(
            open_catalog(policies),
            self.policy,
            self.record,
            read_day(self.as_of),
            decision=self.decision,
            readings=self.reading or (),
            others=self.others or (),
        )


def write_answers(found: tuple[Decision, ...], format: Format, lang: Language | None, detail: Detail) -> None:
    """Write decisions as cards or worksheets, or as receipts, which speak Chinese unless a language was chosen."""
    from xgxp_rules.tools.explain import explained, receipts

    match format:
        case Format.JSON:
            write(receipts(found, lang.value if lang else "zh"))
        case Format.MARKDOWN:
            write(explained(found, lang=language(lang), detail=detail, layout="markdown"))
        case Format.TEXT:
            write(explained(found, lang=language(lang), detail=detail, layout="text"))


def leave_if_open(statuses: Iterable[str]) -> None:
    """Leave with 5, which says that an answer is still open, where one has that status."""
    if "undetermined" in statuses:
        raise typer.Exit(5)
