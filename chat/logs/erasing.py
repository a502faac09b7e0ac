"""Erase messages: of a record that was taken back or has expired its hash stays.

A room's chain goes on over the hash alone (PROTOCOL.md §10.1). The row stays, too: its
id is used, so that what is sent again is answered and not taken in anew.
"""

from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update

from chat.logs.items import Erase, Expire, Taken
from chat.logs.reading import COLUMNS
from chat.logs.tables import records
from chat.logs.transaction import Transaction
from chat.refusal import Refusal, bad
from encryption.signed import record_hash

# Records of one statement: they are in memory while their hashes are made.
BATCH = 256

NOTHING = Taken((), fresh=False)

CLEAR = (
    update(records)
    .where(records.c.room == bindparam("of_room"), records.c.seq == bindparam("of_seq"))
    .values(data="", erased=bindparam("hash"), expires=None)
)


def erase(writing: Transaction, item: Erase) -> Taken:
    """Erase a message that its sender has taken back by a later one.

    Raises Refusal; then nothing of the item is written.
    """
    if (item.room, item.sender) not in writing.present:
        raise Refusal("not-found")
    writing.flush()
    found = find(writing, item.room, item.seq)
    if found is None and item.seq <= writing.rooms[item.room]["seq"]:
        # It is not kept at all.
        return NOTHING
    if found is None or not is_message_of(found, item.sender) or found.id != item.id:
        raise Refusal("not-found")
    if found.takes_back is not None:
        # Without it, what it takes back would be gone and nothing would say why.
        raise bad("seq")
    delete = find(writing, item.room, item.delete)
    if delete is None or not is_message_of(delete, item.sender):
        raise bad("delete")
    if item.delete <= item.seq or delete.erased is not None:
        raise bad("delete")
    # Whoever comes later asks why the record is gone: this one is there to say so.
    writing.connection.execute(
        update(records)
        .where(records.c.room == item.room, records.c.seq == item.delete)
        .values(expires=None, takes_back=item.seq)
    )
    if found.erased is None:
        clear(writing, item.room, [found])
    return NOTHING


def expire(writing: Transaction, item: Expire) -> Taken:
    """Erase the messages of a room whose time is over."""
    writing.flush()
    due = (
        rows()
        .where(records.c.room == item.room, records.c.expires <= writing.time)
        .limit(BATCH)
    )
    while batch := writing.connection.execute(due).all():
        clear(writing, item.room, batch)
    # Also where nothing was due: whoever comes for what an earlier one left behind.
    writing.deleted = True
    return NOTHING


def rows() -> Select:
    """Select records with what erasing asks of them."""
    names = (*COLUMNS, "erased", "takes_back")
    return select(*(records.c[name] for name in names))


def find(writing: Transaction, room: str, seq: int) -> Row | None:
    """Read one record, if it is kept."""
    statement = rows().where(records.c.room == room, records.c.seq == seq)
    return writing.connection.execute(statement).one_or_none()


def is_message_of(row: Any, sender: str) -> bool:
    """Tell whether a record is a message of this sender."""
    return (row.kind, row.sender) == ("message", sender)


def clear(writing: Transaction, name: str, rows: list[Row]) -> None:
    """Let nothing stay of messages but their hashes."""
    cleared = [
        {
            "of_room": name,
            "of_seq": row.seq,
            "hash": record_hash({name: getattr(row, name) for name in COLUMNS}),
        }
        for row in rows
    ]
    writing.connection.execute(CLEAR, cleared)
    room = writing.rooms[name]
    room["messages"] -= len(rows)
    room["time"] = writing.connection.scalar(
        select(records.c.time)
        .where(
            records.c.room == name,
            records.c.kind == "message",
            records.c.erased.is_(None),
        )
        .order_by(records.c.seq.desc())
        .limit(1)
    )
    writing.touch(room)
    writing.deleted = True
