"""Writes the parts of the language reference that the program knows better than any author.

Run `python docs/generate.py` after a change of words, keys, built-in facts, messages, limits or policies; `--check`
says whether the pages are fresh and changes nothing. Each part stands between two marker comments; text around them is
left alone.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args

import xgxp_rules
from xgxp_rules.diagnostics import WORDINGS
from xgxp_rules.engines.columnar.reasons import ONCE, REASONS
from xgxp_rules.engines.columnar.refusals import way_of
from xgxp_rules.language.builtin_facts import ABOUTS, builtin_vocabulary
from xgxp_rules.language.case_keys import CASE, EXPECTATION, FILE, SETTING, VARIATION
from xgxp_rules.language.case_quotas import QUOTA
from xgxp_rules.language.key_table import WORDS as CLOSED_SETS
from xgxp_rules.language.key_table import Key, Shape
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.values_reader import kind_name
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.forms import Form
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.clauses import clause_coverage
from xgxp_rules.tools.clauses.reports import clauses_markdown
from xgxp_rules.tools.word_table import words_markdown

DOCS = Path(__file__).resolve().parent

LIMITS: tuple[tuple[str, str, str], ...] = (
    ("language.decoding.MAX_BYTES", "bytes of one file", "一个文件的字节数"),
    ("language.source.MAX_DEPTH", "mappings and lists nested in one another", "名称与列表相套的层数"),
    ("language.source.MAX_EVENTS", "parts of one file", "一个文件的组成部分数"),
    ("language.conditions._DEEPEST", "conditions nested in one another", "条件嵌套的层数"),
    ("language.circles.DEEPEST", "facts that rest on facts", "事实引用事实的层数"),
    ("language.scope._DEEPEST_CHAIN", "names used before they are declared", "先用后写的名称相套的层数"),
    ("language.literals._LONGEST_LITERAL", "characters of one written value", "一个值的字数"),
    (
        "language.faults.MOST_PARTS",
        "tests joined by 且 in one text; brackets in one calculation",
        "一句里以“且”相连的项数、算式里括号的层数",
    ),
    ("language.procedures.MOST_STEPS", "steps of one procedure", "一个程序的步骤数"),
    ("language.table_reader.MOST_ROWS", "rows of one table", "一张表的行数"),
    ("language.points_reader.MOST_ITEMS", "items of one score", "一项评分的项数"),
    ("language.terms.MOST_MEMBERS", "members of one term", "一个用语所含的项数"),
    ("engines.interpreter.MOST_COMBINATIONS", "combinations of disputed claims tried", "有争议的说法试的组合数"),
    ("engines.results._MOST_OPEN", "open outcomes of a list, as a fact", "列表决定用作事实时分辨的未定结果数"),
    ("library.all_readings.MOST_COMBINATIONS", "ways of reading all tried", "全部组合都试的读法数"),
    ("model.readers._LONGEST_TEXT", "characters of one text in a record", "记录中一段文字的字数"),
    ("model.shapes._MOST_ITEMS", "entries of one list in a record", "记录中一个列表的条数"),
    ("model.records.base._MOST_CHARACTERS", "characters of one record as JSON", "一份记录（JSON）的字数"),
    ("model.records.others.MOST_RECORDS", "records handed in beside one", "一并交来的记录数"),
)
"""Where the limits stand in the program, and what is limited."""


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").replace("<", "&lt;").strip()


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def keys() -> str:
    """Return every mapping of a policy file with its keys in both spellings."""
    return "\n\n".join(_shape(shape) for shape in SHAPES.values())


def _shape(shape: Shape) -> str:
    rows = ((f"`{key.en}`", key.zh, _takes(key), "必写" if key.required else "", key.help) for key in shape.keys)
    return f"### {shape.name} · {shape.zh}\n\n" + _table(("key", "中文", "takes", "", "意思"), rows)


def _takes(key: Key) -> str:
    if key.takes in ("word", "flag"):
        return " ".join(f"`{en}`" for en, _ in CLOSED_SETS[key.of or "flag"])
    return f"{key.takes} of {key.of}" if key.of else key.takes


def case_keys() -> str:
    """Return every mapping of a case file with its keys in both spellings."""
    shapes = (FILE, CASE, VARIATION, SETTING, EXPECTATION, QUOTA)
    return "\n\n".join(_shape(shape) for shape in shapes)


def closed_words() -> str:
    """Return every closed set of words in both spellings."""
    rows = (
        (name, f"`{en}`", "、".join(chinese))
        for name, words in sorted(CLOSED_SETS.items())
        for en, chinese in words
    )
    return _table(("set", "word", "中文"), rows)


def facts() -> str:
    """Return the built-in facts of every kind of record, with the form of those that are worked out."""
    return "\n\n".join(_facts_about(about) for about in ABOUTS)


def _facts_about(about: str) -> str:
    vocabulary = builtin_vocabulary(about)
    whole = f"### {KINDS[about].zh} · `{about}`\n\n" + _table(
        ("id", "名称", "类型", "来自", "意思"), (_fact(each) for each in vocabulary.facts)
    )
    lists = (_fields(each) for each in vocabulary.facts if each.kind.fields and each.form is None)
    return "\n\n".join((whole, *lists))


def _fields(fact: Fact) -> str:
    """Return what an item of a list holds."""
    rows = ((f"`{each.id}`", each.label, _holds(each), each.description) for each in fact.kind.fields)
    return f"#### {fact.label} · `{fact.id}`\n\n" + _table(("id", "名称", "类型", "意思"), rows)


def _holds(fact: Fact) -> str:
    """Return the kind of a fact, with the words that a choice takes; lowest first where they are ordered."""
    kind = fact.kind
    if not kind.choices:
        return kind_name(kind).zh
    ordered = "，由低到高" if kind.ordered else ""
    labels = "、".join(each.label for each in kind.choices if each.id not in kind.unordered)
    apart = "、".join(each.label for each in kind.choices if each.id in kind.unordered)
    return f"{kind_name(kind).zh}{ordered}：{labels}" + (f"；不在次序内：{apart}" if apart else "")


def _fact(fact: Fact) -> Iterator[str]:
    yield f"`{fact.id}`"
    yield fact.label
    yield _holds(fact)
    yield "记录" if fact.form is None else f"推算 `{type(fact.form).__name__.lower()}`"
    yield fact.description + ("（可能不适用）" if fact.may_not_apply else "")


def messages() -> str:
    """Return every message with its code, in both languages."""
    for module in pkgutil.walk_packages(xgxp_rules.__path__, "xgxp_rules."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    rows = ((f"`{code}`", wording.zh, wording.en) for code, wording in sorted(WORDINGS.items()))
    return _table(("code", "中文", "English"), rows)


_WAYS = {
    "column": ("in columns", "按列"),
    "settled": ("settled with the profile", "随组合判定"),
    "once": ("once for each content", "每种内容推算一次"),
    "row": ("row by row", "逐人"),
}


def columns() -> str:
    """Return how each form is worked out for a roster."""
    ways = [way_of(object.__new__(form)) for form in get_args(Form)]
    rows = ((f"`{way.name}`", *_WAYS[way.how], way.reason.en, way.reason.zh) for way in ways)
    return _table(("form", "how", "做法", "because", "原因"), rows)


def columns_reasons() -> str:
    """Return why a decision or a quota is not worked out in columns."""
    return _table(("because", "原因"), ((reason.en, reason.zh) for reason in REASONS.values()))


def columns_once() -> str:
    """Return why a fact is worked out once for each content of what it is made from."""
    return _table(("because", "原因"), ((reason.en, reason.zh) for reason in ONCE.values()))


def limits() -> str:
    """Return the limits of the language with the figures that the program holds."""
    rows = ((zh, en, f"{_figure(place):,}") for place, en, zh in LIMITS)
    return _table(("限制", "limit", "figure"), rows)


def pages() -> str:
    """Return every page of the language by its heading."""
    found = sorted((DOCS / "language").glob("*.md"))
    headings = ((page.read_text(encoding="utf-8").splitlines() or [page.stem])[0].lstrip("# ") for page in found)
    return "\n".join(f"- [{heading}](language/{page.name})" for heading, page in zip(headings, found, strict=True))


def _clauses(shape: str) -> str:
    """Return links to the clauses of one shape."""
    folder = DOCS.parent / "tests" / "conformance" / "shapes"
    files = (path for path in sorted(folder.glob(f"{shape}*.yaml")) if not path.name.endswith(".test.yaml"))
    return ", ".join(f"[{path.stem}](../tests/conformance/shapes/{path.name})" for path in files)


def clauses() -> str:
    """Return every clause of the shipped documents, and what stands for it."""
    return clauses_markdown(clause_coverage(Catalog()), "en").rstrip("\n")


def _figure(place: str) -> int:
    module, _, name = place.rpartition(".")
    figure: int = getattr(importlib.import_module(f"xgxp_rules.{module}"), name)
    return figure


PARTS: dict[str, Callable[[], str]] = {
    "words": lambda: words_markdown("en"),
    "words-zh": lambda: words_markdown("zh"),
    "keys": keys,
    "case-keys": case_keys,
    "closed-words": closed_words,
    "facts": facts,
    "messages": messages,
    "limits": limits,
    "clauses": clauses,
    "pages": pages,
    "columns": columns,
    "columns-reasons": columns_reasons,
    "columns-once": columns_once,
}
"""What can be generated, by the name in the markers."""

_MARKED = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


_SHAPE = re.compile(r"<!-- (P\d\d) -->[^|\n]*\|")


def fresh(text: str) -> str:
    """Return a page with its generated parts as they are now."""
    text = _SHAPE.sub(lambda found: f"<!-- {found[1]} --> {_clauses(found[1])} |", text)
    return _MARKED.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n\n{found[3]}", text)


def stale_pages() -> list[Path]:
    """Return the pages whose generated parts are out of date."""
    pages = sorted(DOCS.rglob("*.md"))
    return [page for page in pages if fresh(page.read_text(encoding="utf-8")) != page.read_text(encoding="utf-8")]


def main() -> int:
    """Write the pages anew, or with `--check` only say which are stale."""
    stale = stale_pages()
    for page in stale:
        print(page.relative_to(DOCS))
        if "--check" not in sys.argv[1:]:
            page.write_text(fresh(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
