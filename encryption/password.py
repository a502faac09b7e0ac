"""Stretching the password (PROTOCOL.md §5)."""

import hashlib
import hmac
import os
import unicodedata

from .signed import ProtocolError, b64u, is_id, unb64u

ROUNDS = 250_000
MIN_ROUNDS = 210_000
MAX_ROUNDS = 1_000_000
SALT_BYTES = 16
LOGIN_LABEL = b"securechat/login/1"
RECOVERY_LABEL = b"securechat/recovery/1"
FILE_LABEL = b"securechat/file/1"


def password_bytes(password: str) -> bytes:
    """Write a password the same way whatever keyboard it came from."""
    return unicodedata.normalize("NFKC", password).encode("utf-8")


def stretch(password: str, salt: bytes, rounds: int, size: int) -> bytes:
    """Derive a key from a password with PBKDF2-HMAC-SHA-512 (RFC 8018 §5.2)."""
    return hashlib.pbkdf2_hmac("sha512", password_bytes(password), salt, rounds, size)


def new_salt() -> str:
    """Make the salt of an account's login secret."""
    return b64u(os.urandom(SALT_BYTES))


def login_secret(password: str, salt: str) -> str:
    """Derive what the server is shown instead of the password.

    Raises ProtocolError `bad-shape` for a salt that is not 16 bytes.
    """
    return _secret(password, LOGIN_LABEL, salt)


def recovery_secret(phrase: str, salt: str) -> str:
    """Derive what the server is shown instead of the recovery phrase.

    Raises ProtocolError `bad-shape` for a salt that is not 16 bytes.
    """
    return _secret(phrase, RECOVERY_LABEL, salt)


def file_secret(key: str, salt: str) -> str:
    """Derive what the server is shown of the key in a key file.

    Raises ProtocolError `bad-shape` for a salt that is not 16 bytes.
    """
    # 256 random bits: there is nothing to guess, and so nothing to stretch.
    if not is_id(salt):
        raise ProtocolError("bad-shape", "salt")
    return b64u(hmac.digest(unb64u(key), FILE_LABEL + unb64u(salt), "sha256"))


def _secret(password: str, label: bytes, salt: str) -> str:
    if not is_id(salt):  # A salt has the form of an id.
        raise ProtocolError("bad-shape", "salt")
    return b64u(stretch(password, label + unb64u(salt), ROUNDS, 32))
