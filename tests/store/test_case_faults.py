"""What the world does to a store: a killed program, a full disk, a lock not let go. Nothing acknowledged is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.store import database
from xgxp_rules.store.log import CaseLog
from xgxp_rules.store.messages import StoreError

DAY = date(2025, 3, 1)
NOW = datetime(2025, 3, 2, tzinfo=UTC)
HEAD = CaseHead("甲", "test.p", "v1", "hash", "待岗", "teacher", DAY, 1)
OPENING = Entry("e1", "open", DAY, "人事科", "待岗", recorded_at=NOW)

WRITER = """
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.store.log import CaseLog
log = CaseLog(sys.argv[1])
head = log.head("甲")
for number in range(head.revision + 1, 1002):
    log.append(head, Entry(f"e{number}", "event", date(2025, 3, 1), "人事科", "培训", remark="注" * 200))
    head = replace(head, revision=number)
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [pytest.param(7, id="early"), pytest.param(300, id="in-the-middle")])
def test_kill_in_the_middle_of_a_thousand_appends(store: str, after: int) -> None:
    """Given a writer killed amid a thousand appends, then all it acknowledged is there, and nothing by half."""
    log = CaseLog(store, create=True)
    log.open(HEAD, OPENING)
    with subprocess.Popen([sys.executable, "-c", WRITER, store], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= after:
                writer.send_signal(signal.SIGKILL)
                break
        # A line cut short by the kill was not acknowledged.
        rest = [int(one) for one in writer.stdout.read().splitlines(keepends=True) if one.endswith("\n")]
        acknowledged = max([int(line), *rest])
    assert writer.returncode == -signal.SIGKILL

    head, entries = log.read("甲")

    assert after <= acknowledged <= len(entries) <= acknowledged + 2
    assert [one.number for one in entries] == list(range(1, len(entries) + 1))
    assert all(len(one.remark) == 200 for one in entries[1:])
    assert log.head("甲").revision == len(entries)
    log.append(head, Entry("后来", "event", DAY, "人事科", "培训"))
    log.close()


def fill(log: CaseLog) -> tuple[int, StoreError]:
    """Return the last revision that was acknowledged before the store took no more, and what it said."""
    for revision in range(1, 2000):
        try:
            long = Entry(f"n{revision}", "event", DAY, "人事科", "培训", remark="注" * 1000)
            log.append(replace(HEAD, revision=revision), long)
        except StoreError as error:
            return revision, error
    raise AssertionError("the store was never full")


def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    """Given a SQLite file at its greatest size, when more is appended, then the full disk is named, the log intact."""
    log = CaseLog(str(tmp_path / "cases.db"), create=True)
    log.open(HEAD, OPENING)

    def limit(connection: object, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA max_page_count=12")  # type: ignore[attr-defined]

    from sqlalchemy import event

    event.listen(log.database.engine, "checkout", limit)

    revision, error = fill(log)

    assert error.code == "XG806"
    assert "磁盘已满" in error.text()
    event.remove(log.database.engine, "checkout", limit)
    head, entries = log.read("甲")
    assert len(entries) == revision == head.revision == log.head("甲").revision
    log.append(head, Entry("后来", "event", DAY, "人事科", "培训"))
    log.close()


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """Given a file system of 400 KB, when it is full, then the error says so and what was acknowledged is intact."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small file system can be mounted by root only")
    try:
        log = CaseLog(str(disk / "cases.db"), create=True)
        log.open(HEAD, OPENING)
        revision, error = fill(log)
        assert error.code == "XG806", error.text()
        assert revision > 10
        assert len(log.read("甲")[1]) == revision
        log.close()
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_lock_that_is_not_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given another program that holds the database, when waiting takes too long, then that is said in plain words."""
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    log = CaseLog(str(tmp_path / "cases.db"), create=True)
    log.open(HEAD, OPENING)
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with log.database.writing():
            held.set()
            let_go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    with pytest.raises(StoreError) as caught:
        log.append(HEAD, Entry("e2", "event", DAY, "人事科", "培训"))
    let_go.set()
    thread.join()

    assert caught.value.code == "XG807"
    assert log.head("甲").revision == 1
    log.append(HEAD, Entry("e2", "event", DAY, "人事科", "培训"))
    log.close()


def test_a_value_written_by_hand_is_told_not_guessed(tmp_path: Path) -> None:
    """Given a log that somebody spoilt with another program, when it is read, then the store is called broken."""
    log = CaseLog(str(tmp_path / "cases.db"), create=True)
    log.open(HEAD, OPENING)
    with log.database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO xgxp_events VALUES ('甲', 2, 'x', 'event', '培训', '不是日子', 'x', '人', '{')"
        )

    with pytest.raises(StoreError) as caught:
        log.read("甲")

    assert caught.value.code == "XG812"
    log.close()
