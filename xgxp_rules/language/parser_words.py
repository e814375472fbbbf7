"""The parser's own words, in two languages, for what no known slip explains."""

import re

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose
from xgxp_rules.spans import Span

_WORDS: tuple[tuple[str, Both], ...] = (
    (r"could not find expected ':'", Both("这一行没有「: 」", "this line has no `: `")),
    (r"mapping values are not allowed", Both("这里不能再有「: 」", "another `: ` cannot stand here")),
    (r"expected ',' or '[\]}]'", Both("括号里缺少「,」或右括号", "a `,` or a closing bracket is missing")),
    (r"unexpected end of stream", Both("文件在这段文字中间就结束了", "the file ends in the middle of this text")),
    (r"cannot start any token", Both("一项内容不能以这个字符开头", "nothing can begin with this character")),
    (r"sequence entries are not allowed", Both("这里不能写列表项「- 」", "a list item `- ` cannot stand here")),
    (r"mapping keys are not allowed", Both("这里不能写「? 」", "`? ` cannot stand here")),
    (r"expected <block end>", Both("这里接不上上面的内容", "this does not continue what stands above")),
    (r"expected the node content", Both("这里缺少内容", "something is missing here")),
    (r"escape", Both("双引号里的「\\」用法不对", "a `\\` in double quotes stands for nothing")),
    (r"undefined alias|alias", Both("「*」后面的名称不对", "what follows `*` is not a name")),
    (r"tag|URI", Both("「!」后面的写法不对", "what follows `!` cannot be read")),
    (r"document start", Both("这里开始了另一份内容", "another document begins here")),
    (r"indentation", Both("缩进不对", "the indentation is wrong")),
)
_UNREADABLE = Both("这里读不下去", "reading stops here")


def translated(
    lines: list[str],
    problem: str,
    place: tuple[int, int] | None,
    context: str,
    context_place: tuple[int, int] | None,
) -> Diagnostic:
    """Return the parser's complaint in an officer's words, at the place where its trouble began."""
    words = next((said for pattern, said in _WORDS if re.search(pattern, problem)), _UNREADABLE)
    began = context_place if "simple key" in context or "scalar" in context else place
    line, column = began or place or (1, 1)
    if line > len(lines) or not lines[line - 1].strip():
        # The end of the file is nowhere to look: the last line that says something is.
        said = [number for number, text in enumerate(lines, 1) if text.strip()]
        line, column = (said[-1] if said else 1), 1
    return diagnose("XG071", Span.at(line, min(column, len(lines[line - 1]) + 1)), words=words)
