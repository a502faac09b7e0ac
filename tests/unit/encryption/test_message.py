"""Making messages."""

import pytest

from encryption.crypto_utils import make_message, message_sid, new_id
from encryption.signed import MAX_MESSAGE, ProtocolError, b64u
from tests.actors import Actor, Wire


@pytest.fixture
def write():
    """Return a function that writes a message of Alice's."""
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    _, session = alice.session(wire.room)

    def make(**changes):
        how = {
            "keys": alice.keys,
            "session": session,
            "idx": 0,
            "id": new_id(),
            "kind": "text",
            "body": {"text": "hello"},
            "seen": {"head": b64u(bytes(32)), "seq": 0},
            "time": 0,
        }
        return make_message(**{**how, **changes})

    return make


def refused(write, **changes):
    with pytest.raises(ProtocolError) as refusal:
        write(**changes)
    return refusal.value.reason


def test_a_sender_refuses_what_readers_would(write):
    assert refused(write, body={"text": ""}) == "bad-body"
    assert refused(write, body={"text": "x" * 16_385}) == "bad-body"
    assert refused(write, kind="title", body={"text": "x" * 81}) == "bad-body"
    assert refused(write, idx=100) == "wrong-index"
    assert refused(write, kind="new", body={"x": "y" * 60_000}) == "too-large"


def test_lengths_say_little(write):
    lengths = {len(write(body={"text": "x" * size})) for size in (1, 10, 100, 300)}
    assert len(lengths) == 1


def test_the_longest_text_is_within_the_limit(write):
    assert len(write(body={"text": '"' * 16_384})) <= MAX_MESSAGE


def test_index_and_session_are_outside(write):
    assert message_sid(write(idx=99))["idx"] == 99
