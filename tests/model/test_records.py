"""Records: one declaration per fact, every spelling read alike."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from records_kit import CHINESE, ENGLISH, EVERY_MODEL, postings, problems

from xgxp_rules.model.records import Appraisal, Item, Posting, Record, RecordedChoice, School, Teacher, value_of
from xgxp_rules.model.supplied import supplied_facts
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Claim, Disputed, Listing
from xgxp_rules.model.vocabulary import fold_name


def copied(data: Any) -> Any:
    return copy.deepcopy(data)


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


def test_records_import_no_data_frame_or_yaml_library() -> None:
    """Reading a record needs pydantic alone."""
    script = (
        "import sys, xgxp_rules.model.records; "
        "print({'ruamel', 'lark', 'rich', 'polars', 'pandas'} & set(sys.modules))"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "set()"
