"""The two databases that a case store may be in, both for real."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "library"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from postgres_kit import WHY_SKIPPED, binaries, running_cluster

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    programs = binaries()
    if programs is None:
        pytest.skip(WHY_SKIPPED)
    with running_cluster(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a store that is not there yet, in each of the databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'cases.db'}"
    import psycopg

    address: str = request.getfixturevalue("postgres")
    name = f"cases_{next(_numbers)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.rsplit("/", 1)[0] + f"/{name}"
