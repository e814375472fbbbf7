"""What the world does to a store in PostgreSQL: a full disk, a server that only reads, one killed and started again."""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from postgres_kit import WHY_SKIPPED, binaries, new_cluster, unprivileged

from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.store.log import CaseLog
from xgxp_rules.store.messages import StoreError

DAY = date(2025, 3, 1)
HEAD = CaseHead("甲", "test.p", "v1", "hash", "待岗", "teacher", DAY, 1)
OPENING = Entry("e1", "open", DAY, "人事科", "待岗", recorded_at=datetime(2025, 3, 2, tzinfo=UTC))


def entry(number: int, *, remark: str = "") -> Entry:
    return Entry(f"e{number}", "event", DAY, "人事科", "培训", remark=remark)


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """Give a file system of its own that the server may write to."""
    who, disk = unprivileged(), Path(tempfile.mkdtemp(prefix="xgxp-disk-"))
    options = f"size={size},uid={who.get('user', 0)},gid={who.get('group', 0)},mode=700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        disk.rmdir()
        pytest.skip("a small file system can be mounted by root only")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)
        disk.rmdir()


def fill(log: CaseLog) -> tuple[int, StoreError]:
    """Return the last revision that was acknowledged before the store took no more, and what it said."""
    letters = random.Random(1)
    for revision in range(1, 5000):
        noise = "".join(letters.choices("0123456789abcdef", k=8000))  # it must not pack well
        try:
            log.append(replace(HEAD, revision=revision), entry(revision + 1, remark=noise))
        except StoreError as error:
            return revision, error
    raise AssertionError("the disk was never full")


def test_a_disk_that_is_really_full(postgres: str) -> None:
    """Given a tablespace on a disk of 10 MB, when it is full, then the error says so and the log is intact."""
    with small_disk("10m") as disk, psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")
        server.execute("CREATE DATABASE full_disk TABLESPACE small")
        log = CaseLog(postgres.rsplit("/", 1)[0] + "/full_disk", create=True)
        try:
            log.open(HEAD, OPENING)
            revision, error = fill(log)
            assert error.code == "XG806", error.text()
            assert "磁盘已满" in error.text()
            head, entries = log.read("甲")
            assert len(entries) == revision == head.revision == log.head("甲").revision
            assert revision > 20
        finally:
            log.close()
            server.execute("DROP DATABASE full_disk WITH (FORCE)")
            server.execute("DROP TABLESPACE small")


def test_a_server_that_only_reads(postgres: str) -> None:
    """Given a database that takes no writes, when an entry is appended, then that is said, and the log can be read."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE reads_only")
        address = postgres.rsplit("/", 1)[0] + "/reads_only"
        CaseLog(address, create=True).close()
        before = CaseLog(address)
        before.open(HEAD, OPENING)
        before.close()
        server.execute("ALTER DATABASE reads_only SET default_transaction_read_only = on")

    log = CaseLog(address)
    with pytest.raises(StoreError) as caught:
        log.append(HEAD, entry(2))

    assert caught.value.code == "XG808"
    assert "数据库现在只能读，不能写" in caught.value.text()
    assert "may be read only now" in caught.value.text("en")
    assert len(log.read("甲")[1]) == 1
    log.close()


def test_a_server_killed_and_started_again() -> None:
    """Given a server killed amid appends, when it is back, then all it acknowledged is there and the store goes on."""
    programs = binaries()
    if programs is None:
        pytest.skip(WHY_SKIPPED)
    with new_cluster(programs) as cluster:
        log = CaseLog(cluster.address, create=True)
        log.open(HEAD, OPENING)
        for revision in range(1, 60):
            log.append(replace(HEAD, revision=revision), entry(revision + 1))
        cluster.kill()
        with pytest.raises(StoreError) as caught:
            log.append(replace(HEAD, revision=60), entry(61))
        cluster.start()

        head, entries = log.read("甲")
        after = log.append(head, entry(61))

        assert caught.value.code in ("XG802", "XG808")
        assert [one.number for one in entries] == list(range(1, 61))
        assert after.number == 61
        log.close()


def test_an_append_that_fails_leaves_no_half(postgres: str) -> None:
    """Given a head that moved while its entry could not be written, then neither is there."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE halves")
        address = postgres.rsplit("/", 1)[0] + "/halves"
        log = CaseLog(address, create=True)
        log.open(HEAD, OPENING)

    with pytest.raises(StoreError):
        log.append(HEAD, replace(entry(2), id="e1"))  # the id is taken: the insert fails after the head has moved

    assert log.head("甲").revision == 1
    assert len(log.read("甲")[1]) == 1
    assert log.append(HEAD, entry(2)).number == 2
    log.close()
