"""Lint of words and effects at its edges: bounds, 连续 and 累计, health facts, dismissals, windows, clauses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.checking import check_paths

HEAD = """\
language: 1
policy: sample.lint
version: v1
title: 试点
status: STATUS
kind: standing
jurisdiction: "999999"
in_force: {WINDOW}
document: {clauses: [{id: 一, topic: 甲}]}
"""


def codes(body: str, folder: Path, *, status: str = "in_force", window: str = "from: 2031-02-20") -> set[str]:
    """Return the codes of what a check on the first day of 2040 says of one sound policy."""
    file = folder / "sample" / "lint" / "v1.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD.replace("STATUS", status).replace("WINDOW", window) + body, encoding="utf-8")
    checked = check_paths([folder], Catalog(folder), as_of=date(2040, 1, 1))
    assert not [one.headline() for one in checked.problems if one.severity == "error"]
    return {one.code for one in checked.problems}


def duty(when: str, *, quote: str = "", more: str = "", facts: str = "", outcome: str = "值守") -> str:
    """Return a decision with one rule."""
    quoted = f", quote: {quote}" if quote else ""
    return (
        f"{facts}decisions: {{duty: {{title: 值守, outcomes: {{ready: {outcome}, idle: 不值守}}, otherwise: idle}}}}\n"
        f"rules: [{{id: r, clause: 一, decision: duty, outcome: ready, when: {when}{more}{quoted}}}]\n"
    )


SIX = "parameters: {最低年限: {value: 6年, clause: 一}}\n"
TOTAL = "facts: {累计任教: {total: 任职经历}}\n"
UNBROKEN = "facts: {不断任教: {unbroken: 任职经历}}\n"
GRADES = "facts: {连续优秀: {run: 年度考核, where: {等次: 优秀}}}\n"


@pytest.mark.parametrize(
    ("quote", "when", "more", "facts", "found"),
    [
        pytest.param("满六年的", "{同校连续任教: 超过 6年}", "", "", True, id="full against more than"),
        pytest.param("满六年的", "{同校连续任教: 满 6年}", "", "", False, id="full against full"),
        pytest.param("六年以上的", "{同校连续任教: 超过 6年}", "", "", True, id="and above against more than"),
        pytest.param("六年以上的", "{同校连续任教: 不少于 6年}", "", "", False, id="and above in another word"),
        pytest.param("超过六年的", "{同校连续任教: 满 6年}", "", "", True, id="more than against full"),
        pytest.param("满六年的", "{同校连续任教: 超过 72个月}", "", "", True, id="the same time in months"),
        pytest.param("满六年的", "{同校连续任教: 超过 最低年限}", "", SIX, True, id="behind a parameter"),
        pytest.param(
            "满六年的",
            "[够年限]",
            "",
            "facts: {够年限: {is: {同校连续任教: 超过 6年}}}\n",
            True,
            id="behind a name",
        ),
        pytest.param(
            "不满三年的除外", "{性别: 女}", ", unless: {同校连续任教: 不满 3年}", "", False, id="an exception"
        ),
        pytest.param("不满三年的除外", "{同校连续任教: 满 3年}", "", "", False, id="the exception turned round"),
        pytest.param("不超过五十岁", "{年龄: 不满 50岁}", "", "", True, id="at most against less than"),
        pytest.param("满六年的", "{同校连续任教: 超过 8年}", "", "", False, id="another amount is another matter"),
    ],
)
def test_a_bound_of_the_document_is_held_against_the_rule(
    quote: str, when: str, more: str, facts: str, found: bool, tmp_path: Path
) -> None:
    """Given a quoted bound, when the rule's bound on the same amount differs, then and only then it is reported."""
    assert ("XG707" in codes(duty(when, quote=quote, more=more, facts=facts), tmp_path)) is found


@pytest.mark.parametrize(
    ("quote", "when", "facts", "found"),
    [
        pytest.param("连续任教满六年", "{累计任教: 满 6年}", TOTAL, True, id="unbroken against a total"),
        pytest.param("连续任教满六年", "{不断任教: 满 6年}", UNBROKEN, False, id="unbroken against unbroken"),
        pytest.param("连续任教满六年", "{同校连续任教: 满 6年}", "", False, id="unbroken against the built-in"),
        pytest.param("累计任教满六年", "{不断任教: 满 6年}", UNBROKEN, True, id="a total against unbroken"),
        pytest.param("累计任教满六年", "{累计任教: 满 6年}", TOTAL, False, id="a total against a total"),
        pytest.param("累计两年优秀", "{连续优秀: 满 2}", GRADES, True, id="a total against years in a row"),
        pytest.param("连续两年优秀", "{连续优秀: 满 2}", GRADES, False, id="in a row against years in a row"),
    ],
)
def test_unbroken_and_total_are_held_apart(quote: str, when: str, facts: str, found: bool, tmp_path: Path) -> None:
    """Given a quote with one of the two words, when the fact is made the other way, then it is reported."""
    assert ("XG708" in codes(duty(when, quote=quote, facts=facts), tmp_path)) is found


WAITING = "{label: 待岗, effects: [waiting_post]}"


@pytest.mark.parametrize(
    ("when", "more", "outcome", "facts", "found"),
    [
        pytest.param("{孕期至哺乳期: 是}", "", WAITING, "", True, id="pregnant, so waiting for a post"),
        pytest.param("{长期病假: 是}", "", WAITING, "", True, id="ill, so waiting for a post"),
        pytest.param("{孕期至哺乳期: 否}", "", WAITING, "", False, id="only who is not"),
        pytest.param("[在编在职]", ", unless: {孕期至哺乳期: 是}", WAITING, "", False, id="an exception for her"),
        pytest.param("{孕期至哺乳期: 是}", "", "不列入", "", False, id="no effect against her"),
        pytest.param(
            "[有孕]", "", WAITING, "facts: {有孕: {is: {孕期至哺乳期: 是}}}\n", True, id="behind a named condition"
        ),
        pytest.param(
            "{缺勤: 满 60天}",
            "",
            WAITING,
            "facts: {缺勤: {total: 请假, by: 日}}\n",
            True,
            id="made from a health list",
        ),
    ],
)
def test_health_is_never_turned_against_a_person_unseen(
    when: str, more: str, outcome: str, facts: str, found: bool, tmp_path: Path
) -> None:
    """Given a health fact, when a rule that harms the person needs it, then and only then it is reported."""
    assert ("XG709" in codes(duty(when, more=more, outcome=outcome, facts=facts), tmp_path)) is found


@pytest.mark.parametrize(
    ("status", "window", "found"),
    [
        pytest.param("trial", "from: 2031-01-01, until: 2039-12-31", True, id="a trial over the day before"),
        pytest.param("trial", "from: 2031-01-01, until: 2040-01-01", False, id="a trial on its last day"),
        pytest.param("trial", "from: 2031-01-01", False, id="a trial without a last day"),
        pytest.param("in_force", "from: 2031-01-01, until: 2039-12-31", False, id="no trial"),
    ],
)
def test_a_trial_expires_the_day_after_its_last(status: str, window: str, found: bool, tmp_path: Path) -> None:
    """Given windows around the day asked, when a trial is over, then it is reported from the next day on."""
    assert ("XG705" in codes(duty("[在编在职]"), tmp_path, status=status, window=window)) is found


@pytest.mark.parametrize(
    ("first_until", "second_from", "code"),
    [
        pytest.param("until: 2033-08-31", "2033-09-01", "", id="they meet"),
        pytest.param("until: 2033-08-31", "2033-09-02", "XG706", id="one day between"),
        pytest.param("until: 2033-08-31", "2033-08-31", "XG503", id="one day together"),
        pytest.param("", "2033-09-01", "", id="an open version is closed by the next"),
    ],
)
def test_windows_of_versions_meet(first_until: str, second_from: str, code: str, tmp_path: Path) -> None:
    """Given two versions, when a day lies between them or in both, then that is reported, and else nothing."""
    from xgxp_rules.tools.checking import check_catalog

    window = "from: 2031-02-20" + (f", {first_until}" if first_until else "")
    codes(duty("[在编在职]"), tmp_path, window=window)
    second = HEAD.replace("STATUS", "in_force").replace("WINDOW", f"from: {second_from}").replace("v1", "v2")
    (tmp_path / "sample" / "lint" / "v2.yaml").write_text(second + duty("[在编在职]"), encoding="utf-8")

    found = {one.code for one in check_catalog(Catalog(tmp_path)).problems} & {"XG706", "XG503"}

    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param("不满4次: 1元, 满4次: 2元", "", id="they meet"),
        pytest.param("不满4次: 1元, 满5次: 2元", "XG340", id="a gap"),
        pytest.param("不超过4次: 1元, 满4次: 2元", "XG342", id="an overlap"),
    ],
)
def test_bands_meet(rows: str, code: str, tmp_path: Path) -> None:
    """Given a table by bands, when they leave a gap or overlap, then the file is refused with that code."""
    facts = f"facts: {{次数: {{kind: number, unit: 次}}, 补助: {{table: {{by: 次数, rows: {{{rows}}}}}}}}}\n"
    file = tmp_path / "v1.yaml"
    text = HEAD.replace("STATUS", "in_force").replace("WINDOW", "from: 2031-02-20")
    file.write_text(text + duty("{补助: 满 2元}", facts=facts), encoding="utf-8")

    errors = [one.code for one in check_paths([file]).problems if one.severity == "error"]

    assert errors == ([code] if code else [])
