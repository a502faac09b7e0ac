"""Write records and the rows of their rooms: the statements that run at every send.

Core compiles them once for a database, and they are run as the driver takes them: what
it does for each row anew takes longer than the database does. SQLite gets many rows by
one statement: at the end of each, the thread that writes waits until the thread that
serves lets it go on.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, insert, update

from chat.logs.tables import records, rooms

MOVING = (
    "seq",
    "head",
    "messages",
    "time",
    "log",
    "expire",
    "roster_n",
    "roster_head",
)
MOVE = (
    update(rooms)
    .where(rooms.c.room == bindparam("of_room"))
    .values({name: bindparam(f"new_{name}") for name in MOVING})
)

# How many rows one statement takes. Few lengths: each is compiled once, and kept.
LENGTHS = (64, 16, 4, 1)

COLUMNS = tuple(column.name for column in records.columns)
NOTHING = dict.fromkeys(COLUMNS)


class Writer:
    """Writes rows to a database of one kind."""

    def __init__(self, dialect: Dialect) -> None:
        one = insert(records).compile(dialect=dialect)
        move = MOVE.compile(dialect=dialect)
        self._insert, self._move = one.string, move.string
        self._many: dict[int, str] = {}
        # By place, where the driver counts them; by name it takes the rows as they are.
        self._order = self._move_order = None
        if one.positiontup:
            self._order = itemgetter(*one.positiontup)
            self._move_order = itemgetter(*move.positiontup)
            begin, values, row = one.string.partition("VALUES ")
            for length in LENGTHS:
                self._many[length] = begin + values + ", ".join([row] * length)

    def insert(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Write records."""
        if self._order is None:
            whole = [NOTHING | row for row in rows]
            connection.exec_driver_sql(self._insert, whole)
            return
        for some in _portions(rows):
            values: list[Any] = []
            for row in some:
                values += self._order(NOTHING | row)
            connection.exec_driver_sql(self._many[len(some)], tuple(values))

    def move(self, connection: Connection, touched: list[dict[str, Any]]) -> None:
        """Write how far rooms have come, and what they are set to."""
        rows: list[Any] = [
            {"of_room": room["room"]} | {f"new_{name}": room[name] for name in MOVING}
            for room in touched
        ]
        if self._move_order is not None:
            rows = [self._move_order(row) for row in rows]
        connection.exec_driver_sql(self._move, rows)


def _portions(rows: list[dict]) -> Iterator[list[dict]]:
    place = 0
    for length in LENGTHS:
        while len(rows) - place >= length:
            yield rows[place : place + length]
            place += length
