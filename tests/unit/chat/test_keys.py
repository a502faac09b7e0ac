"""Renewed keys: stored, logged, told, and the old ones kept beside them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chat import key_row
from chat.database import db
from chat.models import HeldKeys, Keys
from encryption.crypto_utils import make_bundle, make_renewal
from tests.factories import (
    INSECURE_KEYS,
    SEALED,
    Person,
    heard,
    keys_of,
    now,
    renewed,
    signer,
)
from tests.unit.chat.test_key_log import logged, named
from tests.unit.chat.test_log_file import download, lines, verify
from tests.unit.chat.test_rooms import records

OTHER = SEALED.replace("B", "C")


def renew(person, keys, sealed=SEALED):
    return ask(person, renewed(person.signer, keys).bundle, sealed)


def ask(person, bundle, sealed=SEALED):
    body = {"bundle": bundle, "password": person.secret, "sealed": sealed}
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


def test_all_tabs_of_the_login_are_told_and_nobody_else(alice, bob):
    tabs, at_bob = [alice.connect(), alice.connect()], bob.connect()
    alice.renew("mallory")
    for socket in tabs:
        assert heard(socket, "keys") == [{"hash": alice.signer.read.hash}]
    assert heard(at_bob, "keys") == []


def test_who_did_not_hear_the_answer_gets_it_again(client, alice):
    socket = alice.connect()
    bundle = renewed(alice.signer, "mallory").bundle
    first, again = (ask(alice, bundle) for _ in range(2))
    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert len(heard(socket, "keys")) == 1
    assert len(logged(client)) == 2
    assert len(bundle_of(alice, "alice")["earlier"]) == 1


def test_an_earlier_bundle_does_not_come_back(client, alice):
    old = alice.renew("mallory")
    answer = ask(alice, old.bundle)
    assert answer.json["error"]["code"] == "not-renewed"
    assert bundle_of(alice, "alice")["bundle"] == alice.signer.bundle
    assert len(logged(client)) == 2


def mixed(old, enc, sig):
    """Let old keys vouch for an `enc` and a `sig` of two other actors."""
    common = {
        "username": old.username,
        "enc_public": INSECURE_KEYS[enc]["enc"]["public"],
        "sig_public": INSECURE_KEYS[sig]["sig"]["public"],
        "time": now(),
    }
    renewal = make_renewal(keys=old.keys, **common)
    return make_bundle(keys=keys_of(sig), renewal=renewal, **common)


@pytest.mark.parametrize(
    ("enc", "sig"),
    [("alice", "alice"), ("alice", "bob"), ("bob", "alice"), ("carol", "bob")],
)
def test_keys_that_were_used_before_do_not_come_back(client, alice, enc, sig):
    alice.renew("mallory")
    alice.renew("carol")
    before = bundle_of(alice, "alice"), logged(client)
    answer = ask(alice, mixed(alice.signer, enc, sig), OTHER)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "stale-bundle")
    assert (bundle_of(alice, "alice"), logged(client)) == before
    assert alice.http.get("/api/me").json["sealed"] == SEALED != OTHER
    answer = ask(alice, mixed(alice.signer, "bob", "bob"), OTHER)
    assert answer.status_code == 200, "the premise"


def test_an_account_has_so_many_bundles_and_no_more(client, alice, monkeypatch):
    assert key_row.MAX_BUNDLES == 32
    monkeypatch.setattr(key_row, "MAX_BUNDLES", 3)
    for keys in ("mallory", "carol"):
        alice.renew(keys)
    before = bundle_of(alice, "alice"), logged(client)
    answer = renew(alice, "bob")
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "too-many")
    assert (bundle_of(alice, "alice"), logged(client)) == before
    # The last one may still be repeated by who did not hear the answer.
    assert ask(alice, alice.signer.bundle).status_code == 200


def test_a_renewal_that_is_refused_changes_nothing(client, alice):
    before = alice.http.get("/api/me").json, logged(client)
    good = renewed(alice.signer, "mallory").bundle
    alice.signer = renewed(alice.signer, "carol")
    refused = renew(alice, "mallory", OTHER)
    assert refused.json["error"]["code"] == "unknown-key"
    assert (alice.http.get("/api/me").json, logged(client)) == before
    assert ask(alice, good, OTHER).status_code == 200, "the premise"


def test_of_two_renewals_at_once_one_is_taken(client, alice):
    browsers = [alice, alice.elsewhere(), alice.elsewhere()]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(renew, browsers, ["mallory", "carol", "bob"]))
    done, *others = sorted(answer.status_code for answer in answers)
    # Of the others some may have been asked who they are after their login had ended.
    assert done == 200
    assert set(others) <= {400, 401}
    assert len(logged(client)) == 2
    shown = [bundle_of(one, "alice").get("earlier") for one in browsers]
    assert [len(earlier) for earlier in shown if earlier] == [1], "the login that won"


def test_all_or_nothing_is_stored(app, client, alice, monkeypatch):
    before = logged(client)
    with monkeypatch.context() as patch:
        patch.setattr("chat.renewal.EarlierBundle", lambda **_: Keys(username=None))
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


def test_nobody_goes_back_to_keys_that_they_renewed(alice, bob, rekeyed):
    first, second = signer("alice"), alice.signer
    assert rekeyed.roster.member("alice").sig == second.subject["sig"], "the premise"
    alice.renew("carol")
    for old in (first, second):
        entry = rekeyed.draft(second, "rekey", subject=old.subject)
        answer = alice.http.post(
            f"/api/rooms/{rekeyed.room}/roster", json={"entries": [entry]}
        )
        assert answer.json["error"]["code"] == "wrong-thumbprint"
    alice.change(rekeyed, rekeyed.rekey(second, alice.signer))


# Of an account that keeps its keys in the browser only.


@pytest.fixture
def dave(app):
    return Person(app, "dave").register("browser")


def say_keys(socket, text):
    told = socket.emit("keys", {"bundle": text}, callback=True)
    return told["ok"] or told["error"]["code"]


def again(old, keys):
    """Sign the same keys again, at another time."""
    return make_bundle(
        username=old.username,
        keys=keys_of(keys),
        enc_public=INSECURE_KEYS[keys]["enc"]["public"],
        sig_public=INSECURE_KEYS[keys]["sig"]["public"],
        time=now(),
    )


def held(alice):
    answer = bundle_of(alice, "dave")
    return answer.get("bundle") or answer["error"]["code"]


def test_held_keys_that_were_used_before_do_not_come_back(client, alice, dave):
    first, socket = dave.signer, dave.connect()
    second = signer("dave", "mallory")
    for text in (first.bundle, second.bundle):
        assert say_keys(socket, text) is True
    before = logged(client)
    for text in (first.bundle, again(first, "alice"), mixed(second, "bob", "alice")):
        assert say_keys(socket, text) == "stale-bundle"
    assert say_keys(socket, mixed(second, "alice", "bob")) == "stale-bundle"
    assert (logged(client), held(alice)) == (before, second.bundle)
    assert say_keys(socket, mixed(second, "bob", "bob")) is True, "the premise"


def test_the_same_held_keys_are_not_logged_twice(client, alice, dave):
    socket = dave.connect()
    before = logged(client)
    assert say_keys(socket, again(dave.signer, "alice")) == "wrong-thumbprint"
    assert (logged(client), held(alice)) == (before, "keys-offline")
    assert say_keys(socket, dave.signer.bundle) is True
    assert (logged(client), held(alice)) == (before, dave.signer.bundle)


def test_an_account_has_so_many_held_bundles_and_no_more(client, dave, monkeypatch):
    monkeypatch.setattr(key_row, "MAX_BUNDLES", 2)
    socket, second = dave.connect(), signer("dave", "mallory").bundle
    assert say_keys(socket, second) is True
    before = logged(client)
    assert say_keys(socket, signer("dave", "carol").bundle) == "too-many"
    assert logged(client) == before
    assert say_keys(socket, second) is True


def test_of_held_keys_their_thumbprints_are_kept_and_no_more(app, dave, settings):
    assert say_keys(dave.connect(), dave.signer.bundle) is True
    with app.app_context():
        (kept,) = db.session.scalars(db.select(HeldKeys))
        assert {"enc": kept.enc, "sig": kept.sig, "username": kept.username} == (
            dave.signer.subject
        )
        assert db.session.get(Keys, "dave") is None
    modulus = INSECURE_KEYS["alice"]["enc"]["public"]["n"].encode()
    for path in settings.instance_dir.iterdir():
        assert modulus not in path.read_bytes()


def test_a_browser_that_stays_does_not_bring_old_keys_back(alice, dave):
    stays, goes = dave.connect(), dave.elsewhere().connect()
    second = signer("dave", "mallory")
    assert say_keys(stays, dave.signer.bundle) is True
    assert held(alice) == dave.signer.bundle
    assert say_keys(goes, second.bundle) is True
    assert held(alice) == second.bundle
    goes.disconnect()
    assert held(alice) == "keys-offline"


def test_of_one_held_in_two_browsers_one_may_go(alice, dave):
    stays, goes = dave.connect(), dave.elsewhere().connect()
    for socket in (stays, goes, stays):
        assert say_keys(socket, dave.signer.bundle) is True
    goes.disconnect()
    assert held(alice) == dave.signer.bundle
    stays.disconnect()
    assert held(alice) == "keys-offline"


def test_what_a_connection_holds_anew_is_the_newest(app, alice, dave):
    directory = app.extensions["securechat"].directory
    here, there = dave.connect(), dave.elsewhere().connect()
    for socket in (here, there, here):
        assert say_keys(socket, dave.signer.bundle) is True
    (first, second) = directory._held["dave"]
    hub = app.extensions["securechat"].hub
    assert [first, second] == list(hub._connections)[::-1]


def test_nothing_is_held_for_a_connection_that_ended_meanwhile(
    app, client, dave, monkeypatch
):
    services = app.extensions["securechat"]
    socket, text = dave.connect(), signer("dave", "mallory").bundle
    append = services.key_log.append

    def end_and_append(*entry):
        for name in list(services.hub._connections):
            services.hub.disconnect(name)
        return append(*entry)

    monkeypatch.setattr(services.key_log, "append", end_and_append)
    assert say_keys(socket, text) == "not-logged-in"
    assert services.directory._held == {}
    assert len(logged(client)) == 2, "the premise: it came as far as the log"


def test_several_browsers_that_bring_the_same_new_keys_log_them_once(client, dave):
    text = signer("dave", "mallory").bundle
    sockets = [dave.connect() for _ in range(4)]
    with ThreadPoolExecutor() as pool:
        assert set(pool.map(say_keys, sockets, [text] * 4)) == {True}
    assert len(logged(client)) == 2
