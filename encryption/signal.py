"""Signals: what is true only for now, to those who are there (PROTOCOL.md §19)."""

from joserfc.jwk import OctKey

from .jwe import open_jwe, write_compact
from .jws import write_jws
from .keys import Keys
from .padding import BUCKETS, pad, unpad
from .session import Session, signal_key
from .signed import MAX_SIGNAL, ProtocolError, is_count, is_id, is_username
from .signed.envelope import SIGNAL_HEADER, parse_signal
from .signed.forms import has_members, is_kind
from .signed.jws import read_jws

TYP = "securechat-signal"
# One size for all of them: a relay cannot tell one kind from another.
PADDED_BYTES = BUCKETS[0]


def make_signal(*, keys: Keys, session: Session, n: int, kind: str, time: int) -> str:
    """Sign, pad and encrypt one signal under the signal key of the session.

    Raises ProtocolError `too-large`.
    """
    payload = {
        "kind": kind,
        "n": n,
        "room": session.room,
        "sender": session.sender,
        "sid": session.sid,
        "time": time,
    }
    plaintext = pad(write_jws(keys, TYP, payload).encode("ascii"))
    if len(plaintext) != PADDED_BYTES:
        raise ProtocolError("too-large")
    header = {**SIGNAL_HEADER, "n": n, "sid": session.sid}
    return write_compact(header, plaintext, OctKey.import_key(signal_key(session)))


def _check_payload(payload: dict) -> None:
    if (
        not has_members(payload, "kind", "n", "room", "sender", "sid", "time", "v")
        or not is_kind(payload["kind"])
        or not is_count(payload["n"])
        or not is_id(payload["room"])
        or not is_username(payload["sender"])
        or not is_id(payload["sid"])
        or not is_count(payload["time"])
    ):
        raise ProtocolError("bad-shape", "signal")


def read_signal(
    *,
    text: str,
    session: Session | None,
    sender: str,
    room: str,
    roster_head: str,
    last: int | None,
) -> dict:
    """Open a signal and return its `kind`, `n`, `sid` and `time`.

    `sender` is whom the server names, `last` the highest `n` met in the session.
    Raises ProtocolError for every breach of PROTOCOL.md §19.
    """
    jwe = parse_signal(text)
    if session is None or jwe.header["sid"] != session.sid or session.room != room:
        raise ProtocolError("no-session")
    if session.sender != sender:
        raise ProtocolError("wrong-sender")
    if session.roster != roster_head:
        raise ProtocolError("stale-session")
    padded = open_jwe(jwe, signal_key(session))
    if len(padded) != PADDED_BYTES:
        raise ProtocolError("bad-padding", "size")
    jws = unpad(padded).decode("latin-1")
    payload = read_jws(jws, TYP, MAX_SIGNAL, session.sender_sig)
    _check_payload(payload)
    for name, outside, reason in (
        ("room", room, "wrong-room"),
        ("sender", sender, "wrong-sender"),
        ("sid", session.sid, "wrong-session"),
        ("n", jwe.header["n"], "wrong-index"),
    ):
        if payload[name] != outside:
            raise ProtocolError(reason)
    if last is not None and payload["n"] <= last:
        raise ProtocolError("replayed")
    return {name: payload[name] for name in ("kind", "n", "sid", "time")}
