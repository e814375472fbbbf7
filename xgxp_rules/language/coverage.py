"""Whether the rows of one fact cover its values exactly once: an error names the stretch left out or given twice.

Bands of numbers, periods and days must meet without gap or overlap. A choice or a yes-or-no without a row is only
noted: the table says nothing of it, and such a record is left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from xgxp_rules.diagnostics import Both as InBoth
from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.language.bands import HIGHEST, LOWEST, Cut, Domain, NoBand, OtherUnit, Stretch
from xgxp_rules.model.nodes import Applies, Both, Check, Compare, Constant, Contains, IsKnown, OneOf
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.spans import Span

GAP = register(
    "XG340",
    zh="「{by}」的各行之间缺一段：{stretch}",
    en="no row covers {stretch} of `{by}`",
    mend_zh="请给 `{mend}` 写一行，或者写一行 `其他`",
    mend_en="add a row for `{mend}`, or a row `others`",
)
GAP_IN_YEARS = register(
    "XG341",
    zh="「{by}」的各行之间缺一段：{stretch}；满几年与几年之间的日子也要算清",
    en="no row covers {stretch} of `{by}`; the days between full years count too",
    mend_zh="请把各行写成 `满…不满…` 的样子；若文件只计整年，请给「{by}」写上 `whole: years`",
    mend_en="write rows like `满…不满…`; if the text counts full years only, give `{by}` `whole: years`",
)
OVERLAP = register(
    "XG342",
    zh="「{by}」有两行都包含这一段：{stretch}（`{one}` 与 `{other}`）",
    en="two rows cover {stretch} of `{by}`: `{one}` and `{other}`",
    mend_zh="让下一行从上一行结束的地方开始，例如 `满1年不满3年` 之后写 `满3年`",
    mend_en="let each row begin where the one before ends, such as `满1年不满3年` and then `满3年`",
)
NO_ROW_ASIDE = register(
    "XG343",
    zh="「{by}」可能不适用，表中没有「不适用」一行",
    en="`{by}` may not apply, and the table has no row `不适用` (not applicable)",
    mend_zh="请写一行 `不适用: …`，说明不适用时取什么值",
    mend_en="add a row `不适用: …` saying what then holds",
)
NO_BAND = register(
    "XG344",
    zh="`{text}` 不能作一行的条件：一行写一个值、几个值或一段范围",
    en="`{text}` cannot head a row: a row names a value, several values or a range",
    mend_zh="写成 `满3年不满6年`、`不满3年`、`满6年`，选项写 `甲` 或 `甲 或 乙`，其余写 `其他`",
    mend_en="Write it like `满3年不满6年`, `不满3年` or `满6年`; a choice as `甲` or `甲 或 乙`, the rest as "
    "`其他`",
)
NO_CHOICE_ROW = register(
    "XG345",
    zh="「{by}」的 {missing} 没有写：这样的记录得不出数值",
    en="no row for {missing} of `{by}`: such a record gets no value",
    mend_zh="若文件有意不写，可不理会；否则补上，或者写一行 `其他`",
    mend_en="leave it if the text means to say nothing; otherwise add it, or a row `others`",
)
OTHER_UNIT = register(
    "XG346",
    zh="「{by}」的各行用了不能相比的单位（`{text}`）",
    en="the rows of `{by}` use units that cannot be compared (`{text}`)",
    mend_zh="请各行都用一种单位，如都用年，不把年和学年、工作日混写",
    mend_en="Use one unit in every row, such as years only, not years beside school years or working days",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of a row; no check is the row for the rest."""

    check: Check | None
    text: str
    span: Span


def uncovered(fact: Fact, rows: Sequence[Heading], place: Span) -> Iterator[Diagnostic]:
    """Yield what is wrong with the rows of one fact taken together."""
    aside = [row for row in rows if isinstance(row.check, Applies)]
    rest = [row for row in rows if row.check is None]
    for group in (aside, rest):
        for one, other in pairwise(group):
            yield _twice(fact, one, other, InBoth(one.text, one.text))
    if fact.may_not_apply and not aside:
        yield diagnose(NO_ROW_ASIDE, place, by=fact.label)
    listed = [row for row in rows if row.check is not None and not isinstance(row.check, Applies)]
    if fact.kind.name in ("number", "period", "date"):
        yield from _bands(fact, listed, place, open_ended=bool(rest))
    else:
        yield from _named(fact, listed, place, complete=bool(rest))


def _twice(fact: Fact, one: Heading, other: Heading, stretch: InBoth) -> Diagnostic:
    return diagnose(
        OVERLAP, other.span, also=(one.span,), by=fact.label, stretch=stretch, one=one.text, other=other.text
    )


def _bands(fact: Fact, rows: Sequence[Heading], place: Span, *, open_ended: bool) -> Iterator[Diagnostic]:
    domain = Domain.of(fact)
    pieces: list[tuple[Stretch, Heading]] = []
    for row in rows:
        try:
            assert row.check is not None
            pieces += [(stretch, row) for stretch in domain.stretches(row.check)]
        except NoBand:
            yield diagnose(NO_BAND, row.span, text=row.text)
            return
        except OtherUnit:
            yield diagnose(OTHER_UNIT, row.span, by=fact.label, text=row.text)
            return
    pieces.sort(key=lambda piece: piece[0])
    for (before, one), (after, other) in pairwise(pieces):
        if after[0] < before[1] and one is not other:
            yield _twice(fact, one, other, domain.words((after[0], min(before[1], after[1]))))
    if not open_ended:
        yield from _gaps(fact, domain, pieces, place)


def _gaps(
    fact: Fact, domain: Domain, pieces: Sequence[tuple[Stretch, Heading]], place: Span
) -> Iterator[Diagnostic]:
    reached = _floor(domain, pieces)
    for (low, high), row in pieces:
        if low > reached:
            yield _gap(fact, domain, (reached, low), row.span)
        reached = max(reached, high)
    if reached < _ceiling(pieces):
        yield _gap(fact, domain, (reached, HIGHEST), pieces[-1][1].span if pieces else place)


def _floor(domain: Domain, pieces: Sequence[tuple[Stretch, Heading]]) -> Cut:
    """Return where a table has to begin; one of numbers whose first row begins at nothing means none below it."""
    begins_at_nothing = domain.kind.name == "number" and bool(pieces) and pieces[0][0][0] == (0, 0)
    return (0, 0) if begins_at_nothing else domain.low


def _ceiling(pieces: Sequence[tuple[Stretch, Heading]]) -> Cut:
    """Return where a table has to end: a share that reaches the whole goes no further."""
    last = max((stretch[1] for stretch, _ in pieces), default=LOWEST)
    share = any(
        isinstance(operand, Constant) and operand.unit == "%" and operand.value == 1
        for _, row in pieces
        if row.check is not None
        for operand in _operands(row.check)
    )
    return last if share and last == (1, 1) else HIGHEST


def _operands(check: Check) -> Iterator[object]:
    from xgxp_rules.model.nodes import operands

    return operands(check)


def _gap(fact: Fact, domain: Domain, stretch: Stretch, span: Span) -> Diagnostic:
    words = domain.words(stretch)
    less_than_a_year = (
        domain.kind.name == "period"
        and domain.step is None
        and stretch[1] != HIGHEST
        and Fraction(stretch[1][0]) - Fraction(stretch[0][0]) <= 360
        and stretch[0] != domain.low
    )
    if less_than_a_year:
        return diagnose(GAP_IN_YEARS, span, by=fact.label, stretch=words)
    return diagnose(GAP, span, mend=words.zh, by=fact.label, stretch=words)


def _named(fact: Fact, rows: Sequence[Heading], place: Span, *, complete: bool) -> Iterator[Diagnostic]:
    """Report a choice with two rows; note those without one."""
    kind = fact.kind
    values: list[tuple[object, str]] = [(choice.id, choice.label) for choice in kind.choices]
    if kind.name == "flag":
        values = [(True, "是"), (False, "否")]
    if kind.name in ("text", "reference"):
        values = [(value, value) for value in dict.fromkeys(_texts(rows))]
    missing = []
    for value, label in values:
        fitting = [row for row in rows if row.check is not None and _holds(row.check, value, kind)]
        if len(fitting) > 1:
            yield _twice(fact, fitting[0], fitting[1], InBoth(label, label))
        if not fitting:
            missing.append(label)
    if missing and not complete:
        yield diagnose(NO_CHOICE_ROW, place, severity="note", by=fact.label, missing="、".join(missing))


def _texts(rows: Sequence[Heading]) -> Iterator[str]:
    for row in rows:
        if row.check is not None:
            for one in _operands(row.check):
                if isinstance(one, Constant) and isinstance(one.value, str):
                    yield one.value


def _holds(check: Check, value: object, kind: Kind) -> bool:
    """Return whether a check of written values holds of one choice."""
    match check:
        case Compare(op=op, operand=Constant(value=wanted)):
            return _stands(op, value, wanted, kind)
        case OneOf(operands=several, negated=negated):
            return any(isinstance(one, Constant) and one.value == value for one in several) is not negated
        case Both(parts=parts):
            return all(_holds(part, value, kind) for part in parts)
        case Compare() | Contains() | Applies() | IsKnown():
            return False


def _stands(op: str, value: object, wanted: object, kind: Kind) -> bool:
    if op in ("eq", "ne"):
        return (value == wanted) is (op == "eq")
    if not kind.ordered or value in kind.unordered or wanted in kind.unordered:
        return False
    one, other = kind.rank(str(value)), kind.rank(str(wanted))
    return {"ge": one >= other, "gt": one > other, "le": one <= other, "lt": one < other}[op]
