"""Coverage in words, as JSON, and as one HTML page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

from xgxp_rules.diagnostics import Both, Lang, split_lines
from xgxp_rules.tools.coverage.measuring import Coverage, PolicyCoverage
from xgxp_rules.tools.coverage.targets import GROUPS, Group, Target
from xgxp_rules.tools.layout import table

GROUP_WORDS: Final[dict[Group, Both]] = {
    "rule": Both("规则", "rules"),
    "condition": Both("条件", "conditions"),
    "outcome": Both("结果", "outcomes"),
    "boundary": Both("界限", "boundaries"),
    "day": Both("日期", "days"),
}
SIDE_WORDS: Final = {
    "held": Both("没有案例使它成立", "no case makes it hold"),
    "refused": Both("没有案例使它不成立", "no case refuses it"),
    "met": Both("没有案例满足它", "no case meets it"),
    "not_met": Both("没有案例不满足它", "no case fails it"),
    "true": Both("没有案例使它为真", "never true"),
    "false": Both("没有案例使它为假", "never false"),
    "reached": Both("没有案例得出", "never reached"),
    "asked": Both("没有案例在这一天", "no case is dated so"),
    "below": Both("缺低一步的案例", "nothing one step below"),
    "exact": Both("缺正好在界限上的案例", "nothing exactly on it"),
    "above": Both("缺高一步的案例", "nothing one step above"),
}


def _say(both: Both, lang: Lang) -> str:
    return both.zh if lang == "zh" else both.en


def coverage_text(coverage: Coverage, lang: Lang = "zh") -> str:
    """Return what is not covered, each with its place and the author's words, and the figures below."""
    lines: list[str] = []
    for policy in coverage.policies:
        for target, sides in policy.gaps():
            lines += _gap(policy, target, sides, lang)
    heads = ["", *(_say(GROUP_WORDS[group], lang) for group in GROUPS), "合计" if lang == "zh" else "all"]
    rows = [heads, *(_row(f"{one.policy} {one.version}", one) for one in coverage.policies)]
    if len(coverage.policies) > 1:
        rows.append(_row("合计" if lang == "zh" else "all", coverage))
    title = "覆盖" if lang == "zh" else "Coverage"
    return "\n".join([*lines, *([""] if lines else []), title, *table(rows, indent=2, width=120)])


def _gap(policy: PolicyCoverage, target: Target, sides: tuple[str, ...], lang: Lang) -> Iterator[str]:
    place = f"{policy.file}:{target.span.line}" if target.span.known else policy.file
    joined = ("；" if lang == "zh" else "; ").join(_say(SIDE_WORDS[side], lang) for side in sides)
    yield f"{place}: {_say(GROUP_WORDS[target.group], lang)} {target.owner}  {joined}"
    if target.text:
        yield f"      {target.text}"


def _row(name: str, of: PolicyCoverage | Coverage) -> list[str]:
    return [name, *(_figure(*of.figures(group)) for group in GROUPS), _figure(*of.figures())]


def _figure(shown: int, total: int) -> str:
    return f"{shown}/{total}" + (f" {_percent(shown, total)}" if total else "")


def _percent(shown: int, total: int) -> str:
    """Return a share in whole percent; only everything is called 100%."""
    return f"{100 * shown // total}%" if total else "–"


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Return the coverage as plain data."""
    return {
        "percent": round(coverage.percent, 2),
        "groups": {group: _pair(coverage.figures(group)) for group in GROUPS},
        "policies": [
            {
                "policy": one.policy,
                "version": one.version,
                "file": one.file,
                "groups": {group: _pair(one.figures(group)) for group in GROUPS},
                "gaps": [_gap_data(target, sides) for target, sides in one.gaps()],
            }
            for one in coverage.policies
        ],
    }


def _pair(figures: tuple[int, int]) -> dict[str, int]:
    return {"shown": figures[0], "total": figures[1]}


def _gap_data(target: Target, sides: tuple[str, ...]) -> dict[str, Any]:
    line = target.span.line or None
    return {"group": target.group, "in": target.owner, "text": target.text, "line": line, "missing": list(sides)}


_STYLE: Final = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #ddd}
td:first-child,th:first-child{text-align:left}pre{margin:0;font:13px/1.45 ui-monospace,monospace}
.line{display:flex;white-space:pre-wrap}.line b{flex:0 0 3.5rem;color:#888;font-weight:400;text-align:right;
padding-right:.8rem;user-select:none}.gap{background:#ffe8e6}.full{background:#e9f7ea}
.why{display:block;color:#a3150b;font-style:italic;padding-left:4.3rem}
@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}.gap{background:#4a1d19}.full{background:#173a1b}
.why{color:#ff9d94}td,th{border-color:#444}}
"""


def coverage_html(coverage: Coverage, lang: Lang = "zh") -> str:
    """Return one page: the figures, and each file with its lines marked and what is missing under them."""
    title = "案例覆盖" if lang == "zh" else "Case coverage"
    heads = ["", *(_say(GROUP_WORDS[group], lang) for group in GROUPS), "合计" if lang == "zh" else "all"]
    rows = ["".join(f"<th>{escape(head)}</th>" for head in heads)]
    for one in coverage.policies:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in _row(f"{one.policy} {one.version}", one))
        rows.append(cells)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    files = "\n".join(_html_file(one, lang) for one in coverage.policies)
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>\n'
        f"<body><h1>{title}</h1>\n<table>{body}</table>\n{_legend(lang)}\n{files}\n</body></html>\n"
    )


def _legend(lang: Lang) -> str:
    full, gap = (
        ("这一行写的，案例都看到了", "缺案例，缺什么写在下面")
        if lang == "zh"
        else ("shown by the cases on every side", "something is not shown; what, is said below")
    )
    return f'<p><span class="full">&nbsp;{full}&nbsp;</span>　<span class="gap">&nbsp;{gap}&nbsp;</span></p>'


def _html_file(policy: PolicyCoverage, lang: Lang) -> str:
    missing: dict[int, list[str]] = {}
    for target, sides in policy.gaps():
        said = "；".join(_say(SIDE_WORDS[side], lang) for side in sides)
        missing.setdefault(target.span.line, []).append(f"{target.owner} {target.text}: {said}")
    known = {target.span.line for target in policy.targets}
    lines = split_lines(_text_of(policy.file))
    shown = [_html_line(number, line, missing.get(number), number in known) for number, line in enumerate(lines, 1)]
    loose = "".join(f'<span class="why">{escape(why)}</span>' for why in missing.get(0, ()))
    return f"<h2>{escape(policy.policy)} {escape(policy.version)}</h2>{loose}<pre>{''.join(shown)}</pre>"


def _html_line(number: int, line: str, missing: list[str] | None, known: bool) -> str:
    kind = " gap" if missing else " full" if known else ""
    why = "".join(f'<span class="why">{escape(one)}</span>' for one in missing or ())
    return f'<span class="line{kind}"><b>{number}</b>{escape(line)}\n</span>{why}'


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
