"""Making signals."""

import pytest

from encryption.crypto_utils import (
    make_signal,
    message_key,
    new_id,
    read_signal,
    signal_key,
    signal_sid,
)
from encryption.signed import MAX_SIGNAL, ProtocolError
from tests.actors import Actor, Wire


@pytest.fixture
def room():
    """Return Alice, Bob, and Alice's session in their room."""
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    return alice, bob, alice.session(wire.room)[1]


def write(actor, session, **changes):
    how = {"n": 5, "kind": "typing", "time": 0}
    return make_signal(keys=actor.keys, session=session, **{**how, **changes})


def read(text, session, **changes):
    how = {
        "session": session,
        "sender": "alice",
        "room": session.room,
        "roster_head": session.roster,
        "last": None,
    }
    return read_signal(text=text, **{**how, **changes})


def refused(*arguments, **changes):
    with pytest.raises(ProtocolError) as refusal:
        read(*arguments, **changes)
    return refusal.value.reason


def test_it_is_read_once(room):
    alice, _, session = room
    text = write(alice, session)

    assert signal_sid(text) == {"n": 5, "sid": session.sid}
    assert read(text, session)["kind"] == "typing"
    assert read(text, session, last=4)["n"] == 5
    assert refused(text, session, last=5) == "replayed"
    assert refused(text, session, room=new_id()) == "no-session"


def test_another_member_cannot_signal_for_the_sender(room):
    _, bob, session = room
    assert refused(write(bob, session), session) == "unknown-key"


def test_one_looks_like_another(room):
    alice, _, session = room
    made = [write(alice, session, kind=kind) for kind in ("typing", "a", "x" * 32)]

    assert len({len(text) for text in made}) == 1
    assert len(made[0]) <= MAX_SIGNAL
    with pytest.raises(ProtocolError) as refusal:
        write(alice, session, kind="x" * 2_000)
    assert refusal.value.reason == "too-large"


def test_its_key_is_none_of_the_messages(room):
    _, _, session = room
    assert signal_key(session) not in {message_key(session, idx) for idx in range(100)}
