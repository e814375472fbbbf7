"""Problems as values, their wording, and the family of errors."""

import pickle
import subprocess
import sys

import pytest

import xgxp_rules.language.source
from xgxp_rules.diagnostics import (
    WORDINGS,
    Both,
    PolicyError,
    RecordError,
    UnknownPolicy,
    UsageError,
    XgxpError,
    diagnose,
    in_file_order,
    nearest,
    placeholders,
    register,
    render,
)
from xgxp_rules.spans import Span

assert xgxp_rules.language.source  # its import registers the wordings of the text layer


@pytest.fixture(autouse=True)
def wordings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests word codes of their own without leaving them behind."""
    monkeypatch.setattr("xgxp_rules.diagnostics.WORDINGS", dict(WORDINGS))
    register(
        "XG998",
        zh="未知的{kind} `{name}`",
        en="Unknown {kind} `{name}`",
        mend_zh="是否想写 `{mend}`？",
        mend_en="Did you mean `{mend}`?",
    )


FACT = Both("事实", "fact")
FILE = "policies/x/y/z/2024.yaml"
LINES = [""] * 11 + ["      同校连任年限: 满6年"]
PROBLEM = diagnose("XG998", Span.at(12, 7, 6), FILE, mend="同校连续任教", kind=FACT, name="同校连任年限")


def test_a_problem_is_printed_with_place_underline_and_mend() -> None:
    """Given a problem and its file, when printed in Chinese, then it looks exactly like this."""
    assert render(PROBLEM, LINES).split("\n") == [
        "policies/x/y/z/2024.yaml:12:7: XG998 未知的事实 `同校连任年限`",
        "   12 |       同校连任年限: 满6年",
        "      |       ^^^^^^^^^^^^",
        "      = 是否想写 `同校连续任教`？",
    ]


def test_the_same_value_speaks_english() -> None:
    """Given the same problem, when printed in English, then wording and particulars are English."""
    assert render(PROBLEM, (), "en").split("\n") == [
        "policies/x/y/z/2024.yaml:12:7: XG998 Unknown fact `同校连任年限`",
        "      = Did you mean `同校连续任教`?",
    ]


def test_a_problem_without_place_or_mend_is_one_line() -> None:
    """Given nothing but a code and particulars, when printed, then there is neither place nor empty hint."""
    assert render(diagnose("XG998", Span.none(), kind=FACT, name="甲")) == "XG998 未知的事实 `甲`"


def test_two_places_on_one_line_share_its_underline() -> None:
    """Given a second place on the same line, when printed, then the line is quoted once."""
    problem = diagnose("XG998", Span.at(1, 4), also=(Span.at(1, 1),), kind=FACT, name="甲")

    assert render(problem, ["甲a乙丙"]).split("\n")[1:] == ["    1 | 甲a乙丙", "      | ^^   ^^"]


def test_braces_of_the_author_are_only_text() -> None:
    """Given an author's words with braces, when put into a sentence, then they are not read as placeholders."""
    assert "`{kind}{0}`" in diagnose("XG998", Span.none(), kind=FACT, name="{kind}{0}").headline()


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_every_code_is_worded_in_both_languages(code: str) -> None:
    """Given a registered code, when its templates are compared, then both languages name the same particulars."""
    wording = WORDINGS[code]

    assert placeholders(wording.zh) == placeholders(wording.en)
    assert placeholders(wording.mend_zh) == placeholders(wording.mend_en)
    assert (wording.mend_zh is None) == (wording.mend_en is None)
    assert not wording.zh.endswith("。")
    assert not wording.en.endswith(".")


@pytest.mark.parametrize(
    ("zh", "en", "mend_zh"),
    [
        pytest.param("甲", "another", None, id="taken"),
        pytest.param("{a}", "b", None, id="placeholder-in-one-language"),
        pytest.param("甲。", "a", None, id="full-stop"),
        pytest.param("甲", "a", "乙", id="mend-in-one-language"),
    ],
)
def test_a_poor_wording_is_refused(zh: str, en: str, mend_zh: str | None) -> None:
    """Given a wording that breaks the manner, when it is registered, then that fails at once."""
    code = "XG998" if en == "another" else "XG198"

    with pytest.raises(ValueError, match=code):
        register(code, zh=zh, en=en, mend_zh=mend_zh)


@pytest.mark.parametrize(
    ("name", "candidates", "found"),
    [
        pytest.param("同校连任年限", ["性别", "同校连续任教"], "同校连续任教", id="half-remembered"),
        pytest.param("年令", ["性别", "年龄"], "年龄", id="two-characters"),
        pytest.param("性別", ["性别", "年龄"], "性别", id="other-form"),
        pytest.param("男", ["女"], None, id="one-character-is-no-hint"),
        pytest.param("years_at_scool", ["years_at_school", "sex"], "years_at_school", id="letter-missing"),
        pytest.param("Years_At_School", ["years_at_school"], "years_at_school", id="capitals"),
        pytest.param("id", ["in"], None, id="short-latin"),
        pytest.param("编制", ["同校连续任教", "性别"], None, id="nothing-close"),
        pytest.param("编制", [], None, id="no-candidates"),
    ],
)
def test_spelling_help(name: str, candidates: list[str], found: str | None) -> None:
    """Given a misspelt name, when candidates are compared, then the close one is offered and a far one is not."""
    assert nearest(name, candidates) == found


def test_problems_stand_in_file_order_and_once() -> None:
    """Given problems in any order, when sorted, then by file, line and column, equal ones once."""
    early, late = diagnose("XG998", Span.at(2, 9), "a", name="x"), diagnose("XG998", Span.at(10, 1), "a", name="x")

    assert in_file_order([late, early, late]) == [early, late]


@pytest.mark.parametrize(
    ("kind", "status"), [(PolicyError, 3), (RecordError, 4), (UsageError, 2), (UnknownPolicy, 2)]
)
def test_errors_are_one_family_and_survive_pickling(kind: type[XgxpError], status: int) -> None:
    """Given an error, when it crosses a process boundary, then code, place, hint and words are the same."""
    error = kind((PROBLEM,), {FILE: "\n".join(LINES)})

    again = pickle.loads(pickle.dumps(error))

    assert type(again) is kind
    assert isinstance(again, XgxpError)
    assert again.diagnostics == (PROBLEM,)
    assert (again.code, again.place, again.hint) == ("XG998", f"{FILE}:12:7", "是否想写 `同校连续任教`？")
    assert str(again) == str(error) == error.text("zh")
    assert "Unknown fact" in again.text("en")
    assert again.exit_code == status


def test_a_record_error_quotes_nothing_of_the_record() -> None:
    """Given a record with a person's data, when its error is printed, then no line of the record appears."""
    error = RecordError(
        (diagnose("XG998", Span.at(1, 1), "r.yaml", kind=FACT, name="出生日期"),), {"r.yaml": "张某"}
    )

    assert "张某" not in error.text("zh") + error.text("en") + repr(error)
    assert error.sources == {}


def test_a_line_is_quoted_under_a_policy_error() -> None:
    """Given a policy error with its text, when printed, then the line is shown."""
    assert LINES[11] in str(PolicyError((PROBLEM,), {FILE: "\n".join(LINES)}))


def test_an_error_of_one_problem_can_be_named_a_file_later() -> None:
    """Given an error raised without a file, when the file is known, then the place says so."""
    assert UsageError.of("XG998", kind=FACT, name="甲", span=Span.at(1, 2)).in_file("a.yaml").place == "a.yaml:1:2"


def test_the_reader_is_light_to_import() -> None:
    """Given a fresh process, when the reader is imported, then the YAML parser is not loaded yet."""
    code = "import sys, xgxp_rules.language.source; print('ruamel.yaml' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"
