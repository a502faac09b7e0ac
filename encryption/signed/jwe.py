"""JWE as far as no key is needed: form, encodings, header (PROTOCOL.md §1.2, §3.1).

A reader must refuse by the profile before any key is used, and must name why. So a JWE
is taken apart here, by its readers and by whoever only passes it on.
"""

from dataclasses import dataclass, replace

from ..errors import ProtocolError
from .base64url import unb64u
from .canonical import from_canonical
from .compact import split_compact
from .forms import has_members, is_hash
from .limits import MAX_MEMBERS
from .public_key import MODULUS_BYTES

RSA_ALG = "RSA-OAEP-256"
ENC = "A256CBC-HS512"
IV_BYTES = 16
TAG_BYTES = 32
BLOCK_BYTES = 16


@dataclass(frozen=True)
class Jwe:
    """A JWE whose form was accepted; nothing in it was opened yet."""

    header: dict
    encrypted_keys: dict[str, bytes]
    iv: bytes
    aad: bytes
    ciphertext: bytes
    tag: bytes

    @property
    def encrypted_key(self) -> bytes:
        """The one wrapped key of a compact JWE."""
        return self.encrypted_keys[""]


def _check_lengths(jwe: Jwe, key_bytes: int) -> None:
    if (
        len(jwe.iv) != IV_BYTES
        or len(jwe.tag) != TAG_BYTES
        or not jwe.ciphertext
        or len(jwe.ciphertext) % BLOCK_BYTES
        or any(len(key) != key_bytes for key in jwe.encrypted_keys.values())
    ):
        raise ProtocolError("bad-shape", "lengths")


def _read_header(data: bytes, members: dict[str, object]) -> dict:
    """Hold a header against the profile: a member's value, or a test of it."""
    header = from_canonical(data)
    if not has_members(header, *members):
        raise ProtocolError("bad-header", "members")
    for name, wanted in members.items():
        value = header[name]
        if not (wanted(value) if callable(wanted) else value == wanted):
            raise ProtocolError("bad-header", name)
    return header


def parse_compact(
    text: object, limit: int, key_bytes: int, header: dict[str, object]
) -> Jwe:
    """Take a compact JWE apart and hold it against its profile.

    Raises ProtocolError `too-large`, `bad-shape`, `bad-base64`, `bad-json`,
    `bad-header`.
    """
    parts = split_compact(text, limit, 5)
    protected, key, iv, ciphertext, tag = (unb64u(part) for part in parts)
    jwe = Jwe({}, {"": key}, iv, parts[0].encode("ascii"), ciphertext, tag)
    _check_lengths(jwe, key_bytes)
    return replace(jwe, header=_read_header(protected, header))


def parse_general(text: object, limit: int, header: dict[str, object]) -> Jwe:
    """Take a general JSON JWE, wrapped for one or more RSA keys, apart.

    Raises ProtocolError `too-large`, `bad-json`, `bad-shape`, `bad-base64`,
    `bad-header`.
    """
    if not isinstance(text, str):
        raise ProtocolError("bad-shape", "not a string")
    if len(text) > limit:
        raise ProtocolError("too-large")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ProtocolError("bad-shape", "not UTF-8") from None
    parts = from_canonical(text)
    if not has_members(parts, "ciphertext", "iv", "protected", "recipients", "tag"):
        raise ProtocolError("bad-shape", "members")
    recipients = parts.pop("recipients")
    if not all(isinstance(part, str) for part in parts.values()):
        raise ProtocolError("bad-shape", "types")
    if not isinstance(recipients, list) or not 1 <= len(recipients) <= MAX_MEMBERS:
        raise ProtocolError("bad-shape", "recipients")
    for one in recipients:
        if (
            not has_members(one, "encrypted_key", "header")
            or not isinstance(one["encrypted_key"], str)
            or not has_members(one["header"], "kid")
            or not is_hash(one["header"]["kid"])
        ):
            raise ProtocolError("bad-shape", "recipient")
    kids = [one["header"]["kid"] for one in recipients]
    if kids != sorted(set(kids)):
        raise ProtocolError("bad-shape", "recipients are not distinct and ascending")
    aad = parts["protected"].encode("utf-8")
    protected, iv, ciphertext, tag = (
        unb64u(parts[name]) for name in ("protected", "iv", "ciphertext", "tag")
    )
    keys = {one["header"]["kid"]: unb64u(one["encrypted_key"]) for one in recipients}
    jwe = Jwe({}, keys, iv, aad, ciphertext, tag)
    _check_lengths(jwe, MODULUS_BYTES)
    return replace(jwe, header=_read_header(protected, header))
