"""RSA public keys as JWK (PROTOCOL.md §3)."""

from ..errors import ProtocolError
from .base64url import unb64u
from .canonical import to_canonical
from .forms import has_members, sha256_b64

MODULUS_BYTES = 384
EXPONENT = 65537


def check_public(jwk: object) -> int:
    """Check the form of a public key and return its modulus.

    Raises ProtocolError `bad-key`.
    """
    if not has_members(jwk, "e", "kty", "n"):
        raise ProtocolError("bad-key", "members")
    if jwk["kty"] != "RSA" or jwk["e"] != "AQAB" or not isinstance(jwk["n"], str):
        raise ProtocolError("bad-key", "not RSA with e = 65537")
    try:
        data = unb64u(jwk["n"])
    except ProtocolError:
        raise ProtocolError("bad-key", "modulus is not base64url") from None
    if len(data) != MODULUS_BYTES or not data[0] & 0x80 or not data[-1] & 1:
        raise ProtocolError("bad-key", "not an odd modulus of exactly 3072 bits")
    return int.from_bytes(data, "big")


def thumbprint(jwk: dict) -> str:
    """Return the RFC 7638 thumbprint of an RSA key, public or private."""
    return sha256_b64(to_canonical({name: jwk[name] for name in ("e", "kty", "n")}))
