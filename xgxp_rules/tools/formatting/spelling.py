"""What each word becomes: the other language's key, a fact's id or label, a canonical number, sign or date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from xgxp_rules.language.located import LText
from xgxp_rules.language.normalising import normalise
from xgxp_rules.language.numerals import number_text, read_numeral
from xgxp_rules.language.phrases import fold
from xgxp_rules.language.text_rules import read_day
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.vocabulary import Fact, fold_name
from xgxp_rules.tools.formatting.edits import Edit, edit_of
from xgxp_rules.tools.formatting.roles import Word

KeyLang = Literal["zh", "en"]
NameForm = Literal["label", "id"]

_NUMERAL = re.compile("[一二两三四五六七八九十百]+")

_SIGNS = ((">=", "≥"), ("<=", "≤"), ("!=", "≠"))
"""Signs that YAML takes for its own where they stand unquoted."""


def edits_for(
    words: tuple[Word, ...], version: PolicyVersion, keys: KeyLang, names: NameForm | None
) -> Iterator[Edit]:
    """Yield what is to be replaced, in the file's order."""
    known = _Names(version)
    for word in words:
        text = _wanted(word, keys, names, known)
        edit = None if text is None else edit_of(word.text, text)
        if edit is not None:
            yield edit


def most_used(words: tuple[Word, ...]) -> KeyLang:
    """Return the language in which most keys are written; English where it is even."""
    chinese = sum(_is_chinese(word) for word in words if word.key is not None)
    english = sum(not _is_chinese(word) for word in words if word.key is not None)
    return "zh" if chinese > english else "en"


def _is_chinese(word: Word) -> bool:
    return word.key is not None and fold_name(word.text.text) == fold_name(word.key.zh) != word.key.en


def _wanted(word: Word, keys: KeyLang, names: NameForm | None, known: _Names) -> str | None:
    match word.role:
        case "key":
            return None if word.key is None else word.key.zh if keys == "zh" else word.key.en
        case "fact" | "decision" | "outcome":
            return None if names is None else known.spelled(word, names)
        case "day":
            parts = read_day(word.text.text)
            return None if parts is None else date(*parts).isoformat()
        case "window":
            return _NUMERAL.sub(_arabic, fold(word.text.text)) if word.text.text[:1] in "近" else None
        case "spelling":
            return _spelled(word.text)


def _arabic(match: re.Match[str]) -> str:
    number = read_numeral(match[0])
    return match[0] if number is None else number_text(number)


def _spelled(word: LText) -> str:
    text = normalise(word.text)
    if word.style == "plain":
        for sign, safe in _SIGNS:
            text = text.replace(sign, safe)
        if text.startswith(">"):
            # Unquoted, `>` alone begins a block of text; the wide sign the author wrote is safe.
            return word.text
    return text


class _Names:
    """The two spellings of facts, fields, decisions and outcomes."""

    def __init__(self, version: PolicyVersion) -> None:
        self.version = version
        self.facts: dict[str, set[tuple[str, str]]] = {}
        self.lists: dict[str, dict[str, tuple[str, str]]] = {}
        for vocabulary in version.vocabularies:
            for fact in vocabulary.facts:
                self._add(fact)

    def _add(self, fact: Fact) -> None:
        for name in (fact.id, fact.label):
            self.facts.setdefault(fold_name(name), set()).add((fact.id, fact.label))
            if fact.kind.fields:
                both = ((field.id, field.label) for field in fact.kind.fields)
                self.lists[fold_name(name)] = {fold_name(one): pair for pair in both for one in pair}

    def spelled(self, word: Word, form: NameForm) -> str | None:
        """Return a name in the form wanted, or None where it could be several things."""
        pair = self._pair(word)
        return None if pair is None else pair[0] if form == "id" else pair[1]

    def _pair(self, word: Word) -> tuple[str, str] | None:
        written = word.text.text.strip()
        match word.role:
            case "decision":
                found = self.version.decision(written)
                return None if found is None else (found.id, found.title)
            case "outcome":
                decision = self.version.decision(word.about)
                outcome = None if decision is None else decision.outcome(written)
                return None if outcome is None else (outcome.id, outcome.label)
            case _:
                return self._fact(fold_name(written), word.lists)

    def _fact(self, written: str, lists: tuple[str, ...]) -> tuple[str, str] | None:
        for name in lists:
            field = self.lists.get(fold_name(name), {}).get(written)
            if field is not None:
                return field
        pairs = self.facts.get(written, set())
        # What two kinds of record know under one name is left alone from either side, so that there is a way back.
        sure = len(pairs) == 1 and all(self.facts[fold_name(name)] == pairs for name in next(iter(pairs)))
        return next(iter(pairs)) if sure else None
