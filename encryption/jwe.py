"""JWE of the five profiles: form first, keys after (PROTOCOL.md §1.2, §3.1).

joserfc composes what we write. What we read is taken apart here, because a reader must
refuse by the profile before any key is used and must name why; joserfc's own limits
(16 recipients, 300 000 rounds) are also not ours.
"""

from dataclasses import dataclass, replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from joserfc.jwe import (
    GeneralJSONEncryption,
    JWERegistry,
    encrypt_compact,
    encrypt_json,
)
from joserfc.jwk import Key, RSAKey

from . import content
from .content import open_content
from .signed import (
    MAX_MEMBERS,
    ProtocolError,
    from_canonical,
    is_hash,
    to_canonical,
    unb64u,
)
from .signed.forms import has_members
from .signed.public_key import MODULUS_BYTES

SHA256 = hashes.SHA256()
OAEP = padding.OAEP(mgf=padding.MGF1(SHA256), algorithm=SHA256, label=None)

RSA_ALG = "RSA-OAEP-256"
REGISTRY = JWERegistry(
    algorithms=["dir", RSA_ALG, "PBES2-HS512+A256KW", content.NAME],
    max_recipients=MAX_MEMBERS,
    strict_check_header=False,  # `sid` and `idx` are ours; readers check the header.
)


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

    def open(self, key: bytes) -> bytes:
        """Decrypt with the content key.

        Raises ProtocolError `bad-tag`.
        """
        return open_content(key, self.iv, self.aad, self.ciphertext, self.tag)


def _check_lengths(jwe: Jwe, key_bytes: int) -> None:
    if (
        len(jwe.iv) != content.IV_BYTES
        or len(jwe.tag) != content.TAG_BYTES
        or not jwe.ciphertext
        or len(jwe.ciphertext) % content.BLOCK_BYTES
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
    if not isinstance(text, str):
        raise ProtocolError("bad-shape", "not a string")
    if len(text) > limit:
        raise ProtocolError("too-large")
    parts = text.split(".")
    if not text.isascii() or len(parts) != 5:
        raise ProtocolError("bad-shape", "not a compact JWE")
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


def unwrap(encrypted_key: bytes, key: rsa.RSAPrivateKey) -> bytes:
    """Open a content key that was wrapped with RSA-OAEP-256.

    Raises ProtocolError `bad-unwrap`.
    """
    try:
        opened = key.decrypt(encrypted_key, OAEP)
    except ValueError:
        raise ProtocolError("bad-unwrap") from None
    if len(opened) != content.KEY_BYTES:
        raise ProtocolError("bad-unwrap", "length")
    return opened


def write_compact(header: dict, plaintext: bytes, key: Key) -> str:
    """Compose a compact JWE."""
    # joserfc writes the header in the order of its members; ours is canonical.
    ordered = dict(sorted(header.items()))
    return encrypt_compact(ordered, plaintext, key, registry=REGISTRY)


def write_general(header: dict, plaintext: bytes, public: dict[str, dict]) -> str:
    """Compose a general JSON JWE for RSA public keys, given by their thumbprints."""
    jwe = GeneralJSONEncryption(dict(sorted(header.items())), plaintext)
    for kid in sorted(public):
        jwe.add_recipient({"kid": kid}, RSAKey.import_key(public[kid]))
    return to_canonical(encrypt_json(jwe, None, registry=REGISTRY)).decode("ascii")
