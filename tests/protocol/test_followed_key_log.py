"""The key log of a running server, followed from the command line."""

import json
import sqlite3
import stat
import subprocess
import sys

import pytest
import requests

from encryption import log_tool
from encryption.signed import b64u
from tests.actors import Online
from tests.patience import PATIENCE
from tests.server import PROJECT, Server


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state.json"


def follow(server, state, *more):
    return log_tool.main(["keylog", server.url, "--state", str(state), *more])


def test_it_holds_from_one_visit_to_the_next(live_server, state, capsys):
    assert follow(live_server, state) == log_tool.OK
    first = json.loads(state.read_text())
    alice = Online(live_server.url, "followed-alice", "alice").register()
    bob = Online(live_server.url, "followed-bob", "bob").register()
    capsys.readouterr()

    assert follow(live_server, state, "--user", "Followed-Alice") == log_tool.OK
    said = capsys.readouterr().out.splitlines()
    assert "holds" in said[0]
    assert " 2 new" in said[0]
    assert [line.split()[-2:] for line in said[1:]] == [
        ["followed-alice", alice.signer.read.hash]
    ]
    second = json.loads(state.read_text())
    assert second["size"] == first["size"] + 2
    assert stat.S_IMODE(state.stat().st_mode) == 0o600

    assert follow(live_server, state, "--user", "followed-alice") == log_tool.OK
    assert capsys.readouterr().out.count("\n") == 1
    for one in (alice, bob):
        one.disconnect()


def test_what_a_client_is_told_is_in_what_is_followed(live_server, state):
    assert follow(live_server, state) == log_tool.OK
    path = f"{live_server.url}/api/keylog/checkpoint"
    newest = requests.get(path, timeout=PATIENCE).json()
    kept = json.loads(state.read_text())
    assert {"root": kept["root"], "size": kept["size"]} == newest


def test_a_log_rewritten_on_the_disk_is_refused(own_server, state, capsys):
    for name in ("alice", "bob"):
        Online(own_server.url, name).register().disconnect()
    assert follow(own_server, state) == log_tool.OK
    before = state.read_bytes()
    own_server.stop()
    with sqlite3.connect(own_server.instance_dir / "accounts.sqlite") as database:
        leaf = bytes(32)
        database.execute('UPDATE key_log SET leaf = ? WHERE "index" = 0', [leaf])
    database.close()
    own_server.start()

    assert follow(own_server, state) == log_tool.REFUSED
    assert "log-forked" in capsys.readouterr().err
    assert state.read_bytes() == before


def test_a_shorter_log_is_refused(own_server, tmp_path, state, capsys):
    for name in ("alice", "bob"):
        Online(own_server.url, name).register().disconnect()
    assert follow(own_server, state) == log_tool.OK
    before = state.read_bytes()
    own_server.stop()
    with sqlite3.connect(own_server.instance_dir / "accounts.sqlite") as database:
        database.execute('DELETE FROM key_log WHERE "index" = 1')
        database.execute("UPDATE key_log_size SET size = 1")
    database.close()
    own_server.start()

    assert follow(own_server, state) == log_tool.REFUSED
    assert "log-behind" in capsys.readouterr().err
    assert state.read_bytes() == before


def test_entries_for_members_only(tmp_path, state, capsys):
    server = Server(tmp_path, KEY_LOG="members").start()
    try:
        Online(server.url, "alice").register().disconnect()
        assert follow(server, state, "--user", "alice") == log_tool.REFUSED
        assert not state.exists()
        capsys.readouterr()
        assert follow(server, state) == log_tool.OK
        said = capsys.readouterr().out
        assert "for members only" in said
        assert "alice" not in said
        assert json.loads(state.read_text())["subtrees"] is None
        assert follow(server, state) == log_tool.OK
    finally:
        server.stop()


def test_a_state_that_cannot_be_used_is_left_alone(live_server, state, capsys):
    state.write_text("{}")
    assert follow(live_server, state) == log_tool.NOT_POSSIBLE
    assert str(state) in capsys.readouterr().err
    assert state.read_text() == "{}"


def test_a_state_of_another_root_is_a_fork(live_server, state, capsys):
    lie = {"root": b64u(bytes(32)), "size": 0, "subtrees": None}
    state.write_text(json.dumps({**lie, "size": 1, "url": live_server.url}))
    Online(live_server.url, "followed-carol").register().disconnect()
    assert follow(live_server, state) == log_tool.REFUSED
    assert "log-forked" in capsys.readouterr().err


def test_a_server_that_is_away(own_server, state, capsys):
    url = own_server.url
    own_server.stop()
    assert log_tool.main(["keylog", url, "--state", str(state)]) == 2
    assert url in capsys.readouterr().err
    assert not state.exists()


def test_a_folder_that_cannot_be_written_to(live_server, tmp_path, capsys):
    path = tmp_path / "nowhere" / "state"
    assert follow(live_server, path) == log_tool.NOT_POSSIBLE
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["chat.example.org"], ["file:///x"], ["https://x.example", "--user", "no!"], []],
)
def test_wrong_arguments(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        log_tool.main(["keylog", *arguments])
    assert ended.value.code == log_tool.NOT_POSSIBLE


def test_the_command_itself(live_server, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "encryption.log_tool", "keylog", live_server.url],
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{live_server.url}: holds: ")
    (name,) = [one.name for one in tmp_path.iterdir()]
    assert name == f"127.0.0.1-{live_server.port}.keylog.json"
