"""Replaying receipts: the same decision made again, byte for byte, or the first difference and which input moved.

A receipt is never believed: its seal is checked, its record read like any other, and the decision made anew by the
policies at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from xgxp_rules.diagnostics import Both, Lang, RecordError, XgxpError, register
from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.receipt import FORMAT, SEAL, canonical, compact, seal_of
from xgxp_rules.model.records import MODELS, Record, Records
from xgxp_rules.tools.receipts import receipt
from xgxp_rules.tools.record_files import read_text
from xgxp_rules.version import ENGINE_VERSION

NOT_RECEIPTS = register(
    "XG860",
    zh="文件里没有答复凭证：需要 `xgxp decide --receipts` 写出的文件",
    en="the file holds no receipts: a file written by `xgxp decide --receipts` is expected",
    exit=4,
)
NOT_JSON_LINE = register(
    "XG861",
    zh="第 {line} 行不是完整的 JSON",
    en="line {line} is not whole JSON",
    exit=4,
    mend_zh="请用 `xgxp decide --receipts` 重新写一份，或者从备份恢复",
    mend_en="Write it anew with `xgxp decide --receipts`, or restore it from a backup",
)

Verdict = Literal["same", "edited", "unknown_policy", "unknown_version", "newer_engine", "unreadable", "differs"]
Input = Literal["policy", "higher_law", "vocabulary", "engine", "nothing"]


@dataclass(frozen=True, slots=True)
class Replay:
    """What replaying one receipt came to.

    `place` is the path of the first difference in the receipt, `was` and `now` what stands there; `moved` names the
    inputs that are not the ones pinned.
    """

    verdict: Verdict
    policy: str = ""
    version: str = ""
    decision: str = ""
    as_of: str = ""
    subject: str = ""
    place: str = ""
    was: str = ""
    now: str = ""
    moved: tuple[Input, ...] = ()
    detail: str = ""


def receipts_in(text: str, file: str = "") -> list[Any]:
    """Return the receipts in a text: one JSON object, a list of them, or one a line.

    Raises:
        RecordError: the text is none of these.
    """
    stripped = text.strip()
    if not stripped:
        raise RecordError.of(NOT_RECEIPTS, file=file)
    try:
        data = json.loads(stripped)
    except ValueError:
        return [_line(line, number, file) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = data if isinstance(data, list) else [data]
    if not all(isinstance(one, dict) and one.get("format") for one in found) or not found:
        raise RecordError.of(NOT_RECEIPTS, file=file)
    return found


def _line(line: str, number: int, file: str) -> Any:
    try:
        found = json.loads(line)
    except ValueError:
        raise RecordError.of(NOT_JSON_LINE, file=file, line=number) from None
    if not isinstance(found, dict) or not found.get("format"):
        raise RecordError.of(NOT_RECEIPTS, file=file)
    return found


def replay(data: Mapping[str, Any], catalog: Catalog) -> Replay:
    """Return whether a receipt comes out again byte for byte, or the first difference and which input moved."""
    told = data.get("decision")
    if data.get("format") != FORMAT or not isinstance(told, Mapping):
        return Replay("unreadable", detail=str(data.get("format", ""))[:40])
    policy, version, decision, as_of = (
        str(told.get(name, "")) for name in ("policy", "version", "decision", "as_of")
    )
    same = Replay("same", policy, version, decision, as_of, str(data.get("subject", "")))
    if data.get(SEAL) != seal_of(data):
        return replace(same, verdict="edited")
    if _number(str(told.get("engine_version", ""))) > _number(ENGINE_VERSION):
        return replace(same, verdict="newer_engine", detail=str(told.get("engine_version")))
    if same.policy not in catalog.ids():
        return replace(same, verdict="unknown_policy")
    try:
        if not _wants_catalog(told) and _version(catalog, same.policy, same.version) is None:
            return replace(same, verdict="unknown_version")
        again = _again(data, told, catalog)
    except XgxpError as error:
        return replace(same, verdict="unreadable", detail=", ".join(one.code for one in error.diagnostics))
    if canonical(again) == canonical(data):
        return same
    place, was, now = next(_differences(data, again, ""))
    moved = _moved(told, again["decision"])
    return replace(same, verdict="differs", place=place, was=was, now=now, moved=moved)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def _wants_catalog(told: Mapping[str, Any]) -> bool:
    """Return whether it was asked who is governed by which version, or none was in force."""
    return bool(told.get("transitions")) or told.get("reason") in ("transition", "not_in_force")


def _version(catalog: Catalog, policy: str, version: str) -> Policy | None:
    return next((one for one in catalog.versions(policy) if one.version == version), None)


def _again(data: Mapping[str, Any], told: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Return the receipt of the same question asked again."""
    about = str(data.get("about", "teacher"))
    record = MODELS[about].load(data.get("record", {}))
    decision = _decided(data, told, catalog, record)
    known_at = data.get("known_at")
    return receipt(
        decision,
        subject=data.get("subject"),
        known_at=None if known_at is None else date.fromisoformat(str(known_at)),
        lang="en" if data.get("lang") == "en" else "zh",
    )


def _decided(data: Mapping[str, Any], told: Mapping[str, Any], catalog: Catalog, record: Record) -> Decision:
    as_of = date.fromisoformat(str(told["as_of"]))
    readings = dict(data.get("chosen") or {})
    others = _others(data)
    more: dict[str, Any] = {} if others is None else {"others": others}
    if _wants_catalog(told):
        return catalog.decide(
            str(told["policy"]), str(told["decision"]), record, as_of=as_of, readings=readings, **more
        )
    policy = _version(catalog, str(told["policy"]), str(told["version"]))
    assert policy is not None
    return policy.decide(str(told["decision"]), record, as_of=as_of, readings=readings or None, **more)


def _others(data: Mapping[str, Any]) -> Records | None:
    if "others" not in data:
        return None
    records = [MODELS[one["about"]].load(one["record"]) for one in data["others"]]
    return Records(records, complete=data.get("complete", {one.about for one in records}))


_LONGEST = 80

MOST_BYTES = 200_000_000
"""The largest file of receipts; a decision takes about 8,000 bytes."""


def _differences(was: Any, now: Any, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield every place where two pieces of JSON differ, as a JSON pointer with both values."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in sorted({*was, *now}):
            yield from _differences(was.get(name), now.get(name), f"{path}/{name}")
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for place, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _differences(one, other, f"{path}/{place}")
    elif was != now or type(was) is not type(now):
        yield path, _short(was), _short(now)


def _short(value: Any) -> str:
    text = compact(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _moved(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Input, ...]:
    """Return which of the pinned inputs are others now; none where the same inputs gave another answer."""
    pinned: tuple[tuple[Input, str], ...] = (
        ("policy", "content_hash"),
        ("higher_law", "higher_law"),
        ("vocabulary", "vocabulary_hash"),
        ("engine", "engine_version"),
    )
    return tuple(name for name, key in pinned if compact(was.get(key)) != compact(now.get(key))) or ("nothing",)


_SAID: dict[str, Both] = {
    "same": Both("一致", "same"),
    "edited": Both("内容与封印不符：出具之后被改动过", "the seal does not fit: edited after it was issued"),
    "unknown_policy": Both("没有这份政策", "there is no such policy"),
    "unknown_version": Both("政策没有这个版本了", "the policy has no such version any more"),
    "newer_engine": Both(
        "由更新的程序出具（{detail}），请升级后再核对", "issued by a newer engine ({detail}): upgrade first"
    ),
    "unreadable": Both("不是这个程序能读的凭证（{detail}）", "not a receipt this program can read ({detail})"),
    "differs": Both(
        "不一致：{place} 原为 {was}，现为 {now}；变了的是 {moved}",
        "differs: {place} was {was}, is {now}; moved: {moved}",
    ),
}
_MOVED: dict[str, Both] = {
    "policy": Both("政策文件", "the policy file"),
    "higher_law": Both("上位规定", "higher law"),
    "vocabulary": Both("内置的事实", "the built-in vocabulary"),
    "engine": Both("程序版本", "the engine"),
    "nothing": Both("所依据的都没有变，请报告此问题", "nothing that is pinned: please report this"),
}


def replay_words(found: Replay, lang: Lang = "zh") -> str:
    """Return what replaying one receipt came to, on one line."""

    def of(both: Both) -> str:
        return both.zh if lang == "zh" else both.en

    moved = ("、" if lang == "zh" else ", ").join(of(_MOVED[one]) for one in found.moved)
    said = of(_SAID[found.verdict]).format(
        detail=found.detail, place=found.place, was=found.was, now=found.now, moved=moved
    )
    head = " ".join(
        part for part in (found.subject, found.policy, found.version, found.decision, found.as_of) if part
    )
    return f"{head}：{said}" if lang == "zh" else f"{head}: {said}"


def replayed(path: str, catalog: Catalog) -> list[Replay]:
    """Return what replaying every receipt of a file comes to, in its order.

    Raises:
        UsageError: the file cannot be read.
        RecordError: it holds no receipts.
    """
    name, text = read_text(path, MOST_BYTES)
    return [replay(one, catalog) for one in receipts_in(text, name)]
