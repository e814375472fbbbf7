"""A decision log: JSON lines that are only ever added to, each chained to the one before, personal data masked.

Every write takes the folder's lock, so writers in several threads and processes lose nothing; a line is on the disk
before the call returns. Health and pregnancy facts, identity numbers and names are never in clear.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from xgxp_rules.diagnostics import Both, Lang, UsageError, register
from xgxp_rules.model.log_entry import FIRST, chained, hash_of
from xgxp_rules.model.receipt import compact
from xgxp_rules.model.records.others import id_of
from xgxp_rules.tools.receipts import receipt_text

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.model.report import FactReport, RuleReport

try:
    import fcntl
except ImportError:  # pragma: no cover - not on this platform
    fcntl = None  # type: ignore[assignment]

CANNOT_LOG = register(
    "XG863",
    zh="决定日志无法写入：{why}",
    en="the decision log cannot be written: {why}",
    exit=2,
    mend_zh="请核对日志文件夹是否可写、磁盘有没有空间",
    mend_en="Check whether the folder of the log can be written to and the disk has space",
)
NO_LOG = register(
    "XG864",
    zh="这里没有决定日志",
    en="there is no decision log here",
    exit=2,
    mend_zh="请核对路径，写到日志所在的文件夹",
    mend_en="Check the path: the folder that holds the log",
)
NO_LOCKS = register(
    "XG865",
    zh="这个系统不能给日志加锁，不予写入",
    en="this system cannot lock the log: it is not written",
    exit=2,
    mend_zh="请把日志放在本机的磁盘上，不放网络盘",
    mend_en="Keep the log on a disk of this machine, not on a network drive",
)

MASKED = "***"
_PREFIX, _SUFFIX = "decisions-", ".jsonl"


@dataclass(frozen=True)
class DecisionLog:
    """A folder of log files; `rotate_at` is the size in bytes from which a new file is begun.

    With a `key` the person is told apart by a keyed hash, the same for all lines about one person and of no use without
    the key; without one nothing says whom a line is about.
    """

    folder: Path
    key: bytes | None = None
    rotate_at: int = 50_000_000

    def append(self, decision: Decision, *, actor: str = "", at: datetime | None = None) -> dict[str, Any]:
        """Add a decision and return the line that was written.

        `actor` says who asked, `at` when it was recorded (now, by default).

        Raises:
            UsageError: the folder cannot be written, or the system has no locks.
        """
        body = _body(decision, self.key, actor, at or datetime.now(UTC))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._locked():
                return self._write(body)
        except OSError as error:
            raise UsageError.of(CANNOT_LOG, file=str(self.folder), why=error.strerror or "?") from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if fcntl is None:
            raise UsageError.of(NO_LOCKS, file=str(self.folder))
        with (self.folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, body: dict[str, Any]) -> dict[str, Any]:
        files = log_files(self.folder)
        last = _last_line(files[-1]) if files else None
        number, previous = (1, FIRST) if last is None else (int(last["n"]) + 1, str(last["hash"]))
        line = chained(body, number, previous)
        path = files[-1] if files else _file(self.folder, 1)
        if files and path.stat().st_size >= self.rotate_at:
            path = _file(self.folder, len(files) + 1)
        with path.open("ab") as out:
            out.write((compact(line) + "\n").encode())
            out.flush()
            os.fsync(out.fileno())
        return line


def log_files(folder: Path) -> list[Path]:
    """Return the files of a log, oldest first."""
    return sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"))


def _file(folder: Path, number: int) -> Path:
    return folder / f"{_PREFIX}{number:06}{_SUFFIX}"


def _last_line(path: Path) -> dict[str, Any] | None:
    """Return the last whole line of a file; a torn one at its end, of a writer that was killed, is cut off first."""
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        start, tail = size, b""
        while start > 0 and tail.count(b"\n") < 2:
            step = min(65_536, start)
            start -= step
            file.seek(start)
            tail = file.read(step) + tail
        whole, _, torn = tail.rpartition(b"\n")
        if torn:
            file.truncate(size - len(torn))
    lines = whole.split(b"\n")
    if not lines or not lines[-1]:
        return None
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def _body(decision: Decision, key: bytes | None, actor: str, at: datetime) -> dict[str, Any]:
    report = decision.report()
    subject = id_of(decision.run.env.record)
    hidden = sensitive_facts(decision)
    body: dict[str, Any] = {
        "at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "policy": report.policy,
        "version": report.version,
        "content_hash": report.content_hash,
        "decision": report.decision,
        "as_of": report.as_of.isoformat(),
        "status": report.status,
        "outcomes": list(report.outcomes),
        "possible": list(report.possible),
        "rules": [MASKED if _facts_in(rule) & hidden else rule.id for rule in report.rules if rule.truth],
        "missing": [one.id for one in report.missing],
        "facts": {one.id: _masked(one, one.id in hidden) for one in report.facts},
        "receipt": json.loads(receipt_text(decision))["sha256"],
    }
    if actor:
        body["actor"] = actor
    if key is not None and subject is not None:
        body["subject"] = hmac.new(key, subject.encode(), sha256).hexdigest()
    return body


def _masked(fact: FactReport, hidden: bool) -> str:
    return MASKED if hidden and fact.state not in ("unknown", "not_applicable") else fact.text


def sensitive_facts(decision: Decision) -> frozenset[str]:
    """Return the ids of the facts that are personal or about health, and of all that is worked out from such facts."""
    slots = decision.run.program.slots
    sensitive: set[int] = set()
    for number, slot in enumerate(slots):
        own = slot.fact is not None and slot.fact.sensitivity != "plain"
        if own or not sensitive.isdisjoint(slot.inputs):
            sensitive.add(number)
    return frozenset(fact.id for number in sensitive if (fact := slots[number].fact) is not None)


def _facts_in(rule: RuleReport) -> set[str]:
    """Return the ids of the facts that a rule tests, so that its name does not tell what a masked value was."""
    found: set[str] = set()
    waiting = [one for one in (rule.when, rule.unless) if one is not None]
    while waiting:
        node = waiting.pop()
        if node.fact is not None:
            found.add(node.fact)
        waiting += node.parts
    return found


Finding = Literal["changed", "missing", "order", "torn", "unreadable", "emptied"]


@dataclass(frozen=True, slots=True)
class LogFault:
    """One place where a log is not what was written: the file, the line, and what is wrong there."""

    file: str
    line: int
    finding: Finding
    detail: str = ""


def verify_log(folder: Path) -> tuple[int, list[LogFault]]:
    """Return how many lines of a log are sound, and every place where its chain is broken.

    A single file may be given too; it is then checked from its own first line.

    Raises:
        UsageError: there is no log.
    """
    files = log_files(folder) if folder.is_dir() else [folder] if folder.is_file() else []
    if not files:
        raise UsageError.of(NO_LOG, file=str(folder))
    sound, faults = 0, []
    previous, number = (FIRST, 0) if folder.is_dir() else ("", 0)
    for path in files:
        text = path.read_bytes()
        if not text:
            faults.append(LogFault(path.name, 0, "emptied"))
        for place, line in enumerate(text.splitlines(keepends=True), 1):
            found = _checked(path.name, place, line, previous, number)
            if isinstance(found, LogFault):
                faults.append(found)
                data = _read(line)
            else:
                data, sound = found, sound + 1
            if data is not None and isinstance(data.get("n"), int):
                previous, number = str(data.get("hash", "")), data["n"]
    return sound, faults


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _checked(file: str, place: int, line: bytes, previous: str, number: int) -> dict[str, Any] | LogFault:
    """Return a sound line, or what is wrong with it."""
    data = _read(line)
    if data is None:
        return LogFault(file, place, "torn" if not line.endswith(b"\n") else "unreadable")
    if data.get("hash") != hash_of(data):
        return LogFault(file, place, "changed", str(data.get("n", "?")))
    if previous and data.get("previous") != previous:
        found: Finding = "missing" if int(data.get("n", 0)) > number + 1 else "order"
        return LogFault(file, place, found, f"{number} → {data.get('n')}")
    return data


_SAID: dict[str, Both] = {
    "sound": Both("{count} 行相互衔接，没有发现改动", "{count} lines are chained to each other, none was changed"),
    "changed": Both(
        "{file} 第 {line} 行（编号 {detail}）被改动过", "{file} line {line} (number {detail}) was changed"
    ),
    "missing": Both(
        "{file} 第 {line} 行之前缺了几行（{detail}）", "{file}: lines are missing before line {line} ({detail})"
    ),
    "order": Both(
        "{file} 第 {line} 行不接在上一行之后（{detail}）",
        "{file} line {line} does not follow the line before ({detail})",
    ),
    "torn": Both("{file} 第 {line} 行不完整，像是写到一半", "{file} line {line} is cut off, as if half written"),
    "unreadable": Both("{file} 第 {line} 行不是日志的一行", "{file} line {line} is no line of a log"),
    "emptied": Both("{file} 是空的", "{file} is empty"),
}


def log_words(sound: int, faults: list[LogFault], lang: Lang = "zh") -> str:
    """Return what checking a log came to."""

    def say(name: str, **parts: object) -> str:
        both = _SAID[name]
        return (both.zh if lang == "zh" else both.en).format(**parts)

    lines = [say(one.finding, file=one.file, line=one.line, detail=one.detail) for one in faults]
    return "\n".join([*lines, *([] if faults else [say("sound", count=sound)])])
