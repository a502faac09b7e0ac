"""The rows of files, wherever they are let go of."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from chat.logs.tables import chunks, files, leavings


def drop_files(connection: Connection, where: ColumnElement[bool]) -> bool:
    """Delete the rows of files; tell whether there were any."""
    found = connection.execute(select(files.c.room, files.c.id).where(where)).all()
    for room, identity in found:
        here = (chunks.c.room == room) & (chunks.c.id == identity)
        hashes = list(connection.scalars(select(chunks.c.hash).where(here)))
        connection.execute(delete(chunks).where(here))
        this = (files.c.room == room) & (files.c.id == identity)
        connection.execute(delete(files).where(this))
        let_go_of(connection, hashes)
    return bool(found)


def let_go_of(connection: Connection, hashes: Iterable[str]) -> None:
    """Note which of these chunks are to go from the disk: no file has them now."""
    for digest in dict.fromkeys(hashes):
        # Another room may have a copy.
        used = select(chunks.c.n).where(chunks.c.hash == digest).limit(1)
        noted = select(leavings.c.hash).where(leavings.c.hash == digest)
        if connection.scalar(used) is None and connection.scalar(noted) is None:
            connection.execute(insert(leavings), {"hash": digest})
