"""People who chat for a benchmark: accounts, rooms of two, and a socket each."""

import os
import threading

import requests
import socketio

from encryption.signed import b64u, new_id
from tests.factories import SEALED, Book, Signer, signer


class Person:
    """An account on a server, logged in and connected."""

    def __init__(self, address: str, signer: Signer) -> None:
        self.address = address
        self.signer = signer
        self.http = requests.Session()
        self.socket = socketio.Client(http_session=self.http, reconnection=False)
        self.post(
            "/api/register",
            {
                "bundle": signer.bundle,
                "salt": b64u(os.urandom(16)),
                "sealed": SEALED,
                "secret": b64u(os.urandom(32)),
                "store": "server",
                "username": signer.username,
            },
        )
        self.socket.connect(address, transports=["websocket"])

    def post(self, path: str, body: dict) -> None:
        """Send a request; raise where it is refused."""
        self.http.post(self.address + path, json=body, timeout=60).raise_for_status()

    def leave(self) -> None:
        """Close the connection."""
        self.socket.disconnect()
        self.http.close()


class Pair:
    """Alice and Bob in a direct room of theirs, both connected."""

    def __init__(self, address: str, number: int) -> None:
        self.alice = Person(address, signer(f"alice-{number}", "alice"))
        self.bob = Person(address, signer(f"bob-{number}", "bob"))
        self.book = Book()
        entries = self.book.create(self.alice.signer, self.bob.signer, kind="direct")
        self.alice.post("/api/rooms", {"entries": entries, "room": self.book.room})
        announcement, session = self.book.session(self.alice.signer)
        check(self.alice.socket.call("send", announcement, timeout=60))
        # The server cannot see inside, so one ciphertext serves for every send.
        self.message = self.book.message(self.alice.signer, session, 0, "A short text.")

    def send(self) -> None:
        """Send one message and wait until it is acknowledged."""
        payload = self.message | {"id": new_id()}
        check(self.alice.socket.call("send", payload, timeout=60))

    def send_many(self, count: int, at_once: int) -> None:
        """Send messages, at most `at_once` of them unacknowledged."""
        free = threading.Semaphore(at_once)
        answers = []

        def acknowledged(answer: dict) -> None:
            answers.append(answer)
            free.release()

        for _ in range(count):
            free.acquire()
            payload = self.message | {"id": new_id()}
            self.alice.socket.emit("send", payload, callback=acknowledged)
        for _ in range(at_once):
            free.acquire()
        for answer in answers:
            check(answer)

    def leave(self) -> None:
        """Close both connections."""
        self.alice.leave()
        self.bob.leave()


def check(answer: dict) -> None:
    """Raise where a send was refused."""
    if not answer["ok"]:
        raise RuntimeError(f"refused: {answer['error']}")
