"""Content encryption: A256CBC-HS512 (RFC 7518 §5.2.5, PROTOCOL.md §3.1)."""

from joserfc.errors import DecodeError
from joserfc.jwe import JWERegistry

from .signed import ProtocolError
from .signed.jwe import ENC as NAME

KEY_BYTES = 64

_ENC = JWERegistry(algorithms=[NAME]).get_enc(NAME)


def seal_content(
    key: bytes, iv: bytes, aad: bytes, plaintext: bytes
) -> tuple[bytes, bytes]:
    """Encrypt and authenticate; return ciphertext and tag."""
    return _ENC.encrypt(plaintext, key, iv, aad)


def open_content(
    key: bytes, iv: bytes, aad: bytes, ciphertext: bytes, tag: bytes
) -> bytes:
    """Check the tag and decrypt.

    Raises ProtocolError `bad-tag` for any failure, the block padding's too.
    """
    try:
        return _ENC.decrypt(ciphertext, tag, key, iv, aad)
    except (DecodeError, ValueError):
        raise ProtocolError("bad-tag") from None
