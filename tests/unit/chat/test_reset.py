"""Beginning anew by a code of the operator's: all at once, and the old keys are out."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import event, func, select

from chat import login_secret, reset, reset_codes
from chat.application import build, close
from chat.database import Model, db
from chat.models import Account, Login, LostKeys, ResetCode
from chat.refusal import Refusal
from encryption.signed import b64u, new_id
from tests.factories import Person, anew, credential, heard, renewed
from tests.second_factors import set_up
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import at_rest, meanwhile, opens, refused
from tests.unit.chat.test_second_factor import clock as clock
from tests.unit.chat.test_users import flask as flask

EVENTS = ("before_cursor_execute", "after_cursor_execute", "commit")
STAYS = {"accounts", "keys", "earlier_bundles", "logins"}


def allow(flask, username="alice", *options):
    """Allow a reset; return the code that the operator hands out."""
    return flask("users", "allow-reset", username, *options).split("#code=")[1][:22]


def ask(app, body, **options):
    return app.test_client().post("/api/reset", json=body, **options)


def begin(person, code, keys="mallory"):
    """Begin anew, and go on as the person that one is then."""
    body = person.reset(code, keys)
    new = Person(person.app, person.username)
    answer = new.http.post("/api/reset", json=body)
    assert answer.json == {"username": person.username}, answer.text
    new.secret, new.salt = body["secret"], body["salt"]
    new.signer, new.sealed = anew(person.username, keys), body["sealed"]
    return new


def rows_of(app, username):
    """Count what hangs on an account, by table."""
    with app.app_context():
        counts = {}
        for table in Model.metadata.sorted_tables:
            if any(key.column.table.name == "accounts" for key in table.foreign_keys):
                mine = table.c.username == username
                count = select(func.count()).select_from(table).where(mine)
                counts[table.name] = db.session.scalar(count)
        return counts


def test_the_new_password_opens_the_new_keys_and_the_old_one_nothing(
    app, flask, alice, bob
):
    elsewhere = alice.elsewhere()
    there, at_bob = elsewhere.connect(), bob.connect()
    new = begin(alice, allow(flask, "Alice"))
    assert heard(there, "ended") == [{"code": "expired"}]
    assert at_bob.is_connected()
    assert alice.http.get("/api/me").status_code == 401
    me = new.http.get("/api/me").json
    assert me["sealed"] == new.sealed
    assert me["store"] == "server"
    assert opens(app, alice.secret) is None
    assert opens(app, new.secret) == new.sealed
    shown = bob.http.get("/api/users/alice/bundle").json
    # Others verify with the one before what it has signed.
    assert shown["earlier"] == [alice.signer.bundle]
    assert shown["bundle"] == me["bundle"]


def test_everything_that_opened_the_account_is_gone(app, flask, alice, clock, settings):
    phrase, key_file = alice.new_phrase(), alice.new_file()
    alice.http.put("/api/account/recovery", json=phrase)
    alice.http.put("/api/account/file", json=key_file)
    alice.http.put("/api/state", json={"blob": credential()["sealed"], "rev": 1})
    set_up(alice, clock)
    elsewhere = app.test_client()
    assert login(elsewhere, "alice", alice.secret).status_code == 202, "the premise"
    there = {name for name, count in rows_of(app, "alice").items() if count}
    premise = {"recoveries", "key_files", "states", "totps", "one_time_codes"}
    assert premise | {"pending_logins", "logins", "keys"} <= there
    assert phrase["sealed"].encode() in at_rest(settings), "the premise"

    new = begin(alice, allow(flask))
    left = {name for name, count in rows_of(app, "alice").items() if count}
    assert left <= STAYS
    assert phrase["sealed"].encode() not in at_rest(settings)
    me = new.http.get("/api/me").json
    assert (me["recovery"], me["file"]) == (None, None)
    assert new.http.get("/api/state").json.get("blob") is None
    # The password alone logs in, and nothing that waited for a code goes on.
    assert login(app.test_client(), "alice", new.secret).status_code == 200
    waiting = elsewhere.post("/api/login/code", json={"code": "123456"})
    assert refused(waiting) == (401, "factor-over")
    for body in (alice.recovery(phrase["secret"]), alice.recovery_by_file("A" * 43)):
        answer = app.test_client().post("/api/recovery", json=body)
        assert refused(answer) == (401, "bad-recovery")


def test_a_code_is_good_once(app, flask, alice):
    code = allow(flask)
    new = begin(alice, code)
    for body in (alice.reset(code, "carol"), alice.reset(code, "mallory")):
        assert refused(ask(app, body)) == (401, "bad-reset")
    assert opens(app, new.secret) == new.sealed


def test_a_code_has_an_end(app, flask, alice, monkeypatch):
    code = allow(flask, "alice", "--hours", "1")
    real = reset_codes._now
    monkeypatch.setattr(reset_codes, "_now", lambda: real() + 3_600_001)
    assert refused(ask(app, alice.reset(code, "mallory"))) == (401, "bad-reset")
    monkeypatch.setattr(reset_codes, "_now", lambda: real() + 3_500_000)
    assert ask(app, alice.reset(code, "mallory")).status_code == 200


def test_a_code_is_for_one_account(app, flask, alice, bob):
    code = allow(flask)
    body = bob.reset(code, "mallory")
    assert refused(ask(app, body)) == (401, "bad-reset")
    # And what it brings has to be of this account.
    body = {**alice.reset(code, "mallory"), "bundle": anew("bob", "mallory").bundle}
    assert refused(ask(app, body)) == (400, "wrong-owner")
    assert opens(app, alice.secret)
    assert opens(app, bob.secret, "bob")


def test_a_newer_code_and_a_revoked_one_end_the_one_before(app, flask, alice):
    first, second = allow(flask), allow(flask)
    assert refused(ask(app, alice.reset(first, "mallory"))) == (401, "bad-reset")
    said = flask("users", "allow-reset", "alice", "--revoke")
    assert said == "The reset of alice is revoked.\n"
    assert refused(ask(app, alice.reset(second, "mallory"))) == (401, "bad-reset")
    said = flask("users", "allow-reset", "alice", "--revoke")
    assert said == "The reset of alice was not there.\n"
    flask("users", "allow-reset", "nobody", fails=True)


def test_nobody_guesses_or_learns_who_is_allowed(app, flask, alice, bob, monkeypatch):
    """The same look into the same table: for a name, an allowed one, and for none."""
    code, calls = allow(flask), []
    monkeypatch.setattr(login_secret, "scrypt", lambda *given: calls.append(given))
    statements, seen = [], []
    with app.app_context():
        engine = db.engine
    event.listen(
        engine, "before_cursor_execute", lambda *given: statements.append(given[2])
    )
    for name in ("alice", "bob", "nobody"):
        for wrong in ("A" * 22, new_id(), code if name != "alice" else new_id()):
            statements.clear()
            body = Person(app, name, keys="carol").reset(wrong, "mallory")
            answer = ask(app, body)
            headers = sorted(answer.headers.keys())
            seen.append((answer.status_code, answer.data, headers, tuple(statements)))
    assert all(one == seen[0] for one in seen)
    assert seen[0][0] == 401
    assert not calls, "who has no code costs the server no work"


def test_the_code_itself_is_nowhere_at_rest(app, flask, alice, settings):
    code = allow(flask)
    with app.app_context():
        stored = db.session.scalar(select(ResetCode.hash))
    assert stored.encode() in at_rest(settings), "the premise"
    assert code.encode() not in at_rest(settings)
    begin(alice, code)
    assert stored.encode() not in at_rest(settings)


def test_of_a_disabled_account_only_who_has_the_code_learns_it(app, flask, alice):
    code = allow(flask)
    flask("users", "disable", "alice")
    body = alice.reset(code, "mallory")
    assert refused(ask(app, body)) == (403, "account-disabled")
    wrong = {**body, "code": "A" * 22}
    assert refused(ask(app, wrong)) == (401, "bad-reset")
    flask("users", "enable", "alice")
    assert ask(app, body).status_code == 200


def test_an_account_that_is_disabled_meanwhile_is_not_reset(
    app, flask, alice, monkeypatch
):
    body = alice.reset(allow(flask), "mallory")
    real = app.extensions["securechat"].stretcher.stretch

    def stretch(self, *given):
        monkeypatch.undo()
        meanwhile(flask, "users", "disable", "alice")
        return real(*given)

    monkeypatch.setattr("chat.login_secret.Stretcher.stretch", stretch)
    assert refused(ask(app, body)) == (401, "bad-reset")
    with app.app_context():
        assert db.session.get(Account, "alice").disabled
        assert db.session.query(ResetCode).count() == 1


def test_a_code_that_is_used_twice_at_once_counts_once(app, flask, alice, monkeypatch):
    code = allow(flask)
    first, second = alice.reset(code, "mallory"), alice.reset(code, "carol")
    real = app.extensions["securechat"].stretcher.stretch

    def stretch(self, *given):
        monkeypatch.undo()
        assert meanwhile(ask, app, second).status_code == 200
        return real(*given)

    monkeypatch.setattr("chat.login_secret.Stretcher.stretch", stretch)
    assert refused(ask(app, first)) == (401, "bad-reset")
    assert opens(app, second["secret"]) == second["sealed"]


def test_only_keys_that_say_so_begin_anew(app, flask, alice):
    code = allow(flask)
    for bundle in (
        Person(app, "alice", keys="mallory").signer.bundle,
        renewed(alice.signer, "mallory").bundle,
    ):
        body = {**alice.reset(code, "mallory"), "bundle": bundle}
        assert refused(ask(app, body)) == (400, "bad-request")
    # And none that were there before: they may be in other hands.
    alice.renew("carol")
    for keys in ("alice", "carol"):
        body = alice.reset(code, keys)
        assert refused(ask(app, body)) == (400, "stale-bundle")
    assert ask(app, alice.reset(code, "mallory")).status_code == 200


def test_another_site_resets_nothing(app, flask, alice):
    body = alice.reset(allow(flask), "mallory")
    answer = ask(app, body, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused(answer) == (403, "cross-site")
    assert opens(app, alice.secret)


def test_keys_in_the_browser_only_are_lost_too(app, flask, person, bob):
    dave = person("dave", store="browser")
    new = begin(dave, allow(flask, "dave"))
    me = new.http.get("/api/me").json
    assert (me["store"], me["sealed"]) == ("server", new.sealed)
    shown = bob.http.get("/api/users/dave/bundle").json
    assert (shown["bundle"], shown["earlier"]) == (me["bundle"], [])
    # The keys of Dave are those of Alice; what is left of them is enough to know them.
    body = new.reset(allow(flask, "dave"), "alice")
    assert refused(ask(app, body)) == (400, "stale-bundle")


def test_whenever_the_server_dies_the_old_account_is_there_or_the_new_one(
    app, settings, flask, alice, bob, tmp_path
):
    """What the disk has in front of and behind every statement is kept, as by a
    power cut, and a server is started on it."""
    phrase = alice.new_phrase()
    assert alice.http.put("/api/account/recovery", json=phrase).status_code == 204
    book = alice.create(bob)
    body, moments, copies = alice.reset(allow(flask), "mallory"), [], []

    def copy(*_):
        there = sorted(settings.instance_dir.glob("*.sqlite*"))
        there += sorted(settings.log_dir.glob("*.sqlite*"))
        moments.append([path.read_bytes() for path in there])
        if moments[-2:-1] == moments[-1:]:
            # Nothing has come to the disk.
            return
        folder = tmp_path / f"copy{len(copies)}"
        shutil.copytree(settings.instance_dir, folder / "instance")
        shutil.copytree(settings.log_dir, folder / "log")
        copies.append(folder)

    with app.app_context():
        engines = db.engine, app.extensions["securechat"].hub.log._writer
    for engine in engines:
        for name in EVENTS:
            event.listen(engine, name, copy)
    assert ask(app, body).status_code == 200
    for engine in engines:
        for name in EVENTS:
            event.remove(engine, name, copy)
    copy()
    found = [state(settings, one, alice, body, book) for one in copies]
    assert len(moments) > 60, "the premise"
    assert len(found) > 4, "the premise"
    assert set(found) == {"old", "new"}
    assert found == sorted(found, key=["old", "new"].index)


def state(settings, folder, alice, body, book):
    there = {"instance_dir": folder / "instance", "log_dir": folder / "log"}
    again = build(replace(settings, **there))
    try:
        with again.app_context():
            # As the server does, all the time.
            reset.sweep()
            logins = db.session.query(Login).filter_by(username="alice").count()
            left = db.session.query(LostKeys).count()
            try:
                is_good = bool(reset_codes.prove("alice", body["code"]))
            except Refusal:
                is_good = False
        old, new = (opens(again, one) for one in (alice.secret, body["secret"]))
        client = again.test_client()
        secret = alice.secret if old else body["secret"]
        assert login(client, "alice", secret).status_code == 200
        rooms = [one["room"] for one in client.get("/api/rooms").json["rooms"]]
        has_phrase = client.get("/api/me").json["recovery"] is not None
    finally:
        close(again)
    if (bool(old), new, rooms, has_phrase, is_good, left) == (
        True,
        None,
        [book.room],
        True,
        True,
        0,
    ):
        return "old"
    assert (old, new, rooms, has_phrase, is_good, left) == (
        None,
        body["sealed"],
        [],
        False,
        False,
        0,
    )
    assert logins <= 1
    return "new"


def test_a_log_that_cannot_be_written_keeps_nobody_from_coming_in(
    app, flask, alice, bob, monkeypatch
):
    book = alice.create(bob)
    code = allow(flask)

    def fail(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("chat.logs.LogStore.rooms_of", fail)
    new = begin(alice, code)
    assert new.http.get("/api/rooms").json["rooms"][0]["room"] == book.room
    monkeypatch.undo()
    with app.app_context():
        reset.sweep()
        assert db.session.query(LostKeys).count() == 0
    assert new.http.get("/api/rooms").json["rooms"] == []


@pytest.mark.parametrize("member", ["code", "salt", "secret", "sealed", "bundle"])
def test_what_has_another_form_is_refused(app, flask, alice, member):
    body = alice.reset(allow(flask), "mallory")
    for value in (None, 1, [], "", b64u(bytes(7)) + "é"):
        answer = ask(app, {**body, member: value})
        assert refused(answer)[0] == 400
    assert opens(app, alice.secret)
