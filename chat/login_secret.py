"""How login secrets are stored and compared: scrypt (PROTOCOL.md §5)."""

import hashlib
import hmac
import os
import threading

from chat.transport import run_in_thread
from encryption.signed import b64u

# RFC 7914; PROTOCOL.md §5.
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 1
# OpenSSL refuses more than 32 MiB unless told; these parameters need a little more.
SCRYPT_MEMORY = 64 * 1024 * 1024
SALT_BYTES = 16


class Stretcher:
    """Stretches login secrets, a few at a time, so that logins cannot fill memory."""

    def __init__(self, at_once: int, insecure_n: int | None = None) -> None:
        self._n = insecure_n or SCRYPT_N
        self._turn = threading.BoundedSemaphore(at_once)

    def stretch(self, secret: bytes, salt: bytes) -> bytes:
        """Return the scrypt hash of a login secret."""
        with self._turn:
            return run_in_thread(scrypt, secret, salt, self._n)

    def matches(self, secret: bytes, salt: bytes, expected: bytes) -> bool:
        """Tell whether a login secret is the one that was hashed."""
        return hmac.compare_digest(self.stretch(secret, salt), expected)


def scrypt(secret: bytes, salt: bytes, n: int) -> bytes:
    """Compute scrypt with the parameters of the protocol, but for N."""
    return hashlib.scrypt(
        secret, salt=salt, n=n, r=SCRYPT_R, p=SCRYPT_P, maxmem=SCRYPT_MEMORY
    )


def new_salt() -> bytes:
    """Make a salt for one account."""
    return os.urandom(SALT_BYTES)


def fake_salt(server_secret: bytes, username: str) -> str:
    """Return the salt of a username that does not exist: the same at every asking."""
    return _fake(server_secret, f"securechat/fake-salt/1 {username}")


def fake_recovery_salt(server_secret: bytes, username: str) -> str:
    """Return the salt of a recovery phrase that does not exist."""
    return _fake(server_secret, f"securechat/fake-recovery-salt/1 {username}")


def fake_file_salt(server_secret: bytes, username: str) -> str:
    """Return the salt of a key file that does not exist."""
    return _fake(server_secret, f"securechat/fake-file-salt/1 {username}")


def _fake(server_secret: bytes, text: str) -> str:
    return b64u(hmac.digest(server_secret, text.encode(), "sha256")[:SALT_BYTES])
