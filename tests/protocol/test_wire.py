"""What a running server does for connections that idle, stall or lie."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest
import requests
import websocket

from tests.server import Server

PATH = "/socket.io/?EIO=4&transport=websocket"


def address(server: Server) -> str:
    return server.url.replace("http", "ws") + PATH


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    """A server that pings every second, waits five, and lets little wait."""
    server = Server(
        tmp_path_factory.mktemp("wire"),
        ASYNC_MODE="eventlet",
        TRANSPORT="wire",
        PING_SECONDS="1",
        PING_PATIENCE_SECONDS="5",
        MAX_QUEUED_KB="64",
    ).start()
    yield server
    server.stop()


def opened(server: Server) -> websocket.WebSocket:
    peer = websocket.create_connection(address(server), timeout=60)
    assert peer.recv().startswith("0{"), "the premise: a connection"
    return peer


def test_idle_connections_stay_while_they_answer_pings_and_no_longer(impatient):
    crowd = [opened(impatient) for _ in range(9)]
    silent = opened(impatient)
    for _ in range(8):  # longer than the server waits for a sign of life
        for one in crowd:
            assert one.recv() == "2"
            one.send("3")
    for one in crowd:
        one.send("40")
        while (said := one.recv()) == "2":
            one.send("3")
        assert said.startswith("44"), "it is heard"
        one.close()
    # Engine.IO says that it closes; then the WebSocket is closed.
    assert [silent.recv() for _ in range(3)] == ["2", "1", ""]
    silent.close()


def stalled(server: Server) -> socket.socket:
    """Open a connection whose reader's system takes next to nothing."""
    at = urlsplit(server.url)
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.settimeout(60)
    sock.connect((at.hostname, at.port))
    return sock


PING = b"\x89\xfd\0\0\0\0" + b"x" * 125


def test_who_does_not_read_is_cut_off_and_nobody_else(impatient):
    peer = websocket.create_connection(
        address(impatient), timeout=60, socket=stalled(impatient)
    )
    # Each is answered, and no answer is read: more than both systems hold, and then
    # more than may wait.
    with pytest.raises(OSError):
        for _ in range(400):
            peer.sock.sendall(PING * 1000)
    peer.sock.close()

    other = opened(impatient)
    other.send("40")
    while (said := other.recv()) == "2":
        other.send("3")
    assert said.startswith("44")
    other.close()
    assert requests.get(f"{impatient.url}/api/me", timeout=60).status_code == 401


def test_no_extension_is_agreed_on(impatient):
    offered = "permessage-deflate; client_max_window_bits"
    peer = websocket.create_connection(
        address(impatient),
        timeout=60,
        header=[f"Sec-WebSocket-Extensions: {offered}"],
    )
    assert "sec-websocket-extensions" not in peer.getheaders()
    peer.close()


def test_another_version_of_websockets_is_refused(impatient):
    answer = requests.get(
        impatient.url + PATH,
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "12",
            "Sec-WebSocket-Key": "x",
        },
        timeout=60,
    )
    assert answer.status_code == 426


def test_what_comes_together_with_the_request_is_heard(impatient):
    at = urlsplit(impatient.url)
    with socket.create_connection((at.hostname, at.port), timeout=60) as peer:
        peer.sendall(
            f"GET {PATH} HTTP/1.1\r\nHost: {at.netloc}\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
            + b"\x81\x82\0\0\0\x0040"
        )
        heard = b""
        while b"not-logged-in" not in heard:
            heard += peer.recv(4096)


def test_who_polls_first_moves_over_and_misses_nothing(impatient):
    polling = f"{impatient.url}/socket.io/?EIO=4&transport=polling"
    opened = requests.get(polling, timeout=60).text
    sid = opened.split('"sid":"')[1].split('"')[0]
    peer = websocket.create_connection(f"{address(impatient)}&sid={sid}", timeout=60)
    peer.send("2probe")
    assert peer.recv() == "3probe"
    assert requests.get(f"{polling}&sid={sid}", timeout=60).text == "6"
    peer.send("5")
    peer.send("40")
    while (said := peer.recv()) in ("2", "6"):
        pass
    assert "not-logged-in" in said
    peer.close()
