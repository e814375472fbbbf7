"""The words of cards and worksheets, zh and en, and how a test and its margin are said.

A sentence is made here and nowhere else. Names come out as labels in Chinese and as ids in English; what the document
itself says (clauses, bases, offices) stays in its own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.report import (
    ConditionReport,
    DecisionReport,
    FactReport,
    Margin,
    OutcomeReport,
    UnreachedMargin,
)

WORDS: dict[str, Both] = {
    "must": Both("应当", "must"),
    "should": Both("原则上", "as a rule"),
    "may": Both("可以", "may"),
    "aim": Both("力争", "aim"),
    "draft": Both("草案", "draft"),
    "trial": Both("试行", "trial"),
    "in_force": Both("施行", "in force"),
    "repealed": Both("已废止", "repealed"),
    "known": Both("已知", "known"),
    "unknown": Both("未知", "unknown"),
    "not_applicable": Both("不适用", "not applicable"),
    "partly_known": Both("部分已知", "partly known"),
    "disputed": Both("有争议", "disputed"),
    "record": Both("记录", "record"),
    "worked_out": Both("推算", "worked out"),
    "parameter": Both("参数", "parameter"),
    "decision": Both("其他决定", "decision"),
    "determined": Both("已定", "determined"),
    "undetermined": Both("尚不能确定", "undetermined"),
    "blocked": Both("不生效", "not in effect"),
    "open": Both("尚有未知的事实", "facts are open"),
    "no_rule": Both("没有规则可循", "no rule speaks"),
    "conflict": Both("规则互相矛盾", "rules disagree"),
    "transition": Both("尚不能确定适用哪一版本", "which version governs is open"),
    "not_in_force": Both("当日没有施行的版本", "no version is in force that day"),
    "colon": Both("：", ": "),
    "comma": Both("，", ", "),
    "stop": Both("；", "; "),
    "enum": Both("、", ", "),
    "or": Both(" 或 ", " or "),
}
"""Single words, by the name the receipt uses."""


EFFECTS: dict[str, str] = {
    "dismissal": "解聘",
    "transfer": "调动",
    "lower_post": "低聘",
    "waiting_post": "待岗",
    "pay": "工资待遇",
    "training": "培训",
    "overtime": "加班",
    "night_work": "夜班",
}
"""What the effects that the shipped policies and laws speak of are called in Chinese."""


def effect_word(tag: str, lang: Lang) -> str:
    """Return what an effect is called; a tag that a policy made up stands for itself.

    >>> effect_word("dismissal", "zh"), effect_word("借阅", "zh"), effect_word("transfer", "en")
    ('解聘', '借阅', 'transfer')
    """
    return EFFECTS.get(tag, tag) if lang == "zh" else tag


def word(name: str, lang: Lang) -> str:
    """Return a word of the table; a name that is not in it stands for itself.

    >>> word("should", "zh")
    '原则上'
    """
    found = WORDS.get(name)
    return name if found is None else (found.zh if lang == "zh" else found.en)


def brackets(text: str, lang: Lang) -> str:
    """Return the text in round brackets, or nothing where there is no text.

    >>> brackets("应当", "zh"), brackets("must", "en"), brackets("", "en")
    ('（应当）', ' (must)', '')
    """
    return "" if not text else f"（{text}）" if lang == "zh" else f" ({text})"


@dataclass(frozen=True, slots=True)
class Names:
    """What the facts and outcomes of one receipt are called in one language."""

    lang: Lang
    facts: dict[str, FactReport]
    outcomes: dict[str, OutcomeReport]
    labels: dict[str, str] = field(default_factory=dict)
    laws: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, report: DecisionReport, lang: Lang) -> Names:
        """Return the names that a receipt holds."""
        outcomes = {one.id: one for one in (*report.details, *report.offers)}
        labels = {one.outcome: one.outcome_label for one in report.rules if one.outcome_label}
        laws = {law.policy: law.title for law in report.higher_law if law.title}
        return cls(lang, {fact.id: fact for fact in report.facts}, outcomes, labels, laws)

    def law(self, policy: str) -> str:
        """Return the title of a higher law in Chinese, its id in English."""
        return self.laws.get(policy, policy) if self.lang == "zh" else policy

    def outcome(self, outcome_id: str) -> str:
        """Return an outcome's label in Chinese, its id in English."""
        if self.lang != "zh":
            return outcome_id
        known = self.outcomes.get(outcome_id)
        return known.label if known is not None else self.labels.get(outcome_id, outcome_id)

    def fact(self, test: ConditionReport) -> str:
        """Return what a tested fact is called."""
        return (test.label if self.lang == "zh" else None) or test.fact or ""

    def own_day(self, test: ConditionReport) -> date | None:
        """Return the measuring day that the tested fact has of its own."""
        known = self.facts.get(test.fact or "")
        return None if known is None else known.measured_on


def required(test: ConditionReport, lang: Lang) -> str:
    """Return what a test asks for: the author's words, and the value behind a name where the words do not say it.

    >>> required(ConditionReport(kind="test", truth=True, required="满 最低同校年限", required_value="6年"), "zh")
    '满 最低同校年限，即6年'
    """
    words, value = test.required or "", test.required_value or ""
    if not value or _says(words, value):
        return words
    return f"{words}，即{value}" if lang == "zh" else f"{words}, that is {value}"


def _says(words: str, value: str) -> bool:
    """Return whether the words hold the value already, be it in another spelling: 12个月 is 1年, 45岁 is 45年."""
    spelled, value = (re.sub("周?岁", "年", text.replace(" ", "")) for text in (words, value))
    if all(part in spelled for part in re.split("、", value)):
        return True
    amount = _amount(value)
    return amount is not None and any(_amount(found) == amount for found in _LITERALS.findall(spelled))


_FLAGS = ("是", "否", "is yes", "is no")


def is_plain(test: ConditionReport) -> bool:
    """Return whether naming the value found says it all: a yes or no, not applicable, or a value that was asked for."""
    if test.margin is not None or test.truth is None:
        return False
    if test.actual in (WORDS["not_applicable"].zh, WORDS["not_applicable"].en):
        return True
    asked_for = (test.required_value or "").split("、")
    return test.required in _FLAGS or (test.truth and test.actual in (test.required, *asked_for))


def margin_words(test: ConditionReport, names: Names, measured_on: date) -> str:
    """Return how near the test is to turning, such as `差8个月13天`; nothing where that has no meaning."""
    margin = test.margin
    if margin is None or not margin.by:
        return ""
    stretch = _stretch(names.facts.get(test.fact or ""))
    if isinstance(margin, UnreachedMargin):
        words, day = _distance(margin, _side(test), names.lang), margin.not_on
        return words + (
            f"，照现有记录到 {day} 也不满" if names.lang == "zh" else f", by the record not full on {day}"
        )
    if margin.on is None or stretch is None:
        distance = _of_days if _DAY.fullmatch(test.actual or "") else _distance
        return distance(margin, _side(test), names.lang)
    return _of_stretch(margin, margin.on, stretch, names.own_day(test) or measured_on, names.lang)


def _of_stretch(margin: Margin, on: date, stretch: tuple[date, date], measured_on: date, lang: Lang) -> str:
    """Return the margin of a stretch of time: one that runs up to the measuring day, lies behind it or before it."""
    start, end = stretch
    words = _distance(margin, (on < end) - (on > end), lang)
    if start == measured_on != end:
        return words
    if on == end:
        return f"恰于 {on} 期满" if lang == "zh" else f"full on that very day, {on}"
    if on < end:
        return words + (f"，{on} 期满" if lang == "zh" else f", full on {on}")
    if end == measured_on:
        return words + (f"，到 {on} 才满" if lang == "zh" else f", full only on {on}")
    return words


def _of_days(margin: Margin, side: int | None, lang: Lang) -> str:
    """Return by how much one day lies before (-1) or after (1) the one asked for."""
    if side is None or side == 0:
        return _distance(margin, side, lang)
    zh, en = ("晚", "later") if side > 0 else ("早", "earlier")
    return f"{zh}{margin.by}" if lang == "zh" else f"{margin.by} {en}"


def _distance(margin: Margin, side: int | None, lang: Lang) -> str:
    """Return by how much the value lies above (1), below (-1) or at (0) the bound; None where the side is not known."""
    if side == 0 or _amount(margin.by) == 0:
        return "恰好" if lang == "zh" else "exactly"
    if side is None:
        return f"相差{margin.by}" if lang == "zh" else f"{margin.by} away"
    if side > 0:
        return f"超出{margin.by}" if lang == "zh" else f"{margin.by} over"
    if margin.met:
        return f"少{margin.by}" if lang == "zh" else f"{margin.by} under"
    return f"差{margin.by}" if lang == "zh" else f"{margin.by} short"


def _stretch(fact: FactReport | None) -> tuple[date, date] | None:
    value = None if fact is None else fact.value
    if not isinstance(value, dict) or not {"from", "to"} <= value.keys():
        return None
    return date.fromisoformat(value["from"]), date.fromisoformat(value["to"])


def _side(test: ConditionReport) -> int | None:
    """Return on which side of its bound a value lies, read from the two texts; None where they do not say."""
    actual, bound = _amount(test.actual or ""), _amount(test.required_value or "")
    if actual is None or bound is None:
        return None
    return (actual > bound) - (actual < bound)


_UNITS = {"年": 360, "个月": 30, "月": 30, "天": 1, "years": 360, "year": 360, "months": 30, "month": 30}
_UNITS |= {"岁": 360, "days": 1, "day": 1}
_PARTS = re.compile(r"(\d+)\s*(年|岁|个月|月|天|years?|months?|days?)\s*")
_LITERALS = re.compile(r"\d+(?:年|个月|月|天|years?|months?|days?)")
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?(?:/\d+)?)[^\d、,~]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _amount(text: str) -> Fraction | None:
    """Return a period in days, a day or a number as one number that can be compared; None for anything else.

    >>> _amount("5年1个月"), _amount("3次"), _amount("甲")
    (Fraction(1830, 1), Fraction(3, 1), None)
    """
    if _DAY.fullmatch(text):
        return Fraction(date.fromisoformat(text).toordinal())
    if text and not _PARTS.sub("", text):
        return Fraction(sum(int(count) * _UNITS[unit] for count, unit in _PARTS.findall(text)))
    number = _NUMBER.fullmatch(text)
    return None if number is None else Fraction(number[1])


def test_words(test: ConditionReport, names: Names, measured_on: date) -> str:
    """Return a test as part of a reason: the fact, what it is, and in brackets what was asked and by how much."""
    lang = names.lang
    said = f"{names.fact(test)} {test.actual or word('unknown', lang)}"
    if is_plain(test):
        return said + brackets(day_words(names.own_day(test), lang), lang)
    asked = required(test, lang)
    if test.truth is False:
        asked = f"不符“{asked}”" if lang == "zh" else f"not “{asked}”"
    margin = margin_words(test, names, measured_on)
    day = day_words(names.own_day(test), lang)
    told = word("colon", lang).join(part for part in (asked, margin) if part)
    return said + brackets(word("comma", lang).join(part for part in (day, told) if part), lang)


def day_words(day: date | None, lang: Lang) -> str:
    """Return on which day of its own a fact was measured; nothing for the day of the decision."""
    if day is None:
        return ""
    return f"按 {day} 计" if lang == "zh" else f"as of {day}"


def window_words(since: date | None, until: date | None, lang: Lang) -> str:
    """Return from and until when something holds, both days included.

    >>> window_words(date(2033, 1, 1), None, "zh"), window_words(None, date(2034, 3, 31), "en")
    ('自 2033-01-01 起', 'until 2034-03-31')
    """
    first = "" if since is None else f"自 {since} 起" if lang == "zh" else f"from {since}"
    last = "" if until is None else f"至 {until} 止" if lang == "zh" else f"until {until}"
    return (" " if lang == "en" else "").join(part for part in (first, last) if part)
