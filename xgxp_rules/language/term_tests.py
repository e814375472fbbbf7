"""A term of the policy where a test wants a value: it stands for every value that it holds."""

from __future__ import annotations

import re

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language import reach_messages as messages
from xgxp_rules.language.located import LText
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.scope import Found, Library
from xgxp_rules.model.nodes import Check, Constant, Contains, OneOf
from xgxp_rules.model.terms import TermSet
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import fold_name

_IS = ("属于", "为", "是", "one of", "is", "")
_IS_NOT = ("不属于", "不是", "非", "is not")
_HAS = ("包含", "contains")
_LACKS = ("不包含", "does not contain")
_OR = re.compile(r"或|\bor\b")
_OR_LISTED = re.compile(r"或|\bor\b|、|,")


def term_check(value: LText, found: Found, library: Library) -> Check | None:
    """Return the check that a term's name stands for, alone or joined by 或, or None where the words name no term.

    A choice of the fact itself always wins over a term of the same name.
    """
    kind = found.fact.kind
    if not library.terms or kind.name not in ("text", "reference", "choice", "list"):
        return None
    text = Phrase.of(value.text).text.strip()
    if kind.choice(value.text.strip()) is not None:
        return None
    listed = kind.name == "list"
    for words, negated in ((_LACKS, True), (_HAS, False)) if listed else ((_IS_NOT, True), (_IS, False)):
        for word in words:
            rest = text[len(word) :].strip()
            if text.startswith(word) and (parts := _parts(rest, found, library, negated)):
                members = (
                    None if _unknown_part(parts, found, value, library) else _members(parts, found, value, library)
                )
                operands = None if members is None else tuple(map(Constant, members))
                return None if operands is None else (Contains if listed else OneOf)(operands, negated)
    return None


def _parts(text: str, found: Found, library: Library, negated: bool) -> list[str | TermSet]:
    """Return the terms and values that a text lists, nothing where no term is among them.

    After a negation only 或 joins, as it does everywhere.
    """
    kind = found.fact.kind
    whole = library.terms.get(fold_name(text))
    if whole is not None:
        return [] if kind.choice(text) is not None else [whole]
    named: list[str | TermSet] = []
    for part in (_OR if negated else _OR_LISTED).split(text):
        word = part.strip()
        term = library.terms.get(fold_name(word))
        if term is not None and kind.choice(word) is None:
            named.append(term)
        elif word:
            named.append(word)
        else:
            return []
    return named if any(isinstance(one, TermSet) for one in named) else []


def _unknown_part(parts: list[str | TermSet], found: Found, node: LText, library: Library) -> bool:
    """Return whether one of the parts is neither a term nor a choice of the fact, which is reported."""
    kind = found.fact.kind
    wrong = [one for one in parts if isinstance(one, str) and kind.choices and choice_id(kind, one) is None]
    known = [*(choice.label for choice in kind.choices), *(term.name for term in library.terms.values())]
    for name in wrong:
        mend = nearest(name, known)
        library.problems.say(messages.NEITHER, node.span, mend=mend, fact=found.fact.label, name=name)
        library.broken = True
    return bool(wrong)


def _members(parts: list[str | TermSet], found: Found, node: LText, library: Library) -> tuple[str, ...] | None:
    """Return every value that the parts stand for, each once."""
    kind = found.fact.kind
    values: dict[str, None] = {}
    for part in parts:
        if isinstance(part, TermSet):
            own = _values(part, found, node, library)
            if own is None:
                return None
            values |= dict.fromkeys(own)
        else:
            values[choice_id(kind, part) or part] = None
    return tuple(values)


def term_members(item: LText, found: Found, library: Library) -> tuple[str, ...] | None:
    """Return the values that one item of a list of values stands for where it names a term, or None."""
    term = library.terms.get(fold_name(item.text)) if library.terms else None
    if term is None or found.fact.kind.choice(item.text.strip()) is not None:
        return None
    return _values(term, found, item, library)


def _values(term: TermSet, found: Found, node: LText, library: Library) -> tuple[str, ...] | None:
    """Return a term's values as the fact holds them: the ids of a choice, the words of a text."""
    kind = found.fact.kind
    if not kind.choices:
        return term.members
    ids = [choice_id(kind, member) for member in term.members]
    for member, known in zip(term.members, ids, strict=True):
        if known is None:
            mend = nearest(member, [choice.label for choice in kind.choices])
            library.problems.say(
                messages.NOT_A_CHOICE, node.span, mend=mend, term=term.name, name=member, fact=found.fact.label
            )
            library.broken = True
            return None
    return tuple(known for known in ids if known is not None)


def choice_id(kind: Kind, member: str) -> str | None:
    """Return the id of the choice that a word names, or None."""
    folded = fold_name(member)
    for choice in kind.choices:
        if folded in (fold_name(choice.id), fold_name(choice.label)):
            return choice.id
    return None
