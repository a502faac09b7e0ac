"""Whether what is stored still holds together; every finding is one plain sentence.

The log is verified as a reader without keys does it (PROTOCOL.md §10): each record's
place and hash, each roster entry's form, and what the tables say of rooms and members
against what the records say.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError

from chat.database import db
from chat.logs import reading
from chat.logs.tables import chunks, members, records, rooms
from chat.models import Account, KeyLogEntry, KeyLogSize, Keys
from encryption.signed import (
    ProtocolError,
    first_head,
    leaf_hash,
    next_head,
    read_bundle,
    read_entry,
)

# How many records are read at a time.
PAGE = 1_000


def check_accounts() -> Iterator[str]:
    """Find what is damaged in the accounts database."""
    yield from _integrity(db.session.connection(), "the accounts database")
    for account in db.session.scalars(select(Account).order_by(Account.username)):
        keys = db.session.get(Keys, account.username)
        if (account.store == "server") != (keys is not None):
            yield f"{account.username}: the keys are not where the account says."
        elif keys is not None:
            try:
                read_bundle(keys.bundle, account.username)
            except ProtocolError as error:
                yield f"{account.username}: the key bundle is damaged ({error.reason})."
    yield from _check_key_log()


def _check_key_log() -> Iterator[str]:
    size = db.session.scalar(select(KeyLogSize.size))
    count = 0
    for entry in db.session.scalars(select(KeyLogEntry).order_by(KeyLogEntry.index)):
        if entry.index != count:
            yield f"key log: entry {count} is missing."
            count = entry.index
        said = {"bundle": entry.bundle, "time": entry.time, "username": entry.username}
        if leaf_hash(said) != entry.leaf:
            yield f"key log: entry {count} is not what its hash says."
        count += 1
    if count != size:
        yield f"key log: it has {count} entries, and its size says {size}."


def check_log(connection: Connection) -> Iterator[str]:
    """Find what is damaged in the log, as it is at one moment."""
    yield from _integrity(connection, "the log")
    known = select(rooms.c.room).order_by(rooms.c.room)
    for room in connection.scalars(known).all():
        try:
            for finding in _check_room(connection, room):
                yield f"room {room}: {finding}"
        except DatabaseError as error:
            # The other rooms lie on other pages.
            yield f"room {room}: it cannot be read on from here: {error.orig}."
    for table in (records, members):
        lost = select(func.count()).select_from(table)
        lost = lost.where(table.c.room.not_in(select(rooms.c.room)))
        if count := connection.scalar(lost):
            yield f"{count} rows of {table.name} belong to no room."


def check_attachments(connection: Connection, folder: Path) -> Iterator[str]:
    """Find which attachments are not on the disk as the log names them."""
    for digest in connection.scalars(select(chunks.c.hash).distinct()).all():
        path = folder / digest[:2] / digest
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            yield f"attachment {digest} is missing."
        else:
            if found != digest:
                yield f"attachment {digest} is damaged."


def _check_room(connection: Connection, room: str) -> Iterator[str]:
    row = connection.execute(select(rooms).where(rooms.c.room == room)).one()
    seq, head, entries = 0, first_head(room), 0
    present: set[str] = set()
    log = True
    missing: list[int] = []
    for kept, before in reading.read_all(connection, room, PAGE):
        record = kept.record
        if record["seq"] != seq + 1:
            # Of what was sent while the log was off nothing is kept.
            missing += [seq] if log else []
        elif before != head:
            yield f"record {record['seq']} does not follow the one before it."
        if next_head(before, record) != kept.head:
            yield f"record {record['seq']} is not what its hash says."
        seq, head = record["seq"], kept.head
        if record["kind"] != "roster":
            continue
        entries += 1
        try:
            entry = read_entry(record["data"])
        except ProtocolError as error:
            yield f"record {seq} is no roster entry ({error.reason})."
            continue
        _follow(present, entry)
        log = entry.get("settings", {"log": log})["log"]
        if not log:
            # Turned off, a log loses what it had.
            missing = []
    if seq < row.seq:
        missing += [seq] if log else []
    elif seq > row.seq or head != bytes(row.head):
        yield "its newest record is not the one that it counts."
    for place in missing:
        yield f"records behind {place} are missing."
    if entries != row.roster_n + 1:
        yield f"it has {entries} roster entries, and counts {row.roster_n + 1}."
    mine = (members.c.room == room) & members.c.present
    if present != set(connection.scalars(select(members.c.username).where(mine))):
        yield "its members are not those of its roster."


def _follow(present: set[str], entry: dict) -> None:
    subject = entry.get("subject", {}).get("username")
    if entry["op"] in ("create", "add"):
        present.add(subject)
    elif entry["op"] in ("remove", "leave"):
        present.discard(subject)


def _integrity(connection: Connection, what: str) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (found,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if found != "ok":
            yield f"{what}: {found}"
