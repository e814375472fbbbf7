"""`explain`: one decision in words, as a card for the person concerned or as a worksheet for whoever checks it.

Everything said comes from the decision's receipt, so a stored receipt explains itself without policy or record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, assert_never

from xgxp_rules.diagnostics import Lang
from xgxp_rules.model.report import DecisionReport
from xgxp_rules.tools.cards import card_of, cards_of
from xgxp_rules.tools.worksheets import worksheet

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision

Detail = Literal["card", "worksheet"]
Layout = Literal["text", "markdown"]


def explain(
    decision: Decision | DecisionReport, *, lang: Lang = "zh", detail: Detail = "card", layout: Layout = "text"
) -> str:
    """Return a decision in words, at most 100 screen cells wide.

    `detail` is "card" for about five lines that a teacher can read, or "worksheet" for the whole tree of conditions
    with every value, margin, clause and assumption. `lang` is "zh" or "en"; a stored receipt keeps the values' words of
    the language it was written in. `layout` is "text" for screens and paper, or "markdown".
    """
    report = (
        decision if isinstance(decision, DecisionReport) else decision.report(lang, ledger=detail == "worksheet")
    )
    match detail:
        case "card":
            card = card_of(report, lang)
            return card.markdown() if layout == "markdown" else card.text()
        case "worksheet":
            sheet = worksheet(report, lang)
            return f"```text\n{sheet}\n```\n" if layout == "markdown" else sheet
        case _:
            assert_never(detail)


def explained(
    decisions: Iterable[Decision | DecisionReport],
    *,
    lang: Lang = "zh",
    detail: Detail = "card",
    layout: Layout = "text",
) -> str:
    """Return several decisions in words, one below the other; cards of one policy and day share a heading."""
    if detail == "worksheet":
        sheets = (explain(one, lang=lang, detail=detail, layout=layout) for one in decisions)
        return "\n\n".join(sheet.rstrip("\n") for sheet in sheets)
    reports = [one if isinstance(one, DecisionReport) else one.report(lang) for one in decisions]
    cards = cards_of(reports, lang)
    return "\n\n".join(card.markdown().rstrip("\n") if layout == "markdown" else card.text() for card in cards)


def receipts(decisions: Iterable[Decision], lang: Lang = "zh") -> str:
    """Return the receipts as one JSON array; the same decisions give the same bytes."""
    return "[\n" + ",\n".join(one.model_dump_json(indent=2, lang=lang) for one in decisions) + "\n]"
