"""What a line does when its peer reads slowly, or not at all, or has left."""

from __future__ import annotations

import socket

import eventlet
import pytest

from chat.wire.frames import TOO_LARGE, closing, framed
from chat.wire.line import Line

MOST = 10_000


class Sock:
    """A socket whose system takes as much at a time as a test says."""

    def __init__(self) -> None:
        self.near, self.far = socket.socketpair()
        self.near.setblocking(False)
        self.takes: list[int] = []
        self.sent: list[bytes] = []
        self.is_down = False
        self.fileno, self.recv = self.near.fileno, self.near.recv

    def send(self, data: bytes) -> int:
        taken = min(self.takes.pop(0) if self.takes else len(data), len(data))
        if not taken:
            raise BlockingIOError
        self.sent.append(bytes(data[:taken]))
        return taken

    def shutdown(self, how: int) -> None:
        self.is_down = True
        self.near.shutdown(how)


@pytest.fixture
def sock():
    sock = Sock()
    yield sock
    sock.near.close()
    sock.far.close()


@pytest.fixture
def line(sock):
    line = Line(sock, MOST, 1000)
    yield line
    line.cut()


def turn() -> None:
    """Let the event loop go round until nothing is left to be done."""
    for _ in range(5):
        eventlet.sleep(0)


def test_what_one_turn_has_to_say_leaves_at_once(line, sock):
    for frame in (b"one", b"two", b"three"):
        line.write(frame)
    assert sock.sent == [], "the premise: the turn is not over"

    turn()
    assert sock.sent == [b"onetwothree"]
    assert line.queued == 0


def test_the_answer_of_who_was_woken_leaves_together_with_what_woke_them(line, sock):
    line.write(b"record")
    eventlet.spawn(line.write, b"answer")
    turn()

    assert sock.sent == [b"recordanswer"]


def test_what_the_system_does_not_take_leaves_later_in_order(line, sock):
    sock.takes = [4, 0, 1, 0]
    line.write(b"abcdef")
    turn()
    line.write(b"ghi")
    assert line.queued > 0

    for _ in range(10):
        turn()
    assert b"".join(sock.sent) == b"abcdefghi"
    assert line.queued == 0


def test_who_lets_more_wait_than_is_allowed_is_cut_off(line, sock):
    sock.takes = [0] * 1000
    for _ in range(MOST // 100):
        line.write(b"x" * 100)
    assert not sock.is_down, "the premise: so much may wait"

    line.write(b"x")
    assert sock.is_down
    assert line.queued == 0
    line.write(b"nobody hears this")
    turn()
    assert sock.sent == []


def test_more_than_may_wait_can_be_said_to_who_reads(line, sock):
    for _ in range(10):
        line.write(b"x" * MOST)
    turn()

    assert len(b"".join(sock.sent)) == 10 * MOST
    assert not sock.is_down


def test_what_was_said_before_the_end_still_leaves(line, sock):
    sock.takes = [2, 0]
    line.write(b"before")
    line.end()
    line.write(b"after")
    for _ in range(10):
        turn()

    assert b"".join(sock.sent) == b"before" + closing(1000)
    assert sock.is_down


def heard(line: Line) -> list:
    """Give the list into which whatever the peer says is put."""
    messages: list = []

    def listen() -> None:
        messages.extend(line.messages())
        messages.append(None)

    eventlet.spawn(listen)
    turn()
    return messages


def said(text: bytes) -> bytes:
    return bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text


def test_messages_are_heard_until_the_peer_leaves(line, sock):
    messages = heard(line)
    sock.far.sendall(said(b"one") + said(b"two") + said(b"thr")[:4])
    turn()
    sock.far.sendall(said(b"thr")[4:])
    turn()
    sock.far.close()
    turn()

    assert messages == ["one", "two", "thr", None]
    assert sock.is_down


def test_a_peer_that_breaks_the_rules_is_told_and_hears_no_more(line, sock):
    messages = heard(line)
    sock.far.sendall(said(b"one") + b"\x81\xff" + b"\xff" * 8 + said(b"two"))
    turn()
    turn()

    assert messages == ["one", None]
    assert sock.sent == [closing(TOO_LARGE)]


def test_a_ping_is_answered(line, sock):
    heard(line)
    sock.far.sendall(b"\x89\x82\0\0\0\0hi")
    turn()
    turn()

    assert sock.sent == [framed(b"hi", 0xA)]


def test_a_flood_leaves_the_others_their_turn(line, sock):
    messages = heard(line)
    sock.far.sendall(said(b"x") * 1000)
    turns = 0
    while len(messages) < 1000:
        turn()
        turns += 1
    assert turns > 3


def test_what_comes_while_nobody_listens_waits_in_its_senders_buffers(line, sock):
    asked = iter(line.messages())
    sock.far.sendall(said(b"x"))
    assert next(asked) == "x", "the premise: it listens, and works on a message"
    sock.far.setblocking(False)
    sent = 0
    with pytest.raises(BlockingIOError):
        while True:
            sent += sock.far.send(said(b"y" * 100) * 1000)
            turn()
    assert sent < 10_000_000
