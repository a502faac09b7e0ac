"""Take files into the log: who has begun which, what of it is there, until when.

The chunks themselves lie on the disk before their row is written here, and are taken
off it after it is gone (chat/files.py).
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from chat.logs.file_rows import drop_files, let_go_of
from chat.logs.items import BeginFile, CopyFile, DropFile, ExpireFiles, KeepChunk
from chat.logs.tables import chunks, files, leavings, members
from chat.logs.transaction import Transaction
from chat.refusal import Refusal, bad
from encryption.signed.file_size import stored_chunks
from encryption.signed.limits import LEEWAY_MS


@dataclass(frozen=True)
class Filed:
    """What became of it. Nobody is told: a message will name the file."""

    complete: bool = False
    fresh: bool = False


def begin_file(writing: Transaction, item: BeginFile) -> Filed:
    """Note that a member begins to upload a file.

    Raises Refusal; then nothing of the item is written.
    """
    _demand_member(writing, item.room, item.sender)
    found = _find(writing.connection, item.room, item.id)
    if found is not None:
        if (found.sender, found.size) != (item.sender, item.size):
            raise Refusal("id-conflict")
        return Filed(found.complete)
    _demand_space(writing.connection, item.sender, item.size, item.quota)
    row = {
        "room": item.room,
        "id": item.id,
        "sender": item.sender,
        "size": item.size,
        "complete": False,
        "until": writing.time + item.patience,
    }
    writing.connection.execute(insert(files), row)
    return Filed()


def keep_chunk(writing: Transaction, item: KeepChunk) -> Filed:
    """Note a chunk; with the last one missing the file is complete.

    Raises Refusal; then nothing of the item is written.
    """
    _demand_member(writing, item.room, item.sender)
    found = _find(writing.connection, item.room, item.id)
    if found is None or found.sender != item.sender:
        raise Refusal("not-found")
    here = (chunks.c.room == item.room) & (chunks.c.id == item.id)
    this = here & (chunks.c.n == item.n)
    before = writing.connection.scalar(select(chunks.c.hash).where(this))
    if before == item.hash:
        return Filed(found.complete)
    if found.complete:
        # What a message may name by now does not change any more.
        raise Refusal("id-conflict")
    row = {"room": item.room, "id": item.id, "n": item.n, "hash": item.hash}
    if before is not None:
        # Encrypted anew, by a browser that did not hear that it had arrived.
        writing.connection.execute(update(chunks).where(this).values(hash=item.hash))
        let_go_of(writing.connection, [before])
        return Filed()
    writing.connection.execute(insert(chunks), row)
    there = writing.connection.scalar(select(func.count()).where(here))
    if there < len(stored_chunks(found.size)):
        return Filed()
    values = {"complete": True, "until": _end(writing, item.room, item.relayed)}
    writing.connection.execute(update(files).where(_is(item)).values(values))
    return Filed(complete=True)


def copy_file(writing: Transaction, item: CopyFile) -> Filed:
    """Give a file of one room to another one, too: its chunks are there already.

    Raises Refusal; then nothing of the item is written.
    """
    _demand_member(writing, item.room, item.sender)
    source = _find(writing.connection, item.source, item.id)
    mine = select(members.c.room).where(
        members.c.room == item.source,
        members.c.username == item.sender,
        members.c.present,
    )
    if source is None or writing.connection.scalar(mine) is None:
        raise Refusal("not-found")
    over = source.until is not None and source.until <= writing.time
    if not source.complete or over:
        raise Refusal("not-found")
    found = _find(writing.connection, item.room, item.id)
    if found is not None:
        if not found.complete:
            raise Refusal("id-conflict")
        return Filed(complete=True)
    _demand_space(writing.connection, item.sender, source.size, item.quota)
    row = {
        "room": item.room,
        "id": item.id,
        "sender": item.sender,
        "size": source.size,
        "complete": True,
        "until": _end(writing, item.room, item.relayed),
    }
    writing.connection.execute(insert(files), row)
    named = select(chunks.c.n, chunks.c.hash).where(
        chunks.c.room == item.source, chunks.c.id == item.id
    )
    rows = [
        {"room": item.room, "id": item.id, "n": n, "hash": digest}
        for n, digest in writing.connection.execute(named)
    ]
    writing.connection.execute(insert(chunks), rows)
    return Filed(complete=True)


def drop_file(writing: Transaction, item: DropFile) -> Filed:
    """Let go of a file of one's own.

    Raises Refusal; then nothing of the item is written.
    """
    _demand_member(writing, item.room, item.sender)
    if not drop_files(writing.connection, _is(item) & (files.c.sender == item.sender)):
        raise Refusal("not-found")
    return Filed()


def expire_files(writing: Transaction, item: ExpireFiles) -> Filed:
    """Let go of all files whose time is over, and forget what is off the disk."""
    drop_files(writing.connection, files.c.until <= writing.time)
    for digest in item.gone:
        here = leavings.c.hash == digest
        writing.connection.execute(leavings.delete().where(here))
    return Filed()


def _is(item: KeepChunk | DropFile) -> ColumnElement[bool]:
    return (files.c.room == item.room) & (files.c.id == item.id)


def _find(connection: Connection, room: str, identity: str) -> Row | None:
    here = (files.c.room == room) & (files.c.id == identity)
    return connection.execute(select(files).where(here)).one_or_none()


def _end(writing: Transaction, name: str, relayed: int) -> int | None:
    """Say when a file that is complete now goes, as its room has it now."""
    room = writing.rooms[name]
    ends = []
    if not room["log"]:
        ends.append(writing.time + relayed)
    if room["expire"]:
        # The message that will name it comes a little later, and lasts from then on.
        ends.append(writing.time + room["expire"] * 1000 + LEEWAY_MS)
    return min(ends, default=None)


def _demand_member(writing: Transaction, room: str, username: str) -> None:
    if room not in writing.rooms or (room, username) not in writing.present:
        raise Refusal("not-found")


def _demand_space(connection: Connection, sender: str, size: int, quota: int) -> None:
    if not stored_chunks(size):
        raise bad("size")
    mine = select(func.coalesce(func.sum(files.c.size), 0)).where(
        files.c.sender == sender
    )
    if connection.scalar(mine) + size > quota:
        raise Refusal("over-quota", limit=quota)
