"""A small county with a policy and cases for the tools that ask whether cases are good enough."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.suites import Suites, read_suites

POLICY = """\
language: 1
policy: sample.duty
version: "2030"
title: 值守样例
status: in_force
jurisdiction: "100000"
in_force: {from: 2030-01-01, until: 2031-12-31}
document:
  issuer: 样例单位
  clauses: [{id: 一, topic: 值守}]
parameters:
  最低次数: {value: 4次, clause: 一}
facts:
  住校: {id: lives_in, kind: flag}
  值守次数: {id: turns, kind: number, unit: 次}
  够次数: {id: enough, is: {值守次数: 达到 最低次数}}
decisions:
  duty:
    title: 值守
    outcomes: {excused: 免除, on_duty: 参加值守, free: 不参加}
    otherwise: free
rules:
  - {id: duty.enough, title: 次数够了, clause: 一, decision: duty, outcome: excused, when: {够次数: 是}}
  - id: duty.lives-in
    clause: 一
    decision: duty
    outcome: on_duty
    when: {住校: 是}
    unless: {工龄: 满 30年}
    in_force: {from: 2030-09-01}
readings:
  从第几次起:
    clause: 一
    status: 待明确
    default: 四次
    choices:
      四次: as_written
      五次: {facts: {够次数: {is: {值守次数: 达到 5次}}}}
"""

HEAD = """\
policy: sample.duty
version: "2030"
given: {住校: 是, 值守次数: 0次, 参加工作日期: 2010-09-01}
cases:
"""

GOOD = """\
  - name: 住校的参加
    as_of: 2031-05-01
    decision: duty
    expect: {outcome: on_duty, rules: [duty.lives-in], not_rules: [duty.enough]}
    vary:
      - {name: 不住校, given: {住校: 否}, expect: {outcome: free, not_rules: [duty.lives-in]}}
      - {name: 差一次, given: {值守次数: 3次}, expect: on_duty}
      - {name: 正好够次数, given: {值守次数: 4次}, expect: {outcome: excused, rules: [duty.lives-in]}}
      - {name: 多一次, given: {值守次数: 5次}, expect: excused}
      - {name: 满三十年的当天, given: {参加工作日期: 2001-05-01}, expect: free}
      - {name: 差一天满三十年, given: {参加工作日期: 2001-05-02}, expect: on_duty}
      - {name: 过一天, given: {参加工作日期: 2001-04-30}, expect: free}
  - {name: 规则还没有施行, as_of: 2030-08-31, decision: duty, expect: free}
  - {name: 规则施行的第一天, as_of: 2030-09-01, decision: duty, expect: on_duty}
  - {name: 版本的第一天, as_of: 2030-01-01, decision: duty, given: {值守次数: 4次}, expect: excused}
  - {name: 版本的最后一天, as_of: 2031-12-31, decision: duty, expect: on_duty}
  - name: 读作五次
    as_of: 2031-05-01
    decision: duty
    readings: {从第几次起: 五次}
    given: {值守次数: 4次}
    expect: on_duty
    vary:
      - {name: 正好五次, given: {值守次数: 5次}, expect: excused}
      - {name: 六次, given: {值守次数: 6次}, expect: excused}
"""


@dataclass(frozen=True, slots=True)
class Town:
    """A folder of policies with one policy and its cases."""

    folder: Path

    @property
    def catalog(self) -> Catalog:
        """Return the catalog, read afresh."""
        return Catalog(self.folder)

    @property
    def policy_file(self) -> Path:
        """Return where the policy is."""
        return self.folder / "sample" / "duty" / "2030.yaml"

    @property
    def case_file(self) -> Path:
        """Return where its cases are."""
        return self.folder / "sample" / "duty" / "2030.test.yaml"

    def suites(self, cases: str = GOOD, head: str = HEAD) -> Suites:
        """Return these cases, written beside the policy and read."""
        self.case_file.write_text(head + cases, encoding="utf-8")
        return read_suites([self.case_file])


def town(folder: Path, policy: str = POLICY) -> Town:
    """Return the county in this folder, with this policy."""
    made = Town(folder)
    made.policy_file.parent.mkdir(parents=True, exist_ok=True)
    made.policy_file.write_text(policy, encoding="utf-8")
    return made
