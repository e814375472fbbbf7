"""The JSON Schema of records: it accepts what the readers accept."""

from __future__ import annotations

from typing import Any

import pytest
from generated_records import records
from hypothesis import given, settings
from records_kit import CHINESE, ENGLISH, EVERY_MODEL, problems

from xgxp_rules.model.records import Record, Teacher, record_schema
from xgxp_rules.model.supplied import supplied_facts


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

    @given(records())
    @settings(max_examples=40)
    def test_what_the_readers_accept_the_schema_accepts(self, made: tuple[type[Record], Any, Record]) -> None:
        """An editor that checks while one types never marks a good record."""
        jsonschema = pytest.importorskip("jsonschema")
        model, data, record = made
        validator = jsonschema.Draft202012Validator(record_schema(model))

        assert validator.is_valid(data)
        assert validator.is_valid(record.model_dump(mode="json"))
