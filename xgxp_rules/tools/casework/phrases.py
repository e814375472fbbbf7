"""Single facts about a case in words: a transition's cause, a deadline, what a transition still needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.case_report import (
    CaseReading,
    CitedClause,
    Deadline,
    DueCase,
    GuardReport,
    GuardTest,
    LogLine,
    NextMove,
    TakenMove,
)
from xgxp_rules.tools.beside_words import in_words, owed_words
from xgxp_rules.tools.missing_words import missing_words

STATUS = {
    "ready": Both("可以办理", "may happen"),
    "not_met": Both("条件不成立", "condition not met"),
    "unknown": Both("条件还不能判断", "condition cannot be told"),
    "waiting": Both("到期自动转入", "by itself when due"),
    "held": Both("已到期，未转入", "was due, held"),
}
KINDS = {
    "open": Both("开立", "opened"),
    "event": Both("事件", "event"),
    "note": Both("记事", "note"),
    "step": Both("步骤", "step"),
    "correct": Both("更正", "correction"),
}


def cause(one: TakenMove | NextMove, lang: Lang) -> str:
    """Return on what a transition happens: its event, or after how long."""
    if one.event:
        return one.event
    said = f"{one.clock}满{one.after}" if lang == "zh" else f"{one.clock} after {one.after}".strip()
    return (
        f"{one.title}（{said}）" if one.title and lang == "zh" else f"{one.title} ({said})" if one.title else said
    )


def cited(clauses: Sequence[CitedClause], lang: Lang, *, topics: bool = True) -> str:
    """Return clauses as they are cited, with what they are about.

    >>> cited([CitedClause(id="六", topic="待岗期限")], "zh"), cited([], "en")
    ('〔六 待岗期限〕', '')
    """
    if not clauses:
        return ""
    shown = [f"{one.id} {one.topic}".strip() if topics else one.id for one in clauses]
    return f"〔{'、'.join(shown)}〕" if lang == "zh" else f"[{', '.join(shown)}]"


class Topics:
    """Cites clauses on one page: what a clause is about stands where it is first named, and not again."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._told: set[str] = set()

    def cite(self, clauses: Sequence[CitedClause]) -> str:
        """Return clauses as they are cited, with what those are about that had not been named yet.

        >>> told = Topics("zh")
        >>> told.cite([CitedClause(id="六", topic="待岗期限")]), told.cite([CitedClause(id="六", topic="待岗期限")])
        ('〔六 待岗期限〕', '〔六〕')
        """
        shown = [one.model_copy(update={"topic": ""}) if one.id in self._told else one for one in clauses]
        self._told |= {one.id for one in clauses}
        return cited(shown, self.lang)


def time_left(one: Deadline, lang: Lang) -> str:
    """Return how long is left until a deadline, in calendar and working days, or by how much it is missed."""
    if one.due is None:
        day = one.earliest
        return f"日期未定，最早 {day}" if lang == "zh" else f"day not known, {day} at the earliest"
    assert one.days_left is not None
    days, working = abs(one.days_left), one.working_days_left
    if lang == "zh":
        shown = f"{days}天" + ("" if working is None else f"（{abs(working)}个工作日）")
        return "今天" if not days else f"已过 {shown}" if one.days_left < 0 else f"还有 {shown}"
    plural = "" if days == 1 else "s"
    shown = f"{days} day{plural}" + ("" if working is None else f" ({abs(working)} working)")
    return "today" if not days else f"{shown} past" if one.days_left < 0 else f"{shown} left"


def deadline_name(one: Deadline, lang: Lang) -> str:
    """Return what happens on a deadline, or what must be done by then."""
    if one.kind == "transition":
        name = one.name or ("期满" if lang == "zh" else "time up")
        return f"{name} → {one.target}"
    return f"{one.name}" + (f"（{one.who}）" if one.who and lang == "zh" else f" ({one.who})" if one.who else "")


def under_reading(one: DueCase, lang: Lang) -> str:
    """Return under which reading alone something is due, or ""."""
    if not one.reading:
        return ""
    return f"（“{one.reading}”若按“{one.choice}”）" if lang == "zh" else f" (if `{one.reading}` is `{one.choice}`)"


def read_otherwise(one: CaseReading, lang: Lang) -> str:
    """Return what a case would come to with another choice."""
    zh = lang == "zh"
    parts: list[str] = []
    if one.refused is not None:
        parts.append(
            f"第 {one.refused} 条登记不成立" if zh else f"entry {one.refused} could not have been recorded"
        )
    elif one.moved:
        parts.append(f"自 {one.since} 起为 {one.state}" if zh else f"in `{one.state}` since {one.since}")
    for deadline in one.deadlines:
        day = str(deadline.due or deadline.earliest)
        before = next((each for each in one.instead_of if each.name == deadline.name), None)
        was = "" if before is None else f"（不是 {before.due or before.earliest}）" if zh else ""
        if before is not None and not zh:
            was = f" (not {before.due or before.earliest})"
        parts.append(f"{day} {deadline_name(deadline, lang)}{was}")
    kept = {each.name for each in one.deadlines}
    for deadline in one.instead_of:
        if deadline.name not in kept:
            name = deadline_name(deadline, lang)
            parts.append(f"没有期限 {name}" if zh else f"nothing is due for {name}")
    parts += [
        f"还可以 {each.event} → {each.target}" if zh else f"{each.event} → {each.target} too" for each in one.moves
    ]
    said = ("；" if zh else "; ").join(parts)
    return f"若按“{one.choice}”：{said}" if zh else f"if `{one.choice}`: {said}"


def needs(guard: GuardReport | None, lang: Lang) -> Iterator[str]:
    """Yield what stands between a case and a transition: tests that fail or are open, steps that are owed."""
    if guard is None:
        return
    for test in guard.tests:
        if test.holds is not None or not guard.missing:
            yield _test(test, lang)
    for fact in guard.missing:
        yield "？ " + missing_words(fact, lang)
    if guard.procedure is not None:
        for one in guard.procedure.owed:
            yield "✗ " + owed_words(one, lang)
        if not guard.procedure.owed:
            done = "办齐" if lang == "zh" else "complete"
            yield f"✓ {guard.procedure.title} {done}"


def _test(test: GuardTest, lang: Lang) -> str:
    mark = "？" if test.holds is None else "✓" if test.holds is not test.excepted else "✗"
    said = f"{test.label} {test.asked}"
    if test.excepted:
        said = f"除外：{said}" if lang == "zh" else f"unless: {said}"
    if test.actual:
        said += f"（现为 {test.actual}）" if lang == "zh" else f" (is {test.actual})"
    if test.shown_by:
        said += f"：{'、'.join(test.shown_by)}" if lang == "zh" else f": {', '.join(test.shown_by)}"
    return f"{mark} {said}"


def what_was_recorded(line: LogLine, lang: Lang) -> str:
    """Return what an entry of the log says."""
    parts = [in_words(KINDS[line.kind], lang)] if line.kind != "event" else []
    if line.procedure:
        parts.append(f"{line.procedure}·{line.name}")
    elif line.name and line.kind != "open":
        parts.append(line.name)
    if line.corrects is not None:
        which = f"第 {line.corrects} 条" if lang == "zh" else f"entry {line.corrects}"
        parts.append(which + (("（撤销）" if lang == "zh" else " (withdrawn)") if line.withdrawn else ""))
    if line.party:
        parts.append(f"由{line.party}" if lang == "zh" else f"by {line.party}")
    return " ".join(parts)


def in_brief(text: str) -> str:
    """Return the first line of a remark."""
    return text.splitlines()[0] if text else ""


__all__ = [
    "KINDS",
    "STATUS",
    "Topics",
    "cause",
    "cited",
    "deadline_name",
    "in_brief",
    "needs",
    "read_otherwise",
    "time_left",
    "under_reading",
    "what_was_recorded",
]
