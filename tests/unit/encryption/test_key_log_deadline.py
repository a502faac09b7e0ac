"""Servers that answer for ever."""

import contextlib
import signal
import socket
import threading

import pytest

from encryption.key_log_deadline import visit_ends
from encryption.key_log_server import KeyLogServer, Unreachable

SHORT = 0.2
LONG = 3600
OK = b"HTTP/1.1 200 OK\r\n"

ENDLESS = {
    "headers": (b"HTTP/1.1 100 Continue\r\n", b"A: b\r\n"),
    "one header": (OK, b"A"),
    "100 Continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "nothing": (b"", b""),
    "a body": (OK + b"Content-Length: 1000000\r\n\r\n", b" "),
}


@pytest.fixture
def endless(request):
    """Return the address of a server that begins to answer, and does not end."""
    begin, more = ENDLESS[request.param]
    gone = threading.Event()

    def answer():
        peer, _ = listener.accept()
        with peer, contextlib.suppress(OSError):
            peer.sendall(begin)
            # One byte or line after the other, well within what a socket waits for.
            while not gone.wait(0.01):
                peer.sendall(more)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        gone.set()
        thread.join()


@pytest.mark.parametrize("endless", ENDLESS, indirect=True)
def test_a_visit_ends(endless):
    # Not the limit of a socket, which would say so, and which most of these never meet.
    with pytest.raises(Unreachable, match=f"more than {SHORT} sec"), visit_ends(SHORT):
        KeyLogServer(endless).checkpoint()


def test_what_ends_in_time_hears_no_alarm():
    before = signal.getsignal(signal.SIGALRM)
    with visit_ends(LONG):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_an_alarm_that_was_lost_comes_again(monkeypatch):
    monkeypatch.setattr("encryption.key_log_deadline.AGAIN_SECONDS", SHORT)
    with pytest.raises(Unreachable), visit_ends(SHORT):
        with contextlib.suppress(Unreachable):
            signal.pause()
        signal.pause()
