"""What the wire builds on in other people's code: each has to be there as it was.

An upgrade that takes one of these away fails here, and is not noticed as slowness.
"""

from __future__ import annotations

import inspect

import pytest
import socketio
from engineio import packet
from engineio.socket import Socket
from eventlet import wsgi
from eventlet.hubs import get_hub

from chat.packet import ClosedPacket
from chat.wire.connection import Connection, adopt, frame_of

POLL = {
    "REQUEST_METHOD": "GET",
    "QUERY_STRING": "EIO=4&transport=polling",
    "PATH_INFO": "/socket.io/",
}


@pytest.fixture
def server():
    return socketio.Server(async_mode="eventlet", serializer=ClosedPacket)


def test_engine_io_makes_connections_that_become_ours_before_they_are_used(server):
    adopt(server, most_queued=5)
    assert server.eio.handle_request(dict(POLL), lambda *_: None)

    (connection,) = server.eio.sockets.values()
    assert type(connection) is Connection
    assert connection.most_queued == 5
    # The first ping waits in a timer, not in a greenlet.
    assert connection.last_ping is None


def test_what_is_overridden_is_what_engine_io_calls():
    for name in ("send", "close", "schedule_ping", "_upgrade_websocket"):
        assert name in vars(Socket), name
        theirs, ours = (
            list(inspect.signature(getattr(one, name)).parameters)
            for one in (Socket, Connection)
        )
        assert theirs == ours, name


def test_engine_io_keeps_its_books_under_these_names(server):
    kept = vars(Socket(server.eio, "sid"))

    assert {
        "closed",
        "closing",
        "connected",
        "last_ping",
        "queue",
        "upgraded",
        "upgrading",
    } <= set(kept)
    assert {"ping_interval", "max_http_buffer_size"} <= set(vars(server.eio))


def test_a_broadcast_is_one_packet_for_all_and_framed_once(server):
    sent = []
    server._send_eio_packet = lambda sid, pkt: sent.append(pkt)
    for name in ("a", "b", "c"):
        server.manager.connect(name, "/")
    server.emit("record", {"seq": 1})

    assert len(sent) == 3
    frames = {id(frame_of(pkt)) for pkt in sent}
    assert len(frames) == 1
    assert frame_of(sent[0])[2:] == b'42["record",{"seq":1}]'


def test_packets_of_socket_io_begin_with_two_digits():
    # What `Connection._receive` tells them by, without reading them twice.
    encoded = packet.Packet(packet.MESSAGE, ClosedPacket(data=["send"]).encode())
    assert encoded.encode()[:2] == "42"
    assert packet.Packet(encoded_packet=encoded.encode()).data == '2["send"]'


def test_eventlet_lets_a_listener_stay():
    hub = get_hub()
    names = list(inspect.signature(hub.add).parameters)

    assert names[:3] == ["evtype", "fileno", "cb"]
    assert len(names) == 5
    assert list(inspect.signature(hub.remove).parameters) == ["listener"]
    assert "already_handled" in inspect.getsource(wsgi.HttpProtocol)
    assert "eventlet.set_idle" in inspect.getsource(wsgi.HttpProtocol)
