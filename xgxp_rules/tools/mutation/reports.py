"""What became of the mutants, in words and as JSON: the sentences that no case protects, each with a case to add."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.diagnostics import Lang
from xgxp_rules.tools.layout import table
from xgxp_rules.tools.mutation.judging import COUNTED, Fate, Judgement, Mutation, PolicyMutation
from xgxp_rules.tools.mutation.kinds import KINDS, Kind

KIND_WORDS: Final[dict[Kind, Words]] = {
    "comparison": Words("比较", "comparison"),
    "threshold": Words("界限", "threshold"),
    "condition": Words("条件", "condition"),
    "junction": Words("且或", "and/or"),
    "alternative": Words("取值", "alternative"),
    "exception": Words("例外", "exception"),
    "window": Words("期间", "window"),
    "precedence": Words("先后", "precedence"),
    "rounding": Words("进位", "rounding"),
    "effect": Words("后果", "effect"),
}
FATE_WORDS: Final[dict[Fate, Words]] = {
    "killed": Words("被发现", "killed"),
    "survived": Words("漏过", "survived"),
    "unproven": Words("存疑", "unproven"),
    "limit": Words("搜索中止", "search stopped"),
    "equivalent": Words("等价", "equivalent"),
    "unread": Words("没有用到", "unread"),
}
FATES: Final[tuple[Fate, ...]] = ("killed", "survived", "unproven", "limit", "equivalent", "unread")


def _say(words: Words, lang: Lang) -> str:
    return words.zh if lang == "zh" else words.en


def mutation_text(mutation: Mutation, lang: Lang = "zh") -> str:
    """Return every survivor as the sentence that no case protects, and the figures below."""
    blocks = ["\n".join(_survivor(policy, one, lang)) for policy in mutation.policies for one in policy.survivors]
    title = "改动测试" if lang == "zh" else "Mutation"
    said = "得分" if lang == "zh" else "score"
    seconds = "秒" if lang == "zh" else "s"
    total = f"{said} {mutation.score:.1f}%  ({mutation.seconds:.1f} {seconds})"
    return "\n\n".join([*blocks, "\n".join([title, *_figures(mutation, lang), f"  {total}"])])


def _survivor(policy: PolicyMutation, one: Judgement, lang: Lang) -> Iterator[str]:
    place = f"{policy.file}:{one.line}" if one.line else policy.file
    kind = _say(KIND_WORDS[one.kind], lang)
    under = (
        ""
        if one.reading is None
        else ("（解读：{}，{}）" if lang == "zh" else " (reading {}: {})").format(*one.reading)
    )
    unseen = "没有案例能发现：" if lang == "zh" else "no case would notice: "
    yield f"{place}: {kind} {one.owner}{under}"
    yield f"  {unseen}{_say(one.said, lang)}"
    yield from (f"  {line}" for line in _why(one, lang))


def _why(one: Judgement, lang: Lang) -> Iterator[str]:
    ready = one.ready
    if ready is not None:
        differs = "原文得出 {}，改后得出 {}" if lang == "zh" else "as written: {}; changed: {}"
        add = (
            "可以补上这个案例，结果请对照原文核实"
            if lang == "zh"
            else "add this case, checked against the document"
        )
        yield (
            f"{differs.format(ready.original, ready.mutant)}；{add}"
            if lang == "zh"
            else (f"{differs.format(ready.original, ready.mutant)}; {add}")
        )
        yield from ready.case.rstrip("\n").split("\n")
    elif one.fate == "unproven":
        known = f"（{one.cell}）" if one.cell and lang == "zh" else f" ({one.cell})" if one.cell else ""
        said = (
            "存疑：有的情形下结果不同，但没有造出这样的记录"
            if lang == "zh"
            else ("unproven: somewhere the answers differ, but no record could be built")
        )
        yield said + known
    elif one.fate == "limit":
        yield (
            f"搜索到 {one.steps} 步中止，不知道有没有这样的记录"
            if lang == "zh"
            else f"the search stopped after {one.steps} steps; whether there is such a record is not known"
        )


def _figures(mutation: Mutation, lang: Lang) -> list[str]:
    heads = ["", *(_say(FATE_WORDS[fate], lang) for fate in FATES), "得分" if lang == "zh" else "score"]
    rows = [heads]
    for one in mutation.policies:
        counted = one.count(*COUNTED)
        score = f"{100 * one.count('killed') / counted:.1f}%" if counted else "–"
        rows.append([f"{one.policy} {one.version}", *(str(one.count(fate)) for fate in FATES), score])
    return table(rows, indent=2)


def mutation_data(mutation: Mutation) -> dict[str, Any]:
    """Return the mutants as plain data."""
    return {
        "score": round(mutation.score, 2),
        "seconds": round(mutation.seconds, 3),
        "policies": [
            {
                "policy": one.policy,
                "version": one.version,
                "file": one.file,
                "counts": {fate: one.count(fate) for fate in FATES},
                "kinds": {kind: sum(each.kind == kind for each in one.judgements) for kind in KINDS},
                "mutants": [_mutant(each) for each in one.judgements],
            }
            for one in mutation.policies
        ],
    }


def _mutant(one: Judgement) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": one.kind,
        "owner": one.owner,
        "line": one.line or None,
        "change": {"zh": one.said.zh, "en": one.said.en},
        "fate": one.fate,
    }
    if one.reading is not None:
        data["reading"] = {one.reading[0]: one.reading[1]}
    if one.killed_by:
        data["killed_by"] = one.killed_by
    if one.steps:
        data["steps"] = one.steps
    if one.cell:
        data["cell"] = one.cell
    if one.ready is not None:
        ready = one.ready
        differ = {"original": ready.original, "mutant": ready.mutant, "tried": ready.tried}
        data["witness"] = {
            "case": ready.case,
            "decision": ready.decision,
            "as_of": ready.as_of.isoformat(),
            **differ,
        }
    return data
