"""One transaction's working copy of the rooms that its items touch.

Every decision is made on what the transaction reads, or on what is remembered and would
be read the same (memory.py): membership, roster head and numbers are right with any
number of processes.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from chat.logs.file_rows import drop_files
from chat.logs.finding import Finder
from chat.logs.items import Erase, Farewell, Filing, Kept, Send
from chat.logs.memory import Memory, Remembered
from chat.logs.recent import Recent
from chat.logs.tables import files, members, records, rooms
from chat.logs.writing import Writer
from encryption.signed import Roster, chain_new

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
    members.c.room.in_(bindparam("wanted", expanding=True)),
    members.c.present,
    ~members.c.lost,
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
        memory: Memory,
        writer: Writer,
        finder: Finder,
        careful: bool = False,
    ) -> None:
        """Read what the items ask for.

        Unless it is `careful`, ids of messages that are kept are new until the database
        says otherwise, by an IntegrityError when they are written.
        """
        self.connection = connection
        self.deleted = False
        self.time = time
        self._recent = recent
        self._memory = memory
        self._writer = writer
        self._finder = finder
        self._inserts: list[dict] = []
        self._unkept: dict[tuple[str, str], Found] = {}
        self._touched: dict[str, dict] = {}
        self._ids: dict[tuple[str, str], Found] = {}
        self._announced: dict[str, dict[str, Found]] = defaultdict(dict)
        self._known: dict[str, Remembered] = {}
        self._members: dict[str, frozenset[str]] = {}
        sends = [item for item in items if isinstance(item, Send)]
        # What other items do to a room is not remembered of it.
        others = (item for item in items if not isinstance(item, (Send, Filing)))
        self._others = {item.room for item in others} - {""}
        self.rooms = self._read_rooms(sorted({item.room for item in items}))
        asked = [
            item for item in items if isinstance(item, (Send, Erase, Farewell, Filing))
        ]
        self.present = self._read_present({(item.room, item.sender) for item in asked})
        careful = careful or bool(self._others)
        self.look_up(
            {
                (item.room, item.id)
                for item in sends
                # Those of messages that are not kept nothing else would find.
                if careful or not self.rooms.get(item.room, {}).get("log")
            }
        )
        self._look_up_sessions({(item.room, item.sid) for item in sends if item.sid})

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
        room["seq"] = record["seq"]
        room["head"] = chain_new(head, record)
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
            if kind == "session":
                self._announced[room["room"]][identity] = found
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
        for room, identity, *found in self._finder.find(self.connection, pairs):
            self._ids[room, identity] = Found(*found)

    def finish(self) -> None:
        """Write what was appended; the rest is the transaction's commit."""
        self.flush()
        if not self._touched:
            return
        self._writer.move(self.connection, list(self._touched.values()))

    def remember(self) -> None:
        """Remember ids and rooms for the next; to be called once all is committed."""
        for key, found in self._unkept.items():
            self._recent.add(key, found)
        for name in (*self._others, *(self._members.keys() - self._known.keys())):
            self._memory.forget(name)
        for name in self._members.keys() - self._others:
            announced = self._announced.get(name, {})
            self._memory.keep(self.rooms[name], self._members[name], announced)

    def flush(self) -> None:
        """Write what was appended so far."""
        if self._inserts:
            self._writer.insert(self.connection, self._inserts)
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
        found: dict[str, dict] = {}
        for name in wanted:
            known = self._memory.find(name)
            if known is not None and self._memory.vouches:
                found[name], self._known[name] = dict(known.row), known
        missing = [name for name in wanted if name and name not in found]
        if not missing:
            return found
        for row in self.connection.execute(LOCK, {"wanted": missing}):
            found[row.room] = dict(row._mapping)
            known = self._memory.find(row.room)
            # Whoever wrote there meanwhile has moved its head.
            if known is not None and known.row == found[row.room]:
                self._known[row.room] = known
        return found

    def _read_present(self, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        wanted = {room for room, _ in pairs if room in self.rooms}
        self._members = {
            room: self._known[room].members for room in wanted & self._known.keys()
        }
        if missing := wanted - self._known.keys():
            read: dict[str, set[str]] = {room: set() for room in missing}
            rows = self.connection.execute(PRESENT, {"wanted": sorted(missing)})
            for room, username in rows:
                read[room].add(username)
            self._members |= {room: frozenset(names) for room, names in read.items()}
        return {
            (room, who) for room, who in pairs if who in self._members.get(room, ())
        }

    def _look_up_sessions(self, pairs: set[tuple[str, str]]) -> None:
        unknown = set()
        for room, identity in pairs - self._ids.keys():
            known = self._known.get(room)
            found = known.sessions.get(identity) if known else None
            if found is None:
                unknown.add((room, identity))
            else:
                self._ids[room, identity] = found
        self.look_up(unknown)
        for room, identity in unknown:
            found = self._ids.get((room, identity))
            if found is not None and found.kind == "session":
                self._announced[room][identity] = found
