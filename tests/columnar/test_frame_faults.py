"""Frames with faults: told plainly on every engine, or read as the record reader would; never passed over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from form_kit import policy_of
from frame_kit import on_duckdb
from sample_frames import AS_OF, COMPLETE, POSTINGS, TEACHERS

import xgxp_rules as xr

ENGINES = ["polars", "duckdb"]


@pytest.fixture(scope="module")
def policy() -> xr.Policy:
    return xr.Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)


def statuses(
    policy: xr.Policy, engine: str, teachers: dict[str, list[Any]], postings: dict[str, list[Any]]
) -> dict[Any, tuple[str, str]]:
    """Return the status of each teacher's rotation, with the reason."""
    connection = duckdb.connect()
    frames = [pl.DataFrame(one) for one in (teachers, postings)]
    made = [one if engine == "polars" else on_duckdb(connection, one) for one in frames]
    found = policy.decide_frame(made[0], as_of=AS_OF, decisions=["rotation"], complete=COMPLETE, 任职经历=made[1])
    rows = found.select("id", "rotation.status", "rotation.reason").rows() if engine == "polars" else None
    rows = found.project('id, "rotation.status", "rotation.reason"').fetchall() if rows is None else rows
    return {whose: (status, reason) for whose, status, reason in rows}


@pytest.mark.parametrize("column", ["性别", "学校", "自", "id"])
def test_words_kept_as_categories_are_words(policy: xr.Policy, column: str) -> None:
    """Given a column of categories, when decided, then it is read as the words it holds, ids too."""
    kept = pl.Categorical
    frames = [
        pl.DataFrame(one).with_columns(pl.col("自" if "自" in one else "出生日期").cast(pl.String))
        for one in (TEACHERS, POSTINGS)
    ]
    teachers, postings = (one.cast({column: kept}) if column in one.columns else one for one in frames)

    found = policy.decide_frame(teachers, as_of=AS_OF, decisions=["rotation"], complete=COMPLETE, 任职经历=postings)

    assert found.select("id", "rotation.outcome").rows() == [("a", "due"), ("b", "not_due"), ("c", "not_due")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [pl.Decimal(20, 0), pl.Decimal(20, 2), pl.Float64, pl.Int64, pl.String])
def test_an_exact_number_is_read_as_it_is_written(engine: str, kind: Any) -> None:
    """Given amounts as exact decimals, when compared with a bound, then every digit counts."""
    policy = policy_of(["津贴: {kind: number, unit: 元}"], ["津贴: 不少于 150元", "津贴: 超过 150元"])
    frame = pl.DataFrame({"id": ["a", "b", "c", "d"], "津贴": [149, 150, 151, None]}).cast({"津贴": kind})
    given = frame if engine == "polars" else on_duckdb(duckdb.connect(), frame)

    found = policy.decide_frame(given, as_of=AS_OF)

    table = found if engine == "polars" else pl.DataFrame(found.to_arrow_table())
    assert table["d0.outcome"].to_list() == ["c", "a", "a", None]
    assert table["d1.outcome"].to_list() == ["c", "c", "a", None]


DECIDED, REJECTED = ("determined", ""), ("rejected", "XG406")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("born", "first", "second"),
    [
        pytest.param([date(1980, 1, 1), date(1970, 5, 5), None], DECIDED, DECIDED, id="days"),
        pytest.param([datetime(1980, 1, 1), datetime(1970, 5, 5), None], DECIDED, DECIDED, id="midnights"),
        pytest.param(
            [datetime(1980, 1, 1, 8, 30), datetime(1970, 5, 5), None], REJECTED, DECIDED, id="time-of-day"
        ),
        pytest.param(
            [datetime(1980, 1, 1, tzinfo=UTC), datetime(1970, 5, 5, tzinfo=UTC), None],
            REJECTED,
            REJECTED,
            id="a-zone",
        ),
        pytest.param([29221, 19800101, None], REJECTED, REJECTED, id="whole-numbers"),
        pytest.param([29221.5, 1.0, None], REJECTED, REJECTED, id="broken-numbers"),
        pytest.param(["1980-01-01", "1970.5.5", None], DECIDED, DECIDED, id="texts"),
    ],
)
def test_what_is_no_day_is_refused_as_in_a_record(
    policy: xr.Policy, engine: str, born: list[Any], first: tuple[str, str], second: tuple[str, str]
) -> None:
    """Given a birthday column of some type, when decided, then it is read as a record's field of that value is."""
    found = statuses(policy, engine, {**TEACHERS, "出生日期": born}, POSTINGS)

    assert found == {"a": first, "b": second, "c": DECIDED}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("begins", "status"),
    [
        pytest.param([datetime(2015, 9, 1), datetime(2020, 9, 1), datetime(2012, 9, 1)], DECIDED, id="midnights"),
        pytest.param([datetime(2015, 9, 1, 9), datetime(2020, 9, 1), datetime(2012, 9, 1)], REJECTED, id="time"),
    ],
)
def test_a_list_s_days_are_read_likewise(
    policy: xr.Policy, engine: str, begins: list[datetime], status: tuple[str, str]
) -> None:
    """Given a list's first days as times, when decided, then midnight is a day and another time is not."""
    found = statuses(policy, engine, TEACHERS, {**POSTINGS, "自": begins})

    assert found == {"a": status, "b": DECIDED, "c": DECIDED}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_is_no_flag(policy: xr.Policy, engine: str) -> None:
    """Given ones and noughts for a flag, when decided, then the rows are refused as records are."""
    found = statuses(policy, engine, {**TEACHERS, "在编在职": [1, 0, None]}, POSTINGS)

    assert found == {"a": ("rejected", "XG404"), "b": ("rejected", "XG404"), "c": DECIDED}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("teachers", "postings", "code"),
    [
        pytest.param({"id": [1, 2, 3]}, {"id": ["1", "2", "2"]}, "XG889", id="a-number-and-texts"),
        pytest.param({"id": ["1", "2", "3"]}, {"id": [1, 2, 2]}, "XG889", id="texts-and-a-number"),
        pytest.param({"id": ["a", None, "c"]}, {}, "XG891", id="no-id"),
        pytest.param({"id": ["a", None, None]}, {}, "XG891", id="no-id-twice"),
        pytest.param({"id": ["a", "a", "c"]}, {}, "XG885", id="an-id-twice"),
        pytest.param({"id": ["a", " ", "c"]}, {}, "XG891", id="a-blank-id"),
        pytest.param({"id": ["a", "b ", "c"]}, {}, "XG892", id="an-id-with-a-blank"),
        pytest.param({}, {"id": ["a", None, "b"]}, "XG891", id="an-entry-without-an-id"),
        pytest.param({}, {"id": ["a", "b", " b"]}, "XG892", id="an-entry-s-id-with-a-blank"),
        pytest.param({"sex": ["女", "女", "女"]}, {}, "XG890", id="one-fact-in-two-columns"),
        pytest.param({}, {"starts_on": POSTINGS["自"]}, "XG890", id="one-field-in-two-columns"),
        pytest.param({"出生日期 ": TEACHERS["出生日期"]}, {}, "XG890", id="one-name-with-a-blank"),
    ],
)
def test_faults_of_whole_frames_are_told(
    policy: xr.Policy, engine: str, teachers: dict[str, list[Any]], postings: dict[str, list[Any]], code: str
) -> None:
    """Given frames that cannot be matched, when decided, then one plain message says why."""
    with pytest.raises(xr.XgxpError) as caught:
        statuses(policy, engine, {**TEACHERS, **teachers}, {**POSTINGS, **postings})

    assert [one.code for one in caught.value.diagnostics] == [code]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("postings", [{}, {"任职经历": POSTINGS}], ids=["flat", "with-a-list"])
@pytest.mark.parametrize("ids", [[None, "b", "c"], ["a", None, "c"], ["a", "b", None]])
def test_a_row_without_an_id_is_in_no_piece_unseen(
    policy: xr.Policy, engine: str, postings: dict[str, Any], ids: list[str | None]
) -> None:
    """Given a row without an id, when decided in pieces, then it is told, wherever it stands."""
    connection = duckdb.connect()

    def made(data: dict[str, list[Any]]) -> Any:
        frame = pl.DataFrame(data)
        return frame if engine == "polars" else on_duckdb(connection, frame)

    with pytest.raises(xr.RecordError) as caught:
        list(
            policy.decide_frames(
                made({**TEACHERS, "id": ids}),
                as_of=AS_OF,
                decisions=["rotation"],
                rows=2,
                **{name: made(each) for name, each in postings.items()},
            )
        )

    assert caught.value.diagnostics[0].code == "XG891"


def _asked(policy: xr.Policy, **more: Any) -> Any:
    teachers = more.pop("teachers", pl.DataFrame(TEACHERS))
    return policy.decide_frame(teachers, as_of=AS_OF, **{"decisions": ["rotation"], **more})


@pytest.mark.parametrize(
    ("more", "code"),
    [
        pytest.param({"任职经历": pl.DataFrame(POSTINGS), "postings": pl.DataFrame(POSTINGS)}, "XG893", id="twice"),
        pytest.param({"names": {"长期病假": "长期病价"}}, "XG896", id="a-name-that-means-nothing"),
        pytest.param({"id": "工号"}, "XG881", id="no-such-id-column"),
        pytest.param({"schools": pl.DataFrame({"地域": ["乡村"]})}, "XG881", id="schools-without-a-name"),
        pytest.param({"任职经历": [1]}, "XG884", id="a-list-that-is-no-frame"),
        pytest.param({"teachers": pd.DataFrame([["a", "b"]], columns=["id", "id"])}, "XG895", id="one-name"),
    ],
)
def test_what_is_handed_in_wrongly_is_told(policy: xr.Policy, more: dict[str, Any], code: str) -> None:
    """Given frames or names that do not go together, when decided, then one plain message says why."""
    with pytest.raises(xr.UsageError) as caught:
        _asked(policy, **more)

    assert [one.code for one in caught.value.diagnostics] == [code]


@pytest.mark.parametrize("rows", [0, -1])
def test_a_piece_holds_somebody(policy: xr.Policy, rows: int) -> None:
    """Given pieces of nobody, when asked for, then it is refused at once."""
    with pytest.raises(xr.UsageError, match="XG894"):
        policy.decide_frames(pl.DataFrame(TEACHERS), as_of=AS_OF, rows=rows)


def test_one_name_needs_no_brackets(policy: xr.Policy) -> None:
    """Given one decision and one whole list as plain texts, when decided, then they are read as the only ones."""
    found = _asked(policy, decisions="rotation", complete="任职经历")

    assert found.columns == _asked(policy, complete=["任职经历"]).columns


def test_the_id_column_that_is_named_is_taken(policy: xr.Policy) -> None:
    """Given a staff number named as the id beside a column called 编号, when decided, then the staff number it is."""
    found = _asked(policy, teachers=pl.DataFrame(TEACHERS).rename({"id": "工号"}).with_columns(编号=1), id="工号")

    assert found["工号"].to_list() == ["a", "b", "c"]
