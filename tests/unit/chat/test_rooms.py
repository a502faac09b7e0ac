"""Rooms over HTTP: making, finding, changing and reading them."""

import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

from encryption.crypto_utils import apply_entries, check_record, first_head
from encryption.signed import b64u, entry_id
from tests.factories import Book, Person, heard


def records(person, book, **query):
    answer = person.http.get(f"/api/rooms/{book.room}/records", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json


def seqs(answer):
    return [one["record"]["seq"] for one in answer["records"]]


def verify(person, book):
    """Fetch everything and verify the chain; return the records."""
    answer, head, found = records(person, book, after=0), first_head(book.room), []
    for number, one in enumerate(answer["records"]):
        head = check_record(one["record"], book.room, number, head, one["head"])
        found.append(one["record"])
    assert (answer["seq"], answer["head"]) == (len(found), b64u(head))
    return found


def test_a_new_room_is_listed_for_its_members_alone(alice, bob, carol):
    book = alice.create(bob)
    listed = alice.http.get("/api/rooms").json
    assert listed == bob.http.get("/api/rooms").json
    (summary,) = listed["rooms"]
    assert summary == {
        "expire": 0,
        "head": records(alice, book)["head"],
        "kind": "group",
        "log": True,
        "members": [
            {"role": "owner", "username": "alice"},
            {"role": "member", "username": "bob"},
        ],
        "messages": 0,
        "room": book.room,
        "roster_head": book.roster.head,
        "roster_n": 1,
        "seq": 2,
        "time": None,
    }
    assert carol.http.get("/api/rooms").json == {"rooms": []}


def test_a_room_comes_with_all_that_verifies_its_roster(alice, bob, carol):
    book = alice.create(bob, carol)
    alice.change(book, book.write(alice.signer, "remove", subject=carol.signer.subject))
    answer = alice.http.get(f"/api/rooms/{book.room}").json
    texts = [one["record"]["data"] for one in answer["roster"]]
    roster = apply_entries(
        room=book.room, roster=None, texts=texts, bundles=answer["bundles"]
    )
    assert roster == book.roster
    # Those who have left signed some of it, perhaps.
    assert answer["bundles"].keys() == {"alice", "bob", "carol"}
    assert [one["record"]["id"] for one in answer["roster"]] == list(
        map(entry_id, texts)
    )


def test_members_are_told_of_a_new_room(alice, bob, carol):
    sockets = [person.connect() for person in (alice, bob, carol)]
    book = alice.create(bob)
    assert [heard(socket, "room") for socket in sockets] == [
        [{"room": book.room}],
        [{"room": book.room}],
        [],
    ]


def test_a_direct_room_is_found_again_whoever_makes_it(alice, bob):
    book = alice.create(bob, kind="direct")
    again = Book()
    entries = again.create(bob.signer, alice.signer, kind="direct")
    answer = bob.http.post("/api/rooms", json={"entries": entries, "room": again.room})
    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "direct-exists"
    assert answer.json["error"]["room"] == book.room
    assert len(bob.http.get("/api/rooms").json["rooms"]) == 1


def test_who_is_added_is_told_of_the_room_and_the_others_of_the_entry(
    alice, bob, carol
):
    book = alice.create(bob)
    at_bob, at_carol = bob.connect(), carol.connect()
    (record,) = alice.change(book, book.add(alice.signer, carol.signer))
    assert heard(at_bob, "record") == [record]
    assert [one["name"] for one in at_carol.get_received()] == ["room"]
    said = alice.say(alice.connect(), book, "welcome")
    assert heard(at_carol, "record")[-1]["record"]["seq"] == said["seq"]


def test_who_is_removed_is_told_of_it_and_of_nothing_more(alice, bob, carol):
    book = alice.create(bob, carol)
    at_bob, at_carol = bob.connect(), carol.connect()
    removal = book.write(alice.signer, "remove", subject=carol.signer.subject)

    (record,) = alice.change(book, removal)

    events = at_carol.get_received()
    assert [one["name"] for one in events] == ["record", "gone"]
    assert events[0]["args"] == [record]
    assert events[1]["args"] == [{"room": book.room}]
    assert alice.say(alice.connect(), book, "without Carol")["ok"]
    assert heard(at_bob, "record") != []
    assert at_carol.get_received() == []
    assert at_carol.is_connected(), "only the room is closed to her"
    for path in ("", "/records", "/log", "/sessions?ids=" + record["record"]["id"]):
        answer = carol.http.get(f"/api/rooms/{book.room}{path}")
        assert answer.json["error"]["code"] == "not-found"


def test_who_was_removed_can_send_nothing(alice, bob):
    book = alice.create(bob)
    at_bob = bob.connect()
    payload, _ = book.session(bob.signer)
    alice.change(book, book.write(alice.signer, "remove", subject=bob.signer.subject))
    for roster in (payload["roster"], book.roster.head):
        answer = at_bob.emit("send", {**payload, "roster": roster}, callback=True)
        assert answer["error"]["code"] == "not-found"
    assert len(verify(alice, book)) == 3


def test_who_leaves_is_gone_and_can_be_added_again(alice, bob, carol):
    book = alice.create(bob, carol)
    bob.change(book, book.write(bob.signer, "leave", subject=bob.signer.subject))
    assert bob.http.get("/api/rooms").json == {"rooms": []}
    alice.change(book, book.add(alice.signer, bob.signer))
    (room,) = bob.http.get("/api/rooms").json["rooms"]
    # By joining: Bob is the newest now.
    names = [member["username"] for member in room["members"]]
    assert names == ["alice", "carol", "bob"]
    assert names == [member.username for member in book.roster.members]


def test_the_longest_standing_member_owns_a_room_that_its_owner_left(alice, bob, carol):
    book = alice.create(bob, carol)
    alice.change(book, book.write(alice.signer, "leave", subject=alice.signer.subject))
    (room,) = carol.http.get("/api/rooms").json["rooms"]
    assert room["members"] == [
        {"role": "owner", "username": "bob"},
        {"role": "member", "username": "carol"},
    ]
    # And what the server says now is what it reads from its database later.
    bob.change(book, book.write(bob.signer, "remove", subject=carol.signer.subject))


def test_entries_are_taken_all_or_none(alice, bob, carol):
    book = alice.create()
    good = book.draft(alice.signer, "add", subject=bob.signer.subject)
    answer = alice.http.post(
        f"/api/rooms/{book.room}/roster", json={"entries": [good, good]}
    )
    assert answer.json["error"]["code"] == "bad-roster-chain"
    assert answer.json["error"]["entry"] == 1
    assert len(verify(alice, book)) == 1
    assert bob.http.get("/api/rooms").json == {"rooms": []}


def test_a_stale_entry_is_answered_with_the_newest_head(alice, bob, carol):
    book = alice.create(bob)
    late = book.draft(bob.signer, "add", subject=carol.signer.subject)
    alice.change(book, book.write(alice.signer, "settings", settings={"log": False}))
    answer = bob.http.post(f"/api/rooms/{book.room}/roster", json={"entries": [late]})
    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "stale-roster"
    assert answer.json["error"]["roster_head"] == book.roster.head


def test_entries_sent_again_are_answered_as_before_and_not_told_again(alice, bob):
    book = alice.create()
    entry = book.add(alice.signer, bob.signer)
    first = alice.change(book, entry)
    at_alice, at_bob = alice.connect(), bob.connect()
    assert alice.change(book, entry) == first
    assert at_alice.get_received() == at_bob.get_received() == []
    assert len(verify(alice, book)) == 2


def test_an_entry_whose_id_is_a_message_is_no_repeated_one(alice, bob):
    """Mallory would be told that the leave was stored, and the others of none."""
    book = alice.create(bob)
    leave = book.draft(bob.signer, "leave", subject=bob.signer.subject)
    session, made = book.session(bob.signer)
    message = book.message(bob.signer, made, 0, "first")
    at_bob = bob.connect()
    assert at_bob.emit("send", session, callback=True)["ok"]
    squatting = {**message, "id": entry_id(leave)}
    assert at_bob.emit("send", squatting, callback=True)["ok"], "the premise"

    path = f"/api/rooms/{book.room}/roster"
    answer = bob.http.post(path, json={"entries": [leave]})

    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "id-conflict"
    assert len(verify(alice, book)) == 4


def test_of_two_changes_at_once_one_is_taken(alice, bob, carol, person):
    book = alice.create(bob)
    drafts = {
        alice: book.draft(alice.signer, "add", subject=carol.signer.subject),
        bob: book.draft(bob.signer, "add", subject=carol.signer.subject),
    }

    def bring(who):
        body = {"entries": [drafts[who]]}
        path = f"/api/rooms/{book.room}/roster"
        return who.http.post(path, json=body).status_code

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(bring, drafts)) == [200, 409]
    assert len(verify(alice, book)) == 3


def test_a_page_of_records_is_cut_at_its_bounds(alice, bob):
    book = alice.create(bob)
    socket = alice.connect()
    for number in range(6):
        alice.say(socket, book, str(number))
    assert verify(bob, book)[-1]["seq"] == 9
    assert seqs(records(bob, book, limit=3)) == [7, 8, 9]
    assert seqs(records(bob, book, after=0, limit=3)) == [1, 2, 3]
    assert seqs(records(bob, book, after=7)) == [8, 9]
    assert seqs(records(bob, book, after=9)) == []
    assert seqs(records(bob, book, before=3)) == [1, 2]
    assert seqs(records(bob, book, before=8, limit=2)) == [6, 7]
    assert seqs(records(bob, book, after=2, before=8, limit=3)) == [3, 4, 5]
    (summary,) = bob.http.get("/api/rooms").json["rooms"]
    assert summary["messages"] == 6
    assert summary["time"] == verify(bob, book)[-1]["time"]


def test_sessions_are_found_by_their_ids_in_their_room(alice, bob):
    book, other = alice.create(bob), alice.create(bob)
    socket = alice.connect()
    said = alice.say(socket, book, "hello")
    session = verify(alice, book)[2]
    assert session["kind"] == "session"

    def found(where, *ids):
        query = {"ids": ",".join(ids)}
        answer = bob.http.get(f"/api/rooms/{where.room}/sessions", query_string=query)
        return [one["record"] for one in answer.json["records"]]

    message = verify(alice, book)[said["seq"] - 1]
    assert found(book, session["id"], message["id"]) == [session]
    assert found(other, session["id"]) == []


def test_keys_kept_in_the_browser_are_here_while_their_owner_is(app, alice):
    dave = Person(app, "dave").register("browser")
    path = "/api/users/dave/bundle"
    assert alice.http.get(path).json["error"]["code"] == "keys-offline"
    first, second = dave.connect(), dave.connect()
    for socket in (first, second):
        told = socket.emit("keys", {"bundle": dave.signer.bundle}, callback=True)
        assert told == {"ok": True}
    assert alice.http.get(path).json["bundle"] == dave.signer.bundle
    book = alice.create(dave)
    first.disconnect()
    assert alice.http.get(path).status_code == 200
    second.disconnect()
    assert alice.http.get(path).json["error"]["code"] == "keys-offline"
    assert dave.http.get("/api/rooms").json["rooms"][0]["room"] == book.room


def test_bundles_are_for_those_who_are_logged_in(alice, bob, client):
    answer = alice.http.get("/api/users/BOB/bundle").json
    assert answer == {
        "bundle": bob.signer.bundle,
        "earlier": [],
        "username": "bob",
    }
    assert client.get("/api/users/bob/bundle").status_code == 401


@pytest.mark.parametrize("count", [1, 30])
def test_a_room_may_have_many_members(alice, person, count):
    others = [person(f"member{number}") for number in range(count)]
    book = alice.create(*others)
    (room,) = others[-1].http.get("/api/rooms").json["rooms"]
    assert len(room["members"]) == count + 1
    assert alice.say(alice.connect(), book, "all of you")["ok"]


def test_the_newest_page_travels_packed_to_whoever_takes_that(alice, bob):
    book = alice.create(bob)
    path = f"/api/rooms/{book.room}/records"

    plain = alice.http.get(path)
    packed = alice.http.get(path, headers={"Accept-Encoding": "br, gzip"})
    refused = alice.http.get(path, headers={"Accept-Encoding": "gzip;q=0"})
    older = alice.http.get(f"{path}?before=5", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in packed.headers["Vary"]
    for answer in (plain, refused, older):
        assert "Content-Encoding" not in answer.headers
