"""A log that its writer rewrote, with numbers, links and heads all made to fit."""

import io
import tracemalloc

import pytest

from encryption.log_file import BadLine
from encryption.log_tool import verify
from encryption.signed import b64u, first_head, new_id, next_head
from tests.actors import Actor, Wire
from tests.factories import renewed
from tests.logs import lines_of, write


@pytest.fixture(scope="module")
def people():
    """Return Alice and Bob."""
    return Actor("alice"), Actor("bob")


@pytest.fixture
def wire(people):
    """Return a group of Alice and Bob, with messages at seq 4, 5 and 6."""
    wire = Wire()
    wire.found(*people)
    for text in ("one", "two", "three"):
        wire.say(people[0], text, people[1])
    return wire


def rechained(wire):
    """Compute every head again, as a server that rewrites its log does."""
    head = first_head(wire.room)
    for place, shown in enumerate(wire.shown, 1):
        shown["record"]["seq"] = place
        head = next_head(head, shown["record"])
        shown["head"] = b64u(head)
    return wire


def refused(lines):
    with pytest.raises(BadLine) as refusal:
        verify(io.BytesIO(b"".join(write(lines))), lambda size: None)
    return refusal.value.number, refusal.value.reason


def holds(lines):
    return verify(io.BytesIO(b"".join(write(lines))), lambda size: None)


def test_what_is_kept_verifies(people, wire):
    assert "6 records" in holds(lines_of(wire, *people))


def test_the_tail_cut_throughout_cannot_be_seen(people, wire):
    # PROTOCOL.md §11 says so, and what reveals it instead.
    del wire.shown[-1]
    assert "5 records" in holds(lines_of(wire, *people))


def test_a_gap_while_the_log_is_on(people, wire):
    assert refused(lines_of(wire, *people, missing=(5,))) == (9, "gap")


def test_a_gap_while_the_log_is_off(people, wire):
    alice, bob = people
    entry = alice.entry(wire.room, "settings", settings={"log": False})
    wire.enter(alice, entry)
    wire.show(alice, bob)
    wire.say(alice, "not kept", bob)
    lines = lines_of(wire, *people, missing=(9,))

    assert "1 not kept" in holds(lines)


def test_a_gap_that_a_later_entry_explains(people, wire):
    alice, bob = people
    entry = alice.entry(wire.room, "settings", settings={"log": False})
    wire.enter(alice, entry)
    wire.show(alice, bob)

    assert "3 not kept" in holds(lines_of(wire, *people, missing=(4, 5, 6)))


def test_a_gap_behind_the_log_turned_on_again(people, wire):
    alice, bob = people
    for on in (False, True):
        entry = alice.entry(wire.room, "settings", settings={"log": on})
        wire.enter(alice, entry)
        wire.show(alice, bob)
    wire.say(alice, "kept", bob)

    assert "3 not kept" in holds(lines_of(wire, *people, missing=(4, 5, 6)))
    assert refused(lines_of(wire, *people, missing=(4, 5, 6, 10))) == (12, "gap")


def test_a_message_moved_to_another_sender(people, wire):
    wire.shown[-1]["record"]["sender"] = "carol"
    assert refused(lines_of(rechained(wire), *people)) == (10, "not-member")


def test_an_entry_given_to_another_sender(people, wire):
    wire.shown[1]["record"]["sender"] = "bob"
    assert refused(lines_of(rechained(wire), *people)) == (6, "wrong-sender")


def test_a_roster_entry_left_out(people, wire):
    alice, bob = people
    entry = alice.entry(wire.room, "settings", settings={"log": True})
    wire.enter(alice, entry)
    wire.show(alice, bob)
    del wire.shown[1]

    assert refused(lines_of(rechained(wire), *people)) == (10, "bad-roster-chain")


def test_an_entry_of_another_room(people, wire):
    other = Wire()
    other.found(*people)
    record = wire.shown[0]["record"]
    for name in ("data", "id"):
        record[name] = other.shown[0]["record"][name]
    assert refused(lines_of(rechained(wire), *people)) == (5, "wrong-room")


def test_an_announcement_left_out(people, wire):
    del wire.shown[2]
    assert refused(lines_of(rechained(wire), *people)) == (7, "no-session")


def test_a_record_taken_in_twice(people, wire):
    wire.shown.append({"record": dict(wire.shown[-1]["record"])})
    assert refused(lines_of(rechained(wire), *people)) == (11, "replayed")


def test_a_message_that_is_none(people, wire):
    wire.shown[4]["record"]["data"] = "a.b.c"
    assert refused(lines_of(rechained(wire), *people)) == (9, "bad-shape")


def test_a_room_that_was_never_made(people, wire):
    del wire.shown[:2]
    assert refused(lines_of(rechained(wire), *people)) == (5, "bad-roster-chain")


def test_a_record_that_is_not_the_next(people, wire):
    lines = lines_of(wire, *people)
    del lines[8]
    assert refused(lines) == (9, "gap")


def test_a_head_that_does_not_follow(people, wire):
    wire.shown[3]["record"]["time"] += 1
    assert refused(lines_of(wire, *people)) == (8, "bad-chain")


def test_a_bundle_that_is_not_there(people, wire):
    lines = [
        one for one in lines_of(wire, *people) if one[1].get("username") != "alice"
    ]
    assert refused(lines) == (3, "no-bundle")


def test_a_bundle_of_another(people, wire):
    lines = lines_of(wire, *people)
    lines[2][1]["username"] = "carol"
    assert refused(lines) == (3, "wrong-owner")


def test_a_second_bundle(people, wire):
    lines = lines_of(wire, *people)
    lines.insert(2, lines[1])
    assert refused(lines) == (3, "bad-line")


def test_sealed_keys_of_another(people, wire):
    lines = lines_of(wire, *people)
    lines[3][1]["username"] = "bob"
    assert refused(lines) == (4, "wrong-owner")


def test_a_second_manifest(people, wire):
    lines = lines_of(wire, *people)
    lines.insert(1, lines[0])
    assert refused(lines) == (2, "bad-line")


def test_a_bundle_behind_records(people, wire):
    lines = lines_of(wire, *people)
    lines.insert(6, lines[1])
    assert refused(lines) == (7, "bad-line")


@pytest.mark.parametrize(
    ("place", "change", "reason"),
    [
        (0, {"v": 2}, "bad-version"),
        (0, {"v": True}, "bad-version"),
        (0, {"by": "Alice"}, "bad-shape"),
        (0, {"time": -1}, "bad-shape"),
        (0, {"room": "kitchen"}, "bad-shape"),
        (0, {"more": 1}, "bad-shape"),
        (1, {"bundle": 1}, "bad-shape"),
        (3, {"sealed": None}, "bad-shape"),
        (4, {"record": None}, "bad-shape"),
        (4, {"head": None}, "bad-chain"),
        (-1, {"lines": 1}, "bad-line"),
        (-1, {"lines": "11"}, "bad-shape"),
        (-1, {"seq": 5}, "bad-chain"),
        (-1, {"head": b64u(bytes(32))}, "bad-chain"),
    ],
)
def test_members_of_lines(people, wire, place, change, reason):
    lines = lines_of(wire, *people)
    lines[place][1].update(change)
    assert refused(lines) == (place % len(lines) + 1, reason)


@pytest.mark.parametrize(
    ("gap", "reason"),
    [
        ({"first": 5, "last": 4}, "bad-shape"),
        ({"first": 4, "last": 5}, "replayed"),
        ({"first": 6, "last": 6}, "gap"),
        ({"first": 5, "last": 5, "head": "x"}, "bad-shape"),
    ],
)
def test_forms_of_gaps(people, wire, gap, reason):
    lines = lines_of(wire, *people)
    lines[8] = ("gap", {"head": lines[8][1]["head"], **gap})
    assert refused(lines) == (9, reason)


def test_a_manifest_that_promises_more(people, wire):
    lines = lines_of(wire, *people)
    lines[0][1]["seq"] = 7
    lines[-1][1]["seq"] = 7
    assert refused(lines) == (11, "bad-chain")


def peak_of(path):
    """Return how many bytes were held at once to verify a file."""
    tracemalloc.start()
    with path.open("rb") as file:
        verify(file, lambda size: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_log(people, wire, tmp_path):
    peaks = []
    for records in (200, 2000):
        message = wire.shown[-1]["record"]
        more = range(records)
        wire.shown.extend({"record": {**message, "id": new_id()}} for _ in more)
        path = tmp_path / str(records)
        path.write_bytes(b"".join(write(lines_of(rechained(wire), *people))))
        peaks.append(peak_of(path))

    assert peaks[1] < peaks[0] * 1.5


def test_several_bundles_of_one_person_and_none_twice(people, wire):
    alice, bob = people
    new = renewed(alice.signer, "mallory")
    lines = lines_of(wire, bob, alice)
    place = next(at for at, line in enumerate(lines) if line[1].get("bundle"))
    more = ("bundle", {"bundle": new.bundle, "username": "alice"})
    lines[-1][1]["lines"] += 1

    assert "6 records" in holds([*lines[: place + 2], more, *lines[place + 2 :]])
    again = lines[place]
    twice = [*lines[: place + 2], again, *lines[place + 2 :]]
    assert refused(twice) == (place + 3, "bad-line")
    other = ("bundle", {"bundle": new.bundle, "username": "bob"})
    assert refused([*lines[: place + 2], other, *lines[place + 2 :]]) == (
        place + 3,
        "wrong-owner",
    )
