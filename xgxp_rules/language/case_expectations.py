"""What a case expects, read into frozen data: one expectation for each decision, and the place of every word.

What is None is not looked at. A `?` is kept as it stands: it says that a person still has to fill it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from xgxp_rules.language.case_keys import (
    EXPECTATION,
    NO_SUCH_STATUS,
    NOTHING_EXPECTED,
    ONE_DECISION,
    STATUSES,
    UNFILLED,
)
from xgxp_rules.language.fields import Fields, Problems, read_fields
from xgxp_rules.language.located import LList, LText, Node
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span


@dataclass(frozen=True, slots=True)
class Said:
    """One word or list of words of a case, with its place; `listed` where it was written as a list."""

    texts: tuple[str, ...]
    span: Span
    listed: bool = field(default=False, compare=False)

    @property
    def open(self) -> bool:
        """Return whether somebody still has to fill this in."""
        return any(text in UNFILLED for text in self.texts)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come out of one decision; what is None is not looked at.

    An outcome without a status asks for a determined decision, so that nothing passes by being blocked or open.
    `margins` are pairs of a fact and how far it must be from its bound.
    """

    decision: str
    outcome: Said | None = None
    status: Said | None = None
    possible: Said | None = None
    missing: Said | None = None
    rules: Said | None = None
    not_rules: Said | None = None
    offers: Said | None = None
    blocked_by: Said | None = None
    value: Said | None = None
    owed: Said | None = None
    consequences: Said | None = None
    margins: tuple[tuple[str, Said], ...] = ()
    span: Span = field(default_factory=Span.none, compare=False, repr=False)

    def said(self) -> Iterator[tuple[str, Said]]:
        """Yield what is expected, by the key it is written under."""
        for key in KEYS:
            found: Said | None = getattr(self, key)
            if found is not None:
                yield key, found
        for name, said in self.margins:
            yield f"margin.{name}", said


QUOTAS: Final = ("quotas", "比例")
"""Under `expect` this speaks of a roster, not of a decision."""

PROCESS: Final = ("process", "流程")
"""Under `expect` this speaks of where a process has come to."""

BESIDE: Final = (*QUOTAS, *PROCESS)
"""What may stand under `expect` beside the decisions."""

KEYS: Final = (
    "outcome",
    "status",
    "possible",
    "missing",
    "rules",
    "not_rules",
    "offers",
    "blocked_by",
    "value",
    "owed",
    "consequences",
)
"""The keys that take words, in the order in which they are shown."""


def read_expectations(fields: Fields, decision: str) -> Iterator[Expectation]:
    """Yield what stands under `expect`; with a decision named beside it, it speaks of that one only."""
    node, problems = fields.node("expect"), fields.problems
    if node is None:
        return
    if isinstance(node, LText) and node.text.strip() in UNFILLED:
        yield Expectation(decision, outcome=Said((node.text.strip(),), node.span), span=node.span)
    elif not decision:
        for entry in fields.named("expect"):
            if fold_name(entry.key.text) in BESIDE:
                continue
            yield from _expectation(entry.key.text.strip(), entry.value, entry.key.span, problems)
    elif isinstance(node, LList):
        problems.say(ONE_DECISION, node.span)
    else:
        yield from _expectation(decision, node, fields.span("expect"), problems)


def _expectation(decision: str, node: Node, place: Span, problems: Problems) -> Iterator[Expectation]:
    """Yield what is expected of one decision: an outcome alone, or its particulars."""
    if isinstance(node, LText):
        yield Expectation(decision, outcome=Said((node.text.strip(),), node.span), span=place)
        return
    fields = read_fields(node, EXPECTATION, decision, problems, place)
    if fields is None:
        return
    if not fields.entries:
        problems.say(NOTHING_EXPECTED, place, name=decision)
    said = {key: _said(fields, key) for key in KEYS if key != "status"}
    yield Expectation(decision, status=_status(fields), margins=_margins(fields), span=place, **said)


def _said(fields: Fields, key: str) -> Said | None:
    """Return the texts under a key; an empty list says that there must be none."""
    node = fields.entries[key].value if key in fields else None
    if isinstance(node, LList) and not node.items:
        return Said((), node.span, listed=True)
    return Said(fields.texts(key), fields.span(key), isinstance(node, LList)) if key in fields else None


def _margins(fields: Fields) -> tuple[tuple[str, Said], ...]:
    return tuple(
        (entry.key.text.strip(), Said((entry.value.text.strip(),), entry.value.span))
        for entry in fields.named("margin")
        if isinstance(entry.value, LText)
    )


def _status(fields: Fields) -> Said | None:
    node = fields.text_node("status")
    if node is None:
        return None
    if node.text.strip() in UNFILLED:
        return Said((node.text.strip(),), node.span)
    status = STATUSES.get(fold_name(node.text))
    if status is None:
        fields.problems.say(NO_SUCH_STATUS, node.span, text=node.text)
        return None
    return Said((status,), node.span)
