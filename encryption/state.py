"""Account data: what follows a person between browsers, sealed (PROTOCOL.md §12)."""

from collections.abc import Mapping

from joserfc.jwk import RSAKey

from . import content
from .jwe import open_jwe, unwrap, write_compact
from .jws import write_jws
from .keys import Keys
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
from .signed.forms import has_members
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
) -> str:
    """Seal what a person has read, by room, and whose keys they know, by username.

    `log` is the newest checkpoint of the key log that they have verified.
    Raises ProtocolError `too-large`.
    """
    payload = {
        "contacts": dict(contacts or {}),
        "owner": owner,
        "read": read,
        "rev": rev,
        "time": time,
    }
    if log is not None:
        payload["log"] = log
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


FORMS = {
    "contacts": _is_contacts,
    "log": is_checkpoint,
    "owner": is_username,
    "read": _is_read,
    "rev": is_count,
    "time": is_count,
    "v": lambda value: True,
}
# Version 1.0 wrote neither.
OPTIONAL = {"contacts", "log"}


def read_state(
    *, text: str, keys: Keys, sig_public: dict, owner: str, rev: int
) -> dict:
    """Open account data and return its `contacts`, `log`, `read`, `rev` and `time`.

    `contacts` are empty and `log` is None where they are not there.
    Raises ProtocolError for every breach of PROTOCOL.md §12 but `stale-state`, which
    only who remembers the last revision can see.
    """
    jwe = parse_compact(text, MAX_STATE, MODULUS_BYTES, HEADER)
    if jwe.header["kid"] != keys.enc_thumbprint:
        raise ProtocolError("no-key")
    inside = unpad(open_jwe(jwe, unwrap(jwe.encrypted_key, keys.enc)))
    payload = read_jws(inside.decode("latin-1"), TYP, MAX_STATE, sig_public)
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
        "contacts": payload.get("contacts", {}),
        "log": payload.get("log"),
        **{name: payload[name] for name in ("read", "rev", "time")},
    }
