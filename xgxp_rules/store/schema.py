"""The tables of a case store, and the steps from each version of them to the next.

A step is never changed once released; a new version is a new step at the end. Days are ISO texts and moments UTC texts
of one width, so that both databases sort and compare them alike. Triggers keep the log append-only whoever connects.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _first(connection: Connection) -> None:
    """Make the tables as they were at first: a head of a case held no more than what it is about."""
    _run(
        connection,
        "CREATE TABLE xgxp_cases (id VARCHAR(200) PRIMARY KEY, policy TEXT NOT NULL, version TEXT NOT NULL,"
        " content_hash TEXT NOT NULL, process TEXT NOT NULL, about TEXT NOT NULL, opened_on VARCHAR(10) NOT NULL,"
        " revision BIGINT NOT NULL)",
        "CREATE TABLE xgxp_events (case_id VARCHAR(200) NOT NULL REFERENCES xgxp_cases (id), number BIGINT NOT NULL,"
        " id VARCHAR(200) NOT NULL, kind VARCHAR(10) NOT NULL, name TEXT NOT NULL, effective_on VARCHAR(10) NOT NULL,"
        " recorded_at VARCHAR(32) NOT NULL, actor TEXT NOT NULL, data TEXT NOT NULL,"
        " PRIMARY KEY (case_id, number), UNIQUE (case_id, id))",
    )
    _keep_append_only(connection)


def _keep_append_only(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            _run(
                connection,
                f"CREATE TRIGGER xgxp_events_no_{verb.lower()} BEFORE {verb} ON xgxp_events "
                "BEGIN SELECT RAISE(ABORT, 'the log of a case is only ever added to'); END",
            )
        return
    _run(
        connection,
        "CREATE FUNCTION xgxp_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'the log of a case is only ever added to'; END $$",
        "CREATE TRIGGER xgxp_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON xgxp_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION xgxp_append_only()",
    )


def _second(connection: Connection) -> None:
    """Let a head tell when something is due, so that the morning list need not read every log.

    Heads made before are marked due on the first day of all, so that the next look goes through their logs.
    """
    _run(
        connection,
        "ALTER TABLE xgxp_cases ADD COLUMN next_due VARCHAR(10) DEFAULT '0001-01-01'",
        "ALTER TABLE xgxp_cases ADD COLUMN closed INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE xgxp_cases ADD COLUMN state TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX xgxp_cases_due ON xgxp_cases (next_due)",
    )


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


STEPS: tuple[Callable[[Any], None], ...] = (_first, _second)
"""The step at place N leads from version N to version N + 1."""

VERSION = len(STEPS)
