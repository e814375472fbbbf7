"""The table of test words as text, Markdown or data: one row for each meaning, and what to write instead of others."""

from __future__ import annotations

from typing import Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.language.words import CIVIL_CODE, INSTEAD, Row, TestWord, table
from xgxp_rules.tools.layout import WIDTH, flow, titled
from xgxp_rules.tools.layout import table as lay_out

_WORDS_WIDTH = 70


def words_data() -> dict[str, Any]:
    """Return the table as plain data for JSON."""
    rows = [
        {
            "meaning": row.meaning,
            "title": {"zh": row.title.zh, "en": row.title.en},
            "words": [
                {
                    "text": one.text,
                    "place": one.place,
                    "use": one.use,
                    "lang": one.lang,
                    "source": one.source,
                    "example": one.example,
                }
                for one in row.words
            ],
        }
        for row in table()
    ]
    return {"meanings": rows, "instead": INSTEAD}


def words_text(lang: Lang) -> str:
    """Return the table for a screen."""
    rows: list[list[str]] = []
    for row in table():
        lines = flow(_listed(row), _WORDS_WIDTH)
        rows += [[_title(row, lang) if line is lines[0] else "", line] for line in lines]
    return "\n".join([*lay_out(rows), "", *titled("*", _note(lang), indent=0, name_width=2), "", *_instead(lang)])


def words_markdown(lang: Lang) -> str:
    """Return the table as Markdown."""
    heads = ("意思", "词") if lang == "zh" else ("meaning", "words")
    rows = [heads, ("---", "---"), *((_title(row, lang), "  ".join(_listed(row))) for row in table())]
    lines = [
        "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in row) + " |" for row in rows
    ]
    return "\n".join([*lines, "", f"\\* {_note(lang)}", "", *_instead(lang)]) + "\n"


def _title(row: Row, lang: Lang) -> str:
    return row.title.zh if lang == "zh" else row.title.en


def _listed(row: Row) -> list[str]:
    return list(dict.fromkeys(_spelled(one) for one in row.words))


def _spelled(one: TestWord) -> str:
    """Return the word with … where its value stands, starred where the Civil Code fixes its bound."""
    star = "*" if one.source == CIVIL_CODE else ""
    match one.place:
        case "before":
            return f"{one.text}…{star}"
        case "after":
            return f"…{one.text}{star}"
        case "alone":
            return f"{one.text}{star}"


def _note(lang: Lang) -> str:
    if lang == "zh":
        return f"{CIVIL_CODE}所定；其余由本表规定。词后写（含）或（不含）的，以所写为准"
    return f"fixed by {CIVIL_CODE}, the others by this table; （含） or （不含） after a word wins over the word"


def _instead(lang: Lang) -> list[str]:
    head = "不收的词 → 请写" if lang == "zh" else "not in the table → write"
    return [head, *flow((f"{old} → {new}" for old, new in INSTEAD.items()), WIDTH, gap=4)]
