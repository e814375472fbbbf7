"""`points:`: a score with its items, groups and limits, read into one fact that can be used everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from xgxp_rules.diagnostics import nearest, register
from xgxp_rules.language.conditions import read_when, unknown_fact
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.lists import element, read_source
from xgxp_rules.language.located import LList, LMap, LText, Node
from xgxp_rules.language.made import Made
from xgxp_rules.language.plain_facts import read_common
from xgxp_rules.language.rates import POINTS, conversion_of, read_pieces, read_rate
from xgxp_rules.language.scope import Declared, Found, Library, Scope
from xgxp_rules.language.table_reader import read_table
from xgxp_rules.language.ties import read_ties
from xgxp_rules.language.values_reader import read_constant, read_operand
from xgxp_rules.model.nodes import Constant, FactRef, Operand
from xgxp_rules.model.scores import Flat, FromList, Group, Item, ItemSource, Points, Rate, Rated, RatePiece
from xgxp_rules.model.tables import Table
from xgxp_rules.model.values import NUMBER
from xgxp_rules.model.vocabulary import Fact

MOST_ITEMS = 200

SOURCES = ("of", "table", "best_of", "sum_of", "points")
NO_SOURCE = register(
    "XG370",
    zh="计分项「{name}」没有说明怎样计分",
    en="item `{name}` does not say how it earns points",
    mend_zh="请写 `of` 和 `rate`、`table`、`best_of`、`sum_of` 或 `points` 中的一种",
    mend_en="give it `of` with `rate`, or `table`, `best_of`, `sum_of` or `points`",
)
TWO_SOURCES = register(
    "XG371",
    zh="计分项「{name}」写了两种计分方法：{first} 与 {second}",
    en="item `{name}` earns points in two ways: {first} and {second}",
    mend_zh="删去 `{first}` 或 `{second}`；两样都计分的，写成两项",
    mend_en="Delete `{first}` or `{second}`; if both earn points write two items",
)
NO_GROUP = register(
    "XG372",
    zh="没有叫 `{name}` 的组",
    en="there is no group `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
EMPTY_GROUP = register(
    "XG373",
    zh="组「{name}」里没有计分项",
    en="no item belongs to group `{name}`",
    mend_zh="请给归这一组的计分项加上 `group: {name}`，或者删去这一组",
    mend_en="Write `group: {name}` at the items that belong to it, or delete the group",
)
SAME_ITEM = register(
    "XG374",
    zh="计分项「{name}」写了两次",
    en="item `{name}` is given twice",
    mend_zh="请给其中一项另取名称；同一件事写了两次的，删去一项",
    mend_en="Give one of them another name, or delete one if both are the same",
)
TOO_MANY = register(
    "XG375",
    zh="计分项有 {count} 项，最多 {limit} 项",
    en="{count} items; {limit} are allowed",
    mend_zh="请合并：同类的写成一项，用 `table:` 分档",
    mend_en="Join items of one sort into one with a `table:`",
)
EACH_WHAT = register(
    "XG376",
    zh="「{name}」没有说明每一项计多少分：写 `table`、`take` 或 `points`",
    en="item `{name}` does not say what each entry earns: give `table`, `take` or `points`",
    mend_zh="一条计 2 分的写 `points: 2分`；分等次的写 `table: {{by: 级别, rows: {{…}}}}`；记录里有分数的写 "
    "`take: 得分`",
    mend_en="For 2 points each write `points: 2分`; by grade `table: {{by: 级别, rows: {{…}}}}`; as "
    "recorded `take: 得分`",
)
ONLY_WITH = register(
    "XG377",
    zh="`{name}` 只与 `{other}` 合用",
    en="`{name}` goes with `{other}` only",
    mend_zh="请加上 `{other}`，或者删去 `{name}`",
    mend_en="Add `{other}`, or delete `{name}`",
)
NO_NUMBER = register(
    "XG366",
    zh="「{name}」要写计几项，如 2项，不能是 `{text}`",
    en="`{name}` takes how many entries count, such as 2项, not `{text}`",
    mend_zh="写成 `most: 2项` 的样子",
    mend_en="Write it like `most: 2项`",
)
BAD_LIMIT = register(
    "XG378",
    zh="`{text}` 不能作封顶：小于下限或小于零",
    en="`{text}` is no cap: it lies below the floor or below zero",
    mend_zh="请写不小于零、也不小于 `not_below:` 的分数，如 `cap: 10分`；要扣分的，写 `minus: yes`",
    mend_en="Write points that are not below zero nor below `not_below:`, such as `cap: 10分`; for what "
    "takes points off write `minus: yes`",
)


def read_points_entry(declared: Declared[Fact], library: Library) -> Fact | None:
    """Return the fact that an entry of `points:` declares, or None after reporting why not."""
    fields = read_fields(declared.node, SHAPES["points"], declared.name, library.problems, declared.key.span)
    if fields is None:
        return None
    made = read_points(fields, Scope(library, declared.about), "items")
    common = read_common(fields, declared.key, declared.id)
    return None if made is None else replace(common, kind=made.kind, form=made.form)


def read_points(fields: Fields, scope: Scope, items_key: str = "points") -> Made | None:
    """Return a score, or None after reporting what is wrong."""
    problems = scope.library.problems
    before = _errors(scope)
    groups = tuple(_groups(fields, scope))
    items = tuple(_items(fields, items_key, groups, scope))
    floor, cap = _limits(fields, scope)
    ties = read_ties(fields, scope)
    for group in groups:
        if not any(item.group == group.name for item in items):
            problems.say(EMPTY_GROUP, fields.span("groups"), name=group.name)
    if _errors(scope) > before or not items or scope.library.broken:
        return None
    return Made(Points(items, groups, cap, floor, ties, fields.texts("clause")), POINTS)


def _errors(scope: Scope) -> int:
    return sum(each.severity == "error" for each in scope.library.problems.found)


def item_nodes(node: Node) -> Iterator[LMap]:
    """Yield the mappings of a score's items, which may cite clauses of their own."""
    for entry in node.entries if isinstance(node, LMap) else ():
        if entry.key.text in ("items", "计分项", "points", "评分") and isinstance(entry.value, LList):
            yield from (item for item in entry.value.items if isinstance(item, LMap))


def _groups(fields: Fields, scope: Scope) -> Iterator[Group]:
    for entry in fields.named("groups"):
        inner = read_fields(entry.value, SHAPES["point_group"], entry.key.text, fields.problems, entry.key.span)
        if inner is not None:
            yield Group(entry.key.text.strip(), _limits(inner, scope)[1], inner.flag("best") or False)


def _limits(fields: Fields, scope: Scope) -> tuple[Constant | None, Constant | None]:
    """Return the floor and the cap that a mapping names."""
    found = {key: _limit(fields, key, scope) for key in ("not_below", "cap") if fields.shape.key(key) is not None}
    floor, cap = found.get("not_below"), found.get("cap")
    least = 0 if floor is None else _value(floor)
    node = fields.text_node("cap") if cap is not None else None
    if cap is not None and node is not None and (_value(cap) < least or _value(cap) < 0):
        fields.problems.say(BAD_LIMIT, node.span, text=node.text)
    return floor, cap


def _value(limit: Constant) -> int | Fraction:
    return limit.value if isinstance(limit.value, (int, Fraction)) else 0


def _limit(fields: Fields, key: str, scope: Scope) -> Constant | None:
    """Return a limit: points written out, or a parameter that is one value for everybody."""
    node = fields.text_node(key)
    if node is None:
        return None
    parameter = scope.library.parameter(node.text.strip())
    if parameter is not None and parameter.constant is not None and parameter.kind.unit in (None, "分"):
        return parameter.constant
    return read_constant(node, POINTS, scope)


def _items(fields: Fields, key: str, groups: tuple[Group, ...], scope: Scope) -> Iterator[Item]:
    seen: dict[str, LText] = {}
    nodes = list(fields.items(key))
    if len(nodes) > MOST_ITEMS:
        fields.problems.say(TOO_MANY, fields.span(key), count=len(nodes), limit=MOST_ITEMS)
        return
    for node in nodes:
        inner = read_fields(node, SHAPES["point_item"], fields.name(key), fields.problems, start_of(node))
        named = None if inner is None else inner.text_node("item")
        if inner is None or named is None:
            continue
        name = named.text.strip()
        if name in seen:
            fields.problems.say(SAME_ITEM, named.span, also=(seen[name].span,), name=name)
        seen.setdefault(name, named)
        item = _item(inner, name, groups, scope)
        if item is not None:
            yield item


def _item(fields: Fields, name: str, groups: tuple[Group, ...], scope: Scope) -> Item | None:
    source = _source(fields, name, scope)
    when = read_when(fields.node("when"), scope, fields.name("when"))
    floor, cap = _limits(fields, scope)
    group = _group(fields, groups)
    minus = fields.flag("minus") or False
    return None if source is None else Item(name, source, when, cap, floor, group, minus, fields.texts("clause"))


def _group(fields: Fields, groups: tuple[Group, ...]) -> str:
    node = fields.text_node("group")
    if node is None:
        return ""
    names = [group.name for group in groups]
    if node.text.strip() not in names:
        fields.problems.say(NO_GROUP, node.span, mend=nearest(node.text, names), name=node.text)
    return node.text.strip()


def _source(fields: Fields, name: str, scope: Scope) -> ItemSource | None:
    given = [key for key in SOURCES if key in fields]
    listed = next((key for key in ("best_of", "sum_of") if key in given), None)
    ways = [key for key in given if listed is None or key not in ("table", "points")]
    if not ways:
        fields.problems.say(NO_SOURCE, fields.place, name=name)
        return None
    if len(ways) > 1:
        fields.problems.say(TWO_SOURCES, fields.span(ways[1]), name=name, first=ways[0], second=ways[1])
        return None
    _alone(fields, listed, ways[0])
    if listed is not None:
        return _from_list(fields, name, listed, scope)
    match ways[0]:
        case "of":
            return _rated(fields, scope)
        case "table":
            return _table(fields, scope)
        case _:
            points = read_operand(fields.text_node("points"), POINTS, scope, fields.name("points"))
            return None if points is None else Flat(points[0])


def _alone(fields: Fields, listed: str | None, way: str) -> None:
    """Report a key that belongs to another way of earning points."""
    for key in ("where", "within", "take", "per", "most"):
        if key in fields and listed is None:
            fields.problems.say(ONLY_WITH, fields.span(key), name=fields.name(key), other="sum_of / best_of")
    for key in ("rate", "rates", "years", "months"):
        if key in fields and way != "of":
            fields.problems.say(ONLY_WITH, fields.span(key), name=fields.name(key), other="of")


def _table(fields: Fields, scope: Scope) -> Table | None:
    inner = fields.shape_at("table")
    made = None if inner is None else read_table(inner, scope, POINTS)
    return made.form if made is not None and isinstance(made.form, Table) else None


def _from_list(fields: Fields, name: str, op: str, scope: Scope) -> FromList | None:
    source, items = read_source(fields, op, scope)
    if source is None or items is None:
        return None
    given = [key for key in ("table", "take", "points") if key in fields]
    if len(given) != 1:
        fields.problems.say(EACH_WHAT, fields.place, name=name)
        return None
    each: Table | Operand | None = None
    match given[0]:
        case "table":
            each = _table(fields, items)
        case "points":
            found = read_operand(fields.text_node("points"), POINTS, items, fields.name("points"))
            each = None if found is None else found[0]
        case _:
            each = _taken(fields, items)
    per, most = element(fields, "per", items), _most(fields, op, items)
    if each is None or (per is None and "per" in fields) or (most is None and "most" in fields):
        return None
    ref = None if per is None else FactRef(per.id, "item")
    return FromList("best_of" if op == "best_of" else "sum_of", source, each, ref, most)


def _most(fields: Fields, op: str, items: Scope) -> int | None:
    """Return how many entries count at most: a whole number from one on."""
    node = fields.text_node("most")
    if node is None:
        return None
    if op == "best_of":
        fields.problems.say(ONLY_WITH, fields.span("most"), name=fields.name("most"), other="sum_of")
        return None
    constant = read_constant(node, NUMBER, items)
    value = None if constant is None else constant.value
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_ITEMS:
        return value
    if constant is not None:
        fields.problems.say(NO_NUMBER, node.span, name=fields.name("most"), text=node.text)
    return None


def _taken(fields: Fields, items: Scope) -> FactRef | None:
    from xgxp_rules.language.operands import comparable
    from xgxp_rules.language.values_reader import NUMBER_FIELD, say_kind

    taken, node = element(fields, "take", items), fields.text_node("take")
    if taken is None or node is None:
        return None
    if not comparable(POINTS, taken.kind):
        say_kind(node, fields.name("take"), POINTS, taken.kind, items, NUMBER_FIELD)
        return None
    return FactRef(taken.id, "item")


def _rated(fields: Fields, scope: Scope) -> Rated | None:
    of = _measured(fields, scope)
    if of is None:
        return None
    given = [key for key in ("rate", "rates") if key in fields]
    if len(given) != 1:
        fields.problems.say(ONLY_WITH, fields.span("of"), name=fields.name("of"), other="rate / rates")
        return None
    if given[0] == "rates":
        node = fields.node("rates")
        if not isinstance(node, LMap):
            if node is not None:
                fields.problems.say("XG105", node.span, name=fields.name("rates"))
            return None
        pieces = read_pieces(node, of.fact, scope, fields)
        return None if pieces is None else Rated(of.ref, *pieces)
    text = fields.text_node("rate")
    rate = None if text is None else read_rate(text, scope)
    if rate is None or text is None:
        return None
    conversion, sound = conversion_of(rate, of.fact, text, fields)
    return Rated(of.ref, (RatePiece(0, None, Rate(rate.points, rate.text)),), conversion) if sound else None


def _measured(fields: Fields, scope: Scope) -> Found | None:
    node = fields.text_node("of")
    if node is None:
        return None
    library = scope.library
    kept, library.broken = library.broken, False
    found = scope.find(node.text)
    broken = library.broken
    library.broken = kept or broken
    if found is None and not broken:
        library.problems.add(unknown_fact(node, scope))
    return found
