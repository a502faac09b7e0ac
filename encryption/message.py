"""Messages: a signed text under its own key, padded (PROTOCOL.md §8)."""

from dataclasses import dataclass

from joserfc.jwk import OctKey

from .body import check_body
from .jwe import open_jwe, write_compact
from .jws import write_jws
from .keys import Keys
from .padding import pad, unpad
from .session import Session, message_key
from .signed import (
    LAST_INDEX,
    MAX_MESSAGE,
    ProtocolError,
    is_checkpoint,
    is_count,
    is_hash,
    is_id,
    is_username,
)
from .signed.envelope import MESSAGE_HEADER, parse_message
from .signed.forms import has_members, is_kind
from .signed.jws import read_jws

TYP = "securechat-message"
FORMS = {
    "body": lambda value: isinstance(value, dict),
    "id": is_id,
    "idx": is_count,
    "kind": is_kind,
    "log": is_checkpoint,
    "reply_to": is_id,
    "room": is_id,
    "seen": lambda value: (
        has_members(value, "head", "seq")
        and is_hash(value["head"])
        and is_count(value["seq"])
    ),
    "sender": is_username,
    "sid": is_id,
    "time": is_count,
    "v": lambda value: True,
}
OPTIONAL = {"log", "reply_to"}


@dataclass(frozen=True)
class Message:
    """What a message says; `known` is false where only a newer version knows its kind.

    Whether `seen` agrees with the room and `log` with the key log, and whether the
    message was met before, is for who keeps the room's transcript to judge.
    """

    idx: int
    kind: str
    body: dict
    seen: dict
    time: int
    reply_to: str | None
    log: dict | None
    known: bool


def make_message(
    *,
    keys: Keys,
    session: Session,
    idx: int,
    id: str,
    kind: str,
    body: dict,
    seen: dict,
    time: int,
    reply_to: str | None = None,
    log: dict | None = None,
) -> str:
    """Sign, pad and encrypt one message under its key of the session.

    `log` is the newest checkpoint of the key log that the sender has verified.
    Raises ProtocolError `bad-body`, `wrong-index`, `too-large`.
    """
    check_body(kind, body)
    payload = {
        "body": body,
        "id": id,
        "idx": idx,
        "kind": kind,
        "room": session.room,
        "seen": seen,
        "sender": session.sender,
        "sid": session.sid,
        "time": time,
    }
    if reply_to is not None:
        payload["reply_to"] = reply_to
    if log is not None:
        payload["log"] = log
    header = {**MESSAGE_HEADER, "idx": idx, "sid": session.sid}
    key = OctKey.import_key(message_key(session, idx))
    plaintext = pad(write_jws(keys, TYP, payload).encode("ascii"))
    return write_compact(header, plaintext, key)


def _check_payload(payload: dict) -> None:
    if payload.keys() | OPTIONAL != FORMS.keys():
        raise ProtocolError("bad-shape", "members of the message")
    for name, value in payload.items():
        if not FORMS[name](value):
            raise ProtocolError("bad-shape", name)


def read_message(
    *,
    text: str,
    session: Session | None,
    id: str,
    sender: str,
    room: str,
    roster_head: str,
) -> Message:
    """Open a message and hold it against its record and the roster in force.

    Raises ProtocolError for every breach of PROTOCOL.md §8 that shows in one message.
    """
    jwe = parse_message(text)
    idx = jwe.header["idx"]
    if session is None or jwe.header["sid"] != session.sid:
        raise ProtocolError("no-session")
    if session.sender != sender:
        raise ProtocolError("wrong-sender")
    if session.roster != roster_head:
        raise ProtocolError("stale-session")
    if not session.start <= idx <= LAST_INDEX:
        raise ProtocolError("wrong-index")
    inside = unpad(open_jwe(jwe, message_key(session, idx)))
    payload = read_jws(inside.decode("latin-1"), TYP, MAX_MESSAGE, session.sender_sig)
    _check_payload(payload)
    for name, outside, reason in (
        ("room", room, "wrong-room"),
        ("sender", sender, "wrong-sender"),
        ("sid", session.sid, "wrong-session"),
        ("idx", idx, "wrong-index"),
        ("id", id, "wrong-id"),
    ):
        if payload[name] != outside:
            raise ProtocolError(reason)
    known = check_body(payload["kind"], payload["body"])
    return Message(
        idx=idx,
        kind=payload["kind"],
        body=payload["body"],
        seen=payload["seen"],
        time=payload["time"],
        reply_to=payload.get("reply_to"),
        log=payload.get("log"),
        known=known,
    )
