"""TLS without a proxy."""

import socket
import ssl

import pytest
import requests

from chat.settings import Settings
from chat.transport import CannotServe, tls_context
from tests.actors import Online
from tests.certificate import self_signed
from tests.patience import PATIENCE
from tests.server import Server


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Return a certificate for this machine, and its key."""
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture(params=["eventlet", "threading"])
def server(request, tmp_path, pair):
    certificate, key = map(str, pair)
    server = Server(
        tmp_path, ASYNC_MODE=request.param, TLS_CERT=certificate, TLS_KEY=key
    ).start()
    yield server
    server.stop()


def test_everything_goes_through_tls(server, pair, monkeypatch):
    assert server.url.startswith("https://")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pair[0]))
    alice = Online(f"https://localhost:{server.port}", "alice")
    alice.http.verify = str(pair[0])
    alice.register()
    (cookie,) = alice.http.cookies
    assert cookie.secure
    alice.connect()
    room = alice.found()
    assert alice.say(room, "hello")["ok"]
    alice.disconnect()


# With threads one of them accepts and shakes hands: that mode is for trying out.
@pytest.mark.parametrize("server", ["eventlet"], indirect=True)
def test_who_does_not_shake_hands_hurts_nobody(server, pair):
    silent = [socket.create_connection(("localhost", server.port)) for _ in range(3)]
    plain = socket.create_connection(("localhost", server.port))
    plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answer = requests.get(
        f"https://localhost:{server.port}/healthz",
        verify=str(pair[0]),
        timeout=PATIENCE,
    )
    assert answer.status_code == 200
    assert b"200" not in plain.recv(100)
    for one in (*silent, plain):
        one.close()
    assert "Traceback" not in server.output


def test_nothing_older_than_tls_1_2_is_spoken(pair):
    certificate, key = pair
    context = tls_context(Settings(tls_cert=certificate, tls_key=key))
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert tls_context(Settings()) is None


@pytest.mark.parametrize("wrong", ["no key", "no certificate", "swapped", "no file"])
def test_what_will_not_do_names_the_settings(pair, tmp_path, wrong):
    certificate, key = pair
    given = {
        "no key": {"tls_cert": certificate},
        "no certificate": {"tls_key": key},
        "swapped": {"tls_cert": key, "tls_key": certificate},
        "no file": {"tls_cert": tmp_path / "no.pem", "tls_key": key},
    }[wrong]
    with pytest.raises(CannotServe) as refused:
        tls_context(Settings(**given))
    assert "TLS_CERT" in str(refused.value)
    assert "TLS_KEY" in str(refused.value)
