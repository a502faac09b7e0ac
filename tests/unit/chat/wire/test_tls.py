"""A sealed socket behaves as a plain one that does not block."""

from __future__ import annotations

import socket
import ssl
import threading

import pytest
from eventlet.green.ssl import GreenSSLSocket

from chat.settings import Settings
from chat.transport import tls_context
from chat.wire.tls import Sealed
from tests.certificate import self_signed


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    certificate, key = self_signed(tmp_path_factory.mktemp("tls"))
    return tls_context(Settings(tls_cert=certificate, tls_key=key))


@pytest.fixture
def ends(context):
    """Return a sealed socket and its peer's, after their handshake."""
    near, far = socket.socketpair()
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    peers: list[ssl.SSLSocket] = []
    # A real thread: the peer shakes hands meanwhile.
    shaking = threading.Thread(target=lambda: peers.append(trusting.wrap_socket(far)))
    shaking.start()
    green = GreenSSLSocket(near, server_side=True, _context=context)
    green.do_handshake()
    shaking.join()
    yield Sealed(green), peers[0]
    green.close()
    peers[0].close()


def received(sealed: Sealed, size: int) -> bytes:
    data = b""
    while len(data) < size:
        try:
            data += sealed.recv(100)
        except BlockingIOError:
            continue
    return data


def test_what_was_said_comes_whole_and_nothing_is_not_the_end(ends):
    sealed, peer = ends
    with pytest.raises(BlockingIOError):
        sealed.recv(100)
    said = bytes(range(256)) * 200
    threading.Thread(target=peer.sendall, args=(said,)).start()
    assert received(sealed, len(said)) == said

    with pytest.raises(BlockingIOError):
        sealed.recv(100)
    peer.close()
    assert sealed.recv(100) == b""


def test_a_peer_that_does_not_read_holds_nobody_up(ends):
    sealed, peer = ends
    sent = 0
    with pytest.raises(BlockingIOError):
        while sent < 100_000_000:
            sent += sealed.send(memoryview(b"x" * 100_000))
    heard = 0
    while heard < sent:
        heard += len(peer.recv(1 << 20))
    assert heard == sent


def test_renegotiation_is_off(context):
    assert context.options & ssl.OP_NO_RENEGOTIATION
