"""Generated histories asked of the interpreter and of the engine's joins: years in a row, numbers of items, sequences.

A program of its own, because the engine is in C. Prints one line of JSON.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from engine_kit import policy_text

from xgxp_rules.engines.cohort import Setting, compile_cohort
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.rete.patterns import find_sequence
from xgxp_rules.engines.rete.witnesses import compile_test
from xgxp_rules.language.loader import load_policy
from xgxp_rules.model.nodes import Compare, Constant, FactRef, FactTest
from xgxp_rules.model.records import Teacher

GRADES = ("优秀", "合格", "基本合格", "不合格", "不定等次")
BELOW = {"等次": "基本合格 以下"}
FORMS: dict[str, dict[str, Any]] = {
    "run_latest": {"run": "年度考核", "where": BELOW},
    "run_any": {"run": "年度考核", "where": BELOW, "ending": "any"},
    "run_skips": {"run": "年度考核", "where": BELOW, "no_grade": "skips"},
    "run_any_skips": {"run": "年度考核", "where": {"等次": "优秀"}, "ending": "any", "no_grade": "skips"},
    "run_window": {"run": "年度考核", "where": BELOW, "within": "近5年度"},
    "count_below": {"count": "年度考核", "where": BELOW},
    "count_window": {"count": "年度考核", "where": {"等次": "合格"}, "within": "近3年度"},
    "count_refused": {"count": "岗位调整意见", "where": {"答复": "不同意"}},
    "again": {"count": "年度考核", "where": {"等次": "不合格", "学校": "新校"}},
}
AGREED = {"列表": "岗位调整意见", "其中": {"答复": "同意"}}
LOW = {"列表": "年度考核", "其中": BELOW}
CHAINS: dict[str, dict[str, Any]] = {
    "failed_after_moving": {"先后": [AGREED, {"列表": "年度考核", "其中": {"等次": "不合格"}}]},
    "failed_twice_after_moving": {"先后": [AGREED, LOW, LOW]},
    "refused_after_agreeing": {"先后": [AGREED, {"列表": "岗位调整意见", "其中": {"答复": "不同意"}}]},
    "moved_between_failures": {"先后": [LOW, AGREED, {**LOW, "期间": "近5个年度"}]},
}
"""Things that came one after another; most are also asked by the forms that pick the earliest entry after a day."""
AT_LEAST_ONE = Compare("eq", Constant(True))
PICKED = {
    "failed_after_moving": AT_LEAST_ONE,
    "failed_twice_after_moving": Compare("ge", Constant(2)),
    "refused_after_agreeing": AT_LEAST_ONE,
}
BY_PICKING: dict[str, dict[str, Any]] = {
    "first_agreed": {"earliest": "岗位调整意见", "where": {"答复": "同意"}, "take": "日期"},
    "day_after": {"day": "择first_agreed", "plus": "1天"},
    "year_after": {"day": "择first_agreed", "move": "次年初"},
    "failed_after_moving": {"exists": "年度考核", "where": {"等次": "不合格"}, "within": "自 择year_after 起"},
    "failed_twice_after_moving": {"count": "年度考核", "where": BELOW, "within": "自 择year_after 起"},
    "refused_after_agreeing": {
        "exists": "岗位调整意见",
        "where": {"答复": "不同意"},
        "within": "自 择day_after 起",
    },
}
ON = date(2026, 9, 1)


def history(rng: random.Random) -> dict[str, Any]:
    years = [year for year in range(2016, 2027) if rng.random() < 0.85]
    appraisals = [
        {
            "年度": str(year),
            "等次": "未知" if rng.random() < 0.04 else rng.choice(GRADES),
            "学校": rng.choice(["旧校", "新校"]),
        }
        for year in years
    ]
    rng.shuffle(appraisals)
    offers = [
        {
            "日期": f"{rng.randint(2018, 2026)}-05-0{rng.randint(1, 9)}",
            "答复": rng.choice(["同意", "不同意", "未答复", "未知"]),
        }
        for _ in range(rng.randint(0, 4))
    ]
    record: dict[str, Any] = {}
    if rng.random() < 0.95:
        record["年度考核"] = appraisals if rng.random() < 0.8 else {"完整": "否", "列": appraisals}
    if rng.random() < 0.9:
        record["岗位调整意见"] = offers
    if rng.random() < 0.5:
        record["任职经历"] = [{"学校": "旧校", "自": f"{rng.randint(2014, 2020)}-09-01"}]
    return record


def tests() -> list[FactTest]:
    chains = [FactTest(FactRef(name), AT_LEAST_ONE) for name in CHAINS]
    return chains + [
        FactTest(FactRef(name), Compare(op, Constant(needed)))
        for name in FORMS
        for op, needed in (("ge", 1), ("ge", 2), ("gt", 1), ("ge", 3), ("ge", 5))
    ]


def compare(seed: int, cases: int) -> dict[str, Any]:
    rng = random.Random(seed)
    facts = {label: {"id": label, **form} for label, form in (*FORMS.items(), *CHAINS.items())}
    facts |= {f"择{label}": {"id": f"p_{label}", **form} for label, form in BY_PICKING.items()}
    decisions = {"q": {"title": "问题", "outcomes": {"a": "成立", "b": "不成立"}, "otherwise": "b"}}
    rules = [
        {"id": name, "clause": "一", "decision": "q", "outcome": "a", "when": {name: ">= 1"}} for name in FORMS
    ]
    rules += [{"id": name, "clause": "一", "decision": "q", "outcome": "a", "when": [name]} for name in CHAINS]
    version = load_policy(policy_text(facts=facts, decisions=decisions, rules=rules), "t.yaml")
    cohort = compile_cohort(version, "teacher", (), ())
    compiled = [
        (test, compile_condition(test, cohort.scope)[0], compile_test(test, cohort.scope)) for test in tests()
    ]
    picked = {
        name: compile_condition(FactTest(FactRef(f"p_{name}"), check), cohort.scope)[0]
        for name, check in PICKED.items()
    }
    counts: Counter[str] = Counter()
    differing: list[str] = []
    for _ in range(cases):
        record = history(rng)
        setting = Setting(None, None, lambda _record: {})
        env = cohort.look(Teacher.model_validate(record), ON, setting).plain
        for test, judge, pattern in compiled:
            truth, shown = judge(env), pattern.look(env)
            counts[f"{test.fact.id}: {truth}"] += 1
            if (truth is True) is not (shown is not None):
                differing.append(f"{test}: {truth} against {shown} for {record}")
        truths = {test.fact.id: judge(env) for test, judge, _ in compiled if test.fact.id in CHAINS}
        for name, by_picking in picked.items():
            other = by_picking(env)
            if None not in (truths[name], other):
                counts[f"{name} both ways"] += 1
                if truths[name] is not other:
                    differing.append(f"{name}: {truths[name]} against {other} by picking for {record}")
    counts["sequences"] = _sequences(rng, cases, differing)
    return {"counts": counts, "differing": differing[:3], "mismatches": len(differing)}


def _sequences(rng: random.Random, cases: int, differing: list[str]) -> int:
    found_any = 0
    for _ in range(cases):
        names = [rng.choice("提拒岗") for _ in range(rng.randint(1, 4))]
        happened = [(number, rng.choice("提拒岗谈")) for number in range(1, rng.randint(1, 12))]
        found = find_sequence(names, happened)
        left = list(names)
        for _number, name in happened:
            if left and name == left[0]:
                left.pop(0)
        in_order = found is None or (
            list(found) == sorted(found) and [dict(happened)[one] for one in found] == names
        )
        if (not left) is not (found is not None) or not in_order:
            differing.append(f"{names} in {happened}: {found}")
        found_any += found is not None
    return found_any


if __name__ == "__main__":
    print(json.dumps(compare(int(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
