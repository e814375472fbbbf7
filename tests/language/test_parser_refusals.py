"""What is not understood is refused with one problem that points at the words."""

from __future__ import annotations

import re

import pytest
from words_kit import (
    DATE,
    FLAG,
    GRADE,
    MONEY,
    NAMES,
    NUMBER,
    PERIOD,
    SHARE,
    TEXT,
    TIMES,
    TRAPS,
    VEHICLES,
    check_of,
    problem_of,
    read,
)

from xgxp_rules.diagnostics import WORDINGS
from xgxp_rules.language import fault_codes, slips
from xgxp_rules.model.values import Kind
from xgxp_rules.spans import Span

REFUSED = [
    # text, kind, code, column and end column of the words, mend
    ("满 6", PERIOD, "XG202", (3, 4), None),
    ("满6次", PERIOD, "XG201", (2, 4), None),
    ("满10%", PERIOD, "XG201", (2, 5), None),
    ("满2031-04-01", PERIOD, "XG201", (2, 12), None),
    ("6年", PERIOD, "XG214", (1, 3), "满6年"),
    ("满6年不满10次", PERIOD, "XG201", (6, 9), None),
    ("满6年", NUMBER, "XG201", (2, 4), "6次"),
    ("满48岁", NUMBER, "XG201", (2, 5), None),
    ("不少于 3人", TIMES, "XG203", (5, 7), "3次"),
    ("满10%", TIMES, "XG203", (2, 5), None),
    ("满3匹", NUMBER, "XG231", (2, 4), None),
    ("满 6", MONEY, "XG202", (3, 4), None),
    ("不低于 90", SHARE, "XG202", (5, 7), None),
    ("08", NUMBER, "XG224", (1, 3), "8"),
    ("1_000", NUMBER, "XG223", (1, 6), None),
    ("合各", GRADE, "XG204", (1, 3), "合格"),
    ("低于 合各", GRADE, "XG204", (4, 6), "合格"),
    ("音乐 或 美朮", TRAPS, "XG204", (6, 8), "美术"),
    ("包含 大客", VEHICLES, "XG204", (4, 6), "大客车"),
    ("音乐 以上", TRAPS, "XG205", (4, 6), None),
    ("满 6年", TEXT, "XG205", (1, 2), None),
    ("低于 未定等次", GRADE, "XG238", (4, 8), None),
    ("起算日", PERIOD, "XG206", (1, 4), None),
    ("满 次数下限", PERIOD, "XG206", (3, 7), None),
    ("不少于 补助标准", TIMES, "XG206", (5, 9), None),
    ("早于 6年", PERIOD, "XG207", (1, 3), "不满6年"),
    ("满 2031年", DATE, "XG207", (1, 2), "不早于 2031年"),
    ("2031年以上", DATE, "XG207", (6, 8), "不早于 2031年"),
    ("已到", PERIOD, "XG207", (1, 3), None),
    ("2031年以前", DATE, "XG208", (6, 8), None),
    ("2031-04-01 以后", DATE, "XG208", (12, 14), None),
    ("基本合格及以上", GRADE, "XG209", (5, 8), "基本合格 以上"),
    ("满10年不满6年", PERIOD, "XG210", (1, 9), None),
    ("10年 至 6年", PERIOD, "XG210", (1, 9), None),
    ("超过6年不满6年", PERIOD, "XG210", (1, 9), None),
    ("优秀 至 合格", GRADE, "XG210", (1, 8), None),
    ("[9次, 2次]", TIMES, "XG210", (1, 9), None),
    ("不是 音乐、美术", TRAPS, "XG211", (4, 9), "不是 音乐 或 美术"),
    ("不包含 大客车、小客车", VEHICLES, "XG211", (5, 12), "不包含 大客车 或 小客车"),
    ("满6年以上", PERIOD, "XG212", (1, 6), None),
    ("满", PERIOD, "XG213", (1, 2), None),
    ("“6年”", PERIOD, "XG215", (1, 5), "6年"),
    ("‘音乐’", TRAPS, "XG215", (1, 5), "音乐"),
    ("“一中”", TEXT, "XG215", (1, 5), "一中"),
    ("早于 2022-02-30", DATE, "XG216", (4, 14), "2022-02-28"),
    ("2022年9月31日", DATE, "XG216", (1, 11), "2022年9月30日"),
    ("每年2月30日", DATE, "XG216", (1, 8), None),
    ("每年6月31日", DATE, "XG216", (1, 8), "每年6月30日"),
    ("2022年13月1日", DATE, "XG216", (1, 11), None),
    ("20220901", DATE, "XG217", (1, 9), "2022-09-01"),
    ("07-31", DATE, "XG217", (1, 6), "每年7月31日"),
    ("早于 8-15", DATE, "XG217", (4, 8), "每年8月15日"),
    ("7月31日", DATE, "XG217", (1, 6), "每年7月31日"),
    ("2031", DATE, "XG217", (1, 5), "2031年"),
    ("包含 合格", GRADE, "XG218", (1, 3), "为 合格"),
    ("大客车", VEHICLES, "XG218", (1, 4), "包含 大客车"),
    ("包含 甲", Kind("list", of="teacher"), "XG265", (1, 5), None),
    ("每年5月1日 至 每年5月31日", DATE, "XG266", (1, 17), "当年5月1日 至 当年5月31日"),
    ("不是 2031年", DATE, "XG219", (1, 9), None),
    ("满6年 或 不满2年", PERIOD, "XG221", (1, 11), None),
    ("true", FLAG, "XG222", (1, 5), "是"),
    ("1", FLAG, "XG222", (1, 2), None),
    ("null", GRADE, "XG225", (1, 5), None),
    ("~", TEXT, "XG225", (1, 2), None),
    ("满6年。", PERIOD, "XG226", (1, 5), "满6年"),
    ("合格；", GRADE, "XG226", (1, 4), "合格"),
    ("为6年（含）", PERIOD, "XG227", (1, 7), None),
    ("音乐，美术", TRAPS, "XG228", (1, 6), "音乐 或 美术"),
    ("合格 | 优秀", GRADE, "XG228", (1, 8), "合格 或 优秀"),
    ("满6年，不满10年", PERIOD, "XG228", (1, 10), "满6年 且 不满10年"),
    ("", PERIOD, "XG232", None, None),
    ("连续满5年", PERIOD, "XG240", (1, 3), "满5年"),
    ("累计 5年以上", PERIOD, "XG240", (1, 3), "5年以上"),
    ("满 3-5年", PERIOD, "XG241", (1, 7), "3-5年"),
    ("满3年至5年", PERIOD, "XG241", (1, 7), "3年至5年"),
    ("6月30日前", DATE, "XG242", (1, 7), None),
    ("9月1日起", DATE, "XG242", (1, 6), None),
    ("男 55 女 50", PERIOD, "XG243", (1, 10), None),
    ("满 男55岁、女50岁", PERIOD, "XG243", (1, 12), None),
    ("5年以上（含6年）", PERIOD, "XG223", (1, 10), None),
    ("[6年]", PERIOD, "XG223", (1, 5), None),
    ("[6年, 甲]", PERIOD, "XG234", (1, 8), None),
    ("非师范学校", TEXT, "XG235", (1, 2), None),
    ("不满4次或10次", TIMES, "XG236", (3, 9), None),
    ("满 最底同校年限", PERIOD, "XG110", (3, 9), "最低同校年限"),
    ("距退休下线 以上", PERIOD, "XG110", (1, 6), "距退休下限"),
]


@pytest.mark.parametrize(
    ("text", "kind", "code", "columns", "mend"),
    REFUSED,
    ids=[f"{row[0] or 'empty'}-{row[1].name}" for row in REFUSED],
)
def test_a_mistake_is_one_problem_that_points_at_the_words(
    text: str, kind: Kind, code: str, columns: tuple[int, int] | None, mend: str | None
) -> None:
    """Given a test that is wrong in one way, when it is read, then one problem names the place and the mend."""
    problem = problem_of(text, kind)

    assert problem.code == code
    assert problem.mend == mend
    assert problem.file == "p.yaml"
    assert columns is None or (problem.span.line, problem.span.column, problem.span.end_column) == (7, *columns)


@pytest.mark.parametrize(("text", "kind"), [(row[0], row[1]) for row in REFUSED if row[4] is not None])
def test_a_mend_can_be_read_or_leads_on(text: str, kind: Kind) -> None:
    """Given a mend, when it is put in place of the words pointed at, then the same problem does not come back."""
    problem = problem_of(text, kind)
    assert problem.mend is not None
    start, end = problem.span.column - 1, problem.span.end_column - 1
    whole = problem.code in ("XG207", "XG209", "XG211", "XG218") and not text.endswith(problem.mend)
    mended = problem.mend if whole else text[:start] + problem.mend + text[end:]

    result = read(mended, kind)

    assert not isinstance(result, list) or result[0].code != problem.code


@pytest.mark.parametrize("code", sorted({row[2] for row in REFUSED}))
def test_every_message_reads_in_both_languages(code: str) -> None:
    """Given each problem of the table, when it is shown, then no placeholder is left open in either language."""
    row = next(row for row in REFUSED if row[2] == code)
    problem = problem_of(row[0], row[1])

    for lang in ("zh", "en"):
        said = problem.headline(lang) + (problem.hint(lang) or "")
        assert said
        assert not re.search(r"\{\w+\}", said)


def test_every_code_of_the_words_is_reached() -> None:
    """Given all codes registered for tests, when the table of mistakes is read, then none is without an example."""
    own = {
        value
        for module in (fault_codes, slips)
        for value in vars(module).values()
        if isinstance(value, str) and value in WORDINGS
    }
    elsewhere = {"XG111", "XG112", "XG119", "XG220", "XG229", "XG230", "XG233", "XG237"}

    assert own - elsewhere == {row[2] for row in REFUSED}


def test_a_test_that_is_too_long_is_refused_with_the_limit() -> None:
    """Given a test longer than any document's, when it is read, then the limit is named and nothing is tried."""
    problem = problem_of("满" + "6" * 500, PERIOD)

    assert problem.code == "XG229"
    assert "500" in problem.headline("zh")


def test_joining_without_end_is_refused() -> None:
    """Given seventeen tests joined by 且, when they are read, then the limit is named."""
    check_of(" 且 ".join(["满1年"] * 16), PERIOD)

    problem = problem_of(" 且 ".join(["满1年"] * 17), PERIOD)

    assert problem.code == "XG230"


def test_a_quoted_scalar_is_pointed_at_inside_its_quotes() -> None:
    """Given a scalar in quotes, when a word in it is wrong, then the column is the word's own."""
    text = "满 6"
    from xgxp_rules.language.parser import parse_check

    result = parse_check(text, PERIOD, NAMES, span=Span.at(3, 10, len(text) + 2), file="", fact_name="甲")

    assert isinstance(result, list)
    assert result[0].span == Span.at(3, 13, 1)
