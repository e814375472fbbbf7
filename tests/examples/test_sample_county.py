"""The sample county: its tables are what its program makes, every record is valid, and the outcomes are believable."""

from __future__ import annotations

import runpy
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from xgxp_rules.cli.main import app
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Record, Records
from xgxp_rules.tools.table_folders import load_folder

COUNTY = Path(__file__).resolve().parents[2] / "examples" / "county"
AS_OF = date(2026, 9, 1)
MULEI = "xinjiang.mulei.xgxp"


@pytest.fixture(scope="module")
def program() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(COUNTY))  # as when the program is run: its parts lie beside it
        return runpy.run_path(str(COUNTY / "generate.py"))


@pytest.fixture(scope="module")
def teachers() -> tuple[Record, ...]:
    return load_folder(COUNTY, policy=MULEI)


@pytest.fixture(scope="module")
def schools() -> tuple[Record, ...]:
    return load_folder(COUNTY, "school")


def test_the_tables_are_what_the_program_makes(program: dict[str, Any]) -> None:
    """Given the seeded program, when it runs again, then every table comes out byte for byte, and no other."""
    made = program["files"]()

    assert {path.name: path.read_bytes() for path in COUNTY.glob("*.csv")} == made


def test_the_program_makes_the_same_twice(program: dict[str, Any]) -> None:
    """Nothing but the seed decides."""
    assert program["files"]() == program["files"]()


def test_the_county_has_its_size(teachers: tuple[Record, ...], schools: tuple[Record, ...]) -> None:
    """Three hundred teachers in twelve schools, every record valid: loading refuses any other."""
    assert (len(teachers), len(schools)) == (300, 12)


def test_rotation_comes_out_believably(teachers: tuple[Record, ...], schools: tuple[Record, ...]) -> None:
    """Given everybody on the first of the year, then a fair part is due and few files are too thin."""
    policy = Catalog().in_force(MULEI, AS_OF)
    others = Records(schools)

    found = [policy.decide("rotation", one, as_of=AS_OF, others=others) for one in teachers]

    outcomes = Counter(one.outcome if one.status == "determined" else "open" for one in found)
    assert outcomes == {"not_due": 194, "due": 84, "open": 13, "deferred": 9}
    assert {fact.label for one in found for fact in one.missing} == {"任职经历", "自", "长期病假", "孕期至哺乳期"}


def test_dismissal_is_open_only_where_the_file_is_thin(teachers: tuple[Record, ...]) -> None:
    """Given everybody, then those with a county ground are few, and higher law stands against each."""
    policy = Catalog().in_force(MULEI, AS_OF)

    found = [policy.decide("dismissal", one, as_of=AS_OF) for one in teachers]

    assert Counter(one.status for one in found) == {"determined": 292, "undetermined": 4, "blocked": 4}
    assert sum(one.outcome == "dismissed" for one in found) == 4


def test_one_quota_is_met_and_one_missed(teachers: tuple[Record, ...], schools: tuple[Record, ...]) -> None:
    """Given the roster, then a tenth of the eligible have gone out, and too few of them are backbone teachers."""
    policy = Catalog().in_force(MULEI, AS_OF)

    found = {one.quota: one.status for one in policy.quotas(teachers, groups=schools, as_of=AS_OF)}

    assert found["交流比例"] == "met"
    assert found["骨干交流比例"] == "missed"


@pytest.mark.parametrize("policy", ["gansu.xifeng.personnel", "national.personnel", "national.women", MULEI])
def test_the_county_serves_any_policy(policy: str, schools: tuple[Record, ...]) -> None:
    """Given a policy, when the tables meant for others are left out, then everybody can be decided on."""
    version = Catalog().in_force(policy, AS_OF)
    others = Records(schools)

    for teacher in load_folder(COUNTY, policy=policy):
        for decision in version.version_data.decisions:
            assert version.decide(decision.id, teacher, as_of=AS_OF, others=others).status


def test_the_command_of_its_page_runs() -> None:
    """Given the command that the folder's page shows, then it answers from the folder for people and schools alike."""
    folder = str(COUNTY)

    done = CliRunner().invoke(
        app, ["quotas", folder, "--groups", folder, "--policy", MULEI, "--as-of", "2026-09-01", "--lang", "zh"]
    )

    assert done.exit_code == 0
    assert "未定" in done.stdout
