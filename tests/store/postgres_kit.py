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


@contextmanager
def running_cluster(programs: Path) -> Iterator[str]:
    """Give the address of an empty database in a cluster that lives as long as the block."""
    who, folder = unprivileged(), Path(tempfile.mkdtemp(prefix="xgxp-pg-"))
    data = folder / "data"
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        run = {"cwd": folder, "env": {"PATH": str(programs), "LC_ALL": "C.UTF-8", "HOME": str(folder)}, **who}
        subprocess.run(
            [programs / "initdb", "-D", data, "-A", "trust", "-U", "clerk", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            **run,
        )
        port = free_port()
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *options],
                stdout=subprocess.DEVNULL,
                stderr=log,
                **run,
            )
        try:
            _wait_for(port, server, folder / "log")
            yield f"postgresql://clerk@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    ends = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"postgresql://clerk@127.0.0.1:{port}/postgres", connect_timeout=5).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > ends:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-1000:]}") from None
            time.sleep(0.05)
        else:
            return
