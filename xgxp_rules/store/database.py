"""From an address to a database that is ready: its tables are ours, of this version, and safe to write to.

SQLite writes ahead (WAL) and waits for the disk at every commit (FULL): what was acknowledged survives a power cut.
Every error of a database leaves here as a diagnostic; no message of a driver reaches a user with somebody's data in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.store.messages import (
    BAD_URL,
    BROKEN,
    BUSY,
    CANNOT_OPEN,
    FULL,
    NEWER,
    NO_SQLALCHEMY,
    NO_STORE,
    NOT_OURS,
    StoreError,
    reason,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

WAIT_SECONDS = 30
"""How long a writer waits for another before it gives up."""


class Statements:
    """Statements of one transaction; a `?` stands for a value, whatever the driver's own sign is."""

    __slots__ = ("_cursor", "_mark")

    def __init__(self, cursor: Any, mark: str) -> None:
        self._cursor, self._mark = cursor, mark

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """Return the rows that a question finds."""
        self._cursor.execute(statement.replace("?", self._mark), values)
        return list(self._cursor.fetchall())

    def run(self, statement: str, *values: Any) -> int:
        """Run a statement and return how many rows it changed."""
        self._cursor.execute(statement.replace("?", self._mark), values)
        return int(self._cursor.rowcount)


class Database:
    """A database with the tables of a case store.

    `address` is a URL (`sqlite:///cases.db`, `postgresql://clerk@host/cases`) or the name of a SQLite file. Without
    `create` a database that is not there, or holds no tables, is an error.

    Raises:
        StoreError: the address is unknown, the database cannot be opened, or its schema is newer than this program.
    """

    def __init__(self, address: str, *, create: bool = False) -> None:
        url = _url(address)
        file = _file_of(url)
        if file is not None and not create and not file.exists():
            raise StoreError.of(NO_STORE, name=str(file))
        self.engine = _engine(url)
        self.is_sqlite = file is not None
        try:
            self._make_ready(address, create)
        except BaseException:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[Statements]:
        """Give the driver's own statements for the many small questions of a log: kept together, or not at all.

        Raises:
            StoreError: the database failed, is full or is busy; nothing was written.
        """
        with told():
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                if self.is_sqlite:
                    cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
                yield Statements(cursor, "?" if self.is_sqlite else "%s")
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
            finally:
                connection.close()  # back to the pool

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at the end, or not at all.

        Raises:
            StoreError: the database failed, is full or is busy; nothing was written.
        """
        with told(), self.engine.connect().execution_options(xgxp_writes=True) as connection, connection.begin():
            yield connection

    def _make_ready(self, address: str, create: bool) -> None:
        from xgxp_rules.store.schema import STEPS, VERSION

        found = self._version_found()
        if found is None and not create:
            raise StoreError.of(NO_STORE, name=_shown(address))
        if found is not None and found > VERSION:
            raise StoreError.of(NEWER, found=found, known=VERSION)
        if found == VERSION:
            return
        if self.is_sqlite:
            self._write_ahead()
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7298061)")
            now = _version(connection)  # another program may have been faster
            if now is None:
                connection.exec_driver_sql("CREATE TABLE xgxp_schema (version INTEGER NOT NULL)")
                connection.exec_driver_sql("INSERT INTO xgxp_schema (version) VALUES (0)")
            for number, step in enumerate(STEPS[now or 0 :], (now or 0) + 1):
                step(connection)
                connection.exec_driver_sql(f"UPDATE xgxp_schema SET version = {number}")

    def _write_ahead(self) -> None:
        """Let SQLite write ahead; the file keeps this, so it is set when the tables are made and never by a look."""
        with told(CANNOT_OPEN):
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA journal_mode=WAL")
            finally:
                connection.close()

    def _version_found(self) -> int | None:
        with told(CANNOT_OPEN), self.engine.connect() as connection:
            return _version(connection)


def _version(connection: Connection) -> int | None:
    """Return the version of the tables, or None where there are none of ours."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table("xgxp_schema"):
        return None
    rows = connection.exec_driver_sql("SELECT version FROM xgxp_schema").fetchall()
    if len(rows) != 1 or not isinstance(rows[0][0], int):
        raise StoreError.of(NOT_OURS)
    return int(rows[0][0])


def _shown(address: str) -> str:
    """Return an address without its password."""
    from sqlalchemy.engine import make_url

    return make_url(address).render_as_string(hide_password=True) if "://" in address else address


def _url(address: str) -> Any:
    try:
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError:
        raise StoreError.of(NO_SQLALCHEMY, what="SQLAlchemy") from None
    text = address.strip()
    if "://" not in text:
        if not text or "\0" in text:
            raise StoreError.of(BAD_URL, name=address)
        return make_url(f"sqlite:///{text}")
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError.of(BAD_URL, name=text.partition("://")[0] + "://…") from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise StoreError.of(BAD_URL, name=url.render_as_string(hide_password=True))
    return url


def _file_of(url: Any) -> Path | None:
    return Path(url.database) if url.drivername == "sqlite" else None


def _engine(url: Any) -> Engine:
    from sqlalchemy import create_engine, event

    is_sqlite = url.drivername == "sqlite"
    options: dict[str, Any] = {"connect_args": {"timeout": WAIT_SECONDS}} if is_sqlite else {"pool_pre_ping": True}
    try:
        engine = create_engine(url, **options)
    except ImportError as error:
        raise StoreError.of(NO_SQLALCHEMY, what=error.name or "psycopg") from None
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = engine.execution_options(isolation_level="READ COMMITTED")
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    cursor = connection.cursor()
    for setting in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its place at once: two that read first and write later would deadlock.
    writes = connection.get_execution_options().get("xgxp_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def told(code: str = BROKEN) -> Iterator[None]:
    """Turn every error of a database into a diagnostic.

    Raises:
        StoreError: something went wrong; the driver's own words are kept only where they hold no data.
    """
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except DBAPIError as error:
        raise _as_told(error.orig, code) from None
    except SQLAlchemyError as error:
        raise StoreError.of(code, why=type(error).__name__) from None
    except Exception as error:
        if not _is_drivers(error):
            raise
        raise _as_told(error, code) from None


def _is_drivers(error: Exception) -> bool:
    """Return whether an error comes from a driver: every one of them calls its family `Error`."""
    return any(
        kind.__name__ == "Error" and kind.__module__.split(".")[0] in _DRIVERS for kind in type(error).__mro__
    )


_DRIVERS = ("sqlite3", "psycopg")


def _as_told(error: BaseException | None, code: str) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    state = getattr(error, "sqlstate", "") or ""
    if name.startswith("SQLITE_FULL") or state == "53100" or (name.startswith("SQLITE_IOERR") and _is_full(error)):
        return StoreError.of(FULL)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in ("55P03", "40P01"):
        return StoreError.of(BUSY)
    if name.startswith("SQLITE_NOTADB"):
        return StoreError.of(NOT_OURS)
    return StoreError.of(code, why=reason(name, state, type(error).__name__))


def _is_full(error: BaseException | None) -> bool:
    return getattr(error, "errno", None) == 28
