"""An invented county's rules for waiting posts and dismissal, and a store of cases under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from catalog_kit import catalog_of

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases

POLICY = "test.county.waiting"

TEXT = """\
language: 1
policy: test.county.waiting
version: v1
title: 某县待岗与解聘办法
status: trial
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document:
  clauses:
    - {id: 五, topic: 竞聘上岗}
    - {id: 六, topic: 待岗期限}
    - {id: 七, topic: 解聘程序}
facts:
  结业合格: flag
  处于三期: flag
parameters: {待岗最长: 12个月}
processes:
  待岗:
    title: 待岗培训
    clause: 六
    states: [待岗, 培训, 上岗, 拟解聘, 解聘]
    start: 待岗
    clocks: {待岗期: {while: [待岗, 培训], limit: 待岗最长, reset: 上岗, clause: 六}}
    transitions:
      - {from: 待岗, on: 参加培训, to: 培训}
      - {from: 培训, on: 结业, to: 待岗}
      - {from: [待岗, 培训], on: 聘用, to: 上岗, when: [结业合格], clause: 五, title: 竞聘上岗}
      - {from: 上岗, on: 落聘, to: 待岗}
      - {from: [待岗, 培训], after: 待岗期, to: 拟解聘, unless: [处于三期], clause: 六, title: 待岗期满}
      - {from: 拟解聘, on: 解聘生效, to: 解聘, procedure: 解聘程序, clause: 七}
  通知:
    states: [起草, 送达, 生效]
    start: 起草
    transitions:
      - {from: 起草, on: 送达本人, to: 送达}
      - {from: 送达, after: 10个工作日, to: 生效}
procedures:
  解聘程序:
    clause: 七
    steps:
      - 听取陈述
      - {step: 说明事实, within: 10个工作日}
      - {step: 告知工会, who: 工会}
      - 备案
"""

WELL = {"结业合格": "是", "处于三期": "否"}


class Moments:
    """A clock that a test sets; every look moves it on by a second."""

    def __init__(self, day: date = date(2026, 1, 5)) -> None:
        self.now = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def on(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@contextmanager
def cases_in(folder: Path, *, text: str = TEXT, store: str = "", clock: Moments | None = None) -> Iterator[Cases]:
    """Give a new store of cases under this text."""
    catalog = catalog_of(folder / "policies", text)
    with Cases(store or str(folder / "cases.db"), catalog, create=True, clock=clock or Moments()) as cases:
        yield cases


def opened(cases: Cases, case: str = "甲", *, on: date = date(2024, 1, 31), **facts: str) -> Cases:
    """Return the store with a waiting case opened in it."""
    cases.open(case, policy=POLICY, process="待岗", on=on, actor="人事科", record={**WELL, **facts})
    return cases


CLERK = "人事科"


def states(cases: Cases, as_of: date, **more: Any) -> list[tuple[str, str, str]]:
    """Return the transitions as (day, state, cause)."""
    report = cases.show("甲", as_of=as_of, **more)
    return [(one.on.isoformat(), one.target, one.event or "期满") for one in report.taken]


def untouched(cases: Cases, act: Callable[[], Any], code: str) -> XgxpError:
    """Return the error that an act raises, having made sure that nothing was written."""
    before = cases.log.read("甲")
    with pytest.raises(XgxpError) as caught:
        act()
    assert caught.value.code == code, caught.value.text()
    assert cases.log.read("甲") == before
    for lang in ("zh", "en"):
        assert caught.value.text(lang)  # type: ignore[arg-type]
    return caught.value
