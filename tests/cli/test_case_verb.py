"""`xgxp case`: what a clerk types and reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "library"))

from case_kit import POLICY, TEXT
from catalog_kit import catalog_of

from xgxp_rules.cli.main import app

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Give a way to type `xgxp case …` in a folder with the policies; status, output and errors come back."""
    catalog_of(tmp_path / "policies", TEXT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XGXP_POLICIES", "policies")
    monkeypatch.setenv("XGXP_ACTOR", "人事科")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    Path("known.yaml").write_text("结业合格: 是\n处于三期: 否\n", encoding="utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["case", *words])
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture
def waiting(typed: Typed) -> Typed:
    """Give the same with one case opened."""
    opened = typed(
        "open", "W-1", "known.yaml", "-p", POLICY, "--process", "待岗", "--on", "2025-03-03", "--id", "A"
    )
    assert opened[0] == 0, opened
    return typed


def test_a_case_from_opening_to_the_end(waiting: Typed) -> None:
    """Given a waiting teacher, when a dismissal runs its course by commands, then the card shows where it stands."""
    assert waiting("record", "W-1", "参加培训", "--on", "2025-04-01")[0] == 0
    for step, day in (("听取陈述", "09"), ("说明事实", "10"), ("告知工会", "11"), ("备案", "12")):
        assert waiting("record", "W-1", "--step", step, "--on", f"2026-03-{day}")[0] == 0
    status, out, _ = waiting("record", "W-1", "解聘生效", "--on", "2026-03-13")
    shown = waiting("show", "W-1", "--as-of", "2026-03-13")[1]

    assert status == 0
    assert "状态 解聘" in out
    assert "已到终点" in shown
    assert "2026-03-03  待岗期满（待岗期满1年）：培训 → 拟解聘〔六〕" in shown  # what 六 is about stands above
    assert "✓ 解聘程序 办齐" in shown


CARD = """\
案件 W-1：待岗培训                                                             某县待岗与解聘办法 v1
状态 待岗（自 2025-03-03 起，9天）                                                   截至 2025-03-12
  待岗期：已 9天，期限 1年，2026-03-03 届满〔六〕
────────────────────────────────────────────────────────────────────────────────────────────────────
接下来
  参加培训 → 培训〔六 待岗期限〕                                                            可以办理
  聘用 → 上岗〔五 竞聘上岗〕                                                                可以办理
      ✓ 结业合格 是（现为 是）
  待岗期满（待岗期满1年） → 拟解聘〔六〕                                     2026-03-03 到期自动转入
期限
  2026-03-03  还有 356天（241个工作日）  待岗期满 → 拟解聘  〔六〕
经过
  2025-03-03  开立 → 待岗                                                                     人事科
"""


def test_the_card_reads_as_a_clerk_reads_it(waiting: Typed) -> None:
    """Given a fresh case, when it is shown, then state, ways on, deadlines and story stand there with clauses."""
    assert waiting("show", "W-1", "--as-of", "2025-03-12") == (0, CARD, "")


@pytest.mark.parametrize(
    ("within", "as_of", "says"),
    [
        pytest.param("30d", "2026-02-20", ["到期：1 项", "2026-03-03  还有 11天（7个工作日）", "W-1"], id="ahead"),
        pytest.param("10个工作日", "2026-02-20", ["2026-03-06", "W-1"], id="in-working-days"),
        pytest.param("1w", "2025-06-01", ["到期：0 项"], id="nothing"),
    ],
)
def test_the_morning_list(waiting: Typed, within: str, as_of: str, says: list[str]) -> None:
    """Given a case, when what is due is asked for, then the list holds it exactly while it is due by then."""
    status, out, _ = waiting("due", "--within", within, "--as-of", as_of)

    assert status == 0
    for words in says:
        assert words in out


def test_what_is_overdue_is_said(waiting: Typed) -> None:
    """Given a step not taken in time, when the list is asked for, then it stands there as past."""
    waiting("record", "W-1", "--step", "听取陈述", "--on", "2026-03-09")

    _, out, _ = waiting("due", "--within", "1d", "--as-of", "2026-03-26")
    told = json.loads(waiting("due", "--within", "1d", "--as-of", "2026-03-26", "--format", "json")[1])

    assert "其中已过期 1 项" in out
    assert "✗ 已过 3天（3个工作日）" in out
    assert [(one["deadline"]["name"], one["deadline"]["overdue"]) for one in told] == [("解聘程序·说明事实", True)]


def test_the_history_is_a_table(waiting: Typed) -> None:
    """Given a correction, when the history is listed, then both entries and what time brought stand in it."""
    waiting("record", "W-1", "参加培训", "--on", "2025-04-01")
    waiting("record", "W-1", "--corrects", "2", "--on", "2025-04-02", "--actor", "复核", "--remark", "日期写错")

    _, out, _ = waiting("history", "W-1", "--as-of", "2026-03-26")
    told = json.loads(waiting("history", "W-1", "--format", "json")[1])

    for words in (
        "更正 第 2 条",
        "日期写错",
        "待岗期满",
        "培训 → 拟解聘",
        "事实：处于三期、结业合格",
    ):
        assert words in out
    assert [(line["kind"], line["corrected_by"]) for line in told] == [
        ("open", None),
        ("event", 3),
        ("correct", None),
    ]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        pytest.param(["record", "W-1", "结业"], 4, "XG825", id="not-in-this-state"),
        pytest.param(["record", "W-2", "结业"], 2, "XG811", id="no-such-case"),
        pytest.param(["record", "W-1"], 2, "XG838", id="nothing"),
        pytest.param(["record", "W-1", "参加培训", "--revision", "9"], 4, "XG809", id="somebody-else-first"),
        pytest.param(["record", "W-1", "参加培训", "--step", "备案"], 2, "XG852", id="two-at-once"),
        pytest.param(["record", "W-1", "--withdraw"], 2, "XG853", id="withdraw-what"),
        pytest.param(["record", "W-1", "参加培训", "--on", "2025-13-01"], 2, "XG526", id="no-such-day"),
        pytest.param(["show", "W-1", "--as-of", "2025-03-02"], 2, "XG840", id="before-it"),
        pytest.param(["show", "W-1", "--store", "other.db"], 2, "XG803", id="no-store"),
        pytest.param(["show", "W-1", "--store", "oracle://x"], 2, "XG801", id="no-such-database"),
        pytest.param(["due", "--within", "soon"], 2, "XG850", id="no-length"),
        pytest.param(["due", "--within", "9999wd"], 2, "XG851", id="beyond-the-holidays"),
        pytest.param(["open", "W-1", "-p", POLICY, "--process", "待岗"], 4, "XG810", id="there-already"),
        pytest.param(["open", "W-3", "-p", POLICY], 2, "XG820", id="which-process"),
        pytest.param(["open", "W-3", "none.yaml", "-p", POLICY, "--process", "待岗"], 2, "XG520", id="no-file"),
    ],
)
def test_what_is_refused(waiting: Typed, words: list[str], status: int, says: str) -> None:
    """Given a slip, when it is typed, then it is told by name on standard error, and nothing is written."""
    before = waiting("history", "W-1", "--format", "json")[1]

    found, out, err = waiting(*words)

    assert (found, out) == (status, "")
    assert says in err
    assert "Traceback" not in err
    assert waiting("history", "W-1", "--format", "json")[1] == before


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["show", "W-1", "--known-on", "9999-12-31"], id="known-on-the-last-day"),
        pytest.param(["show", "W-1", "--as-of", "9999-12-31"], id="as-of-the-last-day"),
        pytest.param(["due", "--within", "9999m", "--as-of", "2026-01-01"], id="far-ahead"),
        pytest.param(["history", "W-1", "--format", "markdown"], id="as-markdown"),
        pytest.param(["due", "--all", "--as-of", "2026-02-20"], id="drawn-anew"),
    ],
)
def test_the_edges_of_the_calendar_are_no_bugs(waiting: Typed, words: list[str]) -> None:
    """Given the last day there is, when it is asked about, then there is an answer."""
    status, out, err = waiting(*words)

    assert (status, err) == (0, "")
    assert "W-1" in out


def test_the_same_command_twice_is_one_entry(waiting: Typed) -> None:
    """Given an entry id, when the command is sent twice, then the second says that it was recorded before."""
    words = ["record", "W-1", "参加培训", "--on", "2025-04-01", "--id", "B"]
    assert "已登记" in waiting(*words)[1]

    status, out, _ = waiting(*words)

    assert status == 0
    assert "此前已登记过" in out
    assert json.loads(waiting(*words, "--format", "json")[1])["repeated"] is True


def test_in_english(waiting: Typed) -> None:
    """Given a case, when English is asked for, then every word of ours is English."""
    _, out, _ = waiting("show", "W-1", "--as-of", "2025-03-12", "--lang", "en")

    for words in (
        "Case W-1",
        "State 待岗 (since 2025-03-03, 9 days)",
        "What may come next",
        "356 days (241 working) left",
    ):
        assert words in out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("case-report", ["show", "W-1", "--as-of", "2026-03-04"], id="a-case"),
        pytest.param("due-list", ["due", "--within", "400d", "--as-of", "2025-03-04"], id="the-morning-list"),
    ],
)
def test_what_is_answered_as_json_fits_its_schema(waiting: Typed, name: str, words: list[str]) -> None:
    """Given the JSON of a card or of the list, when its schema is asked for, then the one fits the other."""
    schema = json.loads(CliRunner().invoke(app, ["schema", name]).stdout)
    told = json.loads(waiting(*words, "--format", "json")[1])

    assert told
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
