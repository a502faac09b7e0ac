"""Making sessions."""

import pytest

from encryption.crypto_utils import make_session, new_id
from encryption.signed import ProtocolError
from tests.actors import Actor, Wire


@pytest.fixture
def room():
    """Return Alice, Bob and their room."""
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    return alice, bob, alice.view(wire.room)


def begin(alice, view, **changes):
    how = {
        "keys": alice.keys,
        "room": view.room,
        "roster": view.roster,
        "bundles": alice.bundles,
        "sender": "alice",
        "bundle": alice.bundle,
        "sid": new_id(),
        "time": 0,
    }
    return make_session(**{**how, **changes})


def refused(*arguments, **changes):
    with pytest.raises(ProtocolError) as refusal:
        begin(*arguments, **changes)
    return refusal.value.reason


def test_keys_are_wrapped_to_members_whose_bundles_hold(room):
    alice, bob, view = room
    mallory = Actor("bob", "mallory")

    assert begin(alice, view)
    assert refused(alice, view, bundles={"alice": [alice.bundle]}) == "no-bundle"
    ghost = {"alice": [alice.bundle], "bob": [mallory.bundle]}
    assert refused(alice, view, bundles=ghost) == "wrong-thumbprint"
    other = {"alice": [alice.bundle], "bob": [Actor("mallory").bundle]}
    assert refused(alice, view, bundles=other) == "wrong-owner"


def test_every_session_has_a_chain_of_its_own(room):
    alice, _, view = room
    chains = {begin(alice, view)[1].chain for _ in range(20)}
    assert len(chains) == 20


def test_the_chain_stays_out_of_output(room):
    alice, _, view = room
    _, session = begin(alice, view)
    assert str(session.chain) not in repr(session)
    assert session.sid in repr(session)
