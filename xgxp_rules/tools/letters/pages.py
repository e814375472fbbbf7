"""Sets a page with its template: text, Markdown or self-contained HTML that prints on A4, and JSON.

Templates stand in the package; a folder given by the user replaces those of the same name. They run in a sandbox, with
nothing but the page's content in reach, and everything in HTML is escaped.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from xgxp_rules.diagnostics import Both, Lang, UsageError, register
from xgxp_rules.model.receipt import canonical
from xgxp_rules.spans import visible
from xgxp_rules.tools.explain import explain
from xgxp_rules.tools.letters.content import content_of
from xgxp_rules.tools.receipts import receipt

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision

Reader = Literal["teacher", "officer", "auditor"]
PageFormat = Literal["text", "markdown", "html", "json"]

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_ENDINGS = {"text": "txt", "markdown": "md", "html": "html"}

NO_JINJA = register(
    "XG870",
    zh="需要安装 jinja2 才能排版",
    en="jinja2 has to be installed to set pages",
    mend_zh='请运行 `python -m pip install "xgxp-rules[letters]"`',
    mend_en='run `python -m pip install "xgxp-rules[letters]"`',
    exit=2,
)
NO_TEMPLATES = register(
    "XG871",
    zh="没有这个模板文件夹",
    en="there is no such folder of templates",
    exit=2,
    mend_zh="请核对路径",
    mend_en="Check the path",
)
BAD_TEMPLATE = register(
    "XG872",
    zh="模板 `{name}` 有误：第 {line} 行，{why}",
    en="template `{name}` is wrong: line {line}, {why}",
    exit=2,
    mend_zh="请照所说的改正模板的那一行",
    mend_en="Correct that line of the template",
)

_LABELS: dict[str, Both] = {
    "about": Both("关于{title}的答复", "About {title}"),
    "asked": Both("问", "Asked"),
    "answer": Both("答复", "Answer"),
    "as_of": Both("以 {day} 计", "As of {day}"),
    "under": Both("依照《{policy}》{version}", "Under {policy} {version}"),
    "worksheet": Both("{title}：逐条核对", "{title}: worksheet"),
    "required": Both("要求", "required"),
    "actual": Both("实际", "found"),
    "margin": Both("差距", "margin"),
    "facts": Both("用到的事实", "Facts read"),
    "receipt": Both("{title}：答复凭证", "{title}: receipt"),
    "seal": Both("封印", "Seal"),
    "replay": Both("用 xgxp replay 可以逐字节复核", "xgxp replay makes it again byte for byte"),
    "machine": Both(
        "本答复由规则程序按上列条款算出，供当事人和经办人核对。",
        "This answer was worked out by rules from the clauses above, for both sides to check.",
    ),
    "subject": Both("对象", "Subject"),
}


def page(
    decision: Decision,
    *,
    reader: Reader = "teacher",
    form: PageFormat = "text",
    lang: Lang = "zh",
    subject: str = "",
    templates: Path | None = None,
) -> str:
    """Return a page about a decision for one reader: a letter, a worksheet or a receipt.

    `subject` is how the person is named on the page; without it nobody is.

    Raises:
        UsageError: jinja2 is not installed, there is no such folder of templates, or a template is wrong.
    """
    if form == "json":
        return json.dumps(_data(decision, reader, lang, subject), ensure_ascii=False, indent=2)
    if reader == "officer" and form != "html":
        return explain(decision, lang=lang, detail="worksheet", layout="markdown" if form == "markdown" else "text")
    content = content_of(decision.report(lang), lang, visible(subject))
    kept = receipt(decision, subject=subject or None, lang=lang) if reader == "auditor" else {}
    name = {"teacher": "letter", "officer": "worksheet", "auditor": "receipt"}[reader]
    labels = {key: both.zh if lang == "zh" else both.en for key, both in _LABELS.items()}
    told = {
        **asdict(content),
        "t": labels,
        "receipt": kept,
        "receipt_text": canonical(kept),
    }
    return _set(f"{name}.{_ENDINGS[form]}", told, templates)


def _data(decision: Decision, reader: Reader, lang: Lang, subject: str) -> Any:
    if reader == "auditor":
        return receipt(decision, subject=subject or None, lang=lang)
    if reader == "officer":
        return decision.model_dump(lang=lang)
    content = content_of(decision.report(lang), lang, subject)
    return {name: value for name, value in asdict(content).items() if name not in ("sections", "facts")}


def _set(name: str, told: dict[str, Any], templates: Path | None) -> str:
    try:
        from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise UsageError.of(NO_JINJA) from None
    if templates is not None and not templates.is_dir():
        raise UsageError.of(NO_TEMPLATES, file=str(templates))
    folders = [str(one) for one in (templates, TEMPLATES) if one is not None]
    sandbox = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    try:
        return sandbox.get_template(name).render(told)
    except TemplateSyntaxError as error:
        raise UsageError.of(BAD_TEMPLATE, name=name, line=error.lineno, why=error.message or "?") from None
    except TemplateError as error:
        raise UsageError.of(BAD_TEMPLATE, name=name, line="?", why=error.message or "?") from None
