"""What only readers can refuse in a log, and what they skip."""

import pytest

from encryption.log_index import LogIndex
from encryption.log_opener import LogOpener, open_log_keys
from encryption.signed import ProtocolError
from encryption.transcript import Transcript
from tests.actors import PASSWORD, Actor, Wire
from tests.factories import renewed
from tests.logs import lines_of


@pytest.fixture
def people():
    """Return Alice, Bob, and Carol, who is added later."""
    return Actor("alice"), Actor("bob"), Actor("carol")


OUT_2 = ("out-of-order", "2")


def outcomes(wire, reader, *others, missing=()):
    """Open a log and list a text or a reason for each record that is more than form."""
    with LogIndex() as index:
        transcript = Transcript(index)
        opener = LogOpener(transcript, reader.keys)
        found = []
        for type, members in lines_of(wire, reader, *others, missing=missing):
            if type == "manifest":
                transcript._take_manifest(0, **members)
            elif type == "bundle":
                transcript._take_bundle(0, **members)
            elif type == "gap":
                transcript._take_gap(0, **members)
            elif type == "record":
                transcript._take_record(0, **members)
                try:
                    opened = opener.open(members["record"], 0)
                except ProtocolError as error:
                    found.append(error.reason)
                    continue
                if opened is not None:
                    found += [opened.order] if opened.order else []
                    found.append(opened.message.body["text"])
        return found, opener.not_ours


def test_members_read_all(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    wire.say(alice, "one", bob)
    wire.say(bob, "two", alice)

    assert outcomes(wire, alice, bob) == (["one", "two"], 0)
    assert outcomes(wire, bob, alice) == (["one", "two"], 0)


def test_what_was_before_joining_is_counted(people):
    alice, bob, carol = people
    wire = Wire()
    wire.found(alice, bob)
    wire.say(alice, "before", bob)
    alice.meet(bob, carol)
    wire.enter(alice, alice.entry(wire.room, "add", subject=carol.signer.subject))
    wire.show(alice, bob)
    wire.say(alice, "since", bob)

    assert outcomes(wire, carol, alice, bob) == (["since"], 1)
    assert outcomes(wire, bob, alice, carol) == (["before", "since"], 0)


def test_a_stranger_reads_nothing(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    wire.say(alice, "one", bob)

    found, not_ours = outcomes(wire, Actor("mallory"), alice, bob)
    assert (found, not_ours) == ([], 1)


def test_a_member_left_out_of_a_session_is_told(people):
    alice, bob, carol = people
    wire = Wire()
    wire.found(alice, bob, carol)
    view = alice.view(wire.room)
    whole = view.roster
    view.roster = type(whole)(**{**vars(whole), "members": whole.members[:2]})
    sent = alice.send(wire.room, "behind her back")
    view.roster = whole
    wire.carry(alice, sent)

    assert outcomes(wire, carol, alice, bob) == (["no-key", "no-session"], 0)
    assert outcomes(wire, bob, alice, carol) == (["wrong-recipients", "no-session"], 0)


def test_an_index_used_twice(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    wire.say(alice, "one", bob)
    session, _ = alice.view(wire.room).own
    alice.view(wire.room).own = (session, 0)
    wire.say(alice, "again")

    assert outcomes(wire, bob, alice) == (["one", "replayed"], 0)


def written(wire, by, idx, text):
    """Let somebody write with an index of their choice."""
    session, _ = by.view(wire.room).own
    by.view(wire.room).own = (session, idx)
    wire.say(by, text)


@pytest.mark.parametrize(
    ("indices", "expected"),
    [
        ([1, 2], ["0", "1", "2"]),
        ([2, 3], ["0", "index-gap", "2", "3"]),
        ([2, 1, 3], ["0", "index-gap", "2", "out-of-order", "1", "3"]),
        ([3, 2, 1], ["0", "index-gap", "3", *OUT_2, "out-of-order", "1"]),
        ([2, 0, 3], ["0", "index-gap", "2", "replayed", "3"]),
        ([99], ["0", "index-gap", "99"]),
    ],
    ids=str,
)
def test_messages_whose_turn_it_is_not_are_named_and_read(people, indices, expected):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    wire.say(alice, "0", bob)
    for idx in indices:
        written(wire, alice, idx, str(idx))

    assert outcomes(wire, bob, alice) == (expected, 0)


def test_the_first_message_of_a_session_has_its_start(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    announced, _ = alice.send(wire.room, "0")
    wire.carry(alice, [announced])
    wire.say(alice, "1")

    assert outcomes(wire, bob, alice) == (["index-gap", "1"], 0)


def test_no_message_is_missed_where_records_were_not_kept(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    for text in ("0", "1", "2", "3"):
        wire.say(alice, text, bob)
    written(wire, alice, 5, "5")
    not_kept = (5, 6)

    found = outcomes(wire, bob, alice, missing=not_kept)
    assert found == (["0", "3", "index-gap", "5"], 0)


def test_two_sessions_are_counted_apart(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    for by, other in ((alice, bob), (bob, alice)) * 2:
        wire.say(by, by.username, other)

    assert outcomes(wire, bob, alice) == (["alice", "bob"] * 2, 0)


def test_renewed_keys_open_what_was_written_since(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    wire.say(alice, "before", bob)
    old = rekey(wire, alice, bob)
    wire.say(alice, "since", bob)
    wire.say(bob, "to the new keys", alice)

    assert outcomes(wire, bob, alice) == (["before", "since", "to the new keys"], 0)
    assert outcomes(wire, alice, bob) == (["since", "to the new keys"], 1)
    alice.keys = old
    assert outcomes(wire, alice, bob) == (["before"], 2)


def test_a_renewal_needs_the_bundle_from_before(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    rekey(wire, alice, bob)
    del alice.bundles["alice"][0]

    with pytest.raises(ProtocolError) as refusal:
        outcomes(wire, bob, alice)
    assert refusal.value.reason == "wrong-thumbprint"


def rekey(wire, who, *others):
    """Renew somebody's keys and enter them; return the old ones."""
    old, new = who.signer, renewed(who.signer, "mallory")
    wire.enter(who, who.entry(wire.room, "rekey", subject=new.subject))
    for one in (who, *others):
        one.bundles[who.username] = [old.bundle, new.bundle]
    who.signer, who.keys, who.bundle = new, new.keys, new.bundle
    wire.show(who, *others)
    return old.keys


def test_a_message_of_an_earlier_roster(people):
    alice, bob, carol = people
    wire = Wire()
    wire.found(alice, bob, carol)
    wire.say(carol, "one", alice, bob)
    late = carol.send(wire.room, "late")
    wire.enter(alice, alice.entry(wire.room, "remove", subject=bob.signer.subject))
    wire.carry(carol, late)

    assert outcomes(wire, alice, bob, carol) == (["one", "stale-session"], 0)


@pytest.mark.parametrize("seq", [5, 99])
def test_a_message_that_has_seen_itself(people, seq):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    head = wire.shown[0]["head"]
    wire.say(alice, "one", seen={"head": head, "seq": 1})
    wire.say(alice, "two", seen={"head": head, "seq": seq})

    assert outcomes(wire, bob, alice) == (["one", "bad-seen"], 0)


def test_a_cut_of_the_tail_is_revealed_by_what_a_later_message_had_seen(people):
    alice, bob, _ = people
    wire = Wire()
    wire.found(alice, bob)
    wire.say(alice, "one", bob)
    wire.say(alice, "kept from the file", bob)
    hidden = wire.shown.pop()
    bob.view(wire.room).own = None
    sent = bob.send(wire.room, "I have seen it")
    wire.carry(bob, sent)

    assert hidden["record"]["seq"] == bob.view(wire.room).seq
    assert outcomes(wire, alice, bob)[0] == ["one", "bad-seen"]


def test_keys_of_the_one_who_downloaded():
    alice = Actor("alice")
    with LogIndex() as index:
        transcript = Transcript(index)
        transcript.manifest = {"by": "alice"}
        with pytest.raises(ProtocolError) as refusal:
            open_log_keys(transcript, alice.sealed(), PASSWORD)
        assert refusal.value.reason == "no-bundle"
        transcript.bundles["alice"] = [alice.signer.read]
        keys = open_log_keys(transcript, alice.sealed(), PASSWORD)
        assert keys.enc_thumbprint == alice.keys.enc_thumbprint
        with pytest.raises(ProtocolError) as refusal:
            open_log_keys(transcript, Actor("bob").sealed(), PASSWORD)
        assert refusal.value.reason == "wrong-owner"


def test_keys_from_before_a_renewal_open_too():
    alice = Actor("alice")
    new = renewed(alice.signer, "mallory")
    with LogIndex() as index:
        transcript = Transcript(index)
        transcript.manifest = {"by": "alice"}
        transcript.bundles["alice"] = [new.read]
        with pytest.raises(ProtocolError) as refusal:
            open_log_keys(transcript, alice.sealed(), PASSWORD)
        assert refusal.value.reason == "wrong-thumbprint"
        transcript.bundles["alice"] = [alice.signer.read, new.read]
        keys = open_log_keys(transcript, alice.sealed(), PASSWORD)
        assert keys.enc_thumbprint == alice.keys.enc_thumbprint
