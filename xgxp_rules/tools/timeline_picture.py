"""A timeline as a picture: one band a stretch, each change with its day and reason, as SVG or PNG.

SVG keeps its text as text, so any machine that opens it with a Chinese font shows it; a PNG needs such a font here.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Lang, UsageError, register
from xgxp_rules.model.timeline_report import TimelineAnswer, TimelineReport
from xgxp_rules.tools.layout import wrap
from xgxp_rules.tools.timeline_words import answer_words, heading_words, reasons_of
from xgxp_rules.tools.writing import write_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NO_MATPLOTLIB = register(
    "XG873",
    zh="需要安装 matplotlib 才能画图",
    en="matplotlib has to be installed to draw pictures",
    mend_zh='请运行 `python -m pip install "xgxp-rules[pictures]"`',
    mend_en='run `python -m pip install "xgxp-rules[pictures]"`',
    exit=2,
)
NO_FONT = register(
    "XG874",
    zh="这台机器上没有中文字体，画不出 PNG",
    en="there is no Chinese font on this machine, so no PNG can be drawn",
    mend_zh="请安装一种中文字体（例如 Noto Sans CJK SC），或者改存成 .svg",
    mend_en="install a Chinese font (Noto Sans CJK SC, for example), or write a .svg",
    exit=2,
)
NO_ENDING = register(
    "XG875",
    zh="图片文件应以 .svg 或 .png 结尾",
    en="a picture's name ends in .svg or .png",
    exit=2,
    mend_zh="如 `timeline.svg`",
    mend_en="Such as `timeline.svg`",
)

FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "SimHei",
)
_COLOURS = ("#4e79a7", "#e6a23c", "#6a9f58", "#9c6fb0", "#b07d62", "#5aa7a7")
_OPEN, _BLOCKED = "#c9c9c9", "#c0564c"
_WIDTH, _ROW = 11.0, 0.85
_CELLS = 150
_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}


def write_picture(report: TimelineReport, path: Path, lang: Lang = "zh") -> None:
    """Write a timeline as a picture; the ending of the name, .svg or .png, says which.

    Raises:
        UsageError: another ending, no matplotlib, no Chinese font for a PNG, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in (".svg", ".png"):
        raise UsageError.of(NO_ENDING, file=str(path))
    write_file(path, picture(report, lang, form=ending[1:]))


def picture(report: TimelineReport, lang: Lang = "zh", *, form: str = "svg") -> bytes:
    """Return a timeline as the bytes of an SVG or PNG.

    Raises:
        UsageError: no matplotlib, or no Chinese font for a PNG.
    """
    try:
        import matplotlib
        from matplotlib import font_manager
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError.of(NO_MATPLOTLIB) from None
    there = {font.name for font in font_manager.fontManager.ttflist}
    fonts = [name for name in FONTS if name in there]
    if form == "png" and lang == "zh" and not fonts:
        raise UsageError.of(NO_FONT)
    # Text in an SVG is laid out with a font of this machine, and names every font that the reader's may have.
    style = {"font.family": [*fonts[:1], "DejaVu Sans"], "svg.fonttype": "none", "svg.hashsalt": "xgxp"}
    with _quietly(), matplotlib.rc_context(style):  # type: ignore[arg-type]
        figure = Figure(figsize=(_WIDTH, 1.3 + _ROW * len(report.stretches)), layout="constrained")
        _draw(figure, report, lang)
        out = io.BytesIO()
        if form == "svg":
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "xgxp_rules"})
            return _with_fonts(out.getvalue())
        figure.savefig(out, format="png", dpi=150, metadata={"Software": None})
        return out.getvalue()


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep the font search quiet: a font without a regular weight, or without a sign, is no business of a clerk."""
    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    log.setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        try:
            yield
        finally:
            log.setLevel(before)


def _with_fonts(svg: bytes) -> bytes:
    """Return the SVG with every Chinese font named that a reader's machine may have."""
    families = ", ".join(f"'{name}'" for name in FONTS)
    return svg.replace(
        b"</defs>", f"<style>text {{ font-family: {families}, sans-serif !important; }}</style></defs>".encode(), 1
    )


def _draw(figure: Figure, report: TimelineReport, lang: Lang) -> None:
    axes = figure.add_subplot()
    colours = _colours(report)
    left, right = _number(report.from_on), _number(report.until_on) + 1
    thinnest = (right - left) / 400
    for row, stretch in enumerate(report.stretches):
        start, end = _number(stretch.from_on), _number(stretch.until_on) + 1
        width = max(end - start, thinnest)
        axes.broken_barh([(start, width)], (row + 0.1, 0.3), facecolors=colours[_kind(stretch.answer)])
        axes.vlines(start, row + 0.4, len(report.stretches), color="#ccc", linewidth=0.7, zorder=0)
        said = f"{stretch.from_on.isoformat()}  {answer_words(stretch.answer, lang)}"
        axes.text(left, row - 0.22, said, va="bottom", fontsize=9.5, bbox=_PAPER)
        reasons = wrap("；".join(reasons_of(stretch, lang)), _CELLS)
        if reasons[0]:
            text = reasons[0] + ("…" if len(reasons) > 1 else "")
            axes.text(left, row + 0.04, text, va="bottom", fontsize=7.5, color="#555", bbox=_PAPER)
    axes.set_ylim(len(report.stretches), -0.6)
    axes.set_xlim(left, right)
    axes.set_yticks([])
    axes.xaxis_date()
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.set_title(heading_words(report, lang), loc="left", fontsize=12)


def _number(day: Any) -> float:
    from matplotlib.dates import date2num

    return float(date2num(day))  # type: ignore[no-untyped-call]


def _kind(answer: TimelineAnswer) -> tuple[str, ...]:
    return (answer.status, answer.outcome or "", *answer.outcomes, *answer.possible)


def _colours(report: TimelineReport) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    plain = 0
    for stretch in report.stretches:
        kind = _kind(stretch.answer)
        if kind in found:
            continue
        if stretch.answer.status == "undetermined":
            found[kind] = _OPEN
        elif stretch.answer.status == "blocked":
            found[kind] = _BLOCKED
        else:
            found[kind] = _COLOURS[plain % len(_COLOURS)]
            plain += 1
    return found
