"""Records: one declaration per fact, every spelling, all problems at once, nothing private in a message."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.records import (
    MODELS,
    Appraisal,
    Item,
    Posting,
    Record,
    RecordedChoice,
    School,
    Teacher,
    check_against,
    read_local,
    record_schema,
    value_of,
)
from xgxp_rules.model.supplied import choice, supplied_facts
from xgxp_rules.model.values import (
    DATE,
    NOT_APPLICABLE,
    NUMBER,
    TEXT,
    UNKNOWN,
    Between,
    Claim,
    Disputed,
    Kind,
    Listing,
)
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name
from xgxp_rules.spans import Span

EVERY_MODEL: tuple[type[Record], ...] = tuple(MODELS.values())
CHINESE = {
    "编号": "T-0007",
    "姓名": "李梅",
    "性别": "女",
    "岗位类别": "专业技术",
    "出生日期": "1980-05-01",
    "在编在职": "是",
    "长期病假": "否",
    "孕期至哺乳期": "否",
    "任职经历": [{"学校": "一中", "自": "2010-09-01", "至": "2020-08-31"}, {"学校": "二中", "自": "2020-09-01"}],
    "年度考核": [{"年度": "2024", "等次": "合格"}, {"年度": 2025, "等次": "不定等次"}],
    "待岗经历": [],
    "资格注册": [{"日期": "2023-06-01", "结论": "合格"}],
    "处分": [],
    "请假": [{"类型": "病假", "自": "2022-03-01", "至": "2022-03-14"}],
}
ENGLISH = {
    "id": "T-0007",
    "name": "李梅",
    "sex": "female",
    "post_category": "professional",
    "born_on": "1980/5/1",
    "in_post_on_establishment": True,
    "on_long_sick_leave": False,
    "pregnant_or_nursing": "no",
    "postings": [
        {"school": "一中", "starts_on": "2010年9月1日", "ends_on": "2020.8.31"},
        {"school": "二中", "starts_on": "2020-09-01"},
    ],
    "appraisals": [{"year": 2024, "grade": "qualified"}, {"year": 2025, "grade": "no_grade"}],
    "waiting_spells": [],
    "registrations": [{"on": "2023-06-01", "result": "qualified"}],
    "sanctions": [],
    "leaves": [{"kind": "sick", "starts_on": "2022-03-01", "ends_on": "2022-03-14"}],
}


NAMES = st.sampled_from([*CHINESE, *ENGLISH, "学校", "自", "至", "年度", "争议", "值", "来源", "完整", "列", "x"])
MATERIAL = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def copied(data: Any) -> Any:
    return copy.deepcopy(data)


def problems(data: Any, model: type[Record] = Teacher) -> tuple[tuple[str, str], ...]:
    """Return code and headline of everything that is wrong with a record."""
    with pytest.raises(RecordError) as caught:
        model.model_validate(data)
    return tuple((each.code, each.headline("zh")) for each in caught.value.diagnostics)


def codes(data: Any) -> list[str]:
    return [code for code, _ in problems(data)]


def postings(*rows: tuple[Any, ...]) -> dict[str, Any]:
    keys = ("学校", "自", "至", "主岗")
    return {"任职经历": [{key: value for key, value in zip(keys, row, strict=False) if value} for row in rows]}


class TestReading:
    def test_labels_and_ids_give_the_same_record(self) -> None:
        """A Chinese roster and an English interface describe one teacher."""
        assert Teacher.model_validate(CHINESE) == Teacher.model_validate(ENGLISH)

    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(lambda: Teacher.model_validate(CHINESE), id="model_validate"),
            pytest.param(lambda: Teacher.load(CHINESE), id="load-mapping"),
            pytest.param(lambda: Teacher.load(json.dumps(CHINESE)), id="load-json"),
            pytest.param(lambda: Teacher.load(b"\xef\xbb\xbf" + json.dumps(CHINESE).encode()), id="load-bytes-bom"),
            pytest.param(lambda: Teacher.model_validate_json(json.dumps(CHINESE)), id="model_validate_json"),
            pytest.param(lambda: Teacher(**copied(CHINESE)), id="constructor"),
        ],
    )
    def test_every_way_of_making_one_reads_alike(self, make: Any) -> None:
        assert make() == Teacher.model_validate(ENGLISH)

    def test_values_are_exact_and_typed(self) -> None:
        teacher = Teacher.model_validate(CHINESE)

        assert teacher.born_on == date(1980, 5, 1)
        assert teacher.in_post_on_establishment is True
        assert isinstance(teacher.postings, tuple)
        assert teacher.postings[1] == Posting(school="二中", starts_on=date(2020, 9, 1))
        assert teacher.appraisals == (
            Appraisal(year=2024, grade="qualified"),
            Appraisal(year=2025, grade="no_grade"),
        )

    @pytest.mark.parametrize(
        ("written", "held"),
        [
            pytest.param("未知", UNKNOWN, id="unknown"),
            pytest.param("不适用", NOT_APPLICABLE, id="not-applicable"),
            pytest.param("2020-09", Between(date(2020, 9, 1), date(2020, 9, 30)), id="month"),
            pytest.param(
                {"自": "2020-09-03", "至": "2020-10"}, Between(date(2020, 9, 3), date(2020, 10, 31)), id="range"
            ),
            pytest.param({"from": "2020-09-03"}, Between(date(2020, 9, 3), None), id="open-range"),
            pytest.param(
                {"争议": [{"值": "2020-09-01", "来源": "档案"}, {"value": "2021", "source": "合同"}]},
                Disputed(
                    (
                        Claim(date(2020, 9, 1), "档案"),
                        Claim(Between(date(2021, 1, 1), date(2021, 12, 31)), "合同"),
                    )
                ),
                id="disputed",
            ),
            pytest.param("", None, id="blank"),
            pytest.param(None, None, id="null"),
        ],
    )
    def test_a_scalar_may_be_in_any_of_its_states(self, written: object, held: object) -> None:
        assert Teacher.model_validate({"聘用日期": written}).hired_on == held

    @pytest.mark.parametrize(
        ("written", "held"),
        [
            pytest.param([], (), id="none"),
            pytest.param("未知", UNKNOWN, id="unknown"),
            pytest.param({"完整": "否", "列": []}, Listing((), complete=False), id="incomplete"),
            pytest.param({"complete": False, "items": []}, Listing((), complete=False), id="incomplete-by-id"),
            pytest.param({"完整": "是", "列": []}, (), id="complete"),
            pytest.param(
                {"disputed": [{"value": [], "source": "甲"}, {"value": [{"school": "一中"}], "source": "乙"}]},
                Disputed((Claim((), "甲"), Claim((Posting(school="一中"),), "乙"))),
                id="disputed",
            ),
        ],
    )
    def test_a_list_may_be_in_any_of_its_states(self, written: object, held: object) -> None:
        assert Teacher.model_validate({"任职经历": written}).postings == held

    def test_left_out_means_unknown_but_for_an_open_end(self) -> None:
        """A posting without 至 still runs; 至: 未知 ended on a day nobody knows."""
        held = Teacher.model_validate(postings(("一中", "2020-09-01"), ("二中", "2010-09-01", "未知"))).postings
        assert isinstance(held, tuple)
        running, ended = held

        assert value_of(Teacher(), "postings") is UNKNOWN
        assert value_of(running, "ends_on") is NOT_APPLICABLE
        assert value_of(ended, "ends_on") is UNKNOWN
        assert value_of(running, "post") is UNKNOWN

    @pytest.mark.parametrize("word", ["至今", "不适用", "", None], ids=repr)
    def test_an_open_end_may_be_written(self, word: str | None) -> None:
        posting = Posting.model_validate({"学校": "一中", "自": "2020-09-01", "至": word})

        assert posting == Posting(school="一中", starts_on=date(2020, 9, 1))

    def test_unknown_words_are_states_in_texts_too(self) -> None:
        """A name nobody knows is not a person called 未知."""
        assert Teacher.model_validate({"姓名": "未知"}).name is UNKNOWN

    def test_a_recorded_choice_is_found_by_its_decision(self) -> None:
        teacher = Teacher.model_validate({"办理决定": {"duty": {"is": "改任", "by": "某校", "on": "2031-05-06"}}})

        assert teacher.choices is not None
        assert teacher.choices["duty"] == RecordedChoice(outcome="改任", by="某校", on=date(2031, 5, 6))

    def test_unlisted_names_are_kept_unread(self) -> None:
        """A policy may declare them; until then nobody knows what they are."""
        teacher = Teacher.model_validate({"夜班次数": "08", "性别": "女"})

        assert teacher.unlisted == {"夜班次数": "08"}

    def test_counts_are_whole_and_may_carry_their_word(self) -> None:
        assert School.model_validate({"学生数": "1,200人", "班级数": 24}).pupil_count == 1200
        assert problems({"学生数": "-3"}, School) == (("XG405", "学生数 应是不小于零的整数，写的是 `-3`"),)


class TestRefusing:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            pytest.param(
                {"任职经历": [{"学效": "一中"}]},
                ("XG402", "任职经历[1] 没有这样一项，写的是 `学效`"),
                id="item-field",
            ),
            pytest.param(
                {"任职经历": [{}, {"自": "2022-02-30"}]},
                ("XG407", "任职经历[2].自 写的日期在日历上不存在，写的是 `2022-02-30`"),
                id="no-such-day",
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


class TestPostings:
    @pytest.mark.parametrize(
        "rows",
        [
            pytest.param([("一中", "2010-09-01", "2015-08-31"), ("一中", "2015-09-01")], id="touching"),
            pytest.param([("一中", "2010-09-01"), ("二中", "2012-09-01", "2013-08-31")], id="two-schools-at-once"),
            pytest.param(
                [("一中", "2010-09-01", None, "是"), ("二中", "2012-09-01", None, "否")], id="one-main-post"
            ),
            pytest.param([("一中", "2010-09", "2015-08"), ("一中", "2015-08", "2016")], id="months-may-touch"),
            pytest.param([("一中", "2010-09-01", "未知"), ("一中", "2012-09-01")], id="end-unknown"),
            pytest.param([("一中", "未知", "2015-08-31"), ("一中", "2012-09-01")], id="start-unknown"),
            pytest.param([("一中", "2020-09-01"), ("一中", "2010-09-01", "2020-08-31")], id="latest-first"),
            pytest.param([("未知", "2010-09-01"), ("未知", "2010-09-01")], id="schools-unknown"),
        ],
    )
    def test_what_may_be_lawful_is_accepted(self, rows: list[tuple[Any, ...]]) -> None:
        """Doubt never counts against a record."""
        held = Teacher.model_validate(postings(*rows)).postings

        assert isinstance(held, tuple)
        assert len(held) == len(rows)

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            pytest.param([("一中", "2010-09-01", "2015-09-01"), ("一中", "2015-09-01")], "XG421", id="one-day"),
            pytest.param([("一中", "2010-09-01"), ("一中", "2015-09-01")], "XG421", id="both-running"),
            pytest.param([("一中", "2015-09-01"), ("一中", "2010-09-01")], "XG421", id="latest-first"),
            pytest.param(
                [("一中", "2010-09-01"), ("二中", "2011-09-01", "2012-08-31"), ("一中", "2015-09-01")],
                "XG421",
                id="one-between",
            ),
            pytest.param(
                [("一中", "2010", "2016"), ("一中", "2011", "2012")], "XG421", id="years-that-surely-overlap"
            ),
            pytest.param(
                [("一中（东区）", "2010-09-01"), ("一中(东区)", "2015-09-01")], "XG421", id="bracket-widths"
            ),
            pytest.param(
                [("一中", "2010-09-01", None, "是"), ("二中", "2012-09-01", None, "是")],
                "XG422",
                id="two-main-posts",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(self, rows: list[tuple[Any, ...]], code: str) -> None:
        assert codes(postings(*rows)) == [code]

    def test_incomplete_and_disputed_lists_are_looked_at_too(self) -> None:
        twice = postings(("一中", "2010-09-01"), ("一中", "2015-09-01"))["任职经历"]

        assert codes({"任职经历": {"完整": "否", "列": twice}}) == ["XG421"]
        assert codes({"任职经历": {"争议": [{"值": twice, "来源": "甲"}, {"值": [], "来源": "乙"}]}}) == ["XG421"]


class TestDecisionDate:
    @pytest.mark.parametrize(
        ("data", "as_of", "expected"),
        [
            pytest.param({"出生日期": "1980-05-01"}, date(1980, 5, 1), [], id="born-today"),
            pytest.param({"出生日期": "1980-05-01"}, date(1980, 4, 30), ["XG430"], id="born-tomorrow"),
            pytest.param({"出生日期": "1980-05"}, date(1980, 5, 1), [], id="born-this-month"),
            pytest.param({"出生日期": "1900-05-01"}, date(2020, 5, 1), [], id="120-today"),
            pytest.param({"出生日期": "1900-05-01"}, date(2020, 5, 2), ["XG431"], id="over-120"),
            pytest.param({"出生日期": "1900"}, date(2020, 12, 31), [], id="perhaps-over-120"),
            pytest.param({"出生日期": "9990-01-01"}, date(9990, 1, 1), [], id="end-of-the-calendar"),
            pytest.param({"年度考核": [{"年度": 2026}]}, date(2026, 1, 1), [], id="this-year"),
            pytest.param({"年度考核": [{"年度": 2026}]}, date(2025, 12, 31), ["XG432"], id="next-year"),
            pytest.param(
                {"年度考核": {"完整": "否", "列": [{"年度": 2026}]}},
                date(2025, 1, 1),
                ["XG432"],
                id="incomplete-list",
            ),
            pytest.param({}, date(2026, 1, 1), [], id="nothing-known"),
        ],
    )
    def test_a_record_is_held_against_the_decision_date(self, data: Any, as_of: date, expected: list[str]) -> None:
        teacher = Teacher.model_validate(data)

        for _ in range(2):  # the second time from what was kept
            assert [each.code for each in check_against(teacher, as_of)] == expected

    def test_other_records_have_nothing_to_check(self) -> None:
        assert check_against(School(name="一中"), date(2026, 1, 1)) == []


class TestLocalFacts:
    VOCABULARY = Vocabulary(
        "teacher",
        (
            Fact("night_count", "夜班次数", Kind("number", unit="次"), local=True),
            Fact("rank", "技能等级", choice("low 初级工", "high 高级工", ordered=True), local=True),
            Fact("病史", "病史", TEXT, sensitivity="health", local=True),
            Fact("years", "从业年限", Kind("period"), local=True),
            Fact(
                "duty",
                "值守记录",
                Kind("list", fields=(Fact("day", "日期", DATE), Fact("n", "到岗", NUMBER))),
                local=True,
            ),
        ),
    )

    def test_they_are_read_by_the_policys_vocabulary(self) -> None:
        teacher = Teacher.model_validate(
            {
                "夜班次数": "08次",
                "技能等级": "高级工",
                "值守记录": [{"日期": "2025-01-02", "到岗": "1/2"}],
                "病史": "未知",
            }
        )

        read = read_local(teacher, self.VOCABULARY)

        assert read["night_count"] == 8
        assert read["rank"] == "high"
        assert read["病史"] is UNKNOWN
        assert (read["duty"][0].day, read["duty"][0].n) == (date(2025, 1, 2), Fraction(1, 2))
        assert pickle.loads(pickle.dumps(read["duty"])) == read["duty"]

    @pytest.mark.parametrize(
        ("data", "code", "mend"),
        [
            pytest.param({"夜斑次数": "8"}, "XG433", "夜班次数", id="misspelt-local"),
            pytest.param({"性另": "女"}, "XG433", "性别", id="misspelt-built-in"),
            pytest.param({"night_count": 1, "夜班次数": 1}, "XG403", None, id="twice"),
            pytest.param({"夜班次数": "8人"}, "XG405", None, id="wrong-word"),
            pytest.param({"值守记录": [{"日其": "2025"}]}, "XG402", "日期", id="item-field"),
        ],
    )
    def test_what_the_policy_does_not_know_is_refused(self, data: Any, code: str, mend: str | None) -> None:
        teacher = Teacher.model_validate(data)

        with pytest.raises(RecordError) as caught:
            read_local(teacher, self.VOCABULARY)

        assert [(each.code, each.mend) for each in caught.value.diagnostics] == [(code, mend)]

    def test_a_health_fact_of_a_policy_is_masked_too(self) -> None:
        with pytest.raises(RecordError) as caught:
            read_local(Teacher.model_validate({"病史": 12345}), self.VOCABULARY)

        assert "12345" not in caught.value.text()


class TestDeclarations:
    @pytest.mark.parametrize("model", EVERY_MODEL)
    def test_every_fact_has_a_label_and_a_description(self, model: type[Record]) -> None:
        for fact in supplied_facts(model):
            assert fact.label
            assert fact.description
            assert fact.id.isascii()

    @pytest.mark.parametrize("model", [*EVERY_MODEL, *Item.__subclasses__()])
    def test_ids_and_labels_are_used_once(self, model: type[Record]) -> None:
        names = [name for fact in supplied_facts(model) for name in {fold_name(fact.id), fold_name(fact.label)}]

        assert len(names) == len(set(names))

    def test_a_list_tells_what_its_items_hold(self) -> None:
        by_label = {fact.label: fact for fact in supplied_facts(Teacher)}

        assert [fact.label for fact in by_label["年度考核"].kind.fields] == ["年度", "等次", "学校", "岗位"]
        assert by_label["长期病假"].sensitivity == "health"
        assert "choices" not in {fact.id for fact in supplied_facts(Teacher)}

    def test_a_year_without_a_grade_stands_outside_the_order(self) -> None:
        grade = next(fact.kind for fact in supplied_facts(Appraisal) if fact.id == "grade")

        assert [grade.rank(each.id) for each in grade.choices if each.id not in grade.unordered] == [0, 1, 2, 3]
        with pytest.raises(ValueError, match="outside the order"):
            grade.rank("no_grade")


def _scalar(kind: Kind) -> st.SearchStrategy[Any]:
    match kind.name:
        case "flag":
            return st.sampled_from(["是", "否", True, False])
        case "number":
            return st.integers(1950, 2026)
        case "date":
            months = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(lambda day: day.isoformat()[:7])
            return st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat) | months
        case "choice":
            return st.sampled_from([each.label for each in kind.choices])
        case _:
            return st.text("一二三abc（）", min_size=1, max_size=4)


def _in_states(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    claims = st.lists(st.fixed_dictionaries({"值": value, "来源": st.just("档案")}), min_size=2, max_size=3)
    return value | st.sampled_from(["未知", "不适用"]) | claims.map(lambda each: {"争议": each})


def _data(facts: tuple[Fact, ...]) -> st.SearchStrategy[dict[str, Any]]:
    def of(fact: Fact) -> st.SearchStrategy[Any]:
        if fact.kind.name != "list":
            return _in_states(_scalar(fact.kind))
        items = st.lists(_data(fact.kind.fields), max_size=2)
        return _in_states(items | items.map(lambda each: {"完整": "否", "列": each}))

    return st.fixed_dictionaries({}, optional={fact.label: of(fact) for fact in facts})


def _by_id(data: Any, facts: tuple[Fact, ...]) -> Any:
    """Return the same material with ids for labels, at every depth."""
    if isinstance(data, list):
        return [_by_id(each, facts) for each in data]
    if not isinstance(data, dict):
        return data
    if "列" in data or "争议" in data or "值" in data:
        return {key: _by_id(each, facts) for key, each in data.items()}
    named = {fact.label: fact for fact in facts}
    return {named[key].id: _by_id(each, named[key].kind.fields) for key, each in data.items()}


@st.composite
def _records(draw: st.DrawFn) -> tuple[type[Record], dict[str, Any], Record]:
    model = draw(st.sampled_from(EVERY_MODEL))
    data = draw(_data(supplied_facts(model)))
    try:
        return model, data, model.model_validate(data)
    except RecordError as error:
        if {each.code for each in error.diagnostics} - {"XG420", "XG421", "XG422", "XG423", "XG424"}:
            raise  # only the dates of a random life may exclude each other
    return model, {}, model()


class TestAlgebra:
    @given(_records())
    @settings(max_examples=150)
    def test_written_out_and_read_again_it_is_the_same(self, made: tuple[type[Record], Any, Record]) -> None:
        """JSON by ids loses nothing: ranges, fractions, states, claims, open lists."""
        model, _, record = made

        assert model.load(record.model_dump_json()) == record
        assert model.model_validate(record.model_dump(mode="json")) == record
        assert model.model_validate(record.model_dump()) == record

    @given(_records())
    @settings(max_examples=150)
    def test_labels_and_ids_are_one_language(self, made: tuple[type[Record], Any, Record]) -> None:
        model, data, record = made

        assert model.model_validate(_by_id(data, supplied_facts(model))) == record

    @given(_records())
    @settings(max_examples=60)
    def test_equal_records_have_equal_hashes_and_survive_copying(
        self, made: tuple[type[Record], Any, Record]
    ) -> None:
        _, _, record = made
        check_against(record, date(2026, 1, 1))

        for twin in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record)):
            assert twin == record
            assert hash(twin) == hash(record)
            assert check_against(twin, date(2026, 1, 1)) == check_against(record, date(2026, 1, 1))

    def test_local_material_survives_too(self) -> None:
        data = {"额": 0.1, "率": "08", "表": [{"日": "x"}]}

        teacher = Teacher.load(json.dumps(data))

        assert Teacher.load(teacher.model_dump_json()).unlisted == {"额": "0.1", "率": "08", "表": [{"日": "x"}]}

    def test_choices_survive_too(self) -> None:
        teacher = Teacher.model_validate({"办理决定": {"duty": {"is": "改任"}}})

        assert Teacher.load(teacher.model_dump_json()) == teacher
        assert hash(pickle.loads(pickle.dumps(teacher))) == hash(teacher)

    def test_a_record_cannot_be_changed(self) -> None:
        with pytest.raises(ValueError, match="frozen"):
            Teacher(sex="female").sex = "male"


class TestSchema:
    @pytest.mark.parametrize("model", EVERY_MODEL)
    def test_it_offers_every_fact_by_label_and_id(self, model: type[Record]) -> None:
        properties = record_schema(model)["properties"]

        for fact in supplied_facts(model):
            assert properties[fact.label] == properties[fact.id]

    @pytest.mark.parametrize(
        ("data", "is_valid"),
        [
            pytest.param(CHINESE, True, id="labels"),
            pytest.param(ENGLISH, True, id="ids"),
            pytest.param({"夜班次数": 8}, True, id="unlisted"),
            pytest.param({"任职经历": {"完整": "否", "列": []}}, True, id="incomplete"),
            pytest.param({"聘用日期": {"争议": [{"值": "2020", "来源": "甲"}] * 2}}, True, id="disputed"),
            pytest.param({"办理决定": {"duty": {"is": "改任"}}}, True, id="choice"),
            pytest.param({"性别": "女", "sex": "female"}, False, id="both-spellings"),
            pytest.param({"任职经历": [{"学效": "一中"}]}, False, id="item-field"),
            pytest.param({"在编在职": 1}, False, id="number-for-flag"),
            pytest.param({"出生日期": 86400}, False, id="number-for-day"),
            pytest.param({"出生日期": "19800501"}, False, id="run-together"),
            pytest.param({"性别": "x"}, False, id="no-choice"),
            pytest.param({"聘用日期": {"争议": [{"值": "2020", "来源": "甲"}]}}, False, id="one-claim"),
        ],
    )
    def test_it_agrees_with_the_readers(self, data: Any, is_valid: bool) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        schema = record_schema(Teacher)
        jsonschema.Draft202012Validator.check_schema(schema)

        assert jsonschema.Draft202012Validator(schema).is_valid(data) is is_valid
        if is_valid:
            Teacher.model_validate(data)
        else:
            problems(data)

    @given(_records())
    @settings(max_examples=40)
    def test_what_the_readers_accept_the_schema_accepts(self, made: tuple[type[Record], Any, Record]) -> None:
        """An editor that checks while one types never marks a good record."""
        jsonschema = pytest.importorskip("jsonschema")
        model, data, record = made
        validator = jsonschema.Draft202012Validator(record_schema(model))

        assert validator.is_valid(data)
        assert validator.is_valid(record.model_dump(mode="json"))


def test_records_import_no_data_frame_or_yaml_library() -> None:
    """Reading a record needs pydantic alone."""
    script = (
        "import sys, xgxp_rules.model.records; "
        "print({'ruamel', 'lark', 'rich', 'polars', 'pandas'} & set(sys.modules))"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "set()"
