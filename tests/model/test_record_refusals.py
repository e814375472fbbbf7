"""Records that are refused: all problems at once, nothing private in a message."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_kit import CHINESE, ENGLISH, codes, problems

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.records import Teacher
from xgxp_rules.spans import Span

NAMES = st.sampled_from([*CHINESE, *ENGLISH, "学校", "自", "至", "年度", "争议", "值", "来源", "完整", "列", "x"])
MATERIAL = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


class TestRefusing:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            pytest.param(
                {"任职经历": [{"学效": "一中"}]},
                ("XG402", "任职经历[1] 没有这样一项，写的是 `学效`；可以写：自、至、学校、岗位、主岗、学段"),
                id="item-field",
            ),
            pytest.param(
                {"任职经历": [{}, {"自": "2022-02-30"}]},
                ("XG407", "任职经历[2].自 写的日期在日历上不存在，写的是 `2022-02-30`"),
                id="no-such-day",
            ),
            pytest.param(
                {"任职经历": [{"自": "2022-02-01", "至": "无"}]},
                ("XG416", "任职经历[1].至 应是日期，写的是 `无`"),
                id="no-day-yet",
            ),
            pytest.param({"在编在职": "off"}, ("XG404", "在编在职 应写 `是` 或 `否`，写的是 `off`"), id="flag"),
            pytest.param(
                {"任职经历": {"学校": "一中"}},
                ("XG412", "任职经历 应是列表；没有时写 `[]`，只知道一部分时写 `{完整: 否, 列: […]}`"),
                id="mapping-for-list",
            ),
            pytest.param({"任职经历": ["一中"]}, ("XG401", "任职经历[1] 应是“名称: 值”的形式"), id="text-for-item"),
            pytest.param(
                {"任职经历": [{"自": "2020-09-02", "至": "2020-09-01"}]},
                ("XG420", "任职经历[1].至 早于这一段的 `自`"),
                id="until-before-from",
            ),
            pytest.param(
                {"年度考核": [{"年度": 2024}, {"年度": 2023}, {"年度": "2024年"}]},
                ("XG423", "年度考核[3].年度 与第 1 项是同一年度的考核"),
                id="year-twice",
            ),
            pytest.param(
                {"出生日期": "1980-05", "任职经历": [{"自": "1980-04-30"}]},
                ("XG424", "任职经历[1].自 早于本人的出生日期"),
                id="before-birth",
            ),
            pytest.param(
                {"出生日期": "1980", "参加工作日期": "1979"},
                ("XG424", "参加工作日期 早于本人的出生日期"),
                id="work-before-birth",
            ),
            pytest.param(
                {"聘用日期": {"争议": [{"值": "2020-09-01", "来源": "档案"}]}},
                ("XG414", "聘用日期 的争议应列出至少两种说法，每种写明 `值` 和 `来源`"),
                id="one-claim",
            ),
            pytest.param(
                {"聘用日期": {"争议": [{"值": "1", "来源": "档案"}, {"值": "2020", "来源": "合同"}]}},
                ("XG406", "聘用日期[1] 应是日期，如 `2022-09-01`、`2022-09` 或 `2022`，写的是 `1`"),
                id="claim-unreadable",
            ),
            pytest.param(
                {"任职经历": {"完整": "大概", "列": []}},
                ("XG404", "任职经历.完整 应写 `是` 或 `否`，写的是 `大概`"),
                id="listing",
            ),
            pytest.param("李梅", ("XG401", "教师记录 应是“名称: 值”的形式"), id="no-mapping"),
            pytest.param(None, ("XG401", "教师记录 应是“名称: 值”的形式"), id="nothing"),
        ],
    )
    def test_a_problem_names_its_place_and_what_was_expected(self, data: Any, said: tuple[str, str]) -> None:
        assert problems(data) == (said,)

    def test_all_problems_come_at_once(self) -> None:
        """An officer mends a file in one round."""
        data = {"性别": "x", "在编在职": 1, "任职经历": [{"自": "x"}, {"至": 5}], "年度考核": 3, "学段": "大学"}

        assert codes(data) == ["XG408", "XG404", "XG406", "XG406", "XG412", "XG408"]

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param({"性别": "女", "sex": "female"}, id="id-and-label"),
            pytest.param({"性别": "女", "性别　": "女"}, id="full-width-space"),
            pytest.param({"sex": None, "性别": "女"}, id="one-of-them-empty"),
            pytest.param({"任职经历": [{"自": "2020", "starts_on": "2020"}]}, id="in-an-item"),
        ],
    )
    def test_two_spellings_of_one_field_are_refused(self, data: Any) -> None:
        """Which of the two was meant is not for a program to say."""
        assert codes(data) == ["XG403"]

    @pytest.mark.parametrize(
        ("data", "secret"),
        [
            pytest.param({"出生日期": "1999-02-30"}, "1999", id="impossible-birth"),
            pytest.param({"出生日期": "19990228"}, "1999", id="birth-run-together"),
            pytest.param({"性别": "female1"}, "female1", id="sex"),
            pytest.param({"长期病假": "抑郁症"}, "抑郁", id="sick-leave"),
            pytest.param({"请假": [{"类型": "抑郁症"}]}, "抑郁", id="kind-of-leave"),
            pytest.param({"请假": [{"抑郁症": 1}]}, "抑郁", id="leave-key"),
            pytest.param({"处分": [{"种类": "严重警告x"}]}, "严重", id="sanction"),
            pytest.param(
                {"孕产": {"争议": [{"值": "流产", "来源": "甲"}, {"值": [], "来源": "乙"}]}}, "流产", id="claims"
            ),
            pytest.param({"出生日期": "1999-05-01", "参加工作日期": "1990"}, "1999", id="birth-in-a-comparison"),
        ],
    )
    def test_nothing_personal_is_quoted(self, data: Any, secret: str) -> None:
        """Messages travel further than files: logs, mails, tickets."""
        with pytest.raises(RecordError) as caught:
            Teacher.model_validate(data)

        for lang in ("zh", "en"):
            assert secret not in caught.value.text(lang)
        assert secret not in repr(caught.value.diagnostics)

    @pytest.mark.parametrize(
        "text",
        [
            "{",
            "[1, 2",
            "NaN",
            '{"a": NaN}',
            '{"性别": "女", "性别": "男"}',
            "[" * 100_000,
            "1" * 5000,
            b"\xff\xfe{}",
        ],
        ids=["cut", "list", "nan", "nan-inside", "name-twice", "deep", "long-number", "not-utf-8"],
    )
    def test_a_text_that_is_no_json_is_one_clear_error(self, text: str | bytes) -> None:
        with pytest.raises(RecordError) as caught:
            Teacher.load(text)

        assert caught.value.exit_code == 4
        assert len(caught.value.diagnostics) == 1

    def test_a_huge_list_is_cut_off_with_its_limit(self) -> None:
        assert codes({"请假": [{}] * 5001}) == ["XG413"]

    def test_places_are_asked_of_whoever_read_the_file(self) -> None:
        """The path holds keys as written and places counted from 0, through incomplete lists and claims."""
        asked: list[tuple[str | int, ...]] = []

        def locate(path: tuple[str | int, ...]) -> Span:
            asked.append(path)
            return Span.at(len(asked), 1)

        data = {
            "postings": {"完整": "否", "列": [{"自": "x"}]},
            "任职": 1,
            "聘用日期": {"争议": [{"值": "x", "来源": "甲"}, {"值": "2020", "来源": "乙"}]},
        }
        with pytest.raises(RecordError) as caught:
            Teacher.load(data, file="a.yaml", locate=locate)

        assert asked == [("postings", "列", 0, "自"), ("聘用日期", "争议", 0, "值")]
        assert caught.value.place == "a.yaml:1:1"

    @given(MATERIAL)
    @settings(max_examples=300)
    def test_any_material_is_read_or_refused_in_words(self, data: Any) -> None:
        """No input gets a traceback, and every refusal can be said in both languages."""
        refused: RecordError | None = None
        try:
            Teacher.model_validate(data)
        except RecordError as error:
            refused = error

        assert refused is None or (refused.text("zh") and refused.text("en"))
