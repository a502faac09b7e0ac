"""Files: for members alone, on the disk once, and gone when their time is over."""

import os

import pytest

from chat.application import build, close
from encryption.crypto_utils import make_chunk, new_file, new_id
from encryption.signed.file_size import stored_chunks, stored_size
from tests.unit.chat.test_expire import set_timer

MIB = 1024 * 1024
HOUR = 60 * 60 * 1000


def path_of(book, *parts):
    return "/".join((f"/api/rooms/{book.room}/files", *parts))


def begin(person, book, identity, size):
    body = {"id": identity, "size": size}
    return person.http.post(path_of(book), json=body)


def put(person, book, identity, n, data):
    kind = "application/octet-stream"
    path = path_of(book, identity, "chunks", str(n))
    return person.http.put(path, data=data, content_type=kind)


def get(person, book, identity, n=0):
    return person.http.get(path_of(book, identity, "chunks", str(n)))


def upload(person, book, size=20_000):
    identity, stored = new_id(), stored_size(size)
    assert begin(person, book, identity, stored).status_code == 201
    chunks = [os.urandom(length) for length in stored_chunks(stored)]
    for n, chunk in enumerate(chunks):
        assert put(person, book, identity, n, chunk).status_code == 200
    return identity, chunks


def on_disk(settings):
    return sorted(
        p.name for p in (settings.log_dir / "files").rglob("*") if p.is_file()
    )


def sweep(app):
    app.extensions["securechat"].files.sweep()


@pytest.fixture
def later(monkeypatch):
    """Let hours pass for the log."""
    import chat.logs

    real = chat.logs._now

    def pass_hours(hours):
        monkeypatch.setattr(chat.logs, "_now", lambda: real() + hours * HOUR)

    return pass_hours


def test_what_alice_uploads_bob_downloads(alice, bob):
    book = alice.create(bob)
    identity, chunks = upload(alice, book, 2 * MIB + 1)
    status = bob.http.get(path_of(book, identity)).json
    assert status == {
        "complete": True,
        "received": [0, 1, 2],
        "size": sum(map(len, chunks)),
    }
    for n, chunk in enumerate(chunks):
        answer = get(bob, book, identity, n)
        assert answer.data == chunk
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["Cache-Control"] == "no-store"


def test_carol_gets_nothing_and_learns_nothing(alice, bob, carol):
    book = alice.create(bob)
    identity, _ = upload(alice, book)
    assert get(bob, book, identity).status_code == 200, "the premise"
    of_file, of_none = get(carol, book, identity), get(carol, book, new_id())
    assert (of_file.status_code, of_file.data) == (404, of_none.data)
    mine = carol.create()
    assert get(carol, mine, identity).data == of_none.data
    copied = carol.http.post(
        path_of(book, identity, "copies"), json={"room": mine.room}
    )
    assert copied.status_code == 404


def test_who_was_removed_gets_nothing_more(alice, bob):
    book = alice.create(bob)
    identity, _ = upload(alice, book)
    alice.change(book, book.write(alice.signer, "remove", subject=bob.signer.subject))
    assert get(bob, book, identity).status_code == 404


def test_an_upload_goes_on_where_it_broke_off(alice, bob, app, settings):
    book, identity = alice.create(bob), new_id()
    size = stored_size(2 * MIB)
    first, second = (os.urandom(length) for length in stored_chunks(size))
    begin(alice, book, identity, size)
    assert put(alice, book, identity, 1, second).json == {"complete": False}
    # Nobody else has any use of half a file.
    assert bob.http.get(path_of(book, identity)).status_code == 404
    assert get(alice, book, identity, 1).status_code == 404
    close(app)
    again = build(settings)
    alice.app = again
    alice.http = alice.elsewhere().http
    there = begin(alice, book, identity, size).json
    assert there == {"complete": False, "received": [1], "size": size}
    assert put(alice, book, identity, 0, first).json == {"complete": True}
    assert get(alice, book, identity, 0).data == first
    close(again)


def test_a_chunk_again_changes_nothing(alice, bob, app, settings):
    book = alice.create(bob)
    identity, (chunk,) = upload(alice, book)
    assert put(alice, book, identity, 0, chunk).json == {"complete": True}
    other = put(alice, book, identity, 0, os.urandom(len(chunk)))
    assert (other.status_code, other.json["error"]["code"]) == (409, "id-conflict")
    assert get(bob, book, identity).data == chunk
    sweep(app)
    assert len(on_disk(settings)) == 1


def test_a_chunk_encrypted_anew_takes_the_place_of_the_first(alice, app, settings):
    book, identity = alice.create(), new_id()
    size = stored_size(2 * MIB)
    lengths = stored_chunks(size)
    begin(alice, book, identity, size)
    put(alice, book, identity, 0, os.urandom(lengths[0]))
    anew, last = os.urandom(lengths[0]), os.urandom(lengths[1])
    put(alice, book, identity, 0, anew)
    assert put(alice, book, identity, 1, last).json == {"complete": True}
    assert get(alice, book, identity, 0).data == anew
    sweep(app)
    assert len(on_disk(settings)) == 2


def test_a_file_that_is_taken_back_is_off_the_disk(alice, bob, app, settings):
    book = alice.create(bob)
    identity, _ = upload(alice, book)
    assert bob.http.delete(path_of(book, identity)).status_code == 404
    assert alice.http.delete(path_of(book, identity)).status_code == 204
    assert get(bob, book, identity).status_code == 404
    sweep(app)
    assert on_disk(settings) == []


def test_a_copy_outlives_its_original(alice, bob, carol, app, settings):
    book, other = alice.create(bob), alice.create(carol)
    identity, (chunk,) = upload(alice, book)
    copies = path_of(book, identity, "copies")
    for _ in range(2):
        answer = alice.http.post(copies, json={"room": other.room})
        assert answer.status_code == 201
    alice.http.delete(path_of(book, identity))
    sweep(app)
    assert get(carol, other, identity).data == chunk
    assert len(on_disk(settings)) == 1
    alice.http.delete(path_of(other, identity))
    sweep(app)
    assert on_disk(settings) == []


def test_what_is_not_finished_goes(alice, app, settings, later):
    book, identity = alice.create(), new_id()
    size = stored_size(2 * MIB)
    begin(alice, book, identity, size)
    put(alice, book, identity, 0, os.urandom(stored_chunks(size)[0]))
    kept, _ = upload(alice, book)
    later(23)
    sweep(app)
    assert len(on_disk(settings)) == 2
    later(25)
    assert alice.http.get(path_of(book, identity)).status_code == 404
    sweep(app)
    assert len(on_disk(settings)) == 1
    assert get(alice, book, kept).status_code == 200


def test_without_a_log_a_file_is_only_relayed(alice, bob, app, settings, later):
    book = alice.create(bob, log=False)
    identity, (chunk,) = upload(alice, book)
    assert get(bob, book, identity).data == chunk
    later(25)
    assert get(bob, book, identity).status_code == 404
    sweep(app)
    assert on_disk(settings) == []


def test_turning_the_log_off_removes_what_was_kept(alice, bob, app, settings):
    book = alice.create(bob)
    identity, _ = upload(alice, book)
    alice.change(book, book.write(alice.signer, "settings", settings={"log": False}))
    assert get(bob, book, identity).status_code == 404
    sweep(app)
    assert on_disk(settings) == []


def test_with_a_timer_a_file_goes_with_its_message(alice, bob, app, settings, later):
    book = alice.create(bob)
    set_timer(alice, book, 3_600)
    identity, _ = upload(alice, book)
    later(1)
    assert get(bob, book, identity).status_code == 200
    later(3)
    assert get(bob, book, identity).status_code == 404
    sweep(app)
    assert on_disk(settings) == []


def test_the_disk_has_ciphertext_alone(alice, settings):
    book, file = alice.create(), new_file(20_000)
    chunk = make_chunk(file, 0, b"the plan of the house" + bytes(19_979))
    begin(alice, book, file.id, len(chunk))
    put(alice, book, file.id, 0, chunk)
    found = [p.read_bytes() for p in settings.log_dir.rglob("*") if p.is_file()]
    assert chunk in found, "the premise"
    assert not any(b"the plan" in content for content in found)


def test_a_full_disk_refuses_a_chunk_and_nothing_else(alice, monkeypatch):
    book, identity = alice.create(), new_id()
    size = stored_size(1)
    begin(alice, book, identity, size)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("chat.files._write", full)
        assert put(alice, book, identity, 0, bytes(size)).status_code == 500
    assert put(alice, book, identity, 0, bytes(size)).json == {"complete": True}


def test_what_a_process_left_in_the_porch_goes(app, settings):
    close(app)
    porch = settings.log_dir / "files/porch"
    porch.mkdir(parents=True)
    (porch / "old").write_bytes(b"x")
    (porch / "new").write_bytes(b"x")
    os.utime(porch / "old", (0, 0))
    close(build(settings))
    assert [path.name for path in porch.iterdir()] == ["new"]
