"""What is done for connections that poll instead of using a WebSocket."""

from __future__ import annotations

import eventlet
import pytest
import socketio
from engineio import packet

from chat.wire.connection import Connection, adopt

POLL = {
    "REQUEST_METHOD": "GET",
    "QUERY_STRING": "EIO=4&transport=polling",
    "PATH_INFO": "/socket.io/",
}
MOST = 10_000


@pytest.fixture
def polling():
    server = socketio.Server(async_mode="eventlet")
    adopt(server, MOST)
    server.eio.handle_request(dict(POLL), lambda *_: None)
    (connection,) = server.eio.sockets.values()
    assert type(connection) is Connection
    return connection


def tell(connection: Connection, size: int) -> None:
    connection.send(packet.Packet(packet.MESSAGE, "x" * size))


def test_who_polls_gets_all_that_there_is(polling):
    for _ in range(10):
        for _ in range(9):
            tell(polling, MOST // 10)
        assert len(polling.poll()) == 9
    eventlet.sleep(0)

    assert not polling.closed


def test_who_answers_pings_and_fetches_nothing_is_closed(polling):
    for _ in range(10):
        tell(polling, MOST // 10)
    eventlet.sleep(0)
    assert not polling.closed, "the premise: so much may wait"

    for _ in range(3):
        polling.receive(packet.Packet(packet.PONG))
        tell(polling, 1)
    eventlet.sleep(0)
    assert polling.closed
