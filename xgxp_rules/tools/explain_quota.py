"""A quota in words: what it asks for, what there is, by how much it is kept or missed, and who is still open.

It names nobody as the one to be chosen: people appear by the id of their record, in the order of the roster.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.quota_report import BoundResult, Counts, QuotaResult
from xgxp_rules.model.report import ReadingReport
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.values import Kind
from xgxp_rules.tools.beside_words import in_words
from xgxp_rules.tools.wording import brackets, word

_STATUS = {
    "met": Both("达到", "met"),
    "missed": Both("未达到", "missed"),
    "open": Both("未定", "open"),
}
_OFF = Both("偏离目标", "off target")
_SIDES = {
    "floor": Both("不少于", "at least"),
    "ceiling": Both("不多于", "at most"),
    "target": Both("目标", "target"),
}
_REASONS = {
    "group_unknown": Both("不能确定是否适用于本组", "it is open whether this group is concerned"),
    "amount_unknown": Both("要求的数额未知", "the amount asked for is unknown"),
    "members_open": Both("有人的情况未定", "some members are open"),
}
_MOST_NAMED = 20


def explain_quota(result: QuotaResult, lang: Lang = "zh") -> str:
    """Return one quota of one group in words, `lang` "zh" or "en"."""
    return "\n".join(_lines(result, lang))


def _lines(result: QuotaResult, lang: Lang) -> list[str]:
    base, counted = _range(result.base, lang), _range(result.counted, lang)
    numbers = _either(f"基数 {base}，计入 {counted}", f"base {base}, counted {counted}", lang)
    if result.relative is not None:
        relative = _range(result.relative, lang)
        numbers += _either(f"，参照 {relative}", f", relative to {relative}", lang)
    lines = [_head(result, lang), numbers]
    lines += [_bound(one, lang) for one in result.bounds]
    lines += _open(result, lang)
    if result.could_be_counted and result.status != "met":
        named, count = _named(result.could_be_counted, lang), len(result.could_be_counted)
        lines.append(
            _either(f"基数中尚可计入 {count} 人：{named}", f"of the base, {count} could be counted: {named}", lang)
        )
    clauses = _joined(result.clauses, lang)
    lines.append(_either(f"依据：{clauses}", f"clauses: {clauses}", lang))
    lines += (_reading(one, lang) for one in result.depends_on)
    if result.note:
        lines.append(_either(f"备注：{result.note}", f"note: {result.note}", lang))
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def _head(result: QuotaResult, lang: Lang) -> str:
    group = "/".join(result.group)
    head = result.title + (_either(f"（{group}）", f" ({group})", lang) if group else "")
    if result.account is not None:
        head += " " + (_either("本批", "batch", lang) if result.account.name == "batch" else result.account.name)
    soft = result.status == "missed" and result.modality in ("should", "aim", "may")
    verdict = in_words(_OFF if soft else _STATUS[result.status], lang)
    if result.reason:
        reason = in_words(_REASONS[result.reason], lang)
        verdict += _either(f"（{reason}）", f" ({reason})", lang)
    return _either(f"{head}：{verdict}", f"{head}: {verdict}", lang)


def _open(result: QuotaResult, lang: Lang) -> list[str]:
    if not result.undetermined:
        return []
    named, count = _named([one.id for one in result.undetermined], lang), len(result.undetermined)
    lines = [_either(f"未定 {count} 人：{named}", f"open, {count}: {named}", lang)]
    missing = [one for member in result.undetermined for one in member.missing]
    facts = _joined(dict.fromkeys(one.label if lang == "zh" else one.id for one in missing), lang)
    return [*lines, _either(f"尚缺：{facts}", f"missing: {facts}", lang)] if facts else lines


def _either(zh: str, en: str, lang: Lang) -> str:
    return zh if lang == "zh" else en


def _joined(texts: Iterable[str], lang: Lang) -> str:
    return _either("、", ", ", lang).join(texts)


def _bound(one: BoundResult, lang: Lang) -> str:
    side = in_words(_SIDES[one.side], lang)
    if one.required is None or one.slack is None:
        return _either(f"{side} {one.text}：数额未知", f"{side} {one.text}: amount unknown", lang)
    required, slack = _range(one.required, lang), _slack(one.slack, lang)
    told = _joined((part for part in (_behind(one), one.source) if part), lang)
    head = f"{side} {one.text}{brackets(told, lang)}"
    return _either(f"{head}，即 {required} 人，{slack}", f"{head}, that is {required}; {slack}", lang)


def _behind(one: BoundResult) -> str:
    """Return the share that a named amount comes to; nothing where the text is the share itself."""
    written = "倍" in one.text or "分之" in one.text or any(sign.isdigit() for sign in one.text)
    if one.share is None or written:
        return ""
    return show_value(Fraction(one.share), Kind("number", unit="%"))


def _slack(slack: Counts, lang: Lang) -> str:
    if slack.at_least >= 0:
        return _either(f"余 {_range(slack, lang)}", f"{_range(slack, lang)} to spare", lang)
    if slack.at_most < 0:
        short = _range(Counts(at_least=-slack.at_most, at_most=-slack.at_least), lang)
        return _either(f"差 {short}", f"{short} off", lang)
    off, spare = -slack.at_least, slack.at_most
    return _either(f"差 {off} 到余 {spare}", f"{off} off to {spare} to spare", lang)


def _range(counts: Counts, lang: Lang) -> str:
    if counts.known:
        return str(counts.at_least)
    return f"{counts.at_least} 至 {counts.at_most}" if lang == "zh" else f"{counts.at_least} to {counts.at_most}"


def _named(ids: Iterable[str], lang: Lang) -> str:
    listed = list(ids)
    text = ("、" if lang == "zh" else ", ").join(listed[:_MOST_NAMED])
    rest = len(listed) - _MOST_NAMED
    return text if rest <= 0 else f"{text} 等" if lang == "zh" else f"{text} and {rest} more"


def explain_quotas(results: Iterable[QuotaResult], lang: Lang = "zh") -> str:
    """Return several quotas in words, one below the other, under their policy, its version, the day and assumptions."""
    blocks: list[str] = []
    last = ""
    for one in results:
        front = _front(one, lang)
        blocks += [explain_quota(one, lang)] if front == last else [front, explain_quota(one, lang)]
        last = front
    return "\n\n".join(blocks)


def _front(result: QuotaResult, lang: Lang) -> str:
    status = "" if result.policy_status == "in_force" else word(result.policy_status, lang)
    policy = result.policy_title if lang == "zh" else result.policy
    day = _either(f"以 {result.as_of} 计", f"as of {result.as_of}", lang)
    place = f"{policy} {result.version}{brackets(status, lang)} · {day}"
    lines = [_either(f"〔{place}〕", f"[{place}]", lang)]
    if result.in_force_basis:
        lines.append(_either(f"  推定：{result.in_force_basis}", f"  assumed: {result.in_force_basis}", lang))
    return "\n".join(lines)


def _reading(one: ReadingReport, lang: Lang) -> str:
    said = one.status if one.default else _either(f"{one.status}，非默认", f"{one.status}, not the default", lang)
    return _either(f"理解：{one.id}：{one.choice}（{said}）", f"reading: {one.id}: {one.choice} ({said})", lang)


def quotas_json(results: Iterable[QuotaResult]) -> str:
    """Return the results as a JSON list, the same for the same roster."""
    return json.dumps([one.model_dump(mode="json") for one in results], ensure_ascii=False, indent=2)
