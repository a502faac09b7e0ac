"""Rooms that everybody has left are removed, and no others."""

import pytest

from encryption.crypto_utils import new_id
from tests.factories import Person


@pytest.fixture
def prune(app):
    def run(*options):
        result = app.test_cli_runner().invoke(args=["log", "prune", *options])
        assert result.exit_code == 0, result.output
        return result.output

    return run


def leave(person, book):
    person.change(
        book, book.write(person.signer, "leave", subject=person.signer.subject)
    )


def upload(person, book):
    path, identity = f"/api/rooms/{book.room}/files", new_id()
    person.http.post(path, json={"id": identity, "size": 16_448})
    person.http.put(
        f"{path}/{identity}/chunks/0",
        data=bytes(16_448),
        content_type="application/octet-stream",
    )


def at_rest(settings):
    """Return every byte of the log and its attachments."""
    files = [path for path in settings.log_dir.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def attachments(settings):
    files = settings.log_dir / "files"
    return [path for path in files.rglob("*") if path.is_file()]


def test_a_room_without_members_goes_with_all_it_had(
    prune, alice: Person, bob, app, settings
):
    book, kept = alice.create(bob), alice.create(bob)
    alice.say(alice.connect(), book, "going")
    alice.say(alice.connect(), kept, "staying")
    upload(alice, book)
    leave(bob, book)
    leave(alice, book)
    assert book.room.encode() in at_rest(settings), "the premise"
    assert attachments(settings), "the premise"

    assert prune("--dry-run") == "1 rooms have no members any more.\n"
    assert book.room.encode() in at_rest(settings)
    assert prune() == "1 rooms without members were removed.\n"
    assert book.room.encode() not in at_rest(settings)
    assert attachments(settings) == []
    assert prune() == "0 rooms without members were removed.\n"

    assert (
        app.test_cli_runner().invoke(args=["check"]).output == "Nothing is damaged.\n"
    )
    (summary,) = alice.http.get("/api/rooms").json["rooms"]
    assert (summary["room"], summary["messages"]) == (kept.room, 1)


def test_a_room_with_one_member_stays(prune, alice, bob):
    book = alice.create(bob)
    alice.say(alice.connect(), book, "still mine")
    leave(bob, book)
    assert prune() == "0 rooms without members were removed.\n"
    assert alice.http.get(f"/api/rooms/{book.room}").status_code == 200
