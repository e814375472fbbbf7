"""The JSON Schema of a policy file, made from the same table of keys that the reader uses.

It is for editors: completion, hover texts and the first underlining while a person types. What only the vocabulary
knows (names, kinds, units) is the loader's business, so a file may satisfy the schema and still be refused.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from xgxp_rules.language.keys import AT_LEAST, FORMS, OPERATORS, SHAPES, TEST, WORDS, Key, Shape

Schema = dict[str, Any]

_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
_TEXTS: Final[Schema] = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR, "minItems": 1}]}
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@cache
def _built() -> Schema:
    definitions = {name: _shape(shape) for name, shape in SHAPES.items() if name != "policy"}
    definitions |= {"condition": _condition(), "conditions": _entries(), "any_fact": _any_fact()}
    return {
        "$schema": DIALECT,
        "title": "政策文件",
        **_shape(SHAPES["policy"]),
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def policy_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of policy files; every key in both spellings, described in Chinese.

    >>> schema = policy_schema()
    >>> schema["properties"]["规则"] == schema["properties"]["rules"]
    True
    """
    from copy import deepcopy

    return deepcopy(_built())


def settings_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of settings files, which set values and define terms for a policy."""
    from copy import deepcopy

    from xgxp_rules.language.settings import FILE, SETTING

    definitions = {**_built()["$defs"], SETTING.name: _shape(SETTING)}
    made = {"$schema": DIALECT, "title": "本地设定", **_shape(FILE), "$defs": definitions}
    return deepcopy(made)


def _shape(shape: Shape) -> Schema:
    properties: Schema = {}
    for key in shape.keys:
        value = {"description": key.help, **_takes(key)}
        properties |= {key.en: value, key.zh: value}
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = [
        {"oneOf": [{"required": [key.en]}, {"required": [key.zh]}]} if key.en != key.zh else {"required": [key.en]}
        for key in shape.keys
        if key.required
    ]
    if required:
        schema["allOf"] = required
    return schema


def _takes(key: Key) -> Schema:
    match key.takes:
        case "text" | "day" | "window" | "operand":
            return _SCALAR
        case "texts":
            return _TEXTS
        case "amount" | "amounts":
            one: Schema = {"anyOf": [_SCALAR, *(_ref(shape.name) for shape in FORMS.values())]}
            listed: Schema = {"type": "array", "items": one, "minItems": 1}
            return one if key.takes == "amount" else {"anyOf": [*one["anyOf"], listed]}
        case "effects":
            tag: Schema = {"anyOf": [_SCALAR, _ref("effect")]}
            return {"anyOf": [*tag["anyOf"], {"type": "array", "items": tag, "minItems": 1}]}
        case "word":
            return _words(key.of)
        case "flag":
            return _words("flag")
        case "whole":
            return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9０-９]+$"}]}
        case "operands":
            rows: Schema = {"type": "object", "minProperties": 1}
            inner = {**rows, "additionalProperties": _SCALAR}
            return {"anyOf": [_SCALAR, {**rows, "additionalProperties": {"anyOf": [_SCALAR, inner]}}]}
        case "condition" | "exceptions":
            return _ref("condition")
        case "choices":
            return {"anyOf": [*_TEXTS["anyOf"], {"type": "object", "additionalProperties": _SCALAR}]}
        case "groups":
            return {"type": "object", "additionalProperties": _TEXTS, "minProperties": 1}
        case "shape":
            return _value(key.of)
        case "map":
            return {"type": "object", "additionalProperties": _value(key.of), "minProperties": 1}
        case "list":
            return {"type": "array", "items": _value(key.of), "minItems": 1}


def _value(name: str) -> Schema:
    """Return what may stand where a mapping of this shape is wanted: the mapping, or its short form."""
    shape = SHAPES.get(name) or Shape(name, "", (), short="operand")
    full = _ref("any_fact" if name == "fact" else name)
    match shape.short:
        case None:
            return full
        case "word":
            return {"anyOf": [_words(shape.short_of), full]}
        case "texts":
            return {"anyOf": [*_TEXTS["anyOf"], full]}
        case _:
            return {"anyOf": [_SCALAR, full]}


def _any_fact() -> Schema:
    return {"anyOf": [_ref("fact"), *(_ref(shape.name) for shape in FORMS.values())]}


def _words(set_name: str) -> Schema:
    words = [word for en, chinese in WORDS[set_name] for word in (en, *chinese)]
    # `true` and `1` reach a schema as a truth value and a number.
    typed: list[Any] = [True, False] if set_name == "flag" else [1] if set_name == "language" else []
    return {"enum": [*words, *typed]}


def _condition() -> Schema:
    item = {"anyOf": [{"type": "string"}, _ref("conditions")]}
    listed = {"type": "array", "items": item, "minItems": 1}
    return {"anyOf": [{"type": "string"}, listed, _ref("conditions")]}


def _entries() -> Schema:
    joined: Schema = {}
    for key in OPERATORS.values():
        value = {"description": key.help, **(_ref(AT_LEAST.name) if key.takes == "shape" else _ref("condition"))}
        joined |= {key.en: value, key.zh: value}
    tested = {"anyOf": [*_TEXTS["anyOf"], _ref(TEST.name)]}
    return {"type": "object", "properties": joined, "additionalProperties": tested, "minProperties": 1}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
