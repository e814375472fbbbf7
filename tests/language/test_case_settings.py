"""What a case starts from: another case, the values of several axes; circles and slips are told, nothing is guessed."""

from __future__ import annotations

import pytest

from xgxp_rules.language.cases import CaseFile, load_cases, plain, read_cases

HEAD = "policy: a.b\nversion: '1'\ngiven: {性别: 女}\ncases:\n"


def _read(cases: str) -> CaseFile:
    return load_cases(HEAD + cases, "x.test.yaml")


def _given(suite: CaseFile, name: str) -> dict[str, object]:
    case = next(case for case in suite.cases if case.name == name)
    return {entry.key.text: plain(entry.value) for layer in case.layers for entry in layer}


def test_a_case_starts_from_another_wherever_it_stands() -> None:
    """Given a base below the case, and a base of the base, then facts, day, decision and readings are taken over."""
    suite = _read(
        "  - {name: 丙, base: 乙, expect: due}\n"
        "  - {name: 乙, base: 甲, given: {学段: 小学}, expect: due}\n"
        "  - {name: 甲, as_of: 2030-01-01, decision: rotation, readings: {某处: 一}, "
        "given: {学段: 初中}, expect: due}\n"
    )

    assert _given(suite, "丙") == {"性别": "女", "学段": "小学"}
    assert {str(case.as_of) for case in suite.cases} == {"2030-01-01"}
    assert [case.expects[0].decision for case in suite.cases] == ["rotation"] * 3
    assert suite.cases[0].readings[0][0] == "某处"


def test_what_the_base_expects_is_not_taken_over() -> None:
    """Given a base with an expectation, then a case that names none still expects nothing."""
    _, problems = read_cases(
        HEAD + "  - {name: 甲, as_of: 2030-01-01, expect: {a: b}}\n  - {name: 乙, base: 甲}\n", "x"
    )

    assert [each.code for each in problems] == ["XG601"]


@pytest.mark.parametrize(
    ("cases", "codes"),
    [
        pytest.param("  - {name: 甲, base: 乙, as_of: 2030-01-01, expect: {a: b}}\n", ["XG606"], id="no-such-base"),
        pytest.param("  - {name: 甲, base: 甲, as_of: 2030-01-01, expect: {a: b}}\n", ["XG607"], id="itself"),
        pytest.param(
            "  - {name: 甲, base: 乙, as_of: 2030-01-01, expect: {a: b}}\n"
            "  - {name: 乙, base: 丙, as_of: 2030-01-01, expect: {a: b}}\n"
            "  - {name: 丙, base: 甲, as_of: 2030-01-01, expect: {a: b}}\n",
            ["XG607"],
            id="a-circle-of-three-is-told-once",
        ),
        pytest.param(
            "  - {name: 甲, as_of: 2030-01-01, expect: {a: b}, matrix: {性别: 女}}\n", ["XG608"], id="no-list"
        ),
        pytest.param(
            "  - {name: 甲, as_of: 2030-01-01, expect: {a: b}, matrix: {"
            + ", ".join(f"事{number}: [一, 二]" for number in range(9))
            + "}}\n",
            ["XG609"],
            id="too-many",
        ),
        pytest.param(
            "  - name: 甲\n    as_of: 2030-01-01\n    expect: {a: b}\n    matrix: {性别: [男, 女]}\n"
            "    vary: [{name: 乙, as_of: 2030-01-02, expect: {a: b}}]\n",
            ["XG621"],
            id="matrix-and-variations",
        ),
        pytest.param(
            "  - {name: 甲, as_of: 2030-01-01, matrix: {性别: {男: {given: {性别: 男}}}}}\n",
            ["XG601"],
            id="a-combination-without-expectation",
        ),
    ],
)
def test_a_slip_in_what_a_case_starts_from_is_told(cases: str, codes: list[str]) -> None:
    """Given a base or an axis that cannot be, then the file is refused with one message and its place."""
    read, problems = read_cases(HEAD + cases, "x.test.yaml")

    assert read is None
    assert [each.code for each in problems] == codes
    assert all(each.span.known for each in problems)


def test_axes_are_combined_into_cases_with_readable_names() -> None:
    """Given a fact, the day and named settings as axes, then each combination is a case named after its values."""
    suite = _read(
        "  - name: 甲\n    as_of: 2030-01-01\n    decision: rotation\n    expect: due\n"
        "    matrix:\n"
        "      学段: [小学, 初中]\n"
        "      as_of: [2030-01-01, 2030-01-02]\n"
        "      病假: {病: {given: {长期病假: 是}, expect: deferred}, 好: {given: {长期病假: 否}}}\n"
    )

    names = [case.name for case in suite.cases]
    assert len(names) == 8
    assert names[0] == "甲 [学段=小学, 2030-01-01, 病]"
    assert _given(suite, "甲 [学段=初中, 2030-01-02, 好]") == {"性别": "女", "学段": "初中", "长期病假": "否"}
    outcomes = [case.expects[0].outcome for case in suite.cases]
    assert [said.texts[0] for said in outcomes if said is not None] == ["deferred", "due"] * 4
    assert str(suite.cases[-1].as_of) == "2030-01-02"


@pytest.mark.parametrize(
    "expect",
    [
        pytest.param("expect: ?", id="everything"),
        pytest.param("expect: '?'", id="quoted"),
        pytest.param("expect: ？", id="wide"),
        pytest.param("expect: {rotation: ?}", id="one-decision"),
        pytest.param("expect: {rotation: {outcome: ?, missing: []}}", id="one-particular"),
        pytest.param("expect: {rotation: {status: ?}}", id="the-status"),
    ],
)
def test_a_question_mark_is_read_as_not_filled_in(expect: str) -> None:
    """Given a `?` where YAML itself would stumble, then it is read, in its place, as something still to be said."""
    suite = _read(f"  - name: 甲\n    as_of: 2030-01-01\n    {expect}\n")

    open_ = [said for one in suite.cases[0].expects for _key, said in one.said() if said.open]
    assert len(open_) == 1
    assert open_[0].span.line == 7
