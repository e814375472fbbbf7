"""What every record and every item of a list has in common: how it is read, compared, spelled out and asked.

Reading happens before pydantic's own strict check, so whichever way a record is made (`model_validate`, `load`, the
constructor, another model's field) the same readers run and every problem comes out at once as a `RecordError`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn, Self

from pydantic import BaseModel, ConfigDict, SerializationInfo, ValidationInfo, model_serializer, model_validator

from xgxp_rules.diagnostics import Both, RecordError, register
from xgxp_rules.model.found import Found, Locate, Step
from xgxp_rules.model.readers import reader_of
from xgxp_rules.model.records.spelling import spelled
from xgxp_rules.model.shapes import Ready, Shape, Slot
from xgxp_rules.model.supplied import Told, told_fields
from xgxp_rules.model.unreadable import NOT_A_TEXT, STATES, Reader, Unreadable
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Kind

_MOST_CHARACTERS: Final = 10_000_000

NOT_JSON = register(
    "XG440",
    zh="记录不是合法的 JSON 文本",
    en="the record is not valid JSON text",
    mend_zh='请核对括号、逗号和引号：名称和文字都用半角双引号 "…"',
    mend_en="Check brackets, commas and quotes: names and texts stand in double quotes",
)
TOO_LARGE = register(
    "XG441",
    zh="记录过大（上限 {limit} 个字符）",
    en="the record is too large (limit: {limit} characters)",
    mend_zh="请只留一个人的记录；多人的用 `xgxp roster`",
    mend_en="Hand in one person's record; for many use `xgxp roster`",
)
JSON_NAME_TWICE = register(
    "XG442",
    zh="JSON 中同一层有名称写了两次",
    en="a name stands twice in one JSON object",
    mend_zh="请删去其中一个",
    mend_en="Delete one of the two",
)


class _Read(BaseModel):
    """A model whose fields are declared facts and whose input goes through the shared readers."""

    model_config = ConfigDict(frozen=True, strict=True, hide_input_in_errors=True, defer_build=True)

    open_ends: ClassVar[frozenset[str]] = frozenset()
    """Fields that are left out while there is no such day yet; leaving out any other means unknown."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Note which fields hold days or lists, and which may be open."""
        super().__pydantic_init_subclass__(**kwargs)
        told = dict(told_fields(cls))
        cls.day_fields = tuple(name for name, each in told.items() if each.kind.name == "date")
        cls.list_fields = tuple(name for name, each in told.items() if each.kind.name == "list")
        cls.open_ends = frozenset(name for name, each in told.items() if each.open_ended)
        cls.steps = {name: (each.label, name, None) for name, each in told.items()}

    title: ClassVar[Both] = Both("此项", "this item")
    """What stands for the whole thing in a message about it."""

    day_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that hold days."""

    list_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that hold lists of items."""

    steps: ClassVar[dict[str, Step]] = {}

    @classmethod
    def step(cls, name: str) -> Step:
        """Return a field as a step of a path, where the key as written is not known."""
        return cls.steps[name]

    @classmethod
    def together(cls, values: dict[str, Any], found: list[Found]) -> None:
        """Look at the values together once they are read; one that could not be read is missing or None here."""

    @classmethod
    def _validated(cls, data: Any, file: str = "", locate: Locate | None = None) -> Any:
        if type(data) is Ready or isinstance(data, cls):
            return data
        found: list[Found] = []
        values = shape_of(cls).read(data, found)
        if found:
            raise_found(found, cls.title, file, locate)
        return values

    @model_serializer(mode="plain")
    def _spelled(self, info: SerializationInfo) -> dict[str, Any]:
        return spelled(self, is_json=info.mode == "json")


class Item(_Read):
    """One dated entry of a list; a name that it has no field for is refused with the nearest one."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        return cls._validated(data)


class Record(_Read):
    """What a system knows of one entity: dated material, never conclusions.

    Every field may be left out, which means unknown. Names that no field has are kept unread in `unlisted`, since
    a policy may declare them. Input uses ids or Chinese labels. Equal content makes equal records and hashes.

    Raises:
        RecordError: on every way of making one, with all problems at once; exit status 4.
    """

    model_config = ConfigDict(extra="allow")
    __slots__ = ("_local", "_origin", "_told", "_window")

    if TYPE_CHECKING:
        _local: ClassVar[tuple[object, object, Mapping[str, Any]]]
        _origin: ClassVar[tuple[str, Locate]]
        _told: ClassVar[dict[Any, Any]]
        _window: ClassVar[tuple[date, date]]

    about: ClassVar[str] = ""
    """The kind of record, as policies name it."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("id",),)
    """The fields that name a record to others, the surest first; the first that are all known make its id."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any, info: ValidationInfo) -> Any:
        context = info.context
        if context is None:
            return cls._validated(data)
        return cls._validated(data, context.get("file", ""), context.get("locate"))

    @classmethod
    def load(cls, source: str | bytes | Mapping[str, Any], *, file: str = "", locate: Locate | None = None) -> Self:
        """Return the record in a JSON text or a mapping.

        `file` and `locate` (from a path of keys and places to where it stands in the file) are for messages.

        Raises:
            RecordError: the text is not JSON, or the record has problems; all of them are listed.

        >>> from xgxp_rules.model.records import Teacher
        >>> Teacher.load('{"性别": "女", "出生日期": "1980-05"}').sex
        'female'
        """
        data = read_json(source, file) if isinstance(source, str | bytes) else source
        record = cls.model_validate(data, context={"file": file, "locate": locate})
        if locate is not None and record.__pydantic_extra__:
            # What no field has is read when a policy asks; its place in the file is told then.
            object.__setattr__(record, "_origin", (file, locate))
        return record

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Return the record in a JSON text; numbers stay exact and no name may stand twice."""
        return cls.model_validate(read_json(json_data), **options)

    @property
    def unlisted(self) -> Mapping[str, Any]:
        """What the input holds under names that no field has, unread."""
        return self.__pydantic_extra__ or {}


def value_of(thing: _Read, id: str) -> Any:
    """Return the value of a fact, or the state in its place; what was left out is unknown.

    The end of a spell that still runs is not applicable.

    >>> from xgxp_rules.model.records import Posting, Teacher
    >>> value_of(Teacher(), "sex"), value_of(Posting(学校="一中"), "ends_on")
    (UNKNOWN, NOT_APPLICABLE)
    """
    value = getattr(thing, id)
    if value is not None:
        return value
    return NOT_APPLICABLE if id in thing.open_ends else UNKNOWN


@cache
def shape_of(model: type[_Read]) -> Shape:
    """Return how records or items of this model are read; compiled on first use."""
    model.model_rebuild()  # pydantic builds its check on first use, as most runs need few of the models
    slots = tuple(_slot(name, told) for name, told in told_fields(model))
    return Shape(
        slots, model.__pydantic_validator__.validate_python, model, model.together, issubclass(model, Record)
    )


def _slot(name: str, told: Told) -> Slot:
    items = None if told.items is None else shape_of(told.items)
    read = slot_reader(told.kind, told.read)
    return Slot(name, told.label, read, told.sensitivity, items, told.also, told.open_ended, told.keyed)


def slot_reader(kind: Kind, own: Reader | None = None) -> Reader:
    """Return the reader of one kind, or the field's own; one of texts leaves `未知` to whoever asks for states."""
    read = own or reader_of(kind)
    if kind.name not in ("text", "reference"):
        return read

    def read_words(raw: Any) -> Any:
        if isinstance(raw, str) and raw in STATES:
            raise Unreadable(NOT_A_TEXT)
        return read(raw)

    return read_words


def raise_found(found: list[Found], about: Both, file: str = "", locate: Locate | None = None) -> NoReturn:
    """Raise the problems as one error, in the order in which they stand in the file.

    Raises:
        RecordError: always.
    """
    problems = [each.diagnostic(about, file, locate) for each in found]
    raise RecordError(sorted(problems, key=lambda each: each.span))


def read_json(text: str | bytes | bytearray, file: str = "") -> Any:
    """Return what a JSON text holds, decimals exact.

    Raises:
        RecordError: not UTF-8, not JSON, a name given twice, too deep or too large.
    """
    if len(text) > _MOST_CHARACTERS:
        raise RecordError.of(TOO_LARGE, file=file, limit=_MOST_CHARACTERS)
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8-sig")
        return json.loads(
            decoded.removeprefix("\ufeff"),
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_unique_names,
        )
    except _NameTwice:
        raise RecordError.of(JSON_NAME_TWICE, file=file) from None
    except (ValueError, RecursionError, ArithmeticError):
        raise RecordError.of(NOT_JSON, file=file) from None


class _NameTwice(Exception):
    """One object holds a name twice; the last would silently win."""


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise _NameTwice
    return named


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
