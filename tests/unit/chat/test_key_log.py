"""The key log: what gets into it, what it proves, and who may ask."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from chat.application import build, close
from chat.database import db
from encryption.signed import (
    ProtocolError,
    b64u,
    check_consistency,
    check_inclusion,
    extend_log,
)
from tests.factories import Person, heard, now, signer

EMPTY = {"size": 0, "subtrees": []}


def ask(asker, path, **query):
    answer = asker.get(f"/api/keylog/{path}", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json


def follow(asker):
    """Check the whole log and return its entries."""
    checkpoint = ask(asker, "checkpoint")
    entries = []
    while len(entries) < checkpoint["size"]:
        query = {"start": len(entries), "end": checkpoint["size"]}
        entries += ask(asker, "entries", **query)["entries"]
    assert extend_log(log=EMPTY, entries=entries)["root"] == checkpoint["root"]
    return entries


def logged(asker):
    return [(one["username"], one["bundle"]) for one in follow(asker)]


def named(*people):
    return [(one.username, one.signer.read.hash) for one in people]


def test_an_empty_log(client):
    assert follow(client) == []
    assert ask(client, "entries", start=0, end=0) == {"entries": []}


def test_every_registered_bundle_is_in_the_log(app, client, alice, bob):
    before = now()
    dave = Person(app, "dave").register("browser")

    assert logged(client) == named(alice, bob, dave)
    assert before <= follow(client)[-1]["time"] <= now()


def test_a_registration_that_fails_leaves_no_entry(app, client, alice):
    twin = Person(app, "alice", "mallory")
    answer = twin.http.post("/api/register", json=twin.registration())
    assert answer.status_code == 409
    assert logged(client) == named(alice)


def test_every_entry_is_proven_at_every_size(client, person):
    people = [person(f"person{number}") for number in range(7)]
    roots = {}
    for size in range(1, 8):
        entries = ask(client, "entries", start=0, end=size)["entries"]
        roots[size] = extend_log(log=EMPTY, entries=entries)["root"]
    assert roots[7] == ask(client, "checkpoint")["root"]
    for size, root in roots.items():
        checkpoint = {"root": root, "size": size}
        for index, one in enumerate(people[:size]):
            query = {"bundle": one.signer.read.hash, "size": size}
            proven = ask(client, "inclusion", **query)
            assert (proven["index"], proven["entry"]["username"]) == (
                index,
                one.username,
            )
            check_inclusion(checkpoint=checkpoint, **proven)
        for second in range(size, 8):
            proof = ask(client, "consistency", first=size, second=second)["proof"]
            later = {"root": roots[second], "size": second}
            check_consistency(first=checkpoint, second=later, proof=proof)


def test_the_premise_that_a_wrong_proof_is_refused(client, alice, bob):
    query = {"bundle": bob.signer.read.hash, "size": 2}
    proven = ask(client, "inclusion", **query)
    other = {"root": b64u(bytes(32)), "size": 2}
    with pytest.raises(ProtocolError) as refused:
        check_inclusion(checkpoint=other, **proven)
    assert refused.value.reason == "bad-log-proof"


def test_a_bundle_behind_the_size_is_not_found(client, alice, bob):
    query = {"bundle": bob.signer.read.hash, "size": 1}
    answer = client.get("/api/keylog/inclusion", query_string=query)
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "not-found")
    assert ask(client, "inclusion", bundle=bob.signer.read.hash, size=2)["index"] == 1


def test_a_thousand_entries_are_given_at_once(app, client):
    log = app.extensions["securechat"].key_log
    with app.app_context():
        for number in range(1_003):
            log.append("alice", b64u(number.to_bytes(32)))
        db.session.commit()
    assert len(ask(client, "entries", start=0, end=1_003)["entries"]) == 1_000
    assert len(ask(client, "entries", start=1_000, end=1_003)["entries"]) == 3
    assert len(follow(client)) == 1_003


def test_a_bundle_held_for_an_account_is_in_the_log_once(app, client, alice):
    dave = Person(app, "dave").register("browser")
    renewed = signer("dave", "mallory")
    at_dave, at_alice = dave.connect(), alice.connect()
    for text in (dave.signer.bundle, renewed.bundle, renewed.bundle):
        assert at_dave.emit("keys", {"bundle": text}, callback=True) == {"ok": True}

    assert logged(client) == [*named(alice, dave), ("dave", renewed.read.hash)]
    # Only what is new to the log is news.
    assert heard(at_dave, "keys") == [{"hash": renewed.read.hash}]
    assert heard(at_alice, "keys") == []


def test_a_bundle_that_is_refused_is_not_in_the_log(app, client, alice):
    socket = alice.connect()
    other = signer("alice", "mallory").bundle
    told = socket.emit("keys", {"bundle": other}, callback=True)
    assert told["error"]["code"] == "wrong-thumbprint"
    assert logged(client) == named(alice)


def test_two_who_register_at_once_are_both_in_the_log(app, client):
    people = [Person(app, f"person{number}") for number in range(8)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(Person.register, people))
    assert sorted(logged(client)) == sorted(named(*people))


def test_several_processes_have_one_log(app, settings):
    other = build(settings)
    try:
        here, there = app.test_client(), other.test_client()
        people = []
        for number in range(6):
            maker = (app, other)[number % 2]
            people.append(Person(maker, f"person{number}").register())
            assert ask(here, "checkpoint") == ask(there, "checkpoint")
        assert logged(here) == logged(there) == named(*people)
        more = [Person((app, other)[n % 2], f"more{n}") for n in range(8)]
        with ThreadPoolExecutor() as pool:
            list(pool.map(Person.register, more))
        assert follow(here) == follow(there)
        assert len(follow(here)) == 14
    finally:
        close(other)


def test_a_log_with_a_hole_is_no_log(app, client, alice, bob, capsys):
    with app.app_context():
        db.session.execute(db.text('DELETE FROM key_log WHERE "index" = 0'))
        db.session.commit()
    answer = client.get("/api/keylog/checkpoint")
    assert (answer.status_code, answer.json["error"]["code"]) == (500, "server-error")


def test_names_may_be_for_members_only(settings):
    app = build(replace(settings, key_log="members"))
    try:
        alice, client = Person(app, "alice").register(), app.test_client()
        assert ask(client, "checkpoint")["size"] == 1
        assert ask(client, "consistency", first=1, second=1) == {"proof": []}
        query = {"bundle": alice.signer.read.hash, "size": 1}
        for path, names in (("inclusion", query), ("entries", {"start": 0, "end": 1})):
            refused = client.get(f"/api/keylog/{path}", query_string=names)
            assert refused.status_code == 401
            assert refused.json["error"]["code"] == "not-logged-in"
            assert ask(alice.http, path, **names)
    finally:
        close(app)
