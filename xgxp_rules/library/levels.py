"""Levels of law: what a lower policy sets otherwise, whether the text above allows it, and higher law as it then reads.

A value or a rule of higher law may be set otherwise only where its own `may_set` says so. A parameter left to another
body may be set within its limits. What is set flows into the guards of that law wherever this policy is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from xgxp_rules.diagnostics import Diagnostic, diagnose, nearest, register
from xgxp_rules.language.operands import comparable
from xgxp_rules.model.forms import Dated, Delegated, Keyed
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import MaySet, Parameter, PolicyVersion, Rule
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.vocabulary import Fact

NOT_ABOVE = register(
    "XG543",
    zh="`{target}` 不在本文件的上位规定（`under`）之中",
    en="`{target}` is not among the policies this one stands under (`under`)",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)
NOTHING_THERE = register(
    "XG544",
    zh="上位规定 `{policy}` {version} 没有 `{name}` 可以另定",
    en="higher law `{policy}` {version} has no `{name}` to set otherwise",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)
NOT_ALLOWED = register(
    "XG545",
    zh="上位规定 `{policy}` {version} 没有允许另定 `{name}`（见 {place}）",
    en="higher law `{policy}` {version} does not allow `{name}` to be set otherwise (see {place})",
    mend_zh="请删去 `sets:`，照上位规定办；上位规定确实允许的，由上位规定写 `may_set:`",
    mend_en="Delete `sets:` and follow higher law; where that allows it, it says `may_set:` there",
)
OTHER_KIND = register(
    "XG546",
    zh="`{name}` 与上位规定的不是同一类数值（见 {place}）",
    en="`{name}` is not of the same kind as in higher law (see {place})",
    mend_zh="请写成与上位规定同类的数值",
    mend_en="Give a value of the same kind as in higher law",
)
OUT_OF_BOUNDS = register(
    "XG547",
    zh="`{name}` 定为 {text}，上位规定 `{policy}` {version} 要求{bound}（见 {place}）",
    en="`{name}` is set to {text}; higher law `{policy}` {version} asks for {bound} (see {place})",
    mend_zh="请写{bound}的值",
    mend_en="Write a value that is {bound}",
)

Versions = Callable[[str], tuple[PolicyVersion, ...]]
"""Every version of a policy that stands above; none where there is no such policy."""

Part = Parameter | Rule | Fact
"""What may be set otherwise; of facts, the terms that higher law uses and leaves undefined."""

_BOUNDS: Final = {"at_least": "≥", "at_most": "≤"}


def level_problems(version: PolicyVersion, above: Versions) -> Iterator[Diagnostic]:
    """Yield what a version sets otherwise and may not, each placed in its file and naming the place above."""
    for part in _setting(version):
        policy, _, name = part.sets.partition("/")
        if policy not in version.under:
            mend = nearest(policy, version.under)
            yield diagnose(NOT_ABOVE, part.span, version.file, mend=mend, target=policy)
            continue
        for higher in above(policy):
            if _overlap(version, higher):
                yield from _one(part, name, version, higher)


def _setting(version: PolicyVersion) -> Iterator[Part]:
    yield from (one for one in version.parameters if one.sets)
    yield from (one for one in version.rules if one.sets)
    yield from (one for each in version.vocabularies for one in each.facts if one.sets)


def _overlap(one: PolicyVersion, other: PolicyVersion) -> bool:
    mine, theirs = one.in_force, other.in_force
    begins = max(mine.from_on or date.min, theirs.from_on or date.min)
    return begins <= min(mine.until_on or date.max, theirs.until_on or date.max)


def _one(part: Part, name: str, version: PolicyVersion, higher: PolicyVersion) -> Iterator[Diagnostic]:
    say = partial(_say, part, version, higher, name)
    if isinstance(part, Fact):
        yield from _term(part, name, higher, say)
        return
    found = higher.parameter(name) if isinstance(part, Parameter) else _rule(higher, name)
    if found is None:
        names = [one.name for one in higher.parameters] if isinstance(part, Parameter) else _ids(higher)
        yield replace(say(NOTHING_THERE), mend=nearest(name, names))
        return
    place = f"{Path(higher.file).name}:{found.span.line}"
    if isinstance(found, Rule) or isinstance(part, Rule):
        if found.may_set != "freely":
            yield say(NOT_ALLOWED, place=place)
    elif _allowed(found) is None:
        yield say(NOT_ALLOWED, place=place)
    elif part.kind.name != found.kind.name:
        yield say(OTHER_KIND, place=place)
    else:
        broken = _out_of_bounds(part, found, version, higher)
        yield from (say(OUT_OF_BOUNDS, place=place, text=text, bound=bound) for text, bound in broken)


def _term(part: Fact, name: str, higher: PolicyVersion, say: Callable[..., Diagnostic]) -> Iterator[Diagnostic]:
    """Yield why a fact cannot define a term of higher law: there is none, it is defined there, or of another kind."""
    found = next((each[name] for each in higher.vocabularies if name in each and each[name].local), None)
    if found is None:
        yield replace(say(NOTHING_THERE), mend=nearest(name, [one.label for one in higher.undefined()]))
        return
    place = f"{Path(higher.file).name}:{found.span.line}"
    if found.undefined is None:
        yield say(NOT_ALLOWED, place=place)
    elif not comparable(part.kind, found.kind):
        yield say(OTHER_KIND, place=place)


def _say(
    part: Part, version: PolicyVersion, higher: PolicyVersion, name: str, code: str, **more: str
) -> Diagnostic:
    """Return a problem placed where this version sets something otherwise, with what it sets."""
    said = {"policy": higher.id, "version": higher.version, "name": name, **more}
    return Diagnostic(code, part.span, version.file, tuple(said.items()))


def _rule(version: PolicyVersion, name: str) -> Rule | None:
    return next((one for one in version.rules if one.id == name), None)


def _ids(version: PolicyVersion) -> list[str]:
    return [one.id for one in version.rules]


def _allowed(found: Parameter) -> MaySet | None:
    """Return what may be done with a parameter, or None where nothing may."""
    if found.may_set == "not":
        return None
    return found.may_set or ("freely" if isinstance(found.form, Delegated) else None)


def _out_of_bounds(
    part: Parameter, found: Parameter, version: PolicyVersion, higher: PolicyVersion
) -> Iterator[tuple[str, str]]:
    """Yield the first value that higher law does not allow, with the bound, over the days both hold."""
    form, way = found.form, _allowed(found)
    for day in _days(part, found, version, higher):
        for keys, own in _values(part, day):
            limits: list[tuple[str, Constant]] = []
            if isinstance(form, Delegated):
                limits = [(sign, one) for sign, one in (("≥", form.low), ("≤", form.high)) if one is not None]
            elif way in _BOUNDS:
                limits = [(_BOUNDS[way], one) for other, one in _values(found, day) if _meet(keys, other)]
            for sign, limit in limits:
                if not _within(own, sign, limit):
                    yield show_value(own.value, found.kind), f"{sign} {show_value(limit.value, found.kind)}"
                    return


def _days(part: Parameter, found: Parameter, version: PolicyVersion, higher: PolicyVersion) -> list[date]:
    """Return the days on which a value begins to hold, and the first day on which both texts do."""
    first = max(version.in_force.from_on or date.min, higher.in_force.from_on or date.min)
    changes = {each.from_on for one in (part, found) if isinstance(one.form, Dated) for each in one.form.values}
    return sorted({first, *(day for day in changes if day > first)})


def _values(parameter: Parameter, day: date) -> list[tuple[tuple[str | None, ...], Constant]]:
    """Return a parameter's values on a day by their keys; one for everybody has none."""
    held: object = parameter.constant if parameter.constant is not None else parameter.form
    if isinstance(held, Dated):
        begun = [each.value for each in held.values if each.from_on <= day]
        held = begun[-1] if begun else None
    if isinstance(held, Keyed):
        return [(row.keys, row.value) for row in held.rows]
    return [((), held)] if isinstance(held, Constant) else []


def _meet(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    """Return whether two rows can concern one record: no key on which both speak differs."""
    return all(mine == theirs or None in (mine, theirs) for mine, theirs in zip(one, other, strict=False))


def _within(own: Constant, sign: str, limit: Constant) -> bool:
    mine, theirs = _measure(own), _measure(limit)
    return bool(mine >= theirs if sign == "≥" else mine <= theirs)  # type: ignore[operator]


def _measure(constant: Constant) -> object:
    value = constant.value
    return value.measure() if isinstance(value, Period) else value


def as_set_below(higher: PolicyVersion, version: PolicyVersion) -> PolicyVersion:
    """Return higher law with the values that a version standing under it sets otherwise, where it allows them.

    What it does not allow is reported by `level_problems` and changes nothing here: the higher text stands.
    """
    named = {one.sets.partition("/")[2]: one for one in version.parameters if one.sets.startswith(f"{higher.id}/")}
    own = {name: one for name, one in named.items() if not any(_one(one, name, version, higher))}
    if not own:
        return higher
    parameters = tuple(
        one if one.name not in own else _in_place_of(one, own[one.name], version) for one in higher.parameters
    )
    return replace(higher, parameters=parameters)


def _in_place_of(old: Parameter, new: Parameter, version: PolicyVersion) -> Parameter:
    origin = f"{version.id} {version.version} {'、'.join(new.clauses)}".strip()
    return replace(old, constant=new.constant, form=new.form, text=new.text, basis=new.basis, source=origin)
