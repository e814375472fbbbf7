"""Tables, scores, part years, values and parameters in a file: what is read, and what is refused with which message."""

from __future__ import annotations

from fractions import Fraction

import pytest
from policy_kit import HEAD, fact, policy_text, problems, said, said_of

from xgxp_rules.model.forms import Calc
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.scores import Conversion, Points, Rated
from xgxp_rules.model.tables import Table, values_of
from xgxp_rules.model.values import Kind

FACTS = """\
  次数: {kind: number, unit: 次}
  课时: {kind: number, unit: 课时}
  入行: date
  年限: {since: 入行}
  整年限: {since: 入行, whole: years}
  级别: {choice: [低, 中, 高], ordered: low_to_high}
  岗: {choice: [甲岗, 乙岗]}
  待: {kind: period, may_not_apply: 是}
  住: flag
  奖: {list: {日期: date, 档: {choice: [校, 县]}, 值: {unit: 分}}}
"""


def _codes(declaration: str) -> list[str]:
    return [code for code in said_of(declaration, others=FACTS) if code != "XG345"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("by: 次数, rows: {0次 至 3次: 0元, 4次 至 9次: 1元, 满10次: 2元}", id="counts-go-in-ones"),
        pytest.param("by: 次数, rows: {不满4次: 0元, 满4次不满11次: 1元, 满11次: 2元}", id="words"),
        pytest.param("by: 课时, rows: {0课时 至 3课时: 0元, 超过3课时: 1元}", id="numbers-from-nothing"),
        pytest.param("by: 年限, rows: {不满5年: 0元, 满5年不满10年: 1元, 10年以上: 2元}", id="periods"),
        pytest.param("by: 整年限, rows: {0年 至 4年: 0元, 5年 至 9年: 1元, 满10年: 2元}", id="whole-years"),
        pytest.param("by: 入行, rows: {早于 2031-01-01: 0元, 2031-01-01 起: 1元}", id="days"),
        pytest.param("by: 级别, rows: {低: 0元, 中以上: 1元}", id="ordered-choices"),
        pytest.param("by: 次数, rows: {满4次不满11次: 1元, 其他: 0元}", id="the-rest"),
        pytest.param("by: 待, rows: {不满1年: 1元, 满1年: 2元, 不适用: 0元}", id="not-applicable-has-a-row"),
        pytest.param(
            "by: [岗, 次数], rows: {甲岗: {不满4次: 0元, 满4次: 1元}, 乙岗: 2元}", id="stops-at-the-first"
        ),
        pytest.param("by: 住, rows: {是: 1元, 否: 0元}", id="flag"),
    ],
)
def test_rows_that_meet_are_read_without_a_remark(rows: str) -> None:
    """Given rows that cover every value once, when they are read, then nothing is said."""
    assert said_of(f"{{table: {{{rows}}}}}", others=FACTS) == []


@pytest.mark.parametrize(
    ("rows", "code", "stretch"),
    [
        pytest.param("by: 次数, rows: {不满4次: 0元, 满5次: 1元}", "XG340", "满4次不满5次", id="gap"),
        pytest.param("by: 次数, rows: {满4次: 1元}", "XG340", "不满4次", id="gap-below"),
        pytest.param("by: 次数, rows: {不满4次: 1元}", "XG340", "满4次", id="gap-above"),
        pytest.param(
            "by: 课时, rows: {0课时 至 3课时: 0元, 4课时以上: 1元}", "XG340", "超过3课时不满4课时", id="no-ones"
        ),
        pytest.param(
            "by: 年限, rows: {不超过4年: 0元, 5年以上: 1元}", "XG341", "超过4年不满5年", id="gap-in-years"
        ),
        pytest.param("by: 次数, rows: {不超过4次: 0元, 满4次: 1元}", "XG342", "满4次不满5次", id="overlap"),
        pytest.param(
            "by: 入行, rows: {不晚于 2031-01-01: 0元, 2031-01-03 起: 1元}", "XG340", "2031-01-02", id="days"
        ),
        pytest.param("by: 级别, rows: {低: 0元, 中: 1元, 中以上: 2元}", "XG342", "中", id="choice-twice"),
        pytest.param("by: 次数, rows: {不满4次: 0元, 其他: 1元, 其余: 2元}", "XG342", "其他", id="two-rests"),
    ],
)
def test_a_gap_or_overlap_is_named(rows: str, code: str, stretch: str) -> None:
    """Given rows that leave out or repeat a stretch, when they are read, then the error names that stretch."""
    found = problems(policy_text(sections=f"facts:\n{FACTS}  某表: {{table: {{{rows}}}}}\n"))

    (one,) = (each for each in found if each.severity == "error")
    assert one.code == code
    assert stretch in one.headline("zh")


@pytest.mark.parametrize(
    ("declaration", "code"),
    [
        pytest.param("{table: {by: 待, rows: {不满1年: 1元, 满1年: 2元}}}", "XG343", id="no-row-aside"),
        pytest.param("{table: {by: 次数, rows: {已知: 1元, 其他: 2元}}}", "XG344", id="no-band"),
        pytest.param("{table: {by: 年限, rows: {不满5年: 1元, 满5学年: 2元}}}", "XG346", id="two-sorts-of-years"),
        pytest.param("{table: {by: 年限, rows: {不满 整年限: 1元, 其他: 2元}}}", "XG348", id="bound-varies"),
        pytest.param("{table: {by: 奖, rows: {是: 1元}}}", "XG349", id="by-a-list"),
        pytest.param("{table: {by: [岗, 住, 级别], rows: {其他: 1元}}}", "XG350", id="three-keys"),
        pytest.param("{table: {by: 岗, rows: {甲: 1元, 其他: 0元}}}", "XG155", id="no-such-choice"),
        pytest.param("{table: {by: 次数, rows: {不满4次: 0元, 满4次: 1年}}}", "XG201", id="two-kinds"),
        pytest.param("{calc: 0.7分 * 年限}", "XG351", id="rate-without-part-years"),
        pytest.param("{calc: 0.7分 * 年限, years: half, months: up}", "XG352", id="years-and-months"),
        pytest.param("{calc: 次数 + 1次, years: whole}", "XG353", id="nothing-to-count"),
        pytest.param("{calc: 年限 - 3年}", "XG354", id="may-fall-below"),
        pytest.param("{calc: 100元 + 50元 * ((年限 - 3年) / 5年)}", "XG359", id="a-part-may-fall-below"),
        pytest.param("{calc: 年限 + 3年, round: up}", "XG355", id="round-a-period"),
        pytest.param("{calc: 次数 + 1次, round: up, to: 0次}", "XG356", id="step-of-nothing"),
        pytest.param("{calc: 次数 + 1次, to: 10次}", "XG357", id="step-without-rounding"),
        pytest.param("{calc: 次数 + 1次, not_below: 9次, not_above: 3次}", "XG358", id="limits-crossed"),
    ],
)
def test_what_is_refused_in_tables_and_sums(declaration: str, code: str) -> None:
    """Given a wrong table or sum, when it is read, then it has one error."""
    assert _codes(declaration) == [code]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        pytest.param("{item: 甲, of: 年限, rate: 1.5分/年}", "XG362", id="part-years-not-said"),
        pytest.param("{item: 甲, of: 年限, rate: 1.5分, years: whole}", "XG360", id="no-unit"),
        pytest.param("{item: 甲, of: 年限, rate: 1.5分/次, years: whole}", "XG361", id="wrong-unit"),
        pytest.param("{item: 甲, of: 次数, rate: 1.5分/次, years: whole}", "XG363", id="no-period"),
        pytest.param("{item: 甲, of: 次数, rates: {不满4次: 1分/次, 满5次: 2分/次}}", "XG340", id="gap-in-rates"),
        pytest.param(
            "{item: 甲, of: 年限, years: whole, rates: {不超过18个月: 1分/年, 超过18个月: 2分/年}}",
            "XG365",
            id="half-a-unit",
        ),
        pytest.param(
            "{item: 甲, of: 年限, years: whole, rates: {不满4年: 1分/年, 满4年: 2分/月}}", "XG364", id="two-units"
        ),
        pytest.param("{item: 甲}", "XG370", id="no-way"),
        pytest.param("{item: 甲, points: 1分, table: {by: 住, rows: {是: 1分, 否: 0分}}}", "XG371", id="two-ways"),
        pytest.param("{item: 甲, points: 1分, group: 某组}", "XG372", id="no-group"),
        pytest.param("{item: 甲, best_of: 奖}", "XG376", id="each-what"),
        pytest.param("{item: 甲, points: 1分, take: 值}", "XG377", id="take-without-a-list"),
        pytest.param("{item: 甲, points: 1分, per: 值}", "XG377", id="groups-without-a-list"),
        pytest.param("{item: 甲, best_of: 奖, points: 1分, most: 2项}", "XG377", id="highest-and-two-of-them"),
        pytest.param("{item: 甲, sum_of: 奖, points: 1分, most: 0项}", "XG366", id="none-of-them"),
        pytest.param("{item: 甲, sum_of: 奖, points: 1分, most: 一半}", "XG366", id="half-of-them"),
        pytest.param("{item: 甲, sum_of: 奖, points: 1分, per: 级}", "XG130", id="groups-by-no-field"),
        pytest.param("{item: 甲, points: 9分, cap: -1分}", "XG378", id="cap-below-nothing"),
        pytest.param("{item: 甲, points: 3元}", "XG203", id="no-points"),
    ],
)
def test_what_is_refused_in_an_item(item: str, code: str) -> None:
    """Given a wrong item, when the score is read, then it has one error."""
    assert said(policy_text(sections=f"facts:\n{FACTS}points:\n  得分: {{items: [{item}]}}\n")) == [code]


@pytest.mark.parametrize(
    ("score", "code"),
    [
        pytest.param("{items: [{item: 甲, points: 1分}, {item: 甲, points: 2分}]}", "XG374", id="item-twice"),
        pytest.param("{items: [{item: 甲, points: 1分}], groups: {某组: {cap: 1分}}}", "XG373", id="empty-group"),
        pytest.param("{items: [{item: 甲, points: 1分}], ties: [年限]}", "XG379", id="no-direction"),
        pytest.param("{items: [{item: 甲, points: 1分}], ties: [岗 高者先]}", "XG379", id="no-order"),
        pytest.param("{clause: 九, items: [{item: 甲, points: 1分}]}", "XG129", id="no-such-clause"),
        pytest.param("{items: [{item: 甲, clause: 九, points: 1分}]}", "XG129", id="no-such-clause-of-an-item"),
    ],
)
def test_what_is_refused_in_a_score(score: str, code: str) -> None:
    """Given a wrong score, when it is read, then it has one error."""
    assert said(policy_text(sections=f"facts:\n{FACTS}points:\n  得分: {score}\n")) == [code]


def test_a_table_of_words_is_a_choice_of_its_own() -> None:
    """Given a table whose values are words, then its fact is a choice of those words."""
    found = fact("{table: {by: 年限, rows: {不满5年: 丙档, 满5年: 甲档}}}", "档", others=FACTS)

    assert isinstance(found.form, Table)
    assert [choice.label for choice in found.kind.choices] == ["丙档", "甲档"]
    assert values_of(found.form.rows) == (Constant("丙档"), Constant("甲档"))


def test_a_sum_keeps_what_is_said_about_its_result() -> None:
    """Given a sum with part years and rounding, then the form holds both and the unit is that of the rate."""
    found = fact("{calc: 0.7分 * 年限, years: half, round: down, to: 0.5分}", "带教分", others=FACTS)

    assert isinstance(found.form, Calc)
    assert (found.form.conversion, found.form.rounding, found.form.to) == (
        Conversion("years", "half"),
        "down",
        Fraction(1, 2),
    )
    assert found.kind.unit == "分"


@pytest.mark.parametrize(
    ("step", "unit"),
    [
        pytest.param("0.01%", "%", id="hundredths-of-a-hundredth"),
        pytest.param("1‰", "%", id="thousandths"),
        pytest.param("0.01", None, id="a-plain-number"),
    ],
)
def test_what_is_rounded_to_a_share_is_a_share(step: str, unit: str | None) -> None:
    """Given a quotient that is rounded to a part of a hundred, then it is held, and written, as a share."""
    found = fact(f"{{calc: 课时 / 课时, round: down, to: {step}}}", "占比", others=FACTS)

    assert found.kind == Kind("number", unit=unit)


def test_points_for_every_two_years() -> None:
    """Given a rate for two years, then two years count as one unit."""
    found = fact("{points: [{item: 甲, of: 年限, rate: 1分/2年, years: whole}]}", "得分", others=FACTS)

    assert isinstance(found.form, Points)
    source = found.form.items[0].source
    assert isinstance(source, Rated)
    assert source.conversion == Conversion("years", "whole", 2)


DECISIONS = """\
decisions:
  duty: {title: 值守, outcomes: {ready: 可以, idle: 不}, otherwise: idle%s}
rules:
  - {clause: 一, decision: duty, outcome: ready, when: [住]%s}
  - {id: 另, clause: 一, decision: duty, outcome: ready, when: {次数: 满1次}%s}
"""


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        pytest.param(("", ", value: 3元", ", value: 4元"), [], id="two-amounts"),
        pytest.param(("", ", value: 3元", ", value: 4分"), ["XG390"], id="two-kinds"),
        pytest.param((", combine: sum", "", ""), ["XG391"], id="nothing-to-combine"),
        pytest.param((", combine: sum", ", value: 入行", ""), ["XG392"], id="days-do-not-add"),
    ],
)
def test_the_values_of_rules(parts: tuple[str, str, str], codes: list[str]) -> None:
    """Given rules with values, when they are read, then they are of one kind and combine as that kind allows."""
    assert said(f"{HEAD}facts:\n{FACTS}{DECISIONS % parts}") == codes


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        pytest.param("{taken_from: a.b, clause: 一}", "XG394", id="not-at-hand"),
        pytest.param("{taken_from: a.b, value: 3次, clause: 一}", "XG141", id="value-beside"),
        pytest.param("{parameter: 某数, clause: 一}", "XG103", id="from-where"),
        pytest.param(
            "{by: 入行, value: {早于 2031-01-01: 3年, 2032-01-01 起: 5年}, clause: 一}", "XG340", id="gap"
        ),
    ],
)
def test_what_is_refused_of_parameters(parameter: str, code: str) -> None:
    """Given a wrong parameter, when it is read, then it has one error."""
    assert said(policy_text(sections=f"facts:\n{FACTS}parameters:\n  某数: {parameter}\n")) == [code]
