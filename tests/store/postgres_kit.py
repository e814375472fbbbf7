"""A PostgreSQL of the tests' own: a new cluster in a temporary folder, on loopback, run by an unprivileged user.

The server refuses to run as root, so a test run by root hands the folder to `postgres` or `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WHY_SKIPPED = "PostgreSQL is not installed (apt-get install postgresql): initdb and postgres were not found"


def binaries() -> Path | None:
    """Return the folder that holds the server's programs, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    candidates = [*(path.parent for path in reversed(found)), *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)


def unprivileged() -> dict[str, Any]:
    """Return as whom the server runs: the user of the tests, or another where that is root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError("there is no unprivileged user to run PostgreSQL as")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass
class Cluster:
    """A cluster in a folder of its own, and its server."""

    programs: Path
    folder: Path
    port: int
    who: dict[str, Any]
    fsync: bool = False
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Return the address of a database that is always there."""
        return f"postgresql://clerk@127.0.0.1:{self.port}/postgres"

    @property
    def settings(self) -> dict[str, Any]:
        environment = {"PATH": str(self.programs), "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        return {"cwd": self.folder, "env": environment, **self.who}

    def make(self) -> None:
        """Make an empty cluster."""
        told = ["-A", "trust", "-U", "clerk", "-E", "UTF8", "--no-sync"]
        subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "data", *told],
            check=True,
            capture_output=True,
            **self.settings,
        )

    def start(self) -> None:
        """Start the server; one killed just before may hold its memory for a moment longer."""
        options = [
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            f"fsync={'on' if self.fsync else 'off'}",
        ]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), *options]
        ends = time.monotonic() + 60
        while True:
            with (self.folder / "log").open("a") as log:
                self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log, **self.settings)
            if self._answers(ends):
                return
            time.sleep(0.2)

    def _answers(self, ends: float) -> bool:
        """Return whether the server answers; False where it ended and may be started again."""
        import psycopg

        assert self.server is not None
        while time.monotonic() < ends:
            try:
                psycopg.connect(self.address, connect_timeout=5).close()
            except psycopg.OperationalError:
                if self.server.poll() is not None:
                    return False
                time.sleep(0.05)
            else:
                return True
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-1000:]}")

    def kill(self) -> None:
        """End the server as a power cut would, without a word."""
        assert self.server is not None
        self.server.kill()
        self.server.wait(timeout=60)

    def stop(self) -> None:
        """Stop the server."""
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=60)


@contextmanager
def new_cluster(programs: Path, *, fsync: bool = False) -> Iterator[Cluster]:
    """Give a cluster whose server runs, for as long as the block lasts; with `fsync` a commit waits for the disk."""
    who, folder = unprivileged(), Path(tempfile.mkdtemp(prefix="xgxp-pg-"))
    cluster = Cluster(programs, folder, free_port(), who, fsync)
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        cluster.make()
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_cluster(programs: Path) -> Iterator[str]:
    """Give the address of an empty database in a cluster that lives as long as the block."""
    with new_cluster(programs) as cluster:
        yield cluster.address
