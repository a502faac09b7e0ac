"""Logs from which messages were deleted or have expired, or were taken away."""

import io
import json

import pytest

from encryption.log_erased import has_expired, may_have_expired
from encryption.log_file import BadLine
from encryption.log_reading import decrypt, verify
from encryption.log_text import JsonWriter
from encryption.signed import erase_record, record_hash
from tests.actors import Actor, Wire
from tests.factories import now
from tests.logs import lines_of, write

HOUR = 3_600_000


def ignored(size):
    """Take no notice of how far a reader has come."""


@pytest.fixture
def people():
    """Return Alice and Bob."""
    return Actor("alice"), Actor("bob")


@pytest.fixture
def wire(people):
    """Return a group of Alice and Bob."""
    wire = Wire()
    wire.found(*people)
    return wire


def deletion(wire, by, record, **changes):
    """Say what a deletion of a record says, with the session that it is in."""
    session, idx = by.view(wire.room).own
    body = {
        "hash": record_hash(record),
        "idx": idx - 1,
        "seq": record["seq"],
        "sid": session.sid,
        "target": record["id"],
    }
    return {"kind": "delete", "body": {**body, **changes}}


def erase(wire, *records, **changes):
    """Erase records as the server does, or as `changes` say."""
    for shown in wire.shown:
        if shown["record"] in records:
            shown["record"] = {**erase_record(shown["record"]), **changes}


def opened(wire, reader, *others):
    """Open a log; return what was written and what was reported."""
    file = io.BytesIO(b"".join(write(lines_of(wire, reader, *others))))
    out, bad = io.StringIO(), []
    decrypt(file, ignored, lambda _: reader.keys, JsonWriter(out), bad.append)
    said = [
        one.get("body", {}).get("text", one.get("kind", one["type"]))
        for one in json.loads(out.getvalue())
        if one["type"] != "roster"
    ]
    return said, [line.reason for line in bad]


def summary(wire, reader, *others):
    file = io.BytesIO(b"".join(write(lines_of(wire, reader, *others))))
    return verify(file, ignored)


def test_what_its_sender_deleted_is_explained(people, wire):
    alice, bob = people
    gone = wire.say(alice, "gone", bob)
    wire.say(alice, "", bob, **deletion(wire, alice, gone))
    wire.say(alice, "stays", bob)
    erase(wire, gone)

    assert opened(wire, bob, alice) == (["deleted", "delete", "stays"], [])
    assert "5 records to seq 6, 0 not kept, 1 deleted, 0 expired" in summary(
        wire, bob, alice
    )


def test_messages_around_a_deleted_one_follow_each_other(people, wire):
    alice, bob = people
    wire.say(alice, "one", bob)
    gone = wire.say(alice, "two", bob)
    how = deletion(wire, alice, gone)
    wire.say(alice, "three", bob)
    wire.say(alice, "", bob, **how)
    erase(wire, gone)
    assert opened(wire, bob, alice) == (["one", "deleted", "three", "delete"], [])


def test_what_nobody_deleted_was_taken_away(people, wire):
    alice, bob = people
    wire.say(alice, "one", bob)
    gone = wire.say(alice, "two", bob)
    wire.say(alice, "three", bob)
    erase(wire, gone)
    said, reasons = opened(wire, bob, alice)
    assert said == ["one", "deleted", "three"]
    assert reasons == ["erased", "index-gap"]
    # Without keys nobody can tell.
    assert "1 deleted" in summary(wire, bob, alice)


@pytest.mark.parametrize(
    "changes",
    [
        {"hash": "A" * 43},
        {"seq": 3},
        {"target": "A" * 22},
        {"sid": "A" * 22},
        {"idx": 5},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_deletion_that_names_another_explains_nothing(people, wire, changes):
    alice, bob = people
    gone = wire.say(alice, "gone", bob)
    how = deletion(wire, alice, gone, **changes)
    wire.say(alice, "stays", bob)
    wire.say(alice, "", bob, **how)
    erase(wire, gone)
    _, reasons = opened(wire, bob, alice)
    # Under another index it is there, and the one that it had is missing.
    expected = ["index-gap"] if "idx" in changes else ["erased", "index-gap"]
    assert sorted(reasons) == expected


def test_bob_cannot_take_a_message_of_alice_back(people, wire):
    alice, bob = people
    wire.say(alice, "one", bob)
    gone = wire.say(alice, "two", bob)
    wire.say(alice, "three", bob)
    wire.say(bob, "mine", alice)
    wire.say(bob, "", alice, **deletion(wire, bob, gone))
    erase(wire, gone)
    assert sorted(opened(wire, alice, bob)[1]) == ["erased", "index-gap"]


def test_nor_with_the_help_of_the_server(people, wire):
    alice, bob = people
    wire.say(alice, "one", bob)
    gone = wire.say(alice, "two", bob)
    wire.say(alice, "three", bob)
    wire.say(bob, "mine", alice)
    wire.say(bob, "", alice, **deletion(wire, bob, gone, idx=7))
    erase(wire, gone, sender="bob")
    assert opened(wire, alice, bob)[1] == ["index-gap"]


def test_nor_under_an_index_that_was_used(people, wire):
    alice, bob = people
    gone = wire.say(alice, "one", bob)
    wire.say(bob, "mine", alice)
    wire.say(bob, "", alice, **deletion(wire, bob, gone))
    erase(wire, gone, sender="bob")
    assert opened(wire, alice, bob)[1] == ["erased"]


def test_one_index_explains_one_record(people, wire):
    alice, bob = people
    one, two = wire.say(alice, "one", bob), wire.say(alice, "two", bob)
    how = deletion(wire, alice, two)
    wire.say(alice, "", bob, **how)
    wire.say(alice, "", bob, **deletion(wire, alice, one, idx=how["body"]["idx"]))
    erase(wire, one, two)
    reasons = opened(wire, bob, alice)[1]
    assert reasons.count("erased") == 1
    assert "index-gap" in reasons


def test_what_came_before_a_record_cannot_delete_it(people, wire):
    alice, bob = people
    wire.say(alice, "first", bob)
    session, idx = alice.view(wire.room).own
    body = {"hash": "A" * 43, "idx": idx + 1, "seq": 6, "sid": session.sid}
    early = wire.say(alice, "", bob, kind="delete", body={**body, "target": "A" * 22})
    gone = wire.say(alice, "gone", bob)
    erase(wire, gone)
    assert early["seq"] < gone["seq"], "the premise"
    assert opened(wire, bob, alice)[1] == ["erased"]


def test_roster_entries_and_sessions_are_not_erased(people, wire):
    alice, bob = people
    wire.say(alice, "one", bob)
    for place in (1, 2):
        spoilt = Wire(wire.room, [dict(shown) for shown in wire.shown])
        erase(spoilt, spoilt.shown[place]["record"])
        with pytest.raises(BadLine, match="bad-shape"):
            summary(spoilt, bob, alice)


def test_the_type_of_a_line_says_what_it_is(people, wire):
    alice, bob = people
    gone = wire.say(alice, "one", bob)
    whole = lines_of(wire, bob, alice)
    plain = [("erased" if t == "record" else t, m) for t, m in whole]
    erase(wire, gone)
    erased = lines_of(wire, bob, alice)
    hidden = [("record" if t == "erased" else t, m) for t, m in erased]
    for made in (plain, hidden):
        with pytest.raises(BadLine, match=r"bad-line|bad-shape"):
            verify(io.BytesIO(b"".join(write(made))), ignored)


def set_timer(wire, by, reader, seconds):
    entry = by.entry(wire.room, "settings", settings={"expire": seconds, "log": True})
    wire.enter(by, entry)
    wire.show(by, reader)


def say_at(wire, by, reader, time, text="gone"):
    """Let somebody say something that the server takes in at another time."""
    by.view(wire.room)
    wire.show(by, reader)
    sent = by.send(wire.room, text, time=time)
    carried = wire.carry(by, sent)
    for shown in carried:
        shown["record"]["time"] = time
    wire.rechain()
    wire.show(by, reader)
    return carried[-1]["record"]


def test_what_has_expired_is_not_missed(people, wire):
    alice, bob = people
    for shown in wire.shown:
        shown["record"]["time"] -= 4 * HOUR
    wire.rechain()
    wire = replayed(wire, *people)
    set_timer_at(wire, alice, bob, 60, now() - 3 * HOUR)
    gone = say_at(wire, alice, bob, now() - 2 * HOUR)
    wire.say(alice, "one", bob)
    erase(wire, gone)
    assert opened(wire, bob, alice) == (["expired", "one"], [])
    assert "0 deleted, 1 expired" in summary(wire, bob, alice)


def replayed(wire, *people):
    """Let everybody read a room whose records got other times."""
    for one in people:
        one.rooms.pop(wire.room)
    wire.show(*people)
    return wire


def set_timer_at(wire, by, reader, seconds, time):
    entry = by.entry(wire.room, "settings", settings={"expire": seconds, "log": True})
    (shown,) = wire.enter(by, entry)
    shown["record"]["time"] = time
    wire.rechain()
    wire.show(by, reader)


def test_what_has_expired_and_is_still_there_is_not_written(people, wire):
    alice, bob = people
    set_timer(wire, alice, bob, 60)
    say_at(wire, alice, bob, now() - 120_000, "too late")
    say_at(wire, alice, bob, now(), "in time")
    assert opened(wire, bob, alice) == (["expired", "in time"], [])


def test_a_server_that_erases_too_early_is_named(people, wire):
    alice, bob = people
    set_timer(wire, alice, bob, 86_400)
    gone = wire.say(alice, "gone", bob)
    erase(wire, gone)
    assert opened(wire, bob, alice)[1] == ["erased"]


def test_a_server_that_makes_it_older_for_that_is_named(people, wire):
    alice, bob = people
    set_timer(wire, alice, bob, 86_400)
    gone = wire.say(alice, "gone", bob)
    erase(wire, gone, time=now() - 90_000_000)
    assert opened(wire, bob, alice)[1] == ["erased"]


def test_no_timer_covers_what_was_said_before_it(people, wire):
    alice, bob = people
    gone = wire.say(alice, "gone", bob)
    set_timer(wire, alice, bob, 1)
    erase(wire, gone)
    assert opened(wire, bob, alice)[1] == ["erased"]


def test_an_hour_is_given_to_clocks():
    record = {"time": 10 * HOUR}
    assert may_have_expired(record, 60, 10 * HOUR, 9 * HOUR + 60_000)
    assert not may_have_expired(record, 60, 10 * HOUR, 9 * HOUR + 59_999)
    assert may_have_expired(record, 60, 11 * HOUR, 20 * HOUR)
    assert not may_have_expired(record, 60, 11 * HOUR + 1, 20 * HOUR)
    assert not may_have_expired(record, 0, 0, 20 * HOUR)


def test_a_server_cannot_keep_it_longer_by_its_clock():
    record = {"time": 99 * HOUR}
    assert has_expired(record, 60, 5 * HOUR, 6 * HOUR + 60_000)
    assert not has_expired(record, 60, 5 * HOUR, 6 * HOUR + 59_999)
    assert not has_expired(record, 0, 5 * HOUR, 999 * HOUR)
    assert has_expired({"time": HOUR}, 60, 5 * HOUR, HOUR + 60_000)


def test_what_was_erased_before_we_joined_is_not_ours_to_judge(people, wire):
    alice, bob = people
    gone = wire.say(alice, "before", bob)
    carol = Actor("carol")
    alice.meet(bob, carol)
    wire.enter(alice, alice.entry(wire.room, "add", subject=carol.signer.subject))
    wire.show(alice, bob)
    wire.say(alice, "since", bob)
    erase(wire, gone)
    assert opened(wire, carol, alice, bob) == (["deleted", "since"], [])
    assert opened(wire, bob, alice, carol)[1] == ["erased"]


FAREWELL = {"kind": "farewell", "body": {}}


def test_what_somebody_sent_before_their_farewell_is_explained(people, wire):
    alice, bob = people
    first, second = wire.say(alice, "one", bob), wire.say(alice, "two", bob)
    wire.say(bob, "his", alice)
    wire.say(alice, "", bob, **FAREWELL)
    erase(wire, first, second)
    said, bad = opened(wire, bob, alice)
    assert said == ["deleted", "deleted", "his", "farewell"]
    assert bad == []


def test_what_is_erased_behind_a_farewell_is_not(people, wire):
    alice, bob = people
    wire.say(alice, "", bob, **FAREWELL)
    gone = wire.say(alice, "behind it", bob)
    wire.say(alice, "last", bob)
    erase(wire, gone)
    _, bad = opened(wire, bob, alice)
    assert bad == ["erased", "index-gap"]


def test_a_farewell_explains_nothing_of_anybody_else(people, wire):
    """The server takes a message of Bob's away, and Alice helps it."""
    alice, bob = people
    wire.say(bob, "one", alice)
    gone = wire.say(bob, "two", alice)
    wire.say(bob, "three", alice)
    wire.say(alice, "", bob, **FAREWELL)
    erase(wire, gone)
    assert opened(wire, alice, bob)[1] == ["erased", "index-gap"]
    # The same, said to be hers: it is missing among his.
    erase(wire)
    for shown in wire.shown:
        if "erased" in shown["record"]:
            shown["record"]["sender"] = "alice"
    assert opened(wire, alice, bob)[1] == ["index-gap"]
