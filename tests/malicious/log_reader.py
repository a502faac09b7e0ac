"""Alice with a log that she downloaded, and the log tool; she keeps nothing."""

from __future__ import annotations

import io
from typing import Any

from encryption.log_file import BadLine
from encryption.log_opener import Opened
from encryption.log_reading import decrypt
from tests.factories import keys_of
from tests.malicious.victim import demand


class LogReader:
    """Reads one file after the other; also the writer that the tool writes to."""

    username = "alice"

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._refused: list[str] = []

    def read(self, lines: list[bytes]) -> None:
        """Verify a file and open what is in it, as `decrypt` does."""
        self._texts, self._refused = [], []
        file = io.BytesIO(b"".join(lines))
        try:
            decrypt(
                file,
                lambda size: None,
                lambda transcript: keys_of("alice"),
                self,
                lambda bad: self._refused.append(bad.reason),
            )
        except BadLine as bad:
            self._refused.append(bad.reason)

    def message(self, opened: Opened) -> None:
        """Take a message that was opened."""
        self._texts.append(opened.message.body.get("text", ""))

    def entry(self, record: dict) -> None:
        """Take a change of the members."""

    def erased(self, record: dict, why: str) -> None:
        """Take what stays of a message."""

    def close(self) -> None:
        """Close nothing."""

    def reads(self, *texts: str) -> None:
        """Demand that the file holds these texts, and nothing that was refused."""
        assert (self._texts, self._refused) == (list(texts), [])

    def refuses(self, reason: str, *besides: str) -> None:
        """Demand that this was refused, for these reasons and no others."""
        read = (self._refused, self._texts)
        demand({reason, *besides}, self._refused, self._texts, read)

    def state(self) -> dict[str, Any]:
        """Return nothing: a file is read, and that is all."""
        return {}
