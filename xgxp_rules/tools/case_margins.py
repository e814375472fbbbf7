"""How far a fact must be from its bound: the margins of a decision against those a case expects.

A margin is written as the worksheet shows it, with or without the word for its side: `1天`, `差1天`, `恰好`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import Said
from xgxp_rules.model.report import ConditionReport, DecisionReport
from xgxp_rules.model.vocabulary import fold_name

_SIDES: Final = re.compile(r"^(差|缺|少|超出|超|多|余|早|晚)|(short|over|under|earlier|later)$")
_BARE: Final = re.compile(r"[\d./]+")
_UNIT: Final = re.compile(r"[^\d./年月天日岁]+$")
_EXACT: Final = ("恰好", "exactly", "0")


def margins_of(decision: Decision, name: str) -> list[tuple[bool, str]]:
    """Return whether each bound on a fact is met, and by how much, in the order of the rules; repeats left out."""
    report = decision.report()
    wanted = fold_name(name)
    found = [
        (node.margin.met, node.margin.by)
        for root in _roots(report)
        for node in _tests(root)
        if node.margin is not None and wanted in (fold_name(node.fact or ""), fold_name(node.label or ""))
    ]
    return list(dict.fromkeys(found))


def margin_text(met: bool, by: str) -> str:
    """Return a margin as a case would write it.

    >>> margin_text(False, "1天"), margin_text(True, "3个月"), margin_text(True, "0天")
    ('差1天', '3个月', '0天')
    """
    return by if met or _is_nothing(by) else f"差{by}"


def agrees(said: Said, margins: list[tuple[bool, str]]) -> bool:
    """Return whether one of the margins is the one that was written."""
    text = fold_name(said.texts[0]).replace(" ", "")
    if text in _EXACT:
        return any(_is_nothing(by) for _met, by in margins)
    short = text.startswith(("差", "缺")) or text.endswith("short")
    amount = _SIDES.sub("", text)
    return any(_same(fold_name(by).replace(" ", ""), amount) and not (short and met) for met, by in margins)


def _same(by: str, amount: str) -> bool:
    """Return whether an amount is the one found; a number may leave its measure word out."""
    return by == amount or (_BARE.fullmatch(amount) is not None and _UNIT.sub("", by) == amount)


def _is_nothing(by: str) -> bool:
    return not re.search(r"[1-9]", by)


def _roots(report: DecisionReport) -> Iterator[ConditionReport]:
    for rule in report.rules:
        yield from (one for one in (rule.when, rule.unless) if one is not None)
    for requirement in report.requirements:
        yield from (
            one for one in (requirement.applies_to, requirement.need, requirement.unless) if one is not None
        )
    for guard in report.guards:
        yield from (one for one in (guard.when, guard.unless) if one is not None)


def _tests(node: ConditionReport) -> Iterator[ConditionReport]:
    yield node
    for part in node.parts:
        yield from _tests(part)
