"""Reads the records a decision may look into beside its own: schools, colleagues, a spouse.

They stand in one YAML or JSON file, a list under the name of each kind (`学校: […]`), or in a folder of CSV tables as
`xgxp quotas` reads. Every record of a kind that is named is taken to be there, so that ranks and counts can be settled;
`{完整: 否, 列: […]}` says that there are more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from xgxp_rules.diagnostics import Diagnostic, RecordError, diagnose, nearest, register
from xgxp_rules.language.record_kinds import RECORD_KINDS, kind_named
from xgxp_rules.model.kinds import IDS, LABELS
from xgxp_rules.model.readers import read_flag
from xgxp_rules.model.records import MODELS, Record, Records
from xgxp_rules.model.unreadable import Unreadable
from xgxp_rules.spans import Span
from xgxp_rules.tools.record_files import NOT_A_RECORD, read_data
from xgxp_rules.tools.table_folders import NO_TABLE, OWNERS, load_folder

NOT_BY_KIND = register(
    "XG470",
    zh=f"其他记录要按类别写（{LABELS}），如 `学校:`，下面每份记录前写「- 」",
    en=f"other records stand by kind ({IDS}), such as `school:`, each with a list of records",
    mend_zh="如 `学校:`，下一行 `- {{编号: 一中, 地域: 乡村}}`",
    mend_en="Such as `学校:` and on the next line `- {{编号: 一中, 地域: 乡村}}`",
)
NO_KIND = register(
    "XG471",
    zh=f"`{{name}}` 不是记录的类别（{LABELS}）",
    en=f"`{{name}}` is no kind of record ({IDS})",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)

_Locate = Callable[[tuple[str | int, ...]], Span]
_LIST = ("列", "items")
_COMPLETE = ("完整", "complete")


def load_others(paths: Iterable[str], policy: str = "") -> Records | None:
    """Return the records of some files and folders together, None where no file is named.

    With `policy` tables of a folder that are said to be for other policies are left out.

    Raises:
        UsageError: a file cannot be opened.
        RecordError: a file does not hold records by kind, or records have problems; those of a file all at once.
    """
    found: list[Record] = []
    whole: dict[str, bool | None] = {}
    named = tuple(paths)
    for path in named:
        if path != "-" and Path(path.replace("\0", "")).is_dir():
            records = list(_of_folder(Path(path), policy))
            said: dict[str, bool | None] = dict.fromkeys((one.about for one in records), True)
        else:
            records, said = _of_file(path)
        found += records
        for about, one in said.items():
            whole[about] = False if whole.get(about) is False else one if one is not None else whole.get(about)
    complete = {about for about, one in whole.items() if one}
    assumed = {about for about, one in whole.items() if one is None}
    return Records(found, complete=complete, assumed=assumed) if named else None


def _of_folder(folder: Path, policy: str) -> Iterator[Record]:
    """Yield the records of every kind that has a table in a folder."""
    kinds = [about for about, names in OWNERS.items() if any((folder / f"{name}.csv").is_file() for name in names)]
    if not kinds:
        raise RecordError.of(NO_TABLE, file=str(folder), name="、".join(names[0] for names in OWNERS.values()))
    for about in kinds:
        yield from load_folder(folder, about, policy)


def _of_file(path: str) -> tuple[list[Record], dict[str, bool | None]]:
    """Return the records of a file, and for each kind whether these are all, None where nobody says so."""
    data, locate, name = read_data(path)
    if not isinstance(data, dict):
        raise RecordError.of(NOT_BY_KIND, file=name)
    found: list[Record] = []
    said: dict[str, bool | None] = {}
    problems: list[Diagnostic] = []
    for key, under in data.items():
        about = kind_named(str(key))
        if about not in MODELS:
            mend = nearest(str(key), RECORD_KINDS)
            problems.append(diagnose(NO_KIND, locate((key,)), name, mend=mend, name=str(key)))
            continue
        steps, items, whole = _listed(under)
        said[about] = whole
        if items is None:
            problems.append(diagnose(NOT_BY_KIND, locate((key,)), name))
            continue
        found += _records(about, items, locate, (key, *steps), name, problems)
    if problems:
        raise RecordError(problems)
    return found, said


def _listed(under: Any) -> tuple[tuple[str, ...], list[Any] | None, bool | None]:
    """Return where the list of a kind stands below its name, the list, and whether it is said to be all of the kind."""
    if isinstance(under, list):
        return (), under, None
    if not isinstance(under, dict):
        return (), None, None
    key = next((one for one in _LIST if isinstance(under.get(one), list)), None)
    flag = next((under[one] for one in _COMPLETE if one in under), None)
    if key is None or set(under) - {key, *_COMPLETE}:
        return (), None, None
    try:
        whole = None if flag is None else read_flag(flag)
    except Unreadable:
        return (), None, None
    return (key,), under[key], whole


def _records(
    about: str,
    items: list[Any],
    locate: _Locate,
    steps: tuple[str | int, ...],
    file: str,
    problems: list[Diagnostic],
) -> Iterator[Record]:
    for place, item in enumerate(items):
        at = (*steps, place)
        if not isinstance(item, dict):
            problems.append(diagnose(NOT_A_RECORD, locate(at), file))
            continue
        try:
            yield MODELS[about].load(item, file=file, locate=_below(locate, at))
        except RecordError as error:
            problems += error.diagnostics


def _below(locate: _Locate, at: tuple[str | int, ...]) -> _Locate:
    return lambda path: locate((*at, *path))
