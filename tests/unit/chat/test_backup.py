"""Backups: made while the server runs, and put back so that nothing is half."""

import contextlib
import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from chat import backup, running
from chat.application import build, close
from tests.factories import Person


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups" / "one"


def names(settings):
    """Read whose accounts there are."""
    with sqlite3.connect(settings.instance_dir / "accounts.sqlite") as database:
        rows = database.execute("SELECT username FROM accounts ORDER BY 1").fetchall()
    database.close()
    return [name for (name,) in rows]


def logs_in(settings, person):
    """Tell whether somebody logs in to what is there now."""
    app = build(settings)
    try:
        body = {"secret": person.secret, "username": person.username}
        return app.test_client().post("/api/login", json=body).status_code == 200
    finally:
        close(app)


@pytest.fixture
def attachment(settings):
    path = settings.log_dir / "files" / "ab" / "abcdef"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"ciphertext")
    return path


def test_a_backup_brings_back_what_was_there(app, settings, folder, alice, attachment):
    room = alice.create(Person(app, "bob").register()).room
    backup.back_up(settings, folder)
    Person(app, "carol").register()
    attachment.write_bytes(b"later")
    close(app)
    aside = backup.restore(settings, folder)
    assert names(settings) == ["alice", "bob"]
    assert attachment.read_bytes() == b"ciphertext"
    assert logs_in(settings, alice)
    with sqlite3.connect(settings.log_dir / "log.sqlite") as log:
        assert log.execute("SELECT room FROM rooms").fetchall() == [(room,)]
    log.close()
    assert {path.name.split(".before-")[0] for path in aside} >= {
        "accounts.sqlite",
        "log.sqlite",
        "secret",
        "files",
    }


def test_a_backup_is_for_its_owner_alone(app, settings, folder, alice, attachment):
    backup.back_up(settings, folder)
    modes = {path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))}
    assert modes == {0}


def test_it_is_made_while_somebody_writes(app, settings, folder, alice):
    """What was committed is in it, what was not is not, and nobody waits."""
    writer = sqlite3.connect(settings.instance_dir / "accounts.sqlite")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE accounts SET disabled = 1")
    backup.back_up(settings, folder)
    writer.rollback()
    writer.close()
    with sqlite3.connect(folder / "accounts.sqlite") as copy:
        assert copy.execute("SELECT disabled FROM accounts").fetchall() == [(0,)]
    copy.close()


def test_no_backup_over_another(app, settings, folder, alice):
    backup.back_up(settings, folder)
    with pytest.raises(backup.BackupError, match="is there already"):
        backup.back_up(settings, folder)


def damage_byte(folder):
    path = folder / "log.sqlite"
    data = bytearray(path.read_bytes())
    data[5000 % len(data)] ^= 1
    path.write_bytes(data)


def lose_file(folder):
    (folder / "secret").unlink()


def lose_list(folder):
    (folder / backup.LIST).unlink()


def add_file(folder):
    (folder / "files" / "more").write_bytes(b"")


def make_newer(folder):
    path = folder / backup.LIST
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 2}))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (damage_byte, "is damaged"),
        (lose_file, "is not whole"),
        (lose_list, "is no backup"),
        (add_file, "is not whole"),
        (make_newer, "newer version"),
    ],
)
def test_what_is_no_whole_backup_changes_nothing(
    app, settings, folder, alice, harm, said
):
    backup.back_up(settings, folder)
    Person(app, "carol").register()
    close(app)
    harm(folder)
    with pytest.raises(backup.BackupError, match=said):
        backup.restore(settings, folder)
    assert names(settings) == ["alice", "carol"]


class Killed(BaseException):
    """The process ends here."""


def killed_at(monkeypatch, step):
    """Let the process end in front of the nth change to the folders."""
    left = step
    rename, unlink = Path.rename, Path.unlink

    def counted(real):
        def change(*args, **options):
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return real(*args, **options)

        return change

    monkeypatch.setattr(Path, "rename", counted(rename))
    monkeypatch.setattr(Path, "unlink", counted(unlink))


@pytest.mark.parametrize("step", range(18))
def test_a_restore_that_is_killed_leaves_the_old_or_the_new(
    app, settings, folder, alice, attachment, monkeypatch, step
):
    backup.back_up(settings, folder)
    carol = Person(app, "carol").register()
    attachment.write_bytes(b"later")
    close(app)
    with monkeypatch.context() as patch:
        killed_at(patch, step)
        with contextlib.suppress(Killed):
            backup.restore(settings, folder)
    # The next start.
    assert logs_in(settings, alice)
    is_old = names(settings) == ["alice", "carol"]
    assert is_old or names(settings) == ["alice"]
    assert attachment.read_bytes() == (b"later" if is_old else b"ciphertext")
    assert logs_in(settings, carol) is is_old


@pytest.mark.parametrize(
    "step", ["_copy_database", "_copy_files", "_digest", "_write", "_sync"]
)
def test_a_backup_that_is_killed_is_none_or_whole(
    app, settings, folder, alice, monkeypatch, step
):
    def end(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(backup, step, end)
        with pytest.raises(Killed):
            backup.back_up(settings, folder)
    assert folder.exists() is (step == "_sync")
    if not folder.exists():
        backup.back_up(settings, folder)
    Person(app, "carol").register()
    close(app)
    backup.restore(settings, folder)
    assert names(settings) == ["alice"]


def test_a_restore_waits_for_the_server_to_end(settings, folder):
    server = running.begin(settings)
    another = running.begin(settings)
    with pytest.raises(running.InUse, match="Stop it first"), running.alone(settings):
        pass
    server.close()
    another.close()
    with running.alone(settings), pytest.raises(running.InUse, match="being restored"):
        running.begin(settings)


def test_of_postgresql_it_says_what_to_use(settings, folder):
    elsewhere = replace(settings, log_url="postgresql+psycopg://localhost/log")
    with pytest.raises(backup.BackupError, match="pg_dump"):
        backup.back_up(elsewhere, folder)
    assert not folder.exists()


def test_the_commands(app, settings, folder, alice):
    runner = app.test_cli_runner()
    made = runner.invoke(args=["backup", str(folder)])
    assert made.exit_code == 0, made.output
    assert str(folder) in made.output
    again = runner.invoke(args=["backup", str(folder)])
    assert again.exit_code == 1
    assert "is there already" in again.output
    with running.begin(settings):
        refused = runner.invoke(args=["restore", str(folder)])
    assert "Stop it first" in refused.output
    close(app)
    restored = runner.invoke(args=["restore", str(folder)])
    assert restored.exit_code == 0, restored.output
    assert os.access(settings.secret_path, os.R_OK)
