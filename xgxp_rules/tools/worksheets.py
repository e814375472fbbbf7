"""The worksheet: everything a decision rests on, laid out to be checked by hand and printed in black and white.

✓ holds, ✗ does not, ？ is open. Columns are aligned for Chinese signs, which are two cells wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.report import (
    ClauseReport,
    ConditionReport,
    DecisionReport,
    FactReport,
    GuardReport,
    LedgerEntry,
    OutcomeReport,
    RequirementReport,
    RuleReport,
    WorkingLine,
)
from xgxp_rules.model.values import Truth
from xgxp_rules.tools.beside_words import consequence_words, owed_words
from xgxp_rules.tools.cards import heading_of, place_of
from xgxp_rules.tools.layout import WIDTH, aligned, both_ends, pad, table, titled
from xgxp_rules.tools.missing_words import missing_words
from xgxp_rules.tools.wording import (
    Names,
    brackets,
    day_words,
    effect_word,
    margin_words,
    required,
    window_words,
    word,
)

MARKS: dict[Truth, str] = {True: "✓", False: "✗", None: "？"}

SECTIONS: dict[str, Both] = {
    "outcomes": Both("结果", "Outcomes"),
    "consequences": Both("后果", "Consequences"),
    "procedure": Both("程序中待办或有问题的步骤", "Steps owed or at fault"),
    "rules": Both("规则", "Rules"),
    "requirements": Both("条件", "Requirements"),
    "guards": Both("上位法的限制", "Guards of higher law"),
    "facts": Both("事实", "Facts"),
    "parameters": Both("参数", "Parameters"),
    "readings": Both("有歧义处的理解", "Readings of ambiguous passages"),
    "missing": Both("待办", "To do"),
    "pinned": Both("版本与指纹", "Versions and hashes"),
}
"""The parts of a worksheet, in order."""

_GROUPS: dict[str, Both] = {
    "all": Both("全部满足", "all of"),
    "any": Both("任一满足", "any of"),
    "not": Both("以下不成立", "not"),
    "at_least": Both("至少满足 {needed} 项", "at least {needed} of"),
}


def worksheet(report: DecisionReport, lang: Lang = "zh") -> str:
    """Return the worksheet of one receipt, at most 100 screen cells wide."""
    return "\n".join(_Sheet(report, lang).lines())


def lines_of(
    report: DecisionReport, parts: Iterable[RuleReport | RequirementReport | GuardReport], lang: Lang = "zh"
) -> list[str]:
    """Return the lines of some rules, requirements and guards of a receipt, as its worksheet shows them."""
    return [line for part in parts for line in _Sheet(report, lang).part(part)]


_OWN_GUARDS = Both("本文件的限制", "Guards of this document")
_MIXED_GUARDS = Both("上位法和本文件的限制", "Guards of higher law and of this document")
_COUNTED: dict[bool | None, Both] = {
    True: Both("计入", "counted"),
    False: Both("不计", "not counted"),
    None: Both("未定", "open"),
}
_NOT_CERTAIN = Both("不能确定", "not known")


def fact_lines(report: DecisionReport, lang: Lang = "zh") -> list[str]:
    """Return the lines of the facts of a receipt, with what they were worked out from, as its worksheet shows them."""
    return list(_Sheet(report, lang)._facts())


class _Sheet:
    """Writes the parts of one worksheet."""

    def __init__(self, report: DecisionReport, lang: Lang) -> None:
        self.report = report
        self.lang = lang
        self.names = Names.of(report, lang)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the whole sheet; a part that has nothing to show is left out."""
        report = self.report
        yield from both_ends(heading_of(report, self.lang), place_of(report, self.lang))
        yield "─" * WIDTH
        yield from self._overview()
        parts: dict[str, Iterable[str]] = {
            "outcomes": self._outcomes(),
            "consequences": self._each(
                titled("•", consequence_words(one, self.lang), name_width=2) for one in report.consequences
            ),
            "procedure": self._each(
                titled("•", owed_words(one, self.lang), name_width=2) for one in report.procedure_owed
            ),
            "rules": self._each(self._rule(one) for one in report.rules),
            "requirements": self._each(self._requirement(one) for one in report.requirements),
            "guards": self._each(self._guard(one) for one in report.guards),
            "facts": self._facts(),
            "parameters": self._parameters(),
            "readings": self._readings(),
            "missing": self._each(
                titled("•", missing_words(one, self.lang), name_width=2) for one in report.missing
            ),
            "pinned": self._pinned(),
        }
        for name, part in parts.items():
            if written := list(part):
                yield from ("", f"【{self._section(name)}】" if self.lang == "zh" else self._section(name))
                yield from written

    def _section(self, name: str) -> str:
        """Return what a part is called; guards are those of higher law only where another document has them."""
        own = [guard.policy == self.report.policy for guard in self.report.guards]
        if name == "guards" and any(own):
            return self._say(_OWN_GUARDS if all(own) else _MIXED_GUARDS)
        return self._say(SECTIONS[name])

    def part(self, part: RuleReport | RequirementReport | GuardReport) -> list[str]:
        """Return the lines of one rule, requirement or guard."""
        match part:
            case RuleReport():
                return self._rule(part)
            case RequirementReport():
                return self._requirement(part)
            case GuardReport():
                return self._guard(part)
            case _:
                assert_never(part)

    def _say(self, both: Both, **parts: object) -> str:
        return (both.zh if self.lang == "zh" else both.en).format(**parts)

    def _join(self, parts: Iterable[str], mark: str = "enum") -> str:
        return word(mark, self.lang).join(part for part in parts if part)

    def _each(self, blocks: Iterable[Sequence[str]]) -> Iterator[str]:
        for block in blocks:
            yield from block

    def _named(self, rows: Iterable[tuple[Both, str]]) -> Iterator[str]:
        shown = [(self._say(name), text) for name, text in rows if text]
        width = 10 if self.lang == "zh" else 16
        for name, text in shown:
            yield from titled(name, text, name_width=width)

    def _overview(self) -> Iterator[str]:
        report = self.report
        status = word(report.status, self.lang)
        possible = self._join((self.names.outcome(one) for one in report.possible), "or")
        yield from self._named(
            (
                (Both("问题", "question"), report.question),
                (
                    Both("状态", "status"),
                    status + brackets(report.reason and word(report.reason, self.lang), self.lang),
                ),
                (Both("可能", "possible"), possible if report.status == "undetermined" else ""),
                (
                    Both("依据", "clauses"),
                    self._join((self._cited(one) for one in report.clauses), "stop"),
                ),
                (Both("施行推定", "in force"), report.in_force_basis),
                (Both("说明", "note"), report.note),
            )
        )

    def _cited(self, one: ClauseReport) -> str:
        policy = "" if one.policy == self.report.policy else self.names.law(one.policy)
        return " ".join(part for part in (policy, one.id, one.topic) if part)

    def _outcomes(self) -> Iterator[str]:
        settled = set(self.report.outcomes)
        for one in self.report.details:
            yield from self._outcome(one, settled=one.id in settled)
        for one in self.report.offers:
            yield from self._outcome(one, offered=True)

    def _outcome(self, one: OutcomeReport, *, settled: bool = False, offered: bool = False) -> Iterator[str]:
        state = "blocked" if one.status == "blocked" else one.status
        mark = "？" if one.status == "undetermined" else "✓" if settled or offered else "？"
        kind = self._say(Both("待选定", "offer")) if offered else word(state, self.lang)
        name = self.names.outcome(one.id) + (f" {one.id}" if self.lang == "zh" else "")
        # An outcome that no rule leads to (what holds otherwise) is nobody's duty.
        led_to = any(rule.outcome == one.id for rule in self.report.rules)
        head = self._join((kind, word(one.modality, self.lang) if led_to else ""), "comma")
        yield from titled(mark, name + brackets(head, self.lang), name_width=3)
        rows = (
            (Both("可选", "choices"), self._join(one.alternatives)),
            (Both("由谁选", "chosen by"), one.chosen_by),
            (Both("已选", "chosen"), one.chosen),
            (Both("不得选", "struck"), self._join(one.struck)),
            (Both("效果", "effects"), self._join(effect_word(tag, self.lang) for tag in one.effects)),
            (Both("须先完成", "first"), self._join(one.procedure)),
            (Both("受阻于", "blocked by"), self._join(self._guard_name(guard) for guard in one.blocked_by)),
        )
        for named, text in rows:
            if text:
                yield from titled(self._say(named), text, indent=5, name_width=10)

    def _guard_name(self, guard_id: str) -> str:
        found = next((one for one in self.report.guards if one.id == guard_id), None)
        return guard_id if found is None or self.lang != "zh" else found.title or guard_id

    def _rule(self, rule: RuleReport) -> list[str]:
        title = rule.title if self.lang == "zh" and rule.title else ""
        leads = f"→ {self.names.outcome(rule.outcome)}{brackets(word(rule.modality, self.lang), self.lang)}"
        off = "" if rule.in_force else self._say(Both("（该日不施行）", " (not in force that day)"))
        window = brackets(window_words(rule.since, rule.until, self.lang), self.lang)
        head = " ".join(part for part in (rule.id, title, leads) if part) + window + off
        return [
            *self._headed(rule.truth, head, rule.clauses),
            *self._condition(Both("条件", "when"), rule.when),
            *self._condition(Both("例外", "unless"), rule.unless, rule.unless_clauses),
        ]

    def _headed(self, truth: Truth, text: str, clauses: Sequence[str]) -> list[str]:
        return titled(MARKS[truth], text + "  " + self._clauses(clauses), name_width=3)

    def _clauses(self, clauses: Sequence[str], policy: str = "") -> str:
        listed = self._join(clauses)
        text = f"{policy} {listed}".strip() if policy else listed
        return f"〔{text}〕" if self.lang == "zh" else f"[{text}]"

    def _condition(self, name: Both, condition: ConditionReport | None, clauses: Sequence[str] = ()) -> list[str]:
        """Return a condition as a tree whose columns are what was asked, what was found, and the margin."""
        if condition is None:
            return []
        cited = self._clauses(clauses) if clauses else ""
        return [*titled(self._say(name), cited, indent=5), *table(list(self._nodes(condition, 0)), indent=7)]

    def _nodes(self, node: ConditionReport, depth: int) -> Iterator[list[str]]:
        lead = "  " * depth + pad(MARKS[node.truth], 3)
        if node.kind == "test":
            margin = margin_words(node, self.names, self.report.measured_on)
            actual = node.actual or word("unknown", self.lang)
            found = f"实为 {actual}" if self.lang == "zh" else f"is {actual}"
            found += brackets(day_words(self.names.own_day(node), self.lang), self.lang)
            yield [lead + self.names.fact(node), required(node, self.lang), found, margin]
        else:
            yield [lead + self._say(_GROUPS[node.kind], needed=node.needed), "", "", ""]
        for part in node.parts:
            yield from self._nodes(part, depth + 1)

    def _requirement(self, one: RequirementReport) -> list[str]:
        states = [word(one.modality, self.lang), window_words(one.since, one.until, self.lang)]
        if not one.in_force:
            states.append(self._say(Both("该日不施行", "not in force that day")))
        if one.concerns is False and one.in_force:
            states.append(self._say(Both("不涉及此人", "does not concern this record")))
        if one.waived:
            states.append(self._say(Both("免除", "waived")))
        if one.departure:
            states.append(self._say(Both("偏离", "departure")))
        title = one.title if self.lang == "zh" else ""
        head = " ".join(part for part in (one.id, title) if part) + brackets(self._join(states), self.lang)
        return [
            *self._headed(one.truth, head, one.clauses),
            *self._condition(Both("涉及", "for"), one.applies_to),
            *self._condition(Both("须有", "need"), one.need),
            *self._condition(Both("免除", "unless"), one.unless, one.unless_clauses),
        ]

    def _guard(self, guard: GuardReport) -> list[str]:
        source = self._clauses(guard.clauses, f"{self.names.law(guard.policy)} {guard.version}")
        title = guard.title if self.lang == "zh" else ""
        head = " ".join(part for part in (guard.id, title) if part)
        against = word("colon", self.lang).join(
            (self._say(Both("针对", "against")), self._join(effect_word(tag, self.lang) for tag in guard.against))
        )
        stands = self._join(self.names.outcome(one) for one in guard.stands_against)
        blocks = self._say(Both("，阻却 {one}", ", stands against {one}"), one=stands) if stands else ""
        return [
            *titled(MARKS[guard.truth], f"{head}  {source}", name_width=3),
            *titled("", against + blocks, indent=5, name_width=0),
            *self._condition(Both("条件", "when"), guard.when),
            *self._condition(Both("例外", "unless"), guard.unless, guard.unless_clauses),
        ]

    def _facts(self) -> Iterator[str]:
        facts = [fact for fact in self.report.facts if fact.source != "parameter"]
        rows = [self._fact(fact) for fact in facts]
        for fact, lines in zip(facts, aligned(rows, indent=2), strict=True):
            yield from lines
            for claim in fact.claims:
                said = f"{claim.get('value')}{brackets(str(claim.get('source', '')), self.lang)}"
                yield from titled("•", said, indent=5, name_width=2)
            if fact.defined:
                yield from titled(self._say(Both("界定", "defined")), fact.defined, indent=5, name_width=8)
            if fact.only_today:
                names = self._join(fact.only_today)
                today = Both(
                    f"{names} 只有现在的情况，按一直如此计",
                    f"{names}: only today's value was supplied; it is taken for all time",
                )
                yield from titled("•", self._say(today), indent=5, name_width=2)
            for line in fact.workings:
                yield from titled("•", self._working(line), indent=5, name_width=2)
            for entry in fact.ledger:
                yield from titled("•", self._entry(entry), indent=5, name_width=2)

    def _entry(self, entry: LedgerEntry) -> str:
        """Return one item of a list with what became of it; a reason that says so itself is not said twice."""
        verb = self._say(_COUNTED[entry.counted])
        says_it = any(self._say(each) in entry.reason for each in (_COUNTED[entry.counted], _NOT_CERTAIN))
        if entry.reason and (says_it or entry.counted is True):
            return entry.item + word("colon", self.lang) + entry.reason
        return entry.item + word("colon", self.lang) + verb + brackets(entry.reason, self.lang)

    def _working(self, line: WorkingLine) -> str:
        """Return one line of how a value came about: item, what it was worked out from, points, limit."""
        said = f"{line.item}{word('colon', self.lang)}"
        said += f"{line.given} → {line.gave}" if line.given else line.gave
        if line.left:
            said += f" → {line.left}" + brackets(line.limit, self.lang)
        return said + brackets(self._clauses(line.clauses) if line.clauses else "", self.lang)

    def _fact(self, fact: FactReport) -> list[str]:
        name = fact.label if self.lang == "zh" else fact.id
        inputs = self._join(self._input(one) for one in fact.inputs)
        source = word(fact.source, self.lang) + (f" ← {inputs}" if inputs else "")
        source += brackets(day_words(fact.measured_on, self.lang), self.lang)
        return [name, fact.text, word(fact.state, self.lang), source]

    def _input(self, name: str) -> str:
        fact = self.names.facts.get(name)
        return name if fact is None or self.lang == "en" else fact.label

    def _parameters(self) -> Iterator[str]:
        rows = [
            [one.name, one.text, self._clauses(one.clauses) if one.clauses else ""]
            for one in self.report.parameters
        ]
        for one, lines in zip(self.report.parameters, aligned(rows, indent=2), strict=True):
            yield from lines
            notes = (
                (Both("推定", "assumed"), one.basis),
                (Both("出处", "source"), one.source),
                (Both("把握", "confidence"), one.confidence),
            )
            for name, text in notes:
                if text:
                    yield from titled(self._say(name), text, indent=5, name_width=12 if self.lang == "en" else 6)

    def _readings(self) -> Iterator[str]:
        for one in self.report.readings:
            choice = self._say(Both("按原文", "as written")) if one.choice == "as_written" else one.choice
            chosen = self._say(Both("默认", "default") if one.default else Both("非默认", "not the default"))
            state = word("comma", self.lang).join((one.status, chosen))
            said = f"{one.id}{word('colon', self.lang)}{choice}{brackets(state, self.lang)}"
            yield from titled("•", f"{said}  {self._clauses(one.clauses)}", name_width=2)
            if one.note:
                yield from titled("", one.note, indent=4, name_width=0)

    def _pinned(self) -> Iterator[str]:
        report = self.report
        status = word(report.policy_status, self.lang)
        title = f"{report.policy_title} " if self.lang == "zh" else ""
        rows = [
            (Both("政策", "policy"), f"{title}{report.policy} {report.version}{brackets(status, self.lang)}"),
            (Both("内容", "content"), report.content_hash),
            (Both("词汇", "vocabulary"), report.vocabulary_hash),
            (Both("引擎", "engine"), report.engine_version),
            (Both("决定日", "as of"), str(report.as_of)),
        ]
        if report.measured_on != report.as_of:
            rows.append((Both("计算日", "measured on"), str(report.measured_on)))
        higher = Both("上位法", "higher law")
        local = Both("本地设定", "settings")
        rows += [(local, f"{one.source} {one.content_hash}") for one in report.settings]
        rows += [(higher, f"{law.policy} {law.version} {law.content_hash}") for law in report.higher_law]
        yield from self._named(rows)
