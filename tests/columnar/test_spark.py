"""PySpark in local mode: the same columns; a row that only the interpreter can decide says so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from form_kit import policy_of
from frame_kit import differences, frames_of, interpreted, rows_of
from made_rosters import AS_OF, teachers
from option_records import SUPPLIED, option_records

import xgxp_rules as xr
from xgxp_rules.engines.columnar.refusals import Unsupported
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

pytest.importorskip("pyspark")
CATALOG = xr.Catalog()
DECISIONS = ["rotation", "appraisal", "registration", "dismissal"]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        yield session
        session.stop()


def _frame(session: Any, frame: Any) -> Any:
    names = {"str": "string", "int": "long", "bool": "boolean", "date": "date"}
    rows = frame.rows()
    kinds = []
    for place, name in enumerate(frame.columns):
        kind = next((type(row[place]).__name__ for row in rows if row[place] is not None), "str")
        kinds.append(f"`{name}` {names[kind]}")
    return session.createDataFrame(rows, ", ".join(kinds))


def _dotted(row: dict[str, Any], decisions: Sequence[str] = DECISIONS) -> dict[str, Any]:
    """Return a row with its columns named as on the other engines."""
    for decision in decisions:
        row = {name.replace(f"{decision}_", f"{decision}.", 1): value for name, value in row.items()}
    return row


@pytest.mark.filterwarnings("ignore")
def test_spark_agrees_where_columns_decide(spark: Any) -> None:
    """Given a made roster, when Spark decides it, then each row is the interpreter's, or says that it is for it."""
    policy = CATALOG.in_force("xinjiang.mulei.xgxp", AS_OF)
    records = teachers(policy.effective.vocabulary("teacher"), 40, seed=9)
    frame, lists = frames_of(records)
    listed = {name: _frame(spark, each) for name, each in lists.items()}

    found = policy.decide_frame(_frame(spark, frame), as_of=AS_OF, decisions=DECISIONS, **listed)

    rows = [_dotted(row) for row in rows_of(found, frame["id"].to_list())]
    decided = 0
    for record, row in zip(records, rows, strict=True):
        for decision in DECISIONS:
            own = {name: value for name, value in row.items() if name.startswith(f"{decision}.")}
            if row[f"{decision}.reason"] == "row_by_row":
                possible = set(interpreted(policy, decision, record, AS_OF).possible.split("|"))
                assert possible <= set(row[f"{decision}.possible"].split("|"))
                continue
            decided += 1
            assert differences(policy, [record], [own], AS_OF) == []
    assert decided > len(records)


@pytest.mark.filterwarnings("ignore")
def test_spark_works_facts_out_once_for_each_content(spark: Any) -> None:
    """Given options without an expression of their own, when Spark decides, then few rows are left over."""
    policy = policy_of(
        [
            *SUPPLIED,
            "实教: {total: 任职经历, minus: 请假, within: 近3年}",
            "连降: {run: 学期考评, where: {较上期: 低于 0}, ending: any}",
            "好评: {count: 评课, where: {评语: 包含 好, 比例: 满 10%}}",
        ],
        ["实教: 满 1年", "连降: 满 2", "好评: 满 1"],
    )
    records = option_records(17, 40)
    frame, lists = frames_of(records)
    listed = {name: _frame(spark, each) for name, each in lists.items()}

    found = policy.decide_frame(_frame(spark, frame), as_of=AS_OF, **listed)

    names = ("d0", "d1", "d2")
    rows = [_dotted(row, names) for row in rows_of(found, frame["id"].to_list())]
    decided = 0
    for record, row in zip(records, rows, strict=True):
        for name in names:
            if row[f"{name}.reason"] != "row_by_row":
                decided += 1
                own = {column: value for column, value in row.items() if column.startswith(f"{name}.")}
                assert differences(policy, [record], [own], AS_OF) == []
    assert decided > 2 * len(records)


MEETING = """\
language: 1
policy: test.spark
version: v1
title: 试点
status: in_force
jurisdiction: "999999"
in_force: {from: 2020-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts: {得分: {kind: number}, 片区: {choice: [东, 西]}, 在岗: flag, 名次: {rank: 得分}}
decisions: {first: {title: 居首, outcomes: {best: 第一, other: 其他}, otherwise: other}}
rules: [{clause: 一, decision: first, outcome: best, when: {名次: 不超过 1}}]
quotas:
  在岗比例: {clause: 一, per: 片区, when: {片区: 东}, counted: {在岗: 是}, relative_to: {得分: 满 2}, floor: 50%}
"""
PEOPLE = [
    {"id": "t000000", "得分": 1, "片区": "东", "在岗": "是"},
    {"id": "t000001", "得分": 3, "片区": "东", "在岗": "否"},
    {"id": "t000002", "得分": 4, "片区": "西", "在岗": "是"},
]


def _meeting() -> Policy:
    return Policy(load_policy(MEETING, "spark.yaml"), CATALOG)


@pytest.mark.filterwarnings("ignore")
def test_spark_counts_quotas_by_groups(spark: Any) -> None:
    """Given a quota of one district with a share of other people, when Spark counts it, then it is as from records."""
    policy = _meeting()

    found, _members = policy.quotas_frame(_frame(spark, frames_of(PEOPLE)[0]), as_of=AS_OF)

    wanted = policy.quotas([xr.Teacher.model_validate(one) for one in PEOPLE], as_of=AS_OF)
    assert list(found) == [one.model_copy(update={"could_be_counted": ()}) for one in wanted]


@pytest.mark.filterwarnings("ignore")
def test_spark_refuses_what_compares_people(spark: Any) -> None:
    """Given a decision by place, when Spark is asked for it, then it is refused by name before a row is read."""
    with pytest.raises(Unsupported) as raised:
        _meeting().decide_frame(_frame(spark, frames_of(PEOPLE)[0]), as_of=AS_OF)

    assert raised.value.code == "XG880"
    assert "`名次`" in str(raised.value)


@pytest.mark.filterwarnings("ignore")
def test_spark_adds_up_stretches_with_options(spark: Any) -> None:
    """Given stretches with options that columns add up, when Spark decides, then most rows are the interpreter's."""
    policy = policy_of(
        [
            *SUPPLIED,
            "实教: {total: 任职经历, minus: 请假, gap: 20天}",
            "学年数: {total: 任职经历, by: 学年}",
            "折算年: {total: 外派, weight: 1.5}",
            "连任: {unbroken: 任职经历, gap: 1个月}",
        ],
        ["实教: 满 1年", "学年数: 满 2学年", "折算年: 满 1年", "连任: 满 1年"],
    )
    lists = ("任职经历", "请假", "外派")
    records = [{**{name: [] for name in lists}, **one} for one in option_records(29, 40)]
    frame, listed = frames_of(records)

    found = policy.decide_frame(
        _frame(spark, frame),
        as_of=AS_OF,
        complete=lists,
        **{name: _frame(spark, each) for name, each in listed.items()},
    )

    names = ("d0", "d1", "d2", "d3")
    rows = [_dotted(row, names) for row in rows_of(found, frame["id"].to_list())]
    decided = 0
    for record, row in zip(records, rows, strict=True):
        for name in names:
            if row[f"{name}.reason"] != "row_by_row":
                decided += 1
                own = {column: value for column, value in row.items() if column.startswith(f"{name}.")}
                assert differences(policy, [record], [own], AS_OF) == []
    assert decided > 3 * len(records)
