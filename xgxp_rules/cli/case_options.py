"""The options of `xgxp case`: which case, in which store, who records and when; and what its verbs do alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xgxp_rules.cli.options import Format, FormatOption, LangOption, PoliciesOption
from xgxp_rules.cli.terminal import language, write_json, write_lines

if TYPE_CHECKING:
    from xgxp_rules.diagnostics import Lang
    from xgxp_rules.library.cases.cases import Cases
    from xgxp_rules.model.case_report import CaseReport

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case's name. 案件编号")]
StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="XGXP_CASES",
        help="A SQLite file or a URL: sqlite:///F, postgresql://U@H/D. 案件库",
    ),
]
OnOption = Annotated[str, typer.Option("--on", metavar="D", help="The day from which it holds. 生效日期，默认今天")]
ActorOption = Annotated[
    str, typer.Option("--actor", metavar="WHO", envvar="XGXP_ACTOR", help="Who records. 登记人")
]
AsOfOption = Annotated[
    str, typer.Option("--as-of", metavar="D", help="As of the end of a day. 截至哪一天，默认今天")
]
KnownOption = Annotated[
    str, typer.Option("--known-on", metavar="D", help="As it was known on a day. 按哪一天所知，默认现在")
]
IdOption = Annotated[
    str,
    typer.Option("--id", metavar="ID", help="The entry's id: repeating it is harmless. 登记编号，重复提交不重记"),
]
RemarkOption = Annotated[str, typer.Option("--remark", metavar="TEXT", help="A remark. 备注")]
RevisionOption = Annotated[
    int | None,
    typer.Option("--revision", metavar="N", min=1, help="The revision you saw. 所见的版次，不符则不登记"),
]


@dataclass(frozen=True)
class Desk:
    """The store in which cases are kept, the policies they are under, and how answers are written."""

    store: StoreOption = "cases.db"
    format: FormatOption = Format.TEXT
    lang: LangOption = None
    policies: PoliciesOption = None

    @property
    def spoken(self) -> Lang:
        """Return the language to speak."""
        return language(self.lang)

    @contextmanager
    def cases(self, *, create: bool = False) -> Iterator[Cases]:
        """Give the cases of the store, which is made where it is not there and `create` is set."""
        from xgxp_rules.library.cases.cases import Cases
        from xgxp_rules.tools.answers import open_catalog

        with Cases(self.store, open_catalog(self.policies), create=create) as cases:
            yield cases

    def write(self, data: Any, text: str) -> None:
        """Write an answer as it is wanted: its data, or its text."""
        if self.format is Format.JSON:
            write_json(data)
        else:
            write_lines(text, self.format)


@dataclass(frozen=True)
class Sight:
    """Which case is looked at, as of when, and as it was known when."""

    case: CaseArgument
    as_of: AsOfOption = ""
    known_on: KnownOption = ""

    def report(self, desk: Desk) -> CaseReport:
        """Return what a desk's store says of the case."""
        from xgxp_rules.tools.answers import read_day

        known = read_day(self.known_on) if self.known_on else None
        with desk.cases() as cases:
            return cases.show(self.case, as_of=day_typed(self.as_of), known_on=known, lang=desk.spoken)


def day_typed(text: str) -> date:
    """Return the day typed, or today in Beijing."""
    from xgxp_rules.library.cases.folding import CHINA
    from xgxp_rules.tools.answers import read_day

    return read_day(text) if text else datetime.now(CHINA).date()
