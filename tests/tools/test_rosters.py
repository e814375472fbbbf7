"""Rosters from spreadsheets: the answers are the interpreter's, every cell that is refused is told, totals add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from roster_kit import COUNTY, county_tables, write_book

import xgxp_rules as xr
from xgxp_rules.engines.columnar import settling
from xgxp_rules.tools.roster_files import load_roster
from xgxp_rules.tools.rosters.deciding import DecidedRoster
from xgxp_rules.tools.rosters.reasons import Telltale
from xgxp_rules.tools.rosters.running import RosterCall, run_roster

DAY = date(2026, 9, 1)
CATALOG = xr.Catalog()


def decided(*files: Path | str, policy: str = "xinjiang.mulei.xgxp", **more: Any) -> DecidedRoster:
    call = RosterCall(tuple(str(one) for one in files), policy, DAY, **more)
    return run_roster(CATALOG, call, "zh")


@pytest.mark.parametrize(
    "policy",
    [
        pytest.param(one, id=one)
        for one in ("xinjiang.mulei.xgxp", "gansu.xifeng.personnel", "gansu.xifeng.principals", "national.women")
    ],
)
def test_the_sample_county_is_decided_as_the_interpreter_decides_it(policy: str, tmp_path: Path) -> None:
    """Given the sample county as a workbook, then every row says of a person what `decide` says, with their values."""
    book = write_book(tmp_path / "county.xlsx", county_tables())
    done = decided(book, policy=policy)

    compiled = CATALOG.in_force(policy, DAY)
    others = xr.Records(load_roster(str(COUNTY), "school", policy))
    records = load_roster(str(COUNTY), "teacher", policy)
    assert done.roster.rejects == []
    for declared, rows in done.decisions:
        telling = Telltale(compiled.program_on(declared.id, DAY), "zh")
        assert len(rows) == len(records) == 300
        for row, record in zip(rows, records, strict=True):
            made = compiled.decide(declared.id, record, as_of=DAY, others=others)
            answer = settling.answer_of(made.run, settling.tests_in(made.run.program))
            assert (row.id, row.status, row.value) == (record.id, answer.status, answer.value)
            assert "|".join(row.outcomes) == (answer.outcome or "")
            assert "|".join(row.possible) == answer.possible
            assert (row.why, row.missing) == telling.own(made.report("zh"))
