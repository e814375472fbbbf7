"""A folder of versions: which one is in force on a day, and what is said where none or two are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from catalog_kit import catalog_of

import xgxp_rules as xr

AS_OF = date(2026, 9, 1)


def text(
    version: str = "v1",
    window: str = "{from: 2022-09-01}",
    status: str = "in_force",
    policy: str = "any.county.duty",
) -> str:
    """Return the text of a small policy."""
    return f"""language: 1
policy: {policy}
version: {version}
title: 值守办法
status: {status}
jurisdiction: "100000"
in_force: {window}
document: {{issuer: 某县教育局, clauses: [{{id: 一, topic: 值守}}]}}
decisions:
  duty: {{title: 值守, outcomes: {{due: 应值守, not_due: 不值守}}, otherwise: not_due}}
rules:
  - {{clause: 一, decision: duty, outcome: due, when: {{在编在职: 是}}}}
"""


def in_force(catalog: xr.Catalog, day: str, policy: str = "any.county.duty") -> str | None:
    """Return the version in force on a day, or None."""
    try:
        return catalog.in_force(policy, date.fromisoformat(day)).version
    except xr.NotInForce:
        return None


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        pytest.param(
            [text(window="{from: 2022-09-01, until: 2025-08-31}")],
            {"2022-08-31": None, "2022-09-01": "v1", "2025-08-31": "v1", "2025-09-01": None},
            id="a trial that has ended",
        ),
        pytest.param(
            [text()], {"2022-08-31": None, "2022-09-01": "v1", "2099-01-01": "v1"}, id="no last day named"
        ),
        pytest.param(
            [text(), text("v2", "{from: 2025-09-01}")],
            {"2025-08-31": "v1", "2025-09-01": "v2", "2026-09-01": "v2"},
            id="the successor closes an open version",
        ),
        pytest.param(
            [text(window="{from: 2022-09-01, until: 2024-08-31}"), text("v2", "{from: 2025-09-01}")],
            {"2024-08-31": "v1", "2024-09-01": None, "2025-08-31": None, "2025-09-01": "v2"},
            id="a gap",
        ),
        pytest.param(
            [text(window="{from: 2022-09-01, until: 2025-12-31}"), text("v2", "{from: 2025-09-01}")],
            {"2025-08-31": "v1", "2025-09-01": None, "2025-12-31": None, "2026-01-01": "v2"},
            id="an overlap counts for neither",
        ),
        pytest.param(
            [text(), text("v2", "{from: 2025-09-01}", "draft")], {"2026-09-01": "v1"}, id="a draft closes nothing"
        ),
        pytest.param([text(status="draft")], {"2026-09-01": None}, id="a draft is never in force"),
        pytest.param([text(status="repealed")], {"2022-09-01": None}, id="repealed, nobody says when"),
        pytest.param(
            [text(window="{from: 2022-09-01, until: 2024-08-31}", status="repealed")],
            {"2024-08-31": "v1", "2024-09-01": None},
            id="repealed on a day",
        ),
        pytest.param(
            [text(), text("v2")], {"2022-08-31": None, "2022-09-01": None}, id="two that begin on one day"
        ),
    ],
)
def test_the_version_in_force(tmp_path: Path, texts: list[str], days: dict[str, str | None]) -> None:
    """Given versions with windows, when asked for a day, then at most one is in force and never a guess."""
    catalog = catalog_of(tmp_path, *texts)

    assert {day: in_force(catalog, day) for day in days} == days


def test_none_in_force_is_said_with_every_window(tmp_path: Path) -> None:
    """Given an ended trial, when asked for a later day, then the error names the windows there are."""
    catalog = catalog_of(tmp_path, text(window="{from: 2022-09-01, until: 2025-08-31}"))

    with pytest.raises(xr.NotInForce) as error:
        catalog.in_force("any.county.duty", AS_OF)

    (said,) = error.value.diagnostics
    assert "v1 2022-09-01…2025-08-31" in said.headline("zh")
    assert "2026-09-01" in said.headline("en")
    assert "no version in force" in said.headline("en")


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            [text(window="{from: 2022-09-01, until: 2025-12-31}"), text("v2", "{from: 2025-09-01}")],
            id="for months",
        ),
        pytest.param([text(), text("v2")], id="from one day on"),
    ],
)
def test_an_overlap_is_found_without_a_day(tmp_path: Path, texts: list[str]) -> None:
    """Given versions in force together, when the folder is checked, then both are named."""
    (problem,) = catalog_of(tmp_path, *texts).check()

    assert problem.code == "XG503"
    assert "v1" in problem.headline("zh")
    assert "v2" in problem.headline("zh")


def test_an_unknown_policy_is_met_with_the_nearest(tmp_path: Path) -> None:
    """Given a misspelt id, when a policy is asked for, then the nearest id is offered."""
    catalog = catalog_of(tmp_path, text())

    with pytest.raises(xr.UnknownPolicy) as error:
        catalog.in_force("any.county.dutty", AS_OF)

    assert error.value.diagnostics[0].mend == "any.county.duty"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        pytest.param("other/county/duty/v1.yaml", "any.county.duty", id="another folder"),
        pytest.param("any/county/duty/v2.yaml", "v1", id="another version"),
    ],
)
def test_path_and_header_must_agree(tmp_path: Path, place: str, said: str) -> None:
    """Given a file at another place than its header says, when it is read, then that is an error."""
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(text(), encoding="utf-8")
    catalog = xr.Catalog(tmp_path)

    with pytest.raises(xr.PolicyError) as error:
        catalog.versions(catalog.ids()[0])

    (problem,) = error.value.diagnostics
    assert problem.code == "XG504"
    assert said in problem.headline("zh")


def test_nothing_is_loaded_from_a_broken_folder(tmp_path: Path) -> None:
    """Given a good and a broken version, when the policy is asked for, then neither is given until both are sound."""
    catalog = catalog_of(tmp_path, text(), text("v2", "{from: 2025-09-01}").replace("在编在职", "在编再职"))

    for _attempt in range(2):
        with pytest.raises(xr.PolicyError):
            catalog.in_force("any.county.duty", date(2023, 1, 1))

    catalog_of(tmp_path, text("v2", "{from: 2025-09-01}"))
    assert in_force(xr.Catalog(tmp_path), "2026-09-01") == "v2"


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    """Given a broken policy beside a good one, when the good one is asked for, then it answers."""
    catalog = catalog_of(tmp_path, text(), text(policy="any.county.other").replace("在编在职", "在编再职"))

    assert catalog.ids() == ("any.county.duty", "any.county.other")
    assert in_force(catalog, "2026-09-01") == "v1"


def test_test_files_are_no_versions(tmp_path: Path) -> None:
    """Given a file of cases beside its policy, when the folder is searched, then it is not taken for a version."""
    catalog = catalog_of(tmp_path, text())
    (tmp_path / "any/county/duty/v1.test.yaml").write_text("cases: []", encoding="utf-8")

    assert [each.version for each in catalog.versions("any.county.duty")] == ["v1"]


def test_no_version_in_force_is_an_undetermined_decision(tmp_path: Path) -> None:
    """Given an ended trial, when the catalog decides later, then every outcome is possible and no fact is missing."""
    catalog = catalog_of(tmp_path, text(window="{from: 2022-09-01, until: 2025-08-31}"))
    teacher = xr.Teacher.model_validate({"在编在职": "是"})

    before = catalog.decide("any.county.duty", "duty", teacher, as_of=date(2025, 8, 31))
    after = catalog.decide("any.county.duty", "duty", teacher, as_of=date(2025, 9, 1))

    assert (before.status, before.outcome) == ("determined", "due")
    assert (after.status, after.outcome, after.possible) == ("undetermined", None, ("due", "not_due"))
    assert after.missing == ()
    assert after.report().reason == "not_in_force"
    assert after.model_dump()["outcome"] is None


@pytest.mark.parametrize("decision", ["dutty", ""])
def test_an_unknown_decision_is_a_usage_error(tmp_path: Path, decision: str) -> None:
    """Given a decision that no version has, when it is asked for, then that is an error, in force or not."""
    catalog = catalog_of(tmp_path, text(window="{from: 2022-09-01, until: 2025-08-31}"))

    for day in (date(2025, 8, 31), date(2025, 9, 1)):
        with pytest.raises(xr.UsageError):
            catalog.decide("any.county.duty", decision, xr.Teacher(), as_of=day)


def test_the_wrong_kind_of_record_is_refused(tmp_path: Path) -> None:
    """Given a decision about teachers, when a school's record is handed in, then that is an error."""
    ready = catalog_of(tmp_path, text()).in_force("any.county.duty", AS_OF)

    with pytest.raises(xr.UsageError):
        ready.decide("duty", xr.School(), as_of=AS_OF)


def test_titles_are_as_good_as_ids(tmp_path: Path) -> None:
    """Given a decision's title, when it is asked for by that, then it is the same decision."""
    ready = catalog_of(tmp_path, text()).in_force("any.county.duty", AS_OF)
    teacher = xr.Teacher.model_validate({"在编在职": "否"})

    assert (
        ready.decide("值守", teacher, as_of=AS_OF).model_dump()
        == ready.decide("duty", teacher, as_of=AS_OF).model_dump()
    )


def test_a_file_in_the_wrong_place_is_named(tmp_path: Path) -> None:
    """Given a policy's file elsewhere than its id says, when the policy is asked for, then where it belongs is said."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "v1.yaml").write_text("language: 1\npolicy: docs.first\nversion: v1\n", encoding="utf-8")

    with pytest.raises(xr.UnknownPolicy) as error:
        xr.Catalog(tmp_path).versions("docs.first")

    said = error.value.diagnostics[0]
    assert (said.code, dict(said.args)["place"]) == ("XG506", "docs/first/v1.yaml")
    assert said.file.endswith("v1.yaml")
