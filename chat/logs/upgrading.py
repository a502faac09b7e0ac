"""Bring the tables of the log up to this program's version, whoever made them."""

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from chat.logs.tables import VERSION, metadata, versions, waning
from chat.start import CannotStart


class NewerLog(CannotStart):
    """The log was written by a newer version of this program."""


def prepare(engine: Engine) -> None:
    """Make the tables, or add what an older version did not have.

    Raises NewerLog.
    """
    with engine.begin() as connection:
        # By hand, as there is little of it. SQLite and PostgreSQL both undo all of it
        # where it breaks off in the middle.
        version = _version(connection)
        if version is not None and version > VERSION:
            raise NewerLog(
                f"The log is of version {version}, and this program knows version "
                f"{VERSION}. Run the newer program, or set LOG_URL to another log."
            )
        if version == 1:
            _from_first(connection)
        if version is not None and version < 4:
            _from_third(connection)
        metadata.create_all(connection)
        if version is None:
            connection.execute(insert(versions), {"version": VERSION})
        elif version < VERSION:
            connection.execute(update(versions).values(version=VERSION))


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(versions.name):
        return None
    # Locked, so that of two processes that start at once the second finds it done.
    return connection.scalar(select(versions.c.version).with_for_update())


def _from_first(connection: Connection) -> None:
    """Let messages be erased and expire, which version 1 did not know."""
    for statement in (
        "ALTER TABLE rooms ADD COLUMN expire BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE records ADD COLUMN erased VARCHAR(43)",
        "ALTER TABLE records ADD COLUMN expires BIGINT",
        "ALTER TABLE records ADD COLUMN takes_back BIGINT",
    ):
        connection.execute(text(statement))
    waning.create(connection)


def _from_third(connection: Connection) -> None:
    """Let members lose their keys, which versions up to 3 did not know."""
    column = "lost BOOLEAN NOT NULL DEFAULT false"
    connection.execute(text(f"ALTER TABLE members ADD COLUMN {column}"))
