"""From what a person typed to decisions: a day, readings, a record file and a policy's name become answers.

Every slip is told in words that say what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Both, Lang, RecordError, UsageError, nearest, register

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.library.policy import Policy
    from xgxp_rules.model.changes_report import ChangesReport
    from xgxp_rules.model.readings_report import ReadingsReport
    from xgxp_rules.model.records import Record
    from xgxp_rules.model.timeline_report import TimelineReport
    from xgxp_rules.tools.interview import Interview

BAD_DAY = register(
    "XG526",
    zh="`{name}` 不是{kind}",
    en="`{name}` is not {kind}",
    mend_zh="请写成 年-月-日，例如 `2026-09-01`",
    mend_en="Write year-month-day, for example `2026-09-01`",
    exit=2,
)
BAD_READING = register(
    "XG527",
    zh="`{name}` 不是一种理解",
    en="`{name}` is not a reading",
    mend_zh="请写成 `理解的名称=所选`",
    mend_en="Write `ID=CHOICE`",
    exit=2,
)
READING_TWICE = register(
    "XG528",
    zh="理解 `{name}` 选了两次",
    en="the reading `{name}` is chosen twice",
    exit=2,
    mend_zh="请只写一次",
    mend_en="Write it once",
)
NO_DECISION = register(
    "XG529",
    zh="政策 `{policy}` 没有名为 `{name}` 的决定（有：{names}）",
    en="policy `{policy}` has no decision `{name}` (there are: {names})",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
NOTHING_TO_DECIDE = register(
    "XG530",
    zh="政策 `{policy}` {version} 没有可作的决定",
    en="policy `{policy}` {version} decides nothing",
    exit=2,
    mend_zh="比例要求用 `xgxp quotas` 核对；要作决定的，政策里要写 `decisions:`",
    mend_en="Check its quotas with `xgxp quotas`; to decide, the policy needs `decisions:`",
)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date:
    """Return the day written as year-month-day.

    Raises:
        UsageError: it is written otherwise, or the calendar has no such day.

    >>> read_day("2026-09-01")
    datetime.date(2026, 9, 1)
    """
    kind = Both("日期", "a date")
    if _DAY.fullmatch(text):
        kind = Both("日历上的日子", "a day of the calendar")
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise UsageError.of(BAD_DAY, name=text, kind=kind)


def read_readings(texts: Iterable[str]) -> dict[str, str]:
    """Return the chosen readings, each written `ID=CHOICE`.

    Raises:
        UsageError: one is written otherwise, or chosen twice.

    >>> read_readings(["长期病假=as_written"])
    {'长期病假': 'as_written'}
    """
    chosen: dict[str, str] = {}
    for text in texts:
        name, sign, choice = (part.strip() for part in text.partition("="))
        if not (name and sign and choice):
            raise UsageError.of(BAD_READING, name=text)
        if name in chosen:
            raise UsageError.of(READING_TWICE, name=name)
        chosen[name] = choice
    return chosen


def open_catalog(folder: Path | None) -> Catalog:
    """Return the catalog of a folder, or the shipped one where none is named.

    Raises:
        UsageError: there is no such folder.
    """
    from xgxp_rules.library.catalog import Catalog

    return Catalog(folder)


def answers(
    catalog: Catalog,
    policy_id: str,
    path: str,
    as_of: date,
    *,
    decision: str = "",
    readings: Iterable[str] = (),
    others: Iterable[str] = (),
) -> tuple[Decision, ...]:
    """Return the decisions of the version in force about the record in a file: the one named, else every one.

    `others` names files or folders of the other records that may be read (see `other_records`).

    Raises:
        UsageError, NotInForce: a name is unknown, or no version is in force on that day.
        PolicyError: the policy's file is invalid.
        RecordError: the record is invalid, or cannot be true on that day.
    """
    record, asked, chosen = _questions(catalog, policy_id, path, as_of, decision, readings)
    more = _more(others, policy_id)
    with _told_of(path):
        return tuple(catalog.decide(policy_id, one, record, as_of=as_of, readings=chosen, **more) for one in asked)


def answers_under_all_readings(
    catalog: Catalog,
    policy_id: str,
    path: str,
    as_of: date,
    *,
    decision: str = "",
    readings: Iterable[str] = (),
    others: Iterable[str] = (),
) -> tuple[ReadingsReport, ...]:
    """Return the decisions about the record in a file under every reading; the chosen ones are where it starts from.

    Raises:
        UsageError, NotInForce, PolicyError, RecordError: as `answers`.
    """
    record, asked, chosen = _questions(catalog, policy_id, path, as_of, decision, readings)
    more = _more(others, policy_id)
    with _told_of(path):
        return tuple(
            report
            for one in asked
            for report in catalog.decide_readings(policy_id, one, record, as_of=as_of, readings=chosen, **more)
        )


def changes_of_file(
    catalog: Catalog,
    policy_id: str,
    path: str,
    decision: str,
    *,
    as_of: date,
    wanted: str = "",
    others: Iterable[str] = (),
) -> ChangesReport:
    """Return what would change the answer about the record in a file.

    Raises:
        UsageError, NotInForce, PolicyError, RecordError: as `answers`.
    """
    from xgxp_rules.tools.changing import what_would_change
    from xgxp_rules.tools.record_files import load_record

    record = load_record(path, _about(catalog.in_force(policy_id, as_of), decision))
    with _told_of(path):
        return what_would_change(
            catalog, policy_id, decision, record, as_of=as_of, wanted=wanted, **_more(others, policy_id)
        )


def begin_interview(catalog: Catalog, policy_id: str, path: str, as_of: date, decision: str) -> Interview:
    """Return an interview about one decision, starting from the record in a file, or from nothing.

    Raises:
        UsageError, NotInForce, PolicyError, RecordError: as `answers`.
    """
    from xgxp_rules.tools.interview import Interview
    from xgxp_rules.tools.record_files import one_record, read_data

    about = _about(catalog.in_force(policy_id, as_of), decision)
    interview = Interview(catalog, policy_id, decision, about, as_of)
    if path:
        data, _locate, name = read_data(path)
        interview.data = one_record(data, name)
    interview.now()
    return interview


def timeline_of_file(
    catalog: Catalog,
    policy_id: str,
    path: str,
    decision: str,
    *,
    first: date,
    last: date,
    readings: Iterable[str] = (),
    others: Iterable[str] = (),
    lang: Lang = "zh",
    tick: Callable[[int, int], None] | None = None,
) -> TimelineReport:
    """Return when the answer about the record in a file changes between two days, and why.

    `tick` is told how many of the days have been passed, and how many there are.

    Raises:
        UsageError, UnknownPolicy, PolicyError, RecordError: as `timeline`.
    """
    from xgxp_rules.tools.record_files import load_record
    from xgxp_rules.tools.timeline import timeline

    chosen = read_readings(readings)
    record = load_record(path, _about(catalog.versions(policy_id)[-1], decision))
    more = _more(others, policy_id)
    with _told_of(path):
        return timeline(
            catalog,
            policy_id,
            decision,
            record,
            first=first,
            last=last,
            readings=chosen,
            lang=lang,
            tick=tick,
            **more,
        )


@contextmanager
def _told_of(path: str) -> Iterator[None]:
    """Name the file of a record, or standard input, in what is said of the record."""
    try:
        yield
    except RecordError as error:
        raise error.in_file("<stdin>" if path == "-" else path) from None


def _more(paths: Iterable[str], policy_id: str) -> dict[str, Any]:
    """Return the other records of some files as what `decide` is given beside the record; nothing where none is."""
    from xgxp_rules.tools.other_records import load_others

    others = load_others(paths, policy_id)
    return {} if others is None else {"others": others}


def _questions(
    catalog: Catalog, policy_id: str, path: str, as_of: date, decision: str, readings: Iterable[str]
) -> tuple[Record, tuple[str, ...], dict[str, str]]:
    """Return the record in a file, the decisions asked about it, and the chosen readings."""
    chosen = read_readings(readings)
    policy = catalog.in_force(policy_id, as_of)
    policy = policy.under(chosen) if chosen else policy
    record = _record(policy, decision, path)
    declared = policy.version_data.decisions
    asked = (decision,) if decision else tuple(one.id for one in declared if one.about == record.about)
    return record, asked, chosen


def _record(policy: Policy, decision: str, path: str) -> Record:
    """Return the record in a file: of the decision's kind, else of the kind of which most of its names are known."""
    from xgxp_rules.model.records import MODELS
    from xgxp_rules.tools.record_files import load_record, one_record, read_data

    usual = _about(policy, decision)
    if decision:
        return load_record(path, usual)
    data, locate, name = read_data(path)
    given = one_record(data, name)
    kinds = dict.fromkeys((usual, *(one.about for one in policy.version_data.decisions)))
    about = max(kinds, key=lambda kind: _known(policy, kind, given))
    return MODELS[about].load(given, file=name, locate=locate)


def _known(policy: Policy, about: str, names: Iterable[str]) -> int:
    """Return how many names a kind of record has, its own and the policy's."""
    from xgxp_rules.model.records import MODELS
    from xgxp_rules.model.records.base import shape_of
    from xgxp_rules.model.vocabulary import fold_name

    shape, words = shape_of(MODELS[about]), policy.version_data.vocabulary(about)
    return sum(fold_name(str(one)) in shape.folded or str(one) in words for one in names)


def _about(policy: Policy, decision: str) -> str:
    """Return the kind of record that is asked for: the decision's, else a teacher's where the policy has any."""
    declared = policy.version_data.decisions
    if not declared:
        raise UsageError.of(NOTHING_TO_DECIDE, policy=policy.id, version=policy.version)
    if not decision:
        kinds = [one.about for one in declared]
        return "teacher" if "teacher" in kinds else kinds[0]
    named = policy.version_data.decision(decision)
    if named is None:
        names = [name for one in declared for name in (one.id, one.title) if name]
        listed = tuple(one.id for one in declared)
        raise UsageError.of(
            NO_DECISION, policy=policy.id, name=decision, names=listed, mend=nearest(decision, names)
        )
    return named.about
