"""Sender sessions: one sender's chain of keys in one room (PROTOCOL.md §7)."""

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .jwe import open_jwe, unwrap, write_general
from .jws import write_jws
from .keys import Keys
from .signed import (
    LAST_INDEX,
    MAX_SESSION,
    ProtocolError,
    Roster,
    b64u,
    find_bundle,
    is_count,
    is_hash,
    is_id,
    is_username,
    read_bundle,
    unb64u,
)
from .signed.envelope import SESSION_HEADER, parse_session
from .signed.jws import parse_jws, read_payload, verify_jws

TYP = "securechat-session"
CHAIN_BYTES = 32
FORMS = {
    "bundle": lambda value: isinstance(value, str),
    "chain": is_hash,  # 32 bytes: the form of a hash.
    "recipients": lambda value: isinstance(value, list) and all(map(is_hash, value)),
    "room": is_id,
    "roster": is_hash,
    "sender": is_username,
    "sid": is_id,
    "start": is_count,
    "time": is_count,
    "v": lambda value: True,
}


@dataclass(frozen=True)
class Session:
    """A session as its sender announced it; `chain` is the key at `start`."""

    sid: str
    room: str
    sender: str
    roster: str
    start: int
    chain: bytes
    sender_sig: dict
    time: int

    def __repr__(self) -> str:
        """Name the session; its chain key stays out of any output."""
        return f"Session(sid={self.sid}, sender={self.sender}, room={self.room})"


def _public_keys(
    roster: Roster, bundles: Mapping[str, Sequence[str]]
) -> dict[str, dict]:
    """Collect the members' `enc` keys by thumbprint, as the roster names them."""
    public = {}
    for member in roster.members:
        name = member.username
        shown = [read_bundle(text, name) for text in bundles.get(name, ())]
        public[member.enc] = find_bundle(shown, member.enc, member.sig).enc
    return public


def make_session(
    *,
    keys: Keys,
    room: str,
    roster: Roster,
    bundles: Mapping[str, Sequence[str]],
    sender: str,
    bundle: str,
    sid: str,
    time: int,
) -> tuple[str, Session]:
    """Begin a session and announce its chain key to the members of the roster.

    Raises ProtocolError `no-bundle`, `wrong-thumbprint`, or a reason of §4.
    """
    public = _public_keys(roster, bundles)
    sender_sig = read_bundle(bundle, sender).sig
    chain = os.urandom(CHAIN_BYTES)
    payload = {
        "bundle": bundle,
        "chain": b64u(chain),
        "recipients": sorted(public),
        "room": room,
        "roster": roster.head,
        "sender": sender,
        "sid": sid,
        "start": 0,
        "time": time,
    }
    jws = write_jws(keys, TYP, payload).encode("ascii")
    text = write_general(SESSION_HEADER, jws, public)
    return text, Session(sid, room, sender, roster.head, 0, chain, sender_sig, time)


def read_session(
    *, text: str, keys: Keys, room: str, sid: str, sender: str, roster: Roster
) -> Session:
    """Open an announcement and hold it against its record and the roster in force.

    Raises ProtocolError for every breach of PROTOCOL.md §7.
    """
    jwe = parse_session(text)
    row = (keys, *keys.earlier)
    mine = next((k for k in row if k.enc_thumbprint in jwe.encrypted_keys), None)
    if mine is None:
        raise ProtocolError("no-key")
    encrypted_key = jwe.encrypted_keys[mine.enc_thumbprint]
    plaintext = open_jwe(jwe, unwrap(encrypted_key, mine.enc))
    # A byte that is not ASCII becomes a character that is not, and is refused as such.
    jws = parse_jws(plaintext.decode("latin-1"), TYP, MAX_SESSION)
    payload = read_payload(jws.payload)
    if payload.keys() != FORMS.keys():
        raise ProtocolError("bad-shape", "members of the session")
    for name, value in payload.items():
        if not FORMS[name](value):
            raise ProtocolError("bad-shape", name)
    bundle = read_bundle(payload["bundle"], sender)
    verify_jws(jws, bundle.sig)
    if payload["room"] != room:
        raise ProtocolError("wrong-room")
    if payload["sender"] != sender:
        raise ProtocolError("wrong-sender")
    if payload["sid"] != sid:
        raise ProtocolError("wrong-session")
    if payload["recipients"] != list(jwe.encrypted_keys):
        raise ProtocolError("wrong-recipients")
    if payload["roster"] != roster.head:
        raise ProtocolError("stale-session")
    member = roster.member(sender)
    if member is None:
        raise ProtocolError("not-member")
    if (bundle.enc_thumbprint, bundle.sig_thumbprint) != (member.enc, member.sig):
        raise ProtocolError("wrong-thumbprint")
    # Two members may have the same key, if one of them says so: it is wrapped for once.
    if payload["recipients"] != sorted({m.enc for m in roster.members}):
        raise ProtocolError("wrong-recipients", "not the members")
    if payload["start"] > LAST_INDEX:
        raise ProtocolError("wrong-index")
    return Session(
        sid=sid,
        room=room,
        sender=sender,
        roster=roster.head,
        start=payload["start"],
        chain=unb64u(payload["chain"]),
        sender_sig=bundle.sig,
        time=payload["time"],
    )


def message_key(session: Session, idx: int) -> bytes:
    """Derive the key of one message of a session.

    Raises ProtocolError `wrong-index`.
    """
    if not session.start <= idx <= LAST_INDEX:
        raise ProtocolError("wrong-index")
    chain = session.chain
    for _ in range(session.start, idx):
        chain = hmac.digest(chain, b"\x02", hashlib.sha256)
    return hmac.digest(chain, b"\x01", hashlib.sha512)


def signal_key(session: Session) -> bytes:
    """Derive the key of a session's signals (PROTOCOL.md §19)."""
    return hmac.digest(session.chain, b"\x03", hashlib.sha512)
