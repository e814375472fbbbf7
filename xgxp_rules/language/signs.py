"""Signs that YAML keeps for itself, found where an author began a word with one.

`value_sign` is asked both of good files, where such a sign makes a word vanish, and of files the parser gave up on.
"""

import re

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose
from xgxp_rules.spans import Span

_BLOCK_HEADER = re.compile(r"[|>][+-]?(?P<digit>[1-9])?[+-]?(?:\s+#.*|\s*)")
_DATE_LIKE = re.compile(r"\d{4}\s*[-/.年]")
_OTHER_SIGNS = {
    "@": Both("YAML 保留了这个记号", "YAML reserves this sign"),
    "`": Both("YAML 保留了这个记号", "YAML reserves this sign"),
    "|": Both("「|」是多行文字的记号", "`|` begins a text over several lines"),
    "?": Both("「? 」是复杂名称的记号", "`? ` begins a complex name"),
    "-": Both("「- 」是列表项的记号，要另起一行", "`- ` begins a list item, on a line of its own"),
    ",": Both("「,」只用来分隔列表里的项", "`,` only separates the items of a list"),
}


def quoted(text: str) -> str:
    """Return `text` between quotation marks that leave every character as it is.

    >>> quoted('C:\\\\教育')
    "'C:\\\\教育'"
    """
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def is_block_header(value: str) -> bool:
    """Return whether `value` rightly opens a text over several lines; `>6` does for YAML but not for an author.

    >>> is_block_header("|"), is_block_header(">-"), is_block_header(">6"), is_block_header(">=")
    (True, True, False, False)
    """
    found = _BLOCK_HEADER.fullmatch(value)
    return found is not None and found["digit"] is None


def value_sign(value: str, span: Span) -> Diagnostic | None:
    """Return the complaint about a value or name that begins with a sign of YAML; `span` begins where it does."""
    first = value[:1]
    place = Span.at(span.line, span.column, len(value))
    match first:
        case ">" if not is_block_header(value):
            return greater_than(value, place)
        case "|" if not is_block_header(value):
            return sign("|", place, value)
        case "!":
            word, _, rest = value.partition(" ")
            return tag(word, rest, place)
        case "*":
            return diagnose("XG009", place, text=value, name=value[1:].split(" ")[0])
        case "&":
            return diagnose("XG008", place, text=value.split(" ")[0], mend=quoted(value))
        case "%":
            return percent(value, place)
        case "@" | "`" | ",":
            return sign(first, place, value)
        case "?" | "-" if value[1:2] in ("", " "):
            return sign(first, place, value)
        case _:
            return None


def greater_than(value: str, span: Span) -> Diagnostic:
    """Return the complaint about `>` at the beginning, with the words that say the same."""
    found = re.match(r">\s*(=?)\s*", value)
    inclusive = bool(found and found[1])
    operand = value[found.end() :] if found else ""
    if _DATE_LIKE.match(operand):
        words = f"不早于 {operand}" if inclusive else f"晚于 {operand}"
    else:
        words = f"满{operand}" if inclusive else f"超过{operand}"
    return diagnose("XG050", span, mend=words, quoted=f'">{"=" if inclusive else ""} {operand}"')


def tag(word: str, value: str, span: Span) -> Diagnostic:
    """Return the complaint about `!…`, which YAML takes for a type mark and drops."""
    if word.startswith("!="):
        operand = f"{word[2:]} {value}".strip()
        return diagnose("XG010", span, mend=f"不是 {operand}", text=word)
    return diagnose("XG017", span, mend=quoted(f"{word} {value}".strip()), text=word)


def percent(value: str, span: Span) -> Diagnostic:
    """Return the complaint about `%` at the beginning of a value."""
    number = value[1:].strip()
    mend = f"{number}%" if re.fullmatch(r"[\d.]+", number) else quoted(value)
    return diagnose("XG062", span, mend=mend)


def sign(first: str, span: Span, value: str) -> Diagnostic:
    """Return the complaint about any other sign at the beginning of a text."""
    return diagnose("XG063", span, mend=quoted(value), sign=first, why=_OTHER_SIGNS[first])


def directive(line: str, number: int, *, first: bool) -> Diagnostic:
    """Return the complaint about a line that begins with `%`: a YAML directive, or a text that looks like one."""
    span = Span.at(number, 1, len(line.rstrip()))
    if first and line.startswith(("%YAML", "%TAG")):
        return diagnose("XG007", span, text=line.split()[0])
    return diagnose("XG018", span, mend=quoted(line.rstrip()))
