"""Every slip a case may meet, typed at the command line: its status, what is said in both languages, no trace left."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "library"))

from case_kit import POLICY, TEXT
from catalog_kit import catalog_of

from xgxp_rules.cli.main import app

Typed = Callable[..., tuple[int, str, str]]

SILENT = TEXT.replace(
    "      - {from: 送达, after: 10个工作日, to: 生效}\n",
    "      - {from: 送达, after: 10个工作日, to: 生效}\n    silent: {生效: 生效以后由谁通知}\n",
)


@pytest.fixture(params=["zh", "en"])
def typed(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """Give a way to type `xgxp case …` in either language, in a folder with three cases."""
    catalog_of(tmp_path / "policies", SILENT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XGXP_POLICIES", "policies")
    monkeypatch.setenv("XGXP_ACTOR", "人事科")
    Path("known.yaml").write_text("结业合格: 是\n处于三期: 否\n", encoding="utf-8")
    Path("failed.yaml").write_text("结业合格: 否\n", encoding="utf-8")
    Path("odd.yaml").write_text("身高: 180\n", encoding="utf-8")
    Path("half.yaml").write_text("处于三期: 否\n", encoding="utf-8")
    Path("junk.db").write_text("no database at all " * 100, encoding="utf-8")
    _newer()

    def run(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["case", *words, "--lang", request.param])
        return done.exit_code, done.stdout, done.stderr

    waiting = ("-p", POLICY, "--process", "待岗", "--on", "2025-03-03")
    for words in (
        ("open", "W-1", "known.yaml", *waiting, "--id", "A"),
        ("record", "W-1", "参加培训", "--on", "2025-04-01", "--id", "B"),
        ("open", "W-2", "half.yaml", *waiting),
        ("open", "N-1", "-p", POLICY, "--process", "通知", "--on", "2025-03-03"),
        ("record", "N-1", "送达本人", "--on", "2025-03-04"),
    ):
        assert run(*words)[0] == 0, words
    yield run
    assert not list(Path().glob("*.db-journal"))


def _newer() -> None:
    connection = sqlite3.connect("newer.db")
    connection.execute("CREATE TABLE xgxp_schema (version INTEGER NOT NULL)")
    connection.execute("INSERT INTO xgxp_schema VALUES (99)")
    connection.commit()
    connection.close()


def _rows() -> list[tuple[object, ...]]:
    connection = sqlite3.connect("cases.db")
    try:
        found = connection.execute("SELECT * FROM xgxp_events ORDER BY case_id, number").fetchall()
        return [*found, *connection.execute("SELECT * FROM xgxp_cases ORDER BY id").fetchall()]
    finally:
        connection.close()


OPEN = ("-p", POLICY, "--process", "待岗", "--on", "2025-03-03")
SLIPS = [
    pytest.param(
        ("record", "W-1", "落聘", "--on", "2025-05-01"),
        4,
        "XG825 案件在 2025-05-01 处于“培训”，此时没有 `落聘` 这一步（可以：结业、聘用）",
        "XG825 on 2025-05-01 the case is in `培训`, where `落聘` leads nowhere (possible: 结业, 聘用)",
        id="not-in-this-state",
    ),
    pytest.param(
        ("record", "N-1", "送达本人", "--on", "2025-03-10"),
        4,
        "此时没有 `送达本人` 这一步（2025-03-18 到期自动转入“生效”）",
        "`送达本人` leads nowhere (it goes to `生效` by itself on 2025-03-18)",
        id="only-time-leads-on",
    ),
    pytest.param(
        ("record", "N-1", "送达本人", "--on", "2025-03-19"),
        4,
        "XG847 案件在 2025-03-19 处于“生效”，以后怎样，原文没有规定：生效以后由谁通知；`送达本人` 不能登记",
        "XG847 on 2025-03-19 the case is in `生效`, and the document does not say what follows (生效以后由谁通知)",
        id="the-document-is-silent",
    ),
    pytest.param(
        ("record", "W-1", "结业", "--on", "2025-03-20"),
        4,
        "XG824 2025-03-20 早于第 2 条登记的 2025-04-01：须依先后登记",
        "XG824 2025-03-20 is before 2025-04-01, the day of entry 2: entries go in order",
        id="out-of-order",
    ),
    pytest.param(
        ("record", "W-1", "送达本人", "--on", "2025-05-01"),
        4,
        "XG822 事件 `送达本人` 属于流程 `通知`，这个案件走的是流程 `待岗培训`",
        "XG822 the event `送达本人` belongs to the process `通知`; this case goes through `待岗培训`",
        id="for-another-process",
    ),
    pytest.param(
        ("record", "W-1", "参加训练", "--on", "2025-05-01"),
        4,
        "是否想写 `参加培训`？",
        "did you mean `参加培训`?",
        id="an-event-nobody-knows",
    ),
    pytest.param(
        ("record", "W-1", "结业", "--on", "2025-03-01"),
        4,
        "XG823 2025-03-01 早于案件开立之日 2025-03-03",
        "XG823 2025-03-01 is before the case was opened on 2025-03-03",
        id="before-the-case",
    ),
    pytest.param(
        ("record", "W-1", "参加培训", "--on", "2025-04-02", "--id", "B"),
        4,
        "XG831 登记编号 `B` 已用于另一条内容不同的登记（第 2 条）",
        "XG831 the id `B` stands for another entry already (number 2)",
        id="one-id-for-two-entries",
    ),
    pytest.param(
        ("record", "W-2", "聘用", "--on", "2025-04-02"),
        4,
        "XG827 不能判断 `聘用` 的条件在 2025-04-02 是否成立，缺：结业合格",
        "XG827 whether the conditions of `聘用` hold on 2025-04-02 cannot be told; missing: 结业合格",
        id="a-fact-is-missing",
    ),
    pytest.param(
        ("record", "W-1", "聘用", "--on", "2025-04-02", "--facts", "failed.yaml"),
        4,
        "XG826 `聘用` 的条件在 2025-04-02 不成立；须 结业合格 是（现为 否）",
        "XG826 the conditions of `聘用` do not hold on 2025-04-02; it needs 结业合格 yes (it is no)",
        id="a-condition-fails",
    ),
    pytest.param(
        ("record", "W-1", "结业", "--on", "2025-04-02", "--facts", "odd.yaml"),
        4,
        "XG433 记录中有未知的事实 `身高`",
        "XG433 the record names an unknown fact `身高`",
        id="a-fact-nobody-knows",
    ),
    pytest.param(
        ("record", "W-1", "--corrects", "1", "--on", "2025-04-05"),
        4,
        "XG833 这样更正后，第 2 条登记（参加培训）就不成立了：2025-04-01 早于更正后的 2025-04-05",
        "XG833 with this correction entry 2 (参加培训) could not stand: 2025-04-01 is before the corrected 2025-04-05",
        id="a-correction-that-spoils",
    ),
    pytest.param(
        ("record", "W-1", "结业", "--on", "2025-05-01", "--revision", "1"),
        4,
        "您看到的是第 1 版，现在是第 2 版；您的登记没有写入",
        "you saw revision 1, it is now 2; nothing was written",
        id="somebody-else-was-first",
    ),
    pytest.param(
        ("open", "W-1", "known.yaml", *OPEN),
        4,
        "XG810 案件 `W-1` 已经存在",
        "XG810 case `W-1` exists already",
        id="opened-twice",
    ),
    pytest.param(
        ("record", "W-9", "结业", "--on", "2025-05-01"),
        2,
        "XG811 没有案件 `W-9`",
        "XG811 there is no case `W-9`",
        id="no-such-case",
    ),
    pytest.param(
        ("record", "W-1", "结业", "--store", "mysql://clerk:geheim@host/db"),
        2,
        "XG801 不认识的案件库地址 `mysql://clerk:***@host/db`",
        "XG801 unknown address of a case store: `mysql://clerk:***@host/db`",
        id="an-unknown-database",
    ),
    pytest.param(
        ("show", "W-1", "--store", "postgresql://clerk:geheim@127.0.0.1:1/db"),
        4,
        "XG802 案件库打不开：连不上数据库服务器",
        "XG802 the case store cannot be opened: the database server cannot be reached",
        id="nobody-listens",
    ),
    pytest.param(
        ("show", "W-1", "--store", "newer.db"),
        4,
        "XG804 案件库的格式（99）比本程序（2）新，未作任何改动",
        "XG804 the case store's schema (99) is newer than this program's (2)",
        id="a-newer-schema",
    ),
    pytest.param(
        ("show", "W-1", "--store", "junk.db"),
        4,
        "XG805 这个数据库不是案件库",
        "XG805 this database is no case store",
        id="no-case-store",
    ),
    pytest.param(
        ("open", "W-3", *OPEN, "--store", "nowhere/cases.db"),
        4,
        "XG802 案件库打不开：文件打不开，或者它的文件夹不存在",
        "the file cannot be opened, or its folder is not there",
        id="no-such-folder",
    ),
    pytest.param(
        ("show", "W-1", "--store", "none.db"),
        2,
        "XG803 没有案件库 `none.db`",
        "XG803 there is no case store `none.db`",
        id="no-store",
    ),
]


@pytest.mark.parametrize(("words", "status", "zh", "en"), SLIPS)
def test_a_slip_is_told_by_name_and_writes_nothing(
    typed: Typed, words: tuple[str, ...], status: int, zh: str, en: str
) -> None:
    """Given a slip, when it is typed, then the status is as documented, the sentence plain, and the store the same."""
    before = _rows()

    found, out, err = typed(*words)

    assert (found, out) == (status, "")
    assert zh in err or en in err
    assert "geheim" not in err
    assert "Traceback" not in err
    assert _rows() == before
    assert not Path("none.db").exists()


def test_the_same_entry_twice_is_harmless(typed: Typed) -> None:
    """Given an entry sent again with its id, when it is typed, then it is no error and there is still one."""
    before = _rows()

    status, out, err = typed("record", "W-1", "参加培训", "--on", "2025-04-01", "--id", "B")

    assert (status, err) == (0, "")
    assert "没有重复登记" in out or "nothing added" in out
    assert _rows() == before
