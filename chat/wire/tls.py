"""A TLS socket that never waits, in the words of a plain one that does not block."""

from typing import Any

from eventlet.green.ssl import SSLWantReadError, SSLWantWriteError

# Unpatched: eventlet's own would wait.
from eventlet.green.ssl import _original_sslsocket as SSLSocket

WAITS = (SSLWantReadError, SSLWantWriteError)


class Sealed:
    """What a line asks of a socket, over TLS; its handshake is over.

    Renegotiation is off (`chat.transport.tls_context`), so that writing never has to
    read first.
    """

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self.fileno, self.shutdown = sock.fileno, sock.shutdown

    def send(self, data: Any) -> int:
        """Send what the system takes.

        Raises BlockingIOError, OSError.
        """
        try:
            return SSLSocket.send(self._sock, data)
        except WAITS:
            raise BlockingIOError from None

    def recv(self, size: int) -> bytes:
        """Return what has come, and nothing once the peer has left.

        Raises BlockingIOError, OSError.
        """
        parts: list[bytes] = []
        try:
            # What was opened already makes the system's poll say nothing.
            while not parts or (parts[-1] and self._sock.pending()):
                parts.append(SSLSocket.read(self._sock, size))
        except WAITS:
            if not parts:
                raise BlockingIOError from None
        return b"".join(parts)
