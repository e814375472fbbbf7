"""Every computable clause of the source documents is encoded, or its file says why it is not.

The list is the inventory of the documents' clauses by its numbers; the files name the numbers under `inventory:`.
"""

from __future__ import annotations

import pytest

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.clauses import Clauses, clause_coverage

COUNTS = {
    "NW": 7,
    "HN": 11,
    "XQ": 2,
    "BZR": 5,
    "PY": 3,
    "FA": 3,
    "YC": 3,
    "GB": 5,
    "SS": 2,
    "BQ": 2,
    "ZX": 3,
    "XF": 42,
    "QZ": 10,
    "ML": 19,
}
"""How many numbered clauses each document has."""

SPLIT = {"ML-12": ("ML-12a", "ML-12b", "ML-12c")}
"""A number under which three alternatives stand."""

EXPECTED = frozenset(
    name
    for document, count in COUNTS.items()
    for number in range(1, count + 1)
    for name in SPLIT.get(f"{document}-{number:02}", (f"{document}-{number:02}",))
)


@pytest.fixture(scope="module")
def found() -> Clauses:
    return clause_coverage(Catalog())


def test_the_list_is_whole() -> None:
    """Fourteen documents with computable clauses, 117 numbers, one of which stands for three alternatives: 119."""
    assert (len(COUNTS), sum(COUNTS.values()), len(EXPECTED)) == (14, 117, 119)


def test_every_number_stands_in_a_file(found: Clauses) -> None:
    """Given the shipped files, when the numbers they name are collected, then none is missing and none is made up."""
    named = {entry.id for entry in found.entries}

    assert (EXPECTED - named, named - EXPECTED) == (set(), set())


def test_no_number_is_left_uncovered(found: Clauses) -> None:
    """Given a number, then something stands for each of its clauses, or the clause says why nothing can."""
    assert [entry.id for entry in found.entries if entry.state == "uncovered"] == []


def test_what_is_not_encoded_says_why(found: Clauses) -> None:
    """A reason of one word, or one that only repeats the topic, tells an officer nothing."""
    short = [
        (cover.version.id, one.clause.id)
        for cover in found.versions
        for one in cover.clauses
        if one.state in ("partly", "not_computable") and (len(one.reason) < 4 or one.reason == one.clause.topic)
    ]

    assert short == []
