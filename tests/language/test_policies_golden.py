"""Policy files and exactly what is said about them, in both languages; the sound ones say nothing.

`XGXP_WRITE_GOLDEN=1` writes the expected texts anew; they are then read by eye before they are kept.
"""

import os
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import Lang, render_all
from xgxp_rules.language import policy_messages
from xgxp_rules.language.loader import check_policy

FOLDER = Path(__file__).parents[1] / "golden" / "policies"
FILES = sorted(FOLDER.glob("*.yaml"))
LANGUAGE = Path(policy_messages.__file__).parent


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_what_is_said_about_a_policy(path: Path, lang: Lang) -> None:
    """Given a policy file, then every problem is said in exactly the words kept beside it."""
    text = path.read_text(encoding="utf-8")
    kept = path.with_suffix(f".{lang}.txt")

    said = render_all(check_policy(text, path.name)[1], {path.name: text}, lang) + "\n"
    if os.environ.get("XGXP_WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")

    assert said == kept.read_text(encoding="utf-8")


def test_the_sound_policies_load_in_silence() -> None:
    """Given the policies that show every form, then nothing at all is said about them."""
    for name in ("rotation", "every-form"):
        version, found = check_policy((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
        assert version is not None
        assert found == []


def test_every_message_is_used() -> None:
    """Given the messages about policies, then each is said somewhere in the reader."""
    tables = [Path(table.__file__) for table in policy_messages.TABLES]
    declared = {code for path in tables for code in _codes(path)}
    used = {code for path in LANGUAGE.glob("*.py") if path not in tables for code in _codes(path)}

    assert declared - used == set()


def _codes(path: Path) -> list[str]:
    import re

    return re.findall(r'"(XG\d{3})"', path.read_text(encoding="utf-8"))
