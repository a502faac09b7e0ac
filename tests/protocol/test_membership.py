"""Who can read, and beside each, who cannot."""

import dataclasses

import pytest

from encryption.crypto_utils import message_sid, read_message, read_session
from encryption.signed import ProtocolError, parse_session
from tests.actors import Actor, Wire


@pytest.fixture
def room():
    """Return a group of Alice, Bob and Carol."""
    people = Actor("alice"), Actor("bob"), Actor("carol")
    wire = Wire()
    wire.found(people[0], *people[1:])
    return *people, wire


def remove(by, whom, wire, *readers):
    wire.enter(by, by.entry(wire.room, "remove", subject=whom.signer.subject))
    wire.show(by, *readers)


def read_all(reader, told):
    for shown in told:
        reader.read(shown)


def reason(call, **arguments):
    with pytest.raises(ProtocolError) as refusal:
        call(**arguments)
    return refusal.value.reason


def newest(wire, kind):
    return next(
        s["record"] for s in reversed(wire.shown) if s["record"]["kind"] == kind
    )


def test_members_read_and_mallory_does_not(room):
    alice, bob, carol, wire = room
    mallory = Actor("mallory")
    record = wire.say(alice, "hello", bob, carol)
    roster = alice.view(wire.room).roster

    assert bob.view(wire.room).texts == carol.view(wire.room).texts == ["hello"]
    session = newest(wire, "session")
    how = {
        "text": session["data"],
        "room": wire.room,
        "sid": session["id"],
        "sender": "alice",
        "roster": roster,
    }
    assert read_session(keys=bob.keys, **how)
    assert reason(read_session, keys=mallory.keys, **how) == "no-key"
    assert b"hello" not in record["data"].encode()


def test_a_removed_member_cannot_decrypt_what_follows(room):
    alice, bob, carol, wire = room
    wire.say(alice, "with carol", bob, carol)
    before = dict(carol.view(wire.room).sessions)
    remove(alice, carol, wire, bob)
    record = wire.say(alice, "without carol", bob)
    roster = alice.view(wire.room).roster

    # The premise: Carol had been able to read, and Bob still is.
    assert carol.view(wire.room).texts == ["with carol"]
    assert bob.view(wire.room).texts == ["with carol", "without carol"]
    session = newest(wire, "session")
    assert (
        carol.keys.enc_thumbprint not in parse_session(session["data"]).encrypted_keys
    )
    assert (
        reason(
            read_session,
            text=session["data"],
            keys=carol.keys,
            room=wire.room,
            sid=session["id"],
            sender="alice",
            roster=roster,
        )
        == "no-key"
    )
    # No chain that she holds opens it either, whatever she makes it say.
    named = message_sid(record["data"])
    assert named["sid"] not in before
    for held in before.values():
        bent = dataclasses.replace(held, sid=named["sid"], roster=roster.head)
        assert (
            reason(
                read_message,
                text=record["data"],
                session=bent,
                id=record["id"],
                sender="alice",
                room=wire.room,
                roster_head=roster.head,
            )
            == "bad-tag"
        )


def test_a_removed_member_cannot_write_what_others_accept(room):
    alice, bob, carol, wire = room
    wire.say(carol, "hello", alice, bob)
    sent = carol.send(wire.room, "after my removal")
    remove(alice, carol, wire, bob)
    moved = bob.view(wire.room).seq
    shown = wire.carry(carol, sent)[-1]

    with pytest.raises(ProtocolError) as refusal:
        bob.read(shown)
    assert refusal.value.reason == "stale-session"
    assert bob.view(wire.room).seq == moved
    assert bob.view(wire.room).texts == ["hello"]


def test_a_new_member_reads_from_then_on(room):
    alice, bob, carol, wire = room
    dave = Actor("mallory")
    wire.say(alice, "before", bob, carol)
    earlier = newest(wire, "session")
    alice.meet(bob, carol, dave)
    wire.enter(alice, alice.entry(wire.room, "add", subject=dave.signer.subject))
    wire.show(alice, bob, carol)
    view = dave.view(wire.room)
    view.roster = alice.view(wire.room).roster
    view.seq, view.head = alice.view(wire.room).seq, alice.view(wire.room).head
    wire.say(alice, "since", bob, carol, dave)

    assert view.texts == ["since"]
    assert (
        reason(
            read_session,
            text=earlier["data"],
            keys=dave.keys,
            room=wire.room,
            sid=earlier["id"],
            sender="alice",
            roster=bob.view(wire.room).roster,
        )
        == "no-key"
    )


def test_bobs_message_cannot_be_shown_as_alices(room):
    alice, bob, _, wire = room
    wire.say(bob, "mine", alice)
    forged = {**newest(wire, "message"), "sender": "alice"}

    with pytest.raises(ProtocolError) as refusal:
        alice.open_message(forged)
    assert refusal.value.reason == "wrong-sender"
    assert alice.open_message(newest(wire, "message")).body == {"text": "mine"}


def test_a_member_cannot_write_in_anothers_session(room):
    alice, bob, carol, wire = room
    wire.say(alice, "hello", bob, carol)
    # Bob holds the chain, as every member does, but not the key that signs.
    held = bob.view(wire.room).sessions[newest(wire, "session")["id"]]
    bob.view(wire.room).own = (held, 1)
    shown = wire.carry(alice, bob.send(wire.room, "I owe Bob a coffee"))[-1]

    with pytest.raises(ProtocolError) as refusal:
        carol.read(shown)
    assert refusal.value.reason == "unknown-key"
    assert carol.view(wire.room).texts == ["hello"]


@pytest.mark.parametrize("defect", ["dropped", "exchanged", "again"])
def test_a_relay_that_drops_reorders_or_replays_is_noticed(room, defect):
    alice, bob, _, wire = room
    for text in ("one", "two", "three"):
        wire.say(alice, text)
    start = bob.view(wire.room).seq
    shown = wire.shown[start:]
    told, at = {
        "dropped": ([shown[0], *shown[2:]], "gap"),
        "exchanged": ([shown[0], shown[2], shown[1], *shown[3:]], "gap"),
        "again": ([*shown[:2], shown[1]], "replayed"),
    }[defect]

    with pytest.raises(ProtocolError) as refusal:
        read_all(bob, told)
    assert refusal.value.reason == at
    for one in wire.shown[bob.view(wire.room).seq :]:
        bob.read(one)
    assert bob.view(wire.room).texts == ["one", "two", "three"]
