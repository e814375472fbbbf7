"""Reads a roster, a list of records in one YAML or JSON file or a folder of CSV tables, and answers for its quotas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from xgxp_rules.diagnostics import RecordError, UsageError, diagnose, nearest, register
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.quota_report import QuotaResult
from xgxp_rules.model.records import MODELS, Record
from xgxp_rules.spans import Span
from xgxp_rules.tools.answers import read_readings
from xgxp_rules.tools.record_files import NOT_A_RECORD, read_data
from xgxp_rules.tools.table_folders import load_folder

NOT_A_LIST = register(
    "XG458",
    zh="这里需要一份名单：每份记录前写「- 」的列表",
    en="a roster is expected here: a list with a dash before each record",
    mend_zh="每份写成 `- 编号: T01`，下面各项与「编号」对齐",
    mend_en="Write each as `- 编号: T01`, with its other lines aligned under it",
)
NO_QUOTA = register(
    "XG532",
    zh="政策 `{policy}` 没有名为 `{name}` 的比例",
    en="policy `{policy}` has no quota `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)


def load_roster(path: str, about: str = "teacher", policy: str = "") -> tuple[Record, ...]:
    """Return the records of a file that holds a list of them, or of a folder of tables; `-` reads standard input.

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        RecordError: the file holds no list, or records have problems; those of all records are listed.
    """
    if path != "-" and Path(path.replace("\0", "")).is_dir():
        return load_folder(path, about, policy)
    data, locate, name = read_data(path)
    if not isinstance(data, list):
        raise RecordError.of(NOT_A_LIST, file=name)
    found: list[Record] = []
    problems: list[Any] = []
    for place, item in enumerate(data):
        if not isinstance(item, dict):
            problems.append(diagnose(NOT_A_RECORD, locate((place,)), name))
            continue
        try:
            found.append(MODELS[about].load(item, file=name, locate=_under(locate, place)))
        except RecordError as error:
            problems += error.diagnostics
    if problems:
        raise RecordError(problems)
    return tuple(found)


def _under(locate: Any, place: int) -> Any:
    def located(path: tuple[str | int, ...]) -> Span:
        found: Span = locate((place, *path))
        return found

    return located


def roster_answers(
    catalog: Catalog,
    policy_id: str,
    path: str,
    as_of: date,
    *,
    groups: str = "",
    quota: str = "",
    readings: Iterable[str] = (),
) -> tuple[QuotaResult, ...]:
    """Return what the quotas of the version in force come to for the roster in a file.

    Raises:
        UsageError, NotInForce: a name is unknown, or no version is in force on that day.
        PolicyError: the policy's file is invalid.
        RecordError: a record is invalid, or cannot be true on that day.
    """
    policy = catalog.in_force(policy_id, as_of)
    chosen = read_readings(readings)
    quotas = policy.version_data.quotas
    wanted = next((one for one in quotas if quota in (one.id, one.title)), None)
    if quota and wanted is None:
        names = [name for one in quotas for name in (one.id, one.title)]
        raise UsageError(
            [diagnose(NO_QUOTA, Span.none(), policy=policy_id, name=quota, mend=nearest(quota, names))]
        )
    asked = quotas if wanted is None else (wanted,)
    about = asked[0].about if asked else "teacher"
    group = next((one.group for one in asked if one.group), "school")
    records = load_roster(path, about, policy_id)
    bodies = load_roster(groups, group, policy_id) if groups else ()
    results = policy.quotas(records, groups=bodies, as_of=as_of, readings=chosen or None)
    return tuple(one for one in results if wanted is None or one.quota == wanted.id)
