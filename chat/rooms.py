"""Rooms as their members may see them: one door, for everything that is in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from chat.logs import Kept, LogStore, Room, Snapshot
from chat.refusal import Refusal
from encryption.signed import LogWriter, b64u, is_erased, is_id

# How many records of a download are in memory at a time.
DOWNLOAD_PAGE = 100


def find_room(log: LogStore | Snapshot, username: str, room: str) -> Room:
    """Return a room of somebody's.

    Raises Refusal `not-found`, whether there is no such room or it is not theirs.
    """
    found = log.room(room, username) if is_id(room) else None
    if found is None:
        raise Refusal("not-found")
    return found


def summary(room: Room) -> dict[str, Any]:
    """Return what the list of rooms says of one (PROTOCOL.md §13)."""
    return {
        "expire": room.roster.expire,
        "head": b64u(room.head),
        "kind": room.roster.kind,
        "log": room.roster.log,
        "members": [
            {"role": member.role, "username": member.username}
            for member in room.roster.members
        ],
        "messages": room.messages,
        "room": room.roster.room,
        "roster_head": room.roster.head,
        "roster_n": room.roster.n,
        "seq": room.seq,
        "time": room.time,
    }


def shown(kept: Kept) -> dict[str, Any]:
    """Return a record as it travels: with the head behind it."""
    return {"head": b64u(kept.head), "record": kept.record}


def log_file(
    room: Room,
    records: Iterable[tuple[Kept, bytes]],
    bundles: dict[str, list[str]],
    by: str,
    sealed: dict[str, str | None],
    time: int,
) -> Iterator[bytes]:
    """Write a room's log file line by line (PROTOCOL.md §11).

    `sealed` has the sealed keys of who asks by the type of their line, where stored.
    """
    writer = LogWriter()
    newest = {"head": b64u(room.head), "seq": room.seq}
    yield writer.line(
        "manifest", by=by, room=room.roster.room, time=time, v=1, **newest
    )
    for username, row in sorted(bundles.items()):
        for bundle in row:
            yield writer.line("bundle", bundle=bundle, username=username)
    for kind, text in sealed.items():
        if text is not None:
            yield writer.line(kind, sealed=text, username=by)
    seq = 0
    for kept, before in records:
        if kept.record["seq"] > seq + 1:
            yield _gap(writer, seq + 1, kept.record["seq"] - 1, before)
        kind = "erased" if is_erased(kept.record) else "record"
        yield writer.line(kind, **shown(kept))
        seq = kept.record["seq"]
    if room.seq > seq:
        yield _gap(writer, seq + 1, room.seq, room.head)
    yield writer.line("end", lines=writer.lines + 1, **newest)


def _gap(writer: LogWriter, first: int, last: int, head: bytes) -> bytes:
    return writer.line("gap", first=first, head=b64u(head), last=last)
