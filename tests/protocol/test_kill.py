"""A server that dies in the middle loses nothing that it has acknowledged."""

from __future__ import annotations

import gc
import os
import threading
import time
from functools import partial

import pytest
import requests
import socketio

from encryption.crypto_utils import check_record, first_head
from encryption.signed import b64u, unb64u
from tests.factories import INSECURE_KEYS, SEALED, Book, signer
from tests.patience import PATIENCE

CLIENTS = 20
MESSAGES = 12
# How many acknowledgements there are when the server is killed.
EARLY = CLIENTS * MESSAGES // 3


class Client:
    """Somebody who sends one message after another, each until it is acknowledged."""

    def __init__(self, server, name, keys):
        self.server = server
        self.signer = signer(name, keys)
        self.http = requests.Session()
        self.socket = None
        self.acknowledged = {}
        self.connections = 0
        self.given_up = threading.Event()

    def register(self):
        body = {
            "bundle": self.signer.bundle,
            "salt": b64u(os.urandom(16)),
            "sealed": SEALED,
            "secret": b64u(os.urandom(32)),
            "store": "server",
            "username": self.signer.username,
        }
        self.post("/api/register", body)

    def post(self, path, body):
        answer = self.http.post(self.server.url + path, json=body)
        assert answer.ok, answer.text

    def connect(self):
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.http.cookies)
        self.connections += 1
        self.socket = socketio.Client(reconnection=False, request_timeout=PATIENCE)
        self.socket.connect(
            self.server.url,
            headers={"Cookie": cookies},
            transports=["websocket"],
            wait_timeout=PATIENCE,
        )

    def send(self, payload, told):
        """Send until it is acknowledged, over as many connections as it takes."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if self.socket is None or not self.socket.connected:
                    self.connect()
                answer = self.socket.call("send", payload, timeout=5)
            except socketio.exceptions.SocketIOError:
                # Lost, or not there yet: as a browser does, after a moment.
                self.given_up.wait(0.1)
                continue
            assert answer["ok"], answer
            self.acknowledged[payload["id"]] = answer
            told()
            return
        raise AssertionError(f"{self.signer.username} was never acknowledged")

    def close(self):
        if self.socket is not None:
            self.socket.disconnect()
        self.http.close()

    def send_all(self, payloads, told):
        for payload in payloads:
            self.send(payload, told)


def in_parallel(calls):
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10 * PATIENCE)


@pytest.fixture
def clients(own_server):
    actors = list(INSECURE_KEYS)
    made = [
        Client(own_server, f"client{number}", actors[number % len(actors)])
        for number in range(CLIENTS)
    ]
    in_parallel([client.register for client in made])
    yield made
    # All at once: in some server modes each waits seconds for its connection to end.
    in_parallel([client.close for client in made])
    # The client library leaves the sockets of lost connections to the collector, which
    # complains: here, where the warning is ignored, and not in some later test.
    made.clear()
    gc.collect()


@pytest.mark.socket
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_after_a_kill_every_acknowledged_message_is_there_once(own_server, clients):
    book = Book()
    first, *others = clients
    entries = book.create(first.signer, *(other.signer for other in others))
    first.post("/api/rooms", {"entries": entries, "room": book.room})
    plans = {client: write(book, client.signer) for client in clients}
    at_once, told = threading.Lock(), []

    def crash():
        """Whoever is acknowledged waits meanwhile: there is more to be sent."""
        with at_once:
            told.append(1)
            if len(told) == EARLY:
                own_server.kill()
                own_server.start()

    in_parallel(
        [partial(client.send_all, plan, crash) for client, plan in plans.items()]
    )

    connections = [client.connections for client in clients]
    assert max(connections) > 1, "the premise: a crash"
    records = fetch(first, book.room)
    sent = {client.signer.username: plan for client, plan in plans.items()}
    for client in clients:
        mine = [one for one in records if one["sender"] == client.signer.username]
        ids = [one["id"] for one in mine if one["kind"] != "roster"]
        assert ids == [payload["id"] for payload in sent[client.signer.username]]
        for record in mine:
            if record["kind"] != "roster":
                told = client.acknowledged[record["id"]]
                assert (told["seq"], told["time"]) == (record["seq"], record["time"])


def write(book, who):
    """Write what somebody will send: a session, and messages in it."""
    announcement, session = book.session(who)
    messages = [
        book.message(who, session, idx, f"{who.username} {idx}")
        for idx in range(MESSAGES)
    ]
    return [announcement, *messages]


def fetch(client, room):
    """Fetch every record, and verify the chain."""
    records, head, seq = [], first_head(room), 0
    while True:
        url = f"{client.server.url}/api/rooms/{room}/records"
        answer = client.http.get(url, params={"after": seq, "limit": 200}).json()
        for one in answer["records"]:
            head = check_record(one["record"], room, seq, head, one["head"])
            seq += 1
            records.append(one["record"])
        if not answer["records"]:
            assert (answer["seq"], unb64u(answer["head"])) == (seq, head)
            return records
