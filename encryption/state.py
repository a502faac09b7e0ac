"""Account data: what follows a person between browsers, sealed (PROTOCOL.md §12)."""

from collections.abc import Mapping

from joserfc.jwk import RSAKey

from . import content
from .jwe import open_jwe, unwrap, write_compact
from .jws import write_jws
from .keys import Keys, pair_of, public_of
from .padding import pad, unpad
from .signed import (
    MAX_STATE,
    ProtocolError,
    is_checkpoint,
    is_count,
    is_hash,
    is_id,
    is_username,
    thumbprint,
)
from .signed.forms import has_members, is_formed
from .signed.jwe import RSA_ALG, parse_compact
from .signed.jws import read_jws
from .signed.public_key import MODULUS_BYTES

TYP = "securechat-state"
HEADER = {"alg": RSA_ALG, "enc": content.NAME, "kid": is_hash, "typ": TYP}


def make_state(
    *,
    keys: Keys,
    owner: str,
    read: dict[str, int],
    rev: int,
    time: int,
    enc_public: dict,
    contacts: Mapping[str, dict] | None = None,
    log: dict | None = None,
    chats: Mapping[str, dict] | None = None,
    notes: dict | None = None,
    privacy: dict | None = None,
) -> str:
    """Seal what a person has read, by room, and whose keys they know, by username.

    `log` is the newest checkpoint of the key log that they have verified, `chats` what
    they decided on rooms, `notes` names the room for themselves, `privacy` says what
    others are told of them.
    Raises ProtocolError `too-large`.
    """
    payload = {
        "contacts": dict(contacts or {}),
        "owner": owner,
        "read": read,
        "rev": rev,
        "time": time,
    }
    parts = {"chats": chats or None, "log": log, "notes": notes, "privacy": privacy}
    payload |= {name: value for name, value in parts.items() if value is not None}
    plaintext = pad(write_jws(keys, TYP, payload).encode("ascii"))
    header = {**HEADER, "kid": thumbprint(enc_public)}
    return write_compact(header, plaintext, RSAKey.import_key(enc_public))


def _is_read(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_id(room) and is_count(seq) for room, seq in value.items()
    )


def _is_contact(value: object) -> bool:
    return (
        has_members(value, "enc", "sig", "since", "time", "verified")
        and is_hash(value["enc"])
        and is_hash(value["sig"])
        and is_count(value["since"])
        and is_count(value["time"])
        and isinstance(value["verified"], bool)
    )


def _is_contacts(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_username(username) and _is_contact(contact)
        for username, contact in value.items()
    )


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


CHAT = {"archived": _is_flag, "muted": is_count, "pinned": _is_flag, "time": is_count}
PRIVACY = {
    "delivered": _is_flag,
    "presence": _is_flag,
    "read": _is_flag,
    "time": is_count,
    "typing": _is_flag,
}


def _is_chats(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_id(room) and is_formed(chat, CHAT, {}) for room, chat in value.items()
    )


def _is_notes(value: object) -> bool:
    return is_formed(value, {"room": is_id}, {})


def _is_privacy(value: object) -> bool:
    return is_formed(value, PRIVACY, {})


FORMS = {
    "chats": _is_chats,
    "contacts": _is_contacts,
    "log": is_checkpoint,
    "notes": _is_notes,
    "owner": is_username,
    "privacy": _is_privacy,
    "read": _is_read,
    "rev": is_count,
    "time": is_count,
    "v": lambda value: True,
}
# Version 1.0 wrote none of these, 1.1 the contacts and the log.
OPTIONAL = {"chats", "contacts", "log", "notes", "privacy"}


def read_state(
    *, text: str, keys: Keys, sig_public: dict, owner: str, rev: int
) -> dict:
    """Open account data and return its members but `owner` and `v`.

    `contacts` and `chats` are empty, `log`, `notes` and `privacy` None where they are
    not there.
    Raises ProtocolError for every breach of PROTOCOL.md §12 but `stale-state`, which
    only who remembers the last revision can see.
    """
    jwe = parse_compact(text, MAX_STATE, MODULUS_BYTES, HEADER)
    pair = pair_of(keys, jwe.header["kid"])
    if pair is None:
        raise ProtocolError("no-key")
    inside = unpad(open_jwe(jwe, unwrap(jwe.encrypted_key, pair.enc)))
    # What was written before a renewal is signed by the pair that it is sealed to.
    signed_by = sig_public if pair is keys else public_of(pair.sig)
    payload = read_jws(inside.decode("latin-1"), TYP, MAX_STATE, signed_by)
    if payload.keys() | OPTIONAL != FORMS.keys():
        raise ProtocolError("bad-shape", "members of the account data")
    for name, value in payload.items():
        if not FORMS[name](value):
            raise ProtocolError("bad-shape", name)
    if payload["owner"] != owner:
        raise ProtocolError("wrong-owner")
    if payload["rev"] != rev:
        raise ProtocolError("wrong-rev")
    return {
        **{name: payload.get(name, {}) for name in ("chats", "contacts")},
        **{name: payload.get(name) for name in ("log", "notes", "privacy")},
        **{name: payload[name] for name in ("read", "rev", "time")},
    }
