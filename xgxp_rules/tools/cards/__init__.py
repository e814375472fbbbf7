"""The answer card: about five lines that a teacher can read, as named paragraphs that any front door can set.

A card names clauses, never the codes of rules, and says only what bears on this answer. The order is that of the
questions people ask: what, by which clause, why, what else, what was assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xgxp_rules.diagnostics import Lang
from xgxp_rules.model.report import DecisionReport
from xgxp_rules.tools.cards.card import ROWS, Card
from xgxp_rules.tools.cards.for_all import missing_name, why_of
from xgxp_rules.tools.cards.heading import awaited_words, heading_of, place_of
from xgxp_rules.tools.cards.writing import Writer

__all__ = [
    "ROWS",
    "Card",
    "awaited_words",
    "card_of",
    "cards_of",
    "heading_of",
    "missing_name",
    "place_of",
    "why_of",
]


def card_of(report: DecisionReport, lang: Lang = "zh") -> Card:
    """Return the card of one receipt."""
    return Writer(report, lang).card()


def cards_of(reports: Sequence[DecisionReport], lang: Lang = "zh") -> tuple[Card, ...]:
    """Return the cards of several receipts; what all of them share (version, day) stands once, on a card in front."""
    shared = {(place_of(report, lang), report.in_force_basis) for report in reports}
    if len(reports) < 2 or len(shared) > 1:
        return tuple(card_of(report, lang) for report in reports)
    place, basis = shared.pop()
    name = ROWS["assumed"].zh if lang == "zh" else ROWS["assumed"].en
    front = Card(place, "", ((name, basis),) if basis else ())
    own = (card_of(report.model_copy(update={"in_force_basis": ""}), lang) for report in reports)
    return (front, *(replace(card, place="") for card in own))
