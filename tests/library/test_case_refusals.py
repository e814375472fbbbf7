"""What a case does not take: refused by name, and nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_kit import CLERK, POLICY, cases_in, opened, states, untouched

from xgxp_rules.diagnostics import NotInForce, RecordError, UnknownPolicy, UsageError, XgxpError
from xgxp_rules.library.cases.cases import Cases

D = date


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    with cases_in(tmp_path) as made:
        yield opened(made)


@pytest.mark.parametrize(
    ("event", "on", "more", "code"),
    [
        pytest.param("结业", D(2024, 3, 1), {}, "XG825", id="not-in-this-state"),
        pytest.param("解聘生效", D(2024, 3, 1), {}, "XG825", id="too-early"),
        pytest.param("参加培圳", D(2024, 3, 1), {}, "XG821", id="unknown"),
        pytest.param("送达本人", D(2024, 3, 1), {}, "XG822", id="of-another-process"),
        pytest.param("参加培训", D(2024, 1, 30), {}, "XG823", id="before-the-case"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"结业合格": "否"}}, "XG826", id="condition-not-met"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"结业合格": "未知"}}, "XG827", id="fact-missing"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"结业合各": "是"}}, "XG433", id="unknown-fact"),
        pytest.param("聘用", D(2024, 3, 1), {"facts": {"出生日期": "2030-01-01"}}, "XG430", id="impossible-fact"),
        pytest.param("参加培训", D(2024, 3, 1), {"adds": {"性别": "女"}}, "XG839", id="added-to-no-list"),
        pytest.param("参加培训", D(2024, 3, 1), {"revision": 7}, "XG809", id="another-revision"),
        pytest.param("", D(2024, 3, 1), {}, "XG838", id="nothing"),
        pytest.param("参加\x1b培训", D(2024, 3, 1), {}, "XG837", id="control-characters"),
        pytest.param("参" * 300, D(2024, 3, 1), {}, "XG837", id="too-long"),
    ],
)
def test_what_is_refused_writes_nothing(
    cases: Cases, event: str, on: date, more: dict[str, Any], code: str
) -> None:
    """Given an entry that the case cannot take, when it is recorded, then it is refused by name and not kept."""
    untouched(cases, lambda: cases.record("甲", event, on=on, actor=CLERK, **more), code)

    cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK)
    assert states(cases, D(2024, 3, 1)) == [("2024-03-01", "培训", "参加培训")]


def test_an_event_out_of_order_is_refused(cases: Cases) -> None:
    """Given an entry of March, when one of February follows, then it is refused and the correction is named."""
    cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK)

    error = untouched(cases, lambda: cases.record("甲", "结业", on=D(2024, 2, 29), actor=CLERK), "XG824")

    assert "--corrects" in error.text()


def test_the_same_id_twice_is_one_entry(cases: Cases) -> None:
    """Given an entry with an id, when it is sent again, then nothing is added; with other content it is refused."""
    first = cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="来文-1", facts={"性别": "女"})
    again = cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=CLERK, id="来文-1", facts={"sex": "female"})

    assert (first.repeated, again.repeated) == (False, True)
    assert (again.revision, again.state) == (2, "培训")
    untouched(cases, lambda: cases.record("甲", "参加培训", on=D(2024, 3, 2), actor=CLERK, id="来文-1"), "XG831")


def test_opening_twice(cases: Cases) -> None:
    """Given an open case, when it is opened again, then only the same entry id and content is taken as the same."""
    more = {"policy": POLICY, "process": "待岗", "on": D(2024, 1, 31), "actor": CLERK}
    cases.open("乙", id="开-1", **more)

    assert cases.open("乙", id="开-1", **more).repeated
    untouched(cases, lambda: cases.open("乙", **more), "XG810")
    untouched(cases, lambda: cases.open("乙", id="开-1", **{**more, "actor": "他人"}), "XG831")


@pytest.mark.parametrize(
    ("more", "error", "code"),
    [
        pytest.param({"policy": "test.county.waitin"}, UnknownPolicy, "XG501", id="policy"),
        pytest.param({"process": "待刚"}, UsageError, "XG820", id="process"),
        pytest.param({"process": ""}, UsageError, "XG820", id="which-of-two-processes"),
        pytest.param({"on": D(2019, 1, 1)}, NotInForce, "XG502", id="before-the-policy"),
        pytest.param({"record": {"性别": "鱼"}}, RecordError, "XG408", id="record"),
        pytest.param({"actor": " "}, XgxpError, "XG837", id="nobody"),
        pytest.param({"case": ""}, XgxpError, "XG837", id="no-name"),
    ],
)
def test_what_cannot_be_opened(cases: Cases, more: dict[str, Any], error: type[XgxpError], code: str) -> None:
    """Given a name that does not exist or a wrong record, when a case is opened, then there is no case."""
    given = {"case": "乙", "policy": POLICY, "process": "待岗", "on": D(2024, 1, 31), "actor": CLERK, **more}

    with pytest.raises(error) as caught:
        cases.open(given.pop("case"), **given)

    assert caught.value.code == code, caught.value.text()
    assert [head.case for head in cases.heads()] == ["甲"]


def test_a_case_nobody_opened(cases: Cases) -> None:
    """Given a name close to a case's, when it is asked for, then the case is proposed."""
    with pytest.raises(XgxpError) as caught:
        cases.show("申", as_of=D(2024, 3, 1))

    assert caught.value.code == "XG811"
