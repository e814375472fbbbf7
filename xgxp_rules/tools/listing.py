"""What a catalog holds: each version with its window, its status and the terms it leaves open, as text or data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Both, Diagnostic, Lang, NotInForce, PolicyError
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.tools.layout import aligned, titled
from xgxp_rules.tools.wording import brackets, word


@dataclass(slots=True)
class Listing:
    """The versions that could be read, and the problems of those that could not."""

    policies: tuple[Policy, ...]
    problems: tuple[Diagnostic, ...]
    sources: dict[str, str]


def list_policies(catalog: Catalog, as_of: date | None = None) -> Listing:
    """Return every version of every policy, or with a day the versions in force on it, by policy id."""
    found: list[Policy] = []
    problems: list[Diagnostic] = []
    sources: dict[str, str] = {}
    for policy_id in catalog.ids():
        try:
            found += catalog.versions(policy_id) if as_of is None else [catalog.in_force(policy_id, as_of)]
        except NotInForce:
            continue
        except PolicyError as error:
            problems += error.diagnostics
            sources |= error.sources
    return Listing(tuple(found), tuple(problems), sources)


def listing_data(policies: tuple[Policy, ...]) -> list[dict[str, Any]]:
    """Return the versions as plain data for JSON."""
    return [_data(policy) for policy in policies]


def _data(policy: Policy) -> dict[str, Any]:
    version = policy.version_data
    window = version.in_force
    return {
        "policy": version.id,
        "version": version.version,
        "title": version.title,
        "status": version.status,
        "jurisdiction": version.jurisdiction,
        "in_force": {
            "from": None if window.from_on is None else window.from_on.isoformat(),
            "until": None if window.until_on is None else window.until_on.isoformat(),
            "basis": window.basis,
        },
        "decisions": [
            {"id": one.id, "title": one.title, "about": one.about, "question": one.question}
            for one in version.decisions
        ],
        "open_terms": [
            {"id": fact.id, "label": fact.label, "defined_by": fact.undefined.defined_by}
            for fact in version.undefined()
            if fact.undefined is not None
        ],
        "readings": [{"id": one.id, "status": one.status, "default": one.default} for one in version.readings],
        "content_hash": version.content_hash,
    }


def listing_text(policies: tuple[Policy, ...], lang: Lang) -> str:
    """Return the versions as a table for a screen, the open terms and readings of each below it."""
    blocks = aligned([_row(policy, lang) for policy in policies])
    lines = [
        line for policy, block in zip(policies, blocks, strict=True) for line in (*block, *_below(policy, lang))
    ]
    return "\n".join(lines)


def listing_markdown(policies: tuple[Policy, ...], lang: Lang) -> str:
    """Return the versions as a Markdown table."""
    heads = (
        ("政策", "版本", "状态", "施行", "名称", "待明确")
        if lang == "zh"
        else ("policy", "version", "status", "in force", "title", "open terms")
    )
    rows = [[*_row(policy, lang), _open_terms(policy, lang)] for policy in policies]
    table = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table) + "\n"


def _row(policy: Policy, lang: Lang) -> list[str]:
    version = policy.version_data
    window = version.in_force
    days = f"{window.from_on or ''} … {window.until_on or ''}".strip()
    return [version.id, version.version, word(version.status, lang), days, version.title]


def _below(policy: Policy, lang: Lang) -> list[str]:
    version = policy.version_data
    rows = (
        (Both("决定", "decides"), _decisions(policy, lang)),
        (Both("待明确", "open"), _open_terms(policy, lang)),
        (Both("有歧义", "readings"), word("enum", lang).join(one.id for one in version.readings)),
        (Both("推定", "assumed"), version.in_force.basis),
    )
    lines: list[str] = []
    for name, text in rows:
        if text:
            lines += titled(name.zh if lang == "zh" else name.en, text, name_width=10)
    return lines


def _decisions(policy: Policy, lang: Lang) -> str:
    named = (f"{one.title} {one.id}" if lang == "zh" else one.id for one in policy.version_data.decisions)
    return word("enum", lang).join(named)


def _open_terms(policy: Policy, lang: Lang) -> str:
    terms = (
        fact.label + brackets(fact.undefined.defined_by if fact.undefined else "", lang)
        for fact in policy.version_data.undefined()
    )
    return word("enum", lang).join(terms)
