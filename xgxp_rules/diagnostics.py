"""Problems as values, their wording in two languages, and the one family of errors.

A `Diagnostic` holds a stable code, a place and particulars, never a sentence: the sentence is chosen from
`WORDINGS` when it is shown. Every module registers the codes it uses with `register`, in both languages.

Code ranges: XG0xx the text of a file, XG1xx names and structure, XG2xx kinds and units, XG3xx the meaning of a
policy, XG4xx records, XG5xx the catalog and versions, XG6xx cases, XG70x and XG71x lint, XG74x to XG76x quotas,
procedures and processes, XG96x to
XG98x the files of a roster, other XG9xx limits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from string import Formatter
from typing import Literal, Self

from xgxp_rules.near_names import nearest as nearest
from xgxp_rules.spans import Span, excerpt, visible

Lang = Literal["zh", "en"]
Severity = Literal["error", "warning", "note"]

_LONGEST_QUOTE = 60
"""Longer words of the author are cut when quoted; the excerpt below the sentence shows where they stand."""


@dataclass(frozen=True, slots=True)
class Both:
    """A particular that is itself said in both languages, such as the name of a kind.

    >>> Both("日期", "a date").en
    'a date'
    """

    zh: str
    en: str


Particular = str | int | Both | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a code says. Templates take the particulars by name, and `{mend}` the suggested replacement.

    The advice is said where no exact replacement is known.
    """

    zh: str
    en: str
    mend_zh: str | None = None
    mend_en: str | None = None
    exit: int = 3
    advice_zh: str | None = None
    advice_en: str | None = None


WORDINGS: dict[str, Wording] = {}
"""Every registered code and its wording."""

_PLAIN_MEND = {"zh": "请写 `{mend}`", "en": "Write `{mend}`"}
_LEVELS = {"zh": {"warning": "警告 ", "note": "提示 "}, "en": {"warning": "warning: ", "note": "note: "}}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: stable code, place, particulars and, where there is one, the text to write instead."""

    code: str
    span: Span
    file: str = ""
    args: tuple[tuple[str, Particular], ...] = ()
    mend: str | None = None
    severity: Severity = "error"
    also: tuple[Span, ...] = ()
    """Further places in the same file that belong to the problem, such as the first of two equal names."""

    def headline(self, lang: Lang = "zh") -> str:
        """Return the one sentence that names the problem, without place, code or full stop."""
        wording = WORDINGS.get(self.code)
        if wording is None:
            return ", ".join(f"{name}={value}" for name, value in self.args)
        return self._say(wording.zh if lang == "zh" else wording.en, lang)

    def hint(self, lang: Lang = "zh") -> str | None:
        """Return what to write instead, as a sentence, or None where nothing can be proposed."""
        wording = WORDINGS.get(self.code)
        if wording is None:
            return None if self.mend is None else self._say(_PLAIN_MEND[lang], lang)
        template = wording.mend_zh if lang == "zh" else wording.mend_en
        if template is None and self.mend is not None:
            template = _PLAIN_MEND[lang]
        if template is None or (self.mend is None and "mend" in placeholders(template)):
            template = wording.advice_zh if lang == "zh" else wording.advice_en
        return None if template is None else self._say(template, lang)

    @property
    def place(self) -> str:
        """Return `file:line:column`, as far as it is known."""
        where = [self.file] if self.file else []
        if self.span.known:
            where += [str(self.span.line), str(self.span.column)]
        return ":".join(where)

    def _say(self, template: str, lang: Lang) -> str:
        shown = {name: _shown(value, lang) for name, value in self.args}
        return template.format_map({**shown, "mend": _shown(self.mend or "", lang)})


def diagnose(
    code: str,
    span: Span,
    file: str = "",
    *,
    mend: str | None = None,
    severity: Severity = "error",
    also: tuple[Span, ...] = (),
    **args: Particular,
) -> Diagnostic:
    """Return a diagnostic whose particulars are given by name.

    >>> diagnose("XG101", Span.at(3, 1), "a.yaml", name="年令").args
    (('name', '年令'),)
    """
    return Diagnostic(code, span, file, tuple(args.items()), mend, severity, also)


def register(
    code: str,
    *,
    zh: str,
    en: str,
    mend_zh: str | None = None,
    mend_en: str | None = None,
    advice_zh: str | None = None,
    advice_en: str | None = None,
    exit: int | None = None,
) -> str:
    """Return `code`, now with its wording; literal braces in a template are doubled.

    The exit status of the command line is 4 for XG4xx and 3 otherwise, unless stated.

    Raises:
        ValueError: the code is taken, the languages disagree on placeholders, or a headline ends in a full stop.
    """
    status = exit if exit is not None else (4 if code.startswith("XG4") else 3)
    wording = Wording(zh, en, mend_zh, mend_en, status, advice_zh, advice_en)
    if WORDINGS.get(code, wording) != wording:
        raise ValueError(f"{code} has another wording already")
    pairs = ((zh, en), (mend_zh, mend_en), (advice_zh, advice_en))
    if any(placeholders(one) != placeholders(other) for one, other in pairs):
        raise ValueError(f"{code}: the two languages name different particulars")
    if (mend_zh is None) != (mend_en is None) or (advice_zh is None) != (advice_en is None):
        raise ValueError(f"{code}: the mend is worded in one language only")
    if zh.endswith("。") or en.endswith("."):
        raise ValueError(f"{code}: a headline has no full stop")
    WORDINGS[code] = wording
    return code


def placeholders(template: str | None) -> frozenset[str]:
    """Return the names a template asks for.

    >>> sorted(placeholders("{a} 和 {b}，{{不是}}"))
    ['a', 'b']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(template or "") if name)


def render(diagnostic: Diagnostic, source_lines: Sequence[str] = (), lang: Lang = "zh") -> str:
    """Return the problem as printed: place, code, sentence, the line with the words underlined, the mend.

    Without `source_lines` (the file's lines, in order) nothing of the file is quoted.
    """
    level = _LEVELS[lang].get(diagnostic.severity, "")
    place = f"{diagnostic.place}: " if diagnostic.place else ""
    rows = [f"{visible(place)}{level}{diagnostic.code} {diagnostic.headline(lang)}"]
    quoted: dict[tuple[int, str], str] = {}
    for span in sorted({*diagnostic.also, diagnostic.span}):
        if span.known and span.line <= len(source_lines):
            line, marks = excerpt(source_lines[span.line - 1], span)
            quoted[span.line, line] = _overlaid(quoted.get((span.line, line), ""), marks)
    for (number, line), marks in quoted.items():
        rows += [f"{number:>5} | {line}", f"      | {marks}"]
    hint = diagnostic.hint(lang)
    if hint is not None:
        rows.append(f"      = {hint}")
    return "\n".join(rows)


def _overlaid(first: str, second: str) -> str:
    """Return one row of carets for two places on the same line."""
    pairs = zip_longest(first, second, fillvalue=" ")
    return "".join("^" if "^" in pair else " " for pair in pairs)


def render_all(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str] | None = None, lang: Lang = "zh"
) -> str:
    """Return all problems as printed, one after the other; `sources` maps a file's name to its text."""
    lines = {file: split_lines(text) for file, text in (sources or {}).items()}
    return "\n".join(render(each, lines.get(each.file, ()), lang) for each in diagnostics)


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a file as an editor numbers them: broken by LF, CRLF or CR and by nothing else.

    >>> split_lines("甲\r\n乙\x0b\n")
    ['甲', '乙\x0b', '']
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def in_file_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems as a reader meets them: by file, line and column; equal ones once."""
    return sorted(dict.fromkeys(diagnostics), key=lambda each: (each.file, each.span, each.code))


def _shown(value: Particular, lang: Lang) -> str | int:
    match value:
        case Both():
            return value.zh if lang == "zh" else value.en
        case tuple():
            return ("、" if lang == "zh" else ", ").join(str(_shown(each, lang)) for each in value)
        case str():
            clear = visible(value)
            return clear if len(clear) <= _LONGEST_QUOTE else clear[: _LONGEST_QUOTE - 1] + "…"
        case int():
            return value


class XgxpError(Exception):
    """The family of all errors this package raises on purpose; each holds one or more diagnostics.

    Raised with the diagnostics and, where quoting is allowed, the text of the files they speak of.
    """

    exit_code: int = 3
    quotes_sources: bool = True

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str] | None = None) -> None:
        kept = dict(sources or {}) if self.quotes_sources else {}
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        self.sources: dict[str, str] = kept
        super().__init__(self.diagnostics, kept)

    @classmethod
    def of(
        cls,
        code: str,
        *,
        span: Span | None = None,
        file: str = "",
        mend: str | None = None,
        **args: Particular,
    ) -> Self:
        """Return an error of one diagnostic."""
        return cls((Diagnostic(code, span or Span.none(), file, tuple(args.items()), mend),))

    @property
    def code(self) -> str:
        """Return the stable code of the first problem."""
        return self.diagnostics[0].code if self.diagnostics else ""

    @property
    def place(self) -> str:
        """Return `file:line:column` of the first problem, as far as known."""
        return self.diagnostics[0].place if self.diagnostics else ""

    @property
    def hint(self) -> str | None:
        """Return what to write instead of the first problem, in Chinese."""
        return self.diagnostics[0].hint() if self.diagnostics else None

    def text(self, lang: Lang = "zh") -> str:
        """Return every problem in words."""
        return render_all(self.diagnostics, self.sources, lang)

    def in_file(self, file: str) -> Self:
        """Return the same error with the place named for those diagnostics that lack a file."""
        named = (each if each.file else replace(each, file=file) for each in self.diagnostics)
        return type(self)(named, self.sources)

    def __str__(self) -> str:
        return self.text()


class PolicyError(XgxpError):
    """A policy file is not valid; all its problems are listed."""


class RecordError(XgxpError):
    """Input data are not valid. Nothing of the record is quoted: only fields, places and what was expected."""

    exit_code = 4
    quotes_sources = False


class UsageError(XgxpError):
    """The call itself is wrong: a name that does not exist, arguments that exclude each other."""

    exit_code = 2


class UnknownPolicy(UsageError):
    """No policy has this name."""


class NotInForce(XgxpError):
    """The policy exists, but no version of it is in force on the day asked."""

    exit_code = 2
