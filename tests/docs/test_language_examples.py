"""The examples of the language pages run: whole policies with their cases, fragments, and what is refused.

The first line of a YAML block says what it is: `# 政策` a whole policy, which the next `# 用例` block tests beside the
policies above it on the page; `# 片段` sections of a policy; `# 错误 XG123` sections that are refused with that code;
`# 记录` a record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import render_all
from xgxp_rules.language.cases import load_cases
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.answers import answers
from xgxp_rules.tools.cases import run_suite
from xgxp_rules.tools.rosters.mapping import read_mapping

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *DOCS.glob("language/*.md"), *DOCS.glob("zh/*.md")])
_BLOCK = re.compile(r"(?ms)^```ya?ml\n(.*?)^```$")

HEAD = """\
language: 1
policy: docs.fragment
version: v1
title: 示例
status: draft
jurisdiction: "999999"
in_force: {from: 2031-01-01}
"""
DECISIONS = "decisions:\n  示例: {title: 示例决定, outcomes: {yes_: 是的, no_: 不是}, otherwise: no_}\n"
RULES = "rules:\n  - {clause: 一, decision: 示例, outcome: yes_, when: [在编在职]}\n"


@dataclass(frozen=True)
class Block:
    """One example: where it stands, what it is, its text, the policies above it, and the block that follows."""

    place: str
    kind: str
    code: str
    text: str
    above: tuple[str, ...]
    following: str = ""

    @property
    def __name__(self) -> str:
        return self.place


def _blocks() -> list[Block]:
    found: list[Block] = []
    for page in PAGES:
        text, policies = page.read_text(encoding="utf-8"), []
        matches = list(_BLOCK.finditer(text))
        for number, match in enumerate(matches):
            marked = re.match(r"# (\S+) ?(\S*)\n", match[1])
            kind, code = (marked[1], marked[2]) if marked else ("", "")
            if kind == "政策":
                policies.append(match[1])
            line = text.count("\n", 0, match.start()) + 1
            following = matches[number + 1][1] if number + 1 < len(matches) else ""
            place = f"{page.relative_to(DOCS)}:{line}"
            found.append(Block(place, kind, code, match[1], tuple(policies), following))
    return found


BLOCKS = _blocks()


def _of(*kinds: str) -> list[Block]:
    return [one for one in BLOCKS if one.kind in kinds]


def _whole(fragment: str) -> str:
    """Return a policy that holds a fragment: a head, the clauses it cites, a decision and a rule where it has none."""
    cited = re.findall(r"(?:clause|依据): ?([一二三四五六七八九十]+(?:\([0-9]+\))?)", fragment)
    document = ", ".join(f"{{id: {one}, topic: 示例}}" for one in sorted({"一", *cited}))
    decided = re.search(r"(?m)^(decisions|决定):", fragment)
    return f"{HEAD}document: {{clauses: [{document}]}}\n{fragment}{'' if decided else DECISIONS + RULES}"


def _put(policy: str, folder: Path) -> dict[str, str]:
    """Put a policy where its head says, and return the head's id and version."""
    head = dict(re.findall(r"(?m)^(policy|version): *\"?([^\"\s]+)", policy))
    path = folder.joinpath(*head["policy"].split("."), f"{head['version']}.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(policy, encoding="utf-8")
    return head


def test_every_block_says_what_it_is() -> None:
    """Given the YAML of the pages, when it is listed, then each block is of a kind that is tested."""
    kinds = {one.place for one in _of("政策", "用例", "片段", "错误", "记录", "对照")}

    assert [one.place for one in BLOCKS if one.place not in kinds] == []


@pytest.mark.parametrize("block", _of("政策"))
def test_a_whole_policy_is_followed_by_its_cases(block: Block) -> None:
    """Given a whole policy on a page, when the next block is read, then it is its cases or the policy beside it."""
    assert block.following.startswith(("# 用例", "# 政策"))


@pytest.mark.parametrize("block", _of("政策", "片段"))
def test_an_example_is_valid(block: Block) -> None:
    """Given an example, when it is read, then there is no error and no warning."""
    text = block.text if block.kind == "政策" else _whole(block.text)

    _, remarks = check_policy(text, block.place)

    worse = [each for each in remarks if each.severity != "note"]
    assert not worse, "\n" + render_all(worse, {block.place: text})


@pytest.mark.parametrize("block", _of("记录"))
def test_a_record_is_decided_by_the_policy_above_it(block: Block, tmp_path: Path) -> None:
    """Given a record under a policy, when it is decided, then no field is strange and an answer is settled."""
    head, record = _put(block.above[-1], tmp_path), tmp_path / "record.yaml"
    record.write_text(block.text, encoding="utf-8")

    found = answers(Catalog(tmp_path), head["policy"], str(record), date(2031, 9, 1))

    assert any(one.status == "determined" for one in found)


@pytest.mark.parametrize("block", _of("错误"))
def test_what_is_shown_as_refused_is_refused(block: Block) -> None:
    """Given a wrong example with its code, when it is read, then that code is said."""
    _, remarks = check_policy(_whole(block.text), block.place)

    assert block.code in [each.code for each in remarks]


@pytest.mark.parametrize("block", _of("用例"))
def test_the_cases_of_an_example_come_out_as_they_say(block: Block, tmp_path: Path) -> None:
    """Given the cases after a policy, when they are run, then everything comes out as the page says."""
    for text in block.above:
        _put(text, tmp_path)
    suite = load_cases(block.text, block.place)

    result = run_suite(suite, Catalog(tmp_path))

    problems = [*result.problems, *(each for one in result.results for each in one.problems)]
    assert not problems, "\n" + render_all(problems, {block.place: block.text})
    assert result.results


@pytest.mark.parametrize("block", _of("对照"))
def test_mapping_files_are_read(block: Block, tmp_path: Path) -> None:
    """Given a mapping file of the pages, when it is read, then a roster's sheet and its columns mean what it says."""
    path = tmp_path / "names.yaml"
    path.write_text(block.text, encoding="utf-8")

    names = read_mapping(str(path))

    assert names.sheet("履历") == "任职经历"
    assert [names.column("任职经历", one) for one in ("工号", "起", "止", "学校")] == ["教师", "自", "至", "学校"]
    assert names.complete == ("任职经历",)
