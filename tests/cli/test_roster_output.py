"""What `xgxp roster` hands out: CSV that Excel opens, a table on standard output, JSON and nothing beside it."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from roster_kit import asked, put, tables, told, write_book

COMPLETE = ("--complete", "全部")
TWO_DECISIONS = """\
language: 1
policy: sample.county.two
version: v1
title: 两项试点
status: in_force
jurisdiction: "652328"
in_force: {from: 2022-09-01}
document: {clauses: [{id: 一, topic: 示例}]}
facts:
  津贴标准: {kind: number, unit: 元}
decisions:
  first: {title: 甲项, outcomes: {yes_: 列入, no_: 不列入}, otherwise: no_}
  paid: {title: 乙项, outcomes: {yes_: 发放, no_: 不发}, otherwise: no_, value: 津贴标准}
rules:
  - {clause: 一, decision: first, outcome: yes_, when: {在编在职: 是}}
  - {clause: 一, decision: paid, outcome: yes_, when: {在编在职: 是}, value: 津贴标准}
"""


def rows_of(content: bytes, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding))))


@pytest.mark.parametrize(
    ("option", "encoding", "mark"),
    [
        pytest.param((), "utf-8-sig", b"\xef\xbb\xbf", id="utf-8-with-a-mark"),
        pytest.param(("--encoding", "utf-8"), "utf-8-sig", b"\xef\xbb\xbf", id="utf-8-asked-for"),
        pytest.param(("--encoding", "gbk"), "gbk", "编".encode("gbk"), id="gbk"),
        pytest.param(("--encoding", "GB18030"), "gb18030", "编".encode("gbk"), id="gb18030"),
    ],
)
def test_csv_in_an_encoding_that_excel_opens(
    xgxp: Any, tmp_path: Path, option: tuple[str, ...], encoding: str, mark: bytes
) -> None:
    """Given a CSV to be written, then it is in the encoding asked for, UTF-8 with the mark that Excel looks for."""
    out = tmp_path / "out.csv"

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", tables()), more=(*COMPLETE, "-o", str(out), *option)))

    assert done.status == 0, done.err
    assert out.read_bytes().startswith(mark)
    assert [row[0] for row in rows_of(out.read_bytes(), encoding)] == ["编号", "001", "002", "003", "004"]
    assert done.out.splitlines()[-1] == f"已写入 {out}"


@pytest.mark.parametrize(
    ("encoding", "name", "note"),
    [
        pytest.param(
            "gbk", "[U+2CE93]某[U+2CE93]", "GBK 里没有 1 个字，文件里写成了它们的统一码：𬺓＝[U+2CE93]×2", id="gbk"
        ),
        pytest.param("gb18030", "𬺓某𬺓", "", id="gb18030-has-every-sign"),
        pytest.param("utf-8", "𬺓某𬺓", "", id="utf-8-has-every-sign"),
    ],
)
def test_a_sign_that_gbk_lacks_is_named_and_not_lost(
    xgxp: Any, tmp_path: Path, encoding: str, name: str, note: str
) -> None:
    """Given a name with a rare character, then GBK has its number in its place, and the screen says so."""
    sheets = tables()
    put("教师", 2, 1, "𬺓某𬺓")(sheets)
    out = tmp_path / "out.csv"

    done = xgxp(
        *asked(write_book(tmp_path / "a.xlsx", sheets), more=(*COMPLETE, "-o", str(out), "--encoding", encoding))
    )

    assert rows_of(out.read_bytes(), "utf-8-sig" if encoding == "utf-8" else encoding)[1][1] == name
    assert ("U+2CE93" in done.out) is bool(note)
    assert note in done.out


def test_several_decisions_in_one_csv(xgxp: Any, county: Any, tmp_path: Path) -> None:
    """Given a policy of several decisions, then each row of the CSV says which, and all have the same columns."""
    folder = county.policies / "sample" / "county" / "two"
    folder.mkdir()
    (folder / "v1.yaml").write_text(TWO_DECISIONS, encoding="utf-8")
    people = write_book(
        tmp_path / "a.xlsx",
        {"教师": [["编号", "姓名", "在编在职", "津贴标准"], ["a", "甲", "是", 300], ["b", "乙", "否", ""]]},
    )
    call = ("roster", str(people), "--policy", "sample.county.two", "--as-of", "2026-09-01")

    done = xgxp(*call, "-o", str(tmp_path / "out.csv"))

    assert done.status == 0, done.err
    table = rows_of((tmp_path / "out.csv").read_bytes(), "utf-8-sig")
    assert table[0] == ["决定", "编号", "名称", "结果", "状态", "值", "理由", "缺的事实"]
    assert [row[:6] for row in table[1:]] == [
        ["甲项", "a", "甲", "列入", "已定", ""],
        ["甲项", "b", "乙", "不列入", "已定", ""],
        ["乙项", "a", "甲", "发放", "已定", "300.0"],
        ["乙项", "b", "乙", "可能：不发", "未定", ""],
    ]
    assert xgxp(*call, "-o", str(tmp_path / "out.parquet")).status == 0


def test_what_was_rejected_stands_in_a_second_file(xgxp: Any, tmp_path: Path) -> None:
    """Given a bad cell, then a file beside the CSV holds it; once it is mended, that file has no row left."""
    sheets = tables()
    put("教师", 2, 2, "在")(sheets)
    out, beside = tmp_path / "out.csv", tmp_path / "out-退回.csv"

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", sheets), more=(*COMPLETE, "-o", str(out))))

    assert done.out.splitlines()[-1] == f"已写入 {out}、{beside}"
    assert [row[:6] for row in rows_of(beside.read_bytes(), "utf-8-sig")[1:]] == [
        ["教师", "2", "在编在职", "在", "在编在职 应写 “是” 或 “否”", "001"]
    ]
    xgxp(*asked(write_book(tmp_path / "a.xlsx", tables()), more=(*COMPLETE, "-o", str(out))))
    assert len(rows_of(beside.read_bytes(), "utf-8-sig")) == 1


def test_ids_that_a_spreadsheet_would_spoil_are_told(xgxp: Any, tmp_path: Path) -> None:
    """Given ids with zeros in front, then it is said that Excel drops them from a CSV; a workbook keeps them."""
    book = write_book(tmp_path / "a.xlsx", tables())

    csv_told = xgxp(*asked(book, more=(*COMPLETE, "-o", str(tmp_path / "out.csv")))).out
    book_told = xgxp(*asked(book, more=(*COMPLETE, "-o", str(tmp_path / "out.xlsx")))).out

    assert "以零开头" in csv_told
    assert "以零开头" not in book_told


def test_a_table_on_standard_output(xgxp: Any, tmp_path: Path) -> None:
    """Given `-o -`, then standard output is the CSV and nothing else; the summary goes where errors go."""
    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", tables()), more=(*COMPLETE, "-o", "-")))

    assert [row[0] for row in csv.reader(io.StringIO(done.out))] == ["编号", "001", "002", "003", "004"]
    assert "读入 4 人 = 受理 4 + 退回 0" in done.err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        pytest.param(("-o", "x.csv", "--encoding", "big5"), "XG978", id="no-such-encoding"),
        pytest.param(("-o", "x.xlsx", "--encoding", "gbk"), "XG906", id="a-workbook-has-no-encoding"),
        pytest.param(("--encoding", "gbk"), "XG906", id="nothing-is-written"),
        pytest.param(("-o", "-", "--format", "json"), "XG909", id="two-answers-on-one-stream"),
    ],
)
def test_an_output_that_cannot_be_is_refused_first(
    xgxp: Any, tmp_path: Path, more: tuple[str, ...], code: str
) -> None:
    """Given an output that cannot be written so, then the call is refused before anything is read or written."""
    done = xgxp(*asked(tmp_path / "not-there.xlsx", more=more))

    assert (done.status, done.out) == (2, "")
    assert code in done.err


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make both streams terminals, on which a bar appears at once."""
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda _self: True, raising=False)
    monkeypatch.setattr("xgxp_rules.cli.progress._PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.usefixtures("terminal")
def test_json_is_all_there_is_on_standard_output(xgxp: Any, tmp_path: Path) -> None:
    """Given a terminal and bad cells, when JSON is asked for, then there is no bar, no colour and no other word."""
    sheets = tables()
    put("教师", 2, 2, "在")(sheets)
    book = write_book(tmp_path / "a.xlsx", sheets)
    out = tmp_path / "out.xlsx"

    done = xgxp(*asked(book, more=(*COMPLETE, "-o", str(out), "--format", "json")))
    spoken = xgxp(*asked(book, more=COMPLETE))

    assert done.err == ""
    found = json.loads(done.out)
    assert done.out == json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    assert found["written"] == [str(out)]
    assert "\x1b[" in spoken.out  # the streams are taken for terminals
    assert "\x1b[" in spoken.err


def test_json_stays_json_where_nothing_could_be_decided(xgxp: Any, tmp_path: Path) -> None:
    """Given a roster of which everybody is rejected, then JSON has all of it, and the error stands elsewhere."""
    sheets = {"教师": [["编号", "在编在职"], ["1", "对"]]}
    book = write_book(tmp_path / "a.xlsx", sheets)

    done = xgxp(*asked(book, more=("--format", "json")))

    assert done.status == 4
    assert "XG977" in done.err
    assert told(xgxp, book, more=())["rejected"] == 1
