"""Codes as second factor: set up, asked for, spent once, taken off."""

from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade

from chat import totp
from chat.application import build, close
from chat.database import db
from chat.models import Account, Login, PendingLogin
from chat.pending import MINUTES
from encryption.signed import b64u
from tests.factories import SEALED, Person
from tests.second_factors import Clock, set_up
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import at_rest, change, refused
from tests.unit.chat.test_recovery import ask, make

WRONG = {"password": b64u(bytes(32))}
FACTOR = "/api/account/factor"


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(totp, "time", clock)
    return clock


@pytest.fixture
def factor(alice, clock):
    """Alice's app and her one-time codes."""
    return set_up(alice, clock)


def begin(app, person):
    """Show somebody's password; return the browser that did."""
    client = app.test_client()
    answer = login(client, person.username, person.secret)
    assert (answer.status_code, answer.json) == (
        202,
        {"username": person.username, "ways": ["code"]},
    )
    return client


def show(client, code):
    return client.post("/api/login/code", json={"code": code})


def is_in(client):
    return client.get("/api/me").status_code == 200


def test_after_the_password_a_code_is_asked_for_and_nothing_is_given_before(
    app, alice, factor
):
    client = begin(app, alice)
    with app.app_context():
        assert db.session.query(Login).count() == 1, "that of Alice's first browser"
    for path in ("/api/me", "/api/rooms", "/api/state", "/api/logins", FACTOR):
        assert refused(client.get(path)) == (401, "not-logged-in")
    assert SEALED not in login(client, "alice", alice.secret).text
    answer = show(client, factor[0].code())
    assert (answer.status_code, answer.json) == (200, {"username": "alice"})
    assert client.get("/api/me").json["sealed"] == SEALED


def test_a_code_counts_once_and_none_before_it(app, alice, factor, clock):
    """Somebody read the code over Alice's shoulder, and knows the password."""
    codes, _ = factor
    before, code = codes.code(-1), codes.code()
    assert is_in_by(app, alice, code)
    for replayed in (code, before):
        assert refused(show(begin(app, alice), replayed)) == (401, "bad-factor")
    clock.step()
    assert refused(show(begin(app, alice), code)) == (401, "bad-factor")
    assert is_in_by(app, alice, codes.code())


def is_in_by(app, person, code):
    client = begin(app, person)
    return show(client, code).status_code == 200 and is_in(client)


def test_the_code_that_set_it_up_logs_nobody_in(app, alice, clock):
    codes, _ = set_up(alice, clock)
    assert refused(show(begin(app, alice), codes.code(-1))) == (401, "bad-factor")


@pytest.mark.parametrize(
    ("steps", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_may_be_one_step_early_or_late(
    app, alice, factor, clock, steps, is_good
):
    clock.step(5)
    assert (show(begin(app, alice), factor[0].code(steps)).status_code == 200) == (
        is_good
    )


def test_a_one_time_code_counts_once(app, alice, bob, factor, clock):
    _, codes = factor
    assert len(set(codes)) == 10
    set_up(bob, clock)
    assert refused(show(begin(app, bob), codes[0])) == (401, "bad-factor")
    assert is_in_by(app, alice, codes[0])
    assert refused(show(begin(app, alice), codes[0])) == (401, "bad-factor")
    assert alice.http.get(FACTOR).json["codes"] == 9
    assert is_in_by(app, alice, codes[9])


def test_new_one_time_codes_void_those_before(app, alice, factor):
    answer = alice.http.put(f"{FACTOR}/codes", json={"password": alice.secret})
    assert refused(show(begin(app, alice), factor[1][0])) == (401, "bad-factor")
    assert is_in_by(app, alice, answer.json["codes"][0])


@pytest.mark.parametrize(
    "code", ["", "000000", "12345", "1234567", "١٢٣٤٥٦", "abcdefghij", " 123456"]
)
def test_what_is_no_code_is_refused_and_may_be_tried_again(app, alice, factor, code):
    client = begin(app, alice)
    assert show(client, code).status_code in (400, 401)
    assert not is_in(client)
    assert show(client, factor[0].code()).status_code == 200


def test_without_the_password_nobody_gets_as_far_as_a_code(app, alice, bob, factor):
    codes, ones = factor
    for code in (codes.code(), *ones):
        assert refused(show(app.test_client(), code)) == (401, "factor-over")
    answers = [
        login(app.test_client(), name, secret)
        for name, secret in (
            ("alice", WRONG["password"]),
            ("bob", WRONG["password"]),
            ("nobody", WRONG["password"]),
        )
    ]
    said = [(one.status_code, one.data, sorted(one.headers.keys())) for one in answers]
    assert said[0] == said[1] == said[2]
    assert answers[0].status_code == 401


def test_what_was_begun_belongs_to_the_visit_that_showed_the_password(
    app, alice, bob, factor, clock
):
    begin(app, alice)
    other = app.test_client()
    assert refused(show(other, factor[0].code())) == (401, "factor-over")
    # Nor does Bob's password take Alice's code, or the other way round.
    bobs, _ = set_up(bob, clock)
    client = begin(app, bob)
    assert refused(show(client, factor[0].code())) == (401, "bad-factor")
    assert show(client, bobs.code()).json == {"username": "bob"}


def test_a_login_that_was_finished_is_not_finished_again(app, alice, factor):
    client = begin(app, alice)
    cookie = client.get_cookie("securechat_login").value
    assert show(client, factor[1][0]).status_code == 200
    thief = app.test_client()
    thief.set_cookie("securechat_login", cookie)
    assert refused(show(thief, factor[1][1])) == (401, "factor-over")


def test_a_login_that_was_begun_is_over_after_some_minutes(
    app, alice, factor, monkeypatch
):
    client = begin(app, alice)
    later = Clock()
    with app.app_context():
        later.now = db.session.query(PendingLogin).one().until / 1000
    monkeypatch.setattr(
        "chat.pending._now", lambda: int(later.now * 1000), raising=True
    )
    assert MINUTES <= 10
    assert refused(show(client, factor[0].code())) == (401, "factor-over")
    begin(app, alice)
    with app.app_context():
        assert db.session.query(PendingLogin).count() == 1, "the other is gone"


def test_a_login_that_was_begun_with_the_old_password_ends_with_it(app, alice, factor):
    client = begin(app, alice)
    assert change(alice, alice.new_password()).status_code == 204
    assert refused(show(client, factor[0].code())) == (401, "bad-credentials")
    assert not is_in(client)


def test_nobody_finishes_a_login_to_a_disabled_account(app, alice, factor):
    client = begin(app, alice)
    with app.app_context():
        db.session.get(Account, "alice").disabled = True
        db.session.commit()
    assert refused(show(client, factor[0].code())) == (403, "account-disabled")
    # And who knows the password is told as before.
    answer = login(app.test_client(), "alice", alice.secret)
    assert refused(answer) == (403, "account-disabled")


def test_codes_are_tried_slowly_and_whoever_is_logged_in_stays_so(settings, clock):
    app = build(replace(settings, limit_codes="3/minute"))
    try:
        alice, bob = Person(app, "alice").register(), Person(app, "bob").register()
        codes, _ = set_up(alice, clock)
        bobs, _ = set_up(bob, clock)
        client = begin(app, alice)
        for _ in range(3):
            assert refused(show(client, "000000")) == (401, "bad-factor")
        answer = show(client, codes.code())
        assert refused(answer) == (429, "too-often")
        assert 0 < answer.json["error"]["retry_after"] <= 60
        # Another visit does not help.
        assert refused(show(begin(app, alice), codes.code())) == (429, "too-often")
        assert is_in(alice.http)
        assert is_in_by(app, bob, bobs.code())
    finally:
        close(app)


def test_only_who_knows_the_password_changes_it(app, alice, factor):
    """Somebody found Alice's browser unlocked."""
    for ask_for, path, more in (
        (alice.http.post, f"{FACTOR}/totp", {}),
        (alice.http.put, f"{FACTOR}/totp", {"code": "123456", "salt": "A" * 22}),
        (alice.http.put, f"{FACTOR}/codes", {}),
        (alice.http.post, f"{FACTOR}/off", {}),
    ):
        answer = ask_for(path, json={**WRONG, **more})
        assert refused(answer) == (401, "bad-credentials")
        right = {"password": alice.secret, **more}
        headers = {"Sec-Fetch-Site": "cross-site"}
        answer = ask_for(path, json=right, headers=headers)
        assert refused(answer) == (403, "cross-site")
    assert alice.http.get(FACTOR).json["totp"] is not None
    assert is_in_by(app, alice, factor[0].code())


def test_nothing_is_asked_for_before_a_code_was_shown(app, alice, clock):
    path, password = f"{FACTOR}/totp", {"password": alice.secret}
    made = alice.http.post(path, json=password).json
    body = {"code": "000000", "salt": made["salt"], **password}
    assert refused(alice.http.put(path, json=body)) == (401, "bad-factor")
    assert alice.http.get(FACTOR).json == {"codes": 0, "passkeys": [], "totp": None}
    assert login(app.test_client(), "alice", alice.secret).status_code == 200


def test_off_the_password_is_enough_and_nothing_of_it_is_left(
    app, alice, factor, settings
):
    with app.app_context():
        salt = db.session.get(totp_row(), "alice").salt.encode()
    assert salt in at_rest(settings), "the premise"
    answer = alice.http.post(f"{FACTOR}/off", json={"password": alice.secret})
    assert answer.status_code == 204
    assert login(app.test_client(), "alice", alice.secret).status_code == 200
    assert alice.http.get(FACTOR).json == {"codes": 0, "passkeys": [], "totp": None}
    assert salt not in at_rest(settings)


def totp_row():
    from chat.models import Totp

    return Totp


def test_a_dump_of_the_database_makes_no_code(app, alice, clock, settings):
    made = alice.http.post(f"{FACTOR}/totp", json={"password": alice.secret}).json
    _, ones = set_up(alice, clock)
    there = at_rest(settings)
    assert b"alice" in there, "the premise"
    for secret in (made["secret"], *ones):
        assert secret.encode() not in there


def test_the_phrase_recovers_without_it_and_takes_it_off(app, alice, factor):
    wish = alice.new_phrase()
    assert make(alice, wish).status_code == 204
    body = alice.recovery(wish["secret"])
    client = begin(app, alice)
    assert ask(app, "", body).status_code == 200
    # What was begun before is over, and the new password is enough.
    assert refused(show(client, factor[0].code())) == (401, "bad-factor")
    secret = body["password"]["secret"]
    assert login(app.test_client(), "alice", secret).status_code == 200
    # Who recovers in vain takes nothing off.
    set_up_again = Person(app, "carol").register()
    codes, _ = set_up(set_up_again, Clock())
    answer = ask(app, "", {**alice.recovery(b64u(bytes(32))), "username": "carol"})
    assert refused(answer) == (401, "bad-recovery")
    assert set_up_again.http.get(FACTOR).json["totp"] is not None


def test_a_changed_password_keeps_it(app, alice, factor):
    wish = alice.new_password()
    assert change(alice, wish).status_code == 204
    alice.secret = wish["secret"]
    assert is_in_by(app, alice, factor[0].code())


def test_the_operator_takes_it_off(app, alice, bob, factor, clock):
    set_up(bob, clock)
    done = app.test_cli_runner().invoke(args=["users", "factor-off", "Alice"])
    assert done.output == "alice logs in by the password alone.\n"
    assert login(app.test_client(), "alice", alice.secret).status_code == 200
    begin(app, bob)
    done = app.test_cli_runner().invoke(args=["users", "factor-off", "nobody"])
    assert done.exit_code != 0


def test_an_older_database_gets_room_for_second_factors(app, alice, factor, clock):
    with app.app_context():
        downgrade(revision="0007")
        upgrade()
    assert login(app.test_client(), "alice", alice.secret).status_code == 200
    codes, _ = set_up(alice, clock)
    assert is_in_by(app, alice, codes.code())


def test_it_survives_a_backup(app, settings, alice, factor, clock, tmp_path):
    from chat import backup

    backup.back_up(settings, tmp_path / "one")
    close(app)
    backup.restore(settings, tmp_path / "one")
    again = build(settings)
    try:
        assert is_in_by(again, alice, factor[0].code())
    finally:
        close(again)
