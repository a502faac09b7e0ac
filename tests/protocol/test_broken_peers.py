"""Peers that break the rules of the transport itself, against a real server."""

from __future__ import annotations

import json
import resource
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import requests
import websocket

from tests.patience import PATIENCE

CANARY = "canary-in-a-broken-packet"

FRAMES = {
    "no packet": CANARY,
    "unknown packet": f"9{CANARY}",
    "unknown message": f"49{CANARY}",
    "not JSON": f'42["send",{CANARY}',
    "a number that is none": f'4{CANARY}["send"]',
    "deep": "42" + "[" * 200_000,
    "attachments that never come": f'4599-["{CANARY}"]',
    "binary out of nowhere": b"\0" + CANARY.encode(),
    "not UTF-8": b"\xff\xfe",
    "too large": f'42["{CANARY}{"x" * 600_000}"]',
    "another namespace": "40/admin,",
    "an event before connecting": f'42["send",{{"room":"{CANARY}"}}]',
}


def address(server):
    return server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"


def is_there(server):
    """Say whether a server still answers whoever asks."""
    return requests.get(f"{server.url}/api/me", timeout=PATIENCE).status_code == 401


@pytest.mark.socket
@pytest.mark.parametrize("frame", FRAMES)
def test_a_broken_frame_hurts_nobody_else(live_server, frame):
    said = live_server.output
    other = websocket.create_connection(address(live_server), timeout=PATIENCE)
    assert other.recv().startswith("0{"), "the premise: a connection"
    broken = websocket.create_connection(address(live_server), timeout=PATIENCE)
    broken.recv()
    sent = FRAMES[frame]
    send = broken.send_binary if isinstance(sent, bytes) else broken.send
    with suppress(OSError, websocket.WebSocketException):
        send(sent)
        broken.send("3")
    with suppress(OSError, websocket.WebSocketException):
        broken.close()
    # The other one is refused as whoever is not logged in, and not cut off.
    other.send("40")
    assert json.loads(other.recv()[2:]) == {"message": "not-logged-in"}
    other.close()
    assert is_there(live_server)
    assert live_server.output == said


@pytest.mark.socket
@pytest.mark.parametrize(
    "request_text",
    [
        f"GARBAGE {CANARY}\r\n\r\n",
        f"GET /{CANARY} HTTP/9.9\r\nHost: x\r\n\r\n",
        f"GET /{CANARY} x HTTP/1.1\r\nHost: x\r\n\r\n",
        f"GET /{CANARY} HTTP/1.1\r\n" + "A: b\r\n" * 1000 + "\r\n",
        f"POST /{CANARY} HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{{",
        "POST /api/login HTTP/1.1\r\nHost: x\r\nOrigin: http://[\r\n\r\n",
        "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nOrigin: http://[\r\n\r\n",
        f"GET /{'x' * 20_000} HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n{",
        "GET /api/me HTTP/1.1\r\nHost: x\r\nCookie: " + "a=b;" * 5000 + "\r\n\r\n",
        "GET /api/me HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
        "GET /socket.io/?EIO=4&transport=websocket&sid=x HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /socket.io/?EIO=3&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=lambda text: text[:40],
)
def test_a_broken_request_hurts_nobody_else(live_server, request_text):
    at, said = urlsplit(live_server.url), live_server.output
    with (
        socket.create_connection((at.hostname, at.port), timeout=PATIENCE) as broken,
        suppress(OSError),
    ):
        broken.sendall(request_text.encode("latin-1"))
        broken.shutdown(socket.SHUT_WR)
        while answer := broken.recv(65536):
            assert b"Traceback" not in answer
            assert b"Python" not in answer
            assert CANARY.encode() not in answer
    assert is_there(live_server)
    assert live_server.output == said


@pytest.mark.socket
def test_more_connections_than_files_hurt_for_a_while_only(own_server):
    """The system refuses the server one more; it must not stop listening for good."""
    at = urlsplit(own_server.url)
    limits = resource.prlimit(own_server.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(own_server.pid, resource.RLIMIT_NOFILE, (64, limits[1]))
    # More than it may have open; the system lets them wait at its door.
    crowd = [
        socket.create_connection((at.hostname, at.port), timeout=PATIENCE)
        for _ in range(100)
    ]
    for one in crowd:
        one.close()
    resource.prlimit(own_server.pid, resource.RLIMIT_NOFILE, limits)
    assert is_there(own_server)
