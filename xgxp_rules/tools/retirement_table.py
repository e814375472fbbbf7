"""The table of one track: for every month of birth the age, the delay and the month of retirement.

Made by the same function that decides, so the table and an answer cannot differ. It runs from the year before the
first month that is delayed to the first month that has the whole delay.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Lang, UsageError, nearest, register
from xgxp_rules.law.retirement import Schedule, Track, statutory
from xgxp_rules.model.durations import Period
from xgxp_rules.tools.layout import table as aligned_table

NO_TRACK = register(
    "XG685",
    zh="没有 `{name}` 这一档，有：M60、F55、F50",
    en="there is no track `{name}`; there are M60, F55, F50",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
_HEADS: dict[Lang, tuple[str, ...]] = {
    "zh": ("出生年月", "法定退休年龄", "延迟", "退休年月"),
    "en": ("born", "statutory age", "delay (months)", "retires"),
}
COLUMNS = ("born", "age_months", "delay_months", "retires")


@dataclass(frozen=True, slots=True)
class Row:
    """One month of birth; days of the month do not enter, so months say it all."""

    born: str
    age_months: int
    delay_months: int
    retires: str


def read_track(text: str) -> Track:
    """Return a track by its name.

    Raises:
        UsageError: there is no such track.
    """
    name = text.strip().upper()
    if name in Track.__members__:
        return Track[name]
    raise UsageError.of(NO_TRACK, name=text, mend=nearest(name, Track.__members__))


def rows(track: Track, schedule: Schedule) -> tuple[Row, ...]:
    """Return the rows of one track, a year around the delayed months; of a law without delays only one row."""
    rule = schedule.rules[track]
    if rule.first_birth_year is None or rule.step is None or rule.max_shift is None:
        return ()
    months = 12 + (rule.max_shift - 1) * rule.step + 1
    return tuple(_row((rule.first_birth_year - 1) * 12 + number, track, schedule) for number in range(months))


def _row(month: int, track: Track, schedule: Schedule) -> Row:
    born = date(month // 12, month % 12 + 1, 1)
    due = statutory(born, track, schedule)
    return Row(f"{born:%Y-%m}", due.age_months, due.shift_months, f"{due.date:%Y-%m}")


def rows_data(found: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Return the rows as plain data for JSON."""
    return [{name: getattr(row, name) for name in COLUMNS} for row in found]


def rows_csv(found: tuple[Row, ...]) -> str:
    """Return the rows as CSV with a head of ASCII names."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(getattr(row, name) for name in COLUMNS) for row in found)
    return stream.getvalue().rstrip("\n")


def rows_text(found: tuple[Row, ...], lang: Lang) -> str:
    """Return the rows in aligned columns."""
    return "\n".join(aligned_table([_HEADS[lang], *(_cells(row, lang) for row in found)]))


def rows_markdown(found: tuple[Row, ...], lang: Lang) -> str:
    """Return the rows as a Markdown table."""
    lines = [_HEADS[lang], tuple("---" for _ in _HEADS[lang]), *(_cells(row, lang) for row in found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def age_text(months: int, lang: Lang) -> str:
    """Return an age in years and months.

    >>> age_text(721, "zh"), age_text(720, "en")
    ('60岁1个月', '60 years')
    """
    if lang == "en":
        return Period(months=months).carried().text("en")
    years, rest = divmod(months, 12)
    return f"{years}岁" + (f"{rest}个月" if rest else "")


def _cells(row: Row, lang: Lang) -> tuple[str, ...]:
    delay = f"{row.delay_months}个月" if lang == "zh" else str(row.delay_months)
    return row.born, age_text(row.age_months, lang), delay, row.retires
