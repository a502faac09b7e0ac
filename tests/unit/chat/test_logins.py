"""Where an account is logged in, and how that ends."""

import time

import pytest

from chat import auth, logins, revocation
from chat.browser_name import browser_of
from chat.database import db
from chat.models import Login
from tests.factories import Person, heard

DAY = 24 * 60 * 60 * 1000
HOUR = 60 * 60 * 1000
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"


def listed(person):
    answer = person.http.get("/api/logins")
    assert answer.status_code == 200
    return answer.json["logins"]


def name_in(person):
    (mine,) = [login for login in listed(person) if login["current"]]
    return mine["id"]


def cookie_of(person):
    return person.http.get_cookie("securechat_login").value


def with_cookie(app, value):
    thief = app.test_client()
    thief.set_cookie("securechat_login", value)
    return thief


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """Let it be half past: no hour ends in the middle of a test."""
    then = logins.hour(time.time_ns() // 1_000_000) + HOUR // 2
    for module in (auth, logins):
        monkeypatch.setattr(module, "_now", lambda: then)
    return then


@pytest.fixture
def change(app):
    """Change the rows of logins, as time would."""

    def change(**values):
        with app.app_context():
            db.session.query(Login).update(values)
            db.session.commit()

    return change


def test_logins_are_listed_with_their_browsers_and_hours(app, now):
    alice = Person(app, "alice")
    alice.http.environ_base["HTTP_USER_AGENT"] = FIREFOX
    alice.register()
    elsewhere = alice.elsewhere()
    mine, other = listed(alice)
    assert (mine["current"], other["current"]) == (True, False)
    assert (mine["browser"], mine["system"]) == ("firefox", "linux")
    assert (other["browser"], other["system"]) == ("other", "other")
    assert mine["seen"] == now - HOUR // 2, "the hour alone"
    assert [login["id"] for login in listed(elsewhere)] == [other["id"], mine["id"]]


def test_what_the_browser_said_of_itself_is_not_kept(app, settings):
    alice = Person(app, "alice")
    alice.http.environ_base["HTTP_USER_AGENT"] = f"{FIREFOX} canary-7f3a"
    alice.register()
    for path in settings.instance_dir.iterdir():
        if path.is_file():
            assert b"canary-7f3a" not in path.read_bytes()


def test_the_name_of_a_login_does_not_open_it(app, alice):
    name = name_in(alice)
    with app.app_context():
        (login,) = db.session.query(Login).all()
    assert login.id not in name
    assert login.id not in alice.http.get("/api/logins").text
    assert with_cookie(app, name).get("/api/me").status_code == 401


def test_one_login_ends_another(app, alice):
    elsewhere = alice.elsewhere()
    here, there = alice.connect(), elsewhere.connect()
    cookie = cookie_of(elsewhere)
    answer = alice.http.delete(f"/api/logins/{name_in(elsewhere)}")
    assert (answer.status_code, answer.data) == (204, b"")
    assert heard(there, "ended") == [{"code": "logged-out"}]
    assert not there.is_connected()
    assert here.is_connected()
    assert elsewhere.http.get("/api/me").status_code == 401
    assert with_cookie(app, cookie).get("/api/me").status_code == 401
    assert not elsewhere.connect().is_connected()
    assert len(listed(alice)) == 1


def test_all_others_end_at_once(alice, bob):
    others = [alice.elsewhere() for _ in range(3)]
    sockets = [other.connect() for other in others]
    at_bob = bob.connect()
    assert alice.http.delete("/api/logins").json == {"ended": 3}
    assert [heard(socket, "ended") for socket in sockets] == [
        [{"code": "logged-out"}]
    ] * 3
    assert not any(socket.is_connected() for socket in sockets)
    assert at_bob.is_connected()
    assert [login["current"] for login in listed(alice)] == [True]
    assert alice.http.delete("/api/logins").json == {"ended": 0}


def test_a_login_that_another_process_holds_ends_within_seconds(app, alice):
    elsewhere = alice.elsewhere()
    socket = elsewhere.connect()
    with app.app_context():
        db.session.query(Login).filter(Login.id != _id(alice)).delete()
        db.session.commit()
    assert socket.is_connected(), "the premise"
    revocation.revoke(app)
    assert not socket.is_connected()


def _id(person):
    with person.http.session_transaction() as cookie:
        return cookie["_user_id"]


def test_somebody_elses_login_is_not_there(alice, bob):
    """Mallory knows the name of a login, and it is not hers."""
    name, socket = name_in(bob), bob.connect()
    answer = alice.http.delete(f"/api/logins/{name}")
    nobody = alice.http.delete(f"/api/logins/{'A' * 43}")
    assert (answer.status_code, answer.data) == (404, nobody.data)
    assert socket.is_connected()
    assert bob.http.get("/api/me").status_code == 200
    assert alice.http.delete("/api/logins").json == {"ended": 0}
    assert bob.http.get("/api/me").status_code == 200


@pytest.mark.parametrize("path", ["/api/logins", "/api/logins/{}"])
def test_another_site_ends_no_login(alice, path):
    elsewhere = alice.elsewhere()
    answer = alice.http.delete(
        path.format(name_in(elsewhere)), headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.json["error"]["code"] == "cross-site"
    assert elsewhere.http.get("/api/me").status_code == 200


def test_a_cookie_that_was_planted_before_the_login_opens_nothing(app, alice, mallory):
    """Mallory puts the cookie of her own login into Alice's browser, and waits."""
    planted = cookie_of(mallory)
    browser = with_cookie(app, planted)
    assert browser.get("/api/me").json["username"] == "mallory", "the premise"
    body = {"secret": alice.secret, "username": "alice"}
    assert browser.post("/api/login", json=body).status_code == 200
    assert browser.get("/api/me").json["username"] == "alice"
    assert browser.get_cookie("securechat_login").value != planted
    assert with_cookie(app, planted).get("/api/me").status_code == 401


def test_a_planted_id_of_a_login_is_not_taken_over(app, alice):
    browser = with_cookie(app, "eyJfdXNlcl9pZCI6ImNob3NlbiJ9.chosen.chosen")
    body = {"secret": alice.secret, "username": "alice"}
    assert browser.post("/api/login", json=body).status_code == 200
    with app.app_context():
        assert db.session.get(Login, "chosen") is None


def test_a_login_that_is_not_used_ends_by_itself(alice, change, settings, now):
    idle = settings.login_idle_days * DAY
    change(seen=logins.hour(now - idle))
    assert alice.http.get("/api/me").status_code == 200, "the premise"
    change(seen=logins.hour(now - idle) - 2 * HOUR)
    assert alice.http.get("/api/me").status_code == 401
    assert not alice.connect().is_connected()


def test_idle_logins_are_neither_shown_nor_kept(app, alice, change):
    change(seen=0)
    elsewhere = alice.elsewhere()
    assert len(listed(elsewhere)) == 1
    with app.app_context():
        assert db.session.query(Login).count() == 1


def test_use_is_noted_by_the_hour_and_by_a_connection_too(app, alice, change, now):
    change(seen=logins.hour(now) - 5 * HOUR)
    old = listed(alice)[0]["seen"]
    assert old % HOUR == 0
    socket = alice.connect()
    change(seen=old - 24 * HOUR)
    revocation.revoke(app)
    assert socket.is_connected()
    with app.app_context():
        (login,) = db.session.query(Login).all()
    assert login.seen == old


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (FIREFOX, "firefox", "linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
            "Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
            "edge",
            "windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 "
            "(KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1",
            "chrome",
            "iphone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "safari",
            "mac",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
            "samsung",
            "android",
        ),
        ("curl/8.5.0", "other", "other"),
        ("", "other", "other"),
        ("Firefox" * 100_000, "other", "other"),
    ],
)
def test_browsers_are_known_roughly(agent, browser, system):
    assert browser_of(agent) == (browser, system)
