"""The recovery phrase: made by who knows the password, and a way back without it."""

import shutil
from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import event

from chat import login_secret
from chat.application import build, close
from chat.database import db
from chat.models import Account, Login, Recovery
from encryption.signed import b64u, unb64u
from tests.factories import SEALED, Person, heard
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import (
    at_rest,
    change,
    meanwhile,
    opens,
    refused,
    with_long_keys,
)


@pytest.fixture
def phrase(alice):
    """What Alice's browser brought for her recovery phrase."""
    wish = alice.new_phrase()
    assert make(alice, wish).status_code == 204
    return wish


def make(person, wish, **options):
    return person.http.put("/api/account/recovery", json=wish, **options)


def ask(app, path, body):
    return app.test_client().post(f"/api/recovery{path}", json=body)


def proves(app, secret, username="alice"):
    """Say what somebody with a recovery secret is given to open."""
    answer = ask(app, "/keys", {"secret": secret, "username": username})
    return answer.json["sealed"] if answer.status_code == 200 else None


def test_who_knows_the_phrase_gets_what_it_opens_and_nothing_changes(
    app, alice, phrase
):
    here = alice.connect()
    answer = ask(app, "/keys", {"secret": phrase["secret"], "username": "Alice"})
    assert answer.json == {"bundle": alice.signer.bundle, "sealed": phrase["sealed"]}
    # No login comes of it: that is the drill.
    assert "Set-Cookie" not in answer.headers
    with app.app_context():
        assert db.session.query(Login).count() == 1
    assert here.is_connected()
    assert proves(app, phrase["secret"]) == phrase["sealed"]
    assert opens(app, alice.secret) == SEALED


def test_recovering_sets_a_password_and_another_secret_of_the_phrase(
    app, alice, phrase
):
    elsewhere, book = alice.elsewhere(), alice.create()
    there = elsewhere.connect()
    body = alice.recovery(phrase["secret"])
    comer = app.test_client()
    answer = comer.post("/api/recovery", json=body)
    assert answer.json == {"username": "alice"}
    # Logged in, with all that there was.
    assert comer.get("/api/me").json["sealed"] == body["password"]["sealed"]
    assert comer.get("/api/rooms").json["rooms"][0]["room"] == book.room
    # Every other login has ended.
    assert heard(there, "ended") == [{"code": "expired"}]
    assert alice.http.get("/api/me").status_code == 401
    assert opens(app, alice.secret) is None
    assert opens(app, body["password"]["secret"]) == body["password"]["sealed"]
    assert proves(app, phrase["secret"]) is None
    assert proves(app, body["phrase"]["secret"]) == body["phrase"]["sealed"]
    salt = ask(app, "/salt", {"username": "alice"}).json
    assert salt == {"salt": body["phrase"]["salt"]}


def test_what_was_recorded_of_a_recovery_is_good_for_nothing(app, alice, phrase):
    body = alice.recovery(phrase["secret"])
    assert ask(app, "", body).status_code == 200
    assert refused(ask(app, "", body)) == (401, "bad-recovery")
    with app.app_context():
        assert db.session.query(Login).count() == 1


def test_when_it_was_made_is_known_to_its_account(alice, bob):
    assert alice.http.get("/api/me").json["recovery"] is None
    make(alice, alice.new_phrase())
    assert alice.http.get("/api/me").json["recovery"] > 1_700_000_000_000
    assert bob.http.get("/api/me").json["recovery"] is None


def test_a_new_phrase_takes_the_place_of_the_one_before(app, alice, phrase, settings):
    again = alice.new_phrase()
    assert make(alice, again).status_code == 204
    assert proves(app, phrase["secret"]) is None
    assert proves(app, again["secret"]) == again["sealed"]
    assert phrase["sealed"].encode() not in at_rest(settings)
    assert again["sealed"].encode() in at_rest(settings), "the premise"
    assert make(alice, again).status_code == 204, "the same again"


def test_without_the_password_nobody_makes_one(app, alice, phrase, bob):
    """Somebody at an unlocked browser would leave themselves a way in."""
    for secret in (bob.secret, phrase["secret"], b64u(bytes(32))):
        wish = {**alice.new_phrase(), "password": secret}
        assert refused(make(alice, wish)) == (401, "bad-credentials")
    assert proves(app, phrase["secret"]) == phrase["sealed"]
    wish = alice.new_phrase()
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert refused(make(alice, wish, headers=headers)) == (403, "cross-site")


def test_who_makes_one_while_the_password_is_changed_leaves_no_way_in(
    app, alice, phrase, monkeypatch
):
    """The thief of a password is at it while its owner changes it."""
    thief, wish = alice.elsewhere(), alice.new_password()
    real = app.extensions["securechat"].stretcher.stretch

    def stretch(self, *given):
        monkeypatch.undo()
        assert meanwhile(change, alice, wish).status_code == 204
        return real(*given)

    stolen = thief.new_phrase()
    monkeypatch.setattr("chat.login_secret.Stretcher.stretch", stretch)
    answer = make(thief, stolen)
    assert refused(answer) == (401, "bad-credentials")
    assert proves(app, stolen["secret"]) is None
    assert proves(app, phrase["secret"]) == phrase["sealed"]


def test_a_changed_password_leaves_the_phrase_as_it_is(app, alice, phrase):
    assert change(alice, alice.new_password()).status_code == 204
    assert proves(app, phrase["secret"]) == phrase["sealed"]


def test_renewed_keys_leave_the_account_without_one(app, alice, phrase):
    body = alice.recovery(phrase["secret"])
    alice.renew("mallory")
    assert proves(app, phrase["secret"]) is None
    assert refused(ask(app, "", body)) == (401, "bad-recovery")
    assert alice.http.get("/api/me").json["recovery"] is None


def test_who_has_none_who_mistyped_and_who_does_not_exist_are_alike(
    app, alice, bob, phrase, monkeypatch
):
    calls = []

    def scrypt(secret, salt, n):
        calls.append((len(salt), n))
        return b"\1" * 64

    monkeypatch.setattr(login_secret, "scrypt", scrypt)
    seen = []
    for path in ("/keys", ""):
        for name in ("alice", "bob", "nobody"):
            calls.clear()
            body = {"secret": b64u(bytes(32)), "username": name}
            if not path:
                body = {**alice.recovery(body["secret"]), "username": name}
            answer = ask(app, path, body)
            said = answer.status_code, answer.data, sorted(answer.headers.keys())
            seen.append((path, said, tuple(calls)))
    assert len(set(map(repr, seen))) == 2
    assert all(said[0] == 401 and len(work) == 1 for _, said, work in seen)


def test_salts_are_invented_and_are_not_those_of_the_login(app, alice, bob, phrase):
    def salt(username, path="/api/recovery/salt"):
        client = app.test_client()
        return client.post(path, json={"username": username}).json["salt"]

    assert salt("alice") == phrase["salt"]
    for name in ("bob", "nobody"):
        assert salt(name) == salt(name)
        assert salt(name) != salt(name, "/api/login/salt")
    assert salt("bob") != salt("nobody")
    assert len(salt("bob")) == len(phrase["salt"])


def test_of_a_disabled_account_only_who_knows_the_phrase_learns_it(app, alice, phrase):
    with app.app_context():
        db.session.get(Account, "alice").disabled = True
        db.session.commit()
    for path, body in (
        ("/keys", {"secret": phrase["secret"], "username": "alice"}),
        ("", alice.recovery(phrase["secret"])),
    ):
        assert refused(ask(app, path, body)) == (403, "account-disabled")
        wrong = {**body, "secret": b64u(bytes(32))}
        assert refused(ask(app, path, wrong)) == (401, "bad-recovery")
    assert proves(app, phrase["secret"]) is None


def test_of_keys_in_the_browser_the_server_has_nothing(app, person, settings):
    dave = person("dave", store="browser")
    wish = {**dave.new_phrase(), "bundle": None, "sealed": None}
    assert make(dave, wish).status_code == 204
    given = ask(app, "/keys", {"secret": wish["secret"], "username": "dave"}).json
    assert given == {"bundle": None, "sealed": None}
    body = {**dave.recovery(wish["secret"]), "bundle": None}
    assert refused(ask(app, "", body)) == (400, "bad-request")
    for name in ("password", "phrase"):
        body[name] = {**body[name], "sealed": None}
    assert ask(app, "", body).status_code == 200
    secret = body["password"]["secret"]
    assert login(app.test_client(), "dave", secret).status_code == 200


def test_a_dump_has_neither_phrase_nor_secret_nor_what_was_replaced(
    app, alice, phrase, settings
):
    body = alice.recovery(phrase["secret"])
    with app.app_context():
        old = db.session.get(Recovery, "alice").secret_hash
    assert old in at_rest(settings), "the premise"
    assert ask(app, "", body).status_code == 200
    there = at_rest(settings)
    for secret in (
        phrase["secret"],
        body["phrase"]["secret"],
        body["password"]["secret"],
    ):
        assert secret.encode() not in there
        assert unb64u(secret) not in there
    assert old not in there
    assert phrase["sealed"].encode() not in there
    assert SEALED.encode() not in there
    assert body["phrase"]["sealed"].encode() in there, "the premise"


def test_no_byte_of_long_keys_is_left_when_they_are_replaced(app, settings):
    alice, sealed = with_long_keys(app)
    wish = alice.new_phrase()
    make(alice, wish)
    assert b"BBBBBBBB" in at_rest(settings), "the premise"
    assert ask(app, "", alice.recovery(wish["secret"])).status_code == 200
    assert b"BBBBBBBB" not in at_rest(settings)
    assert sealed.split(".")[3].startswith("BBBB"), "the premise"


def test_whenever_the_server_dies_old_or_new_counts_with_all_that_belongs_to_it(
    app, settings, alice, phrase, tmp_path
):
    body, copies = alice.recovery(phrase["secret"]), []

    def copy(*_):
        folder = tmp_path / f"copy{len(copies)}"
        shutil.copytree(settings.instance_dir, folder)
        copies.append(folder)

    with app.app_context():
        engine = db.engine
    hooks = ("before_cursor_execute", "after_cursor_execute", "commit")
    for name in hooks:
        event.listen(engine, name, copy)
    assert ask(app, "", body).status_code == 200
    for name in hooks:
        event.remove(engine, name, copy)
    copy()
    found = [
        state(replace(settings, instance_dir=one), alice, phrase, body)
        for one in copies
    ]
    assert set(found) == {"old", "new"}
    assert found == sorted(found, key=["old", "new"].index)


def state(settings, alice, phrase, body):
    again = build(settings)
    try:
        given = (
            opens(again, alice.secret),
            opens(again, body["password"]["secret"]),
            proves(again, phrase["secret"]),
            proves(again, body["phrase"]["secret"]),
        )
    finally:
        close(again)
    states = {
        (SEALED, None, phrase["sealed"], None): "old",
        (
            None,
            body["password"]["sealed"],
            None,
            body["phrase"]["sealed"],
        ): "new",
    }
    return states.get(given, f"neither: {given}")


def test_an_older_database_gets_room_for_phrases(app, alice, phrase):
    with app.app_context():
        downgrade(revision="0006")
        upgrade()
    assert proves(app, phrase["secret"]) is None
    assert make(alice, phrase).status_code == 204
    assert proves(app, phrase["secret"]) == phrase["sealed"]


def test_a_phrase_survives_a_backup(app, settings, alice, phrase, tmp_path):
    from chat import backup

    backup.back_up(settings, tmp_path / "one")
    make(alice, alice.new_phrase())
    close(app)
    backup.restore(settings, tmp_path / "one")
    again = build(settings)
    try:
        assert proves(again, phrase["secret"]) == phrase["sealed"]
    finally:
        close(again)


def test_a_phrase_of_another_account_recovers_nothing(app, alice, bob, phrase):
    body = {**bob.recovery(phrase["secret"])}
    assert refused(ask(app, "", body)) == (401, "bad-recovery")
    make(bob, bob.new_phrase())
    assert refused(ask(app, "", body)) == (401, "bad-recovery")
    assert Person(app, "bob").username == "bob"
    assert opens(app, bob.secret, "bob") == SEALED
