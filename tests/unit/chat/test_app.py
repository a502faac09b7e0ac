"""What `python app.py` does, from outside."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests

from tests.actors import Online
from tests.patience import PATIENCE
from tests.server import PROJECT, Server


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    yield server
    server.stop()


@pytest.mark.socket
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_and_ends_cleanly(server, how):
    server.start()
    assert requests.get(f"{server.url}/api/rooms", timeout=PATIENCE).status_code == 401
    assert server.stop(how) == 0
    assert server.output.count("\n") == 1, "the address, and nothing else"


@pytest.mark.socket
def test_a_second_start_keeps_what_the_first_made(server):
    server.start().stop()
    secret = server.instance_dir / "secret"
    before = secret.read_text()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    for file in (*server.instance_dir.iterdir(), *server.log_dir.iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    server.start().stop()
    assert secret.read_text() == before


@pytest.mark.parametrize(
    ("settings", "status", "words"),
    [
        ({"PORT": "http"}, 2, ["PORT"]),
        ({"ASYNC_MODE": "asyncio"}, 2, ["ASYNC_MODE", "eventlet"]),
        ({"INSTANCE_DIR": "/dev/null/x"}, 1, ["INSTANCE_DIR", "/dev/null"]),
        ({"LOG_URL": "sqlite:////dev/null"}, 1, ["LOG_URL"]),
    ],
)
def test_a_start_that_cannot_be_says_why(tmp_path, settings, status, words):
    server = Server(tmp_path, **settings)
    with pytest.raises(AssertionError, match="did not start"):
        server.start()
    assert server.stop() == status
    assert all(word in server.output for word in words)
    assert "Traceback" not in server.output


def test_a_taken_port_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        server = Server(tmp_path, PORT=port)
        with pytest.raises(AssertionError, match="did not start"):
            server.start()
    assert server.stop() == 1
    assert port in server.output
    assert "PORT" in server.output
    assert "Traceback" not in server.output


@pytest.mark.socket
def test_an_operators_command_ends_connections_of_the_running_server(server):
    server.start()
    alice = Online(server.url, "alice").register().connect()
    told = threading.Event()
    alice.socket.on("disconnect", lambda *_: told.set())
    flask = [Path(sys.executable).with_name("flask"), "users", "disable", "alice"]
    done = subprocess.run(
        flask,
        cwd=PROJECT,
        env=os.environ | server.environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stdout == "alice is disabled; 1 logins ended.\n", done.stderr
    assert told.wait(timeout=PATIENCE)
    assert alice.http.get(f"{server.url}/api/me", timeout=PATIENCE).status_code == 401
