"""`xgxp fmt` from outside: what is written, what is only shown, and with which exit status."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import County, Done

Run = Callable[..., Done]


@pytest.fixture
def crooked(county: County) -> County:
    """Return a county whose policy has one test in another spelling."""
    path = next(county.policies.rglob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8").replace("{value: 6年,", "{value: 六年,"), encoding="utf-8")
    return county


def test_fmt_rewrites_the_file_and_is_then_content(xgxp: Run, crooked: County) -> None:
    """Given a file in another spelling, when formatted twice, then it is rewritten once and names the file."""
    first, second = xgxp("fmt", "--lang", "en"), xgxp("fmt", "--lang", "en")

    assert (first.status, second.status) == (0, 0)
    assert "2022-trial.yaml" in first.out
    assert first.out.endswith("1 file, 1 rewritten\n")
    assert second.out == "1 file, 0 rewritten\n"
    assert "{value: 6年," in next(crooked.policies.rglob("*.yaml")).read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_fmt_only_looks(xgxp: Run, crooked: County, option: str) -> None:
    """Given --check or --diff, when a file would change, then it is not touched; --check says so by its status."""
    path = next(crooked.policies.rglob("*.yaml"))
    before = path.read_bytes()

    done = xgxp("fmt", option)

    assert path.read_bytes() == before
    assert done.status == (1 if option == "--check" else 0)
    assert ("+  最低同校年限: {value: 6年, clause: 四(四)}" in done.out) is (option == "--diff")


def test_fmt_check_is_content_with_a_sound_file(xgxp: Run) -> None:
    """Given a file in its canonical spelling, when only checked, then the status is 0."""
    assert xgxp("fmt", "--check").status == 0


def test_fmt_leaves_a_faulty_file(xgxp: Run, county: County) -> None:
    """Given a file with an error, when formatted, then the error is told with status 3 and nothing is written."""
    path = next(county.policies.rglob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8").replace("status: trial", "status: trail"), encoding="utf-8")
    before = path.read_bytes()

    done = xgxp("fmt")

    assert done.status == 3
    assert "XG108" in done.out
    assert path.read_bytes() == before


def test_fmt_of_nothing(xgxp: Run, county: County) -> None:
    """Given a path that does not exist, when formatted, then the call is wrong."""
    assert xgxp("fmt", str(county.policies / "nowhere")).status == 2
