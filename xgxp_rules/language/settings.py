"""Local settings: the values of parameters that a policy leaves to another body, and what its undefined terms mean.

A settings file never changes a policy: it may only fill what the document leaves open, and only within its limits. Each
value and definition has its own days and its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, nearest, register
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
from xgxp_rules.model.nodes import FactRef, ParameterRef
from xgxp_rules.model.policy import Parameter, PolicyVersion
from xgxp_rules.model.quota import Bound, Quota
from xgxp_rules.model.references import names_in
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.vocabulary import fold_name

_COMMON: Final = (
    Key("for", "对象", "texts", "只给哪些学校或单位设定；不写的对谁都一样"),
    Key("from", "自", "day", "从哪一天起"),
    Key("until", "至", "day", "到哪一天止（含）"),
    Key("source", "来源", "text", "写在哪里：文号或决定"),
    Key("replaces", "代替", "text", "从自己的第一天起代替哪一份设定：写它的来源"),
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
        *_COMMON,
    ),
)
SETTING: Final = Shape(
    "setting",
    "设定值",
    (Key("value", "值", "operand", "设定的数值", required=True), *_COMMON),
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
    mend_zh="请删去这一项；要由下面来定的，参数写 `{{set_by: 学校, limits: 2年 至 4年}}`",
    mend_en="Delete this entry; a value that others may set is declared `{{set_by: 学校, limits: 2年 至 4年}}`",
)
OUTSIDE: Final = register(
    "XG397",
    zh="`{text}` 超出允许的范围 {low} 至 {high}（由{who}定）",
    en="`{text}` lies outside {low} to {high}, which {who} may set",
    mend_zh="请写 {low} 至 {high} 之间的数值",
    mend_en="Write a value from {low} to {high}",
)

CLASH: Final = register(
    "XG290",
    zh="{day}这一天，`{name}` 已由 {other} 设定{whom}，这里又设定一次",
    en="on {day} `{name}` is set{whom} by {other} already, and here once more",
    mend_zh="各校各有数值的，写明 `对象:`；后一份代替前一份的，在后一份写 `代替: {other}`，或在前一份写明 `至:`",
    mend_en="where schools have values of their own, name the school with `for:`; where the later paper takes the"
    " place of the earlier, write `replaces: {other}` in the later, or an `until:` in the earlier",
)
NOT_FOR_SOME: Final = register(
    "XG291",
    zh="用语的界定对谁都一样，不能只给 {whom} 写",
    en="a definition of a term holds for everybody and cannot be for {whom} alone",
    mend_zh="请把 `对象:` 写到各个数值里，或另写一个文件",
    mend_en="write `for:` at the values it is meant for, or put the definitions into a file of their own",
)

NOTHING_SET: Final = register(
    "XG399",
    zh="本地设定里既没有数值（`values`），也没有界定（`definitions`）",
    en="the settings file holds neither `values` nor `definitions`",
    mend_zh="请写 `values: {{参数的名称: {{value: 3年, from: 2031-02-01}}}}`",
    mend_en="Write `values: {{name: {{value: 3年, from: 2031-02-01}}}}` with the name of a parameter",
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
                _say_clash(value, parameter, parameter.form, entry, problems)
                named[parameter.name] = _set(parameter, parameter.form, value)
    changed = replace(version, parameters=tuple(named[parameter.name] for parameter in version.parameters))
    changed = replace(changed, quotas=_by_groups(changed))
    if "for" in fields and "definitions" in fields:
        problems.say(NOT_FOR_SOME, fields.span("for"), whom=fields.texts("for"))
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
    whom, replaced = (own if own is not None and key in own else outer for key in ("for", "replaces"))
    begins, ends = _day(own, outer, "from"), _day(own, outer, "until")
    yield SetValue(constant, begins, ends, source, whom.texts("for"), replaced.text("replaces"))


def _say_clash(new: SetValue, parameter: Parameter, form: Delegated, entry: Entry, problems: Problems) -> None:
    """Report an earlier paper that sets the same parameter for the same body on the same day."""
    for old in form.values:
        day = max(old.from_on or date.min, new.from_on or date.min)
        common = [one for one in new.objects if fold_name(one) in map(fold_name, old.objects)]
        same = bool(common) or not (old.objects or new.objects)
        ended = any(one.until_on is not None and one.until_on < day for one in (old, new))
        replaced = old.source == new.replaces or new.source == old.replaces
        if same and not ended and not replaced:
            said = Both("任何", "any day") if day == date.min else Both(f"{day} ", f"{day}")
            whom = _for_whom(common)
            problems.say(CLASH, entry.key.span, name=parameter.name, other=old.source, day=said, whom=whom)


def _for_whom(names: list[str]) -> Both:
    return Both(f"（对象：{'、'.join(names)}）", f" for {', '.join(names)}") if names else Both("", "")


def _by_groups(version: PolicyVersion) -> tuple[Quota, ...]:
    """Return the quotas, with bounds that are set school by school read in the words of the school of each group."""
    several = {one.name for one in version.parameters if isinstance(one.form, Delegated) and one.form.by_object}

    def own(bound: Bound, group: str) -> Bound:
        named = list(names_in(bound.amount))
        mine = any(isinstance(one, ParameterRef) and one.name in several for one in named)
        others = any(isinstance(one, FactRef) for one in named)
        return replace(bound, about=group) if mine and not others and group == "school" else bound

    return tuple(
        replace(one, bounds=tuple(own(bound, one.group) for bound in one.bounds)) for one in version.quotas
    )


def _day(own: Fields | None, outer: Fields, key: str) -> date | None:
    return own.day(key) if own is not None and key in own else outer.day(key)


def _set(parameter: Parameter, form: Delegated, value: SetValue) -> Parameter:
    values = (*form.values, value)
    sources = "；".join(dict.fromkeys(one.source for one in values if one.source))
    return replace(parameter, form=replace(form, values=values), source=sources)
