"""Frames of kinds that no engine here works on: taken into Polars on the way in, handed back in kind on the way out.

A pandas frame or an Arrow table is the caller's own kind of frame as much as any other. Kinds are told apart by
Narwhals; one that is not held in memory (Ibis, Dask) is refused by name, and so are frames of different kinds together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from xgxp_rules.diagnostics import UsageError, diagnose, register
from xgxp_rules.library.frames import NO_FRAMES, NO_SUCH_FRAME, Given
from xgxp_rules.spans import Span

NOT_OF_A_KIND = register(
    "XG888",
    zh="`{name}` 的数据表是 {got} 的，教师表是 {wanted} 的：一次交来的各表要是同一种",
    en="the frame of `{name}` is of {got}, that of the teachers of {wanted}: all handed in together are of one kind",
    mend_zh="请先把它换成 {wanted} 的表",
    mend_en="turn it into a frame of {wanted} first",
    exit=2,
)

NAME_TWICE = register(
    "XG895",
    zh="一张表里有两列都叫 `{name}`",
    en="two columns of one frame are called `{name}`",
    mend_zh="请给其中一列改名，或去掉它",
    mend_en="Rename one of them or leave it out",
    exit=2,
)

Back = Callable[[Any], Any]
"""Returns a frame that was worked out in the kind that the caller handed in."""

_ENGINES = {"polars": "Polars", "duckdb": "DuckDB", "_duckdb": "DuckDB", "pyspark": "PySpark"}


def as_it_is(answer: Any) -> Any:
    """Return what was worked out on the caller's own kind of frame."""
    return answer


def several(names: Iterable[str]) -> tuple[str, ...]:
    """Return names as they were handed in, one by itself as the only one."""
    return (names,) if isinstance(names, str) else tuple(names)


def taken(given: Given) -> tuple[Given, Back]:
    """Return what was handed in as frames of one engine, and what turns an answer into the caller's kind.

    Raises:
        UsageError: the frames are of different engines, or what converts one is not installed.
    """
    try:
        import narwhals  # noqa: F401
    except ImportError as error:
        raise UsageError([diagnose(NO_FRAMES, Span.none(), name=str(error.name))]) from None
    back = _back(given.teachers)
    made = replace(
        given,
        teachers=_taken(given.teachers),
        lists={name: _taken(each) for name, each in given.lists.items()},
        schools=None if given.schools is None else _taken(given.schools),
    )
    wanted, others = _engine(made.teachers), _others(given)
    problems = [
        diagnose(NOT_OF_A_KIND, Span.none(), name=name, got=_engine(others[name]), wanted=_engine(given.teachers))
        for name, each in _others(made).items()
        if wanted in _ENGINES.values() and _engine(each) in _ENGINES.values() and _engine(each) != wanted
    ]
    unknown = [each for each in _others(made).values() if _engine(each) not in _ENGINES.values()]
    problems += [diagnose(NO_SUCH_FRAME, Span.none(), name=type(each).__qualname__) for each in unknown]
    if problems:
        raise UsageError(problems)
    return made, back


def _others(given: Given) -> dict[str, Any]:
    """Return the frames beside the teachers, by name."""
    return {**given.lists, **({} if given.schools is None else {"schools": given.schools})}


def _root(native: Any) -> str:
    return type(native).__module__.partition(".")[0]


def _engine(native: Any) -> str:
    return _ENGINES.get(_root(native), _root(native))


def _in_memory(native: Any) -> Any:
    """Return a frame in memory as Narwhals has it; None for one of an engine, or of a kind that is not known."""
    import narwhals

    if _root(native) in _ENGINES:
        return None
    try:
        frame = narwhals.from_native(native, pass_through=True)
    except narwhals.exceptions.DuplicateError:
        twice = [name for name, times in Counter(map(str, native.columns)).items() if times > 1]
        raise UsageError([diagnose(NAME_TWICE, Span.none(), name=one) for one in twice]) from None
    return frame if isinstance(frame, narwhals.DataFrame) else None


def _back(native: Any) -> Back:
    import narwhals

    like = _in_memory(native)
    if like is None:
        return as_it_is
    kind = like.implementation
    if kind.is_pyarrow():
        return lambda answer: narwhals.from_native(answer, eager_only=True).to_arrow()
    if kind.is_pandas():
        return lambda answer: narwhals.from_native(answer, eager_only=True).to_pandas()

    def converted(answer: Any) -> Any:
        table = narwhals.from_native(answer, eager_only=True).to_arrow()
        return narwhals.from_arrow(table, backend=kind).to_native()

    return converted


def _taken(native: Any) -> Any:
    """Return a frame that an engine works on: the same, or one of Polars with the same contents."""
    frame = _in_memory(native)
    if frame is None:
        return native
    try:
        import polars
    except ImportError as error:
        raise UsageError([diagnose(NO_FRAMES, Span.none(), name=str(error.name))]) from None
    return polars.DataFrame([_column(frame[name]) for name in frame.columns])


def _column(column: Any) -> Any:
    """Return a column as Polars holds it: mixed contents as text; whole numbers as such, if a gap made them broken."""
    import polars

    try:
        made = column.to_polars()
    except (TypeError, ValueError):  # contents of several kinds, as spreadsheets give them
        made = None
    if made is None or made.dtype == polars.Object:
        return polars.Series(column.name, list(_texts(column.to_list())), dtype=polars.String)
    if made.dtype.is_float():
        made = made.fill_nan(None)
        whole = made.cast(polars.Int64, strict=False)
        return whole if (whole.cast(made.dtype) == made).all() else made
    return made


def _texts(values: list[Any]) -> Iterator[str | None]:
    """Yield cells as somebody would write them."""
    for value in values:
        if value is None or value != value:  # nothing, not a number, not a time
            yield None
        elif isinstance(value, bool):
            yield "是" if value else "否"
        elif isinstance(value, datetime) and value.time() == time.min:
            yield value.date().isoformat()
        elif isinstance(value, date):
            yield value.isoformat()
        else:
            yield str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
