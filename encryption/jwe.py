"""JWE of the profiles of PROTOCOL.md §3.1: writing them, and opening what was parsed.

joserfc composes what we write. What we read `signed.jwe` takes apart, because a reader
must refuse by the profile before any key is used and must name why; joserfc's own
limits (16 recipients, 300 000 rounds) are also not ours.
"""

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
from .signed import MAX_MEMBERS, ProtocolError, to_canonical
from .signed.jwe import RSA_ALG, Jwe

SHA256 = hashes.SHA256()
OAEP = padding.OAEP(mgf=padding.MGF1(SHA256), algorithm=SHA256, label=None)

REGISTRY = JWERegistry(
    algorithms=["dir", RSA_ALG, "PBES2-HS512+A256KW", "A256KW", content.NAME],
    max_recipients=MAX_MEMBERS,
    strict_check_header=False,  # `sid` and `idx` are ours; readers check the header.
)


def open_jwe(jwe: Jwe, key: bytes) -> bytes:
    """Decrypt with the content key.

    Raises ProtocolError `bad-tag`.
    """
    return open_content(key, jwe.iv, jwe.aad, jwe.ciphertext, jwe.tag)


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
