"""One transaction's working copy of the rooms that its items touch.

Every decision is made on what the transaction reads, never on what some process
remembers: membership, roster head and numbers are right with any number of processes.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_, update

from chat.logs.file_rows import drop_files
from chat.logs.items import Erase, Farewell, Filing, Kept, Send
from chat.logs.recent import Recent
from chat.logs.tables import files, members, records, rooms
from encryption.signed import Roster, next_head

# How many ids of deleted messages are remembered, should one be sent again.
REMEMBERED = 1000

# Made once: putting a statement together takes longer than running it.

# Locked in one order, so that two processes never wait for each other. SQLite has no
# such lock and needs none: BEGIN IMMEDIATE took the only one.
LOCK = (
    select(rooms)
    .where(rooms.c.room.in_(bindparam("wanted", expanding=True)))
    .order_by(rooms.c.room)
    .with_for_update()
)

PRESENT = select(members.c.room, members.c.username).where(
    tuple_(members.c.room, members.c.username).in_(bindparam("pairs", expanding=True)),
    members.c.present,
)

FIND = select(
    *(
        records.c[name]
        for name in ("room", "id", "sender", "kind", "seq", "time", "head")
    )
).where(tuple_(records.c.room, records.c.id).in_(bindparam("pairs", expanding=True)))

MOVING = (
    "seq",
    "head",
    "messages",
    "time",
    "log",
    "expire",
    "roster_n",
    "roster_head",
)
MOVE = (
    update(rooms)
    .where(rooms.c.room == bindparam("of_room"))
    .values({name: bindparam(f"new_{name}") for name in MOVING})
)


@dataclass(frozen=True)
class Found:
    """What is known of an id in a room, stored or remembered."""

    sender: str
    kind: str
    seq: int
    time: int
    head: bytes

    def kept(self, room: str, identity: str, data: str) -> Kept:
        """Return the record as it was when it was taken in."""
        record = {
            "data": data,
            "id": identity,
            "kind": self.kind,
            "room": room,
            "sender": self.sender,
            "seq": self.seq,
            "time": self.time,
        }
        return Kept(record, self.head)


class Transaction:
    """The rooms, ids and memberships of one batch; writes what is appended to it."""

    def __init__(
        self,
        connection: Connection,
        items: list[Any],
        time: int,
        recent: Recent,
    ) -> None:
        self.connection = connection
        self.deleted = False
        self.time = time
        self._recent = recent
        self._inserts: list[dict] = []
        self._unkept: dict[tuple[str, str], Found] = {}
        self._touched: dict[str, dict] = {}
        self.rooms = self._read_rooms(sorted({item.room for item in items}))
        sends = [item for item in items if isinstance(item, Send)]
        asked = [
            item for item in items if isinstance(item, (Send, Erase, Farewell, Filing))
        ]
        self.present = self._read_present({(item.room, item.sender) for item in asked})
        self._ids: dict[tuple[str, str], Found] = {}
        self.look_up({(item.room, item.id) for item in sends})
        self.look_up({(item.room, item.sid) for item in sends if item.sid})

    def find(self, room: str, identity: str) -> Found | None:
        """Find an id that was looked up, appended or remembered."""
        key = (room, identity)
        return self._ids.get(key) or self._unkept.get(key) or self._recent.get(key)

    def append(
        self, room: dict, kind: str, identity: str, sender: str, data: str
    ) -> Kept:
        """Give a record the room's next number; keep it unless the log is off."""
        head = room["head"]
        found = Found(sender, kind, room["seq"] + 1, self.time, b"")
        record = found.kept(room["room"], identity, data).record
        room["seq"], room["head"] = record["seq"], next_head(head, record)
        self.touch(room)
        found = Found(sender, kind, room["seq"], self.time, room["head"])
        if kind == "message" and not room["log"]:
            self._unkept[room["room"], identity] = found
        else:
            self._ids[room["room"], identity] = found
            row = {**record, "before": head, "head": room["head"], "expires": None}
            if kind == "message":
                row["expires"] = self._end(room)
                room["messages"] += 1
                room["time"] = self.time
            self._inserts.append(row)
        return Kept(record, room["head"])

    def follow(self, room: dict, roster: Roster) -> None:
        """Let the room's row follow its roster; a log turned off is deleted."""
        room["roster_n"], room["roster_head"] = roster.n, roster.head
        if room["log"] and not roster.log:
            self._delete_messages(room)
        room["log"], room["expire"] = roster.log, roster.expire

    def touch(self, room: dict) -> None:
        """Let what was changed in a room's row be written in the end."""
        self._touched[room["room"]] = room

    def look_up(self, pairs: set[tuple[str, str]]) -> None:
        """Read which of these (room, id) are stored."""
        if not pairs:
            return
        for row in self.connection.execute(FIND, {"pairs": sorted(pairs)}):
            self._ids[row.room, row.id] = Found(*row[2:])

    def finish(self) -> None:
        """Write what was appended; the rest is the transaction's commit."""
        self.flush()
        if not self._touched:
            return
        rows = [
            {"of_room": room["room"]} | {f"new_{name}": room[name] for name in MOVING}
            for room in self._touched.values()
        ]
        self.connection.execute(MOVE, rows)

    def remember(self) -> None:
        """Remember the ids of what is not kept; to be called once all is committed."""
        for key, found in self._unkept.items():
            self._recent.add(key, found)

    def flush(self) -> None:
        """Write what was appended so far."""
        if self._inserts:
            self.connection.execute(insert(records), self._inserts)
            self._inserts = []

    def _end(self, room: dict) -> int | None:
        """Say when a message that is taken in now expires."""
        return self.time + room["expire"] * 1000 if room["expire"] else None

    def _delete_messages(self, room: dict) -> None:
        self.flush()
        messages = (records.c.room == room["room"]) & (records.c.kind == "message")
        names = ("id", "sender", "kind", "seq", "time", "head")
        newest = (
            select(*(records.c[name] for name in names))
            .where(messages)
            .order_by(records.c.seq.desc())
            .limit(REMEMBERED)
        )
        for row in reversed(self.connection.execute(newest).all()):
            self._unkept[room["room"], row.id] = Found(*row[1:])
        self.connection.execute(delete(records).where(messages))
        drop_files(self.connection, files.c.room == room["room"])
        room["messages"], room["time"] = 0, None
        self.deleted = True

    def _read_rooms(self, wanted: list[str]) -> dict[str, dict]:
        rows = self.connection.execute(LOCK, {"wanted": wanted})
        return {row.room: dict(row._mapping) for row in rows}

    def _read_present(self, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        if not pairs:
            return set()
        rows = self.connection.execute(PRESENT, {"pairs": sorted(pairs)})
        return {tuple(row) for row in rows}
