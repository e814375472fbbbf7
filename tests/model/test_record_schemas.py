"""The JSON Schemas of records say in Chinese what every key means, so that an editor can show it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.records import MODELS, record_schema


def undescribed(node: Any, whole: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the properties below a node that no Chinese description explains."""
    if isinstance(node, dict):
        for name, told in node.get("properties", {}).items():
            target: Any = told
            if "description" not in told and "$ref" in told:
                target = whole
                for step in told["$ref"].removeprefix("#/").split("/"):
                    target = target[step]
            if not re.search("[一-鿿]", str(target.get("description", ""))):
                yield f"{path}/{name}"
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, part in parts:
        yield from undescribed(part, whole, f"{path}/{name}")


@pytest.mark.parametrize("about", KINDS)
def test_every_key_of_a_record_is_explained(about: str) -> None:
    """Given a kind of record, when its schema is made, then each property, at any depth, is described in Chinese."""
    schema = record_schema(MODELS[about])

    assert list(undescribed(schema, schema)) == []
