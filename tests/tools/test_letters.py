"""One decision for three readers: what each page holds and what it never holds, in every format and language."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

import xgxp_rules as xr
from xgxp_rules.cli.main import app
from xgxp_rules.diagnostics import UsageError
from xgxp_rules.tools.letters import page
from xgxp_rules.tools.letters.pages import PageFormat, Reader
from xgxp_rules.tools.record_files import load_record

CATALOG = xr.Catalog()
MULEI = "xinjiang.mulei.xgxp"
SAMPLES = Path(__file__).resolve().parents[2] / "examples" / "teachers"
AS_OF = date(2026, 9, 1)
READERS: tuple[Reader, ...] = ("teacher", "officer", "auditor")
FORMS: tuple[PageFormat, ...] = ("text", "markdown", "html", "json")


def decided(name: str = "ma-yan", decision: str = "dismissal") -> xr.Decision:
    return CATALOG.decide(MULEI, decision, load_record(str(SAMPLES / f"{name}.yaml")), as_of=AS_OF)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_says_the_answer(reader: Reader, form: PageFormat, lang: xr.DecisionReport) -> None:
    """Given a dismissal that higher law blocks, when written for anybody in any form, then the answer stands there."""
    text = page(decided(), reader=reader, form=form, lang=lang)  # type: ignore[arg-type]

    assert ("予以解聘" if lang == "zh" else "dismissed") in text


@pytest.mark.parametrize("sample", sorted(path.stem for path in SAMPLES.glob("*.yaml")))
def test_a_letter_has_no_codes_and_names_nobody(sample: str) -> None:
    """Given any sample, when a letter is written for each decision, then it holds no rule id, name or number."""
    record = load_record(str(SAMPLES / f"{sample}.yaml"))
    for decision in CATALOG.in_force(MULEI, AS_OF).decide_all(record, as_of=AS_OF):
        text = page(decision)
        assert [rule.id for rule in decision.report().rules if rule.id in text] == []
        assert record.name not in text  # type: ignore[attr-defined]
        assert record.id not in text  # type: ignore[attr-defined]
        assert not re.search(r"XG\d|sha|[a-z]+_[a-z]+", text)


class _Parsed(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.outside += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("reader", READERS)
def test_html_is_whole_and_needs_nothing_from_outside(reader: Reader) -> None:
    """Given a page in HTML, when it is read, then every tag is closed and nothing is loaded from anywhere."""
    text = page(decided(), reader=reader, form="html")
    parsed = _Parsed()
    parsed.feed(text)

    assert (parsed.open, parsed.outside) == ([], [])
    assert "@page { size: A4" in text
    assert "url(" not in text
    assert "<script" not in text


def test_what_a_record_holds_cannot_become_markup() -> None:
    """Given a school's name and a subject made of tags, when pages are written, then they are shown, not obeyed."""
    record = xr.Teacher.model_validate(
        {
            "在编在职": "是",
            "任职经历": [{"学校": "<script>x</script>", "自": "2020-09-01"}],
            "离岗经历": [],
            "请假": [],
        }
    )
    decision = CATALOG.decide(MULEI, "rotation", record, as_of=AS_OF)

    for reader in READERS:
        assert "<script>" not in page(decision, reader=reader, form="html", subject="<script>")
    assert "&lt;script&gt;" in page(decision, form="html", subject="<script>")


def test_a_folder_replaces_templates_one_by_one(tmp_path: Path) -> None:
    """Given a folder with one template, when pages are written, then that one is used and the others stay ours."""
    (tmp_path / "letter.txt").write_text("{{ answer }} · 某县人事科\n", encoding="utf-8")

    assert page(decided(), templates=tmp_path) == "予以解聘（应当），不生效 · 某县人事科\n"
    assert "<h1>" in page(decided(), form="html", templates=tmp_path)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        pytest.param("{{ answer", "XG872", id="not-closed"),
        pytest.param("{{ no_such_name }}", "XG872", id="an-unknown-name"),
        pytest.param("{{ ''.__class__.__mro__ }}", "XG872", id="out-of-the-sandbox"),
    ],
)
def test_a_wrong_template_is_said_plainly(tmp_path: Path, template: str, code: str) -> None:
    """Given a template that is wrong or reaches out, when a page is written, then it is refused by name."""
    (tmp_path / "letter.txt").write_text(template, encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        page(decided(), templates=tmp_path)
    assert [each.code for each in caught.value.diagnostics] == [code]


def test_letter_on_the_command_line(tmp_path: Path) -> None:
    """Given the sample teacher, when a letter is asked for, then it is printed, or written where one says."""
    call = [
        "letter",
        str(SAMPLES / "li-mei.yaml"),
        "--policy",
        MULEI,
        "--as-of",
        "2026-09-01",
        "--decision",
        "rotation",
    ]
    shown = CliRunner().invoke(app, [*call, "--lang", "zh"])
    kept = CliRunner().invoke(app, [*call, "--for", "auditor", "--format", "json", "-o", str(tmp_path / "r.json")])
    nowhere = CliRunner().invoke(app, [*call, "-o", str(tmp_path / "no" / "such")])

    assert "答复：应交流对象（应当）" in shown.output
    assert (shown.exit_code, kept.exit_code, nowhere.exit_code) == (0, 0, 2)
    assert xr.replay(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")), CATALOG).verdict == "same"
