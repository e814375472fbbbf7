"""A progress bar for work that takes long, on a terminal only; a pipe or a log never sees one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 0.7
"""Seconds before a bar appears: shorter work needs none."""


@contextmanager
def progress(said: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that is told how much is done, or None where nobody is looking or the answer is for a machine."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    task = bar.add_task(said, total=None)
    began = time.monotonic()
    started = False

    def tick(done: int, total: int) -> None:
        nonlocal started
        if not started and time.monotonic() - began > _PATIENCE:
            bar.start()
            started = True
        bar.update(task, completed=done, total=total)

    try:
        yield tick
    finally:
        if started:
            bar.stop()
