"""Rules about one piece of text: characters that cannot be seen, signs in the wrong width, dates, quotes.

Those that need to know what is expected are called by the modules that know it; each returns a diagnostic or None.
`fold_name` is the one way in which names are compared anywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.language.located import LList, LMap, LText, Node
from xgxp_rules.spans import Span

HARD_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
"""Spaces that look like a space and are not one for YAML."""

_FILLERS = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800")
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_LATIN_TWINS = str.maketrans("аеорсухіѕјАВЕКМНОРСТХІαονρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxisjABEKMHOPCTXIaovpABEZHIKMNOPTYX")
_NAME = r"[^\s:：=＝<>!！≥≤\"'{}\[\],，。；;、“”]+"
_GLUED = re.compile(rf"(?P<name>{_NAME})(?:\s*(?P<sign>[=＝])\s*|(?P<colon>[:：]))(?P<value>.*\S)")
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_QUANTITY = re.compile(r"[+-]?\d+(?:[./]\d+)?\s*(?:[%‰]|[^\W\d]{0,3})")
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])"
)
_NULLS = frozenset({"null", "Null", "NULL", "~", "None", "none", "nil"})


@dataclass(frozen=True, slots=True)
class Glued:
    """A name and a value that were written without the space, or with another sign than `: `."""

    name: str
    sign: str
    value: str
    offset: int
    """Where the sign stands in the text, from 0."""
    value_offset: int


def fold_name(name: str) -> str:
    """Return `name` in the form in which names are compared: one width, one Unicode form, no spaces around.

    Only widths and look-alike ideographs are made one; ① stays apart from 1.

    >>> fold_name("年龄（周岁）") == fold_name("年龄(周岁)")
    True
    """
    return "".join(map(_folded, unicodedata.normalize("NFC", name))).strip()


def _folded(sign: str) -> str:
    if sign.isascii():
        return sign
    one_width = unicodedata.decomposition(sign).startswith(("<wide>", "<narrow>"))
    return unicodedata.normalize("NFKC", sign) if one_width or _RADICALS.match(sign) else sign


def glued(text: str) -> Glued | None:
    """Return the name and value that stand together in `text` without a proper `: `, or None.

    >>> glued("在编在职:是").name, glued("性别 = 女").value, glued("1:12"), glued("http://a.b")
    ('在编在职', '女', None, None)
    """
    found = _GLUED.match(text)
    if found is None or found["name"].isdigit() or found["value"].startswith(("//", "\\", "=")):
        return None
    sign = found["sign"] or found["colon"]
    value = found["value"]
    bare = value.lstrip("".join(HARD_SPACES) + " ")
    offset = found.start("sign") if found["sign"] else found.start("colon")
    kind = sign if bare == value or sign not in ":：" else sign + value[0]
    return Glued(found["name"], kind, bare, offset, found.end("value") - len(bare))


def glued_problem(found: Glued, span: Span) -> Diagnostic:
    """Return what to say about a glued pair; `span` is the place of the whole text on one line."""
    place = Span.at(span.line, span.column + found.offset)
    mend = f"{found.name}: {found.value}"
    match found.sign[0]:
        case ":" | "：" if len(found.sign) > 1 and found.sign[1] in HARD_SPACES:
            space = Span.at(span.line, place.column + 1)
            return diagnose(
                "XG075", space, mend=mend, point=code_point(found.sign[1]), name=char_name(found.sign[1])
            )
        case ":":
            return diagnose("XG021", place, mend=mend, text=found.name + ":" + found.value)
        case "：":
            return diagnose("XG022", place, mend=mend)
        case _:
            return diagnose("XG023", place, mend=mend, sign=found.sign)


def dash_problem(text: str, span: Span) -> Diagnostic | None:
    """Return the complaint about a list item whose dash lacks its space or has another width.

    >>> dash_problem("-3", Span.at(1, 1)) is None
    True
    """
    place = Span.at(span.line, span.column)
    if re.match(r"-[^\s\d.\-]", text):
        return diagnose("XG031", place, mend=f"- {text[1:]}")
    if re.match(r"[－—–−]\s*[^\s\d—–－]", text):
        return diagnose("XG032", place, mend=f"- {text[1:].lstrip()}", point=code_point(text[0]))
    return None


def pieces_joined(first: LText, second: LText, key: str = "") -> Diagnostic:
    """Return the complaint about a half-width comma that cut a text in two; `key` is its name, if any."""
    whole = f"{first.text}, {second.text}"
    lead = f"{key}: " if key else ""
    span = first.span.to(second.span)
    if re.search(r"\d$", first.text) and re.match(r"\d{3}(?!\d)", second.text):
        joined = f"{lead}{first.text}{second.text}"
        return diagnose("XG025", span, mend=joined, first=first.text, second=second.text)
    is_test = _QUANTITY.fullmatch(first.text.lstrip("满不足超过")) is not None
    if is_test and second.text.startswith(("满", "不", "超", "未")):
        text = first.text + second.text
    elif "(" in whole:
        text = f'"{whole}"'
    else:
        text = whole.replace(", ", "，" if key else "、")
    return diagnose("XG024", span, mend=f"{lead}{text}", first=first.text, second=second.text)


def empty_value_cause(key: LText, previous: LText | None = None) -> Diagnostic:
    """Return why a name has no value: a colon without its space, another sign for it, a comma, or nothing written.

    `previous` is the text just before the name inside the same braces.
    """
    pair = glued(key.text)
    if pair is not None:
        return glued_problem(pair, key.span)
    if previous is not None and previous.text:
        return pieces_joined(previous, key)
    return diagnose("XG020", key.span, text=f"{key.text}:")


def code_point(sign: str) -> str:
    """Return the number of a character as Unicode writes it.

    >>> code_point("女")
    'U+5973'
    """
    return f"U+{ord(sign):04X}"


def char_name(sign: str) -> str:
    """Return the Unicode name of a character, which is the same in every language."""
    return unicodedata.name(sign, code_point(sign))


def is_invisible(sign: str) -> bool:
    """Return whether a character prints nothing at all, such as U+200B."""
    point = ord(sign)
    selector = 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF
    return unicodedata.category(sign) == "Cf" or sign in _FILLERS or selector


def name_problems(key: LText) -> Iterator[Diagnostic]:
    """Yield the characters of a name that make it another name than the one that is read."""
    latin = any(sign.isascii() and sign.isalpha() for sign in key.text)
    for index, sign in enumerate(key.text):
        if sign.isascii() and sign != "\t":
            continue
        place = _inside(key, index)
        point, called = code_point(sign), char_name(sign)
        if sign in HARD_SPACES or sign == "\t":
            yield diagnose("XG035", place, mend=_without_spaces(key.text), point=point, name=called, text=key.text)
        elif is_invisible(sign):
            yield diagnose("XG036", place, mend=key.text.replace(sign, ""), point=point, name=called, text=key.text)
        elif _RADICALS.match(sign) or (latin and called.startswith(("CYRILLIC", "GREEK"))):
            usual = unicodedata.normalize("NFKC", sign).translate(_LATIN_TWINS)
            mend = key.text.replace(sign, usual) if usual != sign else None
            yield diagnose("XG037", place, mend=mend, sign=sign, point=point, name=called, text=key.text)


def _without_spaces(text: str) -> str:
    return "".join(" " if sign in HARD_SPACES or sign == "\t" else sign for sign in text).strip()


def _inside(text: LText, index: int) -> Span:
    """Return the place of one character; in a quoted text the quotation mark counts."""
    if text.span.line != text.span.end_line:
        return text.span
    return Span.at(text.span.line, text.span.column + index + (text.style in ("single", "double")))


def value_end_problems(value: LText) -> Iterator[Diagnostic]:
    """Yield hidden characters at either end of a value; inside long texts and within a text they are left alone."""
    if value.style in ("literal", "folded"):
        return
    for index in sorted({0, len(value.text) - 1}):
        sign = value.text[index] if value.text else "是"
        if sign in HARD_SPACES or sign == "\t":
            bare = _without_spaces(value.text)
            yield diagnose("XG034", _inside(value, index), mend=bare, point=code_point(sign), name=char_name(sign))
        elif is_invisible(sign):
            yield diagnose(
                "XG036",
                _inside(value, index),
                mend=value.text.replace(sign, ""),
                point=code_point(sign),
                name=char_name(sign),
                text=value.text,
            )


# Rules for the modules that know what is expected.


def read_day(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of the five accepted spellings of a date, whether or not the day exists.

    >>> read_day("2022年9月1日"), read_day("2022－09－01"), read_day("2022-09")
    ((2022, 9, 1), (2022, 9, 1), None)
    """
    found = _DAY.fullmatch(fold_name(text).replace(" ", ""))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    return year, month, day


def date_problem(text: LText) -> Diagnostic | None:
    """Return why `text` is not a date although it was meant as one: no such day, no separators, or no year."""
    parts = read_day(text.text)
    if parts is not None:
        year, month, day = parts
        if _is_day(year, month, day):
            return None
        return diagnose("XG044", text.span, year=year, month=month, day=day)
    plain = fold_name(text.text)
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain):
        year, month, day = map(int, found.groups())
        known = _is_day(year, month, day)
        return diagnose(
            "XG045", text.span, mend=f"{year:04}-{month:02}-{day:02}" if known else None, text=text.text
        )
    if found := re.fullmatch(r"(\d{1,2})[-/.月](\d{1,2})日?", plain):
        month, day = map(int, found.groups())
        # A leap year, so that 29 February passes.
        known = _is_day(2024, month, day)
        return diagnose("XG046", text.span, mend=f"每年{month}月{day}日" if known else None, text=text.text)
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def quoted_value_problem(text: LText) -> Diagnostic | None:
    """Return the complaint about Chinese quotation marks around a choice or a test, which are not YAML's quotes."""
    partner = _QUOTES.get(text.text[:1])
    if partner is None or len(text.text) < 3 or not text.text.endswith(partner):
        return None
    return diagnose("XG043", text.span, mend=text.text[1:-1], text=text.text)


def list_in_text_problem(text: LText, *, in_list: bool = False) -> Diagnostic | None:
    """Return the complaint about several names in one text where a list is needed.

    `in_list`: the text is itself the only item of a list, so that the separators alone are wrong.
    """
    parts = [part.strip() for part in re.split(r"[,，、;；]", text.text)]
    if len(parts) < 2 or not all(parts):
        return None
    mend = f"[{', '.join(parts)}]"
    return diagnose("XG040" if in_list else "XG041", text.span, mend=mend, text=text.text)


def list_of_quantities_problem(node: LList) -> Diagnostic | None:
    """Return the complaint about `[6年, 10年]` on a fact with an order: two values, not a range."""
    words = [item.text for item in node.items if isinstance(item, LText)]
    if len(node.items) != 2 or len(words) != 2 or not all(map(_QUANTITY.fullmatch, map(fold_name, words))):
        return None
    return diagnose("XG042", node.span, mend=f"{words[0]} 至 {words[1]}", first=words[0], second=words[1])


def no_value_problem(text: LText) -> Diagnostic | None:
    """Return the complaint about `null` and its like, which are words here and not the absence of a value."""
    return diagnose("XG047", text.span, mend="未知", text=text.text) if text.text in _NULLS else None


def row_number_problem(key: LText) -> Diagnostic | None:
    """Return the complaint about a row `01`, which would stand beside a row `1`."""
    plain = fold_name(key.text)
    if not re.fullmatch(r"0+\d+", plain):
        return None
    return diagnose("XG048", key.span, mend=str(int(plain)), text=key.text)


def full_stop_problem(text: LText) -> Diagnostic | None:
    """Return the complaint about punctuation after a name or a test."""
    bare = text.text.rstrip("。.；;，,、！!")
    if not bare or bare == text.text:
        return None
    return diagnose("XG049", text.span, mend=bare, sign=text.text[len(bare) :], text=bare)


def empty_collection_problem(node: Node) -> Diagnostic | None:
    """Return the complaint about `{}` or `[]` where something is needed."""
    match node:
        case LMap(entries=()):
            return diagnose("XG020", node.span, text="{}")
        case LList(items=()):
            return diagnose("XG020", node.span, text="[]")
        case _:
            return None


def null_or_empty(node: Node) -> bool:
    """Return whether nothing was written here, which the reader of the file has reported already."""
    return isinstance(node, LText) and node.empty


def missing_colon_problem(text: LText, names: frozenset[str]) -> Diagnostic | None:
    """Return the complaint about `距法定退休 不足 3年`: a name of `names` and its test without the colon."""
    first, gap, rest = text.text.partition(" ")
    if gap and rest.strip() and fold_name(first) in {fold_name(name) for name in names}:
        return diagnose("XG029", text.span, mend=f"{first}: {rest.strip()}", text=text.text, name=first)
    return None
