"""Where keys are kept: moved as a whole, by who knows the password, leaving nothing."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import event

from chat import checkup
from chat.application import build, close
from chat.database import db
from chat.models import Account, HeldKeys, Keys, Login
from encryption.signed import b64u
from tests.factories import SEALED, heard, renewed, signer
from tests.unit.chat import test_key_file, test_recovery
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import (
    at_rest,
    change,
    is_there,
    meanwhile,
    opens,
    refused,
    with_long_keys,
)


def move(person, wish, **options):
    return person.http.put("/api/account/store", json=wish, **options)


def store_of(person):
    return person.http.get("/api/me").json["store"]


def bundle_of(person, other):
    return person.http.get(f"/api/users/{other.username}/bundle")


def test_only_in_the_browser_nothing_is_stored_and_others_meet_keys_while_connected(
    app, alice, bob
):
    elsewhere, here = alice.elsewhere(), alice.connect()
    there = elsewhere.connect()
    assert bundle_of(bob, alice).status_code == 200, "the premise"
    answer = move(alice, alice.to_browser())
    assert (answer.status_code, answer.data) == (204, b"")
    me = alice.http.get("/api/me").json
    assert (me["store"], me["bundle"], me["sealed"]) == ("browser", None, None)
    assert me["hash"] == alice.signer.read.hash
    # The other browsers have the keys too: their logins end.
    assert heard(there, "ended") == [{"code": "expired"}]
    assert elsewhere.http.get("/api/me").status_code == 401
    assert here.is_connected()
    assert refused(bundle_of(bob, alice)) == (409, "keys-offline")
    here.emit("keys", {"bundle": alice.signer.bundle}, callback=True)
    assert bundle_of(bob, alice).json["bundle"] == alice.signer.bundle
    here.disconnect()
    assert refused(bundle_of(bob, alice)) == (409, "keys-offline")
    assert login(app.test_client(), "alice", alice.secret).status_code == 200


def test_no_byte_of_bundle_and_sealed_keys_is_left(app, settings):
    alice, sealed = with_long_keys(app)
    wish = alice.new_phrase()
    assert test_recovery.make(alice, wish).status_code == 204
    texts = (alice.signer.bundle, sealed, wish["sealed"])
    for text in texts:
        assert is_there(settings, text), "the premise"
    assert move(alice, alice.to_browser()).status_code == 204
    for text in texts:
        assert not is_there(settings, text)
    assert alice.secret.encode() not in at_rest(settings)


def test_phrase_and_file_go_on_to_count_in_the_browser(app, alice):
    phrase, file = alice.new_phrase(), alice.new_file()
    assert test_recovery.make(alice, phrase).status_code == 204
    assert test_key_file.make(alice, file).status_code == 204
    sealed = alice.http.get("/api/account/recovery").json
    assert sealed == {"sealed": phrase["sealed"]}, "for the browser to keep"
    assert move(alice, alice.to_browser()).status_code == 204
    assert alice.http.get("/api/account/recovery").json == {"sealed": None}
    shown = {"secret": phrase["secret"], "username": "alice"}
    given = test_recovery.ask(app, "/keys", shown)
    assert given.json == {"bundle": None, "sealed": None}
    assert test_key_file.proves(app, file["secret"])

    # And back.
    assert move(alice, alice.to_server(phrase["sealed"])).status_code == 204
    assert test_recovery.proves(app, phrase["secret"]) == phrase["sealed"]
    assert test_key_file.proves(app, file["secret"])


def test_stored_with_the_server_other_browsers_open_them_again(app, person, bob):
    dave = person("dave", store="browser")
    there = dave.elsewhere()
    wish = dave.to_server()
    assert move(dave, wish).status_code == 204
    assert move(dave, wish).status_code == 204, "the same again"
    assert opens(app, dave.secret, "dave") == wish["sealed"]
    assert bundle_of(bob, dave).json["bundle"] == dave.signer.bundle
    assert store_of(there) == "server", "no login has ended"
    # A seal that the phrase would not open is not left behind.
    assert dave.http.get("/api/me").json["recovery"] is None


def test_a_phrase_without_its_seal_does_not_stay(app, person):
    dave = person("dave", store="browser")
    wish = {**dave.new_phrase(), "bundle": None, "sealed": None}
    assert test_recovery.make(dave, wish).status_code == 204
    assert move(dave, dave.to_server()).status_code == 204
    assert dave.http.get("/api/me").json["recovery"] is None


def test_keys_that_were_renewed_stay(app, alice):
    """Others need the bundles before, to verify what they signed."""
    alice.renew("mallory")
    assert refused(move(alice, alice.to_browser())) == (409, "keys-renewed")
    assert store_of(alice) == "server"
    assert opens(app, alice.secret) == SEALED


def test_keys_that_were_used_before_do_not_come_back_by_moving(app, person):
    dave = person("dave", store="browser")
    old, here = dave.signer, dave.connect()
    dave.signer = signer("dave", "mallory")
    assert here.emit("keys", {"bundle": dave.signer.bundle}, callback=True)["ok"]
    back = {**dave.to_server(), "bundle": old.bundle}
    assert refused(move(dave, back)) == (409, "stale-keys")
    assert move(dave, dave.to_server()).status_code == 204
    # Nor by renewing, now that they are stored.
    again = renewed(dave.signer, "alice")
    assert again.keys.enc_thumbprint == old.keys.enc_thumbprint, "the premise"
    wish = {"bundle": again.bundle, "password": dave.secret, "sealed": SEALED}
    answer = dave.http.post("/api/keys", json=wish)
    assert refused(answer) == (400, "stale-bundle")
    assert move(dave, dave.to_browser()).status_code == 204
    with app.app_context():
        held = [one.bundle for one in db.session.query(HeldKeys).order_by(HeldKeys.n)]
    assert held == [old.read.hash, dave.signer.read.hash]


def test_without_the_password_nobody_moves_them(app, alice, bob, person):
    dave = person("dave", store="browser")
    for someone, wish in ((alice, alice.to_browser()), (dave, dave.to_server())):
        before = store_of(someone)
        for secret in (bob.secret, b64u(bytes(32))):
            answer = move(someone, {**wish, "password": secret})
            assert refused(answer) == (401, "bad-credentials")
        answer = move(someone, wish, headers={"Sec-Fetch-Site": "cross-site"})
        assert refused(answer) == (403, "cross-site")
        assert store_of(someone) == before
    assert opens(app, alice.secret) == SEALED


def test_the_same_again_is_answered_the_same(app, alice):
    wish = alice.to_browser()
    assert move(alice, wish).status_code == 204
    elsewhere = alice.elsewhere()
    assert move(alice, wish).status_code == 204
    assert elsewhere.http.get("/api/me").status_code == 200, "it ends nothing"


def test_a_password_that_is_changed_meanwhile_is_not_taken_back(
    app, person, monkeypatch
):
    dave = person("dave", store="browser")
    other = {**dave.new_password(), "bundle": None, "sealed": None}
    real = app.extensions["securechat"].stretcher.matches

    def matches(self, *given):
        monkeypatch.undo()
        found = real(*given)
        assert meanwhile(change, dave, other).status_code == 204
        return found

    monkeypatch.setattr("chat.login_secret.Stretcher.matches", matches)
    assert refused(move(dave, dave.to_server())) == (401, "bad-credentials")
    assert store_of(dave) == "browser"


@pytest.mark.parametrize("to", ["browser", "server"])
def test_whenever_the_server_dies_they_are_here_or_there(
    app, settings, person, tmp_path, to
):
    alice = person("alice", store="browser" if to == "server" else "server")
    elsewhere, copies = alice.elsewhere(), []
    phrase = {**alice.new_phrase()}
    if to == "server":
        phrase |= {"bundle": None, "sealed": None}
    assert test_recovery.make(alice, phrase).status_code == 204
    seal = SEALED if to == "server" else None
    wish = alice.to_server(seal) if to == "server" else alice.to_browser()

    def copy(*_):
        folder = tmp_path / f"copy{len(copies)}"
        shutil.copytree(settings.instance_dir, folder)
        copies.append(folder)

    with app.app_context():
        engine = db.engine
    hooks = ("before_cursor_execute", "after_cursor_execute", "commit")
    for name in hooks:
        event.listen(engine, name, copy)
    assert move(alice, wish).status_code == 204
    for name in hooks:
        event.remove(engine, name, copy)
    copy()
    found = [state(replace(settings, instance_dir=one), elsewhere) for one in copies]
    away = ("browser", None, None, None)
    here = ("server", alice.signer.bundle, True, True)
    old, new = (away, here) if to == "server" else (here, away)
    assert {one[:4] for one in found} == {old, new}
    assert [one[:4] for one in found] == sorted(
        (one[:4] for one in found), key=[old, new].index
    )
    logins = {one[:4]: one[4] for one in found}
    assert logins == {here: 2, away: 1 if to == "browser" else 2}


def state(settings, alice):
    again = build(settings)
    try:
        with again.app_context():
            account, keys = (db.session.get(t, "alice") for t in (Account, Keys))
            phrase = db.session.get(test_recovery.Recovery, "alice")
            logins = db.session.query(Login).filter_by(username="alice").count()
            assert not list(checkup.check_accounts()), "nothing is damaged"
            return (
                account.store,
                keys.bundle if keys else None,
                bool(keys.sealed) if keys else None,
                bool(phrase.sealed) if phrase.sealed else None,
                logins,
            )
    finally:
        close(again)
