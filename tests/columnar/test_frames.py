"""What `decide_frame` takes and refuses: frames in pieces, lists that are complete or not, and plain messages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from frame_kit import differences, frames_of, on_duckdb, rows_of
from made_rosters import AS_OF, teachers

import xgxp_rules as xr
from xgxp_rules.engines.columnar.refusals import Unsupported
from xgxp_rules.engines.columnar.rows import cell
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.frames import Given, decide_frame
from xgxp_rules.library.policy import Policy

CATALOG = xr.Catalog()
MULEI = CATALOG.in_force("xinjiang.mulei.xgxp", AS_OF)
ONE = {"在编在职": "是", "性别": "男", "出生日期": "1980-05-01", "长期病假": "否", "孕期至哺乳期": "否"}


def _frame(**more: Any) -> pl.DataFrame:
    return pl.DataFrame([{"id": "t1", **ONE, **more}])


@pytest.mark.parametrize(
    ("complete", "outcome"),
    [
        pytest.param((), None, id="nobody says so: unknown"),
        pytest.param(("postings",), "not_due", id="said of the frame: no posting at all"),
        pytest.param(("任职经历",), "not_due", id="said by the Chinese name"),
    ],
)
def test_teacher_without_rows(complete: tuple[str, ...], outcome: str | None) -> None:
    """Given a teacher without postings, when nobody says that the frame is complete, then nothing is decided by it."""
    postings = pl.DataFrame({"id": ["t2"], "学校": ["一中"], "自": [date(2000, 9, 1)]})

    found = MULEI.decide_frame(
        _frame(), as_of=AS_OF, decisions=["rotation"], complete=(*complete, "leaves", "absences"), postings=postings
    )

    assert found["rotation.outcome"].to_list() == [outcome]


TEXTS = [
    pytest.param(["第一中学(东)", "第一中学（东）"], id="signs of both widths"),
    pytest.param(["ＡＢ中学", " AB中学 "], id="letters of both widths, and blanks around"),
    pytest.param(["一中", "二中"], id="two schools"),
    pytest.param(["一中", "未知"], id="a word for nothing known"),
    pytest.param(["一中", '{"争议": [{"值": "一中", "来源": "a"}, {"值": "二中", "来源": "b"}]}'], id="a dispute"),
    pytest.param(["一中", "  "], id="blanks alone"),
    pytest.param(["一中", "null"], id="a word that records refuse"),
]


@pytest.mark.parametrize("names", TEXTS)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_texts_of_long_frames_read_as_in_records(names: list[str], engine: str) -> None:
    """Given two postings whose schools are written in two ways, when decided, then records and columns agree."""
    days = [(date(2018, 9, 1), date(2021, 8, 31)), (date(2021, 9, 1), None)]
    postings = pl.DataFrame(
        {"id": ["t1", "t1"], "学校": names, "自": [one for one, _ in days], "至": [one for _, one in days]}
    )
    items = [
        {"学校": cell(name), "自": first.isoformat(), **({"至": last.isoformat()} if last else {})}
        for name, (first, last) in zip(names, days, strict=True)
    ]
    record = {**ONE, "任职经历": items, "请假": [], "离岗经历": []}
    frame: Any = _frame()
    if engine == "duckdb":
        connection = duckdb.connect()
        frame, postings = on_duckdb(connection, frame), on_duckdb(connection, postings)

    found = MULEI.decide_frame(
        frame,
        as_of=AS_OF,
        decisions=["rotation"],
        complete=["postings", "leaves", "absences"],
        check=False,
        postings=postings,
    )

    assert differences(MULEI, [record], rows_of(found, ["t1"]), AS_OF) == []


def test_spells_without_a_column_of_last_days_all_run_and_may_overlap() -> None:
    """Given postings of which none has ended, two of them at one school, then the row is rejected as a record is."""
    postings = pl.DataFrame(
        {"id": ["t1", "t1"], "学校": ["一中", "一中"], "自": [date(2010, 5, 1), date(2026, 9, 1)]}
    )
    record = {**ONE, "任职经历": [{"学校": "一中", "自": "2010-05-01"}, {"学校": "一中", "自": "2026-09-01"}]}

    found = MULEI.decide_frame(
        _frame(), as_of=AS_OF, decisions=["rotation"], complete=["postings"], postings=postings
    )

    rows = rows_of(found, ["t1"])
    assert rows[0]["rotation.status"] == "rejected"
    assert differences(MULEI, [record], rows, AS_OF) == []


def test_flag_of_completeness_is_each_teachers_own() -> None:
    """Given a column that says whose list is complete, when decided, then it holds for that teacher alone."""
    frame = pl.DataFrame([{"id": "t1", **ONE, "任职经历.完整": True}, {"id": "t2", **ONE, "任职经历.完整": None}])

    found = MULEI.decide_frame(frame, as_of=AS_OF, decisions=["rotation"], complete=["leaves", "absences"])

    assert found["rotation.status"].to_list() == ["determined", "undetermined"]


def test_pieces_are_the_whole() -> None:
    """Given a roster in pieces, when the pieces are put together, then they are what the whole comes to."""
    frame, lists = frames_of(teachers(MULEI.effective.vocabulary("teacher"), 50, seed=2))

    whole = MULEI.decide_frame(frame, as_of=AS_OF, **lists)
    pieces = list(MULEI.decide_frames(frame, as_of=AS_OF, rows=20, **lists))

    assert [piece.height for piece in pieces] == [20, 20, 10]
    assert pl.concat(pieces).equals(whole)


@pytest.mark.parametrize(
    "numbers", [pytest.param(False, id="ids of text"), pytest.param(True, id="ids of numbers")]
)
def test_pieces_of_files_in_no_order_are_the_whole(numbers: bool, tmp_path: Path) -> None:
    """Given files whose rows are in no order, when decided in pieces, then everybody is decided once, as in one go."""
    frame, lists = frames_of(teachers(MULEI.effective.vocabulary("teacher"), 50, seed=3))
    if numbers:
        frame, lists = _numbered(frame), {name: _numbered(each) for name, each in lists.items()}
    whole = MULEI.decide_frame(frame, as_of=AS_OF, **lists)
    scans = {}
    for name, each in {"teachers": frame, **lists}.items():
        each.sample(fraction=1.0, shuffle=True, seed=5).write_parquet(tmp_path / f"{name}.parquet")
        scans[name] = pl.scan_parquet(tmp_path / f"{name}.parquet")

    pieces = [
        piece.collect() for piece in MULEI.decide_frames(scans.pop("teachers"), as_of=AS_OF, rows=20, **scans)
    ]

    assert [piece.height for piece in pieces] == [20, 20, 10]
    assert pl.concat([piece.sort("id") for piece in pieces]).equals(whole)


def test_pieces_on_duckdb_are_the_whole() -> None:
    """Given a roster in DuckDB, when decided in pieces, then the pieces are what the whole comes to."""
    frame, lists = frames_of(teachers(MULEI.effective.vocabulary("teacher"), 30, seed=2))
    connection = duckdb.connect()
    listed = {name: on_duckdb(connection, each) for name, each in lists.items()}
    whole = MULEI.decide_frame(frame, as_of=AS_OF, decisions=["rotation"], **lists)

    found = MULEI.decide_frames(
        on_duckdb(connection, frame), as_of=AS_OF, decisions=["rotation"], rows=20, **listed
    )
    pieces = [pl.DataFrame(piece.to_arrow_table()) for piece in found]

    assert [piece.height for piece in pieces] == [20, 10]
    assert pl.concat([piece.sort("id") for piece in pieces]).equals(whole)


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("id").str.slice(1).cast(pl.Int64))


def test_row_that_cannot_be_true_is_rejected_and_the_others_decided() -> None:
    """Given a posting that ends before it begins, when decided, then its teacher alone is rejected, with the code."""
    frame = pl.DataFrame([{"id": "t1", **ONE}, {"id": "t2", **ONE}])
    postings = pl.DataFrame(
        {"id": ["t1", "t2"], "学校": ["一中", "一中"], "自": [date(2010, 9, 1)] * 2, "至": [date(2009, 9, 1), None]}
    )

    found = MULEI.decide_frame(
        frame, as_of=AS_OF, decisions=["rotation"], postings=postings, complete=["leaves", "absences"]
    )

    assert found["rotation.status"].to_list() == ["rejected", "determined"]
    assert found["rotation.reason"][0] == "XG420"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        pytest.param({"decisions": ["rotatoin"]}, "XG510", id="no such decision"),
        pytest.param({"postigns": _frame()}, "XG882", id="no such list"),
        pytest.param({"id": "编码"}, "XG881", id="no such id column"),
        pytest.param({"complete": ["leafs"]}, "XG882", id="no such complete list"),
    ],
)
def test_slips_are_told_before_data_are_read(more: dict[str, Any], code: str) -> None:
    """Given a name that nobody knows, when a roster is decided, then the message has its code."""
    with pytest.raises(xr.UsageError) as raised:
        MULEI.decide_frame(_frame(), as_of=AS_OF, **more)

    assert raised.value.code == code


def test_one_row_is_explained_by_the_interpreter() -> None:
    """Given a roster, when one row is asked for, then it is the interpreter's decision, with its tree."""
    decision = MULEI.decide_row("reposting", "t1", _frame(不能胜任教育教学=True), as_of=AS_OF)

    assert decision.outcome == "repost"
    assert "应当转岗" in xr.explain(decision)


def test_row_that_is_not_there_is_told() -> None:
    """Given an id that no row has, when it is asked for, then the message says so."""
    with pytest.raises(xr.RecordError) as raised:
        MULEI.decide_row("reposting", "t9", _frame(), as_of=AS_OF)

    assert raised.value.code == "XG887"


def test_ids_that_stand_twice_are_refused() -> None:
    """Given two rows of one id, when decided, then nothing is decided and the message says so."""
    with pytest.raises(xr.RecordError) as raised:
        MULEI.decide_frame(pl.concat([_frame(), _frame()]), as_of=AS_OF)

    assert raised.value.code == "XG885"


def test_rank_is_refused_by_name_where_nobody_is_to_be_met() -> None:
    """Given a decision by rank, when people are decided without the others, then it is refused with its reason."""
    text = """\
language: 1
policy: test.rank
version: v1
title: 名次
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  得分: {kind: number}
  名次: {rank: 得分}
decisions:
  first: {title: 第一, about: teacher, outcomes: {best: 第一, other: 其他}, otherwise: other}
rules:
  - {clause: 一, decision: first, outcome: best, when: {名次: 不超过 1}}
"""
    policy = Policy(load_policy(text, "rank.yaml"), CATALOG)

    with pytest.raises(Unsupported) as raised:
        decide_frame(policy, Given(pl.DataFrame({"id": ["t1"], "得分": [3]}), meets=False), AS_OF)

    assert raised.value.code == "XG880"
    assert "`名次` 用到了排名" in str(raised.value)
