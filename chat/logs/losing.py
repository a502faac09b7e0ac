"""Take somebody out of a room whose roster names keys that they lost (§5.9).

The roster stays as it was signed: nobody else can say that they have left. So they are
a member to everybody else, and none to this server.
"""

from sqlalchemy import Connection, select, update

from chat.logs.filing import Filed
from chat.logs.items import Lose
from chat.logs.tables import members, rooms
from chat.logs.transaction import Transaction
from encryption.signed import new_id


def lose(writing: Transaction, item: Lose) -> Filed:
    """Note that a member of a room has lost the keys by which it names them."""
    here = members.c.room == item.room
    mine = (members.c.username == item.username) & members.c.sig.in_(item.sigs)
    lost = update(members).where(here, mine, members.c.present).values(lost=True)
    if writing.connection.execute(lost).rowcount:
        writing.present.discard((item.room, item.username))
        # No pair of people, so that the two may have another direct chat; and another
        # one each time, by which other processes know that what they remember of the
        # room is not so any more (memory.py).
        nobody = f"lost  {new_id()}"
        again = update(rooms).where(rooms.c.room == item.room).values(direct=nobody)
        writing.connection.execute(again)
    return Filed()


def read_rooms_of(
    connection: Connection, username: str, sigs: tuple[str, ...]
) -> list[str]:
    """Name the rooms whose rosters name somebody by one of these keys."""
    mine = (members.c.username == username) & members.c.sig.in_(sigs)
    statement = select(members.c.room).where(mine, members.c.present)
    return list(connection.scalars(statement.order_by(members.c.room)))


def read_present(connection: Connection, room: str) -> list[str]:
    """Name the members of a room who can be told of it."""
    here = (members.c.room == room) & members.c.present & ~members.c.lost
    return list(connection.scalars(select(members.c.username).where(here)))
