"""Compact JWS under PS256: form first, signature after (PROTOCOL.md §1.2, §3.1).

A JWS is opened in two steps, because a bundle carries its own key and a roster entry
names its signer inside: `parse_jws` looks at form, encodings and header and uses no
key; `verify_jws` then holds the signature against the key that must have made it.
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from ..errors import ProtocolError
from .base64url import unb64u
from .canonical import from_canonical
from .compact import split_compact
from .forms import has_members, is_hash
from .public_key import EXPONENT, MODULUS_BYTES, check_public, thumbprint

# RFC 7518 §3.5: the salt is as long as the hash.
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)


@dataclass(frozen=True)
class Jws:
    """A JWS whose form and header were accepted and whose signature was not yet."""

    kid: str
    payload: bytes
    signing_input: bytes
    signature: bytes


def parse_jws(text: object, typ: str, limit: int) -> Jws:
    """Take a compact JWS of one typ apart.

    Raises ProtocolError `too-large`, `bad-shape`, `bad-base64`, `bad-json`,
    `bad-header`.
    """
    parts = split_compact(text, limit, 3)
    header_bytes, payload, signature = (unb64u(part) for part in parts)
    header = from_canonical(header_bytes)
    if (
        not has_members(header, "alg", "kid", "typ")
        or header["alg"] != "PS256"
        or header["typ"] != typ
        or not is_hash(header["kid"])
    ):
        raise ProtocolError("bad-header")
    signing_input = ".".join(parts[:2]).encode("ascii")
    return Jws(header["kid"], payload, signing_input, signature)


def read_payload(data: bytes) -> dict:
    """Read a payload as far as every kind of payload is alike: JSON and version.

    Raises ProtocolError `bad-json`, `bad-shape`, `bad-version`.
    """
    payload = from_canonical(data)
    if not isinstance(payload, dict):
        raise ProtocolError("bad-shape", "payload is not an object")
    version = payload.get("v")
    if type(version) is not int or version != 1:
        raise ProtocolError("bad-version")
    return payload


def verify_jws(jws: Jws, jwk: dict) -> None:
    """Hold a JWS against the only key that may have signed it.

    Raises ProtocolError `bad-key`, `unknown-key`, `bad-signature`.
    """
    modulus = check_public(jwk)
    if jws.kid != thumbprint(jwk):
        raise ProtocolError("unknown-key")
    if len(jws.signature) != MODULUS_BYTES:
        raise ProtocolError("bad-signature", "length")
    key = rsa.RSAPublicNumbers(EXPONENT, modulus).public_key()
    try:
        key.verify(jws.signature, jws.signing_input, PSS, hashes.SHA256())
    except InvalidSignature:
        raise ProtocolError("bad-signature") from None


def read_jws(text: object, typ: str, limit: int, jwk: dict) -> dict:
    """Open a JWS whose signer is known beforehand and return its payload.

    Raises ProtocolError as `parse_jws`, `verify_jws` and `read_payload` do.
    """
    jws = parse_jws(text, typ, limit)
    verify_jws(jws, jwk)
    return read_payload(jws.payload)
