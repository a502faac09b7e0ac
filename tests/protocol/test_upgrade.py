"""A server of the first release is updated to this one, and nobody loses anything."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.actors import Online
from tests.server import PROJECT, Server

RELEASES = sorted((PROJECT / "tests/releases").glob("*/"))


def restore(sql: Path, path: Path) -> None:
    """Make a database of its SQL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path)
    database.executescript(sql.read_text("ascii"))
    database.close()


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def updated(request, tmp_path):
    """Return the server of this release on the databases of an earlier one."""
    server = Server(tmp_path)
    restore(request.param / "accounts.sql", server.instance_dir / "accounts.sqlite")
    restore(request.param / "log.sql", server.log_dir / "log.sqlite")
    yield server.start()
    server.stop()


def rooms_of(person: Online) -> dict[tuple[str, bool], dict]:
    """Return the rooms of somebody by kind and whether they have a log."""
    rooms = person.ask("GET", "/api/rooms")["rooms"]
    return {(room["kind"], room["log"]): room for room in rooms}


def flask(server: Server, *arguments: str) -> str:
    """Run a command of the operator's."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", *arguments],
        cwd=PROJECT,
        env=os.environ | server.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_first_release_is_among_them():
    assert "1.0" in [folder.name for folder in RELEASES]


def test_everybody_logs_in_reads_everything_and_goes_on(updated):
    alice, bob, carol = (
        Online(updated.url, name).log_in() for name in ("alice", "bob", "carol")
    )
    rooms = rooms_of(alice)
    direct, group = rooms["direct", True]["room"], rooms["group", True]["room"]
    off = rooms["group", False]["room"]

    alice.fetch(direct)
    assert alice.view(direct).texts == ["a word between us", "and an answer"]
    bob.fetch(group)
    numbers = ["number 0", "number 1", "number 2"]
    assert bob.view(group).texts == [*numbers, "carol was here", "after carol"]
    kept = alice.ask("GET", f"/api/rooms/{off}/records")["records"]
    assert {shown["record"]["kind"] for shown in kept} == {"roster", "session"}
    # Who was removed stays so.
    assert rooms_of(carol) == {}
    with pytest.raises(requests.HTTPError):
        carol.fetch(group)

    alice.connect()
    alice.say(direct, "still here")
    bob.fetch(direct)
    assert bob.view(direct).texts[-1] == "still here"

    # Their keys are in the log that came later.
    entries = alice.ask("GET", "/api/keylog/entries?start=0&end=3")["entries"]
    assert {entry["username"] for entry in entries} == {"alice", "bob", "carol"}
    for person in (alice, bob, carol):
        person.disconnect()
    assert flask(updated, "check") == "Nothing is damaged.\n"
    assert updated.stop() == 0
    # Once more, now that it is up to date.
    updated.start()
    again = Online(updated.url, "bob").log_in()
    again.fetch(direct)
    assert again.view(direct).texts[-1] == "still here"
    again.disconnect()
