"""Facts that only a policy's vocabulary knows, read from what a record holds beside its own."""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.records import Teacher, read_local
from xgxp_rules.model.supplied import choice
from xgxp_rules.model.values import DATE, NUMBER, TEXT, UNKNOWN, Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.spans import Span


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

    def test_what_only_the_policy_knows_is_told_at_its_place(self) -> None:
        """Given a record from a file, when the policy reads its own facts later, then problems keep their places."""
        places = {("夜班次数",): Span.at(3, 1, 4), ("夜斑",): Span.at(5, 1, 2)}
        given = {"夜班次数": "8人", "夜斑": "1"}
        teacher = Teacher.load(given, file="r.yaml", locate=lambda path: places.get(path, Span.none()))

        with pytest.raises(RecordError) as caught:
            read_local(teacher, self.VOCABULARY)

        assert [(each.code, each.place) for each in caught.value.diagnostics] == [
            ("XG405", "r.yaml:3:1"),
            ("XG433", "r.yaml:5:1"),
        ]

    def test_a_health_fact_of_a_policy_is_masked_too(self) -> None:
        with pytest.raises(RecordError) as caught:
            read_local(Teacher.model_validate({"病史": 12345}), self.VOCABULARY)

        assert "12345" not in caught.value.text()
