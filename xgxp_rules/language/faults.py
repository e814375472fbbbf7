"""What can be wrong with a test, a literal or an expression: codes, wordings in two languages, and what to write.

Every message is made here, so that one mistake has one sentence wherever it is found.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from xgxp_rules.diagnostics import Both, Diagnostic, Particular, nearest, register
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.model.values import Kind
from xgxp_rules.spans import Span

LONGEST_TEST: Final = 500
"""Characters in one test or expression."""

MOST_PARTS: Final = 16
"""Tests joined by 且 on one fact, and brackets inside brackets in an expression."""

KIND_NAMES: Final[dict[str, Both]] = {
    "flag": Both("是否项", "yes or no"),
    "number": Both("数", "a number"),
    "period": Both("时长", "a period"),
    "date": Both("日期", "a date"),
    "text": Both("文字", "text"),
    "choice": Both("选项", "a choice"),
    "list": Both("列表", "a list"),
    "reference": Both("另一份记录", "another record"),
    "day_of_year": Both("每年的一天", "a day of every year"),
}

UNKNOWN_NAME = register(
    "XG110",
    zh="`{text}` 不是能比较的值，也没有叫这个名字的参数或事实",
    en="`{text}` is neither a value that can be compared nor the name of a parameter or fact",
    mend_zh="{advice}",
    mend_en="{advice}",
)
OF_OTHER_RECORDS = register(
    "XG119",
    zh="参数 `{text}` 按别的记录的事实取值，这里没有那些事实",
    en="parameter `{text}` depends on facts of other records, which are not found here",
    mend_zh="请另写一个按这里有的事实取值的参数",
    mend_en="Write a parameter that depends on facts that are found here",
)
UNKNOWN_IN_CALC = register(
    "XG111",
    zh="算式里的 `{text}` 不是数，也没有叫这个名字的参数或事实",
    en="`{text}` in the expression is neither a number nor the name of a parameter or fact",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
BAD_CALC = register(
    "XG112",
    zh="算式在 `{text}` 处读不下去：只能用 + − × ÷ 和括号，符号两边都要有数",
    en="the expression cannot be read at `{text}`: use + − × ÷ and brackets, with a number on both sides of a sign",
)
KIND_MISMATCH = register(
    "XG201",
    zh="「{fact}」是{kind}，不能与{other} `{text}` 比较",
    en="`{fact}` is {kind} and cannot be compared with `{text}`, {other}",
)
UNIT_MISSING = register(
    "XG202",
    zh="「{fact}」是{kind}，`{text}` 缺少单位",
    en="`{fact}` is {kind}, and `{text}` has no unit",
    mend_zh="请写清单位，如 {options}",
    mend_en="State the unit, such as {options}",
)
WRONG_UNIT = register(
    "XG203",
    zh="「{fact}」以「{unit}」计，`{text}` 的单位不同",
    en="`{fact}` is counted in `{unit}`; `{text}` has another unit",
)
NOT_A_CHOICE = register(
    "XG204",
    zh="「{fact}」没有 `{text}` 这个取值，可用：{choices}",
    en="`{fact}` has no choice `{text}`; it has: {choices}",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NO_ORDER = register(
    "XG205",
    zh="「{fact}」是{kind}，没有高低先后，不能用 `{word}`",
    en="`{fact}` is {kind} without an order, so `{word}` cannot be asked of it",
)
NAME_MISMATCH = register(
    "XG206",
    zh="「{fact}」是{kind}，而 `{text}` 是{other}，两者不能比较",
    en="`{fact}` is {kind}, but `{text}` is {other}; the two cannot be compared",
    mend_zh="一个折几个的，算式里把量词写全：`{mend}`（… 是原来的数）",
    mend_en="where one stands for several of the other, write the measure words in the sum: `{mend}` (… the number)",
)
DAY_WORD = register(
    "XG207",
    zh="「{fact}」是{kind}，`{word}` 不用来说{kind}",
    en="`{fact}` is {kind}; `{word}` is not said of {kind}",
)
TWO_WAYS = register(
    "XG208",
    zh="`{word}` 算不算当天，各文件写法不一，这里不接受",
    en="documents use `{word}` both with and without the day itself, so it is refused",
    mend_zh="请写 `{first}` 或 `{second}`",
    mend_en="Write `{first}` or `{second}`",
)
OTHER_WORD = register(
    "XG209",
    zh="词表里没有 `{word}`",
    en="`{word}` is not in the table of words",
)
UPSIDE_DOWN = register(
    "XG210",
    zh="`{text}` 的下限高于上限，没有值能符合",
    en="the lower end of `{text}` is above its upper end, so no value can meet it",
)
LIST_AFTER_NOT = register(
    "XG211",
    zh="`{word}` 后面不能用 `{sign}` 列举：看不出是都不是，还是不都是",
    en="`{sign}` may not list values after `{word}`: it would not be clear whether none or not all is meant",
    mend_zh="若指一个都不是，请写 `{mend}`",
    mend_en="If none of them is meant, write `{mend}`",
)
TWO_WORDS = register(
    "XG212",
    zh="`{text}` 前后各有一个界限词（`{first}` 和 `{second}`），只能留一个",
    en="`{text}` has two words for one bound (`{first}` and `{second}`); keep one",
    mend_zh="请写 `{before}` 或 `{after}`",
    mend_en="Write `{before}` or `{after}`",
)
NO_VALUE = register(
    "XG213",
    zh="`{word}` 没有写明与什么比较",
    en="`{word}` does not say what to compare with",
)
NO_WORD = register(
    "XG214",
    zh="`{text}` 前面少了界限词，看不出是满、超过还是不满",
    en="`{text}` lacks a word: at least, more than or less than?",
    mend_zh="请写 `{mend}`；若要求恰好相等，请写 `为 {text}`",
    mend_en="Write `{mend}`, or `is {text}` if exactly that is meant",
)
CHINESE_QUOTES = register(
    "XG215",
    zh="中文引号不会被当作引号，`{text}` 连引号一起成了值",
    en="Chinese quotation marks do not quote here: they became part of the value `{text}`",
)
NO_SUCH_DAY = register(
    "XG216",
    zh="没有 `{text}` 这一天",
    en="there is no day `{text}`",
    mend_zh="这个月的最后一天是 `{mend}`",
    mend_en="The last day of that month is `{mend}`",
)
DAY_SPELLING = register(
    "XG217",
    zh="`{text}` 不能当作日期：完整的日期写作 `2031-04-01`，每年的一天写作 `每年7月31日`",
    en="`{text}` is not read as a day: a full date is written `2031-04-01`, a day of every year `每年7月31日`",
)
LIST_WORDS = register(
    "XG218",
    zh="「{fact}」是{kind}：列表只用包含、不包含来问，文字也可以，别的事实不用这两个词",
    en="`{fact}` is {kind}: lists are tested with `contains` and `does not contain`, texts may be, and nothing else is",
)
LIST_OF_ITEMS = register(
    "XG265",
    zh="「{fact}」是{entries}的列表，不是词的列表：不能直接用 `{text}` 来问",
    en="`{fact}` is a list of {entries}, not of words: `{text}` cannot be asked of it",
    mend_zh="请在 `facts:` 里写一项 `exists: {fact}`{where}，再问它是或否；要数几条的，用 `count:`",
    mend_en="declare a fact `exists: {fact}`{where} under `facts:` and ask whether it is so; `count:` counts them",
)
YEARLY_RANGE = register(
    "XG266",
    zh="`{text}`：「每年某日」是最近一次已到的那天，在这段时间里起点是今年的、终点还是去年的，中间没有日子",
    en="`{text}`: a yearly day is the latest that has come; within the stretch it begins this year and ends last year",
    mend_zh="指计算日当年的这段时间，请写 `{mend}`",
    mend_en="for the stretch in the year of the measuring day write `{mend}`",
)
NOT_ONE_DAY = register(
    "XG219",
    zh="这里需要一个确定的日子，`{text}` 是一段时间",
    en="one certain day is needed here; `{text}` is a stretch of days",
)
LIST_OF_ENDS = register(
    "XG220",
    zh="列表表示其中之一；`{text}` 若指从一个到另一个的范围，要用「至」",
    en="a list means one of its values; if `{text}` is meant as a range, write it with `至`",
)
OR_BETWEEN_TESTS = register(
    "XG221",
    zh="「或」只连接值，不连接两个条件：`{text}`",
    en="`or` joins values, not two tests: `{text}`",
    mend_zh="请在 any: 下面分两行写，一行一个条件",
    mend_en="Write the two tests under `any:`, one on each line",
)
FLAG_VALUE = register(
    "XG222",
    zh="「{fact}」只能是「是」或「否」，`{text}` 不行",
    en="`{fact}` is either yes or no, not `{text}`",
)
UNREADABLE = register(
    "XG223",
    zh="看不懂 `{text}`：它不是值，也不是词表里的词加一个值",
    en="`{text}` cannot be read: it is neither a value nor a word of the table with a value",
)
LEADING_ZERO = register(
    "XG224",
    zh="数字 `{text}` 前面不写 0",
    en="the number `{text}` is written without the 0 in front",
)
NOTHING = register(
    "XG225",
    zh="没有 `{text}` 这个取值",
    en="there is no value `{text}`",
    mend_zh="要问是否还不知道，请写 `未知`",
    mend_en="To ask whether the fact is not known, write `unknown`",
)
STRAY_SIGN = register(
    "XG226",
    zh="`{text}` 末尾多了标点「{sign}」",
    en="`{text}` ends in a stray `{sign}`",
)
NOT_BRACKETED = register(
    "XG227",
    zh="`{word}` 后面不能加（含）或（不含）：它不是界限",
    en="`{word}` is no bound, so nothing can be included in it or excluded from it",
)
LIST_SIGN = register(
    "XG228",
    zh="`{sign}` 不能连接几个取值",
    en="`{sign}` does not join values here",
)
TOO_LONG = register(
    "XG229",
    zh="这里有 {length} 个字，一个条件或算式最多 {limit} 个字",
    en="this has {length} characters; one test or expression has at most {limit}",
)
TOO_DEEP = register(
    "XG230",
    zh="一个条件里最多连接 {limit} 项，一个算式里的括号最多套 {limit} 层",
    en="at most {limit} tests may be joined, and brackets in an expression may be at most {limit} deep",
)
UNKNOWN_UNIT = register(
    "XG231",
    zh="`{text}` 的单位「{unit}」不在单位表里，可在 units: 里登记",
    en="the unit `{unit}` of `{text}` is not known; a policy may declare it under `units:`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
EMPTY = register(
    "XG232",
    zh="这里是空的",
    en="nothing is written here",
)
NOT_FIXED = register(
    "XG233",
    zh="`{text}` 每年都有，不是一个固定的值",
    en="`{text}` returns every year and is not one fixed value",
)
BRACKETS = register(
    "XG234",
    zh="`{text}` 的括号里要有从低到高的两个值，方括号含端点，圆括号不含",
    en="`{text}` needs two values, the lower one first; [ ] include their ends, ( ) do not",
)
UNCLEAR_TEXT = register(
    "XG235",
    zh="`{text}` 是一个名称，还是「{word}」加上 `{rest}`？",
    en="is `{text}` one name, or `{word}` and then `{rest}`?",
    mend_zh="是名称请写 `为 {text}`，否则在「{word}」后空一格",
    mend_en="Write `is {text}` for the name, or leave a space after `{word}`",
)

ONE_VALUE = register(
    "XG236",
    zh="`{word}` 只能与一个值比较，`{text}` 有几个",
    en="`{word}` takes one value; `{text}` has several",
)
VALUE_WANTED = register(
    "XG237",
    zh="这里要写一个值，`{text}` 不是值",
    en="a value is wanted here, and `{text}` is none",
    mend_zh="请写{advice}",
    mend_en="Write {advice}",
)
OUTSIDE_ORDER = register(
    "XG238",
    zh="`{text}` 不在高低次序之内，不能用 `{word}`",
    en="`{text}` stands outside the order, so `{word}` cannot be asked of it",
)

QUOTES: Final = frozenset({("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("”", "”"), ("“", "“"), ('"', '"')})
"""Quotation marks as they stand around a value by mistake."""
_YEAR_AND_MONTH: Final = re.compile(r"(\d{4}|[每当本今]年)(年|[-/.]|)(\d{1,2})(月|[-/.])\d{1,2}([日号]?)$")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the text stands and which fact it is about: all that a message needs besides the words themselves."""

    kind: Kind
    fact: str | Both
    span: Span
    file: str

    def fault(self, code: str, at: Phrase, *, mend: str | None = None, **args: Particular) -> Diagnostic:
        """Return a diagnostic that points at `at` inside the text."""
        return Diagnostic(code, at.span_in(self.span), self.file, tuple(args.items()), mend)

    def about_kind(self, code: str, at: Phrase, *, mend: str | None = None, **args: Particular) -> Diagnostic:
        """Return a diagnostic that also names the fact and its kind."""
        return self.fault(code, at, mend=mend, fact=self.fact, kind=kind_name(self.kind), **args)


def is_of_items(kind: Kind) -> bool:
    """Return whether a list holds entries with fields, or records, rather than words."""
    return kind.name == "list" and bool(kind.fields or kind.of)


def list_of_items(desk: Desk, at: Phrase, value: str) -> Diagnostic:
    """Return the message that entries are asked by a condition on their fields, with the form that asks it."""
    fields = [fact for fact in desk.kind.fields if fact.form is None]
    holding = next((fact for fact in fields if fact.kind.name == "choice" and fact.kind.choice(value)), None)
    test = "" if holding is None else f"{holding.label}: {value}"
    where = Both(f"，`where:` 下写 `{test}`", f" with `{test}` under `where:`") if test else ""
    labels = "、".join(field.label for field in fields)
    entries = Both(
        f"一条条记录（有 {labels}）" if labels else "别的记录",
        f"entries (with {labels})" if labels else "other records",
    )
    return desk.fault(LIST_OF_ITEMS, at, fact=desk.fact, entries=entries, where=where, text=at.original)


def kind_name(kind: Kind) -> Both:
    """Return what a kind is called in a message, its unit included.

    >>> kind_name(Kind("number", unit="次")).zh
    '数（次）'
    """
    name = KIND_NAMES[kind.name]
    return name if kind.unit is None else Both(f"{name.zh}（{kind.unit}）", f"{name.en} ({kind.unit})")


def no_such_day(desk: Desk, at: Phrase) -> Diagnostic:
    """Return the message that there is no such day, with the last one of the month where that is certain."""
    found = _YEAR_AND_MONTH.match(at.original)
    last = None
    every_year = found is not None and not found[1].isdigit()
    if found is not None and int(found[3]) in range(1, 13) and not (every_year and int(found[3]) == 2):
        last = monthrange(2001 if every_year else int(found[1]), int(found[3]))[1]
    mend = None if found is None or last is None else f"{found[1]}{found[2]}{found[3]}{found[4]}{last}{found[5]}"
    return desk.fault(NO_SUCH_DAY, at, mend=mend, text=at.original)


def no_such_choice(desk: Desk, at: Phrase) -> Diagnostic:
    """Return the message that a fact has no such choice, with the nearest one."""
    labels = tuple(choice.label for choice in desk.kind.choices)
    names = [*labels, *(choice.id for choice in desk.kind.choices)]
    return desk.fault(
        NOT_A_CHOICE, at, mend=nearest(at.original, names), fact=desk.fact, text=at.original, choices=labels
    )


def unknown_name(desk: Desk, at: Phrase, candidates: Iterable[str], code: str = UNKNOWN_NAME) -> Diagnostic:
    """Return the message that nothing has this name, with the nearest one.

    A name that is there all the same is that of a parameter which depends on facts of other records.
    """
    names = list(candidates)
    if at.original in names:
        return desk.fault(OF_OTHER_RECORDS, at, text=at.original)
    near = nearest(at.original, names)
    if code != UNKNOWN_NAME:
        return desk.fault(code, at, mend=near, text=at.original)
    return desk.fault(code, at, mend=near, text=at.original, advice=_advice(near, at.original))


def _advice(near: str | None, name: str) -> Both:
    """Return the nearest name, or where a name that is nowhere is declared."""
    if near is not None:
        return Both(f"是否想写 `{near}`？", f"Did you mean `{near}`?")
    return Both(
        f"请先在 `parameters:` 里写 `{name}: {{value: …, clause: …}}`，或在 `facts:` 里说明它",
        f"First write `{name}: {{value: …, clause: …}}` under `parameters:`, or declare it under `facts:`",
    )


def value_wanted(desk: Desk, at: Phrase, mend: str | None) -> Diagnostic:
    """Return the message that a value is wanted, with what was probably meant or with the spellings of such a value."""
    examples = _EXAMPLES.get(desk.kind.name, _EXAMPLES["text"])
    advice = examples if mend is None else Both(f" `{mend}`", f"`{mend}`")
    return desk.fault(VALUE_WANTED, at, mend=mend, text=at.original, advice=advice)


_EXAMPLES = {
    "date": Both(
        "日期，如 `2031-09-01`、`每年8月31日`、`当年8月31日`，或一项日期事实的名称",
        "a day, such as `2031-09-01` or `每年8月31日`, or the name of a date",
    ),
    "period": Both("时长，如 `6年`、`18个月`、`2学年`", "a period, such as `6年` or `18个月`"),
    "number": Both("数，如 `3次`、`30%`、`2万元`", "a number, such as `3次` or `30%`"),
    "text": Both(
        "值，如 `6年`、`3次`、`30%`、`2031-09-01`，或已有的名称",
        "a value, such as `6年`, `3次`, `30%`, `2031-09-01`, or a name that exists",
    ),
}
