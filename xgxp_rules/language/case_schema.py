"""The JSON Schema of a case file, made from the same table of keys that its reader uses.

Facts and what a record gives are left to the vocabulary; the schema knows the keys, in both spellings, and what kind
of thing stands under each.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from xgxp_rules.language.case_events import COURSE, EVENT
from xgxp_rules.language.case_expectations import PROCESS, QUOTAS
from xgxp_rules.language.case_keys import CASE, EXPECTATION, FILE, SETTING, STATUSES, UNFILLED, VARIATION
from xgxp_rules.language.case_quotas import QUOTA
from xgxp_rules.language.case_quotas import STATUSES as QUOTA_STATUSES
from xgxp_rules.language.keys import Key, Shape
from xgxp_rules.language.schema import DIALECT, Schema

_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
_TEXTS: Final[Schema] = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
_FACTS: Final[Schema] = {"type": "object", "additionalProperties": True}


@cache
def _built() -> Schema:
    definitions = {
        "case": {**_shape(CASE), "allOf": [*_required(CASE), _of_one_decision()]},
        "variation": _shape(VARIATION),
        "setting": _shape(SETTING),
        "expectation": _shape(EXPECTATION),
        "quota": _shape(QUOTA),
        "event": _shape(EVENT),
        "course": _shape(COURSE),
        "expected": _expected(),
        "expected_of_one": {"anyOf": [_SCALAR, _ref("expectation"), _beside_alone()]},
    }
    return {"$schema": DIALECT, "title": "案例文件", **_shape(FILE), "$defs": definitions}


def case_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of case files; every key in both spellings, described in Chinese.

    >>> schema = case_schema()
    >>> schema["properties"]["案例"] == schema["properties"]["cases"]
    True
    """
    from copy import deepcopy

    return deepcopy(_built())


def _shape(shape: Shape) -> Schema:
    properties: Schema = {}
    for key in shape.keys:
        value = {"description": key.help, **_takes(shape, key)}
        properties |= {key.en: value, key.zh: value}
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = _required(shape)
    return {**schema, "allOf": required} if required else schema


def _required(shape: Shape) -> list[Any]:
    return [
        {"oneOf": [{"required": [key.en]}, {"required": [key.zh]}]}
        for key in shape.keys
        if key.required and key.en != key.zh
    ]


def _takes(shape: Shape, key: Key) -> Schema:
    """Return what stands under a key; the reader's own table says only whether it is text, a list or a mapping."""
    match key.en:
        case "cases":
            return {"type": "array", "items": _ref("case"), "minItems": 1}
        case "vary":
            return {"type": "array", "items": _ref("variation"), "minItems": 1}
        case "expect":
            return _ref("expected")
        case "matrix":
            settings = {"type": "object", "additionalProperties": _ref("setting"), "minProperties": 1}
            axis = {"anyOf": [{"type": "array", "minItems": 1}, settings]}
            return {"type": "object", "additionalProperties": axis, "minProperties": 1}
        case "groups":
            return {"type": "object", "additionalProperties": {"anyOf": [_SCALAR, _ref("quota")]}}
        case "roster":
            return {"type": "array", "items": _FACTS, "minItems": 1}
        case "others":
            return {"type": "object", "additionalProperties": {"type": "array", "items": _FACTS}}
        case "readings" | "margin":
            return {"type": "object", "additionalProperties": _SCALAR}
        case "status":
            words = QUOTA_STATUSES if shape is QUOTA else STATUSES
            return {"enum": [*words, *UNFILLED]}
        case "given":
            return _FACTS
        case "events":
            return {"type": "array", "items": _ref("event"), "minItems": 1}
        case _:
            return _TEXTS if key.takes == "texts" else _SCALAR


def _expected() -> Schema:
    """Return what `expect` may hold: a word, the particulars of one decision, or each decision by its name."""
    each = {"anyOf": [_SCALAR, _ref("expectation")]}
    by_name = {"type": "object", "properties": _beside(), "additionalProperties": each, "minProperties": 1}
    return {"anyOf": [_SCALAR, _ref("expectation"), by_name]}


def _beside() -> Schema:
    several = {
        "description": "期望的比例结论：每项比例写达到、未达到或未定，或各组的结论",
        "type": "object",
        "additionalProperties": {"anyOf": [_SCALAR, _ref("quota")]},
        "minProperties": 1,
    }
    course = {"description": "期望流程走到哪一个状态，或逐项写明", "anyOf": [_SCALAR, _ref("course")]}
    return {**dict.fromkeys(QUOTAS, several), **dict.fromkeys(PROCESS, course)}


def _beside_alone() -> Schema:
    return {"type": "object", "properties": _beside(), "additionalProperties": False, "minProperties": 1}


def _of_one_decision() -> Schema:
    """Return what holds of a case that names its decision: its expectation speaks of that one alone."""
    named = {"anyOf": [{"required": ["decision"]}, {"required": ["决定"]}]}
    only = {"description": "期望这一项决定得出的结果", **_ref("expected_of_one")}
    return {"if": named, "then": {"properties": {"expect": only, "期望": only}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
