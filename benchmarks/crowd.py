"""Accounts and rooms for the relay's benchmark, made in the folder of a server to come.

Made inside this process, where scrypt may be cheap: a thousand registrations over HTTP
would take longer than all that is measured. The server then finds everything in its
databases, and checks it all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flask import Flask

from benchmarks.frames import masked
from chat.application import build, close
from chat.auth import COOKIE
from chat.settings import Settings
from encryption.signed import new_id
from tests.factories import Book, Person
from tests.no_limits import INSECURE_NO_LIMITS

# How long the envelopes are: the hub sees twice as much of the shortest message, so one
# is cut to what the peers are measured with. Its form stays whole, which is all that a
# server can check.
ENVELOPE = 1500

NOTE = "crowd.json"


@dataclass
class Member:
    """Somebody who can connect; and, of those who send, what a message of theirs is.

    `rooms` and `messages` are by whether the room's log is on.
    """

    name: str
    cookie: str
    rooms: dict[bool, str]
    messages: dict[bool, dict] = field(default_factory=dict)

    def sends(self, count: int, log: bool) -> list[bytes]:
        """Make so many frames, each a message with an id and an acknowledgement."""
        return [frame for frame, _ in self.named_sends(count, log)]

    def named_sends(self, count: int, log: bool) -> list[tuple[bytes, bytes]]:
        """Make so many frames, each beside the id in it."""
        before, _, after = json.dumps(
            ["send", self.messages[log] | {"id": "?"}], separators=(",", ":")
        ).partition("?")
        ids = [new_id() for _ in range(count)]
        texts = [f"42{n}{before}{one}{after}" for n, one in enumerate(ids)]
        return [
            (masked(text.encode("ascii")), identity.encode("ascii"))
            for text, identity in zip(texts, ids, strict=True)
        ]


@dataclass(frozen=True)
class Crowd:
    """Pairs in rooms of two, and a room of many; the first of each send."""

    pairs: list[list[Member]]
    many: list[Member]


def gather(folder: Path, pairs: int, many: int, senders: int) -> Crowd:
    """Make pairs of two people and one room of many, in a server's folder.

    Where that was done in the folder before, they are found again.
    """
    note = folder / NOTE
    if not note.exists():
        made = _gather(folder, pairs, many, senders)
        note.write_text(json.dumps(made, default=asdict), "ascii")
    made = json.loads(note.read_text("ascii"))
    return Crowd(
        [[_read(one) for one in pair] for pair in made["pairs"]],
        [_read(one) for one in made["many"]],
    )


def _read(made: dict) -> Member:
    # JSON has made texts of the keys.
    for name in ("rooms", "messages"):
        made[name] = {key == "true": value for key, value in made[name].items()}
    return Member(**made)


def _gather(folder: Path, pairs: int, many: int, senders: int) -> dict:
    app = build(
        Settings(
            async_mode="threading",
            instance_dir=folder / "instance",
            log_dir=folder / "chat_logs",
            log_sync="normal",
            insecure_scrypt_n=2,
            **INSECURE_NO_LIMITS,
        )
    )
    try:
        return {
            "pairs": [_room(app, f"pair-{number}", 2, 1) for number in range(pairs)],
            "many": _room(app, "member", many, senders) if many else [],
        }
    finally:
        close(app)


def _room(app: Flask, name: str, size: int, senders: int) -> list[Member]:
    people = [Person(app, f"{name}-{n}", "carol").register() for n in range(size)]
    first, *others = people
    books = {log: first.create(*others, log=log) for log in (True, False)}
    rooms = {log: book.room for log, book in books.items()}
    members = []
    for number, one in enumerate(people):
        cookie = one.http.get_cookie(COOKIE)
        member = Member(one.username, f"{COOKIE}={cookie.value}", rooms)
        if number < senders:
            member.messages = {log: _message(one, book) for log, book in books.items()}
        members.append(member)
    return members


def _message(person: Person, book: Book) -> dict:
    socket = person.connect()
    announcement, session = book.session(person.signer)
    answer = socket.emit("send", announcement, callback=True)
    assert answer["ok"], answer
    socket.disconnect()
    message = book.message(person.signer, session, 0, "A short text.")
    parts = message["data"].split(".")
    rest = sum(len(part) + 1 for part in parts) - len(parts[3]) - 1
    # 64 characters of base64url are 48 bytes, three blocks of AES.
    parts[3] = parts[3][: (ENVELOPE - rest) // 64 * 64]
    return message | {"data": ".".join(parts)}
