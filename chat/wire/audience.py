"""Who is reached by which of Socket.IO's rooms, with every line written to directly.

Socket.IO takes four calls for each recipient of an event, and looks through all rooms
of everybody when one connection ends: with 10 000 connections that is a millisecond for
each, at the moment when all of them come back.
"""

from collections import defaultdict
from typing import Any

from engineio import packet
from socketio import Manager
from socketio.packet import EVENT

from chat import fast_json
from chat.wire.connection import Connection
from chat.wire.frames import framed

# Engine.IO's message, and in it Socket.IO's event.
TYPES = f"{packet.MESSAGE}{EVENT}".encode("ascii")


class Audience(Manager):
    """Socket.IO's manager, where it is asked most."""

    def __init__(self) -> None:
        super().__init__()
        # (namespace, connection) → the rooms that it is in.
        self._entered: defaultdict[tuple, set] = defaultdict(set)

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **kwargs: Any,
    ) -> None:
        """Tell an event to everybody in some rooms: packed and framed once."""
        plain = isinstance(data, dict) and namespace == "/"
        if callback or skip_sid or not plain:
            super().emit(event, data, namespace, room, skip_sid, callback, to, **kwargs)
            return
        if namespace not in self.rooms:
            return
        # Both packets' types in front, in bytes from the first: Socket.IO makes a text
        # of it, copies it twice, and searches it for binary data.
        packed = TYPES + fast_json.packed([event, data])
        frame, connections = framed(packed), self.server.eio.sockets
        for _, name in self.get_participants(namespace, to or room):
            connection = connections.get(name)
            if type(connection) is Connection and connection.line is not None:
                connection.line.write(frame)
            else:
                pkt = packet.Packet(packet.MESSAGE, packed[1:].decode())
                self.server._send_eio_packet(name, pkt)

    def basic_enter_room(
        self, sid: str, namespace: str, room: Any, eio_sid: str | None = None
    ) -> None:
        """Let a connection into a room."""
        super().basic_enter_room(sid, namespace, room, eio_sid)
        self._entered[namespace, sid].add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Let a connection out of a room."""
        super().basic_leave_room(sid, namespace, room)
        if (rooms := self._entered.get((namespace, sid))) is not None:
            rooms.discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **kwargs: Any) -> None:
        """Let a connection out of all its rooms, and forget it."""
        for room in self._entered.pop((namespace, sid), ()):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]


def seat(server: Any) -> None:
    """Let a Socket.IO server that has no connection yet ask an Audience."""
    server.manager = Audience()
    server.manager.set_server(server)
