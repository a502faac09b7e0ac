"""The server's secret: written at the first start, read at every other."""

import os
from pathlib import Path

from chat.start import CannotStart

SECRET_BYTES = 32


class BadSecret(CannotStart):
    """The secret file is there and does not hold a secret."""


def read_secret(path: Path) -> bytes:
    """Return the secret, making it first where there is none.

    Raises BadSecret.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # O_EXCL: of two first starts at once, one makes the secret and both read it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(SECRET_BYTES).hex() + "\n")
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except ValueError:
        secret = b""
    if len(secret) < SECRET_BYTES:
        # Refused rather than replaced: a new secret would end every login unseen.
        raise BadSecret(
            f"{path} does not hold the server's secret. Put it back, or remove the "
            f"file: then a new one is made, and everybody has to log in again."
        )
    return secret
