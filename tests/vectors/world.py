"""The people, room and objects that the vectors vary."""

import hmac
import json
from pathlib import Path

from .insecure import (
    b64,
    canonical,
    compact,
    derive,
    general,
    jws,
    make_id,
    make_pair,
    sha,
    thumb,
    wrap_oaep,
)

HERE = Path(__file__).parent
NAMES = ("alice", "bob", "carol", "mallory")
TIME = 1_700_000_000_000
ROOM = make_id("room")
OTHER_ROOM = make_id("other room")
SID = make_id("session")
MESSAGE_ID = make_id("message")
CHAIN = derive("chain", 32)


def signed(actor: dict, typ: str, payload: object, header: object = None, **how) -> str:
    """Write a JWS of an actor."""
    if header is None:
        header = {"alg": "PS256", "kid": actor["sig_thumbprint"], "typ": typ}
    return jws(header, payload, actor["sig"]["private"], **how)


def bundle_payload(actor: dict, **changes: object) -> dict:
    """Make the payload of an actor's bundle."""
    payload = {
        "enc": actor["enc"]["public"],
        "sig": actor["sig"]["public"],
        "time": TIME,
        "username": actor["username"],
        "v": 1,
    }
    return {**payload, **changes}


def signed_bundle(actor: dict, **changes: object) -> str:
    """Write an actor's bundle."""
    return signed(actor, "securechat-bundle", bundle_payload(actor, **changes))


def make_actor(name: str) -> dict:
    """Derive the keys of an actor."""
    pairs = {use: make_pair(f"{name} {use}") for use in ("enc", "sig")}
    actor = {
        **pairs,
        "enc_thumbprint": thumb(pairs["enc"]["public"]),
        "sig_thumbprint": thumb(pairs["sig"]["public"]),
        "username": name,
    }
    return {**actor, "bundle": signed_bundle(actor)}


def load_actors() -> dict:
    """Read the actors that `generate --keys` wrote."""
    return json.loads((HERE / "keys.json").read_text("ascii"))


ACTORS = load_actors() if (HERE / "keys.json").exists() else {}
ALICE, BOB, CAROL, MALLORY = (ACTORS.get(name) for name in NAMES)


def subject(actor: dict, **changes: object) -> dict:
    """Name an actor in a roster entry."""
    names = {
        "enc": actor["enc_thumbprint"],
        "sig": actor["sig_thumbprint"],
        "username": actor["username"],
    }
    return {**names, **changes}


def entry_payload(actor: dict, op: str, texts: list[str], **further: object) -> dict:
    """Make the payload of the entry that follows `texts`."""
    payload = {
        "by": actor["username"],
        "n": len(texts),
        "op": op,
        "prev": sha(texts[-1].encode()) if texts else "",
        "room": ROOM,
        "time": TIME + len(texts),
        "v": 1,
    }
    return {**payload, **further}


def entry(actor: dict, op: str, texts: list[str], **further: object) -> str:
    """Write the entry that follows `texts`."""
    payload = entry_payload(actor, op, texts, **further)
    return signed(actor, "securechat-roster", payload)


def create(
    kind: str = "group", log: bool = True, actor: dict | None = None
) -> list[str]:
    """Write the roster of a room with its creator alone."""
    actor = actor or ALICE
    settings = {"log": log}
    return [
        entry(actor, "create", [], kind=kind, settings=settings, subject=subject(actor))
    ]


def added(texts: list[str], *actors: dict, by: dict | None = None) -> list[str]:
    """Let a member add people."""
    for actor in actors:
        texts = [*texts, entry(by or ALICE, "add", texts, subject=subject(actor))]
    return texts


def bundles(*actors: dict) -> dict:
    """Collect bundles by username."""
    return {actor["username"]: [actor["bundle"]] for actor in actors}


def member(actor: dict, role: str = "member") -> dict:
    """Write a member as a roster has it."""
    return {**subject(actor), "role": role}


def roster(texts: list[str], *members: dict, kind: str = "group", **changes) -> dict:
    """Write the roster behind some entries."""
    value = {
        "creator": "alice",
        "head": sha(texts[-1].encode()),
        "kind": kind,
        "log": True,
        "members": list(members),
        "n": len(texts) - 1,
        "room": ROOM,
    }
    return {**value, **changes}


def group() -> dict:
    """Write the roster of Alice's group with Bob."""
    texts = added(create(), BOB)
    return roster(texts, member(ALICE, "owner"), member(BOB))


def session_payload(**changes: object) -> dict:
    """Make the payload of Alice's session."""
    payload = {
        "bundle": ALICE["bundle"],
        "chain": b64(CHAIN),
        "recipients": sorted(a["enc_thumbprint"] for a in (ALICE, BOB)),
        "room": ROOM,
        "roster": group()["head"],
        "sender": "alice",
        "sid": SID,
        "start": 0,
        "time": TIME,
        "v": 1,
    }
    return {**payload, **changes}


SESSION_HEADER = {
    "alg": "RSA-OAEP-256",
    "enc": "A256CBC-HS512",
    "typ": "securechat-session",
}


def announcement(
    plaintext: str | bytes,
    header: object = None,
    recipients: tuple | None = None,
    wrap=wrap_oaep,
    key_size: int = 64,
) -> dict:
    """Encrypt an announcement to some people, as an object."""
    data = plaintext.encode() if isinstance(plaintext, str) else plaintext
    key = derive("session key", 64, data)
    wrapped = {
        actor["enc_thumbprint"]: wrap(actor["enc"]["public"], key[:key_size])
        for actor in recipients or (ALICE, BOB)
    }
    return general(header or SESSION_HEADER, key, data, wrapped)


def session_text(payload: object = None, **how: object) -> str:
    """Write Alice's announcement."""
    payload = session_payload() if payload is None else payload
    inside = signed(ALICE, "securechat-session", payload)
    return canonical(announcement(inside, **how)).decode()


def session(**changes: object) -> dict:
    """Write Alice's session as a reader keeps it."""
    value = {
        "chain": b64(CHAIN),
        "room": ROOM,
        "roster": group()["head"],
        "sender": "alice",
        "sender_sig": ALICE["sig"]["public"],
        "sid": SID,
        "start": 0,
        "time": TIME,
    }
    return {**value, **changes}


def message_key(idx: int, chain: bytes = CHAIN) -> bytes:
    """Derive the key of a message."""
    for _ in range(idx):
        chain = hmac.digest(chain, b"\x02", "sha256")
    return hmac.digest(chain, b"\x01", "sha512")


def padded(data: bytes, size: int = 2048) -> bytes:
    """Pad to a bucket."""
    assert len(data) < size
    return (data + b"\x80").ljust(size, b"\0")


def message_payload(**changes: object) -> dict:
    """Make the payload of Alice's message."""
    payload = {
        "body": {"text": "Hello, Bob"},
        "id": MESSAGE_ID,
        "idx": 3,
        "kind": "text",
        "room": ROOM,
        "seen": {"head": sha(b"seen"), "seq": 5},
        "sender": "alice",
        "sid": SID,
        "time": TIME + 10,
        "v": 1,
    }
    return {**payload, **changes}


def message_header(**changes: object) -> dict:
    """Make the header of Alice's message."""
    header = {
        "alg": "dir",
        "enc": "A256CBC-HS512",
        "idx": 3,
        "sid": SID,
        "typ": "securechat-message",
    }
    return {**header, **changes}


def message_text(payload: object = None, header: object = None, size=2048) -> str:
    """Write Alice's message."""
    payload = message_payload() if payload is None else payload
    inside = signed(ALICE, "securechat-message", payload).encode()
    return compact(header or message_header(), message_key(3), padded(inside, size))
