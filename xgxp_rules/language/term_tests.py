"""A term of the policy where a test wants a value: it stands for every value that it holds."""

from __future__ import annotations

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language import reach_messages as messages
from xgxp_rules.language.located import LText
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.scope import Found, Library, TermSet
from xgxp_rules.model.nodes import Check, Constant, OneOf
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import fold_name

_IS = ("属于", "为", "是", "is")
_IS_NOT = ("不属于", "不是", "非", "is not")


def term_check(value: LText, found: Found, library: Library) -> Check | None:
    """Return the check that a term's name stands for, or None where the words of a test name no term.

    A choice of the fact itself always wins over a term of the same name.
    """
    if not library.terms or found.fact.kind.name not in ("text", "reference", "choice"):
        return None
    text = Phrase.of(value.text).text.strip()
    if found.fact.kind.choice(value.text.strip()) is not None:
        return None
    for words, negated in ((("",), False), (_IS_NOT, True), (_IS, False)):
        for word in words:
            rest = text[len(word) :].strip()
            term = library.terms.get(fold_name(rest)) if text.startswith(word) else None
            if term is not None and found.fact.kind.choice(rest) is None:
                members = _values(term, found, value, library)
                return None if members is None else OneOf(tuple(map(Constant, members)), negated)
    return None


def term_members(item: LText, found: Found, library: Library) -> tuple[str, ...] | None:
    """Return the values that one item of a list of values stands for where it names a term, or None."""
    term = library.terms.get(fold_name(item.text)) if library.terms else None
    if term is None or found.fact.kind.choice(item.text.strip()) is not None:
        return None
    return _values(term, found, item, library)


def _values(term: TermSet, found: Found, node: LText, library: Library) -> tuple[str, ...] | None:
    """Return a term's values as the fact holds them: the ids of a choice, the words of a text."""
    kind = found.fact.kind
    if kind.name != "choice":
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
