"""Cards and worksheets: what they say, word for word, and how they are laid out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import receipts
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.model.report import ConditionReport, DecisionReport, Margin, RuleReport
from xgxp_rules.spans import cells
from xgxp_rules.tools.explain import explain, explained
from xgxp_rules.tools.layout import WIDTH, table, wrap
from xgxp_rules.tools.reasons import deciding_tests, failed_rules, in_the_way
from xgxp_rules.tools.wording import Names, margin_words, required

GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "cards").glob("*.txt"))
EVERY = [pytest.param(made, id=name) for name, made in receipts.ALL.items()]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in GOLDEN])
def test_golden(path: Path) -> None:
    """Given a receipt, when it is explained, then it says exactly what was approved by eye."""
    name, detail, lang = path.stem.split(".")

    said = explain(receipts.ALL[name](), lang=lang, detail=detail)  # type: ignore[arg-type]

    assert said + "\n" == path.read_text(encoding="utf-8")


def test_every_receipt_has_a_golden_card() -> None:
    """Given the sample receipts, when the golden files are counted, then each has a card in both languages."""
    wanted = {f"{name}.card.{lang}" for name in receipts.ALL for lang in ("zh", "en")}

    assert wanted <= {path.stem for path in GOLDEN}


@pytest.mark.parametrize("made", EVERY)
@pytest.mark.parametrize("detail", ["card", "worksheet"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_a_sheet(made: type, detail: str, lang: str) -> None:
    """Given any receipt, when it is explained, then no line fills more than 100 cells or ends in spaces."""
    lines = explain(made(), lang=lang, detail=detail).splitlines()  # type: ignore[arg-type]

    assert max(cells(line) for line in lines) <= WIDTH
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("made", EVERY)
def test_cards_hold_no_codes_of_rules(made: type) -> None:
    """Given a card for a teacher, when it is read, then no rule or guard is named by its code."""
    report: DecisionReport = made()
    codes = [one.id for one in (*report.rules, *report.guards) if "." in one.id]

    said = explain(report)

    assert not [code for code in codes if code in said]


def test_a_worksheet_shows_every_rule_fact_parameter_and_reading() -> None:
    """Given a receipt, when its worksheet is written, then nothing it rests on is left out."""
    report = receipts.undetermined()
    sheet = explain(report, detail="worksheet")

    wanted = [one.id for one in report.rules] + [one.label for one in report.facts]
    wanted += [one.name for one in report.parameters] + [one.id for one in report.readings]
    wanted += [report.content_hash, report.vocabulary_hash, str(report.as_of), report.in_force_basis]

    assert [one for one in wanted if one not in sheet] == []


def test_escape_sequences_of_a_record_never_reach_the_screen() -> None:
    """Given a value with a terminal escape, when it is explained, then the escape is shown and not sent."""
    report = receipts.due()
    facts = (report.facts[0].model_copy(update={"text": "6年\x1b[2J\nfalse line"}),)

    sheet = explain(report.model_copy(update={"facts": facts}), detail="worksheet")

    assert "\x1b" not in sheet
    assert "6年�[2J�false line" in sheet


def test_several_cards_share_one_heading() -> None:
    """Given several decisions of one version and day, when cards are printed, then version and basis stand once."""
    made = [receipts.due(), receipts.blocked()]

    said = explained(made)

    assert said.count("2022-trial") == 1
    assert said.count(made[0].in_force_basis) == 1
    assert "轮岗交流：应交流（应当）\n" in said


def test_cards_of_different_days_keep_their_own_heading() -> None:
    """Given decisions of two days, when cards are printed, then each says its own day."""
    later = receipts.blocked().model_copy(update={"as_of": date(2027, 1, 1)})

    said = explained([receipts.due(), later])

    assert "2026-09-01 计" in said
    assert "以 2027-01-01 计" in said


def test_markdown_leaves_no_sign_that_would_format() -> None:
    """Given text with Markdown signs, when a card is written as Markdown, then they are escaped."""
    report = receipts.due().model_copy(update={"title": "轮岗*_交流|"})

    said = explain(report, layout="markdown")

    assert said.startswith("### 轮岗\\*\\_交流\\|：应交流")
    assert "- **依据** 四(四)" in said


def test_a_day_measured_elsewhere_is_said() -> None:
    """Given an answer measured on another day than it was asked for, when it is explained, then both days stand."""
    report = receipts.due().model_copy(update={"measured_on": date(2026, 8, 31)})

    assert "以 2026-09-01 计，算至 2026-08-31" in explain(report)


def test_a_value_that_does_not_apply_needs_no_comparison() -> None:
    """Given a test on what does not apply, when the card is written, then it is not held against a bound."""
    idle = receipts.test("待岗时间", "满 12个月", "不适用", False, required_value="1年")
    rule = receipts.not_due().rules[0].model_copy(update={"when": idle})

    said = explain(receipts.not_due().model_copy(update={"rules": (rule, rule)}))

    assert "2 种情形都不构成，最接近的是“属轮岗交流对象”：待岗时间 不适用\n" in said


def test_an_exception_that_holds_is_named() -> None:
    """Given a rule that failed by its exception alone, when the card is written, then the exception is the reason."""
    report = receipts.not_due()
    sick = receipts.SICK.model_copy(update={"truth": True, "actual": "是"})
    holds = report.rules[0].when.model_copy(update={"truth": True, "parts": ()})
    rule = report.rules[0].model_copy(update={"when": holds, "unless": sick})

    said = explain(report.model_copy(update={"rules": (rule,)}))

    assert "“属轮岗交流对象”有例外：长期病假 是" in said


STAY = "同校连续任教"


def names(since: str, until: str) -> Names:
    return Names("zh", {STAY: receipts.stretch(STAY, since, until, "")}, {})


@pytest.mark.parametrize(
    ("met", "by", "full_on", "since", "until", "said"),
    [
        pytest.param(True, "0天", "2026-09-01", "2020-09-01", "2026-09-01", "恰于 2026-09-01 期满", id="that-day"),
        pytest.param(
            False, "1天", "2026-09-02", "2020-09-02", "2026-09-01", "差1天，到 2026-09-02 才满", id="a-day-short"
        ),
        pytest.param(
            True, "1天", "2026-08-31", "2020-08-31", "2026-09-01", "超出1天，2026-08-31 期满", id="a-day-over"
        ),
        pytest.param(
            True, "1天", "2026-09-02", "2020-09-02", "2026-09-01", "少1天，到 2026-09-02 才满", id="below-wanted"
        ),
        pytest.param(
            False, "1年", "2025-09-01", "2019-09-01", "2026-09-01", "超出1年，2025-09-01 期满", id="above-unwanted"
        ),
        pytest.param(False, "1年", "2021-09-01", "2015-09-01", "2020-09-01", "差1年", id="ended-before"),
        pytest.param(True, "1年", "2031-09-01", "2026-09-01", "2032-09-01", "超出1年", id="counted-forward"),
        pytest.param(False, "1年", "2031-09-01", "2026-09-01", "2030-09-01", "差1年", id="forward-short"),
    ],
)
def test_margin_of_a_stretch(met: bool, by: str, full_on: str, since: str, until: str, said: str) -> None:
    """Given a stretch of time, when its margin is said, then a day is promised only where the clock still runs."""
    margin = Margin(met=met, by=by, on=date.fromisoformat(full_on))
    test = ConditionReport(kind="test", truth=met, fact=STAY, margin=margin)

    assert margin_words(test, names(since, until), date(2026, 9, 1)) == said


@pytest.mark.parametrize(
    ("actual", "value", "met", "by", "said"),
    [
        pytest.param("3次", "3次", True, "0次", "恰好", id="exactly"),
        pytest.param("2次", "3次", False, "1次", "差1次", id="short"),
        pytest.param("5次", "3次", True, "2次", "超出2次", id="over"),
        pytest.param("1.5", "1/2", True, "1", "超出1", id="fractions"),
        pytest.param("5年1个月", "6年", False, "11个月", "差11个月", id="summed-periods"),
        pytest.param("2025-01-01", "2024-09-01", False, "4个月", "晚4个月", id="days"),
        pytest.param("7年", "6年、8年", True, "1年", "相差1年", id="a-band-has-two-sides"),
    ],
)
def test_margin_of_an_amount(actual: str, value: str, met: bool, by: str, said: str) -> None:
    """Given an amount, when its margin is said, then the side is read from both values or not claimed."""
    test = ConditionReport(
        kind="test", truth=met, fact="次数", actual=actual, required_value=value, margin=Margin(met=met, by=by)
    )

    assert margin_words(test, Names("zh", {}, {}), date(2026, 9, 1)) == said


@pytest.mark.parametrize(
    ("words", "value", "said"),
    [
        pytest.param("满 6年", "6年", "满 6年", id="the-words-say-it"),
        pytest.param("满 12个月", "1年", "满 12个月", id="another-spelling"),
        pytest.param("不超过 45岁", "45年", "不超过 45岁", id="years-of-age"),
        pytest.param("满 最低年限", "6年", "满 最低年限，即6年", id="a-name"),
        pytest.param("不合格 或 未注册", "不合格、未注册", "不合格 或 未注册", id="a-list"),
        pytest.param("满 最低年限", None, "满 最低年限", id="no-value"),
    ],
)
def test_required_says_a_value_once(words: str, value: str | None, said: str) -> None:
    """Given the author's words and the value behind them, when both are said, then never the same twice."""
    assert required(ConditionReport(kind="test", truth=True, required=words, required_value=value), "zh") == said


def leaf(name: str, truth: bool | None) -> ConditionReport:
    return ConditionReport(kind="test", truth=truth, fact=name, label=name)


YES, NO, OPEN = leaf("甲", True), leaf("乙", False), leaf("丙", None)


@pytest.mark.parametrize(
    ("condition", "deciding", "distance"),
    [
        pytest.param(YES, "甲", 0, id="a-test"),
        pytest.param(receipts.group("all", False, YES, NO, OPEN), "乙", 2, id="all-fails-by-one"),
        pytest.param(receipts.group("all", None, YES, OPEN), "丙", 1, id="all-is-open"),
        pytest.param(receipts.group("any", True, YES, NO), "甲", 0, id="any-holds-by-one"),
        pytest.param(receipts.group("any", False, NO, leaf("丁", False)), "乙丁", 1, id="any-fails-by-all"),
        pytest.param(receipts.group("not", False, receipts.group("any", True, YES, NO)), "甲", 1, id="not"),
        pytest.param(receipts.group("at_least", False, YES, NO, leaf("丁", False), needed=2), "乙丁", 1, id="at-least"),
        pytest.param(leaf("总", False).model_copy(update={"parts": (NO,)}), "乙", 1, id="a-fact-that-is-a-condition"),
    ],
)  # fmt: skip
def test_deciding_tests(condition: ConditionReport, deciding: str, distance: int) -> None:
    """Given a condition, when its reasons are asked, then only the tests that settle it are named and counted."""
    found = deciding_tests(condition)

    assert "".join(one.label or "" for one in found) == deciding
    assert in_the_way(condition) == distance


def test_the_failed_rules_is_the_one_that_lacks_least() -> None:
    """Given rules that failed, when the nearest is asked, then the fewest missing tests win, the first of equals."""
    far = _failed("far", receipts.group("all", False, NO, leaf("丁", False)))
    near, equal = _failed("near", NO), _failed("equal", NO)
    unforced = _failed("off", NO).model_copy(update={"in_force": False})

    report = receipts.receipt("x", "某", rules=(unforced, far, near, equal))

    assert failed_rules(report, ()) == [near, equal, far]
    assert failed_rules(report, ("near", "equal", "far")) == []


def _failed(id: str, when: ConditionReport) -> RuleReport:
    return RuleReport(id=id, clauses=("一",), outcome=id, modality="must", truth=False, when=when)


TEXTS = st.text(alphabet=st.sampled_from("满六年ab12，。（）“” :/"), max_size=80)


@given(TEXTS, st.integers(min_value=8, max_value=40), st.integers(min_value=0, max_value=4))
def test_wrapping_keeps_every_sign(text: str, width: int, indent: int) -> None:
    """Given any text, when it is wrapped, then nothing but spaces is lost and no line is too wide."""
    lines = wrap(text.strip(), width, indent)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_tables_stay_inside_the_sheet(rows: list[list[str]]) -> None:
    """Given any rows, when they are laid out, then no line is wider than asked and nothing is lost."""
    lines = table(rows, indent=2, width=60)

    assert all(cells(line) <= 60 for line in lines)
    assert sorted("".join(lines).replace(" ", "")) == sorted("".join(map("".join, rows)).replace(" ", ""))


@pytest.mark.parametrize("made", EVERY)
def test_a_stored_receipt_explains_itself(made: type) -> None:
    """Given a receipt read back from its JSON, when it is explained, then it says what the first one said."""
    report: DecisionReport = made()

    again = DecisionReport.model_validate_json(report.model_dump_json())

    assert explain(again, detail="worksheet") == explain(report, detail="worksheet")
