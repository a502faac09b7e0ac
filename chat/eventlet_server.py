"""The eventlet web server, as it has to be to stand in the open.

Loaded by `chat.transport` alone, once the standard library is patched.
"""

import contextlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import eventlet
from eventlet import debug, wsgi
from eventlet.green import ssl
from eventlet.greenio import GreenSocket

from chat.request_head import is_ambiguous
from chat.silence import Silence
from chat.wire.connection import PROTOCOL

# A peer that neither reads nor writes for this long is cut off. It is longer than
# Engine.IO's own ping (25 s) and patience (20 s) together.
IDLE_SECONDS = 60

# How long nobody is let in after a connection could not be accepted.
PAUSE_SECONDS = 0.1


def start(
    app: Callable, listener: GreenSocket, most: int, tls: Any = None
) -> Callable[[], None]:
    """Serve `app` to at most so many connections; return what stops it."""
    if tls is not None:
        # Each connection shakes hands when it is first read from, by itself: one that
        # says nothing keeps nobody else from being accepted.
        listener = ssl.GreenSSLSocket(listener, server_side=True, _context=tls)
    # What escapes a connection would be printed, with whatever text of the peer's it
    # quotes. What is ours to know, chat.journal has written already.
    debug.hub_exceptions(False)

    def serve() -> None:
        wsgi.server(
            Listener(listener),
            app,
            max_size=most,
            log=Silence(),
            log_output=False,
            debug=False,  # no stack traces in answers
            socket_timeout=IDLE_SECONDS,
            protocol=Protocol,
        )

    # wsgi.server would wait for its connections to end; they end with the process.
    eventlet.spawn(serve)
    return listener.close


class Listener:
    """A listening socket that goes on after a connection could not be accepted.

    `wsgi.server` ends for good at such an error, and the process would live on deaf:
    opening more connections than the process may have files would be enough.
    """

    def __init__(self, listener: GreenSocket) -> None:
        self._listener = listener

    def __getattr__(self, name: str) -> Any:
        """Be the listening socket in everything else."""
        return getattr(self._listener, name)

    def accept(self) -> tuple[Any, Any]:
        """Wait for the next connection."""
        while True:
            try:
                return self._listener.accept()
            except OSError:
                if self._listener.fileno() < 0:
                    raise  # It was closed.
                eventlet.sleep(PAUSE_SECONDS)


class Protocol(wsgi.HttpProtocol):
    """HTTP that prints nothing, and refuses a request without quoting it."""

    def log_message(self, *_: object) -> None:
        """Print nothing; the base prints addresses and request lines."""

    def send_error(self, code: int, *_: object) -> None:
        """Refuse a request that cannot be read; the base quotes it to its sender."""
        phrase = HTTPStatus(code).phrase
        head = f"HTTP/1.1 {code} {phrase}\r\nConnection: close\r\nContent-Length: 0"
        self.wfile.write(f"{head}\r\n\r\n".encode("ascii"))
        self.close_connection = True

    def parse_request(self) -> bool:
        """Read a request's head, and tell whether there is a request to answer."""
        if not super().parse_request():
            return False
        if is_ambiguous(self.headers):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        return True

    def get_environ(self) -> dict[str, Any]:
        """Describe the request; what is said about it while it is served is dropped."""
        own = {"wsgi.errors": Silence(), PROTOCOL: self}
        return super().get_environ() | own

    def release(self) -> bytes:
        """Give up the buffers of a connection that speaks no HTTP any more.

        They are 24 KB. Returns what was read ahead into them.
        """
        self.connection.setblocking(False)
        early = b""
        # Over TLS that there is nothing is an error.
        with contextlib.suppress(OSError):
            early = self.rfile.peek()
        self.rfile.close()
        self.wfile.close()
        return early
