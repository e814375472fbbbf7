"""The log of cases in both databases: appended to, never changed; one writer wins; schemas old and new."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.store import schema
from xgxp_rules.store.database import Database
from xgxp_rules.store.log import CaseLog
from xgxp_rules.store.messages import Conflict, StoreError

DAY = date(2025, 3, 1)
NOW = datetime(2025, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)
HEAD = CaseHead("甲", "test.p", "v1", "hash", "待岗", "teacher", DAY, 1, date(2026, 3, 1), False, "待岗")
OPENING = Entry("开-1", "open", DAY, "人事科", "待岗", {"sex": "female"}, recorded_at=NOW)


def entry(number: int, **more: Any) -> Entry:
    return Entry(f"e{number}", "event", DAY, "人事科", "培训", recorded_at=NOW, **more)


@pytest.fixture
def log(store: str) -> Iterator[CaseLog]:
    made = CaseLog(store, create=True)
    yield made
    made.close()


def test_what_is_written_is_read(log: CaseLog, store: str) -> None:
    """Given entries with everything in them, when the store is opened anew, then they read as they were written."""
    log.open(HEAD, OPENING)
    rich = Entry(
        "更-1",
        "correct",
        date(2025, 3, 9),
        "复核 ‘O'Neil’",
        facts={"天数": 3, "名": '引号"与\\n', "列": [{"x": None}]},
        adds={"appraisals": [{"year": 2024}]},
        procedure="解聘程序",
        party="工会",
        corrects="开-1",
        withdrawn=True,
        remark="第一行\n第二行",
        recorded_at=NOW,
    )
    log.append(HEAD, rich)
    again = CaseLog(store)

    head, entries = again.read("甲")
    again.close()

    assert head.revision == 2
    assert entries[0].says_the_same(OPENING)
    assert entries[1].says_the_same(rich)
    assert [(one.number, one.recorded_at) for one in entries] == [(1, NOW), (2, NOW)]


def test_two_writers_on_one_revision(log: CaseLog) -> None:
    """Given two writers who saw the same revision, when both append, then one wins and the other is told."""
    log.open(HEAD, OPENING)
    log.append(HEAD, entry(2))

    with pytest.raises(Conflict) as caught:
        log.append(HEAD, entry(3))

    assert caught.value.code == "XG809"
    assert "第 1 版" in caught.value.text()
    assert "第 2 版" in caught.value.text()
    assert [one.id for one in log.read("甲")[1]] == ["开-1", "e2"]


def test_two_writers_at_one_moment(log: CaseLog) -> None:
    """Given eight writers who let go at once, when all append to one revision, then exactly one wins each round."""
    log.open(HEAD, OPENING)
    for revision in range(1, 6):
        ready, outcomes = threading.Barrier(8), []

        def write(
            number: int, revision: int = revision, ready: threading.Barrier = ready, outcomes: list[str] = outcomes
        ) -> None:
            head = replace(HEAD, revision=revision)
            ready.wait()
            try:
                log.append(head, entry(revision * 100 + number))
                outcomes.append("won")
            except Conflict:
                outcomes.append("told")

        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["told"] * 7 + ["won"]

    assert [one.number for one in log.read("甲")[1]] == [1, 2, 3, 4, 5, 6]


def test_eight_threads_on_one_store(log: CaseLog) -> None:
    """Given eight threads with a case each, when they append at once, then every entry of every case is there."""

    def write(case: str) -> None:
        head = replace(HEAD, case=case)
        log.open(head, OPENING)
        for number in range(2, 22):
            log.append(replace(head, revision=number - 1), entry(number))

    threads = [threading.Thread(target=write, args=(f"案{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    logs = log.logs(f"案{number}" for number in range(8))
    assert {len(entries) for entries in logs.values()} == {21}
    assert [head.revision for head in log.heads()] == [21] * 8


def test_an_entry_id_twice_is_refused_by_the_database(log: CaseLog) -> None:
    """Given an id that is in the log, when a program that did not look appends it again, then nothing is written."""
    log.open(HEAD, OPENING)

    with pytest.raises(StoreError):
        log.append(HEAD, Entry("开-1", "note", DAY, "他人", recorded_at=NOW))

    assert log.head("甲").revision == 1


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE xgxp_events SET actor = 'x'", id="changed"),
        pytest.param("DELETE FROM xgxp_events", id="deleted"),
    ],
)
def test_the_log_is_only_ever_added_to(log: CaseLog, statement: str) -> None:
    """Given any program with access, when it changes or deletes an entry, then the database refuses."""
    log.open(HEAD, OPENING)

    with pytest.raises(StoreError), log.database.writing() as connection:
        connection.exec_driver_sql(statement)

    assert log.read("甲")[1][0].actor == "人事科"


def test_heads_by_what_is_due(log: CaseLog) -> None:
    """Given cases due on several days, when heads are asked for by a day, then only those due by then come."""
    for case, due in (("丙", date(2026, 1, 1)), ("甲", date(2025, 1, 1)), ("乙", None)):
        head = replace(HEAD, case=case, next_due=due)
        log.open(head, OPENING)

    assert [head.case for head in log.heads(due_by=date(2025, 12, 31))] == ["甲"]
    assert {head.case for head in log.heads(due_by=date(2026, 1, 1))} == {"甲", "丙"}
    assert {head.case for head in log.heads()} == {"甲", "乙", "丙"}


def test_no_such_case(log: CaseLog) -> None:
    """Given a name close to a case's, when it is read, then the case is proposed."""
    log.open(HEAD, OPENING)
    log.open(replace(HEAD, case="2024-待岗-017"), OPENING)

    with pytest.raises(StoreError) as caught:
        log.read("2024-待岗-071")

    assert caught.value.code == "XG811"
    assert "2024-待岗-017" in caught.value.text()


def test_a_store_of_the_first_schema_is_brought_up(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a store made by the first version with a case in it, when it is opened, then nothing of it is lost."""
    monkeypatch.setattr(schema, "STEPS", schema.STEPS[:1])
    monkeypatch.setattr(schema, "VERSION", 1)
    old = Database(store, create=True)
    with old.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO xgxp_cases VALUES ('甲', 'test.p', 'v1', 'hash', '待岗', 'teacher', '2025-03-01', 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO xgxp_events VALUES "
            "('甲', 1, '开-1', 'open', '待岗', '2025-03-01', '2025-03-02T01:02:03.456789Z', '人事科', '{}')"
        )
    old.close()
    monkeypatch.undo()

    log = CaseLog(store)
    head, entries = log.read("甲")

    assert [one.id for one in entries] == ["开-1"]
    assert head.next_due == date(1, 1, 1)  # looked at again the next time anybody asks what is due
    assert [one.case for one in log.heads(due_by=DAY)] == ["甲"]
    log.append(head, entry(2))
    assert log.head("甲").revision == 2
    log.close()


def test_a_store_of_a_newer_schema_is_left_alone(store: str) -> None:
    """Given a store of a later version, when it is opened, then it is refused by name and nothing is written."""
    made = Database(store, create=True)
    with made.writing() as connection:
        connection.exec_driver_sql(f"UPDATE xgxp_schema SET version = {schema.VERSION + 1}")
    made.close()

    for create in (False, True):
        with pytest.raises(StoreError) as caught:
            Database(store, create=create)
        assert caught.value.code == "XG804"
        assert str(schema.VERSION + 1) in caught.value.text()


def test_two_programs_make_one_store(store: str) -> None:
    """Given a store that is not there yet, when eight threads make it at once, then it is made once."""
    failures: list[BaseException] = []

    def make() -> None:
        try:
            Database(store, create=True).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    CaseLog(store).close()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        pytest.param("mysql://clerk@host/cases", "XG801", id="another-database"),
        pytest.param("sqlite://", "XG801", id="in-memory"),
        pytest.param("", "XG801", id="nothing"),
        pytest.param("nonsense://", "XG801", id="nonsense"),
        pytest.param("postgresql://clerk:geheim@127.0.0.1:1/cases", "XG802", id="nobody-listens"),
        pytest.param("/nowhere/at/all/cases.db", "XG803", id="no-folder"),
    ],
)
def test_an_address_that_leads_nowhere(address: str, code: str) -> None:
    """Given an address that no store can be at, when it is opened, then it is refused by name, passwords unsaid."""
    with pytest.raises(StoreError) as caught:
        CaseLog(address)

    assert caught.value.code == code
    assert "geheim" not in caught.value.text()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(None, "XG803", id="not-there"),
        pytest.param(b"", "XG803", id="empty"),
        pytest.param("这不是数据库".encode() * 200, "XG805", id="another-kind-of-file"),
    ],
)
def test_a_file_that_is_no_store(tmp_path: Path, content: bytes | None, code: str) -> None:
    """Given a file that is no store, when it is opened to be read, then that is said and the file stays as it is."""
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(StoreError) as caught:
        CaseLog(str(path))

    assert caught.value.code == code, caught.value.text()
    assert (path.read_bytes() if path.exists() else None) == content
