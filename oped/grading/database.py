"""Open nbgrader's gradebook: SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from alembic.script import ScriptDirectory
from nbgrader.api import Base
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from oped.errors import OpedError

WAIT_SECONDS = 60
"""How long another program, such as formgrader, may hold a SQLite gradebook before writing to it fails."""


class GradebookError(OpedError):
    """A gradebook that an instructor has to look at before grading goes on."""


def connect(db_url: str, own: MetaData) -> Engine:
    """Open a gradebook, and make the tables that it lacks: nbgrader's in an empty database, and the course's own.

    Raises:
        GradebookError: it can't be opened.
    """
    sqlite = db_url.startswith("sqlite")
    try:
        engine = create_engine(db_url, connect_args={"timeout": WAIT_SECONDS} if sqlite else {})
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise GradebookError(f"The db_url in nbgrader_config.py can't be used: {error}. Mend it there.") from error
    if sqlite:
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin_for_writing)
    with transaction(engine) as connection:
        if not inspect(connection).get_table_names():
            _make_tables(connection)
        own.create_all(connection)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """All or nothing.

    Raises:
        GradebookError: the database refuses; nothing of the block is written.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        place = engine.url.render_as_string(hide_password=True)
        reason = str(error.orig).split("\n", 1)[0]
        raise GradebookError(f"The gradebook {place} refuses: {reason}. Mend that, then run it again.") from error


def _make_tables(connection: Connection) -> None:
    """Make nbgrader's tables, with the version that its upgrades go by."""
    Base.metadata.create_all(connection)
    version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:version)"), {"version": version})


def close(engine: Engine) -> None:
    """Close a gradebook; a SQLite file is again one file that can be copied, unless another program has it open."""
    if engine.dialect.name == "sqlite":
        with suppress(sqlite3.OperationalError), closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA journal_mode = DELETE")
    engine.dispose()


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    """Let formgrader read while grades are written, and wait for the disk less often.

    A transaction that was lost with the machine's power was lost whole, with the row that calls its hand-in done.
    """
    connection.isolation_level = None  # Python's module would begin a transaction after what it has read
    for setting in ("journal_mode = WAL", "synchronous = NORMAL"):
        with suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA {setting}")


def _begin_for_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
