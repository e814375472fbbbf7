"""Tables: rows in the words of tests, by one or two facts, each with a value; checked for gaps and overlaps at once.

The same reader serves facts, items of a score and parameters, and the fields of a list's items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xgxp_rules.diagnostics import nearest, register
from xgxp_rules.language.conditions import unknown_fact
from xgxp_rules.language.coverage import Heading, uncovered
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.literals import read_literal
from xgxp_rules.language.located import LMap, LText, Node
from xgxp_rules.language.made import Made
from xgxp_rules.language.plain_facts import choice_kind
from xgxp_rules.language.scope import Found, Scope
from xgxp_rules.language.values_reader import kind_name, may_not_apply, named, read_operand
from xgxp_rules.model.nodes import Both as BothChecks
from xgxp_rules.model.nodes import Check, Compare, Constant, OneOf, Operand, ParameterRef
from xgxp_rules.model.tables import Row, Table, values_of
from xgxp_rules.model.values import Choice, Kind
from xgxp_rules.model.vocabulary import fold_name

MOST_ROWS = 500
OTHERS = frozenset({"其他", "其余", "others"})
"""The row for every key without one of its own."""

TOO_MANY = register(
    "XG347",
    zh="表有 {count} 行，最多 {limit} 行",
    en="{count} rows; a table has at most {limit}",
    mend_zh="请合并数值相同的行，写成一段范围或 `甲 或 乙`；其余写 `其他`",
    mend_en="Join rows of one value into a range or `甲 或 乙`, and the rest into `其他`",
)
NOT_FIXED = register(
    "XG348",
    zh="`{text}` 的界限 `{name}` 因人或因时而变，不能作一行的条件",
    en="`{text}`: the bound `{name}` changes with the record or the day and cannot head a row",
    mend_zh="请写定下来的数值，如 `满6年`；按 `{name}` 分的，分成几条规则，条件里写 `满 {name}`",
    mend_en="Write a fixed value such as `满6年`; what depends on `{name}` is said in rules, with `满 "
    "{name}` as their test",
)
NO_KEY = register(
    "XG349",
    zh="「{name}」是{kind}，不能按它查表",
    en="`{name}` is {kind}; a table cannot be looked up by it",
    mend_zh="请按一个值查表：列表先用 `count:`、`exists:` 或 `latest:` 得出一项，再按它查",
    mend_en="Look it up by one value: make one of the list first, with `count:`, `exists:` or `latest:`",
)
MOST_KEYS = register(
    "XG350",
    zh="查表最多按两项事实",
    en="a table is looked up by one or two facts",
    mend_zh="请留下两项；按第三项再分的，给它的每一种各写一张表",
    mend_en="Keep two; for the third write a table for each of its values",
)


@dataclass(slots=True)
class _Shared:
    """What every row of one table needs."""

    fields: Fields
    keys: list[Found]
    scope: Scope
    kind: Kind
    rows_key: str
    rows: int = 0


def read_table(fields: Fields, scope: Scope, kind: Kind | None = None) -> Made | None:
    """Return the table that `by` and `rows` write out, or None after reporting what is wrong."""
    keys = read_keys(fields, scope)
    rows = fields.node("rows")
    if keys is None or rows is None:
        return None
    if not isinstance(rows, LMap):
        fields.problems.say("XG105", rows.span, name=fields.name("rows"))
        return None
    values = list(value_nodes(rows))
    found = kind or _declared(fields) or common_kind(values, scope)
    return None if found is None else table_of(rows, fields, keys, scope, found)


def table_of(
    rows: LMap, fields: Fields, keys: list[Found], scope: Scope, kind: Kind, rows_key: str = "rows"
) -> Made | None:
    """Return the table whose rows stand in a mapping, its values of one kind."""
    problems = scope.library.problems
    before = _errors(scope)
    shared = _Shared(fields, keys, scope, kind, rows_key)
    read = _rows(rows, 0, shared)
    if shared.rows > MOST_ROWS:
        problems.say(TOO_MANY, rows.span, count=shared.rows, limit=MOST_ROWS)
    if _errors(scope) > before or read is None:
        return None
    na = any(may_not_apply(value, scope) for value in values_of(read))
    return Made(Table(tuple(key.ref for key in keys), read), kind, na)


def _errors(scope: Scope) -> int:
    return sum(each.severity == "error" for each in scope.library.problems.found) + scope.library.broken


def read_keys(fields: Fields, scope: Scope) -> list[Found] | None:
    """Return the one or two facts under `by`."""
    nodes = fields.text_nodes("by")
    found = [key for node in nodes if (key := _key(node, scope)) is not None]
    if len(nodes) > 2:
        fields.problems.say(MOST_KEYS, fields.span("by"))
        return None
    return found if found and len(found) == len(nodes) else None


def _key(node: LText, scope: Scope) -> Found | None:
    library = scope.library
    kept, library.broken = library.broken, False
    found = scope.find(node.text)
    broken, library.broken = library.broken, kept or (library.broken and found is None)
    if found is None:
        if not broken:
            library.problems.add(unknown_fact(node, scope))
        return None
    if found.fact.kind.name in ("list", "day_of_year"):
        library.problems.say(NO_KEY, node.span, name=node.text, kind=kind_name(found.fact.kind))
        return None
    return found


def _declared(fields: Fields) -> Kind | None:
    return choice_kind(fields) if fields.shape.key("choice") is not None and "choice" in fields else None


def value_nodes(node: Node) -> Iterator[LText]:
    """Yield every value of rows, one level of them or two."""
    for entry in node.entries if isinstance(node, LMap) else ():
        if isinstance(entry.value, LText):
            yield entry.value
        else:
            yield from value_nodes(entry.value)


def common_kind(nodes: Sequence[LText], scope: Scope) -> Kind | None:
    """Return the one kind of several values: that of a name among them, else of the first; words are a choice."""
    filled = [node for node in nodes if not node.empty]
    for node in filled:
        found = named(node, scope)
        if scope.library.broken:
            return None
        if found is not None:
            return found[1]
    if len(filled) > 1 and all(_is_word(node, scope) for node in filled):
        words = dict.fromkeys(node.text.strip() for node in filled)
        return Kind("choice", choices=tuple(Choice(word, word) for word in words))
    first = None if not filled else read_operand(filled[0], None, scope, "value")
    return None if first is None else first[1]


def _is_word(node: LText, scope: Scope) -> bool:
    """Return whether a value is a word of the table's own: no quantity, no flag, and no misspelt name."""
    text = fold_name(node.text)
    if read_literal(text) is not None or any(sign.isdigit() for sign in text) or text in ("是", "否", "yes", "no"):
        return False
    # Two or three signs are near to too many names to be taken for one of them.
    return len(text) < _SHORT or nearest(text, scope.candidates()) is None


_SHORT = 4


def _rows(node: LMap, depth: int, shared: _Shared) -> tuple[Row, ...] | None:
    rows: list[Row] = []
    headings: list[Heading] = []
    whole = True
    for entry in node.entries:
        shared.rows += 1
        heading = _heading(entry.key, shared.keys[depth], shared)
        below = _below(entry.value, depth, shared)
        if heading is None or below is None:
            whole = False
            continue
        headings.append(heading)
        rows.append(Row(heading.check, below, heading.text))
    if whole:
        place = shared.fields.span(shared.rows_key)
        shared.scope.library.problems.add(*uncovered(shared.keys[depth].fact, headings, place))
    return tuple(rows) if whole and rows else None


def _below(node: Node, depth: int, shared: _Shared) -> Operand | tuple[Row, ...] | None:
    if isinstance(node, LMap) and depth + 1 < len(shared.keys):
        return _rows(node, depth + 1, shared)
    if not isinstance(node, LText):
        shared.fields.problems.say("XG107", node.span, name=shared.fields.name(shared.rows_key))
        return None
    if node.empty:
        return None
    value = read_operand(node, shared.kind, shared.scope, shared.fields.name(shared.rows_key))
    return None if value is None else value[0]


def _heading(key: LText, by: Found, shared: _Shared) -> Heading | None:
    kind, scope, text = by.fact.kind, shared.scope, key.text.strip()
    if fold_name(key.text) in OTHERS and kind.choice(text) is None:
        return Heading(None, text, key.span)
    from xgxp_rules.language.parser import parse_check

    library = scope.library
    kept, library.broken = library.broken, False
    found = parse_check(key.text, kind, scope, span=key.span, file="", fact_name=by.fact.label)
    if isinstance(found, list) and kind.choices and nearest(text, [choice.label for choice in kind.choices]):
        mend = nearest(text, [choice.label for choice in kind.choices])
        library.broken = kept
        library.problems.say("XG155", key.span, mend=mend, by=by.fact.label, name=text)
        return None
    library.settle(kept, found)
    if isinstance(found, list):
        return None
    check = _fixed(found, scope)
    if isinstance(check, str):
        library.problems.say(NOT_FIXED, key.span, text=text, name=check)
        return None
    return Heading(check, text, key.span)


def _fixed(check: Check, scope: Scope) -> Check | str:
    """Return the check with written values only, or the name of an operand that has none of its own."""
    match check:
        case BothChecks(parts=parts):
            fixed = [_fixed(part, scope) for part in parts]
            wrong = next((part for part in fixed if isinstance(part, str)), None)
            return wrong or BothChecks(tuple(part for part in fixed if not isinstance(part, str)))
        case Compare(operand=operand):
            value = _constant(operand, scope)
            return value if isinstance(value, str) else replace(check, operand=value)
        case OneOf(operands=several):
            values = [_constant(one, scope) for one in several]
            wrong = next((one for one in values if isinstance(one, str)), None)
            return wrong or replace(check, operands=tuple(one for one in values if not isinstance(one, str)))
        case _:
            return check


def _constant(operand: Operand, scope: Scope) -> Constant | str:
    if isinstance(operand, Constant):
        return operand
    if isinstance(operand, ParameterRef):
        parameter = scope.library.parameter(operand.name)
        return operand.name if parameter is None or parameter.constant is None else parameter.constant
    return getattr(operand, "id", "计算日")
