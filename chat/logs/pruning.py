"""Remove rooms that nobody is a member of any more.

Nobody can read them, and nobody can be added: that takes a member who has their keys.
Records of rooms that have members are never removed, whatever their age: browsers would
name each of them as taken away (PROTOCOL.md §10).
"""

from sqlalchemy import ColumnElement, Connection, delete, exists, select

from chat.logs.file_rows import drop_files
from chat.logs.filing import Filed
from chat.logs.items import Prune
from chat.logs.tables import files, members, records, rooms
from chat.logs.transaction import Transaction

HAS_MEMBER = exists().where(
    members.c.room == rooms.c.room, members.c.present, ~members.c.lost
)


def _is_deserted(gone: tuple[str, ...]) -> ColumnElement[bool]:
    return ~HAS_MEMBER.where(members.c.username.not_in(gone))


def read_deserted(connection: Connection) -> list[str]:
    """Name the rooms without members."""
    return list(connection.scalars(select(rooms.c.room).where(~HAS_MEMBER)))


def prune(writing: Transaction, item: Prune) -> Filed:
    """Remove a room, unless it has a member after all."""
    here, deserted = rooms.c.room == item.room, _is_deserted(item.gone)
    if writing.connection.scalar(select(rooms.c.room).where(here, deserted)):
        writing.flush()
        drop_files(writing.connection, files.c.room == item.room)
        for table in (records, members, rooms):
            writing.connection.execute(delete(table).where(table.c.room == item.room))
        writing.rooms.pop(item.room, None)
        writing.deleted = True
    return Filed()
