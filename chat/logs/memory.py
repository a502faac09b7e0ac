"""What is remembered of rooms between two transactions, for as long as it is true.

Who is a member, which sessions were announced and how far a room has come is asked at
every send. SQLite counts, for each connection, how often anybody else has written to
the database: while that stays the same under the write lock, what was remembered is
what would be read. PostgreSQL does not count; there a room's row is read and locked
each time, and what is remembered of it holds if its newest record is the one it was.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from chat.limits import MAX_CACHED_ROOMS, MAX_REMEMBERED

# Sessions of one room that are remembered, before all of them are read anew.
MAX_SESSIONS = 1_000


@dataclass
class Remembered:
    """A room as the last transaction left it: row, members, some of its sessions."""

    row: dict[str, Any]
    members: frozenset[str]
    sessions: dict[str, Any] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """How much there is to keep in memory, in entries."""
        return 1 + len(self.members) + len(self.sessions)


class Memory:
    """A bounded memory of rooms; those that were not used for longest go first.

    For the transactions of the log alone, which come one after the other.
    """

    def __init__(self) -> None:
        self._rooms: OrderedDict[str, Remembered] = OrderedDict()
        self._weight = 0
        self._seen: tuple[Any, Any] | None = None
        # Whether what is here is what would be read now.
        self.vouches = False

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that has the write lock, if there is one."""
        self.vouches = connection.dialect.name == "sqlite"
        if self.vouches:
            driver = connection.connection.dbapi_connection
            seen = driver, driver.execute("PRAGMA data_version").fetchone()
            if seen != self._seen:
                self.clear()
            self._seen = seen

    def find(self, room: str) -> Remembered | None:
        """Return what is remembered of a room."""
        found = self._rooms.get(room)
        if found is not None:
            self._rooms.move_to_end(room)
        return found

    def keep(
        self, row: dict[str, Any], members: frozenset[str], sessions: dict[str, Any]
    ) -> None:
        """Remember a room as a transaction left it that is committed.

        The sessions come to those that are remembered already.
        """
        room = row["room"]
        found = self._rooms.get(room) or Remembered(row, members)
        self.forget(room)
        found.row, found.members = row, members
        if len(found.sessions) > MAX_SESSIONS:
            found.sessions.clear()
        found.sessions.update(sessions)
        self._rooms[room] = found
        self._weight += found.weight
        while self._weight > MAX_REMEMBERED or len(self._rooms) > MAX_CACHED_ROOMS:
            self.forget(next(iter(self._rooms)))

    def forget(self, room: str) -> None:
        """Forget a room: it is read anew when it is asked for."""
        found = self._rooms.pop(room, None)
        if found is not None:
            self._weight -= found.weight

    def clear(self) -> None:
        """Forget everything."""
        self._rooms.clear()
        self._weight = 0
