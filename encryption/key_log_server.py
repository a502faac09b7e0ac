"""A server's key log as anybody may ask for it (PROTOCOL.md §13), over HTTP.

Nothing that a server answers is trusted here, its length included; how long it takes is
bounded by who asks.
"""

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from .signed import ProtocolError

# Of one answer: a thousand entries take less than 200 kB, a proof less than 6 kB.
MAX_ANSWER_BYTES = 1024 * 1024
CHUNK_BYTES = 64 * 1024
# How long a server may be silent.
SILENT_SECONDS = 20

# What it means that a server refuses what an honest one would give: as much as an
# answer that does not hold, or it could hide a fork by a refusal.
REFUSED = {
    "checkpoint": "log-behind",
    "consistency": "log-forked",
    "entries": "bad-log-entries",
}
# Request Timeout, Too Many Requests: these say no more than that it is busy.
BUSY = (408, 429)


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

        Raises Unreachable, ProtocolError `log-behind`.
        """
        return self._ask("checkpoint")

    def consistency(self, first: int, second: int) -> object:
        """Ask for the proof that one size of the log continues another.

        Raises Unreachable, ProtocolError `log-forked`, `bad-shape`.
        """
        return _member(self._ask("consistency", first=first, second=second), "proof")

    def entries(self, start: int, end: int) -> object:
        """Ask for entries, at most a thousand.

        Raises Unreachable, MembersOnly, ProtocolError `bad-log-entries`, `bad-shape`.
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
            raise _refusal(path, error.code) from None
        except (OSError, HTTPException) as error:
            raise Unreachable(f"{path} is not answered: {_why(error)}") from None
        except (ValueError, RecursionError):
            raise Unreachable(f"{path} is answered with what is no JSON") from None


def _read(answer: Any) -> bytes:
    """Read an answer to its end.

    Raises Unreachable where that does not come.
    """
    data = b""
    while chunk := answer.read1(CHUNK_BYTES):
        data += chunk
        if len(data) > MAX_ANSWER_BYTES:
            raise Unreachable(f"an answer is longer than {MAX_ANSWER_BYTES} bytes")
    return data


def _refusal(path: str, status: int) -> Exception:
    if status == 401 and path == "entries":
        return MembersOnly()
    told = f"{path} is answered with status {status}"
    if 400 <= status < 500 and status not in BUSY:
        return ProtocolError(REFUSED[path], told)
    return Unreachable(told)


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return getattr(reason, "strerror", None) or type(reason).__name__


def _member(answer: object, name: str) -> object:
    if not isinstance(answer, dict) or answer.keys() != {name}:
        raise ProtocolError("bad-shape", f"answer with the {name}")
    return answer[name]
