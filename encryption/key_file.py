"""The key file: an account's keys, and what proves it, in a file (PROTOCOL.md §5.4)."""

import os
from dataclasses import dataclass
from typing import Any

from .keys import Keys
from .sealed import read_sealed, write_sealed
from .signed import Bundle, b64u, read_bundle

PURPOSE = "file"
KEY_BYTES = 32
# What editors and mail put around a text.
AROUND = " \t\r\n"


@dataclass(frozen=True)
class KeyFile:
    """What is in a key file; `key` is what `file_secret` is made of."""

    keys: Keys
    bundle: Bundle
    key: str


def make_key_file(
    *, username: str, bundle: str, file_password: str, time: int, **how: Any
) -> tuple[str, str]:
    """Open sealed keys as `open_keys` does, and seal them into a file.

    Returns the text of the file, and the key in it.

    Raises ProtocolError as `open_keys` does.
    """
    _, payload = read_sealed(username=username, **how)
    key = b64u(os.urandom(KEY_BYTES))
    further = {"bundle": bundle, "key": key}
    text = write_sealed(payload, username, file_password, PURPOSE, time, further)
    return text + "\n", key


def open_key_file(*, text: str, username: str, password: str) -> KeyFile:
    """Open a key file of this account.

    Raises ProtocolError for every breach of PROTOCOL.md §5.4; `bad-password` where the
    password is not the file's.
    """
    keys, payload = read_sealed(
        text=text.strip(AROUND), username=username, password=password, purpose=PURPOSE
    )
    return KeyFile(keys, read_bundle(payload["bundle"], username), payload["key"])
