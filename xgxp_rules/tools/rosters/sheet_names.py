"""What sheets and columns are called: by id or Chinese label, with the additions that offices make to both.

A name is looked up as it stands first. Only where nothing is called so are the additions taken off: 教师信息表 for
教师, `*出生日期（必填）` for 出生日期.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.records import MODELS
from xgxp_rules.model.records.base import shape_of
from xgxp_rules.model.vocabulary import fold_name

ID_NAMES: Final = ("编号", "id")
OWNER_NAMES: Final = ("教师", "teacher", "教师编号", "teacher_id", *ID_NAMES)
"""What a sheet of entries calls the column that says whose an entry is."""

_BEFORE = re.compile(r"^(?:\d+[\s._、-]*|表\d+[\s._、:：-]*)")
_COPY = re.compile(r"\s*\(\d+\)$|\s*-\s*副本$")
_AFTER = re.compile(
    r"(?:基本)?(?:信息|情况)?(?:采集|登记|统计|汇总|一览|明细)?(?:表|名册|花名册|名单|台账|信息|情况|记录)$"
)
_ROUND = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[\s*:★]")

_Thing = TypeVar("_Thing")


def sheet_names(about: str) -> tuple[str, ...]:
    """Return what the sheet of a kind of record may be called."""
    named = KINDS[about]
    return (named.zh, about, *((named.en,) if " " not in named.en else ()))


def owner_names(about: str) -> tuple[str, ...]:
    """Return what a sheet of entries calls the column that says which record of a kind an entry is of."""
    zh = KINDS[about].zh
    return OWNER_NAMES if about == "teacher" else (zh, about, f"{zh}编号", f"{about}_id", *ID_NAMES)


def id_names(about: str) -> tuple[str, ...]:
    """Return the columns that a kind of record may be told apart by: its number, or the facts that name it."""
    if about == "teacher":
        return (*ID_NAMES, "教师编号", "人员编号", "teacher_id")
    fields = dict.fromkeys(field for named in MODELS[about].named_by for field in named[:1])
    return tuple(dict.fromkeys((*ID_NAMES, *(name for one in fields for name in _names_of(about, one)))))


def _names_of(about: str, field: str) -> tuple[str, str]:
    return label_of(about, field), field


def label_of(about: str, field: str) -> str:
    """Return what a field of a kind of record is called.

    >>> label_of("school", "name")
    '名称'
    """
    return next(slot.label for slot in shape_of(MODELS[about]).slots if slot.id == field)


def bare_sheet(name: str) -> str:
    """Return a sheet's name without number, copy mark and the word for what it is.

    >>> bare_sheet("01教师信息采集表"), bare_sheet("年度考核(1)"), bare_sheet("任职经历")
    ('教师', '年度考核', '任职经历')
    """
    folded = _COPY.sub("", _BEFORE.sub("", fold_name(name)))
    return _AFTER.sub("", folded).strip() or folded


def bare_column(name: str) -> str:
    """Return a column's name without spaces, marks and what stands in brackets.

    >>> bare_column("姓　名"), bare_column("*出生日期（年-月-日）")
    ('姓名', '出生日期')
    """
    plain = _MARKS.sub("", fold_name(name))
    return _ROUND.sub("", plain) or plain


def named(names: Mapping[str, _Thing], wanted: Iterable[str]) -> _Thing | None:
    """Return what is called by one of these names, the first that is found."""
    return next((names[fold_name(one)] for one in wanted if fold_name(one) in names), None)
