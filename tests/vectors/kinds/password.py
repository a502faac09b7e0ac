"""What the server is shown of a password and of a phrase (PROTOCOL.md §5, §5.2)."""

import hashlib
import unicodedata

from ..insecure import b64, derive
from . import accepted, phrase, refused

SALT = derive("login salt", 16)
PASSWORDS = {
    "ascii": "correct horse battery staple",
    "latin-composed": "caf\u00e9 au lait, s'il vous pla\u00eet",
    "latin-decomposed": "cafe\u0301 au lait, s'il vous plai\u0302t",
    "ligature-and-full-width": "\ufb01ve \uff21\uff22\uff23 \u2460\u2461\u2462 \u212b",
    "beyond-the-first-plane": "\U0001f512\U0001f511 lock and key",
    "longer-than-a-block": "long " * 60,
    "with-zero-character": "before\u0000after, both count",
}


def secret(password: str, salt: bytes, label: bytes = b"securechat/login/1") -> str:
    """Compute a secret."""
    data = unicodedata.normalize("NFKC", password).encode()
    salt = label + salt
    return b64(hashlib.pbkdf2_hmac("sha512", data, salt, 250_000, 32))


def vectors() -> list[dict]:
    """Write the vectors."""
    call, password = "login_secret", PASSWORDS["ascii"]
    return [
        *(
            accepted(name, call, secret(text, SALT), password=text, salt=b64(SALT))
            for name, text in PASSWORDS.items()
        ),
        accepted(
            "salt-of-zeros",
            call,
            secret(password, bytes(16)),
            password=password,
            salt=b64(bytes(16)),
        ),
        refused(
            "salt-too-short", "bad-shape", call, password=password, salt=b64(SALT[1:])
        ),
        refused("salt-empty", "bad-shape", call, password=password, salt=""),
        accepted(
            "of-a-phrase",
            "recovery_secret",
            secret(phrase.GOOD, SALT, b"securechat/recovery/1"),
            phrase=phrase.GOOD,
            salt=b64(SALT),
        ),
        refused(
            "of-a-phrase-salt-too-long",
            "bad-shape",
            "recovery_secret",
            phrase=phrase.GOOD,
            salt=b64(SALT + bytes(1)),
        ),
    ]
