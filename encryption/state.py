"""Account data: what a person has read, sealed to themselves (PROTOCOL.md §12)."""

from joserfc.jwk import RSAKey

from . import content
from .jwe import open_jwe, unwrap, write_compact
from .jws import write_jws
from .keys import Keys
from .padding import pad, unpad
from .signed import (
    MAX_STATE,
    ProtocolError,
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
) -> str:
    """Seal what a person has read, by room, to their own key.

    Raises ProtocolError `too-large`.
    """
    payload = {"owner": owner, "read": read, "rev": rev, "time": time}
    plaintext = pad(write_jws(keys, TYP, payload).encode("ascii"))
    header = {**HEADER, "kid": thumbprint(enc_public)}
    return write_compact(header, plaintext, RSAKey.import_key(enc_public))


def _is_read(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_id(room) and is_count(seq) for room, seq in value.items()
    )


def read_state(
    *, text: str, keys: Keys, sig_public: dict, owner: str, rev: int
) -> dict:
    """Open account data and return its `read`, `rev` and `time`.

    Raises ProtocolError for every breach of PROTOCOL.md §12 but `stale-state`, which
    only who remembers the last revision can see.
    """
    jwe = parse_compact(text, MAX_STATE, MODULUS_BYTES, HEADER)
    if jwe.header["kid"] != keys.enc_thumbprint:
        raise ProtocolError("no-key")
    inside = unpad(open_jwe(jwe, unwrap(jwe.encrypted_key, keys.enc)))
    payload = read_jws(inside.decode("latin-1"), TYP, MAX_STATE, sig_public)
    if (
        not has_members(payload, "owner", "read", "rev", "time", "v")
        or not is_username(payload["owner"])
        or not _is_read(payload["read"])
        or not is_count(payload["rev"])
        or not is_count(payload["time"])
    ):
        raise ProtocolError("bad-shape", "account data")
    if payload["owner"] != owner:
        raise ProtocolError("wrong-owner")
    if payload["rev"] != rev:
        raise ProtocolError("wrong-rev")
    return {name: payload[name] for name in ("read", "rev", "time")}
