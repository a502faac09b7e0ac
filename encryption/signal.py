"""Signals: what is true only for now, to those who are there (PROTOCOL.md §19)."""

from joserfc.jwk import OctKey

from .jwe import open_jwe, write_compact
from .jws import write_jws
from .keys import Keys
from .padding import BUCKETS, pad, unpad
from .session import Session, signal_key
from .signed import MAX_SIGNAL, ProtocolError, is_count, is_id, is_username
from .signed.envelope import SIGNAL_HEADER, parse_signal
from .signed.forms import is_formed, is_kind
from .signed.jws import read_jws

TYP = "securechat-signal"
# One size for all of them: a relay cannot tell one kind from another.
PADDED_BYTES = BUCKETS[0]


def _is_marks(body: object) -> bool:
    return is_formed(body, {}, {"delivered": is_count, "read": is_count})


def _is_here(body: object) -> bool:
    form = {name: lambda value: isinstance(value, bool) for name in ("ask", "idle")}
    return is_formed(body, form, {})


def _is_nothing(body: object) -> bool:
    return body is None


BODIES = {
    "away": _is_nothing,
    "here": _is_here,
    "marks": _is_marks,
    "typing": _is_nothing,
}


def make_signal(
    *,
    keys: Keys,
    session: Session,
    n: int,
    kind: str,
    time: int,
    body: dict | None = None,
) -> str:
    """Sign, pad and encrypt one signal under the signal key of the session.

    Raises ProtocolError `bad-body`, `too-large`.
    """
    _check_body(kind, body)
    payload = {
        "kind": kind,
        "n": n,
        "room": session.room,
        "sender": session.sender,
        "sid": session.sid,
        "time": time,
    }
    if body is not None:
        payload["body"] = body
    plaintext = pad(write_jws(keys, TYP, payload).encode("ascii"))
    if len(plaintext) != PADDED_BYTES:
        raise ProtocolError("too-large")
    header = {**SIGNAL_HEADER, "n": n, "sid": session.sid}
    return write_compact(header, plaintext, OctKey.import_key(signal_key(session)))


FORMS = {
    "kind": is_kind,
    "n": is_count,
    "room": is_id,
    "sender": is_username,
    "sid": is_id,
    "time": is_count,
    "v": lambda value: True,
}
OPTIONAL = {"body": lambda value: isinstance(value, dict)}


def _check_body(kind: str, body: dict | None) -> None:
    if kind in BODIES and not BODIES[kind](body):
        raise ProtocolError("bad-body")


def read_signal(
    *,
    text: str,
    session: Session | None,
    sender: str,
    room: str,
    roster_head: str,
    last: int | None,
) -> dict:
    """Open a signal and return its `body` (or None), `kind`, `n`, `sid` and `time`.

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
    if not is_formed(payload, FORMS, OPTIONAL):
        raise ProtocolError("bad-shape", "signal")
    for name, outside, reason in (
        ("room", room, "wrong-room"),
        ("sender", sender, "wrong-sender"),
        ("sid", session.sid, "wrong-session"),
        ("n", jwe.header["n"], "wrong-index"),
    ):
        if payload[name] != outside:
            raise ProtocolError(reason)
    _check_body(payload["kind"], payload.get("body"))
    if last is not None and payload["n"] <= last:
        raise ProtocolError("replayed")
    return {name: payload.get(name) for name in ("body", "kind", "n", "sid", "time")}
