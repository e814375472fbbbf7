"""The JSON Schema of a record file (Draft 2020-12), generated from the declared facts.

Editors read it while an officer types, so every property appears under its label and its id, with its description.
It says what the readers accept in JSON; what only dates can decide (overlaps, days before birth) is left to them.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel

from xgxp_rules.model.records.base import Record
from xgxp_rules.model.supplied import Told, told_fields
from xgxp_rules.model.unreadable import STATES
from xgxp_rules.model.values import Kind

_DAY: Final = r"^\s*[0-9]{4}([-/.][0-9]{1,2}([-/.][0-9]{1,2})?|年([0-9]{1,2}月([0-9]{1,2}日)?)?)?\s*$"
_NUMBER: Final = r"^\s*[+-]?[0-9][0-9,]*(\.[0-9]+)?(/[0-9]+)?\D{0,4}$"


_SAID: Final[dict[str, str]] = {
    name: said
    for names, said in (
        (("自", "from"), "最早可能是哪一天"),
        (("至", "to"), "最晚可能是哪一天"),
        (("完整", "complete"), "是否没有漏列的；否表示可能还有"),
        (("列", "items"), "已知的各项"),
        (("争议",), "各方说法不一时，逐一写出说法和来源，至少两种"),
        (("值", "value"), "这一种说法的值"),
        (("来源", "source"), "这一种说法的来源"),
    )
    for name in names
}
"""What the keys of a value mean that is a range, a list or a dispute, for an editor to show."""


def record_schema(model: type[Record]) -> dict[str, Any]:
    """Return the JSON Schema of this kind of record; names that no field has are allowed, for policies to declare.

    >>> from xgxp_rules.model.records import School
    >>> record_schema(School)["properties"]["规模"]["$ref"]
    '#/$defs/School.size'
    """
    defs: dict[str, Any] = {
        "state": {"enum": list(STATES), "description": "未知，或不适用"},
        "flag": {"anyOf": [{"type": "boolean"}, {"enum": ["是", "否", "yes", "no", "true", "false"]}]},
        "day": {
            "anyOf": [{"type": "string", "pattern": _DAY}, _object({"from": "string", "to": "string"}, "自", "至")]
        },
    }
    body = _properties(model, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": model.title.zh,
        "type": "object",
        **body,
        "$defs": defs,
    }


def _object(types: dict[str, str], *labels: str) -> dict[str, Any]:
    """Return an object whose properties go by id or by label."""
    named = dict(zip(labels, types.values(), strict=True))
    properties = {name: {"type": kind, "description": _SAID[name]} for name, kind in {**types, **named}.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _properties(model: type[BaseModel], defs: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a model under every spelling; two spellings of one field exclude each other."""
    properties: dict[str, Any] = {}
    apart = []
    for name, told in told_fields(model):
        key = f"{model.__name__}.{name}"
        defs[key] = {"title": told.label, "description": told.description, **_field(told, defs)}
        spellings = tuple(dict.fromkeys((told.label, name, *told.also)))
        properties.update({spelling: {"$ref": f"#/$defs/{key}"} for spelling in spellings})
        apart += [{"not": {"required": [one, two]}} for one in spellings for two in spellings if one < two]
    return {"properties": properties, "allOf": apart}


def _field(told: Told, defs: dict[str, Any]) -> dict[str, Any]:
    if told.items is None:
        value = _value(told.kind)
    else:
        name = told.items.__name__
        if name not in defs:
            defs[name] = {}
            body = _properties(told.items, defs)
            defs[name] = {"type": "object", "additionalProperties": False, **body}
        item = {"$ref": f"#/$defs/{name}"}
        if told.keyed is not None:
            return {"type": "object", "additionalProperties": item}
        value = _list(item)
    blank = {"enum": ["", None]}
    return {"anyOf": [value, {"$ref": "#/$defs/state"}, _dispute(value), blank]}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    listed = {"type": "array", "items": item}
    forms: list[dict[str, Any]] = [listed]
    for complete, items in (("完整", "列"), ("complete", "items")):
        forms.append(
            {
                "type": "object",
                "properties": {
                    complete: {"$ref": "#/$defs/flag", "description": _SAID[complete]},
                    items: {**listed, "description": _SAID[items]},
                },
                "required": [complete, items],
                "additionalProperties": False,
            }
        )
    return {"anyOf": forms}


def _dispute(value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a dispute: at least two claims, each with its source."""
    claims = [
        {
            "type": "object",
            "properties": {
                held: {**value, "description": _SAID[held]},
                source: {"type": "string", "minLength": 1, "description": _SAID[source]},
            },
            "required": [held, source],
            "additionalProperties": False,
        }
        for held, source in (("值", "来源"), ("value", "source"))
    ]
    listed = {"type": "array", "minItems": 2, "items": {"anyOf": claims}, "description": _SAID["争议"]}
    return {
        "type": "object",
        "properties": {"争议": listed, "disputed": listed},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }


def _value(kind: Kind) -> dict[str, Any]:
    match kind.name:
        case "flag":
            return {"$ref": "#/$defs/flag"}
        case "date":
            return {"$ref": "#/$defs/day"}
        case "number":
            return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMBER}]}
        case "choice":
            return {"enum": [name for choice in kind.choices for name in (choice.label, choice.id)]}
        case "text" | "reference" | "period" | "list" | "day_of_year":
            return {"type": "string"}
