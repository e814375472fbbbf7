"""Conditions: mappings, lists, joining words, bare names, scopes."""

import pytest
from policy_kit import policy_text, said, unless, when

from xgxp_rules.model.nodes import AllOf, AnyOf, AtLeast, Compare, Constant, FactRef, FactTest, Not, OneOf

WAITING = FactTest(FactRef("is_waiting"), Compare("eq", Constant(True)))
BACKBONE = FactTest(FactRef("is_backbone"), Compare("eq", Constant(True)))
MAN = FactTest(FactRef("sex"), Compare("eq", Constant("male")))


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        pytest.param("正在待岗", WAITING, id="a-bare-name-is-yes"),
        pytest.param("{性别: 男}", MAN, id="one-entry-is-bare"),
        pytest.param("{sex: male}", MAN, id="by-id"),
        pytest.param("[正在待岗, 骨干教师]", AllOf((WAITING, BACKBONE)), id="a-list-under-when-is-all"),
        pytest.param("{正在待岗: 是, 骨干教师: 是}", AllOf((WAITING, BACKBONE)), id="a-mapping-is-all"),
        pytest.param("{any: [正在待岗, 骨干教师]}", AnyOf((WAITING, BACKBONE)), id="any"),
        pytest.param("{任一满足: [正在待岗, 骨干教师]}", AnyOf((WAITING, BACKBONE)), id="any-in-chinese"),
        pytest.param("{none: [正在待岗, 骨干教师]}", Not(AnyOf((WAITING, BACKBONE))), id="none"),
        pytest.param("{均不满足: 正在待岗}", Not(WAITING), id="none-of-one"),
        pytest.param("{性别: 男, unless: 正在待岗}", AllOf((MAN, Not(WAITING))), id="unless-beside-a-test"),
        pytest.param("{例外: [正在待岗, 骨干教师]}", Not(AnyOf((WAITING, BACKBONE))), id="unless-of-a-list-is-any"),
        pytest.param(
            "{unless: {正在待岗: 是, unless: 骨干教师}}",
            Not(AllOf((WAITING, Not(BACKBONE)))),
            id="an-exception-to-an-exception",
        ),
        pytest.param(
            "{any: [{all: [正在待岗, 骨干教师]}, {性别: 男}]}",
            AnyOf((AllOf((WAITING, BACKBONE)), MAN)),
            id="nested",
        ),
        pytest.param(
            "{any: [{正在待岗: 是, 骨干教师: 是}]}", AllOf((WAITING, BACKBONE)), id="an-item-of-two-is-all"
        ),
        pytest.param(
            "{at_least: {n: 2, of: [正在待岗, 骨干教师, {性别: 男}]}}",
            AtLeast(2, (WAITING, BACKBONE, MAN)),
            id="at-least",
        ),
        pytest.param(
            "{性别: [男, 女]}",
            FactTest(FactRef("sex"), OneOf((Constant("male"), Constant("female")))),
            id="a-list-of-choices",
        ),
    ],
)
def test_conditions_mean_what_is_written_over_them(written: str, meaning: object) -> None:
    """Given a condition under `when`, then its tree joins the parts as the key over them says."""
    assert when(written) == meaning


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        pytest.param("[正在待岗, 骨干教师]", AnyOf((WAITING, BACKBONE)), id="a-list-under-unless-is-any"),
        pytest.param("{正在待岗: 是, 骨干教师: 是}", AllOf((WAITING, BACKBONE)), id="a-mapping-is-all-here-too"),
    ],
)
def test_a_list_under_unless_is_any(written: str, meaning: object) -> None:
    """Given exceptions, then any item of a list defeats, and a mapping only as a whole."""
    assert unless(written) == meaning


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        pytest.param("{同校连任年限: 满6年}", ["XG101"], id="unknown-fact"),
        pytest.param("[年龄]", ["XG160"], id="bare-name-of-a-period"),
        pytest.param("[[正在待岗]]", ["XG164"], id="list-in-a-list"),
        pytest.param("{年龄: {满: 6年}}", ["XG165"], id="mapping-as-a-test"),
        pytest.param("{at_least: {n: 3, of: [正在待岗, 骨干教师]}}", ["XG166"], id="more-than-there-are"),
        pytest.param("{at_least: {n: 0, of: [正在待岗]}}", ["XG166"], id="none-needed"),
        pytest.param("{at_least: {n: 两, of: [正在待岗]}}", ["XG109"], id="number-in-words"),
        pytest.param("{none: {正在待岗: 是, 骨干教师: 是}}", ["XG161"], id="mapping-under-none"),
        pytest.param(
            "{同校连任年限: 满6年, 性别: 难, 年龄: 满 6}", ["XG101", "XG204", "XG202"], id="three-at-once"
        ),
    ],
)
def test_every_wrong_part_is_reported(written: str, codes: list[str]) -> None:
    """Given conditions that are wrong in one or several places, then each place has its own code, in order."""
    assert said(policy_text(f"    when: {written}")) == codes


def test_the_author_s_words_are_kept() -> None:
    """Given a test, then the node holds its words and the place from the name to the end of the value."""
    test = when("{年龄: 满 50岁}")

    assert isinstance(test, FactTest)
    assert test.text == "满 50岁"
    assert test.span.end_column - test.span.column == len("年龄: 满 50岁")
