"""Take a session announcement or a message into the log."""

from chat.logs.items import Send, Settle, Taken
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
    refusal = None if found else _refusal(writing, room, item)
    if refusal is not None:
        # Before it is refused, its id is looked up: what is good is taken for new.
        writing.look_up({(item.room, item.id)})
        found = writing.find(item.room, item.id)
    if found is not None:
        # Before the roster is compared: what got in just before a change is
        # acknowledged when its sender, who did not hear so, sends it again.
        if (found.sender, found.kind) != (item.sender, item.kind):
            raise Refusal("id-conflict")
        return Taken((found.kept(item.room, item.id, item.data),), fresh=False)
    if refusal is not None:
        raise refusal
    kept = writing.append(room, item.kind, item.id, item.sender, item.data)
    return Taken((kept,))


def _refusal(writing: Transaction, room: dict, item: Send) -> Refusal | None:
    """Say why an envelope that is new would not be taken."""
    if item.roster != room["roster_head"]:
        return Refusal("stale-roster", roster_head=room["roster_head"])
    if item.sid is not None:
        session = writing.find(item.room, item.sid)
        if session is None or session.kind != "session":
            return bad("data")
        if session.sender != item.sender:
            return bad("data")
    return None


def settle(writing: Transaction, item: Settle) -> Taken:
    """Do nothing, behind everything that had the write lock before."""
    return Taken((), fresh=False)
