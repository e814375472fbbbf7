"""The mapping file: what sheets and columns of somebody's own spreadsheets are called here.

表: {人员名册: 教师, 履历: 任职经历}
列:
  教师: {工号: 编号, 生日: 出生日期}
  任职经历: {工号: 教师, 起: 自}
完整: [任职经历]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xgxp_rules.diagnostics import UsageError, diagnose, nearest
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.record_files import read_data
from xgxp_rules.tools.rosters.messages import BAD_MAPPING, NO_SUCH_KEY

_SHEETS = ("表", "工作表", "sheets")
_COLUMNS = ("列", "columns")
_COMPLETE = ("完整", "complete")


@dataclass(frozen=True, slots=True)
class NameMap:
    """What other names mean: of sheets, of columns by the sheet's name here, and which lists are complete."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    complete: tuple[str, ...] = ()

    def sheet(self, name: str) -> str:
        """Return what a sheet is called here."""
        return self.sheets.get(fold_name(name), name.strip())

    def column(self, sheet: str, name: str) -> str:
        """Return what a column of a sheet is called here."""
        return self.columns.get(fold_name(sheet), {}).get(fold_name(name), name.strip())


def read_mapping(path: str) -> NameMap:
    """Return the mapping in a YAML or JSON file; no path, no mapping.

    Raises:
        UsageError: there is no such file, or it does not map names to names.
        RecordError: the file is neither YAML nor JSON.
    """
    if not path:
        return NameMap()
    data, _locate, name = read_data(path)
    if not isinstance(data, dict):
        raise UsageError.of(BAD_MAPPING, file=name, name=path)
    _keys_are_known(data, name)
    try:
        sheets = _names(_held(data, _SHEETS, {}), name, "表")
        columns = {
            fold_name(sheets.get(fold_name(sheet), sheet)): _names(each, name, sheet)
            for sheet, each in _held(data, _COLUMNS, {}).items()
        }
        whole = _held(data, _COMPLETE, [])
        complete = (whole,) if isinstance(whole, str) else tuple(str(one) for one in whole)
    except (AttributeError, TypeError):
        raise UsageError.of(BAD_MAPPING, file=name, name="列") from None
    return NameMap(sheets, columns, complete)


def _keys_are_known(data: Mapping[Any, Any], file: str) -> None:
    known = (*_SHEETS, *_COLUMNS, *_COMPLETE)
    problems = [
        diagnose(NO_SUCH_KEY, Span.none(), file, name=str(key), mend=nearest(str(key), known))
        for key in data
        if key not in known
    ]
    if problems:
        raise UsageError(problems)


def _held(data: Mapping[str, Any], keys: tuple[str, ...], otherwise: Any) -> Any:
    return next((data[key] for key in keys if data.get(key) is not None), otherwise)


def _names(data: Any, file: str, name: str) -> dict[str, str]:
    if not isinstance(data, dict) or not all(isinstance(each, str) for each in data.values()):
        raise UsageError.of(BAD_MAPPING, file=file, name=name)
    return {fold_name(str(key)): value.strip() for key, value in data.items()}
