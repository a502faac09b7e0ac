"""A login by a passkey alone: it opens the keys, and names nobody."""

import pytest
from flask_migrate import downgrade, upgrade

from chat.database import db
from chat.models import Account, Challenge, Login
from encryption.signed import b64u
from tests.factories import credential
from tests.second_factors import Authenticator, Clock, give_passkey, set_up
from tests.unit.chat.test_passkeys import FACTOR, PASSKEYS
from tests.unit.chat.test_password import at_rest, change, refused
from tests.unit.chat.test_recovery import ask, make

SEALED = credential()["sealed"]


@pytest.fixture
def key(alice):
    """Alice's passkey, which opens her keys."""
    made = Authenticator()
    answer = give_passkey(alice, made, sealed=SEALED)
    assert answer.status_code == 201, answer.text
    return made


def begin(app):
    """Return a browser of nobody's, and what it is to have signed."""
    client = app.test_client()
    answer = client.post("/api/passkey/challenge", json={})
    assert answer.status_code == 200
    return client, answer.json


def show(client, answer):
    return client.post("/api/passkey", json=answer)


def come_in(app, key, **how):
    client, asked = begin(app)
    return client, show(client, key.show(asked["challenge"], **how))


def is_in(client):
    return client.get("/api/me").status_code == 200


def test_a_passkey_logs_in_and_brings_what_it_opens(app, alice, key):
    assert alice.http.get(FACTOR).json["passkeys"][0]["opens"] is True
    client, answer = come_in(app, key)
    assert answer.json == {
        "bundle": alice.signer.bundle,
        "sealed": SEALED,
        "username": "alice",
    }
    assert client.get("/api/me").json["username"] == "alice"


def test_who_asks_learns_nothing_of_anybody(app, alice, key):
    """The challenge names no account, whether or not there are any."""
    _, asked = begin(app)
    assert asked.keys() == {"challenge", "host"}
    for stranger in (Authenticator(), Authenticator()):
        client, answer = come_in(app, stranger)
        assert refused(answer) == (401, "bad-passkey")
        assert not is_in(client)
    # Who has the id of a credential, and not its key, is a stranger.
    forged = Authenticator()
    forged.identity = key.identity
    _, known = come_in(app, forged)
    _, unknown = come_in(app, Authenticator())
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)


def test_what_was_recorded_is_good_for_nothing(app, alice, key):
    client, asked = begin(app)
    recorded = key.show(asked["challenge"])
    cookie = client.get_cookie("securechat_login").value
    assert show(client, recorded).status_code == 200
    # Not even with the cookie of the visit that asked.
    thief = app.test_client()
    thief.set_cookie("securechat_login", cookie)
    assert refused(show(thief, recorded)) == (401, "bad-passkey")
    thief, _ = begin(app)
    assert refused(show(thief, recorded)) == (401, "bad-passkey")
    assert not is_in(thief)
    with app.app_context():
        assert db.session.query(Login).count() == 2, "Alice's first, and this one"


def test_it_is_no_answer_to_a_visit_that_did_not_ask(app, alice, key):
    _, asked = begin(app)
    answer = key.show(asked["challenge"])
    assert refused(show(app.test_client(), answer)) == (401, "bad-passkey")


def test_the_person_has_to_be_verified(app, alice, key):
    """Somebody found the device, and not the finger."""
    client, answer = come_in(app, key, is_verified=False)
    assert refused(answer) == (401, "bad-passkey")
    assert not is_in(client)


def test_a_copy_shows_by_its_counter(app, alice, key):
    assert come_in(app, key)[1].status_code == 200
    key.counter = 0
    assert refused(come_in(app, key)[1]) == (401, "copied-passkey")


def test_one_that_opens_nothing_stays_behind_the_password(app, bob):
    key = Authenticator()
    assert give_passkey(bob, key).status_code == 201
    client, answer = come_in(app, key)
    assert refused(answer) == (403, "passkey-second")
    assert not is_in(client)


def test_nobody_comes_in_to_a_disabled_account(app, alice, key):
    with app.app_context():
        db.session.get(Account, "alice").disabled = True
        db.session.commit()
    client, answer = come_in(app, key)
    assert refused(answer) == (403, "account-disabled")
    assert not is_in(client)


def test_a_changed_password_leaves_it_as_it_is(app, alice, key):
    assert change(alice, alice.new_password()).status_code == 204
    assert come_in(app, key)[1].json["sealed"] == SEALED


def test_renewed_keys_take_away_what_it_opened_and_nothing_else(
    app, alice, key, settings
):
    assert SEALED.encode() in at_rest(settings), "the premise"
    alice.renew("mallory")
    assert refused(come_in(app, key)[1]) == (403, "passkey-second")
    described = alice.http.get(FACTOR).json["passkeys"]
    assert [one["opens"] for one in described] == [False]


def test_keys_that_were_renewed_meanwhile_are_not_sealed_for_one(app, alice):
    made, old = Authenticator(), alice.signer.read.hash
    alice.renew("mallory")
    password = {"password": alice.secret}
    asked = alice.http.post(f"{PASSKEYS}/challenge", json=password).json
    body = {"name": "x", **made.make(asked["challenge"]), **password}
    answer = alice.http.post(PASSKEYS, json={**body, "bundle": old, "sealed": SEALED})
    assert refused(answer) == (409, "stale-keys")
    assert alice.http.get(FACTOR).json["passkeys"] == []


def test_keys_of_the_browser_are_not_taken_by_the_server(app, person, settings):
    dave = person("dave", store="browser")
    answer = give_passkey(dave, Authenticator(), sealed=SEALED)
    assert refused(answer) == (400, "bad-request")
    assert give_passkey(dave, Authenticator()).status_code == 201
    assert SEALED.encode() not in at_rest(settings)


def test_it_needs_no_code_besides(app, alice, key, monkeypatch):
    clock = Clock()
    monkeypatch.setattr("chat.totp.time", clock)
    set_up(alice, clock)
    assert come_in(app, key)[1].status_code == 200


def test_a_removed_one_and_one_before_a_recovery_open_nothing(app, alice, bob, key):
    (mine,) = alice.http.get(FACTOR).json["passkeys"]
    body = {"id": mine["id"], "password": alice.secret}
    assert alice.http.post(f"{PASSKEYS}/remove", json=body).status_code == 204
    assert refused(come_in(app, key)[1]) == (401, "bad-passkey")
    thief = Authenticator()
    assert give_passkey(bob, thief, sealed=SEALED).status_code == 201
    wish = bob.new_phrase()
    assert make(bob, wish).status_code == 204
    assert ask(app, "", bob.recovery(wish["secret"])).status_code == 200
    assert refused(come_in(app, thief)[1]) == (401, "bad-passkey")


def test_challenges_do_not_pile_up(app, alice):
    client = app.test_client()
    for _ in range(3):
        client.post("/api/passkey/challenge", json={})
    with app.app_context():
        db.session.query(Challenge).update({"until": 1})
        db.session.commit()
    begin(app)
    with app.app_context():
        assert db.session.query(Challenge).count() == 1


def test_a_dump_has_nothing_that_opens(app, alice, key, settings):
    client, asked = begin(app)
    answer = key.show(asked["challenge"])
    assert show(client, answer).status_code == 200
    there = at_rest(settings)
    assert SEALED.encode() in there, "the premise"
    for secret in (answer["signature"], b64u(bytes(32))):
        assert secret.encode() not in there


def test_an_older_database_gets_room_for_sealed_keys(app, alice):
    key = Authenticator()
    assert give_passkey(alice, key).status_code == 201
    with app.app_context():
        downgrade(revision="0011")
        upgrade()
    assert refused(come_in(app, key)[1]) == (403, "passkey-second")
    other = Authenticator()
    assert give_passkey(alice, other, sealed=SEALED).status_code == 201
    assert come_in(app, other)[1].status_code == 200


def test_keys_that_move_into_the_browser_leave_nothing_for_it(
    app, alice, key, settings
):
    assert SEALED.encode() in at_rest(settings), "the premise"
    answer = alice.http.put("/api/account/store", json=alice.to_browser())
    assert answer.status_code == 204, answer.text
    assert refused(come_in(app, key)[1]) == (403, "passkey-second")
    assert SEALED.encode() not in at_rest(settings)
