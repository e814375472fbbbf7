"""What every reader of values shares: the problem it raises, the states as words, and full-width signs.

A message repeats only what the author wrote; a reader that cannot read never guesses, it raises this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from xgxp_rules.diagnostics import Particular, register
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, State

Reader = Callable[[Any], Any]
"""From what stands in a file to the value; raises `Unreadable`."""

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}

NOT_A_FLAG = register("XG404", zh="{place} 应写 `是` 或 `否`{said}", en="{place} must be `yes` or `no`{said}")
NOT_A_NUMBER = register("XG405", zh="{place} 应是{expected}{said}", en="{place} must be {expected}{said}")
NOT_A_DATE = register(
    "XG406",
    zh="{place} 应是日期，如 `2022-09-01`、`2022-09` 或 `2022`{said}",
    en="{place} must be a date such as `2022-09-01`, `2022-09` or `2022`{said}",
)
NO_DAY_YET = register(
    "XG416",
    zh="{place} 应是日期{said}",
    en="{place} must be a date{said}",
    mend_zh="还没有到来的日子不写这一项；从来没有、也不会有的写 `不适用`，不知道的写 `未知`",
    mend_en="Leave out a day that has not come; write `不适用` where there is none, `未知` where it is not known",
)
NO_SUCH_DAY = register(
    "XG407",
    zh="{place} 写的日期在日历上不存在{said}",
    en="{place} names a day that no calendar has{said}",
    mend_zh="请核对月份和日子；只知道月份的写 `2022-02`，只知道年份的写 `2022`",
    mend_en="Check the month and the day; if only the month is known write `2022-02`, if only the year `2022`",
)
NOT_A_CHOICE = register(
    "XG408", zh="{place} 应是下列之一：{choices}{said}", en="{place} must be one of {choices}{said}"
)
NOT_A_TEXT = register(
    "XG409",
    zh="{place} 应是文字{said}",
    en="{place} must be text{said}",
    mend_zh="请写一个词或一句话，不用列表，也不写下一层",
    mend_en="Write a word or a sentence, not a list and no further level",
)
NOT_A_PERIOD = register(
    "XG410", zh="{place} 应是时长，如 `6年` 或 `18个月`{said}", en="{place} must be a period such as `6年`{said}"
)
NO_MENTION = register(
    "XG411",
    zh="{place} 没有 `{name}` 这个取值；要表示不知道，请写 `未知`",
    en="{place} takes no `{name}`; to say that it is not known, write `unknown`",
)


class Unreadable(Exception):
    """A value that cannot be read: the code of its message, what was expected, and the word that was written.

    `word` and `mend` repeat what was written, so they are dropped where the fact is personal or a health fact.
    """

    def __init__(self, code: str, word: object = None, mend: str | None = None, **args: Particular) -> None:
        super().__init__(code)
        self.code = code
        self.word = word
        self.mend = mend
        self.args_named = args


STATES: Final[dict[str, State]] = {
    "未知": UNKNOWN,
    "unknown": UNKNOWN,
    "不适用": NOT_APPLICABLE,
    "not applicable": NOT_APPLICABLE,
    "not_applicable": NOT_APPLICABLE,
}
"""How the two states without a value are written."""

NO_DAY: Final = frozenset({"无", "空", "没有", "至今", "迄今", "今", "现在", "目前", "-", "—", "/"})
"""What is written where a day would stand and there is none."""

NOTHING: Final = frozenset({"null", "~", "none", "nil", "nan", "n/a", "#n/a"})


def halfwidth(text: str) -> str:
    """Return the text with full-width signs and spaces made ordinary, and trimmed.

    >>> halfwidth("２０２２－０９－０１　")
    '2022-09-01'
    """
    return (text if text.isascii() else text.translate(_FULL_WIDTH)).strip()


def read_state(raw: object) -> State | None:
    """Return the state that is written here, or None where it is not one.

    >>> read_state("不适用"), read_state("否")
    (NOT_APPLICABLE, None)
    """
    if isinstance(raw, State):
        return raw
    return STATES.get(halfwidth(raw).lower()) if isinstance(raw, str) else None


def mentioned(raw: object) -> Unreadable | None:
    """Return the problem of writing nothing as `null` or `~`, which is not how a record says so."""
    if isinstance(raw, str) and halfwidth(raw).lower() in NOTHING:
        return Unreadable(NO_MENTION, name=halfwidth(raw))
    return None
