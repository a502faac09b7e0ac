"""The encrypted log: rooms, members and records, on a database of its own.

Append-only but for one thing: a room that turns its log off loses the messages kept so
far. Everything is written by group commit (group.py), one transaction for all that
waits; roster changes, membership and records change together.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from chat import database, journal
from chat.logs import reading
from chat.logs.changing import change
from chat.logs.group import Group
from chat.logs.items import Change, Kept, Room, Send, Taken
from chat.logs.recent import Recent
from chat.logs.sending import send
from chat.logs.tables import VERSION, metadata, versions
from chat.logs.transaction import Transaction
from chat.refusal import Refusal
from chat.start import CannotStart

__all__ = [
    "Change",
    "Kept",
    "LogStore",
    "NewerLog",
    "Room",
    "Send",
    "Snapshot",
    "Taken",
]


class NewerLog(CannotStart):
    """The log was written by a newer version of this program."""


class Snapshot:
    """The log as it was at one moment, until it is closed: what a download reads."""

    def __init__(self, connection: Connection) -> None:
        if connection.dialect.name != "sqlite":
            # SQLite's transactions see one moment by themselves.
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        self._connection = connection

    def room(self, room: str, username: str) -> Room | None:
        """Read a room as one of its members; None for everybody else."""
        return reading.read_room(self._connection, room, username)

    def named(self, room: str) -> list[str]:
        """Read everybody whom a room's roster has ever named."""
        return reading.read_named(self._connection, room)

    def all(self, room: str, page: int) -> Iterator[tuple[Kept, bytes]]:
        """Read every record of a room, with the head in front of it, page by page."""
        return reading.read_all(self._connection, room, page)

    def close(self) -> None:
        """Let go of the moment."""
        self._connection.close()


class LogStore:
    """The one door to the log.

    `publish` is called with every item that was stored and what became of it, in the
    order of storing.
    """

    def __init__(
        self, url: str, sync: str, publish: Callable[[Send | Change, Taken], None]
    ) -> None:
        database.prepare(url)
        # Three engines: one connection writes; readers never wait for it; a download,
        # which may take long, has a connection to itself.
        self._writer = create_engine(url, pool_size=1, max_overflow=0)
        self._reader = create_engine(url)
        self._downloads = create_engine(url, poolclass=NullPool)
        # The write lock is taken at once: a transaction that has read and then finds
        # that another process wrote meanwhile could only fail.
        database.tune(self._writer, sync, begin="BEGIN IMMEDIATE")
        database.tune(self._reader, sync)
        database.tune(self._downloads, sync)
        self._recent = Recent()
        self._group = Group(self._commit, publish)
        self._prepare()

    def close(self) -> None:
        """Close the connections to the database."""
        for engine in (self._writer, self._reader, self._downloads):
            engine.dispose()

    def submit(self, item: Send | Change) -> Taken:
        """Store an item; return when it is durable and published.

        Raises Refusal.
        """
        return self._group.submit(item)

    def room(self, room: str, username: str) -> Room | None:
        """Read a room as one of its members; None for everybody else."""
        return self._read(reading.read_room, room, username)

    def rooms(self, username: str) -> list[Room]:
        """Read the rooms that somebody is a member of."""
        return self._read(reading.read_rooms, username)

    def named(self, room: str) -> list[str]:
        """Read everybody whom a room's roster has ever named."""
        return self._read(reading.read_named, room)

    def entries(self, room: str) -> list[Kept]:
        """Read the roster records of a room."""
        return self._read(reading.read_entries, room)

    def sessions(self, room: str, ids: list[str]) -> list[Kept]:
        """Read those of these sessions that were announced in a room."""
        return self._read(reading.read_sessions, room, ids)

    def page(
        self, room: str, after: int | None, before: int | None, limit: int
    ) -> list[Kept]:
        """Read a page of records, ascending (PROTOCOL.md §13)."""
        return self._read(reading.read_page, room, after, before, limit)

    def snapshot(self) -> "Snapshot":
        """Look at the log as it is now, for as long as it takes."""
        return Snapshot(self._downloads.connect())

    def _read(self, query: Callable[..., Any], *args: Any) -> Any:
        with self._reader.connect() as connection:
            return query(connection, *args)

    def _prepare(self) -> None:
        metadata.create_all(self._writer)
        with self._writer.begin() as connection:
            version = connection.scalar(select(versions.c.version))
            if version is None:
                connection.execute(insert(versions), {"version": VERSION})
            elif version > VERSION:
                raise NewerLog(
                    f"The log is of version {version}, and this program knows version "
                    f"{VERSION}. Run the newer program, or set LOG_URL to another log."
                )

    def _commit(self, items: list[Any]) -> list[Any]:
        try:
            return self._transact(items)
        except OperationalError as error:
            # The database cannot be written now: locked, full or gone. Each alone would
            # wait for it as long as all of them have.
            journal.get("log").error("it cannot be written: %s", journal.place(error))
            return [Refusal("server-error")] * len(items)
        except Exception as error:
            if len(items) == 1:
                return [error]
        # One of them. Each gets a transaction of its own, so that only the one that
        # cannot be stored is refused.
        return [self._commit([item])[0] for item in items]

    def _transact(self, items: list[Any]) -> list[Any]:
        outcomes: list[Any] = []
        with self._writer.begin() as connection:
            now = time.time_ns() // 1_000_000
            writing = Transaction(connection, items, now, self._recent)
            for item in items:
                take = send if isinstance(item, Send) else change
                try:
                    outcomes.append(take(writing, item))
                except Refusal as refusal:
                    outcomes.append(refusal)
            writing.finish()
        writing.remember()
        if writing.deleted:
            _truncate(self._writer)
        return outcomes


def _truncate(engine: Engine) -> None:
    """Take what was deleted out of SQLite's write-ahead file, too."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        # While a download reads, this cannot be done now, and nobody is to wait for it:
        # the file is overwritten in time.
        raw.cursor().execute("PRAGMA busy_timeout=0")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.cursor().execute(f"PRAGMA busy_timeout={database.BUSY_MS}")
    except Exception:
        journal.get("log").exception("could not empty the write-ahead file")
    finally:
        raw.close()
