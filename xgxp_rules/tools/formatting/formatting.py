"""One file formatted, or left alone with the reason.

What is written is read again: the same rules, the same text around the words that were replaced. An edit that would
change the meaning (a choice that only looks like a number) is left out, and if that does not help the file is refused.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from xgxp_rules.diagnostics import diagnose
from xgxp_rules.language.loader import check_policy
from xgxp_rules.language.located import texts
from xgxp_rules.language.source import read_source
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.spans import Span
from xgxp_rules.tools.formatting.case_files import format_cases
from xgxp_rules.tools.formatting.edits import apply, around
from xgxp_rules.tools.formatting.results import REFUSED, Formatted, sound_edits
from xgxp_rules.tools.formatting.roles import words_of
from xgxp_rules.tools.formatting.spelling import KeyLang, NameForm, edits_for, most_used

CASES = ".test.yaml"
"""What the name of a case file ends with."""


def format_file(
    path: Path, *, keys: KeyLang | None = None, names: NameForm | None = None, catalog: Catalog | None = None
) -> Formatted:
    """Return a file formatted; the file itself is not written."""
    content = path.read_bytes()
    if path.name.endswith(CASES):
        return format_cases(content.decode("utf-8", "replace"), str(path), keys=keys)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return Formatted(str(path), "", "", tuple(read_source(content, str(path))[1]))
    return format_text(text, str(path), keys=keys, names=names, catalog=catalog)


def format_text(
    text: str,
    file: str = "",
    *,
    keys: KeyLang | None = None,
    names: NameForm | None = None,
    catalog: Catalog | None = None,
) -> Formatted:
    """Return the text of a policy file in its canonical spelling.

    `keys` is the language of the keys, by default the one most of them have; `names` asks for ids or labels wherever
    a fact, decision or outcome is referred to. `catalog` holds the policies that parameters are taken from. A file
    with errors is returned as it is, with the errors.
    """
    read = partial(check_policy, file=file, kind_of_taken=(catalog or Catalog()).kind_of_taken)
    version, problems = read(text)
    root, _ = read_source(text, file)
    if version is None or root is None:
        return Formatted(file, text, text, tuple(one for one in problems if one.severity == "error"))
    words = tuple(words_of(root))
    edits = list(edits_for(words, version, keys or most_used(words), names))

    def is_sound(after: str) -> bool:
        return after == text or (_around(after) == _around(text) and _alike(read(after)[0], version))

    after = apply(text, sound_edits(text, edits, is_sound))
    if not is_sound(after):
        return Formatted(file, text, text, (diagnose(REFUSED, Span.none(), file),))
    return Formatted(file, text, after)


def _alike(one: PolicyVersion | None, other: PolicyVersion) -> bool:
    return one is not None and replace(one, content_hash="") == replace(other, content_hash="")


def _around(text: str) -> str:
    """Return what stands around the words of a file: comments, blank lines, indentation and signs."""
    root, _ = read_source(text)
    return around(text, [] if root is None else [word.span for word in texts(root)])
