"""A record on which original and mutant differ, written out as a case for the suite that lacks it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import CaseFile, load_cases, plain
from xgxp_rules.library.policy import Policy
from xgxp_rules.tools.beside_words import PROBLEMS, consequence_words
from xgxp_rules.tools.case_findings import standing
from xgxp_rules.tools.cases import run_case
from xgxp_rules.tools.mutation.judging import Ready
from xgxp_rules.tools.mutation.near import Difference, Given


def ready_case(
    found: Difference,
    name: str,
    readings: Mapping[str, str],
    suite: CaseFile,
    policies: tuple[Policy, Policy],
    *,
    mutant_says: str = "",
) -> Ready:
    """Return the difference as a case of a suite, tried there: it must pass on the original and fail on the mutant.

    What the suite gives to every case is taken back with `未知` where the record would say nothing of it; then all that
    makes no difference is left out.
    """
    one, other = found.decisions
    about = _about_of(one, suite)
    shared = _shared(suite, about)
    draft = _Draft(name, found, readings, suite, shared, policies)
    texts = [{}, {key: "未知" for key in shared if key not in found.given}]
    given = next((all_of for more in texts if draft.works(all_of := {**more, **found.given})), None)
    said = mutant_says or _outcome(other)
    if given is None:
        text = draft.text({**texts[1], **found.given})
        return Ready(text, one.decision, found.as_of, _outcome(one), said, tried=False)
    text = draft.text(draft.least(given))
    return Ready(text, one.decision, found.as_of, _outcome(one), said, tried=True)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A case in the making: what it is called, which difference it shows, and the suite it would stand in."""

    name: str
    found: Difference
    readings: Mapping[str, str]
    suite: CaseFile
    shared: Given
    policies: tuple[Policy, Policy]

    def text(self, given: Given) -> str:
        """Return the case as YAML."""
        beside = {} if self.found.others == _others(self.suite) else self.found.others
        found = replace(self.found, others=beside)
        return _case_text(self.name, found, given, self.readings, _about_of(found.decisions[0], self.suite))

    def works(self, given: Given) -> bool:
        """Return whether the case passes on the original and fails on the mutant."""
        return _tells_apart(self.text(given), self.suite, self.shared, self.policies)

    def least(self, given: Given) -> Given:
        """Return what is left of the given facts when everything is taken out without which the case still works."""
        kept = dict(given)
        for key in list(kept):
            fewer = {name: value for name, value in kept.items() if name != key}
            if self.works(fewer):
                kept = fewer
                continue
            for item in list(kept[key]) if isinstance(kept[key], list) else ():
                shorter = {**kept, key: [one for one in kept[key] if one is not item]}
                if self.works(shorter):
                    kept = shorter
        return kept


def _about_of(decision: Decision, suite: CaseFile) -> str:
    """Return the kind of record a case has to name for itself, nothing where it is the file's own."""
    about = decision.run.program.decision.about
    return "" if about == suite.about else about


def _shared(suite: CaseFile, about: str) -> dict[str, Any]:
    """Return what the file gives to all of its cases about its own kind of record; of another kind, nothing."""
    alike = (case for case in suite.cases if case.about == suite.about)
    layer = () if about else next((case.layers[0] for case in alike), ())
    return {entry.key.text: plain(entry.value) for entry in layer}


def _others(suite: CaseFile) -> dict[str, Any]:
    """Return the records that the file hands in beside those of all its cases."""
    known = [{entry.key.text: plain(entry.value) for entry in case.others} for case in suite.cases]
    return known[0] if known and all(one == known[0] for one in known) else {}


def _tells_apart(text: str, suite: CaseFile, shared: Given, policies: tuple[Policy, Policy]) -> bool:
    head = f"policy: {flow(suite.policy)}\nversion: {flow(suite.version)}\nabout: {flow(suite.about)}\n"
    given = f"given: {flow(shared)}\n" if shared else ""
    beside = _others(suite)
    given += f"others: {flow(beside)}\n" if beside else ""
    try:
        read = load_cases(f"{head}{given}cases:\n{text}", suite.file)
        original, mutant = (run_case(read.cases[0], read, policy) for policy in policies)
    except XgxpError:
        return False
    return original.passed and not mutant.passed


def _case_text(name: str, found: Difference, given: Given, readings: Mapping[str, str], about: str) -> str:
    lines = [f"  - name: {flow(name)}", f"    as_of: {found.as_of.isoformat()}"]
    if about:
        lines.append(f"    about: {about}")
    lines.append(f"    decision: {flow(found.decisions[0].decision)}")
    if readings:
        lines.append(f"    readings: {flow(dict(readings))}")
    if given:
        lines.append(f"    given: {flow(given)}")
    if found.others:
        lines.append(f"    others: {flow(dict(found.others))}")
    lines.append(f"    expect: {flow(dict(_expected(*found.decisions)))}")
    return "\n".join(lines) + "\n"


def _expected(one: Decision, other: Decision) -> Iterator[tuple[str, Any]]:
    """Yield what a case would expect of the original, enough to tell the mutant from it."""
    if one.status == "undetermined":
        yield "status", "未定"
        yield "possible", list(one.possible)
    else:
        outcomes = list(one.outcomes)
        if outcomes and one.run.program.decision.decides == "one":
            yield "outcome", outcomes[0]
        elif one.run.program.decision.outcomes:
            yield "outcome", outcomes
    if one.offers or other.offers:
        yield "offers", list(one.offers)
    guards = standing(one)
    if guards or standing(other):
        yield "blocked_by", list(guards)
    yield from _beside(one, other)
    if one.report().value_text not in (None, other.report().value_text):
        yield "value", one.report().value_text


def _beside(one: Decision, other: Decision) -> Iterator[tuple[str, Any]]:
    """Yield the steps owed and the consequences, where two decisions differ in them."""
    mine, theirs = one.report(), other.report()
    if mine.procedure_owed != theirs.procedure_owed:
        yield "owed", [f"{each.step} {PROBLEMS[each.problem].zh}" for each in mine.procedure_owed]
    if mine.consequences != theirs.consequences:
        yield "consequences", [consequence_words(each) for each in mine.consequences]


def _outcome(decision: Decision) -> str:
    """Return what a decision came to, in short."""
    offers = f" ({', '.join(decision.offers)})" if decision.offers else ""
    value = decision.report().value_text
    status = "" if decision.status == "determined" else f"{decision.status}: "
    return status + (", ".join(decision.possible) or value or "–") + offers


_PLAIN = re.compile(r"[\w一-鿿（）()·/.%‰+年月日][\w一-鿿（）()·/.%‰+ -]*")


def flow(value: Any) -> str:
    """Return plain data as YAML on one line.

    >>> flow({"学校": "一中", "列": ["a: b", 3]})
    '{学校: 一中, 列: ["a: b", 3]}'
    """
    match value:
        case dict():
            return "{" + ", ".join(f"{flow(str(key))}: {flow(one)}" for key, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(one) for one in value) + "]"
        case str():
            written = value.replace("\\", "\\\\").replace('"', '\\"')
            return value if _PLAIN.fullmatch(value) and not value.endswith(" ") else f'"{written}"'
        case _:
            return str(value)
