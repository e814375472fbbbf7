"""The part of a worksheet that a failing case is about: what came out, and the rules that differ from the expectation.

A rule belongs here when it leads to an outcome that was expected or came out, when the case names it, or when it is
open; of the others nothing is shown. Where no rule differs, every requirement is shown, and for values the facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Lang
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.procedures import look_at
from xgxp_rules.language.cases import Expectation
from xgxp_rules.model.report import DecisionReport, GuardReport, RequirementReport, RuleReport
from xgxp_rules.tools.beside_words import explain_procedure
from xgxp_rules.tools.missing_words import missing_words
from xgxp_rules.tools.wording import word
from xgxp_rules.tools.worksheets import fact_lines, lines_of


def sheet_of(decision: Decision, expected: Expectation, lang: Lang) -> list[str]:
    """Return the lines of the worksheet that show why a decision is not as expected."""
    report = decision.report(lang)
    parts = list(_parts(report, expected)) or list(report.requirements)
    # A value, or an answer that no rule gives, is explained by the facts it was worked out from.
    facts = fact_lines(report, lang) if expected.value is not None or not parts else []
    steps = _steps(decision, report, lang) if expected.owed is not None else []
    return [_head(report, lang), *lines_of(report, parts, lang), *facts, *steps, *_missing(report, lang)]


def _steps(decision: Decision, report: DecisionReport, lang: Lang) -> list[str]:
    """Return how far each procedure of the answer has come, step by step."""
    named = {name for one in report.details for name in one.procedure}
    named |= {name for one in report.procedure_owed for name in (one.procedure, one.title)}
    beside = decision.run.program.beside
    gone = [
        look_at(compiled, decision.run.env, as_of=decision.as_of)
        for compiled in (() if beside is None else beside.procedures)
        if {compiled.procedure.id, compiled.procedure.title} & named
    ]
    return [f"  {line}" for each in gone for line in explain_procedure(each, lang).split("\n")]


def _head(report: DecisionReport, lang: Lang) -> str:
    names = {one.id: one.label for one in (*report.details, *report.offers)}
    labels = [names.get(one, one) if lang == "zh" else one for one in report.possible]
    sign = "：" if lang == "zh" else ": "
    title = report.title if lang == "zh" else report.decision
    said = word("enum", lang).join(one for one in (*labels, report.value_text) if one)
    return f"{title}{sign}{word(report.status, lang)}" + (sign + said if said else "")


def _parts(report: DecisionReport, expected: Expectation) -> Iterator[RuleReport | RequirementReport | GuardReport]:
    named = {text for said in (expected.rules, expected.not_rules) if said is not None for text in said.texts}
    wanted = {
        text for said in (expected.outcome, expected.possible, expected.offers) if said for text in said.texts
    }
    labels = {one.id: one.label for one in (*report.details, *report.offers)}
    shown = {*report.possible, *(one.id for one in report.offers)}
    for rule in report.rules:
        concerned = rule.outcome in shown or rule.outcome in wanted or labels.get(rule.outcome, "") in wanted
        if rule.id in named or rule.truth is None or concerned or expected.margins:
            yield rule
    for requirement in report.requirements:
        if requirement.truth is not True or requirement.id in named:
            yield requirement
    for guard in report.guards:
        if guard.truth is not False:
            yield guard


def _missing(report: DecisionReport, lang: Lang) -> list[str]:
    return [f"  • {missing_words(one, lang)}" for one in report.missing]
