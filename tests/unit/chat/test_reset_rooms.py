"""What a reset does to rooms: the account is out, and the others go on."""

import pytest

from chat import departure, reset
from chat.database import db
from encryption.signed import new_id
from tests.factories import Book, heard
from tests.unit.chat.test_departure import bid_farewell, delete
from tests.unit.chat.test_log_file import download, verify
from tests.unit.chat.test_reset import allow, begin
from tests.unit.chat.test_users import flask as flask


def rooms_of(person):
    return [one["room"] for one in person.http.get("/api/rooms").json["rooms"]]


def code_of(answer):
    return answer.status_code, answer.json["error"]["code"]


@pytest.fixture
def people(alice, bob, person):
    """Alice, Bob and Carol."""
    return alice, bob, person("carol")


def test_the_account_is_out_of_its_rooms_and_told_nothing_of_them(
    app, flask, people, tmp_path
):
    alice, bob, carol = people
    group, direct = alice.create(bob, carol), bob.create(alice, kind="direct")
    notes = bob.create()
    at_alice = alice.connect()
    alice.say(at_alice, group, "before")
    new = begin(bob, allow(flask, "bob"))
    at_new = new.connect()
    assert rooms_of(new) == []
    for room in (group.room, direct.room, notes.room):
        for path in ("", "/records", "/log", "/sessions?ids=" + new_id()):
            answer = new.http.get(f"/api/rooms/{room}{path}")
            assert code_of(answer) == (404, "not-found")
    heard(at_new, "record")
    alice.say(at_alice, group, "after")
    alice.say(at_alice, direct, "after, too")
    signal = {"data": "x", "room": group.room, "roster": group.roster.head}
    at_alice.emit("signal", signal, callback=True)
    told = {one["name"] for one in at_new.get_received()}
    assert told & {"record", "signal", "room", "gone"} == set()
    # For the others they are what they were.
    assert set(rooms_of(alice)) == {group.room, direct.room}
    assert rooms_of(carol) == [group.room]
    for book in (group, direct):
        assert verify(tmp_path, download(alice, book)) == 0
    assert app.test_cli_runner().invoke(args=["check"]).exit_code == 0


def test_neither_the_old_keys_nor_the_new_ones_act_there(flask, people):
    alice, bob, carol = people
    book = alice.create(bob)
    new = begin(bob, allow(flask, "bob"))
    old = bob.signer
    for by, op, subject in (
        (old, "leave", old.subject),
        (old, "rekey", new.signer.subject),
        (old, "add", carol.signer.subject),
        (new.signer, "rekey", new.signer.subject),
        (new.signer, "leave", new.signer.subject),
    ):
        body = {"entries": [book.draft(by, op, subject=subject)]}
        answer = new.http.post(f"/api/rooms/{book.room}/roster", json=body)
        assert code_of(answer) == (404, "not-found")
    payload, _ = book.session(old)
    answer = new.connect().emit("send", payload, callback=True)
    assert answer["error"]["code"] == "not-found"


def test_those_of_the_same_rooms_are_told_whose_keys_to_ask_for(flask, people, person):
    alice, bob, carol = people
    stranger = person("dave")
    alice.create(bob)
    carol.create(bob, kind="direct")
    sockets = {one.username: one.connect() for one in (alice, carol, stranger)}
    begin(bob, allow(flask, "bob"))
    told = {name: heard(socket, "keys") for name, socket in sockets.items()}
    assert told == {
        "alice": [{"username": "bob"}],
        "carol": [{"username": "bob"}],
        "dave": [],
    }


def test_an_owner_adds_the_person_again_who_reads_from_there_on(
    app, flask, people, tmp_path
):
    alice, bob, carol = people
    book = alice.create(bob, carol)
    new = begin(bob, allow(flask, "bob"))
    at_new, at_carol = new.connect(), carol.connect()
    lost = bob.signer.subject
    # With the old keys in the roster there is no room for the new ones.
    twice = {"entries": [book.draft(alice.signer, "add", subject=new.signer.subject)]}
    answer = alice.http.post(f"/api/rooms/{book.room}/roster", json=twice)
    assert code_of(answer) == (400, "already-member")
    again = {"entries": [book.draft(carol.signer, "remove", subject=lost)]}
    answer = carol.http.post(f"/api/rooms/{book.room}/roster", json=again)
    assert code_of(answer) == (400, "not-entitled")
    entries = [
        book.write(alice.signer, "remove", subject=lost),
        book.add(alice.signer, new.signer),
    ]
    alice.change(book, *entries)
    assert heard(at_new, "room") == [{"room": book.room}]
    assert len(heard(at_carol, "record")) == 2
    assert rooms_of(new) == [book.room]
    alice.say(alice.connect(), book, "welcome back")
    assert len(heard(at_new, "record")) == 2
    new.say(at_new, book, "thank you")
    assert verify(tmp_path, download(new, book)) == 0
    # The old keys do not come back by the same way.
    alice.change(book, book.write(alice.signer, "remove", subject=new.signer.subject))
    body = {"entries": [book.draft(alice.signer, "add", subject=lost)]}
    answer = alice.http.post(f"/api/rooms/{book.room}/roster", json=body)
    assert code_of(answer) == (400, "wrong-thumbprint")


def test_the_two_of_a_direct_chat_can_begin_another_one(flask, people):
    alice, bob, _ = people
    old = alice.create(bob, kind="direct")
    new = begin(bob, allow(flask, "bob"))
    book = new.create(alice, kind="direct")
    assert rooms_of(new) == [book.room]
    assert set(rooms_of(alice)) == {old.room, book.room}
    # One, as ever.
    for one, other in ((alice, new), (new, alice)):
        room = new_id()
        entries = Book(room).create(one.signer, other.signer, kind="direct")
        body = {"entries": entries, "room": room}
        answer = one.http.post("/api/rooms", json=body)
        assert code_of(answer) == (409, "direct-exists")
        assert answer.json["error"]["room"] == book.room


def test_rooms_that_nobody_else_is_in_are_gone(app, flask, people):
    alice, bob, _ = people
    notes, group = bob.create(), alice.create(bob)
    direct = alice.create(bob, kind="direct")
    log = app.extensions["securechat"].hub.log
    bid_farewell(alice, direct)
    delete(alice)
    assert log.entries(notes.room), "the premise"
    assert log.entries(direct.room), "the premise"
    begin(bob, allow(flask, "bob"))
    assert [log.entries(one.room) for one in (notes, group, direct)] == [[], [], []]


def test_a_room_goes_when_the_last_leaves_who_is_not_lost(app, flask, people):
    alice, bob, _ = people
    book, log = alice.create(bob), app.extensions["securechat"].hub.log
    begin(bob, allow(flask, "bob"))
    alice.change(book, book.write(alice.signer, "leave", subject=alice.signer.subject))
    assert log.deserted() == [book.room]


def test_a_sweep_that_comes_late_leaves_rooms_of_the_new_keys_alone(
    app, flask, people, monkeypatch
):
    alice, bob, _ = people
    alice.create(bob)
    code = allow(flask, "bob")
    monkeypatch.setattr(reset, "_lose_now", lambda username: None)
    new = begin(bob, code)
    book = new.create(alice)
    renewed = new.renew("carol")
    assert renewed.username == "bob"
    with app.app_context():
        reset.sweep()
        reset.sweep()
    assert rooms_of(new) == [book.room]


def test_an_account_that_is_deleted_after_its_reset_leaves_nothing_due(
    app, flask, people, monkeypatch
):
    alice, bob, _ = people
    book = alice.create(bob)
    code = allow(flask, "bob")
    monkeypatch.setattr(reset, "_lose_now", lambda username: None)
    assert delete(begin(bob, code)).status_code == 204
    with app.app_context():
        departure.sweep()
        reset.sweep()
        db.session.commit()
    assert rooms_of(alice) == [book.room]
