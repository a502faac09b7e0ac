"""What a client's bytes mean, however they are cut, and what is refused of them."""

from __future__ import annotations

import struct

import pytest

from chat.wire.frames import (
    BINARY,
    CLOSE,
    CONTINUATION,
    NOT_TEXT,
    PING,
    PONG,
    TEXT,
    TOO_LARGE,
    WRONG,
    BadFrame,
    Inbox,
    closing,
    framed,
    unmasked,
)

MASK = b"\x07\x9a\x00\xff"
MOST = 200_000


def masked(payload: bytes) -> bytes:
    return bytes(byte ^ MASK[n % 4] for n, byte in enumerate(payload))


def sent(payload: bytes, opcode: int = TEXT, final: bool = True) -> bytes:
    """Return a client's frame, made byte by byte."""
    size, first = len(payload), opcode | (0x80 if final else 0)
    if size < 126:
        head = struct.pack("!BB", first, 0x80 | size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", first, 0xFE, size)
    else:
        head = struct.pack("!BBQ", first, 0xFF, size)
    return head + MASK + masked(payload)


def taken(inbox: Inbox, *pieces: bytes) -> list[tuple[int, bytes]]:
    messages = []
    for piece in pieces:
        inbox.feed(piece)
        while (message := inbox.take()) is not None:
            messages.append(message)
    return messages


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 125, 126, 65_535, 65_536, MOST])
def test_a_frame_of_any_length_is_read(size):
    payload = bytes(n % 251 for n in range(size))

    assert unmasked(masked(payload), MASK) == payload
    assert taken(Inbox(MOST), sent(payload)) == [(TEXT, payload)]


@pytest.mark.parametrize("step", [1, 2, 3, 7, 200])
def test_it_does_not_matter_where_bytes_are_cut(step):
    stream = (
        sent(b"one")
        + sent(b"tw", final=False)
        + sent(b"still there?", PING)
        + sent(b"", CONTINUATION, final=False)
        + sent(b"o", CONTINUATION)
        + sent(b"3" * 300, BINARY)
        + sent(b"", PONG)
    )
    pieces = [stream[at : at + step] for at in range(0, len(stream), step)]

    assert taken(Inbox(MOST), *pieces) == [
        (TEXT, b"one"),
        (PING, b"still there?"),
        (TEXT, b"two"),
        (BINARY, b"3" * 300),
        (PONG, b""),
    ]


def test_an_inbox_that_was_emptied_holds_nothing():
    inbox = Inbox(MOST)
    taken(inbox, sent(b"a", final=False), sent(b"b", CONTINUATION), sent(b"c")[:3])

    assert len(inbox) == 3


@pytest.mark.parametrize(
    ("frames", "status"),
    [
        ([b"\x81\x03one"], WRONG),  # without a mask
        ([b"\xc1\x80" + MASK], WRONG),  # compressed
        ([b"\x83\x80" + MASK], WRONG),  # a kind that there is not
        ([b"\x8b\x80" + MASK], WRONG),  # a control frame that there is not
        ([b"\x09\x80" + MASK], WRONG),  # a control frame in fragments
        ([b"\x89\xfe\x00\x7e" + MASK], WRONG),  # a long control frame
        ([sent(b"", CONTINUATION)], WRONG),  # goes on with nothing
        ([sent(b"a", final=False), sent(b"b")], WRONG),  # one begins in another
        ([b"\x81\xff" + (1 << 63).to_bytes(8, "big")], TOO_LARGE),
        ([b"\x81\xff" + (MOST + 1).to_bytes(8, "big")], TOO_LARGE),
        ([sent(b"a", final=False), sent(b"b" * MOST, CONTINUATION)], TOO_LARGE),
    ],
)
def test_what_breaks_the_rules_is_refused(frames, status):
    with pytest.raises(BadFrame) as refused:
        taken(Inbox(MOST), *frames)
    assert refused.value.status == status


def test_fragments_together_are_bounded_as_one_message_is():
    inbox = Inbox(1000)
    part = sent(b"x" * 100, CONTINUATION, final=False)
    assert taken(inbox, sent(b"", final=False), *[part] * 10) == []

    with pytest.raises(BadFrame) as refused:
        taken(inbox, part)
    assert refused.value.status == TOO_LARGE


def test_what_the_server_sends_says_how_long_it_is():
    assert framed(b"one") == b"\x81\x03one"
    assert framed(b"x" * 126)[:4] == b"\x81\x7e\x00\x7e"
    assert framed(b"x" * 65_536)[:10] == b"\x81\x7f" + (65_536).to_bytes(8, "big")
    assert framed(b"", PONG) == b"\x8a\x00"
    assert closing(NOT_TEXT) == bytes([0x80 | CLOSE, 2]) + (1007).to_bytes(2, "big")
