"""The answer about somebody's retirement in words: rows for the screen, Markdown, and plain data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Both, Lang, UsageError, register
from xgxp_rules.law.retirement import Track
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.durations import Period
from xgxp_rules.tools.layout import titled
from xgxp_rules.tools.retirement import Answer, Route, answer, schedule_on
from xgxp_rules.tools.retirement_table import (
    age_text,
    read_track,
    rows,
    rows_csv,
    rows_data,
    rows_markdown,
    rows_text,
)

ONE_OF_TWO = register(
    "XG686",
    zh="请写 `--born` 或 `--table`，两项中的一项",
    en="give either `--born` or `--table`, and only one of them",
    exit=2,
)
CSV_FOR_TABLES = register("XG687", zh="csv 只用于 `--table`", en="csv is for `--table` only", exit=2)
NOT_RISING = register(
    "XG688",
    zh="按 {day} 的法律，退休年龄不随出生年月变化，没有对照表",
    en="by the law of {day} the age does not depend on the month of birth, and there is no table",
    exit=2,
    mend_zh="请用 `--as-of` 写 2025-01-01 以后的日子",
    mend_en="Give a day from 2025-01-01 on with `--as-of`",
)

TRACKS = {
    Track.M60: Both("男性（原60岁）", "men (60)"),
    Track.F55: Both("女性（原55岁）", "women (55)"),
    Track.F50: Both("女性（原50岁）", "women (50)"),
}


def check_call(born: str, table: str, form: str) -> None:
    """Refuse a call that asks for both things, for neither, or for a form that does not fit.

    Raises:
        UsageError: it does.
    """
    if bool(born) == bool(table):
        raise UsageError.of(ONE_OF_TWO)
    if form == "csv" and not table:
        raise UsageError.of(CSV_FOR_TABLES)


def table_written(catalog: Catalog, track: str, as_of: date | None, form: str, lang: Lang) -> Any:
    """Return the table of one track as text, CSV, Markdown or data.

    Raises:
        UsageError: there is no such track, or the law of that day has no table.
    """
    found = rows(read_track(track), schedule_on(catalog, as_of))
    if not found:
        raise UsageError.of(NOT_RISING, day="" if as_of is None else as_of.isoformat())
    match form:
        case "json":
            return rows_data(found)
        case "csv":
            return rows_csv(found)
        case "markdown":
            return rows_markdown(found, lang)
        case _:
            return rows_text(found, lang)


def answer_written(
    catalog: Catalog,
    born_on: date,
    sex: str,
    post: str,
    *,
    senior: bool,
    as_of: date | None,
    form: str,
    lang: Lang,
) -> Any:
    """Return the answer about one person as text, Markdown or data."""
    found = answer(catalog, born_on, sex=sex, post=post, senior=senior, as_of=as_of)
    match form:
        case "json":
            return answer_data(found)
        case "markdown":
            return "\n".join(f"- **{name}** {said}" if name else f"  - {said}" for name, said in _rows(found, lang))
        case _:
            lines = [titled(name, said, indent=0, name_width=16) for name, said in _rows(found, lang)]
            return "\n".join(line for block in lines for line in block)


def answer_data(found: Answer) -> dict[str, Any]:
    """Return the answer as plain data for JSON."""
    version = found.law.version_data
    return {
        "born_on": found.born_on.isoformat(),
        "law": {"policy": version.id, "version": version.version, "content_hash": version.content_hash},
        "as_of": None if found.as_of is None else found.as_of.isoformat(),
        "kind": found.kind,
        "note": found.note,
        "routes": [_route_data(route) for route in found.routes],
    }


def _route_data(route: Route) -> dict[str, Any]:
    return {
        "track": route.track.value,
        "statutory_on": route.due.date.isoformat(),
        "age_months": route.due.age_months,
        "delay_months": route.due.shift_months,
        "earliest_on": route.window.earliest.isoformat(),
        "latest_on": route.window.latest.isoformat(),
        "early_notice_by": None if route.early_notice is None else route.early_notice.isoformat(),
        "late_agreement_by": None if route.late_notice is None else route.late_notice.isoformat(),
        "least_contribution_months": {name: months for name, _year, months in route.contribution},
    }


def _rows(found: Answer, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the answer as named lines; a line without a name belongs to the one above."""
    version = found.law.version_data
    yield (
        ("依据", f"{version.title} {version.version}")
        if lang == "zh"
        else ("law", f"{version.id} {version.version}")
    )
    said = _KINDS.get(found.kind)
    if said is not None:
        yield ("注意", said.zh) if lang == "zh" else ("note", said.en)
    for route in found.routes:
        yield (TRACKS[route.track].zh if lang == "zh" else TRACKS[route.track].en), _statutory(route, lang)
        for text in _chosen(route):
            yield "", text.zh if lang == "zh" else text.en
    if lang == "zh" and found.note:
        yield "说明", found.note


_KINDS = {
    "open": Both("性别或岗位类别不全，下列各档都有可能", "sex or post is not known: each of these is possible"),
    "senior": Both(
        "有高级职称的女性，两种都合法，后一种由本人申请",
        "a woman with a senior title has both, the second at her request",
    ),
}


def _statutory(route: Route, lang: Lang) -> str:
    due, age = route.due, age_text(route.due.age_months, lang)
    if lang == "zh":
        return f"法定退休日 {due.date}，{age}，延迟 {due.shift_months} 个月"
    return f"statutory day {due.date}, at {age}, delayed by {due.shift_months} months"


def _chosen(route: Route) -> Iterator[Both]:
    """Yield what may be chosen instead, and the least contributions."""
    window, due = route.window, route.due.date
    if window.earliest < due:
        yield Both(
            f"可自愿提前，最早 {window.earliest}，须在 {route.early_notice} 以前（含）书面告知单位",
            f"earliest by choice {window.earliest}, with written notice by {route.early_notice}",
        )
    if window.latest > due:
        yield Both(
            f"可协商延迟，最迟 {window.latest}，须在 {route.late_notice} 以前（含）书面约定；"
            "公务员、单位领导和其他管理人员按法定日退休",
            f"latest by agreement {window.latest}, agreed in writing by {route.late_notice}; not for civil servants, "
            "leaders and other managers",
        )
    names = {
        "early": Both("最早提前时", "leaving earliest"),
        "due": Both("法定日或延迟时", "at the statutory day or later"),
    }
    for name, year, months in route.contribution:
        least = Period(months=months).carried()
        yield Both(
            f"{names[name].zh}最低缴费 {least.text('zh')}（{year}年）",
            f"{names[name].en}: contributions of at least {least.text('en')} ({year})",
        )
