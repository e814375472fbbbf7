"""Which names a file declares, before any of them is read: facts, undefined terms, parameters.

A name must not be read as something else: a built-in fact, a decision, a word of tests, a joining word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language.fields import Fields, read_fields
from xgxp_rules.language.form_reader import read_fact
from xgxp_rules.language.keys import SHAPES, operator, word
from xgxp_rules.language.literals import MEASURE_WORDS, PERIOD_UNITS, SHARES, Amount, read_literal
from xgxp_rules.language.located import Entry, LMap, LText, Node
from xgxp_rules.language.parameters import read_parameter
from xgxp_rules.language.plain_facts import check_id, declared_kind, written_id
from xgxp_rules.language.record_kinds import DEFAULT_ABOUT, read_kind
from xgxp_rules.language.scope import Declared, Library, Scope
from xgxp_rules.language.words import WORDS as TEST_WORDS
from xgxp_rules.model.policy import Parameter
from xgxp_rules.model.vocabulary import Fact, Undefined, Vocabulary, fold_name


def declare_facts(
    entries: Iterator[Entry],
    library: Library,
    read: Callable[[Declared[Fact], Library], Fact | None] = read_fact,
) -> list[Declared[Fact]]:
    """Add the entries of `facts:`, or of a section like it, to the library and return them in the file's order."""
    found = []
    for entry in entries:
        about = _about(entry.value, library)
        builtin = library.builtins.get(about, Vocabulary(about, ()))
        old = _replaced(entry, builtin, library)
        name = entry.key.text.strip()
        fact_id = written_id(entry.value) or (name if old is None else old.id)
        declared = Declared(name, fact_id, about, entry.key, entry.value, read)
        if _check_name(entry.key, library, builtin, replaces=old is not None or _says_replaces(entry.value)):
            found += _add(declared, library, old)
        else:
            library.refuse(*(each for each in (name, fact_id) if each not in builtin))
    return found


def declare_undefined(entries: Iterator[Entry], library: Library) -> list[Declared[Fact]]:
    """Add the entries of `undefined:`: terms that the document uses and nobody has defined."""
    found = []
    for entry in entries:
        about = _about(entry.value, library)
        builtin = library.builtins.get(about, Vocabulary(about, ()))
        name = entry.key.text.strip()
        # A term may be a built-in fact of which the document does not say what it means.
        old = builtin.get(name)
        fact_id = written_id(entry.value) or (name if old is None else old.id)
        declared = Declared(name, fact_id, about, entry.key, entry.value, _read_undefined)
        if _check_name(entry.key, library, builtin, replaces=True):
            found += _add(declared, library, old)
        else:
            library.refuse(*(each for each in (name, fact_id) if each not in builtin))
    return found


def declare_parameters(entries: Iterator[Entry], library: Library) -> list[Declared[Parameter]]:
    """Add the entries of `parameters:` to the library and return them in the file's order."""
    found = []
    for entry in entries:
        name = entry.key.text.strip()
        about = _about(entry.value, library)
        if not check_words(entry.key, library):
            library.refuse(name)
            continue
        if entry.key.span.line in library.doubled:
            library.refuse(name)
        if library.is_declared(about, name):
            library.problems.say("XG139", entry.key.span, name=name)
            continue
        declared: Declared[Parameter] = Declared(name, name, about, entry.key, entry.value, read_parameter)
        other = library.parameters.get(fold_name(name))
        if other is not None:
            library.refuse(name)
            _twice(entry.key, other.key, library)
            continue
        library.parameters[fold_name(name)] = declared
        found.append(declared)
    return found


def _add(declared: Declared[Fact], library: Library, old: Fact | None) -> list[Declared[Fact]]:
    named = library.facts.setdefault(declared.about, {})
    label = old.label if old is not None else declared.name
    names = {fold_name(each) for each in (declared.name, declared.id, label)}
    for folded in names:
        if folded in named:
            library.refuse(declared.name, declared.id, label)
            _twice(declared.key, named[folded].key, library)
            return []
    if declared.key.span.line in library.doubled:
        library.refuse(*names)
    named.update(dict.fromkeys(names, declared))
    return [declared]


def _twice(key: LText, other: LText, library: Library) -> None:
    also = (other.span,) if other.span.known else ()
    library.problems.say("XG121", key.span, also=also, name=key.text, other=other.text, line=other.span.line)


def _about(node: Node, library: Library) -> str:
    """Return the kind of record that an entry speaks of, without reading the rest of it."""
    found = peek_text(node, ("about", "记录类别"))
    return DEFAULT_ABOUT if found is None else read_kind(found, library.problems)


def peek_text(node: Node, names: tuple[str, str]) -> LText | None:
    """Return the text under a key in either spelling, before the entry as a whole is read."""
    if not isinstance(node, LMap):
        return None
    found = next((entry.value for entry in node.entries if fold_name(entry.key.text) in names), None)
    return found if isinstance(found, LText) and not found.empty else None


def _says_replaces(node: Node) -> bool:
    found = peek_text(node, ("replaces", "取代"))
    return found is not None and word("flag", found.text) == "yes"


def _replaced(entry: Entry, builtin: Vocabulary, library: Library) -> Fact | None:
    """Return the built-in fact that an entry takes the place of."""
    if not _says_replaces(entry.value):
        return None
    for name in (entry.key.text, written_id(entry.value)):
        if name and name in builtin:
            return builtin[name]
    mend = nearest(entry.key.text, builtin.names())
    library.problems.say("XG123", entry.key.span, mend=mend, name=entry.key.text)
    return None


def _check_name(key: LText, library: Library, builtin: Vocabulary, *, replaces: bool) -> bool:
    name = key.text.strip()
    if not check_words(key, library):
        return False
    result = library.results.get(builtin.about, {}).get(fold_name(name))
    if result is not None:
        also = (result.span,)
        library.problems.say("XG113", key.span, also=also, name=name, line=result.span.line)
        library.shared = True
        return True
    if name in builtin and not replaces:
        library.problems.say("XG122", key.span, name=name)
        return False
    return True


def check_words(key: LText, library: Library) -> bool:
    """Return whether a name may be declared; one like `满意度`, which would be read as ≥ 意度, is reported."""
    name = fold_name(key.text)
    if operator(name) is not None or name in _test_words():
        library.problems.say("XG125", key.span, name=key.text)
        return False
    if _is_value(name, library):
        library.problems.say("XG172", key.span, name=key.text)
        return False
    start = next((each for each in _starting_words() if name.startswith(each)), None)
    if start is not None:
        library.problems.say("XG124", key.span, name=key.text, word=start.strip())
        return False
    return True


def _is_value(name: str, library: Library) -> bool:
    """Return whether a name is written like a value beyond doubt: `6年`, `2031年`, but not `三年都合格`."""
    reading = read_literal(name)
    if not isinstance(reading, Amount):
        return reading is not None
    units = {*MEASURE_WORDS, *PERIOD_UNITS, *SHARES, *library.units, ""}
    return all(unit in units for _, unit in reading.parts)


@cache
def _test_words() -> frozenset[str]:
    return frozenset(each.text for each in TEST_WORDS) | {"或", "且", "至", "其他", "本人"}


@cache
def _starting_words() -> tuple[str, ...]:
    """Return the words a test may begin with, longest first; English ones with the space that follows them."""
    words = (each for each in TEST_WORDS if each.place == "before")
    return tuple(sorted((f"{w.text} " if w.lang == "en" else w.text for w in words), key=len, reverse=True))


def report_captures(library: Library) -> None:
    """Report names that swallow a test: beside `下限` a name `下限以上` would be read where `下限 以上` is meant."""
    keys = {name: each.key for facts in library.facts.values() for name, each in facts.items()}
    keys |= {name: each.key for name, each in library.parameters.items()}
    after = [each.text for each in TEST_WORDS if each.place == "after"]
    for name, key in keys.items():
        for ending in after:
            start = name.removesuffix(ending)
            known = start in keys or any(library.is_declared(about, start) for about in library.builtins)
            if start != name and start and (known or _is_value(start, library)):
                library.problems.say("XG173", key.span, name=key.text, start=start, word=ending)


def _read_undefined(declared: Declared[Fact], library: Library) -> Fact | None:
    problems, key = library.problems, declared.key
    fields = read_fields(declared.node, SHAPES["undefined"], declared.name, problems, key.span)
    if fields is None:
        return None
    kind = declared_kind(fields, declared.name, Scope(library, declared.about), _no_fields, quiet=False)
    _check_written_id(fields)
    return (
        None
        if kind is None
        else Fact(
            declared.id,
            declared.name,
            kind,
            description=fields.text("description"),
            undefined=Undefined(fields.text("defined_by"), fields.texts("clause")),
            local=True,
            span=key.span,
        )
    )


def _check_written_id(fields: Fields) -> None:
    node = fields.text_node("id")
    if node is not None:
        check_id(node, fields)


def _no_fields(key: LText, node: Node, fact_id: str, scope: Scope) -> Fact | None:
    """Stand in for the reader of list fields: an undefined term is never a list."""
    return None
