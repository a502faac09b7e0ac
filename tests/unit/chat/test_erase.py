"""Erasing: of a message that was taken back only its hash stays."""

import json

import pytest

from encryption.signed import b64u, first_head, next_head, record_hash
from tests.factories import heard
from tests.unit.chat.test_log_file import download, verify
from tests.unit.chat.test_log_off import turn
from tests.unit.chat.test_rooms import records


@pytest.fixture
def book(alice, bob):
    """A room in which Alice has said three things, and Bob one."""
    book = alice.create(bob)
    socket = alice.connect()
    for text in ("one", "two", "three"):
        alice.say(socket, book, text)
    bob.say(bob.connect(), book, "mine")
    return book


def messages(person, book):
    every = records(person, book, after=0)["records"]
    return [one["record"] for one in every if one["record"]["kind"] == "message"]


def named(record, delete):
    return {
        "delete": delete["seq"],
        "id": record["id"],
        "room": record["room"],
        "seq": record["seq"],
    }


def erase(person, payload):
    return person.connect().emit("erase", payload, callback=True)


def is_there(settings, record):
    """Tell whether any file of the log has a piece of a message."""
    # Not the header, which is much the same everywhere; SQLite cuts what is long.
    data = record["data"].split(".", 3)[3].encode()
    pieces = [data[start : start + 48] for start in range(0, len(data), 48)]
    files = [path.read_bytes() for path in settings.log_dir.rglob("*.sqlite*")]
    return any(len(piece) > 16 and piece in file for piece in pieces for file in files)


def refused(answer):
    assert answer["ok"] is False
    return answer["error"]["code"], answer["error"].get("field")


def test_its_hash_stays_so_that_the_chain_goes_on(alice, bob, book, tmp_path):
    before = records(bob, book, after=0)
    one, _, three, _ = messages(alice, book)
    assert erase(alice, named(one, three)) == {"ok": True}
    after = records(bob, book, after=0)
    assert [kept["head"] for kept in after["records"]] == [
        kept["head"] for kept in before["records"]
    ]
    assert messages(bob, book)[0] == {
        "erased": record_hash(one),
        **{name: one[name] for name in one if name != "data"},
    }
    head = first_head(book.room)
    for kept in after["records"]:
        head = next_head(head, kept["record"])
        assert kept["head"] == b64u(head)
    assert verify(tmp_path, download(bob, book)) == 0
    types = [json.loads(line)["type"] for line in download(bob, book).splitlines()]
    assert types.count("erased") == 1


def test_it_is_in_no_file_any_more(alice, book, settings):
    one, _, three, _ = messages(alice, book)

    assert is_there(settings, one), "the premise"
    erase(alice, named(one, three))
    assert not is_there(settings, one)
    assert is_there(settings, three)


def test_many_are_in_no_file_any_more(alice, bob, settings):
    book, socket = alice.create(bob), alice.connect()
    for number in range(60):
        alice.say(socket, book, "x" * (number * 40 + 1))
    said = messages(alice, book)
    for record in said[:-1:2]:
        assert socket.emit("erase", named(record, said[-1]), callback=True)["ok"]
    for place, record in enumerate(said):
        stays = place % 2 == 1 or place == len(said) - 1
        assert is_there(settings, record) == stays, place


def test_while_a_download_reads_it_is_taken_out_later(alice, book, app, settings):
    log = app.extensions["securechat"].hub.log
    one, _, three, _ = messages(alice, book)
    snapshot = log.snapshot()
    assert snapshot.room(book.room, "alice"), "the premise: it reads"
    assert erase(alice, named(one, three)) == {"ok": True}
    snapshot.close()
    assert is_there(settings, one), "the premise: it is in the write-ahead file"
    log.sweep()
    assert not is_there(settings, one)


def test_the_same_again_is_answered_the_same(alice, book):
    one, _, three, _ = messages(alice, book)
    again = alice.elsewhere()
    for person in (alice, alice, again):
        assert erase(person, named(one, three)) == {"ok": True}
    assert len(messages(alice, book)) == 4


def test_what_was_erased_and_is_sent_again_is_not_new(alice, bob):
    book, at_bob = alice.create(bob), bob.connect()
    socket = alice.connect()
    session, keys = book.session(alice.signer)
    socket.emit("send", session, callback=True)
    payload = book.message(alice.signer, keys, 0, "once")
    first = socket.emit("send", payload, callback=True)
    delete = book.message(alice.signer, keys, 1, "gone")
    socket.emit("send", delete, callback=True)
    one, two = messages(alice, book)
    assert socket.emit("erase", named(one, two), callback=True) == {"ok": True}
    heard(at_bob, "record")
    assert socket.emit("send", payload, callback=True) == first
    assert heard(at_bob, "record") == []
    assert "data" not in messages(bob, book)[0]


def test_it_counts_no_more(alice, bob, book):
    one, two, three, mine = messages(alice, book)
    erase(alice, named(one, three))
    (summary,) = bob.http.get("/api/rooms").json["rooms"]
    assert (summary["messages"], summary["time"]) == (3, mine["time"])
    erase(alice, named(two, three))
    (summary,) = bob.http.get("/api/rooms").json["rooms"]
    assert summary["messages"] == 2


def test_only_its_sender_erases_it(bob, carol, alice, book):
    one, _, three, mine = messages(alice, book)
    before = messages(alice, book)
    assert refused(erase(bob, named(one, mine))) == ("not-found", None)
    assert refused(erase(bob, named(one, three))) == ("not-found", None)
    assert refused(erase(carol, named(one, three))) == ("not-found", None)
    assert messages(alice, book) == before


def test_who_is_no_member_any_more_erases_nothing(alice, bob, book):
    *_, mine = messages(alice, book)
    bob.say(bob.connect(), book, "and this")
    later = messages(alice, book)[-1]
    alice.change(book, book.write(alice.signer, "remove", subject=bob.signer.subject))
    assert refused(erase(bob, named(mine, later))) == ("not-found", None)
    assert "data" in messages(alice, book)[3]


def test_it_is_a_message_of_this_id(alice, book):
    one, two, three, _ = messages(alice, book)
    wrong = {**named(one, three), "id": two["id"]}
    assert refused(erase(alice, wrong)) == ("not-found", None)
    for number in (1, 3, 99):
        wrong = {**named(one, three), "seq": number}
        assert refused(erase(alice, wrong)) == ("not-found", None)
    assert all("data" in record for record in messages(alice, book))


def test_what_takes_it_back_is_a_later_message_of_the_same_sender(alice, book):
    one, two, three, mine = messages(alice, book)
    for record, delete in ((two, one), (two, two), (one, mine), (one, {"seq": 99})):
        assert refused(erase(alice, named(record, delete))) == ("bad-request", "delete")
    session = {"seq": 3}
    assert refused(erase(alice, named(one, session))) == ("bad-request", "delete")
    assert erase(alice, named(two, three)) == {"ok": True}
    # Of what is erased itself nobody could read why.
    assert refused(erase(alice, named(one, two))) == ("bad-request", "delete")
    assert sum("data" in record for record in messages(alice, book)) == 3


def test_what_takes_something_back_stays(alice, book):
    one, two, three, _ = messages(alice, book)
    erase(alice, named(one, two))
    assert refused(erase(alice, named(two, three))) == ("bad-request", "seq")
    assert "data" in messages(alice, book)[1]


def test_where_nothing_is_kept_there_is_nothing_to_erase(alice, book):
    one, _, three, _ = messages(alice, book)
    turn(alice, book, on=False)
    assert erase(alice, named(one, three)) == {"ok": True}
