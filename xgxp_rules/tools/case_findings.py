"""How a decision differs from what a case expects of it, as diagnostics placed in the case file.

Names are ids or labels. What a case does not mention is not looked at; an outcome without a status asks for a
determined decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest, register
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import Expectation, Said
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.model.report import MissingFact
from xgxp_rules.model.values import Truth
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.beside_words import PROBLEMS, consequence_words, owed_words
from xgxp_rules.tools.case_margins import agrees, margin_text, margins_of


def failure(code: str, zh: str, en: str, *, mend_zh: str | None = None, mend_en: str | None = None) -> str:
    """Return `code`, registered as a reason for a case to fail."""
    return register(code, zh=zh, en=en, mend_zh=mend_zh, mend_en=mend_en, exit=1)


def unknown_name(code: str, zh: str, en: str) -> str:
    """Return `code`, registered as a name that does not exist; the nearest one is proposed."""
    mends = {"mend_zh": "是否想写 `{mend}`？", "mend_en": "Did you mean `{mend}`?"}
    mends |= {"advice_zh": "请照政策里的编号或名称写", "advice_en": "Write it as the policy names it"}
    return register(code, zh=zh, en=en, exit=1, **mends)


NO_OUTCOME = unknown_name("XG613", "{decision} 没有叫 `{name}` 的结果", "{decision} has no outcome `{name}`")
NO_RULE = unknown_name("XG614", "{decision} 没有叫 `{name}` 的规则", "{decision} has no rule `{name}`")
UNTOUCHED = failure(
    "XG617",
    "{decision} 没有一条规则读到本案例给出的事实",
    "no rule of {decision} reads a fact that the case gives",
    mend_zh="请核对 `given:` 里事实的名称，或者写上规则要用的事实",
    mend_en="Check the names of the facts under `given:`, or give those that the rules need",
)
DIFFERS = failure(
    "XG618",
    "{decision} 的{what}应为 {wanted}，得出的是 {got}",
    "{decision}: {what} should be {wanted}, but is {got}",
)
RULE_DIFFERS = failure(
    "XG619",
    "规则 `{name}` 应当{wanted}，实际{got}",
    "rule `{name}` should {wanted}, but {got}",
)

UNFILLED = failure(
    "XG622",
    "{decision} 的期望还没有填写；照现在的政策，得出的是 {got}",
    "what {decision} should come to is not filled in; by the policy as it is, it comes to {got}",
    mend_zh="核对无误的，在 `expect:` 里写上这个结果的编号",
    mend_en="If that is right, write the id of that outcome under `expect:`",
)
NO_MARGIN = unknown_name(
    "XG623", "{decision} 没有把 `{name}` 与界限相比", "{decision} does not hold `{name}` against a bound"
)

_NOTHING: Final = Both("没有", "nothing")
_STATUS_WORDS: Final = {
    "determined": Both("已定", "determined"),
    "undetermined": Both("未定", "undetermined"),
    "blocked": Both("被阻却", "blocked"),
}


def findings(
    expected: Expectation, decision: Decision, declared: Declared, given: frozenset[str]
) -> Iterator[Diagnostic]:
    """Yield every way in which a decision is not as expected; `given` are the ids of the facts the case gives."""
    still_open = [said for _key, said in expected.said() if said.open]
    if still_open:
        for said in still_open:
            yield diagnose(UNFILLED, said.span, decision=declared.id, got=_said_of(decision, declared))
        return
    if not _touches(expected, decision, given):
        yield diagnose(UNTOUCHED, expected.span, decision=declared.id)
    yield from _status(expected, decision, declared)
    yield from _outcomes(expected, decision, declared)
    yield from _rules(expected, decision, declared)
    if expected.missing is not None:
        yield from _missing(expected.missing, decision, declared)
    if expected.blocked_by is not None:
        yield from _same_names(
            expected.blocked_by, standing(decision), Both("阻却的保护", "the guards that stand"), declared
        )
    if expected.value is not None:
        yield from _value(expected.value, decision, declared)
    if expected.owed is not None:
        yield from _owed(expected.owed, decision, declared)
    if expected.consequences is not None:
        yield from _consequences(expected.consequences, decision, declared)
    for name, said in expected.margins:
        yield from _margin(name, said, decision, declared)


def standing(decision: Decision) -> tuple[str, ...]:
    """Return the guards that stand against what holds or is offered, each once."""
    report = decision.report()
    return tuple(dict.fromkeys(name for one in (*report.details, *report.offers) for name in one.blocked_by))


def _touches(expected: Expectation, decision: Decision, given: frozenset[str]) -> bool:
    """Return whether a rule or requirement in force holds, reads a fact of the case, or is open as the case says."""
    # Read off the run itself: a report of every decision would take longer than the whole suite.
    run = decision.run
    truths: list[Truth] = [judged[0] for judged in run.settled.requirement_truths]
    for one, truth in zip(run.program.rules, run.settled.rule_truths, strict=False):
        if one.in_force is None or one.in_force.holds_on(run.env.as_of):
            truths.append(truth)
    if not truths and run.program.valuing is None:
        return False
    if True in truths or (None in truths and _expects_open(expected)):
        return True
    return any(
        slot.fact is not None and slot.fact.form is None and slot.fact.id in given for slot in run.program.slots
    )


def _expects_open(expected: Expectation) -> bool:
    status = expected.status.texts[0] if expected.status is not None else ""
    return status == "undetermined" or bool(expected.missing is not None and expected.missing.texts)


def _status(expected: Expectation, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    wanted = expected.status.texts[0] if expected.status is not None else ""
    only_offered = expected.offers is not None and not (expected.outcome is not None and expected.outcome.texts)
    if not wanted and expected.blocked_by is not None and expected.blocked_by.texts and not only_offered:
        wanted = "blocked"
    if not wanted and expected.outcome is not None and declared.decides == "one":
        wanted = "determined"
    if wanted and wanted != decision.status:
        place = expected.status.span if expected.status is not None else expected.span
        yield _differs(
            place, declared, Both("状态", "its status"), _STATUS_WORDS[wanted], _said_of(decision, declared)
        )


def _said_of(decision: Decision, declared: Declared) -> Both:
    """Return status, outcomes and missing facts of a decision in words."""
    status = _STATUS_WORDS[decision.status]
    names = [declared.outcome(one) for one in decision.possible]
    labels = "、".join(one.label for one in names if one is not None)
    ids = ", ".join(decision.possible)
    missing_zh = "、".join(one.place or one.label for one in decision.missing)
    missing_en = ", ".join(one.id for one in decision.missing)
    zh = f"{status.zh}（{labels}{'；缺 ' + missing_zh if missing_zh else ''}）"
    return Both(zh, f"{status.en} ({ids}{'; missing ' + missing_en if missing_en else ''})")


def _outcomes(expected: Expectation, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    if expected.outcome is not None:
        yield from _same_outcomes(expected.outcome, decision.outcomes, Both("结果", "its outcome"), declared)
    if expected.possible is not None:
        what = Both("可能的结果", "what may still hold")
        yield from _same_outcomes(expected.possible, decision.possible, what, declared)
    if expected.offers is not None:
        what = Both("待选定的结果", "what is offered")
        yield from _same_outcomes(expected.offers, decision.offers, what, declared)


def _same_outcomes(said: Said, got: tuple[str, ...], what: Both, declared: Declared) -> Iterator[Diagnostic]:
    wanted: list[str] = []
    for name in said.texts:
        outcome = declared.outcome(name)
        if outcome is None:
            names = [each for one in declared.outcomes for each in (one.id, one.label)]
            mend = nearest(name, names)
            yield diagnose(NO_OUTCOME, said.span, mend=mend, decision=declared.id, name=name)
        else:
            wanted.append(outcome.id)
    if len(wanted) == len(said.texts) and set(wanted) != set(got):
        yield _differs(said.span, declared, what, _labels(wanted, declared), _labels(got, declared))


def _labels(ids: Iterable[str], declared: Declared) -> Both:
    found = [outcome for one in ids if (outcome := declared.outcome(one)) is not None]
    if not found:
        return _NOTHING
    return Both("、".join(one.label for one in found), ", ".join(one.id for one in found))


def _rules(expected: Expectation, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    if expected.rules is None and expected.not_rules is None:
        return
    run = decision.run
    truths: dict[str, Truth] = {
        one.rule.id: truth for one, truth in zip(run.program.rules, run.settled.rule_truths, strict=False)
    }
    for part, judged in zip(run.program.requirements, run.settled.requirement_truths, strict=False):
        truths[part.requirement.id] = judged[0]
    for said, wanted in ((expected.rules, True), (expected.not_rules, False)):
        for name in () if said is None else said.texts:
            assert said is not None
            if name not in truths:
                mend = nearest(name, truths)
                yield diagnose(NO_RULE, said.span, mend=mend, decision=declared.id, name=name)
            elif truths[name] is not wanted:
                words = _truth_words(wanted, "hold"), _truth_words(truths[name], "holds")
                yield diagnose(RULE_DIFFERS, said.span, name=name, wanted=words[0], got=words[1])


def _truth_words(truth: bool | None, verb: str) -> Both:
    if truth is None:
        return Both("不能确定", "is open")
    if truth:
        return Both("成立", verb)
    return Both("不成立", "not hold" if verb == "hold" else "does not hold")


def _missing(said: Said, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    names = [_missing_names(one) for one in decision.missing]
    wanted = [fold_name(text) for text in said.texts]
    if all(any(text in one for one in names) for text in wanted) and all(set(wanted) & one for one in names):
        return
    got = Both(
        "、".join(one.place or one.label for one in decision.missing) or _NOTHING.zh,
        ", ".join(one.id for one in decision.missing) or _NOTHING.en,
    )
    yield _differs(said.span, declared, Both("缺少的事实", "what is missing"), _listed(said.texts), got)


def _missing_names(one: MissingFact) -> set[str]:
    return {fold_name(name) for name in (one.id, one.label, one.place) if name}


def _same_names(said: Said, got: Iterable[str], what: Both, declared: Declared) -> Iterator[Diagnostic]:
    found = tuple(dict.fromkeys(got))
    if set(said.texts) != set(found):
        yield _differs(said.span, declared, what, _listed(said.texts), _listed(found))


def _listed(names: Sequence[str]) -> Both:
    return Both("、".join(names), ", ".join(names)) if names else _NOTHING


def _value(said: Said, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    got = decision.report().value_text or ""
    if [fold_name(text).replace(" ", "") for text in said.texts] != [fold_name(got).replace(" ", "")]:
        shown = Both(got, got) if got else _NOTHING
        yield _differs(said.span, declared, Both("数值", "its value"), _listed(said.texts), shown)


def _owed(said: Said, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    got = [
        {one.step, *(f"{one.step} {name}" for name in (one.problem, PROBLEMS[one.problem].zh))}
        for one in decision.report().procedure_owed
    ]
    if not _same_sets(said, got):
        words = [owed_words(one) for one in decision.report().procedure_owed]
        out = _listed(words)
        apart = _apart(said, got, words)
        out = Both(f"{out.zh}{apart.zh}", f"{out.en}{apart.en}")
        yield _differs(said.span, declared, Both("待办步骤", "what is owed"), _listed(said.texts), out)


def _apart(said: Said, got: list[set[str]], words: Sequence[str]) -> Both:
    """Return in which things the two lists differ, for a list that is long to compare by eye."""
    found = [{fold_name(name) for name in names} for names in got]
    wanted = {fold_name(text) for text in said.texts}
    absent = [text for text in said.texts if not any(fold_name(text) in names for names in found)]
    more = [text for text, names in zip(words, found, strict=True) if not wanted & names]
    zh = [f"没有 {'、'.join(absent)}"] * bool(absent) + [f"多出 {'、'.join(more)}"] * bool(more)
    en = [f"without {', '.join(absent)}"] * bool(absent) + [f"beyond it {', '.join(more)}"] * bool(more)
    return Both(f"（差别：{'；'.join(zh)}）", f" (apart: {'; '.join(en)})")


def _consequences(said: Said, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    """Yield the difference where the consequences are not those expected, each named with or without its days."""
    reports = decision.report().consequences
    words = [consequence_words(one) for one in reports]
    got = [{text, f"{one.label} {one.target}"} for text, one in zip(words, reports, strict=True)]
    if not _same_sets(said, got):
        yield _differs(said.span, declared, Both("后果", "the consequences"), _listed(said.texts), _listed(words))


def _same_sets(said: Said, got: list[set[str]]) -> bool:
    """Return whether every text names one of the things found, and every one of these is named."""
    wanted = {fold_name(text) for text in said.texts}
    found = [{fold_name(name) for name in names} for names in got]
    return all(any(text in names for names in found) for text in wanted) and all(wanted & names for names in found)


def _margin(name: str, said: Said, decision: Decision, declared: Declared) -> Iterator[Diagnostic]:
    margins = margins_of(decision, name)
    if not margins:
        facts = [each for fact in decision.report().facts for each in (fact.id, fact.label)]
        near = nearest(name, facts)
        yield diagnose(NO_MARGIN, said.span, mend=near if near != name else None, decision=declared.id, name=name)
    elif not agrees(said, margins):
        got = _listed([margin_text(met, by) for met, by in margins])
        yield _differs(said.span, declared, Both(f"{name}的差距", f"margin of {name}"), _listed(said.texts), got)


def _differs(span: Span, declared: Declared, what: Both, wanted: Both, got: Both) -> Diagnostic:
    return diagnose(DIFFERS, span, decision=declared.id, what=what, wanted=wanted, got=got)
