"""Find records by (room, id): many by one statement, each by the index of the two.

SQLite takes no index for `(room, id) IN (…)`, and reads all records there are. So the
pairs stand side by side, joined by OR, in statements of a few lengths, each of which is
compiled once for a database.
"""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Dialect, and_, bindparam, or_, select

from chat.logs.tables import records

LENGTHS = (1, 4, 16, 64)

COLUMNS = ("room", "id", "sender", "kind", "seq", "time", "head")


class Finder:
    """Finds records in a database of one kind."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._compiled: dict[int, Any] = {}

    def find(
        self, connection: Connection, pairs: Collection[tuple[str, str]]
    ) -> Iterator[tuple]:
        """Give `COLUMNS` of the records with these rooms and ids."""
        ordered, most = sorted(pairs), LENGTHS[-1]
        for place in range(0, len(ordered), most):
            yield from self._find(connection, ordered[place : place + most])

    def _find(
        self, connection: Connection, pairs: list[tuple[str, str]]
    ) -> Iterator[tuple]:
        length = next(one for one in LENGTHS if one >= len(pairs))
        compiled = self._compiled.get(length)
        if compiled is None:
            compiled = self._compiled[length] = self._compile(length)
        # What is too long for them asks for the last pair several times.
        pairs = pairs + pairs[-1:] * (length - len(pairs))
        named = {
            f"{name}{n}": value
            for n, pair in enumerate(pairs)
            for name, value in zip(("room", "id"), pair, strict=True)
        }
        values: Any = named
        if compiled.positiontup:
            values = tuple(named[name] for name in compiled.positiontup)
        for row in connection.exec_driver_sql(compiled.string, values):
            yield tuple(row)

    def _compile(self, length: int) -> Any:
        wanted = (
            and_(
                records.c.room == bindparam(f"room{n}"),
                records.c.id == bindparam(f"id{n}"),
            )
            for n in range(length)
        )
        statement = select(*(records.c[name] for name in COLUMNS))
        return statement.where(or_(*wanted)).compile(dialect=self._dialect)
