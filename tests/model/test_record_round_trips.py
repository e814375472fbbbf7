"""Records written out, read again, copied and compared: nothing is lost."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from typing import Any

import pytest
from generated_records import records
from hypothesis import given, settings

from xgxp_rules.model.records import Record, Teacher, check_against
from xgxp_rules.model.supplied import supplied_facts
from xgxp_rules.model.vocabulary import Fact


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


class TestAlgebra:
    @given(records())
    @settings(max_examples=150)
    def test_written_out_and_read_again_it_is_the_same(self, made: tuple[type[Record], Any, Record]) -> None:
        """JSON by ids loses nothing: ranges, fractions, states, claims, open lists."""
        model, _, record = made

        assert model.load(record.model_dump_json()) == record
        assert model.model_validate(record.model_dump(mode="json")) == record
        assert model.model_validate(record.model_dump()) == record

    @given(records())
    @settings(max_examples=150)
    def test_labels_and_ids_are_one_language(self, made: tuple[type[Record], Any, Record]) -> None:
        model, data, record = made

        assert model.model_validate(_by_id(data, supplied_facts(model))) == record

    @given(records())
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
