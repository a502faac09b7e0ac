"""The hash chain over a room's records (PROTOCOL.md §10)."""

import hashlib
from json.encoder import encode_basestring

from ..errors import ProtocolError
from .base64url import b64u, unb64u
from .canonical import to_canonical
from .entry import entry_id
from .forms import has_members, is_count, is_hash, is_id, is_username

KINDS = ("roster", "session", "message")
COMMON = ("id", "kind", "room", "sender", "seq", "time")
_PLAIN = bytes(byte for byte in range(0x20, 0x7F) if byte not in b'"\\')
TEXTS = ("data", "id", "kind", "room", "sender")


def first_head(room: str) -> bytes:
    """Return the head of a room before its first record."""
    return hashlib.sha256(b"securechat/chain/1 " + room.encode("utf-8")).digest()


def record_hash(record: dict) -> str:
    """Return the hash of a record; an erased one has that of the record it was."""
    return b64u(_digest(record))


def next_head(head: bytes, record: dict) -> bytes:
    """Return the head behind one more record."""
    return hashlib.sha256(head + _digest(record)).digest()


def chain_new(head: bytes, record: dict) -> bytes:
    """Return the head behind a record that was just made.

    What `next_head` gives, in a third of the time: members and types are the server's
    own, so their order in canonical JSON is known and texts are all to be quoted.

    Raises ProtocolError `bad-json` for a lone surrogate.
    """
    data, identity, kind, room, sender = (_quoted(record[name]) for name in TEXTS)
    text = (
        f'{{"data":{data},"id":{identity},"kind":{kind},"room":{room},'
        f'"sender":{sender},"seq":{record["seq"]:d},"time":{record["time"]:d}}}'
    )
    try:
        digest = hashlib.sha256(text.encode("utf-8")).digest()
    except UnicodeEncodeError:
        raise ProtocolError("bad-json", "lone surrogate") from None
    return hashlib.sha256(head + digest).digest()


def _quoted(text: str) -> str:
    # Most have nothing to escape, which is found sooner than escaping finds nothing.
    if text.isascii() and not text.encode("ascii").translate(None, _PLAIN):
        return f'"{text}"'
    return encode_basestring(text)


def _digest(record: dict) -> bytes:
    if is_erased(record):
        return unb64u(record["erased"])
    return hashlib.sha256(to_canonical(record)).digest()


def is_erased(record: dict) -> bool:
    """Tell whether a record was erased: its hash stands where its data was."""
    return "erased" in record


def erase_record(record: dict) -> dict:
    """Return what stays of a message record when it is erased."""
    return {"erased": record_hash(record), **{name: record[name] for name in COMMON}}


def _is_record(value: object) -> bool:
    return (
        has_members(value, "data", *COMMON)
        and isinstance(value["data"], str)
        and value["kind"] in KINDS
        and _is_common(value)
    )


def _is_erased_record(value: object) -> bool:
    # Everything else is signed by its sender, or names the members: it stays.
    return (
        has_members(value, "erased", *COMMON)
        and is_hash(value["erased"])
        and value["kind"] == "message"
        and _is_common(value)
    )


def _is_common(value: dict) -> bool:
    return (
        is_id(value["id"])
        and is_id(value["room"])
        and is_username(value["sender"])
        and is_count(value["seq"])
        and is_count(value["time"])
    )


def check_record(
    record: object, room: str, seq: int, head: bytes, claimed: str
) -> bytes:
    """Check a record against the last `seq` and head, and return the head behind it.

    `claimed` is the head that came with the record.
    Raises ProtocolError `bad-shape`, `wrong-room`, `replayed`, `gap`, `wrong-id`,
    `bad-chain`.
    """
    if not _is_record(record) and not _is_erased_record(record):
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
