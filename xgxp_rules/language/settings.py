"""Local settings: the values of parameters that a policy leaves to another body, and what its undefined terms mean.

A settings file never changes a policy: it may only fill what the document leaves open, and only within its limits. Each
value and definition has its own days and its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from xgxp_rules.diagnostics import Diagnostic, nearest, register
from xgxp_rules.language.defining import NO_SOURCE, with_definitions
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.key_table import NOTE, Key, Shape
from xgxp_rules.language.located import Entry, LText
from xgxp_rules.language.parameters import before
from xgxp_rules.language.reach_keys import TERMS
from xgxp_rules.language.scope import Library, Scope
from xgxp_rules.language.source import read_source
from xgxp_rules.language.values_reader import read_constant
from xgxp_rules.model.forms import Delegated, SetValue
from xgxp_rules.model.policy import Parameter, PolicyVersion
from xgxp_rules.model.texts import show_value

_DAYS: Final = (
    Key("from", "自", "day", "从哪一天起"),
    Key("until", "至", "day", "到哪一天止（含）"),
    Key("source", "来源", "text", "写在哪里：文号或决定"),
    NOTE,
)
FILE: Final = Shape(
    "settings",
    "本地设定",
    (
        Key("settings", "本地设定", "text", "给哪一项政策设定", required=True),
        Key("version", "版本", "text", "只给哪一个版本设定"),
        Key("values", "数值", "map", "各参数的数值", "setting"),
        Key(
            "definitions",
            "界定",
            "map",
            "原文没有界定的用语各是什么意思：写法与事实相同，可另写自、至和来源",
            "fact",
        ),
        Key("facts", "事实", "map", "界定时另外用到的事实", "fact"),
        TERMS,
        *_DAYS,
    ),
)
SETTING: Final = Shape(
    "setting",
    "设定值",
    (Key("value", "值", "operand", "设定的数值", required=True), *_DAYS),
    short="operand",
)

UNKNOWN: Final = register(
    "XG395",
    zh="政策 {policy} 没有参数 `{name}`",
    en="policy {policy} has no parameter `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NOT_LEFT: Final = register(
    "XG396",
    zh="参数 `{name}` 由文件本身规定，不能在本地设定",
    en="parameter `{name}` is laid down by the document and cannot be set locally",
)
OUTSIDE: Final = register(
    "XG397",
    zh="`{text}` 超出允许的范围 {low} 至 {high}（由{who}定）",
    en="`{text}` lies outside {low} to {high}, which {who} may set",
)


NOTHING_SET: Final = register(
    "XG399",
    zh="本地设定里既没有数值（`values`），也没有界定（`definitions`）",
    en="the settings file holds neither `values` nor `definitions`",
)


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """One settings file: for which policy and version, and its entries still unread."""

    policy: str
    version: str
    fields: Fields
    file: str
    problems: Problems


def read_settings(text: str | bytes, file: str = "") -> tuple[SettingsFile | None, list[Diagnostic]]:
    """Return a settings file, None where it cannot be read, and what is wrong with its text."""
    node, found = read_source(text, file)
    problems = Problems(list(found))
    fields = None if node is None else read_fields(node, FILE, "settings", problems, start_of(node))
    if fields is None or any(each.severity == "error" for each in problems.found):
        return None, _placed(problems, file)
    return SettingsFile(fields.text("settings"), fields.text("version"), fields, file, problems), []


def with_settings(version: PolicyVersion, settings: SettingsFile) -> tuple[PolicyVersion, list[Diagnostic]]:
    """Return the version with the values of a settings file, and everything that is wrong with them."""
    problems = Problems()
    fields = replace(settings.fields, problems=problems)
    named = {parameter.name: parameter for parameter in version.parameters}
    for entry in fields.named("values"):
        parameter = named.get(entry.key.text.strip())
        if parameter is None:
            mend = nearest(entry.key.text, named)
            problems.say(UNKNOWN, entry.key.span, mend=mend, policy=version.id, name=entry.key.text)
        elif not isinstance(parameter.form, Delegated):
            problems.say(NOT_LEFT, entry.key.span, name=entry.key.text)
        else:
            for value in _value(entry, parameter, parameter.form, fields):
                named[parameter.name] = _set(parameter, parameter.form, value)
    changed = replace(version, parameters=tuple(named[parameter.name] for parameter in version.parameters))
    changed = with_definitions(changed, fields)
    if not any(key in fields for key in ("values", "definitions")):
        problems.say(NOTHING_SET, fields.place)
    return changed, _placed(problems, settings.file)


def _placed(problems: Problems, file: str) -> list[Diagnostic]:
    return [replace(each, file=file) for each in problems.found]


def _value(entry: Entry, parameter: Parameter, form: Delegated, outer: Fields) -> Iterator[SetValue]:
    problems = outer.problems
    if isinstance(entry.value, LText):
        own, node = None, entry.value
    else:
        own = read_fields(entry.value, SETTING, entry.key.text, problems, entry.key.span)
        found = None if own is None else own.text_node("value")
        if found is None:
            return
        node = found
    scope = Scope(Library({}, problems), "teacher")
    constant = read_constant(node, parameter.kind, scope)
    if constant is None:
        return
    low, high = form.low, form.high
    if low is not None and high is not None and (before(constant, low) or before(high, constant)):
        shown = [show_value(end.value, parameter.kind) for end in (low, high)]
        problems.say(OUTSIDE, node.span, text=node.text, low=shown[0], high=shown[1], who=form.set_by)
        return
    source = (own.text("source") if own is not None else "") or outer.text("source")
    if not source:
        problems.say(NO_SOURCE, entry.key.span, name=entry.key.text)
    yield SetValue(constant, _day(own, outer, "from"), _day(own, outer, "until"), source)


def _day(own: Fields | None, outer: Fields, key: str) -> date | None:
    return own.day(key) if own is not None and key in own else outer.day(key)


def _set(parameter: Parameter, form: Delegated, value: SetValue) -> Parameter:
    values = (*form.values, value)
    sources = "；".join(dict.fromkeys(one.source for one in values if one.source))
    return replace(parameter, form=replace(form, values=values), source=sources)
