import base64
import hashlib

import pytest
from flask import Flask, abort

from chat import assets, headers

EVERYWHERE = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Origin-Agent-Cluster",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
}


@pytest.fixture
def plain():
    app = Flask("headers", static_folder=None)
    assets.init_app(app)

    @app.get("/works")
    def works():
        return "works"

    @app.get("/breaks")
    def breaks():
        raise RuntimeError("an accident")

    @app.get("/refuses")
    def refuses():
        abort(403)

    @app.get("/cached")
    def cached():
        return "cached", {"Cache-Control": "no-cache", "referrer-policy": "origin"}

    headers.init_app(app)
    return app


@pytest.fixture
def visitor(plain):
    return plain.test_client()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/works", 200),
        ("HEAD", "/works", 200),
        ("OPTIONS", "/works", 200),
        ("GET", "/refuses", 403),
        ("GET", "/missing", 404),
        ("POST", "/works", 405),
        ("GET", "/breaks", 500),
        ("GET", "/static/0/js/main.js", 404),
    ],
)
def test_every_answer_carries_every_header(visitor, method, path, status):
    response = visitor.open(path, method=method)

    assert response.status_code == status
    assert set(response.headers.keys()) >= EVERYWHERE
    assert response.headers["Cache-Control"] == "no-store"


def test_a_served_file_carries_them_too(plain, visitor):
    tree = plain.extensions["assets"]
    response = visitor.get(tree.url("lib/idb.js"))

    assert response.status_code == 200
    assert set(response.headers.keys()) >= EVERYWHERE
    assert "immutable" in response.headers["Cache-Control"]


def test_a_header_that_is_already_there_is_left_alone(visitor):
    response = visitor.get("/cached")

    assert response.headers.getlist("Cache-Control") == ["no-cache"]
    assert response.headers.getlist("Referrer-Policy") == ["origin"]


def test_what_wraps_the_application_carries_them_too(plain):
    """Socket.IO answers around Flask, not inside it."""
    inner = plain.wsgi_app.wsgi_app

    def around(environ, start_response):
        if environ["PATH_INFO"] == "/socket.io/":
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"polling"]
        return inner(environ, start_response)

    plain.wsgi_app = around
    headers.init_app(plain)
    response = plain.test_client().get("/socket.io/")

    assert response.data == b"polling"
    assert set(response.headers.keys()) >= EVERYWHERE


def test_the_policy_allows_nothing_unsafe(visitor):
    policy = visitor.get("/works").headers["Content-Security-Policy"]

    assert "unsafe-" not in policy
    assert "*" not in policy
    assert "http" not in policy
    assert "nonce" not in policy


def test_the_policy_starts_from_nothing_and_asks_for_trusted_types(visitor):
    policy = visitor.get("/works").headers["Content-Security-Policy"].split("; ")

    assert policy[0] == "default-src 'none'"
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types securechat" in policy


def test_the_one_inline_script_is_the_import_map(plain, visitor):
    text = plain.extensions["assets"].import_map
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    policy = visitor.get("/works").headers["Content-Security-Policy"].split("; ")

    assert f"script-src 'self' 'sha256-{digest}'" in policy
    assert "style-src 'self'" in policy


def test_of_the_machine_camera_and_microphone_are_used_only_by_our_own_pages(visitor):
    policy = visitor.get("/works").headers["Permissions-Policy"].split(", ")

    assert "geolocation=()" in policy
    granted = [one for one in policy if not one.endswith("=()")]
    assert granted == ["camera=(self)", "microphone=(self)"]


def test_nothing_says_what_the_server_is_made_of(visitor):
    response = visitor.get("/works")

    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers


@pytest.mark.parametrize(
    "path",
    ["/", "/chat", "/missing", "/api/me", "/api/missing", "/socket.io/?EIO=4"],
)
def test_every_answer_of_our_application_carries_them(client, path):
    response = client.get(path)

    assert set(response.headers.keys()) >= EVERYWHERE
    assert "Server" not in response.headers
