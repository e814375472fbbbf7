"""`xgxp roster`: spreadsheets in, a summary and a workbook out; every bad file and cell told in plain words."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from roster_kit import POSTINGS, TEACHERS, Change, asked, put, tables, told, write_book


def test_the_summary_adds_up(xgxp: Any, tmp_path: Path) -> None:
    """Given a workbook, then the totals, outcomes and missing facts are printed, and add up."""
    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", tables())))

    assert done.status == 0
    assert done.out.splitlines() == [
        "〔样县改革试点 2022-trial · 以 2026-09-01 计〕",
        "读入 4 人 = 受理 4 + 退回 0；下表每项：读入 = 已定 + 未定 + 退回",
        "",
        "  决定      读入  已定  未定  退回  结果",
        "  轮岗交流     4     3     1     0  应交流 2，非交流对象 1",
        "",
        "未定的人最常缺的事实",
        "  轮岗交流  长期病假 1",
    ]


def test_an_open_answer_counts_where_that_was_asked(xgxp: Any, tmp_path: Path) -> None:
    """Given somebody undetermined and --require-determined, then the program leaves with 5."""
    book = write_book(tmp_path / "a.xlsx", tables())

    assert xgxp(*asked(book, more=("--complete", "全部", "--require-determined"))).status == 5


def test_the_workbook_is_what_a_clerk_expects(xgxp: Any, tmp_path: Path) -> None:
    """Given bad cells, then the workbook has summary, decision and rejects, filters and a frozen header."""
    sheets = tables()
    put("教师", 2, 3, "有")(sheets)
    put("任职经历", 3, 2, "20230901")(sheets)
    out = tmp_path / "out.xlsx"

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", sheets), more=("--complete", "全部", "-o", str(out))))

    assert done.status == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["汇总", "轮岗交流", "退回"]
    assert book["汇总"]["A3"].value.startswith("读入 4 人 = 受理 2 + 退回 2")
    sheet = book["轮岗交流"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F5"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["编号", "姓名", "结果", "状态", "理由", "缺的事实"],
        ["001", "甲", None, "退回", "数据有误，见“退回”表", None],
        ["002", "乙", None, "退回", "数据有误，见“退回”表", None],
        [
            "003",
            "丙",
            "应交流",
            "已定",
            "在编在职 是；同校连续任教 7年（满 最低同校年限，即6年：超出1年，2025-09-01 期满）；长期病假 否",
            None,
        ],
        ["004", "=丁()", "可能：应交流或非交流对象", "未定", "取决于 长期病假", "长期病假"],
    ]
    assert sheet["B5"].data_type != "f"
    assert [[cell.value for cell in row[:8]] for row in book["退回"].iter_rows(min_row=2)] == [
        ["教师", 2, "长期病假", "＊＊＊", "长期病假 应写 “是” 或 “否”", "001", 5, 1],
        [
            "任职经历",
            3,
            "自",
            "20230901",
            "自 应是日期，如 “2022-09-01”、“2022-09” 或 “2022”；请写 “2023-09-01”",
            "002",
            3,
            1,
        ],
    ]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_one_decision_as_a_table(xgxp: Any, tmp_path: Path, suffix: str) -> None:
    """Given one decision, when CSV or Parquet is asked for, then it holds a row for each person."""
    out = tmp_path / f"out{suffix}"
    book = write_book(tmp_path / "a.xlsx", tables())

    assert xgxp(*asked(book, more=("--complete", "全部", "--decision", "轮岗交流", "-o", str(out)))).status == 0

    if suffix == ".csv":
        rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
        assert [row[0] for row in rows] == ["编号", "001", "002", "003", "004"]
        assert rows[4][1] == "'=丁()"
    else:
        import polars as pl

        assert pl.read_parquet(out)["状态"].to_list() == ["已定", "已定", "已定", "未定"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_csv_in_any_usual_encoding(xgxp: Any, tmp_path: Path, encoding: str) -> None:
    """Given CSV as Excel or another program saved it, then it is read the same, with no word about it."""
    files = []
    for name, rows in tables().items():
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        files.append(tmp_path / f"{name}.csv")
        files[-1].write_bytes(text.getvalue().encode(encoding))

    found = told(xgxp, *files)

    assert (found["read"], found["rejected"]) == (4, 0)
    assert found["decisions"][0]["outcomes"] == [
        {"id": "due", "label": "应交流", "count": 2},
        {"id": "not_due", "label": "非交流对象", "count": 1},
    ]


def test_parquet_and_other_names(xgxp: Any, tmp_path: Path) -> None:
    """Given frames with names of their own and a mapping file, then they are read as what the mapping says."""
    import polars as pl

    people = pl.DataFrame({"工号": ["1", "2"], "在编": [True, True], "长期病假": ["否", "否"]})
    spells = pl.DataFrame({"工号": ["1", "2"], "起": [2019, 2024], "校名": ["一中", "一中"]})
    spells = spells.with_columns(起=pl.date("起", 9, 1))
    people.write_parquet(tmp_path / "people.parquet")
    spells.write_parquet(tmp_path / "spells.parquet")
    names = tmp_path / "names.yaml"
    names.write_text(
        "表: {people: 教师, spells: 任职经历}\n"
        "列:\n  教师: {工号: 编号, 在编: 在编在职}\n  任职经历: {工号: 教师, 起: 自, 校名: 学校}\n"
        "完整: [任职经历]\n",
        encoding="utf-8",
    )

    found = told(xgxp, tmp_path / "people.parquet", tmp_path / "spells.parquet", more=("--map", str(names)))

    assert found["notes"] == []
    assert [one["count"] for one in found["decisions"][0]["outcomes"]] == [1, 1]


CELLS = [
    pytest.param([put("教师", 3, 0, "001")], ["XG985", "XG985", "XG984"], 2, id="an-id-twice"),
    pytest.param([put("教师", 3, 0, "")], ["XG986", "XG984"], 1, id="a-row-without-id"),
    pytest.param([put("任职经历", 2, 0, "X9")], ["XG984"], 0, id="a-posting-of-nobody"),
    pytest.param([put("任职经历", 2, 0, 1)], ["XG984"], 1, id="zeros-lost"),
    pytest.param([put("教师", 2, 4, 29587)], ["XG983"], 1, id="a-day-number-of-Excel"),
    pytest.param([put("教师", 2, 4, "1981/3/4")], [], 0, id="another-way-to-write-a-day"),
    pytest.param([put("教师", 2, 4, "3/4/1981")], ["XG406"], 1, id="a-day-with-the-month-first"),
    pytest.param([put("教师", 2, 2, "在")], ["XG404"], 1, id="no-flag"),
    pytest.param([put("任职经历", 2, 3, "2019-01-01")], ["XG420"], 1, id="a-spell-backwards"),
    pytest.param([put("教师", 2, 0, 123456789012345678)], ["XG988", "XG984"], 1, id="digits-lost"),
]


@pytest.mark.parametrize(("changes", "codes", "rejected"), CELLS)
def test_a_bad_cell_is_told_and_the_rest_decided(
    xgxp: Any, tmp_path: Path, changes: list[Change], codes: list[str], rejected: int
) -> None:
    """Given a bad cell, then it is told by its place, its person is rejected, and everybody else is decided."""
    sheets = tables()
    for change in changes:
        change(sheets)

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets))

    assert [one["code"] for one in found["rejected_cells"]] == codes
    assert found["rejected"] == rejected
    (decision,) = found["decisions"]
    assert decision["read"] == 4 == decision["decided"] + decision["undetermined"] + decision["rejected"]
    assert decision["rejected"] == rejected


def test_formulas_and_merged_cells_are_found_in_the_sheet(xgxp: Any, tmp_path: Path) -> None:
    """Given a title above the header, formulas with and without a value and merged cells, then each place is told."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("教师")
    sheet.merge_range("A1:E1", "某县教师名册")
    for number, row in enumerate(TEACHERS[:4], 1):
        sheet.write_row(number, 0, row)
    sheet.write_formula(2, 2, '=IF(TRUE,"是","否")')
    sheet.write_formula(3, 2, '=IF(TRUE,"是","否")', value="是")
    sheet.merge_range(3, 3, 4, 3, "否")
    spells = book.add_worksheet("任职经历")
    for number, row in enumerate(POSTINGS[:4]):
        spells.write_row(number, 0, row)
    book.close()

    found = told(xgxp, path)

    cells = [(one["code"], one["row"], one["column"]) for one in found["rejected_cells"]]
    assert cells == [("XG981", 3, "在编在职"), ("XG982", 5, "长期病假")]
    assert (found["accepted"], found["rejected"]) == (1, 2)


def test_what_is_not_used_is_said_with_the_nearest_name(xgxp: Any, tmp_path: Path) -> None:
    """Given a sheet or column misspelt, then it is said that it was not used, and what was probably meant."""
    sheets = tables()
    put("教师", 1, 4, "出生曰期")(sheets)
    sheets["任教经历"] = sheets.pop("任职经历")

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets), more=())

    assert found["notes"] == [
        "没有“任职经历”表，缺它而未定的：轮岗交流 4 人；`任教经历` 是这张表吗？请改名，或用 --map 说明",
        "没有“离岗经历”表，缺它而未定的：轮岗交流 4 人",
        "没有“请假”表，缺它而未定的：轮岗交流 4 人",
        "“教师”表的列 `出生曰期` 没有用到：这项政策不认识它；是否想写 `出生日期`？",
    ]


def _sheets_named(first: str, head: str = "编号") -> dict[str, list[list[Any]]]:
    sheets = tables()
    sheets["教师"][0][0] = head
    return {first: sheets["教师"], "任职经历": sheets["任职经历"]}


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, package.open("xl/workbook.xml", "w") as part:
        for _ in range(310):
            part.write(b" " * (1 << 20))
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "code", "status"),
    [
        pytest.param("a.xlsx", b"", "XG960", 4, id="empty"),
        pytest.param("a.csv", b"  \n", "XG960", 4, id="empty-csv"),
        pytest.param("a.xlsx", b"PK\x03\x04 cut", "XG961", 4, id="damaged"),
        pytest.param("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "XG962", 4, id="locked"),
        pytest.param("a.xls", OLE, "XG963", 4, id="old-kind"),
        pytest.param("a.xlsx", _bomb, "XG964", 4, id="zip-bomb"),
        pytest.param("a.doc", b"x", "XG965", 2, id="another-kind"),
        pytest.param("a.csv", b"\xff\x81\x00abc\xfe", "XG966", 4, id="no-encoding"),
        pytest.param("a.parquet", b"PAR1 cut", "XG465", 4, id="damaged-parquet"),
        pytest.param("a.csv", '编号,姓名\n1,"甲\n'.encode(), "XG465", 4, id="open-quotes"),
        pytest.param("a.csv", "编号,在编在职\n".encode(), "XG989", 4, id="no-rows"),
        pytest.param("a.csv", "编号\n".encode(), "XG989", 4, id="one-column-and-no-rows"),
        pytest.param("a.csv", "编号,在编在职\n1,对\n".encode(), "XG977", 4, id="all-rejected"),
        pytest.param("a.xlsx", _sheets_named("名册"), "XG967", 4, id="no-sheet-of-teachers"),
        pytest.param("a.xlsx", _sheets_named("教师", "教师工号"), "XG968", 4, id="no-column-of-ids"),
    ],
)
def test_a_file_that_cannot_be_decided(
    xgxp: Any, tmp_path: Path, name: str, content: Any, code: str, status: int
) -> None:
    """Given a file of which nothing can be decided, then one plain message says why, and nothing is left half done."""
    path = tmp_path / name
    if isinstance(content, dict):
        write_book(path, content)
    else:
        path.write_bytes(content() if callable(content) else content)

    done = xgxp(*asked(path, more=()))

    assert done.status == status
    assert code in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        pytest.param(("-o", "x.pdf"), "XG979", id="no-such-output"),
        pytest.param(("--complete", "任教经历"), "XG974", id="no-such-list"),
        pytest.param(("--decision", "轮岗"), "XG529", id="no-such-decision"),
        pytest.param(("--map", "none.yaml"), "XG520", id="no-such-mapping"),
    ],
)
def test_a_call_that_is_wrong(xgxp: Any, tmp_path: Path, more: tuple[str, ...], code: str) -> None:
    """Given a wrong call, then it is told before anything is written."""
    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", tables()), more=more))

    assert done.status == 2
    assert code in done.err


RANKED = """\
language: 1
policy: sample.county.ranked
version: v1
title: 名次试点
status: in_force
jurisdiction: "652328"
in_force: {from: 2022-09-01}
document: {clauses: [{id: 一, topic: 示例}]}
facts:
  年限: number
  名次: {rank: 年限}
decisions:
  first: {title: 居首, outcomes: {yes_: 居首, no_: 不居首}, otherwise: no_}
  long: {title: 满十, outcomes: {yes_: 满十, no_: 不满十}, otherwise: no_}
rules:
  - {clause: 一, decision: first, outcome: yes_, when: {名次: 不多于 1}}
  - {clause: 一, decision: long, outcome: yes_, when: {年限: 不少于 10}}
"""


@pytest.mark.parametrize(
    ("cell", "statuses"),
    [
        pytest.param("12", ["不居首", "居首", "不居首"], id="everybody-is-there"),
        pytest.param("十二", ["可能：居首或不居首", "退回", "不居首"], id="somebody-is-missing"),
    ],
)
def test_what_columns_refuse_is_decided_person_by_person(
    xgxp: Any, county: Any, tmp_path: Path, cell: str, statuses: list[str]
) -> None:
    """Given a decision that compares people, then it is made one by one among those who are there, and said so."""
    folder = county.policies / "sample" / "county" / "ranked"
    folder.mkdir()
    (folder / "v1.yaml").write_text(RANKED, encoding="utf-8")
    book = write_book(tmp_path / "a.xlsx", {"教师": [["编号", "年限"], ["a", 10], ["b", cell], ["c", 9]]})
    out = tmp_path / "out.xlsx"

    done = xgxp("roster", str(book), "--policy", "sample.county.ranked", "--as-of", "2026-09-01", "-o", str(out))

    assert done.status == 0
    assert "决定“居首”不能按列计算" in done.out
    sheet = openpyxl.load_workbook(out)["居首"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_col=4)]
    assert [row[2] or row[3] for row in rows] == statuses


def test_each_is_told_the_alternatives_that_hold_for_them(xgxp: Any, county: Any, tmp_path: Path) -> None:
    """Given an alternative that one person meets and of another is unknown, then each is told what holds for them."""
    text = RANKED[: RANKED.index("facts:")] + (
        "facts: {甲: flag, 乙: flag}\n"
        "decisions:\n  either: {title: 任一, outcomes: {yes_: 是的, no_: 不是}, otherwise: no_}\n"
        "rules:\n  - {clause: 一, decision: either, outcome: yes_, when: {any: [甲, 乙]}}\n"
    )
    folder = county.policies / "sample" / "county" / "ranked"
    folder.mkdir()
    (folder / "v1.yaml").write_text(text, encoding="utf-8")
    rows = [["编号", "甲", "乙"], ["a", "是", "是"], ["b", "是", ""], ["c", "是", "否"]]
    out = tmp_path / "out.csv"

    done = xgxp(
        *("roster", str(write_book(tmp_path / "a.xlsx", {"教师": rows})), "--policy", "sample.county.ranked"),
        *("--as-of", "2026-09-01", "-o", str(out)),
    )

    assert done.status == 0
    table = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [row[4] for row in table[1:]] == ["甲 是；乙 是", "甲 是", "甲 是"]
