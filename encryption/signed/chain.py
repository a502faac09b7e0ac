"""The hash chain over a room's records (PROTOCOL.md §10)."""

import hashlib

from ..errors import ProtocolError
from .base64url import b64u
from .canonical import to_canonical
from .entry import entry_id
from .forms import has_members, is_count, is_id, is_username

KINDS = ("roster", "session", "message")


def first_head(room: str) -> bytes:
    """Return the head of a room before its first record."""
    return hashlib.sha256(b"securechat/chain/1 " + room.encode("utf-8")).digest()


def next_head(head: bytes, record: dict) -> bytes:
    """Return the head behind one more record."""
    digest = hashlib.sha256(to_canonical(record)).digest()
    return hashlib.sha256(head + digest).digest()


def check_record(
    record: object, room: str, seq: int, head: bytes, claimed: str
) -> bytes:
    """Check a record against the last `seq` and head, and return the head behind it.

    `claimed` is the head that came with the record.
    Raises ProtocolError `bad-shape`, `wrong-room`, `replayed`, `gap`, `wrong-id`,
    `bad-chain`.
    """
    if (
        not has_members(record, "data", "id", "kind", "room", "sender", "seq", "time")
        or not isinstance(record["data"], str)
        or not is_id(record["id"])
        or record["kind"] not in KINDS
        or not is_id(record["room"])
        or not is_username(record["sender"])
        or not is_count(record["seq"])
        or not is_count(record["time"])
    ):
        raise ProtocolError("bad-shape", "record")
    if record["room"] != room:
        raise ProtocolError("wrong-room")
    if record["seq"] <= seq:
        raise ProtocolError("replayed")
    if record["seq"] != seq + 1:
        raise ProtocolError("gap")
    if record["kind"] == "roster" and record["id"] != entry_id(record["data"]):
        raise ProtocolError("wrong-id")
    following = next_head(head, record)
    if claimed != b64u(following):
        raise ProtocolError("bad-chain")
    return following
