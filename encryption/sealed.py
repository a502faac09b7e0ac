"""Sealed keys: the private keys under a password (PROTOCOL.md §5)."""

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from joserfc.jwk import OctKey

from . import content
from .jwe import open_jwe, write_compact
from .keys import Keys, import_keys
from .password import MAX_ROUNDS, MIN_ROUNDS, ROUNDS, new_salt, password_bytes, stretch
from .signed import (
    MAX_SEALED,
    ProtocolError,
    is_count,
    is_hash,
    is_id,
    is_username,
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
PURPOSES = ("password", "recovery")


MEMBERS = {"enc", "login", "owner", "purpose", "sig", "thumbprints", "time", "v"}


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

    `login` is the salt of the login secret.
    """
    payload = {
        "enc": private_jwks["enc"],
        "owner": username,
        "purpose": purpose,
        "sig": private_jwks["sig"],
        "thumbprints": {n: thumbprint(private_jwks[n]) for n in ("enc", "sig")},
        "time": time,
        "v": 1,
    }
    if login is not None:
        payload["login"] = login
    header = {"alg": ALG, "enc": content.NAME, "p2c": ROUNDS, "p2s": new_salt()}
    key = OctKey.import_key(password_bytes(password))
    return write_compact(header, to_canonical(payload), key)


def _stretched(password: str, header: dict) -> bytes:
    # RFC 7518 §4.8.1.1: the salt is the algorithm's name, a zero byte, and p2s.
    salt = ALG.encode("ascii") + b"\0" + unb64u(header["p2s"])
    return stretch(password, salt, header["p2c"], KEK_BYTES)


def open_keys(
    *,
    text: str,
    username: str,
    password: str,
    purpose: str,
    enc_thumbprint: str,
    sig_thumbprint: str,
    login: str | None = None,
) -> Keys:
    """Open sealed keys and hold them against the account they must belong to.

    `login` is the salt that the server gave, where there was a login just now.
    Raises ProtocolError for every breach of PROTOCOL.md §5; `bad-password` where the
    password does not open them.
    """
    jwe = parse_compact(text, MAX_SEALED, WRAPPED_BYTES, HEADER)
    if not MIN_ROUNDS <= jwe.header["p2c"] <= MAX_ROUNDS:
        raise ProtocolError("bad-rounds")
    try:
        key = aes_key_unwrap(_stretched(password, jwe.header), jwe.encrypted_key)
    except InvalidUnwrap:
        raise ProtocolError("bad-password") from None
    payload = read_payload(open_jwe(jwe, key))
    if (
        payload.keys() | {"login"} != MEMBERS
        or ("login" in payload and not is_id(payload["login"]))
        or not is_username(payload["owner"])
        or payload["purpose"] not in PURPOSES
        or not has_members(payload["thumbprints"], "enc", "sig")
        or not all(is_hash(value) for value in payload["thumbprints"].values())
        or not is_count(payload["time"])
    ):
        raise ProtocolError("bad-shape", "sealed keys")
    keys = import_keys(payload)
    if payload["owner"] != username:
        raise ProtocolError("wrong-owner")
    if payload["purpose"] != purpose:
        raise ProtocolError("wrong-purpose")
    inside = {"enc": keys.enc_thumbprint, "sig": keys.sig_thumbprint}
    account = {"enc": enc_thumbprint, "sig": sig_thumbprint}
    if not payload["thumbprints"] == inside == account:
        raise ProtocolError("wrong-thumbprint")
    if login is not None and payload.get("login", login) != login:
        raise ProtocolError("wrong-salt")
    return keys
