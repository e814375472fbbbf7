"""The words of a test, turned into a check.

A text that as a whole is a choice or a name is that name. Otherwise the longest word of the table is taken off one end
and the rest must as a whole be a value; ranges, bands and lists are made of such parts. Nothing else is tried, so a
choice called 满意 or 非师范生 is never torn apart.
"""

from __future__ import annotations

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language import fault_codes
from xgxp_rules.language.bounds import Result, all_of
from xgxp_rules.language.explaining import explain, other_and
from xgxp_rules.language.faults import MOST_PARTS, Desk
from xgxp_rules.language.operands import Bench, Names
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.shapes import WORDED, outright_refusal, read_piece, read_whole, read_worded, worded_trap
from xgxp_rules.language.splitting import cut_word, pieces
from xgxp_rules.language.words import AND, word_alone
from xgxp_rules.language.written import infer_kind, parse_choice_list, parse_literal
from xgxp_rules.model.nodes import Both, Check
from xgxp_rules.model.values import Kind
from xgxp_rules.spans import Span

__all__ = ["Names", "infer_kind", "parse_check", "parse_choice_list", "parse_literal"]


def parse_check(
    text: str, kind: Kind, names: Names, *, span: Span, file: str, fact_name: str
) -> Check | list[Diagnostic]:
    """Return the check that the words of a test say of a fact of this kind, or what is wrong with them."""
    bench = Bench(names, Desk(kind, fact_name, span, file))
    result = _read(Phrase.of(text), bench)
    return [result] if isinstance(result, Diagnostic) else result


def _read(phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    return (
        outright_refusal(phrase, bench)
        or read_whole(phrase, bench)
        or worded_trap(phrase, bench)
        or (None if bench.kind.name in WORDED else other_and(phrase, bench, read_piece))
        or _joined(phrase, bench)
        or explain(phrase, bench, read_piece)
    )


def _joined(phrase: Phrase, bench: Bench) -> Result:
    """Read tests joined by 且; a single test is one part."""
    parts = pieces(phrase, AND)
    if len(parts) == 1:
        return read_piece(phrase, bench)
    if len(parts) > MOST_PARTS:
        return bench.desk.fault(fault_codes.TOO_DEEP, phrase, limit=MOST_PARTS)
    checks: list[Check] = []
    for part in parts:
        if bench.kind.name in WORDED and cut_word(part) is None and word_alone(part) is None:
            return read_worded(phrase, bench)
        check = read_piece(part, bench)
        if isinstance(check, Diagnostic):
            return check
        if check is None:
            return explain(part, bench, read_piece) if part.text else None
        checks.extend(check.parts if isinstance(check, Both) else (check,))
    return all_of(tuple(checks), phrase, bench)
