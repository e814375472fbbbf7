"""What a roster came to, as data: totals that add up, outcomes, what is missing, the quotas.

Of every decision: read = decided + undetermined + rejected. A blocked answer counts as decided: it is an answer.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from xgxp_rules.diagnostics import Both, Diagnostic, Lang
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.model.quota_report import Counts, QuotaResult
from xgxp_rules.tools.rosters.answered import Row
from xgxp_rules.tools.rosters.deciding import DecidedRoster, Totals
from xgxp_rules.tools.rosters.lacking import lacking
from xgxp_rules.tools.rosters.messages import UNUSED_COLUMN, UNUSED_SHEET
from xgxp_rules.tools.rosters.units import unit_of

MOST_MISSING = 5


def summary(done: DecidedRoster, lang: Lang) -> dict[str, Any]:
    """Return the summary as plain data."""
    roster = done.roster
    standings: Counter[tuple[str, tuple[str, ...], str]] = Counter(
        (one.quota, one.group, one.state) for one in done.quotas.standings
    )
    return {
        "policy": done.policy.id,
        "version": done.policy.version,
        "title": done.policy.title,
        "as_of": done.as_of.isoformat(),
        "read": sum(one.read for one in done.totals),
        "accepted": sum(one.accepted for one in done.totals),
        "rejected": sum(one.rejected for one in done.totals),
        "kinds": [_of_kind(one) for one in done.totals],
        "decisions": [_decision(declared, rows, done) for declared, rows in done.decisions],
        "quotas": [quota_row(one, standings) for one in done.quotas.results],
        "quota_members": done.quotas.members,
        "quota_people": [
            {
                "quota": one.quota,
                "group": "/".join(one.group),
                "id": one.id,
                "standing": one.state,
                "missing": list(one.missing),
            }
            for one in done.quotas.standings
        ],
        "rejected_cells": [
            {
                "file": one.file,
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "value": one.shown(private=True),
                "code": one.problem.code,
                "expected": one.expected(lang, private=True),
                "cells_in_row": one.among,
            }
            for one in roster.rejects
        ],
        "notes": [note_text(one, lang) for one in notes_of(done)],
        "written": done.written,
    }


def _of_kind(one: Totals) -> dict[str, Any]:
    told = KINDS[one.about]
    return {
        "about": one.about,
        "label": told.zh,
        "read": one.read,
        "accepted": one.accepted,
        "rejected": one.rejected,
    }


def notes_of(done: DecidedRoster) -> list[Diagnostic]:
    """Return what is to be said beside the figures: what is not there, what was not used, what was not counted."""
    missing = [
        (
            declared.about,
            Both(declared.title or declared.id, declared.id),
            Counter(one for row in rows if row.status == "undetermined" for one in row.missing),
        )
        for declared, rows in done.decisions
    ]
    for quota in done.policy.effective.quotas:
        people = {one.id: one.missing for one in done.quotas.standings if one.quota == quota.id}
        counts = Counter(one for each in people.values() for one in each)
        missing.append((quota.about, Both(f"比例“{quota.title}”", f"quota {quota.id}"), counts))
    gaps = list(lacking(done.policy, done.roster.tables, missing))
    meant = {one.mend for one in gaps}
    others = [one for one in done.roster.notes if one.code not in _UNUSED or dict(one.args)["name"] not in meant]
    return [*gaps, *others, *done.notes, *done.quotas.notes]


_UNUSED = (UNUSED_COLUMN, UNUSED_SHEET)


def note_text(note: Diagnostic, lang: Lang) -> str:
    """Return a note with what to write instead."""
    hint = note.hint(lang)
    return note.headline(lang) + (("；" if lang == "zh" else "; ") + hint if hint else "")


def _decision(declared: Declared, rows: list[Row], done: DecidedRoster) -> dict[str, Any]:
    status = Counter(row.status for row in rows)
    outcomes = Counter(one for row in rows if row.status in ("determined", "blocked") for one in row.outcomes)
    missing = Counter(one for row in rows if row.status == "undetermined" for one in row.missing)
    none = sum(1 for row in rows if row.status in ("determined", "blocked") and not row.outcomes)
    counted = [
        {"id": one.id, "label": one.label, "count": outcomes[one.id]}
        for one in declared.outcomes
        if outcomes[one.id]
    ]
    return {
        "id": declared.id,
        "title": declared.title,
        "about": declared.about,
        "read": len(rows),
        "decided": status["determined"] + status["blocked"],
        "blocked": status["blocked"],
        "undetermined": status["undetermined"],
        "rejected": status["rejected"],
        "awaiting": sum(1 for row in rows if row.awaited),
        "outcomes": counted + ([{"id": "", "label": "", "count": none}] if none else []),
        "missing": [{"label": label, "count": count} for label, count in missing.most_common(MOST_MISSING)],
        "engine": "columns" if declared.id in done.in_columns else "interpreter",
    }


def quota_row(one: QuotaResult, standings: Counter[tuple[str, tuple[str, ...], str]]) -> dict[str, Any]:
    """Return one quota of one group, with the bound that is nearest to being broken, and who could be counted."""
    bound = min(
        (each for each in one.bounds if each.slack is not None),
        key=lambda each: each.slack.at_least if each.slack is not None else 0,
        default=next(iter(one.bounds), None),
    )
    return {
        "quota": one.quota,
        "title": one.title,
        "group": "/".join(one.group),
        "status": one.status,
        "members": one.members,
        "base": span_of(one.base),
        "counted": span_of(one.counted),
        "bound": "" if bound is None else bound.text,
        "side": "" if bound is None else bound.side,
        "required": "" if bound is None else span_of(bound.required),
        "slack": "" if bound is None else span_of(bound.slack),
        "could": standings[one.quota, one.group, "could"],
        "open": standings[one.quota, one.group, "open"] + (standings[one.quota, (), "open"] if one.group else 0),
    }


def span_of(counts: Counts | None) -> str:
    """Return a count, or from which to which it may be."""
    if counts is None:
        return "?"
    return str(counts.at_least) if counts.known else f"{counts.at_least}~{counts.at_most}"


def told_span(text: str, lang: Lang) -> str:
    """Return a count, or from which to which it may be, in words.

    >>> told_span("-2~-1", "zh")
    '-2 至 -1'
    """
    unknown = "未知" if lang == "zh" else "unknown"
    return unknown if text == "?" else text.replace("~", " 至 " if lang == "zh" else " to ")


STATUS = {
    "determined": ("已定", "determined"),
    "blocked": ("被阻却", "blocked"),
    "undetermined": ("未定", "undetermined"),
    "rejected": ("退回", "rejected"),
}
QUOTA_STATUS = {
    "floor": {"met": ("达到", "met"), "missed": ("未达到", "missed")},
    "ceiling": {"met": ("未超过", "kept"), "missed": ("超过", "exceeded")},
    "target": {"met": ("达到", "met"), "missed": ("偏离", "off target")},
}
"""How a quota came out, by the side of its bound; what is open is open on every side."""
SIDES = {"floor": ("不少于", "at least"), "ceiling": ("不多于", "at most"), "target": ("目标", "target")}


def quota_status(one: dict[str, Any], lang: Lang) -> str:
    """Return how a quota came out, in words that fit a floor, a ceiling or a target."""
    words = QUOTA_STATUS.get(one["side"], QUOTA_STATUS["floor"])
    return said(words.get(one["status"], ("未定", "open")), lang)


def said(pair: tuple[str, str], lang: Lang) -> str:
    """Return a pair's words in a language."""
    return pair[lang == "en"]


def totals(data: dict[str, Any], lang: Lang) -> list[str]:
    """Return how many records of each kind were read, and that what became of them adds up."""
    kinds, zh = data["kinds"], lang == "zh"
    rule = ("下表每项：读入 = 已定 + 未定 + 退回", "in each row read = decided + undetermined + rejected")
    lines = []
    for one in kinds:
        name = one["label"] if zh else KINDS[one["about"]].en
        read, good, bad = one["read"], one["accepted"], one["rejected"]
        named = "" if len(kinds) == 1 and one["about"] == "teacher" else f"{name}：" if zh else f"{name}: "
        if zh:
            lines.append(f"{named}读入 {read} {unit_of(one['about'])} = 受理 {good} + 退回 {bad}")
        else:
            lines.append(f"{named}read {read} = accepted {good} + rejected {bad}")
    return (
        [f"{lines[0]}{'；' if zh else '; '}{said(rule, lang)}"] if len(lines) == 1 else [*lines, said(rule, lang)]
    )


def outcomes_text(one: dict[str, Any], lang: Lang) -> str:
    """Return the outcomes of a decision with how many have each."""
    zh = lang == "zh"
    none = "没有一项成立" if zh else "none applies"
    parts = [f"{(each['label'] if zh else each['id']) or none} {each['count']}" for each in one["outcomes"]]
    if one["blocked"]:
        parts.append(f"其中被阻却 {one['blocked']}" if zh else f"{one['blocked']} of them blocked")
    if one["awaiting"]:
        parts.append(f"其中待选定 {one['awaiting']}" if zh else f"{one['awaiting']} of them await a choice")
    return ("，" if zh else ", ").join(parts)
