"""Read rooms, members and records out of the log."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, select

from chat.logs.items import Kept, Room
from chat.logs.tables import members, records, rooms, versions
from chat.steady import now_ms
from encryption.signed import Member, Roster, erase_record

COLUMNS = ("data", "id", "kind", "room", "sender", "seq", "time")
RECORD = [records.c[name] for name in (*COLUMNS, "head", "erased", "expires")]

ROSTER_HEAD = select(rooms.c.roster_head).where(rooms.c.room == bindparam("of"))


def read_room(connection: Connection, room: str, username: str) -> Room | None:
    """Read a room as one of its members; None for everybody else."""
    row = connection.execute(select(rooms).where(rooms.c.room == room)).one_or_none()
    if row is None:
        return None
    roster, lost = read_roster(connection, row._mapping), read_lost(connection, room)
    if roster.member(username) is None or username in lost:
        return None
    return _room(row, roster, lost)


def read_rooms(connection: Connection, username: str) -> list[Room]:
    """Read the rooms that somebody is a member of."""
    mine = select(members.c.room).where(
        members.c.username == username, members.c.present, ~members.c.lost
    )
    present: dict[str, list[Member]] = {}
    for row in connection.execute(_members().where(members.c.room.in_(mine))):
        present.setdefault(row.room, []).append(Member(*row[1:]))
    rows = connection.execute(select(rooms).where(rooms.c.room.in_(mine)))
    return [
        _room(row, _roster(row._mapping, tuple(present.get(row.room, ()))))
        for row in rows
    ]


def read_roster(connection: Connection, room: Any) -> Roster:
    """Read the roster of a room whose row is at hand."""
    rows = connection.execute(_members().where(members.c.room == room["room"]))
    return _roster(room, tuple(Member(*row[1:]) for row in rows))


def read_roster_head(connection: Connection, room: str) -> str | None:
    """Read the head of the roster in force in a room, if there is one."""
    return connection.scalar(ROSTER_HEAD, {"of": room})


def read_lost(connection: Connection, room: str) -> frozenset[str]:
    """Read which members of a room have lost the keys by which it names them."""
    here = (members.c.room == room) & members.c.present & members.c.lost
    return frozenset(connection.scalars(select(members.c.username).where(here)))


def read_named(connection: Connection, room: str) -> list[str]:
    """Read everybody whom a room's roster has ever named."""
    statement = (
        select(members.c.username)
        .where(members.c.room == room)
        .order_by(members.c.username)
    )
    return list(connection.scalars(statement))


def read_is_named(connection: Connection, username: str) -> bool:
    """Tell whether any roster has ever named somebody."""
    named = select(members.c.room).where(members.c.username == username).limit(1)
    return connection.scalar(named) is not None


def read_entries(connection: Connection, room: str) -> list[Kept]:
    """Read the roster records of a room."""
    return _read(connection, _records(room).where(records.c.kind == "roster"))


def read_sessions(connection: Connection, room: str, ids: list[str]) -> list[Kept]:
    """Read those of these sessions that were announced in a room."""
    return _read(
        connection,
        _records(room).where(and_(records.c.kind == "session", records.c.id.in_(ids))),
    )


def read_page(
    connection: Connection,
    room: str,
    after: int | None,
    before: int | None,
    limit: int,
) -> list[Kept]:
    """Read a page of records: the first ones behind `after`, else the newest.

    Both bounds are excluded; the order is always ascending.
    """
    statement = _records(room)
    if before is not None:
        statement = statement.where(records.c.seq < before)
    if after is not None:
        statement = statement.where(records.c.seq > after)
        return _read(connection, statement.limit(limit))
    newest = statement.order_by(None).order_by(records.c.seq.desc()).limit(limit)
    return _read(connection, newest)[::-1]


def read_version(connection: Connection) -> int:
    """Read the version of the tables."""
    return connection.scalar(select(versions.c.version))


def read_due(connection: Connection, now: int) -> list[str]:
    """Read in which rooms there are records whose time is over."""
    statement = select(records.c.room).where(records.c.expires <= now).distinct()
    return list(connection.scalars(statement))


def read_all(
    connection: Connection, room: str, page: int
) -> Iterator[tuple[Kept, bytes]]:
    """Read every record of a room, with the head in front of it, a page at a time."""
    after = 0
    while True:
        statement = (
            select(*RECORD, records.c.before)
            .where(records.c.room == room, records.c.seq > after)
            .order_by(records.c.seq)
            .limit(page)
        )
        rows = connection.execute(statement).all()
        for row in rows:
            after = row.seq
            yield _kept(row), bytes(row.before)
        if len(rows) < page:
            return


def _members() -> Select:
    return (
        select(
            members.c.room,
            members.c.username,
            members.c.role,
            members.c.enc,
            members.c.sig,
        )
        .where(members.c.present)
        .order_by(members.c.joined)
    )


def _records(room: str) -> Select:
    return select(*RECORD).where(records.c.room == room).order_by(records.c.seq)


def _read(connection: Connection, statement: Select) -> list[Kept]:
    return [_kept(row) for row in connection.execute(statement)]


def _kept(row: Row) -> Kept:
    return Kept(_record(row), bytes(row.head))


def _record(row: Row) -> dict:
    record = {name: getattr(row, name) for name in COLUMNS}
    if row.erased is not None:
        del record["data"]
        return {**record, "erased": row.erased}
    if row.expires is not None and row.expires <= now_ms():
        # Its time is over, though nobody has come to erase it yet.
        return erase_record(record)
    return record


def _room(row: Row, roster: Roster, lost: frozenset[str] = frozenset()) -> Room:
    return Room(roster, row.seq, bytes(row.head), row.messages, row.time, lost)


def _roster(room: Any, present: tuple[Member, ...]) -> Roster:
    return Roster(
        room=room["room"],
        kind=room["kind"],
        members=present,
        log=room["log"],
        n=room["roster_n"],
        head=room["roster_head"],
        creator=room["creator"],
        expire=room["expire"],
    )
