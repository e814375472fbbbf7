"""Beginnings: a policy, a rule, a case, and the boundary cases of a policy with `expect: ?` for a person to fill.

What is drafted is asked of the interpreter only as far as finding the edge; what must come out there is nobody's
business but the officer's, so it is never filled in.
"""

from __future__ import annotations

from calendar import isleap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from xgxp_rules.library.policy import Policy
from xgxp_rules.model.nodes import Compare
from xgxp_rules.model.policy import Decision
from xgxp_rules.tools.lint.witnesses import flow
from xgxp_rules.tools.mutation.mutants import Mutant, mutants_of
from xgxp_rules.tools.mutation.reading import reads_of
from xgxp_rules.tools.search import Differs, RuleHolds, Witness, decision_dates, find_record
from xgxp_rules.tools.window_edges import window_edges

_POLICY = """\
language: 1
policy: {id}
version: "{version}"
title: {id}
status: draft
kind: standing
jurisdiction: "000000"             # 六位行政区划代码
in_force: {{from: {start}}}       # 原文没有写明的，用 basis 说明怎样推定
document:
  issuer: 发文机关
  clauses:
    - {{id: 一, topic: 这一条讲什么}}

parameters:
  最低年限: {{value: 6年, clause: 一}}

decisions:
  rotation:
    title: 轮岗交流
    about: teacher
    question: 是否属于轮岗交流对象？
    outcomes:                      # 先列的优先
      due: 应交流
      not_due: 非交流对象
    otherwise: not_due             # 没有规则成立时的结果

rules:
  - id: rotation.due
    clause: 一
    decision: rotation
    outcome: due
    when:                          # 列出的各项须全部满足
      在编在职: 是
      同校连续任教: 满 最低年限
"""

_RULE = """\
  # 结果先列的优先：{order}
  - id: {decision}.{outcome}
    clause: {clause}
    decision: {decision}
    outcome: {outcome}
    quote: 原文的说法              # 供核对用词；不需要就删去
    when:
      在编在职: 是
"""

_CASE = """\
  - name: 写清楚这个案例说明什么
    as_of: {as_of}
    decision: {decision}
    given: {{在编在职: 是}}
    expect: ?                      # 请填写应得的结果；没有填的案例不通过
"""

_LEAP = (2, 29)
_MOST_STEPS = 2000
_NAMES = ((-1, "前一天"), (1, "后一天"))


def new_policy(policy_id: str, start: date) -> str:
    """Return a small sound policy file to write over, as a draft that begins on a day."""
    return _POLICY.format(id=policy_id, version=start.year, start=start.isoformat())


def new_rule(decision: Decision, clause: str) -> str:
    """Return a rule of a decision, for its first outcome, to be put under `rules:`."""
    order = "、".join(outcome.label for outcome in decision.outcomes)
    return _RULE.format(order=order, decision=decision.id, outcome=decision.outcomes[0].id, clause=clause)


def new_case(policy: Policy, decision: Decision) -> str:
    """Return a case file of one unfilled case."""
    as_of = decision_dates(policy, most=1)[0].isoformat()
    return _head(policy, decision.about) + _CASE.format(as_of=as_of, decision=decision.id)


def new_cases(policy: Policy, decision: Decision | None = None) -> str:
    """Return a case file with the boundary cases of one decision, or of all about the first one's kind of record.

    All are unfilled. Each bound in the policy gets a record on its edge, asked on the day, the day before and the day
    after, with each of its facts missing or not applicable; and one that stands on its edge on 29 February, on the last
    and on the first day of a school year.
    """
    declared = policy.version_data.decisions
    about = (decision or declared[0]).about
    asked = (decision,) if decision is not None else tuple(one for one in declared if one.about == about)
    blocks: dict[str, str] = {}
    named: Counter[str] = Counter()
    for one in asked:
        for name, witness, whole in _edges(policy, one):
            key = f"{one.id} {witness.as_of if not whole else ''} {sorted(witness.given.items(), key=str)}"
            if key not in blocks:
                title = f"{one.title}：{name}"
                named[title] += 1
                numbered = title if named[title] == 1 else f"{title}（{named[title]}）"
                blocks[key] = _block(numbered, one, witness, policy, whole)
    others = [one.id for one in declared if one.about != about] if decision is None else []
    return _head(policy, about, others) + "\n".join(blocks.values())


def _head(policy: Policy, about: str, others: Sequence[str] = ()) -> str:
    note = f"# 关于其他记录的决定另写一个文件，用 --decision 指明：{'、'.join(others)}\n" if others else ""
    return f'{note}policy: {policy.id}\nversion: "{policy.version}"\nabout: {about}\n\ncases:\n'


def _edges(policy: Policy, decision: Decision) -> Iterator[tuple[str, Witness, bool]]:
    """Yield a record on the edge of each bound and one for each rule, then the edges on the days of the calendar.

    The last entry says whether the record is varied, or only asked as it is.
    """
    dates = decision_dates(policy, most=2)
    reads = reads_of(policy.version_data).decisions[decision.id]
    compared = [
        one
        for one in mutants_of(policy.version_data)
        if one.kind == "comparison" and one.reading is None and one.touched in reads
    ]
    for mutant in compared:
        found = _on_the_edge(policy, mutant, decision, dates)
        if found is not None:
            yield f"{mutant.owner} {_side(mutant.new)}", found, True
    for rule in policy.version_data.rules_of(decision.id):
        met = find_record(policy, decision.id, RuleHolds(rule.id), dates=dates)
        if isinstance(met, Witness):
            yield rule.title or rule.id, met, True
            yield from ((f"{name} 的界限", edge, True) for name, edge in window_edges(policy, decision, met))
    for label, day in _calendar_days(policy).items():
        for mutant in compared:
            found = _on_the_edge(policy, mutant, decision, (day,))
            if found is not None:
                yield f"{mutant.owner} {_side(mutant.new)}，{label}", found, False


def _side(changed: Any) -> str:
    """Return what a record stands on: a bound, or a test of being something or not, which has no edge."""
    return "的界限" if isinstance(changed, Compare) and changed.op not in ("eq", "ne") else "的是非条件"


def _on_the_edge(policy: Policy, mutant: Mutant, decision: Decision, dates: Sequence[date]) -> Witness | None:
    """Return a record that stands exactly on a bound: one for which it matters whether the bound is included."""
    pair = (policy, _changed(policy, mutant))
    found = find_record(pair, decision.id, Differs(), dates=dates, limit=_MOST_STEPS)
    return found if isinstance(found, Witness) else None


def _changed(policy: Policy, mutant: Mutant) -> Policy:
    return Policy(mutant.applied(policy.version_data), policy.catalog)


def _block(name: str, decision: Decision, witness: Witness, policy: Policy, varied: bool) -> str:
    rows = [
        f"  - name: {name}",
        f"    as_of: {witness.as_of.isoformat()}",
        f"    decision: {decision.id}",
        f"    given: {flow(dict(witness.given))}",
        "    expect: ?",
    ]
    days = {label: witness.as_of + timedelta(step) for step, label in _NAMES}
    more = [
        f"      - {{name: {label}, as_of: {day.isoformat()}, expect: ?}}"
        for label, day in days.items()
        if policy.version_data.in_force.holds_on(day)
    ]
    if varied:
        more += (f"      - {{name: {fact}不明, given: {{{fact}: 未知}}, expect: ?}}" for fact in witness.given)
        more += _without(witness, policy)
    return "\n".join([*rows, *(["    vary:", *more] if more else [])]) + "\n"


def _calendar_days(policy: Policy) -> Mapping[str, date]:
    """Return the days on which months and school years are hard to count, as far as the version is in force on them."""
    near = decision_dates(policy, most=1)[0]
    leap = next(year for year in range(near.year, near.year + 9) if isleap(year))
    days = {
        "二月二十九日": date(leap, *_LEAP),
        "学年最后一天": date(near.year + 1, 8, 31),
        "学年第一天": date(near.year + 1, 9, 1),
    }
    return {label: day for label, day in days.items() if policy.version_data.in_force.holds_on(day)}


def _without(witness: Witness, policy: Policy) -> Iterator[str]:
    """Yield variations in which a fact does not apply: a list is empty, or a fact that need not apply does not."""
    for vocabulary in policy.version_data.vocabularies:
        for name, value in witness.given.items():
            if name not in vocabulary:
                continue
            if isinstance(value, list) and value:
                yield f"      - {{name: 没有{name}, given: {{{name}: []}}, expect: ?}}"
            elif vocabulary[name].may_not_apply:
                yield f"      - {{name: {name}不适用, given: {{{name}: 不适用}}, expect: ?}}"
