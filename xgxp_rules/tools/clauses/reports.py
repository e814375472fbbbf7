"""The coverage of clauses as text for a screen, as a Markdown page, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.tools.clauses.covering import STATES, Clauses, Entry, State, VersionCover
from xgxp_rules.tools.clauses.words import SIGNS, counted, spoken, state_word, term_words, told
from xgxp_rules.tools.layout import both_ends, table, titled
from xgxp_rules.tools.wording import brackets, word

_TERMS = Both("待明确", "open")
_ASSUMED = Both("推定", "assumed")


def clauses_text(found: Clauses, lang: Lang) -> str:
    """Return every clause for a screen, what is open below each document, and the sums at the end."""
    lines: list[str] = []
    for cover in found.versions:
        lines += [*_version_lines(cover, lang), ""]
    return "\n".join([*lines, *_sums_lines(found, lang)])


def _version_lines(cover: VersionCover, lang: Lang) -> list[str]:
    version = cover.version
    lines = both_ends(version.title, f"〔{version.id} {version.version}〕")
    lines += table(
        [[SIGNS[one.state], one.clause.id, _topic(one.clause, lang), told(one, lang)] for one in cover.clauses],
        indent=2,
    )
    for name, text in ((_TERMS, _terms(cover, lang)), (_ASSUMED, version.in_force.basis)):
        if text:
            lines += titled(spoken(name, lang), text, name_width=8)
    return lines


def _topic(clause: Any, lang: Lang) -> str:
    return str(clause.topic) + brackets(word("enum", lang).join(clause.inventory), lang)


def _terms(cover: VersionCover, lang: Lang) -> str:
    return word("enum", lang).join(term_words(one, lang) for one in cover.open_terms)


def _sums_lines(found: Clauses, lang: Lang) -> list[str]:
    rows = [[spoken(Both("条款", "clauses"), lang), *_sums(_states(found.versions), lang)]]
    if found.entries:
        rows.append(
            [spoken(Both("清单编号", "list entries"), lang), *_sums((one.state for one in found.entries), lang)]
        )
    return table(rows)


def _sums(states: Iterable[State], lang: Lang) -> list[str]:
    sums = counted(states)
    shown = [f"{SIGNS[state]} {state_word(state, lang)} {count}" for state, count in sums.items()]
    return [str(sum(sums.values())), *shown]


def _states(covers: Iterable[VersionCover]) -> list[State]:
    return [one.state for cover in covers for one in cover.clauses]


def clauses_markdown(found: Clauses, lang: Lang, level: int = 2) -> str:
    """Return a page: the sums by document and by list, then a table of every document; headings begin at `level`."""
    parts = [_documents_table(found, lang)]
    if found.entries:
        parts.append(_entries_table(found.entries, lang))
    for title, covers in _documents(found.versions):
        parts.append(f"{'#' * level} {title}")
        parts += (_version_markdown(cover, lang, level + 1) for cover in covers)
    return "\n\n".join(parts) + "\n"


def _documents(versions: Iterable[VersionCover]) -> list[tuple[str, list[VersionCover]]]:
    """Return the versions by the printed document that they stand for, several files of one document together."""

    def key(cover: VersionCover) -> tuple[str, str]:
        version = cover.version
        return version.id.rpartition(".")[0], version.document.title or version.title

    return [(name, list(covers)) for (_, name), covers in groupby(versions, key)]


def _documents_table(found: Clauses, lang: Lang) -> str:
    heads = (spoken(Both("文件", "document"), lang), spoken(Both("条款", "clauses"), lang), *_state_heads(lang))
    rows = []
    for title, covers in _documents(found.versions):
        states = _states(covers)
        rows.append((title, str(len(states)), *map(str, counted(states).values())))
    states = _states(found.versions)
    rows.append((spoken(Both("合计", "all"), lang), str(len(states)), *map(str, counted(states).values())))
    return _markdown_table(heads, rows)


def _state_heads(lang: Lang) -> tuple[str, ...]:
    return tuple(state_word(state, lang) for state in STATES)


def _entries_table(entries: tuple[Entry, ...], lang: Lang) -> str:
    heads = (spoken(Both("清单", "list"), lang), spoken(Both("项", "entries"), lang), *_state_heads(lang))
    rows = []
    for name, group in groupby(entries, lambda one: one.id.partition("-")[0]):
        of_list = list(group)
        sums = counted(one.state for one in of_list)
        rows.append(
            (f"{of_list[0].id} … {of_list[-1].id}" if name else "", str(len(of_list)), *map(str, sums.values()))
        )
    sums = counted(one.state for one in entries)
    rows.append((spoken(Both("合计", "all"), lang), str(len(entries)), *map(str, sums.values())))
    return _markdown_table(heads, rows)


def _version_markdown(cover: VersionCover, lang: Lang, level: int) -> str:
    version = cover.version
    heads = Both("条款 主题 清单编号 结论 依靠什么、或为什么", "clause topic entries state by")
    rows = [
        (
            one.clause.id,
            one.clause.topic,
            " ".join(one.clause.inventory),
            state_word(one.state, lang),
            told(one, lang, "`"),
        )
        for one in cover.clauses
    ]
    parts = [f"{'#' * level} {version.title}\n\n`{version.id}` {version.version}"]
    parts.append(_markdown_table(spoken(heads, lang).split(" "), rows))
    for name, text in ((_TERMS, _terms(cover, lang)), (_ASSUMED, version.in_force.basis)):
        if text:
            parts.append(f"{spoken(name, lang)}{word('colon', lang)}{text}")
    return "\n\n".join(parts)


def _markdown_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def clauses_data(found: Clauses) -> dict[str, Any]:
    """Return everything as plain data for JSON."""
    return {
        "documents": [_version_data(cover) for cover in found.versions],
        "entries": [
            {
                "id": one.id,
                "state": one.state,
                "clauses": [{"policy": policy, "clause": clause} for policy, clause in one.clauses],
            }
            for one in found.entries
        ],
        "sums": {
            "clauses": counted(_states(found.versions)),
            "entries": counted(one.state for one in found.entries),
        },
    }


def _version_data(cover: VersionCover) -> dict[str, Any]:
    version = cover.version
    return {
        "policy": version.id,
        "version": version.version,
        "title": version.title,
        "document": version.document.title,
        "issuer": version.document.issuer,
        "assumed": version.in_force.basis,
        "clauses": [
            {
                "id": one.clause.id,
                "topic": one.clause.topic,
                "entries": list(one.clause.inventory),
                "state": one.state,
                "reason": one.reason,
                "by": [{"part": each.part, "id": each.id, "title": each.title} for each in one.by],
            }
            for one in cover.clauses
        ],
        "open_terms": [
            {"name": one.name, "who": one.who, "clauses": list(one.clauses), "is_value": one.is_value}
            for one in cover.open_terms
        ],
    }
