"""Codes from an app: TOTP (RFC 6238), with pyotp.

Thirty seconds a step, SHA-1, six digits: what every such app speaks. The secret of an
account is made from the server's own and a salt, which alone is in the database: who
has only a dump of that makes no code.
"""

import base64
import hmac
import os
import re
import time

import pyotp

from encryption.signed import b64u

STEP_SECONDS = 30
# RFC 6238 §5.2: one step of delay either way, for clocks and fingers.
WINDOW = 1
# RFC 4226 §4: at least 128 bits, and 160 are recommended.
SECRET_BYTES = 20
SALT_BYTES = 16

CODE = re.compile(r"[0-9]{6}", re.ASCII)


def new_salt() -> str:
    """Make the salt of one account's secret."""
    return b64u(os.urandom(SALT_BYTES))


def secret_of(server_secret: bytes, username: str, salt: str) -> str:
    """Return an account's secret as apps take it: base32."""
    text = f"securechat/totp/1 {username} {salt}"
    made = hmac.digest(server_secret, text.encode(), "sha256")
    return base64.b32encode(made[:SECRET_BYTES]).decode()


def step_of(secret: str, code: str, after: int) -> int | None:
    """Return which step a code is of, of those around now and after the last one used.

    None where it is of none of them.
    """
    if not CODE.fullmatch(code):
        return None
    codes, now = pyotp.TOTP(secret), int(time.time()) // STEP_SECONDS
    found = None
    for step in range(now - WINDOW, now + WINDOW + 1):
        # All of them, whichever it is.
        is_it = hmac.compare_digest(codes.generate_otp(step), code)
        if is_it and step > after and found is None:
            found = step
    return found
