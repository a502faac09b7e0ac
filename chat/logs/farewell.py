"""Erase everything that a member sent in a room, as their farewell asks (§10.1, §13).

What stays of each message is its hash, as of one that was taken back; the farewell is
there to say why, so it neither expires nor can be taken back.
"""

from sqlalchemy import update

from chat.logs.erasing import BATCH, NOTHING, clear, find, is_message_of, rows
from chat.logs.file_rows import drop_files
from chat.logs.filing import Filed
from chat.logs.items import DropFiles, Farewell, Taken
from chat.logs.tables import files, records
from chat.logs.transaction import Transaction
from chat.refusal import Refusal

# In the column `takes_back` of a farewell: no record has this number.
EVERYTHING = 0


def farewell(writing: Transaction, item: Farewell) -> Taken:
    """Erase what a member sent in front of their farewell, and let go of their files.

    Raises Refusal; then nothing of the item is written.
    """
    if (item.room, item.sender) not in writing.present:
        raise Refusal("not-found")
    writing.flush()
    found = find(writing, item.room, item.seq)
    if found is None and item.seq > writing.rooms[item.room]["seq"]:
        raise Refusal("not-found")
    if found is not None:
        if not is_message_of(found, item.sender) or found.id != item.id:
            raise Refusal("not-found")
        if found.erased is not None:
            raise Refusal("not-found")
        here = (records.c.room == item.room) & (records.c.seq == item.seq)
        kept = update(records).where(here)
        writing.connection.execute(kept.values(expires=None, takes_back=EVERYTHING))
    mine = (files.c.room == item.room) & (files.c.sender == item.sender)
    drop_files(writing.connection, mine)
    before = (
        rows()
        .where(
            records.c.room == item.room,
            records.c.sender == item.sender,
            records.c.kind == "message",
            records.c.seq < item.seq,
            records.c.erased.is_(None),
        )
        .limit(BATCH)
    )
    while batch := writing.connection.execute(before).all():
        clear(writing, item.room, batch)
    return NOTHING


def drop_all_files(writing: Transaction, item: DropFiles) -> Filed:
    """Let go of every file of somebody's, in all rooms."""
    drop_files(writing.connection, files.c.sender == item.sender)
    return Filed()
