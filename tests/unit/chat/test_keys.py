"""Renewed keys: stored, logged, told, and the old ones kept beside them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chat.database import db
from chat.models import Keys
from tests.factories import SEALED, Person, heard, renewed
from tests.unit.chat.test_key_log import logged, named
from tests.unit.chat.test_log_file import download, lines, verify
from tests.unit.chat.test_rooms import records

OTHER = SEALED.replace("B", "C")


def renew(person, keys, sealed=SEALED):
    body = {"bundle": renewed(person.signer, keys).bundle, "sealed": sealed}
    return person.http.post("/api/keys", json=body)


def bundle_of(asker, username):
    return asker.http.get(f"/api/users/{username}/bundle").json


def test_the_new_bundle_takes_the_place_of_the_old_one(alice, bob):
    first = alice.renew("mallory")
    second = alice.renew("carol")

    assert bundle_of(bob, "alice") == {
        "bundle": alice.signer.bundle,
        "earlier": [first.bundle, second.bundle],
        "username": "alice",
    }
    me = alice.http.get("/api/me").json
    assert (me["bundle"], me["sealed"]) == (alice.signer.bundle, SEALED)


def test_the_new_sealed_keys_take_the_place_of_the_old_ones(alice):
    assert renew(alice, "mallory", OTHER).status_code == 200
    assert alice.http.get("/api/me").json["sealed"] == OTHER != SEALED


def test_every_renewed_bundle_is_in_the_log_once(client, alice, bob):
    before = named(alice, bob)
    alice.renew("mallory")
    assert logged(client) == [*before, *named(alice)]


def test_all_browsers_of_the_account_are_told_and_nobody_else(alice, bob):
    here, there, at_bob = alice.connect(), alice.elsewhere().connect(), bob.connect()
    alice.renew("mallory")
    for socket in (here, there):
        assert heard(socket, "keys") == [{"hash": alice.signer.read.hash}]
    assert heard(at_bob, "keys") == []


def test_who_did_not_hear_the_answer_gets_it_again(client, alice):
    socket = alice.connect()
    body = {"bundle": renewed(alice.signer, "mallory").bundle, "sealed": SEALED}
    first, again = (alice.http.post("/api/keys", json=body) for _ in range(2))
    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert len(heard(socket, "keys")) == 1
    assert len(logged(client)) == 2
    assert len(bundle_of(alice, "alice")["earlier"]) == 1


def test_an_earlier_bundle_does_not_come_back(client, alice):
    old = alice.renew("mallory")
    body = {"bundle": old.bundle, "sealed": SEALED}
    answer = alice.http.post("/api/keys", json=body)
    assert answer.json["error"]["code"] == "not-renewed"
    assert bundle_of(alice, "alice")["bundle"] == alice.signer.bundle
    assert len(logged(client)) == 2


def test_a_renewal_that_is_refused_changes_nothing(client, alice):
    before = alice.http.get("/api/me").json, logged(client)
    body = {"bundle": renewed(alice.signer, "mallory").bundle, "sealed": OTHER}
    alice.signer = renewed(alice.signer, "carol")
    refused = renew(alice, "mallory", OTHER)
    assert refused.json["error"]["code"] == "unknown-key"
    assert (alice.http.get("/api/me").json, logged(client)) == before
    assert alice.http.post("/api/keys", json=body).status_code == 200, "the premise"


def test_of_two_renewals_at_once_one_is_taken(client, alice):
    browsers = [alice, alice.elsewhere(), alice.elsewhere()]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(renew, browsers, ["mallory", "carol", "bob"]))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400]
    assert len(logged(client)) == 2
    assert len(bundle_of(alice, "alice")["earlier"]) == 1


def test_all_or_nothing_is_stored(app, client, alice, monkeypatch):
    before = logged(client)
    with monkeypatch.context() as patch:
        patch.setattr("chat.keys.EarlierBundle", lambda **_: Keys(username=None))
        assert renew(alice, "mallory").status_code == 500
    assert logged(client) == before
    assert bundle_of(alice, "alice")["bundle"] == alice.signer.bundle


def test_keys_that_only_a_browser_has_are_not_stored(app, alice):
    dave = Person(app, "dave").register("browser")
    assert renew(dave, "mallory").json["error"]["code"] == "keys-offline"
    with app.app_context():
        assert db.session.get(Keys, "dave") is None


@pytest.fixture
def rekeyed(alice, bob):
    """Return a room in which Alice wrote, entered renewed keys, and wrote again."""
    book, socket = alice.create(bob), alice.connect()
    assert alice.say(socket, book, "before")["ok"]
    old = alice.renew("mallory")
    assert alice.say(socket, book, "still with the old keys")["ok"]
    alice.change(book, book.rekey(old, alice.signer))
    assert alice.say(socket, book, "since")["ok"]
    return book


def test_a_room_shows_all_bundles_that_its_roster_needs(alice, bob, rekeyed):
    room = bob.http.get(f"/api/rooms/{rekeyed.room}").json
    assert room["bundles"]["bob"] == [bob.signer.bundle]
    assert len(room["bundles"]["alice"]) == 2
    assert room["bundles"]["alice"][-1] == alice.signer.bundle
    kinds = [one["record"]["kind"] for one in records(bob, rekeyed, after=0)["records"]]
    assert kinds[-3:] == ["roster", "session", "message"]


def test_the_log_of_such_a_room_verifies(alice, bob, rekeyed, tmp_path):
    data = download(bob, rekeyed)
    named_in_order = [
        line["username"] for line in lines(data) if line["type"] == "bundle"
    ]
    assert named_in_order == ["alice", "alice", "bob"]
    assert verify(tmp_path, data) == 0


def test_nobody_is_added_with_keys_that_were_renewed(alice, bob, carol):
    book = alice.create(bob)
    old = carol.renew("mallory")
    body = {"entries": [book.draft(alice.signer, "add", subject=old.subject)]}
    path = f"/api/rooms/{book.room}/roster"
    error = alice.http.post(path, json=body).json["error"]
    assert (error["code"], error["entry"]) == ("wrong-thumbprint", 0)
    alice.change(book, book.add(alice.signer, carol.signer))


def test_nobody_enters_keys_that_the_server_does_not_have(alice, bob):
    book = alice.create(bob)
    other = renewed(alice.signer, "mallory")
    body = {"entries": [book.draft(alice.signer, "rekey", subject=other.subject)]}
    path = f"/api/rooms/{book.room}/roster"
    error = alice.http.post(path, json=body).json["error"]
    assert (error["code"], error["entry"]) == ("wrong-thumbprint", 0)
