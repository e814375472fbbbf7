"""A process of its own for the engine in C: should it crash, it is started again and asked again, and nothing is lost.

The worker holds no state that matters: each question carries the log it is about. What passes between the two are
pickled questions and answers over a pipe that nobody else can write to.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Final

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.messages import ENGINE_DOWN, CaseError

if TYPE_CHECKING:
    from xgxp_rules.library.catalog import Catalog

TRIES = 3
"""So often a question is asked before the caller is told that there is no answer."""

PATIENCE_SECONDS = 60.0
"""A worker that has not answered for so long is taken for lost."""

_LENGTH = struct.Struct("!I")


class WorkerLost(Exception):
    """The worker ended, or gave no answer in time."""


class Worker:
    """One worker process, started when it is first asked; safe to use from several threads, one question at a time."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._lock = threading.Lock()
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """Return the id of the running worker process, None where none runs."""
        return None if self._process is None else self._process.pid

    def ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return what a function of this package makes of the arguments, worked out in the worker.

        The function is given the worker's own processes first. What it raises on purpose is raised here.

        Raises:
            CaseError: the worker went down each time it was asked.
        """
        with self._lock:
            for _ in range(TRIES):
                try:
                    answered, answer = self._exchange((function, arguments))
                except WorkerLost:
                    self._end()
                    continue
                if not answered:
                    raise answer
                return answer
        raise CaseError.of(ENGINE_DOWN, times=TRIES)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _exchange(self, question: Any) -> tuple[bool, Any]:
        process = self._running()
        assert process.stdin is not None
        try:
            _send(process.stdin, question)
            answer = self._answers.get(timeout=PATIENCE_SECONDS)
        except (OSError, Empty):
            raise WorkerLost from None
        if answer is _GONE:
            raise WorkerLost
        return answer  # type: ignore[no-any-return]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-c", "from xgxp_rules.library.cases.worker import serve; serve()"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self.starts += 1
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            # A pipe can be waited for with a limit on some systems only; a thread that reads it, on every one.
            self._answers = SimpleQueue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
            with suppress(OSError):  # a worker that is gone already is noticed when it is asked
                _send(self._process.stdin, self._catalog)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()  # the other pipe is closed by whoever listens to it


_GONE: Final = object()
"""Stands for an answer that will not come: the worker has ended."""


def _listen(pipe: IO[bytes], answers: SimpleQueue[Any]) -> None:
    """Hand on what a worker answers until it ends."""
    with pipe:
        try:
            while True:
                answers.put(_receive(pipe))
        except Exception:  # an answer that cannot be read is none: whoever waits for it must not wait on
            answers.put(_GONE)


def serve() -> None:
    """Answer questions from standard input until it ends; the other side of `Worker`."""
    from xgxp_rules.library.cases.replaying import Processes

    source, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not get between the answers
    processes = Processes(_receive(source))
    while True:
        try:
            function, arguments = _receive(source)
        except EOFError:
            return
        try:
            answer: tuple[bool, Any] = (True, function(processes, *arguments))
        except XgxpError as error:
            answer = (False, error)
        except Exception:
            # The engine is no longer to be trusted: a fresh worker is asked instead.
            if os.environ.get("XGXP_DEBUG") == "1":
                traceback.print_exc()
            os._exit(70)
        _send(answers, answer)


def _send(pipe: IO[bytes], thing: Any) -> None:
    data = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
