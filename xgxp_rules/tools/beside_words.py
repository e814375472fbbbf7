"""Steps owed and consequences in words, for cards, worksheets and case files alike."""

from __future__ import annotations

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.procedure_report import OwedStep, ProcedureReport, StepProblem, StepReport
from xgxp_rules.model.report import ConsequenceReport

PROBLEMS: dict[StepProblem, Both] = {
    "missing": Both("缺", "missing"),
    "out_of_order": Both("次序颠倒", "out of order"),
    "late": Both("逾期", "late"),
    "too_early": Both("未期满", "too early"),
    "not_yet": Both("未到时段", "before its time"),
    "other_party": Both("非经办人", "taken by another"),
    "undetermined": Both("未定", "open"),
}
"""What may be wrong with a step."""

_STATUS = {
    "done": Both("已办", "done"),
    "owed": Both("待办", "owed"),
    "not_asked": Both("不需要", "not asked"),
    "optional": Both("可不办", "optional"),
    "open": Both("未定", "open"),
}
_PROCEDURE = {
    "complete": Both("已办齐", "complete"),
    "owed": Both("尚有步骤待办", "steps are owed"),
    "flawed": Both("有瑕疵，依法可撤销", "flawed: the act is voidable"),
    "open": Both("未定", "open"),
}


def in_words(both: Both, lang: Lang) -> str:
    """Return a text in one language."""
    return both.zh if lang == "zh" else both.en


def consequence_words(one: ConsequenceReport, lang: Lang = "zh") -> str:
    """Return a consequence with its days.

    >>> consequence_words(ConsequenceReport(outcome="x", op="see", label="另见", target="a.b"))
    '另见 a.b'
    """
    parts = [one.label, one.target]
    if one.to:
        parts.append(f"为 {one.to}" if lang == "zh" else f"to {one.to}")
    if one.amount:
        parts.append(one.amount)
    if one.from_on is not None:
        parts.append(f"自 {one.from_on}" if lang == "zh" else f"from {one.from_on}")
    elif one.op != "see":
        parts.append("起始日未定" if lang == "zh" else "from a day not known")
    if one.until_on is not None:
        parts.append(f"至 {one.until_on}" if lang == "zh" else f"until {one.until_on}")
    elif one.op != "see" and not one.open_ended:
        parts.append("截止日未定" if lang == "zh" else "until a day not known")
    if one.carried_out_by is not None:
        parts.append(
            f"（{one.carried_out_by} 前办理）" if lang == "zh" else f"(to be done by {one.carried_out_by})"
        )
    return " ".join(parts)


def owed_words(one: OwedStep, lang: Lang = "zh") -> str:
    """Return what is wrong with a step of a procedure."""
    text = f"{one.title}·{one.step} {in_words(PROBLEMS[one.problem], lang)}"
    if one.lacking:
        names = ("、" if lang == "zh" else ", ").join(one.lacking)
        text += f"（缺 {names} 的同意）" if lang == "zh" else f" (consent of {names} lacking)"
    return text + _due_words(one.due, one.earliest_due, lang)


def _due_words(due: object, earliest: object, lang: Lang) -> str:
    if due is not None:
        return f"，期限 {due}" if lang == "zh" else f", due {due}"
    if earliest is not None:
        return f"，期限未定，最早 {earliest}" if lang == "zh" else f", due day open, {earliest} at the earliest"
    return ""


def explain_procedure(report: ProcedureReport, lang: Lang = "zh") -> str:
    """Return how far a procedure has come: one line for each step."""
    colon = "：" if lang == "zh" else ": "
    lines = [f"{report.title}{colon}{in_words(_PROCEDURE[report.status], lang)}"]
    lines += [f"  {place}. {_step_words(step, lang)}" for place, step in enumerate(report.steps, 1)]
    return "\n".join(lines)


def _step_words(step: StepReport, lang: Lang) -> str:
    text = f"{step.step}  {in_words(_STATUS[step.status], lang)}"
    if step.on is not None:
        text += f" {step.on}"
    wrong = [in_words(PROBLEMS[one], lang) for one in step.problems if one != "missing"]
    if wrong:
        text += ("（" + "、".join(wrong) + "）") if lang == "zh" else f" ({', '.join(wrong)})"
    if step.lacking:
        names = ("、" if lang == "zh" else ", ").join(step.lacking)
        text += f"，尚缺 {names} 的同意" if lang == "zh" else f", consent of {names} lacking"
    return text + _due_words(step.due, step.earliest_due, lang)
