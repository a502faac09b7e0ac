"""Take a session announcement or a message into the log."""

from chat.logs.items import Send, Taken
from chat.logs.transaction import Transaction
from chat.refusal import Refusal, bad


def send(writing: Transaction, item: Send) -> Taken:
    """Number and keep one envelope, or find it again.

    Raises Refusal; then nothing of the item is written.
    """
    room = writing.rooms.get(item.room)
    if room is None or (item.room, item.sender) not in writing.present:
        raise Refusal("not-found")
    found = writing.find(item.room, item.id)
    if found is not None:
        # Before the roster is compared: what got in just before a change is
        # acknowledged when its sender, who did not hear so, sends it again.
        if (found.sender, found.kind) != (item.sender, item.kind):
            raise Refusal("id-conflict")
        return Taken((found.kept(item.room, item.id, item.data),), fresh=False)
    if item.roster != room["roster_head"]:
        raise Refusal("stale-roster", roster_head=room["roster_head"])
    if item.sid is not None:
        session = writing.find(item.room, item.sid)
        if session is None or session.kind != "session":
            raise bad("data")
        if session.sender != item.sender:
            raise bad("data")
    kept = writing.append(room, item.kind, item.id, item.sender, item.data)
    return Taken((kept,))
