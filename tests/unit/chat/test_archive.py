"""Everything that the server has of an account, in one archive."""

import io
import json
import zipfile

from encryption import log_tool
from tests.actors import PASSWORD, sealed_keys
from tests.factories import Person
from tests.unit.chat.test_files import upload


def download(person):
    answer = person.http.get("/api/account/archive")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    name = answer.headers["Content-Disposition"]
    assert name.startswith(f'attachment; filename="securechat-{person.username}-20')
    return zipfile.ZipFile(io.BytesIO(answer.data))


def with_real_keys(app, username="alice"):
    person = Person(app, username)
    sealed = sealed_keys(username, username, PASSWORD)
    body = {**person.registration(), "sealed": sealed}
    assert person.http.post("/api/register", json=body).status_code == 201
    return person


def test_it_opens_offline_by_the_log_tool(app, bob, tmp_path, monkeypatch, capsys):
    alice = with_real_keys(app)
    first, second = alice.create(bob), alice.create(bob, kind="direct")
    at_alice, at_bob = alice.connect(), bob.connect()
    alice.say(at_alice, first, "hello group")
    bob.say(at_bob, second, "hello Alice")
    identity, chunks = upload(bob, first)
    archive = download(alice)
    assert archive.testzip() is None
    folder = tmp_path / "unpacked"
    archive.extractall(folder)
    assert log_tool.main(["verify", str(folder)]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    opened = tmp_path / "opened"
    wish = ["decrypt", str(folder), "--password-stdin", "--output", str(opened)]
    assert log_tool.main(wish) == 0, capsys.readouterr().err
    assert "hello group" in (opened / f"{first.room}.txt").read_text("utf-8")
    assert "hello Alice" in (opened / f"{second.room}.txt").read_text("utf-8")
    for n, chunk in enumerate(chunks):
        stored = folder / "files" / first.room / identity / str(n)
        assert stored.read_bytes() == chunk
    readme = (folder / "README.txt").read_text("utf-8")
    assert "python -m encryption.log_tool decrypt FOLDER" in readme


def test_it_has_the_keys_as_they_are_sealed_and_nothing_of_others(app, alice, bob):
    state = {"blob": ".".join(["QUFB"] * 5), "rev": 1}
    assert alice.http.put("/api/state", json=state).status_code == 200
    others = bob.create()
    bob.say(bob.connect(), others, "not for Alice")
    upload(bob, others)
    archive = download(alice)
    me = alice.http.get("/api/me").json
    assert archive.read("keys/password.txt").decode() == me["sealed"]
    assert archive.read("keys/bundle.txt").decode() == me["bundle"]
    assert archive.read("state.txt").decode() == state["blob"]
    assert not any(others.room in name for name in archive.namelist())
    assert "keys/recovery.txt" not in archive.namelist()


def test_of_keys_that_a_browser_has_it_says_so(person):
    dave = person("dave", store="browser")
    archive = download(dave)
    assert not any(name.startswith("keys/") for name in archive.namelist())
    readme = archive.read("README.txt").decode()
    assert "this account keeps its keys in a browser" in readme


def test_a_file_that_goes_meanwhile_is_left_out(app, alice, settings):
    book = alice.create()
    upload(alice, book)
    _, kept = upload(alice, book)
    gone, *_ = (settings.log_dir / "files").glob("*/*")
    gone.unlink()
    archive = download(alice)
    names = [name for name in archive.namelist() if name.startswith("files/")]
    assert archive.testzip() is None
    assert len(names) == 1


def test_who_is_not_logged_in_gets_none(client):
    assert client.get("/api/account/archive").status_code == 401


def test_a_folder_without_logs_is_named(tmp_path, capsys):
    assert log_tool.main(["verify", str(tmp_path)]) == 2
    assert "no log is in this folder" in capsys.readouterr().err


def test_one_bad_log_does_not_keep_the_others_from_being_read(alice, tmp_path, capsys):
    for _ in range(2):
        alice.create()
    download(alice).extractall(tmp_path)
    first, second = sorted((tmp_path / "logs").iterdir())
    lines = first.read_bytes().splitlines(keepends=True)
    first.write_bytes(b"".join(lines[:-1]))
    assert json.loads(lines[-1])["type"] == "end", "the premise"
    assert log_tool.main(["verify", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "no-end" in said.err
    assert f"{second}: holds" in said.out
