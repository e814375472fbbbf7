"""Groups of options: what the command line sees of them, and what the verb gets."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import signature
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from xgxp_rules.cli.spreading import spread

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose.")]
Size = Annotated[int, typer.Option("--size", help="How large.")]
Loud = Annotated[bool, typer.Option("--loud", help="Shout.")]


@dataclass(frozen=True)
class Way:
    """Two options that verbs share."""

    size: Size = 3
    loud: Loud = False


@dataclass(frozen=True)
class Whose:
    """An argument that has to be given."""

    name: Name


@spread
def grow(whose: Whose, twice: bool = False, *, way: Way) -> None:
    """Grow somebody."""
    size = way.size * (2 if twice else 1)
    typer.echo(f"{whose.name} {size}{'!' if way.loud else ''}")


def _run(*words: str) -> tuple[int, str]:
    app = typer.Typer(rich_markup_mode=None)
    app.command()(grow)
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.stdout.strip()


def test_the_fields_stand_where_the_group_stood() -> None:
    """Given a verb with groups before and after a plain option, then the fields are listed in the order written."""
    assert list(signature(grow).parameters) == ["name", "twice", "size", "loud"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("甲",), "甲 3", id="every default"),
        pytest.param(("甲", "--size", "5"), "甲 5", id="a field is an option"),
        pytest.param(("--loud", "甲", "--twice"), "甲 6!", id="fields and plain options in any order"),
    ],
)
def test_a_verb_gets_its_groups_whole(words: tuple[str, ...], said: str) -> None:
    """Given options typed, when the verb runs, then each group holds its own, and the defaults of the rest."""
    assert _run(*words) == (0, said)


def test_an_argument_of_a_group_must_be_given() -> None:
    """Given a field without a default, when it is not typed, then the call is refused as wrong."""
    assert _run()[0] == 2


def test_two_options_of_one_name_are_refused() -> None:
    """Given a verb whose own option has the name of a field, when it is marked, then that is an error at once."""

    def shrink(way: Way, size: int = 1) -> None:
        """Shrink."""

    with pytest.raises(ValueError, match="size"):
        spread(shrink)
