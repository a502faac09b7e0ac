"""Sealed keys: the private keys under a password (PROTOCOL.md §5)."""

from typing import Any

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from joserfc.jwk import OctKey

from . import content
from .jwe import open_jwe, write_compact
from .keys import Keys, import_keys, import_row
from .password import MAX_ROUNDS, MIN_ROUNDS, ROUNDS, new_salt, password_bytes, stretch
from .signed import (
    MAX_SEALED,
    ProtocolError,
    is_count,
    is_hash,
    is_id,
    is_username,
    read_bundle,
    thumbprint,
    to_canonical,
    unb64u,
)
from .signed.forms import has_members
from .signed.jwe import parse_compact
from .signed.jws import read_payload

ALG = "PBES2-HS512+A256KW"
HEADER = {
    "alg": ALG,
    "enc": content.NAME,
    "p2c": lambda value: type(value) is int,
    "p2s": is_id,  # 16 bytes: the form of an id.
}
WRAPPED_BYTES = 72  # RFC 3394: the key and one block of eight bytes.
KEK_BYTES = 32
MEMBERS = {"enc", "owner", "purpose", "sig", "thumbprints", "time", "v"}
MAX_EARLIER = 31  # PROTOCOL.md §5: an account has at most 32 bundles in its life.
# What else those of each purpose have; version 1.0 wrote no `login`. `earlier` may be
# in all of them: who never renewed their keys has none.
FURTHER = {
    "file": {"bundle", "key"},
    "passkey": set(),
    "password": {"login"},
    "recovery": {"login"},
}


def seal_keys(
    *,
    private_jwks: dict,
    username: str,
    password: str,
    purpose: str,
    time: int,
    login: str | None = None,
) -> str:
    """Seal private keys for their owner under a password or recovery phrase.

    `login` is the salt of the login secret. Beside the keys, `private_jwks` has the
    pairs that they renewed, where there are any: `earlier`.
    """
    further = {} if login is None else {"login": login}
    return write_sealed(private_jwks, username, password, purpose, time, further)


def write_sealed(
    private_jwks: dict,
    username: str,
    password: str,
    purpose: str,
    time: int,
    further: dict,
) -> str:
    """Seal private keys with the further members of a purpose."""
    payload = {**sealed_payload(private_jwks, username, purpose, time), **further}
    header = {"alg": ALG, "enc": content.NAME, "p2c": ROUNDS, "p2s": new_salt()}
    key = OctKey.import_key(password_bytes(password))
    return write_compact(header, to_canonical(payload), key)


def sealed_payload(private_jwks: dict, username: str, purpose: str, time: int) -> dict:
    """Make what is sealed of private keys, whatever for."""
    payload = {
        "enc": private_jwks["enc"],
        "owner": username,
        "purpose": purpose,
        "sig": private_jwks["sig"],
        "thumbprints": {n: thumbprint(private_jwks[n]) for n in ("enc", "sig")},
        "time": time,
        "v": 1,
    }
    if private_jwks.get("earlier"):
        payload["earlier"] = [
            {use: pair[use] for use in ("enc", "sig")}
            for pair in private_jwks["earlier"]
        ]
    return payload


def _stretched(password: str, header: dict) -> bytes:
    # RFC 7518 §4.8.1.1: the salt is the algorithm's name, a zero byte, and p2s.
    salt = ALG.encode("ascii") + b"\0" + unb64u(header["p2s"])
    return stretch(password, salt, header["p2c"], KEK_BYTES)


def open_keys(**how: Any) -> Keys:
    """Open sealed keys and hold them against the account they must belong to.

    Takes `text`, `username`, `password`, `purpose`, `enc_thumbprint`, `sig_thumbprint`,
    and `login`, the salt that the server gave, where there was a login just now.

    Raises ProtocolError for every breach of PROTOCOL.md §5; `bad-password` where the
    password does not open them.
    """
    return read_sealed(**how)[0]


def reseal_keys(
    *,
    username: str,
    new_password: str,
    new_purpose: str,
    new_login: str,
    time: int,
    **how: Any,
) -> str:
    """Open sealed keys as `open_keys` does, and seal them anew beside another salt.

    Raises ProtocolError as `open_keys` does.
    """
    _, payload = read_sealed(username=username, **how)
    return seal_keys(
        private_jwks=payload,
        username=username,
        password=new_password,
        purpose=new_purpose,
        time=time,
        login=new_login,
    )


def read_sealed(*, text: str, password: str, **account: Any) -> tuple[Keys, dict]:
    """Open sealed keys; return them with the plaintext.

    Of a key file the thumbprints of the account may be left out: it has its bundle.

    Raises ProtocolError as `open_keys` does.
    """
    jwe = parse_compact(text, MAX_SEALED, WRAPPED_BYTES, HEADER)
    if not MIN_ROUNDS <= jwe.header["p2c"] <= MAX_ROUNDS:
        raise ProtocolError("bad-rounds")
    try:
        key = aes_key_unwrap(_stretched(password, jwe.header), jwe.encrypted_key)
    except InvalidUnwrap:
        raise ProtocolError("bad-password") from None
    return read_opened(open_jwe(jwe, key), **account)


def read_opened(
    plaintext: bytes,
    *,
    username: str,
    purpose: str,
    enc_thumbprint: str | None = None,
    sig_thumbprint: str | None = None,
    login: str | None = None,
) -> tuple[Keys, dict]:
    """Read what was sealed, and hold it against the account that it must belong to.

    Raises ProtocolError of PROTOCOL.md §5.
    """
    payload = read_payload(plaintext)
    if not _is_payload(payload):
        raise ProtocolError("bad-shape", "sealed keys")
    keys = import_row(import_keys(payload), payload.get("earlier", ()))
    if payload["owner"] != username:
        raise ProtocolError("wrong-owner")
    if payload["purpose"] != purpose:
        raise ProtocolError("wrong-purpose")
    said = [(payload["thumbprints"]["enc"], payload["thumbprints"]["sig"])]
    if purpose == "file":
        bundle = read_bundle(payload["bundle"], username)
        said.append((bundle.enc_thumbprint, bundle.sig_thumbprint))
    if purpose != "file" or enc_thumbprint is not None:
        said.append((enc_thumbprint, sig_thumbprint))
    if any(pair != (keys.enc_thumbprint, keys.sig_thumbprint) for pair in said):
        raise ProtocolError("wrong-thumbprint")
    if login is not None and payload.get("login", login) != login:
        raise ProtocolError("wrong-salt")
    return keys, payload


def _is_payload(payload: dict) -> bool:
    purpose = payload.get("purpose")
    if not isinstance(purpose, str) or purpose not in FURTHER:
        return False
    further = payload.keys() - MEMBERS - {"earlier"}
    return (
        further <= FURTHER[purpose]
        and payload.keys() >= MEMBERS
        and (purpose != "file" or further == FURTHER[purpose])
        and ("earlier" not in payload or _is_earlier(payload["earlier"]))
        and ("login" not in payload or is_id(payload["login"]))
        and ("key" not in payload or is_hash(payload["key"]))
        and isinstance(payload.get("bundle", ""), str)
        and is_username(payload["owner"])
        and has_members(payload["thumbprints"], "enc", "sig")
        and all(is_hash(value) for value in payload["thumbprints"].values())
        and is_count(payload["time"])
    )


def _is_earlier(value: object) -> bool:
    return (
        isinstance(value, list)
        and 1 <= len(value) <= MAX_EARLIER
        and all(has_members(pair, "enc", "sig") for pair in value)
    )
