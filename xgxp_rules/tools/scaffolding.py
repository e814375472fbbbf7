"""Beginnings: a policy, a rule, a case, and the boundary cases of a policy with `expect: ?` for a person to fill.

What is drafted is asked of the interpreter only as far as finding the edge; what must come out there is nobody's
business but the officer's, so it is never filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import Decision
from xgxp_rules.tools.lint.witnesses import flow
from xgxp_rules.tools.mutation.mutants import Mutant, mutants_of
from xgxp_rules.tools.search import Differs, RuleHolds, Witness, decision_dates, find_record

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
_NAMES = ((-1, "前一天"), (1, "后一天"))


def new_policy(policy_id: str, start: date) -> str:
    """Return a small sound policy file to write over, as a draft that begins on a day."""
    return _POLICY.format(id=policy_id, version=start.year, start=start.isoformat())


def new_rule(decision: Decision, clause: str) -> str:
    """Return a rule of a decision, for its first outcome, to be put under `rules:`."""
    order = "、".join(outcome.label for outcome in decision.outcomes)
    return _RULE.format(order=order, decision=decision.id, outcome=decision.outcomes[0].id, clause=clause)


def new_case(policy: Policy) -> str:
    """Return a case file of one unfilled case."""
    decision = policy.version_data.decisions[0]
    as_of = decision_dates(policy, most=1)[0].isoformat()
    return _head(policy, decision.about) + _CASE.format(as_of=as_of, decision=decision.id)


def new_cases(policy: Policy, about: str = "teacher") -> str:
    """Return a case file with the boundary cases of every decision about one kind of record, all unfilled.

    Each bound in the policy gets a record on its edge, asked on the day, the day before and the day after, with each
    of its facts missing, on 29 February and on both sides of a school year's beginning.
    """
    blocks: dict[str, str] = {}
    named: Counter[str] = Counter()
    for decision in policy.version_data.decisions:
        if decision.about == about:
            for name, witness in _edges(policy, decision):
                key = f"{decision.id} {sorted(witness.given.items(), key=str)}"
                if key not in blocks:
                    title = f"{decision.title}：{name}"
                    named[title] += 1
                    numbered = title if named[title] == 1 else f"{title}（{named[title]}）"
                    blocks[key] = _block(numbered, decision, witness, policy)
    return _head(policy, about) + "\n".join(blocks.values())


def _head(policy: Policy, about: str) -> str:
    return f'policy: {policy.id}\nversion: "{policy.version}"\nabout: {about}\n\ncases:\n'


def _edges(policy: Policy, decision: Decision) -> Iterator[tuple[str, Witness]]:
    """Yield a record on the edge of each bound, and one for each rule."""
    dates = decision_dates(policy, most=2)
    for mutant in mutants_of(policy.version_data):
        if mutant.kind == "comparison" and mutant.reading is None:
            found = find_record((policy, _changed(policy, mutant)), decision.id, Differs(), dates=dates)
            if isinstance(found, Witness):
                yield f"{mutant.owner} 的界限", found
    for rule in policy.version_data.rules_of(decision.id):
        found = find_record(policy, decision.id, RuleHolds(rule.id), dates=dates)
        if isinstance(found, Witness):
            yield rule.title or rule.id, found


def _changed(policy: Policy, mutant: Mutant) -> Policy:
    return Policy(mutant.applied(policy.version_data), policy.catalog)


def _block(name: str, decision: Decision, witness: Witness, policy: Policy) -> str:
    rows = [
        f"  - name: {name}",
        f"    as_of: {witness.as_of.isoformat()}",
        f"    decision: {decision.id}",
        f"    given: {flow(dict(witness.given))}",
        "    expect: ?",
        "    vary:",
    ]
    days = {label: witness.as_of + timedelta(step) for step, label in _NAMES}
    days |= _calendar_days(witness.as_of)
    first, last = (
        policy.version_data.in_force.from_on or date.min,
        policy.version_data.in_force.until_on or date.max,
    )
    for label, day in days.items():
        if first <= day <= last and day != witness.as_of:
            rows.append(f"      - {{name: {label}, as_of: {day.isoformat()}, expect: ?}}")
    rows += (f"      - {{name: {fact}不明, given: {{{fact}: 未知}}, expect: ?}}" for fact in witness.given)
    rows += _without(witness, policy)
    return "\n".join(rows) + "\n"


def _calendar_days(near: date) -> Mapping[str, date]:
    """Return the days of the calendar on which months and school years are hard to count."""
    leap = next(
        year for year in range(near.year, near.year + 9) if year % 4 == 0 and (year % 100 or year % 400 == 0)
    )
    return {
        "二月二十九日": date(leap, *_LEAP),
        "学年最后一天": date(near.year + 1, 8, 31),
        "学年第一天": date(near.year + 1, 9, 1),
    }


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
