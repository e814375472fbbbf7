"""Conditions and values in words, as a change to them is told: the author's words before, the printer's after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.language.printer import Lang, print_check
from xgxp_rules.model.nodes import AllOf, AnyOf, AtLeast, Condition, Constant, FactRef, FactTest, Not, operands
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.values import NUMBER, Kind
from xgxp_rules.model.vocabulary import Fact


def fact_of(ref: FactRef, about: str, version: PolicyVersion, check: Any = None) -> Fact | None:
    """Return the declaration of a fact, or of a field of an item of whichever list has one of that name.

    Of several lists that have one, the first counts whose field knows the choices that a check names.
    """
    vocabularies = [one for one in version.vocabularies if not about or one.about == about] or version.vocabularies
    if ref.scope == "record" and not ref.path:
        return next((one[ref.id] for one in vocabularies if ref.id in one), None)
    fields = [
        field
        for vocabulary in vocabularies
        for fact in vocabulary.facts
        for field in fact.kind.fields
        if field.id == ref.id and not ref.path
    ]
    named = [one.value for one in operands(check) if isinstance(one, Constant)] if check is not None else []
    fitting = [one for one in fields if all(_knows(one.kind, value) for value in named)]
    return next(iter(fitting or fields), None)


def _knows(kind: Kind, value: Any) -> bool:
    return not isinstance(value, str) or not kind.choices or kind.choice(value) is not None


def fact_kind(ref: FactRef, about: str, version: PolicyVersion) -> Kind | None:
    """Return the kind of a fact, where it can be told."""
    fact = fact_of(ref, about, version)
    return None if fact is None else fact.kind


def words_of_test(test: FactTest, about: str, version: PolicyVersion, *, written: bool = True) -> Words:
    """Return a test in words; `written` keeps the author's own where there are any."""
    return Words(
        _test(test, about, version, "zh", written and bool(test.text)), _test(test, about, version, "en", False)
    )


def _test(test: FactTest, about: str, version: PolicyVersion, lang: Lang, written: bool) -> str:
    name = _namer(about, version, lang, test.check)
    fact = fact_of(test.fact, about, version, test.check)
    if written or fact is None:
        return f"{name(test.fact)}: {test.text}".removesuffix(": ")
    return f"{name(test.fact)}: {print_check(test.check, fact.kind, lang, label_of=name)}"


def _namer(about: str, version: PolicyVersion, lang: Lang, check: Any) -> Callable[[FactRef], str]:
    def name(ref: FactRef) -> str:
        fact = None if lang == "en" else fact_of(ref, about, version, check)
        return ".".join((ref.id if fact is None else fact.label, *ref.path))

    return name


def condition_words(condition: Condition, about: str, version: PolicyVersion) -> Words:
    """Return a condition in words."""
    match condition:
        case FactTest():
            return words_of_test(condition, about, version)
        case Not(part=part):
            inner = condition_words(part, about, version)
            return Words(f"并非（{inner.zh}）", f"not ({inner.en})")
        case AllOf(parts=parts):
            return _joined(parts, about, version, "，且 ", " and ")
        case AnyOf(parts=parts):
            return _joined(parts, about, version, "，或 ", " or ")
        case AtLeast(needed=needed, parts=parts):
            inner = _joined(parts, about, version, "、", ", ")
            return Words(f"至少 {needed} 项：{inner.zh}", f"at least {needed} of: {inner.en}")


def _joined(parts: tuple[Condition, ...], about: str, version: PolicyVersion, zh: str, en: str) -> Words:
    words = [condition_words(part, about, version) for part in parts]
    return Words(zh.join(one.zh for one in words), en.join(one.en for one in words))


def value_words(value: Any, unit: str) -> Words:
    """Return a value in words.

    >>> value_words(4, "次").zh, value_words(True, "").en
    ('4次', 'yes')
    """
    kind = Kind("number", unit=unit) if unit else NUMBER
    return Words(show_value(value, kind, "zh"), show_value(value, kind, "en"))
