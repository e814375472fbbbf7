"""Whatever becomes of the text of a policy, reading it ends in diagnostics or in a policy that can be asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from edited_texts import TEXTS, edited
from hypothesis import given, settings

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import MODELS
from xgxp_rules.tools.checking import check_paths, summary


@settings(max_examples=200)
@given(one=edited())
def test_an_edited_text_is_read_or_refused_and_never_breaks_the_reader(one: tuple[str, str]) -> None:
    """Given a shipped policy with random edits, when it is read, then it is a policy or its errors can be shown."""
    name, text = one

    version, problems = check_policy(text, name)

    errors = [each for each in problems if each.severity == "error"]
    assert (version is None) is bool(errors)
    for each in problems:
        assert each.headline("zh")
        assert each.headline("en")
        assert each.span.line <= text.count("\n") + 2
    if version is not None:
        ask(Policy(version, Catalog()))


def ask(policy: Policy) -> None:
    """Ask every decision about nobody in particular: an answer, or an error of our own kind."""
    day = policy.version_data.in_force.from_on or date(2026, 9, 1)
    for decision in policy.version_data.decisions:
        try:
            answer = policy.decide(decision.id, MODELS[decision.about](), as_of=day)
        except XgxpError:
            continue  # law that the edit has put out of reach: told, not crashed
        assert answer.status in ("determined", "undetermined", "blocked")
        assert answer.report().decision == decision.id


@settings(max_examples=15)
@given(one=edited())
def test_an_edited_file_is_checked_to_the_end(one: tuple[str, str]) -> None:
    """Given an edited file beside the law, when it is checked with lint, then what is found can be told."""
    name, text = one
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8", newline="")

        checked = check_paths([file], Catalog(folder))

    assert summary(checked, "zh")
    assert summary(checked, "en")


def test_every_shipped_policy_is_among_those_edited() -> None:
    """Given the shipped policies, then none is left out of the edits above, and all of them are sound to begin with."""
    assert TEXTS
    for name, text in TEXTS.items():
        assert check_policy(text, name, kind_of_taken=Catalog().kind_of_taken)[0] is not None
