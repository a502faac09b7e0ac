"""Every alteration of a log is refused, and the first bad line named."""

import io
import itertools

import pytest

from encryption.log_file import BadLine
from encryption.log_reading import verify
from tests.actors import Actor, Wire
from tests.logs import lines_of, write


@pytest.fixture(scope="module")
def lines():
    """Return the lines of a log of Alice and Bob, downloaded by Bob."""
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob, kind="direct")
    wire.say(alice, "hello\nBob", bob)
    wire.say(bob, "hello\u009b2JAlice", alice)
    wire.say(alice, "bye", bob)
    return write(lines_of(wire, bob, alice))


def check(data):
    return verify(io.BytesIO(data), lambda size: None)


def refusal(data):
    with pytest.raises(BadLine) as refused:
        check(data)
    return refused.value


def test_verify_holds(lines):
    assert "7 records to seq 7" in check(b"".join(lines))


def test_every_seventh_byte_flipped_in_turn(lines):
    data = b"".join(lines)
    ends = list(itertools.accumulate(map(len, lines)))
    places = {*range(0, len(data), 7), *(end - 1 for end in ends), *ends[:-1]}
    for place in sorted(places):
        altered = bytearray(data)
        altered[place] ^= 1 << place % 8
        number = next(n for n, end in enumerate(ends, 1) if place < end)
        assert refusal(bytes(altered)).number == number, place


@pytest.mark.parametrize("bit", range(8))
def test_every_bit_of_the_last_line(lines, bit):
    for place in range(len(lines[-1])):
        altered = bytearray(lines[-1])
        altered[place] ^= 1 << bit
        bad = refusal(b"".join(lines[:-1]) + altered)
        assert bad.number == len(lines), place


def test_every_line_dropped_in_turn(lines):
    for place in range(len(lines)):
        bad = refusal(b"".join(lines[:place] + lines[place + 1 :]))
        assert bad.number == place + 1
        assert bad.reason == ("no-end" if place == len(lines) - 1 else "bad-line")


def test_every_two_lines_swapped_in_turn(lines):
    for place in range(len(lines) - 1):
        a, b = lines[place : place + 2]
        bad = refusal(b"".join([*lines[:place], b, a, *lines[place + 2 :]]))
        assert (bad.number, bad.reason) == (place + 1, "bad-line")


def test_every_line_doubled_in_turn(lines):
    for place in range(len(lines)):
        bad = refusal(b"".join([*lines[: place + 1], *lines[place:]]))
        last = place == len(lines) - 1
        assert bad.number == place + 2
        assert bad.reason == ("after-end" if last else "bad-line")


def test_tail_cut_behind_every_line(lines):
    for place in range(len(lines)):
        bad = refusal(b"".join(lines[:place]))
        assert (bad.number, bad.reason) == (place + 1, "no-end")


def test_tail_cut_within_a_line(lines):
    data = b"".join(lines)
    for cut in range(1, len(data), 401):
        assert refusal(data[:-cut]).number <= len(lines)


def test_memory_does_not_follow_a_line_without_end():
    bad = refusal(b'{"by":"' + b"a" * 600_000)
    assert (bad.number, bad.reason) == (1, "too-large")
