"""The JSON Schema of policy files comes from the reader's own table and accepts what the reader accepts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from policy_kit import policy_text

from xgxp_rules.language.case_schema import case_schema
from xgxp_rules.language.keys import SHAPES, Shape
from xgxp_rules.language.located import LList, LMap, Node
from xgxp_rules.language.schema import policy_schema
from xgxp_rules.language.source import read_source

jsonschema = pytest.importorskip("jsonschema")
GOLDEN = Path(__file__).parents[1] / "golden" / "policies"


def plain(node: Node) -> Any:
    """The file as an editor's language server hands it to a schema, every scalar a text."""
    match node:
        case LMap():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
        case LList():
            return [plain(item) for item in node.items]
        case _:
            return node.text


def accepts(text: str) -> bool:
    node, _ = read_source(text)
    assert node is not None
    return bool(jsonschema.Draft202012Validator(policy_schema()).is_valid(plain(node)))


def test_the_schema_is_one() -> None:
    """Given the schema, then it is itself valid by its dialect."""
    jsonschema.Draft202012Validator.check_schema(policy_schema())


@pytest.mark.parametrize("name", ["rotation", "every-form"])
def test_sound_policies_satisfy_the_schema(name: str) -> None:
    """Given a policy that loads, in English or in Chinese keys, then the schema accepts it."""
    assert accepts((GOLDEN / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("when:", "wehn:", id="misspelt-key"),
        pytest.param("status: trial", "status: trail", id="unknown-word"),
        pytest.param("title: 试点\n", "", id="missing-key"),
        pytest.param("when: [在编在职]", "when: []", id="empty-condition"),
        pytest.param("  - clause: 一\n", "  - title: 某\n", id="rule-without-clause"),
    ],
)
def test_slips_fail_the_schema(old: str, new: str) -> None:
    """Given a structural slip, then the schema refuses what it accepted before."""
    text = policy_text()

    assert accepts(text)
    assert not accepts(text.replace(old, new))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))
def test_every_key_has_two_spellings_and_a_chinese_description(shape: Shape) -> None:
    """Given any mapping of the language, then no two keys share a spelling and each is described in Chinese."""
    spellings = shape.spellings()

    assert len(set(spellings)) == len(spellings)
    assert all(any("一" <= sign <= "鿿" for sign in key.help) for key in shape.keys)


def test_every_key_of_a_case_file_is_described() -> None:
    """Given the schema of case files, then each key that an editor offers says in Chinese what it is for."""

    def properties(node: object) -> Iterator[tuple[str, object]]:
        if isinstance(node, dict):
            yield from node.get("properties", {}).items()
            for inner in node.values():
                yield from properties(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from properties(inner)

    found = list(properties(case_schema()))
    assert found
    for name, described in found:
        assert isinstance(described, dict), name
        assert any("一" <= sign <= "鿿" for sign in described.get("description", "")), name
