"""Renewing the keys: all at once, for who knows the password."""

import shutil
from dataclasses import replace

from sqlalchemy import event

from chat.application import build, close
from chat.database import db
from chat.models import KeyLogEntry, Login, Recovery
from encryption.signed import b64u
from tests.factories import SEALED, credential, heard, renewed
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import at_rest, change, opens, refused

EVENTS = ("before_cursor_execute", "after_cursor_execute", "commit")


def wish_of(person, keys="mallory", **changes):
    return {
        "bundle": renewed(person.signer, keys).bundle,
        "password": person.secret,
        "sealed": credential()["sealed"],
        **changes,
    }


def renew(person, wish, **options):
    return person.http.post("/api/keys", json=wish, **options)


def test_other_logins_end_and_this_one_does_not(app, alice, bob):
    elsewhere, here = alice.elsewhere(), alice.connect()
    there, at_bob = elsewhere.connect(), bob.connect()
    assert renew(alice, wish_of(alice)).status_code == 200
    assert heard(there, "ended") == [{"code": "expired"}]
    assert not there.is_connected()
    assert elsewhere.http.get("/api/me").status_code == 401
    assert here.is_connected()
    assert at_bob.is_connected()
    assert alice.http.get("/api/me").status_code == 200


def test_the_same_again_ends_nothing(alice):
    wish = wish_of(alice)
    renew(alice, wish)
    elsewhere = alice.elsewhere()
    assert renew(alice, wish).status_code == 200
    assert elsewhere.http.get("/api/me").status_code == 200


def test_who_is_logged_in_and_does_not_know_the_password_renews_nothing(
    app, alice, bob
):
    """Somebody at an unlocked browser: its keys sign for them, a renewal too."""
    elsewhere = alice.elsewhere()
    for password in (b64u(bytes(32)), bob.secret):
        answer = renew(alice, wish_of(alice, password=password))
        assert refused(answer) == (401, "bad-credentials")
    assert opens(app, alice.secret) == SEALED
    assert elsewhere.http.get("/api/me").status_code == 200


def test_another_site_renews_nothing(app, alice):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.test"}):
        answer = renew(alice, wish_of(alice), headers=headers)
        assert refused(answer) == (403, "cross-site")
    assert opens(app, alice.secret) == SEALED


def test_a_password_that_was_changed_meanwhile_is_not_sealed_over(
    app, alice, monkeypatch
):
    """What was sealed under the old one would shut the account."""
    change_wish, wish = alice.new_password(), wish_of(alice)
    real = app.extensions["securechat"].stretcher.matches

    def matches(self, *given):
        monkeypatch.undo()
        found = real(*given)
        assert change(alice, change_wish).status_code == 204
        return found

    monkeypatch.setattr("chat.login_secret.Stretcher.matches", matches)
    assert refused(renew(alice, wish)) == (401, "bad-credentials")
    assert opens(app, change_wish["secret"]) == change_wish["sealed"]


def test_no_byte_of_the_sealed_keys_before_is_left(app, settings, alice):
    first, second = wish_of(alice), wish_of(alice, "carol")
    assert renew(alice, first).status_code == 200
    assert first["sealed"].encode() in at_rest(settings), "the premise"
    alice.signer = renewed(alice.signer, "mallory")
    second = wish_of(alice, "carol")
    assert renew(alice, second).status_code == 200
    assert first["sealed"].encode() not in at_rest(settings)
    assert second["sealed"].encode() in at_rest(settings)


def test_whenever_the_server_dies_the_old_keys_count_or_the_new_ones(
    app, settings, alice, tmp_path
):
    """What the disk has in front of and behind every statement is kept, as by a
    power cut, and a server is started on it."""
    phrase = alice.new_phrase()
    assert alice.http.put("/api/account/recovery", json=phrase).status_code == 204
    wish, elsewhere = wish_of(alice), alice.elsewhere()
    assert elsewhere.http.get("/api/me").status_code == 200
    copies = []

    def copy(*_):
        folder = tmp_path / f"copy{len(copies)}"
        shutil.copytree(settings.instance_dir, folder)
        copies.append(folder)

    with app.app_context():
        engine = db.engine
    for name in EVENTS:
        event.listen(engine, name, copy)
    assert renew(alice, wish).status_code == 200
    for name in EVENTS:
        event.remove(engine, name, copy)
    copy()
    found = [state(replace(settings, instance_dir=one), alice, wish) for one in copies]
    assert len(found) > 10, "the premise"
    assert set(found) == {"old", "new"}
    # It happens once.
    assert found == sorted(found, key=["old", "new"].index)


def state(settings, alice, wish):
    again = build(settings)
    try:
        with again.app_context():
            logins = db.session.query(Login).filter_by(username="alice").count()
            phrases = db.session.query(Recovery).count()
            logged = db.session.query(KeyLogEntry).filter_by(username="alice").count()
        client = again.test_client()
        assert login(client, "alice", alice.secret).status_code == 200
        me = client.get("/api/me").json
        shown = client.get("/api/users/alice/bundle").json
    finally:
        close(again)
    old, new = alice.signer.bundle, wish["bundle"]
    states = {
        (SEALED, old, (old,), 2, 1, 1): "old",
        (wish["sealed"], new, (old, new), 1, 0, 2): "new",
    }
    row = (*shown["earlier"], shown["bundle"])
    given = me["sealed"], me["bundle"], row, logins, phrases, logged
    return states.get(given, f"neither: {given}")
