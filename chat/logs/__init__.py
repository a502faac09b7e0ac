"""The encrypted log: rooms, members and records, on a database of its own.

Append-only but for this: a room that turns its log off loses the messages kept so far,
of a message that was taken back or has expired only the hash stays, and a room that all
have left can be removed.
Everything is written by group commit (group.py), one transaction for all that
waits; roster changes, membership and records change together.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import NullPool

from chat import database, journal
from chat.logs import file_reading, reading
from chat.logs.changing import change
from chat.logs.erasing import erase, expire
from chat.logs.farewell import drop_all_files, farewell
from chat.logs.filing import (
    begin_file,
    copy_file,
    drop_file,
    expire_files,
    keep_chunk,
)
from chat.logs.finding import Finder
from chat.logs.group import Group
from chat.logs.items import (
    BeginFile,
    Change,
    CopyFile,
    DropFile,
    DropFiles,
    Erase,
    Expire,
    ExpireFiles,
    Farewell,
    Filing,
    KeepChunk,
    Kept,
    Lose,
    Prune,
    Room,
    Send,
    Settle,
    Taken,
)
from chat.logs.losing import lose, read_present, read_rooms_of
from chat.logs.memory import Memory
from chat.logs.pruning import prune, read_deserted
from chat.logs.recent import Recent
from chat.logs.sending import send, settle
from chat.logs.transaction import Transaction
from chat.logs.upgrading import prepare
from chat.logs.writing import Writer
from chat.refusal import Refusal
from chat.steady import now_ms

__all__ = [
    "Change",
    "Erase",
    "Expire",
    "Farewell",
    "Kept",
    "LogStore",
    "Room",
    "Send",
    "Settle",
    "Snapshot",
    "Taken",
]


# What takes each kind of item into the log.
TAKERS: dict[type, Callable[[Transaction, Any], Any]] = {
    BeginFile: begin_file,
    Change: change,
    DropFiles: drop_all_files,
    Farewell: farewell,
    CopyFile: copy_file,
    DropFile: drop_file,
    Erase: erase,
    Expire: expire,
    ExpireFiles: expire_files,
    Lose: lose,
    Prune: prune,
    KeepChunk: keep_chunk,
    Send: send,
    Settle: settle,
}

Item = (
    Send
    | Change
    | Erase
    | Farewell
    | Expire
    | Filing
    | ExpireFiles
    | Lose
    | Prune
    | Settle
)


# Of a long log: most of the leaves of its two indices over a million records, each of
# which a send to some room may touch. Only what is used is taken.
INDEX_CACHE_KB = 65_536


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

    def rooms(self, username: str) -> list[Room]:
        """Read the rooms that somebody is a member of."""
        return reading.read_rooms(self._connection, username)

    def named(self, room: str) -> list[str]:
        """Read everybody whom a room's roster has ever named."""
        return reading.read_named(self._connection, room)

    def chunks(self, room: str) -> Iterator[tuple[str, int, str]]:
        """Read the chunks of a room's whole files: each one's file, place and hash."""
        return file_reading.read_chunks(self._connection, room, _now())

    def all(self, room: str, page: int) -> Iterator[tuple[Kept, bytes]]:
        """Read every record of a room, with the head in front of it, page by page."""
        return reading.read_all(self._connection, room, page)

    def close(self) -> None:
        """Let go of the moment."""
        self._connection.close()


class LogStore:
    """The one door to the log.

    `publish` is called with every item that was stored and what became of it, in the
    order of storing. `ended` says which of some logins are over: it is asked inside the
    transaction that stores what came by them.
    """

    def __init__(
        self,
        url: str,
        sync: str,
        publish: Callable[[Item, Taken], None],
        ended: Callable[[set[str]], set[str]] = lambda logins: set(),
    ) -> None:
        database.prepare(url)
        # Three engines: one connection writes; readers never wait for it; a download,
        # which may take long, has a connection to itself.
        self._writer = create_engine(url, pool_size=1, max_overflow=0)
        self._reader = create_engine(url)
        self._downloads = create_engine(url, poolclass=NullPool)
        # The write lock is taken at once: a transaction that has read and then finds
        # that another process wrote meanwhile could only fail.
        database.tune(
            self._writer, sync, begin="BEGIN IMMEDIATE", cache_kb=INDEX_CACHE_KB
        )
        database.tune(self._reader, sync)
        database.tune(self._downloads, sync)
        self._recent = Recent()
        self._memory = Memory()
        dialect = self._writer.dialect
        self._statements = Writer(dialect), Finder(dialect)
        self._ended = ended
        self._group = Group(self._commit, publish)
        # Whether SQLite's write-ahead file may still have what was erased.
        self._unclean = False
        prepare(self._writer)

    def close(self) -> None:
        """Close the connections to the database."""
        for engine in (self._writer, self._reader, self._downloads):
            engine.dispose()

    def submit(self, item: Item) -> Any:
        """Store an item; return when it is durable and published.

        Raises Refusal.
        """
        return self._group.submit(item)

    def sweep(self) -> None:
        """Erase every message whose time is over."""
        rooms = self._read(reading.read_due, _now())
        if self._unclean and not rooms:
            rooms = [""]
        for room in rooms:
            self.submit(Expire(room))

    def room(self, room: str, username: str) -> Room | None:
        """Read a room as one of its members; None for everybody else."""
        return self._read(reading.read_room, room, username)

    def rooms(self, username: str) -> list[Room]:
        """Read the rooms that somebody is a member of."""
        return self._read(reading.read_rooms, username)

    def named(self, room: str) -> list[str]:
        """Read everybody whom a room's roster has ever named."""
        return self._read(reading.read_named, room)

    def roster_head(self, room: str) -> str | None:
        """Read the head of the roster in force in a room, if there is one."""
        return self._read(reading.read_roster_head, room)

    def present(self, room: str) -> list[str]:
        """Name the members of a room who can be told of it."""
        return self._read(read_present, room)

    def rooms_of(self, username: str, sigs: tuple[str, ...]) -> list[str]:
        """Name the rooms whose rosters name somebody by one of these keys."""
        return self._read(read_rooms_of, username, sigs)

    def names(self, username: str) -> bool:
        """Tell whether any room's roster has ever named somebody."""
        return self._read(reading.read_is_named, username)

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

    def file(self, room: str, identity: str) -> Any:
        """Read the row of a file whose time is not over."""
        return self._read(file_reading.read_file, room, identity, _now())

    def received(self, room: str, identity: str) -> list[int]:
        """Read which chunks of a file are there."""
        return self._read(file_reading.read_received, room, identity)

    def chunk(self, room: str, identity: str, n: int) -> str | None:
        """Read the hash of a chunk."""
        return self._read(file_reading.read_chunk, room, identity, n)

    def has_overdue_files(self) -> bool:
        """Tell whether there are files whose time is over."""
        return self._read(file_reading.has_overdue, _now())

    def leavings(self) -> list[str]:
        """Read some hashes of chunks that have to go from the disk."""
        return self._read(file_reading.read_leavings)

    def deserted(self) -> list[str]:
        """Name the rooms that nobody is a member of any more."""
        return self._read(read_deserted)

    def ping(self) -> None:
        """Demand that the database answers."""
        self._read(reading.read_version)

    def connect(self) -> Connection:
        """Give a connection that sees the log as it is at one moment, to be closed."""
        return self._downloads.connect()

    def snapshot(self) -> "Snapshot":
        """Look at the log as it is now, for as long as it takes."""
        return Snapshot(self._downloads.connect())

    def _read(self, query: Callable[..., Any], *args: Any) -> Any:
        with self._reader.connect() as connection:
            return query(connection, *args)

    def _commit(self, items: list[Any]) -> list[Any]:
        try:
            try:
                return self._transact(items)
            except IntegrityError:
                # An id is there already, most likely: somebody sends again.
                return self._transact(items, careful=True)
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

    def _transact(self, items: list[Any], careful: bool = False) -> list[Any]:
        outcomes: list[Any] = []
        logins = {login for item in items if (login := getattr(item, "login", None))}
        try:
            with self._writer.begin() as connection:
                self._memory.begin(connection)
                # Behind the lock that whoever ends logins waits for (`Settle`).
                ended = self._ended(logins) if logins else logins
                writing = Transaction(
                    connection,
                    items,
                    _now(),
                    self._recent,
                    self._memory,
                    *self._statements,
                    careful=careful,
                )
                for item in items:
                    try:
                        if ended and getattr(item, "login", None) in ended:
                            raise Refusal("not-logged-in")
                        outcomes.append(TAKERS[type(item)](writing, item))
                    except Refusal as refusal:
                        outcomes.append(refusal)
                writing.finish()
        except Exception:
            # Whether it was stored nobody can say here: the database can.
            self._memory.clear()
            raise
        writing.remember()
        if writing.deleted:
            self._unclean = not database.truncate(self._writer)
        return outcomes


def _now() -> int:
    return now_ms()
