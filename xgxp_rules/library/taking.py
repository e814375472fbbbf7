"""Parameters taken from another policy, as that policy's version in force on the decision date has them.

What cannot be found (no such policy or parameter, no version in force, a value that hangs on facts of the other policy
alone) stays unknown: a number is never taken from a version that does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from xgxp_rules.language.operands import comparable
from xgxp_rules.model.forms import TakenFrom
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Parameter, PolicyVersion
from xgxp_rules.model.references import names_in

FARTHEST = 5
"""A parameter taken from one that is taken in turn, and so on: no document goes farther."""

VersionOf = Callable[[str, date], PolicyVersion | None]


def takes_any(version: PolicyVersion) -> bool:
    """Return whether a version takes parameters from other policies."""
    return any(isinstance(parameter.form, TakenFrom) for parameter in version.parameters)


def with_taken(
    version: PolicyVersion, on: date, version_of: VersionOf
) -> tuple[PolicyVersion, tuple[PolicyVersion, ...]]:
    """Return the version with every taken parameter filled for a day, and the versions they come from."""
    sources: dict[tuple[str, str], PolicyVersion] = {}
    parameters = []
    for parameter in version.parameters:
        found = _found(parameter, on, version_of, FARTHEST)
        if found is not None and _usable(found[0], found[1], parameter, version):
            source, other = found
            sources[source.id, source.version] = source
            parameter = _taken(parameter, other, source)
        parameters.append(parameter)
    return replace(version, parameters=tuple(parameters)), tuple(sources.values())


def _found(
    parameter: Parameter, on: date, version_of: VersionOf, left: int
) -> tuple[PolicyVersion, Parameter] | None:
    """Return the version and the parameter at the end of the way, or None where it leads nowhere."""
    form = parameter.form
    if not isinstance(form, TakenFrom) or not left:
        return None
    source = version_of(form.policy, on)
    other = None if source is None else source.parameter(form.parameter)
    if source is None or other is None:
        return None
    return _found(other, on, version_of, left - 1) if isinstance(other.form, TakenFrom) else (source, other)


def _usable(source: PolicyVersion, other: Parameter, wanted: Parameter, version: PolicyVersion) -> bool:
    """Return whether a parameter means the same here: one kind, and no facts of the other policy's own."""
    if not comparable(wanted.kind, other.kind):
        return False
    for ref in names_in((other.form,)):
        if not isinstance(ref, FactRef):
            return False
        try:
            if source.fact(ref.id) != version.fact(ref.id):
                return False
        except KeyError:
            return False
    return True


def _taken(parameter: Parameter, other: Parameter, source: PolicyVersion) -> Parameter:
    where = f"{source.title}（{source.version}）{'、'.join(other.clauses)}".strip()
    basis = "；".join(dict.fromkeys(text for text in (parameter.basis, other.basis) if text))
    return replace(parameter, constant=other.constant, form=other.form, source=where, basis=basis, text=other.text)
