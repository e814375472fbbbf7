"""A check shows the first of many questions that a search left open; nothing else is folded, and JSON has them all."""

from __future__ import annotations

import pytest

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.spans import Span
from xgxp_rules.tools.check_folding import folded
from xgxp_rules.tools.checking import Checked, problems_data, summary


def _left(line: int, file: str = "a.yaml", code: str = "XG718") -> Diagnostic:
    return diagnose(code, Span.at(line, 1), file, severity="note", question="规则 `r` 能否起作用", steps=3001)


@pytest.mark.parametrize(
    ("count", "shown", "more"),
    [
        pytest.param(0, 0, 0, id="none"),
        pytest.param(3, 3, 0, id="three-are-all-shown"),
        pytest.param(4, 2, 2, id="four-are-folded"),
        pytest.param(11, 2, 9, id="eleven-are-folded"),
    ],
)
def test_many_are_folded(count: int, shown: int, more: int) -> None:
    """Given so many open questions of a file, then the first two stand and one line says how many more and where."""
    found = folded([_left(line) for line in range(1, count + 1)])

    assert [one.code for one in found] == ["XG718"] * shown + ["XG728"] * bool(more)
    if more:
        assert dict(found[-1].args)["count"] == more
        assert f"还有 {more} 个问题没有查清" in found[-1].headline("zh")
        assert f"{more} more questions" in found[-1].headline("en")


def test_each_file_and_nothing_else() -> None:
    """Given two files and findings of other kinds, then each file is folded by itself and the rest stays in order."""
    other = diagnose("XG702", Span.at(3, 1), "a.yaml", severity="warning", kind="事实", name="甲")
    found = folded([_left(1), _left(2), other, *(_left(line) for line in (4, 5)), _left(9, "b.yaml")])

    assert [(one.code, one.file, one.span.line) for one in found] == [
        ("XG718", "a.yaml", 1),
        ("XG718", "a.yaml", 2),
        ("XG702", "a.yaml", 3),
        ("XG728", "a.yaml", 4),
        ("XG718", "b.yaml", 9),
    ]


def test_the_count_below_and_the_data_have_all() -> None:
    """Given folded questions, then the summary's count and the JSON still hold every one."""
    checked = Checked(("a.yaml",), tuple(_left(line) for line in range(1, 8)))

    assert "7 个提示" in summary(checked, "zh")
    assert len([one for one in problems_data(checked) if one["code"] == "XG718"]) == 7
