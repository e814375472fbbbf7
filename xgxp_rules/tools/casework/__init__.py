"""Cases as a clerk sees them: cards, tables of the history, and the morning list, in Chinese or English."""

from xgxp_rules.tools.casework.cards import case_card, due_table, history_table, receipt_line
from xgxp_rules.tools.casework.reading import check_options, facts_in, horizon, within_words

__all__ = [
    "case_card",
    "check_options",
    "due_table",
    "facts_in",
    "history_table",
    "horizon",
    "receipt_line",
    "within_words",
]
