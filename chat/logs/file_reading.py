"""Read out of the log what it knows of files."""

from collections.abc import Iterator

from sqlalchemy import Connection, Row, select

from chat.logs.tables import chunks, files, leavings

# Taken off the disk at once.
BATCH = 500


def read_file(connection: Connection, room: str, identity: str, now: int) -> Row | None:
    """Read the row of a file whose time is not over."""
    here = (files.c.room == room) & (files.c.id == identity)
    live = files.c.until.is_(None) | (files.c.until > now)
    return connection.execute(select(files).where(here, live)).one_or_none()


def read_received(connection: Connection, room: str, identity: str) -> list[int]:
    """Read which chunks of a file are there."""
    here = (chunks.c.room == room) & (chunks.c.id == identity)
    return list(connection.scalars(select(chunks.c.n).where(here).order_by(chunks.c.n)))


def read_chunk(connection: Connection, room: str, identity: str, n: int) -> str | None:
    """Read the hash of a chunk."""
    here = (chunks.c.room == room) & (chunks.c.id == identity) & (chunks.c.n == n)
    return connection.scalar(select(chunks.c.hash).where(here))


def read_chunks(
    connection: Connection, room: str, now: int
) -> Iterator[tuple[str, int, str]]:
    """Read the chunks of all files of a room that are whole, file by file."""
    live = files.c.until.is_(None) | (files.c.until > now)
    whole = select(files.c.id).where(files.c.room == room, files.c.complete, live)
    for identity in connection.scalars(whole.order_by(files.c.id)).all():
        here = (chunks.c.room == room) & (chunks.c.id == identity)
        row = select(chunks.c.n, chunks.c.hash).where(here).order_by(chunks.c.n)
        for n, digest in connection.execute(row).all():
            yield identity, n, digest


def has_overdue(connection: Connection, now: int) -> bool:
    """Tell whether there are files whose time is over."""
    overdue = select(files.c.id).where(files.c.until <= now).limit(1)
    return connection.scalar(overdue) is not None


def read_leavings(connection: Connection) -> list[str]:
    """Read some hashes of chunks that have to go from the disk."""
    return list(connection.scalars(select(leavings.c.hash).limit(BATCH)))
