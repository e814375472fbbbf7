"""Reads a record from a YAML or JSON file, or from standard input: one file, one record, every problem at once.

YAML goes through the reader that policies go through, so `no`, `08` and `2022-09` stay as written and every problem has
its line. Nothing of a record is quoted in a message.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from xgxp_rules.diagnostics import Diagnostic, RecordError, UsageError, diagnose, register
from xgxp_rules.language.decoding import decode
from xgxp_rules.language.located import LList, LMap, LText, Node
from xgxp_rules.language.source import read_source
from xgxp_rules.model.records import MODELS, Record
from xgxp_rules.spans import Span

MAX_BYTES = 1_000_000
"""The largest record file; a teacher of forty years' service needs about 10,000 bytes."""

NO_FILE = register(
    "XG520",
    zh="没有这个文件",
    en="there is no such file",
    exit=2,
    mend_zh="请核对文件名和所在的文件夹",
    mend_en="Check the file's name and its folder",
)
IS_FOLDER = register(
    "XG521",
    zh="这是文件夹，这里需要一份记录文件",
    en="this is a folder; a record file is wanted here",
    exit=2,
    mend_zh="请写到文件，如 `teacher.yaml`；多人的用 `xgxp roster`",
    mend_en="Name a file, such as `teacher.yaml`; for many people use `xgxp roster`",
)
UNREADABLE = register(
    "XG522",
    zh="文件无法读取：{why}",
    en="the file cannot be read: {why}",
    exit=2,
    mend_zh="请核对文件是否正被别的程序占用、有没有读的权限",
    mend_en="Check whether another program holds the file, and whether you may read it",
)
TOO_LARGE = register(
    "XG450",
    zh="记录文件过大（上限 {limit} 字节）",
    en="the record file is too large (limit: {limit} bytes)",
    mend_zh="请只留一个人的记录；多人的用 `xgxp roster`",
    mend_en="Hand in one person's record; for many use `xgxp roster`",
)
BAD_JSON = register(
    "XG451",
    zh="这里不是合法的 JSON",
    en="this is not valid JSON",
    mend_zh='请核对括号、逗号和引号：名称和文字都用半角双引号 "…"，最后一项后面没有逗号',
    mend_en="Check brackets, commas and quotes: names and texts stand in double quotes, and no comma follows "
    "the last item",
)
NOT_A_NUMBER = register(
    "XG452",
    zh="JSON 中有 `{name}`，这不是数",
    en="the JSON holds `{name}`, which is not a number",
    mend_zh='请写出数；不知道的写 "未知"',
    mend_en='Write the number, or "未知" where it is not known',
)
TWICE = register(
    "XG453",
    zh="JSON 中 `{name}` 写了两次",
    en="`{name}` stands twice in one JSON object",
    mend_zh="请删去其中一个",
    mend_en="Delete one of the two",
)
TOO_DEEP = register(
    "XG454",
    zh="JSON 的层次过深",
    en="the JSON is nested too deeply",
    mend_zh="记录只有两三层：事实、列表、列表里的各项；请去掉多余的括号",
    mend_en="A record has two or three levels: facts, lists and their items; take away the other brackets",
)
NOT_HELD = register(
    "XG457",
    zh="JSON 中有过长的数或不完整的字符",
    en="the JSON holds a number that is too long or half a character",
    mend_zh='请核对编号和数：编号要加引号，如 "001"',
    mend_en='Check ids and numbers: an id stands in quotes, such as "001"',
)
MANY = register(
    "XG455",
    zh="这里需要一份记录，文件里是含 {count} 项的列表",
    en="one record is expected here, the file holds a list of {count}",
    mend_zh="请每份记录写成一个文件",
    mend_en="Write each record to a file of its own",
)
NOT_A_RECORD = register(
    "XG456",
    zh="文件里没有记录：需要写成 `名称: 值` 的若干行",
    en="the file holds no record: lines of `name: value` are expected",
    mend_zh="如 `性别: 女`、`出生日期: 1990-03-01`，每项一行",
    mend_en="Such as `性别: 女` and `出生日期: 1990-03-01`, each on a line",
)


def load_record(path: str | Path, about: str = "teacher") -> Record:
    """Return the record in a file, or on standard input where the path is `-`.

    `about` is the kind of record, such as "teacher" or "school". A name ending in `.json` is read as JSON, other
    files as YAML; standard input is JSON when it begins as JSON does.

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        RecordError: what the file holds is not one record, or the record has problems; all of them are listed.
    """
    data, locate, name = read_data(path)
    return MODELS[about].load(one_record(data, name), file=name, locate=locate)


def read_data(path: str | Path) -> tuple[Any, Callable[[tuple[str | int, ...]], Span], str]:
    """Return what a file holds as plain data, where each part of it stands, and the file's name for messages.

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        RecordError: the file is too large, or neither YAML nor JSON.
    """
    name, text = read_text(path)
    data, locate = _from_json(text, name) if _is_json(name, text) else _from_yaml(text, name)
    return data, locate, name


def read_text(path: str | Path, most: int = MAX_BYTES) -> tuple[str, str]:
    """Return a file's name for messages, and its text.

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        RecordError: the file is larger than `most` bytes, or not UTF-8.
    """
    name, content = _read(str(path), most)
    if len(content) > most:
        raise RecordError.of(TOO_LARGE, file=name, limit=f"{most:,}")
    text, problems = decode(content)
    if problems:
        _refuse(problems, name)
    return name, text


def _read(path: str, most: int) -> tuple[str, bytes]:
    if path == "-":
        return "<stdin>", _standard_input(most)
    try:
        with Path(path).open("rb") as file:
            return path, file.read(most + 1)
    except FileNotFoundError:
        raise UsageError.of(NO_FILE, file=path) from None
    except IsADirectoryError:
        raise UsageError.of(IS_FOLDER, file=path) from None
    except (OSError, ValueError) as error:
        # A folder opens with "permission denied" on some systems; a name with a NUL is a ValueError.
        if Path(path.replace("\0", "")).is_dir():
            raise UsageError.of(IS_FOLDER, file=path) from None
        raise UsageError.of(UNREADABLE, file=path, why=getattr(error, "strerror", None) or "?") from None


def _standard_input(most: int) -> bytes:
    binary = getattr(sys.stdin, "buffer", None)
    return binary.read(most + 1) if binary is not None else sys.stdin.read(most + 1).encode()


def _is_json(name: str, text: str) -> bool:
    suffix = Path(name).suffix.lower()
    if suffix:
        return suffix == ".json"
    # In YAML braces may hold names without quotation marks; JSON always quotes them.
    return text.split()[:1] == ["["] or text.translate({ord(space): None for space in " \t\n\r"}).startswith(
        ('{"', '[{"')
    )


def _refuse(problems: list[Diagnostic], name: str) -> NoReturn:
    raise RecordError(problems).in_file(name)


Located = tuple[Any, Callable[[tuple[str | int, ...]], Span]]
"""The plain data of a record, and where the value at a path stands in the file."""


def _from_yaml(text: str, name: str) -> Located:
    node, problems = read_source(text, name)
    if node is None or any(one.severity == "error" for one in problems):
        _refuse(problems, name)
    return plain_data(node), lambda path: _place(node, path)


def plain_data(node: Node) -> Any:
    """Return what a part of a file holds as plain data: texts, lists and mappings."""
    match node:
        case LText():
            return None if node.empty else node.text
        case LList():
            return [plain_data(item) for item in node.items]
        case LMap():
            return {entry.key.text: plain_data(entry.value) for entry in node.entries}


def _place(node: Node, path: tuple[str | int, ...]) -> Span:
    """Return where the value at a path stands, or as much of the path as the file has."""
    for step in path:
        below: Node | None = None
        if isinstance(node, LMap):
            below = node.get(str(step))
        elif isinstance(node, LList) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        if below is None:
            break
        node = below
    return node.span


def one_record(data: Any, name: str) -> dict[str, Any]:
    """Return what a file holds as the one record it must be.

    Raises:
        RecordError: it holds a list, or no record.
    """
    if isinstance(data, list):
        raise RecordError.of(MANY, file=name, count=len(data))
    if not isinstance(data, dict):
        raise RecordError.of(NOT_A_RECORD, file=name)
    return data


def _from_json(text: str, name: str) -> Located:
    try:
        data = json.loads(text, parse_float=_exact, parse_constant=_no_constant, object_pairs_hook=_unique_names)
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError as error:
        raise RecordError.of(BAD_JSON, file=name, span=Span.at(error.lineno, error.colno)) from None
    except RecursionError:
        raise RecordError.of(TOO_DEEP, file=name) from None
    except _Refused as error:
        _refuse([error.problem], name)
    except (ValueError, ArithmeticError):
        # A number of thousands of digits, or half a character.
        raise RecordError.of(NOT_HELD, file=name) from None
    return data, lambda path: _json_place(text, path)


def _json_place(text: str, path: tuple[str | int, ...]) -> Span:
    """Return where a value stands: JSON without tabs is YAML, so the same reader knows the places."""
    node, problems = read_source(text)
    return Span.none() if node is None or problems else _place(node, path)


class _Refused(Exception):
    """Something in the JSON that Python would accept in silence."""

    def __init__(self, problem: Diagnostic) -> None:
        self.problem = problem


def _exact(number: str) -> Any:
    from decimal import Decimal

    return Decimal(number)


def _no_constant(name: str) -> NoReturn:
    raise _Refused(diagnose(NOT_A_NUMBER, Span.none(), name=name))


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for name, value in pairs:
        if name in named:
            raise _Refused(diagnose(TWICE, Span.none(), name=name))
        named[name] = value
    return named
