"""One Engine.IO connection whose packets go over a line.

Engine.IO keeps its books (who is there, what was answered to which ping); only how a
packet reaches a WebSocket, and back, is done here:

- A packet is framed once, however many people it is for, and handed to each line.
  Engine.IO puts it into a queue for each, with a greenlet behind each queue.
- A ping waits in a timer, not in a greenlet that sleeps.
- No extension is agreed on: permessage-deflate keeps 150 KB for each connection, and
  ciphertext does not get smaller.
"""

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Any

from engineio import exceptions, packet
from engineio.socket import Socket
from eventlet import wsgi
from eventlet.green.ssl import GreenSSLSocket
from eventlet.hubs import get_hub

from chat.wire.frames import BINARY, TEXT, framed
from chat.wire.line import Line
from chat.wire.tls import Sealed

# RFC 6455 §1.3.
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
VERSION = "13"

# Under this name a request brings what eventlet read it with.
PROTOCOL = "securechat.protocol"


class Connection(Socket):
    """An Engine.IO connection; while it has a line, that carries its packets."""

    # Engine.IO makes its sockets by a name of its own, and offers no place to say
    # which. They become ours when it announces them (`adopt`): these begin here.
    line: Line | None = None
    most_queued = 1 << 20
    # How much waits for one that polls.
    unpolled = 0

    def send(self, pkt: packet.Packet) -> None:
        """Send a packet; never waits."""
        if self.line is None:
            super().send(pkt)
            self._bound(pkt)
        elif self.closed:
            raise exceptions.SocketIsClosedError()
        else:
            self.line.write(frame_of(pkt))

    def poll(self) -> list[packet.Packet]:
        """Wait for packets, and give all that there are."""
        packets = super().poll()
        self.unpolled = 0
        return packets

    def close(
        self, wait: bool = True, abort: bool = False, reason: str | None = None
    ) -> None:
        """Close the connection; what waits still leaves."""
        if self.line is None:
            super().close(wait=wait, abort=abort, reason=reason)
        elif not self.closed and not self.closing:
            self.closing = True
            self.server._trigger_event(
                "disconnect",
                self.sid,
                reason or self.server.reason.SERVER_DISCONNECT,
                run_async=False,
            )
            if not abort:
                self.send(packet.Packet(packet.CLOSE))
            self.closed = True
            self.line.end()

    def schedule_ping(self) -> None:
        """Ping the client after a while; called once it has answered the last one."""
        if self.last_ping:
            self.last_ping = None
            get_hub().schedule_call_global(self.server.ping_interval, self._ping)

    def _bound(self, pkt: packet.Packet) -> None:
        # Whoever answers pings that they did not fetch would be kept for good.
        if self.unpolled > self.most_queued:
            return
        self.unpolled += len(pkt.data) if isinstance(pkt.data, str) else 0
        if self.unpolled > self.most_queued:
            # Not from here: this may be in the midst of telling others.
            self.server.start_background_task(
                self.close,
                wait=False,
                abort=True,
                reason=self.server.reason.TRANSPORT_ERROR,
            )

    def _ping(self) -> None:
        # Called by the event loop itself: nothing here may wait.
        if not self.closing and not self.closed:
            self.last_ping = time.time()
            self.send(packet.Packet(packet.PING))

    def _upgrade_websocket(
        self, environ: dict[str, Any], start_response: Callable
    ) -> Any:
        if self.upgraded:
            raise OSError("it has been upgraded before")
        sock = environ["eventlet.input"].get_socket()
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY")
        if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != VERSION or not key:
            start_response(
                "426 Upgrade Required",
                [("Sec-WebSocket-Version", VERSION), ("Connection", "close")],
            )
            return []
        sock.sendall(_answer(key))
        early = environ[PROTOCOL].release()
        environ["eventlet.set_idle"]()
        # Past eventlet, whose sockets would wait.
        bare = Sealed(sock) if isinstance(sock, GreenSSLSocket) else sock.fd
        line = Line(bare, self.most_queued, self.server.max_http_buffer_size)
        try:
            self._serve(line, early)
        finally:
            line.cut()
            self.close(
                wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE
            )
        wsgi.WSGI_LOCAL.already_handled = True
        return []

    def _serve(self, line: Line, early: bytes) -> None:
        messages = line.messages(early)
        if self.connected and not self._probed(line, messages):
            return
        self.connected = self.upgraded = True
        self.upgrading = False
        self._take_over(line)
        for message in messages:
            try:
                self._receive(message)
            except (exceptions.UnknownPacketError, exceptions.SocketIsClosedError):
                pass  # Where it is closed, the line ends once all of it was said.
            except ValueError:
                break  # It is no packet at all.

    def _probed(self, line: Line, messages: Any) -> bool:
        """Tell whether a client that polled so far moves over: it asks first."""
        self.upgrading = True
        if next(messages, None) != f"{packet.PING}probe":
            self.upgrading = False
            return False
        line.write(framed(f"{packet.PONG}probe".encode()))
        self.queue.put(packet.Packet(packet.NOOP))  # Ends the poll that waits.
        self.upgrading = next(messages, None) == str(packet.UPGRADE)
        return self.upgrading

    def _take_over(self, line: Line) -> None:
        self.line = line
        while not self.queue.empty():
            waiting = self.queue.get(block=False)
            self.queue.task_done()
            if waiting is None:
                line.end()
            else:
                line.write(frame_of(waiting))

    def _receive(self, message: str | bytes) -> None:
        if message[:1] == "4" and message[1:2].isdigit():
            # A packet of Socket.IO's: what Engine.IO would find by trying to read it.
            self.server._trigger_event(
                "message", self.sid, message[1:], run_async=self.server.async_handlers
            )
        else:
            self.receive(packet.Packet(encoded_packet=message))


def adopt(server: Any, most_queued: int) -> None:
    """Let the connections of a Socket.IO server be ours, from their first moment on."""
    engine = server.eio
    connected = engine.handlers["connect"]

    def connect(sid: str, environ: dict[str, Any]) -> Any:
        connection = engine.sockets[sid]
        connection.__class__ = Connection
        connection.most_queued = most_queued
        return connected(sid, environ)

    engine.on("connect", connect)


def frame_of(pkt: packet.Packet) -> bytes:
    """Return a packet's frame, made when it is asked for first."""
    frame = pkt.__dict__.get("frame")
    if frame is None:
        encoded = pkt.encode()
        if isinstance(encoded, str):
            frame = framed(encoded.encode(), TEXT)
        else:
            frame = framed(encoded, BINARY)
        pkt.frame = frame
    return frame


def _answer(key: str) -> bytes:
    digest = hashlib.sha1(f"{key}{GUID}".encode("latin-1"), usedforsecurity=False)
    accept = base64.b64encode(digest.digest()).decode()
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
    ).encode("ascii")
