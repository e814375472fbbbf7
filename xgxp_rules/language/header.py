"""The head of a policy file: what it is, when it is in force, and the clauses of the printed document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from xgxp_rules.diagnostics import Both, nearest
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.located import LText
from xgxp_rules.language.numerals import read_numeral
from xgxp_rules.language.timing import Conventions, read_conventions
from xgxp_rules.model.policy import Clause, Document, InForce, PolicyKind, Status
from xgxp_rules.model.vocabulary import fold_name

_POLICY_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")

_KINDS = {
    "standing": Both("长期文件", "a standing document"),
    "notice": Both("通知", "a notice"),
    "law": Both("上位法", "a law"),
    "template": Both("模板", "a template"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the top of a policy file."""

    policy: str
    version: str
    title: str
    status: Status
    kind: PolicyKind
    jurisdiction: str
    in_force: InForce
    under: tuple[str, ...]
    units: tuple[str, ...]
    document: Document
    time: Conventions


def read_header(fields: Fields) -> Header:
    """Return the head of the file; what is missing or wrong has been reported."""
    kind = cast(PolicyKind, fields.word("kind") or "standing")
    fields.word("language")
    window = read_window_of(fields) or InForce()
    jurisdiction = _jurisdiction(fields)
    _check_window(fields, kind, window)
    policy = fields.text_node("policy")
    if policy is not None and not _POLICY_ID.fullmatch(policy.text):
        plain = re.sub(r"[\s_]+", "-", policy.text.strip().lower())
        mend = plain if _POLICY_ID.fullmatch(plain) else None
        fields.problems.say("XG138", policy.span, mend=mend, text=policy.text)
    return Header(
        "" if policy is None else policy.text,
        fields.text("version"),
        fields.text("title"),
        cast(Status, fields.word("status") or "draft"),
        kind,
        jurisdiction,
        window,
        fields.texts("under"),
        fields.texts("units"),
        _document(fields),
        read_conventions(fields),
    )


def _jurisdiction(fields: Fields) -> str:
    node = fields.text_node("jurisdiction")
    if node is None:
        return ""
    text = fold_name(node.text)
    if not re.fullmatch(r"[0-9]{6}", text):
        fields.problems.say("XG135", node.span, text=node.text)
    return text


def _check_window(fields: Fields, kind: PolicyKind, window: InForce) -> None:
    """Report a document that says too little about where and when it holds; a template says neither."""
    if kind == "notice" and window.until_on is None:
        fields.problems.say("XG312", fields.span("in_force"))
    placed = kind in ("law", "template") or "jurisdiction" in fields
    dated = kind == "template" or "in_force" in fields
    if not (placed and dated):
        fields.problems.say("XG313", fields.place, kind=_KINDS[kind])


def read_window_of(fields: Fields) -> InForce | None:
    """Return the window under `in_force`, or None where there is none."""
    window = fields.shape_at("in_force")
    if window is None:
        return None
    first, last = window.day("from"), window.day("until")
    if first is not None and last is not None and first > last:
        fields.problems.say("XG311", window.span("until"))
    return InForce(first, last, window.text("basis"))


def _document(fields: Fields) -> Document:
    document = fields.shape_at("document")
    if document is None:
        return Document()
    clauses: list[Clause] = []
    for item in document.items("clauses"):
        clause = read_fields(item, SHAPES["clause"], document.name("clauses"), fields.problems, start_of(item))
        node = None if clause is None else clause.text_node("id")
        if clause is None or node is None:
            continue
        made = Clause(
            node.text.strip(),
            clause.text("topic"),
            clause.text("not_computable"),
            clause.texts("inventory"),
            clause.text("partly"),
            node.span,
        )
        if made.not_computable and made.partly:
            fields.problems.say("XG136", clause.span("partly"), name=made.id)
        other = _clause_named(clauses, made.id)
        if other is not None:
            also, line = (other.span,), other.span.line
            fields.problems.say("XG121", node.span, also=also, name=made.id, other=other.id, line=line)
        clauses.append(made)
    return Document(document.text("issuer"), document.text("title"), document.text("number"), tuple(clauses))


def _clause_named(clauses: list[Clause] | tuple[Clause, ...], name: str) -> Clause | None:
    folded = fold_name(name)
    return next((clause for clause in clauses if fold_name(clause.id) == folded), None)


def cited(fields: Fields, document: Document, key: str = "clause") -> tuple[str, ...]:
    """Return the ids of the clauses that an entry cites; one that the document lacks is reported."""
    return tuple(cite(node, document, fields.problems) for node in fields.text_nodes(key))


def cited_with(fields: Fields, document: Document, key: str, other: str) -> tuple[str, ...]:
    """Return the clauses cited under a key that says something of another key, and is refused without it."""
    if key in fields and other not in fields:
        fields.problems.say("XG377", fields.span(key), name=fields.name(key), other=fields.name(other))
    return cited(fields, document, key)


def as_spelled(names: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """Return clause ids as the document spells them; unknown ones are left to whoever reports them."""
    found = (_clause_named(document.clauses, name) for name in names)
    return tuple(name if clause is None else clause.id for name, clause in zip(names, found, strict=True))


_NUMERAL = re.compile(r"\d+|[一二两三四五六七八九十百]+", re.ASCII)
_AROUND = re.compile(r"^第|[条款项章节]?[、.．]?$|\s")


def _bare(clause: str) -> str:
    """Return a clause's number by itself: `第二条`, `二、` and `2` are the same clause in other spellings."""
    text = _AROUND.sub("", fold_name(clause))
    number = read_numeral(text) if _NUMERAL.fullmatch(text) else None
    return text if number is None else str(number)


def cite(node: LText, document: Document, problems: Problems) -> str:
    """Return the id of one cited clause as the document spells it."""
    clause = _clause_named(document.clauses, node.text)
    if clause is not None:
        return clause.id
    ids = [each.id for each in document.clauses]
    mend = next((id for id in ids if _bare(id) == _bare(node.text)), None) or nearest(node.text, ids)
    problems.say("XG129", node.span, mend=mend, name=node.text)
    return node.text
