"""Attacks on the session of somebody who is logged in, each in a line (issue: what a
cookie opens, and who may make a browser use it)."""

from urllib.parse import urlencode

import pytest

from tests.factories import Person
from tests.unit.chat.test_login import login
from tests.unit.chat.test_logins import cookie_of, with_cookie
from tests.unit.chat.test_password import refused
from tests.unit.chat.test_users import flask as flask

OTHER_SITE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
# A browser that writes no Sec-Fetch-Site.
OLD_BROWSER = {"Origin": "https://evil.example"}
SANDBOX = {"Origin": "null"}

# What would do something in Alice's name. Her browser would send her cookie along, were
# it not SameSite=Strict: it is sent here, as by a browser that knows nothing of that.
PATHS = [
    ("POST", "/api/logout"),
    ("POST", "/api/account/password"),
    ("POST", "/api/account/delete"),
    ("POST", "/api/keys"),
    ("POST", "/api/rooms"),
    ("PUT", "/api/state"),
    ("PUT", "/api/account/recovery"),
    ("DELETE", "/api/logins"),
]


@pytest.mark.parametrize("headers", [OTHER_SITE, OLD_BROWSER, SANDBOX])
@pytest.mark.parametrize(("method", "path"), PATHS)
def test_a_form_of_another_site_does_nothing(alice, method, path, headers):
    form = {"content_type": "application/x-www-form-urlencoded", "headers": headers}
    answer = alice.http.open(path, method=method, data=urlencode({"a": "b"}), **form)
    assert refused(answer) == (403, "cross-site")
    assert alice.http.get("/api/me").status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
def test_json_that_is_disguised_as_a_form_is_none(alice, kind):
    """What a page sends elsewhere unasked; and no header says from where."""
    answer = alice.http.post("/api/logout", data="{}", content_type=kind)
    assert refused(answer) == (400, "not-json")
    assert alice.http.get("/api/me").status_code == 200


@pytest.mark.parametrize("headers", [OTHER_SITE, OLD_BROWSER, SANDBOX])
@pytest.mark.parametrize(("method", "path"), PATHS)
def test_a_fetch_of_another_site_does_nothing(alice, method, path, headers):
    answer = alice.http.open(path, method=method, json={}, headers=headers)
    assert refused(answer) == (403, "cross-site")
    assert alice.http.get("/api/me").status_code == 200


def test_a_fetch_of_another_site_reads_nothing(alice):
    for path in ("/api/me", "/api/account/archive", "/api/state"):
        answer = alice.http.get(path, headers=OTHER_SITE)
        assert refused(answer) == (403, "cross-site")
        # A browser asks whether another page may have the answer: nobody says so.
        told = alice.http.get(path, headers=OLD_BROWSER).headers
        assert not [name for name in told if name[0].startswith("Access-Control")]
    asked = {**OTHER_SITE, "Access-Control-Request-Method": "PUT"}
    told = alice.http.options("/api/state", headers=asked).headers
    assert not [name for name in told if name[0].startswith("Access-Control")]


@pytest.mark.parametrize("headers", [OTHER_SITE, OLD_BROWSER, SANDBOX])
def test_a_websocket_of_another_site_is_not_opened(alice, headers):
    assert alice.connect().is_connected(), "the premise"
    assert not alice.connect(headers=headers).is_connected()


def test_a_cookie_that_was_stolen_opens_nothing_after_the_logout(app, alice):
    stolen = cookie_of(alice)
    thief = with_cookie(app, stolen)
    assert thief.get("/api/me").status_code == 200, "the premise"
    socketio = app.extensions["socketio"]
    listening = socketio.test_client(app, flask_test_client=thief)
    assert listening.is_connected(), "the premise"
    assert alice.http.post("/api/logout", json={}).status_code == 204
    assert not listening.is_connected()
    for path in ("/api/me", "/api/rooms", "/api/state", "/api/account/archive"):
        assert refused(thief.get(path)) == (401, "not-logged-in")
    again = socketio.test_client(app, flask_test_client=with_cookie(app, stolen))
    assert not again.is_connected()


def test_a_cookie_of_a_disabled_account_opens_no_connection(app, alice, flask):
    stolen = cookie_of(alice)
    flask("users", "disable", "alice")
    thief = with_cookie(app, stolen)
    for path in ("/api/me", "/api/rooms", "/api/account/archive"):
        assert refused(thief.get(path)) == (401, "not-logged-in")
    socket = app.extensions["socketio"].test_client(app, flask_test_client=thief)
    assert not socket.is_connected()


def test_a_cookie_that_is_cut_or_changed_is_nobodys(app, alice):
    cookie = cookie_of(alice)
    for place in range(0, len(cookie), 7):
        other = "A" if cookie[place] != "A" else "B"
        changed = cookie[:place] + other + cookie[place + 1 :]
        for one in (changed, cookie[:place]):
            assert with_cookie(app, one).get("/api/me").status_code == 401


def test_every_login_has_a_cookie_of_its_own(app, alice):
    """Also of the same browser: none that was seen before is good behind it."""
    seen = {cookie_of(alice)}
    for _ in range(3):
        before = cookie_of(alice)
        assert login(alice.http, "alice", alice.secret).status_code == 200
        assert cookie_of(alice) not in seen
        assert with_cookie(app, before).get("/api/me").status_code == 401
        seen.add(cookie_of(alice))


def test_an_id_in_the_address_or_a_header_is_no_login(app, alice):
    cookie = cookie_of(alice)
    client = app.test_client()
    assert client.get(f"/api/me?securechat_login={cookie}").status_code == 401
    for name in ("Authorization", "X-Session", "X-Forwarded-User", "Remote-User"):
        value = f"Bearer {cookie}" if name == "Authorization" else cookie
        assert client.get("/api/me", headers={name: value}).status_code == 401


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "/login\r\nLocation: https://evil.example/",
]


@pytest.mark.parametrize("name", ["next", "url", "redirect", "return_to", "continue"])
@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_address_leads_to_another_site(app, name, target):
    client = app.test_client()
    for page in ("/", "/login", "/register", "/recover", "/chat"):
        answer = client.get(f"{page}?{urlencode({name: target})}")
        assert answer.status_code in (200, 302, 308)
        assert answer.headers.get("Location", "/").split("?")[0] in ("/", "/chat")
        assert b"evil.example" not in answer.data


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "//evil.example/..", "///evil.example", "/\\evil.example"],
)
def test_no_path_leads_to_another_site(app, path):
    # As a server reads it from the wire: a test's client would take it for a host.
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code == 404
    assert "Location" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "localhost:5000@evil.example"])
def test_a_host_that_was_made_up_is_in_no_answer(app, host):
    headers = {"Host": host, "X-Forwarded-Host": host}
    for page in ("/", "/login", "/chat/", "/login/"):
        answer = app.test_client().get(page, headers=headers)
        assert "evil.example" not in answer.headers.get("Location", "")
        assert b"evil.example" not in answer.data


def test_who_registers_is_not_in_the_login_that_was_planted(app):
    mallory = Person(app, "mallory").register()
    planted = cookie_of(mallory)
    alice = Person(app, "alice")
    alice.http = with_cookie(app, planted)
    alice.register()
    assert alice.http.get("/api/me").json["username"] == "alice"
    assert with_cookie(app, planted).get("/api/me").status_code == 401
