"""Files that a command writes: an answer to what goes wrong is a plain sentence, never a traceback."""

from __future__ import annotations

from pathlib import Path

from xgxp_rules.diagnostics import UsageError, register

CANNOT_WRITE = register(
    "XG862",
    zh="文件无法写入：{why}",
    en="the file cannot be written: {why}",
    exit=2,
    mend_zh="请核对文件夹是否可写、磁盘有没有空间",
    mend_en="Check whether the folder can be written to and the disk has space",
)


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file as UTF-8, or as the bytes it is.

    Raises:
        UsageError: the file cannot be written.
    """
    try:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise UsageError.of(CANNOT_WRITE, file=str(path), why=error.strerror or "?") from None
