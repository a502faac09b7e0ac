"""What may answer at an address, and how little of it is taken."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from encryption.key_log_server import KeyLogServer, MembersOnly, Unreachable, read_url
from encryption.signed import ProtocolError


class Answers(BaseHTTPRequestHandler):
    """Answers whatever is asked as the test says."""

    def do_GET(self):
        self.server.asked.append(self.path)
        status, headers, body = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def peer():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.asked, server.answer = [], (200, {}, b"{}")
        # It looks this often, in seconds, whether it is to end.
        serve = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        serve.start()
        server.url = f"http://127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()
        serve.join()


def answer(peer, body, status=200, **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    peer.answer = (status, headers, data)
    return KeyLogServer(peer.url)


def test_it_asks_as_the_protocol_says(peer):
    assert answer(peer, {"root": "x", "size": 3}).checkpoint()["size"] == 3
    assert answer(peer, {"proof": ["x"]}).consistency(1, 3) == ["x"]
    assert answer(peer, {"entries": [1]}).entries(0, 3) == [1]
    assert peer.asked == [
        "/api/keylog/checkpoint?",
        "/api/keylog/consistency?first=1&second=3",
        "/api/keylog/entries?start=0&end=3",
    ]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff", b"[" * 100_000, b'"' + b"x" * 2_000_000 + b'"']
)
def test_what_is_no_answer(peer, body):
    with pytest.raises(Unreachable):
        answer(peer, body).checkpoint()


ASKED = {
    "log-behind": lambda server: server.checkpoint(),
    "log-forked": lambda server: server.consistency(1, 2),
    "bad-log-entries": lambda server: server.entries(0, 1),
}


@pytest.mark.parametrize("status", [400, 403, 404, 410, 413])
@pytest.mark.parametrize("reason", ASKED)
def test_a_refusal_is_as_good_as_a_proof_that_does_not_hold(peer, status, reason):
    with pytest.raises(ProtocolError) as refused:
        ASKED[reason](answer(peer, {"error": {}}, status))
    assert refused.value.reason == reason


@pytest.mark.parametrize("status", [301, 304, 408, 429, 500, 503])
@pytest.mark.parametrize("ask", ASKED.values())
def test_a_server_that_cannot_answer_now(peer, status, ask):
    with pytest.raises(Unreachable):
        ask(answer(peer, {"error": {}}, status))


def test_a_login_is_asked_for_where_none_is_needed(peer):
    with pytest.raises(ProtocolError):
        answer(peer, {"error": {}}, 401).checkpoint()


def test_entries_for_members_only(peer):
    with pytest.raises(MembersOnly):
        answer(peer, {"error": {}}, 401).entries(0, 1)


def test_another_address_is_not_gone_to(peer):
    for status in (301, 302, 307, 308):
        server = answer(peer, {}, status, Location=f"{peer.url}/elsewhere")
        with pytest.raises(Unreachable):
            server.checkpoint()
    assert set(peer.asked) == {"/api/keylog/checkpoint?"}


@pytest.mark.parametrize("body", [[], {}, {"proof": [], "more": 1}, {"entries": []}])
def test_an_answer_with_other_members(peer, body):
    with pytest.raises(ProtocolError) as refused:
        answer(peer, body).consistency(1, 2)
    assert refused.value.reason == "bad-shape"


def test_a_server_that_is_not_there(peer):
    peer.shutdown()
    peer.server_close()
    with pytest.raises(Unreachable):
        KeyLogServer(peer.url).checkpoint()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://chat.example.org", "https://chat.example.org"),
        ("https://Chat.Example.org:8443/", "https://chat.example.org:8443"),
        ("http://[::1]:5000/below/", "http://[::1]:5000/below"),
    ],
)
def test_addresses(text, url):
    assert read_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "chat.example.org",
        "file:///etc/passwd",
        "ftp://chat.example.org",
        "https://",
        "https://me:secret@chat.example.org",
        "https://chat.example.org?a=b",
        "https://chat.example.org/#a",
        "https://chat.example.org:port",
        "https://chat.example.org /",
        "https://chät.example.org",
        "https://chat.example.org\n",
    ],
)
def test_what_is_no_address(text):
    with pytest.raises(ValueError):
        read_url(text)
