"""The same record, version and day give the same answer: in any thread, process, copy and order of hashing."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, NoReturn

import pytest
from engine_kit import AS_OF, policy, rule

import xgxp_rules as xr

ROOT = Path(__file__).resolve().parents[2]
RECORD: dict[str, Any] = {
    "在编在职": "是",
    "性别": "女",
    "岗位类别": "专业技术",
    "出生日期": "1980-05-01",
    "长期病假": "否",
    "孕期至哺乳期": "否",
    "任职经历": [{"学校": "一中", "自": "2014-09-01", "至": "2020-08-31"}, {"学校": "一中", "自": "2020-09"}],
    "请假": {"完整": "否", "列": [{"类型": "病假", "自": "2021-01-01", "至": "2021-02-01"}]},
    "年度考核": [{"年度": 2025, "等次": {"争议": [{"值": "合格", "来源": "甲"}, {"值": "优秀", "来源": "乙"}]}}],
}
MULEI = "xinjiang.mulei.xgxp"
CLOCKS = ("date.today(", "datetime.now(", "datetime.utcnow(", "time.time(", "time.monotonic(")


def answers(ready: xr.Policy, record: xr.Teacher) -> list[str]:
    """Return every receipt of a record, as text."""
    return [each.model_dump_json() for each in ready.decide_all(record, as_of=AS_OF)]


def test_threads_from_cold_agree() -> None:
    """Given a policy nobody has used, when eight threads decide at once, then all receipts are equal."""
    teacher = xr.Teacher.model_validate(RECORD)
    alone = answers(xr.Catalog().in_force(MULEI, AS_OF), teacher)
    for _round in range(3):
        cold, barrier = xr.Catalog().in_force(MULEI, AS_OF), Barrier(8)

        def work(_thread: int, cold: xr.Policy = cold, barrier: Barrier = barrier) -> list[str]:
            barrier.wait()
            return answers(cold, teacher)

        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(work, range(8)))

        assert together == [alone] * 8


def test_copies_by_pickle_agree() -> None:
    """Given a policy in use, when it, its catalog and the record are pickled, then the copies are equal and agree."""
    catalog = xr.Catalog()
    ready, teacher = catalog.in_force(MULEI, AS_OF), xr.Teacher.model_validate(RECORD)
    before = answers(ready, teacher)

    copied, record, folder = pickle.loads(pickle.dumps((ready, teacher, catalog)))

    assert (copied, record, folder) == (ready, teacher, catalog)
    assert (hash(copied), hash(record), hash(folder)) == (hash(ready), hash(teacher), hash(catalog))
    assert answers(copied, record) == before


def test_another_version_or_reading_is_another_policy() -> None:
    """Given a policy, when the text or a reading differs, then it is not equal to the first."""
    decisions = {"q": {"title": "问题", "outcomes": {"first": "第一", "second": "第二"}, "otherwise": "second"}}
    one = policy(decisions=decisions, rules=[rule("q", "first", {"长期病假": "是"})])
    same = policy(decisions=decisions, rules=[rule("q", "first", {"长期病假": "是"})])
    other = policy(decisions=decisions, rules=[rule("q", "first", {"长期病假": "否"})])
    mulei = xr.Catalog().in_force(MULEI, AS_OF)
    reading = mulei.version_data.readings[0]
    unusual = next(choice.name for choice in reading.choices if choice.name != reading.default)

    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert mulei.under({reading.id: unusual}) != mulei
    assert one != "test.engine"


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given clocks that fail, when a policy is read and decides, then none is asked; a progress bar may have one."""

    def asked(*_args: object, **_more: object) -> NoReturn:
        raise AssertionError("a clock was read")

    expected = answers(xr.Catalog().in_force(MULEI, AS_OF), xr.Teacher.model_validate(RECORD))
    deciding = ("engines", "language", "law", "library", "model")
    loaded = [
        each
        for name, each in sys.modules.items()
        if name.split(".")[:1] == ["xgxp_rules"] and name.split(".")[1:2] and name.split(".")[1] in deciding
    ]
    for source in {file for each in loaded if (file := getattr(each, "__file__", None))}:
        text = Path(source).read_text(encoding="utf-8")
        assert not [word for word in CLOCKS if word in text], source
    for name in ("time", "time_ns", "localtime", "gmtime"):
        monkeypatch.setattr(time, name, asked)

    assert answers(xr.Catalog().in_force(MULEI, AS_OF), xr.Teacher.model_validate(RECORD)) == expected


def test_the_order_of_hashing_does_not_matter() -> None:
    """Given processes with different hash seeds, when they decide alike, then the receipts are the same bytes."""
    code = (
        "import sys; sys.path.insert(0, 'tests/engines')\n"
        "from test_identity import *\n"
        "print('\\n'.join(answers(xr.Catalog().in_force(MULEI, AS_OF), xr.Teacher.model_validate(RECORD))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert len(said) == 1
    assert b"content_hash" in said.pop()


def test_deciding_again_gives_the_same_bytes() -> None:
    """Given one policy and record, when asked twice in different orders, then nothing is carried over."""
    ready, teacher = xr.Catalog().in_force(MULEI, AS_OF), xr.Teacher.model_validate(RECORD)
    first = answers(ready, teacher)
    for decision in reversed(ready.decisions):
        ready.decide(decision, xr.Teacher(), as_of=AS_OF).model_dump_json(lang="en")

    assert answers(ready, teacher) == first
