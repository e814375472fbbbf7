"""A timeline of an amount says at every change what moved, not only at the change of the outcome."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xgxp_rules as xr
from xgxp_rules.tools.timeline import timeline
from xgxp_rules.tools.timeline_words import explain_timeline

POLICY = """\
language: 1
policy: test.values
version: v1
title: 补助
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 每满一年五百元，满三年不再发}]}
facts:
  乡村任教: {total: 任职经历}
  补助额: {calc: 500元 * 乡村任教, years: whole}
decisions:
  paid: {title: 补助, outcomes: {paid: 发放, none_: 不发}, otherwise: none_}
rules:
  - {clause: 一, decision: paid, outcome: paid, when: {乡村任教: 不满 3年}, value: 补助额}
"""


def test_every_change_has_its_reason(tmp_path: Path) -> None:
    """Given an amount by full years, then each change names what moved, the last one the test that turned."""
    (tmp_path / "test" / "values").mkdir(parents=True)
    (tmp_path / "test" / "values" / "v1.yaml").write_text(POLICY, encoding="utf-8")
    teacher = xr.Teacher.model_validate({"任职经历": [{"学校": "一中", "自": "2027-09-01"}]})

    found = timeline(
        xr.Catalog(tmp_path), "test.values", "paid", teacher, first=date(2027, 9, 1), last=date(2031, 1, 1)
    )

    told = [(one.from_on, one.change.because) for one in found.stretches if one.change is not None]
    assert [day for day, _ in told] == [date(2028, 9, 1), date(2029, 9, 1), date(2030, 9, 1)]
    assert [[(one.fact, one.after, bool(one.rule)) for one in because] for _, because in told] == [
        [("乡村任教", "1年", False)],
        [("乡村任教", "2年", False)],
        [("乡村任教", "3年", True)],
    ]
    assert "乡村任教：11个月30天 → 1年\n" in explain_timeline(found, "zh")
    assert "乡村任教 2年11个月30天 → 3年（不满 3年） 〔一〕" in explain_timeline(found, "zh")
