"""Groups of options: several verbs take the same ones, so they are declared once, as the fields of a dataclass.

A verb that is marked with `spread` may have parameters that are such groups. The command line sees every field as an
option or argument of its own, in the order of the fields at the place of the parameter; the verb gets the group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints


def spread(verb: Callable[..., None]) -> Callable[..., None]:
    """Return a verb with the fields of its groups for parameters, as the command line library reads them.

    Raises:
        ValueError: two parameters of the verb, or of its groups, have the same name.
    """
    kinds = get_type_hints(verb, include_extras=True)
    groups: dict[str, type] = {name: kind for name, kind in kinds.items() if _is_group(kind)}
    parameters = [shown for name in signature(verb).parameters for shown in _shown(verb, name, kinds)]

    @wraps(verb)
    def called(**options: Any) -> None:
        whole = {
            name: group(**{one.name: options.pop(one.name) for one in fields(group)})
            for name, group in groups.items()
        }
        verb(**whole, **options)

    called.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what inspect looks for
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    return called


def _shown(verb: Callable[..., None], name: str, kinds: dict[str, Any]) -> Iterator[Parameter]:
    kind = kinds[name]
    if _is_group(kind):
        hints = get_type_hints(kind, include_extras=True)
        for one in fields(kind):
            yield Parameter(one.name, Parameter.KEYWORD_ONLY, default=_default(one), annotation=hints[one.name])
    else:
        default = signature(verb).parameters[name].default
        yield Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _is_group(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


def _default(field: Field[Any]) -> Any:
    return Parameter.empty if field.default is MISSING else field.default
