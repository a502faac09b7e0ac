"""What `flask check` finds, and `flask storage` counts."""

import contextlib
import hashlib
import sqlite3

import pytest

from tests.factories import Book
from tests.unit.chat.test_rooms import records


@pytest.fixture
def room(alice, bob):
    """A room with a change of members, messages, and a time without log."""
    book = alice.create(bob)
    session, made = book.session(alice.signer)
    socket = alice.connect()
    sent = [session, *(book.message(alice.signer, made, n, f"{n}") for n in range(3))]
    for payload in sent:
        assert socket.emit("send", payload, callback=True)["ok"]
    return book


@pytest.fixture
def check(app):
    def run(code=0):
        result = app.test_cli_runner().invoke(args=["check"])
        assert result.exit_code == code, result.output
        return result.output.splitlines()

    return run


def damage_text_of(app, settings, room):
    """Overwrite a page in the middle of the longest record of a room."""
    path = settings.log_dir / "log.sqlite"
    hub = app.extensions["securechat"].hub
    with contextlib.closing(sqlite3.connect(path)) as log:
        statement = "SELECT data FROM records WHERE room = ? ORDER BY length(data) DESC"
        text = log.execute(statement, (room,)).fetchone()[0].encode()
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # Nobody goes by pages that they have read before.
    hub.log.close()
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    page = data.index(text[len(text) // 2 :][:500]) // size
    data[page * size : (page + 1) * size] = b"\xff" * size
    path.write_bytes(data)


def log_off(book: Book, alice):
    entry = book.write(alice.signer, "settings", settings={"log": False})
    body = {"entries": [entry]}
    answer = alice.http.post(f"/api/rooms/{book.room}/roster", json=body)
    assert answer.status_code == 200, answer.json


def test_what_is_whole(check, room, alice):
    assert check() == ["Nothing is damaged."]
    log_off(room, alice)
    assert check() == ["Nothing is damaged."]


@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (
            "UPDATE records SET data = data || 'x' WHERE seq = 5",
            "record 5 is not what its hash says.",
        ),
        ("DELETE FROM records WHERE seq = 4", "records behind 3 are missing."),
        (
            "DELETE FROM records WHERE seq = 6",
            "records behind 5 are missing.",
        ),
        (
            "UPDATE rooms SET seq = 5",
            "its newest record is not the one that it counts.",
        ),
        (
            "UPDATE records SET before = head WHERE seq = 5",
            "record 5 does not follow the one before it.",
        ),
        (
            "UPDATE members SET present = 0 WHERE username = 'bob'",
            "its members are not those of its roster.",
        ),
        (
            "DELETE FROM records WHERE seq = 2",
            "it has 1 roster entries, and counts 2.",
        ),
        ("UPDATE rooms SET room = 'AAAAAAAAAAAAAAAAAAAAAA'", "belong to no room."),
    ],
)
def test_damage_to_the_log_is_named(check, settings, room, harm, finding):
    with sqlite3.connect(settings.log_dir / "log.sqlite") as log:
        assert log.execute(harm).rowcount, "the premise"
    log.close()
    assert any(line.endswith(finding) for line in check(code=1))


@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (
            "UPDATE keys SET bundle = bundle || 'A' WHERE username = 'bob'",
            "bob: the key bundle is damaged",
        ),
        (
            "DELETE FROM keys WHERE username = 'bob'",
            "bob: the keys are not where the account says.",
        ),
        (
            "UPDATE key_log SET username = 'eve' WHERE username = 'bob'",
            "is not what its hash says.",
        ),
        (
            "DELETE FROM key_log WHERE username = 'alice'",
            "key log: entry 0 is missing.",
        ),
        ("UPDATE key_log_size SET size = 7", "and its size says 7."),
    ],
)
def test_damage_to_the_accounts_is_named(check, settings, room, harm, finding):
    with sqlite3.connect(settings.instance_dir / "accounts.sqlite") as accounts:
        assert accounts.execute(harm).rowcount, "the premise"
    accounts.close()
    assert any(finding in line for line in check(code=1))


def test_a_damaged_page_of_the_database_is_found(app, check, settings, room):
    path = settings.log_dir / "log.sqlite"
    with sqlite3.connect(path) as log:
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log.close()
    app.extensions["securechat"].hub.log.close()
    data = bytearray(path.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    data[-page:] = b"\xff" * page
    path.write_bytes(data)
    assert any("log" in line for line in check(code=1))


def test_of_several_rooms_the_damaged_one_is_named(app, check, settings, alice, bob):
    books = [alice.create(bob) for _ in range(3)]
    socket = alice.connect()
    for book in books:
        assert alice.say(socket, book, "x" * 12_000)["ok"], "over several pages"
    damage_text_of(app, settings, books[1].room)
    lines = check(code=1)
    named = [line for line in lines if line.startswith("room ")]
    assert {line.split()[1] for line in named} == {f"{books[1].room}:"}
    # What is whole is whole for its readers, and takes more.
    for book in (books[0], books[2]):
        assert records(bob, book)["seq"] == 4
        assert alice.say(socket, book, "still")["ok"]
    answer = alice.http.get(f"/api/rooms/{books[1].room}/records")
    assert (answer.status_code, answer.json["error"]["code"]) == (500, "server-error")


def test_storage_counts(app, settings, room):
    files = settings.log_dir / "files" / "ab"
    files.mkdir(parents=True)
    (files / "abc").write_bytes(bytes(100))
    output = app.test_cli_runner().invoke(args=["storage"]).output
    counted = dict(line.rsplit(maxsplit=1) for line in output.splitlines())
    assert counted["accounts"] == "2"
    assert counted["groups"] == "1"
    assert counted["records"] == "6"
    assert counted["bytes in attachments"] == "100"
    assert int(counted["characters in records"]) > 3 * 2048


def test_attachments_that_are_missing_or_damaged_are_named(check, app, settings, room):
    data = bytes(range(256))
    digest = hashlib.sha256(data).hexdigest()
    path = settings.log_dir / "files" / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(settings.log_dir / "log.sqlite") as log:
        row = (room.room, "A" * 22, 0, digest)
        log.execute("INSERT INTO chunks (room, id, n, hash) VALUES (?, ?, ?, ?)", row)
    log.close()
    assert check(code=1)[0] == f"attachment {digest} is missing."
    path.write_bytes(data[::-1])
    assert check(code=1)[0] == f"attachment {digest} is damaged."
    path.write_bytes(data)
    assert check() == ["Nothing is damaged."]
