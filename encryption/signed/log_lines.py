"""The lines of a downloaded log file (PROTOCOL.md §11), written one at a time."""

import hashlib

from .base64url import b64u
from .canonical import to_canonical

FIRST_LINK = bytes(32)


def next_link(link: bytes, line: dict) -> bytes:
    """Return the link of a line, given without its `link`, behind another."""
    digest = hashlib.sha256(to_canonical(line)).digest()
    return hashlib.sha256(link + digest).digest()


class LogWriter:
    """Number and link the lines of one file; keeps nothing of those written."""

    def __init__(self) -> None:
        self.lines = 0
        self._link = FIRST_LINK

    def line(self, type: str, **members: object) -> bytes:
        """Write the next line, with its line feed."""
        line = {**members, "line": self.lines + 1, "type": type}
        self._link = next_link(self._link, line)
        self.lines += 1
        return to_canonical({**line, "link": b64u(self._link)}) + b"\n"
