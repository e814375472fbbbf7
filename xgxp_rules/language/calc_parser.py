"""The arithmetic of `calc:`: names are found first, longest first, then a small grammar orders the signs.

A name may hold digits and signs, so no fixed set of tokens could read an expression; the scan hands the grammar
operands already found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language import fault_codes, faults
from xgxp_rules.language.faults import LONGEST_TEST, MOST_PARTS, Desk
from xgxp_rules.language.literals import MEASURE_WORDS, Amount, period_of, read_literal
from xgxp_rules.language.operands import Bench, Names, find_name
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.model.calc import BinaryOp, Calculation
from xgxp_rules.model.nodes import Constant, FactRef, ParameterRef
from xgxp_rules.model.values import NUMBER
from xgxp_rules.spans import Span

_SIGNS: Final = {
    "+": "PLUS",
    "-": "MINUS",
    "*": "TIMES",
    "×": "TIMES",
    "·": "TIMES",
    "/": "DIVIDED",
    "÷": "DIVIDED",
    "(": "OPEN",
    ")": "CLOSE",
}

Leaf = Constant | ParameterRef | FactRef


@dataclass(frozen=True, slots=True)
class _Token:
    type: str
    at: Phrase
    value: Leaf | None = None


def parse_calc(text: str, names: Names, *, span: Span, file: str) -> Calculation | list[Diagnostic]:
    """Return the expression written, or what is wrong with it; kinds are checked by whoever knows the facts."""
    bench = Bench(names, Desk(NUMBER, "", span, file))
    phrase = Phrase.of(text)
    if not phrase.text:
        return [bench.desk.fault(fault_codes.EMPTY, phrase)]
    if len(text) > LONGEST_TEST:
        return [bench.desk.fault(fault_codes.TOO_LONG, phrase, length=len(text), limit=LONGEST_TEST)]
    tokens = _tokens(phrase, bench)
    if isinstance(tokens, list):
        return tokens
    deep = _too_deep(tokens, bench)
    return [deep] if deep else _tree(tokens, phrase, bench)


def _tokens(phrase: Phrase, bench: Bench) -> tuple[_Token, ...] | list[Diagnostic]:
    tokens: list[_Token] = []
    unknown: list[Diagnostic] = []
    place, wants_operand = 0, True
    while place < len(phrase.text):
        sign = phrase.text[place]
        if sign == " ":
            place += 1
            continue
        found = _longest(phrase, place, bench) if wants_operand and sign not in _SIGNS else None
        if found is not None:
            tokens.append(found[0])
            place, wants_operand = found[1], False
        elif sign in _SIGNS:
            tokens.append(_Token(_SIGNS[sign], phrase.part(place, place + 1)))
            place, wants_operand = place + 1, sign != ")"
        else:
            stop = next(_stops(phrase.text, place))
            at = phrase.part(place, stop)
            if not wants_operand:
                return [bench.desk.fault(fault_codes.BAD_CALC, at, text=at.original)]
            unknown.append(_unknown(at, bench))
            tokens.append(_Token("OPERAND", at))
            place, wants_operand = stop, False
    return unknown or tuple(tokens)


def _longest(phrase: Phrase, start: int, bench: Bench) -> tuple[_Token, int] | None:
    """Return the longest name from here on, else the longest literal, with the place after it."""
    stops = [stop for stop in _stops(phrase.text, start) if stop > start]
    for read in (_name, _literal):
        for stop in reversed(stops):
            at = phrase.part(start, stop)
            value = read(at, bench)
            if value is not None:
                return _Token("OPERAND", at, value), stop
    return None


def _stops(text: str, start: int) -> Iterator[int]:
    """Yield every place where an operand may end: before a sign, and at the end."""
    yield from (place for place in range(start + 1, len(text)) if text[place] in _SIGNS)
    yield len(text)


def _name(at: Phrase, bench: Bench) -> Leaf | None:
    found = find_name(at, bench.names)
    return None if found is None else found[0]


def _literal(at: Phrase, bench: Bench) -> Leaf | None:
    if any(sign in _SIGNS for sign in at.text):
        return None
    reading = read_literal(at.text)
    if not isinstance(reading, Amount):
        return None
    units = MEASURE_WORDS | bench.names.measure_words() | {"", "%", "‰"}
    period = period_of(reading)
    if period is not None and (not reading.single or reading.unit not in {"分", "元"}):
        return Constant(period)
    return Constant(reading.number, reading.unit or None) if reading.single and reading.unit in units else None


def _unknown(at: Phrase, bench: Bench) -> Diagnostic:
    return faults.unknown_name(bench.desk, at, bench.names.candidates(), fault_codes.UNKNOWN_IN_CALC)


def _too_deep(tokens: tuple[_Token, ...], bench: Bench) -> Diagnostic | None:
    depth = 0
    for token in tokens:
        depth += (token.type == "OPEN") - (token.type == "CLOSE")
        if depth > MOST_PARTS:
            return bench.desk.fault(fault_codes.TOO_DEEP, token.at, limit=MOST_PARTS)
    return None


def _tree(tokens: tuple[_Token, ...], phrase: Phrase, bench: Bench) -> Calculation | list[Diagnostic]:
    from lark.exceptions import UnexpectedToken

    try:
        tree: Calculation = _grammar()(tokens)
    except UnexpectedToken as error:
        at = tokens[error.token.start_pos].at if error.token.type != "$END" else tokens[-1].at
        return [bench.desk.fault(fault_codes.BAD_CALC, at, text=at.original)]
    return tree


@lru_cache(maxsize=1)
def _grammar() -> Callable[[tuple[_Token, ...]], Any]:
    from lark import Lark, Token, Transformer, v_args
    from lark.lexer import Lexer

    class Found(Lexer):
        """Hands the grammar what the scan has found; the place of a token is its number."""

        def __init__(self, _conf: Any) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:
            for place, token in enumerate(lexer_state):
                value = token.at.text if token.value is None else token.value
                yield Token(token.type, value, start_pos=place)

    @v_args(inline=True)
    class Builder(Transformer[Any, Any]):
        """Turns signs into nodes."""

        def calc(self, tree: Any) -> Any:
            return tree

        def operand(self, token: Any) -> Any:
            return token.value

        def bracketed(self, _open: Any, tree: Any, _close: Any) -> Any:
            return tree

        def plus(self, left: Any, _sign: Any, right: Any) -> BinaryOp:
            return BinaryOp("+", left, right)

        def minus(self, left: Any, _sign: Any, right: Any) -> BinaryOp:
            return BinaryOp("−", left, right)

        def times(self, left: Any, _sign: Any, right: Any) -> BinaryOp:
            return BinaryOp("×", left, right)

        def divided(self, left: Any, _sign: Any, right: Any) -> BinaryOp:
            return BinaryOp("÷", left, right)

    grammar = Path(__file__).with_name("tests.lark").read_text(encoding="utf-8")
    parser = Lark(grammar, parser="lalr", start="calc", lexer=Found, transformer=Builder())

    def parse(tokens: tuple[_Token, ...]) -> Any:
        return parser.parse(tokens)

    return parse
