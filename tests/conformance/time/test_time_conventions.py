"""Triples for every convention of counting time: the file's, the test's, and the law's.

Each table asks conditions (rows) of days or records (columns) and states the truth on file: T, F or U for unknown.
An engine is a function from the policy, the record and the day to a truth; a new engine runs the same tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pytest

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

TRUTHS = {"T": True, "F": False, "U": None}


@dataclass(frozen=True)
class Table:
    """Conditions asked of several days, or of several records on one day."""

    title: str
    asked: dict[str, str]
    """A condition as JSON, and one letter for each column."""
    days: tuple[str, ...] = ()
    record: dict[str, Any] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    as_of: str = "2026-09-01"
    facts: dict[str, Any] = field(default_factory=dict)
    time: dict[str, str] = field(default_factory=dict)

    def columns(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield name, record and day of every column."""
        yield from ((day, self.record, day) for day in self.days)
        yield from ((name, {**self.record, **record}, self.as_of) for name, record in self.records.items())


def test_of(fact: str, test: str, **more: str) -> str:
    """Return a condition that may say how its period is counted."""
    return json.dumps({fact: {"test": test, **more} if more else test}, ensure_ascii=False)


test_of.__test__ = False  # type: ignore[attr-defined]

WORKED = {"入行日期": "date", "从业": {"since": "入行日期"}}
SERVED = {"入行日期": "date", "学年数": {"total": "任职经历", "by": "school_years"}}
AWAY = {"缺勤": {"list": {"自": "date", "至": "date"}}}


def posting(first: str, last: str | None = None) -> dict[str, str]:
    """Return one posting."""
    return {"学校": "一中", "自": first, **({"至": last} if last else {})}


TABLES = [
    Table(
        "anniversary in the test",
        {
            test_of("从业", "满 6年"): "FTT",
            test_of("从业", "满 6年", anniversary="on"): "FTT",
            test_of("从业", "满 6年", anniversary="after"): "FFT",
            test_of("从业", "不满 6年", anniversary="after"): "TTF",
            test_of("从业", "不足 6年"): "TFF",
            test_of("从业", "满6年不满10年", anniversary="after"): "FFT",
        },
        days=("2026-08-31", "2026-09-01", "2026-09-02"),
        record={"入行日期": "2020-09-01"},
        facts=WORKED,
    ),
    Table(
        "anniversary of the whole file",
        {
            test_of("从业", "满 6年"): "FFT",
            test_of("从业", "满 6年", anniversary="on"): "FTT",
            test_of("从业", "不足 6年"): "TTF",
            test_of("从业", "超过 6年"): "FFT",
        },
        days=("2026-08-31", "2026-09-01", "2026-09-02"),
        record={"入行日期": "2020-09-01"},
        facts=WORKED,
        time={"anniversary": "after"},
    ),
    Table(
        "31 August and one month: the month's last day, or the first of the next",
        {
            test_of("从业", "满 1个月"): "FTT",
            test_of("从业", "满 1个月", rounding="down"): "FTT",
            test_of("从业", "满 1个月", rounding="up"): "FFT",
            test_of("从业", "满 1个月", rounding="up", anniversary="after"): "FFF",
        },
        days=("2025-09-29", "2025-09-30", "2025-10-01"),
        record={"入行日期": "2025-08-31"},
        facts=WORKED,
    ),
    Table(
        "29 February and one year",
        {
            test_of("从业", "满 1年"): "FTT",
            test_of("从业", "满 1年", rounding="up"): "FFT",
            test_of("从业", "满 4年", rounding="up"): "FFF",
        },
        days=("2025-02-27", "2025-02-28", "2025-03-01"),
        record={"入行日期": "2024-02-29"},
        facts=WORKED,
    ),
    Table(
        "school years from 1 September",
        {test_of("学年数", "满 1学年"): "TFFT", test_of("学年数", "满 2学年"): "FFFT"},
        records={
            "from the first day": {"任职经历": [posting("2024-09-01", "2025-08-31")]},
            "a day late": {"任职经历": [posting("2024-09-02", "2025-08-31")]},
            "left a day early": {"任职经历": [posting("2024-09-01", "2025-08-30")]},
            "still there": {"任职经历": [posting("2024-09-01")]},
        },
        facts=SERVED,
    ),
    Table(
        "school years from 1 March where the file says so",
        {test_of("学年数", "满 1学年"): "FT"},
        records={
            "september": {"任职经历": [posting("2024-09-01", "2025-08-31")]},
            "march": {"任职经历": [posting("2024-03-01", "2025-02-28")]},
        },
        facts=SERVED,
        time={"school_year_starts": "3月1日", "second_term_starts": "9月1日"},
    ),
    Table(
        "a stretch against school years follows the file's calendar",
        {test_of("从业", "满 1学年"): "FFT"},
        days=("2025-02-27", "2025-02-28", "2025-03-01"),
        record={"入行日期": "2024-03-01"},
        facts=WORKED,
        time={"school_year_starts": "3月1日", "second_term_starts": "9月1日"},
    ),
    Table(
        "counts of blocks and working days have no anniversary",
        {
            test_of("学年数", "满 2学年"): "T",
            test_of("学年数", "不满 2学年"): "F",
            test_of("缺勤日数", "满 3个工作日"): "T",
        },
        records={
            "two years and three days": {
                "任职经历": [posting("2023-09-01", "2025-08-31")],
                "缺勤": [{"自": "2025-09-01", "至": "2025-09-03"}],
            }
        },
        facts={**SERVED, **AWAY, "缺勤日数": {"total": "缺勤", "by": "working_days"}},
        time={"anniversary": "after"},
    ),
    Table(
        "nine months make a school year where the file says so",
        {test_of("学年数", "满 1学年"): "TF"},
        records={
            "nine months": {"任职经历": [posting("2024-09-01", "2025-05-31")]},
            # Thirty days make a month, so 8 months and 30 days are nine months still.
            "8 months and 29 days": {"任职经历": [posting("2024-09-03", "2025-05-31")]},
        },
        facts={"学年数": {"total": "任职经历", "by": "school_years", "counts_when": "9个月"}},
    ),
    Table(
        "arrived by the end of September counts where the file says so",
        {test_of("学年数", "满 1学年"): "TF"},
        records={
            "on the day": {"任职经历": [posting("2024-09-30", "2025-08-31")]},
            "a day late": {"任职经历": [posting("2024-10-01", "2025-08-31")]},
        },
        facts={"学年数": {"total": "任职经历", "by": "school_years", "arrived_by": "9月30日"}},
    ),
    Table(
        "each term has its own day by which to arrive",
        {test_of("学期数", "满 1学期"): "TFTF", test_of("学期数", "满 2学期"): "FFTF"},
        records={
            "the second term, on its day": {"任职经历": [posting("2025-02-20", "2025-08-31")]},
            "the second term, a day late": {"任职经历": [posting("2025-02-21", "2025-08-31")]},
            "both, on their days": {"任职经历": [posting("2024-09-15", "2025-08-31")]},
            "the first, a day late, and not to its end": {"任职经历": [posting("2024-09-16", "2025-01-20")]},
        },
        facts={"学期数": {"total": "任职经历", "by": "terms", "arrived_by": ["9月15日", "2月20日"]}},
    ),
    Table(
        "working days in spells leave out holidays and count days worked instead",
        {test_of("缺勤日数", "超过 4个工作日"): "FTF", test_of("缺勤日数", "满 4个工作日"): "TTF"},
        records={
            "the week of the national day": {"缺勤": [{"自": "2025-09-29", "至": "2025-10-10"}]},
            "and a saturday that is worked": {"缺勤": [{"自": "2025-09-29", "至": "2025-10-11"}]},
            "the holiday alone": {"缺勤": [{"自": "2025-10-01", "至": "2025-10-08"}]},
        },
        facts={**AWAY, "缺勤日数": {"total": "缺勤", "by": "working_days"}},
    ),
    Table(
        "working days beyond the published holidays are known from below only",
        {test_of("缺勤日数", "满 1个工作日"): "U", test_of("缺勤日数", "超过 40个工作日"): "F"},
        records={"a month": {"缺勤": [{"自": "2040-03-01", "至": "2040-03-31"}]}},
        as_of="2041-01-01",
        facts={**AWAY, "缺勤日数": {"total": "缺勤", "by": "working_days"}},
    ),
    Table(
        "a deadline in working days passes over a holiday",
        {test_of("期满日", "已到"): "FT"},
        days=("2025-10-12", "2025-10-13"),
        record={"公示日期": "2025-09-29"},
        facts={"公示日期": "date", "期满日": {"day": "公示日期", "plus": "5个工作日"}},
    ),
    Table(
        "a deadline beyond the published holidays is open, yet surely not over too soon",
        {test_of("期满日", "已到"): "FU"},
        days=("2040-03-03", "2040-03-08"),
        record={"公示日期": "2040-03-01"},
        facts={"公示日期": "date", "期满日": {"day": "公示日期", "plus": "5个工作日"}},
    ),
    Table(
        "31 August plus one month",
        {test_of("期满日", "已到"): "FT"},
        days=("2025-09-29", "2025-09-30"),
        record={"公示日期": "2025-08-31"},
        facts={"公示日期": "date", "期满日": {"day": "公示日期", "plus": "1个月"}},
    ),
    Table(
        "time left is counted forward from the decision date",
        {test_of("还有", "5年 以上"): "FT", test_of("还有", "不足 60个月"): "TF"},
        records={"from 29 February": {"到期日": "2029-02-27"}, "a day more": {"到期日": "2029-02-28"}},
        as_of="2024-02-29",
        facts={"到期日": "date", "还有": {"until": "到期日"}},
    ),
]


@cache
def policy(number: int) -> Policy:
    """Return one policy that asks every condition of a table."""
    table = TABLES[number]
    decisions = {
        f"q{place}": {
            "title": f"问题{place}",
            "outcomes": {"holds": f"成立{place}", "fails": f"不成立{place}"},
            "otherwise": "fails",
        }
        for place in range(len(table.asked))
    }
    rules = [
        {"clause": "一", "decision": f"q{place}", "outcome": "holds", "when": json.loads(condition)}
        for place, condition in enumerate(table.asked)
    ]
    told = {
        "language": 1,
        "policy": "test.time",
        "version": "1",
        "title": "计时",
        "status": "in_force",
        "jurisdiction": "100000",
        "in_force": {"from": "2000-01-01"},
        "document": {"clauses": [{"id": "一", "topic": "计时"}]},
        **({"time": table.time} if table.time else {}),
        "facts": table.facts,
        "decisions": decisions,
        "rules": rules,
    }
    return Policy(load_policy(json.dumps(told, ensure_ascii=False, indent=1), "time.yaml"), xr.Catalog())


Engine = Callable[[Policy, str, dict[str, Any], date], bool | None]


def interpreter(asked: Policy, question: str, record: dict[str, Any], as_of: date) -> bool | None:
    """Return the truth as the reference engine has it."""
    decision = asked.decide(question, xr.Teacher.model_validate(record), as_of=as_of)
    return None if decision.status == "undetermined" else decision.outcome == "holds"


ENGINES: dict[str, Engine] = {"interpreter": interpreter}


def _triples() -> Iterator[Any]:
    for number, table in enumerate(TABLES):
        for place, (condition, letters) in enumerate(table.asked.items()):
            for (name, record, day), letter in zip(table.columns(), letters, strict=True):
                yield pytest.param(
                    number,
                    f"q{place}",
                    record,
                    date.fromisoformat(day),
                    TRUTHS[letter],
                    id=f"{table.title}: {name} {condition}",
                )


def test_the_margin_agrees_with_the_truth() -> None:
    """Given every table, when a known test has a margin, then the margin says met exactly where the test holds."""
    seen = 0
    for number, table in enumerate(TABLES):
        for name, record, day in table.columns():
            for place in range(len(table.asked)):
                teacher = xr.Teacher.model_validate(record)
                decision = policy(number).decide(f"q{place}", teacher, as_of=date.fromisoformat(day))
                node = decision.report().rules[0].when
                if node.margin is not None and node.truth is not None:
                    assert node.margin.met is node.truth, (table.title, name, node)
                    seen += 1

    assert seen > 50


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("number", "question", "record", "as_of", "truth"), list(_triples()))
def test_convention(
    number: int, question: str, record: dict[str, Any], as_of: date, truth: bool | None, engine: str
) -> None:
    """Given a convention, a record and a day, when an engine judges the condition, then it is the truth on file."""
    assert ENGINES[engine](policy(number), question, record, as_of) is truth
