"""Passkeys as second factor: made, shown once for each challenge, removed."""

from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade

from chat import passkeys
from chat.application import build, close
from chat.database import db
from chat.models import Challenge, Passkey
from encryption.signed import b64u
from tests.factories import SEALED, Person
from tests.second_factors import Authenticator, Clock, give_passkey, set_up
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import at_rest, change, refused
from tests.unit.chat.test_recovery import ask, make
from tests.unit.chat.test_second_factor import show as show_code

FACTOR = "/api/account/factor"
PASSKEYS = "/api/account/passkeys"


@pytest.fixture
def key(alice):
    """Alice's passkey."""
    made = Authenticator()
    answer = give_passkey(alice, made)
    assert answer.status_code == 201, answer.text
    assert len(answer.json["codes"]) == 10
    made.codes = answer.json["codes"]
    return made


def begin(app, person, client=None):
    """Show somebody's password; return the browser, and what it is to have signed."""
    client = client or app.test_client()
    answer = login(client, person.username, person.secret)
    assert answer.status_code == 202, answer.text
    assert "passkey" in answer.json["ways"]
    asked = client.post("/api/login/passkey/challenge", json={})
    return client, asked.json


def show(client, answer):
    return client.post("/api/login/passkey", json=answer)


def is_in(client):
    return client.get("/api/me").status_code == 200


def test_a_passkey_logs_in_behind_the_password(app, alice, key):
    client, asked = begin(app, alice)
    assert asked["passkeys"] == [b64u(key.identity)]
    assert asked["host"] == "localhost"
    assert not is_in(client)
    answer = show(client, key.show(asked["challenge"]))
    assert answer.json == {"username": "alice"}
    assert client.get("/api/me").json["sealed"] == SEALED


def test_what_was_recorded_of_a_login_is_good_for_nothing(app, alice, key):
    """Somebody knows the password, and recorded what Alice's key signed."""
    client, asked = begin(app, alice)
    answer = key.show(asked["challenge"])
    assert show(client, answer).status_code == 200
    assert refused(show(client, answer)) == (401, "factor-over")
    thief, other = begin(app, alice)
    assert other["challenge"] != asked["challenge"]
    assert refused(show(thief, answer)) == (401, "bad-passkey")
    assert not is_in(thief)


def test_a_challenge_belongs_to_the_visit_that_asked_and_to_one_answer(app, alice, key):
    client, asked = begin(app, alice)
    thief, others = begin(app, alice)
    # What Alice signs for her own visit.
    mine = key.show(asked["challenge"])
    assert refused(show(thief, mine)) == (401, "bad-passkey")
    # An answer that is wrong uses the challenge up.
    spoilt = {**key.show(others["challenge"]), "signature": mine["signature"]}
    assert refused(show(thief, spoilt)) == (401, "bad-passkey")
    again = key.show(others["challenge"])
    assert refused(show(thief, again)) == (401, "bad-passkey")
    assert show(client, mine).status_code in (200, 401)


def test_a_challenge_is_over_after_some_minutes(app, alice, key, monkeypatch):
    client, asked = begin(app, alice)
    with app.app_context():
        db.session.query(Challenge).update({"until": 1})
        db.session.commit()
    assert refused(show(client, key.show(asked["challenge"]))) == (401, "bad-passkey")


@pytest.mark.parametrize(
    "change_of",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://localhost:444"},
        {"type": "webauthn.create"},
        {"cross_origin": True},
    ],
    ids=str,
)
def test_what_was_signed_for_something_else_is_refused(app, alice, key, change_of):
    client, asked = begin(app, alice)
    answer = key.show(asked["challenge"], **change_of)
    assert refused(show(client, answer)) == (401, "bad-passkey")


def test_a_passkey_of_another_host_is_none(app, alice, key):
    client, asked = begin(app, alice)
    key.host = "evil.example"
    assert refused(show(client, key.show(asked["challenge"]))) == (401, "bad-passkey")


def test_a_passkey_of_another_account_is_none(app, alice, bob, key):
    other = Authenticator()
    assert give_passkey(bob, other).status_code == 201
    client, asked = begin(app, alice)
    assert refused(show(client, other.show(asked["challenge"]))) == (
        401,
        "bad-passkey",
    )
    # Nor does it become one of both.
    assert refused(give_passkey(bob, key)) == (401, "bad-passkey")


def test_a_copy_shows_by_its_counter(app, alice, key):
    client, asked = begin(app, alice)
    assert show(client, key.show(asked["challenge"])).status_code == 200
    for counter in (key.counter - 1, key.counter - 2):
        key.counter = counter
        client, asked = begin(app, alice)
        answer = show(client, key.show(asked["challenge"]))
        assert refused(answer) == (401, "copied-passkey")
        assert not is_in(client)
    key.counter += 10
    client, asked = begin(app, alice)
    assert show(client, key.show(asked["challenge"])).status_code == 200
    # One that counted, and says that it does not.
    key.counter, key._counts = 0, False
    client, asked = begin(app, alice)
    assert refused(show(client, key.show(asked["challenge"]))) == (
        401,
        "copied-passkey",
    )


def test_an_authenticator_that_does_not_count_is_none_the_worse(app, alice):
    key = Authenticator(counts=False)
    assert give_passkey(alice, key).status_code == 201
    for _ in range(2):
        client, asked = begin(app, alice)
        assert show(client, key.show(asked["challenge"])).status_code == 200


def test_without_the_password_nobody_is_asked_for_a_passkey(app, alice, key):
    client = app.test_client()
    asked = client.post("/api/login/passkey/challenge", json={})
    assert refused(asked) == (401, "factor-over")
    answer = key.show(b64u(bytes(32)))
    assert refused(show(client, answer)) == (401, "factor-over")


def test_the_password_counts_as_long_as_nobody_changes_it(app, alice, key):
    client, asked = begin(app, alice)
    wish = alice.new_password()
    assert change(alice, wish).status_code == 204
    answer = show(client, key.show(asked["challenge"]))
    assert refused(answer) == (401, "bad-credentials")
    alice.secret = wish["secret"]
    client, asked = begin(app, alice)
    assert show(client, key.show(asked["challenge"])).status_code == 200


def test_its_one_time_codes_help_without_it(app, alice, key):
    client, _ = begin(app, alice)
    assert show_code(client, key.codes[0]).status_code == 200
    assert is_in(client)


def test_an_app_and_passkeys_are_side_by_side(app, alice, key, monkeypatch):
    clock = Clock()
    monkeypatch.setattr("chat.totp.time", clock)
    codes, _ = set_up(alice, clock)
    answer = give_passkey(alice, Authenticator(), "another")
    assert answer.json["codes"] == [], "they have some"
    client, _ = begin(app, alice)
    assert show_code(client, codes.code()).status_code == 200
    client, asked = begin(app, alice)
    assert show(client, key.show(asked["challenge"])).status_code == 200
    names = [one["name"] for one in alice.http.get(FACTOR).json["passkeys"]]
    assert names == ["a key", "another"]


def test_they_are_removed_by_who_knows_the_password(app, alice, bob, key):
    (mine,) = alice.http.get(FACTOR).json["passkeys"]
    body = {"id": mine["id"], "password": b64u(bytes(32))}
    answer = alice.http.post(f"{PASSKEYS}/remove", json=body)
    assert refused(answer) == (401, "bad-credentials")
    others = {"id": mine["id"], "password": bob.secret}
    answer = bob.http.post(f"{PASSKEYS}/remove", json=others)
    assert refused(answer) == (404, "not-found")
    body["password"] = alice.secret
    assert alice.http.post(f"{PASSKEYS}/remove", json=body).status_code == 204
    # It was the last, and the codes went with it.
    assert alice.http.get(FACTOR).json == {"codes": 0, "passkeys": [], "totp": None}
    assert login(app.test_client(), "alice", alice.secret).status_code == 200


def test_only_who_knows_the_password_adds_one(app, alice):
    """Somebody found Alice's browser unlocked."""
    key, wrong = Authenticator(), {"password": b64u(bytes(32))}
    answer = alice.http.post(f"{PASSKEYS}/challenge", json=wrong)
    assert refused(answer) == (401, "bad-credentials")
    right = {"password": alice.secret}
    asked = alice.http.post(f"{PASSKEYS}/challenge", json=right).json
    body = {"name": "x", **key.make(asked["challenge"])}
    body |= {"bundle": None, "sealed": None}
    answer = alice.http.post(PASSKEYS, json={**body, **wrong})
    assert refused(answer) == (401, "bad-credentials")
    elsewhere = alice.elsewhere()
    answer = elsewhere.http.post(PASSKEYS, json={**body, **right})
    assert refused(answer) == (401, "bad-passkey"), "the challenge of another login"
    assert alice.http.post(PASSKEYS, json={**body, **right}).status_code == 201
    again = alice.http.post(PASSKEYS, json={**body, **right})
    assert refused(again) == (401, "bad-passkey")


def test_there_are_so_many_and_no_more(alice, monkeypatch):
    monkeypatch.setattr(passkeys, "MAX", 1)
    assert give_passkey(alice, Authenticator()).status_code == 201
    assert refused(give_passkey(alice, Authenticator())) == (400, "too-many")


def test_the_public_address_says_whose_passkeys_they_are(settings):
    app = build(replace(settings, public_origin="https://chat.example.org:8443"))
    try:
        alice = Person(app, "alice").register()
        key = Authenticator("chat.example.org")
        assert refused(give_passkey(alice, key)) == (401, "bad-passkey")
        key.origin = "https://chat.example.org:8443"
        assert give_passkey(alice, key).status_code == 201
        client, asked = begin(app, alice)
        assert asked["host"] == "chat.example.org"
        assert show(client, key.show(asked["challenge"])).status_code == 200
    finally:
        close(app)


def test_whatever_bytes_come_are_refused(app, alice, key):
    good = key.show(b64u(bytes(32)))
    for name in good:
        for bytes_ in (b"\0", b"{}", b"[]", b'{"challenge":7}', b"\xff" * 300):
            client, _ = begin(app, alice)
            answer = show(client, {**good, name: b64u(bytes_)})
            assert refused(answer) == (401, "bad-passkey")


def test_the_phrase_takes_them_off_and_so_does_the_operator(app, alice, bob, key):
    wish = alice.new_phrase()
    assert make(alice, wish).status_code == 204
    body = alice.recovery(wish["secret"])
    client, asked = begin(app, alice)
    assert ask(app, "", body).status_code == 200
    answer = show(client, key.show(asked["challenge"]))
    assert refused(answer) == (401, "bad-passkey")
    secret = body["password"]["secret"]
    assert login(app.test_client(), "alice", secret).status_code == 200
    assert give_passkey(bob, Authenticator()).status_code == 201
    app.test_cli_runner().invoke(args=["users", "factor-off", "bob"])
    assert login(app.test_client(), "bob", bob.secret).status_code == 200


def test_nothing_of_it_is_left_when_it_is_off(app, alice, key, settings):
    with app.app_context():
        data = db.session.query(Passkey).one().data
    assert data in at_rest(settings), "the premise"
    answer = alice.http.post(f"{FACTOR}/off", json={"password": alice.secret})
    assert answer.status_code == 204
    assert data not in at_rest(settings)


def test_an_older_database_gets_room_for_passkeys(app, alice, key):
    with app.app_context():
        downgrade(revision="0009")
        upgrade()
    assert login(app.test_client(), "alice", alice.secret).status_code == 200
    assert give_passkey(alice, Authenticator()).status_code == 201
