"""A server's key log as anybody may ask for it (PROTOCOL.md §13), over HTTP.

Nothing that a server answers is trusted here, its length and slowness included.
"""

import json
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from .signed import ProtocolError

# Of one answer: a thousand entries take less than 200 kB, a proof less than 6 kB.
MAX_ANSWER_BYTES = 1024 * 1024
CHUNK_BYTES = 64 * 1024
# How long a server may be silent, and how long one answer may take.
SILENT_SECONDS = 20
ANSWER_SECONDS = 60


class Unreachable(Exception):
    """The server cannot be asked, or gives no answer that could be judged."""


class MembersOnly(Exception):
    """The server gives this to members only."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Another address is another server: whoever follows one has to name it."""

    def redirect_request(self, *_: Any) -> None:
        """Go nowhere."""
        return


def read_url(text: str) -> str:
    """Return the address of a server in the one form that state files have.

    Raises ValueError.
    """
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("the address has to be plain ASCII")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("the address has to begin with https:// or http://")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("the address has to be scheme, host, port and path alone")
    # Reading the port refuses one that is none.
    _ = parts.port
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


class KeyLogServer:
    """Asks one server; what it answers is JSON and nothing more is known of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(_NoRedirect)

    def checkpoint(self) -> object:
        """Ask for the newest checkpoint.

        Raises Unreachable.
        """
        return self._ask("checkpoint")

    def consistency(self, first: int, second: int) -> object:
        """Ask for the proof that one size of the log continues another.

        Raises Unreachable, ProtocolError `bad-shape`.
        """
        return _member(self._ask("consistency", first=first, second=second), "proof")

    def entries(self, start: int, end: int) -> object:
        """Ask for entries; fewer may be given.

        Raises Unreachable, MembersOnly, ProtocolError `bad-shape`.
        """
        return _member(self._ask("entries", start=start, end=end), "entries")

    def _ask(self, path: str, **query: int) -> object:
        address = f"{self.url}/api/keylog/{path}?{urlencode(query)}"
        # `read_url` let no other scheme through.
        request = urllib.request.Request(  # noqa: S310
            address, headers={"Accept": "application/json"}
        )
        try:
            with self._opener.open(request, timeout=SILENT_SECONDS) as answer:
                return json.loads(_read(answer))
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 401 and path == "entries":
                raise MembersOnly from None
            raise Unreachable(f"{path} is answered with status {error.code}") from None
        except (OSError, HTTPException) as error:
            raise Unreachable(f"{path} is not answered: {_why(error)}") from None
        except (ValueError, RecursionError):
            raise Unreachable(f"{path} is answered with what is no JSON") from None


def _read(answer: Any) -> bytes:
    """Read an answer to its end.

    Raises Unreachable at the end of our patience.
    """
    until = time.monotonic() + ANSWER_SECONDS
    data = b""
    while chunk := answer.read1(CHUNK_BYTES):
        data += chunk
        if len(data) > MAX_ANSWER_BYTES:
            raise Unreachable(f"an answer is longer than {MAX_ANSWER_BYTES} bytes")
        if time.monotonic() > until:
            raise Unreachable(f"an answer takes more than {ANSWER_SECONDS} seconds")
    return data


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return getattr(reason, "strerror", None) or type(reason).__name__


def _member(answer: object, name: str) -> object:
    if not isinstance(answer, dict) or answer.keys() != {name}:
        raise ProtocolError("bad-shape", f"answer with the {name}")
    return answer[name]
