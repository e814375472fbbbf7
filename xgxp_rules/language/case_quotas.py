"""What a case expects of quotas: a word for the only group, or particulars for each group by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xgxp_rules.diagnostics import register
from xgxp_rules.language.case_expectations import QUOTAS, Said
from xgxp_rules.language.fields import Fields, read_fields
from xgxp_rules.language.keys import Key, Shape
from xgxp_rules.language.located import Entry, LList, LMap, LText
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

STATUSES: Final = {
    "met": "met",
    "达到": "met",
    "符合": "met",
    "missed": "missed",
    "未达到": "missed",
    "不符合": "missed",
    "open": "open",
    "未定": "open",
}
"""How what a quota came to is written in a case file."""

NO_SUCH_STATUS = register(
    "XG640",
    zh="比例的结论没有 `{text}`，可以写：达到、未达到、未定",
    en="a quota cannot be `{text}`; it is met, missed or open",
)
QUOTA: Final = Shape(
    "quota_expectation",
    "比例的期望",
    (
        Key("status", "结论", "text", "达到、未达到或未定"),
        Key("base", "基数", "text", "基数，如 12 或 10 至 12"),
        Key("counted", "计入", "text", "计入的人数"),
        Key("relative", "参照", "text", "参照的人数"),
        Key("required", "应有", "texts", "各项要求的人数，依次列出"),
        Key("slack", "余缺", "texts", "各项要求的余数或缺额，依次列出"),
        Key("undetermined", "未定的人", "texts", "尚未确定的人，按编号，不多不少"),
        Key("could_be_counted", "可计入", "texts", "基数中未计入的人，按编号，不多不少"),
        Key("groups", "各组", "map", "各组的期望，组名两项时写作 甲/乙"),
    ),
)
_WORDS: Final = ("base", "counted", "relative", "required", "slack", "undetermined", "could_be_counted")


@dataclass(frozen=True, slots=True)
class QuotaExpectation:
    """What one group of one quota must come to; `group` is "" for a quota of one group, None for "no such group"."""

    quota: str
    group: str
    span: Span
    status: Said | None = None
    base: Said | None = None
    counted: Said | None = None
    relative: Said | None = None
    required: Said | None = None
    slack: Said | None = None
    undetermined: Said | None = None
    could_be_counted: Said | None = None


def is_quotas(name: str) -> bool:
    """Return whether a key under `expect` speaks of quotas."""
    return fold_name(name) in QUOTAS


def read_quota_expectations(fields: Fields) -> Iterator[QuotaExpectation]:
    """Yield what stands under `quotas` of `expect`."""
    node = fields.node("expect")
    for entry in node.entries if isinstance(node, LMap) else ():
        if is_quotas(entry.key.text):
            if isinstance(entry.value, LMap):
                for each in entry.value.entries:
                    yield from _quota(each, each.key.text.strip(), "", fields)
            else:
                fields.problems.say("XG105", entry.value.span, name=entry.key.text)


def _quota(entry: Entry, quota: str, group: str, outer: Fields) -> Iterator[QuotaExpectation]:
    problems, place = outer.problems, entry.key.span
    if isinstance(entry.value, LText):
        said = _status(entry.value, outer)
        if said is not None:
            yield QuotaExpectation(quota, group, place, said)
        return
    fields = read_fields(entry.value, QUOTA, entry.key.text, problems, place)
    if fields is None:
        return
    node = fields.text_node("status")
    status = None if node is None else _status(node, fields)
    found = {key: _said(fields, key) for key in _WORDS}
    if status is not None or any(found.values()):
        yield QuotaExpectation(quota, group, place, status, **found)
    for each in fields.named("groups"):
        yield from _quota(each, quota, each.key.text.strip(), fields)


def _status(node: LText, fields: Fields) -> Said | None:
    status = STATUSES.get(fold_name(node.text))
    if status is None:
        fields.problems.say(NO_SUCH_STATUS, node.span, text=node.text)
        return None
    return Said((status,), node.span)


def _said(fields: Fields, key: str) -> Said | None:
    if key not in fields:
        return None
    node = fields.entries[key].value
    if isinstance(node, LList) and not node.items:
        return Said((), node.span, listed=True)
    return Said(fields.texts(key), fields.span(key), isinstance(node, LList))
