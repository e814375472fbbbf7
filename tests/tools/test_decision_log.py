"""The decision log: chained, masked, rotated, whole under concurrent writers; tampering is found at its place."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

import xgxp_rules as xr
from xgxp_rules.cli.main import app
from xgxp_rules.diagnostics import UsageError
from xgxp_rules.tools.decision_log import MASKED, log_files, verify_log

CATALOG = xr.Catalog()
AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
RECORD = xr.Teacher.model_validate(
    {
        "编号": "样例-77",
        "姓名": "样例",
        "性别": "女",
        "出生日期": "1980-05-01",
        "岗位类别": "专业技术",
        "在编在职": "是",
        "长期病假": "是",
        "孕期至哺乳期": "否",
        "任职经历": [{"学校": "一中", "自": "2020-09-01"}],
        "离岗经历": [],
        "请假": [{"类型": "病假", "自": "2026-01-05"}],
    }
)


def decision(name: str = "rotation") -> xr.Decision:
    return CATALOG.decide("xinjiang.mulei.xgxp", name, RECORD, as_of=date(2026, 9, 1))


def written(folder: Path, count: int = 4, **more: object) -> xr.DecisionLog:
    log = xr.DecisionLog(folder, **more)  # type: ignore[arg-type]
    for _ in range(count):
        log.append(decision(), actor="clerk", at=AT)
    return log


def test_lines_are_chained_and_sound(tmp_path: Path) -> None:
    """Given four decisions, when the log is verified, then all four are sound and numbered."""
    written(tmp_path)

    lines = [json.loads(line) for line in log_files(tmp_path)[0].read_text(encoding="utf-8").splitlines()]
    assert [one["n"] for one in lines] == [1, 2, 3, 4]
    assert [one["previous"] for one in lines[1:]] == [one["hash"] for one in lines[:-1]]
    assert verify_log(tmp_path) == (4, [])


@pytest.mark.parametrize(
    "secret",
    ["样例-77", "1980-05", "2020-09-01", "病假", "sick", "2038", "11年", "一中", '"女"', "rotation.sick-leave"],
)
def test_nothing_personal_is_in_clear(tmp_path: Path, secret: str) -> None:
    """Given a teacher on sick leave, when the decision is logged, then no value about person or health is readable."""
    written(tmp_path, 1, key=b"secret")
    text = log_files(tmp_path)[0].read_text(encoding="utf-8")

    facts = json.loads(text)["facts"]
    body = json.dumps(
        {name: value for name, value in json.loads(text).items() if name != "facts"}, ensure_ascii=False
    )
    assert secret not in body
    assert all(secret not in value for value in facts.values())
    assert facts["on_long_sick_leave"] == facts["born_on"] == facts["time_to_retirement"] == MASKED


def test_one_person_has_one_mark_under_a_key_and_none_without(tmp_path: Path) -> None:
    """Given a key, when decisions about one person are logged, then their mark is the same; without, there is none."""
    log = xr.DecisionLog(tmp_path / "keyed", key=b"secret")
    marks = {log.append(decision(name), at=AT)["subject"] for name in ("rotation", "dismissal")}

    assert len(marks) == 1
    assert "subject" not in xr.DecisionLog(tmp_path / "open").append(decision(), at=AT)


def _lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        path = log_files(folder)[0]
        path.write_text(
            "".join(change(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8"
        )

    return tamper


@pytest.mark.parametrize(
    ("tamper", "faults"),
    [
        pytest.param(_lines(lambda all: [all[0], *all[2:]]), [("missing", 2)], id="a-line-removed"),
        pytest.param(_lines(lambda all: all[1:]), [("missing", 1)], id="the-first-line-removed"),
        pytest.param(
            _lines(lambda all: [all[0], all[2], all[1], all[3]]),
            [("missing", 2), ("order", 3), ("missing", 4)],
            id="two-lines-swapped",
        ),
        pytest.param(
            _lines(lambda all: [all[0], all[1].replace("clerk", "clark"), *all[2:]]),
            [("changed", 2)],
            id="one-letter",
        ),
        pytest.param(_lines(lambda all: [*all[:3], all[3][:40]]), [("torn", 4)], id="truncated"),
        pytest.param(_lines(lambda all: [*all, all[3]]), [("order", 5)], id="a-line-twice"),
        pytest.param(_lines(lambda all: [*all, "hello\n"]), [("unreadable", 5)], id="no-line-of-a-log"),
        pytest.param(_lines(lambda all: []), [("emptied", 0)], id="emptied"),
    ],
)
def test_tampering_is_found_at_its_place(
    tmp_path: Path, tamper: Callable[[Path], None], faults: list[tuple[str, int]]
) -> None:
    """Given a log of four lines, when it is tampered with, then what is wrong is named with its line."""
    written(tmp_path)
    tamper(tmp_path)

    assert [(one.finding, one.line) for one in verify_log(tmp_path)[1]] == faults


def test_files_are_rotated_and_the_chain_goes_on(tmp_path: Path) -> None:
    """Given a small limit, when many decisions are logged, then there are several files and one unbroken chain."""
    written(tmp_path, 6, rotate_at=3_000)

    assert len(log_files(tmp_path)) > 1
    assert verify_log(tmp_path) == (6, [])
    log_files(tmp_path)[0].unlink()
    assert verify_log(tmp_path)[1] != []


def test_a_torn_last_line_is_cut_off_before_the_next_is_written(tmp_path: Path) -> None:
    """Given a writer that was killed in the middle of a line, when the next writes, then the chain is whole again."""
    log = written(tmp_path, 2)
    with log_files(tmp_path)[0].open("ab") as file:
        file.write(b'{"n":3,"at":"20')
    log.append(decision(), at=AT)

    assert verify_log(tmp_path) == (3, [])


def test_concurrent_writers_lose_nothing(tmp_path: Path) -> None:
    """Given eight threads and two other processes on one log, when all have written, then every line is there."""
    log, one = xr.DecisionLog(tmp_path, rotate_at=20_000), decision()
    code = (
        "import sys; sys.path.insert(0, 'tests/tools'); from pathlib import Path; import test_decision_log as t;"
        "log = t.xr.DecisionLog(Path(sys.argv[1]), rotate_at=20_000);"
        "[log.append(t.decision(), at=t.AT) for _ in range(10)]"
    )
    root = Path(__file__).resolve().parents[2]
    others = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=root) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: log.append(one, at=AT), range(40)))

    assert [other.wait(120) for other in others] == [0, 0]
    assert verify_log(tmp_path) == (60, [])


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    """Given a file in the place of the folder, when a decision is logged, then the error names it."""
    (tmp_path / "log").write_text("x", encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        xr.DecisionLog(tmp_path / "log").append(decision(), at=AT)
    assert [each.code for each in caught.value.diagnostics] == ["XG863"]


def test_log_verify_on_the_command_line(tmp_path: Path) -> None:
    """Given a sound log and a changed one, when verified, then the status is 0 and 1, and no log at all is 2."""
    written(tmp_path / "log", 3)
    assert CliRunner().invoke(app, ["log", "verify", str(tmp_path / "log")]).exit_code == 0
    _lines(lambda all: all[::-1])(tmp_path / "log")
    assert CliRunner().invoke(app, ["log", "verify", str(tmp_path / "log"), "--format", "json"]).exit_code == 1
    assert CliRunner().invoke(app, ["log", "verify", str(tmp_path / "none")]).exit_code == 2
